//! A column of unknown type, filled cell by cell: the type is decided over all cells, never over the first ones.
//!
//! A column begins with no type, takes the type of its first value, is widened where nothing is lost (whole numbers to
//! numbers) and otherwise becomes text. Text must be exactly what the file says, and a typed column no longer knows how `1.50`
//! was spelled; so a late clash asks for the file to be read once more, and then only for the columns that clashed.
//!
//! Missing: an empty cell, a cell of spaces, and an unquoted word for no value (`NULL`, `?`, …). A quoted one is missing among
//! numbers, dates and yes/no, and text among text.

mod apart;
mod counts;
mod moments;
mod run;
mod settle;

use super::cell::{Cell, Quoting};
use super::dates::{self, DateOrder};
use super::number;
use super::options::ReadOptions;
pub(super) use apart::{ColumnApart, Texts};
pub(super) use counts::Counts;
use counts::{Rules, count};
use moments::Moments;
use outturn_core::table::{Column, ColumnType, Decimals, TextBuilder, Values, Wholes};
use run::{run, run_text};

/// One cell as it lies in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// Nothing between the delimiters, or the cell is not there.
    Missing,
    /// As it stands.
    Plain(&'a str),
    /// From between quotes, with the quotes undone.
    Quoted(&'a str),
    /// Said to be text by a format that tells text from numbers.
    Told(&'a str),
}

/// Whether a text stands for no value.
pub(super) fn is_null_word(text: &[u8]) -> bool {
    match text.len() {
        1 => matches!(text[0], b'-' | b'?'),
        3 => text.eq_ignore_ascii_case(b"N/A") || text.eq_ignore_ascii_case(b"NaN"),
        4 => text.eq_ignore_ascii_case(b"NULL") || matches!(text, b"None" | b"NONE"),
        _ => false,
    }
}

/// Whether nothing need be looked at before a cell is text: no space around it, no word for no value.
#[inline]
fn is_plainly_text(bytes: &[u8], null_words: bool) -> bool {
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return false;
    };
    // Space beyond ASCII has bytes from 0x80 on.
    let edge = |byte: u8| byte > b' ' && byte < 0x7F;
    edge(*first) && edge(*last) && !(null_words && is_null_word(bytes) && bytes != DASH.as_bytes())
}

/// A dash is no value among typed cells. Among texts it stays for as long as they may be a bookkeeper's amounts, whose zero it is.
const DASH: &str = "-";

/// Yes or no in words.
pub(super) fn boolean(text: &[u8]) -> Option<bool> {
    let is = |word: &str| text.eq_ignore_ascii_case(word.as_bytes());
    if is("true") || is("yes") {
        Some(true)
    } else if is("false") || is("no") {
        Some(false)
    } else {
        None
    }
}

#[derive(Debug, Clone)]
enum State {
    /// Missing cells only, so many.
    Unknown(usize),
    Whole(Wholes),
    Number(Decimals),
    Moment(Box<Moments>),
    Flag(Values<bool>),
    Text(TextBuilder),
    /// It is text, and its beginning is lost: the file must be read again.
    Clashed,
    /// Read before; cells are let go by.
    Kept(Box<Column>),
}

/// A column while it is read.
#[derive(Debug, Clone)]
pub(super) struct ColumnBuilder {
    state: State,
    /// Every value so far is spelled as it would be written, so that text can be made from it.
    exact: bool,
    order: Option<DateOrder>,
    ahead: i64,
    rules: Rules,
    /// Places of dashes while there was nothing but missing cells.
    dashes: Vec<usize>,
    pub(super) counts: Counts,
}

impl ColumnBuilder {
    /// A column of this unique name that begins with so many missing cells.
    pub(super) fn new(missing: usize, name: &str, options: &ReadOptions) -> Self {
        let choice = options.column(name);
        let mut column = Self {
            state: State::Unknown(missing),
            order: choice.date_order,
            ..Self::again(options)
        };
        if choice.kind == Some(ColumnType::Text) {
            column.state = State::Text(TextBuilder::default());
            for _ in 0..missing {
                column.miss();
            }
        }
        column
    }

    /// Makes room for so many more cells, of so many in the end as far as can be foreseen.
    pub(super) fn make_room(&mut self, more: usize, expected: usize) {
        match &mut self.state {
            State::Whole(values) => values.make_room(more, expected),
            State::Number(values) => values.make_room(more, expected),
            State::Moment(moments) => moments.values.make_room(more, expected),
            State::Flag(values) => values.make_room(more, expected),
            State::Text(builder) => builder.make_room(more, expected),
            State::Unknown(_) | State::Clashed | State::Kept(_) => {}
        }
    }

    /// Bytes that its values hold.
    pub(super) fn bytes(&self) -> usize {
        match &self.state {
            State::Whole(values) => values.bytes(),
            State::Number(values) => values.bytes(),
            State::Moment(moments) => moments.values.bytes(),
            State::Flag(values) => values.bytes(),
            State::Text(builder) => builder.bytes(),
            State::Kept(column) => column.bytes(),
            State::Unknown(_) | State::Clashed => 0,
        }
    }

    /// Adds a run of cells of delimited text. The type is looked at once for as long as it holds, so each type has a loop of its
    /// own.
    pub(super) fn extend(&mut self, mut cells: impl Iterator<Item = Cell>, text: &str) {
        loop {
            let odd = match &mut self.state {
                State::Whole(values) => run(&mut cells, text, |v| values.push(v), number::whole),
                State::Number(values) => run(
                    &mut cells,
                    text,
                    |v| values.push_written(v),
                    number::written,
                ),
                State::Moment(moments) if moments.plain => {
                    let Moments {
                        values,
                        usual,
                        unzoned,
                        ahead,
                        ..
                    } = moments.as_mut();
                    run(
                        &mut cells,
                        text,
                        |v| values.push(v),
                        |bytes| {
                            let (micros, zoned) = usual.parse(bytes)?;
                            *unzoned |= !zoned;
                            Some(if zoned { micros } else { micros - *ahead })
                        },
                    )
                }
                State::Flag(values) => {
                    let exact = &mut self.exact;
                    run(
                        &mut cells,
                        text,
                        |v| values.push(v),
                        |bytes| {
                            *exact &= matches!(bytes, b"" | b"true" | b"false");
                            boolean(bytes)
                        },
                    )
                }
                State::Text(builder) => run_text(&mut cells, text, builder, self.rules.null_words),
                State::Clashed | State::Kept(_) => return,
                State::Unknown(_) | State::Moment(_) => cells.next(),
            };
            let Some(cell) = odd else { return };
            match cell.quoting {
                Quoting::None if cell.raw(text).is_empty() => self.push(Found::Missing),
                Quoting::None => self.push(Found::Plain(cell.raw(text))),
                Quoting::Clean | Quoting::Doubled | Quoting::Escaped => {
                    self.push(Found::Quoted(&cell.text(text)));
                }
            }
        }
    }

    /// Adds a cell.
    pub(super) fn push(&mut self, cell: Found<'_>) {
        let (text, quoted) = match cell {
            Found::Missing => return self.miss(),
            Found::Plain(text) => (text, false),
            Found::Quoted(text) | Found::Told(text) => (text, true),
        };
        let trimmed = text.trim();
        let typed = !matches!(self.state, State::Text(_));
        if trimmed.is_empty() && (typed || !quoted || text.is_empty()) {
            self.exact &= text.is_empty() || !quoted;
            return self.miss();
        }
        if self.rules.null_words && is_null_word(trimmed.as_bytes()) && (typed || !quoted) {
            match (&mut self.state, trimmed == DASH) {
                (State::Text(builder), true) => return builder.push(Some(trimmed)),
                (State::Unknown(missing), true) if !quoted => {
                    self.dashes.push(*missing);
                    return self.miss();
                }
                (_, is_dash) => {
                    self.exact &= !quoted && !is_dash;
                    self.counts.dashes += u64::from(is_dash);
                }
            }
            count(&mut self.counts.nulls, trimmed);
            return self.miss();
        }
        let told = matches!(cell, Found::Told(_)) && number::decimal(trimmed.as_bytes()).is_some();
        if told {
            count(&mut self.counts.told, trimmed);
            self.counts.tell_places(trimmed);
        }
        if told && !self.rules.number_in_text || !self.take_typed(trimmed) {
            self.take_text(text);
        }
        self.exact &= trimmed.len() == text.len();
    }

    fn miss(&mut self) {
        match &mut self.state {
            State::Unknown(missing) => *missing += 1,
            State::Whole(values) => values.push(None),
            State::Number(values) => values.push(None),
            State::Moment(moments) => moments.values.push(None),
            State::Flag(values) => values.push(None),
            State::Text(builder) => builder.push(None),
            State::Clashed | State::Kept(_) => {}
        }
    }

    /// Adds a value to a typed column, giving it its type or widening it; `false` where it does not fit.
    fn take_typed(&mut self, text: &str) -> bool {
        let bytes = text.as_bytes();
        if let State::Unknown(missing) = self.state {
            self.state = match first_state(bytes, self.order, self.ahead) {
                // Quoted words for no value were let go before it was known that the column is text.
                State::Text(_) if !self.exact => State::Clashed,
                state => state,
            };
            self.begin(missing);
        }
        match &mut self.state {
            State::Whole(values) => {
                if let Some(value) = number::whole(bytes) {
                    values.push(Some(value));
                } else if let Some(value) = number::decimal(bytes) {
                    let wider = values
                        .iter()
                        .map(|v| v.map(|v| v as f64))
                        .chain([Some(value)]);
                    self.state = State::Number(wider.collect());
                    self.exact = false;
                } else {
                    return false;
                }
                true
            }
            State::Number(values) => {
                self.exact = false;
                number::decimal(bytes)
                    .map(|v| values.push(Some(v)))
                    .is_some()
            }
            State::Moment(moments) => {
                self.exact = false;
                moments.push(bytes)
            }
            State::Flag(values) => {
                self.exact &= matches!(text, "true" | "false");
                boolean(bytes).map(|v| values.push(Some(v))).is_some()
            }
            State::Clashed | State::Kept(_) => true,
            State::Unknown(_) | State::Text(_) => false,
        }
    }

    /// Adds the missing cells that were in front of the first value, now that there is a type.
    fn begin(&mut self, missing: usize) {
        let dashes = std::mem::take(&mut self.dashes);
        if let State::Text(builder) = &mut self.state {
            let mut dashes = dashes.iter().peekable();
            for row in 0..missing {
                let dash = dashes.next_if(|at| **at == row);
                builder.push(dash.map(|_| DASH));
            }
            return;
        }
        self.exact &= dashes.is_empty();
        self.counts.dashes += dashes.len() as u64;
        for _ in dashes {
            count(&mut self.counts.nulls, DASH);
        }
        for _ in 0..missing {
            self.miss();
        }
    }

    /// Adds a value as text, making the column text if it was not.
    fn take_text(&mut self, text: &str) {
        if let State::Text(builder) = &mut self.state {
            return builder.push(Some(text));
        }
        let state = std::mem::replace(&mut self.state, State::Clashed);
        let column = match state {
            State::Whole(values) if self.exact => Column::I64(values),
            State::Flag(values) if self.exact => Column::Bool(values),
            _ => return,
        };
        let mut builder = TextBuilder::default();
        for row in 0..column.len() {
            builder.push(column.display(row).as_deref());
        }
        builder.push(Some(text));
        self.state = State::Text(builder);
    }
}

/// The state of a column whose first value is this.
fn first_state(bytes: &[u8], order: Option<DateOrder>, ahead: i64) -> State {
    if number::whole(bytes).is_some() {
        State::Whole(Wholes::default())
    } else if number::decimal(bytes).is_some() {
        State::Number(Decimals::default())
    } else if boolean(bytes).is_some() {
        State::Flag(Values::default())
    } else if dates::parse(bytes, DateOrder::DayFirst).is_some() {
        State::Moment(Box::new(Moments::new(order, ahead)))
    } else {
        State::Text(TextBuilder::default())
    }
}
