//! The one sentence on top of a scenario: what a reader should take away, with its figures marked.

use super::Phrase;
use super::case::rest;
use outturn_core::finance::Payback;
use outturn_core::units::Currency;
use outturn_format::{Digits, Locale, MoneyStyle, NO_BREAK_SPACE, money, number, percent};
use outturn_scenario::{Outcome, Scenario, proposed};

/// What a scenario comes to, in a sentence: what comes back for each unit of money, over how long, and when it is paid back. Says
/// as plainly what is missing, what never pays back, what falls below zero again and what discounting takes away. A second sentence says
/// what the levers still proposed would make of it, and what it rests on.
#[must_use]
pub fn verdict(scenario: &Scenario, outcome: &Outcome, locale: &Locale) -> Vec<Phrase> {
    let mut phrases = confirmed(scenario, outcome, locale);
    if !scenario.levers.is_empty() || outcome.cost_total > 0.0 {
        phrases.extend(rest(scenario, locale));
    }
    phrases
}

fn confirmed(scenario: &Scenario, outcome: &Outcome, locale: &Locale) -> Vec<Phrase> {
    let waiting = proposed(scenario).next().is_some();
    let amount = |v: f64| money(v, scenario.currency, MoneyStyle::Compact, locale);
    let over = horizon(scenario.horizon_months, locale);
    if outcome.cost_total == 0.0 && outcome.benefit_total == 0.0 {
        if waiting {
            return vec![Phrase::strong(
                "Nothing counts yet: no lever is confirmed, and no costs are entered.",
            )];
        }
        return vec![
            Phrase::plain("Nothing to weigh up yet: "),
            Phrase::strong("add a lever"),
            Phrase::plain(" for what gets better, and what it costs."),
        ];
    }
    if outcome.cost_total == 0.0 {
        let (word, sum) = if outcome.benefit_total < 0.0 {
            ("loses", -outcome.benefit_total)
        } else {
            ("brings", outcome.benefit_total)
        };
        return vec![
            Phrase::plain(format!("The platform {word} ")),
            Phrase::strong(amount(sum)),
            Phrase::plain(format!(" over {over}; ")),
            Phrase::strong("no costs are entered yet"),
            Phrase::plain(", so there is no return on them to speak of."),
        ];
    }
    if outcome.benefit_total == 0.0 {
        return vec![
            Phrase::plain("The platform costs "),
            Phrase::strong(amount(outcome.cost_total)),
            Phrase::plain(format!(" over {over}, and ")),
            Phrase::strong(match waiting {
                true => "no lever is confirmed yet",
                false => "no lever says yet what it brings",
            }),
            Phrase::plain("."),
        ];
    }
    let mut phrases = returns(scenario, outcome, &over, locale);
    if waiting && let Some(first) = phrases.first_mut() {
        first.text = first
            .text
            .replacen("The platform", "As confirmed, the platform", 1);
    }
    phrases.extend(after_discount(scenario, outcome, locale));
    phrases
}

/// What comes back, and when.
fn returns(scenario: &Scenario, outcome: &Outcome, over: &str, locale: &Locale) -> Vec<Phrase> {
    let for_each = outcome.benefit_total / outcome.cost_total;
    let unit = unit_of_money(scenario.currency);
    if for_each < 0.0 {
        let lost = money(
            -outcome.net_total,
            scenario.currency,
            MoneyStyle::Compact,
            locale,
        );
        return vec![
            Phrase::plain("The platform makes things worse: it "),
            Phrase::strong(format!("loses {lost}")),
            Phrase::plain(format!(" over {over} and never pays back.")),
        ];
    }
    let back = format!(
        "{} for every {unit}",
        money(for_each, scenario.currency, MoneyStyle::Plain, locale)
    );
    let only = if for_each < 1.0 { "only " } else { "" };
    let mut phrases = vec![
        Phrase::plain(format!("The platform returns {only}")),
        Phrase::strong(back),
        Phrase::plain(format!(" over {over} and ")),
    ];
    phrases.extend(paid_back(outcome.payback_months, locale));
    phrases
}

fn paid_back(payback: Option<Payback>, locale: &Locale) -> Vec<Phrase> {
    let Some(payback) = payback else {
        return vec![
            Phrase::strong("does not pay back"),
            Phrase::plain(" in that time."),
        ];
    };
    let months = number(payback.periods, Digits::Fixed(0), locale);
    let when = match payback.periods {
        0.0 => None,
        p if p < 1.0 => Some("less than a month".to_owned()),
        p if p < 1.5 => Some(format!("1{NO_BREAK_SPACE}month")),
        _ => Some(format!("{months}{NO_BREAK_SPACE}months")),
    };
    match (when, payback.lasts) {
        (None, true) => vec![Phrase::strong("is never in the red"), Phrase::plain(".")],
        (None, false) => vec![
            Phrase::plain("starts in the black but "),
            Phrase::strong("falls below zero later"),
            Phrase::plain("."),
        ],
        (Some(when), true) => vec![
            Phrase::plain("pays back in "),
            Phrase::strong(when),
            Phrase::plain("."),
        ],
        (Some(when), false) => vec![
            Phrase::plain("pays back in "),
            Phrase::strong(when),
            Phrase::plain(", but "),
            Phrase::strong("falls below zero again"),
            Phrase::plain(" later."),
        ],
    }
}

/// A plus that discounting turns into a minus is said.
fn after_discount(scenario: &Scenario, outcome: &Outcome, locale: &Locale) -> Vec<Phrase> {
    if outcome.net_total < 0.0 || outcome.npv >= 0.0 {
        return Vec::new();
    }
    let rate = percent(scenario.discount_rate_per_year, Digits::UpTo(2), locale);
    let lost = money(-outcome.npv, scenario.currency, MoneyStyle::Compact, locale);
    vec![
        Phrase::plain(format!(" Discounted at {rate} a year it ")),
        Phrase::strong(format!("loses {lost}")),
        Phrase::plain("."),
    ]
}

/// `three years`, `30 months`.
fn horizon(months: u32, locale: &Locale) -> String {
    const YEARS: [&str; 10] = [
        "one year",
        "two years",
        "three years",
        "four years",
        "five years",
        "six years",
        "seven years",
        "eight years",
        "nine years",
        "ten years",
    ];
    let years = months.is_multiple_of(12).then_some((months / 12) as usize);
    match years.and_then(|y| YEARS.get(y.checked_sub(1)?)) {
        Some(words) => (*words).to_owned(),
        None if months == 1 => "one month".to_owned(),
        None => format!(
            "{}{NO_BREAK_SPACE}months",
            number(f64::from(months), Digits::Fixed(0), locale)
        ),
    }
}

/// What people call one of it; its code where that is not known.
pub(super) fn unit_of_money(currency: Currency) -> String {
    let word = match currency.code() {
        "USD" | "CAD" | "AUD" | "NZD" | "SGD" | "HKD" => "dollar",
        "EUR" => "euro",
        "GBP" => "pound",
        "CHF" => "franc",
        "JPY" => "yen",
        "CNY" => "yuan",
        "INR" => "rupee",
        "SEK" | "NOK" | "DKK" => "crown",
        code => return format!("{code} spent"),
    };
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use outturn_scenario::{evaluate, validate, with_input, with_lever};

    fn said(scenario: &Scenario) -> String {
        let outcome = evaluate(&validate(scenario).unwrap());
        let phrases = verdict(scenario, &outcome, &Locale::EN);
        phrases
            .iter()
            .map(|p| p.text.as_str())
            .collect::<String>()
            .replace(NO_BREAK_SPACE, " ")
    }

    /// Incidents of 8 h down to 4 h, `n` of them a month, at 500 an hour: 2,000 × n a month, without ramp-up.
    fn sooner(incidents_per_month: f64) -> Scenario {
        let mut scenario = with_lever(
            &Scenario {
                ramp_up_months: 0.0,
                ..Scenario::default()
            },
            "mttr",
            true,
        )
        .unwrap();
        let numbers = [
            ("hours_now", 8.0),
            ("hours_after", 4.0),
            ("incidents_per_month", incidents_per_month),
            ("loss_per_hour", 500.0),
        ];
        for (id, value) in numbers {
            scenario = with_input(&scenario, &format!("mttr.{id}"), value).unwrap();
        }
        scenario
    }

    #[test]
    fn says_what_comes_back_and_when() {
        // 36 × 4,000 = 144,000 for 36,000: 4.00 each; back after 36,000 ÷ 4,000 = 9 months.
        let scenario = Scenario {
            one_off_cost: 36_000.0,
            ..sooner(2.0)
        };
        assert_eq!(
            said(&scenario),
            // Six numbers are set; the ramp-up, set to none, and the running cost stand as they started.
            "The platform returns $4.00 for every dollar over three years and pays back in 9 months. \
             It rests on 6 set by hand and 1 unconfirmed inputs."
        );
    }

    #[test]
    fn says_what_is_missing() {
        assert!(said(&Scenario::default()).starts_with("Nothing to weigh up yet"));
        assert!(
            said(&Scenario {
                one_off_cost: 5_000.0,
                ..Scenario::default()
            })
            .contains("no lever says yet what it brings")
        );
        assert!(said(&sooner(2.0)).contains("no costs are entered yet"));
    }

    #[test]
    fn says_what_does_not_pay() {
        // 36 × 4,000 = 144,000 for 288,000.
        let scenario = Scenario {
            one_off_cost: 288_000.0,
            ..sooner(2.0)
        };
        assert_eq!(
            said(&scenario),
            "The platform returns only $0.50 for every dollar over three years and does not pay back in that time. \
             It rests on 6 set by hand and 1 unconfirmed inputs."
        );
        let worse = with_input(&scenario, "mttr.hours_after", 9.0).unwrap();
        assert!(said(&worse).starts_with("The platform makes things worse: it loses $324 k"));
    }

    #[test]
    fn says_when_discounting_takes_it_away() {
        // 144,000 for 140,000 is a plus; at 10 % a year the 4,000 a month are worth some 125,000.
        let scenario = Scenario {
            one_off_cost: 140_000.0,
            ..sooner(2.0)
        };
        assert!(
            said(&scenario).contains("Discounted at 10% a year it loses $"),
            "{}",
            said(&scenario)
        );
    }

    #[test]
    fn a_horizon_is_said_as_people_say_it() {
        assert_eq!(horizon(12, &Locale::EN), "one year");
        assert_eq!(
            horizon(30, &Locale::EN).replace(NO_BREAK_SPACE, " "),
            "30 months"
        );
        assert_eq!(horizon(1, &Locale::EN), "one month");
        assert_eq!(
            horizon(600, &Locale::EN).replace(NO_BREAK_SPACE, " "),
            "600 months"
        );
    }
}
