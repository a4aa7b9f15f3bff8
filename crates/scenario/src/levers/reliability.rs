//! Levers of reliability: failures that are shorter, rarer or caught sooner.

use super::build::{duration, frequency, money, per_month, rate, share, value};
use crate::lever::{Category, Example, HOURS_PER_MONTH, InputUnit, LeverDefinition};
use outturn_core::units::Unit;
use outturn_expr::Formula::{Constant, Difference, Input, Product};

pub(super) static MTTR: LeverDefinition = LeverDefinition {
    id: "mttr",
    label: "Incidents are resolved sooner",
    metrics: &["mttr"],
    category: Category::RevenueProtected,
    inputs: &[
        duration(
            "hours_now",
            "Hours to resolve, now",
            InputUnit::Hours,
            8.0,
            72.0,
            0.25,
        )
        .measured_by(&[value("mttr", Unit::Seconds)]),
        duration(
            "hours_after",
            "Hours to resolve, after",
            InputUnit::Hours,
            4.0,
            72.0,
            0.25,
        )
        .improved_from("hours_now", 0.0, 0.25),
        per_month(
            "incidents_per_month",
            "Incidents per month",
            4.0,
            100.0,
            0.5,
        )
        .measured_by(&[frequency("mttr", Unit::Seconds)]),
        money(
            "loss_per_hour",
            "Loss per hour of an incident",
            500.0,
            50_000.0,
            100.0,
        ),
    ],
    formula: Product(&[
        Difference(&Input("hours_now"), &Input("hours_after")),
        Input("incidents_per_month"),
        Input("loss_per_hour"),
    ]),
    example: Example {
        inputs: &[
            ("hours_now", 4.0),
            ("hours_after", 0.25),
            ("incidents_per_month", 6.0),
            ("loss_per_hour", 2_000.0),
        ],
        per_month: 45_000.0,
        working: "4 h down to 15 min is 3.75 h; × 6 incidents × 2,000 an hour",
    },
};

pub(super) static MTTD: LeverDefinition = LeverDefinition {
    id: "mttd",
    label: "Incidents are detected sooner",
    metrics: &["mttd"],
    category: Category::RevenueProtected,
    inputs: &[
        duration(
            "hours_now",
            "Hours to detect, now",
            InputUnit::Hours,
            4.0,
            72.0,
            0.25,
        )
        .measured_by(&[value("mttd", Unit::Seconds)]),
        duration(
            "hours_after",
            "Hours to detect, after",
            InputUnit::Hours,
            2.0,
            72.0,
            0.25,
        )
        .improved_from("hours_now", 0.0, 0.25),
        per_month(
            "incidents_per_month",
            "Incidents per month",
            4.0,
            100.0,
            0.5,
        )
        .measured_by(&[frequency("mttd", Unit::Seconds)]),
        money(
            "loss_per_hour",
            "Loss per hour unnoticed",
            500.0,
            50_000.0,
            100.0,
        ),
    ],
    formula: Product(&[
        Difference(&Input("hours_now"), &Input("hours_after")),
        Input("incidents_per_month"),
        Input("loss_per_hour"),
    ]),
    example: Example {
        inputs: &[
            ("hours_now", 6.0),
            ("hours_after", 1.0),
            ("incidents_per_month", 3.0),
            ("loss_per_hour", 1_200.0),
        ],
        per_month: 18_000.0,
        working: "5 h sooner × 3 incidents × 1,200 an hour",
    },
};

pub(super) static CHANGE_FAILURE_RATE: LeverDefinition = LeverDefinition {
    id: "change_failure_rate",
    label: "Fewer releases fail",
    metrics: &["change_failure_rate", "deployment_frequency"],
    category: Category::CostAvoided,
    inputs: &[
        share("rate_now", "Releases that fail, now", 0.15)
            .measured_by(&[value("change_failure_rate", Unit::Ratio)]),
        share("rate_after", "Releases that fail, after", 0.10).improved_from("rate_now", 0.0, 0.25),
        per_month("releases_per_month", "Releases per month", 20.0, 500.0, 1.0).measured_by(&[
            frequency("change_failure_rate", Unit::Ratio),
            rate("deployment_frequency", Unit::PerWeek),
        ]),
        money(
            "cost_per_failure",
            "Cost of a failed release",
            5_000.0,
            200_000.0,
            500.0,
        ),
    ],
    formula: Product(&[
        Difference(&Input("rate_now"), &Input("rate_after")),
        Input("releases_per_month"),
        Input("cost_per_failure"),
    ]),
    example: Example {
        inputs: &[
            ("rate_now", 0.15),
            ("rate_after", 0.05),
            ("releases_per_month", 30.0),
            ("cost_per_failure", 4_000.0),
        ],
        per_month: 12_000.0,
        working: "3 failures a month less × 4,000",
    },
};

pub(super) static AVAILABILITY: LeverDefinition = LeverDefinition {
    id: "availability",
    label: "Fewer hours of downtime",
    metrics: &["availability"],
    category: Category::RevenueProtected,
    inputs: &[
        share("availability_now", "Availability, now", 0.995)
            .near_one(0.0001)
            .measured_by(&[value("availability", Unit::Ratio)]),
        share("availability_after", "Availability, after", 0.999)
            .near_one(0.0001)
            .improved_from("availability_now", 1.0, 0.5),
        money(
            "revenue_per_hour",
            "Revenue per hour of service",
            500.0,
            100_000.0,
            100.0,
        ),
    ],
    formula: Product(&[
        Difference(&Input("availability_after"), &Input("availability_now")),
        Constant(HOURS_PER_MONTH, "730 hours a month"),
        Input("revenue_per_hour"),
    ]),
    example: Example {
        inputs: &[
            ("availability_now", 0.995),
            ("availability_after", 0.999),
            ("revenue_per_hour", 1_000.0),
        ],
        per_month: 2_920.0,
        working: "0.995 and 0.999 over 8,760 h are 43.8 h and 8.76 h down: 35.04 h a year, 2.92 h a month × 1,000",
    },
};
