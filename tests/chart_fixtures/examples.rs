//! One chart of each kind, as the product shows them.

use outturn_chart::{
    AxisUnit, Bar, Bars, Better, BulletChart, CashChart, CashLine, Chart, CompositeChart, Driver,
    Kind, LagChart, LagPoint, LineChart, Marker, OverlayChart, Part, Series, Sparkline, Target,
    TornadoChart,
};
use outturn_core::calendar::{Grain, Period};
use outturn_core::units::{Currency, Timestamp};
use outturn_format::Locale;

/// Starts of so many months from January 2024.
pub fn months(count: usize) -> Vec<Timestamp> {
    let first = Period::containing(Timestamp::from_seconds(1_704_067_200.0), Grain::Month);
    (0..count)
        .map(|i| first.shifted(i as i32).start_moment())
        .collect()
}

fn chart(title: &str, kind: Kind) -> Chart {
    Chart {
        title: title.into(),
        subtitle: "median, all models, production".into(),
        source: "Source: incidents.csv, 890 rows used, 12 left out".into(),
        locale: Locale::EN,
        kind,
    }
}

pub fn line(chart_of: LineChart) -> Chart {
    chart("Line", Kind::Line(chart_of))
}

fn wave(count: usize, from: f64, step: f64, swing: f64) -> Vec<Option<f64>> {
    (0..count)
        .map(|i| Some(from + step * i as f64 + swing * (i as f64 / 2.3).sin()))
        .collect()
}

/// One chart of each kind, as the product shows them.
pub fn every_chart() -> Vec<Chart> {
    let mut with_target = LineChart::new(
        AxisUnit::Ratio,
        Grain::Month,
        months(33),
        vec![Series::new("Availability", wave(33, 0.992, 0.0002, 0.001))],
    );
    with_target.target = Some(Target {
        value: 0.999,
        near: Some(0.995),
        better: Better::Higher,
    });
    with_target.markers = ["Release 4.0", "Region outage", "Failover"]
        .iter()
        .zip([5, 18, 19])
        .map(|(label, i)| Marker {
            at: months(33)[i],
            label: (*label).into(),
        })
        .collect();
    let names = [
        "Churn model",
        "Fraud model",
        "Pricing",
        "Search ranking",
        "Forecast",
        "Support triage",
    ];
    let six = names
        .iter()
        .enumerate()
        .map(|(k, n)| Series::new(*n, wave(24, 3000.0 + 90.0 * k as f64, 9.0, 400.0)));
    let six = LineChart::new(AxisUnit::Seconds, Grain::Month, months(24), six.collect());
    let cash = |rate: f64| {
        (0..=36)
            .map(|m| -2.2e6 + rate * f64::from(m))
            .collect::<Vec<_>>()
    };
    let scenario = |name: &str, rate: f64| CashLine {
        name: name.into(),
        cumulative: cash(rate),
        payback_months: Some(2.2e6 / rate),
    };
    let money = AxisUnit::Money(Currency::USD);
    let one = CashChart {
        unit: money.clone(),
        lines: vec![scenario("", 1.6e5)],
    };
    let three = vec![
        scenario("Base", 1.6e5),
        scenario("Cautious", 0.9e5),
        scenario("Ambitious", 2.1e5),
    ];
    let drivers = [
        ("Revenue per hour", 1.4, 5.9),
        ("Downtime avoided", 2.1, 5.3),
        ("Cost per prediction", 4.8, 2.5),
    ];
    let drivers = drivers
        .iter()
        .map(|(name, low, high)| driver(name, low * 1e6, high * 1e6))
        .collect();
    let lag = [0.05, -0.08, 0.1, 0.22, 0.41, 0.62, 0.44, 0.25, 0.12, 0.05];
    let lag = lag
        .iter()
        .zip(-3..)
        .map(|(r, lag)| LagPoint {
            lag,
            r: Some(*r),
            chance: Some(0.3),
        })
        .collect();
    let bars = [
        ("ML platform", Some(5400.0)),
        ("SRE", Some(3000.0)),
        ("Growth", None),
    ];
    let bars = bars
        .iter()
        .map(|(name, value)| Bar {
            name: (*name).into(),
            value: *value,
        })
        .collect();
    let parts = [
        ("Adoption", 0.25, 85.0),
        ("Velocity", 0.25, 72.0),
        ("Model quality", 0.3, 90.0),
        ("Productivity", 0.2, 68.0),
    ];
    let parts = parts.iter().map(|(name, weight, score)| Part {
        name: (*name).into(),
        weight: *weight,
        score: Some(*score),
    });
    vec![
        chart("Availability", Kind::Line(with_target)),
        chart("Time to recover", Kind::Line(six)),
        chart("Cumulative cash", Kind::Cash(one)),
        chart(
            "Cumulative cash of three scenarios",
            Kind::Cash(CashChart {
                unit: money.clone(),
                lines: three,
            }),
        ),
        chart(
            "What moves NPV most",
            Kind::Tornado(TornadoChart {
                unit: money,
                result: "NPV".into(),
                base: 3.62e6,
                drivers,
            }),
        ),
        chart(
            "How far ahead?",
            Kind::Lag(LagChart {
                points: lag,
                best: Some(2),
                best_label: "leads by 2 months".into(),
                caption: "months by which the indicator comes first".into(),
            }),
        ),
        chart(
            "Laid over each other",
            Kind::Overlay(OverlayChart {
                unit: AxisUnit::Number("index".into()),
                grain: Grain::Month,
                times: months(33),
                outcome: Series::new("Revenue protected", wave(31, 100.0, 1.2, 9.0)),
                leader: Series::new("Deployments, +2 mo", wave(33, 101.0, 1.2, 9.5)),
                baseline: 100.0,
            }),
        ),
        chart(
            "By team",
            Kind::Bars(Bars {
                unit: AxisUnit::Seconds,
                category: "Team".into(),
                bars,
            }),
        ),
        chart(
            "Composite",
            Kind::Composite(CompositeChart {
                parts: parts.collect(),
            }),
        ),
        chart(
            "Trend",
            Kind::Sparkline(Sparkline::numbers(wave(13, 1.0, 0.1, 0.3))),
        ),
        chart(
            "Bullet",
            Kind::Bullet(BulletChart {
                unit: AxisUnit::Ratio,
                value: Some(0.9994),
                target: Target {
                    value: 0.999,
                    near: Some(0.995),
                    better: Better::Higher,
                },
            }),
        ),
    ]
}

/// The names that must be readable on a chart of natural height.
pub fn names_of(chart: &Chart) -> Vec<String> {
    match &chart.kind {
        Kind::Line(c) => c.series.iter().map(|s| s.name.clone()).collect(),
        Kind::Overlay(c) => vec![c.outcome.name.clone(), c.leader.name.clone()],
        Kind::Cash(c) => c.lines.iter().map(|l| l.name.clone()).collect(),
        Kind::Tornado(c) => c
            .drivers
            .iter()
            .map(|d| d.name.clone())
            .chain(["NPV $3.62 M".into()])
            .collect(),
        Kind::Bars(c) => c.bars.iter().map(|b| b.name.clone()).collect(),
        Kind::Composite(c) => c.parts.iter().map(|p| p.name.clone()).collect(),
        Kind::Lag(c) => vec![c.best_label.clone(), c.caption.clone()],
        Kind::Sparkline(_) | Kind::Bullet(_) => Vec::new(),
    }
}

/// A driver with these results.
pub fn driver(name: &str, low: f64, high: f64) -> Driver {
    Driver {
        name: name.into(),
        low,
        high,
        low_input: String::new(),
        high_input: "high".into(),
    }
}
