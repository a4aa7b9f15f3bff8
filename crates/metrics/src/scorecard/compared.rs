//! A value against the one before, like with like.

use super::card::Comparison;
use super::period::{History, Shown, Standing, of_period};
use crate::{Covered, Metric, Observation, Scope, Slices, Sources, Unchanged};
use outturn_core::calendar::Span;
use outturn_core::stats;
use outturn_core::units::Unit;
use outturn_expr::Spread;
use serde::{Deserialize, Serialize};

/// What a change says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// It is more than chance gives.
    Changed,
    /// It is within what chance gives, or nothing.
    Unchanged,
    /// Then or now there were too few cases to tell.
    TooFew,
}

/// A metric that is compared with itself.
pub(super) struct Compared<'a> {
    pub metric: &'a Metric<'a>,
    pub sources: &'a Sources,
    pub covered: &'a Covered,
    pub history: &'a History,
}

impl Compared<'_> {
    /// A value against the period before the one shown: a whole one against a whole one, a part against the same part. `None` where
    /// the data does not cover that, and for values of several periods, of all, or of a period that is stale.
    pub fn with_before(
        &self,
        shown: Shown,
        (now, span): (&Observation, Span),
        least_n: u64,
    ) -> Option<Comparison> {
        let (first, last) = shown.periods;
        if first != last || shown.standing == Standing::Stale || span != first.span() {
            return None;
        }
        let to = first.previous();
        let part = match shown.standing {
            Standing::Part => Some(first.same_part_before(self.covered.whole_days(span)?)?),
            _ => None,
        };
        let then_span = part.unwrap_or(to.span());
        if !self.covered.covers(then_span) {
            return None;
        }
        let then = match part {
            None => of_period(self.history, to)?.clone(),
            Some(part) => self.metric.within(self.sources, part)?,
        };
        let (now_value, then_value) = (now.value?, then.value?);
        let cases = |one: &Observation| super::verdict::cases(self.metric, one);
        let too_few = [now, &then]
            .into_iter()
            .filter_map(cases)
            .any(|cases| cases < least_n);
        let change = now_value - then_value;
        Some(Comparison {
            to,
            value: then_value,
            change,
            change_ratio: (then_value != 0.0).then(|| change / then_value.abs()),
            part,
            reading: match too_few {
                true => Reading::TooFew,
                false if self.is_chance((now, span), (&then, then_span)) => Reading::Unchanged,
                false => Reading::Changed,
            },
        })
    }

    /// Whether a difference is no more than chance gives: within the 95 % interval of the difference of the metric's kind. Without an
    /// interval, as of a ready-made value, only what is equal is no difference; what is shown as equal is told where it is shown.
    fn is_chance(&self, (now, now_span): One<'_>, (then, then_span): One<'_>) -> bool {
        let unchanged = match self.metric {
            _ if now.value == then.value => return true,
            Metric::Series(_) => return false,
            Metric::Defined(d) => d.unchanged,
        };
        let found = match unchanged {
            Unchanged::LastDigit => None,
            Unchanged::Newcombe => self.shares(now, then),
            Unchanged::Welch | Unchanged::Ranks => self.spread((then, then_span), (now, now_span)),
            Unchanged::Poisson => {
                let exposed = |one: &Observation, span| self.exposed(one, span);
                let counts = exposed(now, now_span).zip(exposed(then, then_span));
                counts.and_then(|(a, b)| Some(stats::poisson_p_value(a, b)? >= CHANCE))
            }
        };
        found.unwrap_or(false)
    }

    fn shares(&self, now: &Observation, then: &Observation) -> Option<bool> {
        let one = |one: &Observation| {
            let (share, n) = (one.value?, super::verdict::cases(self.metric, one)?);
            Some((share, stats::wilson_interval(share, n as f64)?))
        };
        let (low, high) = stats::difference_interval(one(now)?, one(then)?);
        Some(low <= 0.0 && 0.0 <= high)
    }

    /// Of values that are computed from rows: how they spread then and now.
    fn spread(&self, (then, then_span): One<'_>, (now, now_span): One<'_>) -> Option<bool> {
        let Metric::Defined(d) = self.metric else {
            return None;
        };
        if now.made.is_some() {
            return None;
        }
        let scope = Scope::new(self.sources, Slices::Spans(vec![then_span, now_span]));
        let counts = [then, now].map(|one| super::verdict::cases(self.metric, one));
        let counts = [counts[0]? as f64, counts[1]? as f64];
        match d.value.spread(&scope, &counts).ok()?.as_slice() {
            [Some(Spread::Mean(then)), Some(Spread::Mean(now))] => {
                Some(stats::welch_p_value(*now, *then)? >= CHANCE)
            }
            [
                Some(Spread::Quantile(then, of_then)),
                Some(Spread::Quantile(now, of_now)),
            ] => {
                let (low, high) = stats::difference_interval((*now, *of_now), (*then, *of_then));
                Some(low <= 0.0 && 0.0 <= high)
            }
            _ => None,
        }
    }

    /// A count and what it was possible in: of a count, the seconds observed; of a quotient, its denominator.
    fn exposed(&self, one: &Observation, span: Span) -> Option<(f64, f64)> {
        match one.inputs.as_slice() {
            [count, .., time] if self.metric.unit() != Unit::Count && one.made.is_none() => {
                Some((count.value, time.value))
            }
            _ if self.metric.unit() == Unit::Count => {
                Some((one.value?, self.covered.seconds(span)))
            }
            _ => None,
        }
    }
}

/// An observation and its days.
type One<'a> = (&'a Observation, Span);

/// What would be seen by chance alone at least as often as this is no change.
const CHANCE: f64 = 0.05;
