//! What does it cost and save?

use crate::events::{CASES, REQUESTS, SERVED};
use crate::{
    Additivity, Bucket, Definition, Direction, Example, ExampleTable, Kind, Target, Unchanged,
};
use outturn_core::calendar::Grain;
use outturn_core::table::TableKind::{Cases, Costs, Volumes};
use outturn_core::units::{Per, Unit};
use outturn_expr::{Events, Row, Value};

/// Charges, credits taken off.
const SPEND: Value = Value::Money {
    amount: "cost",
    currency: "currency",
    same: "basis",
    events: Events::of(Costs, "charges"),
};

/// Minutes of manual work that a period's cases no longer take, net of the new steps.
const MINUTES: Row = Row::Times(
    &Row::Minus(
        &Row::Minus(
            &Row::Column("minutes_before"),
            &Row::Column("minutes_after"),
        ),
        &Row::Optional("minutes_added", 0.0),
    ),
    &Row::Column("volume"),
);

const MINUTES_REMOVED: Value = Value::Sum {
    of: MINUTES,
    events: CASES,
};

const BASE: Definition = Definition {
    id: "",
    label: "",
    meaning: "",
    unit: Unit::Money,
    good: Direction::Down,
    target: Target::Trend,
    kind: Kind::Lagging,
    bucket: Bucket::Value,
    source: "",
    table: Costs,
    also_by: &[],
    value: Value::Counted("charges", &SPEND),
    additivity: Additivity::Sum,
    least_n: 0,
    unchanged: Unchanged::LastDigit,
    events: Some(SERVED),
    also: &[],
    example: Example {
        tables: &[],
        value: 0.0,
        why: "",
    },
};

/// The metrics of this bucket.
pub const METRICS: &[Definition] = &[
    Definition {
        id: "spend",
        label: "Spend",
        meaning: "Charges of the period, credits taken off, on the one cost basis of the file.",
        target: Target::None,
        source: "FinOps FOCUS: BilledCost unless another basis is chosen",
        example: Example {
            tables: &[ExampleTable {
                kind: Costs,
                csv: "date,cost,currency\n2026-03-02,120.25,USD\n2026-03-03,-20.25,USD\n",
            }],
            value: 100.0,
            why: "120.25 charged, 20.25 credited",
        },
        ..BASE
    },
    Definition {
        id: "cost_per_prediction",
        label: "Cost per prediction",
        meaning: "Inference spend divided by predictions, on one declared cost basis and in one currency.",
        source: "FinOps unit economics",
        value: Value::Either(&[
            Value::Over(
                &Value::Named("spend", Unit::Money, &SPEND),
                &Value::Named("predictions", Unit::Count, &SERVED),
            ),
            Value::Mean {
                of: Row::Column("cost"),
                events: REQUESTS,
                total: ("spend", Unit::Money),
                counted: "predictions",
            },
        ]),
        additivity: Additivity::Ratio,
        least_n: 20,
        example: Example {
            tables: &[
                ExampleTable {
                    kind: Costs,
                    csv: "date,cost,currency\n2026-03-02,30,USD\n2026-03-03,20,USD\n",
                },
                ExampleTable {
                    kind: Volumes,
                    csv: "date,predictions\n2026-03-02,1500\n2026-03-03,1000\n",
                },
            ],
            value: 0.02,
            why: "50 ÷ 2,500",
        },
        ..BASE
    },
    Definition {
        id: "work_removed",
        label: "Work removed",
        meaning: "Hours of manual work a month that no longer have to be done, net of the new steps.",
        unit: Unit::HoursPerMonth,
        good: Direction::Up,
        source: "Time study, before and after",
        table: Cases,
        value: Value::Over(
            &Value::Named(
                "hours in the period",
                Unit::Count,
                &Value::Over(&MINUTES_REMOVED, &Value::Number(60.0)),
            ),
            &Value::Named(
                "months reported",
                Unit::Count,
                &Value::Periods {
                    of: MINUTES,
                    events: CASES,
                    grain: Grain::Month,
                },
            ),
        ),
        additivity: Additivity::Rate(Per::Month),
        events: Some(Value::Sum {
            of: Row::Column("volume"),
            events: CASES,
        }),
        example: Example {
            tables: &[ExampleTable {
                kind: Cases,
                csv: "period,volume,minutes_before,minutes_after,minutes_added\n2026-03-01,2000,15,5,3\n",
            }],
            value: 14_000.0 / 60.0,
            why: "10 min saved, 3 min of review added, 2,000 cases a month: 14,000 min",
        },
        ..BASE
    },
];
