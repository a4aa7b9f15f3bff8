//! Internal rate of return: every one of them.
//!
//! With `x = 1 / (1 + rate)` the net present value is a polynomial in `x` whose coefficients are the flows, and rates in
//! (−1, ∞) are its positive roots. They are isolated by the argument that proves Descartes' rule of signs: the derivative of
//! `x^(−k) p(x)` is, up to a positive factor, the polynomial with the coefficients `(j − k) c_j`, which has one change of sign
//! less when `k` lies between two coefficients of opposite sign. Between its positive roots `x^(−k) p(x)` is monotonic, so
//! each stretch holds at most one root of `p`. The recursion is as deep as the flows change sign: once, for most investments.

use super::root::bracketed_root;
use serde::{Deserialize, Serialize};

/// The first guess that Excel's `IRR` starts from: 0.1 per period.
pub const CONVENTIONAL_GUESS: f64 = 0.1;

/// All internal rates of return of a list of flows, per period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Irr {
    /// No rate makes the net present value zero, or all do.
    None(NoIrr),
    /// Exactly one rate.
    One(f64),
    /// Several rates, rising. None of them is *the* return: prefer NPV or MIRR, and show them all.
    Many(Vec<f64>),
}

/// Why there is no internal rate of return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NoIrr {
    /// There are no flows, or all are zero.
    #[error("there is no cash flow, so every rate would do")]
    NoFlows,
    /// All flows have one sign.
    #[error("the flows never change sign: nothing is invested or nothing comes back")]
    NoSignChange,
    /// The flows change sign but the net present value is never zero.
    #[error("no rate makes the net present value zero")]
    NoRoot,
    /// A rate exists but is too large, or too near −1, to be written as a number.
    #[error("the rate is beyond what a number can hold")]
    OutOfRange,
    /// A flow is not a finite number.
    #[error("a cash flow is not a number")]
    NotANumber,
}

impl Irr {
    /// All rates, rising; empty for none.
    #[must_use]
    pub fn roots(&self) -> &[f64] {
        match self {
            Self::None(_) => &[],
            Self::One(rate) => std::slice::from_ref(rate),
            Self::Many(rates) => rates,
        }
    }

    /// The rate nearest to a first guess, which is what an iterating spreadsheet shows of several: Excel's `IRR` starts at
    /// [`CONVENTIONAL_GUESS`]. numpy-financial 1.0 takes the one nearest to 0 instead.
    #[must_use]
    pub fn nearest_to(&self, guess: f64) -> Option<f64> {
        let distance = |rate: &f64| (rate - guess).abs();
        self.roots()
            .iter()
            .copied()
            .min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }

    /// The same rates expressed otherwise, for instance per year; `convert` must rise. Rates that leave the range of numbers
    /// are dropped.
    #[must_use]
    pub fn map(&self, convert: impl Fn(f64) -> f64) -> Self {
        match self {
            Self::None(reason) => Self::None(*reason),
            _ => Self::of(self.roots().iter().map(|rate| convert(*rate)).collect()),
        }
    }

    /// From rising roots of which at least one was found.
    fn of(mut rates: Vec<f64>) -> Self {
        rates.retain(|rate| rate.is_finite() && *rate > -1.0);
        match rates[..] {
            [] => Self::None(NoIrr::OutOfRange),
            [rate] => Self::One(rate),
            _ => Self::Many(rates),
        }
    }
}

/// Every rate in (−1, ∞) at which the net present value of `flows` is zero. The timing of the first flow does not matter.
///
/// A rate at which the net present value touches zero without crossing counts once; two rates nearer to each other than
/// about 1e-7 may be found as one.
///
/// ```
/// use outturn_core::finance::{irr, Irr};
/// let Irr::One(rate) = irr(&[-100.0, 39.0, 59.0, 55.0, 20.0]) else { panic!() };
/// assert!((rate - 0.28095).abs() < 5e-6); // numpy-financial's documented example
/// assert_eq!(irr(&[-100.0, 230.0, -132.0]).roots().len(), 2); // 10 % and 20 %
/// assert!(irr(&[100.0, 20.0]).roots().is_empty());
/// ```
#[must_use]
pub fn irr(flows: &[f64]) -> Irr {
    if flows.iter().any(|flow| !flow.is_finite()) {
        return Irr::None(NoIrr::NotANumber);
    }
    let Some(first) = flows.iter().position(|flow| *flow != 0.0) else {
        return Irr::None(NoIrr::NoFlows);
    };
    let last = flows.iter().rposition(|flow| *flow != 0.0).unwrap_or(first);
    let polynomial = Polynomial::scaled(flows[first..=last].to_vec());
    if polynomial.sign_changes() == 0 {
        return Irr::None(NoIrr::NoSignChange);
    }
    let mut roots = polynomial.log_roots(LOWEST_LOG_X, HIGHEST_LOG_X);
    if roots.is_empty() {
        return Irr::None(NoIrr::NoRoot);
    }
    roots.reverse();
    Irr::of(roots.into_iter().map(|log_x| (-log_x).exp_m1()).collect())
}

/// `ln x` at rates of e^700: as far as a number goes.
const LOWEST_LOG_X: f64 = -700.0;
/// `ln x` at the rate next to −1: further, rates round to −1.
const HIGHEST_LOG_X: f64 = 36.7;

/// `Σ c_j x^j` for positive `x`, looked at through `ln x`. Coefficients are scaled so that the largest is 1 in size.
struct Polynomial(Vec<f64>);

impl Polynomial {
    fn scaled(mut coefficients: Vec<f64>) -> Self {
        let largest = coefficients.iter().fold(0.0, |m: f64, c| m.max(c.abs()));
        for coefficient in &mut coefficients {
            *coefficient /= largest;
        }
        Self(coefficients)
    }

    fn nonzero(&self) -> impl Iterator<Item = (usize, f64)> + Clone {
        self.0
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, c)| *c != 0.0)
    }

    fn sign_changes(&self) -> usize {
        let signs = self.nonzero().map(|(_, c)| c > 0.0);
        signs
            .clone()
            .zip(signs.skip(1))
            .filter(|(a, b)| a != b)
            .count()
    }

    /// The polynomial whose positive roots are the stationary points of `x^(−k) p(x)`, with `k` at the first change of sign.
    fn tilted(&self) -> Self {
        let mut pairs = self.nonzero().zip(self.nonzero().skip(1));
        let change = pairs.find(|((_, a), (_, b))| (*a > 0.0) != (*b > 0.0));
        let k = change.map_or(0.0, |((a, _), (b, _))| (a + b) as f64 / 2.0);
        let coefficients = self.0.iter().enumerate();
        Self::scaled(coefficients.map(|(j, c)| (j as f64 - k) * c).collect())
    }

    /// Value at `x = e^log_x`, times `min(1, x^(−degree))` so that it never overflows, and the rounding error it may carry.
    fn value(&self, log_x: f64) -> (f64, f64) {
        let step = (-log_x.abs()).exp();
        let horner = |(value, size): (f64, f64), c: &f64| (value * step + c, size * step + c.abs());
        let (value, size) = if log_x <= 0.0 {
            self.0.iter().rev().fold((0.0, 0.0), horner)
        } else {
            self.0.iter().fold((0.0, 0.0), horner)
        };
        (value, 2.0 * self.0.len() as f64 * f64::EPSILON * size)
    }

    /// `ln x` of all roots within the bounds, rising.
    fn log_roots(&self, low: f64, high: f64) -> Vec<f64> {
        let mut points = vec![low];
        match self.sign_changes() {
            0 => return Vec::new(),
            1 => {}
            _ => points.extend(self.tilted().log_roots(low, high)),
        }
        points.push(high);
        let inner = 1..points.len() - 1;
        let touches = |i: usize| {
            let (value, error) = self.value(points[i]);
            inner.contains(&i) && value.abs() <= error
        };
        let mut roots = Vec::new();
        for i in 1..points.len() {
            if !touches(i - 1) && !touches(i) {
                roots.extend(bracketed_root(
                    |t| self.value(t).0,
                    points[i - 1],
                    points[i],
                ));
            }
            if touches(i) {
                roots.push(points[i]);
            }
        }
        roots
    }
}
