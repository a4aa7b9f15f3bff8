//! A straight scale from values to pixels, and ticks on round numbers.
//!
//! Values that are not finite have no place: [`Linear::at`] gives `None` for them, and ranges are taken over finite values only.

/// A straight scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Linear {
    domain: (f64, f64),
    range: (f64, f64),
}

/// Values beyond ± this are held to it: sums and differences of two of them stay finite.
const LIMIT: f64 = 1e300;

impl Linear {
    /// Maps `domain.0` to `range.0` and `domain.1` to `range.1`. A domain of no width maps to the middle of the range.
    #[must_use]
    pub fn new(domain: (f64, f64), range: (f64, f64)) -> Self {
        Self {
            domain: (hold(domain.0), hold(domain.1)),
            range,
        }
    }

    /// The pixel of a value; `None` when it is not finite.
    #[must_use]
    pub fn at(&self, value: f64) -> Option<f64> {
        if !value.is_finite() {
            return None;
        }
        let (from, to) = self.domain;
        let share = if to == from {
            0.5
        } else {
            (hold(value) - from) / (to - from)
        };
        // Held near the picture, so that a value far outside cannot overflow a coordinate.
        Some(self.range.0 + share.clamp(-8.0, 9.0) * (self.range.1 - self.range.0))
    }

    /// Lowest and highest value.
    #[must_use]
    pub fn domain(&self) -> (f64, f64) {
        self.domain
    }
}

fn hold(v: f64) -> f64 {
    v.clamp(-LIMIT, LIMIT)
}

/// Lowest and highest of the finite values; `None` when there is none.
#[must_use]
pub fn extent(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
    values
        .into_iter()
        .filter(|v| v.is_finite())
        .map(hold)
        .fold(None, |e, v| match e {
            None => Some((v, v)),
            Some((lo, hi)) => Some((lo.min(v), hi.max(v))),
        })
}

/// Ticks on multiples of 1, 2 or 5 times a power of ten, that span the values they were made for.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticks {
    /// Distance between two ticks; above zero.
    pub step: f64,
    /// The ticks, ascending; at least two.
    pub values: Vec<f64>,
}

impl Ticks {
    /// Lowest and highest tick.
    #[must_use]
    pub fn span(&self) -> (f64, f64) {
        let first = self.values.first().copied().unwrap_or(0.0);
        (
            first,
            self.values.last().copied().unwrap_or(first + self.step),
        )
    }

    /// Digits after the point that tell two ticks apart.
    ///
    /// ```
    /// use outturn_chart::scale::ticks_around;
    /// assert_eq!(ticks_around((0.0, 1.0), 5).decimals(), 1);
    /// assert_eq!(ticks_around((0.0, 900.0), 5).decimals(), 0);
    /// ```
    #[must_use]
    pub fn decimals(&self) -> usize {
        // 0.2 has the logarithm −0.69…: one digit. The small addition keeps 0.1 from being −1.0000000001.
        (-(self.step.log10() + 1e-9).floor()).clamp(0.0, 300.0) as usize
    }
}

/// Round ticks that hold `low` to `high` between the first and the last: the finest that leave at most `most` steps, or two
/// where the ends lie on both sides of a tick. Equal ends get room on both sides.
///
/// ```
/// use outturn_chart::scale::ticks_around;
/// assert_eq!(ticks_around((-2.1, 7.8), 6).values, [-4.0, -2.0, 0.0, 2.0, 4.0, 6.0, 8.0]);
/// ```
#[must_use]
pub fn ticks_around((low, high): (f64, f64), most: usize) -> Ticks {
    let (low, high) = roomy(hold(low.min(high)), hold(low.max(high)));
    let mut step = round_step((high - low) / most.max(1) as f64);
    let (mut first, mut count) = steps(low, high, step);
    if count > most.max(2) {
        step = round_step(step * 1.5);
        (first, count) = steps(low, high, step);
    }
    let values = (0..=count)
        .map(|i| aligned(first + i as f64, step))
        .collect();
    Ticks { step, values }
}

/// The multiple of `step` at or below `low`, and how many steps from there reach `high`. Ends that lie on a tick but for
/// rounding do not open another step.
fn steps(low: f64, high: f64, step: f64) -> (f64, usize) {
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil().max(first + 1.0);
    (first, (last - first) as usize)
}

/// The multiple of the step as the decimal number a person expects: 0.3, not 0.30000000000000004.
fn aligned(multiple: f64, step: f64) -> f64 {
    let exponent = step.log10().floor();
    if exponent < 0.0 && exponent > -290.0 {
        let inverse = (1.0 / step).round();
        if (inverse * step - 1.0).abs() < 1e-9 {
            return multiple / inverse;
        }
    }
    // Adding zero turns −0 into 0.
    multiple * step + 0.0
}

fn roomy(low: f64, high: f64) -> (f64, f64) {
    let size = low.abs().max(high.abs());
    if high - low > size * 1e-9 && high - low > f64::MIN_POSITIVE {
        return (low, high);
    }
    if size < 1e-290 {
        return (0.0, 1.0);
    }
    let room = size * 0.1;
    (low - room, high + room)
}

/// The smallest of 1, 2, 5 × 10ⁿ that is not below `rough`.
fn round_step(rough: f64) -> f64 {
    let power = 10f64.powf(rough.log10().floor());
    let lead = rough / power;
    let round = if lead <= 1.0 + 1e-9 {
        1.0
    } else if lead <= 2.0 + 1e-9 {
        2.0
    } else if lead <= 5.0 + 1e-9 {
        5.0
    } else {
        10.0
    };
    round * power
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case((0.0, 10.0), 5, &[0.0, 2.0, 4.0, 6.0, 8.0, 10.0])]
    #[case((0.0, 0.3), 3, &[0.0, 0.1, 0.2, 0.3])]
    #[case((0.12, 0.91), 5, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0])]
    #[case((99.1, 99.97), 4, &[99.0, 99.5, 100.0])]
    #[case((-1.0, 1.0), 4, &[-1.0, -0.5, 0.0, 0.5, 1.0])]
    #[case((80.0, 158.0), 4, &[80.0, 100.0, 120.0, 140.0, 160.0])]
    #[case((1e-9, 9e-9), 5, &[0.0, 2e-9, 4e-9, 6e-9, 8e-9, 1e-8])]
    #[case((0.0, 4.2e12), 4, &[0.0, 2e12, 4e12, 6e12])]
    #[case((5.0, 5.0), 2, &[4.5, 5.0, 5.5])]
    #[case((-2.2, 5.0), 5, &[-4.0, -2.0, 0.0, 2.0, 4.0, 6.0])]
    #[case((-2.2, 5.0), 4, &[-5.0, 0.0, 5.0])]
    #[case((0.0, 0.0), 2, &[0.0, 0.5, 1.0])]
    #[case((-7.0, -7.0), 2, &[-8.0, -7.0, -6.0])]
    fn ticks_are_round(#[case] ends: (f64, f64), #[case] count: usize, #[case] expected: &[f64]) {
        assert_eq!(ticks_around(ends, count).values, expected);
    }

    #[test]
    fn ends_of_any_size_give_few_finite_ascending_ticks() {
        let sizes = [
            0.0,
            1e-308,
            5e-324,
            1e-12,
            0.1,
            1.0,
            3.3,
            1e9,
            1e300,
            f64::MAX,
        ];
        for a in sizes.iter().flat_map(|v| [*v, -v]) {
            for b in sizes.iter().flat_map(|v| [*v, -v]) {
                for count in [1, 4, 10] {
                    let t = ticks_around((a, b), count);
                    assert!((2..=14).contains(&t.values.len()), "{a} {b} {count}: {t:?}");
                    assert!(t.values.windows(2).all(|w| w[0] < w[1]), "{a} {b}: {t:?}");
                    assert!(t.values.iter().all(|v| v.is_finite()));
                    let (lo, hi) = t.span();
                    let slack = (hi - lo) * 1e-6 + 1e-290;
                    assert!(
                        lo <= hold(a).min(hold(b)) + slack && hi >= hold(a).max(hold(b)) - slack,
                        "{a} {b}: {t:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_not_a_number_has_no_place() {
        let scale = Linear::new((0.0, 10.0), (100.0, 0.0));
        assert_eq!(scale.at(2.5), Some(75.0));
        assert_eq!(scale.at(f64::NAN), None);
        assert_eq!(scale.at(f64::INFINITY), None);
        assert_eq!(Linear::new((3.0, 3.0), (0.0, 10.0)).at(3.0), Some(5.0));
        assert_eq!(extent([f64::NAN, 3.0, -1.0]), Some((-1.0, 3.0)));
        assert_eq!(extent([f64::NAN]), None);
    }
}
