//! Which period a card shows: what was chosen, what most metrics share, and how far a metric's own data goes.

use crate::{Covered, Metric, Observation, Sources, all, loaded_series};
use outturn_core::calendar::{Calendar, Grain, Period, Span, date_from_iso};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Which period the cards show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// The last complete period that most loaded metrics share.
    #[default]
    Latest,
    /// One period for all.
    At(Period),
    /// Everything that is loaded, as one period.
    All,
    /// The period that is not over yet, as far as there is data.
    ToDate,
    /// Each metric's own last complete period.
    Own,
    /// All from one period to another, as one.
    Between(Period, Period),
}

impl When {
    /// All of some days: as periods of a length where they begin and end with such, else as days.
    #[must_use]
    pub fn days(days: Span, (calendar, grain): (Calendar, Grain)) -> Self {
        let (first, last) = calendar.ends(days, grain);
        Self::Between(first, last)
    }

    /// What an address calls it: `latest`, a period by its first day, several by their first and last day.
    ///
    /// ```
    /// use outturn_core::calendar::{Calendar, Grain};
    /// use outturn_metrics::scorecard::When;
    /// let by = (Calendar::default(), Grain::Month);
    /// for word in ["latest", "to-date", "own", "all", "2026-08-01", "2026-03-01..2026-05-31"] {
    ///     assert_eq!(When::from_word(word, by).map(|when| when.word()).as_deref(), Some(word));
    /// }
    /// assert_eq!(When::from_word("2026-08-17", by), When::from_word("2026-08-01", by));
    /// assert_eq!(When::from_word("yesterday", by), None);
    /// ```
    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::At(period) => period.start().to_string(),
            Self::Between(first, last) => {
                let end = last.end().pred_opt().unwrap_or(last.end());
                format!("{}..{end}", first.start())
            }
            _ => {
                let named = NAMED.iter().find(|(when, _)| *when == self);
                named.map_or("latest", |(_, word)| word).to_owned()
            }
        }
    }

    /// What an address means by [such a word](Self::word), with periods of this calendar and length; `None` where it means nothing.
    #[must_use]
    pub fn from_word(word: &str, (calendar, grain): (Calendar, Grain)) -> Option<Self> {
        if let Some((when, _)) = NAMED.iter().find(|(_, named)| *named == word) {
            return Some(*when);
        }
        let Some((first, last)) = word.split_once("..") else {
            return date_from_iso(word).map(|day| Self::At(calendar.period(day, grain)));
        };
        let (start, last) = (date_from_iso(first)?, date_from_iso(last)?);
        let end = last.succ_opt().filter(|end| start < *end)?;
        Some(Self::days(Span { start, end }, (calendar, grain)))
    }
}

/// What is not a period by itself.
const NAMED: [(When, &str); 4] = [
    (When::Latest, "latest"),
    (When::ToDate, "to-date"),
    (When::Own, "own"),
    (When::All, "all"),
];

/// What the period control says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// How long one period is; the steps of the series.
    pub grain: Grain,
    /// Which period the value is of.
    pub when: When,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            grain: Grain::Month,
            when: When::Latest,
        }
    }
}

/// How the period of a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The data covers it from the first day to the last.
    #[default]
    Whole,
    /// The data covers a part of it.
    Part,
    /// It is older than the period that the scorecard shows: the data ends before.
    Stale,
}

/// The periods of one length that loaded metrics have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Shared {
    /// The last that is complete for more than half of them, those that wait for the same late values counted as one; where none is,
    /// the one that is for most.
    pub complete: Option<Period>,
    /// The last in which any has a value, of those that have begun.
    pub running: Option<Period>,
}

impl Shared {
    /// Of everything that is loaded, whichever rows count: a filter changes no period. Which period is shown is not said by registers, which stand in any, nor by what is of the one day
    /// of its file, as long as there is anything else.
    #[must_use]
    pub fn of(sources: &Sources, grain: Grain) -> Self {
        *sources.about(&format!("shared {}", grain.word()), || {
            let sources: &Sources = &sources.unfiltered();
            let names = loaded_series(sources);
            let metrics = all(&names);
            let (mut shared_by, mut measured, mut running) = (BTreeMap::new(), 0, None);
            let is_ahead =
                |period: &Period| sources.today().is_some_and(|today| period.start() > today);
            let mut waiting = Vec::new();
            let measured_so = |metric: &Metric<'_>| {
                let history = metric.by_period(sources, grain).ok()?;
                history.iter().any(has_value).then_some(history)
            };
            let is_dated = |metric: &&Metric<'_>| !metric.stands(sources);
            let any_dated = metrics
                .iter()
                .filter(is_dated)
                .any(|metric| measured_so(metric).is_some());
            for metric in &metrics {
                if any_dated && metric.stands(sources) {
                    continue;
                }
                let Some(history) = measured_so(metric) else {
                    continue;
                };
                let covered = Covered::of(metric, sources);
                let has_come = |one: &(Period, Observation)| has_value(one) && !is_ahead(&one.0);
                let Some(last) = history.iter().rposition(has_come) else {
                    continue;
                };
                running = running.max(Some(history[last].0));
                // All that wait for the same values of the same rows wait for one thing: labels that come a month later do not outvote
                // the requests, however many metrics are made of them.
                let waits_for = (metric.table(), covered.late().to_vec());
                let vote = usize::from(!waiting.contains(&waits_for));
                if !covered.late().is_empty() {
                    waiting.push(waits_for);
                }
                measured += vote;
                // Data that covers a period in which nothing happened is of it all the same: a month without an incident is no reason to
                // show the one before.
                for (period, observed) in &history {
                    if covered.covers(period.span()) {
                        let (sharing, valued) =
                            shared_by.entry(*period).or_insert((0_usize, false));
                        *sharing += vote;
                        *valued |= observed.value.is_some();
                    }
                }
            }
            shared_by.retain(|_, (_, valued)| *valued);
            let most = shared_by.values().map(|(sharing, _)| *sharing).max();
            let enough = most.unwrap_or(0).min(measured / 2 + 1);
            let complete = shared_by
                .iter()
                .rfind(|(_, (sharing, _))| *sharing >= enough);
            Self {
                complete: complete.map(|(period, _)| *period),
                running,
            }
        })
    }
}

/// A metric's value in each of its periods.
pub type History = [(Period, Observation)];

/// The observation of a period.
pub fn of_period(history: &History, period: Period) -> Option<&Observation> {
    let at = history.binary_search_by_key(&period, |(period, _)| *period);
    at.ok().map(|at| &history[at].1)
}

fn has_value((_, observed): &(Period, Observation)) -> bool {
    observed.value.is_some()
}

/// The last with a value; without any, the last with rows, so that it can be said why they give none.
fn last_of(history: &History) -> Option<&(Period, Observation)> {
    let has_rows = |(_, o): &&(Period, Observation)| o.rows_used + o.rows_skipped > 0;
    let with_value = history.iter().rfind(|one| has_value(one));
    with_value.or_else(|| history.iter().rfind(has_rows))
}

fn is_whole(one: &(Period, Observation), covered: &Covered) -> bool {
    has_value(one) && covered.covers(one.0.span())
}

/// The periods that a card's value is of, and how they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// First and last period: one twice, unless it is of several.
    pub periods: (Period, Period),
    /// How they stand.
    pub standing: Standing,
}

impl Shown {
    fn one(period: Period, standing: Standing) -> Self {
        Self {
            periods: (period, period),
            standing,
        }
    }

    /// The days of the periods.
    #[must_use]
    pub fn span(&self) -> Span {
        let (first, last) = self.periods;
        first.span().joined(last.span())
    }

    /// What a metric shows. `None` where it has no value at all, or none that is not newer than what is chosen.
    #[must_use]
    pub fn of(
        choice: Choice,
        history: &History,
        covered: &Covered,
        shared: Shared,
    ) -> Option<Self> {
        // What is planned is shown where it is chosen, or where there is nothing else.
        let begun = history.partition_point(|(period, _)| covered.has_begun(period.span()));
        let come = Some(&history[..begun]).filter(|come| come.iter().any(has_value));
        let shown = Showing {
            history: come.unwrap_or(history),
            covered,
            shared,
        };
        let history = shown.history;
        match choice.when {
            When::At(period) => Some(Self::one(period, shown.standing(period.span()))),
            When::Between(first, last) => {
                let periods = (first.min(last), first.max(last));
                let span = periods.0.span().joined(periods.1.span());
                Some(Self {
                    periods,
                    standing: shown.standing(span),
                })
            }
            When::Latest => shown.latest(),
            When::ToDate => {
                let wanted = shared.running?;
                match shown.at(wanted) {
                    Some(one) if has_value(one) => {
                        Some(Self::one(wanted, shown.standing(wanted.span())))
                    }
                    _ => shown.stale(wanted),
                }
            }
            When::Own => shown.own_last(),
            When::All => {
                let (first, _) = history.first()?;
                let (last, _) = last_of(history)?;
                let stale = shown.ended_before(shown.own().unwrap_or(*last));
                Some(Self {
                    periods: (*first, *last),
                    standing: match stale {
                        true => Standing::Stale,
                        // Nothing of what is only planned has come.
                        false if covered.days().is_none() => Standing::Part,
                        false => Standing::Whole,
                    },
                })
            }
        }
    }

    /// The last period with a value, of which nothing says that it is complete.
    fn last(history: &History) -> Option<Self> {
        let last = last_of(history)?;
        Some(Self::one(last.0, Standing::Part))
    }
}

/// A metric's periods beside those that are shown of the others.
struct Showing<'a> {
    history: &'a History,
    covered: &'a Covered,
    shared: Shared,
}

impl Showing<'_> {
    fn at(&self, period: Period) -> Option<&(Period, Observation)> {
        self.history.iter().find(|one| one.0 == period)
    }

    fn standing(&self, span: Span) -> Standing {
        match self.covered.covers(span) {
            true => Standing::Whole,
            false => Standing::Part,
        }
    }

    /// Its own last complete period.
    fn own(&self) -> Option<Period> {
        let mut whole = self.history.iter();
        let last = whole.rfind(|one| is_whole(one, self.covered));
        last.map(|(period, _)| *period)
    }

    /// The newest before the shared period, complete if there is one.
    fn stale(&self, wanted: Period) -> Option<Shown> {
        let before = |one: &&(Period, Observation)| one.0 < wanted && has_value(one);
        let last = self.history.iter().rfind(before).map(|(period, _)| *period);
        let own = self.own().filter(|own| *own < wanted);
        Some(Shown::one(own.or(last)?, Standing::Stale))
    }

    /// The oldest: what is of a later day is better than nothing.
    fn first(&self) -> Option<Shown> {
        let first = self.history.iter().find(|one| has_value(one))?;
        Some(Shown::one(first.0, self.standing(first.0.span())))
    }

    /// Whether its data ends before the shared period does, rather than that nothing happened in it.
    fn ended_before(&self, own: Period) -> bool {
        let shared = self.shared.complete.filter(|wanted| own < *wanted);
        shared.is_some_and(|wanted| !self.covered.covers(wanted.span()))
    }

    fn latest(&self) -> Option<Shown> {
        let Some(wanted) = self.shared.complete else {
            return Shown::last(self.history);
        };
        match self.at(wanted) {
            // Also where nothing happened in it.
            Some(_) if self.covered.covers(wanted.span()) => {
                Some(Shown::one(wanted, Standing::Whole))
            }
            Some(one) if has_value(one) && self.own().is_none_or(|own| own > wanted) => {
                Some(Shown::one(wanted, Standing::Part))
            }
            _ => {
                let standing = self.standing(wanted.span());
                let newer = || self.first().filter(|_| self.covered.stands());
                self.stale(wanted)
                    .or_else(newer)
                    .or(Some(Shown::one(wanted, standing)))
            }
        }
    }

    fn own_last(&self) -> Option<Shown> {
        let Some(own) = self.own() else {
            let last = Shown::last(self.history)?;
            let shared = self.shared.complete;
            let older = shared.is_some_and(|wanted| last.periods.0 < wanted);
            return Some(match older {
                true => Shown::one(last.periods.0, Standing::Stale),
                false => last,
            });
        };
        Some(match self.ended_before(own) {
            true => Shown::one(own, Standing::Stale),
            false => Shown::one(own, Standing::Whole),
        })
    }
}
