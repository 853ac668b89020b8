//! Named columns with units: what every result is handed out as.

use std::sync::Arc;

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The file's name without its ending: `measures`, `against_none`, `pairs`, `weeks`, `counties`, `reach`.
    pub name: &'static str,
    /// Columns of equal length.
    pub columns: Vec<Column>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Its values.
    pub values: Values,
}

/// Values of a column; `None` is null.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Words; rows share what they repeat.
    Text(Vec<Arc<str>>),
    /// Numbers.
    Real(Vec<Option<f64>>),
    /// Whole numbers.
    Whole(Vec<i64>),
}

impl Table {
    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Values> {
        self.columns.iter().find(|column| column.name == name).map(|column| &column.values)
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| match &column.values {
            Values::Text(values) => values.len(),
            Values::Real(values) => values.len(),
            Values::Whole(values) => values.len(),
        })
    }
}
