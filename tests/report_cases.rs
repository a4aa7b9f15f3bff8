//! What a case says of itself: what it lacks and where that is mended, what its proposals would make of it, what it rests on, what moves it
//! most; and what leads and what does not. Expected amounts are by hand.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // in helpers of tests too a panic is the report

use outturn_chart::Kind as Picture;
use outturn_core::calendar::{Grain, Period};
use outturn_core::finance::{Irr, NoIrr, Payback};
use outturn_core::units::Timestamp;
use outturn_format::Locale;
use outturn_leadlag::{
    Evidence, RankOptions, Ranking, Relation, Season, Series, Transform, Verdict, overlay, rank,
};
use outturn_metrics::scorecard::Choice;
use outturn_report::charts;
use outturn_report::narrative::{
    Place, chance, counts_the_same, irr_value, kpis, lead_lag_lead, missing, no_irr,
    rests_on_words, terms, verdict,
};
use outturn_report::snapshot::{self, SnapshotInput, snapshot};
use outturn_scenario::{
    OVERLAPS, Outcome, Overlap, RestsOn, Scenario, TornadoBar, evaluate, inputs, tornado, validate,
    with_input, with_lever,
};
use rstest::rstest;

const EN: Locale = Locale::EN;

/// With plain spaces where no line may end.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn outcome(scenario: &Scenario) -> Outcome {
    evaluate(&validate(scenario).unwrap())
}

/// A year without ramp-up, for so much now.
fn year(one_off_cost: f64) -> Scenario {
    Scenario {
        horizon_months: 12,
        ramp_up_months: 0.0,
        one_off_cost,
        ..Scenario::default()
    }
}

fn with(scenario: &Scenario, lever: &str, numbers: &[(&str, f64)]) -> Scenario {
    let scenario = with_lever(scenario, lever, true).unwrap();
    numbers.iter().fold(scenario, |scenario, (input, value)| {
        with_input(&scenario, &format!("{lever}.{input}"), *value).unwrap()
    })
}

/// Four hours of an incident become so many: ten a month at 100 an hour are 1,000 a month for each hour less, 12,000 in a year.
fn hours_after(hours: f64, scenario: &Scenario) -> Scenario {
    let numbers = [
        ("hours_now", 4.0),
        ("hours_after", hours),
        ("incidents_per_month", 10.0),
        ("loss_per_hour", 100.0),
    ];
    with(scenario, "mttr", &numbers)
}

/// A hundred thousand predictions a month, each a cent less: 1,000 a month.
fn cheaper_predictions(scenario: &Scenario) -> Scenario {
    let numbers = [
        ("unit_cost_now", 0.05),
        ("unit_cost_after", 0.04),
        ("predictions_per_month", 1e5),
    ];
    with(scenario, "cost_per_prediction", &numbers)
}

/// The same with all its levers proposed, and none on.
fn only_proposed(mut scenario: Scenario) -> Scenario {
    for lever in &mut scenario.levers {
        (lever.on, lever.proposed) = (false, true);
    }
    scenario
}

fn said(scenario: &Scenario) -> String {
    let phrases = verdict(scenario, &outcome(scenario), &EN);
    plain(&phrases.iter().map(|p| p.text.as_str()).collect::<String>())
}

mod what_it_lacks {
    use super::*;

    #[rstest]
    #[case::no_cost(
        hours_after(3.0, &year(0.0)),
        Some(("No ROI, no IRR and no payback yet: no cost is entered.", Place::Costs))
    )]
    #[case::nothing(
        year(0.0),
        Some(("No ROI, no IRR and no payback yet: no cost is entered, and no lever is confirmed.", Place::Costs))
    )]
    #[case::no_lever(
        year(6_000.0),
        Some(("No IRR and no payback yet: no lever says what gets better.", Place::AddLever))
    )]
    #[case::no_lever_confirmed(
        only_proposed(hours_after(3.0, &year(6_000.0))),
        Some(("No IRR and no payback yet: no lever is confirmed; 1 lever is proposed.", Place::Levers))
    )]
    #[case::no_effect(
        hours_after(4.0, &year(6_000.0)),
        Some(("No IRR and no payback yet: the levers that count bring nothing as they stand.", Place::Levers))
    )]
    // A rate below zero is one.
    #[case::too_dear(
        hours_after(3.0, &year(24_000.0)),
        Some(("No payback yet: what comes back does not cover the costs within 12 months.", Place::BreakEven))
    )]
    #[case::nothing_lacking(hours_after(3.0, &year(6_000.0)), None)]
    fn a_case_says_why_and_where_to_go(
        #[case] scenario: Scenario,
        #[case] expected: Option<(&str, Place)>,
    ) {
        let found = missing(&scenario, &outcome(&scenario), &EN);
        let found = found.as_ref().map(|m| (m.said.as_str(), m.place));
        assert_eq!(found, expected);
    }

    #[test]
    fn each_place_has_its_button() {
        let places = [
            Place::Costs,
            Place::Levers,
            Place::AddLever,
            Place::BreakEven,
        ];
        assert_eq!(
            places.map(Place::button),
            [
                "Enter the costs",
                "Go through the levers",
                "Add a lever",
                "See what would have to change"
            ]
        );
    }

    #[rstest]
    #[case(
        NoIrr::OutOfRange,
        1.0,
        "not meaningful, the money is back almost at once: go by NPV"
    )]
    #[case(NoIrr::OutOfRange, 0.0, "next to nothing comes back: go by NPV")]
    #[case(NoIrr::OutOfRange, -1.0, "next to nothing comes back: go by NPV")]
    fn a_rate_beyond_all_measure_is_none(
        #[case] reason: NoIrr,
        #[case] net_total: f64,
        #[case] expected: &str,
    ) {
        assert_eq!(no_irr(reason, net_total), expected);
    }
}

mod what_it_rests_on {
    use super::*;

    #[rstest]
    #[case([0, 0, 0, 0], "no inputs")]
    #[case([0, 0, 0, 1], "1 unconfirmed input")]
    #[case([2, 0, 0, 0], "2 measured inputs")]
    #[case([1, 1, 0, 0], "1 measured and 1 derived inputs")]
    #[case([3, 2, 1, 5], "3 measured, 2 derived, 1 set by hand and 5 unconfirmed inputs")]
    fn inputs_are_counted_by_where_they_are_from(#[case] of: [usize; 4], #[case] said: &str) {
        let [measured, derived, by_hand, unconfirmed] = of;
        let rests = RestsOn {
            measured,
            derived,
            by_hand,
            unconfirmed,
        };
        assert_eq!(rests_on_words(rests, &EN), said);
    }

    /// 12,000 or 24,000 in a year for 6,000. The third lever stands on starting values alone and could not be told.
    #[rstest]
    #[case::one(hours_after(3.0, &year(6_000.0)), "the lever still proposed", "return $2.00 for every dollar")]
    #[case::two(
        cheaper_predictions(&hours_after(3.0, &year(6_000.0))),
        "the 2 levers still proposed",
        "return $4.00 for every dollar"
    )]
    #[case::two_of_three(
        with_lever(&cheaper_predictions(&hours_after(3.0, &year(6_000.0))), "training_time", true).unwrap(),
        "2 of the 3 levers still proposed",
        "return $4.00 for every dollar"
    )]
    #[case::without_costs(hours_after(3.0, &year(0.0)), "the lever still proposed", "bring $12,000")]
    fn what_is_proposed_is_told_as_what_it_would_make(
        #[case] scenario: Scenario,
        #[case] levers: &str,
        #[case] figure: &str,
    ) {
        let said = said(&only_proposed(scenario));
        let expected = format!(" With {levers} it would {figure}; it rests on ");
        assert!(said.contains(&expected), "{said}");
    }
}

mod figures {
    use super::*;

    fn small(scenario: &Scenario, outcome: &Outcome, tile: usize) -> String {
        plain(&kpis(scenario, outcome, &EN)[tile].small)
    }

    #[test]
    fn money_that_comes_back_and_goes_again_is_told_in_the_tile() {
        let scenario = hours_after(3.0, &year(6_000.0));
        let at = |periods, lasts| Some(Payback { periods, lasts });
        let falls = Outcome {
            payback_months: at(6.0, false),
            discounted_payback_months: at(6.5, false),
            ..outcome(&scenario)
        };
        assert_eq!(
            small(&scenario, &falls, 3),
            "falls below zero again · discounted 6.5 mo"
        );
        // In the black from the start, and in the red later.
        let later = Outcome {
            payback_months: at(0.0, false),
            ..falls
        };
        assert_eq!(
            small(&scenario, &later, 3),
            "falls below zero again · discounted 6.5 mo"
        );
    }

    #[rstest]
    #[case(&[0.1, 0.5], "10.0% and 50.0%; none of them is the return, go by NPV")]
    #[case(&[0.1, 100.0], "10.0% and 10,000%; none of them is the return, go by NPV")]
    #[case(&[0.1, 250.0], "10.0% and > 10,000%; none of them is the return, go by NPV")]
    fn several_rates_are_all_told(#[case] rates: &[f64], #[case] expected: &str) {
        let scenario = hours_after(3.0, &year(6_000.0));
        let found = Outcome {
            irr_per_year: Irr::Many(rates.to_vec()),
            irr_without_meaning: None,
            ..outcome(&scenario)
        };
        assert_eq!(small(&scenario, &found, 2), expected);
        assert_eq!(irr_value(&found, &EN), "2 rates");
    }

    /// 12,000 for 12,000 is nothing lost, and less than nothing discounted.
    #[test]
    fn what_comes_to_nothing_loses_by_discounting() {
        let said = said(&hours_after(3.0, &year(12_000.0)));
        assert!(
            said.contains(" Discounted at 10% a year it loses $"),
            "{said}"
        );
    }

    /// 1,500 come back at 1,000 a month.
    #[test]
    fn from_a_month_and_a_half_on_it_is_two_months() {
        let said = said(&hours_after(3.0, &year(1_500.0)));
        assert!(said.contains("pays back in 2 months."), "{said}");
    }

    #[test]
    fn one_month_is_one() {
        let scenario = Scenario {
            horizon_months: 1,
            ..hours_after(3.0, &year(500.0))
        };
        let found = outcome(&scenario);
        assert_eq!(small(&scenario, &found, 4), "over 1 month, undiscounted");
        assert!(terms(&scenario, &EN).starts_with("1 month at 10% a year"));
        let value = charts::value(&scenario, Some(&found), &EN);
        assert_eq!(value.subtitle, "benefits over 1 month, in USD");
        assert!(
            value.source.contains(": 1 month, 10% a year"),
            "{}",
            value.source
        );
    }
}

mod what_moves_it {
    use super::*;

    fn drawn(scenario: &Scenario, bars: &[TornadoBar]) -> (String, usize) {
        let chart = charts::tornado(scenario, &inputs(scenario), None, bars, 0.2, &EN);
        let Picture::Tornado(tornado) = &chart.kind else {
            panic!("{:?}", chart.kind)
        };
        (chart.subtitle.clone(), tornado.drivers.len())
    }

    fn bars(scenario: &Scenario) -> Vec<TornadoBar> {
        tornado(&validate(scenario).unwrap(), 0.2)
    }

    #[rstest]
    #[case::none(0, "±20% of itself")]
    #[case::some(1, "through its own range, or ±20% of itself where it has none")]
    #[case::all(2, "through its own range")]
    fn it_is_said_through_what_each_number_went(#[case] own: usize, #[case] rule: &str) {
        let scenario = hours_after(3.0, &year(6_000.0));
        let mut bars = bars(&scenario);
        bars.retain(|bar| bar.span() > 0.0);
        bars.truncate(2);
        for (at, bar) in bars.iter_mut().enumerate() {
            bar.own_range = at < own;
        }
        let (said, _) = drawn(&scenario, &bars);
        assert_eq!(said, format!("every number, each alone {rule}"));
    }

    #[test]
    fn what_moves_nothing_has_no_bar_and_twelve_are_all_of_twelve() {
        let scenario = hours_after(3.0, &year(6_000.0));
        let one = bars(&scenario).swap_remove(0);
        let still = TornadoBar {
            npv_low: one.npv_high,
            ..one.clone()
        };
        let twelve = vec![one.clone(); 12];
        let with_still = [twelve.clone(), vec![still]].concat();
        assert_eq!(
            drawn(&scenario, &with_still),
            ("every number, each alone ±20% of itself".to_owned(), 12)
        );
        let thirteen = [twelve, vec![one]].concat();
        let (said, drawn) = drawn(&scenario, &thirteen);
        assert!(said.starts_with("the 12 of 13 that move it most"), "{said}");
        assert_eq!(drawn, 12);
    }
}

/// What both count; first those that count already, each with how that comes, then those that are proposed.
#[test]
fn a_lever_says_which_others_count_the_same() {
    let of = |first: &str, second: &str| -> Overlap {
        let found = OVERLAPS
            .iter()
            .find(|o| o.first == first && o.second == second);
        *found.unwrap()
    };
    let downtime = of("mttr", "availability");
    let incidents = of("change_failure_rate", "mttr");
    let unnoticed = of("mttd", "availability");
    assert_eq!(counts_the_same(&[]), None);
    assert_eq!(
        counts_the_same(&[("availability", true, downtime)]).unwrap(),
        "Counts the same hours of downtime as “Fewer hours of downtime”, which counts already: both price the hours in which the service is down."
    );
    assert_eq!(
        counts_the_same(&[("change_failure_rate", false, incidents)]).unwrap(),
        "Counts the same incidents as “Fewer releases fail”, which is proposed."
    );
    assert_eq!(
        counts_the_same(&[
            ("mttr", false, downtime),
            ("change_failure_rate", false, incidents),
            ("mttd", false, unnoticed),
        ])
        .unwrap(),
        "Counts the same hours of downtime as “Incidents are resolved sooner” and “Incidents are detected sooner”, which are proposed. \
         Counts the same incidents as “Fewer releases fail”, which is proposed."
    );
}

mod in_a_snapshot {
    use super::*;

    fn of(scenario: &Scenario) -> snapshot::Scenario {
        let made = snapshot(
            &SnapshotInput::default(),
            Choice::default(),
            std::slice::from_ref(scenario),
            Timestamp(0),
        );
        made.scenarios.into_iter().next().unwrap()
    }

    const NOT_BACK: &str = "the money does not come back within the horizon";

    #[rstest]
    #[case::all_there(hours_after(3.0, &year(8_000.0)), None)]
    #[case::at_once(
        hours_after(3.0, &year(500.0)),
        Some("irr: not meaningful, the money is back within the first month".to_owned())
    )]
    #[case::no_cost(
        hours_after(3.0, &year(0.0)),
        Some("roi: there are no costs to divide by; irr: no month costs more than it brings, so nothing is laid out that could have a return: \
              go by NPV; mirr: there are no costs, or no benefits".to_owned())
    )]
    #[case::no_benefit(
        hours_after(4.0, &year(6_000.0)),
        Some(format!("irr: no month brings more than it costs, so what is laid out never comes back: go by NPV; \
              mirr: there are no costs, or no benefits; payback_months: {NOT_BACK}; discounted_payback_months: {NOT_BACK}"))
    )]
    fn each_missing_figure_has_its_reason(
        #[case] scenario: Scenario,
        #[case] expected: Option<String>,
    ) {
        assert_eq!(of(&scenario).results.reason, expected);
    }

    /// A lever that is off keeps its numbers, and they count for nothing.
    #[test]
    fn only_numbers_that_count_are_there() {
        let both = cheaper_predictions(&hours_after(3.0, &year(6_000.0)));
        let one = with_lever(&both, "cost_per_prediction", false).unwrap();
        let levers = |scenario: &Scenario| {
            let made = of(scenario);
            let paths = made.inputs.iter().filter_map(|i| i.id.split_once('.'));
            let mut levers: Vec<String> = paths.map(|(lever, _)| lever.to_owned()).collect();
            levers.dedup();
            levers
        };
        assert_eq!(levers(&one), ["mttr"]);
        assert_eq!(levers(&both).len(), 2);
    }
}

mod what_leads {
    use super::*;

    fn monthly(label: &str, values: &[f64]) -> Series {
        let first = Period::containing_date("2020-01-01".parse().unwrap(), Grain::Month);
        let points = values.iter().enumerate();
        let points = points.map(|(i, v)| (first.shifted(i as i32), Some(*v)));
        Series::new(label.to_lowercase(), label, Grain::Month, points).unwrap()
    }

    /// Revenue, and Adoption two months before it: squares modulo 97, in which no pattern of the calendar lies.
    fn found() -> (Series, Series, Ranking) {
        let values: Vec<f64> = (1..63).map(|n| f64::from(n * n * 31 % 97)).collect();
        let outcome = monthly("Revenue", &values[..60]);
        let adoption = monthly("Adoption", &values[2..62]);
        let options = RankOptions {
            transform: Transform::LEVELS,
            max_lag: 3,
            ..RankOptions::for_grain(Grain::Month)
        };
        let ranking = rank(&outcome, std::slice::from_ref(&adoption), &options);
        (outcome, adoption, ranking)
    }

    fn said(ranking: &Ranking) -> String {
        let phrases = lead_lag_lead(None, Some(ranking), &EN);
        plain(&phrases.iter().map(|p| p.text.as_str()).collect::<String>())
    }

    #[test]
    fn an_only_leader_has_no_others() {
        let (.., mut ranking) = found();
        ranking.leaders[0].verdict = Verdict::Supported;
        assert!(
            !said(&ranking).contains("other leader"),
            "{}",
            said(&ranking)
        );
        let mut other = ranking.leaders[0].clone();
        other.verdict = Verdict::NotSupported;
        ranking.leaders.push(other);
        assert!(said(&ranking).ends_with(" No other leader is supported."));
    }

    const WEAK: &str = "No indicator here leads revenue. All that could be judged are linked to it too weakly to matter.";

    /// Only what follows, and by more than chance, is told as moving with it.
    #[rstest]
    #[case(
        Relation::Follows(2),
        0.01,
        "No indicator here leads revenue. Adoption moves with it, but 2 months behind (r = "
    )]
    #[case(Relation::Follows(2), 0.5, WEAK)]
    #[case(Relation::Leads(2), 0.01, WEAK)]
    fn where_none_leads_the_one_that_follows_is_told(
        #[case] relation: Relation,
        #[case] p_adjusted: f64,
        #[case] expected: &str,
    ) {
        let (.., mut ranking) = found();
        let best = &mut ranking.leaders[0];
        best.verdict = Verdict::NotSupported;
        best.evidence = best.evidence.map(|found| Evidence {
            relation,
            p_adjusted,
            ..found
        });
        assert!(said(&ranking).starts_with(expected), "{}", said(&ranking));
    }

    /// Less its months of the year a series is no longer as it is; changes are changes either way.
    #[rstest]
    #[case(Transform::LEVELS, false, "the values as they are; each")]
    #[case(
        Transform::LEVELS,
        true,
        "both without their pattern by months of the year; each"
    )]
    #[case(
        Transform::DIFFERENCES,
        true,
        "changes from month to month; both without their pattern by months of the year; each"
    )]
    fn an_overlay_says_what_was_taken_out(
        #[case] transform: Transform,
        #[case] calm: bool,
        #[case] expected: &str,
    ) {
        let (outcome, adoption, ranking) = found();
        let mut laid = overlay(&adoption, &outcome, 2, transform).unwrap();
        let months = if calm {
            vec![Season::MonthsOfYear]
        } else {
            Vec::new()
        };
        laid.without = (months.clone(), months);
        let chart = charts::overlay(&laid, &ranking, &ranking.leaders[0], &[], &EN).unwrap();
        assert!(chart.subtitle.starts_with(expected), "{}", chart.subtitle);
    }

    #[rstest]
    #[case(0.001, "0.001")]
    #[case(0.000_99, "< 0.001")]
    fn a_probability_is_told_to_three_places(#[case] p: f64, #[case] expected: &str) {
        assert_eq!(chance(p, &EN), expected);
    }
}
