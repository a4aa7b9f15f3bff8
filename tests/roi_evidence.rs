//! What a scenario takes from data and what it only offers: windows, too little to go by, two files of different times, proposals.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // in a test a panic is the report

use outturn_chart::svg::render_svg;
use outturn_chart::{Kind, Size, Theme, TornadoChart};
use outturn_core::calendar::{Calendar, Grain, Period, Span, date_from_iso};
use outturn_core::units::Currency;
use outturn_format::{Locale, MoneyStyle};
use outturn_import::{self as import, ReadOptions};
use outturn_metrics::scorecard::{Card, Choice, Settings, When, default_weights};
use outturn_protocol::{MeasureInputs, ShowDetail, ShowScorecard, Treatment};
use outturn_report::charts;
use outturn_report::narrative::{
    Place, counts_the_same, kpis, missing, rests_on_words, verdict, with_proposed,
};
use outturn_samples as samples;
use outturn_scenario::{
    Baseline, InputDescription, Measured, Origin, Outcome, Scenario, Windows, effect, evaluate,
    if_confirmed, input, inputs, overlaps_of, reading_now, refreshed, rests_on, span_label,
    suggested, tornado, validate, with_confirmed, with_input, with_lever, with_lever_from,
    with_measured, with_range,
};
use outturn_session::{Answers, Session};
use rstest::rstest;
use std::fmt::Write;

const EN: Locale = Locale::EN;
const ISO: Calendar = Calendar {
    week_begins: 0,
    year_begins: 1,
    weeks: false,
    ahead_of_utc: 0,
};
const BY_MONTH: Choice = Choice {
    grain: Grain::Month,
    when: When::Latest,
};

fn load(session: &mut Session, name: &str, bytes: &[u8]) {
    let raw = outturn_workbook::read_all(name, bytes, &ReadOptions::default()).unwrap();
    let treatment = Treatment {
        mapping: import::recognise(&raw).guessed(),
        ..Treatment::default()
    };
    session.load(&name.to_owned(), raw, &treatment).unwrap();
}

fn real(names: &[&str]) -> Session {
    let mut session = Session::default();
    for name in names {
        let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
        load(&mut session, name, &std::fs::read(path).unwrap());
    }
    session
}

fn made_up(files: &[(&str, String)]) -> Session {
    let mut session = Session::default();
    for (name, text) in files {
        load(&mut session, name, text.as_bytes());
    }
    session
}

fn sample(id: &str) -> Session {
    let files = samples::by_id(id).unwrap().files();
    let mut session = Session::default();
    for file in files {
        load(&mut session, file.name, file.text.as_bytes());
    }
    session
}

fn measured_in(session: &mut Session, choice: Choice, windows: Windows) -> Measured {
    session
        .answer(&MeasureInputs { choice, windows })
        .unwrap()
        .measured
}

fn measured(session: &mut Session) -> Measured {
    measured_in(session, BY_MONTH, Windows::default())
}

fn card(session: &mut Session, id: &str, when: When) -> Card {
    let asked = ShowScorecard {
        filters: outturn_metrics::scorecard::Filters::default(),
        choice: Choice { when, ..BY_MONTH },
        settings: Settings::default(),
        weights: default_weights(),
    };
    let cards = session.answer(&asked).unwrap().cards;
    cards.into_iter().find(|c| c.id == id).unwrap()
}

fn day(text: &str) -> Period {
    Period::containing_date(date_from_iso(text).unwrap(), Grain::Day)
}

/// From the first day to the last one, both included.
fn days(first: &str, last: &str) -> Span {
    day(first).span().joined(day(last).span())
}

fn each_day(span: Span) -> impl Iterator<Item = Period> {
    std::iter::successors(
        Some(Period::containing_date(span.start, Grain::Day)),
        |day| Some(day.next()),
    )
    .take(span.days() as usize)
}

/// `n` incidents spread evenly over the days, the first on the first and the last on the last, each so many hours long.
fn incidents(n: usize, span: Span, hours: u32) -> String {
    let all: Vec<Period> = each_day(span).collect();
    let mut text = String::new();
    for i in 0..n {
        let day = all[i * (all.len() - 1) / (n - 1)].start();
        writeln!(
            text,
            "{day}-{i},{day}T01:00:00Z,{day}T{:02}:00:00Z",
            1 + hours
        )
        .unwrap();
    }
    text
}

fn incident_log(rows: &str) -> (&'static str, String) {
    (
        "incidents.csv",
        format!("id,detected_at,resolved_at\n{rows}"),
    )
}

/// So much a day, a row a day.
fn bill(parts: &[(Span, f64)]) -> (&'static str, String) {
    let mut text = "date,cost,currency\n".to_owned();
    for (span, amount) in parts {
        for day in each_day(*span) {
            writeln!(text, "{},{amount},USD", day.start()).unwrap();
        }
    }
    ("bill.csv", text)
}

fn volumes(span: Span, a_day: u32) -> (&'static str, String) {
    let mut text = "date,model,predictions\n".to_owned();
    for day in each_day(span) {
        writeln!(text, "{},m,{a_day}", day.start()).unwrap();
    }
    ("volumes.csv", text)
}

fn outcome(scenario: &Scenario) -> Outcome {
    evaluate(&validate(scenario).unwrap())
}

fn at(scenario: &Scenario, path: &str) -> InputDescription {
    input(scenario, path).unwrap_or_else(|| panic!("{path}"))
}

fn close(found: f64, expected: f64) {
    let off = (found - expected).abs();
    assert!(off <= 1e-9 * expected.abs(), "{found}, not {expected}");
}

fn said(scenario: &Scenario) -> String {
    let phrases = verdict(scenario, &outcome(scenario), &EN);
    let text: String = phrases.iter().map(|p| p.text.as_str()).collect();
    text.replace('\u{a0}', " ")
}

mod too_little_to_go_by {
    use super::*;

    /// By Python's csv: 890 incidents opened from 29 February to 2 March 2016, 861 of them resolved after 315.8668 h in the mean; a day
    /// of 29 and two of 31 are 0.099 months, so 8,990 a month if it went on like that.
    #[test]
    fn three_days_of_incidents_are_offered_and_not_taken() {
        let mut session = real(&["servicenow_incident_event_log_head.csv"]);
        let scenario = suggested(&measured(&mut session), Windows::default()).unwrap();
        let a_month = at(&scenario, "mttr.incidents_per_month");
        assert_eq!((a_month.value, a_month.origin), (4.0, Origin::Assumed));
        assert!(a_month.unconfirmed);
        close(a_month.measured.unwrap(), 8_990.0);
        let doubt = a_month.doubt.unwrap().to_string();
        assert_eq!(doubt, "3 days, less than three months");
        let source = a_month.measured_source.unwrap();
        assert!(source.contains("29 Feb 2016 – 2 Mar 2016"), "{source}");
        let hours = at(&scenario, "mttr.hours_now");
        assert_eq!(hours.value, 8.0);
        close(hours.measured.unwrap(), 315.866_763_453_348_4);
        assert_eq!(outcome(&scenario).benefit_total, 0.0);
        // Nothing is known of the lever, so nothing is said of what it would bring.
        assert_eq!(with_proposed(&scenario), None);
        let sentence = said(&scenario);
        assert!(!sentence.contains('$'), "{sentence}");

        // The user may say so all the same, and then it stands in the source.
        let taken = with_measured(&scenario, "mttr.incidents_per_month").unwrap();
        let a_month = at(&taken, "mttr.incidents_per_month");
        close(a_month.value, 8_990.0);
        assert_eq!(a_month.origin, Origin::Derived);
        assert!(
            a_month
                .source
                .ends_with("confirmed though of 3 days, less than three months")
        );
    }

    #[rstest]
    #[case::a_fortnight(
        60,
        "2026-03-02",
        "2026-03-15",
        Some("14 days, less than three months")
    )]
    #[case::ten_weeks(
        60,
        "2026-01-05",
        "2026-03-15",
        Some("2.4 months, less than three months")
    )]
    #[case::a_year_of_a_few(24, "2025-01-01", "2025-12-31", Some("6 events, fewer than 30"))]
    #[case::four_months_of_many(150, "2026-01-01", "2026-04-30", None)]
    fn an_incident_log_is_taken_where_it_is_long_and_full_enough(
        #[case] n: usize,
        #[case] first: &str,
        #[case] last: &str,
        #[case] doubt: Option<&str>,
    ) {
        let log = incident_log(&incidents(n, days(first, last), 2));
        let scenario = suggested(&measured(&mut made_up(&[log])), Windows::default()).unwrap();
        for path in ["mttr.incidents_per_month", "mttr.hours_now"] {
            let found = at(&scenario, path);
            assert_eq!(
                found.doubt.map(|d| d.to_string()).as_deref(),
                doubt,
                "{path}"
            );
            assert_eq!(found.origin == Origin::Assumed, doubt.is_some(), "{path}");
        }
    }

    /// 150 incidents from January to April are 37.5 a month whatever the file's first and last hour; the last complete quarter is the first.
    #[test]
    fn a_month_divides_by_the_time_observed() {
        let log = incident_log(&incidents(120, days("2026-01-01", "2026-04-30"), 2));
        let windows = Windows {
            baseline: Baseline::Everything,
            ..Windows::default()
        };
        let all = measured_in(&mut made_up(&[log]), BY_MONTH, windows);
        let scenario = suggested(&all, windows).unwrap();
        close(at(&scenario, "mttr.incidents_per_month").value, 30.0);
        assert!(
            at(&scenario, "mttr.incidents_per_month")
                .source
                .contains("Jan 2026 – Apr 2026")
        );
    }

    #[test]
    fn two_months_of_a_bill_are_no_running_cost_until_the_user_says_so() {
        let mut session = made_up(&[bill(&[(days("2026-04-01", "2026-05-31"), 100.0)])]);
        let scenario = suggested(&measured(&mut session), Windows::default()).unwrap();
        let running = at(&scenario, "running_cost_per_month");
        assert_eq!((running.value, running.unconfirmed), (0.0, true));
        // 61 days of 100 over two months.
        close(running.measured.unwrap(), 3_050.0);
        let lacking = missing(&scenario, &outcome(&scenario), &EN).unwrap();
        assert!(
            lacking.said.contains("the loaded bill is of 2 months"),
            "{}",
            lacking.said
        );
        assert_eq!(lacking.place, Place::Costs);
        let taken = with_measured(&scenario, "running_cost_per_month").unwrap();
        close(outcome(&taken).cost_total, 36.0 * 3_050.0);
    }

    #[test]
    fn what_was_measured_stays_where_newer_data_is_too_little() {
        let year = incident_log(&incidents(400, days("2025-01-01", "2025-12-31"), 2));
        let week = incident_log(&incidents(50, days("2026-03-02", "2026-03-08"), 9));
        let base = suggested(&measured(&mut made_up(&[year])), Windows::default()).unwrap();
        let now = refreshed(&base, &measured(&mut made_up(&[week])));
        let hours = at(&now, "mttr.hours_now");
        assert_eq!((hours.value, hours.measured), (2.0, Some(9.0)));
        assert!(hours.source.contains("Q4 2025") && hours.doubt.is_some());
    }
}

mod two_files_of_different_times {
    use super::*;

    /// A bill of September 2024 and predictions of October 2020 to May 2021.
    #[test]
    fn a_bill_and_predictions_without_a_day_in_common_give_no_cost_per_prediction() {
        let mut session = real(&[
            "focus_sample.csv",
            "nannyml_california_housing_reference_head.csv",
        ]);
        for when in [When::Latest, When::All] {
            let card = card(&mut session, "cost_per_prediction", when);
            assert_eq!(card.value, None);
            let reason = card.reason.unwrap();
            assert!(reason.contains("have no day in common"), "{reason}");
        }
        let found = measured(&mut session);
        assert!(!found.contains_key("cost_per_prediction"));
        let scenario = suggested(&found, Windows::default()).unwrap();
        let mut levers = scenario.levers.iter().map(|l| l.lever.as_str());
        assert!(levers.all(|id| id != "cost_per_prediction"));
    }

    /// 999 a day before anything was counted, then 10 a day over 100 predictions a day: 0.1 each.
    #[test]
    fn what_was_spent_before_anything_was_counted_is_no_cost_of_it() {
        let mut session = made_up(&[
            bill(&[
                (days("2026-01-01", "2026-03-31"), 999.0),
                (days("2026-04-01", "2026-06-30"), 10.0),
            ]),
            volumes(days("2026-04-01", "2026-09-30"), 100),
        ]);
        close(
            card(&mut session, "cost_per_prediction", When::All)
                .value
                .unwrap(),
            0.1,
        );
        let found = measured(&mut session);
        let reading = found["cost_per_prediction"].baseline.clone().unwrap();
        close(reading.value, 0.1);
        // The last quarter that both cover, and not the last of either.
        assert!(reading.source.ends_with("Q2 2026"), "{}", reading.source);
        // 91 days of 100.
        assert_eq!(reading.events, Some(9_100.0));
    }

    /// A month in which the counting began on the 16th: 16 days of either.
    #[test]
    fn half_a_month_is_divided_by_half_a_month() {
        let mut session = made_up(&[
            bill(&[
                (days("2026-03-01", "2026-03-15"), 50.0),
                (days("2026-03-16", "2026-06-30"), 20.0),
            ]),
            volumes(days("2026-03-16", "2026-06-30"), 100),
        ]);
        let march = When::At(Period::containing_date(
            day("2026-03-01").start(),
            Grain::Month,
        ));
        close(
            card(&mut session, "cost_per_prediction", march)
                .value
                .unwrap(),
            0.2,
        );
    }

    /// A bill dated the first of each month is of the whole month: 3,000 over 30 or 31 days of 100.
    #[test]
    fn a_bill_by_the_month_covers_its_last_month_to_the_end() {
        let months = ["2026-04-01", "2026-05-01", "2026-06-01"];
        let rows: Vec<String> = months.iter().map(|m| format!("{m},3000,USD\n")).collect();
        let monthly = ("bill.csv", format!("date,cost,currency\n{}", rows.concat()));
        let mut session = made_up(&[monthly, volumes(days("2026-04-01", "2026-06-30"), 100)]);
        let june = When::At(Period::containing_date(
            day("2026-06-01").start(),
            Grain::Month,
        ));
        close(
            card(&mut session, "cost_per_prediction", june)
                .value
                .unwrap(),
            1.0,
        );
        close(
            card(&mut session, "cost_per_prediction", When::All)
                .value
                .unwrap(),
            9_000.0 / 9_100.0,
        );
    }

    /// Volumes of a year, incidents of its first half only, one every other day: of the requests of that half.
    #[test]
    fn incidents_are_held_against_the_requests_of_their_own_time() {
        let log = incidents(91, days("2026-01-01", "2026-06-30"), 1);
        let rows: String = log
            .lines()
            .fold(String::new(), |all, row| all + row + ",true\n");
        let log = (
            "incidents.csv",
            format!("id,detected_at,resolved_at,ai_related\n{rows}"),
        );
        let mut session = made_up(&[log, volumes(days("2026-01-01", "2026-12-31"), 1_000)]);
        // 91 per 181,000 requests.
        let card = card(&mut session, "incident_rate", When::All);
        close(card.value.unwrap(), 91.0 / 181.0);
    }
}

mod windows {
    use super::*;

    #[rstest]
    #[case::quarter("2025-10-05", "2026-11-12", "Q3 2026")]
    #[case::ends_with_its_quarter("2026-01-01", "2026-06-30", "Q2 2026")]
    #[case::begins_within_the_only_quarter("2026-01-20", "2026-04-10", "20 Jan 2026 – 10 Apr 2026")]
    #[case::a_day("2026-01-20", "2026-01-20", "20 Jan 2026")]
    fn the_baseline_is_the_last_complete_quarter_or_all_there_is(
        #[case] first: &str,
        #[case] last: &str,
        #[case] expected: &str,
    ) {
        let found = Windows::default()
            .baseline(days(first, last), ISO, |_| true)
            .unwrap();
        assert_eq!(span_label(found, ISO), expected);
    }

    #[test]
    fn a_baseline_of_ones_own_is_cut_to_the_data_and_to_what_was_before_go_live() {
        let data = days("2025-10-05", "2026-11-12");
        let mine = |go_live| Windows {
            baseline: Baseline::Days(days("2026-06-01", "2026-12-31")),
            go_live,
        };
        let label = |windows: Windows| {
            let found = windows.baseline(data, ISO, |_| true);
            found.map(|days| span_label(days, ISO))
        };
        assert_eq!(label(mine(None)).unwrap(), "1 Jun 2026 – 12 Nov 2026");
        assert_eq!(
            label(mine(Some(day("2026-09-01")))).unwrap(),
            "Jun 2026 – Aug 2026"
        );
        let none = label(mine(Some(day("2026-02-01")))).unwrap_err();
        assert_eq!(
            none.to_string(),
            "no baseline: the data is of 5 Oct 2025 – 31 Jan 2026"
        );
        let year = Windows {
            baseline: Baseline::LastYear,
            go_live: None,
        };
        assert_eq!(label(year).unwrap(), "Nov 2025 – Oct 2026");
    }

    /// 40 incidents a month of 4 h until June, of 1 h from July on, when the platform is live.
    #[test]
    fn go_live_parts_before_from_after() {
        let before = incidents(120, days("2026-04-01", "2026-06-30"), 4);
        let after = incidents(120, days("2026-07-01", "2026-09-30"), 1);
        let mut session = made_up(&[incident_log(&(before + &after))]);
        let live = Windows {
            go_live: Some(day("2026-07-01")),
            ..Windows::default()
        };
        let found = measured_in(&mut session, BY_MONTH, live);
        let scenario = suggested(&found, live).unwrap();
        let [now, after, a_month] = ["hours_now", "hours_after", "incidents_per_month"]
            .map(|id| at(&scenario, &format!("mttr.{id}")));
        assert_eq!((now.value, now.origin), (4.0, Origin::Measured));
        assert!(now.source.contains("Q2 2026"), "{}", now.source);
        assert_eq!((after.value, after.origin), (1.0, Origin::Measured));
        assert!(after.source.contains("Q3 2026"), "{}", after.source);
        close(a_month.value, 40.0);

        // Without the date the "after" value is nobody's measurement.
        let planned = suggested(&measured(&mut session), Windows::default()).unwrap();
        assert!(at(&planned, "mttr.hours_after").unconfirmed);
        assert_eq!(at(&planned, "mttr.hours_now").value, 1.0);
    }

    /// Said of the same quarter, driver and card are the same to the last bit.
    #[rstest]
    #[case("mttr", 3_600.0, "mttr.hours_now")]
    #[case("change_failure_rate", 1.0, "change_failure_rate.rate_now")]
    #[case("cost_per_prediction", 1.0, "cost_per_prediction.unit_cost_now")]
    #[case("model_accuracy", 1.0, "model_accuracy.accuracy_now")]
    #[case("deployment_duration", 86_400.0, "deployment_velocity.days_now")]
    fn card_and_driver_are_one_number_in_one_period(
        #[case] metric: &str,
        #[case] one: f64,
        #[case] path: &str,
    ) {
        let mut session = sample("churn");
        let quarter = Period::containing_date(day("2026-07-01").start(), Grain::Quarter);
        let asked = ShowDetail {
            filters: outturn_metrics::scorecard::Filters::default(),
            metric: metric.to_owned(),
            choice: Choice {
                grain: Grain::Quarter,
                when: When::At(quarter),
            },
            settings: Settings::default(),
        };
        let shown = session.answer(&asked).unwrap().card.value.unwrap();
        let windows = Windows {
            baseline: Baseline::Days(quarter.span()),
            ..Windows::default()
        };
        let found = measured_in(&mut session, BY_MONTH, windows);
        let reading = found[metric].baseline.clone().unwrap();
        assert_eq!(reading.value, shown);
        assert!(reading.source.ends_with("Q3 2026"), "{}", reading.source);
        let scenario = suggested(&found, windows).unwrap();
        assert_eq!(at(&scenario, path).measured, Some(shown / one));
    }

    #[test]
    fn what_the_scorecard_shows_now_stands_beside_the_baseline() {
        let mut session = sample("churn");
        let found = measured(&mut session);
        let card = card(&mut session, "mttr", When::Latest);
        let now = reading_now(&found, "mttr.hours_now").unwrap();
        assert_eq!(now.value, card.value.unwrap() / 3_600.0);
        assert!(now.source.contains("Sep 2026"), "{}", now.source);
        assert_eq!(reading_now(&found, "mttr.loss_per_hour"), None);
    }
}

mod proposals {
    use super::*;

    /// Four months of 100 a day, and of 50 incidents a month.
    fn new() -> Scenario {
        let span = days("2026-03-01", "2026-06-30");
        let log = incident_log(&incidents(200, span, 2));
        let mut session = made_up(&[bill(&[(span, 100.0)]), log]);
        suggested(&measured(&mut session), Windows::default()).unwrap()
    }

    #[test]
    fn a_new_scenario_has_its_costs_and_no_benefit_until_a_lever_is_confirmed() {
        let scenario = new();
        assert!(scenario.levers.iter().all(|l| l.proposed && !l.on));
        // The second quarter: 91 days of 100 are 3,033.33 a month.
        let running = at(&scenario, "running_cost_per_month");
        close(running.value, 9_100.0 / 3.0);
        assert_eq!(running.origin, Origin::Derived);
        assert!(
            running.source.contains("bill.csv, Q2 2026"),
            "{}",
            running.source
        );
        let as_confirmed = outcome(&scenario);
        assert_eq!(
            (as_confirmed.benefit_total, as_confirmed.roi),
            (0.0, Some(-1.0))
        );

        let adds = effect(&scenario, "mttr").unwrap();
        let confirmed = with_lever(&scenario, "mttr", true).unwrap();
        assert!(!confirmed.levers[0].proposed);
        close(outcome(&confirmed).npv, as_confirmed.npv + adds);
        let rejected = with_lever(&scenario, "mttr", false).unwrap();
        assert!(!rejected.levers[0].proposed && !rejected.levers[0].on);
        assert_eq!(rejected.levers[0].inputs, scenario.levers[0].inputs);
    }

    /// Measured: hours now. Derived: incidents a month, the bill. Unconfirmed: hours after, loss an hour, one-off cost, ramp-up.
    #[test]
    fn the_headline_says_what_it_rests_on() {
        let scenario = new();
        let rests = rests_on(&scenario);
        assert_eq!(
            rests_on_words(rests, &EN),
            "1 measured, 2 derived and 4 unconfirmed inputs"
        );
        let sentence = said(&scenario);
        assert!(sentence.contains("no lever is confirmed yet"), "{sentence}");
        assert!(
            sentence.contains("With the lever still proposed it would return $"),
            "{sentence}"
        );
        assert!(
            sentence.ends_with("it rests on 1 measured, 2 derived and 4 unconfirmed inputs."),
            "{sentence}"
        );
        let confirmed = with_confirmed(&scenario, "ramp_up_months").unwrap();
        let confirmed = with_input(&confirmed, "one_off_cost", 5_000.0).unwrap();
        assert_eq!(
            rests_on_words(rests_on(&confirmed), &EN),
            "1 measured, 2 derived, 2 set by hand and 2 unconfirmed inputs"
        );
        // The figures say both.
        let tiles = kpis(&scenario, &outcome(&scenario), &EN);
        let (n, with) = with_proposed(&scenario).unwrap();
        assert_eq!(n, 1);
        assert!(with.roi.unwrap() > -1.0);
        assert!(
            tiles
                .iter()
                .all(|tile| tile.small.contains("with the 1 proposed"))
        );
    }

    #[test]
    fn a_number_is_unconfirmed_until_somebody_says_something() {
        let scenario = new();
        for path in ["one_off_cost", "ramp_up_months", "mttr.loss_per_hour"] {
            assert!(at(&scenario, path).unconfirmed, "{path}");
            let confirmed = with_confirmed(&scenario, path).unwrap();
            assert!(!at(&confirmed, path).unconfirmed, "{path}");
            assert_eq!(at(&confirmed, path).value, at(&scenario, path).value);
            let typed = with_input(&scenario, path, at(&scenario, path).value).unwrap();
            assert!(!at(&typed, path).unconfirmed, "typed: {path}");
            assert_eq!(at(&typed, path).source, "set by hand");
        }
        for term in ["horizon_months", "discount_rate_per_year"] {
            assert!(!at(&scenario, term).unconfirmed, "{term}");
        }
    }

    #[test]
    fn of_proposals_that_count_the_same_one_is_counted() {
        let mut session = sample("churn");
        let scenario = suggested(&measured(&mut session), Windows::default()).unwrap();
        let all = if_confirmed(&scenario);
        assert!(
            outcome(&all).overlaps.is_empty(),
            "{:?}",
            outcome(&all).overlaps
        );
        assert!(all.levers.iter().filter(|l| l.on).count() > 1);
        let said =
            |scenario: &Scenario| counts_the_same(&overlaps_of(scenario, "availability")).unwrap();
        assert_eq!(
            said(&scenario),
            "Counts the same hours of downtime as “Incidents are resolved sooner”, “Incidents are detected sooner” and \
             “Fewer releases fail”, which are proposed."
        );
        // Of those that count it says how they come to count the same.
        let one = with_lever(&scenario, "mttr", true).unwrap();
        assert!(
            said(&one).starts_with(
                "Counts the same hours of downtime as “Incidents are resolved sooner”, which counts already: both price the hours \
                 in which the service is down. Counts the same"
            ),
            "{}",
            said(&one)
        );
        let confirmed = with_lever(&scenario, "mttr", true).unwrap();
        assert!(
            overlaps_of(&confirmed, "availability")
                .iter()
                .any(|(_, on, _)| *on)
        );
        let rejected = with_lever(&scenario, "mttr", false).unwrap();
        let left = overlaps_of(&rejected, "availability");
        assert!(left.iter().all(|(other, ..)| *other != "mttr"));
    }

    /// The bill is in dollars: in a scenario in euros it is neither its running cost nor the price of its predictions.
    #[test]
    fn what_is_of_another_currency_is_not_counted_among_the_proposals() {
        let mut session = sample("churn");
        let found = measured(&mut session);
        let scenario = Scenario {
            currency: Currency::parse("EUR").unwrap(),
            running_cost_per_month: 0.0,
            measured: std::collections::BTreeMap::new(),
            ..suggested(&found, Windows::default()).unwrap()
        };
        let all = if_confirmed(&scenario);
        let on = |id: &str| all.levers.iter().any(|l| l.lever == id && l.on);
        assert!(on("model_accuracy") && !on("cost_per_prediction"));
        let same = refreshed(&scenario, &found);
        assert_eq!(same.running_cost_per_month, 0.0);
    }

    #[test]
    fn an_empty_figure_says_what_is_missing_and_where() {
        let place = |scenario: &Scenario| {
            missing(scenario, &outcome(scenario), &EN).map(|m| (m.said, m.place))
        };
        let said = |text: &str, place| Some((text.to_owned(), place));
        let nothing = Scenario::default();
        assert_eq!(
            place(&nothing),
            said(
                "No ROI, no IRR and no payback yet: no cost is entered, and no lever is confirmed.",
                Place::Costs
            )
        );
        let costs = with_input(&nothing, "one_off_cost", 1_000.0).unwrap();
        assert_eq!(
            place(&costs),
            said(
                "No IRR and no payback yet: no lever says what gets better.",
                Place::AddLever
            )
        );
        assert_eq!(
            place(&new()),
            said(
                "No IRR and no payback yet: no lever is confirmed; 1 lever is proposed.",
                Place::Levers
            )
        );
        let lever = with_lever(&costs, "mttr", true).unwrap();
        assert_eq!(place(&lever), None);
        let dear = with_input(&lever, "one_off_cost", 1e9).unwrap();
        let (words, there) = place(&dear).unwrap();
        assert_eq!(there, Place::BreakEven);
        assert!(
            words.contains("does not cover the costs within 36 months"),
            "{words}"
        );
    }

    /// As a build before proposals wrote it: what was on counts, and comes to the same: (8 − 4) × 6 × 500 a month, with no ramp-up.
    #[test]
    fn work_of_earlier_builds_counts_as_it_did() {
        let old = r#"{"name":"Old","currency":"USD","horizon_months":12,"discount_rate_per_year":0.1,"timing":"first_flow_now",
            "ramp_up_months":0.0,"one_off_cost":50000.0,"running_cost_per_month":0.0,"levers":[
            {"lever":"mttr","on":true,"inputs":[
              {"id":"hours_now","value":8.0,"origin":"measured","source":"incidents.csv, Q1 2026 (mttr, n = 9)",
               "measured":{"value":8.0,"origin":"measured","source":"incidents.csv, Q1 2026 (mttr, n = 9)"}},
              {"id":"hours_after","value":4.0,"source":"starting value, not yet confirmed"},
              {"id":"incidents_per_month","value":6.0,"origin":"derived","source":"incidents.csv"},
              {"id":"loss_per_hour","value":500.0,"source":"starting value, not yet confirmed"}]},
            {"lever":"availability","on":false,"inputs":[]}]}"#;
        let scenario: Scenario = serde_json::from_str(old).unwrap();
        let [on, off] = &scenario.levers[..] else {
            panic!()
        };
        assert!(on.on && !on.proposed && !off.on && !off.proposed);
        let found = outcome(&scenario);
        assert_eq!(
            (found.benefit_total, found.cost_total),
            (144_000.0, 50_000.0)
        );
        assert_eq!(at(&scenario, "mttr.hours_now").doubt, None);
        assert_eq!(scenario.windows, Windows::default());
        // Looked at and saved again, it is the same document.
        let saved = serde_json::to_string(&scenario).unwrap();
        assert!(
            !saved.contains("proposed") && !saved.contains("windows"),
            "{saved}"
        );
    }

    #[test]
    fn a_lever_that_the_user_adds_is_the_users_own() {
        let mut session = sample("churn");
        let added = with_lever_from(&Scenario::default(), "mttr", &measured(&mut session)).unwrap();
        assert!(added.levers[0].on && !added.levers[0].proposed);
    }

    /// Costs in euros, and nothing else that has a currency.
    #[test]
    fn the_scenario_is_in_the_currency_of_the_bill() {
        let (name, text) = bill(&[(days("2026-01-01", "2026-06-30"), 10.0)]);
        let mut session = made_up(&[(name, text.replace("USD", "EUR"))]);
        let scenario = suggested(&measured(&mut session), Windows::default()).unwrap();
        assert_eq!(Some(scenario.currency), Currency::parse("EUR"));
    }
}

mod what_it_hinges_on {
    use super::*;

    fn drawn(scenario: &Scenario) -> TornadoChart {
        let bars = tornado(&validate(scenario).unwrap(), 0.2);
        let all = inputs(scenario);
        let npv = outcome(scenario).npv;
        match charts::tornado(scenario, &all, Some(npv), &bars, 0.2, &EN).kind {
            Kind::Tornado(drawn) => drawn,
            other => panic!("{other:?}"),
        }
    }

    /// April 20, May 30, June 40 incidents: their own range is that of the months, 20 to 40 around 30.
    #[test]
    fn a_measured_number_goes_through_its_months() {
        let months = [
            (20, "2026-04-01", "2026-04-30"),
            (30, "2026-05-01", "2026-05-31"),
            (40, "2026-06-01", "2026-06-30"),
        ];
        let rows: String = months
            .iter()
            .map(|(n, first, last)| incidents(*n, days(first, last), 2))
            .collect();
        let mut session = made_up(&[incident_log(&rows)]);
        let scenario = suggested(&measured(&mut session), Windows::default()).unwrap();
        let scenario = with_lever(&scenario, "mttr", true).unwrap();
        let a_month = at(&scenario, "mttr.incidents_per_month");
        assert_eq!((a_month.value, a_month.range), (30.0, Some((20.0, 40.0))));
        let bars = tornado(&validate(&scenario).unwrap(), 0.2);
        let bar = |path: &str| bars.iter().find(|b| b.path == path).unwrap();
        let incidents = bar("mttr.incidents_per_month");
        assert_eq!(
            (incidents.low, incidents.high, incidents.own_range),
            (20.0, 40.0, true)
        );
        // Nobody has given this one a range: a fifth of itself.
        let loss = bar("mttr.loss_per_hour");
        assert_eq!((loss.low, loss.high, loss.own_range), (400.0, 600.0, false));
        // Changed by hand it is another number, with no months.
        let changed = with_input(&scenario, "mttr.incidents_per_month", 50.0).unwrap();
        assert_eq!(at(&changed, "mttr.incidents_per_month").range, None);
    }

    /// 0.9 ± a fifth of itself is 0.72 to 1.08, of which 1 can be had; never a fifth of what is missing to 1.
    #[test]
    fn a_share_near_one_moves_by_a_share_of_itself() {
        let scenario = with_lever(&Scenario::default(), "model_accuracy", true).unwrap();
        let bars = tornado(&validate(&scenario).unwrap(), 0.2);
        let now = bars
            .iter()
            .find(|b| b.path == "model_accuracy.accuracy_now")
            .unwrap();
        close(now.low, 0.72);
        close(now.high, 1.0);
    }

    #[test]
    fn a_range_of_ones_own_is_kept_drawn_and_refused_where_it_is_none() {
        let scenario = with_lever(&Scenario::default(), "mttr", true).unwrap();
        let ranged = with_range(&scenario, "mttr.hours_after", Some((3.0, 5.0))).unwrap();
        let ranged = with_range(&ranged, "ramp_up_months", Some((3.0, 12.0))).unwrap();
        let text = serde_json::to_string(&ranged).unwrap();
        assert_eq!(serde_json::from_str::<Scenario>(&text).unwrap(), ranged);
        let drawn = drawn(&ranged);
        let ends = |name: &str| {
            let driver = drawn.drivers.iter().find(|d| d.name == name).unwrap();
            [&driver.low_input, &driver.high_input].map(|t| t.replace('\u{a0}', " "))
        };
        assert_eq!(ends("Hours to resolve, after"), ["3 h", "5 h"]);
        assert_eq!(ends("Ramp-up"), ["3 mo", "12 mo"]);
        assert_eq!(ends("Loss per hour of an incident"), ["$400", "$600"]);
        for range in [(5.0, 3.0), (4.0, 4.0), (-1.0, 3.0), (f64::NAN, 3.0)] {
            let refused = with_range(&scenario, "mttr.hours_after", Some(range));
            assert!(refused.is_err(), "{range:?}");
        }
        assert_eq!(
            with_range(&ranged, "ramp_up_months", None)
                .unwrap()
                .ranges
                .len(),
            0
        );
    }

    #[test]
    fn billions_are_spelled_one_way() {
        let dollars = outturn_chart::AxisUnit::Money(Currency::USD);
        let spelled = [
            dollars.scaled(1.19e10, &EN).name,
            dollars.value(1.19e10, &EN),
            outturn_format::money(1.19e10, Currency::USD, MoneyStyle::Compact, &EN),
        ];
        assert!(spelled.iter().all(|s| s.ends_with("bn")), "{spelled:?}");
    }

    /// Both inputs at their bar, and an axis that names what it counts in.
    #[test]
    fn the_picture_prints_the_inputs_and_the_unit_of_its_axis() {
        let scenario = with_lever(&Scenario::default(), "mttr", true).unwrap();
        let bars = tornado(&validate(&scenario).unwrap(), 0.2);
        let npv = outcome(&scenario).npv;
        let chart = charts::tornado(&scenario, &inputs(&scenario), Some(npv), &bars, 0.2, &EN);
        for width in [300.0, 560.0, 1_000.0] {
            let height = chart.framed_height(width);
            let svg = render_svg(&chart, &Theme::LIGHT, Size::new(width, height)).unwrap();
            let svg = svg.replace('\u{a0}', " ");
            for text in ["$400", "$600", "9.6 h", "6.4 h", "NPV, $ k"] {
                assert!(svg.contains(&format!(">{text}<")), "{width}: {text}");
            }
        }
    }
}
