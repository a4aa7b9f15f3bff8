//! Figures for people: one table a function.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use chrono::NaiveDate;
use outturn_core::calendar::{Grain, Period, moment_of};
use outturn_core::units::{Currency, Timestamp, Unit};
use outturn_format::*;
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
#[case(0.0, "0%")]
#[case(1.0, "100%")]
#[case(0.9994, "99.94%")]
#[case(0.99995, "99.995%")]
#[case(0.962, "96.2%")]
#[case(0.118, "11.8%")]
#[case(0.08, "8.0%")]
#[case(0.0031, "0.31%")]
#[case(0.0005, "0.05%")]
#[case(0.000_04, "0.0040%")]
#[case(1e-12, "0.000000%")]
#[case(1.004, "100.40%")]
#[case(1.05, "105.0%")]
#[case(1.41, "141%")]
#[case(-0.41, "−41.0%")]
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

// Separators, and the places of signs, as in CLDR: number, currency and percent patterns of each language.
#[rstest]
#[case("en", "1,234,567.89", "€1,234.50", "−€1,234.50", "12.5%", "9 Aug 2026")]
#[case(
    "en-GB",
    "1,234,567.89",
    "€1,234.50",
    "−€1,234.50",
    "12.5%",
    "9 Aug 2026"
)]
#[case(
    "de",
    "1.234.567,89",
    "1.234,50 €",
    "−1.234,50 €",
    "12,5 %",
    "09.08.2026"
)]
#[case(
    "de-CH",
    "1’234’567.89",
    "€ 1’234.50",
    "€ −1’234.50",
    "12.5%",
    "09.08.2026"
)]
#[case(
    "fr",
    "1\u{202f}234\u{202f}567,89",
    "1\u{202f}234,50 €",
    "−1\u{202f}234,50 €",
    "12,5 %",
    "09/08/2026"
)]
#[case(
    "es",
    "1.234.567,89",
    "1.234,50 €",
    "−1.234,50 €",
    "12,5 %",
    "09/08/2026"
)]
#[case(
    "it",
    "1.234.567,89",
    "1.234,50 €",
    "−1.234,50 €",
    "12,5%",
    "09/08/2026"
)]
#[case(
    "nl",
    "1.234.567,89",
    "€ 1.234,50",
    "€ −1.234,50",
    "12,5%",
    "09-08-2026"
)]
#[case("ja", "1,234,567.89", "€1,234.50", "−€1,234.50", "12.5%", "2026/08/09")]
#[case(
    "tlh",
    "1,234,567.89",
    "€1,234.50",
    "−€1,234.50",
    "12.5%",
    "9 Aug 2026"
)]
fn locales(
    #[case] tag: &str,
    #[case] figure: &str,
    #[case] amount: &str,
    #[case] owed: &str,
    #[case] share: &str,
    #[case] day: &str,
) {
    let locale = Locale::from_tag(tag);
    assert_eq!(number(1_234_567.89, Digits::Fixed(2), &locale), figure);
    let euros = |x| plain(&money(x, currency("EUR"), MoneyStyle::Exact, &locale));
    assert_eq!(euros(1_234.5), amount);
    assert_eq!(euros(-1_234.5), owed);
    assert_eq!(plain(&percent(0.125, Digits::Auto, &locale)), share);
    assert_eq!(
        date(NaiveDate::from_ymd_opt(2026, 8, 9).unwrap(), &locale),
        day
    );
}

// The words stay English; the signs in the figures are the locale's.
#[rstest]
#[case("en", "$3.62 M|¥1,234|14.2 mo|0.9 h|3.10 / week|≥ 99.9%|+0.05 pt")]
#[case("de", "3,62 M $|1.234 ¥|14,2 mo|0,9 h|3,10 / week|≥ 99,9 %|+0,05 pt")]
#[case(
    "fr",
    "3,62 M $|1\u{202f}234 ¥|14,2 mo|0,9 h|3,10 / week|≥ 99,9 %|+0,05 pt"
)]
#[case("ja", "$3.62 M|¥1,234|14.2 mo|0.9 h|3.10 / week|≥ 99.9%|+0.05 pt")]
fn words_around_figures(#[case] tag: &str, #[case] expected: &str) {
    let locale = Locale::from_tag(tag);
    let shown = [
        money(3.62e6, Currency::USD, MoneyStyle::Compact, &locale),
        money(1_234.0, currency("JPY"), MoneyStyle::Exact, &locale),
        months(14.2, &locale),
        duration(3_300.0, &locale),
        rate(3.1, "week", &locale),
        threshold(0.999, Unit::Ratio, None, true, &locale),
        change(0.9994, 0.9989, Unit::Ratio, None, &locale),
    ];
    assert_eq!(plain(&shown.join("|")), expected);
}

#[rstest]
#[case("en", "9 Aug", "9 Aug 2026 – 10 Aug 2026")]
#[case("de", "09.08.", "09.08.2026 – 10.08.2026")]
#[case("fr", "09/08", "09/08/2026 – 10/08/2026")]
#[case("nl", "09-08", "09-08-2026 – 10-08-2026")]
#[case("ja", "08/09", "2026/08/09 – 2026/08/10")]
fn days_beside_one_another(#[case] tag: &str, #[case] short: &str, #[case] both: &str) {
    let locale = Locale::from_tag(tag);
    let day = NaiveDate::from_ymd_opt(2026, 8, 9).unwrap();
    let first = Period::containing_date(day, Grain::Day);
    assert_eq!(period_short(&first, &locale), short);
    assert_eq!(periods(&(first, first.shifted(1)), &locale), both);
    assert_eq!(periods(&(first, first), &locale), date(day, &locale));
    let month = Period::containing_date(day, Grain::Month);
    assert_eq!(period_short(&month, &locale), "Aug");
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

#[rstest]
#[case("en", "0.10, 0.20")]
#[case("de", "0,10; 0,20")]
#[case("ja", "0.10, 0.20")]
fn figures_in_a_list_are_told_apart(#[case] tag: &str, #[case] expected: &str) {
    let locale = Locale::from_tag(tag);
    let roots = [0.1, 0.2].map(|x| number(x, Digits::Fixed(2), &locale));
    assert_eq!(roots.join(locale.between_figures()), expected);
}

#[rstest]
#[case(&["de-DE", "en"], "de")]
#[case(&["pt-BR", "es-419", "en-US"], "es")]
#[case(&["en-US", "de"], "en")]
#[case(&["tlh", ""], "en")]
#[case(&[], "en")]
fn the_first_known_of_the_languages_of_a_reader(#[case] languages: &[&str], #[case] given: &str) {
    assert_eq!(Locale::preferred(languages).tag, given);
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
#[case(3.128, "week", "3.13 / week")]
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
#[case(0.999, Unit::Ratio, None, true, "≥ 99.9%")]
#[case(0.05, Unit::Ratio, None, false, "≤ 5%")]
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
#[case(3_186.0, 5_400.0, Unit::Seconds, "−41%")]
#[case(104.2, 100.0, Unit::Number, "+4.2%")]
#[case(94.0, 100.0, Unit::Number, "−6%")]
#[case(-50.0, -100.0, Unit::Number, "+50%")]
#[case(7.0, 7.0, Unit::Count, "0%")]
#[case(28.0, 0.0, Unit::HoursPerMonth, "+28 h / month")]
#[case(38.0, 17.0, Unit::Points, "+21 points")]
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
