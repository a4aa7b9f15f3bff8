//! One record as a row of the table, or left out, and the names of its columns.

use super::super::cell::{Cell, Quoting};
use super::super::error::{Fault, Place};
use super::super::frame::WIDEST;
use super::super::report::{LeftOut, LeftOutReason, excerpt};
use super::super::rule::RepairRule;
use super::CsvReader;

impl CsvReader {
    /// Makes the cells from `from` on a row of the table's width, or takes them out again.
    #[inline]
    pub(super) fn end_record(&mut self, text: &str, from: usize) -> Result<(), (Fault, Place)> {
        let found = self.cells.len() - from;
        if found == 1
            && (self.rules.blank_line || self.width == 0)
            && self.cells[from].quoting == Quoting::None
            && self.cells[from].raw(text).trim().is_empty()
        {
            self.cells.truncate(from);
            self.repairs.note(RepairRule::BlankLine, || {
                format!("before data row {}", self.rows_read + 1)
            });
            return Ok(());
        }
        if self.width == 0 && self.names_above.len() + 1 < usize::from(self.dialect.name_lines) {
            let cells = self.cells.drain(from..);
            let names = cells.map(|cell| cell.text(text).trim().to_owned());
            self.names_above.push(names.collect());
            return Ok(());
        }
        if self.width == 0 {
            self.name_columns(text)?;
            if self.scanner.lone_quotes > 0 {
                self.lone_quotes(text, from);
            }
            if self.dialect.header {
                self.cells.clear();
                return Ok(());
            }
        }
        self.rows_read += 1;
        if self.scanner.escaped_quotes > 0 {
            let record = self.record_text(text, from);
            self.note_escapes(record);
        }
        if self.scanner.lone_quotes > 0 && !self.lone_quotes(text, from) {
            self.leave_out(text, from, LeftOutReason::LoneQuote);
        } else if found < self.width {
            self.short_row(text, from, found)?;
        } else if found > self.width {
            self.long_row(text, from, found);
        }
        Ok(())
    }

    /// Counts quotes taken as text; whether that is allowed.
    #[cold]
    fn lone_quotes(&mut self, text: &str, from: usize) -> bool {
        let count = std::mem::take(&mut self.scanner.lone_quotes);
        if self.rules.lone_quote {
            let record = self.record_text(text, from);
            self.repairs
                .add(RepairRule::LoneQuote, count, || excerpt(record));
        }
        self.rules.lone_quote
    }

    /// The record whose cells begin at `from`, as it stands from its first cell to its last.
    fn record_text<'a>(&self, text: &'a str, from: usize) -> &'a str {
        let (first, last) = (self.cells.get(from), self.cells.last());
        first
            .zip(last)
            .and_then(|(first, last)| text.get(first.start as usize..last.end as usize))
            .unwrap_or_default()
    }

    #[cold]
    fn short_row(&mut self, text: &str, from: usize, found: usize) -> Result<(), (Fault, Place)> {
        let (row, expected) = (self.rows_read, self.width);
        if !self.rules.short_row {
            let (expected, found) = (expected as u32, found as u32);
            self.leave_out(text, from, LeftOutReason::ShortRow { expected, found });
            return Ok(());
        }
        self.repairs.note(RepairRule::ShortRow, || {
            format!("row {row}: {found} cells of {expected}")
        });
        self.cells.resize(from + expected, Cell::MISSING);
        self.frame.fill(expected - found);
        let fault = self.frame.fault(self.offset + self.scanner.record as u64);
        fault.map_or(Ok(()), |fault| Err((fault, self.open_cell(from))))
    }

    #[cold]
    fn long_row(&mut self, text: &str, from: usize, found: usize) {
        let row = self.rows_read;
        let surplus = &self.cells[from + self.width..];
        if self.rules.surplus && surplus.iter().all(|cell| cell.raw(text).trim().is_empty()) {
            let count = surplus.len();
            self.repairs.note(RepairRule::SurplusEmptyCells, || {
                format!("row {row}: {count}")
            });
            self.cells.truncate(from + self.width);
            return;
        }
        let (expected, found) = (self.width as u32, found as u32);
        self.leave_out(
            text,
            from,
            LeftOutReason::WrongCellCount { expected, found },
        );
    }

    /// Takes the row whose cells begin at `from` out again.
    fn leave_out(&mut self, text: &str, from: usize, reason: LeftOutReason) {
        self.left_out.push(LeftOut {
            row: self.rows_read as u32,
            reason,
            column: None,
            found: Some(excerpt(self.record_text(text, from))),
        });
        self.cells.truncate(from);
    }

    /// The names in the header; those in two lines joined.
    fn names(&mut self, text: &str) -> Vec<String> {
        let cells = self.cells.iter().take(self.width);
        let mut names: Vec<String> = cells
            .map(|cell| cell.text(text).trim().to_owned())
            .collect();
        if let [_, second] = self.names_above.as_slice() {
            for (name, below) in names.iter_mut().zip(second).filter(|(_, b)| !b.is_empty()) {
                below.clone_into(name);
            }
        }
        let (mut group, mut joined) = ("", None);
        let groups = self.names_above.first().map_or(&[][..], Vec::as_slice);
        // Said over each of its columns, a group ends where it is not said; said once, it goes on to the next.
        let repeats = groups
            .windows(2)
            .any(|two| !two[0].is_empty() && two[0] == two[1]);
        let groups = groups.iter().map(String::as_str);
        for (name, own) in names.iter_mut().zip(groups.chain(std::iter::repeat(""))) {
            if name.is_empty() || *name == own {
                // Over two lines; it is the name of this column alone.
                own.clone_into(name);
                group = "";
                continue;
            }
            if !own.is_empty() || repeats {
                group = own;
            }
            if !group.is_empty() && group != name {
                let whole = format!("{group} {name}");
                joined.get_or_insert_with(|| format!("{group}, {name} → {whole}"));
                *name = whole;
            }
        }
        let count = u64::from(joined.is_some());
        self.repairs.add(RepairRule::JoinedHeader, count, || {
            joined.unwrap_or_default()
        });
        names
    }

    /// Names the columns after the first record.
    fn name_columns(&mut self, text: &str) -> Result<(), (Fault, Place)> {
        self.width = self.cells.len();
        if self.known {
            self.width = self.frame.width();
            return Ok(());
        }
        if self.width > WIDEST {
            let limit = WIDEST as u32;
            return Err((Fault::TooManyColumns { limit }, Place::default()));
        }
        let off = |rule, example| {
            let example = String::clone(example);
            Err((Fault::RepairOff { rule, example }, Place::default()))
        };
        let [repeated, missing] = self.rules.names;
        let names = self.names(text);
        for (at, name) in names.iter().enumerate() {
            let mut name = name.as_str();
            let numbered = format!("column_{}", at + 1);
            if !self.dialect.header {
                name = &numbered;
            } else if name.is_empty() {
                if !missing {
                    return off(RepairRule::MissingName, &numbered);
                }
                self.repairs
                    .note(RepairRule::MissingName, || numbered.clone());
                name = &numbered;
            }
            let place = self.frame.add(name);
            if self.frame.name(place) != name {
                let unique = self.frame.name(place);
                if !repeated {
                    return off(RepairRule::RepeatedName, &name.to_owned());
                }
                self.repairs
                    .note(RepairRule::RepeatedName, || format!("{name} → {unique}"));
            }
        }
        Ok(())
    }
}
