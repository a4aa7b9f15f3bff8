//! Moments written as numbers: seconds and finer since 1970, and the days of spreadsheets.

use super::dates;
use super::options::DayNumbers;
use super::rule::RepairRule;

/// 1990 and 2100 in seconds since 1970: what is recorded lies between.
const SECONDS: std::ops::Range<f64> = 631_152_000.0..4_102_444_800.0;
const SECONDS_A_DAY: f64 = 86_400.0;
/// Days from the first of a spreadsheet's calendar to 1970: from 30 December 1899, and from 1 January 1904. Sources: ECMA-376, part 1,
/// 18.17.4.1, and Microsoft's "Differences between the 1900 and the 1904 date system".
const DAYS_BEFORE_1970: [(DayNumbers, f64); 2] = [
    (DayNumbers::Since1900, 25_569.0),
    (DayNumbers::Since1904, 24_107.0),
];

/// What numbers count from which moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    /// Seconds to one of them.
    seconds: f64,
    /// How many of them lie before 1970.
    before: f64,
    name: &'static str,
}

impl Scale {
    /// What half of these numbers or more count, by when they would lie; `None` where that is no time that things are recorded in.
    pub(super) fn of(
        numbers: &(impl Iterator<Item = f64> + Clone),
        days: DayNumbers,
    ) -> Option<Self> {
        let before = DAYS_BEFORE_1970.iter().find(|(known, _)| *known == days);
        let before = before.map_or(0.0, |(_, before)| *before);
        let scale = |seconds, before, name| Self {
            seconds,
            before,
            name,
        };
        let scales = [
            scale(1.0, 0.0, "seconds"),
            scale(1e-3, 0.0, "milliseconds"),
            scale(1e-6, 0.0, "microseconds"),
            scale(1e-9, 0.0, "nanoseconds"),
            scale(SECONDS_A_DAY, before, "days of a spreadsheet"),
        ];
        // A day and its hour in ten digits would lie in the years from 2033 on.
        let is_hour = |number: f64| number.fract() == 0.0 && dates::is_hour(number as i64);
        let mut written = numbers.clone().filter(|n| *n != 0.0).peekable();
        if written.peek().is_some() && written.all(is_hour) {
            return None;
        }
        let fits = |scale: &Self| {
            let (mut all, mut fitting) = (0usize, 0usize);
            // 0 and -1 are how programs write "never".
            for number in numbers.clone().filter(|n| *n != 0.0 && *n != -1.0) {
                all += 1;
                fitting += usize::from(SECONDS.contains(&scale.since_1970(number)));
            }
            fitting > 0 && 2 * fitting >= all
        };
        scales.into_iter().find(fits)
    }

    fn since_1970(&self, number: f64) -> f64 {
        // One division rounds once, a product with 1e-9 twice.
        match self.before == 0.0 && self.seconds < 1.0 {
            true => number / (1.0 / self.seconds).round(),
            false => (number - self.before) * self.seconds,
        }
    }

    /// Microseconds since 1970; `None` where they are too many. Days are exact to the millisecond, which is what a double holds of
    /// them.
    pub(super) fn micros(&self, number: f64) -> Option<i64> {
        let micros = if self.is_days() {
            (self.since_1970(number) * 1e3).round() * 1e3
        } else {
            (self.since_1970(number) * 1e6).round()
        };
        (micros.abs() < 9e18).then_some(micros as i64)
    }

    /// The same of a whole number, with all of its digits.
    pub(super) fn micros_of_whole(&self, whole: i64) -> Option<i64> {
        if self.is_days() {
            return self.micros(whole as f64);
        }
        match (1.0 / self.seconds).round() as i64 {
            1_000_000_000 => Some(whole.div_euclid(1000)),
            a_second => whole.checked_mul(1_000_000 / a_second),
        }
    }

    fn is_days(&self) -> bool {
        self.seconds > 1.0
    }

    /// The repair that this reading is.
    pub(super) fn rule(&self) -> RepairRule {
        if self.is_days() {
            RepairRule::DayNumber
        } else {
            RepairRule::EpochTime
        }
    }

    /// What the numbers are, in words: `seconds since 1970`.
    pub(super) fn words(&self) -> String {
        match self.is_days() {
            true => self.name.to_owned(),
            false => format!("{} since 1970", self.name),
        }
    }
}
