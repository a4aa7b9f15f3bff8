//! All that the loaded files say, in one answer.

use super::{Loaded, Session, leadlag, left_out_by_reason};
use crate::engine::metrics::{SourceFile, all, loaded_series};
use crate::engine::scorecard::{Card, Choice, Detail, Settings, Weights, composite, detail};
use crate::snapshot::export::{Known, KnownFile};
use crate::worker::LeadLagQuestion;

impl Session {
    /// What the snapshot is made of: files, every metric in detail, the composite, the ranking of the leaders.
    pub(super) fn everything(
        &mut self,
        choice: Choice,
        settings: &Settings,
        weights: &Weights,
        question: &LeadLagQuestion,
    ) -> Known {
        let names = loaded_series(&self.sources);
        let details: Vec<Detail> = all(&names)
            .iter()
            .map(|metric| detail(metric, &self.sources, choice, settings))
            .collect();
        let cards: Vec<Card> = details.iter().map(|d| d.card.clone()).collect();
        Known {
            span: self.sources.span(),
            files: self
                .order
                .iter()
                .filter_map(|id| self.files.get(id))
                .map(known_file)
                .collect(),
            composite: composite(&cards, weights),
            details,
            ranking: leadlag::answer(&self.sources, question, &mut self.lead_lag).ranking,
        }
    }
}

fn known_file(loaded: &Loaded) -> KnownFile {
    let (raw, mapped) = (&loaded.raw, loaded.mapped.as_ref());
    KnownFile {
        facts: SourceFile {
            file: raw.name.clone(),
            sha256: raw.sha256.clone(),
            bytes: raw.bytes,
            rows_read: raw.rows_read as u64,
            rows_used: mapped.map_or(0, |m| m.rows_used as u64),
            left_out: left_out_by_reason(loaded),
        },
        table: mapped.map(|m| m.kind),
        repairs: raw.repairs.clone(),
    }
}
