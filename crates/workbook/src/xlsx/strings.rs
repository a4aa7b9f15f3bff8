//! The texts that cells share.

use crate::xml::{Event, Xml};
use outturn_import::Fault;

/// Most bytes of shared texts, with where each ends.
const MOST: usize = 256 << 20;

/// All shared texts, end to end.
#[derive(Debug, Default)]
pub(super) struct Strings {
    texts: String,
    ends: Vec<u32>,
}

impl Strings {
    pub(super) fn read(mut xml: Xml<'_>) -> Result<Self, Fault> {
        let mut all = Self::default();
        // Only text in `t`, and not that which says how it is pronounced.
        let (mut in_text, mut aside) = (false, false);
        while let Some(event) = xml.next()? {
            let before = all.texts.len();
            match event {
                Event::Open(tag) => match tag.local_name().as_ref() {
                    "t" => in_text = true,
                    "rPh" => aside = true,
                    _ => {}
                },
                Event::Empty(tag) if tag.local_name().as_ref() == "si" => all.end(),
                Event::Text(text) if in_text && !aside => all.texts.push_str(&text),
                Event::Close(tag) => match tag.local_name().as_ref() {
                    "t" => in_text = false,
                    "rPh" => aside = false,
                    "si" => all.end(),
                    _ => {}
                },
                _ => {}
            }
            if all.texts.len() + all.ends.len() * size_of::<u32>() > MOST {
                return Err(Fault::WorkbookTooLarge { limit: MOST as u64 });
            }
            if all.texts.len() > before {
                xml.was_useful();
            }
        }
        Ok(all)
    }

    /// Ends the text at hand.
    fn end(&mut self) {
        self.ends.push(self.texts.len() as u32);
    }

    pub(super) fn get(&self, at: usize) -> Option<&str> {
        let end = *self.ends.get(at)? as usize;
        let start = at
            .checked_sub(1)
            .map_or(0, |before| self.ends[before] as usize);
        self.texts.get(start..end)
    }
}

/// Characters that XML cannot hold, as Excel writes them: `_x000D_`.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let code = from
            .get(2..6)
            .filter(|_| from.as_bytes().get(6) == Some(&b'_'));
        match code
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32)
        {
            Some(character) => {
                out.push(character);
                rest = &from[7..];
            }
            None => {
                out.push_str("_x");
                rest = &from[2..];
            }
        }
    }
    out.push_str(rest);
    out
}
