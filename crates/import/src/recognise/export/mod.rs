//! What an export looks like, as a literal: the columns it is known by, what they become, and what it cannot tell.
//!
//! Most exports need nothing else. What cannot be said so is a function with a name, inside the literal.

mod read;

use super::Recognition;
use super::names::Names;
use crate::map::{RowFilter, Source, Unit};
use outturn_core::table::TableKind;

/// Spellings of one column, the usual one first; case, space and punctuation do not count.
pub(super) type Spellings = &'static [&'static str];

/// One kind of file that a tool exports. A literal names what it uses and takes the rest from [`Export::BLANK`].
pub(super) struct Export {
    /// What it is called, for people.
    pub name: &'static str,
    /// The table that it becomes; `None` where the file is recognised and says nothing alone.
    pub kind: Option<TableKind>,
    /// The tool that writes it, as people call it; empty where no single tool does.
    pub tool: &'static str,
    /// How to get such a file from the tool, as its documentation has it: where to click, or a command. Empty where it is no file that
    /// people are sent for.
    pub how: &'static str,

    /// Columns that must be there.
    pub has: &'static [Spellings],
    /// At least so many of these columns must be there: together nobody else has them.
    pub marks: (usize, &'static [Spellings]),
    /// Columns that must not be there.
    pub lacks: &'static [Spellings],
    /// What else must be true of the file, where its columns' names do not settle it.
    pub only_if: Option<fn(&Names<'_>) -> bool>,

    /// What fills each canonical column, in this order. Of several for one column the first that the file can fill counts.
    pub fills: &'static [(&'static str, Fill)],
    /// Read as this function reads it, instead of by `fills`; it must become a table of `kind`.
    pub read_as: Option<fn(&Names<'_>) -> Option<Recognition>>,
    /// Which of the rows that tell of one thing is used; every row where there is nothing here.
    pub last_per: Option<LastPer>,
    /// Rows that are used, by what is in them; all of it must hold.
    pub keeps: &'static [Keep],
    /// Columns that are a metric each. At least one must be there, if any is listed.
    pub metrics: &'static [Metric],
    /// Columns that are kept beside the values under their own names.
    pub labels: Labels,

    /// What such a file cannot tell, and what was chosen for the user.
    pub notes: &'static [Note],
    /// What only the user can know; in this order, after the notes.
    pub asks: &'static [fn(&Names<'_>, &mut Recognition)],
}

/// What fills a canonical column.
pub(super) enum Fill {
    /// The first of these columns that is there. Without any of them the file is something else.
    Needed(Spellings),
    /// The first of these columns that holds any value.
    Filled(Spellings),
    /// The first of these columns that is there, even without a value.
    Present(Spellings),
    /// The column with the canonical name, or one of the usual names for it.
    Usual,
    /// In each row the first of these columns that has a value.
    FirstOf(&'static [Spellings]),
    /// The same value in every row.
    Constant(&'static str),
    /// The file's name, without folder and extension, in every row.
    FileName,
    /// What a JSON document says under this name outside its table, in every row.
    Fact(&'static str),
    /// A moment so long after another, if both columns are there.
    After {
        start: Spellings,
        length: Spellings,
        unit: Unit,
    },
    /// The value that these names lead to, inside a column of JSON text.
    Inside(Spellings, &'static [&'static str]),
    /// The argument of this name in a column of calls.
    Argument(Spellings, &'static str),
    /// The column of exactly this name; values listed become what is beside them.
    Translated(&'static str, &'static [(&'static str, &'static str)]),
    /// Worked out by a function; nothing where it finds nothing.
    Computed(fn(&Names<'_>) -> Option<Source>),
}

/// Of rows with the same value in `column`, only the last is used.
pub(super) struct LastPer {
    /// Says which rows belong together.
    pub column: Spellings,
    /// Orders them; their place in the file where there is none, or the file has no such column.
    pub by: Option<Spellings>,
}

/// Which rows are used. Without the column the file is something else.
pub(super) enum Keep {
    /// Those whose cell is one of these words.
    Is(Spellings, &'static [&'static str]),
    /// Those that a function names.
    Computed(fn(&Names<'_>) -> Option<RowFilter>),
}

/// A column that is a metric.
pub(super) struct Metric {
    pub column: Spellings,
    /// Take it even where it holds no value.
    pub even_empty: bool,
    /// The metric's id; the column's own name where there is none.
    pub id: Option<&'static str>,
    /// What its numbers count; the metric's base unit where there is none.
    pub unit: Option<Unit>,
}

/// Which columns are kept beside the values.
pub(super) enum Labels {
    /// Those of these that hold any value.
    Named(&'static [Spellings]),
    /// All whose names begin so, but for one.
    Beginning {
        with: &'static str,
        but: &'static str,
    },
}

/// Something to tell the user. `{name}` stands for the file's own spelling of the column that the canonical column `name` is filled
/// from, or else of the column with that name.
pub(super) enum Note {
    /// Of every such file.
    Always(&'static str),
    /// Of one that leaves this canonical column without values.
    Without(&'static str, &'static str),
    /// As a function says, if it does.
    Computed(fn(&Names<'_>) -> Option<String>),
}

impl Export {
    /// An export that nothing is said of yet, to start a literal from.
    pub(super) const BLANK: Self = Self {
        name: "",
        kind: None,
        tool: "",
        how: "",
        has: &[],
        marks: (0, &[]),
        lacks: &[],
        only_if: None,
        fills: &[],
        read_as: None,
        last_per: None,
        keeps: &[],
        metrics: &[],
        labels: Labels::Named(&[]),
        notes: &[],
        asks: &[],
    };
}
