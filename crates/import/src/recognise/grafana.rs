//! Grafana's "Download CSV" of a panel: series in columns, or one row a value; by the name that Grafana gives the file.

use super::Recognition;
use super::names::{Names, stem};
use outturn_core::table::TableKind;

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    // <panel>-data-<time>, or <panel>-data-as-<transformation>-<time>.
    let (_, rest) = stem(&names.raw.name).rsplit_once("-data-")?;
    (rest.starts_with("as-") || rest.starts_with(|c: char| c.is_ascii_digit())).then_some(())?;
    let mut found =
        super::series::recognise(names).or_else(|| super::canonical::recognise(names))?;
    if found.kind != Some(TableKind::MetricSeries) {
        return None;
    }
    "Grafana panel".clone_into(&mut found.vendor);
    found.notes.push("Grafana puts series side by side by exact time only: where their times differ, each has gaps.".to_owned());
    Some(found)
}
