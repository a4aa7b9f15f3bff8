//! Scenarios against figures computed independently, and against their own laws.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use flate2::Compression;
use flate2::bufread::DeflateEncoder;
use outturn_core::finance::{Irr, Timing};
use outturn_core::stats::sum;
use outturn_core::units::{Currency, Unit};
use outturn_metrics::{Additivity, catalogue};
use outturn_scenario::{
    InputUnit, LEVERS, Lacking, LeverUse, Measured, MeasuredMetric, OVERLAPS, Origin, Outcome,
    Reading, Scenario, ScenarioError, Stance, Statistic, evaluate, goal_seek, if_confirmed, input,
    inputs, lever_by_id, suggest, tornado, validate, variant, with_input, with_lever,
    with_lever_from, with_measured, with_source,
};
use outturn_store::link::{LinkError, from_link, to_link};
use proptest::prelude::*;
use rstest::rstest;
use std::io::Read;

fn outcome(scenario: &Scenario) -> Outcome {
    evaluate(&validate(scenario).unwrap())
}

fn lever(id: &str, values: &[(&str, f64)]) -> LeverUse {
    let scenario = with_lever(&Scenario::default(), id, true).unwrap();
    let changed = values.iter().fold(scenario, |scenario, (input, value)| {
        with_input(&scenario, &format!("{id}.{input}"), *value).unwrap()
    });
    changed.levers[0].clone()
}

/// A lever at the numbers of its worked example.
fn example(id: &str) -> LeverUse {
    lever(id, lever_by_id(id).unwrap().example.inputs)
}

/// 3 years at 10 %, nine months of ramp-up: fewer hours of incidents, cheaper predictions, less manual work.
fn platform() -> Scenario {
    Scenario {
        name: "Platform".into(),
        one_off_cost: 1_500_000.0,
        running_cost_per_month: 40_000.0,
        ramp_up_months: 9.0,
        levers: ["mttr", "cost_per_prediction", "work_removed"]
            .map(example)
            .into(),
        ..Scenario::default()
    }
}

/// A year at 8 % with Excel's timing: 2,000,000 of incremental revenue on 400,000 of spend.
fn campaign() -> Scenario {
    Scenario {
        horizon_months: 12,
        discount_rate_per_year: 0.08,
        timing: Timing::AfterOnePeriod,
        ramp_up_months: 0.0,
        one_off_cost: 400_000.0,
        levers: vec![example("customer_impact_uplift")],
        ..Scenario::default()
    }
}

/// Five years at 12 %: availability from 0.995 to 0.999 at 27,400 of revenue an hour.
fn redundancy() -> Scenario {
    Scenario {
        horizon_months: 60,
        discount_rate_per_year: 0.12,
        one_off_cost: 1_200_000.0,
        running_cost_per_month: 10_000.0,
        levers: vec![lever(
            "availability",
            &[
                ("availability_now", 0.995),
                ("availability_after", 0.999),
                ("revenue_per_hour", 27_400.0),
            ],
        )],
        ..Scenario::default()
    }
}

fn assert_close(found: f64, expected: f64, what: &str) {
    let tolerance = expected.abs() * 5e-12;
    assert!(
        (found - expected).abs() <= tolerance,
        "{what}: found {found}, expected {expected}"
    );
}

/// npv, irr a year, mirr a year, payback, discounted payback.
fn assert_figures(outcome: &Outcome, [npv, irr, mirr, payback, discounted]: [f64; 5]) {
    assert_close(outcome.npv, npv, "npv");
    assert!(matches!(outcome.irr_per_year, Irr::One(_)));
    assert_close(outcome.irr_per_year.roots()[0], irr, "irr");
    assert_close(outcome.mirr_per_year.unwrap(), mirr, "mirr");
    assert_close(outcome.payback_months.unwrap().periods, payback, "payback");
    let found = outcome.discounted_payback_months.unwrap().periods;
    assert_close(found, discounted, "discounted payback");
}

// The figures of the next three tests: numpy-financial 1.0.0 `npv`, `irr`, `mirr` on monthly flows laid out with numpy at
// (1 + r)^(1/12) − 1, rates compounded to a year; payback from numpy's cumulative sums.

#[test]
fn platform_scenario_agrees_with_numpy_financial() {
    let outcome = outcome(&platform());
    let figures = [
        568_336.520_021,
        0.329_419_077_212,
        0.221_487_258_757,
        24.368_098_159_5,
        27.010_141_844_621_43,
    ];
    assert_figures(&outcome, figures);
    assert_close(outcome.benefit_total, 3_888_000.0, "benefit");
    assert_close(outcome.cost_total, 2_940_000.0, "cost");
    assert_close(outcome.roi.unwrap(), 0.322_448_979_591_836_7, "roi");
    assert_eq!(outcome.flows.len(), 37);
    assert_close(outcome.flows[36].cumulative, 948_000.0, "last cumulative");
}

#[test]
fn campaign_scenario_agrees_with_numpy_financial_and_returns_fourfold() {
    let outcome = outcome(&campaign());
    let figures = [
        1_509_100.046_91,
        60.703_721_107_4,
        4.180_786_033_55,
        2.4,
        2.427_280_225_506_39,
    ];
    assert_figures(&outcome, figures);
    assert_close(outcome.roi.unwrap(), 4.0, "roi");
}

#[test]
fn redundancy_scenario_agrees_with_numpy_financial() {
    let outcome = outcome(&redundancy());
    let figures = [
        1_795_836.247_71,
        0.747_793_273_016,
        0.344_885_736_79,
        19.998_000_228_5,
        22.204_593_451_226_48,
    ];
    assert_figures(&outcome, figures);
    assert_close(outcome.roi.unwrap(), 1.555_811_111_111_111, "roi");
}

#[test]
fn every_input_of_a_lever_is_in_its_formula_and_no_other() {
    for definition in LEVERS {
        let mut own: Vec<&str> = definition.inputs.iter().map(|input| input.id).collect();
        let mut read = definition.formula.inputs();
        own.sort_unstable();
        read.sort_unstable();
        assert_eq!(read, own, "{}", definition.id);
    }
}

#[test]
fn every_lever_computes_its_worked_example() {
    for definition in LEVERS {
        let example = &definition.example;
        assert_eq!(
            example.inputs.len(),
            definition.inputs.len(),
            "{}",
            definition.id
        );
        for (input, value) in example.inputs {
            let input = definition.input(input).unwrap();
            let (min, max) = input.accepted;
            assert!(
                (min..=max).contains(value),
                "{}.{}",
                definition.id,
                input.id
            );
        }
        let scenario = Scenario {
            horizon_months: 1,
            ramp_up_months: 0.0,
            levers: vec![self::example(definition.id)],
            ..Scenario::default()
        };
        let found = outcome(&scenario).ledger[0].amount_per_month;
        let tolerance = 1e-11 * example.per_month.abs();
        assert!(
            (found - example.per_month).abs() <= tolerance,
            "{}: {found}",
            definition.id
        );
    }
}

#[test]
fn levers_and_their_inputs_are_sound() {
    let mut ids: Vec<&str> = LEVERS.iter().map(|lever| lever.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), LEVERS.len());
    for definition in LEVERS {
        assert!(
            validate(&Scenario {
                levers: vec![LeverUse::by_hand(definition)],
                ..Scenario::default()
            })
            .is_ok()
        );
        for input in definition.inputs {
            assert!(input.slider.min < input.slider.max && input.slider.step > 0.0);
            assert!(input.accepted.0 <= input.slider.min && input.slider.max <= input.accepted.1);
            for binding in input.measured_by {
                assert!(
                    definition.metrics.contains(&binding.metric),
                    "{}",
                    binding.metric
                );
            }
        }
    }
    for pair in OVERLAPS {
        assert!(lever_by_id(pair.first).is_some() && lever_by_id(pair.second).is_some());
    }
}

/// What a metric of the catalogue supplies must be there to be read, in the unit that the lever expects.
#[test]
fn an_input_is_measured_by_what_its_metric_says() {
    let bindings = LEVERS
        .iter()
        .flat_map(|lever| lever.inputs)
        .flat_map(|input| {
            input
                .measured_by
                .iter()
                .map(move |binding| (input, binding))
        });
    let mut known = 0;
    for (input, binding) in bindings {
        // Some levers are of metrics that no file can give yet.
        let Some(metric) = catalogue::all().find(|metric| metric.id == binding.metric) else {
            continue;
        };
        known += 1;
        let (id, unit) = (metric.id, metric.unit);
        assert_eq!(unit, binding.unit, "{id}");
        let readable = match binding.statistic {
            Statistic::Value if unit == Unit::Seconds => input.unit.seconds().is_some(),
            Statistic::Value => matches!(
                (unit, input.unit),
                (Unit::Ratio, InputUnit::Ratio) | (Unit::Money, InputUnit::Money)
            ),
            Statistic::RatePerMonth => {
                matches!(metric.additivity, Additivity::Rate(per) if unit.per() == Some(per))
                    && input.unit == InputUnit::PerMonth
            }
            Statistic::AmountPerMonth | Statistic::Total => {
                unit == Unit::Money && input.unit == InputUnit::Money
            }
            Statistic::EventsPerMonth => {
                metric.events.is_some() && input.unit == InputUnit::PerMonth
            }
            Statistic::TimePerEvent => {
                metric.events.is_some()
                    && unit == Unit::HoursPerMonth
                    && input.unit.seconds().is_some()
            }
            Statistic::Contained => metric.events.is_some(),
        };
        assert!(readable, "{id} for {}: {:?}", input.id, binding.statistic);
    }
    assert!(known > 15, "{known}");
}

/// By hand, with a month of 730 hours: 2 a week × 730 ÷ 168; 24 a day × 730 ÷ 24; 0.5 a second × 2,628,000; 90,000 s are 25 h;
/// 172,800 s are two days; 100 h a month over 600 cases are 10 minutes.
#[rstest]
#[case("deployment_frequency", Unit::PerWeek, 2.0, "deployment_velocity.releases_per_month", 1460.0 / 168.0)]
#[case(
    "case_throughput",
    Unit::PerDay,
    24.0,
    "work_removed.cases_per_month",
    730.0
)]
#[case(
    "throughput",
    Unit::PerSecond,
    0.5,
    "throughput.predictions_per_month",
    1_314_000.0
)]
#[case("mttr", Unit::Seconds, 90_000.0, "mttr.hours_now", 25.0)]
#[case(
    "deployment_duration",
    Unit::Seconds,
    172_800.0,
    "deployment_velocity.days_now",
    2.0
)]
#[case("latency_p95", Unit::Seconds, 0.25, "latency.seconds_now", 0.25)]
#[case(
    "time_to_value",
    Unit::Seconds,
    2_628_000.0,
    "time_to_value.months_now",
    1.0
)]
#[case(
    "work_removed",
    Unit::HoursPerMonth,
    100.0,
    "work_removed.minutes_saved_per_case",
    10.0
)]
#[case(
    "work_removed",
    Unit::HoursPerMonth,
    100.0,
    "work_removed.minutes_added_per_case",
    0.0
)]
fn a_measured_value_comes_in_the_unit_of_its_input(
    #[case] metric: &str,
    #[case] unit: Unit,
    #[case] value: f64,
    #[case] path: &str,
    #[case] expected: f64,
) {
    let found = self::metric(value, unit, (metric == "work_removed").then_some(600.0));
    let measured = Measured::from([(metric.to_owned(), found)]);
    let (lever, _) = path.split_once('.').unwrap();
    let scenario = with_lever_from(&Scenario::default(), lever, &measured).unwrap();
    let found = input(&scenario, path).unwrap();
    assert_ne!(found.origin, Origin::Assumed);
    assert!(
        (found.value - expected).abs() <= 1e-12 * expected,
        "{}",
        found.value
    );
}

#[test]
fn the_documented_annual_savings_come_out() {
    // 25,000,000 requests a year from 0.05 to 0.02 save 750,000; 7 minutes × 2,000 cases are 233.33 hours a month.
    let year = |lever: LeverUse| {
        outcome(&Scenario {
            horizon_months: 12,
            ramp_up_months: 0.0,
            levers: vec![lever],
            ..Scenario::default()
        })
        .benefit_total
    };
    assert_close(
        year(example("cost_per_prediction")),
        750_000.0,
        "predictions",
    );
    let hours = lever(
        "work_removed",
        &[
            ("minutes_saved_per_case", 10.0),
            ("minutes_added_per_case", 3.0),
            ("cases_per_month", 2_000.0),
            ("cost_per_hour", 1.0),
        ],
    );
    assert_close(year(hours) / 12.0, 14_000.0 / 60.0, "hours");
}

#[test]
fn ramp_up_is_linear_and_month_0_carries_only_the_one_off_cost() {
    let scenario = Scenario {
        ramp_up_months: 4.0,
        horizon_months: 6,
        one_off_cost: 100.0,
        running_cost_per_month: 10.0,
        levers: vec![example("mttr")],
        ..Scenario::default()
    };
    let flows = outcome(&scenario).flows;
    let benefits: Vec<f64> = flows.iter().map(|flow| flow.benefit).collect();
    assert_eq!(
        benefits,
        [
            0.0, 11_250.0, 22_500.0, 33_750.0, 45_000.0, 45_000.0, 45_000.0
        ]
    );
    let costs: Vec<f64> = flows.iter().map(|flow| flow.cost).collect();
    assert_eq!(costs, [100.0, 10.0, 10.0, 10.0, 10.0, 10.0, 10.0]);
}

/// A year of it.
fn metric(value: f64, unit: Unit, per_month: Option<f64>) -> MeasuredMetric {
    let reading = Reading {
        value,
        currency: (unit == Unit::Money).then_some(Currency::USD),
        n: 890,
        months: 12.0,
        events: per_month.map(|n| n * 12.0),
        value_range: None,
        events_range: None,
        source: "incidents.csv, 2026".into(),
        left_out: Vec::new(),
        caveats: Vec::new(),
    };
    MeasuredMetric {
        unit,
        baseline: Ok(reading),
        now: Err(Lacking::NoValue),
        since_go_live: false,
        whole: None,
    }
}

fn measured() -> Measured {
    Measured::from([
        ("mttr".into(), metric(14_400.0, Unit::Seconds, Some(6.0))),
        ("availability".into(), metric(0.998, Unit::Ratio, None)),
        (
            "cost_per_prediction".into(),
            metric(0.05, Unit::Money, None),
        ),
        ("throughput".into(), metric(0.5, Unit::PerSecond, None)),
        (
            "work_removed".into(),
            metric(700.0 / 3.0, Unit::HoursPerMonth, Some(2_000.0)),
        ),
    ])
}

#[test]
fn loaded_metrics_suggest_levers_with_their_inputs_bound() {
    let levers = suggest(&measured());
    let ids: Vec<&str> = levers.iter().map(|used| used.lever.as_str()).collect();
    let all = [
        "mttr",
        "availability",
        "cost_per_prediction",
        "throughput",
        "work_removed",
    ];
    assert_eq!(ids, all);
    assert!(levers.iter().all(|used| used.proposed && !used.on));
    let value = |lever: usize, id: &str| {
        let input = levers[lever].input(id).unwrap();
        (input.value, input.origin)
    };
    assert_eq!(value(0, "hours_now"), (4.0, Origin::Measured));
    assert_eq!(value(0, "incidents_per_month"), (6.0, Origin::Derived));
    assert_eq!(value(0, "hours_after"), (3.0, Origin::Assumed));
    // No count of predictions with the cost, so their number comes from the throughput: 0.5 a second over 730 hours.
    assert_eq!(
        value(2, "predictions_per_month"),
        (1_314_000.0, Origin::Derived)
    );
    let (minutes, origin) = value(4, "minutes_saved_per_case");
    assert!((minutes - 7.0).abs() < 1e-12 && origin == Origin::Derived);
    assert_eq!(value(4, "minutes_added_per_case"), (0.0, Origin::Derived));
    assert_eq!(
        levers[0].input("hours_now").unwrap().source,
        "incidents.csv, 2026 (mttr, n = 890)"
    );
}

#[test]
fn nothing_loaded_suggests_nothing_and_a_wrong_unit_is_not_believed() {
    assert_eq!(suggest(&Measured::new()), []);
    let in_hours = Measured::from([("mttr".into(), metric(4.0, Unit::Number, None))]);
    assert_eq!(suggest(&in_hours), []);
}

#[test]
fn a_measured_number_that_is_changed_is_assumed_until_it_is_set_back() {
    let scenario = Scenario {
        levers: suggest(&measured()),
        ..Scenario::default()
    };
    let path = "mttr.hours_now";
    let changed = with_input(&scenario, path, 5.0).unwrap();
    let shown = input(&changed, path).unwrap();
    assert_eq!(
        (shown.value, shown.origin, shown.measured),
        (5.0, Origin::Assumed, Some(4.0))
    );
    let noted = with_source(&changed, path, "Finance, October 2026").unwrap();
    assert_eq!(input(&noted, path).unwrap().source, "Finance, October 2026");
    assert_eq!(with_measured(&noted, path).unwrap(), scenario);
    assert_eq!(with_input(&changed, path, 4.0).unwrap(), scenario);
    assert!(matches!(
        with_measured(&scenario, "mttr.hours_after"),
        Err(ScenarioError::NothingMeasured { .. })
    ));
}

#[test]
fn money_of_another_currency_is_refused_until_it_is_typed() {
    let scenario = Scenario {
        currency: Currency::parse("EUR").unwrap(),
        levers: suggest(&measured()),
        ..Scenario::default()
    };
    let scenario = with_lever(&scenario, "cost_per_prediction", true).unwrap();
    let errors = validate(&scenario).unwrap_err();
    assert_eq!(errors.len(), 1);
    assert_eq!(
        errors[0].to_string(),
        "A prediction costs less: Cost per prediction, now was measured in USD, but the scenario is in EUR, and amounts of \
         different currencies are never added: set the scenario to USD, or type the amount in EUR"
    );
    let typed = with_input(&scenario, "cost_per_prediction.unit_cost_now", 0.046).unwrap();
    assert!(validate(&typed).is_ok());
}

#[test]
fn invalid_scenarios_say_everything_that_is_wrong() {
    let mut levers = vec![
        example("mttr"),
        example("mttr"),
        LeverUse {
            lever: "magic".into(),
            ..LeverUse::default()
        },
    ];
    levers[0].inputs[0].value = f64::INFINITY;
    let scenario = Scenario {
        horizon_months: 0,
        one_off_cost: -1.0,
        levers,
        ..Scenario::default()
    };
    let errors: Vec<String> = validate(&scenario)
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        errors,
        [
            "One-off cost is -1: give a number from 0 to 1000000000000",
            "Horizon is 0: give a number from 1 to 600",
            "Incidents are resolved sooner: Hours to resolve, now is inf: give a number from 0 to 1000000",
            "the lever “mttr” is listed twice: remove one of the two",
            "there is no lever “magic” in this version: remove it to compute the rest",
        ]
    );
}

#[test]
fn every_described_path_reads_and_writes() {
    let scenario = Scenario {
        levers: LEVERS.map(LeverUse::by_hand).into(),
        ..Scenario::default()
    };
    let all = inputs(&scenario);
    assert_eq!(
        all.len(),
        5 + LEVERS.iter().map(|lever| lever.inputs.len()).sum::<usize>()
    );
    for description in all {
        assert!(
            description.min <= description.value && description.value <= description.max,
            "{}",
            description.path
        );
        let to = description.max;
        let changed = with_input(&scenario, &description.path, to).unwrap();
        assert_eq!(input(&changed, &description.path).unwrap().value, to);
        assert!(with_input(&scenario, &description.path, f64::NAN).is_err());
    }
    for path in [
        "",
        "mttr",
        "mttr.",
        "mttr.magic",
        "magic.hours_now",
        "levers",
    ] {
        assert!(
            matches!(
                with_input(&scenario, path, 1.0),
                Err(ScenarioError::UnknownPath { .. })
            ),
            "{path}"
        );
    }
    assert!(matches!(
        with_input(&scenario, "horizon_months", 1.5),
        Err(ScenarioError::NotWhole { .. })
    ));
}

#[test]
fn the_slider_fits_what_was_measured_and_stays_while_dragged() {
    let tiny = metric(0.000_12, Unit::Money, None);
    let levers = suggest(&Measured::from([("cost_per_prediction".into(), tiny)]));
    let scenario = Scenario {
        levers,
        ..Scenario::default()
    };
    let slider = input(&scenario, "cost_per_prediction.unit_cost_after").unwrap();
    assert_eq!(
        (slider.min, slider.max, slider.unit),
        (0.0, 0.0005, InputUnit::Money)
    );
    assert!((slider.step - 5e-7).abs() < 1e-15, "{}", slider.step);
    let dragged = with_input(&scenario, &slider.path, 0.0004).unwrap();
    assert_eq!(input(&dragged, &slider.path).unwrap().max, slider.max);
}

#[test]
fn overlapping_levers_are_pointed_out_only_when_both_count() {
    let both = Scenario {
        levers: vec![example("mttr"), example("availability")],
        ..Scenario::default()
    };
    let pairs = outcome(&both).overlaps;
    assert_eq!(
        (pairs.len(), pairs[0].first, pairs[0].second),
        (1, "mttr", "availability")
    );
    let one = with_lever(&both, "availability", false).unwrap();
    assert!(outcome(&one).overlaps.is_empty());
}

#[test]
fn tornado_bars_are_what_changing_that_one_number_gives() {
    let scenario = platform();
    let bars = tornado(&validate(&scenario).unwrap(), 0.2);
    // 4 costs, rate and ramp-up; 4 + 3 + 5 inputs of levers.
    assert_eq!(bars.len(), 16);
    assert!(bars.windows(2).all(|pair| pair[0].span() >= pair[1].span()));
    assert!(bars.iter().all(|bar| bar.path != "horizon_months"));
    for bar in &bars {
        for (value, npv) in [(bar.low, bar.npv_low), (bar.high, bar.npv_high)] {
            let changed = with_input(&scenario, &bar.path, value).unwrap();
            assert_eq!(outcome(&changed).npv, npv, "{}", bar.path);
        }
    }
    let bar = |path: &str| bars.iter().find(|bar| bar.path == path).unwrap();
    assert_eq!(
        (bar("one_off_cost").low, bar("one_off_cost").high),
        (1_200_000.0, 1_800_000.0)
    );
    // 15 min down to 12 and up to 18: of the number itself, not of its distance to the 4 h now.
    assert_close(bar("mttr.hours_after").low, 0.2, "low");
    assert_close(bar("mttr.hours_after").high, 0.3, "high");
    assert!(bars.iter().all(|bar| !bar.own_range));
}

#[test]
fn at_the_break_even_the_npv_is_zero() {
    let valid = validate(&platform()).unwrap();
    for path in [
        "one_off_cost",
        "running_cost_per_month",
        "mttr.loss_per_hour",
        "work_removed.minutes_saved_per_case",
        "ramp_up_months",
        "cost_per_prediction.unit_cost_after",
    ] {
        let value = goal_seek(&valid, path, 0.0).unwrap().unwrap();
        let changed = with_input(&platform(), path, value).unwrap();
        assert!(outcome(&changed).npv.abs() < 1e-6, "{path} {value}");
    }
    // The break-even of the discount rate is the IRR.
    let rate = goal_seek(&valid, "discount_rate_per_year", 0.0)
        .unwrap()
        .unwrap();
    assert_close(rate, outcome(&platform()).irr_per_year.roots()[0], "rate");
    // And the one-off cost can rise by exactly the NPV.
    let cost = goal_seek(&valid, "one_off_cost", 0.0).unwrap().unwrap();
    assert_close(cost, 1_500_000.0 + outcome(&platform()).npv, "cost");
}

#[test]
fn ledger_lines_add_up_to_the_total_to_the_last_digit() {
    for scenario in [platform(), campaign(), redundancy()] {
        let outcome = outcome(&scenario);
        let lines: f64 = outcome.ledger.iter().map(|line| line.amount).sum();
        let categories: f64 = outcome.categories.iter().map(|total| total.amount).sum();
        assert_eq!(
            (lines, categories),
            (outcome.benefit_total, outcome.benefit_total)
        );
    }
}

#[test]
fn a_goal_out_of_reach_is_none_and_a_wrong_path_an_error() {
    let valid = validate(&platform()).unwrap();
    assert_eq!(
        goal_seek(&valid, "work_removed.share_booked", 1e9),
        Ok(None)
    );
    assert_eq!(
        goal_seek(&valid, "mttr.minutes_added", 0.0),
        Err(ScenarioError::UnknownPath {
            path: "mttr.minutes_added".into()
        })
    );
    assert!(matches!(
        goal_seek(&valid, "horizon_months", 0.0),
        Err(ScenarioError::NotContinuous { .. })
    ));
}

#[test]
fn variants_lean_by_their_rule_and_leave_measured_numbers_alone() {
    let base = if_confirmed(&Scenario {
        one_off_cost: 50_000.0,
        levers: suggest(&measured()),
        ..Scenario::default()
    });
    let [cautious, ambitious] =
        [Stance::Cautious, Stance::Ambitious].map(|stance| variant(&base, stance));
    assert_eq!(
        (cautious.one_off_cost, ambitious.one_off_cost),
        (60_000.0, 40_000.0)
    );
    let value = |scenario: &Scenario, path: &str| input(scenario, path).unwrap().value;
    assert_eq!(value(&cautious, "mttr.hours_now"), 4.0);
    assert_close(value(&cautious, "mttr.hours_after"), 3.2, "cautious hours");
    assert_close(
        value(&ambitious, "mttr.hours_after"),
        2.8,
        "ambitious hours",
    );
    assert_close(
        value(&cautious, "mttr.loss_per_hour"),
        400.0,
        "cautious loss",
    );
    let [low, middle, high] = [&cautious, &base, &ambitious].map(|scenario| outcome(scenario).npv);
    assert!(low < middle && middle < high);
}

#[test]
fn a_scenario_survives_its_document_and_its_link() {
    let scenario = Scenario {
        levers: suggest(&measured()),
        ..platform()
    };
    let json = serde_json::to_string(&scenario).unwrap();
    assert_eq!(serde_json::from_str::<Scenario>(&json).unwrap(), scenario);
    let link = to_link(&scenario).unwrap();
    assert!(link.len() < 2_000, "{}", link.len());
    assert!(
        link.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    );
    assert_eq!(from_link(&link), Ok(scenario));
}

#[test]
fn documents_of_other_versions_are_read_as_far_as_possible() {
    let sparse = r#"{"name": "Old", "future": {"a": 1}, "levers": [{"lever": "mttr", "on": true, "inputs": [{"id": "hours_now", "value": 2}]}]}"#;
    let scenario: Scenario = serde_json::from_str(sparse).unwrap();
    assert_eq!(scenario.horizon_months, 36);
    // What is not listed takes its default: a quarter less than the two hours.
    assert_eq!(input(&scenario, "mttr.hours_after").unwrap().value, 1.5);
    assert!(validate(&scenario).is_ok());
}

fn packed(json: &[u8]) -> String {
    use base64::Engine as _;
    let mut deflated = Vec::new();
    DeflateEncoder::new(json, Compression::default())
        .read_to_end(&mut deflated)
        .unwrap();
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(deflated)
}

#[test]
fn links_that_cannot_be_read_say_why() {
    let good = to_link(&platform()).unwrap();
    assert_eq!(from_link(&good[..good.len() / 2]), Err(LinkError::Damaged));
    assert_eq!(from_link("nicht, dies"), Err(LinkError::Damaged));
    assert_eq!(from_link(""), Err(LinkError::Damaged));
    assert_eq!(from_link(&packed(b"[]")), Err(LinkError::NotAScenario));
    assert_eq!(
        from_link(&packed(br#"{"version":2,"all":"new"}"#)),
        Err(LinkError::Newer { found: 2 })
    );
    let bomb = packed(&vec![b' '; 50 << 20]);
    assert!(bomb.len() < 100_000);
    assert_eq!(from_link(&bomb), Err(LinkError::TooLarge));
}

/// Any valid scenario: every number anywhere in its accepted range, extremes included.
fn any_valid() -> impl Strategy<Value = Scenario> {
    let levers = prop::collection::vec(any::<bool>(), LEVERS.len());
    let places = prop::collection::vec(
        prop_oneof![
            Just(0.0),
            Just(1.0),
            0.0..1.0_f64,
            (-14.0..0.0_f64).prop_map(|e| 10f64.powf(e))
        ],
        5 + 80,
    );
    (levers, places, any::<bool>()).prop_map(|(on, places, excel)| {
        let scenario = Scenario {
            timing: if excel {
                Timing::AfterOnePeriod
            } else {
                Timing::FirstFlowNow
            },
            levers: LEVERS
                .iter()
                .zip(on)
                .map(|(lever, on)| LeverUse {
                    on,
                    ..LeverUse::by_hand(lever)
                })
                .collect(),
            ..Scenario::default()
        };
        inputs(&scenario)
            .iter()
            .zip(places)
            .fold(scenario, |scenario, (input, place)| {
                let (min, max) = input.accepted;
                let value = min + (max - min) * place;
                let value = if input.path == "horizon_months" {
                    value.round()
                } else {
                    value
                };
                with_input(&scenario, &input.path, value).unwrap()
            })
    })
}

/// A valid scenario of ordinary size: every number within its slider.
fn ordinary() -> impl Strategy<Value = Scenario> {
    let places = prop::collection::vec(0.02..0.98_f64, 5 + 80);
    (prop::collection::vec(any::<bool>(), LEVERS.len()), places).prop_map(|(on, places)| {
        let levers = LEVERS.iter().zip(on).map(|(lever, on)| LeverUse {
            on,
            ..LeverUse::by_hand(lever)
        });
        let scenario = Scenario {
            levers: levers.collect(),
            ..Scenario::default()
        };
        inputs(&scenario)
            .iter()
            .zip(places)
            .fold(scenario, |scenario, (input, place)| {
                let value = input.min + (input.max - input.min) * place;
                let value = if input.path == "horizon_months" {
                    value.round()
                } else {
                    value
                };
                with_input(&scenario, &input.path, value).unwrap()
            })
    })
}

fn all_figures(outcome: &Outcome) -> Vec<f64> {
    let mut figures = vec![
        outcome.benefit_total,
        outcome.cost_total,
        outcome.net_total,
        outcome.npv,
    ];
    figures.extend(outcome.roi);
    figures.extend(outcome.mirr_per_year);
    figures.extend(outcome.irr_per_year.roots());
    figures.extend(outcome.payback_months.map(|p| p.periods));
    figures.extend(outcome.discounted_payback_months.map(|p| p.periods));
    figures.extend(
        outcome
            .flows
            .iter()
            .flat_map(|f| [f.benefit, f.cost, f.net, f.cumulative]),
    );
    figures.extend(
        outcome
            .ledger
            .iter()
            .flat_map(|line| [line.amount, line.amount_per_month]),
    );
    figures.extend(outcome.categories.iter().map(|total| total.amount));
    figures
}

proptest! {
    #[test]
    fn evaluating_is_total(scenario in any_valid()) {
        let valid = validate(&scenario).unwrap();
        let outcome = evaluate(&valid);
        prop_assert!(all_figures(&outcome).iter().all(|figure| figure.is_finite()), "{outcome:?}");
        for bar in tornado(&valid, 0.2) {
            prop_assert!([bar.low, bar.high, bar.npv_low, bar.npv_high].iter().all(|v| v.is_finite()), "{bar:?}");
        }
        for stance in [Stance::Cautious, Stance::Ambitious] {
            let leaning = variant(&scenario, stance);
            if let Ok(valid) = validate(&leaning) {
                prop_assert!(evaluate(&valid).npv.is_finite());
            }
        }
    }

    #[test]
    fn the_ledger_adds_up(scenario in ordinary()) {
        let outcome = outcome(&scenario);
        for total in outcome.categories {
            let lines = outcome.ledger.iter().filter(|line| line.category == total.category);
            prop_assert_eq!(sum(lines.map(|line| line.amount)), total.amount);
        }
        prop_assert_eq!(sum(outcome.categories.map(|total| total.amount)), outcome.benefit_total);
        let size = sum(outcome.ledger.iter().map(|line| line.amount.abs()));
        let monthly = sum(outcome.flows.iter().map(|flow| flow.benefit));
        prop_assert!((monthly - outcome.benefit_total).abs() <= 1e-12 * size);
        let last = outcome.flows.last().unwrap().cumulative;
        prop_assert!((last - outcome.net_total).abs() <= 1e-12 * (size + outcome.cost_total));
    }

    #[test]
    fn more_benefit_never_lowers_npv(scenario in ordinary(), index in 0..16_usize, factor in 1.0..3.0_f64) {
        // Every lever has an amount of money that its benefit is proportional to.
        let definition = LEVERS[index];
        let priced = definition.inputs.iter().rfind(|input| input.unit == InputUnit::Money).unwrap();
        let path = format!("{}.{}", definition.id, priced.id);
        let scenario = with_lever(&scenario, definition.id, true).unwrap();
        let more = input(&scenario, &path).unwrap().value * factor;
        let raised = with_input(&scenario, &path, more).unwrap();
        let [before, after] = [&scenario, &raised].map(outcome);
        let amount = |outcome: &Outcome| outcome.ledger.iter().find(|line| line.lever == definition.id).unwrap().amount;
        let noise = 1e-12 * (before.flows.iter().map(|f| f.benefit.abs() + f.cost).sum::<f64>());
        if amount(&after) >= amount(&before) {
            prop_assert!(after.npv >= before.npv - noise);
        } else {
            prop_assert!(after.npv <= before.npv + noise);
        }
    }

    #[test]
    fn a_swing_of_nothing_leaves_the_npv(scenario in ordinary()) {
        let valid = validate(&scenario).unwrap();
        let base = evaluate(&valid).npv;
        // Bars need some length; at a swing of 1e-13 both ends must be the base but for that.
        let size: f64 = evaluate(&valid).flows.iter().map(|f| f.benefit.abs() + f.cost).sum();
        for bar in tornado(&valid, 1e-13) {
            prop_assert!((bar.npv_low - base).abs() <= 1e-9 * size, "{bar:?} {base}");
            prop_assert!((bar.npv_high - base).abs() <= 1e-9 * size, "{bar:?} {base}");
        }
    }

    #[test]
    fn any_scenario_survives_its_link(scenario in any_valid()) {
        prop_assert_eq!(from_link(&to_link(&scenario).unwrap()), Ok(scenario));
    }

    #[test]
    fn no_text_makes_a_link_panic(text in "[A-Za-z0-9_-]{0,200}") {
        let _ = from_link(&text);
    }
}
