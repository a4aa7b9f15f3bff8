//! Does it run, and how fast is it mended?

use crate::custom::{IN_TIME_AND_GOOD, OUTAGES, TIME_TO_ROLLBACK};
use crate::events::{
    CAUSED_INCIDENT, CHANGE_FAILED, FAILED, INCIDENTS, RELEASES, REQUESTS, SERVED, WENT_WRONG,
};
use crate::{
    Additivity, Bucket, Definition, Direction, Example, ExampleTable, Kind, SecondaryStatistic,
    Target, Thresholds, Unchanged,
};
use outturn_core::table::TableKind::{
    Deployments, Incidents, Predictions, Uptime, Volumes, WorkflowRuns,
};
use outturn_core::units::Unit;
use outturn_expr::{Events, Row, Silence, Test, Value};

const fn fixed(met: f64, missed: f64) -> Target {
    Target::Fixed(Thresholds { met, missed })
}

/// Probes answered ÷ probes.
const PROBES: Value = Value::Mean {
    of: Row::Flag(&Test::Holds("up")),
    events: Events {
        at: Some("timestamp"),
        ..Events::of(Uptime, "probes")
    },
    total: ("probes answered", Unit::Count),
    counted: "probes",
};

/// Incidents whose fix changed model, data pipeline, prompt or workflow.
const AI_INCIDENTS: Value = Value::Sum {
    of: Row::Flag(&Test::Holds("ai_related")),
    events: INCIDENTS.silence(Silence::Zero),
};

/// Exact quantiles of the time until requests are answered, in seconds.
const fn latency(q: f64) -> Value {
    Value::Quantile {
        of: Row::Over(
            &Row::NotNegative(&Row::Column("latency_ms")),
            &Row::Number(1_000.0),
        ),
        events: REQUESTS,
        q,
        together: &[0.5, 0.95, 0.99],
        counted: "requests with a latency",
    }
}

const fn mean_time(from: &'static str, to: &'static str) -> Value {
    Value::Mean {
        of: Row::Seconds { from, to },
        events: INCIDENTS,
        total: ("total time", Unit::Seconds),
        counted: "incidents counted",
    }
}

const fn quantile_time(from: &'static str, to: &'static str, q: f64) -> Value {
    Value::Quantile {
        of: Row::Seconds { from, to },
        events: INCIDENTS,
        q,
        together: &[0.5, 0.9],
        counted: "incidents counted",
    }
}

/// The share of the releases whose result is known that pass a test.
const fn share_of_releases(test: &'static Test, called: &'static str) -> Value {
    Value::Mean {
        of: Row::Flag(test),
        events: RELEASES,
        total: (called, Unit::Count),
        counted: "releases with a known result",
    }
}

/// Whether a run, or a step of one, kept to the time it may take and was good enough.
const MET_BOTH: Test = Test::All(&[
    Test::Within {
        of: &Row::Minus(
            &Row::Column("time_target_s"),
            &Row::Seconds {
                from: "started_at",
                to: "finished_at",
            },
        ),
        from: 0.0,
        to: f64::INFINITY,
    },
    Test::Holds("quality_ok"),
]);
/// Runs of which that can be said.
const JUDGED_RUNS: Value = Value::Distinct {
    column: "run_id",
    events: Events::of(WorkflowRuns, "runs").only(&Test::Any(&[MET_BOTH, Test::Not(&MET_BOTH)])),
};
const BASE: Definition = Definition {
    id: "",
    label: "",
    meaning: "",
    unit: Unit::Seconds,
    good: Direction::Down,
    target: Target::Trend,
    kind: Kind::Leading,
    bucket: Bucket::Reliability,
    source: "",
    table: Incidents,
    also_by: &[],
    value: Value::Count(INCIDENTS),
    additivity: Additivity::Duration,
    least_n: 5,
    unchanged: Unchanged::Welch,
    events: Some(Value::Count(INCIDENTS)),
    also: &[],
    example: Example {
        tables: &[],
        value: 0.0,
        why: "",
    },
};

const INCIDENT_DAY: &[ExampleTable] = &[ExampleTable {
    kind: Incidents,
    csv: "id,severity,started_at,detected_at,acknowledged_at,diagnosed_at,resolved_at,ai_related\n\
          a,high,2026-03-02T08:00:00Z,2026-03-02T08:30:00Z,2026-03-02T08:40:00Z,2026-03-02T09:00:00Z,2026-03-02T10:30:00Z,true\n\
          b,low,2026-03-03T08:00:00Z,2026-03-03T08:10:00Z,2026-03-03T08:30:00Z,2026-03-03T08:40:00Z,2026-03-03T09:10:00Z,false\n",
}];

const RELEASE_DAYS: &[ExampleTable] = &[
    ExampleTable {
        kind: Deployments,
        csv: "id,environment,finished_at,status\n\
              d1,production,2026-03-02T10:00:00Z,success\nd2,production,2026-03-03T10:00:00Z,rolled_back\n\
              d3,production,2026-03-04T10:00:00Z,success\nd4,production,2026-03-05T10:00:00Z,success\n\
              d5,staging,2026-03-05T11:00:00Z,failure\n",
    },
    ExampleTable {
        kind: Incidents,
        csv: "id,detected_at,deployment_id\na,2026-03-04T12:00:00Z,d3\n",
    },
];

const REQUEST_LOG: &[ExampleTable] = &[ExampleTable {
    kind: Predictions,
    csv: "timestamp,latency_ms,status\n2026-03-02T10:00:00Z,100,ok\n2026-03-02T10:01:00Z,200,ok\n\
          2026-03-02T10:02:00Z,300,error\n2026-03-02T10:03:00Z,500,ok\n",
}];

/// The metrics of this bucket.
pub const METRICS: &[Definition] = &[
    Definition {
        id: "availability",
        label: "Availability",
        meaning: "Share of time in which predictions were served.",
        unit: Unit::Ratio,
        good: Direction::Up,
        target: fixed(0.999, 0.99),
        source: "Service availability as in ITIL and the SRE practice",
        table: Uptime,
        value: Value::Either(&[PROBES, Value::Custom(&OUTAGES)]),
        additivity: Additivity::TimeWeighted,
        // Probes are a sample of the time; outages are all of it.
        least_n: 20,
        unchanged: Unchanged::LastDigit,
        events: None,
        example: Example {
            tables: &[ExampleTable {
                kind: Uptime,
                csv: "model,started_at,ended_at\nchurn,2026-03-02T00:00:00Z,2026-03-02T02:24:00Z\nchurn,2026-03-02T12:00:00Z,2026-03-03T00:00:00Z\n",
            }],
            value: 0.4,
            why: "2.4 h and 12 h down in the one day that the outages touch, the last ending at its midnight: 1 − 14.4 ÷ 24 = 0.4",
        },
        ..BASE
    },
    Definition {
        id: "error_rate",
        label: "Error rate",
        meaning: "Share of requests that failed.",
        unit: Unit::Ratio,
        target: fixed(0.001, 0.01),
        source: "SRE practice: errors among the four golden signals",
        table: Predictions,
        value: Value::Mean {
            of: Row::Flag(&FAILED),
            events: REQUESTS,
            total: ("failed requests", Unit::Count),
            counted: "requests",
        },
        additivity: Additivity::Ratio,
        least_n: 20,
        unchanged: Unchanged::Newcombe,
        events: Some(SERVED),
        example: Example {
            tables: REQUEST_LOG,
            value: 0.25,
            why: "1 error of 4 requests",
        },
        ..BASE
    },
    Definition {
        id: "latency_p50",
        label: "Latency p50",
        meaning: "Half of the requests are answered within this time.",
        target: Target::None,
        source: "Quantile type 7 of Hyndman and Fan (1996), Excel PERCENTILE.INC",
        table: Predictions,
        also_by: &["status"],
        value: latency(0.5),
        additivity: Additivity::Quantile,
        least_n: 10,
        unchanged: Unchanged::Ranks,
        events: Some(SERVED),
        example: Example {
            tables: REQUEST_LOG,
            value: 0.25,
            why: "between 200 and 300 ms",
        },
        ..BASE
    },
    Definition {
        id: "latency_p95",
        label: "Latency p95",
        meaning: "95 of 100 requests are answered within this time.",
        target: Target::None,
        source: "Quantile type 7 of Hyndman and Fan (1996), Excel PERCENTILE.INC",
        table: Predictions,
        also_by: &["status"],
        value: latency(0.95),
        additivity: Additivity::Quantile,
        least_n: 100,
        unchanged: Unchanged::Ranks,
        events: Some(SERVED),
        example: Example {
            tables: REQUEST_LOG,
            value: 0.47,
            why: "rank 2.85 of 0..3: 300 + 0.85 × 200 ms",
        },
        ..BASE
    },
    Definition {
        id: "latency_p99",
        label: "Latency p99",
        meaning: "99 of 100 requests are answered within this time.",
        target: Target::None,
        source: "Quantile type 7 of Hyndman and Fan (1996), Excel PERCENTILE.INC",
        table: Predictions,
        also_by: &["status"],
        value: latency(0.99),
        additivity: Additivity::Quantile,
        least_n: 500,
        unchanged: Unchanged::Ranks,
        events: Some(SERVED),
        example: Example {
            tables: REQUEST_LOG,
            value: 0.494,
            why: "rank 2.97 of 0..3: 300 + 0.97 × 200 ms",
        },
        ..BASE
    },
    Definition {
        id: "incident_count",
        label: "Incidents",
        meaning: "Incidents detected in the period.",
        unit: Unit::Count,
        source: "ISO/IEC 20000 incident management",
        value: Value::Named(
            "incidents",
            Unit::Count,
            // A month of the log without one is a month with none.
            &Value::Count(INCIDENTS.silence(Silence::ZeroWhereCovered)),
        ),
        additivity: Additivity::Sum,
        least_n: 0,
        unchanged: Unchanged::Poisson,
        example: Example {
            tables: INCIDENT_DAY,
            value: 2.0,
            why: "two rows",
        },
        ..BASE
    },
    Definition {
        id: "mttd",
        label: "Time to detect",
        meaning: "Mean time from the first anomaly to the alert.",
        source: "DORA and SRE practice: mean time to detect",
        value: mean_time("started_at", "detected_at"),
        also: &[SecondaryStatistic {
            label: "median",
            unit: Unit::Seconds,
            value: quantile_time("started_at", "detected_at", 0.5),
        }],
        example: Example {
            tables: INCIDENT_DAY,
            value: 1200.0,
            why: "(30 min + 10 min) ÷ 2",
        },
        ..BASE
    },
    Definition {
        id: "mtta",
        label: "Time to acknowledge",
        meaning: "Mean time from the alert to a person's acknowledgement.",
        source: "On-call practice: mean time to acknowledge",
        value: mean_time("detected_at", "acknowledged_at"),
        also: &[SecondaryStatistic {
            label: "median",
            unit: Unit::Seconds,
            value: quantile_time("detected_at", "acknowledged_at", 0.5),
        }],
        example: Example {
            tables: INCIDENT_DAY,
            value: 900.0,
            why: "(10 min + 20 min) ÷ 2",
        },
        ..BASE
    },
    Definition {
        id: "mttr",
        label: "Time to recover",
        meaning: "Mean time from the alert to the fix.",
        target: fixed(3_600.0, 86_400.0),
        source: "DORA: time to restore service",
        value: mean_time("detected_at", "resolved_at"),
        also: &[
            SecondaryStatistic {
                label: "median",
                unit: Unit::Seconds,
                value: quantile_time("detected_at", "resolved_at", 0.5),
            },
            SecondaryStatistic {
                label: "p90",
                unit: Unit::Seconds,
                value: quantile_time("detected_at", "resolved_at", 0.9),
            },
        ],
        example: Example {
            tables: INCIDENT_DAY,
            value: 5_400.0,
            why: "(2 h + 1 h) ÷ 2",
        },
        ..BASE
    },
    Definition {
        id: "time_to_diagnose",
        label: "Time to diagnose",
        meaning: "Mean time from the alert to the cause being found.",
        source: "First part of the time to recover",
        value: mean_time("detected_at", "diagnosed_at"),
        example: Example {
            tables: INCIDENT_DAY,
            value: 1800.0,
            why: "30 min and 30 min",
        },
        ..BASE
    },
    Definition {
        id: "time_to_fix",
        label: "Time to fix",
        meaning: "Mean time from the cause being found to the fix.",
        source: "Second part of the time to recover",
        value: mean_time("diagnosed_at", "resolved_at"),
        example: Example {
            tables: INCIDENT_DAY,
            value: 3600.0,
            why: "(90 min + 30 min) ÷ 2",
        },
        ..BASE
    },
    Definition {
        id: "incident_rate",
        label: "AI incident rate",
        meaning: "AI incidents per thousand requests; only those whose fix changed model, data pipeline, prompt or workflow.",
        unit: Unit::PerThousand,
        source: "Practice of AI operations",
        value: Value::Over(
            &Value::Times(
                &Value::Named("AI incidents", Unit::Count, &AI_INCIDENTS),
                &Value::Number(1_000.0),
            ),
            &Value::Named("requests", Unit::Count, &SERVED),
        ),
        additivity: Additivity::Ratio,
        least_n: 20,
        unchanged: Unchanged::Poisson,
        example: Example {
            tables: &[
                INCIDENT_DAY[0],
                ExampleTable {
                    kind: Volumes,
                    csv: "date,predictions\n2026-03-02,1500\n2026-03-03,500\n",
                },
            ],
            value: 0.5,
            why: "1 AI incident in 2,000 requests",
        },
        ..BASE
    },
    Definition {
        id: "change_failure_rate",
        label: "Change failure rate",
        meaning: "Share of releases that caused an incident or were rolled back.",
        unit: Unit::Ratio,
        target: fixed(0.05, 0.15),
        source: "DORA: change failure rate",
        table: Deployments,
        value: share_of_releases(&CHANGE_FAILED, "failed releases"),
        additivity: Additivity::Ratio,
        least_n: 10,
        unchanged: Unchanged::Newcombe,
        events: Some(Value::Count(RELEASES)),
        also: &[
            SecondaryStatistic {
                label: "by deployment status alone",
                unit: Unit::Ratio,
                value: share_of_releases(&WENT_WRONG, "releases that failed or were rolled back"),
            },
            SecondaryStatistic {
                label: "by incidents alone",
                unit: Unit::Ratio,
                value: share_of_releases(&CAUSED_INCIDENT, "releases named by an incident"),
            },
        ],
        example: Example {
            tables: RELEASE_DAYS,
            value: 0.5,
            why: "d2 was rolled back, d3 caused an incident: 2 of 4 production releases",
        },
        ..BASE
    },
    Definition {
        id: "deployment_success_rate",
        label: "Deployment success",
        meaning: "Share of releases that neither failed nor were rolled back.",
        unit: Unit::Ratio,
        good: Direction::Up,
        target: fixed(0.95, 0.80),
        source: "Platform practice; the complement of the change failure rate by status",
        table: Deployments,
        value: share_of_releases(&Test::Not(&WENT_WRONG), "releases that held"),
        additivity: Additivity::Ratio,
        least_n: 10,
        unchanged: Unchanged::Newcombe,
        events: Some(Value::Count(RELEASES)),
        example: Example {
            tables: RELEASE_DAYS,
            value: 0.75,
            why: "3 of 4 production releases held",
        },
        ..BASE
    },
    Definition {
        id: "time_to_rollback",
        label: "Time to roll back",
        meaning: "Mean time from a bad release's first incident to the previous version serving again.",
        target: fixed(300.0, 3_600.0),
        source: "Platform practice",
        table: Deployments,
        value: Value::Custom(&TIME_TO_ROLLBACK),
        events: Some(Value::Count(RELEASES)),
        unchanged: Unchanged::LastDigit,
        also: &[SecondaryStatistic {
            label: "from release to rollback",
            unit: Unit::Seconds,
            value: Value::Mean {
                of: Row::Seconds {
                    from: "finished_at",
                    to: "rolled_back_at",
                },
                events: Events {
                    at: Some("rolled_back_at"),
                    ..Events::of(Deployments, "releases rolled back")
                },
                total: ("total time", Unit::Seconds),
                counted: "releases rolled back",
            },
        }],
        example: Example {
            tables: &[
                ExampleTable {
                    kind: Deployments,
                    csv: "id,finished_at,rolled_back_at\nd1,2026-03-02T10:00:00Z,2026-03-02T12:30:00Z\n\
                          d2,2026-03-03T10:00:00Z,2026-03-03T10:40:00Z\nd3,2026-03-04T10:00:00Z,\n",
                },
                ExampleTable {
                    kind: Incidents,
                    csv: "id,detected_at,deployment_id\na,2026-03-02T12:00:00Z,d1\nb,2026-03-02T12:20:00Z,d1\nc,2026-03-03T10:30:00Z,d2\n",
                },
            ],
            value: 1200.0,
            why: "30 min and 10 min after the first incident of each",
        },
        ..BASE
    },
    Definition {
        id: "sla_attainment",
        label: "SLA attainment",
        meaning: "Share of workflow runs that met both their time and their quality target.",
        unit: Unit::Ratio,
        good: Direction::Up,
        target: Target::None,
        source: "Service level practice",
        table: WorkflowRuns,
        value: Value::Custom(&IN_TIME_AND_GOOD),
        additivity: Additivity::Ratio,
        least_n: 20,
        unchanged: Unchanged::Newcombe,
        events: Some(JUDGED_RUNS),
        example: Example {
            tables: &[ExampleTable {
                kind: WorkflowRuns,
                csv: "run_id,workflow,started_at,finished_at,time_target_s,quality_ok\n\
                      r1,claims,2026-03-02T08:00:00Z,2026-03-02T08:01:00Z,120,true\nr2,claims,2026-03-02T09:00:00Z,2026-03-02T09:03:00Z,120,true\n\
                      r3,claims,2026-03-02T10:00:00Z,2026-03-02T10:01:00Z,120,false\nr4,claims,2026-03-02T11:00:00Z,2026-03-02T11:02:00Z,120,true\n",
            }],
            value: 0.5,
            why: "r2 took too long, the result of r3 was not good enough",
        },
        ..BASE
    },
];
