//! Does it run, and how fast is it mended?

use crate::metrics::measure::{
    ai_incidents_per_thousand, availability, change_failures, duration_mean, duration_quantile,
    error_rate, failed_by_incident, failed_by_status, incident_count, latency_quantile, successful,
};
use crate::metrics::{
    Also, Bucket, Definition, Direction, Example, ExampleTable, Kind, Target, Thresholds,
};
use crate::table::TableKind::{Deployments, Incidents, Predictions, Uptime, Volumes};
use crate::units::Unit;

const fn fixed(met: f64, missed: f64) -> Target {
    Target::Fixed(Thresholds { met, missed })
}

const BASE: Definition = Definition {
    id: "",
    label: "",
    meaning: "",
    formula: "",
    unit: Unit::Seconds,
    good: Direction::Down,
    target: Target::Trend,
    kind: Kind::Leading,
    bucket: Bucket::Reliability,
    source: "",
    needs: "an incident export",
    table: Incidents,
    tables: &[Incidents],
    breakdowns: &["severity", "service", "model"],
    measure: incident_count,
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

const RELEASES: &[ExampleTable] = &[
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

const REQUESTS: &[ExampleTable] = &[ExampleTable {
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
        formula: "probes answered ÷ probes; from outages: 1 − outage time ÷ (length of the period × models named)",
        unit: Unit::Ratio,
        good: Direction::Up,
        target: fixed(0.999, 0.99),
        source: "Service availability as in ITIL and the SRE practice",
        needs: "uptime probes or a list of outages",
        table: Uptime,
        tables: &[Uptime],
        breakdowns: &["model"],
        measure: availability,
        example: Example {
            tables: &[ExampleTable {
                kind: Uptime,
                csv: "model,started_at,ended_at\nchurn,2026-03-02T00:00:00Z,2026-03-02T02:24:00Z\nchurn,2026-03-02T12:00:00Z,2026-03-03T00:00:00Z\n",
            }],
            value: 0.7,
            why: "2.4 h and 12 h down in the two days that the outages touch: 1 − 14.4 ÷ 48 = 0.7",
        },
        ..BASE
    },
    Definition {
        id: "error_rate",
        label: "Error rate",
        meaning: "Share of requests that failed.",
        formula: "requests whose status is an error ÷ requests with a status",
        unit: Unit::Ratio,
        target: fixed(0.001, 0.01),
        source: "SRE practice: errors among the four golden signals",
        needs: "a prediction log with status",
        table: Predictions,
        tables: &[Predictions],
        breakdowns: &["model", "group"],
        measure: error_rate,
        example: Example {
            tables: REQUESTS,
            value: 0.25,
            why: "1 error of 4 requests",
        },
        ..BASE
    },
    Definition {
        id: "latency_p50",
        label: "Latency p50",
        meaning: "Half of the requests are answered within this time.",
        formula: "exact 0.5 quantile of latency_ms ÷ 1,000, linear between order statistics",
        target: Target::None,
        source: "Quantile type 7 of Hyndman and Fan (1996), Excel PERCENTILE.INC",
        needs: "a prediction log with latency_ms",
        table: Predictions,
        tables: &[Predictions],
        breakdowns: &["model", "status"],
        measure: |scope| latency_quantile(scope, 0.5),
        example: Example {
            tables: REQUESTS,
            value: 0.25,
            why: "between 200 and 300 ms",
        },
        ..BASE
    },
    Definition {
        id: "latency_p95",
        label: "Latency p95",
        meaning: "95 of 100 requests are answered within this time.",
        formula: "exact 0.95 quantile of latency_ms ÷ 1,000, linear between order statistics",
        target: Target::None,
        source: "Quantile type 7 of Hyndman and Fan (1996), Excel PERCENTILE.INC",
        needs: "a prediction log with latency_ms",
        table: Predictions,
        tables: &[Predictions],
        breakdowns: &["model", "status"],
        measure: |scope| latency_quantile(scope, 0.95),
        example: Example {
            tables: REQUESTS,
            value: 0.47,
            why: "rank 2.85 of 0..3: 300 + 0.85 × 200 ms",
        },
        ..BASE
    },
    Definition {
        id: "latency_p99",
        label: "Latency p99",
        meaning: "99 of 100 requests are answered within this time.",
        formula: "exact 0.99 quantile of latency_ms ÷ 1,000, linear between order statistics",
        target: Target::None,
        source: "Quantile type 7 of Hyndman and Fan (1996), Excel PERCENTILE.INC",
        needs: "a prediction log with latency_ms",
        table: Predictions,
        tables: &[Predictions],
        breakdowns: &["model", "status"],
        measure: |scope| latency_quantile(scope, 0.99),
        example: Example {
            tables: REQUESTS,
            value: 0.494,
            why: "rank 2.97 of 0..3: 300 + 0.97 × 200 ms",
        },
        ..BASE
    },
    Definition {
        id: "incident_count",
        label: "Incidents",
        meaning: "Incidents detected in the period.",
        formula: "number of incidents by detected_at",
        unit: Unit::Count,
        source: "ISO/IEC 20000 incident management",
        measure: incident_count,
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
        formula: "mean of detected_at − started_at",
        source: "DORA and SRE practice: mean time to detect",
        needs: "an incident export with started_at",
        measure: |scope| duration_mean(scope, Incidents, "started_at", "detected_at"),
        also: &[Also {
            label: "median",
            unit: Unit::Seconds,
            measure: |scope| duration_quantile(scope, Incidents, "started_at", "detected_at", 0.5),
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
        formula: "mean of acknowledged_at − detected_at",
        source: "On-call practice: mean time to acknowledge",
        needs: "an incident export with acknowledged_at",
        measure: |scope| duration_mean(scope, Incidents, "detected_at", "acknowledged_at"),
        also: &[Also {
            label: "median",
            unit: Unit::Seconds,
            measure: |scope| {
                duration_quantile(scope, Incidents, "detected_at", "acknowledged_at", 0.5)
            },
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
        formula: "mean of resolved_at − detected_at",
        target: fixed(3_600.0, 86_400.0),
        source: "DORA: time to restore service",
        needs: "an incident export with resolved_at",
        measure: |scope| duration_mean(scope, Incidents, "detected_at", "resolved_at"),
        also: &[
            Also {
                label: "median",
                unit: Unit::Seconds,
                measure: |scope| {
                    duration_quantile(scope, Incidents, "detected_at", "resolved_at", 0.5)
                },
            },
            Also {
                label: "p90",
                unit: Unit::Seconds,
                measure: |scope| {
                    duration_quantile(scope, Incidents, "detected_at", "resolved_at", 0.9)
                },
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
        formula: "mean of diagnosed_at − detected_at",
        source: "First part of the time to recover",
        needs: "an incident export with diagnosed_at",
        measure: |scope| duration_mean(scope, Incidents, "detected_at", "diagnosed_at"),
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
        formula: "mean of resolved_at − diagnosed_at",
        source: "Second part of the time to recover",
        needs: "an incident export with diagnosed_at and resolved_at",
        measure: |scope| duration_mean(scope, Incidents, "diagnosed_at", "resolved_at"),
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
        formula: "1,000 × incidents with ai_related ÷ requests",
        unit: Unit::PerThousand,
        source: "Practice of AI operations",
        needs: "incidents with ai_related, and volumes or a prediction log",
        tables: &[Incidents, Volumes, Predictions],
        breakdowns: &["model"],
        measure: ai_incidents_per_thousand,
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
        formula: "releases that failed, were rolled back or are an incident's deployment_id ÷ releases with a known result",
        unit: Unit::Ratio,
        target: fixed(0.05, 0.15),
        source: "DORA: change failure rate",
        needs: "a deployment export with status",
        table: Deployments,
        tables: &[Deployments, Incidents],
        breakdowns: &["model", "environment"],
        measure: change_failures,
        also: &[
            Also {
                label: "by deployment status alone",
                unit: Unit::Ratio,
                measure: failed_by_status,
            },
            Also {
                label: "by incidents alone",
                unit: Unit::Ratio,
                measure: failed_by_incident,
            },
        ],
        example: Example {
            tables: RELEASES,
            value: 0.5,
            why: "d2 was rolled back, d3 caused an incident: 2 of 4 production releases",
        },
        ..BASE
    },
    Definition {
        id: "deployment_success_rate",
        label: "Deployment success",
        meaning: "Share of releases that neither failed nor were rolled back.",
        formula: "releases with status success and no rollback ÷ releases with a known result",
        unit: Unit::Ratio,
        good: Direction::Up,
        target: fixed(0.95, 0.80),
        source: "Platform practice; the complement of the change failure rate by status",
        needs: "a deployment export with status",
        table: Deployments,
        tables: &[Deployments],
        breakdowns: &["model", "environment"],
        measure: successful,
        example: Example {
            tables: RELEASES,
            value: 0.75,
            why: "3 of 4 production releases held",
        },
        ..BASE
    },
];
