//! What a case rests on, what its proposals would make of it, and what it lacks: said where its figures are read.

use super::kpis::{irr_value, payback_words, roi};
use super::scenario::months_of;
use super::{Kpi, Phrase};
use outturn_core::finance::Irr;
use outturn_core::units::Currency;
use outturn_format::{Locale, MISSING, MoneyStyle, counted, input_value, money};
use outturn_scenario::{
    InputDescription, MeasuredValue, Outcome, RestsOn, Scenario, evaluate, if_confirmed, proposed,
    rests_on, validate,
};

/// Where what is missing can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The costs.
    Costs,
    /// The levers that are proposed or on.
    Levers,
    /// The choice of a lever to add.
    AddLever,
    /// The break-even of each number.
    BreakEven,
}

impl Place {
    /// What the button that goes there says.
    #[must_use]
    pub fn button(self) -> &'static str {
        match self {
            Self::Costs => "Enter the costs",
            Self::Levers => "Go through the levers",
            Self::AddLever => "Add a lever",
            Self::BreakEven => "See what would have to change",
        }
    }
}

/// Why a case has no return, rate or payback to show, and where that is mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// One sentence.
    pub said: String,
    /// Where to go.
    pub place: Place,
}

/// What keeps ROI, IRR or payback from being a figure; `None` where all three are. A case that brings more than it costs lacks nothing: why
/// it has no rate is said beside the rate.
#[must_use]
pub fn missing(scenario: &Scenario, outcome: &Outcome, locale: &Locale) -> Option<Missing> {
    let empty = [
        ("ROI", outcome.roi.is_none()),
        (
            "IRR",
            matches!(outcome.irr_per_year, Irr::None(_))
                && (outcome.cost_total == 0.0 || outcome.net_total <= 0.0),
        ),
        (
            "payback",
            outcome.payback_months.is_none() || outcome.cost_total == 0.0,
        ),
    ];
    let names: Vec<&str> = empty
        .iter()
        .filter(|(_, is)| *is)
        .map(|(n, _)| *n)
        .collect();
    let lacking = match names[..] {
        [] => return None,
        [one] => format!("No {one} yet: "),
        [one, two] => format!("No {one} and no {two} yet: "),
        _ => "No ROI, no IRR and no payback yet: ".to_owned(),
    };
    let (why, place) = why(scenario, outcome, locale);
    Some(Missing {
        said: format!("{lacking}{why}."),
        place,
    })
}

fn why(scenario: &Scenario, outcome: &Outcome, locale: &Locale) -> (String, Place) {
    let waiting = proposed(scenario).count();
    let counts = scenario.levers.iter().any(|lever| lever.on);
    if outcome.cost_total == 0.0 {
        let bill = scenario.measured.get("running_cost_per_month");
        let costs = match bill.and_then(|bill: &MeasuredValue| bill.doubt) {
            Some(doubt) => format!("no cost is entered, and the loaded bill is of {doubt}"),
            None => "no cost is entered".to_owned(),
        };
        let levers = if counts {
            ""
        } else {
            ", and no lever is confirmed"
        };
        return (format!("{costs}{levers}"), Place::Costs);
    }
    match (counts, waiting) {
        (false, 0) => ("no lever says what gets better".to_owned(), Place::AddLever),
        (false, n) => {
            let levers = counted(n as u64, "lever is", "levers are", locale);
            (
                format!("no lever is confirmed; {levers} proposed"),
                Place::Levers,
            )
        }
        (true, _) if outcome.benefit_total == 0.0 => (
            "the levers that count bring nothing as they stand".to_owned(),
            Place::Levers,
        ),
        (true, _) => (
            format!(
                "what comes back does not cover the costs within {}",
                months_of(scenario, locale)
            ),
            Place::BreakEven,
        ),
    }
}

/// What a case rests on: `3 measured, 2 derived and 5 unconfirmed inputs`.
#[must_use]
pub fn rests_on_words(rests: RestsOn, locale: &Locale) -> String {
    let parts = [
        (rests.measured, "measured"),
        (rests.derived, "derived"),
        (rests.by_hand, "set by hand"),
        (rests.unconfirmed, "unconfirmed"),
    ];
    let told: Vec<(usize, String)> = parts
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, word)| {
            (
                n,
                format!("{} {word}", outturn_format::whole(n as u64, locale)),
            )
        })
        .collect();
    let inputs = match told[..] {
        [(1, _)] => "input",
        _ => "inputs",
    };
    let words: Vec<&str> = told.iter().map(|(_, words)| words.as_str()).collect();
    match words.split_last() {
        None => "no inputs".to_owned(),
        Some((only, [])) => format!("{only} {inputs}"),
        Some((last, others)) => format!("{} and {last} {inputs}", others.join(", ")),
    }
}

/// What the proposals would make of a case; `None` where none is proposed, or they cannot be computed.
#[must_use]
pub fn with_proposed(scenario: &Scenario) -> Option<(usize, Outcome)> {
    let all = if_confirmed(scenario);
    let turned_on = proposed(scenario).count() - proposed(&all).count();
    let outcome = evaluate(&validate(&all).ok()?);
    (turned_on > 0).then_some((turned_on, outcome))
}

/// The second sentence of a case: what the proposals would make of it, and what all of it rests on.
pub(super) fn rest(scenario: &Scenario, locale: &Locale) -> Vec<Phrase> {
    let rests = rests_on_words(rests_on(scenario), locale);
    let Some((n, outcome)) = with_proposed(scenario) else {
        return vec![Phrase::plain(format!(" It rests on {rests}."))];
    };
    let levers = match (n, proposed(scenario).count()) {
        (1, 1) => "the lever still proposed".to_owned(),
        (n, all) if n == all => format!("the {n} levers still proposed"),
        (n, all) => format!("{n} of the {all} levers still proposed"),
    };
    let per_unit = outcome.benefit_total / outcome.cost_total;
    let amount = |v, style| money(v, scenario.currency, style, locale);
    let (verb, figure) = match per_unit.is_finite() {
        true => (
            "return",
            format!(
                "{} for every {}",
                amount(per_unit, MoneyStyle::Plain),
                super::verdict::unit_of_money(scenario.currency)
            ),
        ),
        false => ("bring", amount(outcome.benefit_total, MoneyStyle::Compact)),
    };
    vec![
        Phrase::plain(format!(" With {levers} it would {verb} ")),
        Phrase::strong(figure),
        Phrase::plain(format!("; it rests on {rests}.")),
    ]
}

/// The figures as the proposals would make them, beside the figures as confirmed.
pub(super) fn proposed_kpis(scenario: &Scenario, tiles: &mut [Kpi; 5], locale: &Locale) {
    let Some((n, with)) = with_proposed(scenario) else {
        return;
    };
    let amount = |v: f64| money(v, scenario.currency, MoneyStyle::Compact, locale);
    let figures = [
        roi(&with, locale),
        amount(with.npv),
        irr_value(&with, locale),
        payback_words(&with, locale),
        amount(with.net_total),
    ];
    for (tile, figure) in tiles.iter_mut().zip(figures) {
        if figure != MISSING {
            tile.small = format!("{} · with the {n} proposed {figure}", tile.small);
        }
    }
}

/// How a number in words stands: what it is measured by or who has set it, in a word.
#[must_use]
pub fn standing(input: &InputDescription) -> &'static str {
    match input.unconfirmed {
        true => "unconfirmed",
        false => input.origin.word(),
    }
}

/// That numbers stand at starting values of which the data says something else, each with both figures, and what that rests on. `None`
/// without any.
#[must_use]
pub fn contradiction(
    numbers: &[InputDescription],
    currency: Currency,
    locale: &Locale,
) -> Option<String> {
    let doubt = numbers.iter().find_map(|input| input.doubt);
    let rests = doubt.map_or(String::new(), |doubt| format!(", on {doubt}"));
    let said = numbers.iter().filter_map(|input| {
        let words = |v: f64| input_value(v, input.unit, currency, locale);
        let (start, data) = (words(input.value), words(input.measured?));
        Some(format!(
            "“{}” starts at {start}, the data says {data}",
            input.label
        ))
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| format!("{}{rests}.", said.join("; ")))
}
