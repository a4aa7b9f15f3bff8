//! A value against the one before, like with like.

use super::Status;
use super::card::{Card, Comparison};
use super::comparisons::NotComparable;
use super::period::{History, Shown, Standing, of_period};
use crate::{Covered, Metric, Observation, Scope, Slices, Sources, Unchanged};
use outturn_core::calendar::{Calendar, Grain, Period, Span};
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

/// What chance says of a difference.
struct Chance {
    /// It gives as much.
    explains: bool,
    /// The 95 % interval of the difference, where there is one.
    interval: Option<(f64, f64)>,
}

impl Chance {
    fn within((low, high): (f64, f64)) -> Self {
        Self {
            explains: low <= 0.0 && 0.0 <= high,
            interval: Some((low, high)),
        }
    }

    fn of_p(p_value: f64) -> Self {
        Self {
            explains: p_value >= CHANCE,
            interval: None,
        }
    }
}

/// Days that a value is compared with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Then {
    /// First and last period: one twice, unless they are several.
    pub to: (Period, Period),
    /// The days of that period, where they are not all.
    pub part: Option<Span>,
}

/// A value that is compared, as far as that says which days it can be compared with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Now<'a> {
    periods: (Period, Period),
    /// The days there are, where they are not all.
    part: Option<Span>,
    span: Span,
    sources: &'a Sources,
}

impl Then {
    fn span(self) -> Span {
        let (first, last) = self.to;
        self.part.unwrap_or(first.span().joined(last.span()))
    }

    /// As many periods as the value is of, so many times before; of a part the same part.
    pub fn periods_before(now: Now<'_>, times: u16) -> Result<Self, NotComparable> {
        let (first, last) = now.periods;
        if first != last {
            let (first, last) = longest(now.sources.calendar(), now.span);
            let n = number_of(first, last).saturating_mul(i32::from(times));
            return Ok(Self {
                to: (first.shifted(-n), last.shifted(-n)),
                part: None,
            });
        }
        now.earlier(times)
    }

    /// The same period a year before: of weeks the one 52 weeks before, of days that of the same weekday.
    pub fn a_year_before(now: Now<'_>) -> Result<Self, NotComparable> {
        let a_year = |grain| match grain {
            Grain::Day => 364,
            Grain::Week => 52,
            Grain::Month => 12,
            Grain::Quarter => 4,
            Grain::Year => 1,
        };
        let (first, last) = now.periods;
        if first != last {
            let (first, last) = longest(now.sources.calendar(), now.span);
            let n = -i32::from(a_year(first.grain()));
            return Ok(Self {
                to: (first.shifted(n), last.shifted(n)),
                part: None,
            });
        }
        now.earlier(a_year(first.grain()))
    }

    /// A baseline that the user picked: whole periods, before or after those of the value. A sum is compared with one over as many.
    pub fn baseline(
        card: &Card,
        (now, adds_up): (Span, bool),
        (baseline, to): (Span, (Period, Period)),
    ) -> Result<Self, NotComparable> {
        let as_long = card.periods.is_some_and(|(first, last)| {
            first.grain() == to.0.grain() && number_of(first, last) == number_of(to.0, to.1)
        });
        match card.standing {
            Standing::Stale => Err(NotComparable::Stale),
            Standing::Part => Err(NotComparable::PartOfPeriod),
            Standing::Whole if now.overlap(baseline).is_some() => Err(NotComparable::Overlaps),
            Standing::Whole if adds_up && !as_long && now.days() != baseline.days() => {
                Err(NotComparable::Lengths {
                    now: now.days() as u32,
                    then: baseline.days() as u32,
                })
            }
            Standing::Whole => Ok(Self { to, part: None }),
        }
    }
}

impl Now<'_> {
    /// One period, so many before.
    fn earlier(self, times: u16) -> Result<Then, NotComparable> {
        let (period, _) = self.periods;
        let then = period.shifted(-i32::from(times));
        let part = self.part.map(|days| {
            period
                .same_part_earlier(days, times)
                .ok_or(NotComparable::NothingThen)
        });
        Ok(Then {
            to: (then, then),
            part: part.transpose()?,
        })
    }
}

impl<'a> Compared<'a> {
    /// A value against the one before, like with like: a whole period against a whole one, a part against the same part, several
    /// periods against as many before them.
    ///
    /// # Errors
    /// Why it cannot be compared.
    pub fn with_before(
        &self,
        shown: Shown,
        (now, span): (&Observation, Span),
        least_n: u64,
    ) -> Result<Comparison, NotComparable> {
        let then = Then::periods_before(self.now(shown, span)?, 1)?;
        self.with(then, (now, span), least_n)
    }

    /// Which days a value is of.
    ///
    /// # Errors
    /// Why values of earlier days are none that it could be compared with.
    pub fn now(&self, shown: Shown, span: Span) -> Result<Now<'a>, NotComparable> {
        let (first, last) = shown.periods;
        let part = match shown.standing {
            _ if span != shown.span() => return Err(NotComparable::Everything),
            Standing::Stale => return Err(NotComparable::Stale),
            Standing::Part if first != last => return Err(NotComparable::PartOfSeveral),
            Standing::Part => {
                let days = self.covered.whole_days(span);
                Some(days.ok_or(NotComparable::PartOfSeveral)?)
            }
            Standing::Whole => None,
        };
        Ok(Now {
            periods: shown.periods,
            part,
            span,
            sources: self.sources,
        })
    }

    /// A value against that of other days.
    ///
    /// # Errors
    /// Why it cannot be compared.
    pub fn with(
        &self,
        then: Then,
        (now, span): (&Observation, Span),
        least_n: u64,
    ) -> Result<Comparison, NotComparable> {
        let Then { to, part } = then;
        let then_span = then.span();
        if !self.covered.covers(then_span) {
            return Err(NotComparable::NotCovered {
                days: then_span,
                data: self.covered.days(),
            });
        }
        let one = (part.is_none() && to.0 == to.1).then_some(to.0);
        let known = one.and_then(|period| of_period(self.history, period).cloned());
        let then = known.or_else(|| self.metric.within(self.sources, then_span));
        let then = then.ok_or(NotComparable::NothingThen)?;
        let values = now.value.zip(then.value);
        let (now_value, then_value) = values.ok_or(NotComparable::NothingThen)?;
        let cases = |one: &Observation| super::verdict::cases(self.metric, one);
        let too_few = [now, &then]
            .into_iter()
            .filter_map(cases)
            .any(|cases| cases < least_n);
        let change = now_value - then_value;
        let chance = self.chance((now, span), (&then, then_span));
        Ok(Comparison {
            to,
            value: then_value,
            change,
            change_ratio: (then_value != 0.0).then(|| change / then_value.abs()),
            part,
            n: then.rows_used,
            reading: match &chance {
                _ if too_few => Reading::TooFew,
                Some(chance) if chance.explains => Reading::Unchanged,
                _ => Reading::Changed,
            },
            interval: chance.and_then(|chance| chance.interval),
            status: Status::NoData,
        })
    }

    /// Whether a difference is no more than chance gives: within the 95 % interval of the difference of the metric's kind. Without an
    /// interval, as of a ready-made value, only what is equal is no difference; what is shown as equal is told where it is shown.
    fn chance(&self, (now, now_span): One<'_>, (then, then_span): One<'_>) -> Option<Chance> {
        let found = match self.metric {
            Metric::Series(_) => None,
            Metric::Defined(d) => match d.unchanged {
                Unchanged::LastDigit => None,
                Unchanged::Newcombe => self.shares(now, then),
                Unchanged::Groups => of_groups(now)
                    .zip(of_groups(then))
                    .map(|(now, then)| Chance::within(stats::difference_interval(now, then))),
                Unchanged::Welch | Unchanged::Ranks => {
                    self.spread((then, then_span), (now, now_span))
                }
                Unchanged::Poisson => {
                    let exposed = |one: &Observation, span| self.exposed(one, span);
                    let counts = exposed(now, now_span).zip(exposed(then, then_span));
                    counts.and_then(|(a, b)| Some(Chance::of_p(stats::poisson_p_value(a, b)?)))
                }
            },
        };
        match now.value == then.value {
            true => Some(Chance {
                explains: true,
                interval: found.and_then(|found| found.interval),
            }),
            false => found,
        }
    }

    fn shares(&self, now: &Observation, then: &Observation) -> Option<Chance> {
        let one = |one: &Observation| {
            let (share, n) = (one.value?, super::verdict::cases(self.metric, one)?);
            Some((share, stats::wilson_interval(share, n as f64)?))
        };
        let difference = stats::difference_interval(one(now)?, one(then)?);
        Some(Chance::within(difference))
    }

    /// Of values that are computed from rows: how they spread then and now.
    fn spread(&self, (then, then_span): One<'_>, (now, now_span): One<'_>) -> Option<Chance> {
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
                let chance = Chance::of_p(stats::welch_p_value(*now, *then)?);
                Some(Chance {
                    interval: stats::welch_interval(*now, *then),
                    ..chance
                })
            }
            [
                Some(Spread::Quantile(then, of_then)),
                Some(Spread::Quantile(now, of_now)),
            ] => {
                let difference = stats::difference_interval((*now, *of_now), (*then, *of_then));
                Some(Chance::within(difference))
            }
            _ => None,
        }
    }

    /// A count and what it was possible in: of a count, the seconds observed; of a quotient, its denominator, as the weeks of so many
    /// people.
    fn exposed(&self, one: &Observation, span: Span) -> Option<(f64, f64)> {
        let is_rate = self.metric.unit().per().is_some();
        match one.inputs.as_slice() {
            [count, by @ ..] if is_rate && !by.is_empty() && one.made.is_none() => {
                Some((count.value, by.iter().map(|by| by.value).product()))
            }
            [.., count, of] if self.metric.unit() != Unit::Count && one.made.is_none() => {
                Some((count.value, of.value))
            }
            _ if self.metric.unit() == Unit::Count => {
                Some((one.value?, self.covered.seconds(span)))
            }
            _ => None,
        }
    }
}

/// Some days as the longest periods that they are whole ones of: what they are compared with is the same however they were chosen.
pub(super) fn longest(calendar: Calendar, span: Span) -> (Period, Period) {
    let by_length = Grain::ALL.into_iter().rev();
    let fits = by_length
        .map(|grain| (grain, calendar.ends(span, grain)))
        .find(|(grain, (first, _))| first.grain() == *grain);
    fits.map_or_else(|| calendar.ends(span, Grain::Day), |(_, ends)| ends)
}

/// A gap between groups with its 95 % interval.
fn of_groups(one: &Observation) -> Option<(f64, (f64, f64))> {
    let [low, high, _, smallest] = one.inputs.as_slice() else {
        return None;
    };
    let interval = |rate: f64| stats::wilson_interval(rate, smallest.value);
    let (value, (low, high)) = (one.value?, (low.value, high.value));
    let (of_low, of_high) = (interval(low)?, interval(high)?);
    let gap = stats::difference_interval((high, of_high), (low, of_low));
    let is_difference = (high - low - value).abs() < 1e-9;
    Some(match is_difference {
        true => (value, gap),
        false => (value, (of_low.0 / of_high.1, of_low.1 / of_high.0)),
    })
}

/// How many periods there are from one to another.
fn number_of(first: Period, last: Period) -> i32 {
    let (mut n, mut of) = (1, first);
    while of < last && of.next() > of {
        (n, of) = (n + 1, of.next());
    }
    n
}

/// An observation and its days.
type One<'a> = (&'a Observation, Span);

/// What would be seen by chance alone at least as often as this is no change.
const CHANCE: f64 = 0.05;
