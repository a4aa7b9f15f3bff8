//! Stretches of a large file that another thread reads, ahead of the one that reads the file.
//!
//! The other thread looks at the file's beginning as well, so both know how the file is to be read. What comes of it is the same as
//! if one had read all: a stretch in which something is to be seen to is not given, and one that does not fit is not taken.

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

/// Rows of a stretch of a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stretch {
    /// The byte of the file at which it begins.
    pub from: u64,
    /// The byte at which it ends.
    pub to: u64,
    /// Whether it has characters beyond ASCII.
    wide: bool,
    rows: RowsApart,
}

/// Reads stretches of a file.
///
/// ```
/// use outturn_import::{Ahead, FileFacts, HEAD, Importer, Pass, ReadOptions};
/// let text = format!("n,word\n{}", "1,one\n".repeat(100_000));
/// let facts = FileFacts { name: "numbers.csv".into(), bytes: text.len() as u64 };
/// let (first, rest) = text.as_bytes().split_at(400_000);
///
/// // On another thread: the second part.
/// let head = &text.as_bytes()[..HEAD];
/// let mut ahead = Ahead::new(facts.clone(), ReadOptions::default(), head, first.len() as u64).unwrap();
/// let stretch = ahead.push(rest).unwrap();
///
/// let mut importer = Importer::new(facts, ReadOptions::default());
/// importer.push(first)?;
/// // The line that the cut went through.
/// importer.push(&rest[..stretch.from as usize - first.len()])?;
/// assert!(importer.append(stretch));
/// let Pass::Done(file) = importer.finish()? else { unreachable!() };
/// assert_eq!(file.table.rows(), 100_000);
/// # Ok::<(), outturn_import::ImportError>(())
/// ```
#[derive(Debug)]
pub struct Ahead {
    importer: Importer,
    /// The byte at which the rows begin that were not given yet.
    from: u64,
    /// The byte up to which it was pushed.
    upto: u64,
    texts: Vec<Texts>,
    /// Whether a line has begun.
    begun: bool,
    lost: bool,
}

impl Ahead {
    /// To read from the first line on that begins after the byte `from`. `head` is the file's beginning, [`HEAD`] bytes of it. `None` where
    /// the file is not delimited text in UTF-8 as it stands, of which parts can be read alone.
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

    /// Takes the stretch's next bytes, and gives the rows that end in them; `None` where something is to be seen to in these rows,
    /// so that whoever reads the file must read them.
    pub fn push(&mut self, mut bytes: &[u8]) -> Option<Stretch> {
        self.upto += bytes.len() as u64;
        if !self.begun {
            let end = memchr::memchr(b'\n', bytes)?;
            bytes = &bytes[end + 1..];
            (self.begun, self.from) = (true, self.upto - bytes.len() as u64);
        }
        let decoded = Steps::new(self.importer.decode(bytes)).finish();
        self.lost |= decoded.is_err() || !self.importer.is_plain();
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
        Some(Stretch {
            from,
            to,
            wide,
            rows,
        })
    }

    /// Whether it has met what it cannot read, so that there is no use in going on.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        self.lost
    }
}

impl Importer {
    /// Takes over a stretch that begins where the bytes pushed so far end; `false` where it does not, or is not what reading it here
    /// would come to: then its bytes must be pushed, and no later stretch is taken, for its texts are not known here.
    #[must_use]
    pub fn append(&mut self, stretch: Stretch) -> bool {
        let here = self.known.is_none()
            && self.read == stretch.from
            && self.is_plain()
            && self.decoder.held() == 0;
        let (Reader::Csv(reader), Some(mut texts), true) =
            (&mut self.reader, self.texts.take(), here)
        else {
            return false;
        };
        let bytes = stretch.to - stretch.from;
        if !reader.append(&self.text, stretch.rows, bytes, &mut texts) {
            return false;
        }
        self.texts = Some(texts);
        self.text.clear();
        self.read = stretch.to;
        self.decoder.skip(bytes, stretch.wide);
        true
    }

    /// Bytes of the file taken so far.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.read
    }

    /// Whether the file is UTF-8 as it stands.
    fn is_plain(&self) -> bool {
        matches!((&self.packing, &self.body), (Packing::Plain, Body::Text))
            && self.decoder.encoding == Encoding::Utf8
    }
}
