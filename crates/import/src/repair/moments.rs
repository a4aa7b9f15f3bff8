//! A text column of dates in some style. Where every cell is one, the column becomes one of moments; where some are none, it stays
//! text, and each cell is read when a moment is wanted of it.
//!
//! Missing cells stay missing.

mod spread;

use super::super::dates::{self, DateOrder, Evidence, Moment, Orders};
use super::super::options::{ColumnChoice, DayMeaning, ReadOptions};
use super::super::question::{Answer, Question, Subject};
use super::super::rule::RepairRule;
use super::{Repaired, Used};
use outturn_core::table::{Column, ColumnType, TextColumn};

/// Distinct texts that are no dates, beyond those that are, after which a column is taken to be none of dates.
const PATIENCE: usize = 16;
/// How many texts are shown in a question.
const EXAMPLES: usize = 5;

/// The distinct texts of a column, read as dates.
pub(super) struct Moments<'a> {
    name: &'a str,
    text: &'a TextColumn,
    choice: ColumnChoice,
    /// Read day first; `None` is no date.
    entries: Vec<Option<Moment>>,
    used: Used,
    /// The orders in which all of its dates are dates.
    possible: Orders,
}

/// How a date is written: year first, with a name or points, in an order that must be known.
fn style(text: &str, moment: &Moment) -> usize {
    let year_first = text.trim().bytes().take(4).all(|b| b.is_ascii_digit());
    match moment.evidence {
        Evidence::Plain if year_first => 0,
        Evidence::Plain => 1,
        Evidence::Ordered(_) => 2,
    }
}

fn parse(text: &str, order: DateOrder) -> Option<Moment> {
    dates::parse(text.trim().as_bytes(), order)
}

fn orders(moment: &Moment) -> Option<Orders> {
    match moment.evidence {
        Evidence::Ordered(orders) => Some(orders),
        Evidence::Plain => None,
    }
}

impl<'a> Moments<'a> {
    /// Reads a column; `None` where it is not one of dates, which most of its cells must be.
    pub(super) fn of(name: &'a str, text: &'a TextColumn, choice: &ColumnChoice) -> Option<Self> {
        let wanted = choice.kind == Some(ColumnType::Timestamp);
        if text.distinct() == 0 || (choice.kind.is_some() && !wanted) {
            return None;
        }
        let (mut entries, mut bad) = (Vec::new(), 0);
        for entry in text.entries() {
            let moment = parse(entry, DateOrder::DayFirst);
            bad += usize::from(moment.is_none());
            if !wanted && 2 * bad > entries.len() + 1 + PATIENCE {
                return None;
            }
            entries.push(moment);
        }
        if !wanted && bad == entries.len() {
            return None;
        }
        let used = Used::of(text);
        let rows = |is: fn(&Option<Moment>) -> bool| -> u64 {
            let of = entries.iter().enumerate().filter(|(_, m)| is(m));
            of.map(|(code, _)| used.rows(code)).sum()
        };
        if !wanted && rows(Option::is_some) <= rows(Option::is_none) {
            return None;
        }
        let dates = entries.iter().flatten().filter_map(orders);
        let possible = dates.fold(Orders::ANY, Orders::and);
        let mut moments = Self {
            name,
            text,
            choice: choice.clone(),
            entries,
            used,
            possible,
        };
        moments.possible = moments.without_those_that_spread();
        Some(moments)
    }

    /// The order that its dates prove.
    pub(super) fn proven(&self) -> Option<DateOrder> {
        self.possible.only()
    }

    /// Whether some date has two readings in the orders that are left.
    pub(super) fn is_open(&self) -> bool {
        let open = |m: &Moment| orders(m).is_some_and(Orders::is_open);
        self.proven().is_none() && self.entries.iter().flatten().any(open)
    }

    /// The order to read in. `file` is the order that other columns of the file prove.
    fn order(&self, file: Option<DateOrder>) -> Option<DateOrder> {
        let file = file.filter(|order| self.possible.has(*order));
        self.choice.date_order.or(self.proven()).or(file)
    }

    /// Makes the column, or says how it is to be read, or what is open. `file` is the order that other columns of the file prove, `until`
    /// what its dates hardly lie after.
    pub(super) fn repair(
        &self,
        file: Option<DateOrder>,
        until: Option<i64>,
        options: &ReadOptions,
    ) -> Repaired {
        let order = self.order(file);
        let undecided = self.is_open() || self.possible.is_empty();
        if undecided && order.is_none() {
            return Repaired::Ask(self.which_order(until));
        }
        if let Some(letters) = self.open_letters() {
            return Repaired::Ask(self.which_zone(letters));
        }
        if self.choice.days.is_none() && self.is_at_midnight() {
            return Repaired::Ask(self.which_days());
        }
        let reading = order.unwrap_or(DateOrder::DayFirst);
        let moments: Vec<Option<Moment>> = self
            .text
            .entries()
            .zip(&self.entries)
            .map(|(text, held)| held.and_then(|_| read(text, reading)))
            .collect();
        let used = self.note(&moments, options);
        if !used.rules().all(|rule| options.repairs(rule)) {
            return Repaired::Text;
        }
        let lost: Vec<usize> = (0..moments.len())
            .filter(|&c| moments[c].is_none())
            .collect();
        let forced = self.choice.kind.is_some();
        if !lost.is_empty() && !forced {
            return Repaired::Reading(ColumnChoice {
                date_order: order,
                days: self.choice.days,
                zones: self.choice.zones.clone(),
                ..ColumnChoice::default()
            });
        }
        let micros: Vec<Option<i64>> = moments
            .iter()
            .map(|m| m.map(|m| micros(&m, &self.choice, options.ahead())))
            .collect();
        let rows = (0..self.text.len()).map(|row| {
            self.text
                .code(row)
                .and_then(|code| micros.get(code as usize).copied().flatten())
        });
        let column = Column::Timestamp(rows.collect());
        let lost: u64 = lost.into_iter().map(|code| used.rows(code)).sum();
        let told = (lost > 0).then(|| {
            format!(
                "{lost} cells of {} are no dates and count as missing.",
                self.name
            )
        });
        Repaired::Column(column, used, told)
    }

    /// Counts the dates of rarer styles.
    fn note(&self, moments: &[Option<Moment>], options: &ReadOptions) -> Used {
        let mut used = self.used.clone();
        let mut styles = [0u64; 3];
        for (code, (text, moment)) in self.text.entries().zip(moments).enumerate() {
            if let Some(moment) = moment {
                styles[style(text, moment)] += used.rows(code);
            }
        }
        // Of styles equally common the first is the usual one.
        let usual = (0..3).rev().max_by_key(|&s| styles[s]).unwrap_or(0);
        for (code, (text, moment)) in self.text.entries().zip(moments).enumerate() {
            if let Some(moment) = moment.filter(|m| style(text, m) != usual) {
                used.add(RepairRule::MixedDates, code, || {
                    let micros = micros(&moment, &self.choice, options.ahead());
                    format!("{text} → {}", super::shown(micros))
                });
            }
        }
        used
    }

    /// What is worth telling of how it was read.
    pub(super) fn told(&self, notes: &mut super::Notes) {
        let known = |m: &Moment| m.letters.filter(|_| m.open_letters().is_none());
        let mut letters: Vec<&str> = self.entries.iter().flatten().filter_map(known).collect();
        letters.sort_unstable();
        letters.dedup();
        notes.tell_letters(self.name, &letters);
        if let (Some(order), Some(dropped)) = (self.proven(), self.dropped_by_spread()) {
            notes.told.push(format!(
                "Dates of {} were read {}: {}, they would lie years apart.",
                self.name,
                order.words(),
                dropped.words()
            ));
        }
    }

    /// Whether some date says no zone.
    pub(super) fn is_unzoned(&self) -> bool {
        self.entries.iter().flatten().any(|m| !m.zoned)
    }

    /// Whether nearly all of its moments, and no single one, are at midnight of the zone that they name.
    fn is_at_midnight(&self) -> bool {
        let all = || {
            let moments = self.entries.iter().enumerate();
            moments.filter_map(|(code, moment)| Some((code, moment.as_ref()?)))
        };
        let midnights = || all().filter(|(_, m)| m.is_local_midnight());
        let rows = |code| self.used.rows(code);
        let local = midnights().any(|(_, m)| m.ahead != 0) && midnights().nth(1).is_some();
        local
            && dates::are_mostly_midnights(
                midnights().map(|(code, _)| rows(code)).sum(),
                all().map(|(code, _)| rows(code)).sum(),
            )
    }

    fn which_order(&self, until: Option<i64>) -> Question {
        let possible = if self.possible.is_empty() {
            let dates = self.entries.iter().flatten().filter_map(orders);
            let some = |order: &DateOrder| dates.clone().any(|d| d.has(*order));
            let all = [
                DateOrder::DayFirst,
                DateOrder::MonthFirst,
                DateOrder::YearFirst,
            ];
            all.into_iter().filter(some).collect::<Vec<_>>()
        } else {
            self.possible.all().collect()
        };
        let guess = Answer::Dates(self.likelier(&possible, until));
        let choices = possible.into_iter().map(Answer::Dates).collect();
        let telling =
            |m: &Moment| orders(m).is_some_and(|o| o.is_open() || self.possible.is_empty());
        self.question(Subject::DateOrder, telling, choices, guess)
    }

    /// Letters of several zones of which it is not known which they are.
    fn open_letters(&self) -> Option<&'static str> {
        let mut all = self
            .entries
            .iter()
            .flatten()
            .filter_map(Moment::open_letters);
        all.find(|letters| !self.choice.zones.contains_key(*letters))
    }

    fn which_zone(&self, letters: &'static str) -> Question {
        let choice = |(_, minutes): &(&str, i16)| Answer::Zone {
            letters: letters.to_owned(),
            minutes: *minutes,
        };
        let choices: Vec<Answer> = dates::places_of(letters).iter().map(choice).collect();
        let guess = choices[0].clone();
        let telling = |m: &Moment| m.letters == Some(letters);
        self.question(Subject::Zone, telling, choices, guess)
    }

    fn which_days(&self) -> Question {
        let choices = [DayMeaning::AsWritten, DayMeaning::Moments].map(Answer::Days);
        let guess = choices[0].clone();
        self.question(
            Subject::Days,
            Moment::is_local_midnight,
            choices.to_vec(),
            guess,
        )
    }

    fn question(
        &self,
        subject: Subject,
        telling: impl Fn(&Moment) -> bool,
        choices: Vec<Answer>,
        guess: Answer,
    ) -> Question {
        let all = self.text.entries().zip(&self.entries);
        let examples = all.filter(|(_, m)| m.as_ref().is_some_and(&telling));
        Question {
            subject,
            column: Some(self.name.to_owned()),
            also: Vec::new(),
            examples: examples
                .take(EXAMPLES)
                .map(|(text, _)| text.to_owned())
                .collect(),
            choices,
            guess,
        }
    }
}

/// A date in this order; none where it is one in another order only.
pub(in super::super) fn read(text: &str, order: DateOrder) -> Option<Moment> {
    parse(text, order).filter(|m| orders(m).is_none_or(|orders| orders.has(order)))
}

/// Where a moment stands: at midnight in UTC of the day that it names, where it is to be that day.
pub(in super::super) fn micros(moment: &Moment, choice: &ColumnChoice, ahead: i64) -> i64 {
    let zone = moment.letters.and_then(|letters| choice.zones.get(letters));
    match (moment.zoned, choice.days) {
        (true, _) if let Some(minutes) = zone => moment.micros - i64::from(*minutes) * 60_000_000,
        (true, Some(DayMeaning::AsWritten)) => moment.micros + moment.ahead,
        (true, _) => moment.micros,
        (false, _) => moment.micros - ahead,
    }
}
