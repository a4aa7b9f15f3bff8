//! Do data and systems hang together?

use crate::{
    Additivity, Bucket, Definition, Direction, Example, ExampleTable, Kind, SecondaryStatistic,
    Target, Thresholds, Unchanged,
};
use outturn_core::table::TableKind::{Connectors, Freshness};
use outturn_core::units::{SECONDS_PER_DAY, SECONDS_PER_HOUR, Unit};
use outturn_expr::{Events, Row, Test, Value};

const LAG: Row = Row::Seconds {
    from: "source_at",
    to: "available_at",
};

/// Arrivals of data at a stage.
const ARRIVED: Events = Events::of(Freshness, "arrivals");
/// Those at the feature store: the stage is named from where to where, or only where.
const FEATURES: Events = ARRIVED.only(&Test::Says {
    columns: &["stage"],
    phrases: &[
        "feature store$",
        "features$",
        "online store$",
        "offline store$",
    ],
});

/// Exact quantiles of how long data took to arrive.
const fn lag(events: Events, q: f64) -> Value {
    Value::Quantile {
        of: LAG,
        events,
        q,
        together: &[0.5, 0.9],
        counted: "arrivals with both times",
    }
}

/// Daily checks of connectors that work cannot do without.
const CHECKED: Events =
    Events::of(Connectors, "critical connector-days").only(&Test::HoldsIfKnown("critical"));

/// Whether a connector passed those of the checks that the file has.
const PASSED: Test = Test::Not(&Test::Evidence(&[
    Test::Not(&Test::Holds("auth_ok")),
    Test::Not(&Test::Holds("schema_ok")),
    Test::Not(&Test::Holds("latency_ok")),
    Test::Not(&Test::Holds("errors_ok")),
]));

/// Fewer records came than were due, though nothing failed.
const PARTIAL: Test = Test::All(&[
    PASSED,
    Test::Not(&Test::Within {
        of: &Row::Minus(
            &Row::Column("records_received"),
            &Row::Column("records_expected"),
        ),
        from: 0.0,
        to: f64::INFINITY,
    }),
]);

const fn share(test: &'static Test, called: &'static str) -> Value {
    Value::Mean {
        of: Row::Flag(test),
        events: CHECKED,
        total: (called, Unit::Count),
        counted: "checked",
    }
}

const BASE: Definition = Definition {
    id: "",
    label: "",
    meaning: "",
    unit: Unit::Ratio,
    good: Direction::Up,
    target: Target::None,
    kind: Kind::Leading,
    bucket: Bucket::Systems,
    source: "",
    table: Connectors,
    also_by: &[],
    value: share(&PASSED, "passed"),
    additivity: Additivity::Ratio,
    least_n: 20,
    unchanged: Unchanged::Newcombe,
    events: None,
    also: &[],
    example: Example {
        tables: &[],
        value: 0.0,
        why: "",
    },
};

const ARRIVALS: &[ExampleTable] = &[ExampleTable {
    kind: Freshness,
    csv: "stage,source_at,available_at\nsource → pipeline,2026-03-02T10:00:00Z,2026-03-02T10:10:00Z\n\
          source → pipeline,2026-03-02T11:00:00Z,2026-03-02T11:20:00Z\n\
          pipeline → feature store,2026-03-02T10:10:00Z,2026-03-02T11:10:00Z\n",
}];

/// The metrics of this bucket.
pub const METRICS: &[Definition] = &[
    Definition {
        id: "data_freshness",
        label: "Data freshness",
        meaning: "How long the middle record takes from where it arises to where it can be used.",
        unit: Unit::Seconds,
        good: Direction::Down,
        source: "Data engineering practice: freshness by stage",
        table: Freshness,
        value: lag(ARRIVED, 0.5),
        additivity: Additivity::Duration,
        least_n: 5,
        unchanged: Unchanged::Ranks,
        also: &[SecondaryStatistic {
            label: "p90",
            unit: Unit::Seconds,
            value: lag(ARRIVED, 0.9),
        }],
        example: Example {
            tables: ARRIVALS,
            value: 1200.0,
            why: "10, 20 and 60 min: the middle one is 20 min",
        },
        ..BASE
    },
    Definition {
        id: "integration_health",
        label: "Integration health",
        meaning: "Share of the daily checks of critical connectors in which all was in order: login, schema, speed, errors.",
        source: "Data engineering practice; a pass with fewer records than were due is shown apart",
        also: &[SecondaryStatistic {
            label: "passed with records missing",
            unit: Unit::Ratio,
            value: share(&PARTIAL, "passed with fewer records than were due"),
        }],
        example: Example {
            tables: &[ExampleTable {
                kind: Connectors,
                csv: "date,connector,critical,auth_ok,schema_ok,latency_ok,errors_ok,records_expected,records_received\n\
                      2026-03-02,crm,true,true,true,true,true,100,100\n2026-03-02,erp,true,true,false,true,true,100,100\n\
                      2026-03-03,crm,true,true,true,true,true,100,60\n2026-03-03,erp,true,true,true,true,true,100,100\n\
                      2026-03-03,wiki,false,false,true,true,true,10,0\n",
            }],
            value: 0.75,
            why: "3 of 4 checks of critical connectors passed; one of the 3 with 40 records missing",
        },
        ..BASE
    },
];

/// Is what models are fed up to date? It stands with their quality.
pub const FEATURE_STORE: &[Definition] = &[Definition {
    id: "feature_freshness",
    label: "Feature freshness",
    meaning: "How long the middle update of the feature store takes from where it arises.",
    unit: Unit::Seconds,
    good: Direction::Down,
    target: Target::Fixed(Thresholds {
        met: SECONDS_PER_HOUR,
        missed: SECONDS_PER_DAY,
    }),
    bucket: Bucket::Quality,
    source: "Data engineering practice: arrivals at the stage that ends in the feature store",
    table: Freshness,
    value: lag(FEATURES, 0.5),
    additivity: Additivity::Duration,
    least_n: 5,
    unchanged: Unchanged::Ranks,
    also: &[SecondaryStatistic {
        label: "p90",
        unit: Unit::Seconds,
        value: lag(FEATURES, 0.9),
    }],
    example: Example {
        tables: ARRIVALS,
        value: 3600.0,
        why: "one arrival at the feature store, 60 min late",
    },
    ..BASE
}];
