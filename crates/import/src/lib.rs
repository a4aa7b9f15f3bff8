//! From the bytes of a file to a table: read, recognised, mapped.
//!
//! ```text
//! bytes → decode (gzip, encoding) → sniff → csv | json | samples → infer (typed columns) → repair → RawFile → recognise → Mapping
//!       → apply → canonical table
//! ```
//!
//! A file is pushed in pieces of any size, and the answer does not depend on where it is cut. What was not taken as it stood
//! travels with the table: rows left out with their reason, repairs with a count and a first example, warnings in words. Workbooks
//! are for who reads them to unpack ([`Importer::is_workbook`]); their sheet comes as text.
//!
//! ```
//! use outturn_import::{self as import, ReadOptions};
//! let file = import::read_all("incidents.csv", b"id,detected_at\nI-1,2024-03-01T10:00:00Z\n", &ReadOptions::default())?;
//! let recognition = import::recognise(&file);
//! let mapped = import::apply(&file, &recognition.mapping.expect("its columns are those of incidents"))?;
//! assert_eq!(mapped.table.column("id").and_then(|c| c.text(0)), Some("I-1"));
//! # Ok::<(), import::ImportError>(())
//! ```
//!
//! # Layers
//!
//! A module uses only those above it:
//!
//! ```text
//! rule, cell, dates, number, epoch                    names of repairs, one cell, how moments and numbers are written
//! error, question, report                             what a reading refuses, asks, leaves out
//! decode, room, notes, options, written, file         bytes to text, memory, what the user chose, a file as read
//! infer, repair, sheet → frame → outcome              columns while they are read, and what a reader hands over
//! csv, json, exposition → sniff → read                the formats, which of them a file is, reading it
//! map → recognise → readings                          to a canonical table; which one, by the columns; what each answer makes of cells
//! ```
//!
//! # How to add an export of a tool
//!
//! An export is one literal, in the file of its vendor under `recognise/vendors`: the columns it is known by, what each becomes, and
//! what such a file cannot tell. `recognise/export` has the words there are for that; what they cannot say is a function named
//! inside the literal. Datadog's incidents need none:
//!
//! ```text
#![doc = include_str!("recognise/vendors/datadog.rs")]
//! ```
//!
//! Then add it to `VENDORS` in `recognise/vendors/mod.rs`, which is the order in which they are tried, and a small file in its
//! documented form, with what is to be read from it and a file that only looks like it, to `tests/import_tools.rs`. With a `tool` and a
//! recipe in `how` it is named on the first screen and beside metrics that lack data; the recipe goes into `docs/tools.md`, too.

mod cell;
mod csv;
mod dates;
mod decode;
mod epoch;
mod error;
mod exposition;
mod file;
mod frame;
mod infer;
mod json;
mod map;
mod notes;
mod number;
mod options;
mod outcome;
mod question;
mod read;
mod readings;
mod recognise;
mod repair;
mod report;
mod room;
mod rule;
mod sheet;
mod sniff;
mod written;

pub use csv::is_total;
pub use dates::DateOrder;
pub use decode::{Encoding, gunzip};
pub use error::{Fault, ImportError, Place};
pub use file::{FileFacts, FileFormat, FormatKind, RawFile};
pub use map::{
    Binding, CellTest, Join, JoinReceipt, Joined, KeyRule, Mapped, Mapping, MetricEdit, Overlap,
    RowFilter, RowRule, SampleKind, SavedMapping, SavedMappingError, Since, Source, Step, Topic,
    Unit, Waiting, applied, apply, count_once, join, join_receipt, join_within, suggest_words,
};
pub use options::{
    ColumnChoice, DashMeaning, DayMeaning, DayNumbers, GapMeaning, LetterM, OneCurrency,
    PercentMeaning, ReadOptions,
};
pub use question::{Answer, DecimalSign, MergedNumber, Question, Subject};
pub use read::{
    Chunk, Fingerprint, HEAD, Importer, LARGEST_WORKBOOK, Pass, Prefetch, hexadecimal, read_all,
};
pub use readings::{Becomes, CellReading};
pub use recognise::{
    CostBasis, Edit, MappingChoice, MappingQuestion, Recognition, TOOL_EXPORTS, ToolExport,
    propose_join, recognise, unused_columns,
};
pub use repair::is_named_as_time;
pub use report::{LeftOut, LeftOutReason, SampleFault, excerpt};
pub use room::Room;
pub use rule::{Repair, RepairRule};
pub use sheet::Sheet;
pub use written::AsWritten;
