//! Units that a file's numbers may be in, and their conversion to those of the canonical columns.

use super::super::number;
use super::length::written;
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
    /// The same, of which `1:20` is an hour and 20 minutes, and not a minute and 20 seconds.
    HoursAndMinutes,
    /// Thousands of a currency's unit.
    Thousands,
    /// Millions of them.
    Millions,
    /// Billions of them.
    Billions,
}

/// Words that a name ends in, or a value is followed by.
pub(super) const WORDS: &[(Unit, &[&str])] = &[
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
            Unit::HoursAndMinutes,
        ];
        const ALL: &[Unit] = &[
            Unit::Milliseconds,
            Unit::Seconds,
            Unit::Minutes,
            Unit::Hours,
            Unit::Days,
            Unit::Percent,
            Unit::Cents,
            Unit::Thousands,
            Unit::Millions,
            Unit::Billions,
            Unit::Written,
            Unit::HoursAndMinutes,
        ];
        match quantity {
            Quantity::Plain => &[],
            Quantity::Base => ALL,
            Quantity::Milliseconds | Quantity::Seconds | Quantity::Minutes | Quantity::Hours => {
                TIME
            }
            Quantity::Money => &[Unit::Cents, Unit::Thousands, Unit::Millions, Unit::Billions],
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

    /// The unit that a text beside a number names: `Percent`, `millisecond`; or, as Datadog writes it, the first `name` in a list of JSON,
    /// where a second one is what it is per. `None` where numbers of it stay as they are.
    #[must_use]
    pub fn told(text: &str) -> Option<Self> {
        use serde_json::Value;
        let word = match serde_json::from_str(text) {
            Ok(Value::Array(parts)) => {
                let mut named = parts.iter().map(|part| part.get("name")?.as_str());
                let first = named.next().flatten()?.to_owned();
                // So many seconds a query are no seconds.
                named.flatten().next().is_none().then_some(first)?
            }
            Ok(_) => return None,
            Err(_) => text.trim().to_owned(),
        };
        let word = word.to_ascii_lowercase();
        // One letter may be a minute or a metre.
        let (last, _) = WORDS.iter().find(|(_, words)| {
            let is_it = |known: &&str| *known == word || known.strip_suffix('s') == Some(&word);
            (word.len() > 1 || word == "%") && words.iter().any(is_it)
        })?;
        Some(*last)
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
            Self::HoursAndMinutes => "as written, 1:20 as hours and minutes",
            Self::Thousands => "thousands",
            Self::Millions => "millions",
            Self::Billions => "billions",
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
    pub(in super::super) fn number(self, text: &str) -> Option<f64> {
        match self {
            Self::Written => written(text),
            Self::HoursAndMinutes if text.matches(':').count() == 1 => {
                written(text).map(|seconds| seconds * 60.0)
            }
            Self::HoursAndMinutes => written(text),
            Self::Percent => number::lenient(text.trim().strip_suffix('%')?),
            _ => None,
        }
    }

    /// Its length in seconds, as a fraction of whole numbers so that nothing is rounded twice.
    pub(super) fn seconds(self) -> Option<(f64, f64)> {
        Some(match self {
            Self::Nanoseconds => (1.0, 1e9),
            Self::Microseconds => (1.0, 1e6),
            Self::Milliseconds => (1.0, 1e3),
            Self::Seconds | Self::Written | Self::HoursAndMinutes => (1.0, 1.0),
            Self::Minutes => (60.0, 1.0),
            Self::Hours => (3600.0, 1.0),
            Self::Days => (86_400.0, 1.0),
            Self::Cents | Self::Percent | Self::Thousands | Self::Millions | Self::Billions => {
                return None;
            }
        })
    }

    /// How many units of a currency one of it is, where that is many.
    pub(super) fn times(self) -> Option<f64> {
        match self {
            Self::Thousands => Some(1e3),
            Self::Millions => Some(1e6),
            Self::Billions => Some(1e9),
            _ => None,
        }
    }

    /// Seconds in a text that is a length of time and says its unit.
    pub(in super::super) fn length(self, text: &str) -> Option<f64> {
        self.seconds().and_then(|_| written(text))
    }

    /// What one of it is of the whole, or how many of it there are, where it is no length of time.
    pub(in super::super) fn part_of_one(self) -> Option<f64> {
        let is_part = matches!(self, Self::Cents | Self::Percent);
        is_part.then_some(0.01).or(self.times())
    }

    /// What a number of this unit is in the quantity's own: multiply by the first, divide by the second. `None` where the two
    /// have nothing to do with each other.
    pub(super) fn to(self, quantity: Quantity) -> Option<(f64, f64)> {
        if matches!(self, Self::Cents) {
            return matches!(quantity, Quantity::Money | Quantity::Base).then_some((1.0, 100.0));
        }
        if let Some(times) = self.times() {
            return matches!(quantity, Quantity::Money | Quantity::Base).then_some((times, 1.0));
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

#[cfg(test)]
mod tests {
    use super::*;

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
    fn units_are_told_by_a_word_beside_a_number() {
        for (text, unit) in [
            ("Percent", Some(Unit::Percent)),
            ("%", Some(Unit::Percent)),
            ("Milliseconds", Some(Unit::Milliseconds)),
            ("millisecond", Some(Unit::Milliseconds)),
            (
                r#"[{"family": "time", "name": "nanosecond"}, null]"#,
                Some(Unit::Nanoseconds),
            ),
            (r#"[{"name": "second"}, {"name": "query"}]"#, None),
            ("[null, null]", None),
            ("Count", None),
            ("m", None),
            ("7", None),
        ] {
            assert_eq!(Unit::told(text), unit, "{text}");
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
