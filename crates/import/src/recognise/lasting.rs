//! Things that begin and end, whatever the two moments are called: tickets, outages, incidents.

use super::super::map::{Mapping, Source};
use super::names::{Names, fold};
use super::unused::words;
use outturn_core::table::Column;
use rustc_hash::FxHashSet;

/// Words for how something begins and how it ends.
const BEGINS: [&str; 26] = [
    "opened",
    "open",
    "created",
    "creation",
    "start",
    "started",
    "begin",
    "began",
    "reported",
    "raised",
    "detected",
    "occurred",
    "logged",
    "alerted",
    "triggered",
    "submitted",
    "from",
    "von",
    "beginn",
    "eröffnet",
    "erstellt",
    "gemeldet",
    "début",
    "inicio",
    "inizio",
    "abierto",
];
const ENDS: [&str; 24] = [
    "closed",
    "close",
    "resolved",
    "resolution",
    "end",
    "ended",
    "finish",
    "finished",
    "fixed",
    "completed",
    "restored",
    "solved",
    "done",
    "to",
    "until",
    "bis",
    "ende",
    "geschlossen",
    "behoben",
    "gelöst",
    "fin",
    "fine",
    "cerrado",
    "resuelto",
];
/// Words for how bad or of what kind something is that went wrong.
const HOW_BAD: [&str; 16] = [
    "severity",
    "sev",
    "priority",
    "prio",
    "impact",
    "urgency",
    "type",
    "schweregrad",
    "priorität",
    "prioridad",
    "priorité",
    "priorità",
    "gravité",
    "gravedad",
    "dringlichkeit",
    "typ",
];
/// Names of what tells one from another.
const IDS: [&str; 14] = [
    "ref",
    "reference",
    "ticket",
    "case",
    "issue",
    "no",
    "nr",
    "num",
    "key",
    "name",
    "vorgang",
    "vorgangsnummer",
    "referencia",
    "référence",
];

/// What was found of a thing that lasts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// All that an incident needs, and how bad it was or of what kind.
    Incident,
    /// All that it needs, be it an incident or not.
    Anything,
    /// Two moments, and nothing that tells one from another.
    Nameless,
}

/// Fills what is still empty of incidents with columns that say it in other words.
pub(super) fn fill(names: &Names<'_>, mapping: &mut Mapping) -> Option<Found> {
    let is_free = |mapping: &Mapping, name: &str| {
        let mut bindings = mapping.bindings.iter();
        !bindings.any(|b| b.source.columns().contains(&name))
    };
    let times = || {
        let all = names.raw.table.columns();
        all.filter(|(_, column)| matches!(column, Column::Timestamp(_)))
    };
    for (canonical, said) in [("detected_at", &BEGINS[..]), ("resolved_at", &ENDS[..])] {
        let says = |(name, _): &(&str, &Column)| {
            is_free(mapping, name) && words(name).iter().any(|word| said.contains(&word.as_str()))
        };
        if mapping.binding(canonical).is_none()
            && let Some((name, _)) = times().find(says)
        {
            mapping.bind(canonical, Source::column(name));
        }
    }
    if mapping.binding("detected_at").is_none() || mapping.binding("resolved_at").is_none() {
        return None;
    }
    if mapping.binding("id").is_none() {
        let known = names.find(&IDS).filter(|name| is_free(mapping, name));
        let any = || {
            let mut all = names.raw.table.columns().map(|(name, _)| name);
            all.find(|name| is_free(mapping, name) && tells_apart(names, name))
        };
        let Some(name) = known.or_else(any) else {
            return Some(Found::Nameless);
        };
        mapping.bind("id", Source::column(name));
    }
    let mut all = names.raw.table.columns().map(|(name, _)| name);
    let bad = all.find(|name| {
        words(name)
            .iter()
            .any(|word| HOW_BAD.contains(&word.as_str()))
    });
    if let Some(name) = bad
        && mapping.binding("severity").is_none()
        && is_free(mapping, name)
        && !matches!(fold(name).as_str(), "type" | "typ")
    {
        mapping.bind("severity", Source::column(name));
    }
    Some(match bad {
        Some(_) => Found::Incident,
        None => Found::Anything,
    })
}

/// Whether each row of a column has a value of its own.
fn tells_apart(names: &Names<'_>, name: &str) -> bool {
    let Some(column) = names.raw.table.column(name) else {
        return false;
    };
    let mut seen = FxHashSet::default();
    match column {
        Column::Text(text) => text.distinct() == text.len(),
        Column::I64(_) => {
            (0..column.len()).all(|row| column.display(row).is_some_and(|shown| seen.insert(shown)))
        }
        _ => false,
    }
}
