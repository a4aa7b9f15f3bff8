//! Tables as CSV (RFC 4180), safe to open in a spreadsheet.
//!
//! A spreadsheet runs a cell that looks like a formula, and a formula can send what stands around it to a stranger. Every text comes
//! from somebody's file, so a text that could be taken for one is marked as text with an apostrophe in front, which is how people
//! do it. Numbers, those written as text among them, stay numbers.

use outturn_core::decimal::parse;
use std::fmt::Display;
use std::fmt::Write;

/// A table that is written cell by cell.
///
/// ```
/// use outturn_report::csv::Csv;
/// let mut csv = Csv::default();
/// csv.text(Some("model")).text(Some("note")).number("cost").end_row();
/// csv.text(Some("a, b")).text(Some("=1+1")).number(-0.5).end_row();
/// assert_eq!(csv.finish(), "model,note,cost\r\n\"a, b\",\"'=1+1\",-0.5\r\n");
/// ```
#[derive(Debug, Default)]
pub struct Csv {
    text: String,
    /// Whether the row has a cell.
    begun: bool,
}

impl Csv {
    /// Adds a cell of text; `None` is an empty one.
    pub fn text(&mut self, cell: Option<&str>) -> &mut Self {
        self.begin();
        let cell = cell.unwrap_or_default();
        let formula = may_be_formula(cell);
        if formula || cell.contains([',', ';', '"', '\t', '\n', '\r']) {
            self.text.push('"');
            self.text.push_str(if formula { "'" } else { "" });
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(cell);
        }
        self
    }

    /// Adds a cell of what this program writes itself, such as a number or a date: it is left as it is.
    pub fn number(&mut self, cell: impl Display) -> &mut Self {
        self.begin();
        // Writing to a text does not fail.
        let _ = write!(self.text, "{cell}");
        self
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        self.text.push_str("\r\n");
        self.begun = false;
    }

    /// The whole table.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }

    fn begin(&mut self) {
        if std::mem::replace(&mut self.begun, true) {
            self.text.push(',');
        }
    }
}

/// Whether a spreadsheet might run a text: it begins with a sign that begins formulas, in either width, whatever blanks, invisible
/// characters and quotes come before, which some programs drop; or with a tab or a line's end, after which a cell may begin anew.
fn may_be_formula(text: &str) -> bool {
    let dropped = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
            || matches!(c, '\u{2060}'..='\u{206F}' | '\u{FEFF}')
            || matches!(c, '"' | '\'' | '`' | '\u{2018}'..='\u{201F}' | '«' | '»')
    };
    let begins = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    let risky = text.starts_with(['\t', '\r', '\n'])
        || text.trim_start_matches(dropped).starts_with(begins);
    risky && parse(text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_marked_as_text_and_numbers_are_not() {
        for (text, written) in [
            ("=1+1", "\"'=1+1\""),
            ("+1+1", "\"'+1+1\""),
            ("-1-1", "\"'-1-1\""),
            ("-", "\"'-\""),
            ("@SUM(A1)", "\"'@SUM(A1)\""),
            ("＝1", "\"'＝1\""),
            ("＋1", "\"'＋1\""),
            ("－1", "\"'－1\""),
            ("＠A", "\"'＠A\""),
            ("\tx", "\"'\tx\""),
            ("\rx", "\"'\rx\""),
            (" =1", "\"' =1\""),
            ("\u{A0}=1", "\"'\u{A0}=1\""),
            ("\u{3000}\u{2003}=1", "\"'\u{3000}\u{2003}=1\""),
            ("\u{FEFF}=1", "\"'\u{FEFF}=1\""),
            ("\n=1", "\"'\n=1\""),
            ("\"=1", "\"'\"\"=1\""),
            ("' \"@A", "\"'' \"\"@A\""),
            ("“=1", "\"'“=1\""),
            // No formulas.
            ("a=1", "a=1"),
            ("claims-2026", "claims-2026"),
            ("a, b", "\"a, b\""),
            ("a;=1", "\"a;=1\""),
            ("say \"=\"", "\"say \"\"=\"\"\""),
            ("", ""),
            // Numbers, also as a text writes them.
            ("-5", "-5"),
            ("+0.5", "+0.5"),
            ("-1e-7", "-1e-7"),
        ] {
            let mut csv = Csv::default();
            csv.text(Some(text)).number(-1.5).end_row();
            assert_eq!(csv.finish(), format!("{written},-1.5\r\n"), "{text:?}");
        }
    }

    #[test]
    fn a_missing_cell_is_an_empty_one() {
        let mut csv = Csv::default();
        csv.text(None).text(Some("x")).end_row();
        csv.number(1).text(None).end_row();
        assert_eq!(csv.finish(), ",x\r\n1,\r\n");
    }
}
