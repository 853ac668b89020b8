//! A figure: what the charts draw, the table behind it, and the same as CSV.

use glasshouse::summary::number::{range, with_interval};
use maud::{Markup, html};
use serde_json::{Map, Value, json};

use crate::run::{Arm, Cell};

/// The figures of a page, as the charts read them.
pub type Figures = Map<String, Value>;

/// Words over a figure.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// Its name: an identifier, and the name of its CSV file.
    pub name: &'a str,
    /// What it shows.
    pub title: &'a str,
    /// How to read it.
    pub note: &'a str,
}

/// Rows of words, the table behind a chart.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Heads of columns; those from the second on hold numbers.
    pub columns: Vec<String>,
    /// Rows, as long as the heads.
    pub rows: Vec<Vec<String>>,
}

/// Rows as a spreadsheet reads them.
#[derive(Clone, Debug, Default)]
pub struct Csv {
    /// Heads of columns.
    pub columns: Vec<&'static str>,
    /// Words and numbers.
    pub rows: Vec<Vec<Value>>,
}

/// One entry of a key: the class of its swatch, a colour, and words.
pub type Key = (&'static str, String, String);

/// A chart with its table and its data; the markup, and an entry among `figures`.
pub fn figure(
    figures: &mut Figures,
    head: Head<'_>,
    key: &[Key],
    chart: Value,
    sheet: &Sheet,
    csv: Csv,
) -> Markup {
    figures.insert(
        head.name.to_owned(),
        json!({"chart": chart, "csv": {"columns": csv.columns, "rows": csv.rows}}),
    );
    html! {
        figure id={ "figure-" (head.name) } data-figure=(head.name) {
            figcaption { h3 { (head.title) } @if !head.note.is_empty() { p { (head.note) } } }
            @if !key.is_empty() {
                ul.key {
                    @for (class, color, words) in key {
                        li { span class=(class) style={ "background:" (color) } {} (words) }
                    }
                }
            }
            div.plot role="img" aria-label={ (head.title) ". The numbers are in the table below." } {}
            div.under {
                details {
                    summary { "Table" span.away { ": " (head.title) } }
                    (table(head.title, sheet))
                }
                button.csv.needs-script type="button" { "CSV" span.away { ": " (head.title) } }
            }
        }
    }
}

/// A table that scrolls by itself where it is too wide.
pub fn table(title: &str, sheet: &Sheet) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label={ "Table: " (title) } {
            table {
                caption.away { (title) }
                thead { tr {
                    @for (at, name) in sheet.columns.iter().enumerate() {
                        th.number[at > 0] scope="col" { (name) }
                    }
                } }
                tbody {
                    @for row in &sheet.rows { tr {
                        @for (at, value) in row.iter().enumerate() {
                            @if at == 0 { th scope="row" { (value) } } @else { td.number { (value) } }
                        }
                    } }
                }
            }
        }
    }
}

/// One row of a panel of dots.
#[derive(Clone, Debug)]
pub struct Dot {
    /// Its words.
    pub label: String,
    /// The colour of an arm.
    pub arm: usize,
    /// A colour of its own, as CSS.
    pub color: Option<&'static str>,
    /// The number, in the unit of the panel.
    pub cell: Cell,
    /// Whether it is a difference, with a sign.
    pub signed: bool,
    /// Lowest and highest value over what is assumed of people.
    pub assumed: Option<[f64; 2]>,
    /// Whether it is drawn as a bar from 0.
    pub bar: bool,
    /// Other numbers beside it: symbol and number.
    pub marks: Vec<(&'static str, Cell)>,
}

impl Dot {
    /// A row for a number of one arm.
    pub fn of(arm: &Arm, label: impl Into<String>, cell: Cell) -> Dot {
        Dot {
            label: label.into(),
            arm: arm.color,
            color: None,
            cell,
            signed: false,
            assumed: None,
            bar: false,
            marks: Vec::new(),
        }
    }

    /// The number as it is printed, rounded to what the interval supports.
    pub fn text(&self) -> String {
        let marks = self.marks.iter().map(|(_, cell)| with_interval(&cell.value, self.signed));
        [with_interval(&self.cell.value, self.signed)]
            .into_iter()
            .chain(marks)
            .collect::<Vec<_>>()
            .join(" · ")
    }

    /// The same with its range, for the table.
    fn in_full(&self) -> String {
        match (self.cell.value.estimate, self.assumed) {
            (None, _) => format!("– {}", self.cell.note),
            (_, Some(ends)) => format!("{} ({})", self.text(), range(ends, self.signed)),
            _ => self.text(),
        }
    }

    fn json(&self) -> Value {
        let value = self.cell.value;
        let mut row = json!({"label": self.label, "arm": self.arm, "value": short(value.estimate), "text": self.text()});
        let mut add = |name: &str, value: Value| {
            if !value.is_null() {
                row[name] = value;
            }
        };
        if value.low < value.high {
            add("low", short(value.low));
            add("high", short(value.high));
        }
        if let Some([from, to]) = self.assumed.filter(|[from, to]| from < to) {
            add("from", short(Some(from)));
            add("to", short(Some(to)));
        }
        add("color", self.color.map_or(Value::Null, Value::from));
        add("bar", if self.bar { true.into() } else { Value::Null });
        if value.estimate.is_none() {
            add("text", self.cell.note.clone().into());
        }
        let mark =
            |(symbol, cell): &(&str, Cell)| json!({"symbol": symbol, "value": short(cell.value.estimate)});
        if !self.marks.is_empty() {
            add("marks", self.marks.iter().map(mark).collect());
        }
        row
    }
}

/// A number with the digits that a picture can show.
pub fn short(value: Option<f64>) -> Value {
    match value {
        Some(value) if value.is_finite() => {
            format!("{value:.5e}").parse::<f64>().map_or(Value::Null, Value::from)
        }
        _ => Value::Null,
    }
}

/// One panel of dots.
#[derive(Clone, Debug)]
pub struct Panel {
    /// What it shows.
    pub title: String,
    /// The colour of an arm for its title.
    pub arm: Option<usize>,
    /// Its unit.
    pub unit: String,
    /// Its rows.
    pub rows: Vec<Dot>,
}

/// How panels of dots stand beside each other.
#[derive(Clone, Copy, Debug)]
pub struct Layout {
    /// Whether all panels have one scale.
    pub shared: bool,
    /// The least width of a panel.
    pub least: u32,
    /// The most panels beside each other.
    pub most: u32,
}

/// The usual layout.
pub const BESIDE: Layout = Layout { shared: false, least: 290, most: 3 };

/// Panels of dots as a figure; empty where there is nothing to show.
pub fn dots(figures: &mut Figures, head: Head<'_>, key: &[Key], layout: Layout, panels: &[Panel]) -> Markup {
    let panels: Vec<&Panel> = panels.iter().filter(|panel| !panel.rows.is_empty()).collect();
    if panels.is_empty() {
        return html! {};
    }
    let drawn: Vec<Value> = panels
        .iter()
        .map(|panel| {
            let rows: Vec<Value> = panel.rows.iter().map(Dot::json).collect();
            json!({"title": panel.title, "arm": panel.arm, "unit": panel.unit, "rows": rows})
        })
        .collect();
    let chart = json!({"kind": "dots", "shared": layout.shared, "least": layout.least, "most": layout.most, "panels": drawn});
    figure(figures, head, key, chart, &sheet(&panels), csv(&panels))
}

/// Panels down and rows across where all panels have the same rows, else one line for each row.
fn sheet(panels: &[&Panel]) -> Sheet {
    let labels = |panel: &Panel| panel.rows.iter().map(|row| row.label.clone()).collect::<Vec<_>>();
    let with_unit = |panel: &Panel| match panel.unit.is_empty() {
        true => panel.title.clone(),
        false => format!("{}, {}", panel.title, panel.unit),
    };
    let first = labels(panels[0]);
    if panels.iter().all(|panel| labels(panel) == first) && panels.len() >= first.len() {
        let row = |panel: &&Panel| {
            [with_unit(panel)].into_iter().chain(panel.rows.iter().map(Dot::in_full)).collect()
        };
        return Sheet {
            columns: [String::new()].into_iter().chain(first).collect(),
            rows: panels.iter().map(row).collect(),
        };
    }
    let all: Vec<String> =
        panels.iter().flat_map(|panel| labels(panel)).fold(Vec::new(), |mut all, label| {
            if !all.contains(&label) {
                all.push(label);
            }
            all
        });
    let row = |label: &String| {
        let value = |panel: &&Panel| {
            panel.rows.iter().find(|row| row.label == *label).map_or(String::new(), Dot::in_full)
        };
        [label.clone()].into_iter().chain(panels.iter().map(value)).collect()
    };
    Sheet {
        columns: [String::new()].into_iter().chain(panels.iter().map(|panel| with_unit(panel))).collect(),
        rows: all.iter().map(row).collect(),
    }
}

fn csv(panels: &[&Panel]) -> Csv {
    let columns =
        vec!["panel", "row", "estimate", "low", "high", "assumed_low", "assumed_high", "unit", "note"];
    let mut rows = Vec::new();
    for panel in panels {
        for row in &panel.rows {
            let value = row.cell.value;
            let [from, to] = row.assumed.map_or([None, None], |ends| ends.map(Some));
            let numbers = [value.estimate, value.low, value.high, from, to].map(Value::from);
            let words = [&panel.title, &row.label].map(|words| Value::from(words.as_str()));
            let last = [&panel.unit, &row.cell.note].map(|words| Value::from(words.as_str()));
            rows.push(words.into_iter().chain(numbers).chain(last.clone()).collect());
            for (symbol, cell) in &row.marks {
                let value = cell.value;
                let numbers = [value.estimate, value.low, value.high, None, None].map(Value::from);
                let label = Value::from(format!("{}, {symbol}", row.label));
                let words = [panel.title.as_str().into(), label];
                rows.push(words.into_iter().chain(numbers).chain(last.clone()).collect());
            }
        }
    }
    Csv { columns, rows }
}

/// One line of a panel: its name, an arm's colour, and its points.
pub type Line = (String, usize, Vec<(f64, Option<f64>)>);

/// One panel of lines.
#[derive(Clone, Debug)]
pub struct Curves {
    /// What it shows.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// Whether numbers are percentages.
    pub percent: bool,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// What the axis along the bottom counts.
#[derive(Clone, Copy, Debug)]
pub struct Across {
    /// Its words, such as `years`.
    pub words: &'static str,
    /// What a row of the table begins with, such as `week`.
    pub row: &'static str,
    /// A row of the table for each so many points.
    pub every: usize,
    /// Whether each point has a dot.
    pub marked: bool,
    /// What the number along the bottom is divided by.
    pub per: f64,
}

/// Panels of lines as a figure; empty where there is nothing to show.
pub fn curves(figures: &mut Figures, head: Head<'_>, across: Across, panels: &[Curves]) -> Markup {
    let panels: Vec<&Curves> = panels.iter().filter(|panel| !panel.lines.is_empty()).collect();
    if panels.is_empty() {
        return html! {};
    }
    let mut drawn = Vec::new();
    let mut csv = Csv { columns: vec!["panel", "line", across.row, "value", "unit"], rows: Vec::new() };
    let mut sheet = Sheet { columns: vec![across.row.to_owned()], rows: Vec::new() };
    for panel in &panels {
        let mut series = Vec::new();
        for (label, arm, points) in &panel.lines {
            let points_json: Vec<Value> =
                points.iter().map(|(x, y)| json!([short(Some(x / across.per)), short(*y)])).collect();
            series.push(json!({"label": label, "arm": arm, "points": points_json}));
            csv.rows.extend(points.iter().map(|(x, y)| {
                vec![
                    panel.title.as_str().into(),
                    label.as_str().into(),
                    (*x).into(),
                    (*y).into(),
                    panel.unit.as_str().into(),
                ]
            }));
            sheet.columns.push(format!("{}: {label}", panel.title));
        }
        drawn.push(
            json!({"title": panel.title, "unit": panel.unit, "percent": panel.percent, "series": series}),
        );
    }
    let longest = panels.iter().flat_map(|panel| &panel.lines).map(|line| line.2.len()).max().unwrap_or(0);
    let picked = (0..longest).filter(|at| at % across.every == across.every - 1 || at + 1 == longest);
    for at in picked {
        let mut row = Vec::new();
        for (_, _, points) in panels.iter().flat_map(|panel| &panel.lines) {
            if row.is_empty() {
                row.push(points.get(at).map_or(String::new(), |(x, _)| format!("{x}")));
            }
            let value = points.get(at).and_then(|(_, y)| *y);
            row.push(
                value.map_or("–".to_owned(), |value| glasshouse::summary::number::with_figures(value, 3)),
            );
        }
        sheet.rows.push(row);
    }
    let chart = json!({"kind": "lines", "x": across.words, "marked": across.marked, "panels": drawn});
    figure(figures, head, &[], chart, &sheet, csv)
}
