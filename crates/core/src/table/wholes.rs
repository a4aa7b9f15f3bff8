//! Whole numbers, in no more bytes than they need: classes, counts and codes are small.

use super::Values;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Whole numbers and the mask of those that are there: of one byte each for as long as all fit, then of four, then of eight.
///
/// ```
/// use outturn_core::table::Wholes;
/// let wholes: Wholes = [Some(7), None, Some(1 << 40)].into_iter().collect();
/// assert_eq!((wholes.get(0), wholes.get(1), wholes.get(2)), (Some(7), None, Some(1 << 40)));
/// ```
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Wholes(Width);

#[derive(Debug, Clone, Serialize, Deserialize)]
enum Width {
    One(Values<i8>),
    Four(Values<i32>),
    Eight(Values<i64>),
}

/// Does the same with the values, whatever their width.
macro_rules! each_width {
    ($wholes:expr, $values:ident => $does:expr) => {
        match $wholes {
            Width::One($values) => $does,
            Width::Four($values) => $does,
            Width::Eight($values) => $does,
        }
    };
}

impl Default for Wholes {
    fn default() -> Self {
        Self(Width::One(Values::default()))
    }
}

impl Wholes {
    /// Adds a value; `None` is missing.
    #[inline]
    pub fn push(&mut self, value: Option<i64>) {
        let fits = match &mut self.0 {
            Width::One(values) => narrowed(value).map(|value| values.push(value)),
            Width::Four(values) => narrowed(value).map(|value| values.push(value)),
            Width::Eight(values) => {
                values.push(value);
                Some(())
            }
        };
        if fits.is_none() {
            self.widen(value);
        }
    }

    /// Adds a value for which its numbers are too narrow.
    #[cold]
    fn widen(&mut self, value: Option<i64>) {
        let room = each_width!(&self.0, values => values.capacity());
        let as_four = matches!(self.0, Width::One(_)) && narrowed::<i32>(value).is_some();
        self.0 = if as_four {
            Width::Four(wider(self.iter(), room))
        } else {
            Width::Eight(wider(self.iter(), room))
        };
        self.push(value);
    }

    /// Adds the other's values.
    pub fn append(&mut self, other: &Self) {
        match (&mut self.0, &other.0) {
            (Width::One(values), Width::One(more)) => values.append(more),
            (Width::Four(values), Width::Four(more)) => values.append(more),
            (Width::Eight(values), Width::Eight(more)) => values.append(more),
            _ => other.iter().for_each(|value| self.push(value)),
        }
    }

    /// Makes room for so many more values, of so many in the end as far as can be foreseen.
    pub fn make_room(&mut self, more: usize, expected: usize) {
        each_width!(&mut self.0, values => values.make_room(more, expected));
    }

    /// The value at `row`; `None` where it is missing or past the end.
    #[inline]
    #[must_use]
    pub fn get(&self, row: usize) -> Option<i64> {
        match &self.0 {
            Width::One(values) => values.get(row).map(i64::from),
            Width::Four(values) => values.get(row).map(i64::from),
            Width::Eight(values) => values.get(row),
        }
    }

    /// Calls `each` with every value of some rows, in order.
    #[inline]
    pub fn for_each(&self, rows: Range<usize>, mut each: impl FnMut(Option<i64>)) {
        match &self.0 {
            Width::One(values) => values.for_each(rows, |v| each(v.map(i64::from))),
            Width::Four(values) => values.for_each(rows, |v| each(v.map(i64::from))),
            Width::Eight(values) => values.for_each(rows, each),
        }
    }

    /// The values where each takes a byte.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Values<i8>> {
        match &self.0 {
            Width::One(values) => Some(values),
            _ => None,
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        each_width!(&self.0, values => values.len())
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All rows in order.
    pub fn iter(&self) -> impl Iterator<Item = Option<i64>> + '_ {
        (0..self.len()).map(|row| self.get(row))
    }

    pub(super) fn resize(&mut self, rows: usize) {
        each_width!(&mut self.0, values => values.resize(rows));
    }

    pub(super) fn count(&self) -> usize {
        each_width!(&self.0, values => values.count())
    }

    /// Bytes held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        each_width!(&self.0, values => values.bytes())
    }
}

/// The value in a narrower type; `None` where it does not fit.
#[inline]
fn narrowed<T: TryFrom<i64>>(value: Option<i64>) -> Option<Option<T>> {
    match value {
        None => Some(None),
        Some(value) => T::try_from(value).ok().map(Some),
    }
}

fn wider<T: Copy + Default + TryFrom<i64>>(
    values: impl Iterator<Item = Option<i64>>,
    room: usize,
) -> Values<T> {
    let mut wide = Values::default();
    wide.make_room(room, room);
    for value in values {
        wide.push(value.and_then(|value| T::try_from(value).ok()));
    }
    wide
}

held_in_forms!(Wholes, i64);

impl Eq for Wholes {}

#[cfg(test)]
mod tests {
    use super::*;

    /// The bytes a value takes beside whatever came before it: 127 is the largest of one byte, 2³¹ − 1 of four.
    #[test]
    fn numbers_take_the_bytes_they_need_and_come_back() {
        let large = i64::from(i32::MAX);
        for (most, bytes) in [
            (127, 1),
            (128, 4),
            (large, 4),
            (large + 1, 8),
            (i64::MAX, 8),
        ] {
            for last in [most, -most - 1] {
                let wanted = [Some(0), Some(-3), Some(5), Some(last)];
                let wholes: Wholes = wanted.into_iter().collect();
                assert_eq!(wholes.iter().collect::<Vec<_>>(), wanted);
                assert_eq!(wholes.bytes(), 4 * bytes, "{last}");
            }
        }
    }

    #[test]
    fn what_is_missing_stays_missing_when_numbers_get_wider() {
        let wanted = [None, Some(1), None, Some(1000), None, Some(1 << 50), None];
        let wholes: Wholes = wanted.into_iter().collect();
        let mut found = Vec::new();
        wholes.for_each(0..wholes.len(), |value| found.push(value));
        assert_eq!(found, wanted);
        assert_eq!(wholes.count(), 3);
    }

    #[test]
    fn numbers_are_equal_in_however_many_bytes() {
        let mut wide: Wholes = [Some(1), Some(1 << 40)].into_iter().collect();
        wide.resize(1);
        let narrow: Wholes = [Some(1)].into_iter().collect();
        assert_eq!(wide, narrow);
        assert_ne!(wide, [Some(2)].into_iter().collect());
    }
}
