//! Which period a card shows, whether it is over, and what it is compared with.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

#[path = "common/tables.rs"]
mod tables;

use chrono::NaiveDate;
use outturn_core::calendar::{Calendar, Grain, Period, Span, Zone, moment_of};
use outturn_core::units::Timestamp;
use outturn_format::Locale;
use outturn_import::{DayMeaning, ReadOptions};
use outturn_metrics::scorecard::{
    Card, Choice, Settings, Shared, Standing, Status, When, card, cards,
};
use outturn_metrics::{Metric, Sources};
use outturn_report::narrative::{when_to_date, why_no_verdict};
use rstest::rstest;
use std::fmt::Write;
use tables::sources;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn month(text: &str) -> Period {
    Period::containing_date(day(text), Grain::Month)
}

fn one(sources: &Sources, id: &str, grain: Grain, when: When) -> Card {
    let choice = Choice { grain, when };
    card(
        &Metric::find(id).unwrap(),
        sources,
        choice,
        &Settings::default(),
        25,
    )
}

/// Deployments at nine of every day from one date to another.
fn daily(first: &str, last: &str) -> String {
    let days = day(first).iter_days().take_while(|d| *d <= day(last));
    days.fold(
        "id,environment,status,finished_at\n".to_owned(),
        |mut csv, d| {
            writeln!(csv, "d{d},production,success,{d}T09:00:00Z").unwrap();
            csv
        },
    )
}

/// A series of one value a month.
fn monthly(name: &str, first: &str, values: &[f64]) -> String {
    let mut period = month(first);
    let mut csv = "date,metric,value\n".to_owned();
    for value in values {
        writeln!(csv, "{},{name},{value}", period.start()).unwrap();
        period = period.next();
    }
    csv
}

const DAILY_DEPLOYS: &[u8] = include_bytes!("data/cases/01-running-period-rate/daily_deploys.csv");

/// One deployment a day, 1 February to 10 March: seven a week in every period, whole or not. Derived in the folder's origin: 2 ÷ (2 ÷ 7),
/// 10 ÷ (10 ÷ 7), 28 ÷ 4.
#[rstest]
#[case(Grain::Week, "2026-03-09", Standing::Part)]
#[case(Grain::Week, "2026-03-02", Standing::Whole)]
#[case(Grain::Week, "2026-01-26", Standing::Part)]
#[case(Grain::Month, "2026-03-01", Standing::Part)]
#[case(Grain::Month, "2026-02-01", Standing::Whole)]
#[case(Grain::Quarter, "2026-01-01", Standing::Part)]
#[case(Grain::Year, "2026-01-01", Standing::Part)]
fn a_rate_is_of_the_days_there_is_data_for(
    #[case] grain: Grain,
    #[case] start: &str,
    #[case] standing: Standing,
) {
    let sources = sources(&[("deploys.csv", DAILY_DEPLOYS)]);
    let period = Period::containing_date(day(start), grain);
    let card = one(&sources, "deployment_frequency", grain, When::At(period));
    assert!(
        (card.value.unwrap() - 7.0).abs() < 1e-12,
        "{:?}",
        card.value
    );
    assert_eq!(card.standing, standing);
    let judged = standing == Standing::Whole;
    assert!(
        judged || card.judged.status == Status::Unfinished,
        "{:?}",
        card.judged
    );
    assert!(judged || card.judged.score.is_none());
}

#[rstest]
#[case(Grain::Week, Some("2026-03-02"))]
#[case(Grain::Month, Some("2026-02-01"))]
#[case(Grain::Quarter, None)]
fn the_first_view_is_of_a_whole_period(#[case] grain: Grain, #[case] start: Option<&str>) {
    let sources = sources(&[("deploys.csv", DAILY_DEPLOYS)]);
    let card = one(&sources, "deployment_frequency", grain, When::Latest);
    let expected = start.map(|start| Period::containing_date(day(start), grain));
    assert_eq!(Shared::of(&sources, grain).complete, expected);
    assert!((card.value.unwrap() - 7.0).abs() < 1e-12);
    assert_eq!(card.to_date, expected.is_none());
    assert_eq!(
        card.judged.score.is_some(),
        grain == Grain::Week,
        "{:?}",
        card.judged
    );
}

/// 1 to 10 March against 1 to 10 February: seven a week in both.
#[test]
fn to_date_is_compared_with_the_same_days_of_the_period_before() {
    let sources = sources(&[("deploys.csv", DAILY_DEPLOYS)]);
    let card = one(&sources, "deployment_frequency", Grain::Month, When::ToDate);
    let before = card.previous.as_ref().unwrap();
    let part = Span {
        start: day("2026-02-01"),
        end: day("2026-02-11"),
    };
    assert_eq!(
        (before.part, before.to),
        (Some(part), (month("2026-02-01"), month("2026-02-01")))
    );
    assert!(before.change.abs() < 1e-12);
    assert_eq!(card.judged.status, Status::Met);
    assert!(card.to_date);
}

/// A deployment every other day from 2 May to 27 September: 75 in the 150 days from the first of May, of which May is whole. It is the
/// same rate of everything and of the year to date: 75 × 7 ÷ 150.
#[rstest]
#[case(Grain::Year, When::ToDate)]
#[case(Grain::Year, When::All)]
#[case(Grain::Month, When::All)]
fn the_same_rows_are_of_the_same_days(#[case] grain: Grain, #[case] when: When) {
    let days = day("2026-05-02").iter_days().step_by(2);
    let mut csv = "id,environment,status,finished_at\n".to_owned();
    for d in days.take_while(|d| *d <= day("2026-09-27")) {
        writeln!(csv, "d{d},production,success,{d}T09:00:00Z").unwrap();
    }
    let sources = sources(&[("deploys.csv", csv.as_bytes())]);
    let card = one(&sources, "deployment_frequency", grain, when);
    assert!((card.value.unwrap() - 3.5).abs() < 1e-12);
    assert_eq!(card.n, 75);
}

/// The file begins on 12 January: January is no whole month, and February has nothing to be compared with.
#[test]
fn the_first_period_may_lack_its_beginning() {
    let csv = daily("2026-01-12", "2026-02-28");
    let sources = sources(&[("deploys.csv", csv.as_bytes())]);
    let january = one(
        &sources,
        "deployment_frequency",
        Grain::Month,
        When::At(month("2026-01-01")),
    );
    assert_eq!((january.standing, january.to_date), (Standing::Part, false));
    assert_eq!(january.observed.unwrap().start, day("2026-01-12"));
    assert!((january.value.unwrap() - 7.0).abs() < 1e-12);
    let february = one(&sources, "deployment_frequency", Grain::Month, When::Latest);
    assert_eq!(
        (february.standing, february.previous),
        (Standing::Whole, None)
    );
}

/// Ten incidents in February and ten in the first five days of March: a count to date is compared with that of 1 to 5 February, or not at all.
#[test]
fn a_count_of_a_part_is_never_compared_with_a_whole() {
    let mut csv = "id,detected_at\n".to_owned();
    for d in day("2026-01-01")
        .iter_days()
        .take_while(|d| *d <= day("2026-03-05"))
    {
        writeln!(csv, "i{d},{d}T12:00:00Z").unwrap();
    }
    let sources = sources(&[("incidents.csv", csv.as_bytes())]);
    let named = one(
        &sources,
        "incident_count",
        Grain::Month,
        When::At(month("2026-03-01")),
    );
    assert_eq!(named.judged.status, Status::Unfinished);
    let part = named.previous.unwrap();
    assert_eq!((named.value, part.value), (Some(5.0), 5.0));
    assert_eq!(part.part.map(Span::days), Some(5.0));
}

/// Values of months dated the 1st, the middle or the last: each is of its month, so the last month is whole.
#[rstest]
#[case(&["2026-01-01", "2026-02-01", "2026-03-01"])]
#[case(&["2026-01-31", "2026-02-28", "2026-03-31"])]
#[case(&["2026-01-15", "2026-02-15", "2026-03-15"])]
fn a_monthly_value_is_of_its_month(#[case] dates: &[&str]) {
    let mut csv = "date,metric,value\n".to_owned();
    for date in dates {
        writeln!(csv, "{date},spend,100").unwrap();
    }
    let sources = sources(&[("spend.csv", csv.as_bytes())]);
    let spend = one(&sources, "spend", Grain::Month, When::Latest);
    assert_eq!(
        spend.periods,
        Some((month("2026-03-01"), month("2026-03-01")))
    );
    assert_eq!(
        (spend.standing, spend.to_date, spend.observed),
        (Standing::Whole, false, None)
    );
    let quarter = one(&sources, "spend", Grain::Quarter, When::Latest);
    assert_eq!(
        (quarter.standing, quarter.value),
        (Standing::Whole, Some(300.0))
    );
    let year = one(&sources, "spend", Grain::Year, When::Latest);
    assert!(year.to_date);
    assert_eq!(year.judged.score, None);
}

/// Sums of the six numbers of the file: 400 + 500 + 600, 6 + 7 + 8 and so on.
#[rstest]
#[case("spend", 1_500.0, 2_100.0)]
#[case("incident_count", 21.0, 33.0)]
fn monthly_totals_add_up(#[case] id: &str, #[case] quarter: f64, #[case] year: f64) {
    let file = include_bytes!("data/cases/02-monthly-totals-by-quarter/monthly_totals.csv");
    let sources = sources(&[("totals.csv", file.as_slice())]);
    let of = |grain, when| one(&sources, id, grain, when);
    let second = of(Grain::Quarter, When::Latest);
    assert_eq!(
        (second.value, second.standing),
        (Some(quarter), Standing::Whole)
    );
    let whole = of(Grain::Year, When::Latest);
    assert_eq!((whole.value, whole.to_date), (Some(year), true));
    assert_eq!(of(Grain::Month, When::All).value, Some(year));
    let first = Period::containing_date(day("2026-01-01"), Grain::Quarter);
    let half = of(Grain::Quarter, When::Between(first, first.next()));
    assert_eq!((half.value, half.standing), (Some(year), Standing::Whole));
}

/// Three series to March, one to January: March is shown, and the one is stale, with its age on it.
#[test]
fn data_that_ended_before_is_stale_and_not_scored() {
    let files = [
        monthly("spend", "2025-10-01", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]),
        monthly("mttr", "2025-10-01", &[7e3, 6e3, 5e3, 4e3, 3e3, 2e3]),
        monthly("error_rate", "2025-10-01", &[0.1, 0.1, 0.1, 0.1, 0.1, 0.1]),
        monthly("csat", "2025-10-01", &[4.0, 4.1, 4.2, 4.3]),
    ];
    let named: Vec<(&str, &[u8])> = ["a.csv", "b.csv", "c.csv", "d.csv"]
        .into_iter()
        .zip(files.iter().map(String::as_bytes))
        .collect();
    let sources = sources(&named);
    for when in [When::Latest, When::Own, When::All, When::ToDate] {
        let csat = one(&sources, "csat", Grain::Month, when);
        assert_eq!(
            (csat.judged.status, csat.judged.score),
            (Status::Stale, None),
            "{when:?}"
        );
        assert!(csat.value.is_some());
        assert_eq!(csat.previous, None, "of January, not of what is shown");
        let mttr = one(&sources, "mttr", Grain::Month, when);
        assert!(mttr.judged.score.is_some(), "{when:?}");
    }
    let csat = one(&sources, "csat", Grain::Month, When::Latest);
    assert_eq!(csat.periods.unwrap().0, month("2026-01-01"));
}

/// Of two metrics one has March: that is no more than half.
#[rstest]
#[case::two(&["mttr"], "2026-02-01")]
#[case::three(&["mttr", "spend"], "2026-03-01")]
fn more_than_half_have_the_period_that_is_shown(#[case] to_march: &[&str], #[case] shown: &str) {
    let mut files = vec![monthly("csat", "2026-01-01", &[4.0, 4.1])];
    files.extend(
        to_march
            .iter()
            .map(|id| monthly(id, "2026-01-01", &[7.0, 6.0, 5.0])),
    );
    let files: Vec<(&str, &[u8])> = ["a.csv", "b.csv", "c.csv"]
        .into_iter()
        .zip(files.iter().map(String::as_bytes))
        .collect();
    let shared = Shared::of(&sources(&files), Grain::Month);
    assert_eq!(shared.complete, Some(month(shown)));
}

/// Three days of January, or of February, beside a whole February: what has no whole month of its own is stale where it is older.
#[rstest]
#[case::older("2026-01-10", "2026-01-12", Status::Stale)]
#[case::as_old("2026-02-10", "2026-02-12", Status::Unfinished)]
fn a_metrics_own_last_period_may_be_a_part(
    #[case] first: &str,
    #[case] last: &str,
    #[case] status: Status,
) {
    let files = [
        daily(first, last),
        monthly("csat", "2026-01-01", &[4.0, 4.1]),
        monthly("spend", "2026-01-01", &[4.0, 4.1]),
        monthly("mttr", "2026-01-01", &[4.0, 4.1]),
    ];
    let files: Vec<(&str, &[u8])> = ["a.csv", "b.csv", "c.csv", "d.csv"]
        .into_iter()
        .zip(files.iter().map(String::as_bytes))
        .collect();
    let deployments = one(
        &sources(&files),
        "deployment_frequency",
        Grain::Month,
        When::Own,
    );
    assert_eq!(deployments.judged.status, status);
    assert_eq!(
        deployments.periods.unwrap().0,
        month(&format!("{}01", &first[..8]))
    );
}

/// On the first of March, March has begun; on the last of February it is ahead.
#[rstest]
#[case("2026-03-01", "2026-03-01")]
#[case("2026-02-28", "2026-02-01")]
fn a_month_runs_from_its_first_day(#[case] today: &str, #[case] running: &str) {
    let text = daily("2026-02-01", "2026-03-01");
    let mut sources = sources(&[("deploys.csv", text.as_bytes())]);
    sources.set_now(moment_of(day(today)));
    let shared = Shared::of(&sources, Grain::Month);
    assert_eq!(shared.running, Some(month(running)));
}

/// Sunspots of 1850 to 1899 beside deployments of 2026: what is scored is of one period.
#[test]
fn a_score_is_never_of_two_times() {
    let old = include_bytes!("data/cases/seen/far_past.csv");
    let new = include_bytes!("data/cases/seen/deploys.csv");
    let sources = sources(&[("old.csv", old.as_slice()), ("new.csv", new.as_slice())]);
    for grain in Grain::ALL {
        for when in [When::Latest, When::Own, When::All, When::ToDate] {
            let all = cards(&sources, Choice { grain, when }, &Settings::default());
            let scored = all.iter().filter(|card| card.judged.score.is_some());
            let years: Vec<_> = scored.map(|card| card.periods.unwrap().1).collect();
            assert!(
                years.windows(2).all(|two| two[0] == two[1]),
                "{grain:?} {when:?} {years:?}"
            );
        }
    }
}

/// Two days of March while other files go on: March is not whole, whatever the others do.
#[test]
fn another_file_does_not_complete_a_month() {
    let incidents = {
        let mut csv = "id,detected_at\n".to_owned();
        for d in day("2026-01-01")
            .iter_days()
            .take_while(|d| *d <= day("2026-03-02"))
        {
            writeln!(csv, "i{d},{d}T12:00:00Z").unwrap();
        }
        csv
    };
    let deploys = daily("2026-01-01", "2026-05-31");
    let sources = sources(&[
        ("i.csv", incidents.as_bytes()),
        ("d.csv", deploys.as_bytes()),
    ]);
    let march = one(
        &sources,
        "incident_count",
        Grain::Month,
        When::At(month("2026-03-01")),
    );
    assert_eq!((march.standing, march.to_date), (Standing::Part, true));
    let latest = one(&sources, "incident_count", Grain::Month, When::Latest);
    assert_eq!(
        (latest.standing, latest.periods.unwrap().0),
        (Standing::Stale, month("2026-02-01"))
    );
}

/// An outage from noon to midnight: half of one day, not a quarter of two.
#[rstest]
#[case("2026-03-03T00:00:00Z", 0.5)]
#[case("2026-03-03T00:00:01Z", 1.0 - 43_201.0 / 172_800.0)]
fn an_outage_until_midnight_observes_no_further_day(#[case] end: &str, #[case] value: f64) {
    let csv = format!("model,started_at,ended_at\nchurn,2026-03-02T12:00:00Z,{end}\n");
    let sources = sources(&[("outages.csv", csv.as_bytes())]);
    let card = one(&sources, "availability", Grain::Month, When::All);
    assert!(
        (card.value.unwrap() - value).abs() < 1e-12,
        "{:?}",
        card.value
    );
    // So is March: only the days observed count.
    let march = one(
        &sources,
        "availability",
        Grain::Month,
        When::At(month("2026-03-01")),
    );
    assert!((march.value.unwrap() - value).abs() < 1e-12);
    assert_eq!(march.judged.status, Status::Unfinished);
}

#[test]
fn a_document_of_before_opens_with_the_last_complete_period() {
    let choice: Choice = serde_json::from_str(r#"{"grain":"quarter","when":"latest"}"#).unwrap();
    assert_eq!(
        choice,
        Choice {
            grain: Grain::Quarter,
            when: When::Latest
        }
    );
}

/// A value of each month by a calendar, oldest first.
fn by_period(sources: &Sources, id: &str, grain: Grain) -> Vec<(String, f64)> {
    let metric = Metric::find(id).unwrap();
    let all = metric.by_period(sources, grain).unwrap();
    let known = all
        .into_iter()
        .filter_map(|(period, o)| Some((period.label(), o.value?)));
    known.collect()
}

/// Days written as local midnights: whoever wrote 2026-03-01T00:00:00+09:00 means the first of March. Values by the first seven
/// characters of the dates, from the folder's origin: by the days as they are written, and as moments in the zone of the workspace.
#[rstest]
#[case("local_midnight.csv", "series:signups", DayMeaning::AsWritten, 0, &[("Mar 2026", 4.5), ("Apr 2026", 4.0)])]
#[case("local_midnight.csv", "series:signups", DayMeaning::Moments, 540, &[("Mar 2026", 4.5), ("Apr 2026", 4.0)])]
#[case("cost_daily_dst.csv", "spend", DayMeaning::AsWritten, 0, &[("Mar 2026", 11.0), ("Apr 2026", 4.0)])]
#[case("cost_daily_dst.csv", "spend", DayMeaning::AsWritten, 120, &[("Mar 2026", 11.0), ("Apr 2026", 4.0)])]
#[case("cost_daily_dst.csv", "spend", DayMeaning::Moments, 120, &[("Mar 2026", 11.0), ("Apr 2026", 4.0)])]
fn days_begin_in_the_zone_of_the_workspace(
    #[case] file: &str,
    #[case] id: &str,
    #[case] meaning: DayMeaning,
    #[case] ahead_of_utc: i16,
    #[case] expected: &[(&str, f64)],
) {
    let root = env!("CARGO_MANIFEST_DIR");
    let path = format!("{root}/tests/data/cases/24-local-midnight/{file}");
    let bytes = std::fs::read(path).unwrap();
    let mut options = ReadOptions::default();
    options.columns.entry("date".into()).or_default().days = Some(meaning);
    let mut sources = tables::recognised_as(&[(file, &bytes)], &options).unwrap();
    sources.set_calendar(Calendar {
        ahead_of_utc,
        ..Calendar::default()
    });
    let found = by_period(&sources, id, Grain::Month);
    let found: Vec<(&str, f64)> = found
        .iter()
        .map(|(label, v)| (label.as_str(), *v))
        .collect();
    assert_eq!(found, expected);
}

/// At 23:30 in UTC it is the next day in Cairo and still the same in New York. A date is a date everywhere.
#[rstest]
#[case(120, &[("Mar 2026", 1.0), ("Apr 2026", 1.0)])]
#[case(-300, &[("Mar 2026", 2.0)])]
fn a_log_is_cut_at_local_midnight_and_dates_are_as_written(
    #[case] ahead_of_utc: i16,
    #[case] expected: &[(&str, f64)],
) {
    let csv = "id,detected_at\na,2026-03-31T12:00:00Z\nb,2026-03-31T23:30:00Z\n";
    let spend = monthly("spend", "2026-02-01", &[100.0, 200.0]);
    let mut sources = sources(&[("i.csv", csv.as_bytes()), ("s.csv", spend.as_bytes())]);
    sources.set_calendar(Calendar {
        ahead_of_utc,
        ..Calendar::default()
    });
    let found = by_period(&sources, "incident_count", Grain::Month);
    let found: Vec<(&str, f64)> = found
        .iter()
        .map(|(label, v)| (label.as_str(), *v))
        .collect();
    assert_eq!(found, expected);
    let spend = by_period(&sources, "spend", Grain::Month);
    assert_eq!(
        spend,
        [
            ("Feb 2026".to_owned(), 100.0),
            ("Mar 2026".to_owned(), 200.0)
        ]
    );
}

/// Spend of 100, 200 … 600 in the months from January: the fiscal year from April holds 400 + 500 + 600 of it in its first quarter.
#[test]
fn quarters_and_years_follow_the_fiscal_calendar() {
    let file = include_bytes!("data/cases/02-monthly-totals-by-quarter/monthly_totals.csv");
    let mut sources = sources(&[("totals.csv", file.as_slice())]);
    sources.set_calendar(Calendar {
        year_begins: 4,
        ..Calendar::default()
    });
    let quarters = by_period(&sources, "spend", Grain::Quarter);
    assert_eq!(
        quarters,
        [
            ("Q4 FY2026".to_owned(), 600.0),
            ("Q1 FY2027".to_owned(), 1_500.0)
        ]
    );
    let last = one(&sources, "spend", Grain::Quarter, When::Latest);
    assert_eq!(
        (last.period_label().as_str(), last.standing),
        ("Q1 FY2027", Standing::Whole)
    );
    let years = by_period(&sources, "spend", Grain::Year);
    assert_eq!(
        years,
        [("FY2026".to_owned(), 600.0), ("FY2027".to_owned(), 1_500.0)]
    );
}

/// One deployment a day: seven in every week, whichever day it begins on, and 28 or 35 in a month of weeks.
#[test]
fn weeks_and_months_of_weeks_follow_the_calendar() {
    let csv = daily("2026-01-01", "2026-06-30");
    let mut sources = sources(&[("d.csv", csv.as_bytes())]);
    let calendar = Calendar {
        week_begins: 6,
        year_begins: 2,
        weeks: true,
        ..Calendar::default()
    };
    sources.set_calendar(calendar);
    let week = one(&sources, "deployment_frequency", Grain::Week, When::Latest);
    assert_eq!(
        (week.period_label().as_str(), week.n),
        ("Week of 21 Jun 2026", 7)
    );
    let month = one(&sources, "deployment_frequency", Grain::Month, When::Latest);
    // The year begins on Sunday 1 February; its fifth month is four weeks from 31 May.
    assert_eq!((month.period_label().as_str(), month.n), ("P5 FY2027", 28));
    assert!((month.value.unwrap() - 7.0).abs() < 1e-12);
    let before = month.previous.unwrap();
    assert_eq!(
        (before.to.0.label().as_str(), before.part),
        ("P4 FY2027", None)
    );
}

/// Sixty cases a day of which each takes one minute less: an hour a day. In the 31 days of January 31 h a month, in 10 days of March 10 h in
/// 10 ÷ 31 of a month, which is 31 h a month too; cases completed are 60 a day in both.
#[rstest]
#[case("2026-01-01", 31.0)]
#[case("2026-02-01", 28.0)]
#[case("2026-03-01", 31.0)]
fn hours_a_month_and_cases_a_day_are_of_the_days_reported(#[case] start: &str, #[case] hours: f64) {
    let days = day("2026-01-01")
        .iter_days()
        .take_while(|d| *d <= day("2026-03-10"));
    let csv = days.fold(
        "period,volume,minutes_before,minutes_after,completed\n".to_owned(),
        |mut csv, d| {
            writeln!(csv, "{d},60,3,2,60").unwrap();
            csv
        },
    );
    let sources = sources(&[("cases.csv", csv.as_bytes())]);
    let of = |id| {
        one(&sources, id, Grain::Month, When::At(month(start)))
            .value
            .unwrap()
    };
    assert!(
        (of("work_removed") - hours).abs() < 1e-9,
        "{}",
        of("work_removed")
    );
    assert!(
        (of("case_throughput") - 60.0).abs() < 1e-9,
        "{}",
        of("case_throughput")
    );
}

/// Quarters closed on the last day of April, July, October and January are those of a fiscal year from February: the year is all of them,
/// from its first day to its last, and so is everything that is loaded.
#[test]
fn a_fiscal_year_and_everything_are_the_same_days() {
    let csv = "date,metric,value\n2025-04-30,spend,100\n2025-07-31,spend,200\n2025-10-31,spend,300\n2026-01-31,spend,400\n";
    let mut sources = sources(&[("spend.csv", csv.as_bytes())]);
    let fiscal = Calendar {
        year_begins: 2,
        ..Calendar::default()
    };
    sources.set_calendar(fiscal);
    let year = fiscal.period(day("2025-06-01"), Grain::Year);
    let of_year = one(&sources, "spend", Grain::Year, When::Latest);
    let all = one(&sources, "spend", Grain::Year, When::All);
    assert_eq!((of_year.value, all.value), (Some(1_000.0), Some(1_000.0)));
    assert_eq!(
        (of_year.standing, of_year.observed),
        (Standing::Whole, None)
    );
    assert_eq!(
        (of_year.span, all.span),
        (Some(year.span()), Some(year.span()))
    );
    assert_eq!(of_year.made, all.made);
    let quarter = one(&sources, "spend", Grain::Quarter, When::Latest);
    assert_eq!(
        (
            quarter.period_label().as_str(),
            quarter.standing,
            quarter.value
        ),
        ("Q4 FY2026", Standing::Whole, Some(400.0))
    );
}

fn days(start: &str, end: &str) -> When {
    let span = Span {
        start: day(start),
        end: day(end),
    };
    When::days(span, (Calendar::default(), Grain::Month))
}

/// Fifteen days of February and twenty of March, of one deployment each: those days and no others, and neither month whole.
#[test]
fn from_one_day_to_another_is_those_days() {
    let sources = sources(&[("deploys.csv", DAILY_DEPLOYS)]);
    let card = one(
        &sources,
        "deployment_frequency",
        Grain::Month,
        days("2026-02-14", "2026-03-06"),
    );
    assert_eq!((card.n, card.standing), (20, Standing::Whole));
    assert_eq!(card.period_label(), "14 Feb 2026 – 5 Mar 2026");
    let one_day = one(
        &sources,
        "deployment_frequency",
        Grain::Month,
        days("2026-02-14", "2026-02-15"),
    );
    assert_eq!(
        (one_day.n, one_day.period_label().as_str()),
        (1, "14 Feb 2026")
    );
    // Months say nothing of parts of them.
    let spend = monthly("spend", "2026-01-01", &[100.0, 200.0, 300.0]);
    let sources = tables::sources(&[("s.csv", spend.as_bytes())]);
    let spend = one(
        &sources,
        "spend",
        Grain::Month,
        days("2026-01-15", "2026-02-20"),
    );
    assert_eq!(spend.standing, Standing::Part);
}

/// Two months against the two before: 300 + 400 against 100 + 200. Twenty days against the twenty before them.
#[test]
fn several_periods_are_compared_with_as_many_before() {
    let spend = monthly("spend", "2026-01-01", &[100.0, 200.0, 300.0, 400.0]);
    let sources = sources(&[("s.csv", spend.as_bytes()), ("d.csv", DAILY_DEPLOYS)]);
    let two = When::Between(month("2026-03-01"), month("2026-04-01"));
    let spend = one(&sources, "spend", Grain::Month, two);
    let before = spend.previous.unwrap();
    assert_eq!((spend.value, before.value), (Some(700.0), 300.0));
    assert_eq!(before.to, (month("2026-01-01"), month("2026-02-01")));
    let rate = one(
        &sources,
        "deployment_frequency",
        Grain::Month,
        days("2026-02-19", "2026-03-01"),
    );
    let before = rate.previous.unwrap();
    let ten_days = Span {
        start: day("2026-02-09"),
        end: day("2026-02-19"),
    };
    assert_eq!((before.span(), before.part), (ten_days, None));
    // There is nothing before January.
    let first = When::Between(month("2026-01-01"), month("2026-03-01"));
    assert_eq!(one(&sources, "spend", Grain::Month, first).previous, None);
}

/// Clocks of Berlin: changes of the IANA database 2025b, by Python's zoneinfo.
fn berlin() -> Zone {
    let changes = [
        ("2025-10-26", 3_600),
        ("2026-03-29", 7_200),
        ("2026-10-25", 3_600),
    ];
    let changes = changes.map(|(date, ahead)| (moment_of(day(date)).0 + 3_600_000_000, ahead));
    let ahead = move |at: Timestamp| {
        let next = changes.partition_point(|(from, _)| *from <= at.0);
        Some(changes[next.saturating_sub(1)].1)
    };
    let known = ["2025-11-01", "2026-12-31"].map(|date| moment_of(day(date)));
    Zone::found("Europe/Berlin", (known[0], known[1]), ahead).unwrap()
}

/// Incidents of half past midnight and of half past eleven in the evening of 28 March to 31 March in Berlin, as UTC has them: winter time
/// until the night of the 29th, summer time after it. Each day holds its two, which no fixed distance gives.
#[test]
fn days_begin_at_local_midnight_across_daylight_saving() {
    let csv = "id,detected_at\n\
               a,2026-03-27T23:30:00Z\nb,2026-03-28T22:30:00Z\nc,2026-03-28T23:30:00Z\nd,2026-03-29T21:30:00Z\n\
               e,2026-03-29T22:30:00Z\nf,2026-03-30T21:30:00Z\ng,2026-03-30T22:30:00Z\nh,2026-03-31T21:30:00Z\n";
    let by_day = |zone: Zone| {
        let mut sources = sources(&[("i.csv", csv.as_bytes())]);
        sources.set_clock(Calendar::default(), zone);
        by_period(&sources, "incident_count", Grain::Day)
    };
    let two_a_day = ["28 Mar 2026", "29 Mar 2026", "30 Mar 2026", "31 Mar 2026"];
    let two_a_day = two_a_day.map(|day| (day.to_owned(), 2.0));
    assert_eq!(by_day(berlin()), two_a_day);
    assert_ne!(by_day(Zone::fixed(60)), two_a_day);
    assert_ne!(by_day(Zone::fixed(120)), two_a_day);
    let mut sources = sources(&[("i.csv", csv.as_bytes())]);
    sources.set_clock(Calendar::default(), berlin());
    // Of the last of March none is of April, and the data ends with it.
    let march = one(
        &sources,
        "incident_count",
        Grain::Month,
        When::At(month("2026-03-01")),
    );
    assert_eq!(
        (march.value, march.observed.unwrap().end),
        (Some(8.0), day("2026-04-01"))
    );
}

/// Values written at local midnight in a zone with daylight saving are of their days: of 28 to 31 March in Berlin, as UTC has them.
#[test]
fn values_at_local_midnight_are_of_their_days() {
    let csv = "date,metric,value\n2026-03-27T23:00:00Z,spend,1\n2026-03-28T23:00:00Z,spend,2\n\
               2026-03-29T22:00:00Z,spend,4\n2026-03-30T22:00:00Z,spend,8\n";
    let options = {
        let mut options = ReadOptions::default();
        options.columns.entry("date".into()).or_default().days = Some(DayMeaning::Moments);
        options
    };
    let mut sources = tables::recognised_as(&[("s.csv", csv.as_bytes())], &options).unwrap();
    sources.set_clock(Calendar::default(), berlin());
    let days: Vec<f64> = by_period(&sources, "spend", Grain::Day)
        .into_iter()
        .map(|(_, value)| value)
        .collect();
    assert_eq!(days, [1.0, 2.0, 4.0, 8.0]);
    let march = by_period(&sources, "spend", Grain::Month);
    assert_eq!(march, [("Mar 2026".to_owned(), 15.0)]);
}

/// A quarter's value is no month's: by month it says what it is of, and is not judged.
#[test]
fn a_value_of_a_quarter_says_so_by_month() {
    let csv = "date,metric,value\n2026-01-01,csat,4.1\n2026-04-01,csat,4.2\n2026-07-01,csat,4.3\n";
    let sources = sources(&[("s.csv", csv.as_bytes())]);
    let july = one(
        &sources,
        "csat",
        Grain::Month,
        When::At(month("2026-07-01")),
    );
    assert_eq!(
        when_to_date(&july, &Locale::EN),
        "Jul 2026, value of a quarter"
    );
    assert_eq!(
        why_no_verdict(&july, &Locale::EN),
        "Each of its values is for a quarter: choose Quarter to have them judged."
    );
    let quarter = one(&sources, "csat", Grain::Quarter, When::Latest);
    assert_eq!(when_to_date(&quarter, &Locale::EN), "Q3 2026");
    assert_eq!(quarter.judged.status, Status::Met);
}

/// All of a bill of September is not the third quarter: it is named by its days.
#[test]
fn everything_is_named_by_its_days_where_it_fills_no_period() {
    let rows = (1..=30).map(|day| format!("2024-09-{day:02},10,USD\n"));
    let csv = "date,cost,currency\n".to_owned() + &rows.collect::<String>();
    let sources = sources(&[("bill.csv", csv.as_bytes())]);
    let named = |grain| when_to_date(&one(&sources, "spend", grain, When::All), &Locale::EN);
    assert_eq!(named(Grain::Quarter), "1 Sep 2024 – 30 Sep 2024");
    assert_eq!(named(Grain::Month), "Sep 2024");
}

/// A rate rests on what happened, not on the time it is divided by.
#[test]
fn the_cases_of_a_rate_are_its_events() {
    let sources = sources(&[("deploys.csv", DAILY_DEPLOYS)]);
    let february = one(&sources, "deployment_frequency", Grain::Month, When::Latest);
    assert_eq!(
        (february.cases, february.noun.as_str()),
        (Some(28), "deployments")
    );
}

/// Four incidents a month from January to September 2026, none in October, some in November until the 20th: October is complete, and the
/// good news is not passed over. What takes an incident to have a value has none of October, and is not stale.
#[test]
fn a_month_in_which_nothing_happened_is_shown() {
    let mut log = String::from("id,detected_at,resolved_at\n");
    for month in (1..=9).chain([11]) {
        for day in [2, 9, 16, 20] {
            let at = format!("2026-{month:02}-{day:02}");
            writeln!(log, "i{month}-{day},{at}T10:00:00Z,{at}T12:00:00Z").unwrap();
        }
    }
    let other = "date,predictions\n2026-01-01,9\n2026-12-31,9\n";
    let loaded = sources(&[
        ("incidents.csv", log.as_bytes()),
        ("volumes.csv", other.as_bytes()),
    ]);
    let october = month("2026-10-01");
    let count = one(&loaded, "incident_count", Grain::Month, When::At(october));
    assert_eq!((count.value, count.standing), (Some(0.0), Standing::Whole));
    let alone = sources(&[("incidents.csv", log.as_bytes())]);
    let latest = one(&alone, "incident_count", Grain::Month, When::Latest);
    assert_eq!(latest.periods, Some((october, october)));
    assert_eq!(latest.value, Some(0.0));
    let recovery = one(&alone, "mttr", Grain::Month, When::Latest);
    assert_eq!(
        (recovery.value, recovery.judged.status),
        (None, Status::NoData)
    );
}

/// Of everything that is loaded, a series that ends before the others says where it does, not where they do.
#[test]
fn of_everything_the_end_of_a_stale_series_is_its_own() {
    let loaded = sources(&[(
        "m.csv",
        b"date,metric,value\n2026-01-01,latency,1\n2026-02-01,latency,2\n2026-03-01,latency,3\n\
          2026-04-01,spend,4\n2026-05-01,spend,5\n2026-06-01,spend,6\n" as &[u8],
    )]);
    let latency = one(&loaded, "series:latency", Grain::Month, When::All);
    assert_eq!(
        why_no_verdict(&latency, &Locale::EN),
        "Its data ends on 31 Mar 2026: neither scored nor in the headline."
    );
}

/// Cases of months, looked at by day: 9,985 in September are 333 a day, not as many on its first day. By hand: 9,985 ÷ 30, and 9,300 ÷ 31
/// for August, dated its last day.
#[rstest]
#[case::the_first("2026-08-01,claims,9300,9300\n2026-09-01,claims,9985,9985\n", "2026-09-01", Grain::Day, 9_985.0 / 30.0)]
#[case::a_week("2026-08-01,claims,9300,9300\n2026-09-01,claims,9985,9985\n", "2026-09-01", Grain::Week, 9_985.0 / 30.0)]
#[case::the_last(
    "2026-08-31,claims,9300,9300\n2026-09-30,claims,9985,9985\n",
    "2026-08-31",
    Grain::Day,
    300.0
)]
#[case::a_week_of_two_months(
    "2026-08-31,claims,9300,9300\n2026-09-30,claims,9985,9985\n",
    "2026-08-31",
    Grain::Week,
    300.0
)]
#[case::the_month("2026-08-01,claims,9300,9300\n2026-09-01,claims,9985,9985\n", "2026-09-01", Grain::Month, 9_985.0 / 30.0)]
fn what_is_made_in_a_month_is_not_made_on_a_day(
    #[case] rows: &str,
    #[case] day: &str,
    #[case] grain: Grain,
    #[case] a_day: f64,
) {
    let csv = format!("period,workflow,volume,completed\n{rows}");
    let sources = sources(&[("cases.csv", csv.as_bytes())]);
    let period = Period::containing_date(day.parse().unwrap(), grain);
    let choice = Choice {
        grain,
        when: When::At(period),
    };
    let metric = Metric::find("case_throughput").unwrap();
    let card = card(&metric, &sources, choice, &Settings::default(), 25);
    assert_eq!(card.value, Some(a_day));
}
