//! Reading one file: bytes in, a typed table out, after a second reading where a column's type clashed late.

mod close;
mod fingerprint;
mod foresee;
mod prefetch;
mod settle;
mod warn;

pub use fingerprint::{Fingerprint, hexadecimal};
pub use prefetch::{Chunk, HEAD, Prefetch};

use super::csv::CsvReader;
use super::decode::{self, Content, Decoder, Encoding, Gunzip};
use super::error::{Fault, ImportError, Place};
use super::exposition::ExpositionReader;
use super::file::{FileFacts, RawFile};
use super::frame::Frame;
use super::infer::Texts;
use super::json::JsonReader;
use super::options::ReadOptions;
use super::room::Room;
use super::rule::RepairRule;
use super::sheet::Sheet;
use super::sniff::{self, Shape};
use outturn_core::steps::{Steps, pause};
use outturn_core::units::Timestamp;

/// Longest row or JSON value, in bytes: past it, a quote or bracket was never closed.
const LONGEST_ROW: usize = 64 << 20;
/// Largest workbook, in bytes: its directory is at its end, so it is held as a whole by whoever reads it.
pub const LARGEST_WORKBOOK: usize = 512 << 20;
/// Most bytes worked on at once, however many are pushed.
const STEP: usize = 1 << 20;

/// The end of a reading.
#[derive(Debug)]
pub enum Pass {
    /// The file is read.
    Done(Box<RawFile>),
    /// A column turned out to be text after values of another type: push the file once more, from its start, into this.
    Again(Box<Importer>),
}

/// Whether the file is packed.
#[derive(Debug)]
enum Packing {
    /// Too little was seen to tell: these bytes.
    Unknown(Vec<u8>),
    Plain,
    Gzip(Box<Gunzip>),
}

/// What is in it, unpacked.
#[derive(Debug)]
enum Body {
    /// Too little was seen to tell: these bytes.
    Start(Vec<u8>),
    Text,
    /// For somebody else to unpack; so many bytes went by.
    Workbook(usize),
}

#[derive(Debug)]
enum Reader {
    /// Not enough was seen to decide.
    Undecided,
    Csv(Box<CsvReader>),
    Json(Box<JsonReader>),
    Exposition(Box<ExpositionReader>),
}

/// What a first reading found and a second one keeps.
#[derive(Debug)]
struct Known {
    frame: Frame,
    bytes: u64,
}

/// Reads a file that is pushed piece by piece.
#[derive(Debug)]
pub struct Importer {
    file: FileFacts,
    options: ReadOptions,
    read: u64,
    /// Bytes of text so far, unpacked.
    made: u64,
    room: Room,
    needs: u64,
    packing: Packing,
    body: Body,
    decoder: Decoder,
    text: String,
    shape: Option<Shape>,
    sheet: Option<Sheet>,
    written_at: Option<Timestamp>,
    reader: Reader,
    known: Option<Known>,
    /// The codes that texts of another thread's chunks have here; `None` once a bytes was refused.
    texts: Option<Vec<Texts>>,
}

impl Importer {
    /// A reader of this file. From `file.bytes` it is foreseen how much memory its table takes; the length that is told is counted.
    #[must_use]
    pub fn new(file: FileFacts, options: ReadOptions) -> Self {
        Self {
            file,
            options,
            read: 0,
            made: 0,
            room: Room::default(),
            needs: 0,
            packing: Packing::Unknown(Vec::new()),
            body: Body::Start(Vec::new()),
            decoder: Decoder::default(),
            text: String::new(),
            shape: None,
            sheet: None,
            written_at: None,
            reader: Reader::Undecided,
            known: None,
            texts: Some(Vec::new()),
        }
    }

    /// Takes the file's next bytes.
    ///
    /// # Errors
    /// When they show that the file cannot be read.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        self.push_in_steps(bytes).finish()
    }

    /// Takes the file's next bytes in steps, each of which reads a megabyte of text or less, however much they unpack to and however long
    /// one value is.
    ///
    /// # Errors
    /// What comes of the steps is an error as that of [`push`](Self::push).
    pub fn push_in_steps<'a>(&'a mut self, bytes: &'a [u8]) -> Steps<'a, Result<(), ImportError>> {
        Steps::new(self.take_in(bytes))
    }

    async fn take_in(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        self.foresee()?;
        let Packing::Unknown(first) = &mut self.packing else {
            return self.unpack(bytes).await;
        };
        let taken = bytes.len().min(2 - first.len());
        let before = std::mem::take(first);
        let two = [before.as_slice(), &bytes[..taken]].concat();
        if two.len() < 2 {
            *first = two;
            return Ok(());
        }
        self.packing = if two.starts_with(&decode::GZIP) {
            Packing::Gzip(Box::new(Gunzip::new()))
        } else {
            Packing::Plain
        };
        self.unpack(&before).await?;
        self.unpack(bytes).await
    }

    /// Takes a piece of the file, unpacking it where it is packed.
    async fn unpack(&mut self, mut bytes: &[u8]) -> Result<(), ImportError> {
        // Taken out for as long as what it makes is read.
        let Packing::Gzip(mut gunzip) = std::mem::replace(&mut self.packing, Packing::Plain) else {
            self.read += bytes.len() as u64;
            return self.take(bytes).await;
        };
        let mut out = vec![0; STEP / 4];
        loop {
            let before = bytes.len();
            let made = gunzip
                .step(&mut bytes, &mut out)
                .map_err(|fault| self.error(fault, at_byte(gunzip.member())))?;
            self.read += (before - bytes.len()) as u64;
            if made == 0 && bytes.is_empty() {
                break;
            }
            self.take(&out[..made]).await?;
            self.foresee()?;
        }
        self.packing = Packing::Gzip(gunzip);
        Ok(())
    }

    /// Takes the next unpacked bytes.
    async fn take(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        match &mut self.body {
            Body::Text => self.decode(bytes).await,
            Body::Workbook(length) => {
                *length += bytes.len();
                if *length > LARGEST_WORKBOOK {
                    let limit = LARGEST_WORKBOOK as u64;
                    return Err(self.error(Fault::WorkbookTooLarge { limit }, Place::default()));
                }
                Ok(())
            }
            Body::Start(start) => {
                if start.is_empty() && bytes.len() >= sniff::SAMPLE {
                    return self.look(bytes).await;
                }
                start.extend_from_slice(bytes);
                if start.len() < sniff::SAMPLE {
                    return Ok(());
                }
                let start = std::mem::take(start);
                self.look(&start).await
            }
        }
    }

    /// Looks at the file's start, once there is enough of it.
    async fn look(&mut self, start: &[u8]) -> Result<(), ImportError> {
        // Look at the same bytes however the file was cut into pieces.
        let sample = &start[..start.len().min(sniff::SAMPLE)];
        let chosen = self.options.encoding;
        let content = decode::content(sample, chosen)
            .map_err(|(fault, byte)| self.error(fault, at_byte(byte)))?;
        match content {
            Content::Workbook => {
                self.body = Body::Workbook(start.len());
                Ok(())
            }
            Content::Text(encoding) => {
                self.body = Body::Text;
                let wide = matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
                if wide && !self.options.repairs(RepairRule::Utf16) && chosen.is_none() {
                    return Err(self.refused(RepairRule::Utf16, encoding.label()));
                }
                let may_fall_back =
                    chosen.is_none() && self.options.repairs(RepairRule::Windows1252);
                self.decoder = Decoder::new(encoding, may_fall_back);
                if !self.options.repairs(RepairRule::NulByte) {
                    self.decoder = std::mem::take(&mut self.decoder).keep_zeros();
                }
                self.decode(start).await
            }
        }
    }

    async fn decode(&mut self, bytes: &[u8]) -> Result<(), ImportError> {
        for step in bytes.chunks(STEP) {
            self.decode_step(step).await?;
            pause().await;
        }
        Ok(())
    }

    async fn decode_step(&mut self, step: &[u8]) -> Result<(), ImportError> {
        self.made += step.len() as u64;
        let result = self.decoder.push(step, &mut self.text);
        result.map_err(|(fault, byte)| self.error(fault, at_byte(byte)))?;
        if self.shape.is_none() && self.text.len() >= sniff::SAMPLE {
            self.decide(false)?;
        }
        self.work(false).await
    }

    /// Decides how the text is read; `whole` says that it is all there.
    fn decide(&mut self, whole: bool) -> Result<(), ImportError> {
        let mut sample = self.text.len().min(sniff::SAMPLE);
        while !self.text.is_char_boundary(sample) {
            sample -= 1;
        }
        let sample = &self.text[..sample];
        if self.text.trim().is_empty() {
            return Err(self.error(Fault::Empty, Place::default()));
        }
        if decode::is_markup(sample) {
            return Err(self.error(Fault::Markup, Place::default()));
        }
        let workbook = matches!(self.body, Body::Workbook(_));
        let shape = sniff::shape(&self.file.name, sample, whole, workbook, &self.options)
            .map_err(|fault| self.error(fault, Place::default()))?;
        let offset = if self.decoder.bom { 3 } else { 0 };
        let known = self
            .known
            .as_mut()
            .map(|known| std::mem::take(&mut known.frame));
        self.shape = Some(shape);
        self.reader = match shape {
            Shape::Csv(dialect) => Reader::Csv(Box::new(CsvReader::new(
                dialect,
                offset,
                &self.options,
                known,
            ))),
            Shape::Exposition => Reader::Exposition(Box::new(ExpositionReader::new(
                offset,
                &self.options,
                known,
            ))),
            Shape::Json(json) => Reader::Json(Box::new(JsonReader::new(
                json,
                offset,
                &self.options,
                known,
            ))),
        };
        Ok(())
    }

    /// Reads what is complete in the text at hand.
    async fn work(&mut self, last: bool) -> Result<(), ImportError> {
        let result = match &mut self.reader {
            Reader::Undecided => return Ok(()),
            Reader::Csv(reader) => reader.read(&self.text, last),
            Reader::Json(reader) => reader.read(&self.text, last).await,
            Reader::Exposition(reader) => reader.read(&self.text, last),
        };
        let done = result.map_err(|(fault, at)| self.error_in_text(fault, at))?;
        self.text.drain(..done);
        if self.text.len() > LONGEST_ROW {
            let limit = LONGEST_ROW as u64;
            let (fault, at) = match &self.reader {
                Reader::Csv(reader) => reader.too_long(limit),
                Reader::Json(reader) => reader.too_long(&self.text, limit),
                Reader::Exposition(reader) => reader.too_long(limit),
                Reader::Undecided => (Fault::RowTooLong { limit }, Place::default()),
            };
            return Err(self.error_in_text(fault, at));
        }
        Ok(())
    }

    fn error(&self, fault: Fault, at: Place) -> ImportError {
        ImportError {
            file: self.file.name.clone(),
            fault,
            at,
        }
    }

    /// An error placed in the text: only in UTF-8 are its bytes those of the file.
    fn error_in_text(&self, fault: Fault, mut at: Place) -> ImportError {
        let same = self.decoder.encoding == Encoding::Utf8 && matches!(self.body, Body::Text);
        at.byte = at.byte.filter(|_| same);
        self.error(fault, at)
    }

    fn refused(&self, rule: RepairRule, example: &str) -> ImportError {
        let example = example.to_owned();
        self.error(Fault::RepairOff { rule, example }, Place::default())
    }
}

fn at_byte(byte: u64) -> Place {
    Place {
        byte: Some(byte),
        ..Place::default()
    }
}

/// Reads a file that is in memory as a whole, both readings where two are needed.
///
/// # Errors
/// When the file cannot be read; see [`ImportError`].
pub fn read_all(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<RawFile, ImportError> {
    let facts = FileFacts {
        name: name.to_owned(),
        bytes: bytes.len() as u64,
    };
    let mut fingerprint = Fingerprint::default();
    fingerprint.push(bytes);
    let mut importer = Importer::new(facts, options.clone());
    loop {
        importer.push(bytes)?;
        match importer.finish()? {
            Pass::Done(mut file) => {
                file.sha256 = fingerprint.finish();
                return Ok(*file);
            }
            Pass::Again(again) => importer = *again,
        }
    }
}
