//! Numbers of a scenario as a field shows them, and back. What is not finite is shown as `—`; what cannot be read is `None`.

use super::decimal::{decimals_for, rounded};
use super::duration::seconds_in;
use super::money::money_trimmed;
use super::{
    Digits, Locale, MISSING, NO_BREAK_SPACE, join, number, parse_number, parse_value,
    with_percent_sign,
};
use outturn_core::units::{Currency, SECONDS_PER_DAY, SECONDS_PER_HOUR, Unit};
use outturn_scenario::InputUnit;

/// A number with a long tail, as measured ones have, keeps this many digits in a field.
const SIGNIFICANT: usize = 4;
/// A number that ends by here, as typed ones do, is shown whole.
const TYPED_DECIMALS: usize = 3;

/// A scenario's number with as many digits as a field has room for: `$27,400`, `3.417 h`, `12.5%`, `9 mo`.
///
/// ```
/// use outturn_core::units::Currency;
/// use outturn_scenario::InputUnit;
/// use outturn_format::{Locale, input_value};
/// assert_eq!(input_value(27_400.0, InputUnit::Money, Currency::USD, &Locale::EN), "$27,400");
/// assert_eq!(input_value(3.41667, InputUnit::Hours, Currency::USD, &Locale::EN), "3.417\u{a0}h");
/// ```
#[must_use]
pub fn input_value(value: f64, unit: InputUnit, currency: Currency, locale: &Locale) -> String {
    if !value.is_finite() {
        return MISSING.to_owned();
    }
    match unit {
        InputUnit::Money => money_trimmed(value, currency, locale),
        InputUnit::Ratio => with_percent_sign(&figure(value * 100.0, locale), locale),
        InputUnit::Seconds => join(&figure(value, locale), "s"),
        InputUnit::Minutes => join(&figure(value, locale), "min"),
        InputUnit::Hours => join(&figure(value, locale), "h"),
        InputUnit::Days => join(&figure(value, locale), "d"),
        InputUnit::Months => join(&figure(value, locale), "mo"),
        InputUnit::Number | InputUnit::Count | InputUnit::PerMonth => figure(value, locale),
    }
}

fn figure(value: f64, locale: &Locale) -> String {
    if value == 0.0 {
        return number(value, Digits::Auto, locale);
    }
    let magnitude = value.abs();
    let whole = (rounded(magnitude, TYPED_DECIMALS) - magnitude).abs() <= magnitude * 1e-12;
    let decimals = decimals_for(magnitude, SIGNIFICANT).max(if whole { TYPED_DECIMALS } else { 0 });
    number(value, Digits::UpTo(decimals.min(12) as u8), locale)
}

/// A typed number in the unit of a scenario's input. A unit may be left away, which is then the input's own; a duration may be
/// typed in another (`90 min` for hours), a share with or without its percent sign, months as years.
///
/// ```
/// use outturn_scenario::InputUnit;
/// use outturn_format::{Locale, parse_input};
/// assert_eq!(parse_input("90 min", InputUnit::Hours, &Locale::EN), Some(1.5));
/// assert_eq!(parse_input("12", InputUnit::Ratio, &Locale::EN), Some(0.12));
/// assert_eq!(parse_input("3 years", InputUnit::Months, &Locale::EN), Some(36.0));
/// assert_eq!(parse_input("a lot", InputUnit::Money, &Locale::EN), None);
/// ```
#[must_use]
pub fn parse_input(text: &str, unit: InputUnit, locale: &Locale) -> Option<f64> {
    let text = text.trim().replace(NO_BREAK_SPACE, " ");
    match unit {
        InputUnit::Money | InputUnit::Number | InputUnit::Count | InputUnit::PerMonth => {
            parse_number(&text, locale)
        }
        InputUnit::Ratio => parse_value(&text, Unit::Ratio, locale),
        InputUnit::Months => months(&text, locale),
        InputUnit::Seconds => duration(&text, 1.0, locale),
        InputUnit::Minutes => duration(&text, 60.0, locale),
        InputUnit::Hours => duration(&text, SECONDS_PER_HOUR, locale),
        InputUnit::Days => duration(&text, SECONDS_PER_DAY, locale),
    }
}

fn duration(text: &str, seconds_per_unit: f64, locale: &Locale) -> Option<f64> {
    let (figure, word) = word_at_end(text);
    let own = parse_number(figure, locale)?;
    if word.is_empty() {
        return Some(own);
    }
    let seconds = seconds_in(word)?;
    // No rounding on the way through seconds when the word only repeats the unit.
    Some(if seconds == seconds_per_unit {
        own
    } else {
        own * seconds / seconds_per_unit
    })
}

fn months(text: &str, locale: &Locale) -> Option<f64> {
    let (figure, word) = word_at_end(text);
    let months = match word.to_ascii_lowercase().as_str() {
        "" | "mo" | "month" | "months" => 1.0,
        "y" | "yr" | "year" | "years" => 12.0,
        _ => return None,
    };
    Some(parse_number(figure, locale)? * months)
}

/// What is typed, split before the letters it ends with.
fn word_at_end(text: &str) -> (&str, &str) {
    let figure = text.trim_end_matches(char::is_alphabetic);
    (figure, &text[figure.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0.0, InputUnit::Money, "$0")]
    #[case(0.0213, InputUnit::Money, "$0.0213")]
    #[case(1_234.5, InputUnit::Money, "$1,234.50")]
    #[case(25e6, InputUnit::PerMonth, "25,000,000")]
    #[case(0.1, InputUnit::Ratio, "10%")]
    #[case(0.99975, InputUnit::Ratio, "99.975%")]
    #[case(568_069.923_4, InputUnit::PerMonth, "568,070")]
    #[case(8.279_123, InputUnit::Hours, "8.279\u{a0}h")]
    #[case(1_234.5, InputUnit::Number, "1,234.5")]
    #[case(0.000_012_34, InputUnit::Ratio, "0.001234%")]
    #[case(36.0, InputUnit::Months, "36\u{a0}mo")]
    #[case(f64::NAN, InputUnit::Hours, "—")]
    fn shows(#[case] value: f64, #[case] unit: InputUnit, #[case] shown: &str) {
        assert_eq!(input_value(value, unit, Currency::USD, &Locale::EN), shown);
    }

    #[rstest]
    #[case("$27,400", InputUnit::Money, Some(27_400.0))]
    #[case("25 M", InputUnit::PerMonth, Some(25e6))]
    #[case("8", InputUnit::Hours, Some(8.0))]
    #[case("0.1 h", InputUnit::Hours, Some(0.1))]
    #[case("2 d", InputUnit::Hours, Some(48.0))]
    #[case("12 %", InputUnit::Ratio, Some(0.12))]
    #[case("36 mo", InputUnit::Months, Some(36.0))]
    #[case("8 parrots", InputUnit::Hours, None)]
    #[case("", InputUnit::Money, None)]
    #[case("3 weeks", InputUnit::Months, None)]
    fn reads(#[case] text: &str, #[case] unit: InputUnit, #[case] value: Option<f64>) {
        assert_eq!(parse_input(text, unit, &Locale::EN), value);
    }

    #[test]
    fn what_a_field_shows_it_reads_again() {
        let units = [
            InputUnit::Money,
            InputUnit::Ratio,
            InputUnit::Number,
            InputUnit::Hours,
            InputUnit::Days,
            InputUnit::Months,
        ];
        for unit in units {
            for value in [0.0, 0.25, 3.5, 120.0, 27_400.0] {
                let shown = input_value(value, unit, Currency::USD, &Locale::EN);
                assert_eq!(
                    parse_input(&shown, unit, &Locale::EN),
                    Some(value),
                    "{shown}"
                );
            }
        }
    }
}
