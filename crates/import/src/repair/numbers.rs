//! A text column of numbers in some spelling. Where every cell is one, the column becomes one of numbers; where some are none, or
//! carry a word that makes them larger, it stays text, and each cell is read when a number is wanted of it.
//!
//! Missing cells stay missing; an infinity is missing too, and counted.

mod decide;
mod letter_m;
mod plan;
mod signs;

use super::super::options::{ColumnChoice, DashMeaning, ReadOptions};
use super::super::question::DecimalSign;
use super::super::report::LeftOutReason;
use super::super::rule::RepairRule;
use super::spelled::{Dash, Kind, Reading, Spelled, dash, is_non_finite, spelled};
use super::{Repaired, Used};
use outturn_core::table::{Column, ColumnType, TextColumn, Wholes};
use plan::Plan;
use signs::Signs;

/// Distinct texts that are no numbers, beyond those that are, after which a column is taken to be none of numbers.
const PATIENCE: usize = 16;

/// One distinct text.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Entry {
    Number(Spelled),
    Dash(Dash),
    NonFinite,
    Other,
}

impl Entry {
    fn of(text: &str) -> Self {
        if let Some(number) = spelled(text) {
            Self::Number(number)
        } else if is_non_finite(text) {
            Self::NonFinite
        } else {
            dash(text).map_or(Self::Other, Self::Dash)
        }
    }
}

/// What a text is worth under a plan.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Worth {
    Number(Reading),
    Missing,
    Bad(LeftOutReason),
}

/// The distinct texts of a column, read as numbers.
pub(super) struct Numbers<'a> {
    name: &'a str,
    text: &'a TextColumn,
    choice: ColumnChoice,
    entries: Vec<Entry>,
    used: Used,
    signs: Signs,
    /// Numbers are wanted of it, whatever it looks like.
    wanted: bool,
}

impl<'a> Numbers<'a> {
    /// Reads a column; `None` where it is not one of numbers, which most of its cells must be.
    pub(super) fn of(name: &'a str, text: &'a TextColumn, choice: &ColumnChoice) -> Option<Self> {
        let wanted = matches!(choice.kind, Some(ColumnType::Number | ColumnType::Integer));
        if choice.kind.is_some() && !wanted {
            return None;
        }
        Self::read(name, text, choice, wanted)
    }

    fn read(
        name: &'a str,
        text: &'a TextColumn,
        choice: &ColumnChoice,
        wanted: bool,
    ) -> Option<Self> {
        let mut entries = Vec::new();
        let (mut good, mut bad) = (0, 0);
        for entry in text.entries() {
            let entry = Entry::of(entry);
            good += usize::from(matches!(entry, Entry::Number(_)));
            bad += usize::from(entry == Entry::Other);
            if !wanted && bad > good + PATIENCE {
                return None;
            }
            entries.push(entry);
        }
        if good == 0 && !wanted {
            return None;
        }
        let used = Used::of(text);
        let rows = |is: fn(&Entry) -> bool| -> u64 {
            let of = entries.iter().enumerate().filter(|(_, e)| is(e));
            of.map(|(code, _)| used.rows(code)).sum()
        };
        if !wanted && rows(|e| matches!(e, Entry::Number(_))) <= rows(|e| matches!(e, Entry::Other))
        {
            return None;
        }
        dash_in_front(&mut entries);
        let signs = Signs::of(&entries);
        Some(Self {
            name,
            text,
            choice: choice.clone(),
            entries,
            used,
            signs,
            wanted,
        })
    }

    /// The sign before fractions that the texts leave no doubt of.
    pub(super) fn proven(&self) -> Option<DecimalSign> {
        self.signs.proven()
    }

    fn spelled(&self) -> impl Iterator<Item = &Spelled> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Number(spelled) => Some(spelled),
            _ => None,
        })
    }

    /// Makes the column, or says how it is to be read, or what is open. `file` is the sign that other columns of the file prove.
    pub(super) fn repair(
        &self,
        file: Option<DecimalSign>,
        delimiter: Option<char>,
        options: &ReadOptions,
    ) -> Repaired {
        let plan = match self.plan(file, delimiter) {
            Ok(plan) => plan,
            Err(Some(question)) => return Repaired::Ask(*question),
            Err(None) => return Repaired::Text,
        };
        let worth: Vec<Worth> = self.entries.iter().map(|e| plan.worth(*e)).collect();
        let mut used = self.used.clone();
        self.note(&plan, &worth, &mut used);
        if !used.rules().all(|rule| options.repairs(rule)) {
            return Repaired::Text;
        }
        let bad: Vec<usize> = (0..worth.len())
            .filter(|&code| matches!(worth[code], Worth::Bad(_)))
            .collect();
        let lettered = self.spelled().any(|s| s.kind != Kind::Plain);
        // Addresses are written so, too: they stay text unless numbers are wanted of them.
        let doubtful = self.signs.hint_at_comma() && file != Some(DecimalSign::Comma);
        if !self.wanted && (lettered || doubtful || !bad.is_empty()) {
            return Repaired::Reading(plan.choice());
        }
        let told = bad.first().map(|&first| {
            let rows: u64 = bad.iter().map(|&code| used.rows(code)).sum();
            format!(
                "{rows} cells of {} are not numbers and count as missing (first {:?}).",
                self.name,
                self.text.entry(first as u32)
            )
        });
        let own = self.choice.decimal.or(self.proven());
        let borrowed = (self.signs.open && own.is_none() && file.is_some()).then(|| {
            format!("Numbers of {} can be read with a point or a comma before fractions; it was taken as in the file's other columns.", self.name)
        });
        Repaired::Column(column(self.text, &worth), used, told.or(borrowed))
    }

    /// Counts what was done to the texts.
    fn note(&self, plan: &Plan, worth: &[Worth], used: &mut Used) {
        for (code, text) in self.text.entries().enumerate() {
            let (entry, worth) = (self.entries[code], worth[code]);
            let Worth::Number(reading) = worth else {
                if entry == Entry::NonFinite {
                    used.add(RepairRule::NonFinite, code, || format!("{text} → missing"));
                } else if worth == Worth::Missing {
                    used.add(RepairRule::NullWord, code, || text.trim().to_owned());
                }
                continue;
            };
            for rule in plan.rules(&entry, &reading) {
                used.add(rule, code, || format!("{text} → {}", reading.value));
            }
        }
    }
}

/// What each distinct text of a column is worth as a number, where a number is wanted of it; a rule that is off makes no number.
/// Beside them what was done, for the receipt.
pub(in super::super) fn numbers_of(
    text: &TextColumn,
    choice: &ColumnChoice,
    file: Option<DecimalSign>,
    off: impl Fn(RepairRule) -> bool,
) -> (Vec<Option<Result<f64, LeftOutReason>>>, Used) {
    let Some(numbers) = Numbers::read("", text, choice, true) else {
        return (Vec::new(), Used::of(text));
    };
    let Ok(plan) = numbers.plan(file, None) else {
        let open = |entry: &Entry| match entry {
            Entry::Number(_) => Some(Err(LeftOutReason::AmbiguousNumber)),
            Entry::Other => Some(Err(LeftOutReason::NotANumber)),
            Entry::Dash(_) | Entry::NonFinite => None,
        };
        return (numbers.entries.iter().map(open).collect(), numbers.used);
    };
    let mut worth: Vec<Worth> = numbers.entries.iter().map(|e| plan.worth(*e)).collect();
    let mut used = numbers.used.clone();
    for (entry, worth) in numbers.entries.iter().zip(&mut worth) {
        if let Worth::Number(reading) = worth
            && plan.rules(entry, reading).any(&off)
        {
            *worth = Worth::Bad(LeftOutReason::NotANumber);
        }
    }
    numbers.note(&plan, &worth, &mut used);
    let values = worth.into_iter().map(|worth| match worth {
        Worth::Number(reading) => Some(Ok(reading.value)),
        Worth::Missing => None,
        Worth::Bad(reason) => Some(Err(reason)),
    });
    (values.collect(), used)
}

/// What one text is worth where all that is open of its column has been chosen.
pub(in super::super) fn number_of(
    text: &str,
    choice: &ColumnChoice,
) -> Option<Result<f64, LeftOutReason>> {
    let entry = Entry::of(text);
    let (sign, kind) = match entry {
        Entry::Number(s) if s.point.is_none() => (DecimalSign::Comma, s.kind),
        Entry::Number(s) => (DecimalSign::Point, s.kind),
        _ => (DecimalSign::Point, Kind::Plain),
    };
    let plan = Plan {
        sign: choice.decimal.unwrap_or(sign),
        currency: choice.currency.clone(),
        percent: choice.percent,
        dash: choice.dash.unwrap_or(DashMeaning::NoValue),
        kind: match kind {
            Kind::Plain | Kind::OpenM => Kind::Scaled,
            kind => kind,
        },
        letter_m: choice.letter_m,
    };
    match plan.worth(entry) {
        Worth::Number(reading) => Some(Ok(reading.value)),
        Worth::Missing => None,
        Worth::Bad(reason) => Some(Err(reason)),
    }
}

/// Beside amounts of no cents, `300,-`, a dash in front of the decimal sign stands for no units.
fn dash_in_front(entries: &mut [Entry]) {
    if !entries
        .iter()
        .any(|entry| matches!(entry, Entry::Number(s) if s.even))
    {
        return;
    }
    for entry in entries {
        if let Entry::Number(spelled) = entry
            && spelled.only_cents
        {
            spelled.dash_in_front();
        }
    }
}

/// Whole numbers where all are, else numbers.
fn column(text: &TextColumn, worth: &[Worth]) -> Column {
    let of = |row| match worth.get(text.code(row)? as usize)? {
        Worth::Number(reading) => Some(*reading),
        _ => None,
    };
    let whole = |worth: &Worth| !matches!(worth, Worth::Number(r) if r.whole.is_none());
    if worth.iter().all(whole) {
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
