//! The loaded files and what is asked of them.

use loaded::Loaded;
use outturn_import::Room;
use outturn_metrics::scorecard::{self, Choice, When, card, composite};
use outturn_metrics::{Metric, Sources};
use outturn_protocol::{Answer, FileId, MeasuredAnswer, Request, ScorecardAnswer};
use std::collections::BTreeMap;

mod everything;
mod joins;
mod leadlag;
mod loaded;
mod measured;
mod open;
mod profile;
mod rolled_up;
mod rows;
mod take;
mod warmup;

pub use take::Prepared;
pub use warmup::Warmup;

/// What the worker keeps between requests.
#[derive(Default)]
pub struct Session {
    files: BTreeMap<FileId, Box<Loaded>>,
    /// The order of the files, which is that of their rows and of whatever is the first of something: as the page told it, then those
    /// that it has not told, as they were loaded.
    order: Vec<FileId>,
    /// The order that the page told. Files in it may not be loaded, or not yet.
    told: Vec<FileId>,
    /// What pairs of files would be joined to.
    tried: joins::Tried,
    sources: Sources,
    /// The same with series whose steps have an order and no dates; `None` where there are none.
    with_steps: Option<Sources>,
    /// The memory that tables may take, and what they take.
    room: Room,
    /// Follows from `sources`.
    lead_lag: leadlag::Cache,
    /// The rows last looked at, in their order.
    view: Option<rows::View>,
}

impl Session {
    /// Answers everything but what comes in pieces: reads, which end in [`load`](Self::load), hashes, which end in
    /// [`hashed`](Self::hashed), and what is between workers.
    pub fn answer(&mut self, request: &Request) -> Answer {
        match request {
            Request::Read { .. }
            | Request::Prefetch { .. }
            | Request::Hash { .. }
            | Request::Program { .. }
            | Request::Cancel { .. } => Answer::Done,
            Request::Remap { file, treatment } => self.remap(file, treatment),
            Request::Order { files } => {
                self.told.clone_from(files);
                self.put_in_order();
                Answer::Done
            }
            Request::Forget { file } => {
                self.forget(file);
                Answer::Done
            }
            Request::Joins => Answer::Joins(self.joins()),
            Request::Profile { file, column } => match self.profile(file, column) {
                Some(profile) => Answer::Profile(Box::new(profile)),
                None => gone(),
            },
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
                Some(metric) => {
                    let mut detail = scorecard::detail(&metric, &self.sources, *choice, settings);
                    self.say_what_is_open(std::slice::from_mut(&mut detail.card));
                    Answer::Detail(Box::new(detail))
                }
                None => failed(format!("There is no metric called {metric}.")),
            },
            Request::Rows {
                file,
                view,
                offset,
                limit,
            } => self.rows(file, view, *offset, *limit),
            Request::LeftOut {
                file,
                offset,
                limit,
            } => self.left_out(file, *offset, *limit),
            Request::LeftOutCsv { file } => self.left_out_csv(file),
            Request::RolledUp { file } => self.rolled_up(file),
            Request::Measured { choice } => Answer::Measured(Box::new(MeasuredAnswer {
                measured: measured::measured(&self.sources, *choice),
            })),
            Request::LeadLag(question) => Answer::LeadLag(Box::new(leadlag::answer(
                self.with_steps.as_ref().unwrap_or(&self.sources),
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

    /// The loaded files in their order.
    fn in_order(&self) -> impl Iterator<Item = &Loaded> {
        self.order
            .iter()
            .filter_map(|id| self.files.get(id))
            .map(AsRef::as_ref)
    }

    /// Brings the files into the order told, and their rows with them; `false` where they are in it.
    fn put_in_order(&mut self) -> bool {
        let places: BTreeMap<&FileId, usize> = self
            .told
            .iter()
            .enumerate()
            .map(|(at, id)| (id, at))
            .collect();
        let place = |id: &FileId| places.get(id).copied().unwrap_or(usize::MAX);
        let mixed = !self.order.is_sorted_by_key(place);
        if mixed {
            // Stable: those not told stay as they were loaded.
            self.order.sort_by_key(place);
            self.gather();
        }
        mixed
    }

    fn scorecard(
        &self,
        choice: Choice,
        settings: &scorecard::Settings,
        weights: &scorecard::Weights,
    ) -> ScorecardAnswer {
        let mut cards = scorecard::cards(&self.sources, choice, settings);
        self.say_what_is_open(&mut cards);
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
}

fn failed(reason: String) -> Answer {
    Answer::Failed { reason }
}

fn gone() -> Answer {
    failed("That file is no longer loaded.".to_owned())
}
