//! Is it right?

use crate::metrics::measure::{accuracy, f1, precision, recall};
use crate::metrics::{Also, Bucket, Definition, Direction, Example, ExampleTable, Kind, Target};
use crate::table::TableKind::Predictions;
use crate::units::Unit;

/// The metrics of this bucket.
pub const METRICS: &[Definition] = &[Definition {
    id: "model_accuracy",
    label: "Model accuracy",
    meaning: "Share of labelled predictions that were right.",
    formula: "predictions whose predicted equals actual ÷ predictions with both",
    unit: Unit::Ratio,
    good: Direction::Up,
    target: Target::Trend,
    kind: Kind::Leading,
    bucket: Bucket::Quality,
    source: "scikit-learn accuracy_score, precision_score, recall_score, f1_score",
    needs: "a prediction log with predicted and actual",
    table: Predictions,
    tables: &[Predictions],
    breakdowns: &["model", "group"],
    measure: accuracy,
    also: &[
        Also {
            label: "precision",
            unit: Unit::Ratio,
            measure: precision,
        },
        Also {
            label: "recall",
            unit: Unit::Ratio,
            measure: recall,
        },
        Also {
            label: "F1",
            unit: Unit::Ratio,
            measure: f1,
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
