//! How fast does change reach production, and how much is served?

use crate::custom::BUSIEST_MINUTE;
use crate::events::{CASES, DEPLOYMENTS, REQUESTS, SERVED, SUCCESSFUL_DEPLOYMENTS, VOLUME};
use crate::{
    Additivity, Bucket, Definition, Direction, Example, ExampleTable, Kind, SecondaryStatistic,
    Target, Unchanged,
};
use outturn_core::table::TableKind;
use outturn_core::table::TableKind::{Cases, Deployments, Predictions, Volumes};
use outturn_core::units::{Per, Unit};
use outturn_expr::{Elapsed, Events, Row, Value};

const APPROVED_TO_FINISHED: Row = Row::Seconds {
    from: "approved_at",
    to: "finished_at",
};

/// So many in a week of the days of the period that the deployments cover.
const fn per_week(count: &'static Value) -> Value {
    const WEEKS: Value = Value::Elapsed {
        which: Elapsed::Covered(Deployments),
        per: Per::Week,
    };
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
        counted: "rows with both times",
    }
}

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
                    counted: "rows with both times",
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
                "completed",
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
];
