//! The end of a reading: columns finished and mended, and everything told that was done to the file.

use super::super::decode::{Decoder, Encoding};
use super::super::error::{Fault, ImportError, Place};
use super::super::file::{FileFacts, FileFormat, FormatKind, RawFile};
use super::super::frame::Settled;
use super::super::options::DayNumbers;
use super::super::outcome::Outcome;
use super::super::report::{RepairLog, excerpt};
use super::super::rule::RepairRule;
use super::super::sniff::{JsonShape, Shape};
use super::{Importer, Known, Packing, Pass, Reader, warn};

impl Importer {
    /// Finishes the columns, or asks for a second reading.
    pub(super) async fn settle(self) -> Result<Pass, ImportError> {
        if self.known.as_ref().is_some_and(|k| k.bytes != self.read) {
            return Err(self.error(Fault::Changed, Place::default()));
        }
        let mut format = self.format();
        let (mut outcome, lists) = match self.reader {
            Reader::Undecided => (Outcome::default(), None),
            Reader::Csv(reader) => (reader.finish(), None),
            Reader::Json(reader) => reader.finish(),
            Reader::Exposition(mut reader) => {
                format.facts = std::mem::take(&mut reader.facts);
                (reader.finish(), None)
            }
        };
        let mut questions = Vec::new();
        if let Some(lists) = lists {
            if !lists.one_of_many {
                format.kind = FormatKind::JsonDocument;
            }
            let read = Some(lists.read).filter(|read| !lists.one_of_many || !read.is_empty());
            (format.rows_at, format.lists, format.facts) = (read, lists.all, lists.facts);
            questions.extend(lists.question);
        }
        let mut told = Vec::new();
        let mut options = self.options.clone();
        if let Some(sheet) = self.sheet {
            let counted = sheet.since_1904.then_some(DayNumbers::Since1904);
            options.day_numbers = options.day_numbers.or(counted);
            outcome.ending.bare = false;
            sheet.note(&mut outcome.repairs);
            told = sheet.warnings();
            questions.extend(sheet.questions);
        }
        note_encoding(&self.decoder, &mut outcome.repairs);
        outcome.frame.written_at(self.written_at);
        let settled = outcome
            .frame
            .settle(&options, &mut outcome.repairs, format.delimiter)
            .await;
        let file = FileFacts {
            bytes: self.read,
            ..self.file
        };
        match settled {
            Settled::Again(frame) => {
                let known = Some(Known {
                    frame: *frame,
                    bytes: self.read,
                });
                Ok(Pass::Again(Box::new(Self {
                    known,
                    room: self.room,
                    written_at: self.written_at,
                    ..Self::new(file, self.options)
                })))
            }
            Settled::Done(table, notes) => {
                let mut warnings =
                    warn::warnings(&notes, outcome.rows_read, self.shape, outcome.ending);
                warnings.extend(told);
                questions.extend(notes.questions);
                Ok(Pass::Done(Box::new(RawFile {
                    name: file.name,
                    bytes: file.bytes,
                    sha256: String::new(),
                    saved_at: self.written_at,
                    format,
                    warnings,
                    questions,
                    written: notes.written,
                    ambiguous_dates: notes.ambiguous,
                    table,
                    rows_read: outcome.rows_read,
                    left_out: outcome.left_out,
                    repairs: RepairLog::finish(outcome.repairs),
                })))
            }
        }
    }

    /// How the file was read, as far as its outside goes.
    fn format(&self) -> FileFormat {
        let (kind, dialect) = match self.shape {
            _ if let Some(sheet) = &self.sheet => (sheet.kind, None),
            Some(Shape::Csv(dialect)) => (FormatKind::Csv, Some(dialect)),
            Some(Shape::Json(JsonShape { is_list: false, .. })) => (FormatKind::JsonLines, None),
            Some(Shape::Exposition) => (FormatKind::Exposition, None),
            Some(Shape::Json(_)) | None => (FormatKind::Json, None),
        };
        let table = match self.shape {
            Some(Shape::Csv(dialect)) => Some(dialect),
            _ => None,
        };
        FileFormat {
            kind,
            encoding: self.decoder.encoding,
            gzip: matches!(self.packing, Packing::Gzip(_)),
            delimiter: dialect.map(|d| char::from(d.delimiter)),
            header: table.map(|d| d.header),
            preamble: table.map_or(0, |d| d.preamble),
            bom: self.decoder.bom,
            sheet: self.sheet.as_ref().map(|s| s.name.clone()),
            sheets: self.sheet.as_ref().map_or_else(Vec::new, |s| s.all.clone()),
            rows_at: None,
            lists: Vec::new(),
            facts: Vec::new(),
        }
    }
}

/// Counts what was done to get at the characters.
fn note_encoding(decoder: &Decoder, repairs: &mut RepairLog) {
    let wide = match decoder.encoding {
        Encoding::Utf16Le => Some("FF FE"),
        Encoding::Utf16Be => Some("FE FF"),
        Encoding::Utf8 | Encoding::Windows1252 => None,
    };
    if wide.is_some() {
        repairs.note(RepairRule::Utf16, || decoder.encoding.label().to_owned());
    }
    if decoder.bom {
        repairs.note(RepairRule::ByteOrderMark, || {
            wide.unwrap_or("EF BB BF").to_owned()
        });
    }
    if let (count, Some((byte, character))) = decoder.foreign {
        repairs.add(RepairRule::Windows1252, count, || {
            format!("{byte:02X} → {character}")
        });
    }
    repairs.add(RepairRule::BrokenCharacter, decoder.broken, || {
        "a damaged character → \u{FFFD}".to_owned()
    });
    repairs.add(RepairRule::NulByte, decoder.zeros.0, || {
        excerpt(&decoder.zeros.1)
    });
}
