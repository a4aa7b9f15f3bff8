//! Prometheus's text exposition format: what a scrape of `/metrics` answers, one sample a line.
//!
//! ```text
//! # TYPE http_requests_total counter
//! http_requests_total{method="post",code="200"} 1027 1395066363000
//! ```
//!
//! Its rows are those of the JSON that the same samples would be answered as: `metric.__name__`, `metric.` and a label's name, the
//! time in `value.0` where a sample has one, the number in `value.1`. A scrape mostly carries no times. Histograms and summaries are
//! the samples they are written as. Read as well is what OpenMetrics adds: times in seconds, exemplars (let go by), `# EOF`.

mod sample;

use super::error::{Fault, Place};
use super::frame::Frame;
use super::infer::Found;
use super::options::ReadOptions;
use super::outcome::{Ending, Outcome};
use super::report::{LeftOut, LeftOutReason, RepairLog, excerpt};
pub(super) use sample::Sample;

/// In front of a metric's type among the facts that are kept.
pub(super) const TYPE: &str = "TYPE ";

/// Whether a text is one, by its beginning; `whole` says that nothing follows.
pub(super) fn is_exposition(name: &str, start: &str, whole: bool) -> bool {
    const LINES: usize = 200;
    let ends = [".prom", ".prom.gz"];
    let mut told = ends
        .iter()
        .any(|end| name.to_ascii_lowercase().ends_with(end));
    let complete = if whole {
        start
    } else {
        start.rsplit_once('\n').map_or("", |(complete, _)| complete)
    };
    let (mut samples, mut labelled, mut others) = (0, 0, 0);
    let lines = complete.split('\n').map(str::trim);
    for line in lines.filter(|line| !line.is_empty()).take(LINES) {
        if let Some(comment) = line.strip_prefix('#') {
            told |= is_metadata(comment);
        } else if Sample::parse(line).is_ok() {
            samples += 1;
            labelled += usize::from(line.contains('{'));
        } else {
            others += 1;
        }
    }
    // Of bare names and numbers anything may be made.
    samples > others && (told || labelled == samples + others)
}

/// `TYPE` and a type, or `HELP`, both with a name.
fn is_metadata(comment: &str) -> bool {
    const TYPES: [&str; 5] = ["counter", "gauge", "histogram", "summary", "untyped"];
    let mut words = comment.split_ascii_whitespace();
    match (words.next(), words.next(), words.next()) {
        (Some("TYPE"), Some(_), Some(kind)) => TYPES.contains(&kind),
        (Some("HELP"), Some(_), _) => true,
        _ => false,
    }
}

/// Reads such text into columns.
#[derive(Debug)]
pub(super) struct ExpositionReader {
    frame: Frame,
    present: Vec<bool>,
    left_out: Vec<LeftOut>,
    rows_read: usize,
    /// What the text says of its metrics: their types.
    pub(super) facts: Vec<(String, String)>,
    bare: bool,
    /// Of the text at hand, bytes without a line end in them.
    seen: usize,
    lines: u32,
    offset: u64,
    /// A column's name while it is put together.
    name: String,
}

impl ExpositionReader {
    pub(super) fn new(offset: u64, options: &ReadOptions, known: Option<Frame>) -> Self {
        Self {
            frame: known.unwrap_or_else(|| Frame::new(options)),
            present: Vec::new(),
            left_out: Vec::new(),
            rows_read: 0,
            facts: Vec::new(),
            bare: false,
            seen: 0,
            lines: 0,
            offset,
            name: String::new(),
        }
    }

    /// Reads all complete lines and answers how much of the text is done with.
    pub(super) fn read(&mut self, text: &str, last: bool) -> Result<usize, (Fault, Place)> {
        let mut done = 0;
        while let Some(end) = memchr::memchr(b'\n', &text.as_bytes()[self.seen..]) {
            let end = self.seen + end;
            self.line(text.get(done..end).unwrap_or_default());
            if let Some(fault) = self.frame.fault(self.offset + end as u64) {
                return Err((fault, self.place(done)));
            }
            done = end + 1;
            self.seen = done;
        }
        if last && done < text.len() {
            let rest = text.get(done..).unwrap_or_default();
            self.bare = !rest.trim().is_empty();
            self.line(rest);
            done = text.len();
        }
        self.seen = if last { 0 } else { text.len() - done };
        self.offset += done as u64;
        Ok(done)
    }

    /// What to say of a line that goes on past all bounds.
    pub(super) fn too_long(&self, limit: u64) -> (Fault, Place) {
        (Fault::RowTooLong { limit }, self.place(0))
    }

    /// Where the line lies that begins at a byte of the text at hand.
    fn place(&self, at: usize) -> Place {
        Place {
            line: Some(self.lines + 1),
            byte: Some(self.offset + at as u64),
            ..Place::default()
        }
    }

    /// The memory that its columns need.
    pub(super) fn needs(&self) -> u64 {
        self.frame.needs()
    }

    /// What it has, after the last text.
    pub(super) fn finish(self) -> Outcome {
        Outcome {
            frame: self.frame,
            left_out: self.left_out,
            repairs: RepairLog::default(),
            rows_read: self.rows_read,
            ending: Ending {
                bare: self.bare,
                in_quote: false,
                cut: false,
            },
        }
    }

    fn line(&mut self, line: &str) {
        self.lines += 1;
        let line = line.trim();
        if let Some(comment) = line.strip_prefix('#') {
            return self.comment(comment);
        }
        if line.is_empty() {
            return;
        }
        self.rows_read += 1;
        match Sample::parse(line) {
            Ok(sample) => self.row(&sample),
            Err(fault) => self.left_out.push(LeftOut {
                row: self.rows_read as u32,
                reason: LeftOutReason::NotASample {
                    line: self.lines,
                    fault,
                },
                column: None,
                found: Some(excerpt(line)),
            }),
        }
    }

    fn comment(&mut self, comment: &str) {
        const FACTS: usize = 100;
        let mut words = comment.split_ascii_whitespace();
        if let (Some("TYPE"), Some(name), Some(kind)) = (words.next(), words.next(), words.next())
            && self.facts.len() < FACTS
        {
            self.facts
                .push((format!("{TYPE}{}", excerpt(name)), excerpt(kind)));
        }
    }

    fn row(&mut self, sample: &Sample<'_>) {
        self.cell("metric.__name__", Found::Told(&sample.name));
        let mut name = std::mem::take(&mut self.name);
        for (label, value) in &sample.labels {
            name.clear();
            name.push_str("metric.");
            name.push_str(label);
            self.cell(&name, Found::Told(value));
        }
        self.name = name;
        if let Some(time) = sample.time {
            self.cell("value.0", Found::Plain(time));
        }
        self.cell("value.1", Found::Plain(sample.value));
        self.present.resize(self.frame.width(), false);
        self.frame.end_row(&mut self.present);
    }

    /// Fills a cell of the current row, once.
    fn cell(&mut self, name: &str, found: Found<'_>) {
        let Some(place) = self.frame.place(name) else {
            return;
        };
        self.present.resize(self.frame.width(), false);
        if !std::mem::replace(&mut self.present[place], true) {
            self.frame.columns[place].push(found);
        }
    }
}
