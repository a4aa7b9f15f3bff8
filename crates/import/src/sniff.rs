//! What kind of text a file is: samples of metrics, JSON or delimited, by which character, with or without a header. Decided once, over the first
//! [`SAMPLE`] bytes, however the file is cut into pieces.

mod json;
mod two_lines;

use super::csv::{Dialect, Scanner};
use super::error::Fault;
use super::exposition;
use super::options::ReadOptions;
use super::rule::RepairRule;
use super::{dates, infer, number};
pub(super) use json::JsonShape;
use memchr::memchr;

/// Bytes looked at before anything is decided.
pub(super) const SAMPLE: usize = 256 * 1024;

/// Delimiters tried, the likelier first.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// The shapes of text that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// JSON.
    Json(JsonShape),
    /// Samples of metrics, one a line.
    Exposition,
    /// Delimited text.
    Csv(Dialect),
}

/// Decides the shape of a text from its beginning. `name` is the file's, `whole` says that nothing follows, `workbook` that it is a
/// sheet written by us.
pub(super) fn shape(
    name: &str,
    start: &str,
    whole: bool,
    workbook: bool,
    options: &ReadOptions,
) -> Result<Shape, Fault> {
    let quote = ascii(options.quote)?.unwrap_or(b'"');
    let delimiter = ascii(options.delimiter)?;
    if delimiter == Some(quote) {
        return Err(Fault::BadDelimiter {
            found: char::from(quote),
        });
    }
    let delimited = [options.delimiter, options.quote]
        .iter()
        .any(Option::is_some)
        || options.header.is_some()
        || options.preamble.is_some();
    if !delimited && !workbook {
        if exposition::is_exposition(name, start, whole) {
            return Ok(Shape::Exposition);
        }
        if let Some(shape) = json::shape(name, start) {
            return Ok(Shape::Json(shape));
        }
    }
    let delimiter = if workbook { Some(b',') } else { delimiter };
    let sample = Sample {
        text: start,
        whole,
        quote: if workbook { b'"' } else { quote },
        escapes: false,
    };
    Ok(Shape::Csv(dialect(&sample, delimiter, workbook, options)))
}

/// A choice as a byte; line ends and what is not ASCII are refused.
fn ascii(choice: Option<char>) -> Result<Option<u8>, Fault> {
    match choice {
        None => Ok(None),
        Some(c) if c.is_ascii() && !matches!(c, '\n' | '\r') => Ok(Some(c as u8)),
        Some(found) => Err(Fault::BadDelimiter { found }),
    }
}

/// The beginning of a text.
#[derive(Clone, Copy)]
struct Sample<'a> {
    text: &'a str,
    /// Nothing follows.
    whole: bool,
    quote: u8,
    /// A backslash in front of a quote makes it text.
    escapes: bool,
}

impl Sample<'_> {
    /// The sample, and where it may be written with escapes also that.
    fn readings(self, workbook: bool, options: &ReadOptions) -> Vec<Self> {
        let escaped = [b'\\', self.quote];
        let may = !workbook
            && options.repairs(RepairRule::BackslashQuote)
            && memchr::memmem::find(self.text.as_bytes(), &escaped).is_some();
        let escapes = Self {
            escapes: true,
            ..self
        };
        std::iter::once(self)
            .chain(may.then_some(escapes))
            .collect()
    }
}

fn dialect(
    sample: &Sample<'_>,
    delimiter: Option<u8>,
    workbook: bool,
    options: &ReadOptions,
) -> Dialect {
    let terminator = if workbook {
        b'\n'
    } else {
        terminator(sample.text.as_bytes(), sample.quote)
    };
    let told = if !workbook && options.repairs(RepairRule::SeparatorLine) {
        separator_line(sample.text)
    } else {
        None
    };
    let skip = told.map_or(0, |(_, skip)| skip);
    let readings = sample.readings(workbook, options);
    let known = delimiter.or(told.map(|(separator, _)| separator));
    let delimiters = known.map_or(DELIMITERS.to_vec(), |known| vec![known]);
    // Ties go to the first: `max_by` would take the last.
    let mut best = (delimiters[0], *sample, 0.0);
    if delimiters.len() * readings.len() > 1 {
        for &delimiter in &delimiters {
            for reading in &readings {
                let score = consistency(&records(reading, skip, delimiter, terminator));
                if score > best.2 {
                    best = (delimiter, *reading, score);
                }
            }
        }
    }
    let (delimiter, sample) = (best.0, &best.1);
    let records = records(sample, skip, delimiter, terminator);
    let groups = two_lines::begin(&records, options);
    let preamble = match (options.preamble, groups) {
        (Some(count), _) => (count as usize).min(records.len().saturating_sub(1)),
        (None, Some((at, _))) => at,
        (None, None) if options.repairs(RepairRule::Preamble) => preamble(&records, options.header),
        (None, None) => 0,
    };
    let name_lines = groups
        .filter(|(at, _)| *at == preamble)
        .map_or(1, |(_, lines)| lines);
    Dialect {
        delimiter,
        quote: sample.quote,
        escapes: sample.escapes,
        terminator,
        header: name_lines > 1
            || options
                .header
                .unwrap_or_else(|| has_header(&records[preamble..])),
        name_lines,
        separator: told.is_some(),
        preamble: preamble as u32,
        skip: records.get(preamble).map_or(skip, |r| r.start),
    }
}

/// A first line such as `sep=;`: its character, and the bytes to skip.
fn separator_line(start: &str) -> Option<(u8, usize)> {
    let line = start.lines().next()?;
    let told = line.trim_matches('"');
    let word = told.get(..4).filter(|w| w.eq_ignore_ascii_case("sep="))?;
    let &[separator] = told.get(word.len()..)?.as_bytes() else {
        return None;
    };
    let ends = start[line.len()..]
        .bytes()
        .take(2)
        .take_while(|b| matches!(b, b'\r' | b'\n'))
        .count();
    separator
        .is_ascii()
        .then_some((separator, line.len() + ends))
}

/// The byte that ends lines: a line feed, or the carriage return of old Macs where there is no line feed outside quotes.
fn terminator(bytes: &[u8], quote: u8) -> u8 {
    let (mut quoted, mut returns) = (false, false);
    for &byte in bytes {
        match byte {
            _ if byte == quote => quoted = !quoted,
            b'\n' if !quoted => return b'\n',
            b'\r' if !quoted => returns = true,
            _ => {}
        }
    }
    if returns && memchr(b'\n', bytes).is_none() {
        b'\r'
    } else {
        b'\n'
    }
}

/// One record of the sample.
struct Record<'a> {
    /// Where it begins.
    start: usize,
    cells: Vec<&'a str>,
}

impl Record<'_> {
    /// Cells with something in them.
    fn filled(&self) -> usize {
        self.cells.iter().filter(|c| !c.trim().is_empty()).count()
    }
}

/// The first records from a byte on, without blank lines.
fn records<'a>(sample: &Sample<'a>, from: usize, delimiter: u8, terminator: u8) -> Vec<Record<'a>> {
    const MOST: usize = 1000;
    let text = sample.text;
    let mut scanner =
        Scanner::new(delimiter, sample.quote, terminator).with_escapes(sample.escapes);
    scanner.start_at(from);
    let mut all = Vec::new();
    let mut cells = Vec::new();
    let mut start = from;
    while all.len() < MOST && scanner.record(text.as_bytes(), sample.whole, &mut cells) {
        let cells: Vec<&str> = cells.drain(..).map(|cell| cell.raw(text)).collect();
        if cells.len() > 1 || cells.first().is_some_and(|c| !c.trim().is_empty()) {
            all.push(Record { start, cells });
        }
        start = scanner.record;
    }
    all
}

/// The commonest number of cells, and how many records have it; of numbers equally common the larger.
fn usual_width(records: &[Record<'_>]) -> (usize, usize) {
    let mut widths: Vec<usize> = records.iter().map(|r| r.cells.len()).collect();
    widths.sort();
    let groups = widths.chunk_by(|a, b| a == b);
    groups
        .max_by_key(|group| group.len())
        .map_or((0, 0), |group| (group[0], group.len()))
}

/// How well a delimiter cuts the sample into rows of one length, at least two: 0 to 1, and a little more for more columns.
fn consistency(records: &[Record<'_>]) -> f64 {
    // A text column full of commas must not win over the tabs around it: alike rows count first, columns break ties.
    let score = |width: usize, alike: usize| {
        alike as f64 / records.len() as f64 + (width.min(100) as f64) / 1000.0
    };
    let (width, alike) = usual_width(records);
    let header = records.first().map_or(0, |r| r.cells.len());
    let like_header = records.iter().filter(|r| r.cells.len() == header).count();
    let by_header = if header > 1 {
        score(header, like_header)
    } else {
        0.0
    };
    // A title may stand in front of the header; that is less likely than none.
    let by_most = if width > 1 && alike * 2 >= records.len() {
        0.9 * score(width, alike)
    } else {
        0.0
    };
    by_header.max(by_most)
}

/// How many records come before the header: titles and notes, in which at most half of the table's columns have something, or of
/// which the first is a label. What follows them must be names.
fn preamble(records: &[Record<'_>], header: Option<bool>) -> usize {
    const MOST: usize = 50;
    let (width, alike) = usual_width(records);
    if width < 2 || alike < 2 {
        return 0;
    }
    let table = |r: &Record<'_>| r.cells.len() == width && r.filled() * 2 > width;
    match records.iter().position(table) {
        Some(at) if at <= MOST && at + 1 < records.len() => {
            // `Period:;2024` is half of a small table, too.
            let label =
                |r: &Record<'_>| r.cells.first().is_some_and(|c| c.trim_end().ends_with(':'));
            let title = |r: &Record<'_>| r.filled() * 2 <= width || label(r);
            let named = header != Some(false) && has_header(&records[at..]);
            if named && records[..at].iter().all(title) {
                at
            } else {
                0
            }
        }
        _ => 0,
    }
}

/// Whether a cell is a number, a moment or a truth.
fn is_value(cell: &str) -> bool {
    let cell = cell.trim().as_bytes();
    number::lenient(std::str::from_utf8(cell).unwrap_or_default()).is_some()
        || infer::boolean(cell).is_some()
        || dates::parse(cell, dates::DateOrder::DayFirst).is_some()
}

/// Whether a cell is empty, or a word for no value.
fn is_no_value(cell: &str) -> bool {
    cell.trim().is_empty() || infer::is_null_word(cell.trim().as_bytes())
}

/// A first row is data where every cell is a value of a type and none a name.
fn has_header(records: &[Record<'_>]) -> bool {
    let Some(first) = records.first() else {
        return true;
    };
    let mut told = first.cells.iter().filter(|c| !is_no_value(c)).peekable();
    told.peek().is_none() || !told.all(|c| is_value(c))
}
