//! The link of a scenario.

use super::figures::Figures;
use crate::actions::share::{LONGEST_LINK, Link, copy_link, save_scenario};
use leptos::prelude::*;
use outturn_format::whole;

/// The button, and what came of it.
#[component]
pub fn Share() -> impl IntoView {
    let Figures { app, scenario, .. } = Figures::here();
    let link = RwSignal::new(None::<Link>);
    // A link of what the scenario was is not the one that is meant now.
    Effect::new(move |_| {
        scenario.track();
        link.set(None);
    });
    view! {
        <div class="spacer"></div>
        <button class="btn small" on:click=move |_| copy_link(app, move |made| link.set(Some(made)))>"Copy link"</button>
        <button class="btn small" on:click=move |_| save_scenario(app)>"Download scenario"</button>
        <div class="made" role="status">{move || link.get().map(|made| view! { <Made link=made/> })}</div>
    }
}

#[component]
fn Made(link: Link) -> impl IntoView {
    let locale = Figures::here().app.locale();
    let length = whole(link.length() as u64, &locale);
    let said = match (link.is_long(), link.copied) {
        (true, _) => format!(
            "The link has {length} characters; programs that cut links at {} would break it. Download the scenario as a file instead.",
            whole(LONGEST_LINK as u64, &locale)
        ),
        (false, true) => format!(
            "The link is on the clipboard: {length} characters. It carries the scenario itself; nothing was uploaded."
        ),
        (false, false) => format!(
            "The browser did not allow copying: copy the link from here, {length} characters."
        ),
    };
    let shown = link.is_long() || !link.copied;
    view! {
        <span>{said}</span>
        {shown.then(|| view! { <input type="text" readonly aria-label="Link of the scenario" prop:value=link.address/> })}
    }
}
