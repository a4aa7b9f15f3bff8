//! Figures for people, and typed figures read back: one table a function, then the laws.
#![cfg(not(target_arch = "wasm32"))]

use chrono::NaiveDate;
use outturn::engine::calendar::{Grain, Period, moment_of};
use outturn::engine::units::{Currency, Timestamp, Unit};
use outturn::format::*;
use proptest::prelude::*;
use rstest::rstest;

const EN: Locale = Locale::EN;

/// Expectations are written with plain spaces; what is shown has no-break ones.
fn plain(shown: &str) -> String {
    shown.replace(NO_BREAK_SPACE, " ")
}

fn currency(code: &str) -> Currency {
    Currency::parse(code).unwrap()
}

#[rstest]
#[case(0.0, Digits::Auto, "0")]
#[case(-0.0, Digits::Fixed(2), "0.00")]
#[case(-0.004, Digits::Fixed(2), "0.00")]
#[case(-0.35, Digits::Auto, "−0.350")]
#[case(-0.35, Digits::UpTo(3), "−0.35")]
#[case(40.0, Digits::Auto, "40")]
#[case(9.996, Digits::Auto, "10.0")]
#[case(14.23, Digits::Auto, "14.2")]
#[case(233.333, Digits::Auto, "233")]
#[case(1_234_567.8, Digits::Auto, "1,234,568")]
#[case(0.000_021_3, Digits::Auto, "0.0000213")]
#[case(2.675, Digits::Fixed(2), "2.68")]
#[case(100_000.0, Digits::UpTo(2), "100,000")]
#[case(1.5e-12, Digits::Auto, "1.50e−12")]
#[case(-1e-12, Digits::Fixed(3), "0.000")]
#[case(2.5e20, Digits::Fixed(0), "2.50e20")]
#[case(f64::NAN, Digits::Auto, "—")]
#[case(f64::INFINITY, Digits::Fixed(1), "—")]
#[case(f64::NEG_INFINITY, Digits::UpTo(1), "—")]
fn numbers(#[case] x: f64, #[case] digits: Digits, #[case] shown: &str) {
    assert_eq!(number(x, digits, &EN), shown);
}

#[rstest]
#[case(28.0, "+28")]
#[case(-0.35, "−0.350")]
#[case(0.0, "0")]
#[case(f64::INFINITY, "—")]
fn signed_numbers(#[case] x: f64, #[case] shown: &str) {
    assert_eq!(signed(x, Digits::Auto, &EN), shown);
}

#[rstest]
#[case(99_999.4, "99,999")]
#[case(99_999.6, "100 k")]
#[case(610_000.0, "610 k")]
#[case(999_499.0, "999 k")]
#[case(999_500.0, "1.00 M")]
#[case(-25_000_000.0, "−25.0 M")]
#[case(1.2e9, "1.20 bn")]
#[case(3e12, "3.00 tn")]
#[case(4.2e15, "4,200 tn")]
#[case(5e18, "5.00e18")]
#[case(7.0, "7")]
#[case(f64::NAN, "—")]
fn compact_numbers(#[case] x: f64, #[case] shown: &str) {
    assert_eq!(plain(&compact(x, &EN)), shown);
}

#[rstest]
#[case(0.0, "0 %")]
#[case(1.0, "100 %")]
#[case(0.9994, "99.94 %")]
#[case(0.99995, "99.995 %")]
#[case(0.962, "96.2 %")]
#[case(0.118, "11.8 %")]
#[case(0.08, "8.0 %")]
#[case(0.0031, "0.31 %")]
#[case(0.0005, "0.05 %")]
#[case(0.000_04, "0.0040 %")]
#[case(1e-12, "0.000000 %")]
#[case(1.004, "100.40 %")]
#[case(1.05, "105.0 %")]
#[case(1.41, "141 %")]
#[case(-0.41, "−41.0 %")]
#[case(f64::NAN, "—")]
fn percents(#[case] ratio: f64, #[case] shown: &str) {
    assert_eq!(plain(&percent(ratio, Digits::Auto, &EN)), shown);
}

#[rstest]
#[case(0.0005, "+0.05 pt")]
#[case(0.009, "+0.9 pt")]
#[case(0.0012, "+0.12 pt")]
#[case(-0.118, "−11.8 pt")]
#[case(1.2, "+120 pt")]
#[case(0.0, "0 pt")]
#[case(-1e-12, "0 pt")]
#[case(f64::NAN, "—")]
fn differences_of_ratios(#[case] difference: f64, #[case] shown: &str) {
    assert_eq!(plain(&points(difference, &EN)), shown);
}

#[rstest]
#[case(3_620_000.0, "USD", MoneyStyle::Compact, "$3.62 M")]
#[case(750_000.0, "EUR", MoneyStyle::Compact, "€750 k")]
#[case(-750_000.0, "EUR", MoneyStyle::Compact, "−€750 k")]
#[case(1_180.0, "CHF", MoneyStyle::Compact, "CHF 1,180")]
#[case(27_400.0, "USD", MoneyStyle::Compact, "$27,400")]
#[case(610_000.0, "USD", MoneyStyle::Plain, "$610,000")]
#[case(0.0213, "USD", MoneyStyle::Compact, "$0.0213")]
#[case(0.02, "USD", MoneyStyle::Plain, "$0.02")]
#[case(0.9996, "USD", MoneyStyle::Plain, "$1.00")]
#[case(2.41, "USD", MoneyStyle::Plain, "$2.41")]
#[case(34.5, "USD", MoneyStyle::Plain, "$34.50")]
#[case(34.5, "JPY", MoneyStyle::Plain, "¥34.5")]
#[case(99.996, "USD", MoneyStyle::Plain, "$100")]
#[case(0.0, "USD", MoneyStyle::Plain, "$0")]
#[case(-0.001, "USD", MoneyStyle::Exact, "$0.00")]
#[case(27_400.0, "USD", MoneyStyle::Exact, "$27,400.00")]
#[case(27_400.0, "JPY", MoneyStyle::Exact, "¥27,400")]
#[case(1.5, "KWD", MoneyStyle::Exact, "KWD 1.500")]
#[case(12.0, "CAD", MoneyStyle::Exact, "CA$12.00")]
#[case(f64::NAN, "USD", MoneyStyle::Compact, "—")]
fn amounts(#[case] x: f64, #[case] code: &str, #[case] style: MoneyStyle, #[case] shown: &str) {
    assert_eq!(plain(&money(x, currency(code), style, &EN)), shown);
}

// Separators and the place of the currency as in CLDR, number and currency patterns of each language.
#[rstest]
#[case("en", "1,234,567.89", "€1,234.50", "9 Aug 2026")]
#[case("en-GB", "1,234,567.89", "€1,234.50", "9 Aug 2026")]
#[case("de", "1.234.567,89", "1.234,50 €", "09.08.2026")]
#[case("de-CH", "1’234’567.89", "€ 1’234.50", "09.08.2026")]
#[case("fr", "1\u{202f}234\u{202f}567,89", "1\u{202f}234,50 €", "09/08/2026")]
#[case("es", "1.234.567,89", "1.234,50 €", "09/08/2026")]
#[case("it", "1.234.567,89", "1.234,50 €", "09/08/2026")]
#[case("nl", "1.234.567,89", "€ 1.234,50", "09-08-2026")]
#[case("ja", "1,234,567.89", "€1,234.50", "2026/08/09")]
#[case("tlh", "1,234,567.89", "€1,234.50", "9 Aug 2026")]
fn locales(#[case] tag: &str, #[case] figure: &str, #[case] amount: &str, #[case] day: &str) {
    let locale = Locale::from_tag(tag);
    assert_eq!(number(1_234_567.89, Digits::Fixed(2), &locale), figure);
    let shown = money(1_234.5, currency("EUR"), MoneyStyle::Exact, &locale);
    assert_eq!(plain(&shown), amount);
    assert_eq!(
        date(NaiveDate::from_ymd_opt(2026, 8, 9).unwrap(), &locale),
        day
    );
}

#[rstest]
#[case("de_ch", "de-CH")]
#[case("DE-at", "de")]
#[case("fr-CA", "fr")]
#[case("en-gb", "en-GB")]
#[case("en-AU", "en")]
#[case("", "en")]
fn tags(#[case] asked: &str, #[case] given: &str) {
    assert_eq!(Locale::from_tag(asked).tag, given);
}

#[test]
fn a_date_of_digits_may_begin_with_the_month() {
    let american = Locale {
        date_separator: Some('/'),
        ..Locale::default()
    };
    let day = NaiveDate::from_ymd_opt(2026, 8, 9).unwrap();
    assert_eq!(date(day, &american), "08/09/2026");
}

#[rstest]
#[case(0.0, "0 s")]
#[case(4e-7, "0.4 µs")]
#[case(0.000_45, "450 µs")]
#[case(0.0042, "4.2 ms")]
#[case(0.412, "412 ms")]
#[case(0.9996, "1.0 s")]
#[case(9.96, "10 s")]
#[case(78.0, "78 s")]
#[case(89.7, "1.5 min")]
#[case(2_040.0, "34 min")]
#[case(3_219.0, "0.9 h")]
#[case(3_200.0, "53 min")]
#[case(154_800.0, "43 h")]
#[case(172_000.0, "2.0 d")]
#[case(457_920.0, "5.3 d")]
#[case(86_400_000.0, "1,000 d")]
#[case(-2_040.0, "−34 min")]
#[case(f64::NAN, "—")]
#[case(f64::INFINITY, "—")]
fn durations(#[case] seconds: f64, #[case] shown: &str) {
    assert_eq!(plain(&duration(seconds, &EN)), shown);
}

#[rstest]
#[case(14.2, "14.2 mo")]
#[case(9.0, "9.0 mo")]
#[case(f64::NAN, "—")]
fn payback_in_months(#[case] x: f64, #[case] shown: &str) {
    assert_eq!(plain(&months(x, &EN)), shown);
}

#[rstest]
#[case(3.14159, "week", "3.14 / week")]
#[case(250_000.0, "s", "250 k / s")]
#[case(f64::NAN, "s", "—")]
fn rates(#[case] x: f64, #[case] per: &str, #[case] shown: &str) {
    assert_eq!(plain(&rate(x, per, &EN)), shown);
}

#[rstest]
#[case(0.9994, Unit::Ratio, None, "99.94", "%")]
#[case(3_300.0, Unit::Seconds, None, "0.9", "h")]
#[case(0.0213, Unit::Money, Some("USD"), "$0.0213", "")]
#[case(3.62e6, Unit::Money, Some("USD"), "$3.62 M", "")]
#[case(3.62e6, Unit::Money, None, "3.62 M", "")]
#[case(0.42, Unit::PerThousand, None, "0.420", "per 1,000")]
#[case(41.7, Unit::PerSecond, None, "41.7", "/ s")]
#[case(2_000.0, Unit::PerDay, None, "2,000", "/ day")]
#[case(3.2, Unit::PerWeek, None, "3.20", "/ week")]
#[case(233.33, Unit::HoursPerMonth, None, "233", "h / month")]
#[case(890.0, Unit::Count, None, "890", "")]
#[case(40.0, Unit::Number, None, "40", "")]
fn cards(
    #[case] x: f64,
    #[case] unit: Unit,
    #[case] code: Option<&str>,
    #[case] figure: &str,
    #[case] word: &str,
) {
    let shown = value(x, unit, code.map(currency), &EN);
    assert_eq!(
        (plain(&shown.figure).as_str(), plain(&shown.unit).as_str()),
        (figure, word)
    );
    let missing = value(f64::NAN, unit, code.map(currency), &EN);
    assert_eq!(
        (missing.figure.as_str(), missing.unit.as_str()),
        (MISSING, "")
    );
    assert_eq!(missing.to_string(), MISSING);
}

#[rstest]
#[case(0.999, Unit::Ratio, None, true, "≥ 99.9 %")]
#[case(0.05, Unit::Ratio, None, false, "≤ 5 %")]
#[case(3_600.0, Unit::Seconds, None, false, "≤ 1 h")]
#[case(86_400.0, Unit::Seconds, None, false, "≤ 24 h")]
#[case(2_592_000.0, Unit::Seconds, None, false, "≤ 30 d")]
#[case(300.0, Unit::Seconds, None, false, "≤ 5 min")]
#[case(6_000.0, Unit::Seconds, None, false, "≤ 100 min")]
#[case(0.35, Unit::Seconds, None, false, "≤ 350 ms")]
#[case(4_001.0, Unit::Seconds, None, false, "≤ 4,001 s")]
#[case(1e6 / 7.0, Unit::Seconds, None, false, "≤ 39.68 h")]
#[case(0.0, Unit::Seconds, None, false, "≤ 0 s")]
#[case(0.025, Unit::Money, Some("USD"), false, "≤ $0.025")]
#[case(5.0, Unit::Money, Some("USD"), false, "≤ $5")]
#[case(5.5, Unit::Money, Some("USD"), false, "≤ $5.50")]
#[case(-1_200_000.0, Unit::Money, Some("CHF"), true, "≥ −CHF 1,200,000")]
#[case(260.0, Unit::HoursPerMonth, None, true, "≥ 260 h / month")]
#[case(40.0, Unit::Number, None, true, "≥ 40")]
#[case(f64::NAN, Unit::Ratio, None, true, "—")]
fn thresholds(
    #[case] x: f64,
    #[case] unit: Unit,
    #[case] code: Option<&str>,
    #[case] good_up: bool,
    #[case] shown: &str,
) {
    assert_eq!(
        plain(&threshold(x, unit, code.map(currency), good_up, &EN)),
        shown
    );
}

#[rstest]
#[case(0.9994, 0.9989, Unit::Ratio, "+0.05 pt")]
#[case(3_186.0, 5_400.0, Unit::Seconds, "−41 %")]
#[case(104.2, 100.0, Unit::Number, "+4.2 %")]
#[case(94.0, 100.0, Unit::Number, "−6 %")]
#[case(-50.0, -100.0, Unit::Number, "+50 %")]
#[case(7.0, 7.0, Unit::Count, "0 %")]
#[case(28.0, 0.0, Unit::HoursPerMonth, "+28 h / month")]
#[case(-2_000.0, 1_000.0, Unit::Money, "−$3,000")]
#[case(0.0, 0.0, Unit::Count, "0")]
#[case(f64::NAN, 1.0, Unit::Ratio, "—")]
#[case(1.0, f64::INFINITY, Unit::Count, "—")]
fn changes(#[case] now: f64, #[case] before: f64, #[case] unit: Unit, #[case] shown: &str) {
    let shown_change = change(now, before, unit, Some(Currency::USD), &EN);
    assert_eq!(plain(&shown_change), shown);
}

#[test]
fn moments_periods_and_fingerprints() {
    let day = NaiveDate::from_ymd_opt(2026, 8, 9).unwrap();
    let moment = Timestamp(moment_of(day).0 + (14 * 60 + 5) * 60_000_000);
    assert_eq!(date_time(moment, &EN), "9 Aug 2026, 14:05 UTC");
    assert_eq!(date_time(Timestamp(i64::MAX), &EN), MISSING);
    let german = Locale::from_tag("de");
    assert_eq!(date_time(moment, &german), "09.08.2026, 14:05 UTC");
    let of = |grain| period(&Period::containing_date(day, grain), &german);
    assert_eq!(of(Grain::Day), "09.08.2026");
    assert_eq!(of(Grain::Week), "Week 32, 2026");
    assert_eq!(of(Grain::Quarter), "Q3 2026");
    assert_eq!(sha_short("3f2a9c1b77de00aa"), "3f2a9c1b77de");
    assert_eq!(sha_short("3f2a"), "3f2a");
    assert_eq!(sha_short("éééééééééééééé"), "éééééééééééé");
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

const TAGS: [&str; 9] = ["en", "en-GB", "de", "de-CH", "fr", "es", "it", "nl", "ja"];

fn locale() -> impl Strategy<Value = Locale> {
    (0..TAGS.len()).prop_map(|i| Locale::from_tag(TAGS[i]))
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
