//! A row of the table: which field, how it is changed, what must move, and what must not.

/// How the other world's field differs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// The number, or the duration, times this.
    Times(f64),
    /// This much is added to the number.
    Add(f64),
    /// This instead, in TOML.
    Set(&'static str),
    /// True for false, false for true.
    Flip,
    /// The entry of the list, or the key, is left out.
    Drop,
    /// Another name, here and wherever the file's sanctions name it.
    Rename(&'static str),
    /// Other words: of a name, a sentence, a date of a source, a range.
    Reword,
}

/// Where a measure of the changed world lies against that of the world as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Strictly above.
    Up,
    /// Strictly below.
    Down,
}

/// A measure and where it goes: a name of the table `measures`, then `/` and a right, or `@` and a group;
/// or `reach/` and a kind of conduct, for the right-weeks it cost. `{1}` stands for what the first `*` or
/// choice of the row's field is in the path, and so on.
pub type Move = (&'static str, Direction);

/// What the change does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    /// These measures move.
    Moves(&'static [Move]),
    /// Words that are no rule: the rule book read is the same value, with the reason.
    Label(&'static str),
    /// A rule that cannot matter where it stands, with the reason: every digest stays.
    Still(&'static str),
    /// A change that the reader refuses, with the reason: another field needs this one.
    Refused(&'static str),
    /// Something differs, but there is no telling where to, with the reason.
    Differs(&'static str),
}

/// What stays as it was: unless said, every weekly series, in some weeks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stays {
    /// Nothing is promised.
    Nothing,
    /// The weeks before this one.
    Before(u32),
    /// The weeks before this one, in these series.
    These(&'static [&'static str], u32),
    /// Every measure but these.
    AllBut(&'static [&'static str]),
    /// The weeks before a term of the row's sanction, the shorter of both worlds, can be over.
    BeforeTermEnds,
    /// The weeks before the first appeal is decided, in all series but the number of appeals filed.
    BeforeDecisions,
}

/// A row.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The file it speaks of, several parted by `|`; empty: all.
    pub file: &'static str,
    /// The pattern of its path.
    pub field: &'static str,
    /// The change.
    pub change: Change,
    /// What it does.
    pub effect: Effect,
    /// What it cannot reach yet.
    pub stays: Stays,
    /// Settings of both worlds, so that what is rare is common enough.
    pub also: &'static [&'static str],
}

/// A field that moves measures.
pub const fn moves(field: &'static str, change: Change, moves: &'static [Move]) -> Row {
    Row { file: "", field, change, effect: Effect::Moves(moves), stays: Stays::Nothing, also: &[] }
}

/// A field that is words only.
pub const fn label(field: &'static str, why: &'static str) -> Row {
    let effect = Effect::Label(why);
    Row { file: "", field, change: Change::Reword, effect, stays: Stays::Nothing, also: &[] }
}

/// A field that cannot matter where it stands.
pub const fn still(field: &'static str, change: Change, why: &'static str) -> Row {
    Row { file: "", field, change, effect: Effect::Still(why), stays: Stays::Nothing, also: &[] }
}

/// A field that another needs as it is.
pub const fn refused(field: &'static str, change: Change, why: &'static str) -> Row {
    Row { file: "", field, change, effect: Effect::Refused(why), stays: Stays::Nothing, also: &[] }
}

/// A field that makes a difference without a direction.
pub const fn differs(field: &'static str, change: Change, why: &'static str) -> Row {
    Row { file: "", field, change, effect: Effect::Differs(why), stays: Stays::Nothing, also: &[] }
}

impl Row {
    /// In this file only, or these, parted by `|`.
    pub const fn of(self, file: &'static str) -> Row {
        Row { file, ..self }
    }

    /// With these settings in both worlds.
    pub const fn also(self, also: &'static [&'static str]) -> Row {
        Row { also, ..self }
    }

    /// The weeks before this one stay.
    pub const fn before(self, week: u32) -> Row {
        Row { stays: Stays::Before(week), ..self }
    }

    /// These series stay in the weeks before this one.
    pub const fn keeps(self, series: &'static [&'static str], week: u32) -> Row {
        Row { stays: Stays::These(series, week), ..self }
    }

    /// Every measure but these stays.
    pub const fn but(self, measures: &'static [&'static str]) -> Row {
        Row { stays: Stays::AllBut(measures), ..self }
    }

    /// The weeks before a term of the sanction can be over stay.
    pub const fn before_term_ends(self) -> Row {
        Row { stays: Stays::BeforeTermEnds, ..self }
    }

    /// The weeks before the first decision on an appeal stay.
    pub const fn before_decisions(self) -> Row {
        Row { stays: Stays::BeforeDecisions, ..self }
    }

    /// The measure's address with its `{1}`, `{2}` filled in from the path.
    pub fn address(&self, measure: &str, path: &str) -> String {
        let open = |step: &str| step == "*" || step.contains('|');
        let filled = self.field.split('.').zip(path.split('.')).filter(|(pattern, _)| open(pattern));
        filled.zip(1..).fold(measure.to_owned(), |address, ((_, step), number)| {
            address.replace(&format!("{{{number}}}"), step)
        })
    }
}
