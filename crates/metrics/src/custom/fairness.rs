//! Groups beside one another: how often each is selected, and how often rightly, from the predictions table.
//!
//! Conventions are fairlearn's: a selection is a prediction of the positive class, gaps are the largest difference between any two
//! groups, the ratio is the lowest rate over the highest. Which of two labels is the positive one is decided as for precision; of more
//! than two classes there is none, and so no rate.

use super::classification::{positive_class, text, weight};
use super::{Tally, ratio};
use crate::{Input, Observation, Scope, Unavailable};
use outturn_core::stats;
use outturn_core::table::TableKind::Predictions;
use outturn_core::table::TextColumn;
use outturn_core::units::Unit;
use outturn_expr::{Custom, Read};

const fn read(column: &'static str, required: bool) -> Read {
    Read {
        table: Predictions,
        column,
        required,
    }
}

const SELECTED: &[Read] = &[
    read("timestamp", true),
    read("predicted", true),
    read("group", true),
    read("count", false),
];

const SELECTED_RIGHTLY: &[Read] = &[
    read("timestamp", true),
    read("predicted", true),
    read("group", true),
    read("actual", true),
    read("count", false),
];

/// Predictions of one group in one slice: how many there are, and how many are of the positive class.
#[derive(Debug, Clone, Default)]
struct Rate {
    of: stats::Sum,
    positive: stats::Sum,
}

/// The groups of one slice, by their code.
#[derive(Debug, Clone, Default)]
struct Groups {
    rates: Vec<Rate>,
    tally: Tally,
}

#[derive(Debug)]
struct ByGroup {
    names: Vec<String>,
    slices: Vec<Groups>,
}

impl ByGroup {
    /// Bytes held, roughly.
    fn bytes(&self) -> usize {
        let slices = self.slices.iter();
        slices.map(|slice| size_of_val(&*slice.rates)).sum()
    }
}

/// Selections by group: of all predictions, or only of those whose actual label is the positive one.
fn by_group(scope: &Scope<'_>, rightly: bool) -> Result<ByGroup, Unavailable> {
    let rows = scope.rows(Predictions)?;
    let of = |name: &str| text(scope.column(Predictions, name)?, name);
    let (predicted, group) = (of("predicted")?, of("group")?);
    let actual = rightly.then(|| of("actual")).transpose()?;
    let count = rows.table.column("count");
    let positive = positive_label(predicted, actual);
    let positives = |text: &TextColumn| -> Vec<Option<bool>> {
        let is_positive = |label: &str| Some(label == positive.as_deref()?);
        text.entries().map(is_positive).collect()
    };
    let (selected, right) = (positives(predicted), actual.map(positives));
    let nothing = Groups {
        rates: vec![Rate::default(); group.distinct()],
        tally: Tally::default(),
    };
    let mut slices = vec![nothing; scope.slices().len()];
    rows.for_each_code(group, |row, slice, of_group| {
        let Groups { rates, tally } = &mut slices[slice];
        let selected = predicted
            .code(row)
            .and_then(|code| *selected.get(code as usize)?);
        let counts = match (actual, &right) {
            (Some(actual), Some(right)) => {
                actual.code(row).and_then(|code| *right.get(code as usize)?)
            }
            _ => Some(true),
        };
        match (
            rates.get_mut(of_group as usize),
            selected,
            counts,
            weight(count, row),
        ) {
            (_, _, Some(false), _) => {}
            (Some(rate), Some(selected), Some(true), Some(n)) => {
                rate.of.add(n);
                rate.positive.add(f64::from(selected) * n);
                tally.used += 1;
            }
            (None, ..) => tally.skip("without a group"),
            _ => tally.skipped += 1,
        }
    });
    Ok(ByGroup {
        names: group.entries().map(str::to_owned).collect(),
        slices,
    })
}

/// The label of the positive class, of all labels that there are.
fn positive_label(predicted: &TextColumn, actual: Option<&TextColumn>) -> Option<String> {
    let mut labels: Vec<String> = predicted.entries().map(str::to_owned).collect();
    for label in actual.into_iter().flat_map(TextColumn::entries) {
        if !labels.iter().any(|known| known == label) {
            labels.push(label.to_owned());
        }
    }
    let positive = positive_class(&labels)?;
    labels.into_iter().nth(positive as usize)
}

fn compared(
    scope: &Scope<'_>,
    rightly: bool,
    rate_of: &str,
    of: fn(f64, f64) -> Option<f64>,
) -> Result<Vec<Observation>, Unavailable> {
    let name = match rightly {
        true => "true positive rates by group",
        false => "selection rates by group",
    };
    let all = scope.shared(name, ByGroup::bytes, || by_group(scope, rightly))?;
    let of_slice = |Groups { rates, tally }: &Groups| {
        let known = rates.iter().zip(&all.names).filter_map(|(rate, name)| {
            let n = rate.of.value();
            Some((ratio(rate.positive.value(), n)?, n, name))
        });
        let mut known: Vec<(f64, f64, &String)> = known.collect();
        known.sort_by(|a, b| a.0.total_cmp(&b.0));
        let ends = known.first().zip(known.last()).filter(|_| known.len() > 1);
        let Some((low, high)) = ends else {
            return tally.observe(None);
        };
        let mut observation = tally.observe(of(low.0, high.0));
        let smallest = known
            .iter()
            .map(|(_, n, _)| *n)
            .fold(f64::INFINITY, f64::min);
        observation.inputs = vec![
            Input::new(&format!("lowest {rate_of}: {}", low.2), low.0, Unit::Ratio),
            Input::new(
                &format!("highest {rate_of}: {}", high.2),
                high.0,
                Unit::Ratio,
            ),
            Input::count("groups", known.len() as f64),
            // The last count is what a verdict rests on.
            Input::count("predictions in the smallest group", smallest),
        ];
        observation
    };
    Ok(all.slices.iter().map(of_slice).collect())
}

/// The lowest selection rate over the highest.
pub const DISPARATE_IMPACT: Custom = Custom {
    words: "lowest ÷ highest share of predictions of the positive class, by group",
    noun: "predictions",
    sql: "SELECT min(rate) / max(rate) FROM (SELECT avg(predicted = positive) AS rate … GROUP BY \"group\"); which class is positive is not SQL",
    reads: SELECTED,
    measure: |scope| compared(scope, false, "selection rate", ratio),
};

/// The largest difference of selection rates.
pub const DEMOGRAPHIC_PARITY: Custom = Custom {
    words: "highest − lowest share of predictions of the positive class, by group",
    noun: "predictions",
    sql: "SELECT max(rate) - min(rate) FROM (SELECT avg(predicted = positive) AS rate … GROUP BY \"group\"); which class is positive is not SQL",
    reads: SELECTED,
    measure: |scope| compared(scope, false, "selection rate", |low, high| Some(high - low)),
};

/// The largest difference of true positive rates.
pub const EQUAL_OPPORTUNITY: Custom = Custom {
    words: "highest − lowest share of actual positives that were predicted so, by group",
    noun: "predictions",
    sql: "SELECT max(rate) - min(rate) FROM (SELECT avg(predicted = positive) AS rate … WHERE actual = positive GROUP BY \"group\"); which class is positive is not SQL",
    reads: SELECTED_RIGHTLY,
    measure: |scope| {
        compared(scope, true, "true positive rate", |low, high| {
            Some(high - low)
        })
    },
};
