//! Grafana's "Download CSV" of a panel: series in columns, or one row a value; by the name that Grafana gives the file.

use crate::recognise::export::{Export, Note};
use crate::recognise::names::is_grafana_panel;
use crate::recognise::{canonical, series};
use outturn_core::table::TableKind;

pub(super) const PANEL: Export = Export {
    name: "Grafana panel",
    kind: Some(TableKind::MetricSeries),
    tool: "Grafana",
    how: "the panel's menu, Inspect > Data > Download CSV",
    only_if: Some(|names| is_grafana_panel(&names.raw.name)),
    // A panel's columns are whatever its queries are called: it is a series like any other.
    read_as: Some(|names| series::recognise(names).or_else(|| canonical::recognise(names))),
    notes: &[Note::Always(
        "Grafana puts series side by side by exact time only: where their times differ, each has gaps.",
    )],
    ..Export::BLANK
};
