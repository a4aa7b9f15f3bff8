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
    /// Between quotes, with backslashes in front of quotes and of one another to undo, and doubled quotes.
    Escaped,
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

    /// The character around it: a quoted cell begins after its quote.
    fn quote(self, text: &str) -> char {
        text.get(..self.start as usize)
            .and_then(|before| before.chars().next_back())
            .unwrap_or('"')
    }

    pub(crate) fn text(self, text: &str) -> Cow<'_, str> {
        match self.quoting {
            Quoting::Escaped => {
                let quote = self.quote(text);
                let mut plain = String::with_capacity(self.raw(text).len());
                let mut chars = self.raw(text).chars().peekable();
                while let Some(c) = chars.next() {
                    // Behind a backslash or a quote, either belongs to the text; a backslash in front of anything else does, too.
                    let escapes = c == '\\' || c == quote;
                    let next = chars
                        .next_if(|&next| escapes && (next == quote || (c == '\\' && next == '\\')));
                    plain.push(next.unwrap_or(c));
                }
                Cow::Owned(plain)
            }
            Quoting::Doubled => {
                let quote = self.quote(text);
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
