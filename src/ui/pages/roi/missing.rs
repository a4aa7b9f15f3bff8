//! What a case lacks, and the ways there.

use super::breakeven::BUTTON;
use super::drivers::LEVERS_ID;
use super::figures::Figures;
use super::lever::{self, ADD};
use super::origin;
use crate::browser::document::focus;
use leptos::prelude::*;
use outturn_report::narrative::{Place, missing};
use outturn_scenario::{Scenario, inputs, proposed};

/// The line that says why ROI, IRR or payback is no figure, with a button that goes where that is mended.
#[component]
pub fn Missing() -> impl IntoView {
    let figures = Figures::here();
    let locale = figures.app.locale();
    let lacking = Memo::new(move |_| {
        let scenario = figures.scenario.get();
        figures
            .outcome
            .with(|o| missing(&scenario, o.as_ref().ok()?, &locale))
    });
    let go = move |place| {
        let lever = figures.scenario.with_untracked(first_proposed);
        focus(&match place {
            Place::Costs => "driver-one_off_cost".to_owned(),
            Place::Levers => lever.unwrap_or_else(|| LEVERS_ID.to_owned()),
            Place::AddLever => ADD.to_owned(),
            Place::BreakEven => BUTTON.to_owned(),
        });
    };
    let shown = move || {
        lacking.get().map(|lacking| {
            let place = lacking.place;
            view! {
                <p class="missing" data-testid="missing">
                    <span>{lacking.said}</span>
                    <button class="btn small" on:click=move |_| go(place)>{place.button()}</button>
                </p>
            }
        })
    };
    view! { <div role="status">{shown}</div> }
}

/// The way to what nobody has confirmed yet, one after the other.
#[component]
pub fn NextUnconfirmed() -> impl IntoView {
    let figures = Figures::here();
    let next = Memo::new(move |_| figures.scenario.with(next_unconfirmed));
    view! {
        <Show when=move || next.with(Option::is_some)>
            <p class="next">
                <button class="link" on:click=move |_| next.with_untracked(|next| focus(next.as_deref().unwrap_or_default()))>
                    "Go through what is unconfirmed, one by one"
                </button>
            </p>
        </Show>
    }
}

fn first_proposed(scenario: &Scenario) -> Option<String> {
    let first = proposed(scenario).next()?;
    Some(lever::confirm_id(&first.lever))
}

/// The id of the button that confirms the first number that counts and is unconfirmed, or the first lever that is proposed.
fn next_unconfirmed(scenario: &Scenario) -> Option<String> {
    let counts = |lever: &str| scenario.levers.iter().any(|l| l.on && l.lever == lever);
    let all = inputs(scenario);
    let mut open = all
        .iter()
        .filter(|input| input.unconfirmed && input.lever.is_none_or(counts));
    let number = open.next().map(|input| origin::confirm_id(&input.path));
    number.or_else(|| first_proposed(scenario))
}
