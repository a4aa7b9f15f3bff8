//! Names of series that are spelled like a metric's id or label: `NPS`, `Training time (h)`, `toil-ratio`.

use super::known;
use crate::Definition;
use outturn_core::units::{SECONDS_PER_DAY, SECONDS_PER_HOUR, Unit};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A metric that a series' name means.
#[derive(Debug, Clone, Copy)]
pub struct Spelled {
    /// The metric.
    pub metric: &'static Definition,
    /// What the series' numbers are multiplied by to be in the metric's base unit: 3,600 of `Training time (h)`.
    pub factor: f64,
    /// Whether it is the id that is spelled so, not the label.
    pub by_id: bool,
}

/// Units that a name may end in, the base unit they are of, and their size in it.
const UNITS: &[(&[&str], Unit, f64)] = &[
    (&["ms", "millis", "milliseconds"], Unit::Seconds, 1e-3),
    (
        &["s", "sec", "secs", "second", "seconds"],
        Unit::Seconds,
        1.0,
    ),
    (&["min", "mins", "minute", "minutes"], Unit::Seconds, 60.0),
    (
        &["h", "hr", "hrs", "hour", "hours"],
        Unit::Seconds,
        SECONDS_PER_HOUR,
    ),
    (&["d", "day", "days"], Unit::Seconds, SECONDS_PER_DAY),
    (
        &["%", "pct", "percent", "percentage"],
        Unit::Ratio,
        1.0 / 100.0,
    ),
];

/// The metric that a name means: its id or its label in any case, with any signs between the words, and perhaps the unit of the numbers
/// behind it. `None` where it means none, or where the unit is not one of the metric's.
///
/// ```
/// use outturn_metrics::catalogue::spelled;
/// let found = spelled("Training time (h)").map(|s| (s.metric.id, s.factor));
/// assert_eq!(found, Some(("training_time", 3_600.0)));
/// assert!(spelled("revenue").is_none());
/// ```
#[must_use]
pub fn spelled(name: &str) -> Option<Spelled> {
    let whole = |metric: &'static Definition, by_id| Spelled {
        metric,
        factor: 1.0,
        by_id,
    };
    named(name)
        .map(|(metric, by_id)| whole(metric, by_id))
        .or_else(|| {
            let (bare, unit, factor) = with_unit(name)?;
            let (metric, by_id) = named(bare).filter(|(metric, _)| metric.unit == unit)?;
            Some(Spelled {
                factor,
                ..whole(metric, by_id)
            })
        })
}

/// The metric whose id or label is spelled so; of both the id.
fn named(name: &str) -> Option<(&'static Definition, bool)> {
    static BY_NAME: LazyLock<FxHashMap<String, (&'static Definition, bool)>> =
        LazyLock::new(|| {
            let labels = known().map(|metric| (fold(metric.label), (metric, false)));
            let ids = known().map(|metric| (fold(metric.id), (metric, true)));
            // Of a label and an id that are spelled alike the id, which comes last, is meant.
            labels.chain(ids).collect()
        });
    BY_NAME.get(&fold(name)).copied()
}

/// Letters, digits and percent signs in lower case: `Toil-Ratio` and `toil_ratio` are one.
fn fold(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric() || *c == '%');
    kept.flat_map(char::to_lowercase).collect()
}

/// A name without the unit that it ends in, the base unit, and the size of the one in the other.
fn with_unit(name: &str) -> Option<(&str, Unit, f64)> {
    let end = name.trim_end_matches([']', ')', ' ']);
    let (bare, last) = match end.strip_suffix('%') {
        Some(bare) => (bare, "%"),
        None => {
            let cut = end.rfind(['_', ' ', '(', '[', '.', '-', ','])?;
            (&end[..cut], end.get(cut + 1..)?)
        }
    };
    let last = last.to_lowercase();
    let mut units = UNITS.iter();
    let (_, unit, factor) = units.find(|(words, _, _)| words.contains(&last.as_str()))?;
    let bare = bare.trim_end_matches(['(', '[', ' ', '_', '-', '.', ',']);
    // `Training time in hours`.
    let bare = bare.strip_suffix(" in").unwrap_or(bare);
    Some((bare, *unit, *factor))
}
