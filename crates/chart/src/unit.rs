//! What a value axis counts in, and how its values are written.
//!
//! Minus is `−`, thousands are separated by commas, and a value that is not finite is written `—`.

use super::scale::Ticks;
use outturn_core::units::{Currency, Unit};

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

const THOUSANDS: [(f64, &str); 4] = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")];
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
    pub fn of(unit: Unit, currency: Option<Currency>) -> Self {
        match unit {
            Unit::Ratio => Self::Ratio,
            Unit::Seconds => Self::Seconds,
            Unit::Money => currency.map_or_else(|| Self::Number("money".into()), Self::Money),
            Unit::PerThousand => Self::Number("per 1,000".into()),
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
    /// assert_eq!(AxisUnit::Money(Currency::USD).scaled(3.6e6).name, "$ M");
    /// assert_eq!(AxisUnit::Seconds.scaled(3.0 * 3600.0).name, "h");
    /// ```
    #[must_use]
    pub fn scaled(&self, size: f64) -> Scaled {
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
            Self::Number(words) => thousands(size, 1e5, words),
            Self::Money(currency) => thousands(size, 1e4, &symbol(*currency)),
        }
    }

    /// One value in full, with its unit: `$3.62 M`, `11.8 %`, `412 ms`, `1,180`.
    ///
    /// ```
    /// use outturn_chart::AxisUnit;
    /// assert_eq!(AxisUnit::Ratio.value(0.9994), "99.94 %");
    /// assert_eq!(AxisUnit::Seconds.value(-0.412), "−412 ms");
    /// assert_eq!(AxisUnit::Ratio.value(f64::NAN), "—");
    /// ```
    #[must_use]
    pub fn value(&self, value: f64) -> String {
        if !value.is_finite() {
            return "—".into();
        }
        match self {
            Self::Money(currency) => money(value, &symbol(*currency)),
            Self::Number(words) => join(&significant(value, 5), words),
            Self::Ratio | Self::Seconds => {
                let unit = self.scaled(value);
                // Past the largest number in the smaller unit only the base unit is left.
                let shown = value / unit.one;
                if shown.is_finite() {
                    join(&significant(shown, 4), &unit.name)
                } else {
                    exponent(value, 3)
                }
            }
        }
    }
}

impl Scaled {
    /// The texts of ticks made in this unit: as many decimals as the step needs.
    #[must_use]
    pub fn labels(&self, ticks: &Ticks) -> Vec<String> {
        let decimals = ticks.decimals();
        let (lo, hi) = ticks.span();
        let scientific = decimals > 6 || lo.abs().max(hi.abs()) >= 1e7;
        let text = |v: &f64| match *v {
            0.0 if scientific => "0".to_owned(),
            v if scientific => exponent(v, 2),
            v => fixed(v, decimals),
        };
        ticks.values.iter().map(text).collect()
    }
}

fn thousands(size: f64, from: f64, words: &str) -> Scaled {
    let step = THOUSANDS
        .iter()
        .find(|(one, _)| size >= *one && size >= from);
    match step {
        Some((one, letter)) => Scaled {
            one: *one,
            name: join(words, letter),
        },
        None => Scaled {
            one: 1.0,
            name: words.into(),
        },
    }
}

/// The sign a currency is known by, or its code.
fn symbol(currency: Currency) -> String {
    const SIGNS: [(&str, &str); 5] = [
        ("USD", "$"),
        ("EUR", "€"),
        ("GBP", "£"),
        ("JPY", "¥"),
        ("INR", "₹"),
    ];
    let sign = SIGNS.iter().find(|(code, _)| *code == currency.code());
    sign.map_or_else(|| currency.to_string(), |(_, sign)| (*sign).to_owned())
}

fn money(value: f64, sign: &str) -> String {
    let size = value.abs();
    let digits = if size >= 1e6 {
        let (one, letter) = THOUSANDS
            .iter()
            .find(|(one, _)| size >= *one)
            .unwrap_or(&(1.0, ""));
        format!("{} {letter}", significant(size / one, 4))
    } else if size >= 1_000.0 {
        fixed(size, 0)
    } else if size >= 1.0 || size == 0.0 {
        fixed(size, 2).trim_end_matches(".00").to_owned()
    } else {
        significant(size, 3)
    };
    let space = if sign.chars().count() > 1 { " " } else { "" };
    format!(
        "{}{sign}{space}{digits}",
        if value < 0.0 { "−" } else { "" }
    )
}

fn join(a: &str, b: &str) -> String {
    match (a.is_empty(), b.is_empty()) {
        (false, false) => format!("{a} {b}"),
        _ => format!("{a}{b}"),
    }
}

/// At most `digits` significant digits, whole numbers in full below ten million, no trailing zeros.
fn significant(value: f64, digits: i32) -> String {
    let size = value.abs();
    if size != 0.0 && !(1e-6..1e15).contains(&size) {
        return exponent(value, 3);
    }
    let whole = if size >= 1.0 {
        size.log10().floor() as i32 + 1
    } else {
        0
    };
    // Below one, digits count from the first that is not nought.
    let lead = if size > 0.0 && size < 1.0 {
        -size.log10().floor() as i32 - 1
    } else {
        0
    };
    let decimals = (digits - whole + lead).max(0) as usize;
    let text = fixed(value, decimals);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A number with so many decimals, comma-grouped, `−` for minus, never `−0`.
#[must_use]
pub fn fixed(value: f64, decimals: usize) -> String {
    let power = 10f64.powi(decimals.min(300) as i32);
    let scaled = value.abs() * power;
    // A half is rounded away from nought, as spreadsheets do; `format!` alone rounds 21.25 to 21.2.
    let rounded = if scaled < 1e15 {
        scaled.round() / power
    } else {
        value.abs()
    };
    let plain = format!("{rounded:.decimals$}");
    let (whole, rest) = plain
        .split_once('.')
        .map_or((plain.as_str(), None), |(w, r)| (w, Some(r)));
    let mut text = String::with_capacity(plain.len() + 6);
    if value < 0.0 && plain.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        text.push('−');
    }
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(rest) = rest {
        text.push('.');
        text.push_str(rest);
    }
    text
}

fn exponent(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$e}");
    let (lead, power) = text.split_once('e').unwrap_or((&text, "0"));
    let lead = if lead.contains('.') {
        lead.trim_end_matches('0').trim_end_matches('.')
    } else {
        lead
    };
    format!("{lead}e{power}").replace('-', "−")
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
    #[case(AxisUnit::Money(Currency::parse("CHF").unwrap()), -2.5e9, "−CHF 2.5 B")]
    #[case(AxisUnit::Ratio, 0.118, "11.8 %")]
    #[case(AxisUnit::Ratio, 0.0031, "0.31 %")]
    #[case(AxisUnit::Seconds, 54.0 * 60.0, "54 min")]
    #[case(AxisUnit::Seconds, 0.0, "0 s")]
    #[case(AxisUnit::Seconds, 3.5 * 3600.0, "3.5 h")]
    #[case(AxisUnit::Number("per week".into()), 4.25, "4.25 per week")]
    #[case(AxisUnit::Number(String::new()), 1_234_567.0, "1,234,567")]
    #[case(AxisUnit::Number(String::new()), 1e-12, "1e−12")]
    #[case(AxisUnit::Number(String::new()), f64::INFINITY, "—")]
    fn values_read_in_full(#[case] unit: AxisUnit, #[case] value: f64, #[case] expected: &str) {
        assert_eq!(unit.value(value), expected);
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
        let scaled = unit.scaled(low.abs().max(high.abs()));
        let ticks = ticks_around((low / scaled.one, high / scaled.one), 6);
        assert_eq!(scaled.name, name);
        let texts: Vec<_> = scaled.labels(&ticks);
        let trimmed: Vec<_> = texts
            .iter()
            .map(|t| t.strip_suffix(".0").unwrap_or(t))
            .collect();
        assert_eq!(trimmed.join("|"), labels);
    }

    #[test]
    fn minus_nought_is_nought() {
        assert_eq!(fixed(-0.001, 2), "0.00");
        assert_eq!(fixed(-1234567.5, 1), "−1,234,567.5");
        assert_eq!(fixed(21.25, 1), "21.3");
    }
}
