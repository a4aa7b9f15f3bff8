//! How far predictions have moved from those of the beginning.
//!
//! The reference is the first thirty days of the predictions, or the first half of their days where there are fewer than sixty. What is
//! compared is the score where there is one, else the predicted class, or the predicted number where there are more values than classes.
//! Numbers are cut into ten bins that hold a tenth of the reference each; the score is the population stability index.

use super::Tally;
use super::classification::weight;
use crate::{Input, Observation, Rows, Scope, Unavailable};
use outturn_core::calendar::{Grain, Period, Span};
use outturn_core::stats;
use outturn_core::table::Column;
use outturn_core::table::TableKind::Predictions;
use outturn_expr::{Custom, Read};

/// Days of the reference, where there are twice as many.
const REFERENCE: f64 = 30.0;
/// Bins that a reference of numbers is cut into.
const BINS: usize = 10;
/// Most classes that there are of numbers: past them they are numbers.
const CLASSES: usize = 16;

/// The population stability index of the predictions.
pub const PREDICTION_DRIFT: Custom = Custom {
    words: "population stability index of score, or of predicted, against the first 30 days or the first half of the days",
    noun: "predictions",
    sql: "bins by quantiles of the reference (ntile), then sum((p - q) * ln(p / q))",
    reads: &[
        Read {
            table: Predictions,
            column: "timestamp",
            required: true,
        },
        Read {
            table: Predictions,
            column: "predicted",
            required: true,
        },
        Read {
            table: Predictions,
            column: "score",
            required: false,
        },
        Read {
            table: Predictions,
            column: "count",
            required: false,
        },
    ],
    measure,
};

/// What is compared: a number a row, or a class.
enum Compared<'a> {
    Numbers(&'a Column),
    /// Text that holds numbers: what each code is.
    Parsed(&'a Column, Vec<f64>),
    /// Text whose values are classes: the place of each code, in order of their names, so that it does not depend on that of the rows.
    Classes(&'a Column, Vec<f64>),
}

impl<'a> Compared<'a> {
    fn of(scope: &Scope<'a>) -> Result<Self, Unavailable> {
        let score = scope.table(Predictions)?.column("score");
        if let Some(score) = score.filter(|score| score.present() > 0) {
            return Ok(Self::Numbers(score));
        }
        let predicted = scope.column(Predictions, "predicted")?;
        let Some(text) = predicted.as_text() else {
            return Ok(Self::Numbers(predicted));
        };
        let numbers: Option<Vec<f64>> = text.entries().map(|entry| entry.parse().ok()).collect();
        Ok(match numbers {
            Some(numbers) if text.distinct() > CLASSES => Self::Parsed(predicted, numbers),
            _ => {
                let mut names: Vec<&str> = text.entries().collect();
                names.sort_unstable();
                let place = |name: &str| names.partition_point(|before| *before < name) as f64;
                Self::Classes(predicted, text.entries().map(place).collect())
            }
        })
    }

    /// Calls `each` with the slice of every row, its number or the place of its class, and how many predictions it stands for.
    fn each(&self, rows: &Rows<'_>, mut each: impl FnMut(usize, Option<(f64, f64)>)) {
        let count = rows.table.column("count");
        let code = |column: &Column, row| column.as_text().and_then(|text| text.code(row));
        rows.for_each(|row, slice| {
            let number = match self {
                Self::Numbers(column) => column.number(row),
                Self::Parsed(column, numbers) | Self::Classes(column, numbers) => {
                    code(column, row).and_then(|code| numbers.get(code as usize).copied())
                }
            };
            let number = number.filter(|number| number.is_finite());
            each(slice, number.zip(weight(count, row)));
        });
    }

    /// How many rows of each slice are in each bin or class.
    fn counts(&self, rows: &Rows<'_>, slices: usize, bounds: &[f64]) -> Vec<(Vec<f64>, Tally)> {
        let places = match self {
            Self::Classes(_, places) => places.len(),
            _ => bounds.len() + 1,
        };
        let mut counts = vec![(vec![stats::Sum::default(); places], Tally::default()); slices];
        self.each(rows, |slice, number| {
            let (counts, tally) = &mut counts[slice];
            let Some((number, n)) = number else {
                tally.skipped += 1;
                return;
            };
            let place = match self {
                Self::Classes(..) => number as usize,
                _ => bounds.partition_point(|bound| *bound <= number),
            };
            counts[place].add(n);
            tally.used += 1;
        });
        let values = |(counts, tally): (Vec<stats::Sum>, Tally)| {
            (counts.iter().map(stats::Sum::value).collect(), tally)
        };
        counts.into_iter().map(values).collect()
    }
}

fn measure(scope: &Scope<'_>) -> Result<Vec<Observation>, Unavailable> {
    let compared = Compared::of(scope)?;
    let slices = scope.slices();
    let days = scope.sources().span_of(Predictions);
    let Some(reference) = days.and_then(reference) else {
        return Ok(vec![Observation::default(); slices.len()]);
    };
    let before = Scope::new(scope.sources(), slices.of(reference));
    let after = slices.cut(|span| Span {
        start: span.start.max(reference.end).min(span.end),
        ..span
    });
    let after = Scope::new(scope.sources(), after);
    let (before, now) = (before.rows(Predictions)?, after.rows(Predictions)?);
    let width = slices.width();
    let mut numbers = vec![Vec::new(); width];
    if !matches!(compared, Compared::Classes(..)) {
        compared.each(&before, |slice, one| {
            numbers[slice].extend(one.map(|(number, _)| number));
        });
    }
    let mut observed = vec![Observation::default(); slices.len()];
    for (place, numbers) in numbers.iter().enumerate() {
        let bounds = match compared {
            Compared::Classes(..) => Some(Vec::new()),
            _ => stats::reference_bins(numbers, BINS),
        };
        let Some(bounds) = bounds else {
            continue;
        };
        let old = compared.counts(&before, width, &bounds);
        let new = compared.counts(&now, slices.len(), &bounds);
        for (one, (counts, tally)) in observed.iter_mut().zip(new).skip(place).step_by(width) {
            *one = observe(&old[place].0, &counts, &tally);
        }
    }
    Ok(observed)
}

fn observe(old: &[f64], new: &[f64], tally: &Tally) -> Observation {
    let sizes = [old, new].map(|counts| counts.iter().sum::<f64>());
    let mut observation = tally.observe(stats::population_stability(old, new));
    observation.inputs = vec![
        Input::count("predictions of the reference", sizes[0]),
        // The last count is what a verdict rests on.
        Input::count("predictions in the smaller window", sizes[0].min(sizes[1])),
    ];
    observation
}

/// The days of the reference, of all days of the predictions.
fn reference(all: Span) -> Option<Span> {
    let days = (all.days() / 2.0).floor().min(REFERENCE);
    let first = Period::containing_date(all.start, Grain::Day);
    let end = first.shifted(days as i32).start();
    (end > all.start).then_some(Span { end, ..all })
}
