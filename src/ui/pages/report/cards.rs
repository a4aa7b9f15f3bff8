//! Which cards the report is about.

use crate::state::App;
use leptos::prelude::*;
use outturn_metrics::scorecard::{Card, Status};

/// Cards whose charts are in the report.
pub fn charted(app: App) -> Vec<Card> {
    app.scorecard.with(|answer| {
        let Some(answer) = answer else {
            return Vec::new();
        };
        let ids = app.document().with(|d| d.report.charted(&answer.cards));
        answer
            .cards
            .iter()
            .filter(|c| ids.contains(&c.id))
            .cloned()
            .collect()
    })
}

/// Cards that the report is about: judged ones, North Stars, and those whose charts are in it, in the order of the scorecard.
pub fn key_cards(app: App) -> Vec<Card> {
    let charted = charted(app);
    let is_key = |card: &&Card| {
        let judged = matches!(
            card.judged.status,
            Status::Met | Status::Near | Status::Missed
        );
        judged || card.north_star || charted.iter().any(|c| c.id == card.id)
    };
    app.scorecard.with(|a| {
        a.iter()
            .flat_map(|a| &a.cards)
            .filter(is_key)
            .cloned()
            .collect()
    })
}
