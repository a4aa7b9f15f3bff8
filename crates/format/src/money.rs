//! Amounts of money. A currency is never guessed; what is not finite is shown as `—`.

use super::decimal::{decimals_for, figure, fixed, with_minus};
use super::number::{SIGNIFICANT, shortened};
use super::{Locale, MISSING, MoneyPlace, NO_BREAK_SPACE, join};
use outturn_core::units::Currency;

/// How much of an amount is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MoneyStyle {
    /// For cards: `$3.62 M`, `€750 k`, and [`MoneyStyle::Plain`] below 100,000.
    #[default]
    Compact,
    /// Written out, decimals by magnitude: `$27,400`, `$2.41`, `$0.0213`.
    Plain,
    /// Written out to the currency's own smallest coin: `$27,400.00`, `¥27,400`.
    Exact,
}

/// An amount with the sign of its currency: `$3.62 M`, `CHF 1,180`, `−€750 k`.
///
/// ```
/// use outturn_core::units::Currency;
/// use outturn_format::{Locale, MoneyStyle, money};
/// assert_eq!(money(3_620_000.0, Currency::USD, MoneyStyle::Compact, &Locale::EN), "$3.62\u{a0}M");
/// assert_eq!(money(0.0213, Currency::USD, MoneyStyle::Compact, &Locale::EN), "$0.0213");
/// ```
#[must_use]
pub fn money(amount: f64, currency: Currency, style: MoneyStyle, locale: &Locale) -> String {
    if !amount.is_finite() {
        return MISSING.to_owned();
    }
    let body = match style {
        MoneyStyle::Compact => match shortened(amount, locale) {
            Some((body, suffix)) => join(&body, suffix),
            None => plain(amount.abs(), currency, locale),
        },
        MoneyStyle::Plain => plain(amount.abs(), currency, locale),
        MoneyStyle::Exact => {
            let coins = minor_digits(currency);
            figure(amount.abs(), coins, coins, locale)
        }
    };
    with_currency(amount, &body, currency, locale)
}

/// An amount with no more digits than it has: what a person typed, given back.
pub(super) fn money_trimmed(amount: f64, currency: Currency, locale: &Locale) -> String {
    if !amount.is_finite() {
        return MISSING.to_owned();
    }
    let decimals = decimals_for(amount.abs(), SIGNIFICANT + 1).max(2);
    let whole = fixed(amount.abs(), decimals).ends_with(&format!(".{:0<decimals$}", ""));
    let least = if whole { 0 } else { minor_digits(currency) };
    let body = figure(amount.abs(), decimals, least, locale);
    with_currency(amount, &body, currency, locale)
}

/// Decimals by magnitude: none from 100 up, coins from 1 up, three significant digits below.
fn plain(magnitude: f64, currency: Currency, locale: &Locale) -> String {
    if magnitude == 0.0 {
        return "0".to_owned();
    }
    let decimals = match magnitude {
        m if m >= 99.995 => 0,
        m if m >= 0.9995 => 2,
        m => decimals_for(m, SIGNIFICANT),
    };
    figure(magnitude, decimals, minor_digits(currency), locale)
}

/// What was made of the magnitude of an amount, with the sign of its currency and, where the amount is negative, the minus.
///
/// ```
/// use outturn_core::units::Currency;
/// use outturn_format::{Locale, with_currency};
/// assert_eq!(with_currency(-3e6, "3 M", Currency::USD, &Locale::EN), "−$3 M");
/// assert_eq!(with_currency(-3e6, "3 M", Currency::USD, &Locale::from_tag("de")), "−3 M\u{a0}$");
/// ```
#[must_use]
pub fn with_currency(amount: f64, body: &str, currency: Currency, locale: &Locale) -> String {
    let sign = currency_sign(&currency);
    // A code in letters would run into the digits.
    let letters = sign.ends_with(|c: char| c.is_ascii_alphabetic());
    match locale.money {
        MoneyPlace::After => with_minus(amount, format!("{body}{NO_BREAK_SPACE}{sign}")),
        MoneyPlace::Before if !letters => with_minus(amount, format!("{sign}{body}")),
        MoneyPlace::Before => with_minus(amount, format!("{sign}{NO_BREAK_SPACE}{body}")),
        MoneyPlace::BeforeSpaced => {
            let body = with_minus(amount, body.to_owned());
            format!("{sign}{NO_BREAK_SPACE}{body}")
        }
    }
}

/// The sign that a currency is known by, or its code: `$`, `CHF`.
#[must_use]
pub fn currency_sign(currency: &Currency) -> &str {
    let known = SYMBOLS.iter().find(|(code, _)| *code == currency.code());
    known.map_or(currency.code(), |(_, sign)| sign)
}

/// Signs that stand for one currency only; every other currency goes by its code.
pub(super) const SYMBOLS: [(&str, &str); 10] = [
    ("USD", "$"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("JPY", "¥"),
    ("INR", "₹"),
    ("KRW", "₩"),
    ("CAD", "CA$"),
    ("AUD", "A$"),
    ("NZD", "NZ$"),
    ("CNY", "CN¥"),
];

/// Decimals of the smallest coin, ISO 4217.
fn minor_digits(currency: Currency) -> usize {
    match currency.code() {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX"
        | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}
