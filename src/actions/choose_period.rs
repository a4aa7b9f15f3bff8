//! Choosing which period the cards show.

use crate::state::App;
use outturn_core::calendar::Grain;
use outturn_metrics::scorecard::When;

/// Periods of another length; each card shows its last one.
pub fn choose_grain(app: App, grain: Grain) {
    app.change(|document| {
        document.choice.grain = grain;
        document.choice.when = When::Latest;
        document.choice_is_own = true;
    });
}

/// One period for all cards, the last of each, or everything.
pub fn choose_when(app: App, when: When) {
    app.change(|document| {
        document.choice.when = when;
        document.choice_is_own = true;
    });
}
