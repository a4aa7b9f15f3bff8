//! A value against several others at once: earlier periods, a baseline, its target, a benchmark. Like with like, or the reason why not.

use super::card::{Card, Comparison};
use super::compared::{Compared, Then, longest};
use super::period::{Choice, Shared, Shown, When, of_period};
use super::{Settings, Status, said};
use crate::{Benchmark, Covered, Edition, Metric, Sources, Target};
use outturn_core::calendar::{Period, Span};
use serde::{Deserialize, Serialize};

/// What a value can be compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum With {
    /// The period before.
    Previous,
    /// The same period a year before; of weeks the one 52 weeks before, of days the same weekday.
    LastYear,
    /// So many periods ago.
    Ago,
    /// A period that the user picked.
    Baseline,
    /// The target.
    Target,
    /// The bands of a benchmark.
    Benchmark,
}

impl With {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::Previous,
        Self::LastYear,
        Self::Ago,
        Self::Baseline,
        Self::Target,
        Self::Benchmark,
    ];

    /// Its name in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Previous => "previous_period",
            Self::LastYear => "same_period_last_year",
            Self::Ago => "periods_ago",
            Self::Baseline => "baseline",
            Self::Target => "target",
            Self::Benchmark => "benchmark",
        }
    }
}

/// What the user wants cards to be compared with; the same for all of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Comparisons {
    /// What is shown on a card.
    pub shown: Vec<With>,
    /// How many periods ago, 1 to [`MOST_AGO`]; `None` until the user says.
    pub ago: Option<u16>,
    /// The days of the baseline; `None` until the user picks them.
    pub baseline: Option<Span>,
}

/// Most periods ago that can be compared with.
pub const MOST_AGO: u16 = 120;

impl Default for Comparisons {
    fn default() -> Self {
        Self {
            shown: vec![With::Previous],
            ago: None,
            baseline: None,
        }
    }
}

/// A value against another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Against {
    /// With what.
    pub with: With,
    /// First and last period compared with, where they are known.
    pub to: Option<(Period, Period)>,
    /// The days of them, where they are not all.
    pub part: Option<Span>,
    /// What it says.
    pub found: Found,
}

/// What a comparison says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Found {
    /// The metric in other days.
    Then(Comparison),
    /// The target.
    Target {
        /// The value from which on it is met, in the base unit.
        met: f64,
        /// Value − target, in the base unit.
        change: f64,
    },
    /// The band that the value is in.
    Band {
        /// The report.
        edition: Edition,
        /// The name of the band.
        band: String,
        /// The next better band with its edge; `None` in the best.
        better: Option<(String, f64)>,
    },
    /// It cannot be compared.
    No(NotComparable),
}

/// Why a value cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum NotComparable {
    /// The value is of a period before the one that is shown.
    Stale,
    /// The value is of everything that is loaded: nothing comes before.
    Everything,
    /// The value is of several periods, of which not all days are there.
    PartOfSeveral,
    /// The value is of a part of its period, the baseline of whole ones.
    PartOfPeriod,
    /// Data does not cover those days.
    NotCovered {
        /// The days.
        days: Span,
        /// The days that the data touches.
        data: Option<Span>,
    },
    /// Data covers those days and gives no value.
    NothingThen,
    /// A sum over fewer or more periods.
    Lengths {
        /// Days of the value.
        now: u32,
        /// Days of the other.
        then: u32,
    },
    /// The baseline holds days of the value.
    Overlaps,
    /// The target is the period before.
    Trend,
    /// There is a target, and no verdict.
    NoVerdict,
}

/// A card against all that it can be compared with, in the order of [`With::ALL`]: nothing without a value, and nothing
/// of what nobody has picked, set or published.
#[must_use]
pub fn compare(
    card: &Card,
    metric: &Metric<'_>,
    sources: &Sources,
    (choice, settings): (Choice, &Settings),
    with: &Comparisons,
) -> Vec<Against> {
    let metric = &metric.as_said(settings, sources);
    if card.value.is_none() {
        return Vec::new();
    }
    let by_period = metric.by_period(sources, choice.grain);
    let history = by_period.unwrap_or_default();
    let covered = Covered::of(metric, sources);
    let shared = Shared::of(sources, choice.grain);
    let comparing = Comparing {
        card,
        choice,
        with,
        shown: Shown::of(choice, &history, &covered, shared),
        compared: Compared {
            metric,
            sources,
            covered: &covered,
            history: &history,
        },
        edition: said(settings, &card.id).map_or_else(Edition::default, |said| said.edition),
    };
    let all = With::ALL.into_iter();
    all.filter_map(|with| comparing.against(with)).collect()
}

/// Some comparisons without those with days that are compared with already: of years the same period last year is the one before.
pub fn distinct<'a>(all: impl IntoIterator<Item = &'a Against>) -> Vec<&'a Against> {
    let mut kept: Vec<&Against> = Vec::new();
    for one in all {
        let is_known = |other: &&Against| (other.to, other.part) == (one.to, one.part);
        if one.to.is_none() || !kept.iter().any(is_known) {
            kept.push(one);
        }
    }
    kept
}

struct Comparing<'a> {
    card: &'a Card,
    choice: Choice,
    with: &'a Comparisons,
    shown: Option<Shown>,
    compared: Compared<'a>,
    edition: Edition,
}

impl Comparing<'_> {
    /// `None` where there is nothing to compare with.
    fn against(&self, with: With) -> Option<Against> {
        let then = match with {
            With::Previous => self.earlier(|shown| Then::periods_before(shown, 1)),
            With::LastYear => self.earlier(Then::a_year_before),
            With::Ago => {
                let ago = self.with.ago?;
                self.earlier(|shown| Then::periods_before(shown, ago))
            }
            With::Baseline => self.baseline(self.with.baseline?),
            With::Target => return Some(self.beside(with, self.target()?)),
            With::Benchmark => return Some(self.beside(with, self.band()?)),
        };
        let (to, part) = match &then {
            Ok(then) => (Some(then.to), then.part),
            // What the user picked is known, also where it is not comparable.
            Err(_) if with == With::Baseline => {
                (self.with.baseline.map(|days| self.ends(days)), None)
            }
            Err(_) => (None, None),
        };
        let found = then.and_then(|then| self.then(then));
        Some(Against {
            with,
            to,
            part,
            found: found.map_or_else(Found::No, Found::Then),
        })
    }

    fn beside(&self, with: With, found: Found) -> Against {
        Against {
            with,
            to: None,
            part: None,
            found,
        }
    }

    /// The days of an earlier time.
    fn earlier(
        &self,
        days: impl FnOnce(super::compared::Now<'_>) -> Result<Then, NotComparable>,
    ) -> Result<Then, NotComparable> {
        if self.choice.when == When::All {
            return Err(NotComparable::Everything);
        }
        let (shown, span) = self.shown.zip(self.card.span).ok_or(NotComparable::Stale)?;
        days(self.compared.now(shown, span)?)
    }

    /// Some days as the longest periods that they are whole ones of.
    fn ends(&self, days: Span) -> (Period, Period) {
        longest(self.compared.sources.calendar(), days)
    }

    fn baseline(&self, baseline: Span) -> Result<Then, NotComparable> {
        let span = self.card.span.ok_or(NotComparable::Stale)?;
        let adds_up = self.compared.metric.adds_up();
        Then::baseline(self.card, (span, adds_up), (baseline, self.ends(baseline)))
    }

    fn then(&self, then: Then) -> Result<Comparison, NotComparable> {
        let span = self.card.span.ok_or(NotComparable::Stale)?;
        let known = self.card.periods.filter(|(first, last)| {
            first == last && first.grain() == self.choice.grain && self.choice.when != When::All
        });
        let known = known.and_then(|(one, _)| of_period(self.compared.history, one).cloned());
        let metric = self.compared.metric;
        let now = known.or_else(|| metric.within(self.compared.sources, span));
        let now = now.ok_or(NotComparable::NothingThen)?;
        let mut compared = self.compared.with(then, (&now, span), self.card.least_n)?;
        compared.status = self.card.status_of(compared.value);
        Ok(compared)
    }

    fn target(&self) -> Option<Found> {
        let value = self.card.value.unwrap_or(f64::NAN);
        Some(match self.card.target {
            Target::Fixed(_) if !self.card.judged.status.is_verdict() => {
                Found::No(NotComparable::NoVerdict)
            }
            Target::Fixed(target) => Found::Target {
                met: target.met,
                change: value - target.met,
            },
            Target::Trend => Found::No(NotComparable::Trend),
            Target::None => return None,
        })
    }

    fn band(&self) -> Option<Found> {
        let benchmark = Benchmark::of(&self.card.id, self.edition)?;
        let withheld = matches!(
            self.card.judged.status,
            Status::Stale | Status::Unfinished | Status::TooFew
        );
        if withheld {
            return Some(Found::No(NotComparable::NoVerdict));
        }
        let value = self.card.value.unwrap_or(f64::NAN);
        let band = benchmark.band_of(value, self.card.good);
        let at = benchmark.bands.iter().position(|one| one.name == band.name);
        let better = at
            .and_then(|at| at.checked_sub(1))
            .map(|at| benchmark.bands[at]);
        Some(Found::Band {
            edition: self.edition,
            band: band.name.to_owned(),
            better: better.and_then(|better| Some((better.name.to_owned(), better.edge?))),
        })
    }
}
