//! What a value axis counts in, and how its values are written.
//!
//! Figures are written as the locale writes them, and a value that is not finite is written `—`.

use super::scale::Ticks;
use outturn_core::units::{Currency, Unit};
use outturn_format::{
    Digits, LARGE, Locale, MINUS, MISSING, MoneyPlace, currency_sign, number, with_currency,
    with_percent_sign,
};

/// The unit of a value axis. Values are always in base units: shares of one, seconds, whole currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AxisUnit {
    /// A plain number, with the words that name its unit (`per week`) or none.
    Number(String),
    /// A share of one, shown in percent.
    Ratio,
    /// Seconds, shown in what fits: ms, s, min, h or d.
    Seconds,
    /// An amount of a currency.
    Money(Currency),
}

/// A unit fit for people, chosen by size: `$ M`, `min`, `%`.
#[derive(Debug, Clone, PartialEq)]
pub struct Scaled {
    /// One of it in base units.
    pub one: f64,
    /// Its name; empty for plain numbers without a unit.
    pub name: String,
}

/// From how many seconds on a unit is used, its length, its name.
const DURATIONS: [(f64, f64, &str); 5] = [
    (172_800.0, 86_400.0, "d"),
    (3_600.0, 3_600.0, "h"),
    (60.0, 60.0, "min"),
    (1.0, 1.0, "s"),
    (0.0, 1e-3, "ms"),
];

impl AxisUnit {
    /// The axis of a metric's unit. Money without a currency is a plain number.
    #[must_use]
    pub fn of(unit: Unit, currency: Option<Currency>, locale: &Locale) -> Self {
        match unit {
            Unit::Ratio => Self::Ratio,
            Unit::Seconds => Self::Seconds,
            Unit::Money => currency.map_or_else(|| Self::Number("money".into()), Self::Money),
            Unit::PerThousand => Self::Number(format!("per {}", fixed(1_000.0, 0, locale))),
            Unit::PerSecond => Self::Number("per second".into()),
            Unit::PerDay => Self::Number("per day".into()),
            Unit::PerWeek => Self::Number("per week".into()),
            Unit::HoursPerMonth => Self::Number("h a month".into()),
            Unit::Points => Self::Number("points".into()),
            Unit::Count | Unit::Number => Self::Number(String::new()),
        }
    }

    /// The unit in which values up to `size` are read best.
    ///
    /// ```
    /// use outturn_chart::AxisUnit;
    /// use outturn_core::units::Currency;
    /// use outturn_format::Locale;
    /// let dollars = AxisUnit::Money(Currency::USD);
    /// assert_eq!(dollars.scaled(3.6e6, &Locale::EN).name, "$ M");
    /// assert_eq!(dollars.scaled(3.6e6, &Locale::from_tag("de")).name, "M $");
    /// assert_eq!(AxisUnit::Seconds.scaled(3.0 * 3600.0, &Locale::EN).name, "h");
    /// ```
    #[must_use]
    pub fn scaled(&self, size: f64, locale: &Locale) -> Scaled {
        let size = if size.is_finite() { size.abs() } else { 1.0 };
        match self {
            Self::Ratio => Scaled {
                one: 0.01,
                name: "%".into(),
            },
            Self::Seconds => {
                let found = DURATIONS
                    .iter()
                    .find(|(from, ..)| size >= *from && size > 0.0);
                let (_, one, name) = found.copied().unwrap_or((0.0, 1.0, "s"));
                Scaled {
                    one,
                    name: name.into(),
                }
            }
            Self::Number(words) => thousands(size, 1e5, |large| join(words, large)),
            Self::Money(currency) => {
                let sign = currency_sign(currency);
                thousands(size, 1e4, |large| match locale.money {
                    MoneyPlace::After => join(large, sign),
                    MoneyPlace::Before | MoneyPlace::BeforeSpaced => join(sign, large),
                })
            }
        }
    }

    /// One value in full, with its unit: `$3.62 M`, `11.8%`, `412 ms`, `1,180`.
    ///
    /// ```
    /// use outturn_chart::AxisUnit;
    /// use outturn_format::Locale;
    /// assert_eq!(AxisUnit::Ratio.value(0.9994, &Locale::EN), "99.94%");
    /// assert_eq!(AxisUnit::Seconds.value(-0.412, &Locale::EN), "−412 ms");
    /// assert_eq!(AxisUnit::Ratio.value(f64::NAN, &Locale::EN), "—");
    /// ```
    #[must_use]
    pub fn value(&self, value: f64, locale: &Locale) -> String {
        if !value.is_finite() {
            return MISSING.into();
        }
        match self {
            Self::Money(currency) => money(value, *currency, locale),
            Self::Number(words) => join(&significant(value, 5, locale), words),
            Self::Ratio | Self::Seconds => {
                let unit = self.scaled(value, locale);
                // Past the largest number in the smaller unit only the base unit is left.
                let shown = value / unit.one;
                if !shown.is_finite() {
                    return exponent(value, 3, locale);
                }
                let figure = significant(shown, 4, locale);
                match self {
                    Self::Ratio => with_percent_sign(&figure, locale),
                    _ => join(&figure, &unit.name),
                }
            }
        }
    }
}

impl Scaled {
    /// The texts of ticks made in this unit: as many decimals as the step needs.
    #[must_use]
    pub fn labels(&self, ticks: &Ticks, locale: &Locale) -> Vec<String> {
        let decimals = ticks.decimals();
        let (lo, hi) = ticks.span();
        let scientific = decimals > 6 || lo.abs().max(hi.abs()) >= 1e7;
        let text = |v: &f64| match *v {
            0.0 if scientific => "0".to_owned(),
            v if scientific => exponent(v, 2, locale),
            v => fixed(v, decimals, locale),
        };
        ticks.values.iter().map(text).collect()
    }
}

fn thousands(size: f64, from: f64, name: impl Fn(&str) -> String) -> Scaled {
    let step = LARGE.iter().find(|(one, _)| size >= *one && size >= from);
    let (one, large) = step.copied().unwrap_or((1.0, ""));
    Scaled {
        one,
        name: name(large),
    }
}

fn money(value: f64, currency: Currency, locale: &Locale) -> String {
    let size = value.abs();
    let body = if size >= 1e6 {
        let (one, large) = LARGE
            .into_iter()
            .find(|(one, _)| size >= *one)
            .unwrap_or((1.0, ""));
        join(&significant(size / one, 4, locale), large)
    } else if size >= 1_000.0 {
        fixed(size, 0, locale)
    } else if size >= 1.0 || size == 0.0 {
        let whole = number(size, Digits::UpTo(2), locale) == fixed(size, 0, locale);
        fixed(size, if whole { 0 } else { 2 }, locale)
    } else {
        significant(size, 3, locale)
    };
    with_currency(value, &body, currency, locale)
}

fn join(a: &str, b: &str) -> String {
    match (a.is_empty(), b.is_empty()) {
        (false, false) => format!("{a} {b}"),
        _ => format!("{a}{b}"),
    }
}

/// At most `digits` significant digits, whole numbers in full below ten million, no trailing zeros.
fn significant(value: f64, digits: i32, locale: &Locale) -> String {
    let size = value.abs();
    if size != 0.0 && !(1e-6..1e15).contains(&size) {
        return exponent(value, 3, locale);
    }
    let whole = if size >= 1.0 {
        size.log10().floor() as i32 + 1
    } else {
        0
    };
    // Below one, digits count from the first that is not zero.
    let lead = if size > 0.0 && size < 1.0 {
        -size.log10().floor() as i32 - 1
    } else {
        0
    };
    number(
        value,
        Digits::UpTo((digits - whole + lead).max(0) as u8),
        locale,
    )
}

/// A number with so many decimals.
pub(super) fn fixed(value: f64, decimals: usize, locale: &Locale) -> String {
    number(
        value,
        Digits::Fixed(decimals.min(u8::MAX.into()) as u8),
        locale,
    )
}

fn exponent(value: f64, digits: usize, locale: &Locale) -> String {
    let text = format!("{value:.digits$e}");
    let (lead, power) = text.split_once('e').unwrap_or((&text, "0"));
    let lead = if lead.contains('.') {
        lead.trim_end_matches('0').trim_end_matches('.')
    } else {
        lead
    };
    let lead = lead.replace('.', &locale.decimal.to_string());
    format!("{lead}e{power}").replace('-', &MINUS.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::scale::ticks_around;
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(AxisUnit::Money(Currency::USD), 3_620_000.0, "$3.62 M")]
    #[case(AxisUnit::Money(Currency::USD), -27_400.0, "−$27,400")]
    #[case(AxisUnit::Money(Currency::USD), 0.0213, "$0.0213")]
    #[case(AxisUnit::Money(Currency::USD), 12.5, "$12.50")]
    #[case(AxisUnit::Money(Currency::USD), 0.0, "$0")]
    #[case(AxisUnit::Money(Currency::parse("CHF").unwrap()), -2.5e9, "−CHF 2.5 bn")]
    #[case(AxisUnit::Ratio, 0.118, "11.8%")]
    #[case(AxisUnit::Ratio, 0.0031, "0.31%")]
    #[case(AxisUnit::Seconds, 54.0 * 60.0, "54 min")]
    #[case(AxisUnit::Seconds, 0.0, "0 s")]
    #[case(AxisUnit::Seconds, 3.5 * 3600.0, "3.5 h")]
    #[case(AxisUnit::Number("per week".into()), 4.25, "4.25 per week")]
    #[case(AxisUnit::Number(String::new()), 1_234_567.0, "1,234,567")]
    #[case(AxisUnit::Number(String::new()), 1e-12, "1e−12")]
    #[case(AxisUnit::Number(String::new()), f64::INFINITY, "—")]
    fn values_read_in_full(#[case] unit: AxisUnit, #[case] value: f64, #[case] expected: &str) {
        let shown = unit.value(value, &Locale::EN);
        assert_eq!(shown.replace('\u{a0}', " "), expected);
    }

    #[rstest]
    #[case(AxisUnit::Money(Currency::USD), -2.2e6, 7.9e6, "$ M", "−4|−2|0|2|4|6|8")]
    #[case(AxisUnit::Ratio, 0.991, 0.9997, "%", "99|99.2|99.4|99.6|99.8|100")]
    #[case(AxisUnit::Seconds, 0.0, 3000.0, "min", "0|10|20|30|40|50")]
    #[case(AxisUnit::Number(String::new()), 0.0, 2.3e6, "M", "0|0.5|1|1.5|2|2.5")]
    #[case(AxisUnit::Number("per day".into()), 0.0, 40_000.0, "per day", "0|10,000|20,000|30,000|40,000")]
    #[case(
        AxisUnit::Number(String::new()),
        0.0,
        4e-9,
        "",
        "0|1e−9|2e−9|3e−9|4e−9"
    )]
    fn ticks_carry_their_unit_once(
        #[case] unit: AxisUnit,
        #[case] low: f64,
        #[case] high: f64,
        #[case] name: &str,
        #[case] labels: &str,
    ) {
        let scaled = unit.scaled(low.abs().max(high.abs()), &Locale::EN);
        let ticks = ticks_around((low / scaled.one, high / scaled.one), 6);
        assert_eq!(scaled.name, name);
        let texts: Vec<_> = scaled.labels(&ticks, &Locale::EN);
        let trimmed: Vec<_> = texts
            .iter()
            .map(|t| t.strip_suffix(".0").unwrap_or(t))
            .collect();
        assert_eq!(trimmed.join("|"), labels);
    }

    #[rstest]
    #[case("en", "−$3.62 M", "$12.50", "99.94%", "1,180.5", "1.5e−12")]
    #[case("de", "−3,62 M $", "12,50 $", "99,94 %", "1.180,5", "1,5e−12")]
    #[case("fr", "−3,62 M $", "12,50 $", "99,94 %", "1\u{202f}180,5", "1,5e−12")]
    #[case("ja", "−$3.62 M", "$12.50", "99.94%", "1,180.5", "1.5e−12")]
    fn values_read_as_the_locale_writes_them(
        #[case] tag: &str,
        #[case] millions: &str,
        #[case] cents: &str,
        #[case] share: &str,
        #[case] plain: &str,
        #[case] tiny: &str,
    ) {
        let locale = Locale::from_tag(tag);
        let dollars = AxisUnit::Money(Currency::USD);
        let bare = AxisUnit::Number(String::new());
        let shown = [
            dollars.value(-3.62e6, &locale),
            dollars.value(12.5, &locale),
            AxisUnit::Ratio.value(0.9994, &locale),
            bare.value(1_180.5, &locale),
            bare.value(1.5e-12, &locale),
        ];
        let shown = shown.map(|text| text.replace('\u{a0}', " "));
        assert_eq!(shown, [millions, cents, share, plain, tiny]);
    }

    #[test]
    fn ticks_are_written_as_the_locale_writes_them() {
        let german = Locale::from_tag("de");
        let scaled = AxisUnit::Money(Currency::parse("EUR").unwrap()).scaled(2.5e6, &german);
        let ticks = ticks_around((0.0, 2.5), 6);
        assert_eq!(scaled.name, "M €");
        assert_eq!(
            scaled.labels(&ticks, &german).join("|"),
            "0,0|0,5|1,0|1,5|2,0|2,5"
        );
    }
}
