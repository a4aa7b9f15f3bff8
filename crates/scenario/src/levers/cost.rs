//! Levers of cost: the same work for less.

use super::build::{
    contained, duration, frequency, money, number, per_month, rate, share, time_per_event, value,
};
use crate::lever::{Category, Example, InputUnit, LeverDefinition, Slider};
use outturn_core::units::Unit;
use outturn_expr::Formula::{Difference, Input, Number, Product, Quotient, Sum};

const MINUTES_PER_HOUR: f64 = 60.0;

pub(super) static COST_PER_PREDICTION: LeverDefinition = LeverDefinition {
    id: "cost_per_prediction",
    label: "A prediction costs less",
    metrics: &["cost_per_prediction", "throughput"],
    category: Category::CostAvoided,
    inputs: &[
        money(
            "unit_cost_now",
            "Cost per prediction, now",
            0.05,
            0.5,
            0.001,
        )
        .measured_by(&[value("cost_per_prediction", Unit::Money)]),
        money(
            "unit_cost_after",
            "Cost per prediction, after",
            0.02,
            0.5,
            0.001,
        )
        .improved_from("unit_cost_now", 0.0, 0.2),
        per_month(
            "predictions_per_month",
            "Predictions per month",
            1e6,
            2e7,
            1e4,
        )
        .measured_by(&[
            frequency("cost_per_prediction", Unit::Money),
            frequency("throughput", Unit::PerSecond),
            rate("throughput", Unit::PerSecond),
        ]),
    ],
    formula: Product(&[
        Difference(&Input("unit_cost_now"), &Input("unit_cost_after")),
        Input("predictions_per_month"),
    ]),
    example: Example {
        inputs: &[
            ("unit_cost_now", 0.05),
            ("unit_cost_after", 0.02),
            ("predictions_per_month", 25e6 / 12.0),
        ],
        per_month: 62_500.0,
        working: "25,000,000 requests a year from 0.05 to 0.02 save 750,000 a year",
    },
};

pub(super) static THROUGHPUT: LeverDefinition = LeverDefinition {
    id: "throughput",
    label: "The same hardware serves more",
    metrics: &["throughput", "cost_per_prediction"],
    category: Category::CostAvoided,
    inputs: &[
        per_month(
            "predictions_per_month",
            "Predictions per month",
            1e6,
            2e7,
            1e4,
        )
        .measured_by(&[
            frequency("throughput", Unit::PerSecond),
            rate("throughput", Unit::PerSecond),
        ]),
        money(
            "unit_cost_now",
            "Cost per prediction, now",
            0.05,
            0.5,
            0.001,
        )
        .measured_by(&[value("cost_per_prediction", Unit::Money)]),
        number("capacity_gain", "Times as many on the same hardware", 1.2).between(
            Slider {
                min: 1.0,
                max: 10.0,
                step: 0.1,
            },
            (0.01, 1_000.0),
        ),
    ],
    formula: Product(&[
        Input("predictions_per_month"),
        Input("unit_cost_now"),
        Difference(
            &Number(1.0),
            &Quotient(&Number(1.0), &Input("capacity_gain")),
        ),
    ]),
    example: Example {
        inputs: &[
            ("predictions_per_month", 25e6 / 12.0),
            ("unit_cost_now", 0.05),
            ("capacity_gain", 2.0),
        ],
        per_month: 25e6 * 0.025 / 12.0,
        working: "doubling throughput halves the cost per prediction: 25,000,000 a year × 0.025 ÷ 12",
    },
};

pub(super) static WORK_REMOVED: LeverDefinition = LeverDefinition {
    id: "work_removed",
    label: "Manual work is removed",
    metrics: &["work_removed", "case_throughput"],
    category: Category::CostAvoided,
    inputs: &[
        duration(
            "minutes_saved_per_case",
            "Minutes saved a case",
            InputUnit::Minutes,
            10.0,
            120.0,
            0.5,
        )
        .measured_by(&[time_per_event("work_removed", Unit::HoursPerMonth).since_go_live()])
        // Work can also have grown: then the measured minutes are negative.
        .between(
            Slider {
                min: 0.0,
                max: 120.0,
                step: 0.5,
            },
            (-1e6, 1e6),
        ),
        duration(
            "minutes_added_per_case",
            "Minutes added by new steps a case",
            InputUnit::Minutes,
            0.0,
            60.0,
            0.5,
        )
        .measured_by(&[contained("work_removed", Unit::HoursPerMonth).since_go_live()]),
        per_month(
            "cases_per_month",
            "Cases per month",
            1_000.0,
            50_000.0,
            10.0,
        )
        .measured_by(&[
            frequency("work_removed", Unit::HoursPerMonth).since_go_live(),
            frequency("case_throughput", Unit::PerDay),
            rate("case_throughput", Unit::PerDay),
        ]),
        money(
            "cost_per_hour",
            "Loaded cost of an hour of work",
            50.0,
            300.0,
            1.0,
        ),
        share(
            "share_booked",
            "Share that leaves the budget (the rest only frees capacity)",
            1.0,
        ),
    ],
    formula: Product(&[
        Quotient(
            &Difference(
                &Input("minutes_saved_per_case"),
                &Input("minutes_added_per_case"),
            ),
            &Number(MINUTES_PER_HOUR),
        ),
        Input("cases_per_month"),
        Input("cost_per_hour"),
        Input("share_booked"),
    ]),
    example: Example {
        inputs: &[
            ("minutes_saved_per_case", 10.0),
            ("minutes_added_per_case", 3.0),
            ("cases_per_month", 2_000.0),
            ("cost_per_hour", 60.0),
            ("share_booked", 1.0),
        ],
        per_month: 14_000.0,
        working: "7 min × 2,000 cases are 14,000 min or 233.33 h a month × 60 an hour",
    },
};

pub(super) static TRAINING_TIME: LeverDefinition = LeverDefinition {
    id: "training_time",
    label: "Training runs are shorter",
    metrics: &["training_time"],
    category: Category::CostAvoided,
    inputs: &[
        duration(
            "hours_now",
            "Hours a run, now",
            InputUnit::Hours,
            12.0,
            168.0,
            0.5,
        )
        .measured_by(&[value("training_time", Unit::Seconds)]),
        duration(
            "hours_after",
            "Hours a run, after",
            InputUnit::Hours,
            8.0,
            168.0,
            0.5,
        )
        .improved_from("hours_now", 0.0, 0.25),
        per_month(
            "runs_per_month",
            "Training runs per month",
            40.0,
            2_000.0,
            1.0,
        )
        .measured_by(&[frequency("training_time", Unit::Seconds)]),
        money(
            "compute_cost_per_hour",
            "Compute cost per hour",
            10.0,
            500.0,
            0.5,
        ),
        money(
            "waiting_cost_per_hour",
            "Cost per hour of people waiting",
            0.0,
            300.0,
            1.0,
        ),
    ],
    formula: Product(&[
        Difference(&Input("hours_now"), &Input("hours_after")),
        Input("runs_per_month"),
        Sum(&[
            Input("compute_cost_per_hour"),
            Input("waiting_cost_per_hour"),
        ]),
    ]),
    example: Example {
        inputs: &[
            ("hours_now", 12.0),
            ("hours_after", 8.0),
            ("runs_per_month", 40.0),
            ("compute_cost_per_hour", 25.0),
            ("waiting_cost_per_hour", 15.0),
        ],
        per_month: 6_400.0,
        working: "4 h × 40 runs × 40 an hour",
    },
};
