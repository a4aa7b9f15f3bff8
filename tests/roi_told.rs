//! What the figures of a case are of: which charges, which time, against what, and when none is told.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // in a test a panic is the report

use outturn_core::calendar::{Calendar, Grain, Period, Span, date_from_iso};
use outturn_core::finance::NoMeaning;
use outturn_format::Locale;
use outturn_import::{self as import, ReadOptions};
use outturn_metrics::scorecard::{Card, Choice, Settings, When};
use outturn_metrics::{Metric, catalogue};
use outturn_protocol::{MeasureInputs, SetCalendar, ShowDetail, Treatment};
use outturn_report::narrative::{contradiction, irr_value, kpis, missing};
use outturn_samples as samples;
use outturn_scenario::{
    Baseline, InputDescription, Measured, Origin, Outcome, Scenario, Windows, contradicted,
    evaluate, if_confirmed, input, is_grounded, lacking, reading_now, refreshed, suggested,
    validate, with_input, with_lever, with_lever_as_measured, with_measured,
};
use outturn_session::{Answers, Session};
use rstest::rstest;
use std::fmt::Write;

const EN: Locale = Locale::EN;
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

fn of(files: &[(&str, &str)]) -> Session {
    let mut session = Session::default();
    for (name, text) in files {
        load(&mut session, name, text.as_bytes());
    }
    session
}

fn sample(id: &str) -> Session {
    let mut session = Session::default();
    for file in samples::by_id(id).unwrap().files() {
        load(&mut session, file.name, file.text.as_bytes());
    }
    session
}

fn real(name: &str) -> Session {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut session = Session::default();
    load(&mut session, name, &std::fs::read(path).unwrap());
    session
}

fn measured(session: &mut Session, windows: Windows) -> Measured {
    let asked = MeasureInputs {
        choice: BY_MONTH,
        windows,
    };
    session.answer(&asked).unwrap().measured
}

fn case(session: &mut Session, windows: Windows) -> Scenario {
    suggested(&measured(session, windows), windows).unwrap()
}

fn card(session: &mut Session, metric: &str, choice: Choice) -> Card {
    let asked = ShowDetail {
        filters: outturn_metrics::scorecard::Filters::default(),
        metric: metric.to_owned(),
        choice,
        settings: Settings::default(),
    };
    session.answer(&asked).unwrap().card
}

fn day(text: &str) -> Period {
    Period::containing_date(date_from_iso(text).unwrap(), Grain::Day)
}

/// From the first day to the last one, both included.
fn days(first: &str, last: &str) -> Span {
    day(first).span().joined(day(last).span())
}

fn live_since(text: &str) -> Windows {
    Windows {
        go_live: Some(day(text)),
        ..Windows::default()
    }
}

fn over(baseline: Baseline) -> Windows {
    Windows {
        baseline,
        ..Windows::default()
    }
}

fn at(scenario: &Scenario, path: &str) -> InputDescription {
    input(scenario, path).unwrap_or_else(|| panic!("{path}"))
}

fn outcome(scenario: &Scenario) -> Outcome {
    evaluate(&validate(scenario).unwrap())
}

fn close(found: f64, expected: f64) {
    let off = (found - expected).abs();
    assert!(off <= 1e-9 * expected.abs(), "{found}, not {expected}");
}

/// Months of a year with so many charges of so much each: the first of the month, amount, category.
fn bill(rows: &[(&str, f64, &str)]) -> String {
    let mut text = "date,cost,currency,category\n".to_owned();
    for (date, cost, category) in rows {
        writeln!(text, "{date},{cost},USD,{category}").unwrap();
    }
    text
}

mod which_charges {
    use super::*;

    /// By Python's csv over sample-claims-costs.csv: 62,000 + 55,000 + 38,000 in three rows of the category one-off; the 27 others are
    /// running, 29,087.45 from July to September 2026 and 88,373.86 from January on, which is over nine months and not over twelve.
    #[rstest]
    #[case::last_quarter(Baseline::Usual, 29_087.45 / 3.0)]
    #[case::all_that_is_loaded(Baseline::Everything, RUNNING / 9.0)]
    #[case::last_year(Baseline::LastYear, RUNNING / 9.0)]
    fn what_is_paid_once_is_one_off_cost_and_never_running(
        #[case] baseline: Baseline,
        #[case] a_month: f64,
    ) {
        let scenario = case(&mut sample("claims"), over(baseline));
        let once = at(&scenario, "one_off_cost");
        assert_eq!((once.value, once.origin), (155_000.0, Origin::Measured));
        assert!(
            once.source
                .starts_with("sample-claims-costs.csv, Oct 2025 – Sep 2026 (one_off_spend, n = 3"),
            "{}",
            once.source
        );
        close(at(&scenario, "running_cost_per_month").value, a_month);
        let costs = outcome(&scenario).cost_total;
        close(costs, 155_000.0 + 36.0 * a_month);
    }

    const RUNNING: f64 = 88_373.86;

    #[rstest]
    #[case("one-off")]
    #[case("One-Time")]
    #[case("OneTime")]
    #[case("non-recurring fee")]
    #[case("Setup")]
    #[case("CAPEX")]
    fn a_bill_says_in_many_words_what_is_paid_once(#[case] word: &str) {
        let rows = [
            ("2026-01-01", 9_000.0, word),
            ("2026-01-01", 100.0, "usage"),
            ("2026-02-01", 100.0, "usage"),
            ("2026-03-01", 130.0, "usage"),
        ];
        let scenario = case(&mut of(&[("bill.csv", &bill(&rows))]), Windows::default());
        assert_eq!(at(&scenario, "one_off_cost").value, 9_000.0);
        close(at(&scenario, "running_cost_per_month").value, 110.0);
    }

    /// A bill without a word of what is paid once leaves the one-off cost to the user: nothing is not zero.
    #[test]
    fn of_a_bill_that_marks_nothing_the_one_off_cost_is_nobodys() {
        let found = measured(&mut sample("churn"), Windows::default());
        let scenario = suggested(&found, Windows::default()).unwrap();
        let once = at(&scenario, "one_off_cost");
        assert!(once.unconfirmed && once.measured.is_none());
        assert_eq!(
            lacking(&found, "one_off_cost").unwrap().to_string(),
            "no charge of the loaded bill is marked as one-off"
        );
    }

    /// Only the build so far: no running cost is known, and none is made of it.
    #[test]
    fn a_bill_of_nothing_but_a_build_has_no_running_cost() {
        let rows = ["2026-01-01", "2026-02-01", "2026-03-01"].map(|d| (d, 500.0, "one-off"));
        let found = measured(&mut of(&[("bill.csv", &bill(&rows))]), Windows::default());
        let scenario = suggested(&found, Windows::default()).unwrap();
        assert_eq!(at(&scenario, "one_off_cost").value, 1_500.0);
        let running = at(&scenario, "running_cost_per_month");
        assert!(running.unconfirmed && running.value == 0.0);
    }

    /// ChargeFrequency of FOCUS. By Python's csv of the sample: 1,000 charges of 20.52022672899003, of which one, a credit of 2.6137, is
    /// One-Time; a one-off cost below zero is none.
    #[test]
    fn a_focus_bill_says_how_often_it_charges() {
        let mut session = real("focus_sample.csv");
        let found = measured(&mut session, Windows::default());
        let once = found["one_off_spend"].whole.clone().unwrap();
        close(once.value, -2.6137);
        let running = found["running_spend"].baseline.clone().unwrap();
        close(running.value, 20.520_226_728_990_03 + 2.6137);
        assert_eq!(
            at(
                &suggested(&found, Windows::default()).unwrap(),
                "one_off_cost"
            )
            .value,
            0.0
        );
    }

    /// The same in snake case, beside a charge of 100 for use: a purchase that does not recur is paid once, and so is what the
    /// description calls a fee for the setup or a reservation upfront. A commitment paid by the month and use are not.
    #[rstest]
    #[case("charge_category", "Purchase", 5_100.0)]
    #[case("ChargeCategory", "Purchase", 5_100.0)]
    #[case("charge_frequency", "One-Time", 5_100.0)]
    #[case("description", "One-time setup fee", 5_100.0)]
    #[case("description", "Annual reservation upfront", 5_100.0)]
    #[case("description", "Setup charges for the cluster", 5_100.0)]
    #[case("category", "Setup", 5_100.0)]
    // A service that sets things up runs like others.
    #[case("description", "setup-service, 720 hours", 0.0)]
    #[case("category", "Setup automation", 0.0)]
    #[case("charge_category,charge_frequency", "Purchase,One-Time", 5_100.0)]
    #[case("charge_category,charge_frequency", "Purchase,Recurring", 0.0)]
    #[case("charge_category,charge_frequency", "Usage,Usage-Based", 0.0)]
    #[case("charge_frequency,description", "Usage-Based,One-time passwords", 0.0)]
    #[case("description", "No upfront commitment", 0.0)]
    fn a_bill_says_what_is_paid_once(#[case] columns: &str, #[case] says: &str, #[case] once: f64) {
        let blank = ",".repeat(columns.matches(',').count());
        let mut text = format!("date,service,cost,currency,{columns}\n");
        for (day, cost) in [("2026-01-10", "5000"), ("2026-02-10", "100")] {
            text += &format!("{day},gpu,{cost},USD,{says}\n");
            text += &format!("{day},storage,100,USD,{blank}\n");
        }
        let found = measured(&mut of(&[("bill.csv", &text)]), Windows::default());
        let whole = found["one_off_spend"].whole.as_ref();
        close(whole.map_or(0.0, |w| w.value), once);
    }

    /// Spend that somebody has summed up already says nothing of what is paid once, and is taken as running.
    #[test]
    fn a_series_of_spend_is_running_cost() {
        let text =
            "date,metric,value\n2026-01-01,spend,100\n2026-02-01,spend,110\n2026-03-01,spend,120\n";
        let scenario = case(&mut of(&[("series.csv", text)]), Windows::default());
        close(at(&scenario, "running_cost_per_month").value, 110.0);
    }

    /// By Python's csv: 8,687.45 for inference from July to September 2026 over 33,931 predictions; 9,600 of licences and 10,800 of support
    /// are no inference.
    #[test]
    fn inference_spend_is_what_the_bill_calls_inference() {
        let mut session = sample("claims");
        let quarter = day("2026-07-01")
            .calendar()
            .period(day("2026-07-01").start(), Grain::Quarter);
        let choice = Choice {
            grain: Grain::Quarter,
            when: When::At(quarter),
        };
        let card = card(&mut session, "cost_per_prediction", choice);
        close(card.value.unwrap(), 8_687.45 / 33_931.0);
        let named: Vec<(&str, u64)> = card
            .receipt
            .left_out
            .iter()
            .map(|(reason, rows)| (reason.as_str(), *rows))
            .collect();
        assert_eq!(
            named,
            [
                ("for “licences”, not counted", 3),
                ("for “support”, not counted", 3)
            ]
        );
        assert_eq!(card.receipt.inputs[0].name, "spend counted");
        assert_eq!(card.receipt.inputs[0].value, 8_687.45);
        let scenario = case(&mut session, Windows::default());
        let driver = at(&scenario, "cost_per_prediction.unit_cost_now");
        assert_eq!(driver.value, card.value.unwrap());
        assert!(
            driver.source.contains("3 for “licences”, not counted"),
            "{}",
            driver.source
        );
    }

    /// Where no charge is called so, all that are not one-off are: 300 over 1,000.
    #[test]
    fn of_a_bill_that_does_not_say_all_running_charges_are_for_predictions() {
        let rows = [
            ("2026-01-01", 9_000.0, "one-off"),
            ("2026-01-01", 300.0, "compute"),
        ];
        let volumes = "date,model,predictions\n2026-01-01,m,600\n2026-01-31,m,400\n";
        let mut session = of(&[("bill.csv", &bill(&rows)), ("volumes.csv", volumes)]);
        let all = Choice {
            grain: Grain::Month,
            when: When::All,
        };
        close(
            card(&mut session, "cost_per_prediction", all)
                .value
                .unwrap(),
            0.3,
        );
    }

    /// They come to their worked examples as every metric does.
    #[test]
    fn parts_of_spend_have_no_card() {
        for part in catalogue::PARTS {
            let [table] = part.example.tables else {
                panic!("{}", part.id);
            };
            let found = measured(&mut of(&[("bill.csv", table.csv)]), Windows::default());
            let value = found[part.id]
                .baseline
                .as_ref()
                .map(|reading| reading.value);
            assert_eq!(value, Ok(part.example.value), "{}", part.id);
            assert!(catalogue::all().all(|metric| metric.id != part.id));
            assert!(Metric::find(part.id).is_none(), "{}", part.id);
        }
    }
}

mod no_before {
    use super::*;

    /// The predictions of the sample begin with 1 January 2026, when its model went live: there is no cost of a prediction before.
    #[test]
    fn without_a_day_before_go_live_nothing_is_compared() {
        let mut session = sample("claims");
        let first = case(&mut session, Windows::default());
        assert_eq!(
            at(&first, "cost_per_prediction.unit_cost_now").origin,
            Origin::Measured
        );
        let live = live_since("2026-01-01");
        let found = measured(&mut session, live);
        let scenario = refreshed(
            &Scenario {
                windows: live,
                ..first
            },
            &found,
        );
        for id in ["unit_cost_now", "unit_cost_after", "predictions_per_month"] {
            let path = format!("cost_per_prediction.{id}");
            let number = at(&scenario, &path);
            assert!(
                number.unconfirmed && number.measured.is_none(),
                "{number:?}"
            );
        }
        assert!(!is_grounded(&scenario, "cost_per_prediction"));
        let why = lacking(&found, "cost_per_prediction.unit_cost_now").unwrap();
        assert_eq!(
            why.to_string(),
            "no baseline: the data begins on 1 Jan 2026, not before go-live"
        );
        // What it has been since is told, and not taken.
        let now = reading_now(&found, "cost_per_prediction.unit_cost_now").unwrap();
        assert!(now.source.contains("Jan 2026 – Sep 2026"), "{}", now.source);
        // What is itself a change is measured since then.
        assert_eq!(
            at(&scenario, "work_removed.minutes_saved_per_case").origin,
            Origin::Derived
        );
        // The other way round as well: chosen before anything was measured.
        let fresh = suggested(&found, live).unwrap();
        let mut levers = fresh.levers.iter();
        assert!(levers.all(|lever| lever.lever != "cost_per_prediction"));
    }

    /// A number that a person has set stays; only what the data once said is no longer offered.
    #[test]
    fn what_was_set_by_hand_stays() {
        let mut session = sample("claims");
        let first = case(&mut session, Windows::default());
        let path = "cost_per_prediction.unit_cost_now";
        let set = with_input(&first, path, 0.4).unwrap();
        assert!(at(&set, path).measured.is_some());
        let live = live_since("2026-01-01");
        let then = refreshed(&set, &measured(&mut session, live));
        let number = at(&then, path);
        assert_eq!((number.value, number.measured), (0.4, None));
        assert_eq!(number.source, "set by hand");
    }

    /// Planned for next year, when the bill has ended: what it will run at is not what ran before.
    #[test]
    fn without_a_day_since_go_live_there_is_no_running_cost() {
        let mut session = sample("claims");
        let first = case(&mut session, Windows::default());
        assert!(at(&first, "running_cost_per_month").value > 0.0);
        let live = live_since("2027-01-01");
        let found = measured(&mut session, live);
        let then = refreshed(&first, &found);
        let running = at(&then, "running_cost_per_month");
        assert!(running.unconfirmed && running.value == 0.0, "{running:?}");
        assert_eq!(
            lacking(&found, "running_cost_per_month")
                .unwrap()
                .to_string(),
            "nothing since go-live: the data ends on 30 Sep 2026"
        );
        // What was paid once was paid.
        assert_eq!(at(&then, "one_off_cost").value, 155_000.0);
        // And back again.
        let back = refreshed(&then, &measured(&mut session, Windows::default()));
        assert_eq!(
            at(&back, "running_cost_per_month").value,
            at(&first, "running_cost_per_month").value
        );
    }

    #[test]
    fn days_that_the_data_does_not_have_are_no_baseline() {
        let mut session = sample("churn");
        let first = case(&mut session, Windows::default());
        let years_ago = over(Baseline::Days(days("2020-01-01", "2020-03-31")));
        let found = measured(&mut session, years_ago);
        let then = refreshed(&first, &found);
        assert!(at(&then, "model_accuracy.accuracy_now").unconfirmed);
        assert_eq!(
            lacking(&found, "model_accuracy.accuracy_now")
                .unwrap()
                .to_string(),
            "no baseline: the data is of 1 Oct 2025 – 30 Sep 2026"
        );
    }

    /// Incidents in January and in December: of June there is no time to resolve one, and that is said.
    #[test]
    fn a_time_in_which_nothing_happened_has_no_value() {
        let log = "id,detected_at,resolved_at\n1,2025-01-05T00:00Z,2025-01-05T01:00Z\n2,2025-12-28T00:00Z,2025-12-28T03:00Z\n";
        let mut session = of(&[("log.csv", log)]);
        let june = Period::containing_date(date_from_iso("2025-06-01").unwrap(), Grain::Month);
        let asked = MeasureInputs {
            choice: Choice {
                grain: Grain::Month,
                when: When::At(june),
            },
            windows: over(Baseline::Days(june.span())),
        };
        let found = session.answer(&asked).unwrap().measured;
        assert_eq!(
            lacking(&found, "mttr.hours_now").unwrap().to_string(),
            "the data has no value in this time"
        );
    }
}

mod against_the_data {
    use super::*;

    /// 2 incidents from July to September 2026: 2/3 a month, and their mean of 8.293 h, against starting values of 4 and 8 h.
    #[test]
    fn a_lever_whose_starting_values_contradict_the_data_says_both_and_asks() {
        let scenario = case(&mut sample("claims"), Windows::default());
        let numbers = contradicted(&scenario, "mttr");
        let said = contradiction(&numbers, scenario.currency, &EN).unwrap();
        assert_eq!(
            said.replace('\u{a0}', " "),
            "“Hours to resolve, now” starts at 8 h, the data says 8.293 h; “Incidents per month” starts at 4, the data says 0.6667, \
             on 2 events, fewer than 30."
        );
        let measured = with_lever_as_measured(&scenario, "mttr").unwrap();
        let [now, after, a_month] = ["hours_now", "hours_after", "incidents_per_month"]
            .map(|id| at(&measured, &format!("mttr.{id}")));
        close(a_month.value, 2.0 / 3.0);
        assert_eq!(now.origin, Origin::Measured);
        // The starting value of the other stands in relation to it: a quarter less.
        close(after.value, now.value * 0.75);
        assert!(after.unconfirmed);
        let lever = |s: &Scenario| s.levers.iter().any(|l| l.lever == "mttr" && l.on);
        assert!(lever(&measured));
        assert_eq!(contradicted(&measured, "mttr"), []);
        // Confirmed at its starting values it counts at those, and stays open to be looked at.
        let started = with_lever(&scenario, "mttr", true).unwrap();
        assert!(lever(&started));
        assert_eq!(contradicted(&started, "mttr").len(), 2);
    }

    #[test]
    fn what_follows_the_data_contradicts_nothing() {
        let scenario = case(&mut sample("churn"), Windows::default());
        for lever in ["availability", "cost_per_prediction", "model_accuracy"] {
            assert_eq!(contradicted(&scenario, lever), [], "{lever}");
        }
        assert_eq!(contradiction(&[], scenario.currency, &EN), None);
    }

    /// A starting value in relation to a number follows where that is set to what the data says; one that somebody has set does not.
    #[test]
    fn only_starting_values_follow() {
        let scenario = case(&mut sample("claims"), Windows::default());
        let typed = with_input(&scenario, "mttr.hours_after", 3.0).unwrap();
        let taken = with_measured(&typed, "mttr.hours_now").unwrap();
        assert_eq!(at(&taken, "mttr.hours_after").value, 3.0);
    }
}

mod rates_of_return {
    use super::*;

    /// A running cost of 9,600 a month and 60,000 of benefit after a ramp of six months, with nothing paid once: only the ramp can be
    /// negative. By numpy-financial 1.0.0: month 1 brings 10,000 − 9,600, so nothing is ever laid out.
    #[test]
    fn where_only_the_ramp_is_negative_no_rate_is_told() {
        let base = with_lever(&Scenario::default(), "work_removed", true).unwrap();
        let numbers = [
            ("work_removed.minutes_saved_per_case", 60.0),
            ("work_removed.minutes_added_per_case", 0.0),
            ("work_removed.cases_per_month", 1_000.0),
            ("work_removed.cost_per_hour", 54.0),
            ("running_cost_per_month", 9_600.0),
        ];
        let scenario = numbers.iter().fold(base, |scenario, (path, value)| {
            with_input(&scenario, path, *value).unwrap()
        });
        // Months 1 to 6: 9,000 − 9,600 = −600, then 8,400, 17,400, 26,400, 35,400, 44,400; back after 1 + 600 ÷ 8,400 months.
        let found = outcome(&scenario);
        let comes_in = 8_400.0 + 17_400.0 + 26_400.0 + 35_400.0 + 31.0 * 44_400.0;
        assert_eq!(
            found.irr_without_meaning,
            Some(NoMeaning::LittleLaidOut {
                most: 600.0,
                comes_in
            })
        );
        assert_eq!(irr_value(&found, &EN), "not meaningful");
        let tile = &kpis(&scenario, &found, &EN)[2];
        assert_eq!(
            tile.small.replace('\u{a0}', " "),
            "never more than $600 is laid out, against $1.46 M that comes in: go by NPV"
        );
        // With a build it is an investment again.
        let built = with_input(&scenario, "one_off_cost", 400_000.0).unwrap();
        let found = outcome(&built);
        assert_eq!(found.irr_without_meaning, None);
        assert!(irr_value(&found, &EN).ends_with('%'));
    }

    /// A running cost and a benefit that is there at once: no flow is negative, or none is positive, so there is no rate. By hand: 36 months
    /// of 54,000 − 9,600, or of 5,400 − 9,600.
    #[rstest]
    #[case::never_in_the_red(
        1_000.0,
        36.0 * 44_400.0,
        "none: no month costs more than it brings, so nothing is laid out that could have a return: go by NPV",
        None
    )]
    #[case::always_in_the_red(
        100.0,
        36.0 * -4_200.0,
        "none: no month brings more than it costs, so what is laid out never comes back: go by NPV",
        Some("No IRR and no payback yet: what comes back does not cover the costs within 36 months.")
    )]
    fn why_there_is_no_rate_agrees_with_what_is_brought(
        #[case] cases_per_month: f64,
        #[case] net_total: f64,
        #[case] small: &str,
        #[case] lacking: Option<&str>,
    ) {
        let base = with_lever(&Scenario::default(), "work_removed", true).unwrap();
        let numbers = [
            ("work_removed.minutes_saved_per_case", 60.0),
            ("work_removed.minutes_added_per_case", 0.0),
            ("work_removed.cases_per_month", cases_per_month),
            ("work_removed.cost_per_hour", 54.0),
            ("running_cost_per_month", 9_600.0),
            ("ramp_up_months", 0.0),
        ];
        let scenario = numbers.iter().fold(base, |scenario, (path, value)| {
            with_input(&scenario, path, *value).unwrap()
        });
        let found = outcome(&scenario);
        close(found.net_total, net_total);
        let tile = &kpis(&scenario, &found, &EN)[2];
        assert_eq!((tile.value.as_str(), tile.small.as_str()), ("—", small));
        let said = missing(&scenario, &found, &EN).map(|missing| missing.said);
        assert_eq!(said.as_deref(), lacking);
    }

    /// The claims sample with what it proposes, from its files: by Python's csv 155,000 once, 29,087.45 ÷ 3 a month; 6.1297 minutes of 10,073.67
    /// cases a month at 50 an hour, and a fifth of 8,687.45 ÷ 3 for predictions; by numpy-financial 1.0.0 `npv` and `irr` of the 37 flows at
    /// 1.1^(1/12) − 1, payback from numpy's cumulative sums.
    #[test]
    fn the_claims_sample_agrees_with_numpy_financial() {
        let scenario = case(&mut sample("claims"), Windows::default());
        let found = outcome(&if_confirmed(&scenario));
        close(found.npv, 1_037_735.107_748_294_2);
        close(found.net_total, 1_239_159.279_999_999_3);
        close(found.roi.unwrap(), 2.458_408_402_033_608_6);
        close(found.irr_per_year.roots()[0], 5.651_373_521_144_995);
        close(found.payback_months.unwrap().periods, 6.733_311_924_764_443);
        assert_eq!(found.irr_without_meaning, None);
    }

    /// No sample's case, confirmed or as proposed, tells a rate that nobody could have.
    #[test]
    fn no_sample_tells_a_rate_beyond_ten_thousand_per_cent() {
        for sample_of in samples::ALL {
            let scenario = case(&mut sample(sample_of.id), Windows::default());
            for scenario in [&scenario, &if_confirmed(&scenario)] {
                let found = outcome(scenario);
                let told = irr_value(&found, &EN);
                assert!(!told.starts_with('>'), "{}: {told}", sample_of.id);
            }
        }
    }
}

mod calendars {
    use super::*;

    fn by(session: &mut Session, calendar: Calendar) {
        let zone = None;
        session.answer(&SetCalendar { calendar, zone }).unwrap();
    }

    /// Fiscal years from February: the last complete quarter of data to 30 September is May to July. By Python's csv the sample's bill
    /// comes to 45,839.79 in those months.
    #[test]
    fn the_baseline_is_the_last_quarter_of_the_fiscal_year() {
        let mut session = sample("churn");
        by(
            &mut session,
            Calendar {
                year_begins: 2,
                ..Calendar::default()
            },
        );
        let running = at(
            &case(&mut session, Windows::default()),
            "running_cost_per_month",
        );
        assert!(
            running
                .source
                .contains("sample-churn-costs.csv, Q2 FY2027 ("),
            "{}",
            running.source
        );
        close(running.value, MAY_TO_JULY / 3.0);
    }

    const MAY_TO_JULY: f64 = 45_839.79;

    /// Of 4-4-5 weeks from the Monday nearest to 1 January: the third quarter of 2026 is 29 June to 27 September, thirteen weeks. 100 a
    /// day are 9,100 in it; a month of it is 100 × 365 ÷ 12, give or take its days, and the months of four and five weeks are alike.
    #[test]
    fn months_of_weeks_are_cut_as_such_and_compared_as_months() {
        let mut text = "date,cost,currency\n".to_owned();
        for day in days("2026-01-01", "2026-10-15").start.iter_days().take(288) {
            writeln!(text, "{day},100,USD").unwrap();
        }
        let mut session = of(&[("bill.csv", &text)]);
        by(
            &mut session,
            Calendar {
                weeks: true,
                ..Calendar::default()
            },
        );
        let found = measured(&mut session, Windows::default());
        let reading = found["running_spend"].baseline.clone().unwrap();
        assert_eq!(reading.source, "bill.csv, Q3 FY2026");
        assert_eq!(reading.value, 9_100.0);
        // 2 days of 30, two months, 27 days of 30.
        close(reading.months, 2.0 / 30.0 + 2.0 + 27.0 / 30.0);
        let (low, high) = reading.value_range.unwrap();
        assert!(3_000.0 <= low && high <= 3_200.0, "{low} to {high}");
    }
}

mod one_number {
    use super::*;

    /// In every whole period of every sample, at each grain, the driver's reading of it is the scorecard's figure of it, to the last bit.
    #[rstest]
    fn the_scorecard_and_the_driver_say_the_same_of_the_same_period(
        #[values("churn", "claims", "leading")] id: &str,
        #[values(Grain::Day, Grain::Week, Grain::Month, Grain::Quarter, Grain::Year)] grain: Grain,
        #[values(1, 10)] year_begins: u8,
    ) {
        let mut session = sample(id);
        let calendar = Calendar {
            year_begins,
            ..Calendar::default()
        };
        let zone = None;
        session.answer(&SetCalendar { calendar, zone }).unwrap();
        let all = days("2023-10-01", "2026-09-30");
        let periods = calendar.periods(all, grain).into_iter();
        // Not every day and week of three years.
        let step = match grain {
            Grain::Day => 23,
            Grain::Week => 7,
            _ => 1,
        };
        let mut compared = 0;
        for period in periods.step_by(step) {
            let found = measured(&mut session, over(Baseline::Days(period.span())));
            for (metric, of) in &found {
                // Parts of spend have no card; a period that is not whole is cut to what is covered.
                let Some(reading) = of.baseline.as_ref().ok() else {
                    continue;
                };
                if catalogue::find(metric).is_none() {
                    continue;
                }
                let choice = Choice {
                    grain,
                    when: When::At(period),
                };
                let card = card(&mut session, metric, choice);
                if card.to_date || card.observed.is_some() {
                    continue;
                }
                assert_eq!(
                    Some(reading.value),
                    card.value,
                    "{metric} in {}",
                    period.label()
                );
                compared += 1;
            }
        }
        // The series of one sample are monthly; the two others hold a whole year only from October to September.
        let has_none = match grain {
            Grain::Day | Grain::Week => id == "leading",
            Grain::Year => id != "leading" && year_begins == 1,
            _ => false,
        };
        assert_eq!(compared == 0, has_none, "{compared} of {id} by {grain:?}");
    }

    /// What runs and what is paid once are all that is spent, in every month.
    /// Twelve releases a month of which two fail, and three to staging: what fails was released too, and staging is no production.
    #[test]
    fn every_release_to_production_counts_whatever_became_of_it() {
        let mut log = "id,environment,status,finished_at\n".to_owned();
        for (month, last) in [(1, 31), (2, 28), (3, 31)] {
            for n in 0..15 {
                let day = if n == 0 { last } else { 2 * n - 1 };
                let environment = if n % 5 == 4 { "staging" } else { "production" };
                let status = if n == 2 || n == 7 {
                    "failed"
                } else {
                    "success"
                };
                writeln!(
                    log,
                    "{month}-{n},{environment},{status},2026-{month:02}-{day:02}T10:00Z"
                )
                .unwrap();
            }
        }
        let mut session = of(&[("releases.csv", &log)]);
        let scenario = case(&mut session, Windows::default());
        let of = |input: &str| at(&scenario, &format!("change_failure_rate.{input}")).value;
        close(of("releases_per_month"), 12.0);
        close(of("rate_now"), 6.0 / 36.0);
    }

    #[test]
    fn the_parts_of_spend_are_spend() {
        let mut session = sample("claims");
        for month in Calendar::default().periods(days("2025-10-01", "2026-09-30"), Grain::Month) {
            let windows = over(Baseline::Days(month.span()));
            let found = measured(&mut session, windows);
            let part = |id: &str| found[id].baseline.as_ref().map_or(0.0, |r| r.value);
            // A build is paid before what it builds runs.
            let parts = part("running_spend").max(part("one_off_spend"));
            let once = part("one_off_spend").min(part("running_spend"));
            close(parts + once, part("spend"));
        }
    }
}

mod proposals {
    use super::*;
    use outturn_report::narrative::{verdict, with_proposed};

    /// No release of the last quarter failed: fewer than none cannot fail, and nothing is said of what that would bring.
    #[test]
    fn a_lever_that_brings_nothing_is_no_part_of_what_is_promised() {
        let mut session = real("devlake_github_cicd_deployment_commits.csv");
        let scenario = case(&mut session, Windows::default());
        assert_eq!(at(&scenario, "change_failure_rate.rate_now").value, 0.0);
        assert_eq!(with_proposed(&scenario), None);
        let said = verdict(&scenario, &outcome(&scenario), &EN);
        assert!(said.iter().all(|phrase| !phrase.text.contains('$')));
    }
}
