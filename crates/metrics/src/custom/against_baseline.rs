//! Accuracy in use against that at training, which the register of models holds.

use super::Tally;
use super::classification::{text, weight};
use crate::{Input, Observation, Scope, Unavailable};
use outturn_core::stats::Sum;
use outturn_core::table::TableKind::{Models, Predictions};
use outturn_core::table::{Column, TableKind};
use outturn_core::units::Unit;
use outturn_expr::{Custom, Read, Registers, Standing};
use rustc_hash::FxHashMap;

const fn read(table: TableKind, column: &'static str, required: bool) -> Read {
    Read {
        table,
        column,
        required,
    }
}

/// Accuracy of the models that have a baseline, relative to it. Of several models the baselines weigh as much as there are labelled
/// predictions of each.
pub const ACCURACY_CHANGE: Custom = Custom {
    words: "(right ÷ labelled predictions − mean baseline_accuracy of their models) ÷ that mean",
    noun: "predictions",
    sql: "SELECT (avg(predicted = actual) - avg(baseline_accuracy)) / avg(baseline_accuracy) FROM predictions JOIN models USING (model)",
    reads: &[
        read(Predictions, "timestamp", true),
        read(Predictions, "predicted", true),
        read(Predictions, "actual", true),
        read(Predictions, "model", false),
        read(Predictions, "count", false),
        read(Models, "as_of", true),
        read(Models, "model", true),
        read(Models, "baseline_accuracy", true),
    ],
    measure,
};

/// Labelled predictions of one slice.
#[derive(Debug, Clone, Default)]
struct Labelled {
    right: Sum,
    all: Sum,
    /// What would be right at the baseline.
    expected: Sum,
    tally: Tally,
}

fn measure(scope: &Scope<'_>) -> Result<Vec<Observation>, Unavailable> {
    let rows = scope.rows(Predictions)?;
    let of = |name: &str| text(scope.column(Predictions, name)?, name);
    let (predicted, actual) = (of("predicted")?, of("actual")?);
    let count = rows.table.column("count");
    let baselines = baselines(scope)?;
    let model = rows.table.column("model").and_then(Column::as_text);
    if model.is_none() && baselines.iter().any(|known| known.len() > 1) {
        return Err(Unavailable::Column {
            table: Predictions,
            column: "model".to_owned(),
        });
    }
    // Which baseline each model of the predictions has, by slice.
    let width = scope.slices().width();
    let by_code: Vec<Vec<Option<f64>>> = baselines
        .iter()
        .map(|known| match model {
            Some(model) => model
                .entries()
                .map(|name| known.get(&key(name)).copied())
                .collect(),
            None => vec![known.values().next().copied()],
        })
        .collect();
    let same: FxHashMap<&str, u32> = predicted.entries().zip(0..).collect();
    let same: Vec<Option<u32>> = actual
        .entries()
        .map(|label| same.get(label).copied())
        .collect();
    let mut slices = vec![Labelled::default(); scope.slices().len()];
    rows.for_each(|row, slice| {
        let Labelled {
            right,
            all,
            expected,
            tally,
        } = &mut slices[slice];
        let model = model.map_or(Some(0), |model| model.code(row));
        let baseline = model.and_then(|code| *by_code[slice / width].get(code as usize)?);
        let labels = predicted.code(row).zip(actual.code(row));
        match (labels, weight(count, row), baseline) {
            (Some((predicted, actual)), Some(n), Some(baseline)) => {
                let is_right = same.get(actual as usize).copied().flatten() == Some(predicted);
                right.add(f64::from(is_right) * n);
                expected.add(baseline * n);
                all.add(n);
                tally.used += 1;
            }
            (Some(_), Some(_), None) => tally.skip("of a model without a baseline"),
            _ => tally.skipped += 1,
        }
    });
    Ok(slices.iter().map(observe).collect())
}

fn observe(labelled: &Labelled) -> Observation {
    let (right, all) = (labelled.right.value(), labelled.all.value());
    let expected = labelled.expected.value();
    let value = (expected > 0.0).then(|| (right - expected) / expected);
    let mut observation = labelled.tally.observe(value);
    if all > 0.0 {
        observation.inputs = vec![
            Input::new("accuracy", right / all, Unit::Ratio),
            Input::new("accuracy at training", expected / all, Unit::Ratio),
        ];
    }
    observation
        .inputs
        .push(Input::count("labelled predictions", all));
    observation
}

fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// The baselines that stand at the end of each span of the scope, by model. A baseline is of the training, so the first register says
/// that of the time before it as well.
fn baselines(scope: &Scope<'_>) -> Result<Vec<FxHashMap<String, f64>>, Unavailable> {
    let registers = Registers::of(scope, Models)?;
    let names = text(scope.column(Models, "model")?, "model")?;
    let baseline = scope.column(Models, "baseline_accuracy")?;
    let of = |standing: Option<Standing>| {
        let rows = standing.map(|standing| standing.rows).unwrap_or_default();
        let rows = rows.into_iter().map(|row| row as usize);
        let known = rows.filter_map(|row| Some((key(names.get(row)?), baseline.number(row)?)));
        known.filter(|(_, baseline)| *baseline > 0.0).collect()
    };
    let spans = scope.slices().spans().iter();
    Ok(spans
        .map(|span| of(registers.before(span.end).or_else(|| registers.first())))
        .collect())
}
