//! What is said of figures of some rows alone.

use super::Phrase;
use outturn_metrics::Target;
use outturn_metrics::scorecard::{Card, Filters, Status, filter_words};

/// A headline of what counts: `Team: Payments only.` comes first, so that nobody reads the figures of a team as those of the company.
#[must_use]
pub fn of_filter(filters: &Filters, headline: Vec<Phrase>) -> Vec<Phrase> {
    match filter_words(&filters.by) {
        Some(words) if !headline.is_empty() => {
            let lead = Phrase::strong(format!("{words}. "));
            std::iter::once(lead).chain(headline).collect()
        }
        _ => headline,
    }
}

/// Why a filter leaves a value without a verdict; empty where it does not.
#[must_use]
pub fn why_filter_forbids(card: &Card) -> String {
    let filtered = &card.receipt.filtered;
    match (card.judged.status, filtered.words()) {
        (Status::NotFiltered, Some(words)) => {
            format!("{words}: neither scored nor in the headline.")
        }
        (Status::Informative, Some(words))
            if !filtered.by.is_empty() && matches!(card.target, Target::Fixed(_)) =>
        {
            format!("{words}, and its target is for everything: no verdict.")
        }
        _ => String::new(),
    }
}

/// How far a card that is not of all rows is filtered, where that is less than was asked for: `Not filtered: incidents have no column
/// team`.
#[must_use]
pub fn not_filtered(card: &Card) -> Option<String> {
    let filtered = &card.receipt.filtered;
    filtered.is_not_all().then(|| filtered.words()).flatten()
}
