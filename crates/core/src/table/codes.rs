//! The codes of a text column: a byte each for as long as there are few texts, which is nearly always, else four.

use super::{TextColumn, packed};
use serde::{Deserialize, Serialize};
use std::ops::Range;

const MISSING: u32 = TextColumn::MISSING;
/// A missing cell among codes of a byte.
const NARROW_MISSING: u8 = u8::MAX;

/// A code a row, or [`TextColumn::MISSING`].
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Codes {
    Narrow(#[serde(with = "packed")] Vec<u8>),
    Wide(#[serde(with = "packed")] Vec<u32>),
}

impl Default for Codes {
    fn default() -> Self {
        Self::Narrow(Vec::new())
    }
}

#[inline]
fn widened(code: u8) -> u32 {
    if code == NARROW_MISSING {
        MISSING
    } else {
        u32::from(code)
    }
}

impl Codes {
    /// Adds a code.
    #[inline]
    pub(super) fn push(&mut self, code: u32) {
        match self {
            Self::Narrow(codes) if code < u32::from(NARROW_MISSING) => codes.push(code as u8),
            Self::Narrow(codes) if code == MISSING => codes.push(NARROW_MISSING),
            Self::Narrow(_) => self.widen(code),
            Self::Wide(codes) => codes.push(code),
        }
    }

    /// Adds the code that `codes` has for each of some bytes, [`MISSING`] where it has none: several times faster than one by one.
    pub(super) fn extend_by(&mut self, bytes: impl Iterator<Item = u8>, codes: &[u32]) {
        let fits = |code: &u32| *code < u32::from(NARROW_MISSING) || *code == MISSING;
        match self {
            Self::Narrow(narrow) if codes.iter().all(fits) => {
                let mut short = [NARROW_MISSING; 256];
                for (short, code) in short.iter_mut().zip(codes) {
                    *short = *code as u8;
                }
                narrow.extend(bytes.map(|byte| short[usize::from(byte)]));
            }
            _ => bytes.for_each(|byte| {
                self.push(codes.get(usize::from(byte)).copied().unwrap_or(MISSING));
            }),
        }
    }

    /// The codes where each takes a byte, 255 being [`MISSING`].
    pub(super) fn as_bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Narrow(codes) => Some(codes),
            Self::Wide(_) => None,
        }
    }

    /// Adds a code that takes more than a byte.
    #[cold]
    fn widen(&mut self, code: u32) {
        if let Self::Narrow(codes) = self {
            let mut wide = Vec::with_capacity(codes.capacity());
            wide.extend(codes.iter().map(|&code| widened(code)));
            wide.push(code);
            *self = Self::Wide(wide);
        }
    }

    /// The code at `row`; missing past the end.
    #[inline]
    pub(super) fn get(&self, row: usize) -> u32 {
        match self {
            Self::Narrow(codes) => codes.get(row).map_or(MISSING, |&code| widened(code)),
            Self::Wide(codes) => codes.get(row).copied().unwrap_or(MISSING),
        }
    }

    /// Calls `each` with the code of each of some rows, in order; none past the end.
    #[inline]
    pub(super) fn for_each(&self, rows: Range<usize>, mut each: impl FnMut(u32)) {
        match self {
            Self::Narrow(codes) => {
                let codes = codes.get(rows).unwrap_or_default();
                codes.iter().for_each(|&code| each(widened(code)));
            }
            Self::Wide(codes) => codes
                .get(rows)
                .unwrap_or_default()
                .iter()
                .for_each(|&code| each(code)),
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::Narrow(codes) => codes.len(),
            Self::Wide(codes) => codes.len(),
        }
    }

    /// Cut or extended with missing cells.
    pub(super) fn resize(&mut self, rows: usize) {
        match self {
            Self::Narrow(codes) => codes.resize(rows, NARROW_MISSING),
            Self::Wide(codes) => codes.resize(rows, MISSING),
        }
    }

    /// Makes room for `more` codes; see [`make_room`].
    pub(super) fn make_room(&mut self, more: usize, expected: usize) {
        match self {
            Self::Narrow(codes) => make_room(codes, more, expected),
            Self::Wide(codes) => make_room(codes, more, expected),
        }
    }

    pub(super) fn shrink(&mut self) {
        match self {
            Self::Narrow(codes) => codes.shrink_to_fit(),
            Self::Wide(codes) => codes.shrink_to_fit(),
        }
    }

    /// Bytes held.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Narrow(codes) => codes.len(),
            Self::Wide(codes) => codes.len() * size_of::<u32>(),
        }
    }
}

impl PartialEq for Codes {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && (0..self.len()).all(|row| self.get(row) == other.get(row))
    }
}

impl Eq for Codes {}

/// Makes room for `more` items. Memory that was given to a tab stays with it, so a column is given what it will need and not twice
/// that; past what was foreseen it grows by an eighth.
pub(super) fn make_room<T>(items: &mut Vec<T>, more: usize, expected: usize) {
    let (len, room) = (items.len(), items.capacity());
    if room - len < more {
        items.reserve_exact(expected.max(len + more).max(len + len / 8) - len);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_whether_a_byte_or_four() {
        for most in [3, 254, 255, 256, 1000] {
            let wanted: Vec<u32> = (0..2000)
                .map(|i| if i % 7 == 0 { MISSING } else { i % most })
                .collect();
            let mut codes = Codes::default();
            wanted.iter().for_each(|&code| codes.push(code));
            let mut found = Vec::new();
            codes.for_each(0..codes.len(), |code| found.push(code));
            assert_eq!(found, wanted, "{most}");
            assert_eq!((codes.get(8), codes.get(2000)), (8 % most, MISSING));
            let bytes = if most <= 255 { 2000 } else { 8000 };
            assert_eq!(codes.bytes(), bytes, "{most}");
        }
    }

    /// The byte 255 has no code here. With codes that take a byte, and with one that does not.
    #[test]
    fn codes_by_bytes_are_those_added_one_by_one() {
        for most in [254, 255, 1000] {
            let codes = [0, MISSING, 7, most];
            let bytes = [3, 0, 255, 1, 2, 2];
            let mut at_once = Codes::default();
            at_once.extend_by(bytes.into_iter(), &codes);
            let found: Vec<u32> = (0..at_once.len()).map(|row| at_once.get(row)).collect();
            assert_eq!(found, [most, 0, MISSING, MISSING, 7, 7], "{most}");
        }
    }

    #[test]
    fn codes_are_equal_however_they_are_held() {
        let mut wide = Codes::default();
        [1, 300].into_iter().for_each(|code| wide.push(code));
        wide.resize(1);
        let mut narrow = Codes::default();
        narrow.push(1);
        assert_eq!(wide, narrow);
        narrow.push(MISSING);
        assert_ne!(wide, narrow);
    }
}
