//! Charts of any kind with any data, for property tests.

use super::examples::driver;
use outturn_chart::{
    AxisUnit, Bar, Bars, Better, BulletChart, CashChart, CashLine, Chart, CompositeChart, Kind,
    LagChart, LagPoint, LineChart, Marker, Part, Series, Sparkline, Target, TornadoChart,
};
use outturn_core::calendar::{Grain, Period};
use outturn_core::units::{Currency, Timestamp};
use outturn_format::Locale;
use proptest::prelude::*;

/// Any number a file can hold, and those it cannot.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => -1e3..1e3f64,
        2 => -1e9..1e9f64,
        1 => 0.0..1e-6f64,
        1 => any::<f64>(),
        1 => Just(f64::NAN),
        1 => Just(0.0),
    ]
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Z][a-z]{2,9}( [a-z]{2,8}){0,2}",
        1 => Just(String::new()),
        1 => "[<>&\"'A-Za-zÄ界 ]{1,40}",
    ]
}

fn unit() -> impl Strategy<Value = AxisUnit> {
    prop_oneof![
        Just(AxisUnit::Ratio),
        Just(AxisUnit::Seconds),
        Just(AxisUnit::Money(Currency::USD)),
        "[a-z ]{0,20}".prop_map(AxisUnit::Number),
    ]
}

fn series(count: usize) -> impl Strategy<Value = Series> {
    (
        name(),
        prop::collection::vec(prop::option::weighted(0.85, number()), count),
    )
        .prop_map(|(name, values)| Series::new(name, values))
}

fn target() -> impl Strategy<Value = Target> {
    (number(), prop::option::of(number()), any::<bool>()).prop_map(|(value, near, higher)| Target {
        value,
        near,
        better: if higher {
            Better::Higher
        } else {
            Better::Lower
        },
    })
}

fn any_line() -> impl Strategy<Value = Kind> {
    (0usize..40, 1usize..7, prop::sample::select(&Grain::ALL[..])).prop_flat_map(
        |(count, lines, grain)| {
            let first = Period::containing(Timestamp::from_seconds(1.7e9), grain);
            let times: Vec<_> = (0..count)
                .map(|i| first.shifted(i as i32).start_moment())
                .collect();
            let marker = (0..count.max(1), name());
            let parts = (
                unit(),
                prop::collection::vec(series(count), lines),
                prop::option::of(target()),
                prop::collection::vec(marker, 0..5),
            );
            parts.prop_map(move |(unit, series, target, markers)| {
                let at = |i: usize| times.get(i).copied().unwrap_or_default();
                let markers = markers
                    .into_iter()
                    .map(|(i, label)| Marker { at: at(i), label })
                    .collect();
                let chart = LineChart {
                    target,
                    markers,
                    ..LineChart::new(unit, grain, times.clone(), series)
                };
                Kind::Line(chart)
            })
        },
    )
}

fn any_cash() -> impl Strategy<Value = Kind> {
    let line = (
        name(),
        prop::collection::vec(number(), 0..40),
        prop::option::of(number()),
    )
        .prop_map(|(name, cumulative, payback_months)| CashLine {
            name,
            cumulative,
            payback_months,
        });
    (unit(), prop::collection::vec(line, 0..5))
        .prop_map(|(unit, lines)| Kind::Cash(CashChart { unit, lines }))
}

fn any_lag() -> impl Strategy<Value = Kind> {
    let value = || prop::option::weighted(0.9, prop_oneof![9 => -1.0..1.0f64, 1 => Just(f64::NAN)]);
    (
        -20i32..5,
        prop::collection::vec((value(), value()), 0..40),
        -5i32..10,
        name(),
    )
        .prop_map(|(first, points, best, best_label)| {
            let points = points
                .into_iter()
                .zip(first..)
                .map(|((r, chance), lag)| LagPoint { lag, r, chance });
            let caption = "weeks by which the indicator comes first".into();
            Kind::Lag(LagChart {
                points: points.collect(),
                best: Some(best),
                best_label,
                caption,
            })
        })
}

fn any_tornado() -> impl Strategy<Value = Kind> {
    let row = (name(), number(), number()).prop_map(|(name, low, high)| driver(&name, low, high));
    (unit(), number(), prop::collection::vec(row, 0..12)).prop_map(|(unit, base, drivers)| {
        Kind::Tornado(TornadoChart {
            unit,
            result: "NPV".into(),
            base,
            drivers,
        })
    })
}

fn any_bars() -> impl Strategy<Value = Kind> {
    let bar = (name(), prop::option::weighted(0.9, number()))
        .prop_map(|(name, value)| Bar { name, value });
    (unit(), prop::collection::vec(bar, 0..12)).prop_map(|(unit, bars)| {
        Kind::Bars(Bars {
            unit,
            category: "Team".into(),
            bars,
        })
    })
}

fn any_composite() -> impl Strategy<Value = Kind> {
    let part = (
        name(),
        prop_oneof![4 => 0.0..1.0f64, 1 => number()],
        prop::option::weighted(0.9, -10.0..110.0f64),
    );
    let part = part.prop_map(|(name, weight, score)| Part {
        name,
        weight,
        score,
    });
    prop::collection::vec(part, 0..7).prop_map(|parts| Kind::Composite(CompositeChart { parts }))
}

fn any_small() -> impl Strategy<Value = Kind> {
    let spark = prop::collection::vec(prop::option::weighted(0.9, number()), 0..30)
        .prop_map(|values| Kind::Sparkline(Sparkline::numbers(values)));
    let bullet =
        (unit(), prop::option::of(number()), target()).prop_map(|(unit, value, target)| {
            Kind::Bullet(BulletChart {
                unit,
                value,
                target,
            })
        });
    prop_oneof![spark, bullet]
}

/// Any chart of any kind with any data.
pub fn any_chart() -> impl Strategy<Value = Chart> {
    let kind = prop_oneof![
        4 => any_line(),
        2 => any_cash(),
        2 => any_lag(),
        2 => any_tornado(),
        2 => any_bars(),
        2 => any_composite(),
        1 => any_small(),
    ];
    let locale = prop::sample::select(Locale::ALL.to_vec());
    (name(), name(), name(), locale, kind).prop_map(|(title, subtitle, source, locale, kind)| {
        Chart {
            title,
            subtitle,
            source,
            locale,
            kind,
        }
    })
}
