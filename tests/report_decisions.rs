//! What the report says and draws of decisions: a scenario's cash, what it hinges on, and what leads an outcome.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn_chart::{AxisUnit, Chart, Kind as Picture};
use outturn_core::calendar::{Grain, Period};
use outturn_core::units::Currency;
use outturn_format::Locale;
use outturn_leadlag::{
    Advice, Doubt, Evidence, Hindrance, RankOptions, Ranked, Ranking, Relation, Season, Series,
    Transform, Verdict, overlay, rank,
};
use outturn_report::narrative::{
    advice_words, benefits, counted_twice, evidence_words, explain, explain_in, finding,
    kpi_receipt, kpis, lack, lead_lag_lead, method, taken_out, terms, verdict, verdict_tally,
    why_not_drawn,
};
use outturn_report::{charts, model};
use outturn_scenario::{
    BreakEven, Outcome, Scenario, break_even, evaluate, full_name, inputs, overlaps, tornado,
    validate, with_input, with_lever,
};
use rstest::rstest;

const EN: Locale = Locale::EN;

/// With plain spaces where no line may end.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

fn words(chart: &Chart) -> [&str; 3] {
    [&chart.title, &chart.subtitle, &chart.source]
}

fn outcome(scenario: &Scenario) -> Outcome {
    evaluate(&validate(scenario).unwrap())
}

/// 100,000 now and 1,000 a month, for fewer hours of incidents.
fn platform() -> Scenario {
    let scenario = Scenario {
        name: "Platform".into(),
        one_off_cost: 100_000.0,
        running_cost_per_month: 1_000.0,
        ..Scenario::default()
    };
    with_lever(&scenario, "mttr", true).unwrap()
}

fn in_euros(name: &str) -> Scenario {
    Scenario {
        name: name.into(),
        currency: Currency::parse("EUR").unwrap(),
        ..platform()
    }
}

mod cash {
    use super::*;

    fn names(chart: &Chart) -> Vec<&str> {
        match &chart.kind {
            Picture::Cash(cash) => cash.lines.iter().map(|l| l.name.as_str()).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_scenario_alone_needs_no_name() {
        let scenario = platform();
        let outcome = outcome(&scenario);
        let chart = charts::cash((&scenario, Some(&outcome)), &[], &EN);
        assert_eq!(
            words(&chart).map(plain),
            [
                "Cumulative cash",
                "by month, undiscounted, in USD",
                "Scenario Platform: 36 months, 10% a year, first flow now, ramp-up 6 mo"
            ]
        );
        let Picture::Cash(cash) = &chart.kind else {
            panic!("{:?}", chart.kind)
        };
        assert_eq!(cash.unit, AxisUnit::Money(Currency::USD));
        assert_eq!(names(&chart), [""]);
        let cumulative: Vec<f64> = outcome.flows.iter().map(|f| f.cumulative).collect();
        assert_eq!(cash.lines[0].cumulative, cumulative);
        assert_eq!(cumulative[0], -100_000.0);
    }

    #[test]
    fn others_in_its_currency_are_drawn_behind_it() {
        let (open, other, euros) = (
            platform(),
            Scenario {
                name: "Lean".into(),
                ..platform()
            },
            in_euros("Paris"),
        );
        let computed = [&open, &other, &euros].map(outcome);
        let [of_open, of_other, of_euros] = computed.each_ref().map(Some);
        let draw = |others: &[charts::Alternative<'_>]| charts::cash((&open, of_open), others, &EN);
        for (others, expected, subtitle) in [
            (
                vec![(&other, of_other)],
                vec!["Platform", "Lean"],
                "by month, undiscounted, in USD · Platform in front",
            ),
            (
                vec![(&euros, of_euros), (&other, of_other)],
                vec!["Platform", "Lean"],
                "by month, undiscounted, in USD · Platform in front, those in another currency not drawn",
            ),
            (
                vec![(&euros, of_euros)],
                vec![""],
                "by month, undiscounted, in USD · those in another currency are not drawn",
            ),
            (
                vec![(&other, None)],
                vec![""],
                "by month, undiscounted, in USD",
            ),
        ] {
            let chart = draw(&others);
            assert_eq!(
                (names(&chart), chart.subtitle.as_str()),
                (expected, subtitle)
            );
        }
    }

    #[test]
    fn what_was_never_out_of_pocket_has_no_moment_of_payback() {
        let free = Scenario {
            one_off_cost: 0.0,
            running_cost_per_month: 0.0,
            ..platform()
        };
        let cheap = Scenario {
            one_off_cost: 1_000.0,
            running_cost_per_month: 0.0,
            ..platform()
        };
        for (scenario, marked) in [(cheap, true), (free, false)] {
            let outcome = outcome(&scenario);
            let chart = charts::cash_alone(&scenario, &outcome, &EN);
            let Picture::Cash(cash) = chart.kind else {
                panic!("{:?}", chart.kind)
            };
            assert_eq!(cash.lines[0].payback_months.is_some(), marked);
            assert!(outcome.payback_months.is_some());
        }
    }

    #[test]
    fn on_the_page_its_terms_are_named_and_its_assumptions_pointed_at() {
        let scenario = platform();
        let chart = charts::cash_alone(&scenario, &outcome(&scenario), &EN);
        let expected = "36 months at 10% a year, in USD, first flow now";
        assert_eq!(terms(&scenario, &EN), expected);
        assert_eq!(
            chart.source,
            format!("Scenario Platform: {expected}; its assumptions are listed with it")
        );
    }
}

mod what_it_hinges_on {
    use super::*;

    #[test]
    fn a_tornado_has_every_number_that_moves_the_result() {
        let scenario = platform();
        let valid = validate(&scenario).unwrap();
        let (bars, npv) = (tornado(&valid, 0.2), outcome(&scenario).npv);
        let chart = charts::tornado(&scenario, &inputs(&scenario), Some(npv), &bars, 0.2, &EN);
        assert_eq!(
            words(&chart)[..2],
            [
                "What moves NPV most",
                "every number, each alone ±20% of itself"
            ]
        );
        let Picture::Tornado(drawn) = chart.kind else {
            panic!("{:?}", chart.kind)
        };
        assert_eq!((drawn.base, drawn.result.as_str()), (npv, "NPV"));
        let moving = bars.iter().filter(|b| b.span() > 0.0);
        let expected: Vec<_> = moving.map(|b| (b.npv_low, b.npv_high)).collect();
        let found: Vec<_> = drawn.drivers.iter().map(|d| (d.low, d.high)).collect();
        assert_eq!(found, expected);
        let one_off = drawn
            .drivers
            .iter()
            .find(|d| d.name == "One-off cost")
            .unwrap();
        let read = [&one_off.low_input, &one_off.high_input].map(|t| plain(t));
        assert_eq!(read, ["$80,000", "$120,000"]);
    }

    #[test]
    fn beyond_twelve_bars_only_the_longest_are_drawn() {
        let levers = [
            "mttr",
            "cost_per_prediction",
            "work_removed",
            "availability",
            "training_time",
        ];
        let scenario = levers
            .iter()
            .fold(platform(), |s, id| with_lever(&s, id, true).unwrap());
        let bars = tornado(&validate(&scenario).unwrap(), 0.1);
        let moving = bars.iter().filter(|b| b.span() > 0.0).count();
        assert!(moving > 12, "{moving}");
        let chart = charts::tornado(&scenario, &inputs(&scenario), None, &bars, 0.1, &EN);
        assert_eq!(
            chart.subtitle,
            format!("the 12 of {moving} that move it most, each alone ±10% of itself")
        );
        assert_eq!(chart.points_len(), 12);
    }

    #[test]
    fn a_break_even_is_where_nothing_is_won() {
        let scenario = platform();
        let found = break_even(&scenario);
        let paths: Vec<&str> = found.iter().map(|b| b.input.path.as_str()).collect();
        assert!(paths.contains(&"one_off_cost"), "{paths:?}");
        assert!(!paths.contains(&"horizon_months"), "{paths:?}");
        assert!(found.iter().any(|b| b.zero.is_some()));
        for BreakEven { input, zero } in found {
            let Some(zero) = zero else { continue };
            let there = outcome(&with_input(&scenario, &input.path, zero).unwrap());
            let scale = there.benefit_total.abs() + there.cost_total;
            assert!(
                there.npv.abs() <= scale * 1e-9,
                "{}: {}",
                input.path,
                there.npv
            );
        }
        let broken = Scenario {
            horizon_months: 0,
            ..platform()
        };
        assert_eq!(break_even(&broken), []);
    }

    #[test]
    fn a_number_is_named_after_its_lever_where_others_share_its_name() {
        let all = outturn_scenario::LEVERS
            .iter()
            .flat_map(|l| l.inputs.iter().map(move |i| (l, i)));
        let mut names: Vec<String> = Vec::new();
        for (lever, input) in all.clone() {
            let shared = all
                .clone()
                .filter(|(_, other)| other.label == input.label)
                .count()
                > 1;
            let name = full_name(Some(lever.id), input.label);
            let expected = match shared {
                true => format!("{}: {}", lever.label, input.label),
                false => input.label.to_owned(),
            };
            assert_eq!(name, expected);
            names.push(name);
        }
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count, "no two numbers have one name");
    }
}

mod figures_of_a_scenario {
    use super::*;

    fn shown(scenario: &Scenario) -> Vec<(&'static str, String, String)> {
        let tiles = kpis(scenario, &outcome(scenario), &EN);
        tiles
            .map(|k| (k.name, plain(&k.value), plain(&k.small)))
            .into()
    }

    #[test]
    fn without_costs_there_is_no_return_on_them() {
        let free = Scenario {
            one_off_cost: 0.0,
            running_cost_per_month: 0.0,
            ..platform()
        };
        let shown = shown(&free);
        assert_eq!(
            (shown[0].1.as_str(), shown[0].2.as_str()),
            ("—", "no costs yet")
        );
        assert_eq!(
            (shown[2].1.as_str(), shown[2].2.as_str()),
            ("—", "none: nothing is invested yet")
        );
        assert_eq!(
            (shown[3].1.as_str(), shown[3].2.as_str()),
            ("—", "no costs yet")
        );
    }

    /// Four hours of an incident become fewer, or more: ten a month at 100 an hour are 1,000 a month for each hour, 12,000 in a year.
    fn hours_after(hours: f64, one_off: f64, running: f64) -> Scenario {
        let scenario = Scenario {
            horizon_months: 12,
            ramp_up_months: 0.0,
            one_off_cost: one_off,
            running_cost_per_month: running,
            ..Scenario::default()
        };
        let numbers = [
            ("hours_now", 4.0),
            ("hours_after", hours),
            ("incidents_per_month", 10.0),
            ("loss_per_hour", 100.0),
        ];
        let scenario = with_lever(&scenario, "mttr", true).unwrap();
        numbers
            .into_iter()
            .fold(scenario, |scenario, (input, value)| {
                with_input(&scenario, &format!("mttr.{input}"), value).unwrap()
            })
    }

    fn said(scenario: &Scenario) -> String {
        let phrases = verdict(scenario, &outcome(scenario), &EN);
        plain(
            &phrases
                .iter()
                .map(|phrase| phrase.text.as_str())
                .collect::<String>(),
        )
    }

    #[rstest]
    #[case::within_a_month(
        3.0,
        500.0,
        0.0,
        "The platform returns $24.00 for every dollar over one year and pays back in less than a month."
    )]
    #[case::after_a_month(
        3.0,
        1_000.0,
        0.0,
        "The platform returns $12.00 for every dollar over one year and pays back in 1 month."
    )]
    #[case::after_little_more(
        3.0,
        1_200.0,
        0.0,
        "The platform returns $10.00 for every dollar over one year and pays back in 1 month."
    )]
    #[case::after_nearly_two(
        3.0,
        1_600.0,
        0.0,
        "The platform returns $7.50 for every dollar over one year and pays back in 2 months."
    )]
    #[case::at_once(
        3.0,
        0.0,
        400.0,
        "The platform returns $2.50 for every dollar over one year and is never in the red."
    )]
    #[case::never(
        3.0,
        24_000.0,
        0.0,
        "The platform returns only $0.50 for every dollar over one year and does not pay back in that time."
    )]
    #[case::just_all_of_it(
        3.0,
        12_000.0,
        0.0,
        "The platform returns $1.00 for every dollar over one year and pays back in 12 months."
    )]
    #[case::worse(
        5.0,
        1_000.0,
        0.0,
        "The platform makes things worse: it loses $13,000 over one year and never pays back."
    )]
    #[case::worse_for_nothing(
        5.0,
        0.0,
        0.0,
        "The platform loses $12,000 over one year; no costs are entered yet, so there is no return on them to speak of."
    )]
    #[case::for_nothing(
        3.0,
        0.0,
        0.0,
        "The platform brings $12,000 over one year; no costs are entered yet, so there is no return on them to speak of."
    )]
    #[case::to_no_effect(
        4.0,
        1_000.0,
        0.0,
        "The platform costs $1,000 over one year, and no lever says yet what it brings."
    )]
    fn a_case_is_told_in_a_sentence(
        #[case] hours: f64,
        #[case] one_off: f64,
        #[case] running: f64,
        #[case] expected: &str,
    ) {
        let said = said(&hours_after(hours, one_off, running));
        assert!(said.starts_with(expected), "{said}");
        assert!(said.contains(" It rests on "), "{said}");
    }

    /// 12,000 come back in a year, 1,000 a month; discounted at 10 % a year they are worth 11,400 (Σ 1,000 ÷ 1.1^(m ÷ 12)).
    #[rstest]
    #[case::soon(500.0, 0.0, "0.5 mo", "discounted 0.5 mo")]
    #[case::at_once(0.0, 400.0, "at once", "never in the red")]
    #[case::not_discounted(11_500.0, 0.0, "11.5 mo", "discounted: never within the horizon")]
    #[case::never(24_000.0, 0.0, "—", "not within the horizon")]
    fn payback_says_what_discounting_does_to_it(
        #[case] one_off: f64,
        #[case] running: f64,
        #[case] figure: &str,
        #[case] beside: &str,
    ) {
        let shown = shown(&hours_after(3.0, one_off, running));
        assert_eq!((shown[3].1.as_str(), shown[3].2.as_str()), (figure, beside));
    }

    #[test]
    fn costs_alone_rest_on_something_and_nothing_on_nothing() {
        let costs = Scenario {
            one_off_cost: 1_000.0,
            ..Scenario::default()
        };
        assert!(said(&costs).contains(" It rests on "));
        assert!(!said(&Scenario::default()).contains("rests on"));
    }

    #[test]
    fn costs_that_never_come_back_say_so() {
        let dear = Scenario {
            one_off_cost: 1e9,
            ..platform()
        };
        let shown = shown(&dear);
        assert_eq!(
            (shown[3].1.as_str(), shown[3].2.as_str()),
            ("—", "not within the horizon")
        );
        assert_eq!(shown[4].2, "over 36 months, undiscounted");
    }

    #[test]
    fn each_figure_says_how_it_is_computed_and_exactly_what_it_is() {
        let scenario = platform();
        let lines = kpi_receipt(&scenario, &outcome(&scenario), &EN);
        let names: Vec<&str> = lines.iter().map(|l| l[0].as_str()).collect();
        assert_eq!(
            names,
            [
                "Benefits",
                "Costs",
                "Total net benefit",
                "ROI",
                "NPV",
                "IRR (annual)",
                "MIRR (annual)",
                "Payback",
                "Discounted payback"
            ]
        );
        // 100,000 + 36 × 1,000
        assert_eq!(plain(&lines[1][2]), "$136,000.00");
        let later = Scenario {
            timing: outturn_core::finance::Timing::AfterOnePeriod,
            ..platform()
        };
        let formula = |s: &Scenario| kpi_receipt(s, &outcome(s), &EN)[4][1].clone();
        assert!(formula(&scenario).ends_with("in Excel flow 0 + NPV(r, flows 1 …)"));
        assert!(formula(&later).ends_with("in Excel NPV(r, flows 0 …)"));
    }

    #[test]
    fn benefits_are_listed_by_where_they_are_booked() {
        let scenario = platform();
        let outcome = outcome(&scenario);
        let booked = outcome
            .categories
            .iter()
            .filter(|c| c.amount != 0.0)
            .count();
        let said = benefits(&scenario, &outcome, &EN).unwrap();
        assert!(booked > 0 && said.starts_with("Benefits: ") && said.ends_with('.'));
        assert_eq!(said.matches('$').count(), booked, "{said}");
        let none = Scenario {
            levers: Vec::new(),
            ..platform()
        };
        assert_eq!(benefits(&none, &super::outcome(&none), &EN), None);
    }

    #[test]
    fn value_is_drawn_by_category() {
        let scenario = platform();
        let outcome = outcome(&scenario);
        let chart = charts::value(&scenario, Some(&outcome), &EN);
        assert_eq!(
            words(&chart)[..2],
            ["Value by category", "benefits over 36 months, in USD"]
        );
        let Picture::Bars(bars) = chart.kind else {
            panic!("{:?}", chart.kind)
        };
        let drawn: Vec<_> = bars
            .bars
            .iter()
            .map(|b| (b.name.as_str(), b.value))
            .collect();
        let expected: Vec<_> = outcome
            .categories
            .iter()
            .map(|t| (t.category.label(), Some(t.amount)))
            .collect();
        assert_eq!(drawn, expected);
    }

    #[test]
    fn money_that_is_counted_twice_is_said_with_both_names() {
        let both = ["mttr", "availability"];
        let scenario = both
            .iter()
            .fold(platform(), |s, id| with_lever(&s, id, true).unwrap());
        let found = overlaps(&validate(&scenario).unwrap());
        let said = counted_twice(&found[0]);
        let label = |id| outturn_scenario::lever_by_id(id).unwrap().label;
        let expected = format!(
            "Counted twice in part, “{}” and “{}”: {}.",
            label(found[0].first),
            label(found[0].second),
            found[0].reason
        );
        assert_eq!(said, expected);
    }

    #[test]
    fn an_error_names_its_number_in_its_unit() {
        let broken = Scenario {
            discount_rate_per_year: 90.0,
            ..platform()
        };
        let errors = validate(&broken).unwrap_err();
        let said = plain(&explain_in(&broken, &errors[0], &EN));
        assert!(said.contains(" is 9,000%: give a number from "), "{said}");
        // Without a unit the error's own words do.
        assert_eq!(
            explain(&errors[0], broken.currency, None, &EN),
            errors[0].to_string()
        );
    }

    #[test]
    fn assumptions_are_the_scenarios_own_and_those_of_levers_that_are_on() {
        let with_one_off = with_lever(&platform(), "work_removed", true).unwrap();
        let mut scenario = with_one_off.clone();
        scenario.levers[1].on = false;
        let groups = |s: &Scenario| -> Vec<&'static str> {
            model::assumptions(s, &EN).iter().map(|g| g.label).collect()
        };
        let label = |id| outturn_scenario::lever_by_id(id).unwrap().label;
        assert_eq!(
            groups(&with_one_off),
            ["Scenario", label("mttr"), label("work_removed")]
        );
        assert_eq!(groups(&scenario), ["Scenario", label("mttr")]);
        let tally = |s: &Scenario| model::tally(&model::assumptions(s, &EN));
        assert_eq!(tally(&scenario), "4 assumed · 5 unconfirmed");
        assert_eq!(tally(&with_one_off), "4 assumed · 10 unconfirmed");
        let own = &model::assumptions(&scenario, &EN)[0];
        let one_off = own.rows.iter().find(|r| r.label == "One-off cost").unwrap();
        assert_eq!(plain(&one_off.value), "$100,000");
        assert_eq!(own.formula, None);
    }
}

mod leaders {
    use super::*;

    /// Unrelated values that are the same on every machine (Knuth's MMIX generator, upper bits).
    fn noise(seed: u64) -> Vec<f64> {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 11) as f64 / (1_u64 << 53) as f64 + 0.5
        };
        (0..400).map(|_| next()).collect()
    }

    fn monthly(label: &str, values: &[f64]) -> Series {
        let first = Period::containing_date("2020-01-01".parse().unwrap(), Grain::Month);
        let points = values.iter().enumerate();
        let points = points.map(|(i, v)| (first.shifted(i as i32), Some(*v)));
        Series::new(label.to_lowercase(), label, Grain::Month, points).unwrap()
    }

    struct Found {
        outcome: Series,
        leaders: Vec<Series>,
        ranking: Ranking,
    }

    /// Revenue, which Adoption leads by two months, NPS by nothing, and Survey has four values of.
    fn found() -> Found {
        let values = noise(7);
        let outcome = monthly("Revenue", &values[..60]);
        let leaders = vec![
            monthly("Adoption", &values[2..62]),
            monthly("NPS", &noise(90)[..60]),
            monthly("Survey", &noise(3)[..4]),
        ];
        let options = RankOptions {
            transform: Transform::LEVELS,
            max_lag: 3,
            ..RankOptions::for_grain(Grain::Month)
        };
        let ranking = rank(&outcome, &leaders, &options);
        Found {
            outcome,
            leaders,
            ranking,
        }
    }

    #[test]
    fn the_lag_plot_shows_the_engines_correlations_and_band() {
        let Found { ranking, .. } = found();
        let leader = ranking.leader("adoption").unwrap();
        let chart = charts::lag(&ranking, leader, &["b.csv", "a.csv", "b.csv"], &EN).unwrap();
        assert_eq!(
            words(&chart),
            [
                "How far ahead?",
                "Adoption against revenue; grey: chance at one lag",
                "Source: a.csv, b.csv"
            ]
        );
        let Picture::Lag(lag) = chart.kind else {
            panic!("{:?}", chart.kind)
        };
        assert_eq!(
            (lag.best, lag.best_label.as_str()),
            (Some(2), "leads by 2 months")
        );
        assert_eq!(lag.caption, "months by which adoption comes first");
        let drawn: Vec<_> = lag.points.iter().map(|p| (p.lag, p.r, p.chance)).collect();
        let swept: Vec<_> = leader
            .sweep
            .lags
            .iter()
            .map(|p| (p.lag, p.r, p.chance))
            .collect();
        assert_eq!(drawn, swept);
        assert!(swept.iter().all(|(_, _, chance)| chance.is_some()));
    }

    /// How far the leader was moved; then what the picture says of it.
    #[rstest]
    #[case(2, "Laid over each other, 2 months apart", "Adoption, +2 months")]
    #[case(1, "Laid over each other, 1 month apart", "Adoption, +1 month")]
    #[case(-3, "Laid over each other, 3 months apart", "Adoption, −3 months")]
    #[case(0, "Laid over each other, month by month", "Adoption")]
    fn the_overlay_says_how_far_the_leader_was_moved(
        #[case] lag: i32,
        #[case] title: &str,
        #[case] name: &str,
    ) {
        let Found {
            outcome,
            leaders,
            ranking,
        } = found();
        let laid = overlay(&leaders[0], &outcome, lag, Transform::LEVELS).unwrap();
        let leader = ranking.leader("adoption").unwrap();
        let chart = charts::overlay(&laid, &ranking, leader, &[], &EN).unwrap();
        assert_eq!(chart.title, title);
        assert!(
            chart
                .subtitle
                .starts_with("the values as they are; each in standard deviations from its mean"),
            "{}",
            chart.subtitle
        );
        let Picture::Overlay(drawn) = chart.kind else {
            panic!("{:?}", chart.kind)
        };
        // Where chance has the two move against each other, the leader is turned.
        let leader = drawn.leader.name.trim_end_matches(", upside down");
        assert_eq!((leader, drawn.outcome.name.as_str()), (name, "Revenue"));
        assert_eq!(drawn.baseline, 0.0);
        assert_eq!(drawn.times.len(), laid.points.len());
    }

    /// Adoption falls where revenue rises: it is turned, and said to be.
    #[test]
    fn what_moves_the_other_way_lies_upside_down() {
        let Found {
            outcome,
            leaders,
            ranking,
        } = found();
        let against = leaders[0].points().iter().map(|(p, v)| (*p, v.map(|v| -v)));
        let against = Series::new("adoption", "Adoption", Grain::Month, against).unwrap();
        let laid = overlay(&against, &outcome, 2, Transform::DIFFERENCES).unwrap();
        let leader = ranking.leader("adoption").unwrap();
        let chart = charts::overlay(&laid, &ranking, leader, &[], &EN).unwrap();
        assert_eq!(
            chart.subtitle,
            "changes from month to month; each in standard deviations from its mean; adoption upside down, as it falls when revenue rises"
        );
        let Picture::Overlay(drawn) = chart.kind else {
            panic!("{:?}", chart.kind)
        };
        assert_eq!(drawn.leader.name, "Adoption, +2 months, upside down");
        for (x, y) in drawn.leader.values.iter().zip(&drawn.outcome.values) {
            assert!(
                x.zip(*y).is_none_or(|(x, y)| (x - y).abs() < 1e-9),
                "{x:?} lies on {y:?}"
            );
        }
    }

    #[test]
    fn without_evidence_nothing_is_drawn_and_the_reason_is_said() {
        let Found { ranking, .. } = found();
        let survey = ranking.leader("survey").unwrap();
        assert_eq!(charts::lag(&ranking, survey, &[], &EN), None);
        assert_eq!(lack(survey, None), "4 months; 10 needed");
        assert_eq!(why_not_drawn(survey, None), survey.sentence);
        let quarters = Hindrance::LongerSteps {
            label: "Survey".into(),
            grain: Grain::Quarter,
        };
        assert_eq!(lack(survey, Some(&quarters)), "values by quarter only");
        assert_eq!(why_not_drawn(survey, Some(&quarters)), quarters.to_string());
    }

    #[test]
    fn verdicts_are_counted_in_the_order_of_the_ranking() {
        let Found { ranking, .. } = found();
        let verdicts: Vec<Verdict> = ranking.leaders.iter().map(|l| l.verdict).collect();
        assert_eq!(verdicts[0], Verdict::Supported);
        assert_eq!(verdicts[2], Verdict::TooLittleData { have: 4, need: 10 });
        let tally = verdict_tally(&ranking.leaders);
        assert!(
            tally.starts_with("1 supported · 1 ") && tally.ends_with(" · 1 too little data"),
            "{tally}"
        );
        assert_eq!(verdict_tally(&[]), "");
    }

    #[test]
    fn a_hindrance_of_the_outcome_comes_before_the_ranking() {
        let Found { ranking, .. } = found();
        let said = |hindrance: Option<&Hindrance>, ranking| {
            let phrases = lead_lag_lead(hindrance, ranking, &EN);
            phrases.iter().map(|p| p.text.as_str()).collect::<String>()
        };
        let quarters = Hindrance::LongerSteps {
            label: "Revenue".into(),
            grain: Grain::Quarter,
        };
        assert_eq!(
            said(Some(&quarters), Some(&ranking)),
            "“Revenue” has values by quarter only: choose steps of a quarter."
        );
        assert!(said(None, Some(&ranking)).starts_with("Adoption leads revenue by 2 months"));
        assert_eq!(
            said(None, None),
            "The outcome has no value at this length of a step: choose another."
        );
    }

    #[test]
    fn on_the_page_a_finding_claims_no_more_than_its_verdict() {
        let Found { ranking, .. } = found();
        let said = |id| {
            let phrases = finding(&ranking, ranking.leader(id).unwrap(), &EN);
            phrases.iter().map(|p| p.text.as_str()).collect::<String>()
        };
        assert!(said("adoption").starts_with("Adoption leads revenue by 2 months"));
        let nps = said("nps");
        assert!(
            nps.starts_with("Undecided: at best ")
                || nps.starts_with("Not supported as a leader: "),
            "{nps}"
        );
        let evidence = ranking.leader("adoption").unwrap().evidence.unwrap();
        let said = plain(&evidence_words(&evidence, &ranking, &EN));
        assert!(
            said.starts_with("r = 1.00, 95% from 1.00 to 1.00, on 58 months worth "),
            "{said}"
        );
        assert!(said.contains("; p < 0.001 after paying for the "), "{said}");
    }

    /// The same finding under each verdict, and as the closest of the leaders in each relation.
    #[rstest]
    #[case::supported(
        Verdict::Supported,
        Relation::Leads(2),
        0.8,
        "Adoption leads revenue by 2 months ("
    )]
    #[case::against(Verdict::Supported, Relation::Leads(2), -0.8, "Adoption leads revenue by 2 months, in the opposite direction (")]
    #[case::together(
        Verdict::MovesTogether,
        Relation::Together,
        0.8,
        "No indicator is shown to lead revenue. Adoption and revenue move together, in the same month ("
    )]
    #[case::together_against(Verdict::MovesTogether, Relation::Together, -0.8, "No indicator is shown to lead revenue. Adoption and revenue move in opposite directions, in the same month (")]
    #[case::calendar(
        Verdict::CannotTell(Doubt::BothRepeat(Season::MonthsOfYear)),
        Relation::Leads(2),
        0.8,
        "What leads revenue cannot be told from the calendar. Adoption and revenue both repeat every 12 months: cannot tell."
    )]
    #[case::construction(
        Verdict::ByConstruction,
        Relation::Together,
        1.0,
        "No indicator here leads revenue. Adoption leads Revenue by 2 months."
    )]
    fn the_headline_claims_what_the_verdict_allows(
        #[case] verdict: Verdict,
        #[case] relation: Relation,
        #[case] r: f64,
        #[case] expected: &str,
    ) {
        let Found { mut ranking, .. } = found();
        let best = &mut ranking.leaders[0];
        best.verdict = verdict;
        best.evidence = best.evidence.map(|found| Evidence {
            relation,
            r,
            ..found
        });
        let phrases = lead_lag_lead(None, Some(&ranking), &EN);
        let said: String = phrases.iter().map(|p| p.text.as_str()).collect();
        assert!(said.starts_with(expected), "{said}");
    }

    /// What is said of another leader than the best.
    #[rstest]
    #[case(Verdict::Supported, "NPS follows Revenue.")]
    #[case(Verdict::MovesTogether, "NPS follows Revenue, which is no lead.")]
    #[case(
        Verdict::CannotTell(Doubt::TooShort(Season::MonthsOfYear)),
        "NPS follows Revenue."
    )]
    #[case(Verdict::ByConstruction, "NPS follows Revenue.")]
    #[case(
        Verdict::Undecided,
        "Undecided: at best NPS follows Revenue, but that may be chance."
    )]
    #[case(
        Verdict::NotSupported,
        "Not supported as a leader: NPS follows Revenue."
    )]
    fn of_another_leader_no_more_is_said_than_its_verdict(
        #[case] verdict: Verdict,
        #[case] expected: &str,
    ) {
        let Found { mut ranking, .. } = found();
        let nps = ranking.leaders.iter_mut().find(|l| l.id == "nps").unwrap();
        nps.verdict = verdict;
        "NPS follows Revenue".clone_into(&mut nps.sentence);
        let said = finding(&ranking, ranking.leader("nps").unwrap(), &EN);
        assert_eq!(said[0].text, expected);
    }

    #[rstest]
    #[case::nothing(&[], &[], None)]
    #[case::alike(&[Season::MonthsOfYear], &[Season::MonthsOfYear], Some("both without their pattern by months of the year"))]
    #[case::two(&[Season::DaysOfWeek, Season::DaysOfMonth], &[Season::DaysOfWeek, Season::DaysOfMonth], Some("both without their pattern by days of the week and days of the month"))]
    #[case::one_side(&[], &[Season::QuartersOfYear], Some("revenue without its pattern by quarters of the year"))]
    #[case::each_its_own(&[Season::WeeksOfMonth], &[Season::WeeksOfYear], Some("NPS without its pattern by weeks of the month, revenue without its pattern by weeks of the year"))]
    fn what_the_calendar_does_is_said_where_it_is_taken_out(
        #[case] of_leader: &[Season],
        #[case] of_outcome: &[Season],
        #[case] expected: Option<&str>,
    ) {
        let without = (of_leader.to_vec(), of_outcome.to_vec());
        let said = taken_out(&without, "NPS", "revenue");
        assert_eq!(said.as_deref(), expected);
    }

    #[test]
    fn the_method_says_of_how_many_series_the_calendar_was_taken_out() {
        let Found { mut ranking, .. } = found();
        for leader in &mut ranking.leaders {
            leader.sweep.without = Default::default();
        }
        assert!(method(&ranking, &EN).contains("No pattern of the calendar shows (F-test)."));
        let months = vec![Season::MonthsOfYear];
        ranking.leaders[0].sweep.without = (months.clone(), months.clone());
        ranking.leaders[2].sweep.without = (months.clone(), months);
        let said = method(&ranking, &EN);
        assert!(
            said.contains(
                "is taken out of both: by months of the year from the outcome and 2 of 3 leaders."
            ),
            "{said}"
        );
    }

    /// Three leaders of one verdict and two of another.
    #[test]
    fn a_verdict_is_counted_as_often_as_it_was_given() {
        let Found { ranking, .. } = found();
        let first = ranking.leaders[0].clone();
        let given = |verdict| Ranked {
            verdict,
            ..first.clone()
        };
        use Verdict::{Supported, Undecided};
        let leaders = [Supported, Supported, Supported, Undecided, Undecided].map(given);
        assert_eq!(verdict_tally(&leaders), "3 supported · 2 undecided");
    }

    #[rstest]
    #[case(Advice::CompareLevels { autocorrelation: -0.512 }, "Compare levels", "(autocorrelation −0.51)")]
    #[case(Advice::CompareDifferences { autocorrelation: 0.934 }, "Compare differences", "(autocorrelation 0.93)")]
    fn an_advice_says_why_and_what_to_press(
        #[case] advice: Advice,
        #[case] press: &str,
        #[case] because: &str,
    ) {
        let (why, what) = advice_words(advice, "Revenue", &EN);
        assert_eq!(what, press);
        assert!(
            why.starts_with("Revenue ") && why.contains(because),
            "{why}"
        );
    }

    #[rstest]
    #[case(Transform::LEVELS, "over the values as they are.")]
    #[case(Transform::DIFFERENCES, "over changes from month to month.")]
    #[case(Transform::LEVELS.with_log(), "over logarithms of the values.")]
    #[case(Transform::DIFFERENCES.with_log(), "over relative changes (differences of logarithms) from month to month.")]
    fn the_method_says_what_was_compared(#[case] transform: Transform, #[case] expected: &str) {
        let Found { mut ranking, .. } = found();
        ranking.options.transform = transform;
        let said = method(&ranking, &EN);
        assert!(said.contains(expected), "{said}");
        assert!(
            said.contains("at every lag up to 3 months either way"),
            "{said}"
        );
        assert!(
            said.contains("all 14 correlations tried (2 leaders at every lag)"),
            "{said}"
        );
    }
}

/// What further metrics would need is said table by table, the one that most need first, with how tools export it; of a table that is
/// loaded, the columns that it lacks.
#[test]
fn what_is_wanted_is_said_table_by_table() {
    let mut session = outturn_session::Session::default();
    let text = "timestamp,status\n2026-01-01T10:00:00Z,ok\n2026-01-02T10:00:00Z,error\n";
    let raw = outturn_workbook::read_all(
        "predictions.csv",
        text.as_bytes(),
        &outturn_import::ReadOptions::default(),
    )
    .unwrap();
    let treatment = outturn_protocol::Treatment {
        mapping: outturn_import::recognise(&raw).guessed(),
        ..Default::default()
    };
    session
        .load(&"predictions.csv".to_owned(), raw, &treatment)
        .unwrap();
    let asked = outturn_protocol::ShowScorecard {
        filters: outturn_metrics::scorecard::Filters::default(),
        choice: Default::default(),
        settings: Default::default(),
        weights: Default::default(),
    };
    let cards = outturn_session::Answers::answer(&mut session, &asked)
        .unwrap()
        .cards;
    let wanted = outturn_report::narrative::wanted(&cards);
    let counts: Vec<usize> = wanted.iter().map(|table| table.metrics.len()).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    let of = |kind| wanted.iter().find(|table| table.table == kind).unwrap();
    let incidents = of(outturn_core::table::TableKind::Incidents);
    assert!(incidents.metrics.contains(&"Time to recover".to_owned()));
    assert!(incidents.recipes.iter().any(|recipe| recipe.tool == "Jira"));
    assert_eq!(incidents.columns, Vec::<String>::new());
    let predictions = of(outturn_core::table::TableKind::Predictions);
    assert!(
        predictions.columns.contains(&"confidence".to_owned()),
        "{predictions:?}"
    );
    assert!(
        predictions
            .table_words()
            .starts_with("It is loaded, without ")
    );
    // Nobody is sent for a file that is there.
    assert!(
        wanted
            .iter()
            .all(|t| t.columns.is_empty() || t.recipes.is_empty())
    );
    assert_eq!(
        wanted.iter().map(|t| t.metrics.len()).sum::<usize>(),
        cards
            .iter()
            .filter(|card| card.table_lacking().is_some())
            .count()
    );
}
