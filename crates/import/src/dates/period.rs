//! Periods by name: years, quarters, months and weeks.

use super::cursor::year_of;
use super::names::month_name;
use super::{DAY, date};

/// Signs between a period and its year.
const BETWEEN: [char; 7] = ['-', ' ', '/', '.', ',', '\'', '\u{2019}'];

/// How long a period is that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Length {
    Day,
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
}

impl Length {
    /// The word for several of them.
    pub(in super::super) fn words(self) -> &'static str {
        match self {
            Self::Day => "days",
            Self::Week => "weeks",
            Self::Month => "months",
            Self::Quarter => "quarters",
            Self::HalfYear => "half-years",
            Self::Year => "years",
        }
    }
}

/// Parts of a year by the letters beside their number, and how many months they have. In French, Italian, Portuguese and Spanish a quarter
/// is `T` and a half-year `S`.
const PARTS: [(&[&str], Length, u32); 2] = [
    (
        &[
            "Q",
            "T",
            "QTR",
            "QUARTER",
            "QUARTAL",
            "TRIMESTRE",
            "KWARTAAL",
            "KWARTAŁ",
        ],
        Length::Quarter,
        3,
    ),
    (
        &[
            "H",
            "HY",
            "S",
            "HALF",
            "HALBJAHR",
            "HJ",
            "SEMESTRE",
            "SEM",
            "SEMESTER",
            "HALFJAAR",
            "PÓŁROCZE",
        ],
        Length::HalfYear,
        6,
    ),
];

/// First day of a period; see [`span`].
pub(in super::super) fn period(text: &str) -> Option<i64> {
    span(text).map(|(first, _)| first)
}

/// First day and length of a period written as `2024-03`, `2024-Q1`, `2024Q1`, `Q1 2024`, `1Q24`, `H1 2024`, `1. Halbjahr 2024`,
/// `2024-W05`, `W05 2024`, `Mar 2024` or `2024`.
pub(in super::super) fn span(text: &str) -> Option<(i64, Length)> {
    let text = text.trim();
    if text.len() > 32 {
        return None;
    }
    let digits = |s: &str, len: usize| {
        (s.len() == len && s.bytes().all(|b| b.is_ascii_digit()))
            .then(|| s.parse().ok())
            .flatten()
    };
    let year = |s: &str| digits(s, 4).map(i64::from);
    if let Some(year) = year(text) {
        return Some((date(year, 1, 1)?, Length::Year));
    }
    if let Some((of, month)) = text.split_once('年').or_else(|| text.split_once('년')) {
        let month = month.trim().trim_end_matches(['月', '월']);
        return Some((date(year(of)?, month.parse().ok()?, 1)?, Length::Month));
    }
    if let Some(part) = part(text) {
        return Some(part);
    }
    if let Some(week) = week(&text.to_ascii_uppercase()) {
        return Some((week, Length::Week));
    }
    let (left, right) = text.split_once([' ', '-', '/'])?;
    let right = right.strip_prefix("de ").unwrap_or(right).trim();
    let (of, part) = if digits(left, 4).is_some() {
        (left, right)
    } else {
        (right, left)
    };
    let month = digits(part, 2).or_else(|| month_name(part.as_bytes()))?;
    Some((date(year(of)?, month, 1)?, Length::Month))
}

/// A quarter or half of a year: `2024-Q1`, `2024Q1`, `Q1 2024`, `1Q24`, `2. Halbjahr 2024`.
fn part(text: &str) -> Option<(i64, Length)> {
    let (number, length, months, of) = part_of(text)?;
    let of = of.trim_start_matches(BETWEEN).trim_end_matches(BETWEEN);
    let year = of
        .parse()
        .ok()
        .filter(|_| of.bytes().all(|b| b.is_ascii_digit()))?;
    let first = date(year_of(year, of.len())?, (number - 1) * months + 1, 1)?;
    Some((first, length))
}

/// Which part of a year a text names, how many months such a part has, and what remains of the text: the year.
fn part_of(text: &str) -> Option<(u32, Length, u32, String)> {
    let upper = text.to_uppercase();
    let begins = |(_, c): &(usize, char)| c.is_alphabetic();
    // The first run of letters that names a part; a fiscal year has letters of its own.
    let mut rest = 0;
    while let Some((at, _)) = upper[rest..].char_indices().find(begins) {
        let from = rest + at;
        let word = &upper[from..];
        let len = word
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(word.len());
        let (word, behind) = word.split_at(len);
        let known = PARTS.iter().find(|(names, _, _)| names.contains(&word));
        if let Some((_, length, months)) = known {
            let digit = |s: &str| match s.as_bytes() {
                [digit @ b'1'..=b'4'] => Some(u32::from(digit - b'0')),
                _ => None,
            };
            // `1er`, `1º`.
            let front = upper[..from].trim_end_matches(BETWEEN);
            let first = front.trim_end_matches(['º', 'E', 'R']);
            let back = behind.trim_start_matches(BETWEEN);
            let (number, of) = match digit(first) {
                Some(number) => (number, back),
                None if front.is_empty() => {
                    let (number, of) = back.split_at_checked(1)?;
                    (digit(number)?, of)
                }
                None => (digit(back)?, front),
            };
            let is_part = number * months <= 12;
            return is_part.then(|| (number, *length, *months, of.to_owned()));
        }
        rest = from + len;
    }
    None
}

/// A fiscal year or a part of one as it is labelled: the year in its name, how many months after its beginning the part begins, and its
/// length. Of `FY2015/16` the year in which it begins is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Fiscal {
    pub(in super::super) year: i64,
    pub(in super::super) months: u32,
    pub(in super::super) length: Length,
    /// Both of its calendar years are in its name.
    pub(in super::super) is_of_two: bool,
}

/// Reads `FY24`, `FY 2025`, `FY2015/16`, `FY24 Q1`, `Q1 FY2024`, `FY24-H2`.
pub(in super::super) fn fiscal(text: &str) -> Option<Fiscal> {
    let upper = text.trim().to_ascii_uppercase();
    let at = upper.find("FY")?;
    let rest = format!("{} {}", &upper[..at], upper[at + 2..].trim_start());
    let rest = rest.trim();
    let (months, length, of) = match part_of(rest) {
        Some((number, length, months, of)) => ((number - 1) * months, length, of),
        None => (0, Length::Year, rest.to_owned()),
    };
    let of = of.trim_matches(BETWEEN);
    let (first, second) = match of.split_once(['/', '-']) {
        Some((first, second)) => (first.trim(), Some(second.trim())),
        None => (of, None),
    };
    let number = |s: &str| {
        let year = s
            .parse()
            .ok()
            .filter(|_| s.bytes().all(|b| b.is_ascii_digit()))?;
        year_of(year, s.len())
    };
    let year = number(first)?;
    let follows = |second: &str| number(second).is_some_and(|second| second == year + 1);
    if second.is_some_and(|second| !follows(second)) {
        return None;
    }
    Some(Fiscal {
        year,
        months,
        length,
        is_of_two: second.is_some(),
    })
}

/// Year and month in which a part of a fiscal year begins, where the year begins so many months after January of the year of its name.
pub(in super::super) fn fiscal_day(part: Fiscal, begins: i32) -> (i64, u32) {
    let months = begins + part.months as i32;
    let month = months.rem_euclid(12) as u32 + 1;
    (part.year + i64::from(months.div_euclid(12)), month)
}

/// A month by its name alone.
pub(in super::super) fn named_month(text: &str) -> Option<u32> {
    month_name(text.trim().as_bytes())
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
            ("2024-H2", 2024, 7),
            ("2H24", 2024, 7),
            ("HY2 2024", 2024, 7),
            ("S2 2024", 2024, 7),
            ("2. Halbjahr 2024", 2024, 7),
            ("2º semestre 2024", 2024, 7),
            ("1er semestre 2024", 2024, 1),
            ("2. Quartal 2024", 2024, 4),
            ("janvier 2024", 2024, 1),
            ("août 2024", 2024, 8),
            ("marzo 2024", 2024, 3),
            ("styczeń 2024", 2024, 1),
            ("maart 2024", 2024, 3),
            ("outubro 2024", 2024, 10),
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
        for none in [
            "QQ",
            "H3 2024",
            "Q5 2024",
            "S3 2024",
            "FY24",
            "2024 H1 2025",
        ] {
            assert_eq!(period(none), None, "{none}");
        }
    }

    #[test]
    fn a_period_has_the_length_that_it_says() {
        for (text, length) in [
            ("2024-03", Length::Month),
            ("Mar 2024", Length::Month),
            ("2024-Q1", Length::Quarter),
            ("T1 2024", Length::Quarter),
            ("1H24", Length::HalfYear),
            ("2024-S1", Length::HalfYear),
            ("2024", Length::Year),
            ("2024-W05", Length::Week),
        ] {
            assert_eq!(span(text).map(|(_, length)| length), Some(length), "{text}");
        }
    }

    #[test]
    fn labels_of_fiscal_years_are_read_as_far_as_they_say() {
        for (text, year, months, length, is_of_two) in [
            ("FY24", 2024, 0, Length::Year, false),
            ("FY 2025", 2025, 0, Length::Year, false),
            ("FY2015/16", 2015, 0, Length::Year, true),
            ("FY24-25", 2024, 0, Length::Year, true),
            ("FY2024 Q3", 2024, 6, Length::Quarter, false),
            ("Q2 FY24", 2024, 3, Length::Quarter, false),
            ("FY24-H2", 2024, 6, Length::HalfYear, false),
        ] {
            let expected = Fiscal {
                year,
                months,
                length,
                is_of_two,
            };
            assert_eq!(fiscal(text), Some(expected), "{text}");
        }
        for none in ["2024", "FY", "FY2015/18", "Q1 2024", "FYI 2024"] {
            assert_eq!(fiscal(none), None, "{none}");
        }
    }
}
