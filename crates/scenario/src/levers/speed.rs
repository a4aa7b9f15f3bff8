//! Levers of speed and customer impact: value that comes sooner, or at all.

use super::build::{duration, frequency, money, per_month, rate, share, value};
use crate::lever::{Category, Example, InputUnit, LeverDefinition, Slider};
use outturn_core::units::Unit;
use outturn_expr::Formula::{Difference, Input, Product};

pub(super) static DEPLOYMENT_VELOCITY: LeverDefinition = LeverDefinition {
    id: "deployment_velocity",
    label: "Releases reach production sooner",
    metrics: &["deployment_duration", "deployment_frequency"],
    category: Category::UpsideUnlocked,
    inputs: &[
        duration(
            "days_now",
            "Days from approval to production, now",
            InputUnit::Days,
            10.0,
            90.0,
            0.25,
        )
        .measured_by(&[value("deployment_duration", Unit::Seconds)]),
        duration(
            "days_after",
            "Days from approval to production, after",
            InputUnit::Days,
            5.0,
            90.0,
            0.25,
        )
        .improved_from("days_now", 0.0, 0.25),
        per_month("releases_per_month", "Releases per month", 4.0, 200.0, 0.5).measured_by(&[
            frequency("deployment_duration", Unit::Seconds),
            rate("deployment_frequency", Unit::PerWeek),
        ]),
        money(
            "value_per_day",
            "Value of a release per day in production",
            200.0,
            20_000.0,
            50.0,
        ),
    ],
    formula: Product(&[
        Difference(&Input("days_now"), &Input("days_after")),
        Input("releases_per_month"),
        Input("value_per_day"),
    ]),
    example: Example {
        inputs: &[
            ("days_now", 14.0),
            ("days_after", 4.0),
            ("releases_per_month", 6.0),
            ("value_per_day", 500.0),
        ],
        per_month: 30_000.0,
        working: "10 days sooner × 6 releases × 500 a day",
    },
};

pub(super) static TIME_TO_VALUE: LeverDefinition = LeverDefinition {
    id: "time_to_value",
    label: "Initiatives earn sooner",
    metrics: &["time_to_value"],
    category: Category::UpsideUnlocked,
    inputs: &[
        duration(
            "months_now",
            "Months from idea to first value, now",
            InputUnit::Months,
            6.0,
            36.0,
            0.25,
        )
        .measured_by(&[value("time_to_value", Unit::Seconds)]),
        duration(
            "months_after",
            "Months from idea to first value, after",
            InputUnit::Months,
            4.0,
            36.0,
            0.25,
        )
        .improved_from("months_now", 0.0, 0.25),
        per_month(
            "initiatives_per_month",
            "Initiatives finished per month",
            0.25,
            10.0,
            0.05,
        )
        .measured_by(&[frequency("time_to_value", Unit::Seconds)]),
        money(
            "value_per_month",
            "Value of an initiative per month",
            10_000.0,
            1e6,
            1_000.0,
        ),
    ],
    formula: Product(&[
        Difference(&Input("months_now"), &Input("months_after")),
        Input("initiatives_per_month"),
        Input("value_per_month"),
    ]),
    example: Example {
        inputs: &[
            ("months_now", 6.0),
            ("months_after", 1.5),
            ("initiatives_per_month", 0.5),
            ("value_per_month", 20_000.0),
        ],
        per_month: 45_000.0,
        working: "4.5 months earlier × one initiative every two months × 20,000",
    },
};

pub(super) static CUSTOMER_IMPACT_UPLIFT: LeverDefinition = LeverDefinition {
    id: "customer_impact_uplift",
    label: "Customers buy, stay or engage more",
    metrics: &["customer_impact_uplift"],
    category: Category::UpsideUnlocked,
    inputs: &[
        share("uplift", "Relative lift, treatment over control", 0.02)
            .between(
                Slider {
                    min: -0.2,
                    max: 0.5,
                    step: 0.001,
                },
                (-1.0, 100.0),
            )
            .measured_by(&[value("customer_impact_uplift", Unit::Ratio).since_go_live()]),
        money(
            "baseline_revenue_per_month",
            "Revenue a month it applies to",
            100_000.0,
            1e7,
            1_000.0,
        ),
    ],
    formula: Product(&[Input("uplift"), Input("baseline_revenue_per_month")]),
    example: Example {
        inputs: &[
            ("uplift", 0.08),
            ("baseline_revenue_per_month", 25e6 / 12.0),
        ],
        per_month: 2e6 / 12.0,
        working: "8% of 25,000,000 a year are 2,000,000 a year",
    },
};

pub(super) static LATENCY: LeverDefinition = LeverDefinition {
    id: "latency",
    label: "Answers come faster",
    metrics: &["latency_p95"],
    category: Category::UpsideUnlocked,
    inputs: &[
        duration(
            "seconds_now",
            "95th percentile of latency, now",
            InputUnit::Seconds,
            0.5,
            10.0,
            0.01,
        )
        .measured_by(&[value("latency_p95", Unit::Seconds)]),
        duration(
            "seconds_after",
            "95th percentile of latency, after",
            InputUnit::Seconds,
            0.4,
            10.0,
            0.01,
        )
        .improved_from("seconds_now", 0.0, 0.25),
        // Zero until the user has evidence: there is no effect of latency that holds everywhere.
        share(
            "lift_per_second",
            "Revenue lift per second saved, as measured in your own test",
            0.0,
        )
        .between(
            Slider {
                min: 0.0,
                max: 0.2,
                step: 0.001,
            },
            (-10.0, 10.0),
        ),
        money(
            "revenue_per_month",
            "Revenue a month it applies to",
            100_000.0,
            1e7,
            1_000.0,
        ),
    ],
    formula: Product(&[
        Difference(&Input("seconds_now"), &Input("seconds_after")),
        Input("lift_per_second"),
        Input("revenue_per_month"),
    ]),
    example: Example {
        inputs: &[
            ("seconds_now", 0.9),
            ("seconds_after", 0.4),
            ("lift_per_second", 0.02),
            ("revenue_per_month", 300_000.0),
        ],
        per_month: 3_000.0,
        working: "half a second × 2% a second are 1% of 300,000",
    },
};
