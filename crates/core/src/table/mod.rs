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
mod values;
mod wholes;

pub use bitmap::Bitmap;
pub use builder::{TextBuilder, TextsApart};
pub use column::{Column, ColumnType};
pub use decimals::{Decimals, Written};
pub use packed::Plain;
pub use schema::{ColumnKind, ColumnSchema, Dated, Quantity, TableKind, TableSchema};
pub use text::TextColumn;
pub use values::Values;
pub use wholes::Wholes;

use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Columns of one length under unique names. Columns are shared, never copied, between tables that hold the same values: a
/// file as read and the canonical table mapped from it cost the memory of one.
///
/// ```
/// use outturn_core::table::{Column, Table};
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

    /// All columns in order, to be shared with another table.
    pub fn all_shared(&self) -> impl ExactSizeIterator<Item = &Arc<Column>> {
        self.columns.iter().map(|(_, column)| column)
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

    /// The rows of several tables, one after the other. A column that a table lacks is missing in its rows; the work grows with the
    /// rows of all, not with how many tables there are.
    #[must_use]
    pub fn concatenated(tables: &[Arc<Self>]) -> Self {
        let mut places: FxHashMap<&str, usize> = FxHashMap::default();
        let mut names = Vec::new();
        let mut columns: Vec<Vec<Option<&Column>>> = Vec::new();
        for (at, table) in tables.iter().enumerate() {
            for (name, column) in table.columns() {
                let place = *places.entry(name).or_insert_with(|| {
                    names.push(name);
                    columns.push(vec![None; tables.len()]);
                    columns.len() - 1
                });
                columns[place][at] = Some(column);
            }
        }
        let rows: Vec<usize> = tables.iter().map(|table| table.rows).collect();
        let columns = columns
            .iter()
            .map(|parts| Column::concatenated(parts, &rows));
        let named = names.into_iter().map(str::to_owned);
        Self {
            rows: rows.iter().sum(),
            columns: named.zip(columns.map(Arc::new)).collect(),
        }
    }

    /// Bytes held by the columns that it does not share with another table.
    #[must_use]
    pub fn bytes_besides(&self, other: &Self) -> usize {
        let shared =
            |column: &Arc<Column>| other.all_shared().any(|known| Arc::ptr_eq(known, column));
        let own = self.all_shared().filter(|column| !shared(column));
        own.map(|column| column.bytes()).sum()
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
    fn rows_of_several_tables_keep_every_value_and_lack_what_their_table_lacks() {
        let mut left = Table::new(2);
        left.push("model", Column::from_texts([Some("a"), None]));
        left.push("cost", Column::from_numbers(vec![Some(1.0), Some(2.0)]));
        let mut right = Table::new(1);
        right.push("model", Column::from_texts([Some("b")]));
        right.push("group", Column::from_texts([Some("x")]));

        let all = Table::concatenated(&[left.into(), right.into()]);

        let texts = |name: &str| {
            (0..3)
                .map(|r| all.column(name).unwrap().text(r))
                .collect::<Vec<_>>()
        };
        assert_eq!(texts("model"), [Some("a"), None, Some("b")]);
        assert_eq!(texts("group"), [None, None, Some("x")]);
        assert_eq!(all.column("cost").unwrap().number(2), None);
    }

    /// Whole numbers beside others become numbers, anything else beside another type text.
    #[test]
    fn columns_of_several_types_become_one_that_holds_all() {
        let whole = || Column::I64([Some(1), None].into_iter().collect());
        let number = || Column::from_numbers(vec![Some(0.5), Some(2.0)]);
        let text = || Column::from_texts([Some("a"), Some("1")]);
        let yes = || Column::Bool([Some(true), None].into_iter().collect());
        let moment = || Column::from_timestamps(vec![Some(crate::units::Timestamp(0)), None]);
        for (parts, wanted, kind) in [
            (vec![whole(), whole()], "1 – 1 –", ColumnType::Integer),
            (vec![whole(), number()], "1 – 0.5 2", ColumnType::Number),
            (vec![yes(), yes()], "true – true –", ColumnType::Boolean),
            (
                vec![text(), whole(), text()],
                "a 1 1 – a 1",
                ColumnType::Text,
            ),
            (vec![yes(), number()], "true – 0.5 2", ColumnType::Text),
            (
                vec![moment(), moment()],
                "1970-01-01T00:00:00Z – 1970-01-01T00:00:00Z –",
                ColumnType::Timestamp,
            ),
        ] {
            let tables: Vec<Arc<Table>> = parts
                .into_iter()
                .map(|column| {
                    let mut table = Table::new(2);
                    table.push("c", column);
                    Arc::new(table)
                })
                .collect();
            let all = Table::concatenated(&tables);
            let column = all.column("c").unwrap();
            let cells = (0..all.rows()).map(|row| column.display(row));
            let cells: Vec<String> = cells.map(|c| c.unwrap_or("–".to_owned())).collect();
            assert_eq!(
                (cells.join(" ").as_str(), column.column_type()),
                (wanted, kind)
            );
        }
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
