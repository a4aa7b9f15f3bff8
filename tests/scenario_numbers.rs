//! The numbers of a scenario: what the data says of them, what follows that, how far they reach, how variants move them. Expected
//! figures are worked by hand.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use outturn_core::calendar::{Grain, Period};
use outturn_core::units::{Currency, Unit};
use outturn_scenario::{
    Baseline, Doubt, Lacking, LedgerLine, LeverUse, Measured, MeasuredMetric, Origin, Range,
    Reading, Scenario, Stance, Windows, evaluate, goal_seek, input, lever_by_id, reading_now,
    refreshed, rests_on, suggest, suggested, tornado, validate, variant, with_confirmed,
    with_input, with_lever, with_measured, with_range, with_source,
};
use rstest::rstest;

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= 1e-12 * expected.abs(),
        "found {found}, expected {expected}"
    );
}

/// A year of a metric.
fn reading(value: f64) -> Reading {
    Reading {
        value,
        currency: None,
        n: 100,
        months: 12.0,
        events: None,
        value_range: None,
        events_range: None,
        source: "log.csv".into(),
        left_out: Vec::new(),
        caveats: Vec::new(),
    }
}

fn measured_as(unit: Unit, baseline: Result<Reading, Lacking>) -> MeasuredMetric {
    MeasuredMetric {
        unit,
        baseline,
        now: Err(Lacking::NoValue),
        since_go_live: false,
        whole: None,
    }
}

fn one(id: &str, unit: Unit, reading: Reading) -> Measured {
    Measured::from([(id.to_owned(), measured_as(unit, Ok(reading)))])
}

/// Incidents of so many hours, six a month.
fn incidents(hours: f64) -> Reading {
    Reading {
        events: Some(72.0),
        ..reading(hours * 3_600.0)
    }
}

fn with_levers(levers: Vec<LeverUse>) -> Scenario {
    Scenario {
        levers,
        ..Scenario::default()
    }
}

fn of(measured: &Measured) -> Scenario {
    with_levers(suggest(measured))
}

fn by_hand(lever: &str) -> LeverUse {
    LeverUse::by_hand(lever_by_id(lever).unwrap())
}

fn value(scenario: &Scenario, path: &str) -> f64 {
    input(scenario, path).unwrap().value
}

fn source(scenario: &Scenario, path: &str) -> String {
    input(scenario, path).unwrap().source
}

fn range(scenario: &Scenario, path: &str) -> Option<Range> {
    input(scenario, path).unwrap().range
}

mod ranges {
    use super::*;

    /// Months of 2 to 5 hours, of 4 to 9 incidents.
    #[test]
    fn the_range_of_the_months_is_told_in_the_unit_of_the_number() {
        let scenario = of(&one(
            "mttr",
            Unit::Seconds,
            Reading {
                value_range: Some((7_200.0, 18_000.0)),
                events_range: Some((4.0, 9.0)),
                ..incidents(4.0)
            },
        ));
        assert_eq!(range(&scenario, "mttr.hours_now"), Some((2.0, 5.0)));
        assert_eq!(
            range(&scenario, "mttr.incidents_per_month"),
            Some((4.0, 9.0))
        );
    }

    /// A month has 730 h, or 2,628,000 s: months of 0.4 to 0.6 requests a second.
    #[test]
    fn a_rate_becomes_so_many_a_month_and_its_range_does_too() {
        let cost = Reading {
            currency: Some(Currency::USD),
            ..reading(0.05)
        };
        let requests = Reading {
            value_range: Some((0.4, 0.6)),
            ..reading(0.5)
        };
        let mut measured = one("cost_per_prediction", Unit::Money, cost);
        measured.extend(one("throughput", Unit::PerSecond, requests));
        let path = "cost_per_prediction.predictions_per_month";
        let scenario = of(&measured);
        assert_eq!(value(&scenario, path), 1_314_000.0);
        let (low, high) = range(&scenario, path).unwrap();
        close(low, 1_051_200.0);
        close(high, 1_576_800.0);
    }

    /// A share is from 0 to 1.
    #[rstest]
    #[case((0.99, 0.999), true)]
    #[case((0.0, 1.0), true)]
    #[case::every_month_the_same((0.998, 0.998), false)]
    #[case::more_than_all((0.99, 1.2), false)]
    #[case::less_than_none((-0.1, 0.999), false)]
    fn a_range_counts_where_the_number_may_go_through_it(
        #[case] months: Range,
        #[case] counts: bool,
    ) {
        let up = Reading {
            value_range: Some(months),
            ..reading(0.998)
        };
        let scenario = of(&one("availability", Unit::Ratio, up));
        let expected = counts.then_some(months);
        assert_eq!(range(&scenario, "availability.availability_now"), expected);
    }

    /// A month of newer data is too little to be taken; its range is not that of the older figure, which stands.
    #[test]
    fn what_stands_does_not_take_the_range_of_what_is_offered() {
        let scenario = of(&one("mttr", Unit::Seconds, incidents(4.0)));
        let newer = Reading {
            months: 1.0,
            value_range: Some((18_000.0, 25_200.0)),
            ..incidents(6.0)
        };
        let now = refreshed(&scenario, &one("mttr", Unit::Seconds, newer));
        let hours = input(&now, "mttr.hours_now").unwrap();
        assert_eq!((hours.value, hours.measured), (4.0, Some(6.0)));
        assert_eq!(hours.range, None);
    }
}

mod sliders {
    use super::*;

    /// Made for up to 72 h: what is measured has at least a fiftieth of it and at most four fifths. Else three times the measured
    /// value, rounded up to 1, 2 or 5 × 10ᵏ.
    #[rstest]
    #[case(1.5, 72.0)]
    #[case(57.0, 72.0)]
    #[case(1.4, 5.0)]
    #[case(58.0, 200.0)]
    #[case(0.0, 72.0)]
    fn a_slider_fits_what_was_measured(#[case] hours: f64, #[case] max: f64) {
        let scenario = of(&one("mttr", Unit::Seconds, incidents(hours)));
        let slider = input(&scenario, "mttr.hours_now").unwrap();
        assert_eq!((slider.min, slider.max), (0.0, max));
    }

    #[test]
    fn a_share_is_always_of_one() {
        let failures = Reading {
            events: Some(120.0),
            ..reading(0.004)
        };
        let scenario = of(&one("change_failure_rate", Unit::Ratio, failures));
        let slider = input(&scenario, "change_failure_rate.rate_now").unwrap();
        assert_eq!((slider.value, slider.min, slider.max), (0.004, 0.0, 1.0));
    }

    /// A test with customers may have found that they buy less.
    #[test]
    fn a_lift_may_be_a_loss() {
        let scenario = with_levers(vec![by_hand("customer_impact_uplift")]);
        let path = "customer_impact_uplift.uplift";
        let lift = input(&scenario, path).unwrap();
        assert!(lift.min < 0.0, "{}", lift.min);
        let loss = with_input(&scenario, path, -0.1).unwrap();
        assert!(evaluate(&validate(&loss).unwrap()).benefit_total < 0.0);
    }

    #[rstest]
    #[case("one_off_cost", 2e6, (0.0, 2e6))]
    #[case("one_off_cost", 3.5e6, (0.0, 5e6))]
    #[case("one_off_cost", 7e6, (0.0, 1e7))]
    #[case("discount_rate_per_year", -0.2, (-0.2, 0.4))]
    fn a_slider_stretches_to_hold_its_value(
        #[case] path: &str,
        #[case] to: f64,
        #[case] ends: (f64, f64),
    ) {
        let changed = with_input(&Scenario::default(), path, to).unwrap();
        let slider = input(&changed, path).unwrap();
        assert_eq!((slider.min, slider.max), ends);
    }
}

mod told_by_the_data {
    use super::*;

    fn spend(a_month: f64) -> Measured {
        let total = Reading {
            currency: Some(Currency::USD),
            ..reading(12.0 * a_month)
        };
        one("running_spend", Unit::Money, total)
    }

    const COST: &str = "running_cost_per_month";

    #[test]
    fn a_cost_follows_the_data_until_somebody_sets_it() {
        let case = suggested(&spend(10_000.0), Windows::default()).unwrap();
        assert_eq!(value(&case, COST), 10_000.0);
        assert_eq!(value(&refreshed(&case, &spend(11_000.0)), COST), 11_000.0);

        let set = with_input(&case, COST, 12_000.0).unwrap();
        let shown = input(&set, COST).unwrap();
        assert_eq!(
            (shown.origin, shown.source.as_str(), shown.measured),
            (Origin::Assumed, "set by hand", Some(10_000.0))
        );
        let later = refreshed(&set, &spend(11_000.0));
        assert_eq!(value(&later, COST), 12_000.0);
        // Set to what the data says, it is the data's again.
        let back = with_input(&later, COST, 11_000.0).unwrap();
        assert_eq!(input(&back, COST).unwrap().origin, Origin::Derived);
        assert_eq!(value(&refreshed(&back, &spend(9_000.0)), COST), 9_000.0);
    }

    #[test]
    fn what_somebody_said_of_a_cost_outlives_its_figure_and_a_confirmation_does_not() {
        let said = with_source(&Scenario::default(), COST, "Finance, October").unwrap();
        let changed = with_input(&said, COST, 500.0).unwrap();
        assert_eq!(source(&changed, COST), "Finance, October");
        let confirmed = with_confirmed(&Scenario::default(), COST).unwrap();
        assert_eq!(source(&confirmed, COST), "confirmed as it stands");
        let changed = with_input(&confirmed, COST, 500.0).unwrap();
        assert_eq!(source(&changed, COST), "set by hand");
    }

    /// Horizon and discount rate are stated; a cost from an older document has no source.
    #[test]
    fn terms_and_older_figures_need_no_confirmation() {
        let older = Scenario {
            one_off_cost: 500.0,
            ..Scenario::default()
        };
        let stated = with_input(&older, "discount_rate_per_year", 0.08).unwrap();
        for path in ["horizon_months", "discount_rate_per_year", "one_off_cost"] {
            let shown = input(&stated, path).unwrap();
            assert_eq!(
                (shown.source.as_str(), shown.unconfirmed),
                ("assumed for this scenario", false),
                "{path}"
            );
        }
        assert!(input(&stated, COST).unwrap().unconfirmed);
    }

    #[test]
    fn a_suggested_case_is_of_the_times_that_were_asked_about() {
        let windows = Windows {
            baseline: Baseline::LastYear,
            go_live: None,
        };
        let case = suggested(&spend(10_000.0), windows).unwrap();
        assert_eq!(case.windows, windows);
    }

    #[test]
    fn no_event_in_a_year_is_no_frequency() {
        let none = Reading {
            events: Some(0.0),
            ..incidents(4.0)
        };
        let scenario = of(&one("mttr", Unit::Seconds, none));
        let incidents = input(&scenario, "mttr.incidents_per_month").unwrap();
        assert_eq!((incidents.value, incidents.measured), (4.0, None));
    }

    /// A month of incidents of 4 h is offered for the starting value of 8 h. "After" starts a quarter below "now".
    #[test]
    fn a_confirmed_number_does_not_follow_what_is_taken() {
        let month = Reading {
            months: 1.0,
            ..incidents(4.0)
        };
        let offered = of(&one("mttr", Unit::Seconds, month));
        let (now, after) = ("mttr.hours_now", "mttr.hours_after");
        assert_eq!([now, after].map(|path| value(&offered, path)), [8.0, 6.0]);
        let taken = with_measured(&offered, now).unwrap();
        assert_eq!([now, after].map(|path| value(&taken, path)), [4.0, 3.0]);
        let confirmed = with_confirmed(&offered, after).unwrap();
        let taken = with_measured(&confirmed, now).unwrap();
        assert_eq!([now, after].map(|path| value(&taken, path)), [4.0, 6.0]);
    }

    /// Go-live is set to before the first incident: what was measured is nobody's any more, what the user said stays.
    #[test]
    fn without_a_baseline_a_number_is_at_its_start_again() {
        let first = of(&one("mttr", Unit::Seconds, incidents(4.0)));
        let first = with_range(&first, "mttr.hours_now", Some((3.0, 6.0))).unwrap();
        let first = with_input(&first, "mttr.incidents_per_month", 5.0).unwrap();
        let live = Period::containing_date("2026-01-01".parse().unwrap(), Grain::Day);
        let gone = measured_as(Unit::Seconds, Err(Lacking::BeginsAfterGoLive(live)));
        let now = refreshed(&first, &Measured::from([("mttr".to_owned(), gone)]));
        let hours = input(&now, "mttr.hours_now").unwrap();
        assert_eq!(
            (hours.value, hours.origin, hours.measured, hours.range),
            (8.0, Origin::Assumed, None, Some((3.0, 6.0)))
        );
        assert_eq!(value(&now, "mttr.hours_after"), 6.0);
        let incidents = input(&now, "mttr.incidents_per_month").unwrap();
        assert_eq!((incidents.value, incidents.measured), (5.0, None));
    }

    /// Starting values change from build to build; a case that nobody measures keeps those it was saved with.
    #[test]
    fn a_lever_without_data_stays_as_it_was_saved() {
        let mut saved = by_hand("mttr");
        saved.inputs.iter_mut().for_each(|input| input.value += 1.0);
        let saved = with_levers(vec![saved]);
        assert_eq!(refreshed(&saved, &Measured::new()), saved);
    }
}

/// What the scorecard shows now, beside the baseline.
mod beside_the_baseline {
    use super::*;

    const LATE: Lacking = Lacking::NoValue;

    fn shown(baseline: Result<Reading, Lacking>, months: f64, since_go_live: bool) -> Measured {
        let now = Reading {
            months,
            events: Some(6.0 * months),
            ..incidents(2.0)
        };
        let metric = MeasuredMetric {
            now: Ok(now.clone()),
            since_go_live,
            whole: Some(now),
            ..measured_as(Unit::Seconds, baseline)
        };
        let money = MeasuredMetric {
            unit: Unit::Money,
            ..metric.clone()
        };
        Measured::from([
            ("mttr".to_owned(), metric),
            ("running_spend".to_owned(), money.clone()),
            ("one_off_spend".to_owned(), money),
        ])
    }

    #[rstest]
    #[case::a_month(Ok(incidents(4.0)), 1.0, false, [true, true, true])]
    #[case::a_day_is_no_month(Ok(incidents(4.0)), 0.033, false, [true, false, false])]
    #[case::february(Ok(incidents(4.0)), 28.0 / 30.42, false, [true, true, true])]
    #[case::since_go_live_it_is_after(Ok(incidents(4.0)), 6.0, true, [false, false, false])]
    #[case::without_a_before(Err(LATE), 6.0, true, [true, true, false])]
    fn it_stands_beside_what_is_compared_with_it(
        #[case] baseline: Result<Reading, Lacking>,
        #[case] months: f64,
        #[case] since_go_live: bool,
        #[case] expected: [bool; 3],
    ) {
        let measured = shown(baseline, months, since_go_live);
        let paths = [
            "mttr.hours_now",
            "mttr.incidents_per_month",
            "running_cost_per_month",
        ];
        let found = paths.map(|path| reading_now(&measured, path).is_some());
        assert_eq!(found, expected);
        // What is paid once is paid at any time.
        assert_eq!(reading_now(&measured, "one_off_cost"), None);
    }
}

mod unlisted {
    use super::*;

    fn bare() -> Scenario {
        with_levers(vec![LeverUse {
            lever: "mttr".to_owned(),
            on: true,
            ..LeverUse::default()
        }])
    }

    #[test]
    fn a_number_that_a_document_does_not_list_is_confirmed_where_it_starts() {
        let confirmed = with_confirmed(&bare(), "mttr.hours_after").unwrap();
        let after = input(&confirmed, "mttr.hours_after").unwrap();
        assert_eq!(
            (after.value, after.source.as_str()),
            (6.0, "confirmed as it stands")
        );
        assert!(input(&confirmed, "mttr.hours_now").unwrap().unconfirmed);
        let set = with_input(&confirmed, "mttr.hours_now", 5.0).unwrap();
        assert_eq!(value(&set, "mttr.hours_now"), 5.0);
        assert_eq!(value(&set, "mttr.hours_after"), 6.0);
    }

    #[test]
    fn a_range_confirms_nothing() {
        let ranged = with_range(&bare(), "mttr.hours_now", Some((3.0, 9.0))).unwrap();
        let hours = input(&ranged, "mttr.hours_now").unwrap();
        assert_eq!((hours.value, hours.range), (8.0, Some((3.0, 9.0))));
        assert!(hours.unconfirmed);
    }

    #[test]
    fn a_number_that_a_document_does_not_list_leans_with_the_others() {
        let cautious = variant(&bare(), Stance::Cautious);
        // 8 h and 500 a fifth lower; of the way from 8 h to 6 h a fifth less.
        close(value(&cautious, "mttr.hours_now"), 6.4);
        close(value(&cautious, "mttr.loss_per_hour"), 400.0);
        close(value(&cautious, "mttr.hours_after"), 6.4);
    }

    #[test]
    fn a_lever_that_is_switched_off_is_added_off() {
        let off = with_lever(&Scenario::default(), "mttr", false).unwrap();
        assert!(!off.levers[0].on && !off.levers[0].proposed);
    }
}

mod what_counts {
    use super::*;

    fn proposed(lever: &str) -> LeverUse {
        LeverUse {
            on: false,
            proposed: true,
            ..by_hand(lever)
        }
    }

    fn off(lever: &str) -> LeverUse {
        LeverUse {
            on: false,
            ..by_hand(lever)
        }
    }

    /// Two costs and a ramp-up, and the four numbers of the lever that counts.
    #[rstest]
    #[case::the_lever_that_is_on(vec![by_hand("mttr"), proposed("work_removed")])]
    #[case::while_none_is_the_one_proposed(vec![proposed("mttr"), off("work_removed")])]
    fn a_case_rests_on_the_levers_that_count(#[case] levers: Vec<LeverUse>) {
        assert_eq!(rests_on(&with_levers(levers)).unconfirmed, 7);
    }

    fn example(id: &str) -> LeverUse {
        let definition = lever_by_id(id).unwrap();
        let mut used = by_hand(id);
        for entry in &mut used.inputs {
            let mut given = definition.example.inputs.iter();
            entry.value = given.find(|(id, _)| *id == entry.id).unwrap().1;
        }
        used
    }

    /// 45,000 and 14,000 a month, as their examples say.
    fn case() -> Scenario {
        Scenario {
            one_off_cost: 1_500_000.0,
            ..with_levers(vec![example("mttr"), example("work_removed")])
        }
    }

    #[test]
    fn a_year_is_twelve_months_at_full_effect() {
        let outcome = evaluate(&validate(&case()).unwrap());
        let years = outcome.ledger.iter().map(LedgerLine::amount_per_year);
        let years: Vec<f64> = years.collect();
        close(years[0], 540_000.0);
        close(years[1], 168_000.0);
        close(outcome.benefit_per_year(), 708_000.0);
    }

    /// The one-off cost is paid undiscounted in month 0: a fifth of it up and down.
    #[test]
    fn a_bar_is_as_long_as_what_it_moves() {
        let bars = tornado(&validate(&case()).unwrap(), 0.2);
        let cost = bars.iter().find(|bar| bar.path == "one_off_cost").unwrap();
        assert!((cost.span() - 600_000.0).abs() < 1e-6, "{}", cost.span());
        let nothing = bars.iter().find(|bar| bar.path == "running_cost_per_month");
        assert_eq!(nothing, None, "a share of nothing is nothing");
    }

    /// The page computes anew when a valid scenario is another one.
    #[test]
    fn a_valid_scenario_is_the_same_while_its_document_is() {
        let valid = validate(&case()).unwrap();
        assert_eq!(valid, validate(&case()).unwrap());
        let dearer = with_input(&case(), "one_off_cost", 1_500_001.0).unwrap();
        assert_ne!(valid, validate(&dearer).unwrap());
    }

    #[test]
    fn a_goal_other_than_nothing_is_reached() {
        let valid = validate(&case()).unwrap();
        let cost = goal_seek(&valid, "one_off_cost", 250_000.0).unwrap();
        close(
            cost.unwrap(),
            1_500_000.0 + evaluate(&valid).npv - 250_000.0,
        );
    }

    /// More minutes added is less benefit; what a share near one lacks moves, and an "after" by its change.
    #[test]
    fn variants_are_named_after_their_base_and_lean_to_their_side() {
        let mut base = case();
        base.name = "Plan".to_owned();
        base.running_cost_per_month = 10_000.0;
        let availability = ["availability_now", "availability_after"].into_iter();
        base = with_lever(&base, "availability", true).unwrap();
        for (id, value) in availability.zip([0.995, 0.999]) {
            base = with_input(&base, &format!("availability.{id}"), value).unwrap();
        }
        let expected = [
            (Stance::Cautious, "Cautious", 12_000.0, 3.6, 0.996, 0.9982),
            (Stance::Ambitious, "Ambitious", 8_000.0, 2.4, 0.994, 0.9998),
        ];
        for (stance, name, running, added, now, after) in expected {
            let leaning = variant(&base, stance);
            assert_eq!(leaning.name, name);
            assert_eq!(leaning.variant_of.as_deref(), Some("Plan"));
            close(leaning.running_cost_per_month, running);
            close(
                value(&leaning, "work_removed.minutes_added_per_case"),
                added,
            );
            close(value(&leaning, "availability.availability_now"), now);
            close(value(&leaning, "availability.availability_after"), after);
        }
    }
}

/// Sixty days are two months.
#[rstest]
#[case(59.0, "59 days, less than three months")]
#[case(60.0, "2 months, less than three months")]
fn time_observed_is_told_in_days_below_two_months(#[case] days: f64, #[case] said: &str) {
    let doubt = Doubt::of(days * 12.0 / 365.0, None).unwrap();
    assert_eq!(doubt.to_string(), said);
}
