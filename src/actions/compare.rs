//! Choosing what cards are compared with.

use crate::state::App;
use outturn_core::calendar::Span;
use outturn_metrics::scorecard::{MOST_AGO, With};

/// Shows a comparison on cards, or no longer.
pub fn show_comparison(app: App, with: With, shown: bool) {
    app.change(|document| {
        let comparisons = &mut document.comparisons;
        comparisons.shown.retain(|one| *one != with);
        if shown {
            comparisons.shown.push(with);
            comparisons.shown.sort();
        }
        // Two periods ago until the user says how many.
        if shown && with == With::Ago {
            comparisons.ago.get_or_insert(2);
        }
    });
}

/// So many periods ago.
pub fn choose_ago(app: App, periods: u16) {
    app.change(|document| document.comparisons.ago = Some(periods.clamp(1, MOST_AGO)));
}

/// The days of the baseline.
pub fn choose_baseline(app: App, days: Span) {
    app.change(|document| document.comparisons.baseline = Some(days));
}
