//! Leads that mean something: what only shares a calendar, or what it is made of, is no lead; what leads beside its calendar is found.
//!
//! Figures to the last digit are those of statsmodels 0.14 (`ols`, `compare_f_test`, `acf`, `multipletests`) and scipy (`stats.t`).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use outturn_core::calendar::{Grain, Period};
use outturn_core::stats::pearson;
use outturn_leadlag::{
    Construction, Doubt, Overlay, RankOptions, Ranked, Relation, Season, Series, Transform,
    Verdict, overlay, rank,
};
use chrono::Datelike;
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
    let world = World { grain, n, transform };
    let fooled = (0..40_u64).filter(|seed| {
        let x = world.series("x", 2 * seed + 100, |p| pattern.at(p, 0, size));
        let y = world.series("y", 2 * seed + 101, |p| pattern.at(p, 2, size));
        claims(&world.judged(&x, &y))
    });
    let fooled = fooled.count();
    assert!(fooled <= 5, "{fooled} of 40");
}
