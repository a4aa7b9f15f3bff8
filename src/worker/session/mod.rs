//! The loaded files and what is asked of them.

use super::{
    Answer, ColumnSummary, FileId, FileSummary, LeftOutPage, LeftOutRow, MeasuredAnswer, Request,
    RowsPage, ScorecardAnswer,
};
use crate::engine::import::{self, Mapped, Mapping, RawFile, Recognition};
use crate::engine::metrics::{Metric, SourceFile, Sources};
use crate::engine::scorecard::{self, Choice, When, card, composite};
use std::collections::BTreeMap;
use std::sync::Arc;

mod everything;
mod leadlag;
mod measured;
mod rhythm;

/// A loaded file: as it was read, what it was recognised as, and the table made from it.
struct Loaded {
    raw: RawFile,
    recognition: Recognition,
    mapping: Option<Mapping>,
    mapped: Option<Mapped>,
    problem: Option<String>,
}

/// What the worker keeps between requests.
#[derive(Default)]
pub struct Session {
    files: BTreeMap<FileId, Loaded>,
    /// The order in which files were loaded, which is the order of their rows.
    order: Vec<FileId>,
    sources: Sources,
    /// Follows from `sources`.
    lead_lag: leadlag::Kept,
}

impl Session {
    /// Takes a file that has been read. One of the same name is replaced.
    pub fn load(&mut self, file: &FileId, raw: RawFile, mapping: Option<Mapping>) -> Answer {
        let recognition = import::recognise(&raw);
        let loaded = Loaded {
            raw,
            recognition,
            mapping: None,
            mapped: None,
            problem: None,
        };
        if self.files.insert(file.clone(), loaded).is_none() {
            self.order.push(file.clone());
        }
        self.remap(file, mapping)
    }

    /// Answers everything but reads, which come in pieces and end in [`load`](Self::load).
    pub fn answer(&mut self, request: &Request) -> Answer {
        match request {
            Request::Read { .. } | Request::Cancel { .. } => Answer::Done,
            Request::Remap { file, mapping } => self.remap(file, mapping.clone()),
            Request::Forget { file } => {
                self.files.remove(file);
                self.order.retain(|f| f != file);
                self.gather();
                Answer::Done
            }
            Request::Scorecard {
                choice,
                settings,
                weights,
            } => Answer::Scorecard(Box::new(self.scorecard(*choice, settings, weights))),
            Request::Detail {
                metric,
                choice,
                settings,
            } => match Metric::find(metric) {
                Some(metric) => Answer::Detail(Box::new(scorecard::detail(
                    &metric,
                    &self.sources,
                    *choice,
                    settings,
                ))),
                None => failed(format!("There is no metric called {metric}.")),
            },
            Request::Rows {
                file,
                offset,
                limit,
            } => self.rows(file, *offset, *limit),
            Request::LeftOut {
                file,
                offset,
                limit,
            } => self.left_out(file, *offset, *limit),
            Request::Measured { choice } => Answer::Measured(Box::new(MeasuredAnswer {
                measured: measured::measured(&self.sources, *choice),
            })),
            Request::LeadLag(question) => Answer::LeadLag(Box::new(leadlag::answer(
                &self.sources,
                question,
                &mut self.lead_lag,
            ))),
            Request::Everything {
                choice,
                settings,
                weights,
                lead_lag,
            } => Answer::Everything(Box::new(
                self.everything(*choice, settings, weights, lead_lag),
            )),
        }
    }

    fn remap(&mut self, file: &FileId, own: Option<Mapping>) -> Answer {
        let Some(loaded) = self.files.get_mut(file) else {
            return failed("That file is no longer loaded.".to_owned());
        };
        loaded.mapping = own.or_else(|| loaded.recognition.guessed());
        (loaded.mapped, loaded.problem) = match loaded
            .mapping
            .as_ref()
            .map(|m| import::apply(&loaded.raw, m))
        {
            Some(Ok(mapped)) => (Some(mapped), None),
            Some(Err(error)) => (None, Some(error.to_string())),
            None => (None, None),
        };
        self.gather();
        match self.files.get(file) {
            Some(loaded) => Answer::File(Box::new(summary(file, loaded))),
            None => Answer::Done,
        }
    }

    /// Brings the tables of all files together by kind.
    fn gather(&mut self) {
        self.sources = Sources::default();
        self.lead_lag = leadlag::Kept::default();
        for loaded in self.order.iter().filter_map(|id| self.files.get(id)) {
            if let Some(mapped) = &loaded.mapped {
                self.sources.add(
                    mapped.kind,
                    Arc::new(mapped.table.clone()),
                    source_file(loaded, mapped),
                );
            }
        }
    }

    fn scorecard(
        &self,
        choice: Choice,
        settings: &scorecard::Settings,
        weights: &scorecard::Weights,
    ) -> ScorecardAnswer {
        let cards = scorecard::cards(&self.sources, choice, settings);
        let previous_score = self.previous_score(choice, &cards, settings, weights);
        ScorecardAnswer {
            composite: composite(&cards, weights),
            cards,
            previous_score,
            span: self.sources.span(),
        }
    }

    /// The composite one period earlier, when all cards that have a value show the same period.
    fn previous_score(
        &self,
        choice: Choice,
        cards: &[scorecard::Card],
        settings: &scorecard::Settings,
        weights: &scorecard::Weights,
    ) -> Option<f64> {
        if choice.when == When::All {
            return None;
        }
        let scored: Vec<_> = cards.iter().filter(|c| c.judged.score.is_some()).collect();
        let period = scored.first()?.series.last()?.period;
        let same = scored
            .iter()
            .all(|c| c.series.last().is_some_and(|p| p.period == period));
        let before = Choice {
            when: When::At(period.previous()),
            ..choice
        };
        let names: Vec<&str> = scored.iter().map(|c| c.id.as_str()).collect();
        let earlier: Vec<_> = names
            .iter()
            .filter_map(|id| Metric::find(id))
            .map(|metric| card(&metric, &self.sources, before, settings, 2))
            .collect();
        same.then(|| composite(&earlier, weights).score).flatten()
    }

    fn rows(&self, file: &FileId, offset: usize, limit: usize) -> Answer {
        let Some(loaded) = self.files.get(file) else {
            return failed("That file is no longer loaded.".to_owned());
        };
        let table = &loaded.raw.table;
        let end = table.rows().min(offset.saturating_add(limit));
        let cells = |row| {
            table
                .columns()
                .map(|(_, column)| column.display(row))
                .collect()
        };
        Answer::Rows(RowsPage {
            header: table.columns().map(|(name, _)| name.to_owned()).collect(),
            rows: (offset.min(end)..end).map(cells).collect(),
            offset,
            total: table.rows(),
        })
    }

    fn left_out(&self, file: &FileId, offset: usize, limit: usize) -> Answer {
        let Some(loaded) = self.files.get(file) else {
            return failed("That file is no longer loaded.".to_owned());
        };
        let mapped = loaded.mapped.iter().flat_map(|m| &m.left_out);
        let all: Vec<_> = loaded.raw.left_out.iter().chain(mapped).collect();
        let rows = all.iter().skip(offset).take(limit).map(|left| LeftOutRow {
            row: left.row,
            reason: left.reason.to_string(),
            column: left.column.clone(),
            found: left.found.clone(),
        });
        Answer::LeftOut(LeftOutPage {
            rows: rows.collect(),
            offset,
            total: all.len(),
        })
    }
}

fn failed(reason: String) -> Answer {
    Answer::Failed { reason }
}

fn left_out_by_reason(loaded: &Loaded) -> Vec<(String, u64)> {
    let mapped = loaded.mapped.iter().flat_map(|m| &m.left_out);
    let mut counts: BTreeMap<&'static str, u64> = BTreeMap::new();
    for left in loaded.raw.left_out.iter().chain(mapped) {
        *counts.entry(left.reason.label()).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|(reason, n)| (reason.to_owned(), n))
        .collect()
}

fn source_file(loaded: &Loaded, mapped: &Mapped) -> SourceFile {
    SourceFile {
        file: loaded.raw.name.clone(),
        sha256: loaded.raw.sha256.clone(),
        bytes: loaded.raw.bytes,
        rows_read: loaded.raw.rows_read as u64,
        rows_used: mapped.rows_used as u64,
        left_out: left_out_by_reason(loaded),
    }
}

/// How many first values of a column are shown.
const SAMPLES: usize = 3;

fn summary(file: &FileId, loaded: &Loaded) -> FileSummary {
    let raw = &loaded.raw;
    let columns = raw.table.columns().map(|(name, column)| ColumnSummary {
        name: name.to_owned(),
        column_type: column.column_type(),
        present: column.present() as u64,
        samples: (0..column.len().min(200))
            .filter_map(|row| column.display(row))
            .take(SAMPLES)
            .collect(),
    });
    let mapped_notes = loaded.mapped.iter().flat_map(|m| m.notes.clone());
    FileSummary {
        file: file.clone(),
        name: raw.name.clone(),
        bytes: raw.bytes,
        sha256: raw.sha256.clone(),
        format: raw.format.clone(),
        rows_read: raw.rows_read as u64,
        rows_used: loaded.mapped.as_ref().map_or(0, |m| m.rows_used as u64),
        columns: columns.collect(),
        vendor: loaded.recognition.vendor.clone(),
        mapping: loaded.mapping.clone(),
        kind: loaded.mapped.as_ref().map(|m| m.kind),
        span: loaded
            .mapped
            .as_ref()
            .and_then(|m| Sources::span_in(m.kind, &m.table)),
        left_out: left_out_by_reason(loaded),
        repairs: raw.repairs.clone(),
        notes: raw
            .warnings
            .iter()
            .cloned()
            .chain(loaded.recognition.notes.clone())
            .chain(mapped_notes)
            .collect(),
        problem: loaded.problem.clone(),
    }
}
