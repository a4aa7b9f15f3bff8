//! Values of one plain type, of which some may be missing.

use super::Bitmap;
use super::codes::make_room;
use super::packed::{self, Plain};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Values of one plain type, with the mask of those that are there.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(bound = "T: Plain")]
pub struct Values<T> {
    #[serde(with = "packed")]
    values: Vec<T>,
    valid: Bitmap,
}

impl<T: Copy + Default> Values<T> {
    /// Adds a value; `None` is missing.
    #[inline]
    pub fn push(&mut self, value: Option<T>) {
        self.values.push(value.unwrap_or_default());
        self.valid.push(value.is_some());
    }

    /// Adds the other's values.
    pub fn append(&mut self, other: &Self) {
        self.values.extend_from_slice(&other.values);
        self.valid.append(&other.valid);
    }

    /// Makes room for so many more values, of so many in the end as far as can be foreseen.
    pub fn make_room(&mut self, more: usize, expected: usize) {
        make_room(&mut self.values, more, expected);
    }

    /// How many values it has room for.
    pub(super) fn capacity(&self) -> usize {
        self.values.capacity()
    }

    /// The value at `row`; `None` where it is missing or past the end.
    #[inline]
    #[must_use]
    pub fn get(&self, row: usize) -> Option<T> {
        self.valid.get(row).then(|| self.values[row])
    }

    /// All values, where none is missing.
    #[must_use]
    pub fn complete(&self) -> Option<&[T]> {
        self.valid.is_all_set().then_some(&self.values)
    }

    /// Calls `each` with every value of some rows, in order. Whether any is missing is looked at once.
    #[inline]
    pub fn for_each(&self, rows: Range<usize>, mut each: impl FnMut(Option<T>)) {
        if self.valid.is_all_set()
            && let Some(values) = self.values.get(rows.clone())
        {
            values.iter().for_each(|value| each(Some(*value)));
        } else {
            rows.for_each(|row| each(self.get(row)));
        }
    }

    /// The first row from `from` on, or the end, that has no value or one that is not as wanted.
    #[inline]
    pub(super) fn until(&self, from: usize, wanted: impl Fn(T) -> bool) -> usize {
        let values = self.values.get(from..).unwrap_or_default();
        let other = if self.valid.is_all_set() {
            values.iter().position(|value| !wanted(*value))
        } else {
            (from..self.len()).position(|row| !self.get(row).is_some_and(&wanted))
        };
        from + other.unwrap_or(values.len())
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// All rows in order.
    pub fn iter(&self) -> impl Iterator<Item = Option<T>> + '_ {
        (0..self.len()).map(|row| self.get(row))
    }

    pub(super) fn resize(&mut self, rows: usize) {
        self.values.resize(rows, T::default());
        self.valid.resize(rows, false);
    }

    pub(super) fn count(&self) -> usize {
        self.valid.count()
    }

    /// Bytes held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.values.len() * size_of::<T>() + self.valid.bytes()
    }
}

impl<T: Copy + Default> FromIterator<Option<T>> for Values<T> {
    fn from_iter<I: IntoIterator<Item = Option<T>>>(values: I) -> Self {
        let mut all = Self::default();
        for value in values {
            all.push(value);
        }
        all
    }
}
