//! How what events are worth spreads around a mean or a quantile, to tell a change from chance.

use super::aggregate::Walk;
use super::quantile::{Quantiles, quantiles};
use super::value::Value;
use super::{Scope, Unavailable};
use outturn_core::stats::{Moments, quantile_bounds};

/// How sure a mean or a quantile is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spread {
    /// Of a mean: number, mean and variance of the values.
    Mean(Moments),
    /// Of a quantile: its value and its 95 % interval, by the order of the values.
    Quantile(f64, (f64, f64)),
}

impl Spread {
    /// The same of all values times a number.
    fn times(self, by: f64) -> Self {
        match self {
            Self::Mean(Moments { n, mean, variance }) => Self::Mean(Moments {
                n,
                mean: mean * by,
                variance: variance * by * by,
            }),
            Self::Quantile(value, (low, high)) => {
                let (low, high) = (low * by, high * by);
                Self::Quantile(value * by, (low.min(high), low.max(high)))
            }
        }
    }
}

impl Value {
    /// How sure it is in each slice of the scope, of whose events so many have a worth, where it is a mean or a quantile of events, or a
    /// multiple of one; `None` for anything else and for slices of fewer than two events.
    ///
    /// # Errors
    /// What is lacking.
    pub fn spread(
        &self,
        scope: &Scope<'_>,
        counts: &[f64],
    ) -> Result<Vec<Option<Spread>>, Unavailable> {
        let slices = scope.slices().len();
        match *self {
            Self::Named(_, _, value) | Self::Counted(_, value) | Self::Written(_, value) => {
                value.spread(scope, counts)
            }
            Self::Times(value, Self::Number(by)) => {
                let all = value.spread(scope, counts)?.into_iter();
                Ok(all.map(|one| one.map(|one| one.times(*by))).collect())
            }
            Self::Over(value, Self::Number(by)) => {
                let all = value.spread(scope, counts)?.into_iter();
                Ok(all
                    .map(|one| one.map(|one| one.times(by.recip())))
                    .collect())
            }
            Self::Mean {
                ref of, ref events, ..
            } => {
                let walk = Walk::new(scope, events, Some(of))?;
                Ok(moments(&walk, slices))
            }
            Self::Quantile {
                ref of,
                ref events,
                q,
                ..
            } => {
                let walk = Walk::new(scope, events, Some(of))?;
                let bounds: Vec<_> = counts.iter().map(|n| quantile_bounds(q, *n)).collect();
                let mut asked = vec![q];
                asked.extend(bounds.iter().flatten().flat_map(|(low, high)| [low, high]));
                let all = quantiles(&walk, slices, &asked);
                let of_slice = |(one, bounds): (&Quantiles, &Option<(f64, f64)>)| {
                    let at = |q: f64| one.at[asked.iter().position(|asked| *asked == q)?];
                    let (low, high) = (*bounds)?;
                    Some(Spread::Quantile(at(q)?, (at(low)?, at(high)?)))
                };
                Ok(all.iter().zip(&bounds).map(of_slice).collect())
            }
            _ => Ok(vec![None; slices]),
        }
    }
}

/// Number, mean and variance of the events of each slice, in two passes.
fn moments(walk: &Walk<'_>, slices: usize) -> Vec<Option<Spread>> {
    let mut sums = vec![(0.0, 0.0); slices];
    walk.each_of_all(|slice, (_, event)| {
        if let Ok((worth, weight)) = event {
            sums[slice].0 += weight;
            sums[slice].1 += worth * weight;
        }
    });
    let mut squares = vec![0.0; slices];
    walk.each_of_all(|slice, (_, event)| {
        if let Ok((worth, weight)) = event {
            let (n, sum) = sums[slice];
            squares[slice] += weight * (worth - sum / n).powi(2);
        }
    });
    let of_slice = |((n, sum), squares): ((f64, f64), f64)| {
        let (mean, variance) = (sum / n, squares / (n - 1.0));
        let moments = Moments { n, mean, variance };
        (n >= 2.0 && variance.is_finite()).then_some(Spread::Mean(moments))
    };
    sums.into_iter().zip(squares).map(of_slice).collect()
}
