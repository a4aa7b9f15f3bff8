//! A stored value with its unit, as a card shows it. What is not finite is `—` with no unit.

use super::duration::{duration_parts, duration_trimmed};
use super::money::money_trimmed;
use super::percent::percent_figure;
use super::{
    Digits, Locale, MISSING, MoneyStyle, NO_BREAK_SPACE, compact, join, money, number, percent,
};
use outturn_core::units::{Currency, Unit};

/// A value as people read it: the figure, set large, and its unit beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Such as `99.94`, `0.9`, `$0.0213`; `—` when there is no value.
    pub figure: String,
    /// Such as `%` or `h`; empty where the figure says it all.
    pub unit: String,
    /// Whether the unit stands right after the figure, as a percent sign does in English.
    pub closed_up: bool,
}

impl Shown {
    fn new(figure: String, unit: impl Into<String>) -> Self {
        let unit = if figure == MISSING {
            String::new()
        } else {
            unit.into()
        };
        Self {
            figure,
            unit,
            closed_up: false,
        }
    }
}

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.closed_up {
            return write!(f, "{}{}", self.figure, self.unit);
        }
        f.write_str(&join(&self.figure, &self.unit))
    }
}

/// A stored value (in base units) as a card shows it. Money without a currency is shown as a plain number.
///
/// ```
/// use outturn_core::units::{Currency, Unit};
/// use outturn_format::{Locale, value};
/// let shown = value(0.9994, Unit::Ratio, None, &Locale::EN);
/// assert_eq!((shown.figure.as_str(), shown.unit.as_str()), ("99.94", "%"));
/// let shown = value(0.0213, Unit::Money, Some(Currency::USD), &Locale::EN);
/// assert_eq!((shown.figure.as_str(), shown.unit.as_str()), ("$0.0213", ""));
/// ```
#[must_use]
pub fn value(value: f64, unit: Unit, currency: Option<Currency>, locale: &Locale) -> Shown {
    let figure = match (unit, currency) {
        (Unit::Ratio, _) => percent_figure(value, Digits::Auto, locale),
        (Unit::Seconds, _) => {
            let (figure, unit) = duration_parts(value, locale);
            return Shown::new(figure, unit);
        }
        (Unit::Money, Some(currency)) => money(value, currency, MoneyStyle::Compact, locale),
        _ => compact(value, locale),
    };
    Shown {
        closed_up: unit == Unit::Ratio && !locale.percent_spaced,
        ..Shown::new(figure, unit_word(unit, locale))
    }
}

/// The unit beside a figure that is not a duration.
pub(super) fn unit_word(unit: Unit, locale: &Locale) -> String {
    let per = |what: &str| format!("/{NO_BREAK_SPACE}{what}");
    match unit {
        Unit::Ratio => "%".to_owned(),
        Unit::Seconds => "s".to_owned(),
        Unit::PerThousand => {
            let thousand = number(1_000.0, Digits::Auto, locale);
            format!("per{NO_BREAK_SPACE}{thousand}")
        }
        Unit::PerSecond => per("s"),
        Unit::PerDay => per("day"),
        Unit::PerWeek => per("week"),
        Unit::HoursPerMonth => format!("h{NO_BREAK_SPACE}/{NO_BREAK_SPACE}month"),
        Unit::Points => "points".to_owned(),
        Unit::Money | Unit::Count | Unit::Number => String::new(),
    }
}

/// A threshold in the words of a card: `≥ 99.9%`, `≤ 1 h`, `≤ $0.025`. `good_up` says that more is better.
///
/// Thresholds are set by people, so they are shown with no more digits than they have.
#[must_use]
pub fn threshold(
    value: f64,
    unit: Unit,
    currency: Option<Currency>,
    good_up: bool,
    locale: &Locale,
) -> String {
    if !value.is_finite() {
        return MISSING.to_owned();
    }
    let shown = as_set(value, unit, currency, locale);
    let sign = if good_up { '≥' } else { '≤' };
    format!("{sign}{NO_BREAK_SPACE}{shown}")
}

/// A value that people set, with no more digits than it has: `99.95%`, `100 min`, `$0.025`.
#[must_use]
pub fn as_set(value: f64, unit: Unit, currency: Option<Currency>, locale: &Locale) -> String {
    if !value.is_finite() {
        return MISSING.to_owned();
    }
    match (unit, currency) {
        (Unit::Ratio, _) => percent(value, Digits::UpTo(6), locale),
        (Unit::Seconds, _) => {
            let (figure, unit) = duration_trimmed(value, locale);
            join(&figure, unit)
        }
        (Unit::Money, Some(currency)) => money_trimmed(value, currency, locale),
        _ => join(
            &number(value, Digits::UpTo(6), locale),
            &unit_word(unit, locale),
        ),
    }
}
