//! The report as values, part by part: which metrics it is about, what stands in its tables and footnotes.

mod assumptions;
mod cards;
mod periods;
mod receipts;

pub use assumptions::{Assumption, AssumptionGroup, assumptions, tally};
pub use cards::{MetricRow, about, charted, in_bucket, key_cards, metric_row, proposed_headline};
pub use periods::{
    CALENDAR_FIELDS, CalendarField, PeriodOption, distances_from_utc, period_options,
};
pub use receipts::{Footnotes, definition, file_words};
