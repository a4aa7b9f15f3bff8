//! Who uses the platform, and how do people fare?

use crate::{
    Additivity, Bucket, Definition, Direction, Example, ExampleTable, Kind, Target, Thresholds,
    Unchanged,
};
use outturn_core::calendar::Grain;
use outturn_core::table::TableKind::{Platform, Surveys, TimeLogs};
use outturn_core::units::Unit;
use outturn_expr::{Events, Row, Test, Value};

/// Answers to one kind of survey.
const fn answers(kind: &'static Test) -> Events {
    Events::of(Surveys, "answers").only(kind)
}

const NPS: Test = Test::Is {
    column: "kind",
    word: "nps",
};
const CSAT: Test = Test::Is {
    column: "kind",
    word: "csat",
};
const EFFORT: Test = Test::Is {
    column: "kind",
    word: "effort",
};

/// One for a promoter, minus one for a detractor, nothing for anybody else who answered.
const PROMOTES: Row = Row::Minus(
    &Row::Flag(&Test::Within {
        of: &Row::Column("score"),
        from: 9.0,
        to: 10.0,
    }),
    &Row::Flag(&Test::Within {
        of: &Row::Column("score"),
        from: 0.0,
        to: 6.0,
    }),
);

/// The mean score of the answers of a kind, on a scale of one to five.
const fn mean_score(kind: &'static Test) -> Value {
    Value::Mean {
        of: Row::Column("score"),
        events: answers(kind),
        total: ("sum of scores", Unit::Points),
        counted: "answers",
    }
}

/// The sum of a count that the platform reports, over the periods for which another one is reported too.
const fn reported(column: &'static str, with: &'static Test) -> Value {
    Value::Sum {
        of: Row::Column(column),
        events: Events::of(Platform, "periods").only(with),
    }
}

/// The share of the hours that a test says yes of.
const fn share_of_hours(test: &'static Test, called: &'static str) -> Value {
    Value::Mean {
        of: Row::Flag(test),
        events: Events::of(TimeLogs, "hours").weighted(&Row::NotNegative(&Row::Column("hours"))),
        total: (called, Unit::Number),
        counted: "hours",
    }
}

/// Work on models, by the usual names of the category.
const DEVELOPMENT: Test = Test::OneOf {
    column: "category",
    means: "work on models",
    words: &[
        "model development",
        "model dev",
        "development",
        "modelling",
        "modeling",
        "model building",
        "experimentation",
        "experiments",
        "feature engineering",
        "research",
        "value-added",
        "value added",
    ],
};

/// Repetitive work, by the usual names of the category.
const TOIL: Test = Test::OneOf {
    column: "category",
    means: "repetitive work",
    words: &["toil", "repetitive", "repetitive work", "manual work"],
};

const COUNTS: &[ExampleTable] = &[ExampleTable {
    kind: Platform,
    csv: "period,active_users,ml_team,models_production,models_on_platform,features_served,features_from_store,\
          experiments,experiments_logged,tickets,leavers,headcount\n\
          2026-01-01,10,20,8,4,200,120,40,38,12,0,20\n2026-02-01,15,20,8,5,200,150,60,60,9,1,20\n\
          2026-03-01,20,20,10,8,400,330,100,92,6,0,20\n",
}];

const HOURS: &[ExampleTable] = &[ExampleTable {
    kind: TimeLogs,
    csv: "date,category,hours,repetitive\n2026-03-02,Model development,24,false\n2026-03-02,Toil,6,true\n\
          2026-03-03,Meetings,8,false\n2026-03-03,Labelling,2,true\n",
}];

const BASE: Definition = Definition {
    id: "",
    label: "",
    meaning: "",
    unit: Unit::Points,
    good: Direction::Up,
    target: Target::Fixed(Thresholds {
        met: 4.0,
        missed: 3.0,
    }),
    kind: Kind::Leading,
    bucket: Bucket::Platform,
    source: "",
    table: Surveys,
    also_by: &[],
    value: mean_score(&CSAT),
    additivity: Additivity::Answers,
    least_n: 30,
    unchanged: Unchanged::Welch,
    events: None,
    also: &[],
    example: Example {
        tables: &[],
        value: 0.0,
        why: "",
    },
};

/// A share of what the platform reports.
const SHARE: Definition = Definition {
    unit: Unit::Ratio,
    source: "The platform's own counts",
    table: Platform,
    additivity: Additivity::Ratio,
    least_n: 20,
    unchanged: Unchanged::Newcombe,
    ..BASE
};

/// A share of the hours logged.
const LOGGED: Definition = Definition {
    table: TimeLogs,
    ..SHARE
};

const fn fixed(met: f64, missed: f64) -> Target {
    Target::Fixed(Thresholds { met, missed })
}

const ANSWERS: &[ExampleTable] = &[ExampleTable {
    kind: Surveys,
    csv: "date,kind,score\n2026-03-02,nps,10\n2026-03-02,nps,9\n2026-03-03,nps,8\n2026-03-03,nps,4\n\
          2026-03-02,csat,5\n2026-03-03,csat,4\n2026-03-03,csat,3\n2026-03-02,effort,2\n2026-03-03,effort,5\n",
}];

/// The metrics of this bucket.
pub const METRICS: &[Definition] = &[
    Definition {
        id: "active_users_rate",
        label: "Active users",
        meaning: "Share of the team that uses the platform in the week.",
        target: fixed(0.80, 0.50),
        value: Value::Over(
            &Value::Named(
                "active users",
                Unit::Count,
                &reported("active_users", &Test::Present("ml_team")),
            ),
            &Value::Named(
                "people in the team",
                Unit::Count,
                &reported("ml_team", &Test::Present("active_users")),
            ),
        ),
        example: Example {
            tables: COUNTS,
            value: 0.75,
            why: "45 of 60, over three periods",
        },
        ..SHARE
    },
    Definition {
        id: "feature_store_usage",
        label: "Feature store usage",
        meaning: "Share of served features that come from the store.",
        target: fixed(0.70, 0.0),
        value: Value::Over(
            &Value::Named(
                "features from the store",
                Unit::Count,
                &reported("features_from_store", &Test::Present("features_served")),
            ),
            &Value::Named(
                "features served",
                Unit::Count,
                &reported("features_served", &Test::Present("features_from_store")),
            ),
        ),
        example: Example {
            tables: COUNTS,
            value: 0.75,
            why: "600 of 800",
        },
        ..SHARE
    },
    Definition {
        id: "experiment_tracking",
        label: "Experiment tracking",
        meaning: "Share of experiments that are logged.",
        target: fixed(0.95, 0.0),
        value: Value::Over(
            &Value::Named(
                "experiments logged",
                Unit::Count,
                &reported("experiments_logged", &Test::Present("experiments")),
            ),
            &Value::Named(
                "experiments",
                Unit::Count,
                &reported("experiments", &Test::Present("experiments_logged")),
            ),
        ),
        example: Example {
            tables: COUNTS,
            value: 0.95,
            why: "190 of 200",
        },
        ..SHARE
    },
    Definition {
        id: "value_added_time",
        label: "Value-added time",
        meaning: "Share of hours spent on model development.",
        target: fixed(0.60, 0.30),
        source: "Time logs, by category",
        value: share_of_hours(&DEVELOPMENT, "hours on models"),
        example: Example {
            tables: HOURS,
            value: 0.6,
            why: "24 of 40 hours",
        },
        ..LOGGED
    },
    Definition {
        id: "toil_ratio",
        label: "Toil ratio",
        meaning: "Share of hours spent on repetitive work.",
        good: Direction::Down,
        target: fixed(0.10, 0.40),
        source: "SRE practice: toil",
        value: Value::Either(&[
            share_of_hours(&Test::Holds("repetitive"), "hours of repetitive work"),
            share_of_hours(&TOIL, "hours of repetitive work"),
        ]),
        example: Example {
            tables: HOURS,
            value: 0.2,
            why: "8 of 40 hours",
        },
        ..LOGGED
    },
    Definition {
        id: "support_tickets",
        label: "Support tickets",
        meaning: "Requests for help with the platform.",
        unit: Unit::Count,
        good: Direction::Down,
        target: Target::Trend,
        value: Value::Sum {
            of: Row::Column("tickets"),
            events: Events::of(Platform, "periods"),
        },
        additivity: Additivity::Sum,
        least_n: 0,
        unchanged: Unchanged::Poisson,
        example: Example {
            tables: COUNTS,
            value: 27.0,
            why: "12 + 9 + 6",
        },
        ..SHARE
    },
    Definition {
        id: "attrition_rate",
        label: "Attrition",
        meaning: "People who left the team ÷ its headcount, brought to a year.",
        good: Direction::Down,
        target: fixed(0.10, 0.20),
        value: Value::Over(
            &Value::Times(
                &Value::Named(
                    "people who left",
                    Unit::Count,
                    &reported("leavers", &Test::Present("headcount")),
                ),
                &Value::Number(12.0),
            ),
            &Value::Times(
                &Value::Named(
                    "people, on average",
                    Unit::Count,
                    &Value::Mean {
                        of: Row::Column("headcount"),
                        events: Events::of(Platform, "periods").only(&Test::Present("leavers")),
                        total: ("people", Unit::Count),
                        counted: "periods",
                    },
                ),
                &Value::Named(
                    "months",
                    Unit::Number,
                    &Value::Periods {
                        of: Row::Column("leavers"),
                        events: Events::of(Platform, "periods"),
                        grain: Grain::Month,
                    },
                ),
            ),
        ),
        additivity: Additivity::Annualised,
        unchanged: Unchanged::LastDigit,
        example: Example {
            tables: COUNTS,
            value: 0.2,
            why: "1 of 20 in three months: a fifth in a year",
        },
        ..SHARE
    },
    Definition {
        id: "nps",
        label: "Net promoter score",
        meaning: "Share of promoters (9 or 10) less the share of detractors (0 to 6), times a hundred.",
        target: Target::Fixed(Thresholds {
            met: 40.0,
            missed: 0.0,
        }),
        source: "Reichheld (2003), The one number you need to grow",
        value: Value::Times(
            &Value::Mean {
                of: PROMOTES,
                events: answers(&NPS),
                total: ("promoters less detractors", Unit::Count),
                counted: "answers",
            },
            &Value::Number(100.0),
        ),
        example: Example {
            tables: ANSWERS,
            value: 25.0,
            why: "2 promoters and 1 detractor of 4",
        },
        ..BASE
    },
    Definition {
        id: "csat",
        label: "Satisfaction",
        meaning: "Mean satisfaction, on a scale of one to five.",
        source: "Customer satisfaction surveys; the mean of the answers",
        example: Example {
            tables: ANSWERS,
            value: 4.0,
            why: "(5 + 4 + 3) ÷ 3",
        },
        ..BASE
    },
    Definition {
        id: "effort_score",
        label: "Ease of use",
        meaning: "Mean ease of use, on a scale of one to five.",
        source: "Dixon, Freeman and Toman (2010), customer effort score",
        value: mean_score(&EFFORT),
        example: Example {
            tables: ANSWERS,
            value: 3.5,
            why: "(2 + 5) ÷ 2",
        },
        ..BASE
    },
];
