//! All that the loaded files say, in one answer.

use super::{Loaded, Session, loaded::source_file};
use outturn_metrics::scorecard::{Card, Choice, Detail, Settings, Weights, composite, detail};
use outturn_metrics::{Caveat, SourceFile, all, loaded_series};
use outturn_protocol::LeadLagQuestion;
use outturn_report::snapshot::{SnapshotFile, SnapshotInput};

impl Session {
    /// What the snapshot is made of: files, every metric in detail, the composite, the ranking of the leaders.
    pub(super) fn everything(
        &mut self,
        choice: Choice,
        settings: &Settings,
        weights: &Weights,
        question: &LeadLagQuestion,
    ) -> SnapshotInput {
        let names = loaded_series(&self.sources);
        let mut details: Vec<Detail> = all(&names)
            .iter()
            .map(|metric| detail(metric, &self.sources, choice, settings))
            .collect();
        for detail in &mut details {
            self.say_what_is_open(std::slice::from_mut(&mut detail.card));
        }
        let cards: Vec<Card> = details.iter().map(|d| d.card.clone()).collect();
        SnapshotInput {
            span: self
                .sources
                .span()
                .and_then(|span| self.sources.elapsed(span).or(Some(span))),
            calendar: self.sources.calendar(),
            zone: self.sources.zone().name.clone(),
            files: self.in_order().zip(&self.caveats).map(known_file).collect(),
            composite: composite(&cards, weights),
            settings: settings.clone(),
            weights: weights.clone(),
            details,
            ranking: self.begin(question).finish().ranking,
        }
    }
}

fn known_file((loaded, caveats): (&Loaded, &Vec<Caveat>)) -> SnapshotFile {
    let (raw, mapped) = (&loaded.raw, loaded.mapped.as_ref());
    SnapshotFile {
        facts: SourceFile {
            caveats: caveats.clone(),
            ..source_file(loaded)
        },
        table: mapped.map(|m| m.kind),
        repairs: raw.repairs.clone(),
    }
}
