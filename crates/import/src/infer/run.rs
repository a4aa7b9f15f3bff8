//! Runs of cells of one type: each has a loop of its own.

use super::super::cell::{Cell, Quoting};
use super::is_plainly_text;
use outturn_core::table::TextBuilder;

/// Adds cells for as long as they are missing or plainly of the column's type; the first that is neither comes back.
#[inline]
pub(super) fn run<T>(
    cells: &mut impl Iterator<Item = Cell>,
    text: &str,
    mut push: impl FnMut(Option<T>),
    mut parse: impl FnMut(&[u8]) -> Option<T>,
) -> Option<Cell> {
    for cell in cells {
        let bytes = cell.bytes(text);
        let value = parse(bytes);
        if value.is_none() && !bytes.is_empty() {
            return Some(cell);
        }
        push(value);
    }
    None
}

/// The same for text.
#[inline]
pub(super) fn run_text(
    cells: &mut impl Iterator<Item = Cell>,
    text: &str,
    builder: &mut TextBuilder,
    null_words: bool,
) -> Option<Cell> {
    for cell in cells {
        let raw = cell.raw(text);
        let plain = match cell.quoting {
            Quoting::None => is_plainly_text(raw.as_bytes(), null_words),
            Quoting::Clean => !raw.is_empty(),
            Quoting::Doubled | Quoting::Escaped => false,
        };
        if !plain && !raw.is_empty() {
            return Some(cell);
        }
        builder.push(plain.then_some(raw));
    }
    None
}
