//! Levers of quality and governance: decisions that are right, failures and penalties that do not come.

use super::build::{count, frequency, money, per_month, share, value};
use crate::lever::{Category, Example, LeverDefinition};
use outturn_core::units::Unit;
use outturn_expr::Formula::{Difference, Input, Number, Product, Quotient, Sum};

pub(super) static MODEL_ACCURACY: LeverDefinition = LeverDefinition {
    id: "model_accuracy",
    label: "More decisions are right",
    metrics: &["model_accuracy"],
    category: Category::RevenueProtected,
    inputs: &[
        share("accuracy_now", "Accuracy, now", 0.90)
            .near_one(0.001)
            .measured_by(&[value("model_accuracy", Unit::Ratio)]),
        share("accuracy_after", "Accuracy, after", 0.92)
            .near_one(0.001)
            .improved_from("accuracy_now", 1.0, 0.1),
        per_month(
            "decisions_per_month",
            "Decisions affected per month",
            10_000.0,
            1e6,
            100.0,
        )
        .measured_by(&[frequency("model_accuracy", Unit::Ratio)]),
        money(
            "value_per_decision",
            "Value of a right decision over a wrong one",
            1.0,
            500.0,
            0.5,
        ),
    ],
    formula: Product(&[
        Difference(&Input("accuracy_after"), &Input("accuracy_now")),
        Input("decisions_per_month"),
        Input("value_per_decision"),
    ]),
    example: Example {
        inputs: &[
            ("accuracy_now", 0.87),
            ("accuracy_after", 0.92),
            ("decisions_per_month", 10_000.0),
            ("value_per_decision", 30.0),
        ],
        per_month: 15_000.0,
        working: "92 instead of 87 right of 100: 500 more of 10,000 a month × 30",
    },
};

pub(super) static ROBUSTNESS: LeverDefinition = LeverDefinition {
    id: "robustness",
    label: "Unusual inputs fail less often",
    metrics: &["robustness_pass_rate"],
    category: Category::CostAvoided,
    inputs: &[
        // Not bound to the stress tests: their pass rate is not the probability that a real input fails.
        share(
            "failure_probability_now",
            "Probability of a failure per exposure, now",
            0.02,
        )
        .fine(0.001),
        share(
            "failure_probability_after",
            "Probability of a failure per exposure, after",
            0.01,
        )
        .fine(0.001)
        .improved_from("failure_probability_now", 0.0, 0.25),
        per_month(
            "exposures_per_month",
            "Unusual inputs per month",
            100.0,
            10_000.0,
            10.0,
        ),
        money(
            "loss_per_failure",
            "Loss per failure",
            1_000.0,
            100_000.0,
            100.0,
        ),
    ],
    formula: Product(&[
        Difference(
            &Input("failure_probability_now"),
            &Input("failure_probability_after"),
        ),
        Input("exposures_per_month"),
        Input("loss_per_failure"),
    ]),
    example: Example {
        inputs: &[
            ("failure_probability_now", 0.03),
            ("failure_probability_after", 0.01),
            ("exposures_per_month", 500.0),
            ("loss_per_failure", 800.0),
        ],
        per_month: 8_000.0,
        working: "10 failures a month less × 800",
    },
};

pub(super) static DRIFT_DETECTION_RATE: LeverDefinition = LeverDefinition {
    id: "drift_detection_rate",
    label: "Drift is caught before it hurts",
    metrics: &["drift_detection_rate"],
    category: Category::RevenueProtected,
    inputs: &[
        per_month(
            "shifts_per_month",
            "Shifts of the data per month",
            2.0,
            50.0,
            0.5,
        )
        .measured_by(&[frequency("drift_detection_rate", Unit::Ratio)]),
        share("caught_now", "Share caught early, now", 0.5)
            .measured_by(&[value("drift_detection_rate", Unit::Ratio)]),
        share("caught_after", "Share caught early, after", 0.8).improved_from(
            "caught_now",
            1.0,
            0.25,
        ),
        money(
            "loss_per_late_shift",
            "Loss per shift noticed late",
            10_000.0,
            500_000.0,
            500.0,
        ),
    ],
    formula: Product(&[
        Input("shifts_per_month"),
        Difference(&Input("caught_after"), &Input("caught_now")),
        Input("loss_per_late_shift"),
    ]),
    example: Example {
        inputs: &[
            ("shifts_per_month", 2.0),
            ("caught_now", 0.5),
            ("caught_after", 0.9),
            ("loss_per_late_shift", 25_000.0),
        ],
        per_month: 20_000.0,
        working: "0.8 late shifts a month less × 25,000",
    },
};

pub(super) static GOVERNANCE_COMPLIANCE_RATE: LeverDefinition = LeverDefinition {
    id: "governance_compliance_rate",
    label: "Fewer models are out of compliance",
    metrics: &["governance_compliance_rate"],
    category: Category::CostAvoided,
    inputs: &[
        count("models_in_production", "Models in production", 20.0, 500.0),
        share("compliant_now", "Models in compliance, now", 0.8)
            .near_one(0.01)
            .measured_by(&[value("governance_compliance_rate", Unit::Ratio)]),
        share("compliant_after", "Models in compliance, after", 0.9)
            .near_one(0.01)
            .improved_from("compliant_now", 1.0, 0.5),
        money(
            "penalty_per_year",
            "Expected penalty per model out of compliance, a year",
            5_000.0,
            500_000.0,
            500.0,
        ),
        money(
            "delay_per_year",
            "Expected cost of delays per model out of compliance, a year",
            0.0,
            500_000.0,
            500.0,
        ),
    ],
    formula: Quotient(
        &Product(&[
            Input("models_in_production"),
            Difference(&Input("compliant_after"), &Input("compliant_now")),
            Sum(&[Input("penalty_per_year"), Input("delay_per_year")]),
        ]),
        &Number(12.0),
    ),
    example: Example {
        inputs: &[
            ("models_in_production", 40.0),
            ("compliant_now", 0.7),
            ("compliant_after", 0.95),
            ("penalty_per_year", 9_000.0),
            ("delay_per_year", 3_000.0),
        ],
        per_month: 10_000.0,
        working: "10 models more in compliance × 12,000 a year ÷ 12",
    },
};
