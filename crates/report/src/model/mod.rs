//! The report as values, part by part: which metrics it is about, what stands in its tables and footnotes.

mod assumptions;
mod cards;
mod compare;
mod filters;
mod periods;
mod receipts;

pub use assumptions::{Assumption, AssumptionGroup, assumptions, tally};
pub use cards::{
    MetricRow, about, by_what_is_there, charted, in_bucket, key_cards, lacking, metric_row,
    proposed_headline,
};
pub use compare::{COMPARISON_CHOICES, comparisons_label, target_choices};
pub use filters::{found_values, unfiltered_words};
pub use periods::{
    CALENDAR_FIELDS, CalendarField, PeriodOption, distances_from_utc, period_options,
};
pub use receipts::{Footnotes, definition, file_words};
