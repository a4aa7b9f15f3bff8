//! A file read as an export: whether it is one, and the mapping, notes and questions that follow from the literal.

use super::{Export, Fill, Keep, Labels, Metric, Note};
use crate::map::{Mapping, MetricEdit, RowFilter, RowRule, Source};
use crate::recognise::Recognition;
use crate::recognise::names::{Names, stem};
use outturn_core::table::TableKind;

impl Export {
    /// The file as this export, if it is one.
    pub(in crate::recognise) fn recognise(&self, names: &Names<'_>) -> Option<Recognition> {
        if !self.is(names) {
            return None;
        }
        let mut found = self.mapped(names)?;
        let notes = self
            .notes
            .iter()
            .filter_map(|note| note.about(names, found.mapping.as_ref()));
        found.notes.extend(notes.collect::<Vec<_>>());
        for ask in self.asks {
            ask(names, &mut found);
        }
        Some(found)
    }

    /// Whether the file has what this export is known by.
    pub(in crate::recognise) fn is(&self, names: &Names<'_>) -> bool {
        let (least, marks) = self.marks;
        self.has.iter().all(|column| names.has(column))
            && names.count(marks) >= least
            && !self.lacks.iter().any(|column| names.has(column))
            && self.only_if.is_none_or(|holds| holds(names))
    }

    fn mapped(&self, names: &Names<'_>) -> Option<Recognition> {
        if let Some(read) = self.read_as {
            let mut found = read(names).filter(|found| found.kind == self.kind)?;
            self.name.clone_into(&mut found.vendor);
            return Some(found);
        }
        let Some(kind) = self.kind else {
            return Some(Recognition::unmapped(self.name, Vec::new()));
        };
        let mut mapping = Mapping::new(kind);
        if let Some(last) = &self.last_per {
            let by = last.by.and_then(|by| names.find(by)).map(str::to_owned);
            let column = names.find(last.column)?.to_owned();
            mapping.rows = RowRule::LastPer { column, by };
        }
        for keep in self.keeps {
            mapping.filters.push(keep.filter(names)?);
        }
        for (canonical, fill) in self.fills {
            if mapping.binding(canonical).is_none() {
                fill.bind(names, &mut mapping, canonical)?;
            }
        }
        for metric in self.metrics {
            metric.add(names, &mut mapping);
        }
        if mapping.metrics.is_empty() && !self.metrics.is_empty() {
            return None;
        }
        self.labels.add(names, &mut mapping);
        Some(Recognition::new(self.name, mapping, Vec::new()))
    }
}

impl Fill {
    /// Fills a canonical column, if it can; `None` where the file turns out to be something else.
    fn bind(&self, names: &Names<'_>, mapping: &mut Mapping, canonical: &str) -> Option<()> {
        let source = match self {
            Self::Needed(spellings) => Some(Source::column(names.find(spellings)?)),
            _ => self.source(names, mapping.kind, canonical),
        };
        if let Some(source) = source {
            mapping.bind(canonical, source);
        }
        if let (Self::Translated(_, words), true) = (self, mapping.binding(canonical).is_some()) {
            for (value, meaning) in *words {
                mapping.translate(canonical, value, meaning);
            }
        }
        Some(())
    }

    fn source(&self, names: &Names<'_>, kind: TableKind, canonical: &str) -> Option<Source> {
        let owned = |name: &str| name.to_owned();
        Some(match self {
            Self::Needed(spellings) | Self::Present(spellings) => {
                Source::column(names.find(spellings)?)
            }
            Self::Filled(spellings) => Source::column(names.filled(spellings)?),
            Self::Usual => Source::column(names.usual(kind, canonical)?),
            Self::FirstOf(columns) => {
                let found = columns.iter().filter_map(|column| names.find(column));
                let found: Vec<String> = found.map(owned).collect();
                Source::FirstOf((!found.is_empty()).then_some(found)?)
            }
            Self::Constant(value) => Source::constant(value),
            Self::FileName => Source::constant(stem(&names.raw.name)),
            Self::Fact(name) => Source::constant(names.fact(name)?),
            Self::After {
                start,
                length,
                unit,
            } => Source::after(names.find(start)?, names.find(length)?, *unit),
            Self::Inside(column, path) => Source::Inside {
                column: owned(names.find(column)?),
                path: path.iter().map(|name| owned(name)).collect(),
            },
            Self::Argument(column, name) => Source::Argument {
                column: owned(names.find(column)?),
                name: owned(name),
            },
            Self::Translated(name, _) => {
                names.raw.table.column(name)?;
                Source::column(name)
            }
            Self::Computed(find) => find(names)?,
        })
    }
}

impl Keep {
    fn filter(&self, names: &Names<'_>) -> Option<RowFilter> {
        match self {
            Self::Is(column, words) => Some(RowFilter::is(names.find(column)?, words)),
            Self::Computed(find) => find(names),
        }
    }
}

impl Metric {
    fn add(&self, names: &Names<'_>, mapping: &mut Mapping) {
        let found = if self.even_empty {
            names.find(self.column)
        } else {
            names.filled(self.column)
        };
        let Some(column) = found else { return };
        mapping.metrics.push(column.to_owned());
        mapping.edit_metric(MetricEdit {
            name: self.id.map(str::to_owned),
            unit: self.unit,
            ..MetricEdit::of(column)
        });
    }
}

impl Labels {
    fn add(&self, names: &Names<'_>, mapping: &mut Mapping) {
        match self {
            Self::Named(columns) => {
                let found = columns.iter().filter_map(|column| names.filled(column));
                mapping.labels.extend(found.map(str::to_owned));
            }
            Self::Beginning { with, but } => {
                let columns = names.raw.table.columns().map(|(name, _)| name);
                let found = columns.filter(|name| name.starts_with(with) && name != but);
                mapping.labels.extend(found.map(str::to_owned));
            }
        }
    }
}

impl Note {
    fn about(&self, names: &Names<'_>, mapping: Option<&Mapping>) -> Option<String> {
        let bound = |canonical: &str| mapping.and_then(|m| m.binding(canonical));
        let text = match self {
            Self::Always(text) => text,
            Self::Without(canonical, text) => bound(canonical).is_none().then_some(text)?,
            Self::Computed(say) => return say(names),
        };
        let mut said = String::new();
        let mut rest = *text;
        while let Some((before, (name, after))) = rest
            .split_once('{')
            .and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
        {
            let source = bound(name).map(|b| b.source.columns());
            let column = source.and_then(|columns| columns.first().copied());
            said.push_str(before);
            said.push_str(column.or_else(|| names.find(&[name])).unwrap_or(name));
            rest = after;
        }
        Some(said + rest)
    }
}
