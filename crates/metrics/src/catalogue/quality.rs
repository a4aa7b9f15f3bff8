//! Is it right?

use crate::custom::{ACCURACY, F1, PRECISION, RECALL};
use crate::events::SERVED;
use crate::{
    Additivity, Bucket, Definition, Direction, Example, ExampleTable, Kind, SecondaryStatistic,
    Target, Unchanged,
};
use outturn_core::table::TableKind::Predictions;
use outturn_core::units::Unit;
use outturn_expr::Value;

/// The metrics of this bucket.
pub const METRICS: &[Definition] = &[Definition {
    id: "model_accuracy",
    label: "Model accuracy",
    meaning: "Share of labelled predictions that were right.",
    unit: Unit::Ratio,
    good: Direction::Up,
    target: Target::Trend,
    kind: Kind::Leading,
    bucket: Bucket::Quality,
    source: "scikit-learn accuracy_score, precision_score, recall_score, f1_score",
    table: Predictions,
    also_by: &[],
    value: Value::Custom(&ACCURACY),
    additivity: Additivity::Ratio,
    least_n: 20,
    unchanged: Unchanged::Newcombe,
    events: Some(SERVED),
    also: &[
        SecondaryStatistic {
            label: "precision",
            unit: Unit::Ratio,
            value: Value::Custom(&PRECISION),
        },
        SecondaryStatistic {
            label: "recall",
            unit: Unit::Ratio,
            value: Value::Custom(&RECALL),
        },
        SecondaryStatistic {
            label: "F1",
            unit: Unit::Ratio,
            value: Value::Custom(&F1),
        },
    ],
    example: Example {
        tables: &[ExampleTable {
            kind: Predictions,
            csv: "timestamp,predicted,actual,count\n2026-03-02T10:00:00Z,1,1,52\n2026-03-02T10:00:00Z,0,0,40\n\
                  2026-03-02T10:00:00Z,1,0,5\n2026-03-02T10:00:00Z,0,1,3\n",
        }],
        value: 0.92,
        why: "92 right of 100",
    },
}];
