use super::run::HOUR;
use super::*;
use crate::calendar::moment_of;
use chrono::Datelike;
use rstest::rstest;

fn period(day: &str, grain: Grain) -> Span {
    Period::containing_date(day.parse().unwrap(), grain).span()
}

fn log(texts: &[&str]) -> Coverage {
    let moments = texts.iter().map(|text| {
        let (day, hour) = text.split_once(' ').unwrap();
        let midnight = moment_of(day.parse().unwrap());
        Timestamp(midnight.0 + hour.parse::<i64>().unwrap() * HOUR)
    });
    Coverage::of_log(moments).unwrap()
}

fn values(days: &[&str]) -> Coverage {
    let moments = days.iter().map(|day| moment_of(day.parse().unwrap()));
    Coverage::of_values(moments, Calendar::default()).unwrap()
}

#[rstest]
#[case(&["2026-01-01", "2026-02-01", "2026-03-01"], "2026-03-01", Grain::Month, true)]
#[case(&["2026-01-31", "2026-02-28", "2026-04-30"], "2026-04-01", Grain::Month, true)]
#[case(&["2026-01-01", "2026-02-01"], "2026-01-01", Grain::Quarter, false)]
#[case(&["2026-01-01", "2026-02-01", "2026-03-01"], "2026-01-01", Grain::Quarter, true)]
#[case(&["2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01"], "2025-10-01", Grain::Quarter, false)]
#[case(&["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"], "2026-03-23", Grain::Week, true)]
#[case(&["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"], "2026-03-01", Grain::Month, false)]
#[case(&["2020-01-01", "2021-01-01", "2022-01-01"], "2022-01-01", Grain::Year, true)]
#[case(&["2024-01-01", "2024-07-01", "2025-01-01"], "2024-01-01", Grain::Year, true)]
#[case(&["2024-01-01", "2024-07-01", "2025-01-01"], "2025-01-01", Grain::Year, false)]
#[case(&["2024-01-01", "2024-07-01", "2025-01-01"], "2024-01-01", Grain::Quarter, false)]
#[case(&["2024-06-30", "2024-12-31", "2025-06-30", "2025-12-31"], "2025-01-01", Grain::Year, true)]
#[case(&["2026-01-01", "2026-02-01", "2026-03-01"], "2026-03-01", Grain::Day, false)]
#[case(&["2026-01-01", "2026-02-01", "2026-03-01"], "2026-02-02", Grain::Week, false)]
#[case(&["2026-03-01"], "2026-03-01", Grain::Month, true)]
#[case(&["2026-03-02"], "2026-03-01", Grain::Month, false)]
#[case(&["2026-03-30", "2026-03-31"], "2026-03-31", Grain::Day, true)]
#[case(&["2026-03-30", "2026-03-31"], "2026-03-01", Grain::Month, false)]
fn values_cover_what_they_are_of(
    #[case] days: &[&str],
    #[case] day: &str,
    #[case] grain: Grain,
    #[case] covers: bool,
) {
    assert_eq!(values(days).covers(period(day, grain)), covers);
}

/// Working days from Monday 2 March 2026 to Friday the 27th: the weeks are whole, and the month is not, for two working days lack.
#[test]
fn a_weekend_without_rows_is_no_silence() {
    let days = (2..=27).map(|day| format!("2026-03-{day:02}"));
    let working = days.filter(|day| {
        let day: NaiveDate = day.parse().unwrap();
        day.weekday().num_days_from_monday() < 5
    });
    let working: Vec<String> = working.collect();
    let coverage = values(&working.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(coverage.covers(period("2026-03-27", Grain::Week)));
    assert!(!coverage.covers(period("2026-03-27", Grain::Month)));
}

/// Rows every other day, the last on the 29th at ten: two and a half days are left, a silence of two is usual and a tenth is three.
#[rstest]
#[case(29, false)]
#[case(30, true)]
fn a_log_may_be_silent_as_long_as_before(#[case] last: u32, #[case] covers: bool) {
    let first = if last.is_multiple_of(2) { 2 } else { 1 };
    let rows: Vec<String> = (first..=last)
        .step_by(2)
        .map(|day| format!("2026-03-{day:02} 10"))
        .collect();
    let coverage = log(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(
        coverage.covers(Span {
            start: "2026-03-03".parse().unwrap(),
            ..period("2026-03-01", Grain::Month)
        }),
        covers
    );
}

/// An incident every eight days to 25 September: a tenth of the quarter would be nine days of silence, and its September has only three.
/// Nor is it over where something else shows that the month has passed without a row.
#[rstest]
#[case::unfinished("2026-09-25 10", None, false)]
#[case::finished("2026-09-29 10", None, true)]
#[case::seen_to_the_end("2026-09-25 10", Some("2026-10-01"), true)]
#[case::a_month_without_a_row("2026-08-25 10", Some("2026-10-01"), false)]
fn a_quarter_is_over_when_its_last_month_is(
    #[case] last: &str,
    #[case] seen: Option<&str>,
    #[case] covers: bool,
) {
    let mut rows = vec!["2026-03-01 0", "2026-04-17 0"];
    let eights = [
        "2026-06-30 9",
        "2026-07-08 9",
        "2026-07-16 9",
        "2026-08-01 9",
        "2026-08-17 9",
    ];
    rows.extend(eights.iter().chain([&last]));
    let seen = seen.map(|end| Span {
        start: "2026-06-01".parse().unwrap(),
        end: end.parse().unwrap(),
    });
    let rare = log(&rows).witnessed(seen);
    let over = [Grain::Month, Grain::Quarter].map(|grain| rare.covers(period("2026-09-01", grain)));
    assert_eq!(over, [covers; 2]);
}

/// Months, quarters and days to the first of December: none that ends later is over, and a part of a month is no part of one.
#[test]
fn nothing_is_over_that_ends_after_today() {
    let today = "2026-12-01".parse().unwrap();
    let months = values(&["2026-10-01", "2026-11-01", "2026-12-01"])
        .until(today)
        .unwrap();
    assert!(months.covers(period("2026-11-01", Grain::Month)));
    assert!(!months.covers(period("2026-12-01", Grain::Month)));
    assert_eq!(months.days().end, "2026-12-02".parse().unwrap());
    assert_eq!(
        months.whole_days(period("2026-10-01", Grain::Quarter)),
        None
    );
    assert!(months.is_within_whole_step(period("2026-11-01", Grain::Day)));
    assert!(!months.is_within_whole_step(period("2026-12-01", Grain::Day)));
    // Not quite two days of silence are usual, and less is left: a log is no more over than a series.
    let rows: Vec<String> = (1..=29)
        .step_by(2)
        .map(|day| format!("2026-11-{day:02} 9"))
        .collect();
    let log = log(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let november = period("2026-11-01", Grain::Month);
    let early = "2026-11-29".parse().unwrap();
    assert!(log.covers(november));
    assert!(!log.until(early).unwrap().covers(november));
}

/// Six incidents, at most 16 days apart: that none came after the 18th proves nothing, until another file goes to the end of the month.
#[test]
fn another_file_shows_that_the_time_has_passed() {
    let rare = log(&[
        "2026-01-05 9",
        "2026-01-20 9",
        "2026-02-03 9",
        "2026-02-15 9",
        "2026-03-03 9",
        "2026-03-18 9",
    ]);
    let march = period("2026-03-01", Grain::Month);
    assert!(!rare.covers(march));
    assert!(
        rare.clone()
            .witnessed(Some(period("2026-03-01", Grain::Quarter)))
            .covers(march)
    );
    // Sixteen days of silence do not say that nothing happened in three months.
    let later = Some(period("2026-01-01", Grain::Year));
    assert!(
        !rare
            .witnessed(later)
            .covers(period("2026-04-01", Grain::Month))
    );
}

#[test]
fn what_is_not_there_covers_nothing() {
    assert_eq!(Coverage::of_log([]), None);
    assert_eq!(Coverage::of_values([], Calendar::default()), None);
    let march = values(&["2026-03-02"]);
    assert!(!march.covers(period("2026-02-01", Grain::Month)));
    assert_eq!(march.observed(period("2026-02-01", Grain::Month)), None);
}

#[test]
fn the_ends_of_the_calendar_are_no_panic() {
    let ends = Coverage::of_log([Timestamp(i64::MIN), Timestamp(i64::MAX)]).unwrap();
    assert!(ends.covers(period("2026-03-01", Grain::Day)));
}

/// A file of January and one of April: nothing is known of the months between, though no row says so. Two that follow one another
/// are one.
#[test]
fn files_with_a_gap_between_them_cover_no_quarter() {
    let daily = |month: u32, days: u32| {
        let rows: Vec<String> = (1..=days)
            .map(|day| format!("2026-{month:02}-{day:02} 9"))
            .collect();
        log(&rows.iter().map(String::as_str).collect::<Vec<_>>())
    };
    let apart = Coverage::joined([daily(4, 30), daily(1, 31)]).unwrap();
    assert!(apart.covers(period("2026-01-01", Grain::Month)));
    assert!(!apart.covers(period("2026-02-01", Grain::Month)));
    assert!(!apart.covers(period("2026-01-01", Grain::Quarter)));
    let year = period("2026-01-01", Grain::Year);
    assert_eq!(apart.seconds(year), 61.0 * 86_400.0);
    assert_eq!(apart.whole_days(year), None);
    let together = Coverage::joined([daily(1, 31), daily(2, 28), daily(3, 31)]).unwrap();
    assert!(together.covers(period("2026-01-01", Grain::Quarter)));
}

#[test]
fn a_month_without_a_value_is_a_gap() {
    let months = values(&["2026-01-01", "2026-02-01", "2026-04-01", "2026-05-01"]);
    assert!(!months.covers(period("2026-03-01", Grain::Month)));
    assert!(!months.covers(period("2026-01-01", Grain::Quarter)));
    assert!(months.covers(period("2026-04-01", Grain::Month)));
}

/// Months say nothing of 15 February to 20 March, though they hold it; nor do quarters of a fiscal year from another month.
#[rstest]
#[case("2026-02-01", "2026-04-01", true)]
#[case("2026-02-15", "2026-03-21", false)]
#[case("2026-02-01", "2026-03-29", false)]
#[case("2026-01-15", "2026-05-20", true)]
fn what_begins_within_a_step_is_not_covered(
    #[case] start: &str,
    #[case] end: &str,
    #[case] covers: bool,
) {
    let months = values(&[
        "2026-01-01",
        "2026-02-01",
        "2026-03-01",
        "2026-04-01",
        "2026-05-01",
    ]);
    let span = Span {
        start: start.parse().unwrap(),
        end: end.parse().unwrap(),
    };
    assert_eq!(months.covers(span), covers);
}

/// Closed on the last day of quarters that begin in February: the four are the fiscal year, and the days of all of them are its days.
#[test]
fn fiscal_quarters_are_those_of_the_calendar() {
    let fiscal = Calendar {
        year_begins: 2,
        ..Calendar::default()
    };
    let days = ["2025-04-30", "2025-07-31", "2025-10-31", "2026-01-31"];
    let moments = days.iter().map(|day| moment_of(day.parse().unwrap()));
    let quarters = Coverage::of_values(moments, fiscal).unwrap();
    let year = fiscal
        .period("2025-06-01".parse().unwrap(), Grain::Year)
        .span();
    assert!(quarters.covers(year));
    assert_eq!(quarters.days(), year);
}

/// A bill of every day from January to June without its April: the second quarter is not known, its months that are there are.
#[test]
fn a_month_that_lacks_in_daily_values_is_a_gap() {
    let first: NaiveDate = "2026-01-01".parse().unwrap();
    let days = first.iter_days().take(181).filter(|day| day.month() != 4);
    let days: Vec<String> = days.map(|day| day.to_string()).collect();
    let coverage = values(&days.iter().map(String::as_str).collect::<Vec<_>>());
    for (day, grain, covers) in [
        ("2026-02-01", Grain::Quarter, true),
        ("2026-05-01", Grain::Quarter, false),
        ("2026-04-01", Grain::Month, false),
        ("2026-05-01", Grain::Month, true),
        ("2026-06-01", Grain::Month, true),
        ("2026-05-01", Grain::Year, false),
    ] {
        assert_eq!(coverage.covers(period(day, grain)), covers, "{day}");
    }
    let second_quarter = period("2026-05-01", Grain::Quarter);
    assert_eq!(coverage.seconds(second_quarter), 61.0 * 86_400.0);
}

/// Values of every few days have no gap where one comes later than usual, nor have those of every day over a holiday.
#[test]
fn what_comes_seldom_has_no_gaps() {
    let seldom = values(&["2026-01-02", "2026-01-06", "2026-01-30", "2026-02-03"]);
    assert!(seldom.covers(period("2026-01-10", Grain::Week)));
    let days = (1..=24).map(|day| format!("2026-12-{day:02}"));
    let days: Vec<String> = days.chain(["2026-12-31".to_owned()]).collect();
    let holiday = values(&days.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(holiday.covers(period("2026-12-01", Grain::Month)));
}
