//! From outcomes to charts.

use super::figures::{Figures, full_name};
use leptos::prelude::*;
use outturn_chart::{AxisUnit, Bar, Bars, CashChart, CashLine, Chart, Driver, Kind, TornadoChart};
use outturn_core::units::Currency;
use outturn_format::{Digits, Locale, input_value, percent};
use outturn_scenario::{InputDescription, Outcome, Scenario, TornadoBar};

/// Bars beyond these move next to nothing.
const MOST_BARS: usize = 12;

/// What a picture rests on, in a line under it.
fn source(scenario: &Scenario, locale: &Locale) -> String {
    let rate = percent(scenario.discount_rate_per_year, Digits::UpTo(2), locale);
    let start = scenario
        .start
        .map(|p| format!(" from {}", p.label()))
        .unwrap_or_default();
    format!(
        "Scenario {}: {} months{start}, {rate} a year, {}, ramp-up {}",
        scenario.name,
        scenario.horizon_months,
        scenario.timing.label(),
        input_value(
            scenario.ramp_up_months,
            outturn_scenario::InputUnit::Months,
            scenario.currency,
            locale
        ),
    )
}

/// The cumulative cash of a scenario under a name; a line that stands alone needs none.
pub fn line(name: &str, outcome: &Outcome) -> CashLine {
    CashLine {
        name: name.to_owned(),
        cumulative: outcome.flows.iter().map(|f| f.cumulative).collect(),
        // What was never out of pocket has no moment of payback.
        payback_months: outcome
            .payback_months
            .map(|p| p.periods)
            .filter(|p| *p > 0.0),
    }
}

/// Cumulative cash of the open scenario, and of the others in its currency.
pub fn cash(figures: Figures) -> Chart {
    let (scenario, locale) = (figures.scenario.get(), figures.app.locale());
    let mut lines: Vec<CashLine> = figures.outcome.with(|o| {
        o.as_ref()
            .map(|o| line(&scenario.name, o))
            .into_iter()
            .collect()
    });
    let left_out = figures.others.with(|others| {
        let (same, other): (Vec<_>, Vec<_>) = others
            .iter()
            .partition(|(_, s, _)| s.currency == scenario.currency);
        lines.extend(
            same.iter()
                .filter_map(|(_, s, o)| Some(line(&s.name, o.as_ref()?))),
        );
        other.len()
    });
    if let [alone] = &mut lines[..] {
        alone.name = String::new();
    }
    let also = match (lines.len(), left_out) {
        (0 | 1, 0) => String::new(),
        (0 | 1, _) => " · those in another currency are not drawn".to_owned(),
        (_, 0) => format!(" · {} in front", scenario.name),
        (_, _) => format!(
            " · {} in front, those in another currency not drawn",
            scenario.name
        ),
    };
    Chart {
        title: "Cumulative cash".to_owned(),
        subtitle: format!("by month, undiscounted, in {}{also}", scenario.currency),
        source: source(&scenario, &locale),
        locale,
        kind: Kind::Cash(CashChart {
            unit: AxisUnit::Money(scenario.currency),
            lines,
        }),
    }
}

/// What each number alone does to the net present value.
pub fn tornado(figures: Figures) -> Chart {
    let (scenario, locale) = (figures.scenario.get(), figures.app.locale());
    let base = figures
        .outcome
        .with(|o| o.as_ref().map_or(f64::NAN, |o| o.npv));
    let swing = percent(figures.swing.get(), Digits::UpTo(0), &locale);
    let (drivers, moving) = figures.bars.with(|bars| {
        figures.inputs.with(|inputs| {
            let moving: Vec<&TornadoBar> = bars.iter().filter(|b| b.span() > 0.0).collect();
            let drivers = moving
                .iter()
                .take(MOST_BARS)
                .map(|bar| driver(bar, inputs, scenario.currency, &locale));
            (drivers.collect::<Vec<_>>(), moving.len())
        })
    });
    let which = match moving > MOST_BARS {
        true => format!("the {MOST_BARS} of {moving} that move it most"),
        false => "every number".to_owned(),
    };
    Chart {
        title: "What moves NPV most".to_owned(),
        subtitle: format!("{which}, each alone ±{swing}"),
        source: source(&scenario, &locale),
        locale,
        kind: Kind::Tornado(TornadoChart {
            unit: AxisUnit::Money(scenario.currency),
            result: "NPV".to_owned(),
            base,
            drivers,
        }),
    }
}

fn driver(
    bar: &TornadoBar,
    inputs: &[InputDescription],
    currency: Currency,
    locale: &Locale,
) -> Driver {
    let input = inputs.iter().find(|i| i.path == bar.path);
    let words = |v: f64| {
        input
            .map(|i| input_value(v, i.unit, currency, locale))
            .unwrap_or_default()
    };
    Driver {
        name: full_name(input.and_then(|i| i.lever), bar.label),
        low: bar.npv_low,
        high: bar.npv_high,
        low_input: words(bar.low),
        high_input: words(bar.high),
    }
}

/// Benefits by where they are booked.
pub fn value(figures: Figures) -> Chart {
    let (scenario, locale) = (figures.scenario.get(), figures.app.locale());
    let bars = figures.outcome.with(|o| {
        let totals = o.as_ref().map(|o| o.categories).into_iter().flatten();
        totals
            .map(|t| Bar {
                name: t.category.label().to_owned(),
                value: Some(t.amount),
            })
            .collect()
    });
    Chart {
        title: "Value by category".to_owned(),
        subtitle: format!(
            "benefits over {} months, in {}",
            scenario.horizon_months, scenario.currency
        ),
        source: source(&scenario, &locale),
        locale,
        kind: Kind::Bars(Bars {
            unit: AxisUnit::Money(scenario.currency),
            category: "Booked as".to_owned(),
            bars,
        }),
    }
}
