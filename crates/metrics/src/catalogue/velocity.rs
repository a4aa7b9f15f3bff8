//! How fast does change reach production, and how much is served?

use crate::custom::{BUSIEST_MINUTE, WITHOUT_HELP};
use crate::events::{
    CASES, DEPLOYMENTS, REQUESTS, SERVED, SUCCESSFUL_DEPLOYMENTS, UNHARMED_RELEASES, VOLUME,
};
use crate::{
    Additivity, Bucket, Definition, Direction, Example, ExampleTable, Kind, SecondaryStatistic,
    Target, Thresholds, Unchanged,
};
use outturn_core::table::TableKind;
use outturn_core::table::TableKind::{
    Cases, Deployments, Gpu, Initiatives, Platform, Predictions, TrainingRuns, Volumes,
    WorkflowRuns,
};
use outturn_core::units::{Per, SECONDS_PER_DAY, Unit};
use outturn_expr::{Elapsed, Events, Row, Test, Value, Vocabulary};

const APPROVED_TO_FINISHED: Row = Row::Seconds {
    from: "approved_at",
    to: "finished_at",
};

/// Weeks of the days of the period that a table covers.
const fn weeks(table: TableKind) -> Value {
    Value::Elapsed {
        which: Elapsed::Covered(table),
        per: Per::Week,
    }
}

/// So many in a week of the days of the period that the deployments cover.
const fn per_week(count: &'static Value) -> Value {
    const WEEKS: Value = weeks(Deployments);
    Value::Over(count, &Value::Named("weeks", Unit::Count, &WEEKS))
}

/// Seconds of the days that a table covers.
const fn covered(table: TableKind) -> Value {
    Value::Elapsed {
        which: Elapsed::Covered(table),
        per: Per::Second,
    }
}

const fn duration(q: f64) -> Value {
    Value::Quantile {
        of: APPROVED_TO_FINISHED,
        events: Events::of(Deployments, "deployments"),
        q,
        together: &[0.5, 0.9],
        counted: "deployments counted",
    }
}

/// Of a table whose rows have two times: how long it took, when it was over.
const fn took(
    table: TableKind,
    noun: &'static str,
    (from, to): (&'static str, &'static str),
) -> (Row, Events) {
    let events = Events {
        at: Some(to),
        ..Events::of(table, noun)
    };
    (Row::Seconds { from, to }, events)
}

const fn mean((of, events): (Row, Events)) -> Value {
    Value::Mean {
        of,
        events,
        total: ("total time", Unit::Seconds),
        counted: "rows counted",
    }
}

const fn middle((of, events): (Row, Events)) -> Value {
    Value::Quantile {
        of,
        events,
        q: 0.5,
        together: &[0.5, 0.9],
        counted: "rows counted",
    }
}

const TRAINED: (Row, Events) = took(TrainingRuns, "training runs", ("started_at", "finished_at"));
const PRODUCED: (Row, Events) = took(Initiatives, "initiatives", ("concept_at", "production_at"));
const PAID_OFF: (Row, Events) = took(Initiatives, "initiatives", ("concept_at", "first_value_at"));
const DEPLOYED_SAFELY: (Row, Events) = (APPROVED_TO_FINISHED, UNHARMED_RELEASES);

/// Training runs by when they began.
const RUNS: Events = Events::of(TrainingRuns, "training runs");
/// Periods that the platform reports on.
const REPORTED: Events = Events::of(Platform, "periods");

/// Experiments a head and week, by the platform's own counts; or else by the runs that were logged, over the people who ran them.
const EXPERIMENTS: Value = Value::Either(&[
    Value::Over(
        &Value::Named(
            "experiments",
            Unit::Count,
            &Value::Sum {
                of: Row::Column("experiments"),
                events: REPORTED,
            },
        ),
        &Value::Times(
            &Value::Named(
                "people in the team",
                Unit::Number,
                &Value::Mean {
                    of: Row::Column("ml_team"),
                    events: REPORTED,
                    total: ("people", Unit::Count),
                    counted: "periods",
                },
            ),
            &Value::Named("weeks", Unit::Count, &weeks(Platform)),
        ),
    ),
    Value::Over(
        &Value::Named("experiments", Unit::Count, &distinct("experiment")),
        &Value::Times(
            &Value::Named("people who ran them", Unit::Count, &distinct("user")),
            &Value::Named("weeks", Unit::Count, &weeks(TrainingRuns)),
        ),
    ),
]);

/// How many different texts the training runs of a period have in a column.
const fn distinct(column: &'static str) -> Value {
    Value::Distinct {
        column,
        events: RUNS,
    }
}

/// Whether a run, or a step of one, ended without a person having to step in.
const UNAIDED: Test = Test::All(&[
    Test::Present("finished_at"),
    Test::Not(&Test::Holds("rescued")),
]);
/// Runs of workflows from end to end of which that can be said.
const WORKFLOWS: Value = Value::Distinct {
    column: "run_id",
    events: Events::of(WorkflowRuns, "runs").only(&Test::Any(&[UNAIDED, Test::Not(&UNAIDED)])),
};

/// Pilots by when they began, of which it is known how they ended.
const PILOTS: Events = Events {
    at: Some("pilot_at"),
    ..Events::of(Initiatives, "pilots")
};

const BASE: Definition = Definition {
    id: "",
    label: "",
    meaning: "",
    unit: Unit::PerWeek,
    good: Direction::Up,
    target: Target::Trend,
    kind: Kind::Leading,
    bucket: Bucket::Velocity,
    source: "",
    table: Deployments,
    also_by: &[],
    value: per_week(&Value::Named(
        "deployments",
        Unit::Count,
        &Value::Count(DEPLOYMENTS),
    )),
    additivity: Additivity::Rate(Per::Week),
    least_n: 0,
    unchanged: Unchanged::Poisson,
    events: Some(Value::Count(DEPLOYMENTS)),
    also: &[],
    example: Example {
        tables: &[],
        value: 0.0,
        why: "",
    },
};

const INITIATIVES: &[ExampleTable] = &[ExampleTable {
    kind: Initiatives,
    csv: "name,concept_at,pilot_at,production_at,first_value_at,status\n\
          a,2026-01-01,2026-01-05,2026-01-21,2026-02-10,production\nb,2026-01-01,2026-01-06,2026-01-31,2026-03-02,production\n\
          c,2026-01-02,2026-01-07,,,stopped\nd,2026-01-03,2026-01-08,,,pilot\n",
}];

const TRAINING: &[ExampleTable] = &[ExampleTable {
    kind: TrainingRuns,
    csv: "id,experiment,user,started_at,finished_at,cost\n\
          t1,depth,ana,2026-03-02T10:00:00Z,2026-03-02T11:00:00Z,4\nt2,depth,ben,2026-03-05T10:00:00Z,2026-03-05T12:00:00Z,8\n\
          t3,rate,ben,2026-03-08T10:00:00Z,,\n",
}];

const fn fixed(met: f64, missed: f64) -> Target {
    Target::Fixed(Thresholds { met, missed })
}

/// The metrics of this bucket.
pub const METRICS: &[Definition] = &[
    Definition {
        id: "deployment_frequency",
        label: "Deployment frequency",
        meaning: "Deployments to production per week.",
        source: "DORA: deployment frequency",
        also: &[SecondaryStatistic {
            label: "successful only",
            unit: Unit::PerWeek,
            value: per_week(&Value::Named(
                "deployments",
                Unit::Count,
                &Value::Count(SUCCESSFUL_DEPLOYMENTS),
            )),
        }],
        example: Example {
            tables: &[ExampleTable {
                kind: Deployments,
                csv: "id,environment,finished_at\nd1,production,2026-03-02T10:00:00Z\nd2,production,2026-03-08T10:00:00Z\nd3,staging,2026-03-03T10:00:00Z\n",
            }],
            value: 2.0,
            why: "two to production in the one week from 2 to 8 March",
        },
        ..BASE
    },
    Definition {
        id: "deployment_duration",
        label: "Deployment duration",
        meaning: "Time from approval to production, of the middle deployment.",
        unit: Unit::Seconds,
        good: Direction::Down,
        source: "DORA: lead time for changes, from approval on",
        value: duration(0.5),
        additivity: Additivity::Duration,
        least_n: 5,
        unchanged: Unchanged::Ranks,
        also: &[
            SecondaryStatistic {
                label: "p90",
                unit: Unit::Seconds,
                value: duration(0.9),
            },
            SecondaryStatistic {
                label: "mean",
                unit: Unit::Seconds,
                value: Value::Mean {
                    of: APPROVED_TO_FINISHED,
                    events: Events::of(Deployments, "deployments"),
                    total: ("total time", Unit::Seconds),
                    counted: "deployments counted",
                },
            },
        ],
        example: Example {
            tables: &[ExampleTable {
                kind: Deployments,
                csv: "id,approved_at,finished_at\nd1,2026-03-02T08:00:00Z,2026-03-02T10:00:00Z\n\
                      d2,2026-03-03T08:00:00Z,2026-03-03T14:00:00Z\nd3,2026-03-01T08:00:00Z,2026-03-04T08:00:00Z\n",
            }],
            value: 21_600.0,
            why: "2, 6 and 72 h: the middle one is 6 h",
        },
        ..BASE
    },
    Definition {
        id: "time_to_deploy_safe_change",
        label: "Time to deploy a safe change",
        meaning: "Time from an approved change to production, of the middle one of those that neither failed nor were rolled back.",
        unit: Unit::Seconds,
        good: Direction::Down,
        source: "DORA: lead time for changes, of changes that held",
        value: middle(DEPLOYED_SAFELY),
        additivity: Additivity::Duration,
        least_n: 5,
        unchanged: Unchanged::Ranks,
        also: &[SecondaryStatistic {
            label: "mean",
            unit: Unit::Seconds,
            value: mean(DEPLOYED_SAFELY),
        }],
        example: Example {
            tables: &[ExampleTable {
                kind: Deployments,
                csv: "id,approved_at,finished_at,status\nd1,2026-03-02T08:00:00Z,2026-03-02T10:00:00Z,success\n\
                      d2,2026-03-03T08:00:00Z,2026-03-03T09:00:00Z,rolled_back\nd3,2026-03-04T08:00:00Z,2026-03-04T12:00:00Z,success\n",
            }],
            value: 10_800.0,
            why: "2 and 4 h; the release that was rolled back does not count",
        },
        ..BASE
    },
    Definition {
        id: "time_to_production",
        label: "Time to production",
        meaning: "Time from the start of a model's development to production, counted when it goes live.",
        unit: Unit::Seconds,
        good: Direction::Down,
        target: fixed(14.0 * SECONDS_PER_DAY, 60.0 * SECONDS_PER_DAY),
        source: "Platform practice",
        table: Initiatives,
        value: mean(PRODUCED),
        additivity: Additivity::Duration,
        least_n: 5,
        unchanged: Unchanged::Welch,
        events: None,
        also: &[SecondaryStatistic {
            label: "median",
            unit: Unit::Seconds,
            value: middle(PRODUCED),
        }],
        example: Example {
            tables: INITIATIVES,
            value: 25.0 * SECONDS_PER_DAY,
            why: "20 and 30 days; two are not in production",
        },
        ..BASE
    },
    Definition {
        id: "time_to_value",
        label: "Time to value",
        meaning: "Time from concept to the first business win that was observed, counted when it is.",
        unit: Unit::Seconds,
        good: Direction::Down,
        source: "Portfolio practice",
        table: Initiatives,
        value: mean(PAID_OFF),
        additivity: Additivity::Duration,
        least_n: 5,
        unchanged: Unchanged::Welch,
        events: Some(Value::Count(PAID_OFF.1)),
        also: &[SecondaryStatistic {
            label: "median",
            unit: Unit::Seconds,
            value: middle(PAID_OFF),
        }],
        example: Example {
            tables: INITIATIVES,
            value: 50.0 * SECONDS_PER_DAY,
            why: "40 and 60 days; two have no win yet",
        },
        ..BASE
    },
    Definition {
        id: "experiment_to_operations_rate",
        label: "Experiment to operations",
        meaning: "Share of the pilots that began in the period and have ended that became supported products.",
        unit: Unit::Ratio,
        source: "Portfolio practice; pilots that go on are not counted yet",
        table: Initiatives,
        value: Value::Mean {
            of: Row::Flag(&Test::Word {
                column: "status",
                vocabulary: &Vocabulary {
                    means: "production, of those that are not pilots any more",
                    yes: &["production"],
                    no: &["stopped"],
                    http_from: None,
                },
            }),
            events: PILOTS,
            total: ("in production", Unit::Count),
            counted: "pilots that ended",
        },
        additivity: Additivity::Ratio,
        least_n: 20,
        unchanged: Unchanged::Newcombe,
        events: None,
        example: Example {
            tables: INITIATIVES,
            value: 2.0 / 3.0,
            why: "two in production and one stopped; one is still a pilot",
        },
        ..BASE
    },
    Definition {
        id: "training_time",
        label: "Training time",
        meaning: "How long training runs take, on average.",
        unit: Unit::Seconds,
        good: Direction::Down,
        source: "Platform practice",
        table: TrainingRuns,
        value: mean(TRAINED),
        additivity: Additivity::Duration,
        least_n: 5,
        unchanged: Unchanged::Welch,
        events: Some(Value::Count(RUNS)),
        also: &[
            SecondaryStatistic {
                label: "median",
                unit: Unit::Seconds,
                value: middle(TRAINED),
            },
            SecondaryStatistic {
                label: "cost per run",
                unit: Unit::Money,
                value: Value::Mean {
                    of: Row::Column("cost"),
                    events: RUNS,
                    total: ("cost of runs", Unit::Money),
                    counted: "runs with a cost",
                },
            },
        ],
        example: Example {
            tables: TRAINING,
            value: 5400.0,
            why: "1 h and 2 h; the third has not ended",
        },
        ..BASE
    },
    Definition {
        id: "experiments_per_week",
        label: "Experiments per week",
        meaning: "Experiments per data scientist and week.",
        unit: Unit::PerWeek,
        target: fixed(10.0, 3.0),
        source: "Platform practice",
        table: TrainingRuns,
        value: EXPERIMENTS,
        additivity: Additivity::Rate(Per::Week),
        unchanged: Unchanged::Poisson,
        events: Some(Value::Count(RUNS)),
        example: Example {
            tables: TRAINING,
            value: 1.0,
            why: "two experiments of two people in the week from 2 to 8 March",
        },
        ..BASE
    },
    Definition {
        id: "agent_workflow_success_rate",
        label: "Agent workflow success",
        meaning: "Share of end-to-end runs that finished without a person's help.",
        unit: Unit::Ratio,
        source: "Practice of AI operations",
        table: WorkflowRuns,
        value: Value::Custom(&WITHOUT_HELP),
        additivity: Additivity::Ratio,
        least_n: 20,
        unchanged: Unchanged::Newcombe,
        events: Some(WORKFLOWS),
        example: Example {
            tables: &[ExampleTable {
                kind: WorkflowRuns,
                csv: "run_id,workflow,step,started_at,finished_at,rescued\n\
                      r1,claims,read,2026-03-02T08:00:00Z,2026-03-02T08:01:00Z,false\nr1,claims,decide,2026-03-02T08:01:00Z,2026-03-02T08:02:00Z,false\n\
                      r2,claims,read,2026-03-02T09:00:00Z,2026-03-02T09:01:00Z,false\nr2,claims,decide,2026-03-02T09:01:00Z,2026-03-02T09:09:00Z,true\n\
                      r3,claims,read,2026-03-02T10:00:00Z,2026-03-02T10:01:00Z,false\nr4,claims,read,2026-03-02T11:00:00Z,,false\n",
            }],
            value: 0.5,
            why: "r1 and r3 of four runs; a person helped in r2, and r4 never ended",
        },
        ..BASE
    },
    Definition {
        id: "throughput",
        label: "Throughput",
        meaning: "Predictions served per second, on average.",
        unit: Unit::PerSecond,
        source: "SRE practice: traffic among the four golden signals",
        table: Predictions,
        value: Value::Either(&[
            Value::Over(
                &Value::Named("requests", Unit::Count, &VOLUME),
                &Value::Named("seconds observed", Unit::Count, &covered(Volumes)),
            ),
            Value::Over(
                &Value::Named("requests", Unit::Count, &Value::Count(REQUESTS)),
                &Value::Named("seconds observed", Unit::Count, &covered(Predictions)),
            ),
        ]),
        additivity: Additivity::Rate(Per::Second),
        events: Some(SERVED),
        also: &[SecondaryStatistic {
            label: "busiest minute",
            unit: Unit::PerSecond,
            value: Value::Custom(&BUSIEST_MINUTE),
        }],
        example: Example {
            tables: &[ExampleTable {
                kind: Volumes,
                csv: "date,predictions\n2026-03-02,86400\n2026-03-03,259200\n",
            }],
            value: 2.0,
            why: "345,600 predictions in 172,800 s",
        },
        ..BASE
    },
    Definition {
        id: "case_throughput",
        label: "Case throughput",
        meaning: "Cases completed per day.",
        unit: Unit::PerDay,
        source: "Operations practice",
        table: Cases,
        value: Value::Over(
            &Value::Named(
                "cases completed",
                Unit::Count,
                &Value::Sum {
                    of: Row::Column("completed"),
                    events: CASES,
                },
            ),
            &Value::Named(
                "days",
                Unit::Count,
                &Value::Elapsed {
                    which: Elapsed::Covered(Cases),
                    per: Per::Day,
                },
            ),
        ),
        additivity: Additivity::Rate(Per::Day),
        events: Some(Value::Sum {
            of: Row::Column("volume"),
            events: CASES,
        }),
        example: Example {
            tables: &[ExampleTable {
                kind: Cases,
                csv: "period,volume,completed\n2026-03-02,60,50\n2026-03-03,60,40\n",
            }],
            value: 45.0,
            why: "90 cases in two days",
        },
        ..BASE
    },
    Definition {
        id: "gpu_utilization",
        label: "GPU utilization",
        meaning: "Mean utilization of the GPUs, over all readings.",
        unit: Unit::Ratio,
        target: Target::None,
        source: "SRE practice: saturation among the four golden signals",
        table: Gpu,
        value: Value::Mean {
            of: Row::Column("utilization"),
            events: Events::of(Gpu, "readings"),
            total: ("sum of utilization", Unit::Number),
            counted: "readings",
        },
        additivity: Additivity::TimeWeighted,
        least_n: 20,
        unchanged: Unchanged::LastDigit,
        events: None,
        example: Example {
            tables: &[ExampleTable {
                kind: Gpu,
                csv: "timestamp,utilization\n2026-03-02T10:00:00Z,0.9\n2026-03-02T10:00:10Z,0.3\n\
                      2026-03-02T10:00:20Z,0.7\n2026-03-02T10:00:30Z,0.1\n",
            }],
            value: 0.5,
            why: "(0.9 + 0.3 + 0.7 + 0.1) ÷ 4",
        },
        ..BASE
    },
];
