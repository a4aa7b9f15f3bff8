//! What examples become under each answer to a question: for people who choose by what they see.

use super::dates::{self, DateOrder};
use super::map::{CellTest, Placeholder, Topic, Unit};
use super::options::{ColumnChoice, DashMeaning, GapMeaning};
use super::question::{Answer, Question};
use super::recognise::{Edit, MappingQuestion};
use super::repair;
use outturn_core::units::Timestamp;

/// Most cells of the file that are shown under an answer.
const MOST: usize = 4;

/// A cell as it is in the file, and what it becomes.
#[derive(Debug, Clone, PartialEq)]
pub struct CellReading {
    /// As it is in the file.
    pub cell: String,
    /// What it becomes.
    pub becomes: Becomes,
}

/// What a cell becomes.
#[derive(Debug, Clone, PartialEq)]
pub enum Becomes {
    /// A number.
    Number(f64),
    /// A length of time, in seconds.
    Seconds(f64),
    /// A day, or a moment in UTC.
    Moment(Timestamp),
    /// A word, or what becomes of its row in words.
    Words(String),
    /// No value.
    Missing,
    /// Nothing: its row is left out.
    LeftOut,
}

impl Question {
    /// What its examples become under an answer; nothing where the answer is about more than cells.
    #[must_use]
    pub fn readings(&self, answer: &Answer) -> Vec<CellReading> {
        let read = |cell: &String| {
            let becomes = becomes(cell, answer)?;
            Some(CellReading {
                cell: cell.clone(),
                becomes,
            })
        };
        self.examples.iter().filter_map(read).take(MOST).collect()
    }
}

fn becomes(cell: &str, answer: &Answer) -> Option<Becomes> {
    let mut choice = ColumnChoice::default();
    match answer {
        Answer::Sheet(_) | Answer::Sheets(_) | Answer::RowsAt(_) | Answer::Merged(_) => {
            return None;
        }
        Answer::Gaps(meaning) => {
            let (name, _) = cell.rsplit_once(", then ")?;
            return Some(match meaning {
                GapMeaning::AsAbove => Becomes::Words(format!("{name} in each row")),
                GapMeaning::NoValue => Becomes::Words(format!("{name} in the first row only")),
            });
        }
        Answer::Text => return Some(Becomes::Words("text".to_owned())),
        Answer::Dash(meaning) => choice.dash = Some(*meaning),
        Answer::Dates(order) => return Some(moment(cell, *order, &choice)),
        Answer::Days(meaning) => {
            choice.days = Some(*meaning);
            return Some(day(cell, &choice));
        }
        Answer::Zone { letters, minutes } => {
            choice.zones.insert(letters.clone(), *minutes);
            return Some(moment(cell, DateOrder::DayFirst, &choice));
        }
        Answer::Decimal(sign) => choice.decimal = Some(*sign),
        Answer::Currency(one) => choice.currency = Some(one.clone()),
        Answer::Percent => choice.percent = Some(super::PercentMeaning::Percent),
        Answer::Numbers => choice.percent = Some(super::PercentMeaning::AsTheyStand),
        Answer::LetterM(super::LetterM::Minutes) => {
            return Some(
                Unit::Written
                    .length(cell)
                    .map_or(Becomes::LeftOut, Becomes::Seconds),
            );
        }
        Answer::LetterM(meaning) => choice.letter_m = Some(*meaning),
    }
    Some(match repair::number_of(cell, &choice) {
        Some(Ok(number)) => Becomes::Number(number),
        Some(Err(_)) => Becomes::LeftOut,
        None if choice.dash == Some(DashMeaning::Zero) => Becomes::Number(0.0),
        None => Becomes::Missing,
    })
}

fn moment(cell: &str, order: DateOrder, choice: &ColumnChoice) -> Becomes {
    let read = repair::read_moment(cell, order);
    read.map_or(Becomes::LeftOut, |moment| {
        Becomes::Moment(Timestamp(repair::micros(&moment, choice, 0)))
    })
}

/// A moment at midnight of its zone, which it says itself, or of one ahead of UTC.
fn day(cell: &str, choice: &ColumnChoice) -> Becomes {
    use super::DayMeaning::AsWritten;
    let read = repair::read_moment(cell, DateOrder::DayFirst);
    read.map_or(Becomes::LeftOut, |moment| {
        let at = repair::micros(&moment, choice, 0);
        let to_next = if choice.days == Some(AsWritten) {
            (-at).rem_euclid(dates::DAY)
        } else {
            0
        };
        Becomes::Moment(Timestamp(at + to_next))
    })
}

impl MappingQuestion {
    /// What its examples become under an answer; nothing where the answer is about more than values.
    #[must_use]
    pub fn readings(&self, choice: usize) -> Vec<CellReading> {
        let Some(choice) = self.choices.get(choice) else {
            return Vec::new();
        };
        let of = |cell: &str, becomes| CellReading {
            cell: cell.to_owned(),
            becomes,
        };
        if let [Edit::Translate { words, .. }] = choice.edits.as_slice()
            && self.topic == Topic::Labels
        {
            let pair =
                |(value, meaning): &(String, String)| of(value, Becomes::Words(meaning.clone()));
            return words.iter().take(MOST).map(pair).collect();
        }
        let read = |cell: &String| Some(of(cell, self.becomes(cell, &choice.edits)?));
        self.examples.iter().filter_map(read).take(MOST).collect()
    }

    fn becomes(&self, cell: &str, edits: &[Edit]) -> Option<Becomes> {
        let left_out = |counts: bool| match counts {
            true => Becomes::Words("counts".to_owned()),
            false => Becomes::LeftOut,
        };
        match (self.topic, edits) {
            (Topic::Steps, [Edit::OrderDates { order, .. }]) => {
                let at = dates::digits_by(cell.parse().ok()?, *order);
                Some(at.map_or(Becomes::LeftOut, |at| Becomes::Moment(Timestamp(at))))
            }
            (
                Topic::Unit,
                [
                    Edit::CountIn {
                        unit: Some(unit), ..
                    },
                ],
            ) if let Some(seconds) = unit.number(cell) => Some(Becomes::Seconds(seconds)),
            (Topic::Unit, [Edit::Metric(edit)]) => edit.unit?.number(cell).map(Becomes::Seconds),
            (Topic::Unit, [Edit::CountIn { unit, .. }]) => {
                let number: f64 = outturn_core::decimal::parse(cell)?;
                let unit = match unit {
                    None => return Some(Becomes::Number(number)),
                    Some(unit) => unit,
                };
                let seconds = unit.length(&format!("{cell}{}", unit.label()));
                let part = unit.part_of_one().map(|of_one| number * of_one);
                seconds.map(Becomes::Seconds).or(part.map(Becomes::Number))
            }
            (Topic::Placeholders, edits) => {
                let (value, column) = cell.rsplit_once(" in ")?;
                let stands = |edit: &Edit| {
                    let Edit::Without(Placeholder {
                        column: own,
                        values,
                    }) = edit
                    else {
                        return false;
                    };
                    own == column && values.iter().any(|known| known == value)
                };
                Some(match edits.iter().any(stands) {
                    true => Becomes::Missing,
                    false => Becomes::Words(value.to_owned()),
                })
            }
            (Topic::Rows, [Edit::Keep(filter)]) => match &filter.test {
                CellTest::Is(words) | CellTest::Names(words) => {
                    Some(left_out(words.iter().any(|word| word == cell)))
                }
                _ => None,
            },
            (Topic::Sums | Topic::Spans, [Edit::Keep(filter)]) => match &filter.test {
                CellTest::IsNot(words) => Some(left_out(!words.iter().any(|word| word == cell))),
                _ => None,
            },
            (Topic::Rows | Topic::Sums, [Edit::KeepAll(_)]) => Some(left_out(true)),
            _ => None,
        }
    }
}
