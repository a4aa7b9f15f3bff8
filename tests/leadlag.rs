//! Lead and lag against published figures, and the laws they keep.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn_core::calendar::{Grain, Period};
use outturn_core::stats::pearson_pairwise;
use outturn_leadlag::{
    LagSweep, MIN_PAIRS, RankOptions, Refusal, Relation, Series, SeriesError, Transform, Verdict,
    align, overlay, rank, sweep,
};
use rstest::rstest;

#[track_caller]
fn agrees(ours: f64, theirs: f64, digits: i32) {
    let allowed = theirs.abs() * 0.1_f64.powi(digits);
    assert!(
        (ours - theirs).abs() <= allowed,
        "{ours:e} is not {theirs:e} to {digits} digits"
    );
}

fn period(date: &str, grain: Grain) -> Period {
    Period::containing_date(date.parse().unwrap(), grain)
}

/// Values from January 2020 on, one a period.
fn series(id: &str, grain: Grain, values: impl IntoIterator<Item = Option<f64>>) -> Series {
    starting("2020-01-01", id, grain, values)
}

fn starting(
    date: &str,
    id: &str,
    grain: Grain,
    values: impl IntoIterator<Item = Option<f64>>,
) -> Series {
    let first = period(date, grain);
    let points = values.into_iter().enumerate();
    Series::new(
        id,
        id,
        grain,
        points.map(|(i, v)| (first.shifted(i as i32), v)),
    )
    .unwrap()
}

/// Unrelated values in −0.5..0.5 that are the same on every machine: Knuth's MMIX generator, upper bits.
fn noise(seed: u64) -> impl Iterator<Item = f64> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    std::iter::repeat_with(move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64 - 0.5
    })
}

fn best_lag(sweep: &LagSweep) -> Option<i32> {
    sweep.best.map(|best| best.lag)
}

mod macrodata {
    use super::*;

    /// A column of statsmodels' `macrodata`, US quarters from 1959 to 2009; investment and product as natural logarithms.
    fn column(name: &str) -> Series {
        let mut lines = include_str!("data/macrodata.csv").lines();
        let header: Vec<&str> = lines
            .next()
            .unwrap()
            .split(',')
            .map(|h| h.trim_matches('"'))
            .collect();
        let place = header.iter().position(|h| *h == name).unwrap();
        let logged = name.starts_with("real");
        let values = lines.map(|line| line.split(',').nth(place).unwrap().parse::<f64>().unwrap());
        starting(
            "1959-01-01",
            name,
            Grain::Quarter,
            values.map(|v| Some(if logged { v.ln() } else { v })),
        )
    }

    struct Figures {
        leader: &'static str,
        outcome: &'static str,
        transform: Transform,
        n: usize,
        best: i32,
        /// At the lags −8..=8.
        r: [f64; 17],
    }

    /// numpy `corrcoef` over the overlapping pairs of each lag.
    #[rustfmt::skip]
    const NUMPY: [Figures; 6] = [
        Figures { leader: "realinv", outcome: "realgdp", transform: Transform::LEVELS, n: 203, best: 2, r: [0.976_444_070_696, 0.977_517_894_201, 0.978_973_279_178, 0.980_544_164_893, 0.982_262_780_589, 0.984_134_717_051, 0.986_058_785_516, 0.987_642_226_055, 0.988_862_627_427, 0.989_383_015_189, 0.989_719_788_968, 0.989_565_136_101, 0.988_812_553_275, 0.987_950_329_946, 0.987_122_879_052, 0.986_268_272_223, 0.985_506_287_777] },
        Figures { leader: "realinv", outcome: "realgdp", transform: Transform::DIFFERENCES, n: 202, best: 0, r: [-0.183_235_797_665, -0.136_447_712_502, -0.085_289_286_455_2, -0.160_794_868_425, 0.058_367_400_482_1, 0.047_849_265_960_1, 0.184_660_424_02, 0.277_815_399_963, 0.818_184_597_384, 0.197_338_740_568, 0.130_329_773_568, 0.069_162_651_832, 0.011_306_119_833_5, -0.033_666_567_093_4, 0.015_137_827_069_3, -0.044_499_389_012_3, 0.034_702_613_115_5] },
        Figures { leader: "realgdp", outcome: "unemp", transform: Transform::LEVELS, n: 203, best: 8, r: [-0.006_639_532_086_11, -0.015_441_329_882, -0.023_704_130_577_1, -0.029_468_229_135, -0.032_139_678_595, -0.030_237_813_232_9, -0.021_824_150_316_7, -0.007_393_022_363_55, 0.010_024_864_318_7, 0.011_014_329_374_7, 0.009_984_857_816_84, 0.011_920_733_800_4, 0.016_480_665_118, 0.018_514_473_692_8, 0.020_148_489_664_8, 0.024_247_618_846_8, 0.032_282_407_780_1] },
        Figures { leader: "realgdp", outcome: "unemp", transform: Transform::DIFFERENCES, n: 202, best: 0, r: [0.138_554_895_82, 0.037_178_958_686_5, 0.066_068_027_286_4, 0.038_247_159_258, 0.063_959_057_318_3, -0.034_392_790_791_6, -0.117_116_742_235, -0.361_852_259_23, -0.686_396_465_263, -0.566_571_693_065, -0.439_339_782_905, -0.304_353_606_605, -0.142_653_374_105, 0.002_763_637_058_92, 0.009_171_755_515_18, 0.102_576_281_616, 0.180_079_870_459] },
        Figures { leader: "tbilrate", outcome: "unemp", transform: Transform::LEVELS, n: 203, best: 8, r: [0.379_976_069_946, 0.361_420_436_795, 0.342_058_127_755, 0.326_807_203_523, 0.310_764_351_03, 0.287_858_746_615, 0.266_248_264_096, 0.243_202_832_106, 0.229_968_997_101, 0.274_787_852_182, 0.339_773_000_608, 0.411_374_269_268, 0.489_928_687_905, 0.558_311_229_594, 0.609_202_153_091, 0.653_044_096_761, 0.676_293_436_741] },
        Figures { leader: "tbilrate", outcome: "unemp", transform: Transform::DIFFERENCES, n: 202, best: 0, r: [-0.008_095_173_069_78, 0.005_739_232_383_25, -0.099_681_155_783, -0.039_182_959_214_7, 0.010_904_731_357_8, -0.146_692_176_992, -0.099_488_612_694_4, -0.167_803_098_333, -0.384_217_155_219, -0.293_384_241_285, -0.067_840_197_426_4, -0.054_201_720_838_1, 0.051_724_041_008_3, 0.197_443_923_42, 0.131_109_267_506, 0.194_652_903_725, 0.258_248_392_223] },
    ];

    #[test]
    fn every_lag_is_numpys() {
        for figures in NUMPY {
            let found = sweep(
                &column(figures.leader),
                &column(figures.outcome),
                8,
                figures.transform,
            );
            assert_eq!(
                best_lag(&found),
                Some(figures.best),
                "{} → {}",
                figures.leader,
                figures.outcome
            );
            assert_eq!(found.lags.len(), 17);
            for (point, (lag, r)) in found.lags.iter().zip((-8_i32..=8).zip(figures.r)) {
                assert_eq!(
                    (point.lag, point.n),
                    (lag, figures.n - lag.unsigned_abs() as usize)
                );
                agrees(point.r.unwrap(), r, 11);
            }
        }
    }

    /// The band of the plot is that of the evidence: 1.96 standard errors of as many independent pairs as there are at that lag.
    #[test]
    fn chance_at_each_lag_allows_for_memory() {
        for figures in NUMPY {
            let (leader, outcome) = (column(figures.leader), column(figures.outcome));
            let options = RankOptions {
                transform: figures.transform,
                max_lag: 8,
                ..RankOptions::for_grain(Grain::Quarter)
            };
            let ranking = rank(&outcome, &[leader], &options);
            let found = ranking.leader(figures.leader).unwrap();
            let evidence = found.evidence.unwrap();
            let worth = evidence.n_effective / evidence.n as f64;
            assert!(worth <= 1.0);
            for point in &found.sweep.lags {
                let expected = (1.96 / (point.n as f64 * worth).sqrt()).min(1.0);
                agrees(point.chance.unwrap(), expected, 14);
            }
        }
    }

    /// The logarithm as an option gives what logarithms taken beforehand give; it leaves alone what has a value of 0 or less.
    #[test]
    fn logarithms_are_taken_of_positive_series_only() {
        let raw = |name: &str| {
            let logged = column(name);
            let points = logged.points().iter().map(|&(p, v)| (p, v.map(f64::exp)));
            Series::new(name, name, Grain::Quarter, points).unwrap()
        };
        let transform = Transform::DIFFERENCES.with_log();
        let found = sweep(&raw("realinv"), &raw("realgdp"), 8, transform);
        assert_eq!(found.logged, (true, true));
        agrees(found.best.unwrap().r.unwrap(), 0.818_184_597_384, 11);

        let found = sweep(&raw("realinv"), &column("realint"), 8, transform);
        assert_eq!(
            found.logged,
            (true, false),
            "the real interest rate falls below 0"
        );
    }

    /// r, lag-one autocorrelations (statsmodels `acf`), n_eff = n(1 − ρxρy) ÷ (1 + ρxρy), `scipy.stats.t.sf` with n_eff − 2,
    /// `tanh(atanh r ± norm.ppf(.975) ÷ √(n_eff − 3))`, and statsmodels `multipletests(method="holm")` over both leaders' 17
    /// lags, each with its own n_eff. scipy 1.17, statsmodels 0.15.
    #[test]
    fn evidence_is_scipys_and_statsmodels() {
        let leaders = [column("tbilrate"), column("realgdp"), column("unemp")];
        let ranking = rank(
            &column("unemp"),
            &leaders,
            &RankOptions::for_grain(Grain::Quarter),
        );
        assert_eq!(ranking.tried, 34);
        let ids: Vec<&str> = ranking.leaders.iter().map(|l| l.id.as_str()).collect();
        assert_eq!(
            ids,
            ["realgdp", "tbilrate"],
            "not the outcome itself; the closer one first"
        );

        let expected = [
            [
                -0.686_396_465_263_445_1,
                -0.766_174_317_184_192,
                -0.585_783_208_282_215_3,
                136.098_169_229_400_4,
                2.802_686_288_745_367e-20,
                9.529_133_381_734_247e-19,
            ],
            [
                -0.384_217_155_218_916_1,
                -0.499_055_128_042_334_65,
                -0.256_117_166_510_090_1,
                190.726_169_385_180_3,
                4.176_295_695_472_238e-8,
                1.336_414_622_551_116_2e-6,
            ],
        ];
        for (leader, expected) in ranking.leaders.iter().zip(expected) {
            let e = leader.evidence.unwrap();
            let ours = [
                e.r,
                e.r_low,
                e.r_high,
                e.n_effective,
                e.p_value,
                e.p_adjusted,
            ];
            for (ours, theirs) in ours.into_iter().zip(expected) {
                agrees(ours, theirs, 11);
            }
            assert_eq!(
                (e.n, e.relation, leader.verdict),
                (202, Relation::Together, Verdict::MovesTogether)
            );
        }
        assert_eq!(
            ranking.leaders[0].sentence,
            "realgdp and unemp move together"
        );
    }

    /// r = 0.99 over 201 quarters looks certain. Both series are so smooth that they are worth 2.8 independent quarters
    /// (statsmodels `acf`: 0.98639 and 0.98547), and nothing can be said.
    #[test]
    fn trends_are_not_evidence() {
        let options = RankOptions {
            transform: Transform::LEVELS,
            ..RankOptions::for_grain(Grain::Quarter)
        };
        let ranking = rank(&column("realgdp"), &[column("realinv")], &options);
        let leader = &ranking.leaders[0];
        let evidence = leader.evidence.unwrap();
        agrees(evidence.n_effective, 2.847_820_770_427_23, 11);
        agrees(evidence.p_value, 0.128_933_827_471_975_65, 10);
        assert_eq!((evidence.r_low, evidence.r_high), (-1.0, 1.0));
        assert_eq!(leader.verdict, Verdict::Undecided);
        assert_eq!(
            leader.sentence,
            "realinv leads realgdp by 2 quarters, but that may be chance"
        );
    }
}

mod laws {
    use super::*;

    /// The outcome is the leader of `delay` periods ago, under as much noise again.
    fn planted(delay: i32, n: usize) -> (Series, Series) {
        let signal: Vec<f64> = noise(1).take(n + 40).collect();
        let at = |t: usize, back: i32| signal[(t as i32 + 20 - back) as usize];
        let leader = (0..n).map(|t| Some(at(t, 0)));
        let outcome = (0..n)
            .zip(noise(2))
            .map(|(t, e)| Some(3.0 + at(t, delay) + e));
        (
            series("x", Grain::Day, leader),
            series("y", Grain::Day, outcome),
        )
    }

    #[rstest]
    #[case(0, Relation::Together, Verdict::MovesTogether, "x and y move together")]
    #[case(1, Relation::Leads(1), Verdict::Supported, "x leads y by 1 day")]
    #[case(7, Relation::Leads(7), Verdict::Supported, "x leads y by 7 days")]
    #[case(-1, Relation::Follows(1), Verdict::NotSupported, "x follows y by 1 day")]
    #[case(-5, Relation::Follows(5), Verdict::NotSupported, "x follows y by 5 days")]
    fn a_planted_lag_is_found(
        #[case] delay: i32,
        #[case] relation: Relation,
        #[case] verdict: Verdict,
        #[case] sentence: &str,
        #[values(Transform::LEVELS, Transform::DIFFERENCES)] transform: Transform,
    ) {
        let (x, y) = planted(delay, 200);
        let options = RankOptions {
            transform,
            max_lag: 14,
            ..RankOptions::for_grain(Grain::Day)
        };
        let ranking = rank(&y, &[x], &options);
        let found = &ranking.leaders[0];
        let evidence = found.evidence.unwrap();
        assert_eq!(
            (evidence.lag, evidence.relation, found.verdict),
            (delay, relation, verdict)
        );
        assert_eq!((found.sentence.as_str(), found.lag()), (sentence, delay));
        assert!(evidence.r_low <= evidence.r && evidence.r <= evidence.r_high);
        assert!(evidence.p_value <= evidence.p_adjusted);
    }

    /// Twenty unrelated leaders, fifty times: at 5 % for all together, about two or three of the fifty may name one.
    #[test]
    fn noise_is_seldom_called_a_leader() {
        let mut fooled = 0;
        for world in 0..50 {
            let of = |id: u64| {
                series(
                    &id.to_string(),
                    Grain::Week,
                    noise(1000 * world + id).take(104).map(Some),
                )
            };
            let leaders: Vec<Series> = (1..=20).map(of).collect();
            let options = RankOptions {
                transform: Transform::LEVELS,
                ..RankOptions::for_grain(Grain::Week)
            };
            let ranking = rank(&of(0), &leaders, &options);
            assert_eq!(ranking.tried, 20 * 27);
            let named = ranking
                .leaders
                .iter()
                .any(|l| l.evidence.is_some_and(|e| e.p_adjusted <= 0.05));
            fooled += usize::from(named);
        }
        assert!(fooled <= 6, "{fooled} of 50");
    }

    #[test]
    fn long_unrelated_series_are_not_supported_rather_than_undecided() {
        let of = |id: &str, seed: u64| series(id, Grain::Day, noise(seed).take(1500).map(Some));
        let ranking = rank(
            &of("y", 3),
            &[of("x", 4)],
            &RankOptions::for_grain(Grain::Day),
        );
        assert_eq!(ranking.leaders[0].verdict, Verdict::NotSupported);
        assert!(
            ranking.leaders[0]
                .sentence
                .ends_with(", but too weakly to matter")
        );
    }

    #[rstest]
    fn the_fast_way_is_the_definition(
        #[values(false, true)] gaps_in_x: bool,
        #[values(false, true)] gaps_in_y: bool,
    ) {
        let holes = |seed: u64, gaps: bool| {
            noise(seed)
                .take(90)
                .map(move |v| (!gaps || v > -0.3).then_some(v))
        };
        let x = starting("2021-03-01", "x", Grain::Week, holes(5, gaps_in_x));
        let y = starting("2021-05-20", "y", Grain::Week, holes(6, gaps_in_y));
        let found = sweep(&x, &y, 40, Transform::LEVELS);
        assert_eq!(found.lags.len(), 81);
        for point in found.lags {
            let rows = align(&x, &y, point.lag).unwrap();
            let plain = pearson_pairwise(rows.iter().map(|row| (row.leader, row.outcome)));
            assert_eq!(
                (point.n, point.r),
                (plain.n, plain.r.filter(|_| plain.n >= MIN_PAIRS))
            );
            assert!(point.r.is_none_or(|r| (-1.0..=1.0).contains(&r)));
        }
    }

    #[rstest]
    fn swapping_the_two_turns_the_lag(
        #[values(Transform::LEVELS, Transform::DIFFERENCES)] transform: Transform,
    ) {
        let (x, y) = planted(3, 60);
        let (there, back) = (sweep(&x, &y, 10, transform), sweep(&y, &x, 10, transform));
        for (a, b) in there.lags.iter().zip(back.lags.iter().rev()) {
            assert_eq!((a.lag, a.n), (-b.lag, b.n));
            assert!((a.r.unwrap() - b.r.unwrap()).abs() < 1e-14);
        }
    }

    /// Another origin or unit changes nothing; other dates of one of the two move the lag by as much.
    #[test]
    fn shift_and_scale_change_nothing() {
        // Fewer days than two months, so that the calendar has no part in it.
        let (x, y) = planted(3, 50);
        let base = sweep(&x, &y, 10, Transform::LEVELS);
        let other = series(
            "x",
            Grain::Day,
            x.points().iter().map(|(_, v)| v.map(|v| 1e4 + 250.0 * v)),
        );
        for (a, b) in base
            .lags
            .iter()
            .zip(sweep(&other, &y, 10, Transform::LEVELS).lags)
        {
            assert!((a.r.unwrap() - b.r.unwrap()).abs() < 1e-11);
        }
        let earlier = starting(
            "2019-12-30",
            "x",
            Grain::Day,
            x.points().iter().map(|(_, v)| *v),
        );
        let moved = sweep(&earlier, &y, 10, Transform::LEVELS);
        assert_eq!((best_lag(&base), best_lag(&moved)), (Some(3), Some(5)));
        assert_eq!(moved.best.unwrap().r, base.best.unwrap().r);
    }

    /// A rhythm of eight days, which is no calendar's, fits at −8, 0 and 8 alike.
    #[test]
    fn of_equal_lags_the_shortest_wins_and_the_leading_one_of_a_pair() {
        let rhythm = |id: &str, late: usize| {
            let value =
                |t: usize| Some([4.0, 9.5, 7.1, 6.3, 2.2, 0.3, 0.1, 1.2][(t + 800 - late) % 8]);
            series(id, Grain::Day, (0..56).map(value))
        };
        let best = |late: usize| {
            let found = sweep(&rhythm("x", 0), &rhythm("y", late), 14, Transform::LEVELS);
            best_lag(&found)
        };
        assert_eq!((best(0), best(2)), (Some(0), Some(2)));

        let turning = |id: &str, late: usize| {
            series(
                id,
                Grain::Day,
                (0..56).map(|t| Some(f64::from((t + late).is_multiple_of(2)))),
            )
        };
        let found = sweep(&turning("x", 0), &turning("y", 1), 14, Transform::LEVELS);
        assert_eq!(
            best_lag(&found),
            Some(0),
            "r = −1 at 0 is as far from 0 as r = 1 at ±1"
        );
    }

    /// A leader that looks the same from both ends of time fits at −2 as at 2.
    #[test]
    fn of_a_pair_of_lags_the_leading_one_wins() {
        let turning =
            |id: &str, of: fn(i32) -> f64| series(id, Grain::Day, (-25..=25).map(|t| Some(of(t))));
        let x = turning("x", |t| f64::from(t.abs() * 37 % 11));
        let y = turning("y", |t| {
            f64::from((t - 2).abs() * 37 % 11 + (t + 2).abs() * 37 % 11)
        });
        let found = sweep(&x, &y, 4, Transform::LEVELS);
        let r = |lag: i32| found.lags.iter().find(|p| p.lag == lag).unwrap().r.unwrap();
        assert!((r(-2) - r(2)).abs() < 1e-12, "{} {}", r(-2), r(2));
        assert_eq!(best_lag(&found), Some(2));
    }

    #[test]
    fn answers_cross_as_text_unchanged() {
        let (x, y) = planted(2, 40);
        let ranking = rank(
            &y,
            &[x.clone(), series("flat", Grain::Day, [Some(1.0); 40])],
            &RankOptions::for_grain(Grain::Day),
        );
        let text = serde_json::to_string(&ranking).unwrap();
        assert_eq!(
            serde_json::from_str::<outturn_leadlag::Ranking>(&text).unwrap(),
            ranking
        );
        let laid = overlay(&x, &y, 2, Transform::LEVELS).unwrap();
        let text = serde_json::to_string(&laid).unwrap();
        assert_eq!(
            serde_json::from_str::<outturn_leadlag::Overlay>(&text).unwrap(),
            laid
        );
    }
}

mod refusals {
    use super::*;

    fn first(n: usize, seed: u64, id: &str, grain: Grain) -> Series {
        series(id, grain, noise(seed).take(n).map(Some))
    }

    #[rstest]
    #[case(Transform::LEVELS, 9, 9)]
    #[case(Transform::DIFFERENCES, 10, 9)]
    fn too_few_periods(#[case] transform: Transform, #[case] n: usize, #[case] have: usize) {
        let (x, y) = (
            first(n, 1, "x", Grain::Month),
            first(n, 2, "y", Grain::Month),
        );
        let found = sweep(&x, &y, 4, transform);
        assert_eq!(found.best, None);
        assert!(
            found
                .lags
                .iter()
                .all(|p| p.r.is_none() && p.chance.is_none())
        );
        assert_eq!(
            found.refusal.unwrap().to_string(),
            "“x” and “y” share 9 months at the best lag, and 10 are needed: load a longer history, or look by shorter periods."
        );
        let options = RankOptions {
            transform,
            ..RankOptions::for_grain(Grain::Month)
        };
        let ranking = rank(&y, &[x], &options);
        assert_eq!(
            ranking.leaders[0].verdict,
            Verdict::TooLittleData { have, need: 10 }
        );
        assert_eq!(ranking.leaders[0].evidence, None);
    }

    #[test]
    fn one_more_period_is_enough_at_lag_zero_only() {
        let found = sweep(
            &first(10, 1, "x", Grain::Month),
            &first(10, 2, "y", Grain::Month),
            4,
            Transform::LEVELS,
        );
        assert_eq!(best_lag(&found), Some(0));
        assert_eq!(found.lags.iter().filter(|p| p.r.is_some()).count(), 1);
    }

    #[test]
    fn nothing_in_common() {
        let late = starting("2035-01-01", "y", Grain::Month, noise(2).take(50).map(Some));
        for other in [
            first(50, 1, "x", Grain::Month),
            series("x", Grain::Month, []),
            series("x", Grain::Month, [None; 40]),
        ] {
            for max_lag in [0, 12] {
                let refusal = sweep(&other, &late, max_lag, Transform::DIFFERENCES).refusal;
                assert!(
                    matches!(
                        refusal,
                        Some(Refusal::TooShort {
                            have: 0,
                            need: 10,
                            ..
                        })
                    ),
                    "{refusal:?}"
                );
            }
            assert!(matches!(
                overlay(&other, &late, 3, Transform::LEVELS),
                Err(Refusal::TooShort { .. })
            ));
        }
    }

    #[test]
    fn other_grains() {
        let refusal = sweep(
            &first(50, 1, "x", Grain::Day),
            &first(50, 2, "y", Grain::Month),
            3,
            Transform::LEVELS,
        )
        .refusal;
        assert_eq!(
            refusal.unwrap().to_string(),
            "“x” is by day and “y” is by month: show both by month."
        );
        assert!(
            align(
                &first(5, 1, "x", Grain::Day),
                &first(5, 2, "y", Grain::Month),
                0
            )
            .is_err()
        );
    }

    /// A line rises by the same amount each time, but for the rounding of its decimals.
    #[rstest]
    #[case(Transform::LEVELS, "flat", |_| 0.1)]
    #[case(Transform::DIFFERENCES, "line", |t| 1000.1 + 0.1 * f64::from(t))]
    fn a_constant(#[case] transform: Transform, #[case] id: &str, #[case] value: fn(i32) -> f64) {
        let constant = series(id, Grain::Week, (0..60).map(|t| Some(value(t))));
        let other = first(60, 1, "y", Grain::Week);
        let expected = Some(Refusal::Constant { series: id.into() });
        assert_eq!(sweep(&constant, &other, 5, transform).refusal, expected);
        assert_eq!(sweep(&other, &constant, 5, transform).refusal, expected);
        let options = RankOptions {
            transform,
            ..RankOptions::for_grain(Grain::Week)
        };
        assert_eq!(
            rank(&other, &[constant], &options).leaders[0].verdict,
            Verdict::NotComparable
        );
    }

    /// The leader moved only before the outcome began.
    #[test]
    fn a_constant_where_the_two_overlap() {
        let early = starting(
            "2019-11-01",
            "x",
            Grain::Month,
            (0..40).map(|t| Some(if t < 2 { 5.0 } else { 1.0 })),
        );
        let found = sweep(
            &early,
            &first(30, 1, "y", Grain::Month),
            0,
            Transform::LEVELS,
        );
        assert_eq!(
            found.refusal,
            Some(Refusal::Constant { series: "x".into() })
        );
    }

    #[test]
    fn points_that_make_no_series() {
        let (march, april) = (
            period("2026-03-01", Grain::Month),
            period("2026-04-01", Grain::Month),
        );
        let made = |points: Vec<(Period, Option<f64>)>| Series::new("x", "x", Grain::Month, points);
        let twice = made(vec![(march, Some(1.0)), (april, None), (march, Some(2.0))]);
        assert_eq!(
            twice,
            Err(SeriesError::Twice {
                period: "Mar 2026".into()
            })
        );
        let mixed = made(vec![
            (march, Some(1.0)),
            (period("2026-03-01", Grain::Day), None),
        ]);
        assert_eq!(
            mixed.unwrap_err().to_string(),
            "The series is by month, but 1 Mar 2026 is a day: bring all points to one grain first."
        );
        let slip = Series::new(
            "x",
            "x",
            Grain::Day,
            [("0202-01-01", Grain::Day), ("2026-01-01", Grain::Day)]
                .map(|(d, g)| (period(d, g), Some(1.0))),
        );
        assert!(matches!(slip, Err(SeriesError::TooLong { .. })));
        let days = |n: i32| {
            let first = period("1500-01-01", Grain::Day);
            let ends = [0, n - 1].map(|i| (first.shifted(i), Some(1.0)));
            Series::new("x", "x", Grain::Day, ends).map(|series| series.points().len())
        };
        assert_eq!(days(200_000), Ok(200_000));
        assert!(days(200_001).is_err());
        assert!(made(Vec::new()).unwrap().points().is_empty());
    }

    /// A lag from a link may be anything.
    #[test]
    fn absurd_lags_do_no_harm() {
        let (x, y) = (first(30, 1, "x", Grain::Day), first(30, 2, "y", Grain::Day));
        assert_eq!(sweep(&x, &y, u32::MAX, Transform::LEVELS).lags.len(), 59);
        for lag in [i32::MIN, i32::MAX] {
            assert!(overlay(&x, &y, lag, Transform::LEVELS).is_err());
        }
    }
}

mod laid_over {
    use super::*;

    /// (50, 60) about 55 and (8, 10) about 9, in deviations of √50 and √2; the rest on the same scale, gaps where there is no value.
    #[test]
    fn a_leader_reaches_past_the_outcome_by_its_lag() {
        let x = series("x", Grain::Quarter, [50.0, 60.0, 75.0, 90.0].map(Some));
        let y = series(
            "y",
            Grain::Quarter,
            [Some(7.0), None, Some(8.0), Some(10.0)],
        );
        let laid = overlay(&x, &y, 2, Transform::LEVELS).unwrap();
        let rows: Vec<_> = laid
            .points
            .iter()
            .map(|p| (p.period.label(), p.leader, p.outcome))
            .collect();
        let of_x = |v: f64| Some((v - 55.0) / 50.0_f64.sqrt());
        let of_y = |v: f64| Some((v - 9.0) / 2.0_f64.sqrt());
        let expected = [
            ("Q1 2020", None, of_y(7.0)),
            ("Q2 2020", None, None),
            ("Q3 2020", of_x(50.0), of_y(8.0)),
            ("Q4 2020", of_x(60.0), of_y(10.0)),
            ("Q1 2021", of_x(75.0), None),
            ("Q2 2021", of_x(90.0), None),
        ];
        assert_eq!(rows, expected.map(|(label, x, y)| (label.to_owned(), x, y)));
    }

    /// (1, 2, 3) has mean 2 and deviation 1, (−4, 0, 4) mean 0 and deviation 4.
    #[test]
    fn series_with_values_below_zero_are_standardised() {
        let x = series("x", Grain::Month, [1.0, 2.0, 3.0, 5.0].map(Some));
        let y = series("y", Grain::Month, [-4.0, 0.0, 4.0].map(Some));
        let laid = overlay(&x, &y, 0, Transform::LEVELS).unwrap();
        let rows: Vec<_> = laid.points.iter().map(|p| (p.leader, p.outcome)).collect();
        assert_eq!(
            rows,
            [
                (Some(-1.0), Some(-1.0)),
                (Some(0.0), Some(0.0)),
                (Some(1.0), Some(1.0)),
                (Some(3.0), None)
            ]
        );
        let flat = series("flat", Grain::Month, [-1.0; 3].map(Some));
        assert_eq!(
            overlay(&flat, &y, 0, Transform::LEVELS),
            Err(Refusal::Constant {
                series: "flat".into()
            })
        );
    }
}
