//! Periods by name: years, quarters, months and weeks.

use super::cursor::year_of;
use super::names::month_name;
use super::{DAY, date};

/// Signs between a period and its year.
const BETWEEN: [char; 7] = ['-', ' ', '/', '.', ',', '\'', '\u{2019}'];

/// First day of a period written as `2024-03`, `2024-Q1`, `2024Q1`, `Q1 2024`, `1Q24`, `H1 2024`, `2024-W05`, `W05 2024`, `Mar 2024` or
/// `2024`.
pub(in super::super) fn period(text: &str) -> Option<i64> {
    let text = text.trim();
    if text.len() > 24 {
        return None;
    }
    let digits = |s: &str, len: usize| {
        (s.len() == len && s.bytes().all(|b| b.is_ascii_digit()))
            .then(|| s.parse().ok())
            .flatten()
    };
    let year = |s: &str| digits(s, 4).map(i64::from);
    if let Some(year) = year(text) {
        return date(year, 1, 1);
    }
    if let Some((of, month)) = text.split_once('年').or_else(|| text.split_once('년')) {
        let month = month.trim().trim_end_matches(['月', '월']);
        return date(year(of)?, month.parse().ok()?, 1);
    }
    let upper = text.to_ascii_uppercase();
    // A quarter is `T` in French, Italian, Portuguese and Spanish.
    if let Some(at) = part(&upper, 'Q', 3)
        .or_else(|| part(&upper, 'T', 3))
        .or_else(|| part(&upper, 'H', 6))
    {
        return Some(at);
    }
    if let Some(week) = week(&upper) {
        return Some(week);
    }
    let (left, right) = text.split_once([' ', '-', '/'])?;
    let right = right.strip_prefix("de ").unwrap_or(right).trim();
    let (of, part) = if digits(left, 4).is_some() {
        (left, right)
    } else {
        (right, left)
    };
    let month = digits(part, 2).or_else(|| month_name(part.as_bytes()))?;
    date(year(of)?, month, 1)
}

/// First day of a part of a year, of so many months: `2024-Q1`, `2024Q1`, `Q1 2024`, `1Q24`.
fn part(upper: &str, letter: char, months: u32) -> Option<i64> {
    let (left, right) = upper.split_once(letter)?;
    let digit = |s: &str| match s.as_bytes() {
        [digit @ b'1'..=b'4'] => Some(u32::from(digit - b'0')),
        _ => None,
    };
    let (of, number) = match (
        left.trim_end_matches(BETWEEN),
        right.trim_start_matches(BETWEEN),
    ) {
        ("", right) => {
            let (number, of) = right.split_at_checked(1)?;
            (of, digit(number)?)
        }
        (left, right) => match digit(left) {
            Some(number) => (right, number),
            None => (left, digit(right)?),
        },
    };
    let of = of.trim_start_matches(BETWEEN);
    let year = of
        .parse()
        .ok()
        .filter(|_| of.bytes().all(|b| b.is_ascii_digit()))?;
    let first = (number - 1) * months + 1;
    date(year_of(year, of.len())?, first, 1)
}

/// A month by its name, with a year of two digits behind it: `Jan-24`, `janv. 24`, `Jan'24`. The same is a day without its year, as
/// long as nothing says otherwise: see [`are_months`].
pub(in super::super) fn month_of(text: &str) -> Option<(u32, u32)> {
    let text = text.trim();
    let at = text.len().checked_sub(2)?;
    let (name, year) = text.split_at_checked(at)?;
    let year = year
        .parse()
        .ok()
        .filter(|_| year.bytes().all(|b| b.is_ascii_digit()))?;
    Some((month_name(name.trim_end_matches(BETWEEN).as_bytes())?, year))
}

/// Whether such texts are months, which there are at least as many of in a year as there are years; of days it is the other way about.
pub(in super::super) fn are_months<'a>(all: impl Iterator<Item = &'a str>) -> bool {
    let (mut months, mut years) = (0u32, 0u128);
    for (month, year) in all.filter_map(month_of) {
        (months, years) = (months | 1 << month, years | 1 << year);
    }
    months.count_ones() >= years.count_ones()
}

/// First day of a month by [`month_of`].
pub(in super::super) fn short_month(text: &str) -> Option<i64> {
    let (month, year) = month_of(text)?;
    date(year_of(year, 2)?, month, 1)
}

/// First day of a week written as `202405`.
pub(in super::super) fn week_in_digits(whole: i64) -> Option<i64> {
    week(&format!("{}W{}", whole / 100, whole % 100))
}

/// The Monday of a week of ISO 8601: `2024-W05`, `2024W05`, `W5 2024`, `KW 5/2024`; with a day of the week that day.
fn week(upper: &str) -> Option<i64> {
    let (left, right) = upper.split_once('W')?;
    let left = left
        .strip_suffix(['K', 'C', 'S'])
        .unwrap_or(left)
        .trim_end_matches(['-', ' ', '/']);
    // `Week 5, 2024`.
    let right = right
        .strip_prefix("EEK")
        .or_else(|| right.strip_prefix("OCHE"))
        .unwrap_or(right);
    let right = right.trim_start();
    let number = |s: &str| {
        s.parse::<i64>()
            .ok()
            .filter(|_| s.bytes().all(|b| b.is_ascii_digit()))
    };
    let mut parts = right
        .split(['-', ' ', '/', ','])
        .filter(|part| !part.is_empty());
    let (year, week, day) = if left.is_empty() {
        let week = parts.next()?;
        (parts.next()?, week, parts.next())
    } else {
        let (week, day) = (parts.next()?, parts.next());
        (left, week, day)
    };
    let (year, week) = (number(year).filter(|_| year.len() == 4)?, number(week)?);
    let day = day
        .map_or(Some(1), number)
        .filter(|d| (1..=7).contains(d))?;
    // The week that has the 4th of January is the first.
    let fourth = date(year, 1, 4)? / DAY;
    let monday = fourth - (fourth + 3).rem_euclid(7);
    let at = monday + (week - 1) * 7 + day - 1;
    let last = date(year, 12, 28)? / DAY;
    ((1..=53).contains(&week) && monday + (week - 1) * 7 <= last).then_some(at * DAY)
}

/// A month by number or name, 1 to 12.
pub(in super::super) fn month(text: &str) -> Option<u32> {
    let text = text.trim();
    text.parse()
        .ok()
        .filter(|m| (1..=12).contains(m))
        .or_else(|| month_name(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_begin_on_their_first_day() {
        for (text, year, month) in [
            ("2024-03", 2024, 3),
            ("2024-Q2", 2024, 4),
            ("2024q3", 2024, 7),
            ("Q4 2024", 2024, 10),
            ("Mar 2024", 2024, 3),
            ("2024 Juni", 2024, 6),
            ("2024", 2024, 1),
            ("Q2'24", 2024, 4),
            ("1Q24", 2024, 1),
            ("Q3 24", 2024, 7),
            ("T4 2024", 2024, 10),
            ("H2 2024", 2024, 7),
            ("2024年7月", 2024, 7),
            ("2024년 7월", 2024, 7),
        ] {
            assert_eq!(period(text), date(year, month, 1), "{text}");
        }
        // Python: date.fromisocalendar.
        for (text, day) in [
            ("2026-W01", date(2025, 12, 29)),
            ("2026W05", date(2026, 1, 26)),
            ("W5 2026", date(2026, 1, 26)),
            ("KW 53/2026", date(2026, 12, 28)),
            ("Week 5, 2026", date(2026, 1, 26)),
            ("Week 5", None),
            ("2026-W05-3", date(2026, 1, 28)),
            ("2025-W53", None),
        ] {
            assert_eq!(period(text), day, "{text}");
        }
        assert_eq!(period("2024-13"), None);
        assert_eq!(period("QQ"), None);
    }
}
