//! Which series of a file are counters and buckets, as the conventions of Prometheus have it. They count only where something else says
//! that the file is of Prometheus: a plain table may well have totals of each month under `signups_total`.

use super::Recognition;
use super::names::{Names, is_grafana_panel};
use crate::map::{MetricEdit, SampleKind, Source, selector};
use outturn_core::table::{Column, TableKind};

/// What the samples of a metric are in a file that is known to be of Prometheus, if it is.
pub(super) struct Kinds<'a> {
    names: &'a Names<'a>,
    is_prometheus: bool,
    has_bounds: bool,
}

impl<'a> Kinds<'a> {
    pub(super) fn of(names: &'a Names<'a>) -> Self {
        let columns = || names.raw.table.columns().map(|(name, _)| name);
        // The names in front of Prometheus' labels: a metric's own, and the bound of a bucket.
        let ends = |end: &str| columns().any(|name| name.rsplit('.').next() == Some(end));
        let is_named = ends("__name__");
        let selectors = columns().any(|name| selector(name).is_some());
        Self {
            names,
            is_prometheus: is_named || ends("le") || selectors || is_grafana_panel(&names.raw.name),
            has_bounds: ends("le"),
        }
    }

    fn of_metric(&self, name: &str) -> Option<SampleKind> {
        let facts = &self.names.raw.format.facts;
        SampleKind::of_metric(name, self.has_bounds, facts).filter(|_| self.is_prometheus)
    }

    /// What a column that is a metric holds, where that is no gauge.
    pub(super) fn of_column(&self, column: &str) -> Option<MetricEdit> {
        let facts = &self.names.raw.format.facts;
        let kind = match selector(column) {
            Some((name, labels)) => {
                let has_bounds = labels.iter().any(|(label, _)| label == "le");
                SampleKind::of_metric(&name, has_bounds, facts)
            }
            None => self.of_metric(column),
        };
        let kind = Some(kind?);
        Some(MetricEdit {
            kind,
            ..MetricEdit::of(column)
        })
    }
}

/// Says of a table of one row a sample which of its metrics are counters and buckets.
pub(super) fn tell(names: &Names<'_>, found: &mut Recognition) {
    let Some(mapping) = found.mapping.as_mut() else {
        return;
    };
    let Some(Source::Column(column)) = mapping.binding("metric").map(|b| b.source.clone()) else {
        return;
    };
    let text = names.raw.table.column(&column).and_then(Column::as_text);
    let (TableKind::MetricSeries, Some(text)) = (mapping.kind, text) else {
        return;
    };
    let kinds = Kinds::of(names);
    let of_each = text.entries().map(|name| (name, kinds.of_metric(name)));
    let of_each: Vec<(&str, Option<SampleKind>)> = of_each.collect();
    let totals: Vec<&str> = of_each
        .iter()
        .filter_map(|(name, kind)| kind.map(|_| *name))
        .collect();
    if totals.is_empty() {
        return;
    }
    mapping.bind("sample_kind", Source::column(&column));
    for (name, kind) in &of_each {
        mapping.translate("sample_kind", name, kind.map_or("gauge", SampleKind::word));
    }
    found.notes.extend(note(&totals));
}

/// What counters are read as.
pub(super) fn note(totals: &[&str]) -> Option<String> {
    let first = totals.first()?;
    let all = match totals.len() - 1 {
        0 => format!("{first} is a counter"),
        more => format!("{first} and {more} more are counters"),
    };
    Some(format!(
        "{all}: a total since its process began, not a rate. What counts of a period is how much it rose; after a fall it began anew."
    ))
}
