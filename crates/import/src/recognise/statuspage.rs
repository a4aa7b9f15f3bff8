//! Statuspage incidents as JSON: what was told to the public, and when.

use super::super::map::{Mapping, Source};
use super::Recognition;
use super::names::Names;
use crate::table::TableKind;

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    let id = names.find(&["id"])?;
    let created = names.find(&["created_at"])?;
    let impact = names.find(&["impact"])?;
    let marks: [&[&str]; 4] = [
        &["shortlink"],
        &["page_id"],
        &["monitoring_at"],
        &["incident_updates"],
    ];
    if names.count(&marks) < 2 {
        return None;
    }
    let mut mapping = Mapping::new(TableKind::Incidents);
    mapping
        .bind("id", Source::column(id))
        .bind("severity", Source::column(impact))
        .bind("detected_at", Source::column(created));
    names.bind_filled(
        &mut mapping,
        &[
            ("started_at", &["started_at"]),
            ("resolved_at", &["resolved_at"]),
            ("service", &["components.name", "name"]),
        ],
    );
    let notes = vec![
        "An incident is detected here when it was first published, which may be later than the alert; it began when the page says so."
            .to_owned(),
    ];
    Some(Recognition::new("Statuspage incidents", mapping, notes))
}
