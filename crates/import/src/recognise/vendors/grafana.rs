//! Grafana's "Download CSV" of a panel: series in columns, or one row a value; by the name that Grafana gives the file.

use crate::recognise::export::{Export, Note};
use crate::recognise::names::{Names, stem};
use crate::recognise::{canonical, series};
use outturn_core::table::TableKind;

pub(super) const PANEL: Export = Export {
    name: "Grafana panel",
    kind: Some(TableKind::MetricSeries),
    only_if: Some(is_named_as_a_panel),
    // A panel's columns are whatever its queries are called: it is a series like any other.
    read_as: Some(|names| series::recognise(names).or_else(|| canonical::recognise(names))),
    notes: &[Note::Always(
        "Grafana puts series side by side by exact time only: where their times differ, each has gaps.",
    )],
    ..Export::BLANK
};

/// `<panel>-data-<time>`, or `<panel>-data-as-<transformation>-<time>`.
fn is_named_as_a_panel(names: &Names<'_>) -> bool {
    let name = stem(&names.raw.name).rsplit_once("-data-");
    name.is_some_and(|(_, rest)| {
        rest.starts_with("as-") || rest.starts_with(|c: char| c.is_ascii_digit())
    })
}
