//! Metrics that the user brings ready-made: one per distinct name in the metric series tables.

use super::custom::Tally;
use super::{Input, Observation, Scope, Sources, Unavailable};
use outturn_core::stats;
use outturn_core::table::TableKind;

const SERIES: TableKind = TableKind::MetricSeries;

/// The statistic of the values of a series that fall into one slice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Statistic {
    /// Arithmetic mean.
    Mean,
    /// Quantile by linear interpolation between order statistics.
    Quantile(f64),
    /// Smallest value.
    Minimum,
    /// Largest value.
    Maximum,
    /// Sum.
    Sum,
}

/// The statistics shown with the mean of a series.
pub const ALSO: [(&str, Statistic); 6] = [
    ("median", Statistic::Quantile(0.5)),
    ("p95", Statistic::Quantile(0.95)),
    ("p99", Statistic::Quantile(0.99)),
    ("lowest", Statistic::Minimum),
    ("highest", Statistic::Maximum),
    ("sum", Statistic::Sum),
];

/// Names of all series that are loaded, in order of first appearance.
#[must_use]
pub fn series_names(sources: &Sources) -> Vec<String> {
    let column = sources
        .get(SERIES)
        .and_then(|t| t.table().column("metric"))
        .and_then(|c| c.as_text());
    column
        .map(|names| {
            names
                .entries()
                .filter(|n| !n.is_empty())
                .map(str::to_owned)
                .collect()
        })
        .unwrap_or_default()
}

/// Columns by which series can be broken down: every text column but the name.
#[must_use]
pub fn series_labels(sources: &Sources) -> Vec<String> {
    let Some(table) = sources.get(SERIES) else {
        return Vec::new();
    };
    let labels = table
        .table()
        .columns()
        .filter(|(name, c)| *name != "metric" && c.as_text().is_some());
    labels.map(|(name, _)| name.to_owned()).collect()
}

/// A statistic of the values of one series in each slice. A row without a value is skipped.
///
/// # Errors
/// [`Unavailable`] when no series are loaded or none of that name.
pub fn measure_series(
    scope: &Scope<'_>,
    name: &str,
    statistic: Statistic,
) -> Result<Vec<Observation>, Unavailable> {
    let rows = scope.rows(SERIES)?;
    let value = scope.column(SERIES, "value")?;
    let names = scope
        .column(SERIES, "metric")?
        .as_text()
        .ok_or(Unavailable::Table(SERIES))?;
    let wanted = names
        .entries()
        .position(|n| n == name)
        .ok_or(Unavailable::Table(SERIES))? as u32;
    let mut slices = vec![(Vec::new(), Tally::default()); scope.slices().len()];
    rows.for_each(|row, slice| {
        if names.code(row) != Some(wanted) {
            return;
        }
        let (values, tally) = &mut slices[slice];
        match value.number(row) {
            Some(v) => {
                values.push(v);
                tally.used += 1;
            }
            None => tally.skipped += 1,
        }
    });
    Ok(slices
        .into_iter()
        .map(|(mut values, tally)| {
            let n = values.len() as f64;
            let mut observation = tally.observe(of(&mut values, statistic));
            observation.inputs = vec![Input::count("values", n)];
            observation
        })
        .collect())
}

fn of(values: &mut [f64], statistic: Statistic) -> Option<f64> {
    match statistic {
        Statistic::Mean => stats::mean(values),
        Statistic::Quantile(q) => stats::quantile(values, q),
        Statistic::Minimum => values.iter().copied().reduce(f64::min),
        Statistic::Maximum => values.iter().copied().reduce(f64::max),
        Statistic::Sum => (!values.is_empty()).then(|| stats::sum(values.iter().copied())),
    }
}

/// The target that a series' own `target` column gives in a slice: the last one there.
#[must_use]
pub fn series_target(scope: &Scope<'_>, name: &str) -> Option<f64> {
    let rows = scope.rows(SERIES).ok()?;
    let target = rows.table.column("target")?;
    let names = rows.table.column("metric")?.as_text()?;
    let wanted = names.entries().position(|n| n == name)? as u32;
    let mut last = None;
    rows.for_each(|row, _| {
        if names.code(row) == Some(wanted) {
            last = target.number(row).or(last);
        }
    });
    last
}
