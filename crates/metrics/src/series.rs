//! Metrics that the user brings ready-made: one per distinct name in the metric series tables.

use super::catalogue::{Spelled, spelled};
use super::custom::Tally;
use super::{Definition, Direction, Input, Observation, Rows, Scope, Sources, Unavailable};
use outturn_core::stats;
use outturn_core::table::{Column, Table, TableKind, TextColumn};
use outturn_core::units::{Currency, Unit};
use outturn_expr::Counted;

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

/// The statistics shown with the value of a series.
pub const ALSO: [(&str, Statistic); 7] = [
    ("mean", Statistic::Mean),
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

/// Names of the loaded series in order of first appearance, each with the metric of the catalogue that it means; one's own mean none.
pub(crate) fn named_series(sources: &Sources) -> Vec<(String, Option<&'static Definition>)> {
    let names = series_names(sources);
    let meant: Vec<Option<Spelled>> = names.iter().map(|name| spelled(name)).collect();
    let metrics: Vec<_> = meant
        .iter()
        .map(|meaning| meaning.filter(|m| m.is_meant_among(&meant)))
        .collect();
    let metrics = metrics.into_iter().map(|meaning| Some(meaning?.metric));
    names.into_iter().zip(metrics).collect()
}

/// Columns by which series can be broken down: every text column but the name.
#[must_use]
pub fn series_labels(sources: &Sources) -> Vec<String> {
    let Some(table) = sources.get(SERIES) else {
        return Vec::new();
    };
    let labels = label_columns(table.table());
    labels.map(|(name, _)| name.to_owned()).collect()
}

/// The rows of one series.
pub(crate) struct Found<'a> {
    pub rows: Rows<'a>,
    values: &'a Column,
    names: &'a TextColumn,
    /// The codes of its names, and what the numbers under each are multiplied by.
    wanted: Vec<(u32, f64)>,
    counted: Counted,
}

/// The series of just this name.
pub(crate) fn found<'a>(scope: &Scope<'a>, name: &str) -> Result<Found<'a>, Unavailable> {
    found_by(scope, |names| {
        let code = names.entries().position(|n| n == name);
        code.map(|code| (code as u32, 1.0)).into_iter().collect()
    })
}

/// The series that means a metric: under its id in any spelling; where there is none, under its label.
pub(crate) fn found_for<'a>(
    scope: &Scope<'a>,
    metric: &Definition,
) -> Result<Found<'a>, Unavailable> {
    found_by(scope, |names| {
        // Asked of every metric of the catalogue, for every screen.
        let meant = scope.sources().about("what names of series mean", || {
            names.entries().map(spelled).collect::<Vec<_>>()
        });
        let of_metric = meant.iter().enumerate().filter_map(|(code, meaning)| {
            let meaning = meaning.filter(|m| m.metric.id == metric.id)?;
            let is_meant = meaning.is_meant_among(&meant);
            is_meant.then_some((code as u32, meaning.factor))
        });
        of_metric.collect()
    })
}

impl Spelled {
    /// A label means a metric only where no series is under its id.
    fn is_meant_among(&self, all: &[Option<Spelled>]) -> bool {
        let under_its_id = |other: &Spelled| other.by_id && other.metric.id == self.metric.id;
        self.by_id || !all.iter().flatten().any(under_its_id)
    }
}

fn found_by<'a>(
    scope: &Scope<'a>,
    wanted: impl FnOnce(&TextColumn) -> Vec<(u32, f64)>,
) -> Result<Found<'a>, Unavailable> {
    let rows = scope.rows(SERIES)?;
    let values = scope.column(SERIES, "value")?;
    let names = scope
        .column(SERIES, "metric")?
        .as_text()
        .ok_or(Unavailable::Table(SERIES))?;
    let wanted = wanted(names);
    match wanted.is_empty() {
        true => Err(Unavailable::Table(SERIES)),
        false => Ok(Found {
            rows,
            values,
            names,
            wanted,
            counted: scope.counted(SERIES),
        }),
    }
}

impl<'a> Found<'a> {
    /// What a row's number is multiplied by; `None` for a row of another series, and one that a filter leaves out.
    fn factor(&self, row: usize) -> Option<f64> {
        let code = self.names.code(row).filter(|_| self.counted.has(row))?;
        let own = self.wanted.iter().find(|(wanted, _)| *wanted == code);
        own.map(|(_, factor)| *factor)
    }

    /// Whether a row is one of its own.
    pub fn is_of(&self, row: usize) -> bool {
        self.factor(row).is_some()
    }

    /// The number of one of its rows, in the base unit.
    pub fn value(&self, row: usize) -> Option<f64> {
        let (number, factor) = (self.values.number(row)?, self.factor(row)?);
        Some(match factor {
            1.0 => number,
            factor => number * factor,
        })
    }

    /// Calls `each(row, slice, value)` for its rows that are in a slice.
    pub fn for_each(&self, mut each: impl FnMut(usize, usize, Option<f64>)) {
        self.rows.for_each(|row, slice| {
            if self.is_of(row) {
                each(row, slice, self.value(row));
            }
        });
    }

    /// The names that its rows are under.
    pub fn names(&self) -> impl Iterator<Item = &'a str> {
        let names: Vec<&str> = self.names.entries().collect();
        let wanted: Vec<usize> = self.wanted.iter().map(|(code, _)| *code as usize).collect();
        wanted
            .into_iter()
            .filter_map(move |code| names.get(code).copied())
    }

    /// The columns of its labels.
    pub fn labels(&self) -> impl Iterator<Item = (&'a str, &'a Column)> {
        label_columns(self.rows.table)
    }

    /// Whether its rows have this label, by its last name: `le` of `metric.le`.
    pub fn is_labelled(&self, label: &str) -> bool {
        let table = self.rows.table;
        let mut columns = table.columns();
        let of_label = columns.find(|(name, _)| name.rsplit('.').next() == Some(label));
        let has = |column: &Column| {
            (0..table.rows()).any(|row| self.is_of(row) && column.is_present(row))
        };
        of_label.is_some_and(|(_, column)| has(column))
    }

    /// What its numbers are, as the file says of its first row.
    pub fn sample_kind(&self) -> SampleKind {
        let table = self.rows.table;
        let said = table.column(SAMPLE_KIND);
        let first = || (0..table.rows()).find(|row| self.is_of(*row));
        let word = said.and_then(|said| said.text(first()?));
        match word.map_or(SampleKind::Gauge, SampleKind::of_word) {
            SampleKind::Gauge if self.is_labelled("le") => SampleKind::BucketRate,
            SampleKind::Gauge if self.is_labelled("quantile") => SampleKind::Quantile,
            known => known,
        }
    }
}

/// The column that says what the numbers of a series are.
const SAMPLE_KIND: &str = "sample_kind";

/// What the numbers of a series are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleKind {
    /// Values, each true when it was measured.
    Gauge,
    /// Totals since a process began, which start over with it.
    Counter,
    /// Such totals of how many observations lie at or below a bound, the label `le`.
    Bucket,
    /// How many lie there per second, or however else they were counted: no totals.
    BucketRate,
    /// Quantiles, each with its share as the label `quantile`, which cannot be averaged.
    Quantile,
}

impl SampleKind {
    fn of_word(word: &str) -> Self {
        match word {
            "counter" => Self::Counter,
            "bucket" => Self::Bucket,
            _ => Self::Gauge,
        }
    }
}

/// The columns of a table of series that are labels: texts of the file's own.
fn label_columns(table: &Table) -> impl Iterator<Item = (&str, &Column)> {
    let columns = table.columns();
    columns.filter(|(name, column)| {
        SERIES.schema().column(name).is_none() && column.as_text().is_some()
    })
}

/// What the values of the series of just this name are, where its files say the same of all of them: a share, or an amount in one currency.
pub(crate) fn unit_of_series(sources: &Sources, name: &str) -> Option<(Unit, Option<Currency>)> {
    let table = sources.get(SERIES)?.table();
    let names = table.column("metric")?.as_text()?;
    let units = table.column("unit")?.as_text()?;
    let code = names.entries().position(|known| known == name)? as u32;
    let mut said = None;
    for row in (0..table.rows()).filter(|row| names.code(*row) == Some(code)) {
        let unit = units.code(row)?;
        if *said.get_or_insert(unit) != unit {
            return None;
        }
    }
    match units.entry(said?) {
        "ratio" => Some((Unit::Ratio, None)),
        "s" => Some((Unit::Seconds, None)),
        currency => Some((Unit::Money, Some(Currency::parse(currency)?))),
    }
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
    let series = found(scope, name)?;
    let mut slices = vec![(Vec::new(), Tally::default()); scope.slices().len()];
    series.for_each(|_, slice, value| {
        let (values, tally) = &mut slices[slice];
        match value {
            Some(v) => {
                values.push(v);
                tally.used += 1;
            }
            None => tally.skip("without a value"),
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

/// The target that a series' own `target` column gives in a slice, in the base unit, and its better side where the column says it: those
/// of the latest row there.
pub(crate) fn target_of(series: &Found<'_>) -> Option<(f64, Direction)> {
    let side = series.rows.table.column("target_side");
    let (target, when) = (
        series.rows.table.column("target")?,
        series.rows.table.column("date")?,
    );
    let mut latest = None;
    series.rows.for_each(|row, _| {
        if let (Some(factor), Some(target), Some(at)) =
            (series.factor(row), target.number(row), when.timestamp(row))
            && latest.is_none_or(|(known, _)| at >= known)
        {
            let good = match side.and_then(|side| side.text(row)) {
                Some("up") => Direction::Up,
                Some("down") => Direction::Down,
                _ => Direction::Unset,
            };
            latest = Some((at, (target * factor, good)));
        }
    });
    latest.map(|(_, target)| target)
}
