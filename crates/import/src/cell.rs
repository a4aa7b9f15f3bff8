//! One cell of delimited text.

use std::borrow::Cow;

/// One cell as positions in the text at hand, which is never near 4 GB long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) quoting: Quoting,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quoting {
    None,
    /// Between quotes, nothing to undo.
    Clean,
    /// Between quotes, with doubled quotes to undo.
    Doubled,
}

impl Cell {
    pub(crate) const MISSING: Self = Self {
        start: 0,
        end: 0,
        quoting: Quoting::None,
    };

    /// Its text with doubled quotes still doubled.
    #[inline]
    pub(crate) fn raw(self, text: &str) -> &str {
        // Both ends lie beside ASCII bytes, so on character boundaries.
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }

    /// The bytes of its text with doubled quotes still doubled.
    #[inline]
    pub(crate) fn bytes(self, text: &str) -> &[u8] {
        text.as_bytes()
            .get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }

    pub(crate) fn text(self, text: &str) -> Cow<'_, str> {
        match self.quoting {
            Quoting::Doubled => {
                // The cell begins after its quote.
                let quote = text
                    .get(..self.start as usize)
                    .and_then(|before| before.chars().next_back())
                    .unwrap_or('"');
                let doubled: String = [quote, quote].iter().collect();
                Cow::Owned(
                    self.raw(text)
                        .replace(&doubled, &doubled[..quote.len_utf8()]),
                )
            }
            _ => Cow::Borrowed(self.raw(text)),
        }
    }
}
