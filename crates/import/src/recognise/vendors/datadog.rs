//! Datadog: incidents as CSV; the answer to a query of metrics (docs.datadoghq.com/api/latest/metrics, "Query timeseries points": a list of
//! pairs of milliseconds and a number a series, and the unit of each series).

use crate::map::{Source, Unit};
use crate::recognise::export::{Export, Fill, Labels, Note};
use crate::recognise::names::Names;
use outturn_core::table::TableKind;

pub(super) const INCIDENTS: Export = Export {
    name: "Datadog incidents",
    kind: Some(TableKind::Incidents),
    tool: "Datadog",
    how: "the list of incidents, exported as CSV",
    marks: (
        2,
        &[
            &["customer_impacted"],
            &["customer_impact_start"],
            &["customer_impact_scope"],
            &["time_to_internal_response"],
            &["time_to_repair"],
        ],
    ),
    fills: &[
        ("id", Fill::Needed(&["public_id", "incident_id"])),
        ("detected_at", Fill::Needed(&["detected", "detected_at"])),
        ("severity", Fill::Filled(&["severity"])),
        ("service", Fill::Filled(&["services", "service"])),
        ("started_at", Fill::Filled(&["customer_impact_start"])),
        ("resolved_at", Fill::Filled(&["resolved", "resolved_at"])),
        (
            "acknowledged_at",
            Fill::After {
                start: &["detected", "detected_at"],
                length: &["time_to_internal_response"],
                unit: Unit::Seconds,
            },
        ),
    ],
    notes: &[
        Note::Always(
            "An incident begins here when customers began to notice it; one that no customer noticed has no beginning, and is not \
             in the time to detect.",
        ),
        Note::Always("The first response is taken for the acknowledgement."),
    ],
    ..Export::BLANK
};

pub(super) const METRICS: Export = Export {
    name: "Datadog metrics",
    kind: Some(TableKind::MetricSeries),
    tool: "Datadog",
    how: "curl -G https://api.datadoghq.com/api/v1/query -H 'DD-API-KEY: …' -H 'DD-APPLICATION-KEY: …' -d from=… -d to=… \
          --data-urlencode 'query=avg:METRIC{*}' > metric.json",
    has: &[&["pointlist.0"], &["pointlist.1"], &["metric"]],
    marks: (2, &[&["scope"], &["expression"], &["aggr"], &["tag_set"]]),
    fills: &[
        ("date", Fill::Needed(&["pointlist.0"])),
        ("metric", Fill::Needed(&["metric"])),
        ("value", Fill::Computed(value)),
    ],
    labels: Labels::Named(&[&["scope"], &["aggr"]]),
    notes: &[
        Note::Computed(units),
        Note::Always(
            "Datadog rolls points up: the longer the time that is asked for, the longer the steps, and each is what the query's aggregator made \
             of them.",
        ),
    ],
    ..Export::BLANK
};

/// The numbers, in the unit of their series.
fn value(names: &Names<'_>) -> Option<Source> {
    let column = names.find(&["pointlist.1"])?.to_owned();
    Some(match names.filled(&["unit"]) {
        Some(units) => Source::InUnits {
            column,
            units: units.to_owned(),
        },
        None => Source::Column(column),
    })
}

fn units(names: &Names<'_>) -> Option<String> {
    let text = names
        .raw
        .table
        .column(names.filled(&["unit"])?)?
        .as_text()?;
    let mut told: Vec<&str> = text
        .entries()
        .filter_map(|t| Some(Unit::told(t)?.label()))
        .collect();
    told.sort_unstable();
    told.dedup();
    (!told.is_empty()).then(|| {
        format!(
            "Where a series says that its unit is {}, its numbers are brought to seconds or to shares of 1; others stay as they are.",
            told.join(" or ")
        )
    })
}
