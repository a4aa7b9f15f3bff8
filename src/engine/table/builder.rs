//! Filling a text column cell by cell.

use super::column::TextColumn;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Gathers cells of text into a dictionary-coded column: each distinct text is held once.
#[derive(Debug, Clone, Default)]
pub struct TextBuilder {
    column: TextColumn,
    /// Open addressing over dictionary codes + 1; 0 is free. A power of two long.
    slots: Vec<u32>,
    last: Option<u32>,
}

impl TextBuilder {
    /// Adds a cell; `None` is missing.
    pub fn push(&mut self, text: Option<&str>) {
        let code = match text {
            None => TextColumn::MISSING,
            Some(text) => self.code_of(text),
        };
        self.column.push_code(code);
    }

    /// The code of a text, new or known.
    fn code_of(&mut self, text: &str) -> u32 {
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
    pub fn finish(self) -> TextColumn {
        self.column
    }
}

fn hash(text: &str) -> usize {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    let wide = hasher.finish();
    (wide ^ (wide >> 32)) as usize
}
