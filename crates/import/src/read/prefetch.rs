//! Chunks of a large file, read on another thread before the one that reads the file gets there.
//!
//! Both threads look at the beginning of the file, so they agree on how to read it. The table is the same as if one thread had read
//! everything: a chunk that needs a repair or leaves a row out is not sent, and one that does not fit is not taken.

use super::super::csv::RowsApart;
use super::super::decode::Encoding;
use super::super::file::FileFacts;
use super::super::infer::Texts;
use super::super::options::ReadOptions;
use super::super::sniff;
use super::{Body, Importer, Packing, Reader};
use outturn_core::steps::Steps;
use serde::{Deserialize, Serialize};

/// How much of a file's beginning decides how it is read, in bytes; a byte order mark does not count.
pub const HEAD: usize = sniff::SAMPLE + 16;

/// The rows in one part of a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Chunk {
    /// The byte of the file at which it begins.
    pub from: u64,
    /// The byte at which it ends.
    pub to: u64,
    /// Whether it has characters beyond ASCII.
    wide: bool,
    rows: RowsApart,
}

/// Reads chunks of a file ahead of its [`Importer`].
///
/// ```
/// use outturn_import::{FileFacts, HEAD, Importer, Pass, Prefetch, ReadOptions};
/// let text = format!("n,word\n{}", "1,one\n".repeat(100_000));
/// let facts = FileFacts { name: "numbers.csv".into(), bytes: text.len() as u64 };
/// let (first, rest) = text.as_bytes().split_at(400_000);
///
/// // On another thread: the second part.
/// let head = &text.as_bytes()[..HEAD];
/// let mut prefetch = Prefetch::new(facts.clone(), ReadOptions::default(), head, first.len() as u64).unwrap();
/// let chunk = prefetch.push(rest).unwrap();
///
/// let mut importer = Importer::new(facts, ReadOptions::default());
/// importer.push(first)?;
/// // The line that the cut went through.
/// importer.push(&rest[..chunk.from as usize - first.len()])?;
/// assert!(importer.append(chunk));
/// let Pass::Done(file) = importer.finish()? else { unreachable!() };
/// assert_eq!(file.table.rows(), 100_000);
/// # Ok::<(), outturn_import::ImportError>(())
/// ```
#[derive(Debug)]
pub struct Prefetch {
    importer: Importer,
    /// The byte at which the rows begin that have not been returned yet.
    from: u64,
    /// The byte up to which the file was pushed.
    upto: u64,
    texts: Vec<Texts>,
    /// Whether the first whole line has been reached.
    begun: bool,
    /// Whether something was met that cannot be read here.
    lost: bool,
}

impl Prefetch {
    /// Starts at the first line that begins after the byte `from`. `head` is the first [`HEAD`] bytes of the file. `None` unless the
    /// file is uncompressed delimited text in UTF-8: only parts of that can be read on their own.
    #[must_use]
    pub fn new(file: FileFacts, options: ReadOptions, head: &[u8], from: u64) -> Option<Self> {
        let mut importer = Importer::new(file, options);
        importer.push(head).ok()?;
        let plain = importer.is_plain();
        let Reader::Csv(reader) = &mut importer.reader else {
            return None;
        };
        reader.let_go();
        importer.text.clear();
        importer.decoder.let_go();
        plain.then_some(Self {
            importer,
            from,
            upto: from,
            texts: Vec::new(),
            begun: false,
            lost: false,
        })
    }

    /// Takes the next bytes and returns the rows that end in them; `None` where these rows need a repair or one is left out, so that
    /// the [`Importer`] has to read them itself.
    pub fn push(&mut self, mut bytes: &[u8]) -> Option<Chunk> {
        self.upto += bytes.len() as u64;
        if !self.begun {
            let end = memchr::memchr(b'\n', bytes)?;
            bytes = &bytes[end + 1..];
            (self.begun, self.from) = (true, self.upto - bytes.len() as u64);
        }
        let decoded = Steps::new(self.importer.decode(bytes)).finish();
        let clean = self.importer.is_plain() && self.importer.decoder.is_clean();
        self.lost |= decoded.is_err() || !clean;
        let Reader::Csv(reader) = &mut self.importer.reader else {
            return None;
        };
        if self.lost {
            return None;
        }
        let (text, decoder) = (&self.importer.text, &mut self.importer.decoder);
        let open = text.len() - reader.open_record() + decoder.held();
        let to = self.upto - open as u64;
        let from = std::mem::replace(&mut self.from, to);
        let wide = decoder.take_wide();
        let rows = reader.take_apart(text, &mut self.texts)?;
        Some(Chunk {
            from,
            to,
            wide,
            rows,
        })
    }

    /// Whether it has met something that it cannot read, so that going on is no use.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.lost
    }
}

impl Importer {
    /// Takes over a chunk that begins where the bytes pushed so far end. `false` where it begins elsewhere, or where reading it here
    /// would give something else: then push its bytes instead. Later chunks are refused too, because they refer to texts of this one.
    #[must_use]
    pub fn append(&mut self, chunk: Chunk) -> bool {
        let here = self.known.is_none()
            && self.read == chunk.from
            && self.is_plain()
            && self.decoder.held() == 0;
        let (Reader::Csv(reader), Some(mut texts), true) =
            (&mut self.reader, self.texts.take(), here)
        else {
            return false;
        };
        let bytes = chunk.to - chunk.from;
        if !reader.append(&self.text, chunk.rows, bytes, &mut texts) {
            return false;
        }
        self.texts = Some(texts);
        self.text.clear();
        self.read = chunk.to;
        self.decoder.skip(bytes, chunk.wide);
        true
    }

    /// Bytes of the file read so far.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.read
    }

    /// Whether the file is uncompressed UTF-8.
    fn is_plain(&self) -> bool {
        matches!((&self.packing, &self.body), (Packing::Plain, Body::Text))
            && self.decoder.encoding == Encoding::Utf8
    }
}
