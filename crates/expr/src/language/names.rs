//! What names mean: functions, tables, columns.

use crate::{Events, Sources};
use outturn_core::table::schema::ALL;
use outturn_core::table::{Column, ColumnKind, Quantity, TableKind};
use outturn_core::units::Per;

/// A function of rows.
#[derive(Debug, Clone, Copy)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// Other names that are taken for it.
    pub also: &'static [&'static str],
    /// How it is written.
    pub usage: &'static str,
    /// What it says, in a few words.
    pub says: &'static str,
    pub(super) makes: Makes,
}

/// What a function makes of rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Makes {
    /// Their number.
    Count,
    /// The sum of what they are worth.
    Sum,
    /// The mean.
    Mean,
    /// How many pass a test, of those of which it can be said.
    Share,
    /// How many different words there are.
    Distinct,
    /// A quantile; `None` for the one that its second argument says.
    Quantile(Option<f64>),
    /// The length of time that the table covers.
    Elapsed(Per),
}

const fn function(
    (name, also): (&'static str, &'static [&'static str]),
    makes: Makes,
    usage: &'static str,
    says: &'static str,
) -> Function {
    Function {
        name,
        also,
        usage,
        says,
        makes,
    }
}

/// All functions, in the order in which they are offered.
pub const FUNCTIONS: [Function; 16] = [
    function(
        ("count", &["number"]),
        Makes::Count,
        "count(), count(table) or count(condition)",
        "how many rows",
    ),
    function(
        ("share", &[]),
        Makes::Share,
        "share(condition)",
        "share of the rows that meet a condition",
    ),
    function(
        ("sum", &["total"]),
        Makes::Sum,
        "sum(column)",
        "all added up",
    ),
    function(
        ("mean", &["avg", "average"]),
        Makes::Mean,
        "mean(column)",
        "the mean",
    ),
    function(
        ("median", &["p50"]),
        Makes::Quantile(Some(0.5)),
        "median(column)",
        "half are below it",
    ),
    function(
        ("p90", &[]),
        Makes::Quantile(Some(0.9)),
        "p90(column)",
        "90 of 100 are below it",
    ),
    function(
        ("p95", &[]),
        Makes::Quantile(Some(0.95)),
        "p95(column)",
        "95 of 100 are below it",
    ),
    function(
        ("p99", &[]),
        Makes::Quantile(Some(0.99)),
        "p99(column)",
        "99 of 100 are below it",
    ),
    function(
        ("quantile", &["percentile"]),
        Makes::Quantile(None),
        "quantile(column, 0.75)",
        "any other quantile",
    ),
    function(
        ("min", &["smallest"]),
        Makes::Quantile(Some(0.0)),
        "min(column)",
        "the smallest",
    ),
    function(
        ("max", &["largest"]),
        Makes::Quantile(Some(1.0)),
        "max(column)",
        "the largest",
    ),
    function(
        ("distinct", &["count_distinct"]),
        Makes::Distinct,
        "distinct(column)",
        "how many different words",
    ),
    function(
        ("seconds", &[]),
        Makes::Elapsed(Per::Second),
        "seconds() or seconds(table)",
        "seconds that the data covers",
    ),
    function(
        ("days", &[]),
        Makes::Elapsed(Per::Day),
        "days() or days(table)",
        "days that the data covers",
    ),
    function(
        ("weeks", &[]),
        Makes::Elapsed(Per::Week),
        "weeks() or weeks(table)",
        "weeks that the data covers",
    ),
    function(
        ("months", &[]),
        Makes::Elapsed(Per::Month),
        "months() or months(table)",
        "months that the data covers",
    ),
];

/// The function of a name; also p1 to p99.
pub(super) fn function_of(name: &str) -> Option<Function> {
    let known = FUNCTIONS.iter();
    let mut known = known.filter(|f| f.name == name || f.also.contains(&name));
    known.next().copied().or_else(|| {
        let percent: u8 = name.strip_prefix('p')?.parse().ok()?;
        (1..100).contains(&percent).then(|| Function {
            makes: Makes::Quantile(Some(f64::from(percent) / 100.0)),
            name: super::word(name),
            ..FUNCTIONS[5]
        })
    })
}

/// What a formula is read with.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// What the rows of a table are as events: what they are called, and how many each stands for.
    pub rows: fn(TableKind) -> Events,
    /// The table that is meant where the columns are in several.
    pub table: Option<TableKind>,
    /// What is loaded: columns of a file's own may be named too, and are completed, as the words in them are.
    pub sources: &'a Sources,
}

/// A column by its name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Named {
    pub(super) name: &'static str,
    pub(super) kind: ColumnKind,
    pub(super) quantity: Quantity,
    /// What it holds; empty for one of a file's own.
    pub(super) meaning: &'static str,
    /// The words it is brought to, where they are fixed.
    pub(super) words: &'static [&'static str],
}

impl Known<'_> {
    /// The columns of a table: those of the schema, then those that its files have beside them.
    pub(super) fn columns(&self, table: TableKind) -> Vec<Named> {
        let schema = table.schema();
        let canonical = schema.columns.iter().map(|column| Named {
            name: column.name,
            kind: column.kind,
            quantity: column.quantity,
            meaning: column.meaning,
            words: column.words,
        });
        let mut all: Vec<Named> = canonical.collect();
        let parts = self.sources.get(table).map_or(&[][..], |t| t.parts());
        for (name, column) in parts.iter().flat_map(|part| part.columns()) {
            if !all.iter().any(|known| known.name == name) {
                all.push(Named {
                    name: super::word(name),
                    kind: kind_of(column),
                    quantity: Quantity::Plain,
                    meaning: "",
                    words: &[],
                });
            }
        }
        all
    }

    /// The columns that loaded files have beside those of the schema, as one text: what a formula says may follow from them.
    #[must_use]
    pub fn own_columns(&self) -> String {
        let loaded = tables().filter(|table| self.sources.get(*table).is_some());
        let own = loaded.flat_map(|table| {
            let all = self.columns(table).into_iter();
            let own = all.filter(move |column| table.schema().column(column.name).is_none());
            own.map(move |c| {
                format!(
                    "{}.{}:{}\n",
                    table.schema().name,
                    c.name,
                    kind_words(c.kind)
                )
            })
        });
        own.collect()
    }

    /// The column of a table of this name, in any case.
    pub(super) fn column(&self, table: TableKind, name: &str) -> Option<Named> {
        let all = self.columns(table);
        let exact = all.iter().find(|column| column.name == name);
        let found = exact.or_else(|| all.iter().find(|c| c.name.eq_ignore_ascii_case(name)));
        found.copied()
    }
}

fn kind_of(column: &Column) -> ColumnKind {
    match column {
        Column::I64(_) | Column::F64(_) => ColumnKind::Number,
        Column::Timestamp(_) => ColumnKind::Timestamp,
        Column::Bool(_) => ColumnKind::Boolean,
        Column::Text(_) => ColumnKind::Text,
    }
}

/// What a kind of cells is, with its article.
pub(super) fn kind_words(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Timestamp => "a time",
        ColumnKind::Number => "a number",
        ColumnKind::Boolean => "yes or no",
        ColumnKind::Text => "text",
    }
}

/// All tables.
pub(super) fn tables() -> impl Iterator<Item = TableKind> {
    ALL.iter().map(|schema| schema.kind)
}

/// The table of a name, in any case.
pub(super) fn table_of(name: &str) -> Option<TableKind> {
    tables().find(|table| table.schema().name.eq_ignore_ascii_case(name))
}

/// The one of some names that is meant by another, as it seems: no more than a slip or two away, or one that begins so.
pub(super) fn meant<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let name = name.to_lowercase();
    let allowed = match name.chars().count() {
        0..=3 => 1,
        _ => 2,
    };
    let rated = known.into_iter().filter_map(|known| {
        let begins = name.len() >= 3 && known.starts_with(&name);
        let slips = slips(&name, known);
        (begins || slips <= allowed).then_some((slips.min(allowed), slips, known))
    });
    rated.min().map(|(_, _, known)| known.to_owned())
}

/// How many letters must be put in, left out, changed or swapped with the next to get from one word to another.
fn slips(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = changed.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}
