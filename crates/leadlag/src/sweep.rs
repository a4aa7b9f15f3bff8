//! The correlation of two series at every lag.

use super::doubt::Doubt;
use super::prepare::{Prepared, Transform};
use super::refusal::Refusal;
use super::season::Season;
use super::series::Series;
use super::words::LagUnit;
use outturn_core::calendar::Grain;
use outturn_core::stats::{effective_pairs, pearson};
use serde::{Deserialize, Serialize};

/// Periods in which both series must be known before a correlation is shown. With fewer, even |r| = 0.6 is within chance.
pub const MIN_PAIRS: usize = 10;

/// Coefficients closer than this are the same but for rounding, and the shorter lag wins.
const SAME: f64 = 1e-12;

/// So many standard errors to either side hold 95 of 100 values of a normal distribution.
const WITHIN_95_OF_100: f64 = 1.96;

/// One lag of a sweep.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LagPoint {
    /// In periods; positive when the leader comes first.
    pub lag: i32,
    /// −1..=1; `None` with too few pairs, or when one side does not vary over them.
    pub r: Option<f64>,
    /// Periods of the outcome in which both are known.
    pub n: usize,
    /// What |r| stays below at this one lag in 95 of 100 unrelated pairs of series with the memory of these two:
    /// 1.96 ÷ √[`effective_pairs`] of the pairs that are left once the patterns of the calendar are paid for, at most 1. The band of the
    /// plot, with `r` only; [`rank`](super::rank) judges.
    pub chance: Option<f64>,
}

/// Every lag from −K to K for one pair of series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LagSweep {
    /// The leader's id.
    pub leader: String,
    /// The outcome's id.
    pub outcome: String,
    /// How long the periods are that were compared.
    pub grain: Grain,
    /// What lags are counted in.
    pub unit: LagUnit,
    /// What was compared.
    pub transform: Transform,
    /// Whether logarithms were taken, of the leader and of the outcome.
    pub logged: (bool, bool),
    /// The patterns of the calendar that were taken out, of the leader and of the outcome.
    pub without: (Vec<Season>, Vec<Season>),
    /// Why the calendar alone may make the two go together, where it may.
    pub doubt: Option<Doubt>,
    /// In order of the lag. Empty when the grains differ; lags at which the two cannot overlap are left out.
    pub lags: Vec<LagPoint>,
    /// The lag with the largest |r|; of equal ones the shortest, and the leading one of ±k. Always has its `r`.
    pub best: Option<LagPoint>,
    /// Why there is no best lag.
    pub refusal: Option<Refusal>,
}

/// Correlates leader and outcome at each lag from −`max_lag` to `max_lag`, where [`MIN_PAIRS`] periods overlap and are left, both without the
/// patterns of the calendar that show in either.
///
/// ```
/// use outturn_core::calendar::{Grain, Period};
/// use outturn_leadlag::{Series, Transform, sweep};
/// let start = Period::containing_date("2024-01-01".parse().unwrap(), Grain::Month);
/// let series = |id: &str, delay: i32| {
///     let value = |t: i32| f64::from((t - delay).pow(2) % 13);
///     Series::new(id, id, Grain::Month, (0..30).map(|t| (start.shifted(t), Some(value(t))))).unwrap()
/// };
/// let found = sweep(&series("signups", 0), &series("revenue", 3), 6, Transform::LEVELS);
/// assert_eq!(found.best.map(|b| (b.lag, b.n)), Some((3, 27)));
/// ```
#[must_use]
pub fn sweep(leader: &Series, outcome: &Series, max_lag: u32, transform: Transform) -> LagSweep {
    sweep_with(leader, outcome, max_lag, transform, MIN_PAIRS)
}

/// [`sweep`] with another minimum of pairs; less than 3 counts as 3, since two points always lie on a line.
#[must_use]
pub fn sweep_with(
    leader: &Series,
    outcome: &Series,
    max_lag: u32,
    transform: Transform,
    min_pairs: usize,
) -> LagSweep {
    let (x, y) = (
        Prepared::new(leader, transform),
        Prepared::new(outcome, transform),
    );
    let (x, y) = Prepared::pair(&x, &y);
    sweep_prepared((leader, outcome), (&x, &y), max_lag, transform, min_pairs)
}

/// [`sweep_with`] over series that were transformed before: a ranking transforms each once.
pub(super) fn sweep_prepared(
    (leader, outcome): (&Series, &Series),
    (x, y): (&Prepared, &Prepared),
    max_lag: u32,
    transform: Transform,
    min_pairs: usize,
) -> LagSweep {
    let min_pairs = min_pairs.max(3);
    let lags = if leader.grain() == outcome.grain() {
        correlations(x, y, max_lag, min_pairs)
    } else {
        Vec::new()
    };
    let best = best_of(&lags);
    let refusal = best
        .is_none()
        .then(|| reason((leader, outcome), (x, y), &lags, min_pairs));
    LagSweep {
        leader: leader.id().to_owned(),
        outcome: outcome.id().to_owned(),
        grain: outcome.grain(),
        unit: outcome.unit(),
        transform,
        logged: (x.logged, y.logged),
        without: (x.calm.seasons(), y.calm.seasons()),
        doubt: Doubt::between(x, y),
        lags,
        best,
        refusal,
    }
}

fn correlations(x: &Prepared, y: &Prepared, max_lag: u32, min_pairs: usize) -> Vec<LagPoint> {
    if x.values.is_empty() || y.values.is_empty() {
        return Vec::new();
    }
    let max_lag = i64::from(max_lag);
    let lowest = (y.first - x.end() + 1).max(-max_lag);
    let highest = (y.end() - 1 - x.first).min(max_lag);
    // A constant side has rounding left at most, which must not be correlated.
    let flat = x.constant || y.constant;
    let mut scratch = Pairs::default();
    (lowest..=highest)
        .map(|lag| {
            let (xs, ys) = scratch.at_lag(x, y, lag);
            let r = (left(xs.len(), x, y) >= min_pairs && !flat)
                .then(|| pearson(xs, ys))
                .flatten();
            let n = xs.len();
            let worth = worth(n, x, y);
            LagPoint {
                lag: lag as i32,
                r,
                n,
                chance: r.map(|_| (WITHIN_95_OF_100 / worth.sqrt()).min(1.0)),
            }
        })
        .collect()
}

/// How many of `n` pairs are left once the patterns of the calendar that were taken out are paid for.
fn left(n: usize, x: &Prepared, y: &Prepared) -> usize {
    n.saturating_sub(x.calm.lost.max(y.calm.lost))
}

/// How many independent pairs `n` pairs are worth: patterns of the calendar that were taken out have cost some, memory costs others.
pub(super) fn worth(n: usize, x: &Prepared, y: &Prepared) -> f64 {
    let left = left(n, x, y).max(1) as f64;
    effective_pairs(left, x.autocorrelation, y.autocorrelation)
}

/// Room for the pairs of series with gaps, kept from lag to lag.
#[derive(Default)]
struct Pairs {
    x: Vec<f64>,
    y: Vec<f64>,
}

impl Pairs {
    /// Both sides of every pair at a lag, in order of time.
    fn at_lag<'a>(
        &'a mut self,
        x: &'a Prepared,
        y: &'a Prepared,
        lag: i64,
    ) -> (&'a [f64], &'a [f64]) {
        let (from, to) = (y.first.max(x.first + lag), y.end().min(x.end() + lag));
        let (xs, ys) = (x.between(from - lag, to - lag), y.between(from, to));
        if x.complete && y.complete {
            return (xs, ys);
        }
        self.x.resize(xs.len(), 0.0);
        self.y.resize(xs.len(), 0.0);
        let mut n = 0;
        for (&x, &y) in xs.iter().zip(ys) {
            // Written always, kept when known: which it is cannot be foretold, and a wrong guess costs more than the writing.
            (self.x[n], self.y[n]) = (x, y);
            n += usize::from(!(x.is_nan() || y.is_nan()));
        }
        (&self.x[..n], &self.y[..n])
    }
}

fn best_of(lags: &[LagPoint]) -> Option<LagPoint> {
    let size = |point: &LagPoint| point.r.map(f64::abs);
    let largest = lags.iter().filter_map(size).reduce(f64::max)?;
    lags.iter()
        .filter(|p| size(p).is_some_and(|s| s >= largest - SAME))
        .min_by_key(|p| (p.lag.unsigned_abs(), p.lag < 0))
        .copied()
}

/// Why no lag has a correlation.
fn reason(
    (leader, outcome): (&Series, &Series),
    (x, y): (&Prepared, &Prepared),
    lags: &[LagPoint],
    min_pairs: usize,
) -> Refusal {
    if leader.grain() != outcome.grain() {
        return Refusal::DifferentGrain {
            leader: leader.label().to_owned(),
            leader_grain: leader.grain(),
            outcome: outcome.label().to_owned(),
            outcome_grain: outcome.grain(),
        };
    }
    let both = x.only_season().is_some() && y.only_season().is_some();
    let only = |series: &Series, of: &Prepared| {
        of.only_season().map(|season| Refusal::OnlySeason {
            series: series.label().to_owned(),
            season,
            both,
        })
    };
    if let Some(refusal) = only(leader, x).or_else(|| only(outcome, y)) {
        return refusal;
    }
    let most = lags.iter().max_by_key(|p| p.n);
    if let Some(most) = most.filter(|p| left(p.n, x, y) >= min_pairs) {
        let mut scratch = Pairs::default();
        let (xs, _) = scratch.at_lag(x, y, most.lag.into());
        let leader_is_flat = x.constant || pearson(xs, xs).is_none();
        let flat = if leader_is_flat { leader } else { outcome };
        return Refusal::Constant {
            series: flat.label().to_owned(),
        };
    }
    Refusal::TooShort {
        leader: leader.label().to_owned(),
        outcome: outcome.label().to_owned(),
        unit: outcome.unit(),
        have: most.map_or(0, |p| left(p.n, x, y)),
        calendar: x.calm.lost.max(y.calm.lost),
        need: min_pairs,
    }
}
