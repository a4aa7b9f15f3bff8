//! The cards that the report is about, as they are now.

use crate::state::App;
use leptos::prelude::*;
use outturn_metrics::scorecard::Card;
use outturn_report::model;
use outturn_report::narrative::{Phrase, of_filter};

/// Of the cards and the ids of those whose charts are in the report.
fn of_cards(app: App, choose: fn(&[Card], &[String]) -> Vec<Card>) -> Vec<Card> {
    app.scorecard.with(|answer| {
        let cards = answer.as_ref().map_or(&[][..], |a| &a.cards);
        let charted = app.document().with(|d| d.report.charted(cards));
        choose(cards, &charted)
    })
}

/// Cards whose charts are in the report.
pub fn charted(app: App) -> Vec<Card> {
    of_cards(app, model::charted)
}

/// Cards that the report is about.
pub fn key_cards(app: App) -> Vec<Card> {
    of_cards(app, model::key_cards)
}

/// The sentence that the figures propose; empty before there are any.
pub fn proposal(app: App) -> Vec<Phrase> {
    app.scorecard.with(|answer| {
        let proposed = answer.as_ref().map(|a| {
            let proposed =
                model::proposed_headline(&a.cards, &a.composite, a.previous_score, &app.locale());
            of_filter(&a.filters, proposed)
        });
        proposed.unwrap_or_default()
    })
}
