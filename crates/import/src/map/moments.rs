//! Texts and numbers brought to moments.

use super::super::dates::{self, DateOrder, Evidence, Orders};
use super::super::epoch::Scale;
use super::super::number;
use super::super::repair;
use super::super::report::LeftOutReason;
use super::super::written::AsWritten;
use super::convert::{Converted, How, Wanted, from_values, is_missing};
use outturn_core::table::{Column, TextColumn};
use rustc_hash::FxHashSet;

/// Dates and periods written as text, the order of day, month and year decided over all of them. Nothing is taken of any while that is
/// open.
pub(super) fn dates_of(text: &TextColumn, wanted: Wanted<'_>) -> Converted {
    let choice = wanted.how.choice();
    let evidence = evidence(text);
    let order = wanted.order.or(choice.date_order).or(evidence.only());
    let order = order.or_else(|| wanted.how.file.and_then(|file| file.date_order));
    let ahead = wanted.how.file.map_or(0, |file| file.ahead);
    let open = order.is_none() && (evidence.is_open() || evidence.is_empty());
    let scale = scale(text, wanted.how);
    let digits = digits_in(text).and_then(|digits| order_of(&digits, order));
    let months = dates::are_months(text.entries());
    let reading = order.unwrap_or(DateOrder::DayFirst);
    let mut unzoned = false;
    let mut read = |entry: &str| {
        if let Some(moment) = repair::read_moment(entry, reading) {
            unzoned |= !moment.zoned;
            return match moment.evidence {
                Evidence::Ordered(_) if open => Err(LeftOutReason::AmbiguousDate),
                _ if moment
                    .open_letters()
                    .is_some_and(|l| !choice.zones.contains_key(l)) =>
                {
                    Err(LeftOutReason::NotADate)
                }
                _ => Ok(repair::micros(&moment, &choice, ahead)),
            };
        }
        if let Some(order) = digits {
            let date = entry
                .parse()
                .ok()
                .and_then(|whole| dates::digits_by(whole, order));
            return date.ok_or(LeftOutReason::NotADate);
        }
        let number = number::lenient(entry).zip(scale);
        let number = number.and_then(|(number, scale)| scale.micros(number));
        number
            .or_else(|| dates::period(entry))
            .or_else(|| dates::short_month(entry).filter(|_| months))
            .ok_or(LeftOutReason::NotADate)
    };
    let entries: Vec<Result<i64, LeftOutReason>> = text.entries().map(|e| read(e.trim())).collect();
    let rows = (0..text.len()).map(|row| {
        let code = text.code(row)?;
        let missing = is_missing(text.entry(code).trim());
        entries.get(code as usize).copied().filter(|_| !missing)
    });
    let mut converted = from_values(rows, Column::Timestamp, |at| at);
    converted.note = unzoned.then(|| {
        let zone = match ahead {
            0 => "UTC",
            _ => "the zone that was chosen",
        };
        format!("times without a zone were taken as {zone}")
    });
    converted
}

/// The orders in which all dates among these texts are dates.
fn evidence(text: &TextColumn) -> Orders {
    let orders = text.entries().filter_map(|entry| {
        match dates::parse(entry.trim().as_bytes(), DateOrder::DayFirst)?.evidence {
            Evidence::Ordered(orders) => Some(orders),
            Evidence::Plain => None,
        }
    });
    orders.fold(Orders::ANY, Orders::and)
}

/// What numbers among these texts count.
fn scale(text: &TextColumn, how: How<'_>) -> Option<Scale> {
    let numbers: Vec<f64> = text.entries().filter_map(number::lenient).collect();
    let days = how.file.map(|file| file.day_numbers).unwrap_or_default();
    Scale::of(&numbers.iter().copied(), days).filter(|scale| {
        how.file
            .is_none_or(|file| !file.off.contains(&scale.rule()))
    })
}

/// Texts of digits alone, of which one is written with a zero in front, so that they are no numbers; `None` where some are not.
fn digits_in(text: &TextColumn) -> Option<Vec<i64>> {
    let is_digits =
        |entry: &str| matches!(entry.len(), 6 | 8) && entry.bytes().all(|b| b.is_ascii_digit());
    let entries = text
        .entries()
        .map(str::trim)
        .filter(|entry| !is_missing(entry));
    let whole = |entry: &str| entry.parse().ok().filter(|_| is_digits(entry));
    entries
        .map(whole)
        .collect::<Option<Vec<i64>>>()
        .filter(|all| !all.is_empty())
}

/// The order of day, month and year in dates of digits alone: that which was chosen, or the only one in which all are dates that lie
/// together.
fn order_of(digits: &[i64], chosen: Option<DateOrder>) -> Option<DateOrder> {
    let orders = dates::orders_of_digits(digits);
    match orders.as_slice() {
        [one] => Some(*one),
        some => chosen.filter(|order| some.contains(order)),
    }
}

/// The numbers of a column, each once, if they are whole.
fn wholes(source: &Column) -> Option<Vec<i64>> {
    let mut all = FxHashSet::default();
    for number in (0..source.len()).filter_map(|row| source.number(row)) {
        // The largest has six digits, or eight.
        if number.fract() != 0.0 || !(10_101.0..=31_129_999.0).contains(&number) {
            return None;
        }
        all.insert(number as i64);
    }
    (!all.is_empty()).then(|| all.into_iter().collect())
}

/// The orders in which the digits of a column may be dates, where they are dates in several; none where they are not, or where it is
/// plain which.
pub(in super::super) fn orders_of(source: &Column) -> Vec<DateOrder> {
    let digits = match source {
        Column::Text(text) => digits_in(text),
        _ => wholes(source),
    };
    let orders = digits.map(|all| dates::orders_of_digits(&all));
    orders.filter(|orders| orders.len() > 1).unwrap_or_default()
}

/// Dates written as numbers. Which way is decided over the column: `2024`, `202403` and `20240318` as people write them; else moments
/// since 1970 or a spreadsheet's days, or digits in another order. Numbers that would be no recorded time in any way are no moments.
pub(super) fn epochs(source: &Column, wanted: Wanted<'_>) -> Converted {
    let values = (0..source.len()).map(|row| source.number(row));
    let calendar = |v: f64| calendar(v, wanted.how.periods).ok_or(LeftOutReason::NotADate);
    if values.clone().flatten().all(|v| calendar(v).is_ok()) {
        return from_values(values, Column::Timestamp, calendar);
    }
    let days = wanted
        .how
        .file
        .map(|file| file.day_numbers)
        .unwrap_or_default();
    if let Some(scale) = Scale::of(&values.clone().flatten(), days) {
        let mut converted = from_values(values, Column::Timestamp, |v| {
            scale.micros(v).ok_or(LeftOutReason::NotADate)
        });
        converted.note = Some(format!("numbers were read as {}", scale.words()));
        return converted;
    }
    let order = wholes(source).and_then(|digits| order_of(&digits, wanted.order));
    let Some(order) = order else {
        return from_values(values, Column::Timestamp, |_| {
            Err::<i64, _>(LeftOutReason::NoMoment)
        });
    };
    let mut converted = from_values(values, Column::Timestamp, |v| {
        dates::digits_by(v as i64, order).ok_or(LeftOutReason::NotADate)
    });
    converted.note = Some(format!("digits were read {}", order.words()));
    converted
}

/// Whether numbers of a column of this name say when: as people write dates in digits, or by when they would lie.
pub(in super::super) fn says_when(source: &Column, name: &str, file: &AsWritten) -> bool {
    let numbers = (0..source.len()).filter_map(|row| source.number(row));
    numbers
        .clone()
        .all(|v| calendar(v, Periods::of_name(name)).is_some())
        || Scale::of(&numbers, file.day_numbers).is_some()
        || wholes(source).is_some_and(|digits| order_of(&digits, None).is_some())
}

/// Periods that numbers under a name for them are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Periods {
    /// `202405` is the fifth week of 2024.
    Weeks,
    /// `2405` is May of 2024.
    Months,
}

/// Words for weeks and months in English, German, French, Spanish, Italian, Portuguese, Dutch and Polish.
const WEEKS: [&str; 11] = [
    "week",
    "woche",
    "kw",
    "semaine",
    "semana",
    "settimana",
    "tydzien",
    "isoweek",
    "yearweek",
    "calendarweek",
    "yyyyww",
];
const MONTHS: [&str; 11] = [
    "month",
    "monat",
    "mois",
    "mes",
    "mese",
    "mês",
    "maand",
    "miesiąc",
    "yearmonth",
    "yymm",
    "buchungsmonat",
];

impl Periods {
    /// What a column's name says.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let has = |known: &[&str]| {
            let mut words = name.split(|c: char| !c.is_alphanumeric());
            words.any(|word| known.contains(&word))
        };
        let weeks = has(&WEEKS).then_some(Self::Weeks);
        weeks.or_else(|| has(&MONTHS).then_some(Self::Months))
    }
}

/// Whether a column's name says that it holds weeks or months.
pub(in super::super) fn names_periods(name: &str) -> bool {
    Periods::of_name(name).is_some()
}

/// A year, and what is behind it in the same number: a month or a week, a day, a time.
fn calendar(value: f64, periods: Option<Periods>) -> Option<i64> {
    // Past it are none, and doubles begin to miss some.
    let whole = (value.fract() == 0.0 && value.abs() < 1e15).then_some(value as i64)?;
    match periods {
        Some(Periods::Weeks) if (190_001..=219_953).contains(&whole) => {
            dates::week_in_digits(whole)
        }
        Some(Periods::Months) if (101..=9912).contains(&whole) => {
            dates::month_in_digits(whole).or_else(|| dates::in_digits(whole))
        }
        _ => dates::in_digits(whole),
    }
}
