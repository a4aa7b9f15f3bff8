//! Where a target comes from, and who agreed to it.

use outturn_core::calendar::date_from_iso;
use outturn_format::{Locale, date};
use outturn_metrics::scorecard::{Agreement, Card, TargetOrigin};

/// Where a card's target comes from: `yours`, `DORA 2023, high`, `series Plan: its value in this period, tolerance a tenth past it`.
#[must_use]
pub fn origin_words(card: &Card) -> String {
    match card.target_origin {
        TargetOrigin::Default => "the catalogue's default".to_owned(),
        TargetOrigin::User => "yours".to_owned(),
        TargetOrigin::Column => "the data's target column, tolerance a tenth past it".to_owned(),
        TargetOrigin::Series if card.target == outturn_metrics::Target::None => {
            format!(
                "the series {} has no value in this period",
                card.target_name
            )
        }
        TargetOrigin::Series => format!(
            "the series {} in this period, tolerance a tenth past it",
            card.target_name
        ),
        TargetOrigin::Benchmark => format!("the edge of {}", card.target_name),
    }
}

/// Who agreed to a target, and when: `agreed by Operations lead, 14 Jan 2026`; `None` where nobody has said.
#[must_use]
pub fn agreed_words(agreed: &Agreement, locale: &Locale) -> Option<String> {
    let on = date_from_iso(&agreed.on).map(|day| date(day, locale));
    match (agreed.by.trim(), on) {
        ("", None) => None,
        ("", Some(on)) => Some(format!("agreed {on}")),
        (by, None) => Some(format!("agreed by {by}")),
        (by, Some(on)) => Some(format!("agreed by {by}, {on}")),
    }
}
