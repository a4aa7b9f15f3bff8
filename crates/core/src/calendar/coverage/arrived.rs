//! Until when values have arrived that come later than their rows: labels, resolutions, answers.
//!
//! A day whose rows lack such values is not over for a figure that is made of them, though the file goes on. What tells is the share
//! of rows that have them: at the end, or at the beginning, of the data it may be so much lower than elsewhere that chance does not
//! explain it. Values that are missing here and there are missing, and no end.

use std::ops::Range;

/// How many rows there are of a day, and how many of them have the values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Day {
    /// All rows.
    pub rows: u64,
    /// Those with the values.
    pub with: u64,
}

/// A share below this part of that of all other days is of days whose values have not arrived.
const THIN: f64 = 0.5;
/// What would be as thin by chance more often than this is no end.
const CHANCE: f64 = 0.001;

/// Those of the days, in order, in which values have arrived: all but the thin ones at both ends.
///
/// ```
/// use outturn_core::calendar::{Day, arrived};
/// let days: Vec<Day> = [50, 49, 48, 4, 0].map(|with| Day { rows: 50, with }).into();
/// assert_eq!(arrived(&days), 0..3);
/// let here_and_there: Vec<Day> = [1, 0, 1, 1, 0].map(|with| Day { rows: 1, with }).into();
/// assert_eq!(arrived(&here_and_there), 0..5);
/// ```
#[must_use]
pub fn arrived(days: &[Day]) -> Range<usize> {
    let late = thin_tail(days);
    let mut backwards = days[..days.len() - late].to_vec();
    backwards.reverse();
    thin_tail(&backwards)..days.len() - late
}

/// How many of the last days are thin: the longest stretch that lacks most of what the share of all would have it have.
fn thin_tail(days: &[Day]) -> usize {
    let all = days.iter().fold(Day::default(), |all, day| all.and(*day));
    if all.with == 0 || all.with == all.rows {
        return 0;
    }
    let usual = all.with as f64 / all.rows as f64;
    let (mut tail, mut lack, mut most) = (Day::default(), 0.0, None);
    for (n, day) in days.iter().rev().enumerate() {
        tail = tail.and(*day);
        lack += usual * day.rows as f64 - day.with as f64;
        if most.is_none_or(|(most, _, _)| lack > most) {
            most = Some((lack, n + 1, tail));
        }
    }
    match most {
        Some((_, n, tail)) if tail.is_thin(all) => n,
        _ => 0,
    }
}

impl Day {
    fn and(self, other: Self) -> Self {
        Self {
            rows: self.rows + other.rows,
            with: self.with + other.with,
        }
    }

    /// Whether these rows have the values so much more seldom than the others that chance does not explain it. The bound is that of
    /// Chernoff (1952) for the lower tail of a binomial distribution, exact where none has them.
    fn is_thin(self, all: Self) -> bool {
        let n = self.rows as f64;
        let own = self.with as f64 / n;
        // One more with and one without: what was always there may be missing once.
        let others = (all.with - self.with + 1) as f64 / (all.rows - self.rows + 2) as f64;
        let part = |p: f64, q: f64| if p > 0.0 { p * (p / q).ln() } else { 0.0 };
        let distance = part(own, others) + part(1.0 - own, 1.0 - others);
        own < THIN * others && (-n * distance).exp() < CHANCE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    /// Days of ten rows.
    #[rstest]
    #[case::all_there(&[10, 10, 10], 0..3)]
    #[case::none_there(&[0, 0, 0], 0..3)]
    #[case::the_last_has_none(&[10, 10, 10, 0], 0..3)]
    #[case::the_first_has_none(&[0, 10, 10, 10], 1..4)]
    #[case::early_labels_of_late_days(&[10, 10, 10, 1, 1], 0..3)]
    #[case::two_thirds_are_missing(&[3, 3, 4, 3, 3, 3], 0..6)]
    #[case::a_gap_is_no_end(&[10, 10, 0, 10, 10], 0..5)]
    #[case::thin_for_most_of_the_time(&[10, 10, 10, 1, 0, 1, 0, 1, 0, 1, 0, 1], 0..3)]
    #[case::a_little_less(&[10, 10, 10, 10, 7], 0..5)]
    fn thin_ends_have_not_arrived(#[case] with: &[u64], #[case] expected: Range<usize>) {
        let days: Vec<Day> = with.iter().map(|&with| Day { rows: 10, with }).collect();
        assert_eq!(arrived(&days), expected);
    }

    /// Incidents, one a day: that one is open says nothing, nor do two of eleven; of thirty-two the last two are more than chance:
    /// (1 ÷ 32)² < 0.001 < (1 ÷ 11)².
    #[rstest]
    #[case(9, 1, 0..10)]
    #[case(9, 2, 0..11)]
    #[case(30, 1, 0..31)]
    #[case(30, 2, 0..30)]
    #[case(9, 4, 0..9)]
    fn one_that_is_open_is_no_end(
        #[case] resolved: usize,
        #[case] open: usize,
        #[case] expected: Range<usize>,
    ) {
        let with = std::iter::repeat_n(1, resolved).chain(std::iter::repeat_n(0, open));
        let days: Vec<Day> = with.map(|with| Day { rows: 1, with }).collect();
        assert_eq!(arrived(&days), expected);
    }

    #[test]
    fn no_day_is_no_end() {
        assert_eq!(arrived(&[]), 0..0);
    }
}
