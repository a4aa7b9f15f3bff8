//! How fast does change reach production, and how much is served?

use crate::metrics::measure::{
    busiest_minute, duration_mean, duration_quantile, events_per_day, rate_per_week,
    requests_per_second,
};
use crate::metrics::{Also, Bucket, Definition, Direction, Example, ExampleTable, Kind, Target};
use crate::table::TableKind::{Cases, Deployments, Predictions, Volumes};
use crate::units::Unit;

const BASE: Definition = Definition {
    id: "",
    label: "",
    meaning: "",
    formula: "",
    unit: Unit::PerWeek,
    good: Direction::Up,
    target: Target::Trend,
    kind: Kind::Leading,
    bucket: Bucket::Velocity,
    source: "",
    needs: "a deployment export",
    table: Deployments,
    tables: &[Deployments],
    breakdowns: &["model", "environment"],
    measure: |scope| rate_per_week(scope, false),
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
        formula: "production deployments by finished_at ÷ weeks of the period; all deployments where no environment is production",
        source: "DORA: deployment frequency",
        also: &[Also {
            label: "successful only",
            unit: Unit::PerWeek,
            measure: |scope| rate_per_week(scope, true),
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
        formula: "median of finished_at − approved_at",
        unit: Unit::Seconds,
        good: Direction::Down,
        source: "DORA: lead time for changes, from approval on",
        needs: "a deployment export with approved_at",
        measure: |scope| duration_quantile(scope, Deployments, "approved_at", "finished_at", 0.5),
        also: &[
            Also {
                label: "p90",
                unit: Unit::Seconds,
                measure: |scope| {
                    duration_quantile(scope, Deployments, "approved_at", "finished_at", 0.9)
                },
            },
            Also {
                label: "mean",
                unit: Unit::Seconds,
                measure: |scope| duration_mean(scope, Deployments, "approved_at", "finished_at"),
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
        formula: "predictions ÷ seconds of the whole days that the data touches",
        unit: Unit::PerSecond,
        source: "SRE practice: traffic among the four golden signals",
        needs: "a prediction log or daily volumes",
        table: Predictions,
        tables: &[Predictions, Volumes],
        breakdowns: &["model"],
        measure: requests_per_second,
        also: &[Also {
            label: "busiest minute",
            unit: Unit::PerSecond,
            measure: busiest_minute,
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
        formula: "sum of completed ÷ days of the period",
        unit: Unit::PerDay,
        source: "Operations practice",
        needs: "a case file with completed",
        table: Cases,
        tables: &[Cases],
        breakdowns: &["workflow"],
        measure: |scope| events_per_day(scope, Cases, "completed"),
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
