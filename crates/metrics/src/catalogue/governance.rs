//! Is it under control?

use crate::custom::{CADENCE, LONGEST};
use crate::{
    Additivity, Bucket, Definition, Direction, Example, ExampleTable, Kind, SecondaryStatistic,
    Target, Thresholds, Unchanged,
};
use outturn_core::table::TableKind::{DriftChecks, DriftEvents, Findings};
use outturn_core::units::{SECONDS_PER_DAY, Unit};
use outturn_expr::{Events, Row, Silence, Test, Value};

const fn kind(word: &'static str) -> Test {
    Test::Is {
        column: "kind",
        word,
    }
}

/// Findings of a kind. A period of the register without one has none.
const fn findings(of: &'static Test, noun: &'static str) -> Events {
    Events::of(Findings, noun)
        .only(of)
        .silence(Silence::ZeroWhereCovered)
}

const AUDIT: Test = kind("audit");
const REGULATORY: Test = kind("regulatory");
const SECURITY: Test = kind("security");
const CRITICAL: Test = Test::Is {
    column: "severity",
    word: "critical",
};

/// Alerts of monitoring that had to be reviewed by some time, when they were raised.
const ALERTS: Events = Events {
    at: Some("detected_at"),
    ..Events::of(DriftEvents, "alerts").only(&Test::Present("triage_due_at"))
};

/// Whether an alert was reviewed by then.
const REVIEWED: Test = Test::All(&[
    Test::Present("triaged_at"),
    Test::Not(&Test::After {
        column: "triaged_at",
        than: "triage_due_at",
    }),
]);

const BASE: Definition = Definition {
    id: "",
    label: "",
    meaning: "",
    unit: Unit::Count,
    good: Direction::Down,
    target: Target::None,
    kind: Kind::Leading,
    bucket: Bucket::Governance,
    source: "",
    table: Findings,
    also_by: &[],
    value: Value::Count(findings(&AUDIT, "audit findings")),
    additivity: Additivity::Sum,
    least_n: 0,
    unchanged: Unchanged::Poisson,
    events: None,
    also: &[],
    example: Example {
        tables: &[],
        value: 0.0,
        why: "",
    },
};

const REGISTER: &[ExampleTable] = &[ExampleTable {
    kind: Findings,
    csv: "opened_at,kind,severity\n2026-03-02,audit,critical\n2026-03-03,audit,low\n2026-03-04,audit,high\n\
          2026-03-05,regulatory,high\n2026-03-06,security,critical\n2026-03-09,security,low\n",
}];

/// The metrics of this bucket.
pub const METRICS: &[Definition] = &[
    Definition {
        id: "alerts_triaged_rate",
        label: "Alerts triaged",
        meaning: "Share of monitoring alerts that were reviewed by their deadline.",
        unit: Unit::Ratio,
        good: Direction::Up,
        source: "Monitoring practice",
        table: DriftEvents,
        value: Value::Mean {
            of: Row::Flag(&REVIEWED),
            events: ALERTS,
            total: ("reviewed by their deadline", Unit::Count),
            counted: "alerts with a deadline",
        },
        additivity: Additivity::Ratio,
        least_n: 20,
        unchanged: Unchanged::Newcombe,
        example: Example {
            tables: &[ExampleTable {
                kind: DriftEvents,
                csv: "shift_at,detected_at,triage_due_at,triaged_at\n\
                      2026-03-02T08:00:00Z,2026-03-02T09:00:00Z,2026-03-02T17:00:00Z,2026-03-02T12:00:00Z\n\
                      2026-03-03T08:00:00Z,2026-03-03T09:00:00Z,2026-03-03T17:30:00Z,2026-03-04T12:00:00Z\n\
                      2026-03-04T08:00:00Z,2026-03-04T09:00:00Z,2026-03-04T18:00:00Z,\n\
                      2026-03-05T08:00:00Z,2026-03-05T09:00:00Z,2026-03-05T17:00:00Z,2026-03-05T17:00:00Z\n",
            }],
            value: 0.5,
            why: "two of four by their deadline; one was late, one was never reviewed",
        },
        ..BASE
    },
    Definition {
        id: "monitoring_cadence",
        label: "Monitoring cadence",
        meaning: "Time between two drift or bias checks of a model: the middle one of all models.",
        unit: Unit::Seconds,
        source: "Monitoring practice",
        table: DriftChecks,
        value: Value::Custom(&CADENCE),
        additivity: Additivity::Duration,
        least_n: 5,
        unchanged: Unchanged::LastDigit,
        also: &[SecondaryStatistic {
            label: "longest",
            unit: Unit::Seconds,
            value: Value::Custom(&LONGEST),
        }],
        example: Example {
            tables: &[ExampleTable {
                kind: DriftChecks,
                csv: "checked_at,model,kind\n2026-03-02,a,drift\n2026-03-02,a,bias\n2026-03-05,a,drift\n2026-03-12,a,drift\n\
                      2026-03-03,b,drift\n2026-03-07,b,drift\n",
            }],
            value: 4.0 * SECONDS_PER_DAY,
            why: "3 and 7 days for a, 4 days for b: the middle one is 4 days",
        },
        ..BASE
    },
    Definition {
        id: "audit_findings",
        label: "Audit findings",
        meaning: "Findings of audits, of any severity.",
        source: "Register of findings",
        also: &[SecondaryStatistic {
            label: "critical",
            unit: Unit::Count,
            value: Value::Count(findings(
                &Test::All(&[AUDIT, CRITICAL]),
                "critical audit findings",
            )),
        }],
        example: Example {
            tables: REGISTER,
            value: 3.0,
            why: "three of six findings are of audits",
        },
        ..BASE
    },
    Definition {
        id: "regulatory_violations",
        label: "Regulatory violations",
        meaning: "Fines and warnings.",
        target: Target::Fixed(Thresholds {
            met: 0.0,
            missed: 0.0,
        }),
        source: "Register of findings",
        value: Value::Count(findings(&REGULATORY, "violations")),
        example: Example {
            tables: REGISTER,
            value: 1.0,
            why: "one of six findings is of a regulator",
        },
        ..BASE
    },
    Definition {
        id: "security_incidents",
        label: "Security incidents",
        meaning: "Security events on models, major or not.",
        source: "Register of findings",
        value: Value::Count(findings(&SECURITY, "security events")),
        also: &[SecondaryStatistic {
            label: "critical",
            unit: Unit::Count,
            value: Value::Count(findings(
                &Test::All(&[SECURITY, CRITICAL]),
                "critical security events",
            )),
        }],
        example: Example {
            tables: REGISTER,
            value: 2.0,
            why: "two of six findings are of security",
        },
        ..BASE
    },
];
