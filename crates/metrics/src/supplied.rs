//! Metrics and the series that they are read from, where they come ready-made; and which there are.

use crate::metric::SERIES_PREFIX;
use crate::series::{Found, found, found_for, named_series, target_of};
use crate::{Direction, Metric, Scope, Slices, SourceFile, Sources, Unavailable, catalogue};
use outturn_core::calendar::Span;
use outturn_core::table::{Column, TableKind};

impl Metric<'_> {
    /// Whether it is read from a series, as a metric of the catalogue is whose tables are not loaded.
    #[must_use]
    pub fn is_supplied(&self, sources: &Sources) -> bool {
        match self {
            Self::Defined(d) => {
                let scope = Scope::new(sources, Slices::Spans(Vec::new()));
                found_for(&scope, d).is_ok() && d.value.evaluate(&scope).is_err()
            }
            Self::Series(_) => true,
        }
    }

    /// Whether it is read from a series of this name, as it stands in a table of series: one under the id or the label of a metric of the
    /// catalogue counts as long as that is not computed from its tables.
    #[must_use]
    pub fn is_read_from(&self, name: &str, sources: &Sources) -> bool {
        self.is_named(name) && self.is_supplied(sources)
    }

    /// Whether a name in a table of series is that of this one.
    fn is_named(&self, name: &str) -> bool {
        match self {
            Self::Defined(d) => catalogue::spelled(name).is_some_and(|s| s.metric.id == d.id),
            Self::Series(own) => own.name == name,
        }
    }

    /// The files that it is read from, each once. Of many files of series those that have its name.
    #[must_use]
    pub fn files(&self, sources: &Sources) -> Vec<SourceFile> {
        let supplied = self.is_supplied(sources);
        let tables = match supplied {
            true => vec![TableKind::MetricSeries],
            false => self.tables_of(sources),
        };
        let mut files: Vec<SourceFile> = Vec::new();
        for table in tables.into_iter().filter_map(|kind| sources.get(kind)) {
            for (part, file) in table.parts().iter().zip(table.files()) {
                let names = part.column("metric").and_then(Column::as_text);
                let has_it = || names.is_some_and(|n| n.entries().any(|n| self.is_named(n)));
                if (!supplied || has_it()) && !files.contains(file) {
                    files.push(file.clone());
                }
            }
        }
        files
    }

    /// The target that a `target` column of its series gives in a span, in the base unit, and which side of it that says is better.
    #[must_use]
    pub fn target_in(&self, sources: &Sources, span: Span) -> Option<(f64, Direction)> {
        if !self.is_supplied(sources) {
            return None;
        }
        let scope = Scope::new(sources, Slices::Spans(vec![span]));
        target_of(&self.found(&scope).ok()?)
    }

    /// The series that it is read from, or would be.
    pub(crate) fn found<'s>(&self, scope: &Scope<'s>) -> Result<Found<'s>, Unavailable> {
        match self {
            Self::Defined(d) => found_for(scope, d),
            Self::Series(own) => found(scope, own.name),
        }
    }
}

/// Every metric there is: the catalogue, those that are only supplied and are, then one's own series. `names` are those of
/// [`loaded_series`].
#[must_use]
pub fn all(names: &[String]) -> Vec<Metric<'_>> {
    let loaded = names.iter().filter_map(|id| Metric::find(id));
    catalogue::all()
        .map(Metric::Defined)
        .chain(loaded)
        .collect()
}

/// Ids of what the loaded series are beside the computed catalogue, in order of first appearance, to be given to [`all`]: metrics that
/// are only supplied, and one's own.
#[must_use]
pub fn loaded_series(sources: &Sources) -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for (name, meant) in named_series(sources) {
        let id = match meant {
            None => format!("{SERIES_PREFIX}{name}"),
            Some(metric) => metric.id.to_owned(),
        };
        let computed = meant.is_some_and(|m| catalogue::all().any(|known| known.id == m.id));
        if !computed && !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}
