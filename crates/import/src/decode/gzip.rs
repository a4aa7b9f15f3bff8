//! gzip (RFC 1952), unpacked as it comes: several members one after the other, each checked against its checksum and length.

use super::super::error::Fault;
use flate2::bufread::GzDecoder;
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::io::{ErrorKind, Read};

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

/// Unpacks a gzip archive that is in memory as a whole, up to so many bytes.
///
/// # Errors
/// [`Fault::BadArchive`] and [`Fault::TruncatedArchive`] when it is damaged, [`Fault::Bomb`] when it unpacks to far more than data does,
/// [`Fault::WorkbookTooLarge`] past `most`.
pub fn gunzip(bytes: &[u8], most: usize) -> Result<Vec<u8>, Fault> {
    let (mut gunzip, mut rest) = (Gunzip::new(), bytes);
    let (mut out, mut step) = (Vec::new(), vec![0; 1 << 18]);
    loop {
        let before = rest.len();
        let made = gunzip.step(&mut rest, &mut step)?;
        if made == 0 && rest.len() == before {
            gunzip.finish()?;
            return Ok(out);
        }
        out.extend_from_slice(&step[..made]);
        if out.len() > most {
            return Err(Fault::WorkbookTooLarge { limit: most as u64 });
        }
    }
}

/// Unpacks a stream of gzip members.
pub(crate) struct Gunzip {
    part: Part,
    /// Bytes of a header or trailer that is not complete.
    held: Vec<u8>,
    inflate: Decompress,
    /// Of this member, which also counts its bytes modulo 2^32, as the trailer does.
    crc: Crc,
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
            inflate: Decompress::new(false),
            crc: Crc::new(),
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
                self.inflate.reset(false);
                self.crc.reset();
            }
            None if self.held.len() > LONGEST_HEADER => {
                return Err(bad("its header does not end"));
            }
            None => *input = rest,
        }
        Ok(0)
    }

    fn body(&mut self, input: &mut &[u8], out: &mut [u8]) -> Result<usize, Fault> {
        let (taken, made) = (self.inflate.total_in(), self.inflate.total_out());
        let status = self
            .inflate
            .decompress(input, out, FlushDecompress::None)
            .map_err(|_| bad("its packed data is damaged"))?;
        *input = &input[(self.inflate.total_in() - taken) as usize..];
        let made = (self.inflate.total_out() - made) as usize;
        self.crc.update(&out[..made]);
        if status == Status::StreamEnd {
            self.part = Part::Trailer;
        }
        Ok(made)
    }

    fn trailer(&mut self, input: &mut &[u8]) -> Result<usize, Fault> {
        let wanted = 8 - self.held.len();
        let (fresh, rest) = input.split_at(input.len().min(wanted));
        self.held.extend_from_slice(fresh);
        *input = rest;
        if let &[a, b, c, d, e, f, g, h] = self.held.as_slice() {
            if u32::from_le_bytes([a, b, c, d]) != self.crc.sum() {
                return Err(bad("its checksum is another"));
            }
            if u32::from_le_bytes([e, f, g, h]) != self.crc.amount() {
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
    let magic = &bytes[..bytes.len().min(2)];
    if !MAGIC.starts_with(magic) {
        return Err(bad("something else follows its data"));
    }
    let mut member = GzDecoder::new(bytes);
    if member.header().is_some() {
        return Ok(Some(bytes.len() - member.into_inner().len()));
    }
    match member.read(&mut []) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(None),
        _ => Err(bad("its header is damaged")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::bufread::GzEncoder;

    /// Zeros shrink to a thousandth. Members of them, one after the other, are refused long before all is unpacked.
    #[test]
    fn a_bomb_is_refused() {
        let zeros = vec![0; 1 << 20];
        let mut member = Vec::new();
        GzEncoder::new(zeros.as_slice(), Compression::best())
            .read_to_end(&mut member)
            .unwrap();
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
