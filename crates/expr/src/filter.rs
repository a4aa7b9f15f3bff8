//! Which rows count, by their labels: `team is Payments or Search`.
//!
//! A filter says which rows a figure is of, and nothing else. The time that a table covers is that of all its rows, so a month in which
//! nothing happened to a team is a month with nothing and not an unknown one; and what rows are looked up in, such as the register that
//! holds a model's baseline, stays whole.

use super::{Sources, Unavailable};
use outturn_core::table::{Table, TableKind, TextColumn};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// A label is one of some values.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Condition {
    /// The column that holds the label; of an exported series `team` stands for `metric.team` too.
    pub label: String,
    /// Its values as they are written in the files; the empty one is that of rows without any.
    pub values: Vec<String>,
}

/// Conditions that all have to be met.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Filter(pub Vec<Condition>);

impl Condition {
    /// The column of a table that it is about; `None` where the table has none.
    #[must_use]
    pub fn column<'a>(&self, table: &'a Table) -> Option<&'a TextColumn> {
        let text = |name: &str| table.column(name)?.as_text();
        text(&self.label).or_else(|| {
            let mut columns = table.columns();
            let own = columns.find(|(name, _)| label_of(name) == self.label);
            own.and_then(|(_, column)| column.as_text())
        })
    }

    /// Whether each value of a column is one of its own, and whether a missing one is.
    fn passes(&self, column: &TextColumn) -> (Vec<bool>, bool) {
        let is_own = |value: &str| self.values.iter().any(|own| own == value);
        (column.entries().map(is_own).collect(), is_own(""))
    }
}

/// The name of a label without what an export puts in front of it: `team` of `metric.team`.
#[must_use]
pub fn label_of(column: &str) -> &str {
    column.rsplit('.').next().unwrap_or(column)
}

impl Filter {
    /// Whether every row counts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.conditions().next().is_none()
    }

    /// Its conditions. One without values is none.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        self.0
            .iter()
            .filter(|condition| !condition.values.is_empty())
    }

    /// Whether each row of a table counts; `None` where all do. What the table has no column for is not asked of it.
    fn counted(&self, table: &Table) -> Option<Vec<bool>> {
        let known = self.conditions();
        let known = known.filter_map(|own| Some((own, own.column(table)?)));
        let mut counted: Option<Vec<bool>> = None;
        for (condition, column) in known {
            let (passes, missing) = condition.passes(column);
            let rows = counted.get_or_insert_with(|| vec![true; table.rows()]);
            let mut rows = rows.iter_mut();
            column.for_each_code(0..table.rows(), |code| {
                if let Some(row) = rows.next() {
                    *row &= passes.get(code as usize).copied().unwrap_or(missing);
                }
            });
        }
        counted
    }
}

/// The rows of a table that a filter lets count.
#[derive(Debug, Clone)]
pub struct Counted(Option<Rc<Option<Vec<bool>>>>);

impl Counted {
    /// Whether a row counts.
    #[must_use]
    pub fn has(&self, row: usize) -> bool {
        let rows = self.each();
        rows.is_none_or(|rows| rows.get(row).copied().unwrap_or(false))
    }

    /// Whether each row does; `None` where all do.
    pub(super) fn each(&self) -> Option<&[bool]> {
        self.0.as_deref()?.as_deref()
    }
}

impl Sources {
    /// The same, of which only those rows count that a filter lets through. What was computed so before is kept.
    #[must_use]
    pub fn filtered(&self, filter: &Filter) -> Rc<Self> {
        let view = || Rc::new(self.by_filter(filter.clone()));
        self.cache().view(filter, view)
    }

    /// The rows of a table that count.
    #[must_use]
    pub fn counted(&self, kind: TableKind) -> Counted {
        if self.filter().is_empty() {
            return Counted(None);
        }
        let bytes = |counted: &Option<Vec<bool>>| counted.as_ref().map_or(0, Vec::len);
        let name = format!("rows that count of {}", kind.schema().name);
        let counted = self.cache().shared(&name, &[], bytes, || {
            let table = self.get(kind).ok_or(Unavailable::Table(kind))?;
            Ok(self.filter().counted(table.table()))
        });
        Counted(counted.ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outturn_core::table::Column;

    fn condition(label: &str, values: &[&str]) -> Condition {
        Condition {
            label: label.to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        }
    }

    fn table() -> Table {
        let mut table = Table::new(4);
        let teams = [Some("Payments"), Some("Search"), None, Some("Payments")];
        table.push("team", Column::from_texts(teams));
        table.push(
            "metric.env",
            Column::from_texts([Some("prod"), Some("prod"), Some("test"), Some("test")]),
        );
        table
    }

    #[test]
    fn every_condition_has_to_be_met_and_none_is_a_value() {
        let (yes, no) = (true, false);
        let cases: [(&[Condition], Option<[bool; 4]>); 6] = [
            (&[], None),
            (
                &[condition("team", &["Payments"])],
                Some([yes, no, no, yes]),
            ),
            (
                &[condition("team", &["Search", ""])],
                Some([no, yes, yes, no]),
            ),
            (
                &[
                    condition("team", &["Payments"]),
                    condition("env", &["test"]),
                ],
                Some([no, no, no, yes]),
            ),
            (&[condition("team", &[])], None),
            (&[condition("region", &["EU"])], None),
        ];
        for (conditions, expected) in cases {
            let counted = Filter(conditions.to_vec()).counted(&table());
            assert_eq!(
                counted,
                expected.map(|rows| rows.to_vec()),
                "{conditions:?}"
            );
        }
    }
}
