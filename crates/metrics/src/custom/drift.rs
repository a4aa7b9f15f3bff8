//! How far the live features of a model are from those it was made with.
//!
//! Each column of the features table beside its time, window and model is a feature. Numbers are cut into ten bins that hold a tenth of
//! the reference each, texts are their own classes, and a cell without a value is left out. The score of a feature is the population
//! stability index; that of a model is the highest of its features, since one that moved is not made good by others that did not.

use super::Tally;
use crate::{Input, Observation, Scope, Slices, Unavailable};
use outturn_core::stats;
use outturn_core::table::TableKind::Features;
use outturn_core::table::{Column, TextColumn};
use outturn_core::units::Unit;
use outturn_expr::{Custom, Read};

/// Bins that a reference of numbers is cut into.
const BINS: usize = 10;
/// Columns that say which row it is.
const OTHERS: [&str; 3] = ["timestamp", "window", "model"];

const READS: &[Read] = &[
    Read {
        table: Features,
        column: "timestamp",
        required: true,
    },
    Read {
        table: Features,
        column: "window",
        required: true,
    },
    Read {
        table: Features,
        column: "model",
        required: false,
    },
];

/// The score of the feature that moved most.
pub const WORST: Custom = Custom {
    words: "highest population stability index of a feature, window current against window reference, in tenths of the reference",
    noun: "rows",
    sql: "bins by quantiles of the reference (ntile), then sum((p - q) * ln(p / q)) for each feature; features are columns, so one query each",
    reads: READS,
    measure: |scope| scores(scope, |scores| scores.iter().copied().reduce(f64::max)),
};

/// The mean over features.
pub const MEAN: Custom = Custom {
    words: "mean population stability index of the features, window current against window reference, in tenths of the reference",
    noun: "rows",
    sql: "as for the highest one, with avg in place of max",
    reads: READS,
    measure: |scope| scores(scope, stats::mean),
};

fn text<'a>(scope: &Scope<'a>, name: &str) -> Result<&'a TextColumn, Unavailable> {
    let lacking = || Unavailable::Column {
        table: Features,
        column: name.to_owned(),
    };
    scope.column(Features, name)?.as_text().ok_or_else(lacking)
}

/// The rows of the reference that a slice is held against: all, or those of its own value.
fn reference_rows(scope: &Scope<'_>, window: &TextColumn, slice: usize) -> Vec<usize> {
    let by = match scope.slices() {
        Slices::Values { column, .. } => scope.column(Features, column).ok(),
        Slices::Spans(_) => None,
    };
    let by = by
        .and_then(Column::as_text)
        .zip(scope.slices().value(slice));
    let counted = scope.counted(Features);
    let is_meant =
        |row: &usize| counted.has(*row) && by.is_none_or(|(by, value)| by.get(*row) == Some(value));
    let is_reference = |row: &usize| window.get(*row) == Some("reference");
    let rows = (0..window.len()).filter(is_reference);
    rows.filter(is_meant).collect()
}

fn scores(
    scope: &Scope<'_>,
    of: fn(&[f64]) -> Option<f64>,
) -> Result<Vec<Observation>, Unavailable> {
    let rows = scope.rows(Features)?;
    let window = text(scope, "window")?;
    let columns = rows.table.columns();
    let features = columns.filter(|(name, _)| !OTHERS.contains(name));
    let features: Vec<(&str, &Column)> = features.collect();
    let mut now: Vec<Vec<usize>> = vec![Vec::new(); scope.slices().len()];
    let mut tallies = vec![Tally::default(); now.len()];
    rows.for_each_code(window, |row, slice, _| match window.get(row) {
        Some("current") => {
            tallies[slice].used += 1;
            now[slice].push(row);
        }
        Some(_) => {}
        None => tallies[slice].skip("of no window"),
    });
    let observe = |(slice, (now, tally)): (usize, (Vec<usize>, Tally))| {
        let reference = reference_rows(scope, window, slice);
        let scored = features
            .iter()
            .filter_map(|(name, column)| Some((*name, stability(column, &reference, &now)?)));
        let mut scored: Vec<(&str, f64)> = scored.collect();
        scored.sort_by(|a, b| b.1.total_cmp(&a.1));
        let all: Vec<f64> = scored.iter().map(|(_, score)| *score).collect();
        let mut observation = tally.observe(of(&all));
        let worst = scored
            .first()
            .map(|(name, score)| Input::new(&format!("moved most: {name}"), *score, Unit::Number));
        observation.inputs.extend(worst);
        let smaller = reference.len().min(now.len()) as f64;
        observation.inputs.extend([
            Input::count("features", all.len() as f64),
            // The last count is what a verdict rests on.
            Input::count("rows in the smaller window", smaller),
        ]);
        observation
    };
    let slices = now.into_iter().zip(tallies).enumerate();
    Ok(slices.map(observe).collect())
}

/// The population stability index of one feature; `None` where a window has no value, or it is neither number nor text.
fn stability(column: &Column, reference: &[usize], now: &[usize]) -> Option<f64> {
    if let Some(text) = column.as_text() {
        let counts = |rows: &[usize]| {
            let mut counts = vec![0.0; text.distinct()];
            for code in rows.iter().filter_map(|row| text.code(*row)) {
                counts[code as usize] += 1.0;
            }
            counts
        };
        return stats::population_stability(&counts(reference), &counts(now));
    }
    let numbers = |rows: &[usize]| -> Vec<f64> {
        let numbers = rows.iter().filter_map(|row| column.number(*row));
        numbers.filter(|number| number.is_finite()).collect()
    };
    let (reference, now) = (numbers(reference), numbers(now));
    let bounds = stats::reference_bins(&reference, BINS)?;
    let counts = |values: &[f64]| stats::by_bin(values, &bounds);
    stats::population_stability(&counts(&reference), &counts(&now))
}
