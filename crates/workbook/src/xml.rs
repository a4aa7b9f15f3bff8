//! The XML of a workbook, event by event, unpacked as it is read: no document types, so no entities but the five of XML itself.

use crate::zip::{Part, bad};
use outturn_import::Fault;
use quick_xml::errors::SyntaxError;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesEnd, BytesRef, BytesStart, Event as Read};
use quick_xml::{Error, Reader, XmlVersion};
use std::borrow::Cow;
use std::io::{self, BufReader};

/// Bytes unpacked at a time.
const PIECE: usize = 1 << 16;
/// Longest tag or text in one piece.
const LONGEST: usize = 16 << 20;
/// Most bytes without anything that a table is made of; twice the longest text may be unpacked before it is taken.
const IDLE: usize = 40 << 20;
/// What each piece of a text counts for beside its bytes: a text of nothing but entities takes longer than its length says.
const TEXT_PIECE: usize = 24;
/// Tags open at once, and the longest name of one: the reader keeps the names until they close.
const DEEPEST: usize = 256;
const LONGEST_NAME: usize = 1 << 10;

/// What comes next.
#[derive(Debug)]
pub(crate) enum Event<'a> {
    Open(BytesStart<'a>),
    /// A tag that closes at once.
    Empty(BytesStart<'a>),
    Close(BytesEnd<'a>),
    /// Text between tags, or a part of it: an entity comes by itself, as the character that it stands for.
    Text(Cow<'a, str>),
    /// Comments and instructions.
    Nothing,
}

/// A part of a workbook while its XML is read.
pub(crate) struct Xml<'a> {
    reader: Reader<BufReader<Unpacked<'a>>>,
    /// The event at hand.
    held: Vec<u8>,
    depth: usize,
}

impl<'a> Xml<'a> {
    pub(crate) fn new(part: Part<'a>) -> Self {
        let unpacked = Unpacked {
            part,
            made: 0,
            began: 0,
            idle: 0,
            fault: None,
        };
        let mut reader = Reader::from_reader(BufReader::with_capacity(PIECE, unpacked));
        let config = reader.config_mut();
        // What a table is made of is read also where the rest is not as it should be.
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self {
            reader,
            held: Vec::new(),
            depth: 0,
        }
    }

    fn unpacked(&mut self) -> &mut Unpacked<'a> {
        self.reader.get_mut().get_mut()
    }

    /// Tells that there was something that a table is made of.
    #[inline]
    pub(crate) fn was_useful(&mut self) {
        self.unpacked().idle = 0;
    }

    /// Bytes unpacked so far.
    pub(crate) fn made(&self) -> usize {
        self.reader.get_ref().get_ref().made
    }

    /// The next event; `None` is the end.
    pub(crate) fn next(&mut self) -> Result<Option<Event<'_>>, Fault> {
        self.held.clear();
        let unpacked = self.reader.get_mut().get_mut();
        unpacked.began = unpacked.made;
        let read = match self.reader.read_event_into(&mut self.held) {
            Ok(read) => read,
            Err(error) => {
                let fault = self.reader.get_mut().get_mut().fault.take();
                return Err(fault.unwrap_or_else(|| refusal(&error)));
            }
        };
        if matches!(read, Read::Text(_) | Read::GeneralRef(_)) {
            self.reader.get_mut().get_mut().idle += TEXT_PIECE;
        }
        Ok(Some(match read {
            Read::Empty(tag) => Event::Empty(tag),
            Read::Start(tag) => {
                self.depth += 1;
                if self.depth > DEEPEST || tag.name().as_ref().len() > LONGEST_NAME {
                    return Err(bad("its tags are not those of a workbook"));
                }
                Event::Open(tag)
            }
            Read::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                Event::Close(tag)
            }
            Read::Text(text) => Event::Text(text.into_inner()),
            Read::CData(text) => Event::Text(text.into_inner()),
            Read::GeneralRef(entity) => Event::Text(character(&entity)),
            Read::DocType(_) => return Err(bad("it declares a document type")),
            Read::Comment(_) | Read::PI(_) | Read::Decl(_) => Event::Nothing,
            Read::Eof => return Ok(None),
        }))
    }
}

/// A part while it is unpacked for the reader: neither a piece of XML nor markup alone may go on without end.
struct Unpacked<'a> {
    part: Part<'a>,
    /// Bytes unpacked: so far, and when the event at hand began.
    made: usize,
    began: usize,
    /// What was unpacked since there was last something that a table is made of.
    idle: usize,
    /// Why there are no more, which the reader cannot pass on.
    fault: Option<Fault>,
}

impl Unpacked<'_> {
    fn more(&mut self, out: &mut [u8]) -> Result<usize, Fault> {
        if self.made - self.began > LONGEST {
            return Err(Fault::WorkbookTooLarge {
                limit: LONGEST as u64,
            });
        }
        let made = self.part.read(out)?;
        self.made += made;
        self.idle += made;
        if self.idle > IDLE {
            return Err(bad("a part of it holds nothing but markup"));
        }
        Ok(made)
    }
}

impl io::Read for Unpacked<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.more(out).map_err(|fault| {
            self.fault = Some(fault);
            io::ErrorKind::InvalidData.into()
        })
    }
}

/// Why XML cannot be read.
fn refusal(error: &Error) -> Fault {
    bad(match error {
        Error::Syntax(SyntaxError::InvalidBangMarkup) => "its markup is damaged",
        Error::Syntax(_) => "a part of it is cut off",
        Error::Encoding(_) => "a part of it is not UTF-8",
        _ => "its markup is damaged",
    })
}

/// The attributes of a tag: local names and values.
pub(crate) fn attributes<'t>(
    tag: &'t BytesStart<'_>,
) -> impl Iterator<Item = (&'t str, Cow<'t, str>)> {
    let mut all = tag.attributes();
    all.with_checks(false);
    all.flatten().map(|attribute| {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        (
            attribute.key.local_name().into_inner(),
            value.unwrap_or(attribute.value),
        )
    })
}

/// The first attribute of a local name.
pub(crate) fn attribute<'t>(tag: &'t BytesStart<'_>, wanted: &str) -> Option<Cow<'t, str>> {
    attributes(tag).find_map(|(name, value)| (name == wanted).then_some(value))
}

/// The character that an entity stands for; what is none stays.
fn character<'a>(entity: &BytesRef<'_>) -> Cow<'a, str> {
    if let Ok(Some(character)) = entity.resolve_char_ref() {
        return Cow::Owned(character.to_string());
    }
    match resolve_xml_entity(entity) {
        Some(text) => Cow::Borrowed(text),
        None => Cow::Owned(format!("&{};", &**entity)),
    }
}
