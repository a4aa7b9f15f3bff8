//! One bit a row.

/// A growable row of bits; a set bit means the value is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Bitmap {
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

    /// Adds one bit.
    #[inline]
    pub fn push(&mut self, set: bool) {
        let bit = self.len % 64;
        match self.words.last_mut() {
            Some(word) if bit > 0 => *word |= u64::from(set) << bit,
            _ => self.words.push(u64::from(set)),
        }
        self.len += 1;
    }

    /// The bit at `row`; false past the end.
    #[inline]
    #[must_use]
    pub fn get(&self, row: usize) -> bool {
        row < self.len && self.words[row / 64] >> (row % 64) & 1 == 1
    }

    /// How many bits are set.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// Cut or extended with bits that are all `set`.
    pub fn resize(&mut self, len: usize, set: bool) {
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

    /// Bytes held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.words.len() * 8
    }
}

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
}
