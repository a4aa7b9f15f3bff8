//! One bit a row.

use super::packed;
use serde::{Deserialize, Serialize};

/// A growable row of bits; a set bit means the value is there.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Bitmap {
    /// None for as long as every bit is set, which is so in most columns.
    #[serde(with = "packed")]
    words: Vec<u64>,
    len: usize,
}

impl Bitmap {
    /// `len` bits, all `set`.
    #[must_use]
    pub fn filled(len: usize, set: bool) -> Self {
        let mut bits = Self::default();
        bits.resize(len, set);
        bits
    }

    /// Number of bits.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no bit at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether every bit is set, seen without looking at any. Bits that were cut may leave it unseen.
    #[inline]
    #[must_use]
    pub fn is_all_set(&self) -> bool {
        self.words.is_empty()
    }

    /// Adds one bit.
    #[inline]
    pub fn push(&mut self, set: bool) {
        if !set || !self.words.is_empty() {
            self.push_held(set);
        }
        self.len += 1;
    }

    /// Adds one bit to those that are held.
    fn push_held(&mut self, set: bool) {
        if self.words.is_empty() {
            self.words = vec![u64::MAX; self.len / 64];
            if !self.len.is_multiple_of(64) {
                self.words.push((1 << (self.len % 64)) - 1);
            }
        }
        let bit = self.len % 64;
        match self.words.last_mut() {
            Some(word) if bit > 0 => *word |= u64::from(set) << bit,
            _ => self.words.push(u64::from(set)),
        }
    }

    /// The bit at `row`; false past the end.
    #[inline]
    #[must_use]
    pub fn get(&self, row: usize) -> bool {
        row < self.len && (self.words.is_empty() || self.words[row / 64] >> (row % 64) & 1 == 1)
    }

    /// How many bits are set.
    #[must_use]
    pub fn count(&self) -> usize {
        if self.words.is_empty() {
            return self.len;
        }
        self.words.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// Cut or extended with bits that are all `set`.
    pub fn resize(&mut self, len: usize, set: bool) {
        if set && self.words.is_empty() {
            self.len = len;
            return;
        }
        while self.len < len {
            self.push(set);
        }
        if self.len > len {
            self.words.truncate(len.div_ceil(64));
            if let Some(word) = self.words.last_mut()
                && !len.is_multiple_of(64)
            {
                *word &= (1 << (len % 64)) - 1;
            }
            self.len = len;
        }
    }

    /// Adds the other's bits.
    pub fn append(&mut self, other: &Self) {
        if other.is_all_set() {
            self.resize(self.len + other.len, true);
        } else {
            (0..other.len).for_each(|row| self.push(other.get(row)));
        }
    }

    /// Bytes held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.words.len() * 8
    }
}

impl PartialEq for Bitmap {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && (0..self.len).all(|row| self.get(row) == other.get(row))
    }
}

impl Eq for Bitmap {}

impl FromIterator<bool> for Bitmap {
    fn from_iter<I: IntoIterator<Item = bool>>(bits: I) -> Self {
        let mut all = Self::default();
        for bit in bits {
            all.push(bit);
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_come_back_as_they_went_in() {
        let pattern: Vec<bool> = (0..200).map(|i| i % 3 == 0).collect();
        let bits: Bitmap = pattern.iter().copied().collect();
        assert_eq!((0..200).map(|i| bits.get(i)).collect::<Vec<_>>(), pattern);
        assert_eq!(bits.count(), 67);
        assert!(!bits.get(200));
    }

    #[test]
    fn cutting_forgets_the_bits_that_were_cut() {
        let mut bits = Bitmap::filled(130, true);
        bits.resize(65, true);
        bits.resize(130, false);
        assert_eq!(bits.count(), 65);
    }

    #[test]
    fn nothing_is_held_until_a_bit_is_not_set() {
        let mut bits = Bitmap::filled(64, true);
        assert_eq!((bits.bytes(), bits.count()), (0, 64));
        bits.push(false);
        bits.push(true);
        assert_eq!(
            (bits.get(63), bits.get(64), bits.get(65)),
            (true, false, true)
        );
        assert_eq!((bits.count(), bits.is_all_set()), (65, false));
    }

    #[test]
    fn bits_are_equal_however_they_are_held() {
        let mut cut = Bitmap::filled(70, true);
        cut.push(false);
        cut.resize(70, true);
        assert_eq!(cut, Bitmap::filled(70, true));
        assert_ne!(cut, Bitmap::filled(71, true));
    }
}
