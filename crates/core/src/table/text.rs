//! A column of text.

use super::codes::Codes;
use std::ops::Range;

/// Text held once per distinct value, a code per row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextColumn {
    codes: Codes,
    /// All distinct texts, end to end; `ends[code]` is where the text of that code stops.
    texts: String,
    ends: Vec<u32>,
}

impl TextColumn {
    /// The code of a missing cell.
    pub const MISSING: u32 = u32::MAX;

    #[inline]
    pub(super) fn push_code(&mut self, code: u32) {
        self.codes.push(code);
    }

    pub(super) fn extend_by(&mut self, bytes: impl Iterator<Item = u8>, codes: &[u32]) {
        self.codes.extend_by(bytes, codes);
    }

    /// The codes of its rows, which it has no more; its texts stay.
    pub(super) fn take_codes(&mut self) -> Codes {
        std::mem::take(&mut self.codes)
    }

    pub(super) fn add_entry(&mut self, text: &str) -> u32 {
        self.texts.push_str(text);
        self.ends.push(self.texts.len() as u32);
        self.ends.len() as u32 - 1
    }

    /// The code at `row`, an index into the distinct texts; `None` where the cell is missing.
    #[inline]
    #[must_use]
    pub fn code(&self, row: usize) -> Option<u32> {
        Some(self.codes.get(row)).filter(|&c| c != Self::MISSING)
    }

    /// The code at `row`, or [`MISSING`](Self::MISSING).
    #[inline]
    #[must_use]
    pub fn raw_code(&self, row: usize) -> u32 {
        self.codes.get(row)
    }

    /// Calls `each` with the code of each of some rows, in order; [`MISSING`](Self::MISSING) where a cell is.
    #[inline]
    pub fn for_each_code(&self, rows: Range<usize>, each: impl FnMut(u32)) {
        self.codes.for_each(rows, each);
    }

    /// Rows that have a value.
    pub(super) fn present(&self) -> usize {
        let mut present = 0;
        self.for_each_code(0..self.len(), |code| {
            present += usize::from(code != Self::MISSING);
        });
        present
    }

    pub(super) fn resize(&mut self, rows: usize) {
        self.codes.resize(rows);
    }

    pub(super) fn make_room(&mut self, more: usize, expected: usize) {
        self.codes.make_room(more, expected);
    }

    pub(super) fn bytes(&self) -> usize {
        self.codes.bytes() + self.texts.len() + self.ends.len() * 4
    }

    pub(super) fn shrink(&mut self) {
        self.codes.shrink();
        self.texts.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// The distinct text of a code; empty for a code that does not exist.
    #[inline]
    #[must_use]
    pub fn entry(&self, code: u32) -> &str {
        let code = code as usize;
        let start = code
            .checked_sub(1)
            .and_then(|c| self.ends.get(c))
            .map_or(0, |&e| e as usize);
        self.ends
            .get(code)
            .map_or("", |&end| &self.texts[start..end as usize])
    }

    /// How many distinct texts there are.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.ends.len()
    }

    /// The distinct texts in order of first appearance.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.distinct()).map(|code| self.entry(code as u32))
    }

    /// Text at `row`.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<&str> {
        self.code(row).map(|c| self.entry(c))
    }

    /// The rows at these positions, in this order. Texts that none of them has are no longer among the distinct ones.
    pub(super) fn take(&self, rows: &[u32]) -> Self {
        let code = |row: &u32| self.code(*row as usize);
        let mut used = vec![false; self.distinct()];
        for code in rows.iter().filter_map(code) {
            used[code as usize] = true;
        }
        let mut taken = Self::default();
        let entries = self.entries().zip(used);
        let renamed: Vec<u32> = entries
            .map(|(text, used)| {
                if used {
                    taken.add_entry(text)
                } else {
                    Self::MISSING
                }
            })
            .collect();
        let renamed = |row| code(row).map_or(Self::MISSING, |c| renamed[c as usize]);
        rows.iter()
            .map(renamed)
            .for_each(|code| taken.codes.push(code));
        taken
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
