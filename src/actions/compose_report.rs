//! Composing the report: its headline and its charts.

use crate::state::App;
use outturn_metrics::scorecard::Card;

/// The gesture under which typing is one step.
const TYPING: &str = "headline";

/// Sets the headline; what is typed in one go is one step. An empty one stands for the proposal.
pub fn set_headline(app: App, text: &str) {
    app.change_within(Some(TYPING), |document| {
        text.clone_into(&mut document.headline);
    });
}

/// Puts the chart of a metric into the report or takes it out. The first change makes the list the user's own.
pub fn put_chart(app: App, cards: &[Card], metric: &str, on: bool) {
    app.change(|document| {
        let mut picked = document.report.charted(cards);
        // What the user chose and has no line just now stays chosen.
        let hidden = document
            .report
            .picked
            .iter()
            .flatten()
            .filter(|id| !picked.contains(id));
        picked.extend(hidden.cloned().collect::<Vec<_>>());
        picked.retain(|id| id != metric);
        if on {
            picked.push(metric.to_owned());
        }
        document.report.picked = Some(picked);
    });
}
