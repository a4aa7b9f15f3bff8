//! Numbers, money, durations, dates and periods as people read them; pure, the locale is a parameter.
//!
//! The page speaks English; a [`Locale`] says only how numbers and numeric dates are written.
//!
//! **Missing values.** Whatever is not finite is shown as [`MISSING`] (`—`), never as zero, `NaN` or an empty string.
//!
//! **Rounding** is half away from zero on the fifteen digits a spreadsheet shows, so that a figure here and the same figure in
//! a workbook never differ in their last digit. Nothing is ever shown as minus zero.

mod change;
mod date;
mod decimal;
mod duration;
mod input;
mod locale;
mod money;
mod number;
mod parse;
mod percent;
mod typed;
mod value;
mod words;

pub use change::change;
pub use date::{date, date_time, day_and_month, period, period_short, periods, sha, sha_short};
pub use duration::{duration, months};
pub use input::{input_value, parse_input};
pub use locale::{DateOrder, Locale, MoneyPlace};
pub use money::{MoneyStyle, currency_sign, money, with_currency};
pub use number::{Digits, LARGE, compact, exact, number, rate, signed};
pub use parse::{parse_number, parse_value};
pub use percent::{percent, points, with_percent_sign};
pub use typed::{Accepts, NotRead};
pub use value::{Shown, as_set, threshold, value};
pub use words::{bytes, capitalised, counted, whole};

/// Stands where there is no value.
pub const MISSING: &str = "—";
/// The sign of a negative number: U+2212, as wide as the plus, and never broken from its digits.
pub const MINUS: char = '−';
/// Between a figure and its unit, so that a line never ends between the two.
pub const NO_BREAK_SPACE: char = '\u{a0}';

/// A figure and its unit with a no-break space between them; the figure alone when there is no unit.
fn join(figure: &str, unit: &str) -> String {
    if unit.is_empty() {
        figure.to_owned()
    } else {
        format!("{figure}{NO_BREAK_SPACE}{unit}")
    }
}
