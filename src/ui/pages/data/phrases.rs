//! Phrases about a file that several of its parts say.

use outturn_core::calendar::{Grain, Period, Span};
use outturn_format::{Locale, periods};
use outturn_protocol::FileSummary;

/// Signs that part cells, by name.
pub const DELIMITERS: [(char, &str); 5] = [
    (',', "comma"),
    (';', "semicolon"),
    ('\t', "tab"),
    ('|', "bar |"),
    (' ', "space"),
];

/// What a file was recognised as.
pub fn recognised_as(summary: &FileSummary) -> String {
    match summary.kind {
        Some(kind) if summary.vendor.eq_ignore_ascii_case(kind.schema().label) => {
            format!("read as {}", kind.schema().label.to_ascii_lowercase())
        }
        Some(kind) => format!(
            "{}, read as {}",
            summary.vendor,
            kind.schema().label.to_ascii_lowercase()
        ),
        None if summary.has_question() => "waits for an answer".to_owned(),
        None => "not recognised: choose below what it is".to_owned(),
    }
}

/// From which day to which.
pub fn period(span: Span, locale: &Locale) -> String {
    let day = |date| Period::containing_date(date, Grain::Day);
    let last = span.end.pred_opt().unwrap_or(span.end);
    periods(&(day(span.start), day(last)), locale)
}

/// How a file was read.
pub fn format_words(summary: &FileSummary) -> String {
    let format = &summary.format;
    let mut words = vec![format.kind.label().to_owned()];
    if !format.kind.is_workbook() {
        words.push(format.encoding.label().to_owned());
    }
    if format.gzip {
        words.push("unpacked from gzip".to_owned());
    }
    if let Some(delimiter) = format.delimiter {
        let known = DELIMITERS.iter().find(|(c, _)| *c == delimiter);
        words.push(format!(
            "cells by {}",
            known.map_or(delimiter.to_string(), |(_, name)| (*name).to_owned())
        ));
    }
    if format.preamble > 0 {
        let lines = if format.preamble == 1 {
            "line"
        } else {
            "lines"
        };
        words.push(format!(
            "{} {lines} in front of the header",
            format.preamble
        ));
    }
    words.extend(format.sheet.as_ref().map(|s| format!("sheet {s}")));
    words.extend(
        format
            .rows_at
            .as_ref()
            .filter(|p| !p.is_empty())
            .map(|p| format!("rows at {p}")),
    );
    words.join(", ")
}
