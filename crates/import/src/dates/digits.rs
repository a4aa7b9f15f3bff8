//! Dates in digits alone: `2024`, `202403`, `20240318` and with a time behind it; `240318` and `18032024`, whose order is to be found.

use super::cursor::year_of;
use super::{DAY, DateOrder, Orders, date};

const MINUTE: i64 = 60_000_000;
/// Dates that are misread lie years apart, not days; and so many times farther than dates that are read right.
const FAR: i64 = 300 * DAY;
const TIMES: i64 = 8;

/// The two digits of a number in front of so many others.
fn two(whole: i64, behind: u32) -> u32 {
    (whole / 10i64.pow(behind) % 100) as u32
}

/// A year, alone or with month, day, hour, minute and second behind it.
pub(in super::super) fn in_digits(whole: i64) -> Option<i64> {
    let year = |behind| Some(whole / 10i64.pow(behind)).filter(|year| (1900..=2199).contains(year));
    let day = |behind: u32| {
        date(
            year(behind + 4)?,
            two(whole, behind + 2),
            two(whole, behind),
        )
    };
    let time = |hour, minute, second| {
        let fits = hour < 24 && minute < 60 && second < 60;
        fits.then(|| i64::from(hour * 60 + minute) * MINUTE + i64::from(second) * 1_000_000)
    };
    match whole {
        // Later ones are no years of a record.
        1_900..=2_100 => date(whole, 1, 1),
        190_001..=219_912 => date(year(2)?, two(whole, 0), 1),
        19_000_101..=21_991_231 => day(0),
        1_900_010_100..=2_199_123_123 => Some(day(2)? + time(two(whole, 0), 0, 0)?),
        190_001_010_000..=219_912_312_359 => Some(day(4)? + time(two(whole, 2), two(whole, 0), 0)?),
        19_000_101_000_000..=21_991_231_235_959 => {
            Some(day(6)? + time(two(whole, 4), two(whole, 2), two(whole, 0))?)
        }
        _ => None,
    }
}

/// A month behind the last two digits of its year.
pub(in super::super) fn month_in_digits(whole: i64) -> Option<i64> {
    date(year_of(two(whole, 2), 2)?, two(whole, 0), 1)
}

/// Whether it is a day and an hour, which would be a moment in seconds since 1970, too: one of 2033 to 2039.
pub(in super::super) fn is_hour(whole: i64) -> bool {
    (1_900_010_100..=2_199_123_123).contains(&whole) && in_digits(whole).is_some()
}

/// What the orders make of six digits, or of eight with the year behind: day first, month first, year first. Zeros in front may be lost.
fn readings(whole: i64) -> [Option<i64>; 3] {
    match whole {
        10_101..=999_999 => {
            let (a, b, c) = (two(whole, 4), two(whole, 2), two(whole, 0));
            let date = |year, month, day| date(year_of(year, 2)?, month, day);
            [date(c, b, a), date(c, a, b), date(a, b, c)]
        }
        1_010_000..=31_129_999 => {
            let (a, b, year) = (two(whole, 6), two(whole, 4), whole % 10_000);
            let date =
                |month, day| date(year, month, day).filter(|_| (1900..=2199).contains(&year));
            [date(b, a), date(a, b), None]
        }
        _ => [None; 3],
    }
}

/// Such digits as a date in this order.
pub(in super::super) fn digits_by(whole: i64, order: DateOrder) -> Option<i64> {
    let [day_first, month_first, year_first] = readings(whole);
    match order {
        DateOrder::DayFirst => day_first,
        DateOrder::MonthFirst => month_first,
        DateOrder::YearFirst => year_first,
    }
}

/// The orders in which all of these are dates; without those that spread them over years where another has them lie together.
pub(in super::super) fn orders_of_digits(all: &[i64]) -> Vec<DateOrder> {
    let span = |order: DateOrder| {
        let mut ends: Option<(i64, i64)> = None;
        for whole in all {
            let at = digits_by(*whole, order)?;
            ends = Some(ends.map_or((at, at), |(a, b)| (a.min(at), b.max(at))));
        }
        ends.map(|(from, to)| (order, to - from))
    };
    let spans: Vec<(DateOrder, i64)> = Orders::ANY.all().filter_map(span).collect();
    let least = spans.iter().map(|(_, span)| *span).min().unwrap_or(0);
    let near = |span: i64| span <= FAR || span <= TIMES * (least + DAY);
    let near = spans.into_iter().filter(|(_, span)| near(*span));
    near.map(|(order, _)| order).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_with_the_year_in_front_have_one_reading() {
        for (whole, minutes) in [
            (2024, Some(0)),
            (202_401, Some(0)),
            (20_240_101, Some(0)),
            (2_024_010_112, Some(720)),
            (202_401_011_230, Some(750)),
            (20_240_101_123_000, Some(750)),
            (20_240_001, None),
            (20_240_101_246_000, None),
            (1_700_000_000, None),
        ] {
            let at = minutes.and_then(|m: i64| Some(date(2024, 1, 1)? + m * MINUTE));
            assert_eq!(in_digits(whole), at, "{whole}");
        }
    }

    /// Counted by hand: 12 to 14 January 2024, and what else the digits could be.
    #[test]
    fn the_order_of_six_digits_shows_where_the_dates_would_lie() {
        use DateOrder::{DayFirst, MonthFirst, YearFirst};
        for (all, orders) in [
            (&[240_112, 240_113, 240_114][..], &[YearFirst][..]),
            (&[120_124, 130_124, 140_124], &[DayFirst]),
            (&[11_224, 11_324, 11_424], &[MonthFirst]),
            (&[240_115], &[DayFirst, YearFirst]),
            (&[12_012_024, 13_012_024], &[DayFirst]),
            (&[3_042_024], &[DayFirst, MonthFirst]),
            (&[240_112, 123_456], &[]),
        ] {
            assert_eq!(orders_of_digits(all), orders, "{all:?}");
        }
    }
}
