//! gzip (RFC 1952), unpacked as it comes: several members one after the other, each checked against its checksum and length.

use super::super::error::Fault;
use super::crc::Crc;
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

/// Longest header, with the file's name and a comment in it.
const LONGEST_HEADER: usize = 1 << 17;
/// Bytes unpacked before the ratio is looked at: small files of one repeated line are innocent.
const INNOCENT: u64 = 64 << 20;
/// Bytes out for one byte in past which it is no export. Deflate itself cannot exceed 1032; logs of one repeated line reach 200.
const RATIO: u64 = 300;

/// The first two bytes.
pub(crate) const MAGIC: [u8; 2] = [0x1F, 0x8B];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Header,
    Body,
    /// Checksum and length.
    Trailer,
    /// After a member: the next one, padding of zeros, or the end.
    Between,
}

/// Unpacks a stream of gzip members.
pub(crate) struct Gunzip {
    part: Part,
    /// Bytes of a header or trailer that is not complete.
    held: Vec<u8>,
    inflate: Box<InflateState>,
    crc: Crc,
    /// Bytes of this member unpacked, modulo 2^32 as its trailer counts them.
    length: u32,
    taken: u64,
    member: u64,
    made: u64,
}

impl std::fmt::Debug for Gunzip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gunzip({:?} after {} bytes)", self.part, self.taken)
    }
}

impl Gunzip {
    pub(crate) fn new() -> Self {
        Self {
            part: Part::Header,
            held: Vec::new(),
            inflate: InflateState::new_boxed(DataFormat::Raw),
            crc: Crc::new(),
            length: 0,
            taken: 0,
            member: 0,
            made: 0,
        }
    }

    /// Where the member begins that is at fault. Where in it is not told: its packed data is taken in pieces of any size.
    pub(crate) fn member(&self) -> u64 {
        self.member
    }

    /// Unpacks from the front of `input` into `out` and answers how many bytes it made. The input is used up when it is empty and
    /// nothing more is made.
    pub(crate) fn step(&mut self, input: &mut &[u8], out: &mut [u8]) -> Result<usize, Fault> {
        loop {
            let before = input.len();
            let made = match self.part {
                Part::Body => self.body(input, out)?,
                Part::Header => self.header(input)?,
                Part::Trailer => self.trailer(input)?,
                Part::Between => self.between(input),
            };
            self.taken += (before - input.len()) as u64;
            self.made += made as u64;
            if self.made > INNOCENT && self.made / RATIO > self.taken {
                return Err(Fault::Bomb { ratio: RATIO });
            }
            if made > 0 || input.len() == before {
                return Ok(made);
            }
        }
    }

    /// The end of the file; `Err` inside a member.
    pub(crate) fn finish(&self) -> Result<(), Fault> {
        match self.part {
            Part::Between => Ok(()),
            _ => Err(Fault::TruncatedArchive),
        }
    }

    fn header(&mut self, input: &mut &[u8]) -> Result<usize, Fault> {
        let before = self.held.len();
        let (fresh, rest) = input.split_at(input.len().min(1024));
        self.held.extend_from_slice(fresh);
        match header_length(&self.held)? {
            Some(length) => {
                *input = &input[length - before..];
                self.held.clear();
                self.part = Part::Body;
                self.inflate.reset(DataFormat::Raw);
                self.crc.reset();
                self.length = 0;
            }
            None if self.held.len() > LONGEST_HEADER => {
                return Err(bad("its header does not end"));
            }
            None => *input = rest,
        }
        Ok(0)
    }

    fn body(&mut self, input: &mut &[u8], out: &mut [u8]) -> Result<usize, Fault> {
        let result = inflate(&mut self.inflate, input, out, MZFlush::None);
        *input = &input[result.bytes_consumed..];
        let made = &out[..result.bytes_written];
        self.crc.update(made);
        self.length = self.length.wrapping_add(made.len() as u32);
        match result.status {
            Ok(MZStatus::StreamEnd) => self.part = Part::Trailer,
            // No input, or no room: not at fault.
            Ok(_) | Err(MZError::Buf) => {}
            Err(_) => return Err(bad("its packed data is damaged")),
        }
        Ok(made.len())
    }

    fn trailer(&mut self, input: &mut &[u8]) -> Result<usize, Fault> {
        let wanted = 8 - self.held.len();
        let (fresh, rest) = input.split_at(input.len().min(wanted));
        self.held.extend_from_slice(fresh);
        *input = rest;
        if let &[a, b, c, d, e, f, g, h] = self.held.as_slice() {
            if u32::from_le_bytes([a, b, c, d]) != self.crc.value() {
                return Err(bad("its checksum is another"));
            }
            if u32::from_le_bytes([e, f, g, h]) != self.length {
                return Err(bad("its length is another"));
            }
            self.held.clear();
            self.part = Part::Between;
        }
        Ok(0)
    }

    /// Lets padding go by, as gzip itself does.
    fn between(&mut self, input: &mut &[u8]) -> usize {
        let padding = input.iter().take_while(|&&b| b == 0).count();
        *input = &input[padding..];
        if !input.is_empty() {
            self.member = self.taken + padding as u64;
            self.part = Part::Header;
        }
        0
    }
}

fn bad(reason: &str) -> Fault {
    Fault::BadArchive {
        reason: reason.to_owned(),
    }
}

/// The length of the header at the front; `None` while it is not complete.
fn header_length(bytes: &[u8]) -> Result<Option<usize>, Fault> {
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    const CHECKSUM: u8 = 2;
    let magic = &bytes[..bytes.len().min(2)];
    if !MAGIC.starts_with(magic) {
        return Err(bad("something else follows its data"));
    }
    let Some(&[_, _, method, flags, ..]) = bytes.first_chunk::<10>() else {
        return Ok(None);
    };
    if method != 8 || flags & 0xE0 != 0 {
        return Err(bad("its method is not deflate"));
    }
    let mut at = 10;
    if flags & EXTRA != 0 {
        let Some(&[low, high]) = bytes.get(at..at + 2).and_then(<[u8]>::first_chunk) else {
            return Ok(None);
        };
        at += 2 + usize::from(u16::from_le_bytes([low, high]));
    }
    for text in [NAME, COMMENT] {
        if flags & text != 0 {
            let Some(end) = bytes.get(at..).and_then(|rest| memchr::memchr(0, rest)) else {
                return Ok(None);
            };
            at += end + 1;
        }
    }
    if flags & CHECKSUM != 0 {
        at += 2;
    }
    Ok((bytes.len() >= at).then_some(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Zeros shrink to a thousandth. Members of them, one after the other, are refused long before all is unpacked.
    #[test]
    fn a_bomb_is_refused() {
        let zeros = vec![0; 1 << 20];
        let mut crc = Crc::new();
        crc.update(&zeros);
        let mut member = b"\x1F\x8B\x08\0\0\0\0\0\0\xFF".to_vec();
        member.extend(miniz_oxide::deflate::compress_to_vec(&zeros, 9));
        member.extend(crc.value().to_le_bytes());
        member.extend((1u32 << 20).to_le_bytes());
        let (mut gunzip, mut out) = (Gunzip::new(), vec![0; 1 << 18]);
        let mut refused = None;
        for _ in 0..1000 {
            let mut input = member.as_slice();
            refused = loop {
                match gunzip.step(&mut input, &mut out) {
                    Ok(0) if input.is_empty() => break None,
                    Ok(_) => {}
                    Err(fault) => break Some(fault),
                }
            };
            if refused.is_some() {
                break;
            }
        }
        assert_eq!(refused, Some(Fault::Bomb { ratio: RATIO }));
        assert!(gunzip.made <= INNOCENT + (1 << 20), "{}", gunzip.made);
    }
}
