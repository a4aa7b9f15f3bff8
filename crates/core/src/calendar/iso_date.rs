//! Dates as ISO 8601 writes them, `2026-03-31`: from text, and as text in documents.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serializer};

/// A date written as `2026-03-31`; `None` for anything else.
///
/// ```
/// use outturn_core::calendar::date_from_iso;
/// assert_eq!(date_from_iso("2024-02-29").map(|d| d.to_string()).as_deref(), Some("2024-02-29"));
/// assert_eq!((date_from_iso("2025-02-29"), date_from_iso("March")), (None, None));
/// ```
#[must_use]
pub fn date_from_iso(text: &str) -> Option<NaiveDate> {
    let (year, rest) = text.split_at_checked(text.len().checked_sub(6)?)?;
    let (month, day) = rest.strip_prefix('-')?.split_once('-')?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

pub(super) fn serialize<S: Serializer>(date: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(deserializer)?;
    date_from_iso(&text)
        .ok_or_else(|| serde::de::Error::custom(format!("{text} is not a date like 2026-03-31")))
}
