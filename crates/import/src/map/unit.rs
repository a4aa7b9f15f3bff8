//! Units that a file's numbers may be in, and their conversion to those of the canonical columns.

use super::super::number;
use outturn_core::table::{Quantity, TextColumn};
use serde::{Deserialize, Serialize};

/// What a source's numbers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Billionths of a second.
    Nanoseconds,
    /// Millionths of a second.
    Microseconds,
    /// Thousandths of a second.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days of 24 hours.
    Days,
    /// Hundredths of a currency's unit.
    Cents,
    /// Hundredths.
    Percent,
    /// Lengths of time that each say their own unit: `1.2min`, `450 ms`, `1h 20m`, `01:20:00`.
    Written,
}

/// Words that a name ends in, or a value is followed by.
const WORDS: &[(Unit, &[&str])] = &[
    (Unit::Nanoseconds, &["ns", "nanos", "nanoseconds"]),
    (
        Unit::Microseconds,
        &["us", "µs", "μs", "micros", "microseconds"],
    ),
    (Unit::Milliseconds, &["ms", "millis", "milliseconds"]),
    (Unit::Seconds, &["s", "sec", "secs", "second", "seconds"]),
    (Unit::Minutes, &["m", "min", "mins", "minute", "minutes"]),
    (Unit::Hours, &["h", "hr", "hrs", "hour", "hours"]),
    (Unit::Days, &["d", "day", "days"]),
    (Unit::Cents, &["cents"]),
    (Unit::Percent, &["%", "pct", "percent", "percentage"]),
];

impl Unit {
    /// Those that numbers of this quantity may come in.
    #[must_use]
    pub fn of(quantity: Quantity) -> &'static [Self] {
        const TIME: &[Unit] = &[
            Unit::Milliseconds,
            Unit::Seconds,
            Unit::Minutes,
            Unit::Hours,
            Unit::Days,
            Unit::Microseconds,
            Unit::Nanoseconds,
            Unit::Written,
        ];
        const ALL: &[Unit] = &[
            Unit::Milliseconds,
            Unit::Seconds,
            Unit::Minutes,
            Unit::Hours,
            Unit::Days,
            Unit::Percent,
            Unit::Cents,
            Unit::Written,
        ];
        match quantity {
            Quantity::Plain => &[],
            Quantity::Base => ALL,
            Quantity::Milliseconds | Quantity::Seconds | Quantity::Minutes | Quantity::Hours => {
                TIME
            }
            Quantity::Money => &[Unit::Cents],
            Quantity::Ratio => &[Unit::Percent],
        }
    }

    /// The unit that the last word of a column's name says: `latency_s`, `utilization.gpu [%]`.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.trim_end_matches([']', ')', ' ']).to_ascii_lowercase();
        let last = name.rsplit(['_', ' ', '(', '[', '.', '-']).next()?;
        WORDS
            .iter()
            .find(|(_, words)| last.len() < name.len() && words.contains(&last))
            .map(|(unit, _)| *unit)
    }

    /// A name without the unit that it ends in.
    #[must_use]
    pub fn bare(name: &str) -> &str {
        if Self::of_name(name).is_none() {
            return name;
        }
        let end = name.trim_end_matches([']', ')', ' ']);
        let cut = end
            .rfind(['_', ' ', '(', '[', '.', '-'])
            .unwrap_or(end.len());
        end[..cut].trim_end_matches(['(', '[', ' ', '_'])
    }

    /// For people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Written => "as written beside each value",
            unit => WORDS
                .iter()
                .find(|(known, _)| *known == unit)
                .and_then(|(_, words)| words.last())
                .copied()
                .unwrap_or_default(),
        }
    }

    /// Whether numbers of this unit must be converted to be the quantity's own.
    pub(in super::super) fn differs_from(self, quantity: Quantity) -> bool {
        quantity != Quantity::Base && self.to(quantity).is_some_and(|factor| factor != (1.0, 1.0))
    }

    /// Whether a text is a number with this unit beside it.
    pub(in super::super) fn reads(self, text: &str) -> bool {
        self.number(text).is_some()
    }

    /// Whether most of a column's texts are numbers with this unit beside them.
    pub(in super::super) fn reads_most(self, text: &TextColumn) -> bool {
        let read = text.entries().filter(|entry| self.reads(entry)).count();
        2 * read > text.distinct()
    }

    /// The number in a text that has this unit beside it: seconds of a written length, else as it stands in front of the unit.
    pub(super) fn number(self, text: &str) -> Option<f64> {
        match self {
            Self::Written => written(text),
            Self::Percent => number::lenient(text.trim().strip_suffix('%')?),
            _ => None,
        }
    }

    /// Its length in seconds, as a fraction of whole numbers so that nothing is rounded twice.
    fn seconds(self) -> Option<(f64, f64)> {
        Some(match self {
            Self::Nanoseconds => (1.0, 1e9),
            Self::Microseconds => (1.0, 1e6),
            Self::Milliseconds => (1.0, 1e3),
            Self::Seconds | Self::Written => (1.0, 1.0),
            Self::Minutes => (60.0, 1.0),
            Self::Hours => (3600.0, 1.0),
            Self::Days => (86_400.0, 1.0),
            Self::Cents | Self::Percent => return None,
        })
    }

    /// What a number of this unit is in the quantity's own: multiply by the first, divide by the second. `None` where the two
    /// have nothing to do with each other.
    pub(super) fn to(self, quantity: Quantity) -> Option<(f64, f64)> {
        if matches!(self, Self::Cents) {
            return matches!(quantity, Quantity::Money | Quantity::Base).then_some((1.0, 100.0));
        }
        if matches!(self, Self::Percent) {
            return matches!(quantity, Quantity::Ratio | Quantity::Base).then_some((1.0, 100.0));
        }
        let (times, by) = self.seconds()?;
        let (times, by) = match quantity {
            Quantity::Milliseconds => (times * 1e3, by),
            Quantity::Seconds | Quantity::Base => (times, by),
            Quantity::Minutes => (times, by * 60.0),
            Quantity::Hours => (times, by * 3600.0),
            Quantity::Plain | Quantity::Money | Quantity::Ratio => return None,
        };
        // 1000 ÷ 1000 is not a factor; powers and products here divide exactly.
        Some(if times % by == 0.0 {
            (times / by, 1.0)
        } else if by % times == 0.0 {
            (1.0, by / times)
        } else {
            (times, by)
        })
    }
}

/// Seconds of a length of time that says its own unit, in parts, as hours, minutes and seconds, or as ISO 8601 writes it.
fn written(text: &str) -> Option<f64> {
    let text = text.trim();
    let (sign, rest) = text
        .strip_prefix('-')
        .map_or((1.0, text), |rest| (-1.0, rest));
    if rest.is_empty() {
        return None;
    }
    if let Some(period) = rest.strip_prefix('P') {
        return Some(sign * iso(period)?);
    }
    if rest.contains(':') {
        let (days, clock) = days_and_clock(rest)?;
        let mut seconds = 0.0;
        for part in clock.split(':') {
            seconds = seconds * 60.0 + number::lenient(part)?;
        }
        return Some(sign * (days * 86_400.0 + seconds));
    }
    let (mut seconds, mut rest) = (0.0, rest);
    while !rest.is_empty() {
        let digits = rest
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
            .filter(|&at| at > 0)?;
        let (value, after) = rest.split_at(digits);
        let after = after.trim_start();
        let end = after
            .find(|c: char| c.is_ascii_digit() || c == ' ')
            .unwrap_or(after.len());
        let word = after[..end].to_ascii_lowercase();
        let (unit, _) = WORDS.iter().find(|(_, words)| words.contains(&&*word))?;
        let (times, by) = unit.seconds()?;
        seconds += number::lenient(&value.replace(',', ""))? * times / by;
        rest = after[end..].trim_start();
    }
    Some(sign * seconds)
}

/// Days in front of a time of day: `1 day, 2:15:00`, `1d 02:15:00`, and `1.02:15:00` as .NET writes it.
fn days_and_clock(text: &str) -> Option<(f64, &str)> {
    let Some((days, clock)) = text.rsplit_once(' ') else {
        let dotted = text
            .split_once('.')
            .filter(|(_, clock)| clock.contains(':'));
        return match dotted {
            Some((days, clock)) => Some((number::lenient(days)?, clock)),
            None => Some((0.0, text)),
        };
    };
    let days = days.trim_end_matches([',', ' ']);
    let word = days.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let number = number::lenient(days.strip_suffix(word)?)?;
    matches!(word, "d" | "day" | "days").then_some((number, clock))
}

/// A duration of ISO 8601 without its P: `T26H15M`, `1DT2H`. Months and years have no length.
fn iso(period: &str) -> Option<f64> {
    let (days, clock) = period.split_once('T').unwrap_or((period, ""));
    let mut seconds = 0.0;
    for (text, units) in [
        (days, &[('W', 604_800.0), ('D', 86_400.0)][..]),
        (clock, &[('H', 3600.0), ('M', 60.0), ('S', 1.0)]),
    ] {
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
            let unit = rest[end..].chars().next()?;
            let (_, length) = units.iter().find(|(known, _)| *known == unit)?;
            seconds += number::lenient(&rest[..end])? * length;
            rest = &rest[end + 1..];
        }
    }
    (period.len() > 1).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read_as_people_write_them() {
        for (text, seconds) in [
            ("1.2min", 72.0),
            ("450ms", 0.45),
            ("450 ms", 0.45),
            ("3.4s", 3.4),
            ("2.0h", 7200.0),
            ("1.5d", 129_600.0),
            ("1h 20m", 4800.0),
            ("1 day 2 hours", 93_600.0),
            ("01:20:05", 4805.0),
            ("12:30", 750.0),
            ("26:15:00", 94_500.0),
            ("1 day, 2:15:00", 94_500.0),
            ("1d 02:15:00", 94_500.0),
            ("1.02:15:00", 94_500.0),
            ("PT26H15M", 94_500.0),
            ("P1DT2H15M", 94_500.0),
            ("P2W", 1_209_600.0),
            ("-5s", -5.0),
        ] {
            assert_eq!(written(text), Some(seconds), "{text}");
        }
        for not in [
            "",
            "-",
            "5",
            "fast",
            "5 lightyears",
            "s",
            "1:b",
            "%",
            "P",
            "P1M",
            "PT5X",
            "1 week, 2:15",
        ] {
            assert_eq!(written(not), None, "{not}");
        }
    }

    #[test]
    fn units_are_told_by_a_name_s_last_word() {
        for (name, unit) in [
            ("latency_s", Some(Unit::Seconds)),
            ("Latency (ms)", Some(Unit::Milliseconds)),
            ("utilization.gpu [%]", Some(Unit::Percent)),
            ("cost_cents", Some(Unit::Cents)),
            ("business_duration", None),
            ("days", None),
            ("s", None),
        ] {
            assert_eq!(Unit::of_name(name), unit, "{name}");
        }
    }

    #[test]
    fn every_unit_of_a_quantity_converts_to_it() {
        for quantity in [
            Quantity::Base,
            Quantity::Milliseconds,
            Quantity::Seconds,
            Quantity::Minutes,
            Quantity::Hours,
            Quantity::Money,
            Quantity::Ratio,
        ] {
            for unit in Unit::of(quantity) {
                assert!(unit.to(quantity).is_some(), "{unit:?} to {quantity:?}");
            }
        }
        assert_eq!(Unit::Days.to(Quantity::Minutes), Some((1440.0, 1.0)));
        assert_eq!(
            Unit::Microseconds.to(Quantity::Milliseconds),
            Some((1.0, 1000.0))
        );
        assert_eq!(Unit::Cents.to(Quantity::Seconds), None);
    }
}
