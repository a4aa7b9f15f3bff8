//! The loaded files and what is asked of them.

use loaded::Loaded;
use outturn_core::calendar::{Calendar, Zone};
use outturn_core::units::Timestamp;
use outturn_import::Room;
use outturn_metrics::scorecard::{
    self, Choice, Comparisons, Filters, Shared, Standing, When, card_by, composite,
};
use outturn_metrics::{Caveat, Sources, Typed, all, loaded_series};
use outturn_protocol::{FileId, ScorecardAnswer, ShowScorecard};
use std::collections::BTreeMap;

mod answers;
mod behind;
mod caveats;
mod everything;
mod formulas;
mod joins;
mod labels;
mod leadlag;
mod loaded;
mod measured;
mod open;
mod overlaps;
mod profile;
mod rolled_up;
mod rows;
mod standing;
mod take;
mod warmup;

pub use answers::{Answers, Begins, Failure, Job};
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
    /// What each file has in common with others, in their order.
    overlaps: Vec<overlaps::Overlaps>,
    /// What is to be known of the rows of each file, in their order.
    caveats: Vec<Vec<Caveat>>,
    /// The same with series whose steps have an order and no dates; `None` where there are none.
    with_steps: Option<Sources>,
    /// The memory that tables may take, and what they take.
    room: Room,
    /// Follows from `sources`.
    lead_lag: leadlag::Cache,
    /// The metrics of the user's own, in their order.
    typed: Vec<Typed>,
    /// What cards are compared with.
    comparisons: Comparisons,
    /// The rows last looked at, in their order.
    view: Option<rows::View>,
    /// The rows behind a number last looked at.
    shown_behind: Option<behind::Shown>,
}

impl Session {
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

    /// Cuts periods by a calendar from now on, whatever is loaded; its days are those of a zone, or a fixed distance from UTC.
    fn set_calendar(&mut self, calendar: Calendar, zone: Option<Zone>) {
        let zone = zone.unwrap_or_else(|| Zone::fixed(calendar.ahead_of_utc));
        if let Some(with_steps) = &mut self.with_steps {
            with_steps.set_clock(calendar, zone.clone());
        }
        self.sources.set_clock(calendar, zone);
        self.shown_behind = None;
        self.lead_lag = leadlag::Cache::default();
    }

    /// Says when it is looked at from now on.
    fn set_now(&mut self, now: Timestamp) {
        let before = self.sources.today();
        self.sources.set_now(now);
        // What is dated ahead is another thing on another day.
        if self.sources.today() != before {
            self.gather();
        }
    }

    fn scorecard(
        &self,
        ShowScorecard {
            choice,
            filters,
            settings,
            weights,
        }: &ShowScorecard,
    ) -> ScorecardAnswer {
        let choice = *choice;
        // The periods of the screen are those of everything, and are known before a filter asks for them.
        let shared = Shared::of(&self.sources, choice.grain);
        let names = loaded_series(&self.sources);
        let mut metrics = all(&names);
        metrics.extend(self.own());
        let by = (filters, &self.comparisons);
        let mut cards = scorecard::cards_by(by, &metrics, &self.sources, choice, settings);
        self.say_what_is_open(&mut cards);
        let previous_score = self.previous_score(choice, &cards, (filters, settings), weights);
        ScorecardAnswer {
            composite: composite(&cards, weights),
            cards,
            previous_score,
            span: self.sources.span(),
            shared,
            filters: filters.clone(),
        }
    }

    /// The composite of the same cards one period earlier: where all that are scored are of one whole period, and all have a score in
    /// the whole period before.
    fn previous_score(
        &self,
        choice: Choice,
        cards: &[scorecard::Card],
        (filters, settings): (&Filters, &scorecard::Settings),
        weights: &scorecard::Weights,
    ) -> Option<f64> {
        let scored: Vec<_> = cards.iter().filter(|c| c.judged.score.is_some()).collect();
        let (period, last) = scored.first()?.periods?;
        let is_alike = |card: &&scorecard::Card| {
            card.periods == Some((period, period)) && card.standing == Standing::Whole
        };
        if period != last || !scored.iter().all(is_alike) {
            return None;
        }
        let before = Choice {
            when: When::At(period.previous()),
            ..choice
        };
        let earlier: Option<Vec<_>> = scored
            .iter()
            .map(|scored| {
                let metric = self.find(&scored.id)?;
                let card = card_by(filters, &metric, &self.sources, before, settings);
                card.judged.score.is_some().then_some(card)
            })
            .collect();
        composite(&earlier?, weights).score
    }
}
