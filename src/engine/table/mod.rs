//! Tables of typed columns.
//!
//! Missing is not zero: each column carries a mask, and every accessor answers `None` where the source had no value.

/// For what holds values in one of several forms: equal where the values are, and gathered one by one.
macro_rules! held_in_forms {
    ($holder:ty, $value:ty) => {
        impl PartialEq for $holder {
            fn eq(&self, other: &Self) -> bool {
                self.len() == other.len() && self.iter().eq(other.iter())
            }
        }

        impl FromIterator<Option<$value>> for $holder {
            fn from_iter<I: IntoIterator<Item = Option<$value>>>(values: I) -> Self {
                let mut all = Self::default();
                values.into_iter().for_each(|value| all.push(value));
                all
            }
        }
    };
}

mod bitmap;
mod builder;
mod codes;
mod column;
mod decimals;
mod packed;
pub mod schema;
mod text;
mod wholes;

pub use bitmap::Bitmap;
pub use builder::{TextBuilder, TextsApart};
pub use column::{Column, ColumnType, Values};
pub use decimals::{Decimals, Written};
pub use packed::Plain;
pub use schema::{ColumnKind, ColumnSchema, Quantity, TableKind, TableSchema};
pub use text::TextColumn;
pub use wholes::Wholes;

use std::sync::Arc;

/// Columns of one length under unique names. Columns are shared, never copied, between tables that hold the same values: a
/// file as read and the canonical table mapped from it cost the memory of one.
///
/// ```
/// use outturn_engine::table::{Column, Table};
/// let mut table = Table::new(2);
/// table.push("latency_ms", Column::from_numbers(vec![Some(12.5), None]));
/// assert_eq!(table.column("latency_ms").and_then(|c| c.number(0)), Some(12.5));
/// assert_eq!(table.column("latency_ms").and_then(|c| c.number(1)), None);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    rows: usize,
    columns: Vec<(String, Arc<Column>)>,
}

impl Table {
    /// A table of this many rows and no columns yet.
    #[must_use]
    pub fn new(rows: usize) -> Self {
        Self {
            rows,
            columns: Vec::new(),
        }
    }

    /// Adds a column. One of another length is cut or filled with missing values; a name that is taken is replaced.
    pub fn push(&mut self, name: &str, column: impl Into<Arc<Column>>) {
        let mut column = column.into();
        if column.len() != self.rows {
            Arc::make_mut(&mut column).resize(self.rows);
        }
        match self.columns.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => *old = column,
            None => self.columns.push((name.to_owned(), column)),
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The column of this name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, c)| c.as_ref())
    }

    /// The column of this name, to be shared with another table.
    #[must_use]
    pub fn shared(&self, name: &str) -> Option<Arc<Column>> {
        self.columns
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, c)| Arc::clone(c))
    }

    /// All columns in order, with their names.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = (&str, &Column)> {
        self.columns.iter().map(|(n, c)| (n.as_str(), c.as_ref()))
    }

    /// The rows at these positions, in this order.
    #[must_use]
    pub fn take(&self, rows: &[u32]) -> Self {
        Self {
            rows: rows.len(),
            columns: self
                .columns
                .iter()
                .map(|(n, c)| (n.clone(), Arc::new(c.take(rows))))
                .collect(),
        }
    }

    /// Both tables' rows, this one's first. A column that only one of them has is missing in the other's rows.
    #[must_use]
    pub fn appended(&self, other: &Self) -> Self {
        let mut all = Self::new(self.rows + other.rows);
        for (name, column) in self.columns() {
            let joined = match other.column(name) {
                Some(more) => column.appended(more, self.rows, other.rows),
                None => column.clone(),
            };
            all.push(name, joined);
        }
        for (name, column) in other.columns().filter(|(n, _)| self.column(n).is_none()) {
            all.push(name, column.after_missing(self.rows));
        }
        all
    }

    /// Bytes held by the values.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.columns.iter().map(|(_, c)| c.bytes()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appending_keeps_every_value_and_marks_what_one_side_lacks() {
        let mut left = Table::new(2);
        left.push("model", Column::from_texts([Some("a"), None]));
        left.push("cost", Column::from_numbers(vec![Some(1.0), Some(2.0)]));
        let mut right = Table::new(1);
        right.push("model", Column::from_texts([Some("b")]));
        right.push("group", Column::from_texts([Some("x")]));

        let all = left.appended(&right);

        let texts = |name: &str| {
            (0..3)
                .map(|r| all.column(name).unwrap().text(r))
                .collect::<Vec<_>>()
        };
        assert_eq!(texts("model"), [Some("a"), None, Some("b")]);
        assert_eq!(texts("group"), [None, None, Some("x")]);
        assert_eq!(all.column("cost").unwrap().number(2), None);
    }

    #[test]
    fn taking_rows_reorders_them() {
        let mut table = Table::new(3);
        table.push("n", Column::from_numbers(vec![Some(0.0), None, Some(2.0)]));
        let taken = table.take(&[2, 1]);
        assert_eq!(
            (0..2)
                .map(|r| taken.column("n").unwrap().number(r))
                .collect::<Vec<_>>(),
            [Some(2.0), None]
        );
    }
}
