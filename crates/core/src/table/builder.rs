//! Filling a text column cell by cell.

use super::TextColumn;
use super::codes::Codes;
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use std::hash::Hasher;

/// Gathers cells of text into a dictionary-coded column: each distinct text is held once.
#[derive(Debug, Clone, Default)]
pub struct TextBuilder {
    column: TextColumn,
    /// Open addressing over dictionary codes + 1; 0 is free. A power of two long.
    slots: Vec<u32>,
    last: Option<u32>,
    /// Short texts met lately, each in the place that its bytes say: names and classes come again and again.
    recent: Vec<Option<(Short, u32)>>,
}

/// Rows of text on their way to another thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextsApart {
    /// How many texts of before are still meant.
    known: u32,
    /// Those that are new, whose codes follow.
    texts: Vec<String>,
    codes: Codes,
}

/// A text of up to 16 bytes, whole: its length, its first bytes and its last ones, which overlap in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Short {
    len: u32,
    first: u64,
    last: u64,
}

impl Short {
    /// How many places there are for short texts.
    const PLACES: usize = 256;

    #[inline]
    fn of(text: &[u8]) -> Option<Self> {
        let four = |bytes: Option<&[u8; 4]>| bytes.map(|b| u64::from(u32::from_le_bytes(*b)));
        let (first, last) = match text.len() {
            0..4 => {
                let byte = |at: usize| text.get(at).map_or(0, |b| u64::from(*b));
                (byte(0) | byte(1) << 8 | byte(2) << 16, 0)
            }
            4..8 => (four(text.first_chunk())?, four(text.last_chunk())?),
            8..=16 => (
                u64::from_le_bytes(*text.first_chunk()?),
                u64::from_le_bytes(*text.last_chunk()?),
            ),
            _ => return None,
        };
        let len = text.len() as u32;
        Some(Self { len, first, last })
    }

    #[inline]
    fn place(self) -> usize {
        // A multiplication carries every bit to the upper ones.
        let mixed = (self.first ^ self.last.rotate_left(23) ^ u64::from(self.len))
            .wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (mixed >> 56) as usize
    }
}

impl TextBuilder {
    /// Adds a cell; `None` is missing.
    #[inline]
    pub fn push(&mut self, text: Option<&str>) {
        let code = match text {
            None => TextColumn::MISSING,
            Some(text) => self.code_of(text),
        };
        self.column.push_code(code);
    }

    /// Adds a cell by the code of its text, which [`code_of`](Self::code_of) gave.
    #[inline]
    pub fn push_code(&mut self, code: u32) {
        self.column.push_code(code);
    }

    /// Adds a cell for each of some bytes, by the code that `codes` has for it; missing where it has none.
    pub fn extend_by(&mut self, bytes: impl Iterator<Item = u8>, codes: &[u32]) {
        self.column.extend_by(bytes, codes);
    }

    /// The code of a text, new or known.
    #[inline]
    pub fn code_of(&mut self, text: &str) -> u32 {
        let Some(short) = Short::of(text.as_bytes()) else {
            return self.look_up(text);
        };
        if let Some(Some((known, code))) = self.recent.get(short.place())
            && *known == short
        {
            return *code;
        }
        let code = self.look_up(text);
        if self.recent.is_empty() {
            self.recent = vec![None; Short::PLACES];
        }
        self.recent[short.place()] = Some((short, code));
        code
    }

    /// Takes its rows out, for another thread. `told` is how many of its texts are known there; once there are many, they begin
    /// anew, so that it holds no more of them than a chunk has.
    pub fn take_apart(&mut self, told: &mut u32) -> TextsApart {
        /// Texts that are told once only.
        const FEW: usize = 1 << 12;
        let apart = TextsApart {
            known: *told,
            texts: (*told..self.column.distinct() as u32)
                .map(|code| self.column.entry(code).to_owned())
                .collect(),
            codes: self.column.take_codes(),
        };
        *told = self.column.distinct() as u32;
        if self.column.distinct() > FEW {
            (*self, *told) = (Self::default(), 0);
        }
        apart
    }

    /// Adds rows of another thread. `renamed` holds the code here of each of its texts so far.
    pub fn append(&mut self, apart: &TextsApart, renamed: &mut Vec<u32>) {
        renamed.truncate(apart.known as usize);
        let texts = apart.texts.iter();
        renamed.extend(texts.map(|text| self.code_of(text)));
        match apart.codes.as_bytes() {
            // 255 stands for a missing cell, not for the text that has that code.
            Some(bytes) => {
                let codes = &renamed[..renamed.len().min(usize::from(u8::MAX))];
                self.extend_by(bytes.iter().copied(), codes);
            }
            None => apart.codes.for_each(0..apart.codes.len(), |code| {
                let code = renamed.get(code as usize);
                self.push_code(code.copied().unwrap_or(TextColumn::MISSING));
            }),
        }
    }

    /// Makes room for so many more cells, of so many in the end as far as can be foreseen.
    pub fn make_room(&mut self, more: usize, expected: usize) {
        self.column.make_room(more, expected);
    }

    fn look_up(&mut self, text: &str) -> u32 {
        // Exports come sorted or in runs: the cell above is the likeliest guess.
        if let Some(last) = self.last
            && self.column.entry(last) == text
        {
            return last;
        }
        if (self.column.distinct() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let mask = self.slots.len() - 1;
        let mut at = hash(text) & mask;
        let code = loop {
            match self.slots[at] {
                0 => {
                    let code = self.column.add_entry(text);
                    self.slots[at] = code + 1;
                    break code;
                }
                taken if self.column.entry(taken - 1) == text => break taken - 1,
                _ => at = (at + 1) & mask,
            }
        };
        self.last = Some(code);
        code
    }

    fn grow(&mut self) {
        let len = (self.slots.len() * 2).max(64);
        let mut slots = vec![0; len];
        for code in 0..self.column.distinct() as u32 {
            let mut at = hash(self.column.entry(code)) & (len - 1);
            while slots[at] != 0 {
                at = (at + 1) & (len - 1);
            }
            slots[at] = code + 1;
        }
        self.slots = slots;
    }

    /// Bytes held, with the way to find a text again.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.column.bytes() + self.slots.len() * 4
    }

    /// Cells so far.
    #[must_use]
    pub fn len(&self) -> usize {
        self.column.len()
    }

    /// Whether no cell was added yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The finished column.
    #[must_use]
    pub fn finish(mut self) -> TextColumn {
        self.column.shrink();
        self.column
    }
}

fn hash(text: &str) -> usize {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    let wide = hasher.finish();
    (wide ^ (wide >> 32)) as usize
}
