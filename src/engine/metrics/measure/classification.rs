//! Predicted against actual, from the predictions table. Labels are compared as text, numbers by value (`1` and `1.0` agree).

use super::requests::weight;
use super::{Tally, ratio};
use crate::metrics::{Input, Lack, Observation, Scope};
use crate::table::{Column, TableKind, TextColumn};
use rustc_hash::FxHashMap;

const PREDICTIONS: TableKind = TableKind::Predictions;

/// Predictions counted by predicted class and actual class.
#[derive(Debug, Clone)]
struct Confusion {
    counts: Counts,
    tally: Tally,
}

/// Counts by a pair of classes.
#[derive(Debug, Clone)]
struct Counts {
    classes: usize,
    /// Of few classes: every pair has its place.
    square: Vec<f64>,
    /// Of many: those that occur, by the predicted class in the upper half and the actual one in the lower.
    pairs: FxHashMap<u64, f64>,
}

impl Counts {
    /// Classes of which all pairs have their places.
    const FEW: usize = 16;

    fn of(classes: usize) -> Self {
        let few = classes <= Self::FEW;
        Self {
            classes,
            square: vec![0.0; if few { classes * classes } else { 0 }],
            pairs: FxHashMap::default(),
        }
    }

    #[inline]
    fn add(&mut self, predicted: u32, actual: u32, n: f64) {
        match self
            .square
            .get_mut(predicted as usize * self.classes + actual as usize)
        {
            Some(count) => *count += n,
            None => {
                let pair = u64::from(predicted) << 32 | u64::from(actual);
                *self.pairs.entry(pair).or_default() += n;
            }
        }
    }

    /// Every pair that was counted.
    fn iter(&self) -> impl Iterator<Item = ((u32, u32), f64)> {
        let square = self.square.iter().enumerate();
        let pair = |at| ((at / self.classes) as u32, (at % self.classes) as u32);
        let square = square.map(move |(at, &n)| (pair(at), n));
        let pairs = self.pairs.iter();
        square.chain(pairs.map(|(&pair, &n)| (((pair >> 32) as u32, pair as u32), n)))
    }
}

/// Predictions by class in each slice.
#[derive(Debug)]
pub(in crate::metrics) struct Labelled {
    slices: Vec<Confusion>,
    /// Distinct labels, as they are compared.
    labels: Vec<String>,
}

impl Labelled {
    /// Bytes held, roughly.
    pub(in crate::metrics) fn bytes(&self) -> usize {
        let pairs = |counts: &Counts| 8 * counts.square.len() + 32 * counts.pairs.capacity();
        let slices = self.slices.iter();
        slices
            .map(|slice| size_of::<Confusion>() + pairs(&slice.counts))
            .sum()
    }
}

/// What labels are compared by.
fn comparable(label: &str) -> String {
    let label = label.trim();
    crate::decimal::parse(label)
        .map_or_else(|| label.to_ascii_lowercase(), |number| number.to_string())
}

fn text<'a>(column: &'a Column, name: &str) -> Result<&'a TextColumn, Lack> {
    column.as_text().ok_or_else(|| Lack::Column {
        table: PREDICTIONS,
        column: name.to_owned(),
    })
}

fn labelled(scope: &Scope<'_>) -> Result<Labelled, Lack> {
    let rows = scope.rows(PREDICTIONS)?;
    let predicted = text(scope.column(PREDICTIONS, "predicted")?, "predicted")?;
    let actual = text(scope.column(PREDICTIONS, "actual")?, "actual")?;
    let count = rows.table.column("count");
    let mut labels = Vec::new();
    let mut class_of = |entry: &str| {
        let label = comparable(entry);
        labels.iter().position(|l| *l == label).unwrap_or_else(|| {
            labels.push(label);
            labels.len() - 1
        }) as u32
    };
    let predicted_class: Vec<u32> = predicted.entries().map(&mut class_of).collect();
    let actual_class: Vec<u32> = actual.entries().map(&mut class_of).collect();
    let none = Confusion {
        counts: Counts::of(labels.len()),
        tally: Tally::default(),
    };
    let mut slices = vec![none; scope.slices().len()];
    rows.for_each_code(predicted, |row, slice, p| {
        let Confusion { counts, tally } = &mut slices[slice];
        let p = predicted_class.get(p as usize);
        let a = actual_class.get(actual.raw_code(row) as usize);
        match (p, a, weight(count, row)) {
            (Some(&p), Some(&a), Some(n)) => {
                tally.used += 1;
                counts.add(p, a, n);
            }
            _ => tally.skipped += 1,
        }
    });
    Ok(Labelled { slices, labels })
}

/// Right predictions ÷ labelled predictions.
///
/// # Errors
/// [`Lack`] when predictions or one of the two label columns are missing.
pub fn accuracy(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    Ok(scope
        .labelled(|| labelled(scope))?
        .slices
        .iter()
        .map(|slice| {
            let all: f64 = slice.counts.iter().map(|(_, n)| n).sum();
            let right = slice.counts.iter().filter(|((p, a), _)| p == a);
            let right: f64 = right.map(|(_, n)| n).sum();
            let mut observation = slice.tally.observe(ratio(right, all));
            observation.inputs = vec![
                Input::count("right predictions", right),
                Input::count("labelled predictions", all),
            ];
            observation
        })
        .collect())
}

/// The class that counts as positive: of two classes, the one that is not a word for no. `None`: average over all classes.
fn positive_class(labels: &[String]) -> Option<u32> {
    const NO: [&str; 9] = [
        "0", "false", "no", "n", "negative", "-1", "normal", "legit", "stay",
    ];
    match labels {
        [a, b] => match (NO.contains(&a.as_str()), NO.contains(&b.as_str())) {
            (true, false) => Some(1),
            (false, true) => Some(0),
            _ => None,
        },
        [only] if !NO.contains(&only.as_str()) => Some(0),
        _ => None,
    }
}

/// True positives, false positives and false negatives of one class.
fn counts_of(slice: &Confusion, class: u32) -> (f64, f64, f64) {
    let (mut tp, mut fp, mut fn_) = (0.0, 0.0, 0.0);
    for ((predicted, actual), n) in slice.counts.iter() {
        match (predicted == class, actual == class) {
            (true, true) => tp += n,
            (true, false) => fp += n,
            (false, true) => fn_ += n,
            (false, false) => {}
        }
    }
    (tp, fp, fn_)
}

fn per_class(
    scope: &Scope<'_>,
    of: impl Fn(f64, f64, f64) -> Option<f64>,
) -> Result<Vec<Observation>, Lack> {
    let labelled = scope.labelled(|| labelled(scope))?;
    let Labelled { slices, labels } = labelled.as_ref();
    let positive = positive_class(labels);
    Ok(slices
        .iter()
        .map(|slice| match positive {
            Some(class) => {
                let (tp, fp, fn_) = counts_of(slice, class);
                let mut observation = slice.tally.observe(of(tp, fp, fn_));
                observation.inputs = vec![
                    Input::count("true positives", tp),
                    Input::count("false positives", fp),
                    Input::count("false negatives", fn_),
                ];
                observation
            }
            None => {
                let of_classes: Vec<f64> = (0..labels.len() as u32)
                    .filter_map(|class| {
                        let (tp, fp, fn_) = counts_of(slice, class);
                        of(tp, fp, fn_)
                    })
                    .collect();
                let n = of_classes.len() as f64;
                let mut observation = slice.tally.observe(ratio(of_classes.iter().sum(), n));
                observation.inputs = vec![Input::count(
                    "classes averaged, each with the same weight",
                    n,
                )];
                observation
            }
        })
        .collect())
}

/// True positives ÷ predicted positives; with more than two classes the plain mean over classes.
///
/// # Errors
/// As [`accuracy`].
pub fn precision(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    per_class(scope, |tp, fp, _| ratio(tp, tp + fp))
}

/// True positives ÷ actual positives; with more than two classes the plain mean over classes.
///
/// # Errors
/// As [`accuracy`].
pub fn recall(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    per_class(scope, |tp, _, fn_| ratio(tp, tp + fn_))
}

/// Harmonic mean of precision and recall: 2 tp ÷ (2 tp + fp + fn); with more than two classes the plain mean over classes.
///
/// # Errors
/// As [`accuracy`].
pub fn f1(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    per_class(scope, |tp, fp, fn_| ratio(2.0 * tp, 2.0 * tp + fp + fn_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_positive_class_of_usual_label_pairs() {
        let labels = |l: &[&str]| l.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
        for (pair, positive) in [
            (vec!["0", "1"], Some(1)),
            (vec!["churn", "stay"], Some(0)),
            (vec!["a", "b"], None),
            (vec!["a", "b", "c"], None),
            (vec!["1"], Some(0)),
        ] {
            assert_eq!(positive_class(&labels(&pair)), positive, "{pair:?}");
        }
        assert_eq!(comparable(" 1.0 "), comparable("1"));
    }
}
