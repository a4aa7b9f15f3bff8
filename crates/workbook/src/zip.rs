//! The zip archive that a workbook is: its directory, and its parts unpacked a piece at a time.
//!
//! Source: PKWARE's APPNOTE, sections 4.3.7 to 4.3.16. Sizes that the directory claims are not believed: what is unpacked is counted.

use flate2::{Crc, Decompress, FlushDecompress, Status};
use outturn_import::Fault;
use rustc_hash::FxHashMap;
use std::cell::Cell;
use std::rc::Rc;

/// Bytes unpacked of all parts before the ratio is looked at, and bytes out for one byte in past which it is no data: a sheet of
/// nothing but zeros shrinks to a 14th, of dates and constants without places to a 38th.
const INNOCENT: u64 = 64 << 20;
const RATIO: u64 = 40;

#[derive(Debug, Clone, Copy)]
struct Entry {
    method: u16,
    encrypted: bool,
    crc: u32,
    packed: usize,
    header: usize,
}

/// A zip archive in memory.
#[derive(Debug)]
pub(crate) struct Archive<'a> {
    bytes: &'a [u8],
    entries: Vec<(String, Entry)>,
    /// Where each entry is, by its name as Windows compares it.
    places: FxHashMap<String, usize>,
    /// Bytes unpacked so far: parts may lie over one another, and the same one may be read again.
    made: Rc<Cell<u64>>,
}

pub(crate) fn bad(reason: &str) -> Fault {
    Fault::BadWorkbook {
        reason: reason.to_owned(),
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    let two = bytes.get(at..)?.first_chunk::<2>()?;
    Some(usize::from(u16::from_le_bytes(*two)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..)?.first_chunk::<4>()?;
    Some(u32::from_le_bytes(*four))
}

impl<'a> Archive<'a> {
    /// Reads the directory at the archive's end.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        /// The end of the directory with the longest comment.
        const TAIL: usize = 22 + 65_535;
        let tail = bytes.len().saturating_sub(TAIL);
        let end = memchr::memmem::rfind(&bytes[tail..], b"PK\x05\x06")
            .ok_or_else(|| bad("its end is missing"))?;
        let entries =
            directory(bytes, tail + end).ok_or_else(|| bad("its directory is damaged"))?;
        let mut places = FxHashMap::default();
        for (at, (name, _)) in entries.iter().enumerate() {
            places.entry(name.to_ascii_lowercase()).or_insert(at);
        }
        Ok(Self {
            bytes,
            entries,
            places,
            made: Rc::default(),
        })
    }

    fn entry(&self, name: &str) -> Option<Entry> {
        let at = self.places.get(&name.to_ascii_lowercase())?;
        self.entries.get(*at).map(|(_, entry)| *entry)
    }

    /// Whether it has a part whose name ends so.
    pub(crate) fn has(&self, end: &str) -> bool {
        self.entries.iter().any(|(name, _)| name.ends_with(end))
    }

    /// Unpacks every part and keeps nothing: no part is damaged, and together they are no bomb.
    pub(crate) fn check(&self) -> Result<(), Fault> {
        let mut scratch = vec![0; 1 << 16];
        for (name, _) in &self.entries {
            if let Some(mut part) = self.part(name)? {
                while part.read(&mut scratch)? > 0 {}
            }
        }
        Ok(())
    }

    /// Names of all parts.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(name, _)| name.as_str())
    }

    /// A part, unpacked; nothing if there is none of that name.
    pub(crate) fn whole(&self, name: &str) -> Result<Vec<u8>, Fault> {
        let (mut all, mut piece) = (Vec::new(), vec![0; 1 << 16]);
        if let Some(mut part) = self.part(name)? {
            loop {
                match part.read(&mut piece)? {
                    0 => break,
                    made => all.extend_from_slice(&piece[..made]),
                }
            }
        }
        Ok(all)
    }

    /// A part, to be unpacked.
    pub(crate) fn part(&self, name: &str) -> Result<Option<Part<'a>>, Fault> {
        let Some(entry) = self.entry(name) else {
            return Ok(None);
        };
        if entry.encrypted {
            return Err(bad("it is protected by a password"));
        }
        let damaged = || bad("its directory is damaged");
        let (names, extra) = u16_at(self.bytes, entry.header + 26)
            .zip(u16_at(self.bytes, entry.header + 28))
            .ok_or_else(damaged)?;
        let start = entry.header + 30 + names + extra;
        let rest = self.bytes.get(start..).ok_or_else(damaged)?;
        let input = &rest[..entry.packed.min(rest.len())];
        let inflate = match entry.method {
            0 => None,
            8 => Some(Decompress::new(false)),
            _ => return Err(bad("it is packed in a way that is not deflate")),
        };
        Ok(Some(Part {
            input,
            whole: self.bytes.len() as u64,
            inflate,
            crc: Crc::new(),
            expected: entry.crc,
            made: Rc::clone(&self.made),
        }))
    }

    /// Looks at a part before it is read: what that unpacks does not count.
    pub(crate) fn aside<T>(&self, name: &str, look: impl FnOnce(Part<'a>) -> T) -> Option<T> {
        let before = self.made.get();
        let part = self.part(name).ok().flatten();
        let seen = part.map(look);
        self.made.set(before);
        seen
    }

    /// Bytes of a part as it is packed.
    pub(crate) fn size(&self, name: &str) -> usize {
        self.entry(name).map_or(0, |entry| entry.packed)
    }
}

/// The entries of the directory whose end record is at `end`.
fn directory(bytes: &[u8], end: usize) -> Option<Vec<(String, Entry)>> {
    let count = u16_at(bytes, end + 10)?;
    let mut at = u32_at(bytes, end + 16)? as usize;
    let mut entries = Vec::new();
    for _ in 0..count {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        let lengths = (
            u16_at(bytes, at + 28)?,
            u16_at(bytes, at + 30)?,
            u16_at(bytes, at + 32)?,
        );
        let name = bytes.get(at + 46..at + 46 + lengths.0)?;
        let entry = Entry {
            method: u16_at(bytes, at + 10)? as u16,
            encrypted: u16_at(bytes, at + 8)? & 1 != 0,
            crc: u32_at(bytes, at + 16)?,
            packed: u32_at(bytes, at + 20)? as usize,
            header: u32_at(bytes, at + 42)? as usize,
        };
        entries.push((String::from_utf8_lossy(name).replace('\\', "/"), entry));
        at += 46 + lengths.0 + lengths.1 + lengths.2;
    }
    Some(entries)
}

/// A part while it is unpacked.
pub(crate) struct Part<'a> {
    input: &'a [u8],
    /// Bytes of the archive.
    whole: u64,
    inflate: Option<Decompress>,
    crc: Crc,
    expected: u32,
    /// Bytes unpacked so far of all parts.
    made: Rc<Cell<u64>>,
}

impl Part<'_> {
    /// Unpacks the next bytes into `out`; 0 is the end.
    pub(crate) fn read(&mut self, out: &mut [u8]) -> Result<usize, Fault> {
        let made = match &mut self.inflate {
            None => {
                let take = self.input.len().min(out.len());
                out[..take].copy_from_slice(&self.input[..take]);
                self.input = &self.input[take..];
                take
            }
            Some(inflate) => loop {
                let before = (inflate.total_in(), inflate.total_out());
                let status = inflate
                    .decompress(self.input, out, FlushDecompress::None)
                    .map_err(|_| bad("a part of it is damaged"))?;
                let taken = (inflate.total_in() - before.0) as usize;
                let made = (inflate.total_out() - before.1) as usize;
                self.input = &self.input[taken..];
                if status == Status::StreamEnd {
                    self.inflate = None;
                    self.input = &[];
                    break made;
                }
                if made > 0 {
                    break made;
                }
                if taken == 0 {
                    return Err(bad("a part of it is cut off"));
                }
            },
        };
        self.crc.update(&out[..made]);
        let all = self.made.get() + made as u64;
        self.made.set(all);
        if all > INNOCENT && all / RATIO > self.whole {
            return Err(Fault::Bomb { ratio: RATIO });
        }
        if made == 0 && self.crc.sum() != self.expected {
            return Err(bad("the checksum of a part of it is another"));
        }
        Ok(made)
    }
}
