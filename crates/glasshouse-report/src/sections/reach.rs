//! Which conduct costs which right.

use glasshouse::summary::number::{listed, with_figures};
use maud::html;
use serde_json::json;

use super::Section;
use crate::figure::{Csv, Figures, Head, Sheet, figure, short};
use crate::run::Run;
use crate::words::{capital, plain};

/// Rows of the matrix: conduct that harms others, conduct that harms nobody, and what others did.
struct Rows {
    names: Vec<String>,
    breaks: Vec<usize>,
}

pub fn section(run: &Run, figures: &mut Figures) -> Section {
    let arms = run.regimes();
    let finding = finding(run, &arms);
    let lost = !run.reach.is_empty();
    let body = html! { @if lost { (matrix(run, &arms, figures)) } };
    Section { id: "reach", heading: "Which conduct costs which right", finding, body }
}

fn finding(run: &Run, arms: &[usize]) -> String {
    let clause = |&arm: &usize| {
        let cells: Vec<_> = run.reach.iter().filter(|cell| cell.arm == arm).collect();
        let mut rights: Vec<&str> = cells.iter().map(|cell| cell.right.as_str()).collect();
        rights.sort_unstable();
        rights.dedup();
        let own = cells.iter().filter(|cell| run.society.value.kind(&cell.conduct).is_some());
        let mut kinds: Vec<&str> = own.map(|cell| cell.conduct.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let several = |count: usize, one: &str, more: &str| {
            if count == 1 { format!("1 {one}") } else { format!("{count} {more}") }
        };
        (!cells.is_empty()).then(|| {
            format!(
                "{} for {} under {}",
                several(rights.len(), "right", "rights"),
                several(kinds.len(), "kind of conduct", "kinds of conduct"),
                run.arms[arm].name()
            )
        })
    };
    let clauses: Vec<String> = arms.iter().filter_map(clause).collect();
    match clauses.is_empty() {
        true => "No conduct cost any right in this run.".to_owned(),
        false => format!("People lose {}.", listed(&clauses)),
    }
}

/// The conduct that cost anything under any arm, in the order of the society.
fn rows(run: &Run) -> Rows {
    let kinds = &run.society.value.kinds;
    let cost = |name: &str| run.reach.iter().any(|cell| cell.conduct == name);
    let of = |harms: bool| {
        let some = kinds.iter().filter(move |kind| (kind.harm > 0) == harms).map(|kind| kind.name.clone());
        some.filter(|name| cost(name)).collect::<Vec<_>>()
    };
    let others =
        ["association", "household"].map(str::to_owned).into_iter().filter(|name| cost(name)).collect();
    let groups: [Vec<String>; 3] = [of(true), of(false), others];
    let mut breaks = Vec::new();
    let mut at = 0;
    for group in &groups {
        if at > 0 && !group.is_empty() {
            breaks.push(at);
        }
        at += group.len();
    }
    Rows { names: groups.concat(), breaks }
}

fn matrix(run: &Run, arms: &[usize], figures: &mut Figures) -> maud::Markup {
    let rows = rows(run);
    let rights: Vec<String> = run.society.value.rights.iter().map(|right| right.name.clone()).collect();
    let at = |names: &[String], name: &str| names.iter().position(|one| one == name);
    let mut panels = Vec::new();
    let mut csv = Csv {
        columns: vec!["arm", "conduct", "right", "right_weeks_per_1000_person_years"],
        rows: Vec::new(),
    };
    let mut sheet = Sheet { columns: vec!["Regime and conduct".into()], rows: Vec::new() };
    sheet.columns.extend(rights.iter().map(|right| plain(right)));
    for &arm in arms {
        let name = run.arms[arm].name();
        let mut lines = vec![vec![String::new(); rights.len()]; rows.names.len()];
        let mut cells = Vec::new();
        for cell in run.reach.iter().filter(|cell| cell.arm == arm) {
            let (Some(row), Some(column)) = (at(&rows.names, &cell.conduct), at(&rights, &cell.right)) else {
                continue;
            };
            let text = with_figures(cell.weeks * 1000.0, 2);
            lines[row][column].clone_from(&text);
            cells.push(json!({"row": row, "column": column, "value": short(Some(cell.weeks)), "text": text}));
            csv.rows.push(vec![
                name.into(),
                cell.conduct.as_str().into(),
                cell.right.as_str().into(),
                (cell.weeks * 1000.0).into(),
            ]);
        }
        panels.push(json!({"title": name, "arm": run.arms[arm].color, "cells": cells}));
        for (conduct, line) in
            rows.names.iter().zip(lines).filter(|(_, line)| line.iter().any(|text| !text.is_empty()))
        {
            sheet.rows.push([format!("{name}: {}", plain(conduct))].into_iter().chain(line).collect());
        }
    }
    let labels: Vec<_> = rows.names.iter().map(|name| json!({"label": capital(&plain(name))})).collect();
    let columns: Vec<String> = rights.iter().map(|right| plain(right)).collect();
    let chart = json!({"kind": "matrix", "rows": labels, "columns": columns, "breaks": rows.breaks, "panels": panels});
    let head = Head {
        name: "reach",
        title: "Rows: what was recorded. Columns: what was lost for it.",
        note: "Right-weeks per 1,000 person-years; the stronger the colour, the more, each step a multiple. From the top: \
               conduct that harms others, conduct that harms nobody, and what others did.",
    };
    figure(figures, head, &[], chart, &sheet, csv)
}
