//! The five figures of a scenario, and how each comes about.

use super::case::proposed_kpis;
use super::scenario::months_of;
use outturn_core::finance::{Irr, NoIrr, NoMeaning, Payback, Timing};
use outturn_format::{Digits, Locale, MISSING, MoneyStyle, money, months, number, percent};
use outturn_scenario::{Outcome, Scenario};

/// One figure with its small line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Kpi {
    /// What it is.
    pub name: &'static str,
    /// The figure.
    pub value: String,
    /// What goes with it.
    pub small: String,
}

/// The five figures of a scenario as confirmed; where levers are proposed, with what they would make of it beside.
#[must_use]
pub fn kpis(scenario: &Scenario, outcome: &Outcome, locale: &Locale) -> [Kpi; 5] {
    let mut tiles = confirmed(scenario, outcome, locale);
    proposed_kpis(scenario, &mut tiles, locale);
    tiles
}

fn confirmed(scenario: &Scenario, outcome: &Outcome, locale: &Locale) -> [Kpi; 5] {
    let compact = |v: f64| money(v, scenario.currency, MoneyStyle::Compact, locale);
    let rate = percent(scenario.discount_rate_per_year, Digits::UpTo(2), locale);
    let on = format!(
        "{} on {}",
        compact(outcome.benefit_total),
        compact(outcome.cost_total)
    );
    let discounted = payback_value(outcome.discounted_payback_months, locale);
    [
        Kpi {
            name: "ROI",
            value: roi(outcome, locale),
            small: if outcome.roi.is_some() {
                on
            } else {
                "no costs yet".into()
            },
        },
        Kpi {
            name: "NPV",
            value: compact(outcome.npv),
            small: format!("at {rate} a year, {}", scenario.timing.label()),
        },
        Kpi {
            name: "IRR (annual)",
            value: irr_value(outcome, locale),
            small: irr_words(scenario, outcome, locale),
        },
        Kpi {
            name: "Payback",
            value: payback_words(outcome, locale),
            small: match outcome.payback_months {
                _ if outcome.cost_total == 0.0 => "no costs yet".into(),
                None => "not within the horizon".into(),
                Some(p) if p.periods == 0.0 && p.lasts => "never in the red".into(),
                Some(p) if !p.lasts => format!("falls below zero again · discounted {discounted}"),
                Some(_) if outcome.discounted_payback_months.is_none() => {
                    "discounted: never within the horizon".into()
                }
                Some(_) => format!("discounted {discounted}"),
            },
        },
        Kpi {
            name: "Total net benefit",
            value: compact(outcome.net_total),
            small: format!("over {}, undiscounted", months_of(scenario, locale)),
        },
    ]
}

/// ROI as a figure.
#[must_use]
pub fn roi(outcome: &Outcome, locale: &Locale) -> String {
    outcome
        .roi
        .map_or_else(|| MISSING.to_owned(), |v| percent(v, Digits::Auto, locale))
}

/// The internal rate of return as a figure: the rate, how many there are, or none.
#[must_use]
pub fn irr_value(outcome: &Outcome, locale: &Locale) -> String {
    match (&outcome.irr_per_year, outcome.irr_without_meaning) {
        (_, Some(_)) => NOT_MEANINGFUL.to_owned(),
        (Irr::None(_), None) => MISSING.to_owned(),
        (Irr::One(rate), None) => yearly(*rate, locale),
        (Irr::Many(rates), None) => format!("{} rates", rates.len()),
    }
}

/// Stands for a rate that says nothing.
pub(crate) const NOT_MEANINGFUL: &str = "not meaningful";

/// Beyond this a rate per year says no more than that the money is back at once.
const MOST_RATE: f64 = 100.0;

/// A rate per year in words; one of several can be beyond all measure.
pub(crate) fn yearly(rate: f64, locale: &Locale) -> String {
    if rate > MOST_RATE {
        format!("> {}", percent(MOST_RATE, Digits::Auto, locale))
    } else {
        percent(rate, Digits::Auto, locale)
    }
}

fn irr_words(scenario: &Scenario, outcome: &Outcome, locale: &Locale) -> String {
    if let Some(why) = outcome.irr_without_meaning {
        let amount = |v: f64| money(v, scenario.currency, MoneyStyle::Compact, locale);
        let why = match why {
            NoMeaning::BackAtOnce => "the money is back within the first month".to_owned(),
            NoMeaning::LittleLaidOut { most, comes_in } => format!(
                "never more than {} is laid out, against {} that comes in",
                amount(most),
                amount(comes_in)
            ),
            NoMeaning::BackSoon { periods } => format!(
                "the money is back in {}, and nobody has that return for a year",
                months(periods, locale)
            ),
        };
        return format!("{why}: go by NPV");
    }
    match &outcome.irr_per_year {
        Irr::None(_) if outcome.cost_total == 0.0 => "none: nothing is invested yet".to_owned(),
        Irr::None(reason) => format!("none: {}", no_irr(*reason, outcome.net_total)),
        Irr::One(_) => "one rate".to_owned(),
        Irr::Many(rates) => {
            let rates: Vec<String> = rates.iter().map(|r| yearly(*r, locale)).collect();
            format!(
                "{}; none of them is the return, go by NPV",
                rates.join(" and ")
            )
        }
    }
}

/// Why there is no internal rate of return, and what to go by: a case that never is in the red has none either. `net_total` is what all
/// flows come to.
#[must_use]
pub fn no_irr(reason: NoIrr, net_total: f64) -> &'static str {
    match reason {
        NoIrr::NoFlows => "no money comes in or goes out",
        NoIrr::NoSignChange if net_total > 0.0 => {
            "no month costs more than it brings, so nothing is laid out that could have a return: go by NPV"
        }
        NoIrr::NoSignChange => {
            "no month brings more than it costs, so what is laid out never comes back: go by NPV"
        }
        NoIrr::NoRoot => "at no rate do benefits and costs balance: go by NPV",
        NoIrr::OutOfRange if net_total > 0.0 => {
            "not meaningful, the money is back almost at once: go by NPV"
        }
        NoIrr::OutOfRange => "next to nothing comes back: go by NPV",
        NoIrr::NotANumber => "a cash flow is not a number",
    }
}

/// When a scenario pays back, as a figure; without costs there is nothing to pay back.
#[must_use]
pub fn payback_words(outcome: &Outcome, locale: &Locale) -> String {
    match outcome.payback_months {
        _ if outcome.cost_total == 0.0 => MISSING.to_owned(),
        Some(p) if p.periods == 0.0 => "at once".to_owned(),
        payback => payback_value(payback, locale),
    }
}

fn payback_value(payback: Option<Payback>, locale: &Locale) -> String {
    payback.map_or_else(|| MISSING.to_owned(), |p| months(p.periods, locale))
}

/// Name, formula and exact value of each figure of a scenario.
#[must_use]
pub fn kpi_receipt(scenario: &Scenario, outcome: &Outcome, locale: &Locale) -> Vec<[String; 3]> {
    let amount = |v: f64| money(v, scenario.currency, MoneyStyle::Exact, locale);
    let ratio = |v: Option<f64>| {
        v.map_or_else(
            || MISSING.to_owned(),
            |v| number(v, Digits::Fixed(10), locale),
        )
    };
    let periods = |p: Option<Payback>| {
        p.map_or_else(
            || MISSING.to_owned(),
            |p| format!("{} mo", number(p.periods, Digits::Fixed(6), locale)),
        )
    };
    let roots: Vec<String> = outcome
        .irr_per_year
        .roots()
        .iter()
        .map(|r| number(*r, Digits::Fixed(10), locale))
        .collect();
    let roots = if roots.is_empty() {
        MISSING.to_owned()
    } else {
        roots.join(locale.between_figures())
    };
    let row =
        |name: &str, formula: &str, exact: String| [name.to_owned(), formula.to_owned(), exact];
    vec![
        row(
            "Benefits",
            "each lever's amount a month × min(1, month ÷ ramp-up), months 1 to the horizon",
            amount(outcome.benefit_total),
        ),
        row(
            "Costs",
            "one-off cost in month 0 + running cost in each month from 1 to the horizon",
            amount(outcome.cost_total),
        ),
        row(
            "Total net benefit",
            "benefits − costs, undiscounted",
            amount(outcome.net_total),
        ),
        row(
            "ROI",
            "(benefits − costs) ÷ costs, undiscounted",
            ratio(outcome.roi),
        ),
        row("NPV", npv_formula(scenario.timing), amount(outcome.npv)),
        row(
            "IRR (annual)",
            "(1 + i)^12 − 1 for every monthly rate i at which NPV is zero; in Excel (1 + IRR(flows))^12 − 1",
            roots,
        ),
        row(
            "MIRR (annual)",
            "modified IRR, financed and reinvested at the discount rate; in Excel (1 + MIRR(flows, r, r))^12 − 1",
            ratio(outcome.mirr_per_year),
        ),
        row(
            "Payback",
            "first month in which cumulative cash is no longer negative, straight within the month",
            periods(outcome.payback_months),
        ),
        row(
            "Discounted payback",
            "the same on discounted cash",
            periods(outcome.discounted_payback_months),
        ),
    ]
}

fn npv_formula(timing: Timing) -> &'static str {
    match timing {
        Timing::FirstFlowNow => {
            "Σ net of month m ÷ (1 + r)^m with r = (1 + rate a year)^(1/12) − 1; in Excel flow 0 + NPV(r, flows 1 …)"
        }
        Timing::AfterOnePeriod => {
            "Σ net of month m ÷ (1 + r)^(m + 1) with r = (1 + rate a year)^(1/12) − 1; in Excel NPV(r, flows 0 …)"
        }
    }
}
