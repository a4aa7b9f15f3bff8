//! Leads that mean something: what only shares a calendar, or what it is made of, is no lead; what leads beside its calendar is found.
//!
//! Figures to the last digit are those of statsmodels 0.14 (`ols`, `compare_f_test`, `acf`, `multipletests`) and scipy (`stats.t`).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use chrono::Datelike;
use outturn_core::calendar::{Grain, Period};
use outturn_core::stats::pearson;
use outturn_leadlag::{
    Advice, Construction, Doubt, Known, Overlay, RankOptions, Ranked, Refusal, Relation, Season,
    Series, Transform, Verdict, align, overlay, rank, rank_knowing, sweep,
};
use rstest::rstest;
use std::f64::consts::TAU;

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= 1e-10 * expected.abs(),
        "found {found}, expected {expected}"
    );
}

fn starting(date: &str, id: &str, grain: Grain, values: impl IntoIterator<Item = f64>) -> Series {
    let first = Period::containing_date(date.parse().unwrap(), grain);
    let points = values.into_iter().enumerate();
    let points = points.map(|(i, v)| (first.shifted(i as i32), Some(v)));
    Series::new(id, id, grain, points).unwrap()
}

/// Nearly normal values that are the same on every machine: sums of twelve of Knuth's MMIX generator, upper bits.
fn noise(seed: u64) -> impl Iterator<Item = f64> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut next = move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    std::iter::repeat_with(move || (0..12).map(|_| next()).sum::<f64>() - 6.0)
}

fn ranked(leader: &Series, outcome: &Series, transform: Transform, max_lag: u32) -> Ranked {
    let options = RankOptions {
        transform,
        max_lag,
        ..RankOptions::for_grain(outcome.grain())
    };
    let mut ranking = rank(outcome, std::slice::from_ref(leader), &options);
    ranking.leaders.remove(0)
}

/// A pattern of the calendar.
#[derive(Debug, Clone, Copy)]
enum Pattern {
    /// Deviation of a yearly wave.
    Wave,
    /// One period of each year.
    YearlyPeak,
    /// The last period of each quarter.
    QuarterEnd,
    /// One weekday.
    Weekday,
}

impl Pattern {
    /// What it adds to a period, in noise of deviation 1, `late` periods after where it would be.
    fn at(self, period: Period, late: i32, size: f64) -> f64 {
        let period = period.shifted(-late);
        let day = period.start();
        let year = f64::from(day.ordinal0()) / 365.25;
        let last = period.span().end;
        let yes = match self {
            Self::Wave => return size * std::f64::consts::SQRT_2 * (TAU * year).cos(),
            Self::YearlyPeak => day.year() != period.shifted(-1).start().year(),
            Self::QuarterEnd => {
                let quarter = |day| Period::containing_date(day, Grain::Quarter);
                quarter(last) != quarter(day) || last == quarter(day).span().end
            }
            Self::Weekday => day.weekday() == chrono::Weekday::Tue,
        };
        if yes { size * 3.0 } else { 0.0 }
    }
}

struct World {
    grain: Grain,
    n: usize,
    transform: Transform,
}

impl World {
    fn series(&self, id: &str, seed: u64, add: impl Fn(Period) -> f64) -> Series {
        let first = Period::containing_date("2019-04-01".parse().unwrap(), self.grain);
        let values = noise(seed).take(self.n).enumerate();
        let value = |(i, e): (usize, f64)| 100.0 + e + add(first.shifted(i as i32));
        starting("2019-04-01", id, self.grain, values.map(value))
    }

    fn judged(&self, x: &Series, y: &Series) -> Ranked {
        ranked(x, y, self.transform, 6)
    }
}

/// Whether chance, or a lead, is ruled out in any direction.
fn claims(found: &Ranked) -> bool {
    let significant = found.evidence.is_some_and(|e| e.p_adjusted <= 0.05);
    significant && !matches!(found.verdict, Verdict::CannotTell(_))
}

/// Two series that share nothing but the calendar, forty worlds each: at 5 % about two of forty may be called related.
#[rstest]
#[case::months_of_a_wave(Grain::Month, 48, Pattern::Wave)]
#[case::two_years_of_a_wave(Grain::Month, 24, Pattern::Wave)]
#[case::months_of_a_peak(Grain::Month, 48, Pattern::YearlyPeak)]
#[case::months_of_quarter_ends(Grain::Month, 48, Pattern::QuarterEnd)]
#[case::a_year_of_quarter_ends(Grain::Month, 18, Pattern::QuarterEnd)]
#[case::quarters(Grain::Quarter, 24, Pattern::YearlyPeak)]
#[case::weeks_of_a_wave(Grain::Week, 104, Pattern::Wave)]
#[case::weeks_of_quarter_ends(Grain::Week, 104, Pattern::QuarterEnd)]
#[case::weekdays(Grain::Day, 90, Pattern::Weekday)]
#[case::days_of_quarter_ends(Grain::Day, 800, Pattern::QuarterEnd)]
#[case::days_of_a_wave(Grain::Day, 800, Pattern::Wave)]
fn a_shared_calendar_is_no_lead(
    #[case] grain: Grain,
    #[case] n: usize,
    #[case] pattern: Pattern,
    #[values(Transform::LEVELS, Transform::DIFFERENCES)] transform: Transform,
    #[values(0.7, 1.5, 4.0)] size: f64,
) {
    let world = World {
        grain,
        n,
        transform,
    };
    let fooled = (0..40_u64).filter(|seed| {
        let x = world.series("x", 2 * seed + 100, |p| pattern.at(p, 0, size));
        let y = world.series("y", 2 * seed + 101, |p| pattern.at(p, 2, size));
        claims(&world.judged(&x, &y))
    });
    let fooled = fooled.count();
    assert!(fooled <= 5, "{fooled} of 40");
}

/// The outcome follows the leader by three steps; both have a calendar besides, much larger than what leads.
#[rstest]
#[case::months(Grain::Month, 72, Pattern::YearlyPeak)]
#[case::months_of_a_wave(Grain::Month, 72, Pattern::Wave)]
#[case::weeks(Grain::Week, 156, Pattern::Wave)]
#[case::weekdays(Grain::Day, 120, Pattern::Weekday)]
fn what_leads_beside_its_calendar_is_found(
    #[case] grain: Grain,
    #[case] n: usize,
    #[case] pattern: Pattern,
    #[values(Transform::LEVELS, Transform::DIFFERENCES)] transform: Transform,
) {
    let world = World {
        grain,
        n,
        transform,
    };
    let signal: Vec<f64> = noise(11).take(n + 3).collect();
    let start = world.series("x", 1, |_| 0.0).points()[0].0;
    let place = |p: Period| (0..n).find(|i| start.shifted(*i as i32) == p).unwrap();
    let x = world.series("x", 12, |p| {
        9.0 * signal[place(p) + 3] + pattern.at(p, 0, 12.0)
    });
    let y = world.series("y", 13, |p| 9.0 * signal[place(p)] + pattern.at(p, 1, 12.0));
    let found = world.judged(&x, &y);
    assert_eq!(
        (found.verdict, found.sentence.as_str()),
        (
            Verdict::Supported,
            format!("x leads y by 3 {}s", grain.word()).as_str()
        )
    );
    assert!(
        !found.sweep.without.0.is_empty(),
        "and without its calendar"
    );
}

/// December grows with the business: its plain mean would leave a peak too small at first and too large at the end.
#[test]
fn a_peak_that_grows_is_taken_out_as_one_that_grows() {
    let world = World {
        grain: Grain::Month,
        n: 96,
        transform: Transform::LEVELS,
    };
    let grown = |p: Period| f64::from(p.start().year() - 2017);
    let fooled = (0..20_u64).filter(|seed| {
        let peak = |late: i32| move |p: Period| grown(p) * Pattern::YearlyPeak.at(p, late, 3.0);
        let x = world.series("x", 2 * seed + 500, peak(0));
        let y = world.series("y", 2 * seed + 501, peak(2));
        claims(&world.judged(&x, &y))
    });
    assert!(fooled.count() <= 3);
}

/// Twenty months of a peak in each of two months: it comes round once, alike in both, and there is too little to take it out.
#[test]
fn fewer_than_two_cycles_that_both_repeat_cannot_be_told() {
    let world = World {
        grain: Grain::Month,
        n: 20,
        transform: Transform::LEVELS,
    };
    // In June and in August.
    let x = world.series("x", 1, |p| Pattern::YearlyPeak.at(p, 5, 20.0));
    let y = world.series("y", 2, |p| Pattern::YearlyPeak.at(p, 7, 20.0));
    let found = world.judged(&x, &y);
    assert_eq!(
        found.verdict,
        Verdict::CannotTell(Doubt::BothRepeat(Season::MonthsOfYear))
    );
    assert_eq!(
        found.sentence,
        "x and y both repeat every 12 months: cannot tell"
    );
}

/// One peak of each says nothing of whether it comes again, so that a lead cannot be told from a calendar either.
#[test]
fn less_than_two_years_of_months_support_no_lead() {
    let world = World {
        grain: Grain::Month,
        n: 15,
        transform: Transform::LEVELS,
    };
    let x = world.series("x", 3, |p| Pattern::YearlyPeak.at(p, 0, 20.0));
    let y = world.series("y", 4, |p| Pattern::YearlyPeak.at(p, 2, 20.0));
    let found = world.judged(&x, &y);
    assert!(
        found
            .evidence
            .is_some_and(|e| e.p_adjusted < 0.05 && e.lag == 2)
    );
    assert_eq!(
        found.verdict,
        Verdict::CannotTell(Doubt::TooShort(Season::MonthsOfYear))
    );
}

/// Two pure waves: r is −1 at −4 and at +2 as well, by the calendar alone.
#[test]
fn nothing_but_calendar_says_so() {
    let week = |id: &str, late: usize| {
        let value = |t: usize| [4.0, 9.5, 7.1, 6.3, 2.2, 0.3, 0.1][(t + 700 - late) % 7];
        starting("2024-01-01", id, Grain::Day, (0..140).map(value))
    };
    let found = ranked(&week("x", 0), &week("y", 2), Transform::LEVELS, 14);
    assert_eq!(
        found.verdict,
        Verdict::CannotTell(Doubt::BothRepeat(Season::DaysOfWeek))
    );
    assert_eq!(
        found.sentence,
        "“x” does the same every 7 days and nothing else: it cannot be told from the calendar what it moves with."
    );
    let noisy = starting("2024-01-01", "y", Grain::Day, noise(5).take(140));
    let found = ranked(&week("x", 0), &noisy, Transform::LEVELS, 14);
    assert_eq!(
        (found.verdict, found.evidence),
        (Verdict::NotComparable, None)
    );
}

#[test]
fn the_same_figures_on_another_scale_are_no_leader() {
    let dollars = starting("2024-01-01", "spend", Grain::Week, noise(1).take(60));
    let euros = dollars
        .points()
        .iter()
        .map(|(_, v)| 7.0 - 0.92 * v.unwrap());
    let euros = starting("2024-01-01", "spend_eur", Grain::Week, euros);
    let found = ranked(&euros, &dollars, Transform::DIFFERENCES, 8);
    assert_eq!(
        (found.verdict, found.construction),
        (Verdict::ByConstruction, Some(Construction::SameFigures))
    );
    assert_eq!(
        found.sentence,
        "spend_eur and spend move together by construction: one is the other on another scale"
    );
}

/// A file of one's own, whose columns nobody has defined: what the figures themselves show is enough.
#[rstest]
#[case::product(|x: f64, z: f64| x * z, "“y” is “x” × “z”")]
#[case::quotient(|x: f64, z: f64| 1000.0 * x / z, "“y” is “x” ÷ “z”")]
#[case::the_other_quotient(|x: f64, z: f64| z / x, "“y” is “z” ÷ “x”")]
#[case::sum(|x: f64, z: f64| x + z, "“y” is “x” + “z”")]
#[case::difference(|x: f64, z: f64| x - z, "“y” is “x” − “z”")]
fn an_outcome_computed_from_two_columns_is_led_by_neither(
    #[case] of: fn(f64, f64) -> f64,
    #[case] words: &str,
) {
    let column = |id: &str, seed: u64| {
        starting(
            "2022-01-01",
            id,
            Grain::Month,
            noise(seed).take(40).map(|v| 50.0 + 6.0 * v),
        )
    };
    let (x, z, other) = (column("x", 31), column("z", 32), column("other", 33));
    // Four digits, as a file would have them.
    let rounded = |v: f64| format!("{v:.3e}").parse::<f64>().unwrap();
    let rows = x.points().iter().zip(z.points());
    let y = rows.map(|((_, x), (_, z))| rounded(of(x.unwrap(), z.unwrap())));
    let y = starting("2022-01-01", "y", Grain::Month, y);
    let options = RankOptions::for_grain(Grain::Month);
    let ranking = rank(&y, &[x, z, other], &options);
    let made = |id: &str| {
        ranking
            .leader(id)
            .unwrap()
            .construction
            .as_ref()
            .map(ToString::to_string)
    };
    assert_eq!(made("x").as_deref(), Some(words));
    assert!(made("z").is_some());
    assert_eq!(made("other"), None);
    assert_eq!(
        ranking.leader("x").unwrap().verdict,
        Verdict::ByConstruction
    );
}

/// Nine common periods are too few to call two series the same; with ten they are, a value that is not finite left out.
#[test]
fn the_same_figures_are_told_from_ten_periods_on() {
    let made = |n: usize, gap: Option<usize>| {
        let values: Vec<f64> = noise(7).take(n).collect();
        let y = starting("2024-01-01", "y", Grain::Month, values.clone());
        let x = values.iter().enumerate();
        let x = x.map(|(i, v)| {
            if gap == Some(i) {
                f64::INFINITY
            } else {
                3.0 * v
            }
        });
        let x = starting("2024-01-01", "x", Grain::Month, x);
        ranked(&x, &y, Transform::LEVELS, 0).construction
    };
    assert_eq!(made(9, None), None);
    assert_eq!(made(10, None), Some(Construction::SameFigures));
    assert_eq!(made(11, Some(4)), Some(Construction::SameFigures));
}

/// What is known beforehand of one leader says nothing of another.
#[test]
fn what_is_known_of_one_leader_is_of_that_one() {
    let series =
        |id: &str, seed: u64| starting("2022-01-01", id, Grain::Month, noise(seed).take(36));
    let shared = Construction::SharedInputs(vec!["“cost” of costs".to_owned()]);
    let known = Known {
        leader: "a".to_owned(),
        construction: shared.clone(),
    };
    let options = RankOptions::for_grain(Grain::Month);
    let leaders = [series("a", 1), series("b", 2)];
    let ranking = rank_knowing(&series("y", 3), &leaders, &[known], &options);
    let made = |id: &str| ranking.leader(id).unwrap().construction.clone();
    assert_eq!((made("a"), made("b")), (Some(shared), None));
    assert_eq!(
        ranking.leader("a").unwrap().verdict,
        Verdict::ByConstruction
    );
    assert_eq!(
        ranking.tried, 25,
        "of the other only, at lags from −12 to 12"
    );
}

/// The outcome is a sum, and the second summand is known to be made of it: with that, everything would be made of everything.
#[test]
fn what_is_made_of_the_outcome_completes_no_law() {
    let column = |id: &str, seed: u64| {
        let values = noise(seed).take(36).map(|v| 50.0 + 6.0 * v);
        starting("2022-01-01", id, Grain::Month, values)
    };
    let (x, z) = (column("x", 31), column("z", 32));
    let rows = x.points().iter().zip(z.points());
    let y = rows.map(|((_, x), (_, z))| x.unwrap() + z.unwrap());
    let y = starting("2022-01-01", "y", Grain::Month, y);
    let known = Known {
        leader: "z".to_owned(),
        construction: Construction::SharedInputs(vec!["“revenue” of sales".to_owned()]),
    };
    let options = RankOptions::for_grain(Grain::Month);
    let made = |known: &[Known]| {
        let ranking = rank_knowing(&y, &[x.clone(), z.clone()], known, &options);
        ranking.leader("x").unwrap().construction.is_some()
    };
    assert!(made(&[]), "x is z and the outcome, less one of them");
    assert!(!made(&[known]));
}

/// A sum that holds for the first year and not after it is no law.
#[test]
fn what_holds_at_first_only_is_no_construction() {
    let column = |id: &str, seed: u64| {
        let values = noise(seed).take(36).map(|v| 50.0 + 6.0 * v);
        starting("2022-01-01", id, Grain::Month, values)
    };
    let (x, z) = (column("x", 31), column("z", 32));
    let rows = x.points().iter().zip(z.points()).enumerate();
    let y = rows.map(|(i, ((_, x), (_, z)))| match i {
        0..12 => x.unwrap() + z.unwrap(),
        _ => 100.0 + 6.0 * noise(90 + i as u64).next().unwrap(),
    });
    let y = starting("2022-01-01", "y", Grain::Month, y);
    let ranking = rank(&y, &[x, z], &RankOptions::for_grain(Grain::Month));
    let made = ranking.leaders.iter().filter(|l| l.construction.is_some());
    assert_eq!(made.count(), 0);
}

/// Two parts that always come to the same: nothing can move with what does not move.
#[test]
fn an_outcome_that_does_not_vary_is_made_of_nothing() {
    let part = |id: &str, at: f64, sign: i32| {
        let values = (0..24).map(|i| at + f64::from(sign * (i * 7 % 5)));
        starting("2022-01-01", id, Grain::Month, values)
    };
    let (x, z) = (part("x", 40.0, 1), part("z", 60.0, -1));
    let y = starting("2022-01-01", "y", Grain::Month, [100.0; 24]);
    let ranking = rank(&y, &[x, z], &RankOptions::for_grain(Grain::Month));
    for leader in &ranking.leaders {
        assert_eq!(leader.verdict, Verdict::NotComparable, "{}", leader.id);
    }
}

/// Each value so much of the one before, and noise.
fn with_memory(seed: u64, n: usize, memory: f64) -> impl Iterator<Item = f64> {
    noise(seed).take(n).scan(0.0, move |last, e| {
        *last = memory * *last + e;
        Some(*last)
    })
}

mod patterns {
    use super::*;

    /// The size at which the F-test of a pattern beside a trend gives exactly the chance that is accepted, 0.015 shared among the
    /// patterns tried: statsmodels `ols` and `acf`, `scipy.stats.f.sf` with both degrees of freedom times (1 − ρ²) ÷ (1 + ρ²), and `brentq`.
    #[rstest]
    #[case::of_quarters(Grain::Quarter, 24, 4, 3, 0.0, 1.224_230_359_923_757_4)]
    #[case::of_quarters_with_memory(Grain::Quarter, 24, 4, 2, 0.6, 2.672_841_039_791_996)]
    #[case::of_quarter_ends(Grain::Month, 18, 3, 3, 0.0, 1.014_537_929_562_63)]
    #[case::of_quarter_ends_with_memory(Grain::Month, 18, 3, 2, 0.6, 2.887_642_076_737_345)]
    #[case::of_a_wave(Grain::Month, 36, 12, 6, 0.0, 1.151_672_075_600_415_5)]
    #[case::of_a_wave_with_memory(Grain::Month, 36, 12, 6, 0.6, 1.486_800_019_585_373_4)]
    fn a_pattern_shows_from_where_chance_is_ruled_out(
        #[case] grain: Grain,
        #[case] n: usize,
        #[case] cycle: usize,
        #[case] seed: u64,
        #[case] memory: f64,
        #[case] critical: f64,
    ) {
        let pattern = |t: usize| match cycle {
            12 => (TAU * t as f64 / 12.0).cos(),
            _ => f64::from(t % cycle == cycle - 1),
        };
        let y = starting("2020-01-01", "y", grain, noise(21).take(n));
        let taken_out = |size: f64| {
            let values = with_memory(seed, n, memory).enumerate();
            let values = values.map(|(t, e)| 100.0 + e + size * pattern(t));
            let x = starting("2020-01-01", "x", grain, values);
            let without = sweep(&x, &y, 2, Transform::LEVELS).without;
            assert_eq!(without.0, without.1, "what goes from one goes from both");
            without.0.len()
        };
        assert_eq!(taken_out(critical * 0.999), 0);
        assert_eq!(taken_out(critical * 1.001), 1);
    }

    fn at_lags(x: &Series, y: &Series, r: [f64; 5], independent: [f64; 5]) {
        let found = sweep(x, y, 2, Transform::LEVELS);
        for ((point, r), n) in found.lags.iter().zip(r).zip(independent) {
            close(point.r.unwrap(), r);
            close(point.chance.unwrap(), 1.96 / n.sqrt());
        }
    }

    /// Winter and summer, two months later in the outcome. What is left is compared with its trend: residuals of
    /// `lstsq([1, t, cos, sin])` and `polyfit(t, v, 1)`, `corrcoef`; of 40 months the waves cost two, memory (`acf`) the rest.
    #[test]
    fn a_wave_goes_and_the_trend_stays() {
        let series = |id: &str, seed: u64, level: f64, trend: f64, late: f64| {
            let values = with_memory(seed, 40, 0.5).enumerate().map(|(t, e)| {
                let t = t as f64;
                level + e + trend * t + 1.4 * (TAU * (t - late) / 12.0).cos()
            });
            starting("2020-01-01", id, Grain::Month, values)
        };
        at_lags(
            &series("x", 37, 100.0, 0.05, 0.0),
            &series("y", 38, 50.0, -0.03, 2.0),
            [
                0.042_853_650_901_073_54,
                -0.108_362_068_639_298_83,
                -0.245_129_044_415_539_7,
                -0.014_247_570_037_876_923,
                0.122_803_405_110_736_77,
            ],
            [
                24.222_304_551_453_266,
                24.895_146_345_549_19,
                25.567_988_137_645_116,
                24.895_146_345_549_19,
                24.222_304_551_453_266,
            ],
        );
    }

    /// The leader comes and goes as a wave, the outcome has a peak each December: what a level for each month takes out of the one
    /// takes the wave out of the other (`lstsq`), for 11 of 40 months.
    #[test]
    fn levels_of_the_months_take_a_wave_along() {
        let series = |id: &str, seed: u64, of: fn(usize) -> f64| {
            let values = noise(seed).take(40).enumerate();
            starting(
                "2020-01-01",
                id,
                Grain::Month,
                values.map(|(t, e)| e + of(t)),
            )
        };
        let wave = |t: usize| 100.0 + 1.2 * (TAU * t as f64 / 12.0).cos();
        let peak = |t: usize| 50.0 + if t % 12 == 11 { 6.0 } else { 0.0 };
        at_lags(
            &series("x", 5, wave),
            &series("y", 6, peak),
            [
                0.075_483_333_238_249_06,
                -0.101_297_992_200_347_96,
                -0.231_506_110_253_986_26,
                -0.181_496_073_931_147_94,
                0.161_728_525_638_599_68,
            ],
            [
                26.938_509_993_409_063,
                27.936_232_585_757_548,
                28.933_955_178_106_032,
                27.936_232_585_757_548,
                26.938_509_993_409_063,
            ],
        );
    }

    /// The leader's fourth quarter grows, the outcome's second does not: a straight line for each quarter of the leader
    /// (`polyfit`), a level for each and a common trend of the outcome (`lstsq`). The dearer of the two costs 6 of 40 quarters.
    #[test]
    fn a_growing_peak_goes_with_its_growth_and_a_steady_one_without() {
        let series = |id: &str, seed: u64, of: fn(usize) -> f64| {
            let values = with_memory(seed, 40, 0.5).enumerate();
            starting(
                "2015-01-01",
                id,
                Grain::Quarter,
                values.map(|(t, e)| e + of(t)),
            )
        };
        let growing = |t: usize| 100.0 + if t % 4 == 3 { 0.3 * t as f64 } else { 0.0 };
        let steady = |t: usize| 50.0 + 0.05 * t as f64 + if t % 4 == 1 { 3.0 } else { 0.0 };
        at_lags(
            &series("x", 5, growing),
            &series("y", 6, steady),
            [
                -0.002_568_758_961_667_198,
                -0.125_901_668_490_821_7,
                -0.263_521_941_550_782,
                -0.134_450_064_194_140_24,
                0.181_880_785_078_313_5,
            ],
            [
                20.179_369_902_298_728,
                20.809_975_211_745_563,
                21.440_580_521_192_4,
                20.809_975_211_745_563,
                20.179_369_902_298_728,
            ],
        );
    }

    /// The growth at which straight lines for each quarter explain exactly so much more than levels that chance, 0.015, is ruled out
    /// (statsmodels `compare_f_test` of both fits, `brentq`). Levels cost three quarters of 40, lines six; memory costs neither of these.
    #[test]
    fn growth_counts_from_where_chance_is_ruled_out() {
        const CRITICAL: f64 = 0.159_105_336_945_724_57;
        let y = noise(21).take(40).map(|e| 50.0 + e);
        let y = starting("2015-01-01", "y", Grain::Quarter, y);
        for (growth, left) in [(0.999 * CRITICAL, 37.0), (1.001 * CRITICAL, 34.0)] {
            let peak = |t: usize| match t % 4 {
                3 => 3.0 + growth * (t as f64 - 20.0),
                _ => 0.0,
            };
            let x = noise(6).take(40).enumerate();
            let x = x.map(|(t, e)| 100.0 + e + peak(t));
            let x = starting("2015-01-01", "x", Grain::Quarter, x);
            let found = sweep(&x, &y, 0, Transform::LEVELS);
            close(found.lags[0].chance.unwrap(), 1.96 / f64::sqrt(left));
        }
    }

    /// Twenty months that only grow: the last eight are like the first eight in nothing but that.
    #[test]
    fn growth_alone_is_no_pattern_that_repeats() {
        let series = |id: &str, seed: u64| {
            let values = noise(seed).take(20).enumerate();
            starting(
                "2020-01-01",
                id,
                Grain::Month,
                values.map(|(t, e)| e + t as f64),
            )
        };
        let found = sweep(&series("x", 30), &series("y", 32), 2, Transform::LEVELS);
        assert_eq!(found.doubt, Some(Doubt::TooShort(Season::MonthsOfYear)));
    }

    /// Three years of quarters, of which the quarters of the year cost three.
    #[test]
    fn what_the_calendar_costs_is_said_where_it_leaves_too_little() {
        let peaks = noise(1).take(12).enumerate();
        let peaks = peaks.map(|(t, e)| e + if t % 4 == 3 { 20.0 } else { 0.0 });
        let x = starting("2020-01-01", "x", Grain::Quarter, peaks);
        let y = starting("2020-01-01", "y", Grain::Quarter, noise(2).take(12));
        let found = ranked(&x, &y, Transform::LEVELS, 4);
        assert_eq!(found.verdict, Verdict::TooLittleData { have: 9, need: 10 });
        assert_eq!(
            found.sentence,
            "“x” and “y” share 9 quarters (beside 3 that taking out their patterns of the calendar costs) at the best lag, and 10 are \
             needed: load a longer history, or look by shorter periods."
        );
    }
}

mod what_to_compare {
    use super::*;

    /// On either side of each bound, all else on the same side. Autocorrelations: statsmodels `acf` of the values and of their `diff`.
    #[rstest]
    #[case::changes_undo_each_other(0.2, 0.0, Transform::DIFFERENCES, Some(Advice::CompareLevels { autocorrelation: -0.411_850_569_818_832_9 }))]
    #[case::changes_hardly_do(0.25, 0.0, Transform::DIFFERENCES, None)] // −0.389
    #[case::values_hardly_drift(0.98, 4.0, Transform::DIFFERENCES, Some(Advice::CompareLevels { autocorrelation: -0.605_371_652_508_002_5 }))] // 0.449
    #[case::values_drift_under_noise(0.98, 3.5, Transform::DIFFERENCES, None)] // 0.518
    #[case::values_drift_a_little(0.75, 0.0, Transform::LEVELS, None)] // 0.769
    #[case::values_drift(0.78, 0.0, Transform::LEVELS, Some(Advice::CompareDifferences { autocorrelation: 0.800_678_513_005_171_7 }))]
    fn the_advice_turns_at_its_bounds(
        #[case] memory: f64,
        #[case] noisy: f64,
        #[case] now: Transform,
        #[case] expected: Option<Advice>,
    ) {
        let values = with_memory(2, 240, memory).zip(noise(52));
        let outcome = starting(
            "2001-01-01",
            "y",
            Grain::Month,
            values.map(|(v, e)| v + noisy * e),
        );
        let autocorrelation = |advice: Advice| match advice {
            Advice::CompareLevels { autocorrelation } => (true, autocorrelation),
            Advice::CompareDifferences { autocorrelation } => (false, autocorrelation),
        };
        let found = Advice::on(&outcome, now).map(autocorrelation);
        let expected = expected.map(autocorrelation);
        assert_eq!(found.map(|f| f.0), expected.map(|e| e.0));
        if let Some(((_, found), (_, expected))) = found.zip(expected) {
            close(found, expected);
        }
    }
}

mod laid_over {
    use super::*;

    /// The leader moves only before the outcome begins.
    #[rstest]
    fn what_does_not_vary_where_both_are_known_is_not_drawn(#[values(0.0, 1.0)] still: f64) {
        let x = (0..40).map(|t| if t < 2 { 5.0 } else { still });
        let x = starting("2019-11-01", "x", Grain::Month, x);
        let y = starting("2020-01-01", "y", Grain::Month, noise(21).take(30));
        assert_eq!(
            overlay(&x, &y, 0, Transform::LEVELS),
            Err(Refusal::Constant { series: "x".into() })
        );
    }

    /// January to March beside April to June: only a move of a month lets them meet.
    #[test]
    fn series_that_only_touch_have_nothing_in_common() {
        let x = starting("2020-01-01", "x", Grain::Month, [1.0, 2.0, 4.0]);
        let y = starting("2020-04-01", "y", Grain::Month, [3.0, 1.0, 2.0]);
        let meet = |lag: i32| align(&x, &y, lag).is_ok();
        assert_eq!([0, 1, 5, 6].map(meet), [false, true, true, false]);
    }

    /// Correlation of what is drawn, over the periods in which both are.
    fn drawn(laid: &Overlay) -> f64 {
        let both = laid.points.iter().filter_map(|p| p.leader.zip(p.outcome));
        let (x, y): (Vec<f64>, Vec<f64>) = both.unzip();
        pearson(&x, &y).unwrap()
    }

    /// What is drawn correlates as was found: differences where those were compared, without the calendar where that was taken out.
    #[rstest]
    fn the_overlay_draws_what_was_compared(
        #[values(Transform::LEVELS, Transform::DIFFERENCES)] transform: Transform,
        #[values(Pattern::Wave, Pattern::YearlyPeak)] pattern: Pattern,
        #[values(1.0, -1.0)] sign: f64,
    ) {
        let world = World {
            grain: Grain::Month,
            n: 60,
            transform,
        };
        let x = world.series("x", 21, |p| pattern.at(p, 0, 5.0));
        let follow = x.points().iter().map(|(_, v)| sign * v.unwrap());
        let y = starting(
            "2019-06-01",
            "y",
            Grain::Month,
            follow.zip(noise(22)).map(|(v, e)| v + e),
        );
        let found = world.judged(&x, &y);
        let evidence = found.evidence.unwrap();
        assert_eq!(evidence.relation, Relation::Leads(2));
        let laid = overlay(&x, &y, evidence.lag, transform).unwrap();
        close(drawn(&laid), evidence.r.abs());
        assert_eq!(laid.turned, sign < 0.0);
        assert_eq!(laid.without, found.sweep.without);
    }
}

/// Files as a user loads them.
mod loaded {
    use super::*;
    use outturn_import::{self as import, ReadOptions};
    use outturn_protocol::{LeadLagAnswer, LeadLagQuestion, Treatment};
    use outturn_session::{Answers, Session};

    fn loaded(files: &[(&str, String)]) -> Session {
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

    fn asked(
        session: &mut Session,
        outcome: Option<&str>,
        transform: Option<Transform>,
    ) -> LeadLagAnswer {
        let question = LeadLagQuestion {
            outcome: outcome.map(str::to_owned),
            without: Vec::new(),
            grain: None,
            transform,
            max_lag: 12,
            overlay: None,
        };
        session.answer(&question).unwrap()
    }

    fn leader<'a>(answer: &'a LeadLagAnswer, id: &str) -> &'a Ranked {
        answer
            .ranking
            .as_ref()
            .unwrap()
            .leader(id)
            .unwrap_or_else(|| panic!("no {id}"))
    }

    const PEAKS: &str = include_str!("data/cases/18-season-taken-for-a-lead/lag_peaks.csv");

    /// Adoption peaks each October, revenue each December; the rest is unrelated. Residuals of `ols("v ~ C(month) + t")`, `corrcoef`
    /// at each lag; n_eff = (n − 11)(1 − ρxρy) ÷ (1 + ρxρy) from `acf`.
    #[test]
    fn october_does_not_lead_december() {
        let mut session = loaded(&[("lag_peaks.csv", PEAKS.to_owned())]);
        let answer = asked(
            &mut session,
            Some("series:revenue"),
            Some(Transform::LEVELS),
        );
        let adoption = leader(&answer, "series:adoption");
        assert_eq!(adoption.verdict, Verdict::Undecided);
        assert_eq!(
            adoption.sweep.without,
            (vec![Season::MonthsOfYear], vec![Season::MonthsOfYear])
        );
        let within_six = adoption.sweep.lags.iter().filter(|p| p.lag.abs() <= 6);
        let expected = [
            0.049_634_708_832_832_81,
            0.039_948_499_252_932_42,
            0.104_407_691_243_509_82,
            0.066_504_563_245_659,
            -0.046_094_560_597_342_585,
            0.073_423_751_032_183_45,
            -0.071_113_210_074_301_6,
            -0.038_177_628_673_509_44,
            -0.150_224_764_658_923_1,
            -0.134_326_982_899_943_94,
            -0.010_159_866_025_587_168,
            0.054_251_042_029_559_195,
            -0.099_131_472_555_429_52,
        ];
        for (point, expected) in within_six.zip(expected) {
            close(point.r.unwrap(), expected);
        }
        let at_two = adoption.sweep.lags.iter().find(|p| p.lag == 2).unwrap();
        assert_eq!(at_two.n, 70);
        close(at_two.chance.unwrap(), 0.255_366_004_906_777_6);
    }

    #[test]
    fn nor_does_it_unless_asked_otherwise() {
        let mut session = loaded(&[("lag_peaks.csv", PEAKS.to_owned())]);
        for transform in [
            None,
            Some(Transform::DIFFERENCES),
            Some(Transform::LEVELS.with_log()),
        ] {
            for outcome in [None, Some("series:adoption")] {
                let answer = asked(&mut session, outcome, transform);
                let ranking = answer.ranking.unwrap();
                assert_eq!(ranking.leaders[0].verdict, Verdict::Undecided);
            }
        }
    }

    /// A year of days: a bill that follows the volume loosely, and requests with their own latencies.
    fn platform() -> Session {
        let days = 400;
        let day = |i: usize| {
            chrono::NaiveDate::from_ymd_opt(2025, 1, 1).unwrap() + chrono::Days::new(i as u64)
        };
        let (mut costs, mut volumes, mut incidents) = (
            "date,cost,currency\n".to_owned(),
            "date,predictions\n".to_owned(),
            "id,started_at,detected_at,diagnosed_at,resolved_at\n".to_owned(),
        );
        for (i, ((a, b), c)) in (0..days).zip(noise(1).zip(noise(2)).zip(noise(3))) {
            costs += &format!("{},{:.2},USD\n", day(i), 500.0 + 60.0 * a);
            volumes += &format!("{},{:.0}\n", day(i), 9000.0 + 700.0 * b);
            let minutes = (30.0 + 8.0 * c).max(3.0);
            incidents += &format!(
                "i{i},{0}T08:00:00Z,{0}T08:05:00Z,{0}T09:{1:02.0}:00Z,{0}T10:{1:02.0}:00Z\n",
                day(i),
                minutes.min(59.0)
            );
        }
        loaded(&[
            ("costs.csv", costs),
            ("volumes.csv", volumes),
            ("incidents.csv", incidents),
        ])
    }

    /// Cost per prediction is spend ÷ predictions: each of the two goes into it, and it cannot lead either.
    #[rstest]
    #[case("spend", "cost_per_prediction", "“cost” of costs")]
    #[case("cost_per_prediction", "spend", "“cost” of costs")]
    #[case("cost_per_prediction", "throughput", "“predictions” of volumes")]
    #[case("throughput", "cost_per_prediction", "“predictions” of volumes")]
    #[case("mttr", "time_to_fix", "“resolved_at” of incidents")]
    #[case("time_to_diagnose", "mttr", "“detected_at” of incidents")]
    fn what_is_made_of_the_same_is_by_construction(
        #[case] outcome: &str,
        #[case] other: &str,
        #[case] shared: &str,
    ) {
        let answer = asked(&mut platform(), Some(outcome), None);
        let found = leader(&answer, other);
        assert_eq!(
            (found.verdict, found.evidence),
            (Verdict::ByConstruction, None)
        );
        let made = found.construction.as_ref().unwrap().to_string();
        assert!(made.contains(shared), "{made}");
        // It is no test either.
        let ranking = answer.ranking.as_ref().unwrap();
        let tried = ranking.leaders.iter().filter(|l| l.evidence.is_some());
        let lags = tried.map(|l| l.sweep.lags.iter().filter(|p| p.r.is_some()).count());
        assert_eq!(ranking.tried, lags.sum::<usize>());
    }

    #[rstest]
    #[case("spend", "throughput")]
    #[case("spend", "mttr")]
    #[case("mttr", "throughput")]
    fn what_shares_no_input_is_tried(#[case] outcome: &str, #[case] other: &str) {
        let answer = asked(&mut platform(), Some(outcome), None);
        assert!(leader(&answer, other).evidence.is_some());
    }

    /// Spend goes into the cost of a prediction, which goes into nothing.
    #[test]
    fn the_outcome_is_what_goes_into_nothing() {
        let answer = asked(&mut platform(), None, None);
        assert_eq!(answer.outcome.as_deref(), Some("cost_per_prediction"));
    }

    /// What leads by plan in the sample still does.
    #[test]
    fn the_samples_leader_is_found() {
        let files = outturn_samples::by_id("leading").unwrap().files();
        let files: Vec<(&str, String)> = files.iter().map(|f| (f.name, f.text.clone())).collect();
        let answer = asked(&mut loaded(&files), None, None);
        let best = &answer.ranking.unwrap().leaders[0];
        assert_eq!(
            (best.verdict, best.sentence.as_str()),
            (
                Verdict::Supported,
                "Deployment frequency leads Revenue protected by 2 months"
            )
        );
    }
}
