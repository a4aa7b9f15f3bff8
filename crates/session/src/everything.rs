//! All that the loaded files say, in one answer.

use super::answers::{Begins, Job};
use super::{Loaded, Session, loaded::source_file};
use outturn_core::steps::pause;
use outturn_metrics::scorecard::{Card, Detail, composite, detail_by};
use outturn_metrics::{Caveat, SourceFile, all, loaded_series};
use outturn_protocol::{DoneOf, GatherEverything};
use outturn_report::snapshot::{SnapshotFile, SnapshotInput};

impl Begins<GatherEverything> for Session {
    /// Gathers what the snapshot is made of: files, every metric in detail, the composite, the ranking of the leaders. Counts the
    /// metrics.
    fn begin(&self, asked: &GatherEverything) -> Job<SnapshotInput> {
        let (sources, open, asked) = (self.sources.clone(), self.open(), asked.clone());
        let comparisons = self.comparisons.clone();
        let files: Vec<SnapshotFile> = self.in_order().zip(&self.caveats).map(known_file).collect();
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
