//! Cash-flow mathematics against published figures and against its own laws.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

use outturn_core::finance::{
    CONVENTIONAL_GUESS, Irr, NoIrr, Timing, annual_rate, discounted_payback, irr, mirr,
    monthly_rate, npv, payback,
};
use proptest::prelude::*;
use rstest::rstest;

/// Reference figures carry 12 digits: this allows a few units of the last one.
fn assert_twelve_digits(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= expected.abs() * 1e-11,
        "found {found}, expected {expected}"
    );
}

// numpy-financial test suite (`TestNpv`, commit f47e8af) and the documented example of Excel's NPV; the unrounded figures by
// numpy-financial 1.0.0 and by 26-digit decimal arithmetic.
#[rstest]
#[case(0.05, &[-15_000.0, 1_500.0, 2_500.0, 3_500.0, 4_500.0, 6_000.0], 122.894_854_950_942_69, 117.042_719_001)]
#[case(0.10, &[-10_000.0, 3_000.0, 4_200.0, 6_800.0], 1_307.287_753_568_745_3, 1_188.443_412_34)]
fn npv_in_both_conventions(
    #[case] rate: f64,
    #[case] flows: &[f64],
    #[case] first_flow_now: f64,
    #[case] as_excel: f64,
) {
    let now = npv(rate, flows, Timing::FirstFlowNow);
    assert!((now - first_flow_now).abs() < 1e-11, "{now}");
    assert_twelve_digits(npv(rate, flows, Timing::AfterOnePeriod), as_excel);
}

// numpy-financial test suite (`TestIrr`, commit f47e8af); all roots in (−0.9999, 100) by scan and Brent's method.
#[rstest]
#[case(&[-150_000.0, 15_000.0, 25_000.0, 35_000.0, 45_000.0, 60_000.0], &[0.052_432_888_859])]
#[case(&[-100.0, 0.0, 0.0, 74.0], &[-0.095_495_830_349])]
#[case(&[-100.0, 39.0, 59.0, 55.0, 20.0], &[0.280_948_421_16])]
#[case(&[-100.0, 100.0, 0.0, -7.0], &[-0.678_894_373_632, -0.083_299_666_185])]
#[case(&[-100.0, 100.0, 0.0, 7.0], &[0.062_058_485_63])]
fn irr_finds_every_root(#[case] flows: &[f64], #[case] expected: &[f64]) {
    let found = irr(flows);
    assert_eq!(found.roots().len(), expected.len(), "{found:?}");
    for (found, expected) in found.roots().iter().zip(expected) {
        assert!((found - expected).abs() < 6e-13, "{found} {expected}");
    }
}

#[test]
fn of_two_rates_the_published_one_is_the_nearest_to_the_guess() {
    // numpy-financial's documentation prints −0.0833 for these flows; the other root is −0.679.
    let shown = irr(&[-100.0, 100.0, 0.0, -7.0]).nearest_to(CONVENTIONAL_GUESS);
    assert!((shown.unwrap() + 0.0833).abs() < 5e-5);
    // The same documentation prints 0.0886 for these, which change sign three times.
    let shown = irr(&[-5.0, 10.5, 1.0, -8.0, 1.0]).nearest_to(CONVENTIONAL_GUESS);
    assert!((shown.unwrap() - 0.0886).abs() < 5e-5);
}

#[rstest]
#[case(&[], NoIrr::NoFlows)]
#[case(&[0.0, 0.0], NoIrr::NoFlows)]
#[case(&[39_000.0, 30_000.0, 21_000.0], NoIrr::NoSignChange)]
#[case(&[1.0, -2.0, 2.0], NoIrr::NoRoot)] // 1 − 2x + 2x² is nowhere zero
#[case(&[-1.0, f64::NAN], NoIrr::NotANumber)]
fn no_rate_has_a_reason(#[case] flows: &[f64], #[case] reason: NoIrr) {
    assert_eq!(irr(flows), Irr::None(reason));
}

#[test]
fn a_rate_that_is_only_touched_is_found_once() {
    // −(1 − x)²: zero net present value at 0 %, negative elsewhere.
    let found = irr(&[-1.0, 2.0, -1.0]);
    assert!(
        matches!(found, Irr::One(rate) if rate.abs() < 1e-15),
        "{found:?}"
    );
}

#[test]
fn three_rates_of_a_mine_with_restoration_costs_are_all_found() {
    // Built from its roots: −(1 − 1.1x)(1 − 1.5x)(1 − 3x), so 10 %, 50 % and 200 %.
    let found = irr(&[-1.0, 5.6, -9.45, 4.95]);
    assert_eq!(found.roots().len(), 3);
    for (found, expected) in found.roots().iter().zip([0.1, 0.5, 2.0]) {
        assert!((found - expected).abs() < 1e-13, "{found} {expected}");
    }
}

// numpy-financial test suite (`TestMirr`, commit f47e8af; figures by numpy-financial 1.0.0) and Microsoft's page of Excel's
// MIRR, which prints −5 % for the last one.
#[rstest]
#[case(&[-4_500.0, -800.0, 800.0, 800.0, 600.0, 600.0, 800.0, 800.0, 700.0, 3_000.0], 0.08, 0.055, Some(0.066_597_175_031_6))]
#[case(&[-120_000.0, 39_000.0, 30_000.0, 21_000.0, 37_000.0, 46_000.0], 0.10, 0.12, Some(0.126_094_130_366))]
#[case(&[100.0, 200.0, -50.0, 300.0, -200.0], 0.05, 0.06, Some(0.342_823_387_842))]
#[case(&[39_000.0, 30_000.0, 21_000.0, 37_000.0, 46_000.0], 0.10, 0.12, None)]
#[case(&[-120_000.0, 39_000.0, 30_000.0, 21_000.0], 0.10, 0.12, Some(-0.048_044_655_25))]
fn mirr_of_published_flows(
    #[case] flows: &[f64],
    #[case] finance_rate: f64,
    #[case] reinvest_rate: f64,
    #[case] expected: Option<f64>,
) {
    match (mirr(flows, finance_rate, reinvest_rate), expected) {
        (Some(found), Some(expected)) => assert_twelve_digits(found, expected),
        (found, expected) => assert_eq!(found, expected),
    }
}

#[test]
fn payback_of_published_flows() {
    // A public worked example that prints 3.08 years.
    let flows = [
        -180_000.0, 60_000.0, 40_000.0, 70_000.0, 125_000.0, 35_000.0,
    ];
    assert_eq!(payback(&flows).unwrap().periods, 3.08);
    // A public worked example at 14 % that prints 3.2991 years; 3.29910332 by the definition, in 9 digits.
    let flows = [-1_000.0, 347.0, 394.0, 424.0, 600.0];
    let found = discounted_payback(0.14, &flows).unwrap().periods;
    assert!((found - 3.299_103_32).abs() < 5e-9, "{found}");
}

#[rstest]
#[case(&[], Some((0.0, true)))]
#[case(&[0.0, 0.0], Some((0.0, true)))]
#[case(&[5.0, 1.0], Some((0.0, true)))]
#[case(&[5.0, -6.0], Some((0.0, false)))] // paid back at once, but not for good
#[case(&[-10.0, 5.0, 4.0], None)]
#[case(&[-10.0, 10.0], Some((1.0, true)))] // exactly zero is paid back
#[case(&[0.0, -10.0, 20.0], Some((1.5, true)))] // nothing happened before the first flow
#[case(&[-10.0, 20.0, -15.0, 5.0], Some((0.5, false)))] // the first time counts, and is said not to last
fn payback_at_the_edges(#[case] flows: &[f64], #[case] expected: Option<(f64, bool)>) {
    assert_eq!(payback(flows).map(|p| (p.periods, p.lasts)), expected);
}

#[test]
fn rates_at_or_below_minus_one_have_no_answer() {
    assert!(npv(-1.0, &[1.0], Timing::FirstFlowNow).is_nan());
    assert_eq!(discounted_payback(-1.5, &[-1.0, 2.0]), None);
    assert_eq!(mirr(&[-1.0, 2.0], -1.0, 0.1), None);
    assert!(monthly_rate(-1.5).is_nan());
}

fn flows() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(-1e6..1e6, 1..40)
}

fn investment() -> impl Strategy<Value = Vec<f64>> {
    (1.0..1e6, prop::collection::vec(0.0..1e5, 1..120)).prop_map(
        |(cost, benefits): (f64, Vec<f64>)| std::iter::once(-cost).chain(benefits).collect(),
    )
}

/// Σ |flow| discounted: what the rounding error of an NPV is measured against.
fn size(rate: f64, flows: &[f64]) -> f64 {
    let sizes: Vec<f64> = flows.iter().map(|flow| flow.abs()).collect();
    npv(rate, &sizes, Timing::FirstFlowNow)
}

proptest! {
    #[test]
    fn npv_at_every_irr_is_zero(flows in flows()) {
        for rate in irr(&flows).roots() {
            let rest = npv(*rate, &flows, Timing::FirstFlowNow);
            // Near −1 the rounding of 1 + rate itself is magnified by the power.
            let magnified = 1e-13 + flows.len() as f64 * 4.0 * f64::EPSILON / (1.0 + rate);
            prop_assert!(rest.abs() <= magnified * size(*rate, &flows), "{rate}: {rest}");
        }
    }

    #[test]
    fn no_crossing_of_a_scan_is_missed(flows in flows()) {
        // By definition: where NPV changes sign on a fine grid, a rate must have been found in between.
        let grid: Vec<f64> = (0..2_000).map(|i| (f64::from(i) / 200.0 - 1.0).exp() - 1.0).collect();
        let found = irr(&flows);
        for pair in grid.windows(2) {
            let [a, b] = [pair[0], pair[1]]
                .map(|rate| npv(rate, &flows, Timing::FirstFlowNow) / size(rate, &flows));
            if a * b < 0.0 && a.abs() > 1e-12 && b.abs() > 1e-12 {
                let met = found.roots().iter().any(|r| pair[0] <= *r && *r <= pair[1]);
                prop_assert!(met, "{pair:?} {found:?}");
            }
        }
    }

    #[test]
    fn an_investment_has_one_rate_and_mirr_at_it_agrees(flows in investment()) {
        prop_assume!(flows[1..].iter().any(|flow| *flow > 0.0));
        let Irr::One(rate) = irr(&flows) else { panic!("{:?}", irr(&flows)) };
        prop_assume!(rate > -0.5);
        // Financing and reinvesting at the IRR is the case in which both definitions coincide.
        let modified = mirr(&flows, rate, rate).unwrap();
        prop_assert!((modified - rate).abs() < 1e-12 * (1.0 + rate), "{modified} {rate}");
    }

    #[test]
    fn npv_scales_and_shifts(flows in flows(), rate in -0.5..2.0_f64, factor in 0.001..1000.0_f64) {
        let once = npv(rate, &flows, Timing::FirstFlowNow);
        let scaled: Vec<f64> = flows.iter().map(|flow| flow * factor).collect();
        let tolerance = 1e-14 * size(rate, &flows);
        prop_assert!((npv(rate, &scaled, Timing::FirstFlowNow) / factor - once).abs() <= tolerance);
        let later = npv(rate, &flows, Timing::AfterOnePeriod);
        prop_assert!((later * (1.0 + rate) - once).abs() <= tolerance);
    }

    #[test]
    fn payback_is_where_cumulative_cash_is_zero(flows in investment()) {
        if let Some(payback) = payback(&flows) {
            let whole = payback.periods.floor() as usize;
            let share = payback.periods - payback.periods.floor();
            let next = flows.get(whole + 1).unwrap_or(&0.0);
            let cash: f64 = flows[..=whole].iter().sum::<f64>() + share * next;
            prop_assert!(cash.abs() <= 1e-9 * -flows[0], "{cash}");
            prop_assert!(payback.lasts);
        } else {
            prop_assert!(flows.iter().sum::<f64>() < 0.0);
        }
    }

    #[test]
    fn twelve_months_at_the_monthly_rate_are_a_year(rate in -0.9..10.0_f64) {
        prop_assert!((annual_rate(monthly_rate(rate)) - rate).abs() <= 1e-14 * (1.0 + rate.abs()));
    }
}
