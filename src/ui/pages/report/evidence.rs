//! The best leading indicator, laid over the outcome.

use super::figure::Figure;
use crate::state::App;
use crate::ui::pages::leadlag::plots::{overlay_chart, picked};
use crate::ui::pages::scorecard::sentence;
use leptos::prelude::*;
use outturn_report::narrative::{evidence_words, finding};

/// The section; nothing when no two series could be compared.
#[component]
pub fn Evidence() -> impl IntoView {
    let app = App::here();
    move || {
        let locale = app.locale();
        app.lead_lag.with(|answer| {
            let answer = answer.as_ref()?;
            let (ranking, leader) = picked(answer)?;
            let (found, chart) = (leader.evidence?, overlay_chart(answer, &locale)?);
            Some(view! {
                <section>
                    <div class="head"><h2>"Leading → lagging"</h2><span class="quiet">{format!("outcome: {}", ranking.outcome_label)}</span></div>
                    <p class="finding">{sentence(&finding(ranking, leader, &locale))}</p>
                    <p class="quiet">{evidence_words(&found, ranking, &locale)}</p>
                    <Figure chart=chart/>
                </section>
            })
        })
    }
}
