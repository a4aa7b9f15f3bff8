//! All that the loaded files say, in one answer.

use super::Session;
use super::answers::{Begins, Job};
use super::loaded::{Loaded, notes, repairs, source_file};
use outturn_core::steps::pause;
use outturn_metrics::scorecard::{Card, Detail, composite, detail_by};
use outturn_metrics::{SourceFile, all, loaded_series};
use outturn_protocol::{DoneOf, GatherEverything};
use outturn_report::snapshot::{SnapshotFile, SnapshotInput};

impl Begins<GatherEverything> for Session {
    /// Gathers what the snapshot is made of: files, every metric in detail, the composite, the ranking of the leaders. Counts the
    /// metrics.
    fn begin(&self, asked: &GatherEverything) -> Job<SnapshotInput> {
        let (sources, open, asked) = (self.sources.clone(), self.open(), asked.clone());
        let comparisons = self.comparisons.clone();
        let files = self.known_files();
        let (ranking, own) = (self.begin(&asked.lead_lag), self.own());
        Job::counting(async move |done| {
            let names = loaded_series(&sources);
            let mut metrics = all(&names);
            metrics.extend_from_slice(&own);
            let mut details: Vec<Detail> = Vec::with_capacity(metrics.len());
            for metric in &metrics {
                let mut detail = detail_by(
                    &asked.filters,
                    metric,
                    &sources,
                    asked.choice,
                    &asked.settings,
                    &comparisons,
                );
                open.say(std::slice::from_mut(&mut detail.card));
                details.push(detail);
                done.set(DoneOf {
                    done: details.len(),
                    of: metrics.len(),
                });
                pause().await;
            }
            let cards: Vec<Card> = details.iter().map(|d| d.card.clone()).collect();
            SnapshotInput {
                span: sources
                    .span()
                    .and_then(|span| sources.elapsed(span).or(Some(span))),
                calendar: sources.calendar(),
                zone: sources.zone().name.clone(),
                files,
                composite: composite(&cards, &asked.weights),
                filters: asked.filters,
                settings: asked.settings,
                weights: asked.weights,
                details,
                ranking: ranking.steps.go_on().await.ranking,
            }
        })
    }
}

impl Session {
    /// The files as the page shows them: what counts of each, what was repaired, said and answered.
    fn known_files(&self) -> Vec<SnapshotFile> {
        let files: Vec<&Loaded> = self.in_order().collect();
        let name = |place: usize| files.get(place).map(|file| file.raw.name.clone());
        let each = files.iter().zip(&self.overlaps).zip(&self.caveats);
        let each = each.map(|((loaded, overlaps), caveats)| SnapshotFile {
            facts: SourceFile {
                caveats: caveats.clone(),
                ..overlaps.without(source_file(loaded))
            },
            table: loaded.kind(),
            repairs: repairs(loaded),
            counted_from: overlaps
                .counted_from
                .iter()
                .filter_map(|(place, rows)| Some((name(*place)?, *rows)))
                .collect(),
            notes: notes(loaded),
            options: loaded.options.clone(),
            mapping: loaded.mapping.clone(),
        });
        each.collect()
    }
}
