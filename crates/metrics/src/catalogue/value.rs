//! What does it cost and save?

use crate::custom::{INCREMENTAL_REVENUE, LIFT};
use crate::events::{
    CASES, CHARGES, INFERENCE_CHARGES, ONE_OFF_CHARGES, REQUESTS, RUNNING_CHARGES, SERVED,
};
use crate::{
    Additivity, Bucket, Definition, Direction, Example, ExampleTable, Kind, Target, Unchanged,
};
use outturn_core::calendar::Grain;
use outturn_core::table::TableKind::{AbTests, Cases, Costs, Volumes};
use outturn_core::units::{Per, Unit};
use outturn_expr::{Events, Row, Value};

/// What some charges come to, credits taken off.
const fn amount_of(events: Events) -> Value {
    Value::Money {
        amount: "cost",
        currency: "currency",
        same: "basis",
        events,
    }
}

const SPEND: Value = amount_of(CHARGES);
const RUNNING: Value = amount_of(RUNNING_CHARGES);
const ONE_OFF: Value = amount_of(ONE_OFF_CHARGES);
const INFERENCE: Value = amount_of(INFERENCE_CHARGES);

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

const FOCUS: &str = "FinOps FOCUS, on the one basis of the costs that are loaded";

/// Parts of [spend](METRICS) that a case asks for. They have no card of their own: its breakdowns show them.
pub const PARTS: &[Definition] = &[
    Definition {
        id: "running_spend",
        label: "Running spend",
        meaning: "Charges of the period that are not one-off, credits taken off.",
        target: Target::None,
        source: FOCUS,
        value: Value::Counted("charges", &RUNNING),
        example: Example {
            tables: &[ExampleTable {
                kind: Costs,
                csv: "date,cost,currency,category\n2026-03-02,5000,USD,one-off\n2026-03-02,120,USD,running\n",
            }],
            value: 120.0,
            why: "the build is paid once",
        },
        ..BASE
    },
    Definition {
        id: "one_off_spend",
        label: "One-off spend",
        meaning: "Charges of the period that are paid once, as the bill says: one-off, one-time, setup, capex.",
        target: Target::None,
        source: FOCUS,
        value: Value::Counted("charges", &ONE_OFF),
        example: Example {
            tables: &[ExampleTable {
                kind: Costs,
                csv: "date,cost,currency,category\n2026-03-02,5000,USD,one-off\n2026-03-02,120,USD,running\n",
            }],
            value: 5_000.0,
            why: "the build",
        },
        ..BASE
    },
];

const EXPERIMENTS: &[ExampleTable] = &[ExampleTable {
    kind: AbTests,
    csv: "experiment,variant,as_of,users,conversions,revenue,spend\nranking,control,2026-03-31,50000,5000,1500000,0\n\
          ranking,treatment,2026-03-31,100000,12000,5000000,400000\n",
}];

/// The metrics of this bucket.
pub const METRICS: &[Definition] = &[
    Definition {
        id: "spend",
        label: "Spend",
        meaning: "Charges of the period, credits taken off, on the one cost basis of the file.",
        target: Target::None,
        source: FOCUS,
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
        meaning: "Inference spend divided by predictions, on one declared cost basis and in one currency. Where the bill says which \
                  charges are for inference, those; else all that are not one-off.",
        source: "FinOps unit economics",
        value: Value::Either(&[
            Value::Over(
                &Value::Named("spend counted", Unit::Money, &INFERENCE),
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
        id: "customer_impact_uplift",
        label: "Customer impact",
        meaning: "Relative lift of conversion, treatment over control, with its 95 % interval on the receipt.",
        unit: Unit::Ratio,
        good: Direction::Up,
        target: Target::None,
        source: "Mantel and Haenszel (1959); interval by Greenland and Robins (1985)",
        table: AbTests,
        value: Value::Custom(&LIFT),
        additivity: Additivity::Ratio,
        events: None,
        example: Example {
            tables: EXPERIMENTS,
            value: 0.2,
            why: "12 % of the treatment converted, 10 % of the control",
        },
        ..BASE
    },
    Definition {
        id: "revenue_attributed",
        label: "Revenue attributed",
        meaning: "Revenue of the treatment beyond what as many users of the control brought.",
        good: Direction::Up,
        source: "Experiments on users: treatment against control",
        table: AbTests,
        value: Value::Custom(&INCREMENTAL_REVENUE),
        events: None,
        example: Example {
            tables: EXPERIMENTS,
            value: 2_000_000.0,
            why: "5,000,000 against 1,500,000 of half as many users",
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
                Unit::Number,
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
