//! Whether a value is a signal or routine variation, in words.

use outturn_format::{Locale, period, value};
use outturn_metrics::scorecard::{Card, Side};

/// `Signal` or `Routine variation`, and the sentence that says why; `None` where too few periods say what is routine.
#[must_use]
pub fn process_words(card: &Card, locale: &Locale) -> Option<(&'static str, String)> {
    let process = card.process()?;
    let shown = |v: f64| value(v, card.unit, card.currency, locale).to_string();
    let (first, last) = process.of;
    let of = format!(
        "of the {} periods from {} to {}",
        process.periods,
        period(&first, locale),
        period(&last, locale)
    );
    let (now, mean) = (shown(card.value?), shown(process.limits.mean));
    let (lower, upper) = (shown(process.limits.lower), shown(process.limits.upper));
    Some(match process.outside {
        Some(Side::Above) => (
            "Signal",
            format!("{now} lies above {upper}, the upper limit {of}, whose mean is {mean}."),
        ),
        Some(Side::Below) => (
            "Signal",
            format!("{now} lies below {lower}, the lower limit {of}, whose mean is {mean}."),
        ),
        None => (
            "Routine variation",
            format!(
                "{now} lies between {lower} and {upper}, the limits {of}, whose mean is {mean}."
            ),
        ),
    })
}
