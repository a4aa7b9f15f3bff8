//! Moments in UTC that all stand at midnight of one other zone: days, to all appearance, that a program has moved to UTC.

use super::super::dates::{self, DAY, DateOrder};
use super::super::options::{DayMeaning, ReadOptions};
use super::super::question::{Answer, Question, Subject};
use super::Notes;
use outturn_core::table::{Column, Values};

const HOUR: i64 = DAY / 24;
/// So many rows at one time of day are no chance.
const LEAST: usize = 3;
/// Midnights of zones ahead of UTC, in half hours of UTC: New Zealand, Sydney, Japan, China, Thailand, India, Moscow, Athens, Berlin,
/// and that of London, which is one in summer only. In zones behind UTC the day is the same.
const MIDNIGHTS: [i64; 10] = [26, 28, 30, 32, 34, 37, 42, 44, 46, 48];

/// Whether the texts of a column name their zones, and so say their days themselves where these are wanted.
pub(super) fn name_zones(name: &str, column: &Column, options: &ReadOptions) -> bool {
    let Column::Text(text) = column else {
        return false;
    };
    let names = |entry: &str| {
        let moment = dates::parse(entry.trim().as_bytes(), DateOrder::DayFirst);
        moment.is_some_and(|moment| moment.zoned && moment.ahead != 0)
    };
    options.column(name).days == Some(DayMeaning::AsWritten) && text.entries().any(names)
}

/// Asks what such moments are, or makes them the days that they are.
pub(super) fn settle(name: &str, column: &mut Column, options: &ReadOptions, notes: &mut Notes) {
    let Column::Timestamp(values) = column else {
        return;
    };
    match options.column(name).days {
        Some(DayMeaning::Moments) => {}
        Some(DayMeaning::AsWritten) => {
            let next = |at: i64| at + (-at).rem_euclid(DAY);
            *values = values.iter().map(|at| at.map(next)).collect();
        }
        None if are_midnights(values) => notes.questions.push(question(name, values)),
        None => {}
    }
}

/// Whether all stand at one midnight of a zone ahead of UTC; two an hour apart are one, in summer and in winter.
fn are_midnights(values: &Values<i64>) -> bool {
    let mut all = values.iter().flatten();
    let Some(first) = all.next() else {
        return false;
    };
    let time = time_of_day;
    let of_first = time(first);
    if of_first % (HOUR / 2) != 0 || of_first <= DAY / 2 {
        return false;
    }
    let (mut low, mut high, mut rows) = (of_first, of_first, 1);
    let mut last = first;
    for at in all {
        (low, high, rows) = (low.min(time(at)), high.max(time(at)), rows + 1);
        if high - low > HOUR || time(at) % (HOUR / 2) != 0 || at == last {
            return false;
        }
        last = at;
    }
    let known = MIDNIGHTS.contains(&(high / (HOUR / 2)));
    let summer = low != high && high - low == HOUR && changes_with_the_season(values, low);
    rows >= LEAST && known && (low == high && low < DAY || summer)
}

/// Time of day, that of midnight in UTC as the end of the day before.
fn time_of_day(at: i64) -> i64 {
    match at.rem_euclid(DAY) {
        0 => DAY,
        time => time,
    }
}

/// Whether a time of day is that of summer in the north, or of summer in the south.
fn changes_with_the_season(values: &Values<i64>, early: i64) -> bool {
    let is_early = |at: i64| time_of_day(at) == early;
    let month = |at: i64| {
        use chrono::Datelike;
        chrono::DateTime::from_timestamp_micros(at + DAY / 2).map_or(0, |at| at.month())
    };
    let fits = |summer: [u32; 5], winter: [u32; 5]| {
        values.iter().flatten().all(|at| {
            let month = month(at);
            !(summer.contains(&month) && !is_early(at) || winter.contains(&month) && is_early(at))
        })
    };
    const NORTH: [u32; 5] = [5, 6, 7, 8, 9];
    const SOUTH: [u32; 5] = [11, 12, 12, 1, 2];
    // South of the equator only Australia and New Zealand, far ahead of UTC, have a summer time.
    if early < 16 * HOUR {
        fits(SOUTH, NORTH)
    } else {
        fits(NORTH, SOUTH)
    }
}

fn question(name: &str, values: &Values<i64>) -> Question {
    const EXAMPLES: usize = 5;
    let choices = [DayMeaning::AsWritten, DayMeaning::Moments].map(Answer::Days);
    let first = values.iter().flatten().take(EXAMPLES);
    Question {
        subject: Subject::Days,
        column: Some(name.to_owned()),
        also: Vec::new(),
        examples: first.map(super::shown).collect(),
        guess: choices[0].clone(),
        choices: choices.to_vec(),
    }
}
