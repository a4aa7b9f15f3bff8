//! Is it right?

use crate::custom::{ACCURACY, F1, PRECISION, RECALL};
use crate::events::{REQUESTS, SERVED};
use crate::{
    Additivity, Bucket, Definition, Direction, Example, ExampleTable, Kind, SecondaryStatistic,
    Target, Unchanged,
};
use outturn_core::table::TableKind::{DriftEvents, Predictions};
use outturn_core::units::Unit;
use outturn_expr::{Events, Row, Test, Value};

/// Shifts of the data.
const SHIFTS: Events = Events::of(DriftEvents, "shifts");

/// Whether a shift was noticed, and not only after performance had fallen.
const NOTICED_IN_TIME: Test = Test::All(&[
    Test::Present("detected_at"),
    Test::Not(&Test::After {
        column: "detected_at",
        than: "performance_drop_at",
    }),
]);

/// The metrics of this bucket.
pub const METRICS: &[Definition] = &[
    Definition {
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
    },
    Definition {
        id: "drift_detection_rate",
        label: "Drift detection rate",
        meaning: "Share of shifts of the data that were noticed before they hurt performance.",
        unit: Unit::Ratio,
        good: Direction::Up,
        target: Target::Trend,
        kind: Kind::Leading,
        bucket: Bucket::Quality,
        source: "Monitoring practice",
        table: DriftEvents,
        also_by: &[],
        value: Value::Mean {
            of: Row::Flag(&NOTICED_IN_TIME),
            events: SHIFTS,
            total: ("noticed in time", Unit::Count),
            counted: "shifts",
        },
        additivity: Additivity::Ratio,
        least_n: 20,
        unchanged: Unchanged::Newcombe,
        events: Some(Value::Count(SHIFTS)),
        also: &[],
        example: Example {
            tables: &[ExampleTable {
                kind: DriftEvents,
                csv: "shift_at,detected_at,performance_drop_at\n2026-03-02,2026-03-03,2026-03-05\n2026-03-09,2026-03-13,2026-03-12\n\
                      2026-03-16,,2026-03-20\n2026-03-23,2026-03-24,\n",
            }],
            value: 0.5,
            why: "the first and the last of four; the second was noticed a day late, the third never",
        },
    },
    Definition {
        id: "prediction_confidence",
        label: "Prediction confidence",
        meaning: "Mean confidence of the predictions.",
        unit: Unit::Ratio,
        good: Direction::Stable,
        target: Target::Trend,
        kind: Kind::Leading,
        bucket: Bucket::Quality,
        source: "Monitoring practice",
        table: Predictions,
        also_by: &[],
        value: Value::Mean {
            of: Row::Column("confidence"),
            events: REQUESTS,
            total: ("sum of confidence", Unit::Number),
            counted: "predictions with a confidence",
        },
        additivity: Additivity::Ratio,
        least_n: 20,
        unchanged: Unchanged::Welch,
        events: Some(SERVED),
        also: &[],
        example: Example {
            tables: &[ExampleTable {
                kind: Predictions,
                csv: "timestamp,predicted,confidence\n2026-03-02T10:00:00Z,1,0.9\n2026-03-02T10:00:01Z,0,0.7\n\
                      2026-03-02T10:00:02Z,0,0.8\n2026-03-02T10:00:03Z,1,\n",
            }],
            value: 0.8,
            why: "(0.9 + 0.7 + 0.8) ÷ 3; one has none",
        },
    },
];
