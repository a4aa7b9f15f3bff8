//! A text column whose every cell is a date in some style becomes one of moments.
//!
//! Missing cells stay missing.

use super::super::dates::{self, DateOrder, Evidence, Moment};
use super::super::options::{ColumnChoice, ReadOptions};
use super::super::question::{Answer, Question, Subject};
use super::super::rule::RepairRule;
use super::{Repaired, Used};
use outturn_core::table::{Column, ColumnType, TextColumn};

/// The distinct texts of a column, read as dates.
pub(super) struct Moments<'a> {
    name: &'a str,
    text: &'a TextColumn,
    choice: ColumnChoice,
    /// Read day first; `None` is no date, in a column that is to be one of dates.
    entries: Vec<Option<Moment>>,
    /// The order that its dates prove.
    pub(super) proven: Option<DateOrder>,
    /// Some dates prove one order, some the other.
    contradicting: bool,
}

/// How a date is written: year first, with a name or points, in an order that must be known.
fn style(text: &str, moment: &Moment) -> usize {
    let year_first = text.trim().bytes().take(4).all(|b| b.is_ascii_digit());
    match moment.evidence {
        Evidence::Plain if year_first => 0,
        Evidence::Plain => 1,
        _ => 2,
    }
}

fn parse(text: &str, order: DateOrder) -> Option<Moment> {
    dates::parse(text.trim().as_bytes(), order)
}

impl<'a> Moments<'a> {
    /// Reads a column; `None` where it is not one of dates.
    pub(super) fn of(name: &'a str, text: &'a TextColumn, choice: ColumnChoice) -> Option<Self> {
        let wanted = choice.kind == Some(ColumnType::Timestamp);
        if text.distinct() == 0 || (choice.kind.is_some() && !wanted) {
            return None;
        }
        let mut entries = Vec::new();
        let (mut day, mut month) = (false, false);
        for entry in text.entries() {
            let moment = parse(entry, DateOrder::DayFirst);
            if moment.is_none() && !wanted {
                return None;
            }
            match moment.map(|m| m.evidence) {
                Some(Evidence::Only(DateOrder::DayFirst)) => day = true,
                Some(Evidence::Only(DateOrder::MonthFirst)) => month = true,
                _ => {}
            }
            entries.push(moment);
        }
        let proven = match (day, month) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        };
        Some(Self {
            name,
            text,
            choice,
            entries,
            proven,
            contradicting: day && month,
        })
    }

    /// Whether some date has two readings.
    pub(super) fn is_open(&self) -> bool {
        self.entries
            .iter()
            .flatten()
            .any(|m| m.evidence == Evidence::Either)
    }

    /// The order to read in, and whether it was taken from other columns.
    pub(super) fn order(&self, file: Option<DateOrder>) -> Option<DateOrder> {
        self.choice.date_order.or(self.proven).or(file)
    }

    /// Makes the column, or says what is open. `file` is the order that other columns of the file prove.
    pub(super) fn repair(&self, file: Option<DateOrder>, options: &ReadOptions) -> Repaired {
        let order = self.order(file);
        if self.contradicting && self.choice.date_order.is_none() {
            return Repaired::Text;
        }
        if self.is_open() && order.is_none() {
            return Repaired::Ask(self.question());
        }
        let forced = self.choice.kind.is_some();
        let reading = order.unwrap_or(DateOrder::DayFirst);
        let mut used = Used::of(self.text);
        let mut micros = Vec::with_capacity(self.entries.len());
        let mut styles = [0u64; 3];
        for (code, (text, held)) in self.text.entries().zip(&self.entries).enumerate() {
            let moment = held.as_ref().and_then(|_| parse(text, reading)).filter(|m| {
                !matches!(m.evidence, Evidence::Only(only) if order.is_some_and(|known| known != only))
            });
            if moment.is_none() && !forced {
                return Repaired::Text;
            }
            if let Some(moment) = moment {
                styles[style(text, &moment)] += used.rows(code);
            }
            micros.push(moment.map(|m| {
                if m.zoned {
                    m.micros
                } else {
                    m.micros - options.ahead()
                }
            }));
        }
        // Of styles equally common the first is the usual one.
        let usual = (0..3).rev().max_by_key(|&s| styles[s]).unwrap_or(0);
        for (code, (text, held)) in self.text.entries().zip(&self.entries).enumerate() {
            if let (Some(moment), Some(_)) = (held, micros[code])
                && style(text, moment) != usual
            {
                used.add(RepairRule::MixedDates, code, || {
                    format!("{text} → {}", super::shown(micros[code].unwrap_or(0)))
                });
            }
        }
        if !used.rules().all(|rule| options.repairs(rule)) {
            return Repaired::Text;
        }
        let rows = (0..self.text.len()).map(|row| {
            self.text
                .code(row)
                .and_then(|code| micros.get(code as usize).copied().flatten())
        });
        let column = Column::Timestamp(rows.collect());
        let lost: u64 = (0..micros.len())
            .filter(|&c| micros[c].is_none())
            .map(|c| used.rows(c))
            .sum();
        let told = (lost > 0).then(|| {
            format!(
                "{lost} cells of {} are no dates and count as missing.",
                self.name
            )
        });
        Repaired::Column(column, used, told)
    }

    /// Whether some date says no zone.
    pub(super) fn is_unzoned(&self) -> bool {
        self.entries.iter().flatten().any(|m| !m.zoned)
    }

    fn question(&self) -> Question {
        const EXAMPLES: usize = 5;
        let open = self.text.entries().zip(&self.entries);
        let open = open.filter(|(_, m)| m.is_some_and(|m| m.evidence == Evidence::Either));
        let choices = [DateOrder::DayFirst, DateOrder::MonthFirst];
        Question {
            subject: Subject::DateOrder,
            column: Some(self.name.to_owned()),
            examples: open
                .take(EXAMPLES)
                .map(|(text, _)| text.to_owned())
                .collect(),
            choices: choices.map(Answer::Dates).to_vec(),
            guess: Answer::Dates(self.likelier()),
        }
    }

    /// Exports come sorted: the order in which fewer dates step back is the likelier one.
    fn likelier(&self) -> DateOrder {
        let steps_back = |order| {
            let at: Vec<i64> = self
                .text
                .entries()
                .filter_map(|t| parse(t, order))
                .map(|m| m.micros)
                .collect();
            let back = at.windows(2).filter(|w| w[1] < w[0]).count();
            let forth = at.windows(2).filter(|w| w[1] > w[0]).count();
            back.min(forth)
        };
        if steps_back(DateOrder::MonthFirst) < steps_back(DateOrder::DayFirst) {
            DateOrder::MonthFirst
        } else {
            DateOrder::DayFirst
        }
    }
}
