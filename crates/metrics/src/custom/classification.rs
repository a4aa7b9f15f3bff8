//! Predicted against actual, from the predictions table. Labels are compared as they stand: upper and lower case, leading zeros and
//! every digit count. Where a whole column of the file is numbers, reading it has spelled `1` and `1.0` alike.

use super::{Tally, ratio};
use crate::{Input, Observation, Scope, Unavailable};
use outturn_core::stats;
use outturn_core::table::{Column, TableKind, TextColumn};
use outturn_expr::{Custom, Read};
use rustc_hash::FxHashMap;

const PREDICTIONS: TableKind = TableKind::Predictions;
/// Classes of which every pair has a place where predictions are counted.
const FEW: usize = 16;

const READS: &[Read] = &[
    Read {
        table: PREDICTIONS,
        column: "timestamp",
        required: true,
    },
    Read {
        table: PREDICTIONS,
        column: "predicted",
        required: true,
    },
    Read {
        table: PREDICTIONS,
        column: "actual",
        required: true,
    },
    Read {
        table: PREDICTIONS,
        column: "count",
        required: false,
    },
];

/// The predicted class and the actual one.
type Pair = (u32, u32);

/// Predictions by class in each slice.
#[derive(Debug)]
struct Labelled {
    /// Distinct labels: the classes.
    labels: Vec<String>,
    slices: Vec<Confusion>,
}

/// Predictions of one slice.
#[derive(Debug, Default)]
struct Confusion {
    /// How many there are of each pair that occurs.
    pairs: Vec<(Pair, f64)>,
    tally: Tally,
}

impl Labelled {
    /// Bytes held, roughly.
    fn bytes(&self) -> usize {
        let slices = self.slices.iter();
        slices
            .map(|slice| size_of::<Confusion>() + size_of_val(&*slice.pairs))
            .sum()
    }
}

/// How many predictions a row stands for: its `count`, or one. A negative or missing count makes the row unusable.
fn weight(count: Option<&Column>, row: usize) -> Option<f64> {
    match count {
        None => Some(1.0),
        Some(count) => count.number(row).filter(|n| *n >= 0.0),
    }
}

fn text<'a>(column: &'a Column, name: &str) -> Result<&'a TextColumn, Unavailable> {
    column.as_text().ok_or_else(|| Unavailable::Column {
        table: PREDICTIONS,
        column: name.to_owned(),
    })
}

fn labelled(scope: &Scope<'_>) -> Result<Labelled, Unavailable> {
    let rows = scope.rows(PREDICTIONS)?;
    let predicted = text(scope.column(PREDICTIONS, "predicted")?, "predicted")?;
    let actual = text(scope.column(PREDICTIONS, "actual")?, "actual")?;
    let count = rows.table.column("count");
    let mut known: FxHashMap<&str, u32> = FxHashMap::default();
    let mut labels = Vec::new();
    let mut class_of = |label| {
        *known.entry(label).or_insert_with(|| {
            labels.push(label.to_owned());
            labels.len() as u32 - 1
        })
    };
    let predicted_class: Vec<u32> = predicted.entries().map(&mut class_of).collect();
    let actual_class: Vec<u32> = actual.entries().map(&mut class_of).collect();
    let classes = labels.len();
    let pair = |row: usize, predicted: u32| {
        let p = predicted_class.get(predicted as usize)?;
        let a = actual_class.get(actual.raw_code(row) as usize)?;
        Some((*p, *a))
    };
    let mut slices: Vec<Confusion> = Vec::new();
    slices.resize_with(scope.slices().len(), Confusion::default);
    if count.is_some() || classes > FEW {
        let mut counts: Vec<FxHashMap<Pair, stats::Sum>> = vec![FxHashMap::default(); slices.len()];
        rows.for_each_code(predicted, |row, slice, p| {
            let tally = &mut slices[slice].tally;
            match (pair(row, p), weight(count, row)) {
                (Some(pair), Some(n)) => {
                    tally.used += 1;
                    counts[slice].entry(pair).or_default().add(n);
                }
                _ => tally.skipped += 1,
            }
        });
        for (slice, counts) in slices.iter_mut().zip(counts) {
            let pairs = counts.into_iter();
            slice.pairs = pairs.map(|(pair, n)| (pair, n.value())).collect();
        }
        return Ok(Labelled { labels, slices });
    }
    // Of few classes every pair has a place in every slice, behind them what has no pair.
    let places = classes * classes;
    let mut counts = vec![0_u32; slices.len() * (places + 1)];
    rows.for_each_code(predicted, |row, slice, p| {
        let place = pair(row, p).map_or(places, |(p, a)| p as usize * classes + a as usize);
        counts[slice * (places + 1) + place] += 1;
    });
    for (slice, counts) in slices.iter_mut().zip(counts.chunks_exact(places + 1)) {
        let (counts, skipped) = counts.split_at(places);
        let pair = |place| ((place / classes) as u32, (place % classes) as u32);
        let there = counts.iter().enumerate().filter(|(_, n)| **n > 0);
        slice.pairs = there.map(|(at, &n)| (pair(at), f64::from(n))).collect();
        slice.tally = Tally {
            used: counts.iter().map(|&n| u64::from(n)).sum(),
            skipped: u64::from(skipped[0]),
            why: Vec::new(),
        };
    }
    Ok(Labelled { labels, slices })
}

/// Right predictions ÷ labelled predictions.
pub const ACCURACY: Custom = Custom {
    words: "predictions whose predicted equals actual ÷ predictions with both",
    sql: "SELECT avg(predicted = actual) FROM predictions, labels compared as text, as they stand",
    noun: "labelled predictions",
    reads: READS,
    measure: accuracy,
};

fn accuracy(scope: &Scope<'_>) -> Result<Vec<Observation>, Unavailable> {
    let labelled = scope.shared("predictions by class", Labelled::bytes, || labelled(scope))?;
    let slices = labelled.slices.iter();
    Ok(slices
        .map(|Confusion { pairs, tally }| {
            let all = stats::sum(pairs.iter().map(|(_, n)| *n));
            let right = pairs.iter().filter(|((p, a), _)| p == a);
            let right = stats::sum(right.map(|(_, n)| *n));
            let mut observation = tally.observe(ratio(right, all));
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
    let no = |label: &str| NO.iter().any(|no| label.eq_ignore_ascii_case(no));
    match labels {
        [a, b] => match (no(a), no(b)) {
            (true, false) => Some(1),
            (false, true) => Some(0),
            _ => None,
        },
        [only] if !no(only) => Some(0),
        _ => None,
    }
}

/// True positives, false positives and false negatives of one class.
fn counts_of(pairs: &[(Pair, f64)], class: u32) -> (f64, f64, f64) {
    let [mut tp, mut fp, mut fn_] = <[stats::Sum; 3]>::default();
    for &((predicted, actual), n) in pairs {
        match (predicted == class, actual == class) {
            (true, true) => tp.add(n),
            (true, false) => fp.add(n),
            (false, true) => fn_.add(n),
            (false, false) => {}
        }
    }
    (tp.value(), fp.value(), fn_.value())
}

/// True negatives of one class.
fn negatives_of(pairs: &[(Pair, f64)], class: u32) -> f64 {
    let others = pairs
        .iter()
        .filter(|((p, a), _)| *p != class && *a != class);
    stats::sum(others.map(|(_, n)| *n))
}

fn per_class(
    scope: &Scope<'_>,
    of: fn(f64, f64, f64) -> Option<f64>,
) -> Result<Vec<Observation>, Unavailable> {
    let labelled = scope.shared("predictions by class", Labelled::bytes, || labelled(scope))?;
    let positive = positive_class(&labelled.labels);
    let slices = labelled.slices.iter();
    Ok(slices
        .map(|Confusion { pairs, tally }| match positive {
            Some(class) => {
                let (tp, fp, fn_) = counts_of(pairs, class);
                let mut observation = tally.observe(of(tp, fp, fn_));
                observation.inputs = vec![
                    Input::count("true positives", tp),
                    Input::count("false positives", fp),
                    Input::count("false negatives", fn_),
                    Input::count("true negatives", negatives_of(pairs, class)),
                ];
                observation
            }
            None => {
                let of_classes: Vec<f64> = (0..labelled.labels.len() as u32)
                    .filter_map(|class| {
                        let (tp, fp, fn_) = counts_of(pairs, class);
                        of(tp, fp, fn_)
                    })
                    .collect();
                let n = of_classes.len() as f64;
                let mut observation = tally.observe(ratio(stats::sum(of_classes), n));
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
pub const PRECISION: Custom = Custom {
    words: "true positives ÷ predicted positives; with more than two classes the plain mean over classes",
    sql: "the ratio is plain SQL; which of two classes is the positive one is not",
    noun: "labelled predictions",
    reads: READS,
    measure: precision,
};

fn precision(scope: &Scope<'_>) -> Result<Vec<Observation>, Unavailable> {
    per_class(scope, |tp, fp, _| ratio(tp, tp + fp))
}

/// True positives ÷ actual positives; with more than two classes the plain mean over classes.
pub const RECALL: Custom = Custom {
    words: "true positives ÷ actual positives; with more than two classes the plain mean over classes",
    sql: "the ratio is plain SQL; which of two classes is the positive one is not",
    noun: "labelled predictions",
    reads: READS,
    measure: recall,
};

fn recall(scope: &Scope<'_>) -> Result<Vec<Observation>, Unavailable> {
    per_class(scope, |tp, _, fn_| ratio(tp, tp + fn_))
}

/// Harmonic mean of precision and recall: 2 tp ÷ (2 tp + fp + fn); with more than two classes the plain mean over classes.
pub const F1: Custom = Custom {
    words: "2 true positives ÷ (2 true positives + false positives + false negatives); with more than two classes the plain mean over classes",
    sql: "the ratio is plain SQL; which of two classes is the positive one is not",
    noun: "labelled predictions",
    reads: READS,
    measure: f1,
};

fn f1(scope: &Scope<'_>) -> Result<Vec<Observation>, Unavailable> {
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
            (vec!["False", "True"], Some(1)),
            (vec!["a", "b"], None),
            (vec!["a", "b", "c"], None),
            (vec!["1"], Some(0)),
        ] {
            assert_eq!(positive_class(&labels(&pair)), positive, "{pair:?}");
        }
    }
}
