//! A series turned into what the correlations run over.

use super::series::{Series, number};
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

/// A transformed series: a value for each period from `first` on.
pub(super) struct Prepared {
    /// The [`number`] of the first period.
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
}

impl Prepared {
    pub(super) fn new(series: &Series, transform: Transform) -> Self {
        let present = |v: &Option<f64>| v.filter(|v| v.is_finite());
        let mut values: Vec<Option<f64>> =
            series.points().iter().map(|(_, v)| present(v)).collect();
        let mut known = values.iter().flatten().peekable();
        let logged = transform.log && known.peek().is_some() && known.all(|&v| v > 0.0);
        if logged {
            values.iter_mut().flatten().for_each(|v| *v = v.ln());
        }
        let largest = values.iter().flatten().fold(0.0_f64, |m, v| m.max(v.abs()));
        let mut first = series.points().first().map_or(0, |(p, _)| number(*p));
        if transform.differences {
            first += 1;
            values = values
                .windows(2)
                .map(|w| Some(w[1]? - w[0]?).filter(|v| v.is_finite()))
                .collect();
        }
        Self {
            first,
            complete: values.iter().all(Option::is_some),
            constant: is_constant(&values, largest),
            logged,
            autocorrelation: autocorrelation_pairwise(&values).unwrap_or(0.0),
            values: values.into_iter().map(|v| v.unwrap_or(f64::NAN)).collect(),
        }
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

/// Whether the values differ by no more than the rounding of numbers as large as `largest`: the differences of 0.1, 0.2, 0.3 …
fn is_constant(values: &[Option<f64>], largest: f64) -> bool {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for &value in values.iter().flatten() {
        (low, high) = (low.min(value), high.max(value));
    }
    low < f64::INFINITY && high - low <= largest * 8.0 * f64::EPSILON
}
