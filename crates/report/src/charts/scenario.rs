//! Charts of a scenario: its cash, what it hinges on, where its benefits are booked.

use crate::narrative::{months_of, terms};
use outturn_chart::{AxisUnit, Bar, Bars, CashChart, CashLine, Chart, Driver, Kind, TornadoChart};
use outturn_core::units::Currency;
use outturn_format::{Digits, Locale, input_value, percent};
use outturn_scenario::{InputDescription, InputUnit, Outcome, Scenario, TornadoBar, full_name};

/// A scenario, and what it comes to; `None` where it cannot be computed.
pub type Alternative<'a> = (&'a Scenario, Option<&'a Outcome>);

const CASH: &str = "Cumulative cash";

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
        "Scenario {}: {}{start}, {rate} a year, {}, ramp-up {}",
        scenario.name,
        months_of(scenario, locale),
        scenario.timing.label(),
        input_value(
            scenario.ramp_up_months,
            InputUnit::Months,
            scenario.currency,
            locale
        ),
    )
}

fn chart(title: &str, subtitle: String, source: String, locale: &Locale, kind: Kind) -> Chart {
    Chart {
        title: title.to_owned(),
        subtitle,
        source,
        locale: *locale,
        kind,
    }
}

/// The cumulative cash of a scenario under a name; a line that stands alone needs none.
fn cash_line(name: &str, outcome: &Outcome) -> CashLine {
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

/// Cumulative cash of the open scenario, in front of the others in its currency.
#[must_use]
pub fn cash(open: Alternative<'_>, others: &[Alternative<'_>], locale: &Locale) -> Chart {
    let scenario = open.0;
    let (same, other): (Vec<&Alternative<'_>>, Vec<_>) = others
        .iter()
        .partition(|(other, _)| other.currency == scenario.currency);
    let mut lines: Vec<CashLine> = [&open]
        .into_iter()
        .chain(same)
        .filter_map(|(scenario, outcome)| Some(cash_line(&scenario.name, (*outcome)?)))
        .collect();
    if let [alone] = &mut lines[..] {
        alone.name = String::new();
    }
    let also = match (lines.len(), other.len()) {
        (0 | 1, 0) => String::new(),
        (0 | 1, _) => " · those in another currency are not drawn".to_owned(),
        (_, 0) => format!(" · {} in front", scenario.name),
        (_, _) => format!(
            " · {} in front, those in another currency not drawn",
            scenario.name
        ),
    };
    chart(
        CASH,
        format!("by month, undiscounted, in {}{also}", scenario.currency),
        source(scenario, locale),
        locale,
        Kind::Cash(CashChart {
            unit: AxisUnit::Money(scenario.currency),
            lines,
        }),
    )
}

/// Cumulative cash of one scenario, on a page that lists its assumptions.
#[must_use]
pub fn cash_alone(scenario: &Scenario, outcome: &Outcome, locale: &Locale) -> Chart {
    chart(
        CASH,
        format!("by month, undiscounted, in {}", scenario.currency),
        format!(
            "Scenario {}: {}; its assumptions are listed with it",
            scenario.name,
            terms(scenario, locale)
        ),
        locale,
        Kind::Cash(CashChart {
            unit: AxisUnit::Money(scenario.currency),
            lines: vec![cash_line("", outcome)],
        }),
    )
}

/// What each of the scenario's `inputs` alone does to the net present value `base` when it goes through its own range, or where it has none
/// moves by `share` of itself.
#[must_use]
pub fn tornado(
    scenario: &Scenario,
    inputs: &[InputDescription],
    base: Option<f64>,
    bars: &[TornadoBar],
    share: f64,
    locale: &Locale,
) -> Chart {
    let moving: Vec<&TornadoBar> = bars.iter().filter(|b| b.span() > 0.0).collect();
    let drivers = moving
        .iter()
        .take(MOST_BARS)
        .map(|bar| driver(bar, inputs, scenario.currency, locale));
    let which = match moving.len() > MOST_BARS {
        true => format!("the {MOST_BARS} of {} that move it most", moving.len()),
        false => "every number".to_owned(),
    };
    let share = percent(share, Digits::UpTo(0), locale);
    let rule = match moving.iter().filter(|bar| bar.own_range).count() {
        0 => format!("±{share} of itself"),
        n if n == moving.len() => "through its own range".to_owned(),
        _ => format!("through its own range, or ±{share} of itself where it has none"),
    };
    chart(
        "What moves NPV most",
        format!("{which}, each alone {rule}"),
        source(scenario, locale),
        locale,
        Kind::Tornado(TornadoChart {
            unit: AxisUnit::Money(scenario.currency),
            result: "NPV".to_owned(),
            base: base.unwrap_or(f64::NAN),
            drivers: drivers.collect(),
        }),
    )
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
#[must_use]
pub fn value(scenario: &Scenario, outcome: Option<&Outcome>, locale: &Locale) -> Chart {
    let totals = outcome.into_iter().flat_map(|o| o.categories);
    let bars = totals.map(|t| Bar {
        name: t.category.label().to_owned(),
        value: Some(t.amount),
    });
    chart(
        "Value by category",
        format!(
            "benefits over {}, in {}",
            months_of(scenario, locale),
            scenario.currency
        ),
        source(scenario, locale),
        locale,
        Kind::Bars(Bars {
            unit: AxisUnit::Money(scenario.currency),
            category: "Booked as".to_owned(),
            bars: bars.collect(),
        }),
    )
}
