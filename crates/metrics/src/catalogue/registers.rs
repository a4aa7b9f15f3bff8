//! What registers say: of models, controls, stress tests and the tools of workflows, as they stand at the end of a period.

use crate::custom::{MOST_TOOLS, TOOLS};
use crate::{
    Additivity, Bucket, Definition, Direction, Example, ExampleTable, Kind, SecondaryStatistic,
    Target, Thresholds, Unchanged,
};
use outturn_core::table::TableKind::{Controls, Models, Platform, StressTests, WorkflowTools};
use outturn_core::units::{SECONDS_PER_DAY, Unit};
use outturn_expr::{Events, Row, Test, Value};

const MODELS: Events = Events::of(Models, "models");
/// Models that serve; of a register that does not say which do, all.
const IN_PRODUCTION: Events =
    Events::of(Models, "production models").only(&Test::HoldsIfKnown("in_production"));
/// Models with which much can go wrong, by the usual names of the tier.
const HIGH_RISK: Events = Events::of(Models, "high-risk models").only(&Test::OneOf {
    column: "risk_tier",
    means: "high",
    words: &[
        "high",
        "high risk",
        "high-risk",
        "very high",
        "critical",
        "severe",
        "tier 1",
    ],
});
/// Models of which it is known whether they are fair, private and explained.
const EVALUATED: Events = Events::of(Models, "models evaluated").only(&Test::All(&[
    Test::Present("fairness"),
    Test::Present("privacy"),
    Test::Present("explainability"),
]));

/// Whether a model passes every item of the checklist that the register has.
const COMPLIANT: Test = Test::Not(&Test::Evidence(&[
    Test::Not(&Test::Holds("model_card")),
    Test::Not(&Test::Holds("approved")),
    Test::Not(&Test::Holds("explainability")),
    Test::Not(&Test::Holds("fairness")),
    Test::Not(&Test::Holds("privacy")),
    Test::Not(&Test::Holds("monitored")),
    Test::Not(&Test::Holds("lineage")),
]));

const RESPONSIBLE: Test = Test::All(&[
    Test::Holds("fairness"),
    Test::Holds("privacy"),
    Test::Holds("explainability"),
]);

/// The share of some models that a test says yes of.
const fn share(events: Events, test: &'static Test, called: &'static str) -> Value {
    Value::Mean {
        of: Row::Flag(test),
        counted: events.noun,
        events,
        total: (called, Unit::Count),
    }
}

/// Accuracy lost under stress.
const LOST: Row = Row::Minus(&Row::Column("baseline_accuracy"), &Row::Column("accuracy"));
/// The same as a share of the accuracy without.
const DROP: Row = Row::Over(&LOST, &Row::Column("baseline_accuracy"));
const TESTS: Events = Events::of(StressTests, "stress tests");
const HELD: Test = Test::AtMost {
    of: &LOST,
    most: &Row::Column("tolerance"),
};

const fn quantile(of: Row, events: Events, q: f64) -> Value {
    Value::Quantile {
        of,
        counted: events.noun,
        events,
        q,
        together: &[0.5, 1.0],
    }
}

const AGE: Row = Row::Age {
    since: "last_retrained_at",
    on: "as_of",
};
const OLDEST: Value = quantile(AGE, IN_PRODUCTION, 1.0);
const MIDDLE_AGE: Value = quantile(AGE, IN_PRODUCTION, 0.5);
const LAG: Row = Row::Age {
    since: "data_as_of",
    on: "last_retrained_at",
};
const MIDDLE_LAG: Value = quantile(LAG, IN_PRODUCTION, 0.5);
const LONGEST_LAG: Value = quantile(LAG, IN_PRODUCTION, 1.0);
const LARGEST_DROP: Value = quantile(DROP, TESTS, 1.0);
const MIDDLE_DROP: Value = quantile(DROP, TESTS, 0.5);

const fn reported(column: &'static str, with: &'static Test) -> Value {
    Value::Sum {
        of: Row::Column(column),
        events: Events::of(Platform, "periods").only(with),
    }
}

/// The same by the platform's own counts, of which the last ones stand.
const COUNTED_ON_PLATFORM: Value = Value::Over(
    &Value::Named(
        "models on the platform",
        Unit::Count,
        &reported("models_on_platform", &Test::Present("models_production")),
    ),
    &Value::Named(
        "production models",
        Unit::Count,
        &reported("models_production", &Test::Present("models_on_platform")),
    ),
);
const LISTED_ON_PLATFORM: Value = share(
    IN_PRODUCTION,
    &Test::Holds("on_platform"),
    "on the platform",
);

const REGISTER: &[ExampleTable] = &[ExampleTable {
    kind: Models,
    csv: "model,as_of,risk_tier,in_production,on_platform,model_card,approved,explainability,fairness,privacy,monitored,lineage,\
          last_retrained_at,data_as_of\n\
          churn,2026-03-31,high,true,true,true,true,true,true,true,true,true,2026-03-11,2026-03-10\n\
          fraud,2026-03-31,high,true,true,true,true,false,true,true,false,true,2026-01-30,2026-01-27\n\
          price,2026-03-31,low,true,true,true,false,true,true,true,true,false,2026-03-21,2026-03-19\n\
          route,2026-03-31,low,true,false,true,true,true,true,true,true,true,2026-03-01,2026-02-27\n\
          trial,2026-03-31,low,false,false,false,true,true,true,true,false,true,2025-01-01,2024-12-01\n",
}];

/// How a register stands.
const BASE: Definition = Definition {
    id: "",
    label: "",
    meaning: "",
    unit: Unit::Ratio,
    good: Direction::Up,
    target: Target::Trend,
    kind: Kind::Leading,
    bucket: Bucket::Governance,
    source: "The register of models",
    table: Models,
    also_by: &[],
    value: Value::Standing(
        Models,
        &share(MODELS, &Test::Holds("model_card"), "with a model card"),
    ),
    additivity: Additivity::Latest,
    least_n: 0,
    unchanged: Unchanged::LastDigit,
    events: None,
    also: &[],
    example: Example {
        tables: REGISTER,
        value: 0.0,
        why: "",
    },
};

const fn fixed(met: f64, missed: f64) -> Target {
    Target::Fixed(Thresholds { met, missed })
}

/// Met from here on, and never missed: no share is below zero.
const fn at_least(met: f64) -> Target {
    fixed(met, 0.0)
}

const fn example(value: f64, why: &'static str) -> Example {
    Example {
        tables: REGISTER,
        value,
        why,
    }
}

/// Is it under control?
pub const GOVERNANCE: &[Definition] = &[
    Definition {
        id: "governance_compliance_rate",
        label: "Governance compliance",
        meaning: "Share of production models that pass every item of the checklist: model card, approval, explainability, fairness, \
                  privacy, monitoring, lineage, as far as the register has them.",
        target: at_least(1.0),
        value: Value::Standing(Models, &share(IN_PRODUCTION, &COMPLIANT, "compliant")),
        example: example(
            0.5,
            "churn and route of four in production; fraud lacks two items, price two",
        ),
        ..BASE
    },
    Definition {
        id: "responsible_ai_score",
        label: "Responsible AI score",
        meaning: "Share of evaluated models that pass fairness, privacy and explainability.",
        target: at_least(1.0),
        value: Value::Standing(Models, &share(EVALUATED, &RESPONSIBLE, "passed")),
        example: example(0.8, "four of five; fraud is not explained"),
        ..BASE
    },
    Definition {
        id: "compliance_automation_coverage",
        label: "Compliance automation",
        meaning: "Share of required controls that are enforced automatically.",
        source: "The register of controls",
        table: Controls,
        value: Value::Standing(
            Controls,
            &Value::Mean {
                of: Row::Flag(&Test::Holds("automated")),
                events: Events::of(Controls, "required controls")
                    .only(&Test::HoldsIfKnown("required")),
                total: ("automated", Unit::Count),
                counted: "required controls",
            },
        ),
        example: Example {
            tables: &[ExampleTable {
                kind: Controls,
                csv: "control,as_of,required,automated\npii scan,2026-03-31,true,true\naccess,2026-03-31,true,true\n\
                      lineage,2026-03-31,true,false\nlogging,2026-03-31,true,true\nwatermark,2026-03-31,false,false\n",
            }],
            value: 0.75,
            why: "three of four that are required",
        },
        ..BASE
    },
    Definition {
        id: "documentation_rate",
        label: "Documentation",
        meaning: "Share of models with a model card.",
        target: fixed(1.0, 0.80),
        source: "Mitchell et al. (2019), Model Cards for Model Reporting",
        example: example(0.8, "four of five"),
        ..BASE
    },
    Definition {
        id: "approval_compliance",
        label: "Approval compliance",
        meaning: "Share of models that went through approval.",
        target: fixed(1.0, 0.90),
        value: Value::Standing(Models, &share(MODELS, &Test::Holds("approved"), "approved")),
        example: example(0.8, "four of five"),
        ..BASE
    },
    Definition {
        id: "high_risk_coverage",
        label: "High-risk coverage",
        meaning: "Share of high-risk models that are monitored.",
        target: fixed(1.0, 0.80),
        value: Value::Standing(
            Models,
            &share(HIGH_RISK, &Test::Holds("monitored"), "monitored"),
        ),
        example: example(0.5, "churn is monitored, fraud is not"),
        ..BASE
    },
    Definition {
        id: "data_lineage_rate",
        label: "Data lineage",
        meaning: "Share of models of which it is known where their data comes from; of features where a series says it of them.",
        target: fixed(1.0, 0.70),
        value: Value::Standing(
            Models,
            &share(MODELS, &Test::Holds("lineage"), "with lineage"),
        ),
        example: example(0.8, "four of five"),
        ..BASE
    },
];

/// Is it right?
pub const QUALITY: &[Definition] = &[
    Definition {
        id: "robustness_pass_rate",
        label: "Robustness pass rate",
        meaning: "Share of stress tests (noise, skew, adversarial) in which no more accuracy was lost than is tolerated.",
        target: Target::None,
        bucket: Bucket::Quality,
        source: "Stress tests; the tolerance is that of the file",
        table: StressTests,
        value: Value::Standing(StressTests, &share(TESTS, &HELD, "within their tolerance")),
        example: Example {
            tables: STRESSED,
            value: 0.75,
            why: "0.05, 0.02 and 0.09 lost of 0.05, 0.05 and 0.10 tolerated; 0.18 of 0.10 is too much",
        },
        ..BASE
    },
    Definition {
        id: "robustness_drop",
        label: "Robustness drop",
        meaning: "Accuracy lost under stress, as a share of the accuracy without: the worst test.",
        good: Direction::Down,
        target: Target::None,
        bucket: Bucket::Quality,
        source: "Stress tests",
        table: StressTests,
        value: Value::Standing(StressTests, &LARGEST_DROP),
        also: &[SecondaryStatistic {
            label: "median",
            unit: Unit::Ratio,
            value: Value::Standing(StressTests, &MIDDLE_DROP),
        }],
        example: Example {
            tables: STRESSED,
            value: 0.2,
            why: "0.18 lost of 0.90",
        },
        ..BASE
    },
    Definition {
        id: "model_age",
        label: "Model age",
        meaning: "Time since a production model was last retrained: the oldest of them.",
        unit: Unit::Seconds,
        good: Direction::Down,
        target: fixed(30.0 * SECONDS_PER_DAY, 90.0 * SECONDS_PER_DAY),
        bucket: Bucket::Quality,
        also_by: &["model"],
        value: Value::Standing(Models, &OLDEST),
        also: &[SecondaryStatistic {
            label: "median",
            unit: Unit::Seconds,
            value: Value::Standing(Models, &MIDDLE_AGE),
        }],
        example: example(
            60.0 * SECONDS_PER_DAY,
            "fraud, retrained on 30 January; trial is not in production",
        ),
        ..BASE
    },
    Definition {
        id: "training_data_lag",
        label: "Training data lag",
        meaning: "Time between the newest data a production model learned from and its training: the middle one.",
        unit: Unit::Seconds,
        good: Direction::Down,
        target: fixed(SECONDS_PER_DAY, 7.0 * SECONDS_PER_DAY),
        bucket: Bucket::Quality,
        also_by: &["model"],
        value: Value::Standing(Models, &MIDDLE_LAG),
        also: &[SecondaryStatistic {
            label: "longest",
            unit: Unit::Seconds,
            value: Value::Standing(Models, &LONGEST_LAG),
        }],
        example: example(2.0 * SECONDS_PER_DAY, "1, 3, 2 and 2 days"),
        ..BASE
    },
];

const STRESSED: &[ExampleTable] = &[ExampleTable {
    kind: StressTests,
    csv: "model,test,noise,as_of,baseline_accuracy,accuracy,tolerance\nchurn,noise,0.1,2026-03-31,0.90,0.85,0.05\n\
          churn,skew,,2026-03-31,0.90,0.88,0.05\nchurn,adversarial,,2026-03-31,0.90,0.72,0.10\n\
          fraud,noise,0.1,2026-03-31,0.95,0.86,0.10\n",
}];

/// Do data and systems hang together?
pub const SYSTEMS: &[Definition] = &[Definition {
    id: "fragmented_systems_index",
    label: "Fragmented systems",
    meaning: "Distinct tools that a workflow touches from trigger to reporting: the mean of the workflows.",
    unit: Unit::Count,
    good: Direction::Down,
    bucket: Bucket::Systems,
    source: "The list of tools by workflow",
    table: WorkflowTools,
    value: Value::Standing(WorkflowTools, &Value::Custom(&TOOLS)),
    also: &[SecondaryStatistic {
        label: "most",
        unit: Unit::Count,
        value: Value::Standing(WorkflowTools, &Value::Custom(&MOST_TOOLS)),
    }],
    example: Example {
        tables: &[ExampleTable {
            kind: WorkflowTools,
            csv: "workflow,tool,as_of\nrefunds,Zendesk,2026-03-31\nrefunds,Excel,2026-03-31\nrefunds,SAP,2026-03-31\n\
                  refunds,Excel,2026-03-31\nleads,Salesforce,2026-03-31\n",
        }],
        value: 2.0,
        why: "three for refunds, Excel but once, and one for leads",
    },
    ..BASE
}];

/// Who uses the platform?
pub const PLATFORM: &[Definition] = &[
    Definition {
        id: "models_on_platform",
        label: "Models on the platform",
        meaning: "Share of production models that are on the platform.",
        target: fixed(0.90, 0.50),
        bucket: Bucket::Platform,
        source: "The register of models, or the platform's own counts",
        value: Value::Either(&[
            Value::Standing(Models, &LISTED_ON_PLATFORM),
            Value::Standing(Platform, &COUNTED_ON_PLATFORM),
        ]),
        example: example(0.75, "three of four in production"),
        ..BASE
    },
    Definition {
        id: "total_models",
        label: "Models",
        meaning: "Models that exist, used or not.",
        unit: Unit::Count,
        good: Direction::Unset,
        target: Target::None,
        bucket: Bucket::Platform,
        value: Value::Standing(
            Models,
            &Value::Distinct {
                column: "model",
                events: MODELS,
            },
        ),
        example: example(5.0, "five, one of them not in production"),
        ..BASE
    },
];
