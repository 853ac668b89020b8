//! A life in plain sentences: who somebody is, and what happened.

use super::event::{Deed, End, Event, Set, What, Why};
use super::portrait::Portrait;
use super::{Life, LifeArm, SanctionName};
use crate::measure::totals::CAUSES;
use crate::society::Rights;
use crate::society::expression::expressed;
use crate::summary::number::{grouped, listed};
use crate::unit::POINT;
use crate::week::cause::{ASSOCIATION, HOUSEHOLD};

/// The causes of a loss in few words, in the order of every table.
pub const CAUSE_WORDS: [&str; CAUSES] = [
    "own harm in this context",
    "own harm elsewhere",
    "harmless conduct",
    "what never happened",
    "their ties' scores",
    "the household",
];

/// What somebody says, in one word each: against, silent, for.
pub const SAYS: [&str; 3] = ["against", "silent", "for"];

/// A number of points of 256 parts, with a minus that can be seen.
pub fn points(points: i64) -> String {
    let value = points as f64 / POINT as f64;
    let text = format!("{:.2}", value.abs());
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let sign = if points < 0 && text != "0" { "−" } else { "" };
    format!("{sign}{}", grouped(text))
}

/// So many of a thing.
pub fn count(number: u32, thing: &str) -> String {
    let number_text = grouped(&number.to_string());
    format!("{number_text} {thing}{}", if number == 1 { "" } else { "s" })
}

/// The names of a set of rights.
pub fn rights(life: &Life, set: Rights) -> String {
    let names = life.rights.iter().enumerate().filter(|(r, _)| set >> r & 1 == 1);
    listed(&names.map(|(_, name)| name.clone()).collect::<Vec<_>>())
}

/// Shares of causes, largest first, those of a percent or more.
pub fn causes(shares: &[f64; CAUSES]) -> String {
    let mut told: Vec<(usize, f64)> = shares.iter().copied().enumerate().collect();
    told.retain(|(_, share)| *share >= 0.005);
    told.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let words = |(cause, share): &(usize, f64)| format!("{} {:.0} %", CAUSE_WORDS[*cause], share * 100.0);
    match told.as_slice() {
        [(only, _)] => {
            let through = matches!(*only, ASSOCIATION | HOUSEHOLD);
            format!("all {} {}", if through { "through" } else { "for" }, CAUSE_WORDS[*only])
        }
        told => told.iter().map(words).collect::<Vec<_>>().join(", "),
    }
}

/// Who somebody is, sentence by sentence.
pub fn portrait(who: &Portrait) -> Vec<String> {
    let mut said = vec![first(who), home(who), ties(who)];
    if who.adult {
        let strength = match who.position.abs() {
            strength if strength < 1.0 / 3.0 => "a little",
            strength if strength < 2.0 / 3.0 => "rather",
            _ => "strongly",
        };
        let side = if who.position < 0.0 { "against" } else { "for" };
        let says = ["speaks against it", "says nothing", "praises it"][usize::from(who.says)];
        said.push(format!(
            "Privately {strength} {side} what the state wants ({:.2} from −1 to 1); under ordinary law {says}.",
            who.position
        ).replace("(-", "(−"));
        let harm = match who.harm {
            harm if harm < 0.01 => "Drawn to almost no harm".to_owned(),
            harm => format!("Drawn to harm {harm:.1} times as often as the county's mean"),
        };
        said.push(format!("{harm}; conscience {:.2} of 1.", who.conscience));
    }
    if who.owes {
        said.push("In debt by a court's judgment from the start.".to_owned());
    }
    said
}

fn first(who: &Portrait) -> String {
    let age =
        ["under 18", "of 18 to 29", "of 30 to 44", "of 45 to 59", "of 60 or over"][usize::from(who.age)];
    let noun = match (who.adult, who.woman) {
        (true, true) => "A woman",
        (true, false) => "A man",
        (false, true) => "A girl",
        (false, false) => "A boy",
    };
    let group = if who.minority { "minority" } else { "majority" };
    let place = if who.rural { "in the country" } else { "in a town" };
    format!(
        "{noun} {age}, of the {group}, {place}, in the {} fifth of incomes.",
        ["lowest", "second", "middle", "fourth", "highest",][usize::from(who.income).clamp(1, 5) - 1]
    )
}

fn home(who: &Portrait) -> String {
    let others = who.housemates.len() as u32;
    let children = match who.children {
        0 => String::new(),
        1 => ", one of them a child".to_owned(),
        n if n == others => ", all children".to_owned(),
        n => format!(", {n} of them children"),
    };
    let with = match (others, who.children) {
        (0, _) => "Lives alone".to_owned(),
        (1, 1) => "Lives with one child".to_owned(),
        (1, _) => "Lives with one other adult".to_owned(),
        (n, _) => format!("Lives with {n} others{children}"),
    };
    let mut doing = Vec::new();
    if who.grouped {
        doing.push(if who.adult { "has a workplace" } else { "goes to school" }.to_owned());
    }
    if who.platform_worker {
        doing.push("works through a platform".to_owned());
    }
    if who.claimant {
        doing.push("claims a benefit".to_owned());
    }
    match doing.is_empty() {
        true => format!("{with}."),
        false => format!("{with}; {}.", listed(&doing)),
    }
}

fn ties(who: &Portrait) -> String {
    let at_work = if who.adult { "at work" } else { "at school" };
    match (who.colleagues, who.friends) {
        (0, 0) => "Knows nobody outside the home.".to_owned(),
        (0, friends) => format!("Has {}.", count(friends, "friend")),
        (work, 0) => format!("Knows {} {at_work} and has no friends outside.", people(work)),
        (work, friends) => format!("Knows {} {at_work} and has {}.", people(work), count(friends, "friend")),
    }
}

fn people(number: u32) -> String {
    if number == 1 { "one person".to_owned() } else { format!("{number} people") }
}

/// What happened, without its week, as the end of a sentence about the person.
pub fn sentence(life: &Life, arm: &LifeArm, event: &Event) -> String {
    match &event.what {
        What::Force { begins: true } => "the regime comes into force here".to_owned(),
        What::Force { begins: false } => "the regime goes out of force here".to_owned(),
        What::Conduct(deed) => conduct(&life.kinds[deed.kind], deed),
        What::Term { sanction, fall, rights: set, end, why, score } => {
            let sanction = &arm.sanctions[*sanction];
            let begins = if *fall { "falls" } else { "goes on" };
            let reason = reason(life, sanction, why, *score);
            let ordered = rights(life, set & sanction.takes);
            let beyond = set & !sanction.takes;
            let beyond = match beyond {
                0 => String::new(),
                set => format!(", and {} closed by private actors", rights(life, set)),
            };
            let name = &sanction.name;
            format!("{name} {begins} {reason}: {ordered} lost{beyond}, until week {end} at least")
        }
        What::Ended { sanction, how } => {
            let how = match how {
                End::Over => "its term is over",
                End::Paid => "the debt is paid",
                End::Apologised => "an apology is accepted",
                End::OutOfForce => "the regime is out of force",
            };
            format!("{} ends: {how}", arm.sanctions[*sanction].name)
        }
        What::Household { source, sanction, rights: 0 } => {
            format!("{} ends for person {source} of the household, and here", arm.sanctions[*sanction].name)
        }
        What::Household { source, sanction, rights: set } => {
            let name = &arm.sanctions[*sanction].name;
            format!("{} lost, as {name} has fallen on person {source} of the household", rights(life, *set))
        }
        What::Refused { right, times } => {
            let name = &life.rights[*right];
            if *times == 1 { format!("{name} refused") } else { format!("{name} refused {times} times") }
        }
        What::Heard => "hears of the regime".to_owned(),
        What::Spoke { from, to } => spoke(life.portrait.position < 0.0, *from, *to),
        What::Tie { friend, cut: false, .. } => format!("the friendship with person {friend} mends"),
        What::Tie { friend, own: true, .. } => format!("drops a friend, person {friend}, whose score is low"),
        What::Tie { friend, .. } => format!("dropped by a friend, person {friend}, for a low score"),
        What::Privilege { privilege, begins } => {
            let name = &arm.privileges[*privilege];
            if *begins { format!("{name} is given") } else { format!("{name} is withdrawn") }
        }
        What::Filed { sanction } => format!("appeals against {}", arm.sanctions[*sanction].name),
        What::Decided { sanction, upheld, wrong } => decided(&arm.sanctions[*sanction].name, *upheld, *wrong),
    }
}

fn reason(life: &Life, sanction: &SanctionName, why: &Why, score: Option<i32>) -> String {
    match why.trigger {
        Set::Record { kind, is_false: true } => format!("for {} that never happened", life.kinds[kind]),
        Set::Record { kind, .. } => format!("for {}", life.kinds[kind]),
        Set::Score => {
            let causes = causes(&why.shares);
            match (score, sanction.below) {
                (Some(score), Some(line)) => {
                    let line = points((line * POINT as f64) as i64);
                    format!("at {} points, line {line} ({causes})", points(i64::from(score)))
                }
                _ => format!("for the score ({causes})"),
            }
        }
    }
}

fn spoke(opposed: bool, from: u8, to: u8) -> String {
    let before = format!("{} until now", SAYS[usize::from(from)]);
    match to {
        expressed::DISSENT => format!("speaks against it ({before})"),
        expressed::PRAISE if opposed => format!("praises what they are against ({before})"),
        expressed::PRAISE => format!("praises it ({before})"),
        _ if opposed && from == expressed::DISSENT => "falls silent, still against it".to_owned(),
        _ => format!("says nothing any more ({before})"),
    }
}

fn decided(sanction: &str, upheld: bool, wrong: bool) -> String {
    match (upheld, wrong) {
        (true, true) => {
            format!("appeal against {sanction} upheld: it ends, and the false records are struck")
        }
        (true, false) => format!("appeal against {sanction} upheld: it ends"),
        (false, true) => format!("appeal against {sanction} refused, though it rests on what never happened"),
        (false, false) => format!("appeal against {sanction} refused"),
    }
}

/// One kind of conduct in one week.
fn conduct(kind: &str, deed: &Deed) -> String {
    let times = |number: u32| if number == 1 { String::new() } else { format!(" ×{number}") };
    let cost = |records: u32| match deed.points * i64::from(records) {
        0 if deed.listed => "on the list".to_owned(),
        0 => "no points".to_owned(),
        sum => {
            let plus = if sum > 0 { "+" } else { "" };
            let list = if deed.listed { ", and on the list" } else { "" };
            format!("{plus}{} points{list}", points(sum))
        }
    };
    let done = deed.in_view + deed.private;
    let mut said = Vec::new();
    if deed.recorded > 0 {
        let old = if deed.in_view == 0 { "of before " } else { "" };
        said.push(format!("{kind} {old}recorded{}: {}", times(deed.recorded), cost(deed.recorded)));
    }
    let unseen = done.saturating_sub(deed.recorded);
    if unseen > 0 {
        said.push(format!("{kind}{}, not recorded", times(unseen)));
    }
    if deed.falsely > 0 {
        let number = times(deed.falsely);
        said.push(format!("{kind} recorded{number} that never happened: {}", cost(deed.falsely)));
    }
    if deed.forgone > 0 {
        said.push(format!("{kind} forgone{}", times(deed.forgone)));
    }
    if deed.prevented > 0 {
        said.push(format!("{kind} prevented{}: what it needs is taken", times(deed.prevented)));
    }
    if deed.compelled > 0 && done == 0 {
        said.push(format!("{kind} compelled{}", times(deed.compelled)));
    } else if deed.compelled > 0 {
        said.push("compelled".to_owned());
    }
    said.join("; ")
}
