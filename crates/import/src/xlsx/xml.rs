//! The XML of a workbook, event by event, in pieces: no document types, so no entities but the five of XML itself.

use super::super::decode::{Decoder, Encoding};
use super::super::error::Fault;
use super::zip::{Part, bad};
use std::borrow::Cow;

/// Longest tag or text in one piece.
const LONGEST: usize = 16 << 20;
/// Most bytes without anything that a table is made of; twice the longest text may be unpacked before it is taken.
const IDLE: usize = 40 << 20;

/// What comes next.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Event<'a> {
    /// A tag opens; its attributes are unparsed, and `empty` says that it closes at once.
    Open {
        name: &'a str,
        attributes: &'a str,
        empty: bool,
    },
    Close(&'a str),
    /// Text between tags, entities resolved.
    Text(Cow<'a, str>),
}

/// A part of a workbook while its XML is read.
pub(super) struct Xml<'a> {
    part: Part<'a>,
    decoder: Decoder,
    chunk: Vec<u8>,
    text: String,
    at: usize,
    ended: bool,
    /// Bytes unpacked, and as many as had been when it was last asked whether there are more.
    made: usize,
    told: usize,
    /// Bytes that had been unpacked when there was last something that a table is made of.
    useful: usize,
}

/// An event as places in the text at hand.
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
    /// Where the next one begins.
    next: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Tag,
    Text,
    Verbatim,
    /// Comments and instructions.
    Nothing,
}

impl<'a> Xml<'a> {
    pub(super) fn new(part: Part<'a>) -> Self {
        Self {
            part,
            decoder: Decoder::new(Encoding::Utf8, false),
            chunk: vec![0; 1 << 16],
            text: String::new(),
            at: 0,
            ended: false,
            made: 0,
            told: 0,
            useful: 0,
        }
    }

    /// Tells that there was something that a table is made of.
    #[inline]
    pub(super) fn was_useful(&mut self) {
        self.useful = self.made;
    }

    /// Bytes unpacked so far.
    pub(super) fn made(&self) -> usize {
        self.made
    }

    /// Whether more was unpacked since it was last asked: then a step ends. A piece is 64 kB, or as long as a longer tag or text.
    #[inline]
    pub(super) fn went_on(&mut self) -> bool {
        std::mem::replace(&mut self.told, self.made) != self.made
    }

    /// The next event; `None` is the end.
    pub(super) fn next(&mut self) -> Result<Option<Event<'_>>, Fault> {
        let token = loop {
            match token(&self.text, self.at, self.ended)? {
                Some(token) => {
                    self.at = token.next;
                    if token.kind != Kind::Nothing {
                        break token;
                    }
                }
                None if self.ended && self.at == self.text.len() => return Ok(None),
                None if self.ended => return Err(bad("a part of it is cut off")),
                None => self.refill()?,
            }
        };
        let text = &self.text[token.start..token.end];
        Ok(Some(match token.kind {
            Kind::Tag => tag(text),
            Kind::Verbatim => Event::Text(Cow::Borrowed(text)),
            Kind::Text | Kind::Nothing => Event::Text(unescape(text)),
        }))
    }

    fn refill(&mut self) -> Result<(), Fault> {
        self.text.drain(..self.at);
        self.at = 0;
        if self.text.len() > LONGEST {
            return Err(Fault::WorkbookTooLarge {
                limit: LONGEST as u64,
            });
        }
        // A tag or text that goes on is searched from its start again: few times, if what is added grows with it.
        if self.text.len() > self.chunk.len() {
            self.chunk.resize(self.text.len(), 0);
        }
        let made = self.part.read(&mut self.chunk)?;
        self.made += made;
        if self.made - self.useful > IDLE {
            return Err(bad("a part of it holds nothing but markup"));
        }
        let broken = |_| bad("a part of it is not UTF-8");
        if made == 0 {
            self.ended = true;
            return self.decoder.finish(&mut self.text).map_err(broken);
        }
        self.decoder
            .push(&self.chunk[..made], &mut self.text)
            .map_err(broken)
    }
}

#[inline]
fn tag(text: &str) -> Event<'_> {
    if let Some(name) = text.strip_prefix('/') {
        return Event::Close(local(name.trim_ascii()));
    }
    let (text, empty) = match text.strip_suffix('/') {
        Some(text) => (text, true),
        None => (text, false),
    };
    let mut bytes = text.bytes();
    let end = bytes.position(|byte| byte.is_ascii_whitespace());
    let end = end.unwrap_or(text.len());
    Event::Open {
        name: local(&text[..end]),
        attributes: &text[end..],
        empty,
    }
}

/// A name without its prefix.
#[inline]
fn local(name: &str) -> &str {
    let colon = name.bytes().rposition(|byte| byte == b':');
    colon.map_or(name, |at| &name[at + 1..])
}

/// The event that begins at `at`; `None` where its end is not there yet.
fn token(text: &str, at: usize, ended: bool) -> Result<Option<Token>, Fault> {
    let rest = &text[at..];
    if rest.is_empty() {
        return Ok(None);
    }
    let until = |kind, skip: usize, end: &str| {
        rest.get(skip..)
            .and_then(|r| r.find(end))
            .map(|found| Token {
                kind,
                start: at + skip,
                end: at + skip + found,
                next: at + skip + found + end.len(),
            })
    };
    if !rest.starts_with('<') {
        return Ok(match rest.find('<') {
            Some(end) => Some(Token {
                kind: Kind::Text,
                start: at,
                end: at + end,
                next: at + end,
            }),
            // Space after the last tag.
            None if ended => Some(Token {
                kind: Kind::Nothing,
                start: at,
                end: at,
                next: text.len(),
            }),
            None => None,
        });
    }
    if !matches!(rest.as_bytes().get(1), Some(b'!' | b'?')) {
        return Ok(tag_of(rest, at));
    }
    // The longest of these must be there to be told from the others.
    if rest.len() < 9 && !ended && rest.starts_with("<!") {
        return Ok(None);
    }
    if rest.starts_with("<!--") {
        return Ok(until(Kind::Nothing, 4, "-->"));
    }
    if rest.starts_with("<![CDATA[") {
        return Ok(until(Kind::Verbatim, 9, "]]>"));
    }
    if rest.starts_with("<?") {
        return Ok(until(Kind::Nothing, 2, "?>"));
    }
    if rest.starts_with("<!") {
        return Err(bad("it declares a document type"));
    }
    Ok(tag_of(rest, at))
}

/// The tag that `rest` begins with, which is at `at`.
#[inline]
fn tag_of(rest: &str, at: usize) -> Option<Token> {
    tag_end(rest).map(|end| Token {
        kind: Kind::Tag,
        start: at + 1,
        end: at + end,
        next: at + end + 1,
    })
}

/// Where a tag closes: a bracket in an attribute's quotes does not.
#[inline]
fn tag_end(rest: &str) -> Option<usize> {
    let mut bytes = rest.bytes().enumerate();
    loop {
        match bytes.next()? {
            (at, b'>') => return Some(at),
            (_, quote @ (b'"' | b'\'')) => {
                bytes.find(|(_, byte)| *byte == quote)?;
            }
            _ => {}
        }
    }
}

/// An attribute by its local name.
pub(super) fn attribute<'a>(attributes: &'a str, wanted: &str) -> Option<Cow<'a, str>> {
    let mut rest = attributes;
    loop {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, next) = after[1..].split_once(quote)?;
        if local(name.trim()) == wanted {
            return Some(unescape(value));
        }
        rest = next;
    }
}

/// Entities as the characters they stand for; what is none stays.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else {
        return Cow::Borrowed(text);
    };
    let mut out = text[..first].to_owned();
    let mut rest = &text[first..];
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        // No entity is longer; searched to its end, a text of nothing but `&` would take for ever.
        let end = rest.bytes().take(16).position(|b| b == b';');
        let known = end.and_then(|end| Some((character(rest.get(1..end)?)?, &rest[end + 1..])));
        match known {
            Some((character, after)) => {
                out.push(character);
                rest = after;
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn character(entity: &str) -> Option<char> {
    match entity {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_and_attributes_are_read() {
        assert_eq!(
            unescape("a &lt; b &amp;&#233;&#xE9; &none; &"),
            "a < b &éé &none; &"
        );
        let attributes = r#" r:id = "rId1" name='x "&gt;"'"#;
        assert_eq!(attribute(attributes, "id").as_deref(), Some("rId1"));
        assert_eq!(attribute(attributes, "name").as_deref(), Some("x \">\""));
        assert_eq!(attribute(attributes, "other"), None);
    }

    #[test]
    fn tags_end_where_they_end() {
        assert_eq!(tag_end("<a b='>' c=\"'>\">x"), Some(15));
        assert_eq!(tag_end("<a b='>"), None);
        assert!(token("<!DOCTYPE x [", 0, false).is_err());
        assert!(token("<!-- a", 0, false).unwrap_or(None).is_none());
    }
}
