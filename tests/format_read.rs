//! Typed figures read back, and the laws that hold between showing and reading.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use outturn_core::units::{Currency, Unit};
use outturn_format::*;
use outturn_scenario::InputUnit;
use proptest::prelude::*;
use rstest::rstest;

const EN: Locale = Locale::EN;

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

#[rstest]
#[case("25.0 M", 25e6)]
#[case("$27,400", 27_400.0)]
#[case("−0.35", -0.35)]
#[case("1 234,5", 1_234.5)]
#[case("12 %", 0.12)]
#[case("0.05 pt", 0.0005)]
#[case("CHF 1,180", 1_180.0)]
#[case("1’180 CHF", 1_180.0)]
#[case("CA$5", 5.0)]
#[case("A$5", 5.0)]
#[case("-$5", -5.0)]
#[case("$ –5.25", -5.25)]
#[case("+5", 5.0)]
#[case("(1,180)", -1_180.0)]
#[case("€750k", 750e3)]
#[case("750 k€", 750e3)]
#[case("3.62 Mio", 3.62e6)]
#[case("2 bn USD", 2e9)]
#[case("1e6", 1e6)]
#[case("1.50e−12", 1.5e-12)]
#[case("2E+3 %", 20.0)]
#[case("5 EUR", 5.0)]
#[case(".5", 0.5)]
#[case("12.", 12.0)]
#[case("1,5", 1.5)]
#[case("0,123", 0.123)]
#[case("1,234,567", 1_234_567.0)]
#[case("1.234,56", 1_234.56)]
#[case("1,234.56", 1_234.56)]
#[case("1_000", 1_000.0)]
#[case("  7 ", 7.0)]
fn typed_numbers(#[case] text: &str, #[case] x: f64) {
    assert_eq!(parse_number(text, &EN), Some(x));
}

#[rstest]
#[case("")]
#[case("—")]
#[case("NaN")]
#[case("inf")]
#[case(",")]
#[case("$")]
#[case("--5")]
#[case("$$5")]
#[case("(-5)")]
#[case("12 parrots")]
#[case("12 kg")]
#[case("34 min")]
#[case("5e")]
#[case("1e999")]
#[case("1e99999999999")]
#[case("1,23,456")]
#[case("1.234.56")]
#[case("1234 567")]
#[case("1 2")]
#[case("1,2.3,4")]
#[case("12 % k")]
#[case("12 USD EUR")]
#[case("é5")]
fn typed_nonsense(#[case] text: &str) {
    assert_eq!(parse_number(text, &EN), None);
}

#[rstest]
#[case("de", "1.234", 1_234.0)]
#[case("de", "1,234", 1.234)]
#[case("de", "1.5", 1.5)]
#[case("de-CH", "1’234.5", 1_234.5)]
#[case("de-CH", "1,234", 1_234.0)]
#[case("fr", "1\u{202f}234,567", 1_234.567)]
#[case("en", "1 234,567", 1_234.567)]
#[case("en-GB", "1,234", 1_234.0)]
#[case("ja", "1,234", 1_234.0)]
#[case("ja", "1.234", 1.234)]
#[case("fr", "1 234,50 €", 1_234.5)]
#[case("fr", "1,234", 1.234)]
#[case("de", "−1.234,50\u{a0}€", -1_234.5)]
#[case("nl", "€ −1.234,50", -1_234.5)]
#[case("de", "12,5\u{a0}%", 0.125)]
#[case("de", "3,62\u{a0}M\u{a0}$", 3.62e6)]
fn a_lone_sign_is_read_as_the_locale_writes_it(
    #[case] tag: &str,
    #[case] text: &str,
    #[case] x: f64,
) {
    assert_eq!(parse_number(text, &Locale::from_tag(tag)), Some(x));
}

#[rstest]
#[case("12", Unit::Ratio, Some(0.12))]
#[case("99.94 %", Unit::Ratio, Some(0.9994))]
#[case("0.05 pt", Unit::Ratio, Some(0.0005))]
#[case("34 min", Unit::Seconds, Some(2_040.0))]
#[case("0.9h", Unit::Seconds, Some(3_240.0))]
#[case("412 ms", Unit::Seconds, Some(0.412))]
#[case("2 weeks", Unit::Seconds, Some(1_209_600.0))]
#[case("5 sec", Unit::Seconds, Some(5.0))]
#[case("3 minutes", Unit::Seconds, Some(180.0))]
#[case("2 hrs", Unit::Seconds, Some(7_200.0))]
#[case("1 day", Unit::Seconds, Some(86_400.0))]
#[case("4 us", Unit::Seconds, Some(4e-6))]
#[case("34", Unit::Seconds, None)]
#[case("min", Unit::Seconds, None)]
#[case("3 fortnights", Unit::Seconds, None)]
#[case("1e308 d", Unit::Seconds, None)]
#[case("3.2 / week", Unit::PerWeek, Some(3.2))]
#[case("0.42 per 1,000", Unit::PerThousand, Some(0.42))]
#[case("$27,400", Unit::Money, Some(27_400.0))]
fn typed_values(#[case] text: &str, #[case] unit: Unit, #[case] x: Option<f64>) {
    let read = parse_value(text, unit, &EN);
    match (read, x) {
        (Some(read), Some(x)) => assert!((read - x).abs() <= x * 1e-15, "{read} for {x}"),
        _ => assert_eq!(read, x),
    }
}

fn locale() -> impl Strategy<Value = Locale> {
    prop::sample::select(Locale::ALL.to_vec())
}

/// Numbers of every plausible size, either sign.
fn plausible() -> impl Strategy<Value = f64> {
    (-9.999_f64..9.999, -8..14).prop_map(|(m, e)| m * 10_f64.powi(e))
}

proptest! {
    #[test]
    fn a_shown_number_is_read_back_to_its_last_digit(x in plausible(), decimals in 0_u8..6, locale in locale()) {
        let shown = number(x, Digits::Fixed(decimals), &locale);
        let read = parse_number(&shown, &locale).unwrap();
        // Half a unit of the last digit, and what a double can hold.
        let half = 0.5 * 10_f64.powi(-i32::from(decimals));
        prop_assert!((read - x).abs() <= half + x.abs() * 1e-14, "{} {} {}", x, shown, read);
        prop_assert_eq!(number(read, Digits::Fixed(decimals), &locale), shown);
    }

    #[test]
    fn what_is_shown_is_read_back(x in plausible(), locale in locale()) {
        // Three digits hold a value to half a percent; amounts and shares have a smallest step beside.
        for (shown, step) in [
            (compact(x, &locale), 0.0),
            (percent(x, Digits::Auto, &locale), 0.5e-3),
            (percent(x, Digits::Fixed(2), &locale), 0.5e-4),
            (money(x, Currency::USD, MoneyStyle::Compact, &locale), 0.0),
            (money(x, currency("CHF"), MoneyStyle::Exact, &locale), 0.005),
        ] {
            let read = parse_number(&shown, &locale);
            prop_assert!(read.is_some(), "{} is not read back", shown);
            let off = (read.unwrap() - x).abs();
            prop_assert!(off <= 0.00501 * x.abs() + step * 1.000_001, "{} from {}", shown, x);
        }
    }

    #[test]
    fn what_a_field_shows_it_reads_again(x in plausible(), places in -3_i32..4, locale in locale()) {
        // Numbers as they are typed, and numbers with a long tail, as they are measured.
        let power = 10_f64.powi(places);
        for x in [(x * power).round() / power, x] {
            for unit in [
                InputUnit::Money,
                InputUnit::Ratio,
                InputUnit::Number,
                InputUnit::Count,
                InputUnit::PerMonth,
                InputUnit::Seconds,
                InputUnit::Minutes,
                InputUnit::Hours,
                InputUnit::Days,
                InputUnit::Months,
            ] {
                for code in ["USD", "EUR", "JPY", "CHF", "CAD"] {
                    let shown = input_value(x, unit, currency(code), &locale);
                    let read = parse_input(&shown, unit, &locale);
                    prop_assert!(read.is_some(), "{} is not read back", shown);
                    let again = input_value(read.unwrap(), unit, currency(code), &locale);
                    prop_assert_eq!(again, shown);
                }
            }
        }
    }

    #[test]
    fn a_shown_value_is_read_back_in_its_unit(x in plausible(), locale in locale()) {
        prop_assume!(x.abs() > 1e-5);
        for unit in [
            Unit::Ratio,
            Unit::Money,
            Unit::Count,
            Unit::Number,
            Unit::PerThousand,
            Unit::PerSecond,
            Unit::PerDay,
            Unit::PerWeek,
            Unit::HoursPerMonth,
            Unit::Points,
        ] {
            let shown = value(x, unit, Some(Currency::USD), &locale).to_string();
            let read = parse_value(&shown, unit, &locale);
            prop_assert!(read.is_some(), "{} is not read back", shown);
            let off = (read.unwrap() - x).abs();
            prop_assert!(off <= 0.00501 * x.abs() + 0.5e-3, "{} from {}", shown, x);
        }
    }

    #[test]
    fn a_shown_duration_is_read_back(seconds in 1e-5_f64..1e8, locale in locale()) {
        let read = parse_value(&duration(seconds, &locale), Unit::Seconds, &locale).unwrap();
        // 0.9 h is the shortest figure: half its last digit is 5.6 %.
        prop_assert!((read - seconds).abs() <= seconds * 0.056, "{} {}", seconds, read);
    }

    #[test]
    fn nothing_is_shown_as_minus_zero_or_in_powers_of_ten(x in plausible(), locale in locale()) {
        prop_assume!(x.abs() >= 1e-9);
        for unit in [Unit::Ratio, Unit::Money, Unit::Count, Unit::PerThousand] {
            let shown = value(x, unit, Some(Currency::USD), &locale);
            let nonzero = shown.figure.contains(|c| matches!(c, '1'..='9'));
            prop_assert!(nonzero || !shown.figure.contains(MINUS), "{}", shown);
            prop_assert!(!shown.figure.contains(['e', '-']), "{}", shown);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*", locale in locale()) {
        for unit in [Unit::Ratio, Unit::Seconds, Unit::Money] {
            let read = parse_value(&text, unit, &locale);
            prop_assert!(read.is_none_or(f64::is_finite));
        }
    }
}
