//! Is it right?

use crate::custom::{
    ACCURACY, ACCURACY_CHANGE, DEMOGRAPHIC_PARITY, DISPARATE_IMPACT, EQUAL_OPPORTUNITY, F1, MEAN,
    PRECISION, PREDICTION_DRIFT, RECALL, WORST,
};
use crate::events::{REQUESTS, SERVED};
use crate::{
    Additivity, Bucket, Definition, Direction, Example, ExampleTable, Kind, SecondaryStatistic,
    Target, Thresholds, Unchanged,
};
use outturn_core::table::TableKind::{DriftEvents, Features, Models, Predictions};
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

const fn fixed(met: f64, missed: f64) -> Target {
    Target::Fixed(Thresholds { met, missed })
}

/// Of predictions by group.
const GAP: Definition = Definition {
    id: "",
    label: "",
    meaning: "",
    unit: Unit::Ratio,
    good: Direction::Up,
    target: Target::None,
    kind: Kind::Leading,
    bucket: Bucket::Quality,
    source: "",
    table: Predictions,
    also_by: &[],
    value: Value::Custom(&DISPARATE_IMPACT),
    additivity: Additivity::Recomputed,
    least_n: 30,
    unchanged: Unchanged::Groups,
    events: Some(SERVED),
    also: &[],
    example: Example {
        tables: &[],
        value: 0.0,
        why: "",
    },
};

const GROUPS: &[ExampleTable] = &[ExampleTable {
    kind: Predictions,
    csv: "timestamp,predicted,actual,group\n2026-03-02T10:00:00Z,1,1,a\n2026-03-02T10:00:01Z,1,1,a\n2026-03-02T10:00:02Z,0,0,a\n\
          2026-03-02T10:00:03Z,0,0,a\n2026-03-02T10:00:04Z,1,1,b\n2026-03-02T10:00:05Z,0,1,b\n2026-03-02T10:00:06Z,0,0,b\n\
          2026-03-02T10:00:07Z,0,0,b\n",
}];

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
        id: "accuracy_change",
        label: "Accuracy change",
        meaning: "Accuracy against that at training, as a share of it.",
        good: Direction::Stable,
        target: fixed(-0.05, -0.10),
        source: "Monitoring practice; the baseline is that of the register of models",
        value: Value::Custom(&ACCURACY_CHANGE),
        additivity: Additivity::Ratio,
        least_n: 20,
        unchanged: Unchanged::LastDigit,
        example: Example {
            tables: &[
                ExampleTable {
                    kind: Predictions,
                    csv: "timestamp,model,predicted,actual,count\n2026-03-02T10:00:00Z,churn,1,1,81\n2026-03-02T10:00:00Z,churn,1,0,19\n",
                },
                ExampleTable {
                    kind: Models,
                    csv: "model,as_of,baseline_accuracy\nchurn,2026-03-31,0.90\n",
                },
            ],
            value: -0.1,
            why: "81 right of 100 against 0.90",
        },
        ..GAP
    },
    Definition {
        id: "prediction_drift",
        label: "Prediction drift",
        meaning: "Distance of the live predictions from those of the beginning: their population stability index.",
        unit: Unit::Number,
        good: Direction::Down,
        target: fixed(0.1, 0.3),
        source: "Siddiqi (2006), Credit Risk Scorecards: population stability index",
        value: Value::Custom(&PREDICTION_DRIFT),
        least_n: 100,
        unchanged: Unchanged::LastDigit,
        events: None,
        example: Example {
            tables: &[ExampleTable {
                kind: Predictions,
                csv: "timestamp,predicted,count\n2026-03-02,a,1\n2026-03-02,b,1\n2026-03-03,a,1\n2026-03-03,a,1\n2026-03-03,a,1\n\
                      2026-03-03,b,1\n",
            }],
            value: 0.274_653_072_167_027_4,
            why: "half and half on the first day, ¾ and ¼ on the second: ¼ ln 1.5 − ¼ ln 0.5",
        },
        ..GAP
    },
    Definition {
        id: "drift_score",
        label: "Drift score",
        meaning: "Distance of the live features from the reference: the population stability index of the feature that moved most.",
        unit: Unit::Number,
        good: Direction::Down,
        target: fixed(0.1, 0.3),
        source: "Siddiqi (2006), Credit Risk Scorecards: population stability index",
        table: Features,
        value: Value::Custom(&WORST),
        least_n: 100,
        unchanged: Unchanged::LastDigit,
        events: None,
        also: &[SecondaryStatistic {
            label: "mean of the features",
            unit: Unit::Number,
            value: Value::Custom(&MEAN),
        }],
        example: Example {
            tables: &[ExampleTable {
                kind: Features,
                csv: "timestamp,window,plan,age\n2026-03-02,reference,a,30\n2026-03-02,reference,b,30\n2026-03-03,current,a,30\n\
                      2026-03-03,current,a,30\n2026-03-03,current,a,30\n2026-03-03,current,b,30\n",
            }],
            value: 0.274_653_072_167_027_4,
            why: "plan: half and half before, ¾ and ¼ now: ¼ ln 1.5 − ¼ ln 0.5; age did not move",
        },
        ..GAP
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
    Definition {
        id: "ground_truth_alignment",
        label: "Ground truth alignment",
        meaning: "Share of predictions that agree with what turned out to be true, of those for which that is known.",
        target: fixed(0.90, 0.80),
        source: "Monitoring practice; scikit-learn accuracy_score",
        value: Value::Custom(&ACCURACY),
        additivity: Additivity::Ratio,
        least_n: 20,
        unchanged: Unchanged::Newcombe,
        also: &[SecondaryStatistic {
            label: "share of predictions with a label",
            unit: Unit::Ratio,
            value: Value::Mean {
                of: Row::Flag(&Test::Present("actual")),
                events: REQUESTS,
                total: ("with a label", Unit::Count),
                counted: "predictions",
            },
        }],
        example: Example {
            tables: GROUPS,
            value: 0.875,
            why: "7 of 8",
        },
        ..GAP
    },
    Definition {
        id: "disparate_impact",
        label: "Disparate impact",
        meaning: "Lowest ÷ highest selection rate across groups.",
        good: Direction::Up,
        target: fixed(0.8, 0.7),
        source: "fairlearn demographic_parity_ratio; the four-fifths rule of the EEOC (1978)",
        value: Value::Custom(&DISPARATE_IMPACT),
        example: Example {
            tables: GROUPS,
            value: 0.5,
            why: "1 of 4 in b against 2 of 4 in a",
        },
        ..GAP
    },
    Definition {
        id: "equal_opportunity_gap",
        label: "Equal opportunity gap",
        meaning: "Largest difference of true positive rates across groups.",
        good: Direction::Down,
        target: fixed(0.10, 0.20),
        source: "fairlearn equal_opportunity_difference; Hardt, Price and Srebro (2016)",
        value: Value::Custom(&EQUAL_OPPORTUNITY),
        example: Example {
            tables: GROUPS,
            value: 0.5,
            why: "2 of 2 in a, 1 of 2 in b",
        },
        ..GAP
    },
    Definition {
        id: "demographic_parity_gap",
        label: "Demographic parity gap",
        meaning: "Largest difference of selection rates across groups.",
        good: Direction::Down,
        target: fixed(0.10, 0.20),
        source: "fairlearn demographic_parity_difference",
        value: Value::Custom(&DEMOGRAPHIC_PARITY),
        example: Example {
            tables: GROUPS,
            value: 0.25,
            why: "1 of 4 in b against 2 of 4 in a",
        },
        ..GAP
    },
];
