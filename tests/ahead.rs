//! Rows that count and may not be what they seem: charges paid ahead and forecasts, charges that are in a bill twice, files loaded
//! twice. What is dated after today is planned; and each of these is said where a figure rests on it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // in a test a panic is the report

use chrono::NaiveDate;
use outturn_core::calendar::{Calendar, Grain, Period, Span};
use outturn_core::units::Timestamp;
use outturn_format::Locale;
use outturn_import::{self as import, ReadOptions};
use outturn_leadlag::Transform;
use outturn_metrics::Caveat;
use outturn_metrics::scorecard::{Card, Choice, Settings, Standing, When, default_weights};
use outturn_protocol::{
    GatherEverything, LeadLagQuestion, MeasureInputs, SetCalendar, SetNow, ShowDetail,
    ShowScorecard, TellStanding, Treatment,
};
use outturn_report::model::file_words;
use outturn_report::narrative::{when_to_date, why_no_verdict};
use outturn_report::snapshot::snapshot;
use outturn_scenario::Windows;
use outturn_session::{Answers, Session};
use rstest::rstest;
use std::fmt::Write;

const EN: Locale = Locale::EN;

fn loaded(files: &[(&str, &str)]) -> Session {
    let mut session = Session::default();
    for (name, text) in files {
        let raw =
            outturn_workbook::read_all(name, text.as_bytes(), &ReadOptions::default()).unwrap();
        let treatment = Treatment {
            mapping: import::recognise(&raw).guessed(),
            ..Treatment::default()
        };
        session.load(&(*name).to_owned(), raw, &treatment).unwrap();
    }
    session
}

fn at(session: &mut Session, moment: &str) {
    let now: chrono::DateTime<chrono::Utc> = moment.parse().unwrap();
    let now = Timestamp(now.timestamp_micros());
    session.answer(&SetNow { now }).unwrap();
}

fn card(session: &mut Session, metric: &str, when: When) -> Card {
    by(session, metric, Grain::Month, when)
}

fn by(session: &mut Session, metric: &str, grain: Grain, when: When) -> Card {
    let asked = ShowDetail {
        filters: outturn_metrics::scorecard::Filters::default(),
        metric: metric.to_owned(),
        choice: Choice { grain, when },
        settings: Settings::default(),
    };
    session.answer(&asked).unwrap().card
}

fn month(start: &str) -> Period {
    Period::containing_date(start.parse().unwrap(), Grain::Month)
}

fn year(start: &str) -> Period {
    Period::containing_date(start.parse().unwrap(), Grain::Year)
}

/// 10 a day from 1 August to 14 November 2026, and a commitment of 500 on the first of each of the next twelve months.
fn bill_paid_ahead() -> String {
    let mut csv = "date,cost,currency,service\n".to_owned();
    let first: NaiveDate = "2026-08-01".parse().unwrap();
    let last: NaiveDate = "2026-11-14".parse().unwrap();
    for day in first.iter_days().take_while(|day| *day <= last) {
        writeln!(csv, "{day},10,EUR,inference").unwrap();
    }
    for ahead in 0..12 {
        let (year, month) = (2026 + (11 + ahead) / 12, (11 + ahead) % 12 + 1);
        writeln!(csv, "{year}-{month:02}-01,500,EUR,commitment").unwrap();
    }
    csv
}

/// By hand: 31 days of October; 14 of November; 31 + 30 + 31 + 14 of all that has come; 500 of December.
#[rstest]
#[case::last_complete(When::Latest, 310.0, Standing::Whole, "Oct 2026")]
#[case::to_date(When::ToDate, 140.0, Standing::Part, "Nov 2026, to date")]
#[case::each_its_own(When::Own, 310.0, Standing::Whole, "Oct 2026")]
#[case::everything(When::All, 1_060.0, Standing::Whole, "1 Aug 2026 – 15 Nov 2026")]
#[case::ahead(
    When::At(month("2026-12-01")),
    500.0,
    Standing::Part,
    "Dec 2026, planned"
)]
fn what_is_paid_ahead_is_planned(
    #[case] when: When,
    #[case] spend: f64,
    #[case] standing: Standing,
    #[case] said: &str,
) {
    let mut session = loaded(&[("bill.csv", &bill_paid_ahead())]);
    at(&mut session, "2026-11-15T09:00:00Z");
    let card = card(&mut session, "spend", when);
    assert_eq!((card.value, card.standing), (Some(spend), standing));
    assert_eq!(when_to_date(&card, &EN), said);
    assert_eq!(card.planned, said.ends_with("planned"));
    let lies_ahead = why_no_verdict(&card, &EN).starts_with("This period lies ahead");
    assert_eq!(lies_ahead, card.planned);
}

#[test]
fn what_is_paid_ahead_is_said_on_the_receipt_and_beside_a_number_of_a_case() {
    let mut session = loaded(&[("bill.csv", &bill_paid_ahead())]);
    at(&mut session, "2026-11-15T09:00:00Z");
    let card = card(&mut session, "spend", When::Latest);
    let words = file_words(&card.receipt.files[0], &EN);
    assert_eq!(
        words,
        "118 of 118 rows used. 12 rows are dated after today (15 Nov 2026): planned, and left out of complete periods, of what is to \
         date and of everything. Choose their period to see them."
    );
    let asked = MeasureInputs {
        choice: Choice::default(),
        windows: Windows::default(),
    };
    let measured = session.answer(&asked).unwrap().measured;
    let running = measured["running_spend"].baseline.as_ref().unwrap();
    // There is no whole quarter of it: all that has come.
    assert_eq!(running.value, 1_060.0);
    assert_eq!(running.caveats, ["without 12 rows dated ahead"]);
}

#[test]
fn until_the_day_is_told_nothing_is_ahead() {
    let mut session = loaded(&[("bill.csv", &bill_paid_ahead())]);
    let card = card(&mut session, "spend", When::All);
    assert_eq!(card.value, Some(1_060.0 + 12.0 * 500.0));
    assert!(card.receipt.files[0].caveats.is_empty());
}

/// Monthly figures: a month is complete where its figure is there and the month is over; a figure of a month that is running is as far
/// as it has come, whether or not figures of later months are there too.
#[rstest]
#[case::the_month_is_running(11, "2026-11-15T00:00:00Z", "2026-10-01")]
#[case::the_first_day_of_the_month(11, "2026-11-01T00:00:00Z", "2026-10-01")]
#[case::the_last_day_of_the_month(11, "2026-11-30T23:00:00Z", "2026-11-01")]
#[case::a_plan_of_the_year(12, "2026-11-15T00:00:00Z", "2026-10-01")]
#[case::when_it_is_over(12, "2027-01-01T00:00:00Z", "2026-12-01")]
fn months_that_lie_ahead_are_not_the_last_complete_one(
    #[case] months: u32,
    #[case] now: &str,
    #[case] last: &str,
) {
    let rows = (1..=months).map(|month| format!("2026-{month:02}-01,toil_ratio,0.2\n"));
    let csv = format!("date,metric,value\n{}", rows.collect::<String>());
    let mut session = loaded(&[("figures.csv", &csv)]);
    at(&mut session, now);
    let card = card(&mut session, "toil_ratio", When::Latest);
    assert_eq!(card.periods, Some((month(last), month(last))));
    assert_eq!(card.standing, Standing::Whole);
}

const DEC_BILL: &str = include_str!("data/periods/dec_bill.csv");
const DEC_SERIES: &str = include_str!("data/periods/dec_series.csv");
const QUARTERS: &str = include_str!("data/periods/q4_series.csv");
const YEARS: &str = include_str!("data/periods/y2026.csv");
const PLANNED: &str = include_str!("data/periods/future_rows.csv");
const ISO_WEEKS: &str = "week,Revenue\n2026-W46,100\n2026-W47,101\n2026-W48,102\n2026-W49,9\n";
const FIRST_OF_A_LOG: &str = "date,cost,currency\n2026-11-28,10,USD\n2026-11-29,10,USD\n2026-11-30,10,USD\n2026-12-01,1,USD\n";

/// On 1 December 2026. By hand: of months to November; of quarters to September; of years to 2025; a log is no more over than a series.
#[rstest]
#[case::a_monthly_bill("bill.csv", DEC_BILL, "spend", Grain::Month, 1_110.0, "Nov 2026")]
#[case::its_quarters("bill.csv", DEC_BILL, "spend", Grain::Quarter, 1_070.0 + 1_080.0 + 1_090.0, "Q3 2026")]
#[case::months(
    "kpis.csv",
    DEC_SERIES,
    "series:Revenue",
    Grain::Month,
    1_110.0,
    "Nov 2026"
)]
#[case::quarters(
    "kpis.csv",
    QUARTERS,
    "series:Revenue",
    Grain::Quarter,
    1_003.0,
    "Q3 2026"
)]
#[case::years("kpis.csv", YEARS, "series:Revenue", Grain::Year, 1_007.0, "2025")]
#[case::weeks(
    "kpis.csv",
    ISO_WEEKS,
    "series:Revenue",
    Grain::Week,
    102.0,
    "Week 48, 2026"
)]
#[case::days("bill.csv", FIRST_OF_A_LOG, "spend", Grain::Day, 1.0, "1 Dec 2026")]
fn a_period_that_ends_after_today_is_not_complete(
    #[case] name: &str,
    #[case] text: &str,
    #[case] metric: &str,
    #[case] grain: Grain,
    #[case] value: f64,
    #[case] said: &str,
) {
    let mut session = loaded(&[(name, text)]);
    at(&mut session, "2026-12-01T04:00:00Z");
    let card = by(&mut session, metric, grain, When::Latest);
    assert_eq!((card.value, card.standing), (Some(value), Standing::Whole));
    assert_eq!(when_to_date(&card, &EN), said);
}

/// The year to 1 December has twelve figures of months, of which the last is of a month that is running: no part of the year before is
/// like it, and nothing judges it.
#[rstest]
#[case::months(
    "kpis.csv",
    DEC_SERIES,
    "series:Revenue",
    Grain::Month,
    40.0,
    "Dec 2026, to date"
)]
#[case::a_quarter_of_months("bill.csv", DEC_BILL, "spend", Grain::Quarter, 1_100.0 + 1_110.0 + 31.0, "Q4 2026, to date")]
#[case::a_year_of_months("bill.csv", DEC_BILL, "spend", Grain::Year, 11_691.0, "2026, to date")]
#[case::quarters(
    "kpis.csv",
    QUARTERS,
    "series:Revenue",
    Grain::Quarter,
    700.0,
    "Q4 2026, to date"
)]
#[case::years(
    "kpis.csv",
    YEARS,
    "series:Revenue",
    Grain::Year,
    900.0,
    "2026, to date"
)]
fn what_is_running_is_to_date_and_compared_with_nothing(
    #[case] name: &str,
    #[case] text: &str,
    #[case] metric: &str,
    #[case] grain: Grain,
    #[case] value: f64,
    #[case] said: &str,
) {
    let mut session = loaded(&[(name, text)]);
    at(&mut session, "2026-12-01T04:00:00Z");
    let card = by(&mut session, metric, grain, When::ToDate);
    assert_eq!((card.value, card.standing), (Some(value), Standing::Part));
    assert_eq!(when_to_date(&card, &EN), said);
    assert_eq!((card.previous, card.judged.score), (None, None));
}

/// Costs of 2026 and 2027 by month: 2027 is planned, and shown where it is chosen.
#[rstest]
#[case::year(Grain::Year, When::Latest, "2026, to date")]
#[case::quarter(Grain::Quarter, When::Latest, "Q3 2026")]
#[case::month(Grain::Month, When::Latest, "Nov 2026")]
#[case::own_year(Grain::Year, When::Own, "2026, to date")]
#[case::chosen(Grain::Year, When::At(year("2027-01-01")), "2027, planned")]
fn what_is_planned_is_shown_where_it_is_chosen(
    #[case] grain: Grain,
    #[case] when: When,
    #[case] said: &str,
) {
    let mut session = loaded(&[("bill.csv", PLANNED)]);
    at(&mut session, "2026-12-01T04:00:00Z");
    let card = by(&mut session, "series:cloud_cost", grain, when);
    assert_eq!(when_to_date(&card, &EN), said);
}

/// A week and a day say nothing of what stands for a month: what is shown is of the month that has begun last.
#[rstest]
#[case(Grain::Week)]
#[case(Grain::Day)]
fn shorter_periods_show_nothing_planned(#[case] grain: Grain) {
    let mut session = loaded(&[("bill.csv", PLANNED)]);
    at(&mut session, "2026-12-01T04:00:00Z");
    let card = by(&mut session, "series:cloud_cost", grain, When::Latest);
    assert!(!card.planned, "{:?}", card.span);
    assert_eq!(card.value, Some(1_110.0));
}

/// A forecast alone has no complete period, and no verdict.
#[test]
fn a_forecast_is_not_judged() {
    let rows = (1..=6).map(|month| format!("2027-{month:02}-01,toil_ratio,0.9\n"));
    let csv = format!("date,metric,value\n{}", rows.collect::<String>());
    let mut session = loaded(&[("forecast.csv", &csv)]);
    at(&mut session, "2026-11-15T00:00:00Z");
    for when in [When::Latest, When::ToDate, When::Own, When::All] {
        let choice = Choice {
            grain: Grain::Month,
            when,
        };
        let asked = ShowScorecard {
            filters: outturn_metrics::scorecard::Filters::default(),
            choice,
            settings: Settings::default(),
            weights: default_weights(),
        };
        let shown = session.answer(&asked).unwrap();
        assert_eq!(shown.composite.score, None, "{when:?}");
        assert_eq!(shown.shared.complete, None);
        assert_eq!(shown.shared.running, None);
    }
    let planned = card(&mut session, "toil_ratio", When::Own);
    assert_eq!(
        why_no_verdict(&planned, &EN),
        "This period lies ahead: its rows are planned. No verdict."
    );
}

/// An evening in New York, which is the next day in UTC: a log in UTC has no rows ahead, and one of tomorrow's noon has.
#[rstest]
#[case("2026-12-01T00:30:00Z", 0)]
#[case("2026-12-02T12:00:00Z", 1)]
fn a_log_is_not_ahead_of_its_own_clock(#[case] last: &str, #[case] ahead: u64) {
    let csv = format!("id,detected_at\na,2026-11-20T08:00:00Z\nb,{last}\n");
    let mut session = loaded(&[("incidents.csv", &csv)]);
    let calendar = Calendar {
        ahead_of_utc: -300,
        ..Calendar::default()
    };
    let zone = None;
    session.answer(&SetCalendar { calendar, zone }).unwrap();
    at(&mut session, "2026-12-01T01:00:00Z");
    let files = session.answer(&TellStanding).unwrap();
    let told: u64 = files[0].caveats.iter().map(rows_ahead).sum();
    assert_eq!(told, ahead);
}

fn rows_ahead(caveat: &Caveat) -> u64 {
    match caveat {
        Caveat::Ahead { rows, .. } => *rows,
        other => panic!("{other:?}"),
    }
}

const TWICE: &str = "date,cost,currency,service\n2026-01-05,10,EUR,gpu\n2026-01-05,10,EUR,gpu\n\
                     2026-01-05,10,EUR,cpu\n2026-01-06,7,EUR,gpu\n2026-01-05,10,EUR,gpu\n";

/// Three lines of one charge are two too many, or three charges: it is said, and counted.
#[test]
fn charges_that_are_in_a_bill_twice_are_said_where_a_figure_rests_on_them() {
    let mut session = loaded(&[("bill.csv", TWICE)]);
    let spend = card(&mut session, "spend", When::All);
    assert_eq!(spend.value, Some(47.0));
    assert_eq!(
        file_words(&spend.receipt.files[0], &EN),
        "5 of 5 rows used. 2 rows are the same as another one in every column, and counted: is a charge in the bill twice?"
    );
    let asked = MeasureInputs {
        choice: Choice::default(),
        windows: Windows::default(),
    };
    let measured = session.answer(&asked).unwrap().measured;
    let running = measured["running_spend"].baseline.as_ref().unwrap();
    assert_eq!(
        running.caveats,
        ["2 of its file's rows the same as another one, and counted"]
    );
    assert_eq!(sources_of_the_snapshot(&mut session), [1]);
}

/// How many things are to be known of each file, as the snapshot has them.
fn sources_of_the_snapshot(session: &mut Session) -> Vec<usize> {
    let choice = Choice::default();
    let lead_lag = LeadLagQuestion {
        outcome: None,
        without: Vec::new(),
        grain: None,
        transform: Some(Transform::DIFFERENCES),
        max_lag: 2,
        overlay: None,
    };
    let asked = GatherEverything {
        filters: outturn_metrics::scorecard::Filters::default(),
        choice,
        settings: Settings::default(),
        weights: default_weights(),
        lead_lag,
    };
    let known = session.answer(&asked).unwrap();
    let written = snapshot(&known, choice, &[], Timestamp(0));
    let sources = written.sources.iter();
    sources.map(|source| source.caveats.len()).collect()
}

/// Bills of the same days, as the receipts, the case and the snapshot have it.
#[test]
fn bills_of_the_same_days_are_said_where_a_figure_rests_on_them() {
    let one = "date,cost,currency\n2026-01-05,10,EUR\n2026-01-20,9,EUR\n";
    let other = "date,cost,currency\n2026-01-05,11,EUR\n2026-01-20,8,EUR\n";
    let mut session = loaded(&[("one.csv", one), ("copy.csv", other)]);
    let spend = card(&mut session, "spend", When::All);
    assert_eq!(spend.value, Some(38.0));
    let days = Span {
        start: "2026-01-05".parse().unwrap(),
        end: "2026-01-21".parse().unwrap(),
    };
    let other = |name: &str| Caveat::SameDays {
        other: name.to_owned(),
        days,
    };
    let told: Vec<_> = spend
        .receipt
        .files
        .iter()
        .map(|f| f.caveats.clone())
        .collect();
    assert_eq!(told, [vec![other("copy.csv")], vec![other("one.csv")]]);
    assert_eq!(sources_of_the_snapshot(&mut session), [1, 1]);
}

/// Hours have no names, so that each of them counts; incidents have, and count once.
#[rstest]
#[case::hours(
    "date,team,category,hours\n2026-01-05,ml,toil,3\n2026-01-06,ml,development,5\n",
    true
)]
#[case::incidents(
    "id,detected_at,resolved_at\na,2026-01-05T08:00:00Z,2026-01-05T09:00:00Z\n",
    false
)]
fn a_file_that_is_loaded_twice_is_said_where_it_counts_twice(
    #[case] text: &str,
    #[case] is_said: bool,
) {
    let mut session = loaded(&[("one.csv", text), ("copy.csv", text)]);
    let files = session.answer(&TellStanding).unwrap();
    let same = |other: &str| {
        let same = Caveat::SameRows {
            other: other.to_owned(),
        };
        Vec::from_iter(is_said.then_some(same))
    };
    let told: Vec<_> = files.into_iter().map(|file| file.caveats).collect();
    assert_eq!(told, [same("copy.csv"), same("one.csv")]);
}
