//! The statistics against outside references, and the laws they keep.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn_core::stats::{
    self, Confusion, autocorrelation_pairwise, chi_square_upper_tail, correlation_interval,
    correlation_p_value, effective_pairs, f_upper_tail, holm, mean, median, normal_quantile,
    normal_upper_tail, pearson, pearson_pairwise, quantile, quantile_sorted, quantiles, spearman,
    standard_deviation, student_t_two_sided, sum, variance,
};
use proptest::prelude::*;
use rstest::rstest;

/// Equal but for what comes after the `digits`-th significant digit.
#[track_caller]
fn agrees(ours: f64, theirs: f64, digits: i32) {
    let allowed = theirs.abs() * 0.1_f64.powi(digits);
    assert!(
        (ours - theirs).abs() <= allowed,
        "{ours:e} is not {theirs:e} to {digits} digits"
    );
}

mod quantiles_and_moments {
    use super::*;

    fn nab_latency() -> Vec<f64> {
        include_str!("data/nab_ec2_request_latency_system_failure.csv")
            .lines()
            .skip(1)
            .map(|line| line.split(',').nth(1).unwrap().trim().parse().unwrap())
            .collect()
    }

    /// numpy 2 over the Numenta Anomaly Benchmark's `ec2_request_latency_system_failure` (all 4,032 rows).
    #[rstest]
    #[case(0.0, 22.864)]
    #[case(0.5, 45.017)]
    #[case(0.75, 46.362)]
    #[case(0.9, 47.63)]
    #[case(0.95, 48.4369)]
    #[case(0.99, 50.15656)]
    #[case(1.0, 99.248)]
    fn quantiles_of_real_latencies_are_numpys(#[case] q: f64, #[case] expected: f64) {
        agrees(quantile(&mut nab_latency(), q).unwrap(), expected, 14);
    }

    #[test]
    fn moments_of_real_latencies_are_numpys() {
        let values = nab_latency();
        assert_eq!(values.len(), 4032);
        agrees(mean(&values).unwrap(), 45.155_873_511_9, 12);
        agrees(standard_deviation(&values).unwrap(), 2.287_089_421_77, 11);
    }

    /// `numpy.quantile([3, 1, 2, 10, 7.5], …)`, `numpy.var(…, ddof=1)`.
    #[test]
    fn small_quantiles_are_numpys() {
        let mut values = [3.0, 1.0, 2.0, 10.0, 7.5];
        let qs = [1.0, 0.1, 0.333, 0.25, 0.9, 0.0, 0.5];
        let expected = [10.0, 1.4, 2.332, 2.0, 9.0, 1.0, 3.0];
        for (ours, theirs) in quantiles(&mut values, &qs).unwrap().iter().zip(expected) {
            agrees(*ours, theirs, 15);
        }
        agrees(variance(&values).unwrap(), 14.95, 15);
    }

    /// Values far from 0 are where the textbook formula for the variance loses everything: the exact answer is √30.
    #[test]
    fn the_deviation_survives_a_large_mean() {
        let values = [1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0];
        assert_eq!(standard_deviation(&values), Some(30.0_f64.sqrt()));
    }

    #[test]
    fn nothing_is_not_zero() {
        assert_eq!(mean(&[]), None);
        assert_eq!(variance(&[1.0]), None);
        assert_eq!(median(&mut []), None);
        assert_eq!(quantiles(&mut [], &[0.5]), None);
        assert_eq!(quantile_sorted(&[], 0.5), None);
    }

    #[rstest]
    #[case(-0.01)]
    #[case(1.01)]
    #[case(f64::NAN)]
    fn a_share_outside_0_to_1_has_no_quantile(#[case] q: f64) {
        assert_eq!(quantile(&mut [1.0, 2.0], q), None);
        assert_eq!(quantile_sorted(&[1.0, 2.0], q), None);
    }

    #[test]
    fn a_nan_is_never_an_answer() {
        let spoilt = [1.0, f64::NAN, 2.0];
        assert!(sum(spoilt).is_nan());
        assert_eq!((mean(&spoilt), variance(&spoilt)), (None, None));
        assert_eq!(quantile(&mut spoilt.clone(), 0.0), None);
        assert_eq!(quantiles(&mut spoilt.clone(), &[1.0]), None);
        assert_eq!(pearson(&spoilt, &[1.0, 2.0, 3.0]), None);
        assert_eq!(spearman(&spoilt, &[1.0, 2.0, 3.0]), None);
    }

    #[test]
    fn an_infinity_sums_to_itself() {
        assert_eq!(sum([1.0, f64::INFINITY, 2.0]), f64::INFINITY);
        assert!(sum([f64::NEG_INFINITY, f64::INFINITY]).is_nan());
    }

    /// Halfway between two doubles to the last of many digits: what lies far below decides. Checked with Python's `math.fsum`.
    #[test]
    fn what_is_far_smaller_still_decides_a_tie() {
        let (one, half) = (1.0, f64::EPSILON / 2.0);
        assert_eq!(sum([one, half]), 1.0);
        assert_eq!(sum([one, half, 1e-40]), 1.0 + f64::EPSILON);
        assert_eq!(sum([1e-40, half, one, 1e30, -1e30]), 1.0 + f64::EPSILON);
        assert_eq!(sum([one, half, -1e-40]), 1.0);
    }

    proptest! {
        #[test]
        fn selection_is_sorting(
            mut values in prop::collection::vec(-1e6..1e6_f64, 1..200),
            qs in prop::collection::vec(0.0..=1.0_f64, 1..5),
        ) {
            let mut sorted = values.clone();
            sorted.sort_by(f64::total_cmp);
            let expected: Vec<f64> = qs.iter().map(|&q| quantile_sorted(&sorted, q).unwrap()).collect();
            prop_assert_eq!(quantiles(&mut values, &qs).unwrap(), expected.clone());
            for (&q, expected) in qs.iter().zip(expected) {
                prop_assert_eq!(quantile(&mut values, q), Some(expected));
            }
        }

        #[test]
        fn quantiles_rise_and_stay_inside(
            mut values in prop::collection::vec(prop::num::f64::NORMAL | prop::num::f64::ZERO, 1..60),
            a in 0.0..=1.0_f64,
            b in 0.0..=1.0_f64,
        ) {
            values.retain(|v| v.abs() < 1e307);
            prop_assume!(!values.is_empty());
            let at = quantiles(&mut values, &[0.0, a.min(b), a.max(b), 1.0]).unwrap();
            prop_assert!(at.is_sorted(), "{at:?}");
        }

        /// Sixteenths of any size add up exactly as whole numbers; then the sum is rounded once.
        #[test]
        fn a_sum_is_exact_whatever_the_order_and_the_sizes(
            parts in prop::collection::vec((-1_000_000_i64..1_000_000, 0..64_u32), 0..100),
            turn in 0..100_usize,
        ) {
            let whole = |&(n, power): &(i64, u32)| i128::from(n) << power;
            let mut values: Vec<f64> = parts.iter().map(|part| whole(part) as f64 / 16.0).collect();
            let exact = parts.iter().map(whole).sum::<i128>() as f64 / 16.0;
            prop_assert_eq!(sum(values.iter().copied()).to_bits(), exact.to_bits());
            values.sort_by(f64::total_cmp);
            values.rotate_left(turn.min(parts.len()));
            prop_assert_eq!(sum(values).to_bits(), exact.to_bits());
        }

        #[test]
        fn numbers_of_any_kind_have_one_sum_in_every_order(
            mut values in prop::collection::vec(prop::num::f64::NORMAL.prop_map(|v| v.clamp(-1e300, 1e300)), 0..60),
            turn in 0..60_usize,
        ) {
            let first = sum(values.iter().copied());
            let turn = turn.min(values.len());
            values.rotate_left(turn);
            prop_assert_eq!(sum(values.iter().copied()).to_bits(), first.to_bits());
            values.reverse();
            prop_assert_eq!(sum(values).to_bits(), first.to_bits());
        }

        /// The same cents added as whole numbers.
        #[test]
        fn sums_of_money_are_exact_to_the_cent(
            cents in prop::collection::vec(-10_000_000_000_i64..10_000_000_000, 0..500),
        ) {
            let total = sum(cents.iter().map(|&c| c as f64 / 100.0));
            prop_assert_eq!((total * 100.0).round() as i64, cents.iter().sum::<i64>());
        }
    }
}

mod correlations {
    use super::*;

    /// `scipy.stats.pearsonr`, its p-value and `confidence_interval(0.95)`, and `spearmanr`, scipy 1.17.
    #[test]
    fn pearson_its_interval_and_p_value_are_scipys() {
        let age = [43.0, 21.0, 25.0, 42.0, 57.0, 59.0, 27.0, 33.0];
        let glucose = [99.0, 65.0, 79.0, 75.0, 87.0, 81.0, 70.0, 90.0];
        let r = pearson(&age, &glucose).unwrap();
        agrees(r, 0.498_212_789_774_681_5, 14);
        agrees(
            correlation_p_value(r, 8.0).unwrap(),
            0.208_920_688_222_828_92,
            13,
        );
        let (low, high) = correlation_interval(r, 8.0, 0.95).unwrap();
        agrees(low, -0.318_158_178_270_814_44, 13);
        agrees(high, 0.890_316_140_268_949_6, 13);
        agrees(
            spearman(&age, &glucose).unwrap(),
            0.619_047_619_047_619_1,
            14,
        );
    }

    /// `scipy.stats.spearmanr` on values with ties.
    #[test]
    fn equal_values_share_their_rank() {
        let x = [1.0, 2.0, 2.0, 3.0, 5.0, 5.0, 5.0, 8.0];
        let y = [3.0, 1.0, 4.0, 4.0, 4.0, 9.0, 2.0, 6.0];
        agrees(spearman(&x, &y).unwrap(), 0.553_470_065_969_290_5, 14);
    }

    #[rstest]
    #[case::tenths_do_not_add_up(0.1)]
    #[case::squares_leave_the_range(1e200)]
    #[case::squares_vanish(1e-200)]
    #[case::no_scale_to_bring_it_to(0.0)]
    fn a_constant_has_no_correlation(#[case] constant: f64) {
        let rising: Vec<f64> = (0..730).map(f64::from).collect();
        assert_eq!(pearson(&[constant; 730], &rising), None);
        assert_eq!(pearson(&rising, &[constant; 730]), None);
    }

    #[rstest]
    #[case(1e-200)]
    #[case(1e-160)]
    #[case(1e160)]
    #[case(1e300)]
    fn scale_does_not_matter_even_at_the_ends_of_the_range(#[case] scale: f64) {
        let x = [1.0, 4.0, 2.0, 8.0, 5.0];
        let y = [2.0, 3.0, 1.0, 9.0, 9.0];
        let r = pearson(&x, &y).unwrap();
        agrees(pearson(&x.map(|v| v * scale), &y).unwrap(), r, 14);
    }

    #[test]
    fn too_few_pairs_answer_nothing() {
        assert_eq!(pearson(&[1.0], &[1.0]), None);
        assert_eq!(pearson(&[1.0, 2.0], &[1.0]), None);
        let found =
            pearson_pairwise([(Some(1.0), None), (None, Some(2.0)), (Some(1.0), Some(1.0))]);
        assert_eq!((found.r, found.n), (None, 1));
        assert_eq!(correlation_interval(0.99, 3.0, 0.95), Some((-1.0, 1.0)));
        assert_eq!(correlation_interval(1.01, 30.0, 0.95), None);
        assert_eq!(correlation_p_value(0.99, 2.0), Some(1.0));
    }

    proptest! {
        #[test]
        fn r_is_symmetric_bounded_and_blind_to_shift(
            pairs in prop::collection::vec((-1e3..1e3_f64, -1e3..1e3_f64), 3..80),
            shift in -1e4..1e4_f64,
        ) {
            let (x, y): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
            let r = pearson(&x, &y).unwrap();
            prop_assert!((-1.0..=1.0).contains(&r));
            prop_assert!((pearson(&y, &x).unwrap() - r).abs() < 1e-14);
            let turned: Vec<f64> = x.iter().map(|v| -v).collect();
            prop_assert_eq!(pearson(&turned, &y), Some(-r));
            let moved: Vec<f64> = x.iter().map(|v| v + shift).collect();
            prop_assert!((pearson(&moved, &y).unwrap() - r).abs() < 1e-8);
        }

        #[test]
        fn the_interval_holds_r_and_narrows(r in -1.0..=1.0_f64, n in 3.1..1e4_f64) {
            let (low, high) = correlation_interval(r, n, 0.95).unwrap();
            prop_assert!(low <= r + 1e-15 && r <= high + 1e-15);
            let (inner_low, inner_high) = correlation_interval(r, n * 2.0, 0.95).unwrap();
            prop_assert!(low <= inner_low && inner_high <= high);
        }
    }
}

mod evidence {
    use super::*;

    /// `statsmodels.tsa.stattools.acf(…, nlags=1)[1]`, statsmodels 0.15.
    #[test]
    fn the_memory_of_a_series_is_statsmodels() {
        let series = [1.0, 3.0, 2.0, 5.0, 4.0, 6.0, 8.0, 7.0, 7.5, 9.0].map(Some);
        agrees(
            autocorrelation_pairwise(&series).unwrap(),
            0.553_333_333_333_333_3,
            14,
        );
    }

    #[test]
    fn gaps_do_not_fake_forgetfulness() {
        let full: Vec<_> = (0..1000)
            .map(|i| Some((f64::from(i) / 25.0).sin()))
            .collect();
        let mut gapped = full.clone();
        for i in (0..gapped.len()).step_by(3) {
            gapped[i] = None;
        }
        let whole = autocorrelation_pairwise(&full).unwrap();
        let holes = autocorrelation_pairwise(&gapped).unwrap();
        assert!((whole - holes).abs() < 0.002, "{whole} and {holes}");
    }

    #[test]
    fn a_series_without_neighbours_or_change_has_no_memory() {
        assert_eq!(autocorrelation_pairwise(&[Some(0.1); 50]), None);
        assert_eq!(
            autocorrelation_pairwise(&[Some(1.0), None, Some(2.0)]),
            None
        );
        assert_eq!(autocorrelation_pairwise(&[]), None);
    }

    #[test]
    fn memory_costs_evidence_and_never_makes_it() {
        assert_eq!(effective_pairs(100.0, 0.5, -0.5), 100.0);
        assert_eq!(effective_pairs(100.0, 1.0, 1.0), 0.0);
        assert_eq!(effective_pairs(100.0, 1.0, -1.0), 100.0);
    }

    /// `statsmodels.stats.multitest.multipletests(…, method="holm")`.
    #[test]
    fn holm_is_statsmodels() {
        let adjusted = holm(&[0.01, 0.04, 0.03, 0.005, 0.5, 0.04]);
        for (ours, theirs) in adjusted.iter().zip([0.05, 0.12, 0.12, 0.03, 0.5, 0.12]) {
            agrees(*ours, theirs, 15);
        }
        assert!(holm(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn holm_keeps_the_order_and_lies_between_none_and_bonferroni(
            p in prop::collection::vec(0.0..=1.0_f64, 1..50),
        ) {
            let adjusted = holm(&p);
            for (i, &a) in adjusted.iter().enumerate() {
                prop_assert!(p[i] <= a && a <= (p[i] * p.len() as f64).min(1.0));
                prop_assert!((0..p.len()).all(|j| p[i] > p[j] || a <= adjusted[j]));
            }
        }
    }
}

/// References: mpmath 1.3 at 40 digits (`erfc`, `erfinv`, `betainc`, `gammainc`), the same as scipy.stats to its digits.
mod tails {
    use super::*;

    #[rstest]
    #[case(-3.0, 0.998_650_101_968_369_9)]
    #[case(0.0, 0.5)]
    #[case(0.5, 0.308_537_538_725_986_9)]
    #[case(1.0, 0.158_655_253_931_457_05)]
    #[case(3.0, 0.001_349_898_031_630_094_6)]
    #[case(6.0, 9.865_876_450_376_98e-10)]
    #[case(10.0, 7.619_853_024_160_525e-24)]
    #[case(37.0, 5.725_571_222_524_577e-300)]
    fn normal(#[case] z: f64, #[case] expected: f64) {
        agrees(normal_upper_tail(z).unwrap(), expected, 12);
    }

    #[rstest]
    #[case(1e-10, -6.361_340_902_404_057)]
    #[case(0.001, -3.090_232_306_167_813_6)]
    #[case(0.025, -1.959_963_984_540_054_3)]
    #[case(0.8, 0.841_621_233_572_914_4)]
    #[case(0.95, 1.644_853_626_951_472_2)]
    #[case(0.975, 1.959_963_984_540_053_8)]
    #[case(0.9995, 3.290_526_731_491_926)]
    fn normal_backwards(#[case] probability: f64, #[case] expected: f64) {
        agrees(normal_quantile(probability).unwrap(), expected, 14);
    }

    #[rstest]
    #[case(0.0, 5.0, 1.0)]
    #[case(0.1, 1.0, 0.936_548_965_138_892_9)]
    #[case(12.706_204_736_432_095, 1.0, 0.049_999_999_998_991_3)]
    #[case(2.0, 3.7, 0.121_817_201_905_234)]
    #[case(-2.5, 10.0, 0.031_446_844_236_608_804)]
    #[case(3.0, 2.2, 0.085_020_689_825_413_4)]
    #[case(0.001, 30.0, 0.999_208_735_766_485_1)]
    #[case(40.0, 30.0, 1.372_604_519_440_640_3e-27)]
    #[case(0.5, 200.0, 0.617_624_752_316_460_6)]
    #[case(8.0, 200.0, 9.879_200_909_330_639e-14)]
    #[case(4.0, 1999.5, 6.564_734_848_664_42e-5)]
    #[case(1.0, 1e6, 0.317_310_749_833_578_15)]
    fn student(#[case] t: f64, #[case] degrees: f64, #[case] expected: f64) {
        agrees(student_t_two_sided(t, degrees).unwrap(), expected, 12);
    }

    /// The fraction takes thousands of terms there, each with its rounding.
    #[test]
    fn student_with_a_million_degrees_of_freedom() {
        agrees(
            student_t_two_sided(5.0, 1e6).unwrap(),
            5.733_997_870_890_742e-7,
            11,
        );
    }

    /// `scipy.stats.f.sf`.
    #[rstest]
    #[case(0.5, 2.0, 10.0, 0.620_921_323_059_155_2)]
    #[case(2.5, 11.0, 59.0, 0.011_871_081_062_777_192)]
    #[case(1.0, 3.5, 20.25, 0.422_545_394_168_340_7)]
    #[case(57.5, 11.0, 59.0, 2.322_673_592_998_233_4e-27)]
    #[case(0.01, 0.2, 0.3, 0.628_844_266_154_686_9)]
    #[case(0.0, 3.0, 4.0, 1.0)]
    fn f_distribution(
        #[case] f: f64,
        #[case] between: f64,
        #[case] within: f64,
        #[case] expected: f64,
    ) {
        agrees(f_upper_tail(f, between, within).unwrap(), expected, 12);
    }

    #[rstest]
    #[case(3.841_458_820_694_124, 1.0, 0.050_000_000_000_000_06)]
    #[case(0.5, 1.0, 0.479_500_122_186_953_5)]
    #[case(10.0, 5.0, 0.075_235_246_146_512_18)]
    #[case(1.0, 9.0, 0.999_437_502_697_832_5)]
    #[case(80.0, 100.0, 0.929_664_933_340_605_1)]
    #[case(200.0, 100.0, 1.178_450_072_097_942_2e-8)]
    #[case(1500.0, 1000.0, 1.045_464_038_597_965_8e-22)]
    fn chi_square(#[case] statistic: f64, #[case] degrees: f64, #[case] expected: f64) {
        agrees(
            chi_square_upper_tail(statistic, degrees).unwrap(),
            expected,
            12,
        );
    }

    #[test]
    fn the_ends() {
        assert_eq!(normal_upper_tail(f64::INFINITY), Some(0.0));
        assert_eq!(normal_upper_tail(f64::NEG_INFINITY), Some(1.0));
        assert_eq!((normal_quantile(0.0), normal_quantile(1.0)), (None, None));
        assert_eq!(student_t_two_sided(f64::INFINITY, 3.0), Some(0.0));
        assert_eq!(f_upper_tail(f64::INFINITY, 3.0, 4.0), Some(0.0));
        assert_eq!(f_upper_tail(1.0, 0.0, 4.0), None);
        assert_eq!(student_t_two_sided(1.0, 0.0), None);
        assert_eq!(student_t_two_sided(f64::NAN, 3.0), None);
        assert_eq!(chi_square_upper_tail(0.0, 3.0), Some(1.0));
        assert_eq!(chi_square_upper_tail(1.0, -1.0), None);
    }

    proptest! {
        #[test]
        fn quantile_and_tail_undo_each_other(p in 1e-12..0.999_f64) {
            let back = 1.0 - normal_upper_tail(normal_quantile(p).unwrap()).unwrap();
            prop_assert!((back - p).abs() < 1e-14);
        }
    }
}

/// Counts and shares of NannyML's California housing set, whole and its July 2021, by scikit-learn.
mod classification {
    use super::*;

    fn counts([tp, fp, tn, missed]: [u64; 4]) -> Confusion {
        Confusion {
            true_positive: tp,
            false_positive: fp,
            true_negative: tn,
            false_negative: missed,
        }
    }

    #[rstest]
    #[case([945, 16, 3901, 3370], [0.588_678_328_474, 0.983_350_676_379, 0.219_003_476_246, 0.358_225_928_734])]
    #[case([2289, 266, 3651, 2026], [0.721_574_344_023, 0.895_890_410_959, 0.530_475_086_906, 0.666_375_545_852])]
    #[case([1836, 42, 2074, 1880], [0.670_438_957_476, 0.977_635_782_748, 0.494_079_655_544, 0.656_417_590_275])]
    #[case([3, 0, 606, 135], [0.818_548_387_097, 1.0, 0.021_739_130_434_8, 0.042_553_191_489_4])]
    fn shares_are_scikit_learns(#[case] of: [u64; 4], #[case] expected: [f64; 4]) {
        let c = counts(of);
        let ours = [c.accuracy(), c.precision(), c.recall(), c.f1()];
        for (ours, theirs) in ours.into_iter().zip(expected) {
            agrees(ours.unwrap(), theirs, 11);
        }
        assert_eq!(c.total(), of.iter().sum::<u64>());
    }

    /// August 2021 of the same set. scikit-learn prints a precision of 0, with a warning.
    #[test]
    fn a_model_that_never_says_yes_has_no_precision() {
        let c = counts([0, 0, 417, 327]);
        assert_eq!(
            (c.precision(), c.recall(), c.f1()),
            (None, Some(0.0), Some(0.0))
        );
        agrees(c.accuracy().unwrap(), 0.560_483_870_968, 11);
    }

    #[test]
    fn counting_one_by_one() {
        let mut c = Confusion::default();
        for (predicted, actual) in [
            (true, true),
            (true, false),
            (false, false),
            (false, true),
            (true, true),
        ] {
            c.count(predicted, actual);
        }
        assert_eq!(c, counts([2, 1, 1, 1]));
    }
}

/// Two samples that anyone can make again: multiples of two primes, modulo a thousand.
fn reference_and_current() -> (Vec<f64>, Vec<f64>) {
    let reference = (0..200).map(|i| f64::from((i * 7919) % 1000) / 50.0);
    let current = (0..150).map(|i| f64::from((i * 104_729) % 1000) / 50.0 * 1.15 + 0.5);
    (reference.collect(), current.collect())
}

/// scipy 1.x: stats.ks_2samp, stats.wasserstein_distance, spatial.distance.jensenshannon(base=2) and stats.chisquare over the bins between
/// numpy's deciles of the reference; the stability index by its formula in numpy.
#[test]
fn distances_of_samples_are_those_of_scipy() {
    let (reference, current) = reference_and_current();
    let bounds = stats::reference_bins(&reference, 10).unwrap();
    let (was, now) = (
        stats::by_bin(&reference, &bounds),
        stats::by_bin(&current, &bounds),
    );
    assert_eq!(was, [20.0; 10]);
    assert_eq!(
        now,
        [10.0, 13.0, 13.0, 12.0, 13.0, 15.0, 11.0, 14.0, 13.0, 36.0]
    );
    let (chi_square, p_value) = stats::chi_square(&was, &now).unwrap();
    for (name, ours, theirs) in [
        (
            "ks",
            stats::kolmogorov_smirnov(&reference, &current),
            0.163_333_333_333_333_33,
        ),
        (
            "wasserstein",
            stats::wasserstein(&reference, &current),
            2.024_833_333_333_333,
        ),
        (
            "psi",
            stats::population_stability(&was, &now),
            0.156_906_793_418_286_95,
        ),
        (
            "js",
            stats::jensen_shannon(&was, &now),
            0.166_104_895_870_115_5,
        ),
        ("chi-square", Some(chi_square), 33.866_666_666_666_67),
        ("p", Some(p_value), 9.425_819_002_311_999e-5),
    ] {
        let ours = ours.unwrap();
        assert!(
            (ours - theirs).abs() <= 1e-12 * theirs,
            "{name}: {ours}, not {theirs}"
        );
    }
}

#[test]
fn samples_that_say_nothing_have_no_distance() {
    assert_eq!(stats::kolmogorov_smirnov(&[], &[1.0]), None);
    assert_eq!(stats::wasserstein(&[1.0], &[f64::NAN]), None);
    assert_eq!(stats::population_stability(&[1.0, 2.0], &[1.0]), None);
    assert_eq!(stats::jensen_shannon(&[0.0, 0.0], &[1.0, 1.0]), None);
    // A class that the reference does not have is no matter of chance.
    assert_eq!(stats::chi_square(&[5.0, 0.0], &[4.0, 1.0]), None);
    assert_eq!(
        stats::reference_bins(&[7.0, 7.0, 7.0], 10),
        Some(Vec::new())
    );
}
