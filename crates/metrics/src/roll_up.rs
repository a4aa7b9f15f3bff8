//! A table rolled up: its metrics by day and by the values of one column, small enough to be passed on in place of the rows.
//!
//! Missing: a slice without rows is not there; a metric without a value in a slice is an empty cell.

use super::{Definition, Scope, Slices, Sources, catalogue};
use outturn_core::calendar::{Grain, Period};
use outturn_core::table::TableKind;

/// Most slices: past them days become weeks, then months, quarters and years.
const MOST: usize = 100_000;
/// Most values of the column that rows are told apart by; a column with more is a name, not a category.
const MOST_VALUES: usize = 1000;

/// Metrics of one table by period and by the values of one of its columns.
#[derive(Debug, Clone, PartialEq)]
pub struct RollUp {
    /// How long a period is.
    pub grain: Grain,
    /// The column that rows are told apart by; `None` where the table has none with a few values.
    pub by: Option<String>,
    /// The metrics, by id.
    pub metrics: Vec<&'static str>,
    /// One a period and value that has rows, in order.
    pub rows: Vec<RollUpRow>,
}

/// One row of a roll-up.
#[derive(Debug, Clone, PartialEq)]
pub struct RollUpRow {
    /// The period.
    pub period: Period,
    /// The value of the column, empty where there is none.
    pub value: String,
    /// How many rows of the table it stands for.
    pub rows: u64,
    /// The metrics' values, in their base units.
    pub values: Vec<Option<f64>>,
}

/// Rolls up the table of a kind: all metrics of the catalogue that can be read from it. `None` where it is not loaded or has no times.
#[must_use]
pub fn roll_up(sources: &Sources, kind: TableKind) -> Option<RollUp> {
    let span = sources.span_of(kind)?;
    let (by, values) = categories(sources, kind).unwrap_or_default();
    let (grain, periods) = Grain::ALL
        .into_iter()
        .map(|grain| (grain, sources.calendar().periods(span, grain)))
        .find(|(_, periods)| periods.len() * values.len().max(1) <= MOST)?;
    let spans: Vec<_> = periods.iter().map(Period::span).collect();
    let slices = match &by {
        None => Slices::Spans(spans),
        Some(column) => Slices::Values {
            spans,
            column: column.clone(),
            values: values.clone(),
            rest: false,
        },
    };
    let scope = Scope::new(sources, slices);
    let counts = scope.rows(kind).ok()?.counts();
    let about = catalogue::all().filter(|d| d.value.tables().contains(&kind));
    // What an observation was made of is many times its value: it goes at once.
    let (metrics, measured): (Vec<_>, Vec<Vec<Option<f64>>>) = about
        .filter_map(|d| {
            let observed = d.value.evaluate(&scope).ok()?;
            Some((d.id, observed.iter().map(|o| o.value).collect()))
        })
        .unzip();
    let width = values.len().max(1);
    let rows = counts.into_iter().enumerate().filter(|(_, rows)| *rows > 0);
    let rows = rows.map(|(slice, rows)| RollUpRow {
        period: periods[slice / width],
        value: values.get(slice % width).cloned().unwrap_or_default(),
        rows,
        values: measured.iter().map(|of| of[slice]).collect(),
    });
    Some(RollUp {
        grain,
        rows: rows.collect(),
        by,
        metrics,
    })
}

/// The first column that a metric of the table can be broken down by and that has a few values, with them in order.
fn categories(sources: &Sources, kind: TableKind) -> Option<(Option<String>, Vec<String>)> {
    let table = sources.get(kind)?.table();
    let about = catalogue::all().filter(|d| d.table == kind);
    about.flat_map(Definition::breakdowns).find_map(|name| {
        let column = table.column(name)?.as_text()?;
        let entries = column.entries().filter(|entry| !entry.is_empty());
        let mut values: Vec<String> = entries.map(str::to_owned).collect();
        values.sort();
        (1..=MOST_VALUES).contains(&values.len()).then(|| {
            // Rows without a value are rows of the table too.
            values.insert(0, String::new());
            (Some(name.to_owned()), values)
        })
    })
}
