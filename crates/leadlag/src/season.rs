//! Patterns of the calendar: weekdays, month ends, quarters, holidays.
//!
//! Two series that only share a calendar look as if one led the other: a peak of orders each October "leads" a peak of revenue each
//! December by two months. What a series does each year is therefore taken out of it before it is compared, where it can be told from
//! chance and where there are at least about two years to tell it from.

use super::pattern::{self, Shape};
use chrono::{Datelike, NaiveDate};
use outturn_core::calendar::{Grain, Period, is_of_order};
use serde::{Deserialize, Serialize};

/// A division of the calendar that values may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Season {
    /// Monday to Sunday.
    DaysOfWeek,
    /// From the first of the month and from its last day.
    DaysOfMonth,
    /// From the first day of the quarter and from its last.
    DaysOfQuarter,
    /// 1 January to 31 December.
    DaysOfYear,
    /// From the week in which the month ends.
    WeeksOfMonth,
    /// From the beginning of the quarter and from its end.
    WeeksOfQuarter,
    /// ISO weeks.
    WeeksOfYear,
    /// First, second and third.
    MonthsOfQuarter,
    /// January to December.
    MonthsOfYear,
    /// First to fourth.
    QuartersOfYear,
}

/// What is known of a season.
struct Facts {
    season: Season,
    grain: Grain,
    /// Length of a cycle in steps of the grain, rounded down.
    steps: usize,
    /// Its parts: `months of the year`.
    parts: &'static str,
    /// How often it comes round: `12 months`.
    every: &'static str,
    /// A shorter season that has no part this one has not.
    includes: Option<Season>,
    /// The exact length of the cycle in steps, where values may follow it as a wave: winter and summer.
    wave: Option<f64>,
}

/// By grain, the shorter cycle first. Years have no season.
#[rustfmt::skip]
const SEASONS: [Facts; 10] = [
    Facts { season: Season::DaysOfWeek, grain: Grain::Day, steps: 7, parts: "days of the week", every: "7 days", includes: None, wave: None },
    Facts { season: Season::DaysOfMonth, grain: Grain::Day, steps: 30, parts: "days of the month", every: "month", includes: None, wave: None },
    Facts { season: Season::DaysOfQuarter, grain: Grain::Day, steps: 91, parts: "days of the quarter", every: "quarter", includes: Some(Season::DaysOfMonth), wave: None },
    Facts { season: Season::DaysOfYear, grain: Grain::Day, steps: 365, parts: "days of the year", every: "365 days", includes: Some(Season::DaysOfQuarter), wave: Some(365.2425) },
    Facts { season: Season::WeeksOfMonth, grain: Grain::Week, steps: 4, parts: "weeks of the month", every: "month", includes: None, wave: None },
    Facts { season: Season::WeeksOfQuarter, grain: Grain::Week, steps: 13, parts: "weeks of the quarter", every: "13 weeks", includes: Some(Season::WeeksOfMonth), wave: None },
    Facts { season: Season::WeeksOfYear, grain: Grain::Week, steps: 52, parts: "weeks of the year", every: "52 weeks", includes: Some(Season::WeeksOfQuarter), wave: Some(52.1775) },
    Facts { season: Season::MonthsOfQuarter, grain: Grain::Month, steps: 3, parts: "months of the quarter", every: "3 months", includes: None, wave: None },
    Facts { season: Season::MonthsOfYear, grain: Grain::Month, steps: 12, parts: "months of the year", every: "12 months", includes: Some(Season::MonthsOfQuarter), wave: Some(12.0) },
    Facts { season: Season::QuartersOfYear, grain: Grain::Quarter, steps: 4, parts: "quarters of the year", every: "4 quarters", includes: None, wave: None },
];

/// Added to the number of a part that is counted from the end.
const FROM_THE_END: u32 = 100;

impl Season {
    /// Those of periods that begin with one, the shorter cycle first. Steps without dates have no calendar.
    pub(super) fn of(from: Period) -> impl Iterator<Item = Self> {
        let dated = !is_of_order(from.start());
        SEASONS
            .iter()
            .filter(move |facts| dated && facts.grain == from.grain())
            .map(|facts| facts.season)
    }

    fn facts(self) -> Option<&'static Facts> {
        SEASONS.iter().find(|facts| facts.season == self)
    }

    /// Its parts, in the plural: `months of the year`.
    #[must_use]
    pub fn parts(self) -> &'static str {
        self.facts().map_or("", |facts| facts.parts)
    }

    /// How often it comes round, to stand after "every": `12 months`.
    #[must_use]
    pub fn every(self) -> &'static str {
        self.facts().map_or("", |facts| facts.every)
    }

    /// The length of a cycle, in steps of its grain.
    pub(super) fn steps(self) -> usize {
        self.facts().map_or(1, |facts| facts.steps)
    }

    /// The exact length of a cycle that values may follow as a wave, in steps.
    fn wave(self) -> Option<f64> {
        self.facts().and_then(|facts| facts.wave)
    }

    /// Whether taking this one out takes out the other.
    pub(super) fn includes(self, other: Self) -> bool {
        let shorter = self.facts().and_then(|facts| facts.includes);
        shorter.is_some_and(|shorter| shorter == other || shorter.includes(other))
    }

    /// The part of the cycle that a period is, as a number.
    fn part(self, period: Period) -> u32 {
        let start = period.start();
        match self {
            Self::DaysOfWeek => start.weekday().num_days_from_monday(),
            Self::DaysOfMonth => from_the_nearer_end(start, Grain::Month, 1),
            Self::DaysOfQuarter => from_the_nearer_end(start, Grain::Quarter, 1),
            Self::DaysOfYear => start.month() * 100 + start.day(),
            Self::WeeksOfMonth => days_left(start, Grain::Month) / 7,
            Self::WeeksOfQuarter => from_the_nearer_end(start, Grain::Quarter, 7),
            Self::WeeksOfYear => start.iso_week().week(),
            Self::MonthsOfQuarter => start.month0() % 3,
            Self::MonthsOfYear => start.month0(),
            Self::QuartersOfYear => start.month0() / 3,
        }
    }

    /// The periods of `from..from + n` by their part of the cycle, each part a list of places in order of time.
    pub(super) fn parts_of(self, from: Period, n: usize) -> Vec<Vec<usize>> {
        let mut parts = std::collections::BTreeMap::<u32, Vec<usize>>::new();
        for place in 0..n {
            let part = self.part(from.shifted(place as i32));
            parts.entry(part).or_default().push(place);
        }
        parts.into_values().collect()
    }
}

/// Whole days between a day and the last of the month or quarter it is in. Of the Monday of the week that holds the last they are
/// fewer than seven.
fn days_left(day: NaiveDate, of: Grain) -> u32 {
    let end = Period::containing_date(day, of).span().end;
    u32::try_from((end - day).num_days() - 1).unwrap_or(0)
}

/// Steps of so many days from the beginning of the month or quarter in its first half, from its end in the second, so that both its ends
/// are parts of their own whatever its length.
fn from_the_nearer_end(day: NaiveDate, of: Grain, step: u32) -> u32 {
    let begun = (day - Period::containing_date(day, of).start()).num_days();
    let (begun, left) = (u32::try_from(begun).unwrap_or(0), days_left(day, of));
    if begun <= left {
        begun / step
    } else {
        FROM_THE_END + left / step
    }
}

/// A pattern that shows: what it follows, and how it is taken out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    season: Season,
    shape: Shape,
}

/// What was taken out of a series, and what could not be.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Calm {
    /// What was taken out.
    pub(super) found: Vec<Found>,
    /// Independent values that this cost.
    pub(super) lost: usize,
    /// What comes round alike and could not be taken out: there are fewer than two cycles, or it changes too much from one to the next.
    pub(super) repeating: Vec<Season>,
    /// What there are fewer than two cycles of.
    pub(super) unseen: Vec<Season>,
}

impl Calm {
    /// What was taken out.
    pub(super) fn seasons(&self) -> Vec<Season> {
        self.found.iter().map(|found| found.season).collect()
    }
}

/// Whether there are about two cycles among so many values. A change takes two periods, so that two years have 23 changes.
fn twice(season: Season, values: usize) -> bool {
    values + 1 >= 2 * season.steps()
}

/// The patterns that show in values by period from `from` on, beside those `known` to be in them; NaN stands for none.
pub(super) fn find(from: Period, values: &[f64], known: Vec<Found>) -> Vec<Found> {
    let mut found = known;
    let mut rest = without(from, values, &found).0;
    let tried = Season::of(from).count();
    for season in Season::of(from).filter(|season| twice(*season, values.len())) {
        let known = |shape| found.contains(&Found { season, shape });
        let shape = if known(Shape::Means) {
            None
        } else if pattern::shows(&rest, &season.parts_of(from, values.len()), tried) {
            Some(Shape::Means)
        } else {
            let wave = season.wave().map(Shape::Wave).filter(|wave| !known(*wave));
            wave.filter(|wave| wave.shows(&rest, tried))
        };
        if let Some(shape) = shape {
            found = joined(&found, &[Found { season, shape }]);
            rest = without(from, values, &found).0;
        }
    }
    found
}

/// The patterns of both, each once: means take a wave along, and a season those that it includes.
pub(super) fn joined(a: &[Found], b: &[Found]) -> Vec<Found> {
    let all: Vec<&Found> = a.iter().chain(b).collect();
    let within = |one: &Found, other: &Found| {
        let wave = one.season == other.season && one.shape != Shape::Means;
        other.shape == Shape::Means && (wave || other.season.includes(one.season))
    };
    SEASONS
        .iter()
        .filter_map(|facts| {
            let mut own = all.iter().filter(|found| found.season == facts.season);
            own.find(|one| !all.iter().any(|other| within(one, other)))
        })
        .map(|found| (*found).clone())
        .collect()
}

/// The values without these patterns, as far as there are two cycles of each, and what that means.
pub(super) fn without(from: Period, values: &[f64], found: &[Found]) -> (Vec<f64>, Calm) {
    let mut rest = values.to_vec();
    let mut calm = Calm::default();
    for of in found.iter().filter(|of| twice(of.season, values.len())) {
        let parts = of.season.parts_of(from, values.len());
        calm.lost += of.shape.remove(&mut rest, &parts);
        calm.found.push(of.clone());
    }
    let unseen = Season::of(from).filter(|season| !twice(*season, values.len()));
    calm.unseen = unseen.collect();
    let recurs = |season: &Season| pattern::recurs(&rest, &season.parts_of(from, values.len()));
    let suspect = calm
        .seasons()
        .into_iter()
        .chain(calm.unseen.iter().copied());
    calm.repeating = suspect.filter(recurs).collect();
    (rest, calm)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // in a test a panic is the report
mod tests {
    use super::*;
    use rstest::rstest;

    /// Days and weeks by where they are in 2025, whose quarters begin on a Wednesday, two Tuesdays and a Wednesday.
    #[rstest]
    #[case::first_days(Season::DaysOfMonth, "2025-01-01", "2025-02-01", true)]
    #[case::last_days(Season::DaysOfMonth, "2025-01-31", "2025-02-28", true)]
    #[case::first_and_last_day(Season::DaysOfMonth, "2025-01-01", "2025-01-31", false)]
    #[case::two_days_before_the_end(Season::DaysOfMonth, "2025-01-29", "2025-02-26", true)]
    #[case::the_same_number_late_in_a_shorter_month(
        Season::DaysOfMonth,
        "2025-01-15",
        "2025-02-15",
        false
    )]
    #[case::as_far_from_the_end(Season::DaysOfMonth, "2025-01-18", "2025-02-15", true)]
    #[case::quarter_ends(Season::DaysOfQuarter, "2025-03-31", "2025-06-30", true)]
    #[case::month_ends_are_no_quarter_ends(
        Season::DaysOfQuarter,
        "2025-03-31",
        "2025-04-30",
        false
    )]
    #[case::days_of_two_years(Season::DaysOfYear, "2024-12-24", "2025-12-24", true)]
    #[case::the_same_day_of_another_month(Season::DaysOfYear, "2025-01-15", "2025-02-15", false)]
    #[case::first_months(Season::MonthsOfQuarter, "2025-01-01", "2025-04-01", true)]
    #[case::first_and_second_month(Season::MonthsOfQuarter, "2025-01-01", "2025-02-01", false)]
    #[case::the_day_after(Season::DaysOfYear, "2025-01-31", "2025-02-01", false)]
    #[case::weeks_in_which_a_month_ends(Season::WeeksOfMonth, "2025-01-27", "2025-03-31", true)]
    #[case::a_month_that_ends_with_its_week(Season::WeeksOfMonth, "2025-08-25", "2025-10-27", true)]
    #[case::the_week_before(Season::WeeksOfMonth, "2025-01-20", "2025-01-27", false)]
    #[case::two_weeks_before(Season::WeeksOfMonth, "2025-01-13", "2025-06-16", true)]
    #[case::first_whole_weeks(Season::WeeksOfQuarter, "2025-01-06", "2025-04-07", true)]
    #[case::second_weeks(Season::WeeksOfQuarter, "2025-01-13", "2025-04-07", false)]
    #[case::last_weeks(Season::WeeksOfQuarter, "2025-03-31", "2025-06-30", true)]
    #[case::weeks_that_begin_in_the_last_days(
        Season::WeeksOfQuarter,
        "2025-09-29",
        "2025-12-29",
        true
    )]
    #[case::last_but_one(Season::WeeksOfQuarter, "2025-09-22", "2025-12-22", true)]
    #[case::first_and_last_week(Season::WeeksOfQuarter, "2025-07-07", "2025-09-29", false)]
    #[case::quarters(Season::QuartersOfYear, "2024-04-01", "2025-04-01", true)]
    #[case::other_quarters(Season::QuartersOfYear, "2025-01-01", "2025-04-01", false)]
    fn a_part_comes_round(
        #[case] season: Season,
        #[case] one: &str,
        #[case] other: &str,
        #[case] same: bool,
    ) {
        let grain = season.facts().unwrap().grain;
        let part = |day: &str| season.part(Period::containing_date(day.parse().unwrap(), grain));
        assert_eq!(part(one) == part(other), same);
    }
}
