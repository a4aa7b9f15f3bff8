//! A status by shape, word and colour.

use leptos::prelude::*;
use outturn_metrics::scorecard::Status;

/// The pill on a card.
#[component]
pub fn StatusPill(
    /// What it says.
    status: Status,
) -> impl IntoView {
    view! {
        <span class=format!("status {}", status.name())>
            <span aria-hidden="true">{status.shape()}</span>
            {status.word()}
        </span>
    }
}
