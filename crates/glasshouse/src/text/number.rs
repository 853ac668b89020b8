//! The rule for numbers: each says its unit and its source, and a guess its range.

use serde_json::Value;

use super::quantity::{ASSUMPTION, SETTING, VALUE_KEYS, exact_weeks, whole_weeks};
use super::shape::{Quantity, Walk, below, last};
use super::{Data, Node};
use crate::problem::{Problem, listed, meant};
use crate::unit::POINT;

/// How a number of a unit is written, after the `=`.
pub(super) fn example(unit: &str) -> String {
    let (value, low, high) = match unit {
        "time" => ("\"1 year\"", "\"26 weeks\"", "\"2 years\""),
        "half_life" => ("\"2 years\"", "\"1 year\"", "\"5 years\""),
        "points" => ("-20", "-50", "-5"),
        "shares" => ("[0.5, 0.5]", "0.1", "0.9"),
        "values" => ("[4, 2]", "1", "8"),
        "count" | "day_fines" => ("10", "5", "20"),
        _ => ("0.5", "0.1", "0.9"),
    };
    format!("{{ {unit} = {value}, source = \"assumption\", range = [{low}, {high}] }}")
}

fn meaning(unit: &str) -> &'static str {
    match unit {
        "share" => "a share, between 0 and 1",
        "shares" => "a list of shares, each between 0 and 1",
        "points" => "a number of points",
        "per_year" => "a rate: events a year",
        "per_week" => "a speed or rate a week",
        "time" => "a duration: a number of days, weeks, months or years",
        "half_life" => "a half-life: a number of days, weeks, months or years",
        "count" => "a mean number of people",
        "day_fines" => "a number of day-fines",
        "values" => "a list of numbers",
        _ => "a number",
    }
}

impl Walk<'_> {
    /// A table that holds a number with its unit, source and range.
    pub(super) fn quantity(&mut self, node: &Node, schema: &Value, unit: &str, path: &str) {
        let Some(table) = node.table() else {
            return self.bare(node, unit, path);
        };
        let wrong_unit = self.wrong_unit(node, unit, schema, path);
        for (key, entry) in table {
            match self.schema.property(schema, key) {
                None if wrong_unit.as_deref() == Some(key) => {}
                None => self.unknown_key(key, &entry.key, schema, path),
                Some(bounds) if key == "rural" || key == "minority_factor" => {
                    self.factor(&entry.value, bounds, &below(path, key));
                }
                Some(_) => {}
            }
        }
        let value = node.get(unit);
        let values = value.and_then(|value| self.values(value, schema, unit, path));
        let range = node.get("range").and_then(|range| self.range(range, schema, unit, path));
        let source = self.source(node, unit, path);
        if wrong_unit.is_none() && value.is_none() {
            self.missing_value(node, unit, path);
        }
        let (Some(value), Some(values), Some(source)) = (value, values, source) else { return };
        self.within(value, &values, range, &source);
        let (path, unit) = (path.to_owned(), unit.to_owned());
        self.quantities.push(Quantity { path, unit, values, range, source });
    }

    fn bare(&mut self, node: &Node, unit: &str, path: &str) {
        let name = last(path);
        let what = format!("`{name}` is {} without unit and source", node.kind());
        let why = "every number says its unit and where it is from; a guess says `assumption` and its range";
        self.problem(&node.place, what, why, format!("write `{name} = {}`", example(unit)));
    }

    /// A value under a unit that is not this number's; the key it stands under.
    fn wrong_unit(&mut self, node: &Node, unit: &str, schema: &Value, path: &str) -> Option<String> {
        let table = node.table()?;
        if table.contains_key(unit) {
            return None;
        }
        let known = |key: &String| self.schema.property(schema, key).is_some();
        let (key, entry) = table.iter().find(|(key, _)| !known(key))?;
        let name = last(path);
        let what = if VALUE_KEYS.contains(&key.as_str()) {
            format!("`{name}` is not given in `{key}`")
        } else {
            format!("`{key}` is no unit")
        };
        let remedy = match (unit, key.as_str(), entry.value.number()) {
            ("share", "percent" | "per_cent" | "pct", Some(percent)) => {
                format!("share = {}", percent / 100.0)
            }
            ("per_year", "per_week", Some(rate)) => format!("per_year = {}", rate * 52.0),
            ("per_year", "per_month", Some(rate)) => format!("per_year = {}", rate * 12.0),
            _ => format!("{unit} = ..."),
        };
        let why = format!("`{name}` is {}", meaning(unit));
        self.problem(&entry.key, what, why, format!("write `{remedy}` instead of `{key}`"));
        Some(key.clone())
    }

    fn missing_value(&mut self, node: &Node, unit: &str, path: &str) {
        let name = last(path);
        let what = format!("`{name}` has no `{unit}`");
        let why = format!("`{name}` is {}", meaning(unit));
        self.problem(&node.place, what, why, format!("write `{name} = {}`", example(unit)));
    }

    fn factor(&mut self, node: &Node, bounds: &Value, path: &str) {
        if node.number().is_some() {
            self.bounds(node, bounds, path);
            return;
        }
        let name = last(path);
        let what = format!("`{name}` is {}, not a number", node.kind());
        self.problem(
            &node.place,
            what,
            "it shares the unit and source of its table",
            format!("write `{name} = 0.5`"),
        );
    }

    /// The value as numbers; reports what is wrong with it.
    fn values(&mut self, node: &Node, schema: &Value, unit: &str, path: &str) -> Option<Vec<f64>> {
        let property = &schema["properties"][unit];
        if property["type"] == "array" {
            let Data::List(list) = &node.data else {
                self.not_a_number(node, unit, path);
                return None;
            };
            return list.iter().map(|item| self.one(item, &property["items"], "value", path)).collect();
        }
        self.one(node, property, unit, path).map(|value| vec![value])
    }

    fn one(&mut self, node: &Node, bounds: &Value, unit: &str, path: &str) -> Option<f64> {
        if unit == "time" || unit == "half_life" {
            return self.duration(node, path);
        }
        let Some(number) = node.number() else {
            self.not_a_number(node, unit, path);
            return None;
        };
        let exact = (number * POINT as f64).fract() == 0.0;
        if unit == "points" && !exact {
            let taken = crate::unit::Points::new(number).points();
            let what = format!("{number} points are taken as {taken}");
            self.notes.push(Problem::at(&node.place, what, "scores are kept in 256ths of a point", ""));
        }
        self.bounds(node, bounds, &below(path, unit)).then_some(number)
    }

    fn not_a_number(&mut self, node: &Node, unit: &str, path: &str) {
        let what = format!("`{}` of `{}` is {}, not a number", unit, last(path), node.kind());
        let remedy = match node.text().and_then(|text| text.trim().parse::<f64>().ok()) {
            Some(number) => format!("write `{unit} = {number}`, without quotes"),
            None => format!("write `{}`", example(unit)),
        };
        self.problem(&node.place, what, format!("`{}` is {}", last(path), meaning(unit)), remedy);
    }

    fn duration(&mut self, node: &Node, path: &str) -> Option<f64> {
        let Some(weeks) = node.text().and_then(exact_weeks) else {
            let shown = node.text().map_or(node.kind().to_owned(), |text| format!("`{text}`"));
            let what = format!("{shown} is no duration");
            let why =
                "a duration is a number above 0 and one of days, weeks, months or years; at most 1000 years";
            let remedy = "write `\"26 weeks\"` or `\"1 year\"`".to_owned();
            self.problem(&node.place, what, why, remedy);
            return None;
        };
        let whole = f64::from(whole_weeks(weeks).0);
        if (weeks - whole).abs() > 1e-9 && last(path) != "range" {
            let tenth = (weeks * 10.0).round() / 10.0;
            let what = format!("{} is {tenth} weeks, taken as {whole}", node.text().unwrap_or(""));
            let why = "time goes by in whole weeks; a year has 52, a month a twelfth of them";
            self.notes.push(Problem::at(&node.place, what, why, ""));
        }
        Some(weeks)
    }

    /// The range, low and high; reports what is wrong with it.
    fn range(&mut self, node: &Node, schema: &Value, unit: &str, path: &str) -> Option<[f64; 2]> {
        let property = &schema["properties"][unit];
        let (bounds, unit) = match property["type"] == "array" {
            true => (&property["items"], "value"),
            false => (property, unit),
        };
        let [low, high] = node.list() else {
            let what = "a range has two ends".to_owned();
            self.problem(
                &node.place,
                what,
                "it says how far off the value may be",
                "write `range = [low, high]`".into(),
            );
            return None;
        };
        let inner = below(path, "range");
        let ends = [self.one(low, bounds, unit, &inner), self.one(high, bounds, unit, &inner)];
        let [Some(low), Some(high)] = ends else { return None };
        if low > high {
            let what = "the range is written backwards".to_owned();
            let remedy = "write the lower end first".to_owned();
            self.problem(&node.place, what, "a range goes from its lower to its upper end", remedy);
            return None;
        }
        Some([low, high])
    }

    /// The source; reports a number without one, and a guess without a range.
    fn source(&mut self, node: &Node, unit: &str, path: &str) -> Option<String> {
        let name = last(path);
        let Some(source) = node.get("source") else {
            let what = format!("`{name}` has no source");
            let why =
                "every number says where it is from: an entry of `[sources]`, or `assumption` with a range";
            let remedy =
                "add `source = \"...\"`, or `source = \"assumption\", range = [low, high]`".to_owned();
            self.problem(&node.place, what, why, remedy);
            return None;
        };
        let Some(text) = source.text() else {
            let what = format!("the source of `{name}` is {}, not a name", source.kind());
            self.problem(
                &source.place,
                what,
                "a source is an entry of `[sources]`",
                "write `source = \"...\"`".into(),
            );
            return None;
        };
        if text == ASSUMPTION {
            if node.get("range").is_none() {
                let what = format!("`{name}` is assumed, but has no range");
                let why = "a guess says how far off it may be, so that the sensitivity to it can be shown";
                let remedy = format!("write `{name} = {}`", example(unit));
                self.problem(&source.place, what, why, remedy);
                return None;
            }
        } else if !self.names.source.iter().any(|known| known == text) {
            let known = self.names.source.iter().map(String::as_str).filter(|known| *known != SETTING);
            let remedy = match meant(text, known.clone().chain([ASSUMPTION])) {
                Some(near) => format!("write `source = \"{near}\"`"),
                None => format!("add `{text} = \"...\"` to `[sources]`"),
            };
            let why = format!("the sources are {} and `{ASSUMPTION}`", listed(known));
            self.problem(&source.place, format!("no source is called `{text}`"), why, remedy);
            return None;
        }
        Some(text.to_owned())
    }

    /// Whether the value lies in its own range. A setting may leave it, but not silently.
    fn within(&mut self, value: &Node, values: &[f64], range: Option<[f64; 2]>, source: &str) {
        let Some([low, high]) = range else { return };
        if values.iter().all(|value| (low..=high).contains(value)) {
            return;
        }
        let what = "the value lies outside of its own range".to_owned();
        let why = format!("the range goes from {low} to {high}");
        if source == SETTING {
            self.notes.push(Problem::at(&value.place, what, why, ""));
        } else {
            self.problem(&value.place, what, why, "change the value, or widen its range".into());
        }
    }
}
