//! The period control.

use crate::actions::choose_period::{choose_grain, choose_when};
use crate::state::App;
use crate::ui::components::Segmented;
use leptos::prelude::*;
use outturn_core::calendar::{Grain, Period};
use outturn_format::capitalised;
use outturn_metrics::scorecard::When;

/// How many periods back can be chosen from the list.
const LISTED: usize = 60;

/// Length of a period, and which one.
#[component]
pub fn Controls() -> impl IntoView {
    let app = App::here();
    let choice = app.select(|d| d.choice);
    let grain = Memo::new(move |_| choice.get().grain);
    let grains: Vec<(Grain, String)> = Grain::ALL
        .iter()
        .map(|g| (*g, capitalised(g.word())))
        .collect();
    let periods = Memo::new(move |_| {
        let span = app.scorecard.with(|a| a.as_ref().and_then(|a| a.span));
        span.map(|span| {
            let last = outturn_core::units::Timestamp(span.end_moment().0 - 1);
            let mut periods = Period::range(span.start_moment(), last, grain.get());
            periods.reverse();
            periods.truncate(LISTED);
            periods
        })
        .unwrap_or_default()
    });
    let chosen = move |event| {
        let word = event_target_value(&event);
        let when = match word.as_str() {
            "latest" => When::Latest,
            "all" => When::All,
            _ => periods.with_untracked(|p| {
                p.iter()
                    .find(|p| p.start().to_string() == word)
                    .map_or(When::Latest, |p| When::At(*p))
            }),
        };
        choose_when(app, when);
    };
    let options = move || {
        let when = choice.get().when;
        let locale = app.locale();
        let listed = periods.get().into_iter().map(move |period| view! {
            <option value=period.start().to_string() selected={when == When::At(period)}>{outturn_format::period(&period, &locale)}</option>
        });
        view! {
            <option value="latest" selected={when == When::Latest}>"Last with data, each metric"</option>
            <option value="all" selected={when == When::All}>"Everything loaded"</option>
            {listed.collect_view()}
        }
    };
    view! {
        <div class="row controls">
            <Segmented label="Length of a period" options=grains value=grain on_choose=move |g| choose_grain(app, g)/>
            <label class="chip">"Period "<select aria-label="Period" on:change=chosen>{options}</select></label>
        </div>
    }
}
