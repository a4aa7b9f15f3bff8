//! A series turned into what the correlations run over.

use super::season::{self, Calm, Found, Season};
use super::series::{Series, number};
use outturn_core::calendar::Period;
use outturn_core::stats::autocorrelation_pairwise;
use serde::{Deserialize, Serialize};

/// What is compared: the values, or how they change.
///
/// Two series that merely both grow are highly correlated at every lag, which says nothing about either (C. W. J. Granger,
/// P. Newbold, "Spurious regressions in econometrics", J. of Econometrics 2 (1974) 111–120). Differences ask the better
/// question: do they *change* together? They are the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Transform {
    /// The change from the period before, instead of the value.
    pub differences: bool,
    /// Natural logarithms first, of each series whose values are all above 0 (the others stay as they are, which
    /// [`LagSweep::logged`](super::LagSweep::logged) says). With differences this compares relative changes.
    pub log: bool,
}

impl Transform {
    /// The values themselves.
    pub const LEVELS: Self = Self {
        differences: false,
        log: false,
    };
    /// The change from one period to the next.
    pub const DIFFERENCES: Self = Self {
        differences: true,
        log: false,
    };

    /// The same with [`log`](Self::log).
    #[must_use]
    pub fn with_log(self) -> Self {
        Self { log: true, ..self }
    }
}

impl Default for Transform {
    fn default() -> Self {
        Self::DIFFERENCES
    }
}

/// A transformed series without the patterns of the calendar: a value for each period from `first` on.
#[derive(Clone)]
pub(super) struct Prepared {
    /// The first period; `None` without any.
    pub(super) start: Option<Period>,
    /// Its [`number`].
    pub(super) first: i64,
    /// By period; NaN stands for none, so that the correlations run over plain slices.
    pub(super) values: Vec<f64>,
    /// Whether no value is missing.
    pub(super) complete: bool,
    /// Whether all values are the same, but for rounding.
    pub(super) constant: bool,
    /// Whether logarithms were taken.
    pub(super) logged: bool,
    /// At lag one; 0 where it is undefined.
    pub(super) autocorrelation: f64,
    /// What was taken out, and what could not be.
    pub(super) calm: Calm,
    /// The values with their patterns.
    whole: Vec<f64>,
    /// The largest of the values before the transform, to know rounding by.
    largest: f64,
}

impl Prepared {
    /// A series without the patterns that show in it.
    pub(super) fn new(series: &Series, transform: Transform) -> Self {
        let present = |v: &Option<f64>| v.filter(|v| v.is_finite()).unwrap_or(f64::NAN);
        let mut values: Vec<f64> = series.points().iter().map(|(_, v)| present(v)).collect();
        let known = |values: &[f64]| -> Vec<f64> {
            values.iter().copied().filter(|v| v.is_finite()).collect()
        };
        let there = known(&values);
        let logged = transform.log && !there.is_empty() && there.iter().all(|&v| v > 0.0);
        if logged {
            values.iter_mut().for_each(|v| *v = v.ln());
        }
        let largest = known(&values).iter().fold(0.0_f64, |m, v| m.max(v.abs()));
        let mut start = series.points().first().map(|(period, _)| *period);
        let mut found = Vec::new();
        if transform.differences {
            // What comes and goes slowly shows in the values where it hardly does in their changes.
            found = start.map_or(found, |start| season::find(start, &values, Vec::new()));
            start = start.map(|period| period.shifted(1));
            let changes = values.windows(2).map(|w| w[1] - w[0]);
            let finite = |v: f64| if v.is_finite() { v } else { f64::NAN };
            values = changes.map(finite).collect();
        }
        let constant = is_constant(&values, largest * ROUNDING);
        let whole = Self {
            start,
            first: start.map_or(0, number),
            complete: false,
            constant,
            logged,
            autocorrelation: 0.0,
            calm: Calm::default(),
            values: Vec::new(),
            whole: values,
            largest,
        };
        let found = match start {
            Some(start) if !constant => season::find(start, &whole.whole, found),
            _ => Vec::new(),
        };
        whole.without(&found)
    }

    /// Two series that are to be compared, each without the patterns that show in either: what is taken out of one only would leave the
    /// other's share of it as noise.
    pub(super) fn pair(x: &Self, y: &Self) -> (Self, Self) {
        let found = season::joined(&x.calm.found, &y.calm.found);
        let without = |of: &Self| match of.calm.found == found {
            true => of.clone(),
            false => of.without(&found),
        };
        (without(x), without(y))
    }

    /// The same values without these patterns.
    fn without(&self, found: &[Found]) -> Self {
        let constant = is_constant(&self.whole, self.largest * ROUNDING);
        let (values, calm) = match self.start {
            Some(start) if !constant => season::without(start, &self.whole, found),
            _ => (self.whole.clone(), Calm::default()),
        };
        let only_season = !calm.found.is_empty() && is_constant(&values, self.largest * CALM);
        let known = |v: &f64| v.is_finite().then_some(*v);
        let known: Vec<Option<f64>> = values.iter().map(known).collect();
        Self {
            complete: known.iter().all(Option::is_some),
            constant: constant || only_season,
            autocorrelation: autocorrelation_pairwise(&known).unwrap_or(0.0),
            values,
            calm,
            ..self.clone()
        }
    }

    /// The pattern that it consists of, and of nothing else.
    pub(super) fn only_season(&self) -> Option<Season> {
        self.calm
            .seasons()
            .last()
            .copied()
            .filter(|_| self.constant)
    }

    /// The number of the period after the last.
    pub(super) fn end(&self) -> i64 {
        self.first + self.values.len() as i64
    }

    /// The values of the periods `from..to`, which must be inside.
    pub(super) fn between(&self, from: i64, to: i64) -> &[f64] {
        let place = |at: i64| usize::try_from(at - self.first).unwrap_or(0);
        self.values.get(place(from)..place(to)).unwrap_or_default()
    }
}

/// Values, or differences, that differ by less than this part of the largest value do so by rounding: the differences of 0.1, 0.2, 0.3 …
const ROUNDING: f64 = 8.0 * f64::EPSILON;

/// The same once the means of a pattern were taken out, which takes many additions.
const CALM: f64 = 1e-12;

/// Whether the values differ by no more than this.
fn is_constant(values: &[f64], least: f64) -> bool {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for &value in values.iter().filter(|v| v.is_finite()) {
        (low, high) = (low.min(value), high.max(value));
    }
    low < f64::INFINITY && high - low <= least
}
