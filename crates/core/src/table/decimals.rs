//! Numbers, in no more bytes than they need: what files hold are amounts and measurements of a few decimal places.

use super::Values;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Numbers and the mask of those that are there: as whole multiples of one decimal place, of four bytes each, for as long as all are
/// such, then as doubles. What comes back is what was put in, to the last bit: a multiple and a power of ten that doubles hold exactly
/// have one quotient, and the double next to a decimal is just that.
///
/// ```
/// use outturn_core::table::Decimals;
/// let decimals: Decimals = [Some(0.1), None, Some(1e300)].into_iter().collect();
/// assert_eq!((decimals.get(0), decimals.get(1), decimals.get(2)), (Some(0.1), None, Some(1e300)));
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Decimals(Form);

#[derive(Debug, Clone, Serialize, Deserialize)]
enum Form {
    /// The numbers times ten to the power of `places`.
    Scaled {
        places: usize,
        values: Values<i32>,
    },
    Doubles(Values<f64>),
}

/// Does the same with the values, whichever form they have.
macro_rules! each_form {
    ($decimals:expr, $values:ident => $does:expr) => {
        match $decimals {
            Form::Scaled {
                values: $values, ..
            } => $does,
            Form::Doubles($values) => $does,
        }
    };
}

/// A number as a text has it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Written {
    /// A few digits, `places` of them (at most nine) after the point.
    Decimal {
        /// All digits as a whole number.
        whole: i32,
        /// How many of them come after the point.
        places: usize,
    },
    /// Any other.
    Double(f64),
}

impl Written {
    /// The double that is nearest.
    #[inline]
    #[must_use]
    pub fn value(self) -> f64 {
        match self {
            Self::Decimal { whole, places } => unscaled(whole, places),
            Self::Double(value) => value,
        }
    }
}

/// Powers of ten by places; with more of them, numbers from 2 on would not fit.
const POWERS: [i32; 10] = [
    1,
    10,
    100,
    1000,
    10_000,
    100_000,
    1_000_000,
    10_000_000,
    100_000_000,
    1_000_000_000,
];

/// The number that is this many of the last of so many decimal places.
#[inline]
fn unscaled(whole: i32, places: usize) -> f64 {
    f64::from(whole) / f64::from(POWERS[places])
}

/// The whole number that comes back as this one, to the last bit.
#[inline]
fn scaled(value: f64, places: usize) -> Option<i32> {
    let by = f64::from(POWERS[places]);
    let whole = (value * by).round_ties_even() as i32;
    (unscaled(whole, places).to_bits() == value.to_bits()).then_some(whole)
}

impl Default for Decimals {
    fn default() -> Self {
        Self(Form::Scaled {
            places: 0,
            values: Values::default(),
        })
    }
}

impl Decimals {
    /// Most digits that one of them has after the point; `None` where they are held as doubles.
    #[must_use]
    pub fn places(&self) -> Option<usize> {
        match &self.0 {
            Form::Scaled { places, .. } => Some(*places),
            Form::Doubles(_) => None,
        }
    }

    /// Adds a number; `None` is missing.
    #[inline]
    pub fn push(&mut self, value: Option<f64>) {
        match (&mut self.0, value) {
            (Form::Doubles(values), value) => values.push(value),
            (Form::Scaled { values, .. }, None) => values.push(None),
            (Form::Scaled { places, values }, Some(value)) => match scaled(value, *places) {
                Some(whole) => values.push(Some(whole)),
                None => self.widen(value),
            },
        }
    }

    /// Adds a number as it is written; `None` is missing.
    #[inline]
    pub fn push_written(&mut self, written: Option<Written>) {
        if let (Form::Scaled { places, values }, Some(Written::Decimal { whole, places: own })) =
            (&mut self.0, written)
            && let Some(power) = places.checked_sub(own).and_then(|more| POWERS.get(more))
            && let Some(whole) = whole.checked_mul(*power)
        {
            values.push(Some(whole));
        } else {
            self.push(written.map(Written::value));
        }
    }

    /// Adds a number that is no multiple of the decimal place so far.
    #[cold]
    fn widen(&mut self, value: f64) {
        let Form::Scaled { places, values } = &self.0 else {
            return;
        };
        let mut finer = places + 1..POWERS.len();
        let rescaled = finer.find(|finer| scaled(value, *finer).is_some());
        let rescaled = rescaled.and_then(|finer| {
            let times = POWERS[finer - places];
            let mut rescaled = with_room(values);
            for value in values.iter() {
                rescaled.push(match value {
                    Some(value) => Some(value.checked_mul(times)?),
                    None => None,
                });
            }
            Some(Form::Scaled {
                places: finer,
                values: rescaled,
            })
        });
        self.0 = rescaled.unwrap_or_else(|| {
            let mut doubles = with_room(values);
            self.iter().for_each(|value| doubles.push(value));
            Form::Doubles(doubles)
        });
        self.push(Some(value));
    }

    /// Adds the other's numbers.
    pub fn append(&mut self, other: &Self) {
        match (&mut self.0, &other.0) {
            (
                Form::Scaled { places, values },
                Form::Scaled {
                    places: same,
                    values: more,
                },
            ) if places == same => {
                values.append(more);
            }
            (Form::Doubles(values), Form::Doubles(more)) => values.append(more),
            _ => other.iter().for_each(|value| self.push(value)),
        }
    }

    /// Makes room for so many more numbers, of so many in the end as far as can be foreseen.
    pub fn make_room(&mut self, more: usize, expected: usize) {
        each_form!(&mut self.0, values => values.make_room(more, expected));
    }

    /// The number at `row`; `None` where it is missing or past the end.
    #[inline]
    #[must_use]
    pub fn get(&self, row: usize) -> Option<f64> {
        match &self.0 {
            Form::Scaled { places, values } => {
                values.get(row).map(|whole| unscaled(whole, *places))
            }
            Form::Doubles(values) => values.get(row),
        }
    }

    /// Calls `each` with every number of some rows, in order.
    #[inline]
    pub fn for_each(&self, rows: Range<usize>, mut each: impl FnMut(Option<f64>)) {
        match &self.0 {
            Form::Scaled { places, values } => {
                values.for_each(rows, |whole| {
                    each(whole.map(|whole| unscaled(whole, *places)));
                });
            }
            Form::Doubles(values) => values.for_each(rows, each),
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        each_form!(&self.0, values => values.len())
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All rows in order.
    pub fn iter(&self) -> impl Iterator<Item = Option<f64>> + '_ {
        (0..self.len()).map(|row| self.get(row))
    }

    pub(super) fn resize(&mut self, rows: usize) {
        each_form!(&mut self.0, values => values.resize(rows));
    }

    pub(super) fn count(&self) -> usize {
        each_form!(&self.0, values => values.count())
    }

    /// Bytes held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        each_form!(&self.0, values => values.bytes())
    }
}

/// No values, and room for as many as others have room for.
fn with_room<T: Copy + Default>(others: &Values<i32>) -> Values<T> {
    let mut values = Values::default();
    values.make_room(others.capacity(), others.capacity());
    values
}

held_in_forms!(Decimals, f64);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(values: &[f64]) -> Decimals {
        values.iter().copied().map(Some).collect()
    }

    /// The bytes that three numbers take: four each for multiples of a decimal place that fit, else eight.
    #[test]
    fn numbers_take_the_bytes_they_need() {
        for (values, bytes) in [
            ([1.0, 2.0, -3.0], 12),
            ([22.7, 2.547, -0.1], 12),
            ([0.000_006, 1.0, 2.147_483_647], 12),
            ([1e9, 2e9, 0.0], 12),
            // One place more, and the largest no longer fits.
            ([1e9, 2e9, 0.1], 24),
            ([1.0, 2.0, 3e9], 24),
            // Nearest to no decimal of nine places.
            ([1.0, 2.0, 1.0 / 3.0], 24),
            // What whole numbers cannot tell apart.
            ([1.0, 2.0, -0.0], 24),
        ] {
            assert_eq!(of(&values).bytes(), bytes, "{values:?}");
        }
    }

    #[test]
    fn what_is_missing_stays_missing_in_every_form() {
        let mut wanted = vec![None, Some(1.0), None, Some(0.25), None];
        for last in [0.125, 1e-20] {
            wanted.push(Some(last));
            let decimals: Decimals = wanted.iter().copied().collect();
            let mut found = Vec::new();
            decimals.for_each(0..decimals.len(), |value| found.push(value));
            assert_eq!(found, wanted);
            assert_eq!(decimals.count(), found.iter().flatten().count());
        }
    }

    #[test]
    fn numbers_are_equal_in_whichever_form() {
        let mut doubles = of(&[1.5, 1e20]);
        doubles.resize(1);
        assert_eq!(doubles, of(&[1.5]));
        assert_ne!(doubles, of(&[1.25]));
        assert_ne!(of(&[f64::NAN]), of(&[f64::NAN]));
    }

    proptest! {
        /// Amounts of so many cents, and any double at all.
        #[test]
        fn every_number_comes_back_to_the_last_bit(
            amounts in proptest::collection::vec((prop_oneof![-9999..9999, any::<i32>()], 0_usize..10), 0..20),
            doubles in proptest::collection::vec(any::<f64>(), 0..3),
        ) {
            let mut written = Decimals::default();
            for &(whole, places) in &amounts {
                written.push_written(Some(Written::Decimal { whole, places }));
            }
            let amounts = amounts.into_iter().map(|(whole, places)| unscaled(whole, places));
            let mut wanted: Vec<f64> = amounts.collect();
            let (mut first, second) = (of(&wanted), of(&doubles));
            prop_assert_eq!(&written, &first);
            first.append(&second);
            wanted.extend(&doubles);
            let bits = |value: f64| value.to_bits();
            let found: Vec<u64> = first.iter().flatten().map(bits).collect();
            let pushed: Vec<u64> = of(&wanted).iter().flatten().map(bits).collect();
            prop_assert_eq!(&found, &pushed);
            prop_assert_eq!(found, wanted.into_iter().map(bits).collect::<Vec<_>>());
        }
    }
}
