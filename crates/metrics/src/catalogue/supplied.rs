//! Metrics that no table gives: savings and returns rest on a baseline and on assumptions that no export holds, and what counts as usage
//! differs from tool to tool. A series under the id is all they are read from, and what is said of them is said here, so that such a
//! series has its unit, its better side and its target as any other metric has.

use crate::Bucket::{Platform, Reliability, Value};
use crate::Direction::{Unset, Up};
use crate::Target::{None as Open, Trend};
use crate::{
    Additivity, Bucket, Definition, Direction, Example, Kind, Target, Unavailable, Unchanged,
};
use outturn_core::table::TableKind::MetricSeries;
use outturn_core::units::Unit;
use outturn_expr::{Custom, Read};

/// The value of what is only supplied: nothing is computed.
pub static SUPPLIED: Custom = Custom {
    words: "as supplied in a metric series",
    sql: "no query: the values are supplied",
    noun: "values",
    reads: &[Read {
        table: MetricSeries,
        column: "value",
        required: true,
    }],
    measure: |_| Err(Unavailable::Table(MetricSeries)),
};

const BASE: Definition = Definition {
    id: "",
    label: "",
    meaning: "",
    unit: Unit::Ratio,
    good: Up,
    target: Trend,
    kind: Kind::Leading,
    bucket: Reliability,
    source: "the file it came in",
    table: MetricSeries,
    also_by: &[],
    value: outturn_expr::Value::Custom(&SUPPLIED),
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

/// Events.
const COUNT: Definition = Definition {
    unit: Unit::Count,
    additivity: Additivity::Sum,
    least_n: 0,
    unchanged: Unchanged::Poisson,
    ..BASE
};
/// An amount of money.
const AMOUNT: Definition = Definition {
    unit: Unit::Money,
    additivity: Additivity::Sum,
    kind: Kind::Lagging,
    least_n: 0,
    unchanged: Unchanged::LastDigit,
    ..BASE
};
/// A return, which is no share of events.
const RETURN: Definition = Definition {
    kind: Kind::Lagging,
    least_n: 0,
    unchanged: Unchanged::LastDigit,
    ..BASE
};

const fn metric(
    (id, label, meaning): (&'static str, &'static str, &'static str),
    bucket: Bucket,
    good: Direction,
    target: Target,
    kind_of_value: Definition,
) -> Definition {
    Definition {
        id,
        label,
        meaning,
        good,
        target,
        bucket,
        ..kind_of_value
    }
}

/// The metrics, by bucket.
#[rustfmt::skip] // a table is read line by line
pub const METRICS: &[Definition] = &[
    metric(("cost_savings", "Cost savings", "Hard reduction of spend against the baseline."), Value, Up, Open, AMOUNT),
    metric(("roi", "Return on investment", "(Benefits − costs) ÷ costs, of one named outcome."), Value, Up, Open, RETURN),
    metric(("raw_usage", "Raw usage", "Logins, prompts or daily active users."), Platform, Unset, Open, COUNT),
];
