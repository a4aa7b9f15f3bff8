//! A text column whose every cell is a number in some spelling becomes one of numbers.
//!
//! Missing cells stay missing; an infinity is missing too, and counted.

use super::super::options::{ColumnChoice, ReadOptions};
use super::super::question::{Answer, DecimalSign, Question, Subject};
use super::super::rule::RepairRule;
use super::spelled::{Reading, Spelled, is_non_finite, spelled};
use super::{Repaired, Used};
use outturn_core::table::{Column, ColumnType, TextColumn, Wholes};
use std::collections::BTreeSet;

/// How often a number's text may be shown in a question.
const EXAMPLES: usize = 5;

/// The distinct texts of a column, read as numbers.
pub(super) struct Numbers<'a> {
    name: &'a str,
    text: &'a TextColumn,
    choice: ColumnChoice,
    /// One a distinct text; `None` is one that is missing: an infinity, or no number where numbers are wanted.
    entries: Vec<Option<Spelled>>,
    /// The sign before fractions that the texts leave no doubt of.
    pub(super) proven: Option<DecimalSign>,
    /// Both signs give numbers, and different ones.
    open: bool,
    /// Texts that are no numbers, in a column that is to be one of numbers.
    bad: Vec<u32>,
}

impl<'a> Numbers<'a> {
    /// Reads a column; `None` where it is not one of numbers.
    pub(super) fn of(name: &'a str, text: &'a TextColumn, choice: ColumnChoice) -> Option<Self> {
        let wanted = matches!(choice.kind, Some(ColumnType::Number | ColumnType::Integer));
        if text.distinct() == 0 || (choice.kind.is_some() && !wanted) {
            return None;
        }
        let (mut entries, mut bad) = (Vec::with_capacity(text.distinct()), Vec::new());
        for (code, entry) in text.entries().enumerate() {
            match spelled(entry) {
                None if is_non_finite(entry) => entries.push(None),
                None if wanted => {
                    bad.push(code as u32);
                    entries.push(None);
                }
                None => return None,
                number => entries.push(number),
            }
        }
        let all = |sign| {
            entries
                .iter()
                .flatten()
                .all(|e: &Spelled| e.by(sign).is_some())
        };
        let (point, comma) = (all(DecimalSign::Point), all(DecimalSign::Comma));
        let differ = |e: &Spelled| e.point.map(|r| r.value) != e.comma.map(|r| r.value);
        // Points between groups and no comma anywhere: that is how addresses and versions look, too.
        let told = |e: &Spelled| e.point.is_none() && e.comma.is_some_and(|r| r.comma);
        let proven = match (point, comma) {
            (true, false) => Some(DecimalSign::Point),
            (false, true) if entries.iter().flatten().any(told) => Some(DecimalSign::Comma),
            _ => None,
        };
        if entries.iter().all(Option::is_none) && !wanted || !point && !comma && !wanted {
            return None;
        }
        let open = point && comma && entries.iter().flatten().any(differ);
        Some(Self {
            name,
            text,
            choice,
            entries,
            proven,
            open,
            bad,
        })
    }

    /// The sign before fractions; the error is the question to ask, or nothing where it is to stay text.
    fn sign(
        &self,
        file: Option<DecimalSign>,
        delimiter: Option<char>,
    ) -> Result<DecimalSign, Option<Question>> {
        if let Some(sign) = self.choice.decimal {
            return Ok(sign);
        }
        if let Some(sign) = self.proven {
            return Ok(sign);
        }
        let point = self.entries.iter().flatten().all(|e| e.point.is_some());
        match (self.open, file) {
            (true, None) => {
                let likely = if delimiter == Some(';') {
                    DecimalSign::Comma
                } else {
                    DecimalSign::Point
                };
                let choices = [DecimalSign::Point, DecimalSign::Comma].map(Answer::Decimal);
                Err(Some(self.question(
                    Subject::Decimal,
                    choices.to_vec(),
                    Answer::Decimal(likely),
                )))
            }
            (true, Some(sign)) => Ok(sign),
            (false, _) if point => Ok(DecimalSign::Point),
            (false, Some(DecimalSign::Comma)) => Ok(DecimalSign::Comma),
            (false, _) => Err(None),
        }
    }

    fn question(&self, subject: Subject, choices: Vec<Answer>, guess: Answer) -> Question {
        let telling = |entry: &Option<Spelled>| match (subject, entry) {
            (_, None) => false,
            (Subject::Decimal, Some(e)) => e.point.map(|r| r.value) != e.comma.map(|r| r.value),
            _ => true,
        };
        let examples = self
            .text
            .entries()
            .zip(&self.entries)
            .filter(|(_, e)| telling(e));
        Question {
            subject,
            column: Some(self.name.to_owned()),
            examples: examples
                .take(EXAMPLES)
                .map(|(text, _)| text.to_owned())
                .collect(),
            choices,
            guess,
        }
    }

    /// Whether signs at the numbers make them of different kinds.
    fn mixed(&self) -> Option<Subject> {
        let found: BTreeSet<&str> = self
            .entries
            .iter()
            .flatten()
            .filter_map(|e| e.currency)
            .collect();
        if found.len() > 1 {
            return Some(Subject::Currencies);
        }
        let counted = |e: &&Spelled| e.point.or(e.comma).is_some_and(|r| r.value != 0.0);
        let mut percent = self
            .entries
            .iter()
            .flatten()
            .filter(counted)
            .map(|e| e.percent);
        let first = percent.next()?;
        percent
            .any(|other| other != first)
            .then_some(Subject::Percent)
    }

    /// Makes the column, or says what is open. `file` is the sign that other columns of the file prove.
    pub(super) fn repair(
        &self,
        file: Option<DecimalSign>,
        delimiter: Option<char>,
        options: &ReadOptions,
    ) -> Repaired {
        let sign = match self.sign(file, delimiter) {
            Ok(sign) => sign,
            Err(Some(question)) => return Repaired::Ask(question),
            Err(None) => return Repaired::Text,
        };
        let forced = self.choice.kind.is_some();
        if !forced && let Some(subject) = self.mixed() {
            let choices = vec![Answer::Numbers, Answer::Text];
            return Repaired::Ask(self.question(subject, choices, Answer::Text));
        }
        let readings: Vec<Option<Reading>> = self
            .entries
            .iter()
            .map(|entry| entry.as_ref().and_then(|e| e.by(sign)))
            .collect();
        let lost = readings
            .iter()
            .zip(&self.entries)
            .any(|(r, e)| r.is_none() && e.is_some());
        if lost && !forced {
            return Repaired::Text;
        }
        let mut used = Used::of(self.text);
        for (code, (text, entry)) in self.text.entries().zip(&self.entries).enumerate() {
            match (entry, readings[code]) {
                (Some(entry), Some(reading)) => note(&mut used, code, text, entry, reading),
                _ if is_non_finite(text) => {
                    used.add(RepairRule::NonFinite, code, || format!("{text} → missing"));
                }
                _ => {}
            }
        }
        if !used.rules().all(|rule| options.repairs(rule)) {
            return Repaired::Text;
        }
        let bad = self
            .bad
            .iter()
            .map(|&code| used.rows(code as usize))
            .sum::<u64>();
        let told = self.bad.first().map(|&code| {
            format!(
                "{bad} cells of {} are not numbers and count as missing (first {:?}).",
                self.name,
                self.text.entry(code)
            )
        });
        let borrowed = (self.open && self.choice.decimal.is_none()).then(|| {
            format!("Numbers of {} can be read with a point or a comma before fractions; it was taken as in the file's other columns.", self.name)
        });
        Repaired::Column(column(self.text, &readings), used, told.or(borrowed))
    }
}

/// Counts what was done to a text.
fn note(used: &mut Used, code: usize, text: &str, entry: &Spelled, reading: Reading) {
    let rules = [
        (entry.apostrophe, RepairRule::Apostrophe),
        (entry.parentheses, RepairRule::Parentheses),
        (entry.currency.is_some(), RepairRule::CurrencySign),
        (entry.percent, RepairRule::PercentSign),
        (reading.thousands, RepairRule::ThousandsSign),
        (reading.comma, RepairRule::DecimalComma),
    ];
    for (_, rule) in rules.into_iter().filter(|(does, _)| *does) {
        used.add(rule, code, || format!("{text} → {}", reading.value));
    }
}

/// Whole numbers where all are, else numbers.
fn column(text: &TextColumn, readings: &[Option<Reading>]) -> Column {
    let of = |row| {
        text.code(row)
            .and_then(|code| readings.get(code as usize).copied().flatten())
    };
    if readings.iter().flatten().all(|r| r.whole.is_some()) {
        let values: Wholes = (0..text.len())
            .map(|row| of(row).and_then(|r: Reading| r.whole))
            .collect();
        return Column::I64(values);
    }
    Column::F64(
        (0..text.len())
            .map(|row| of(row).map(|r: Reading| r.value))
            .collect(),
    )
}
