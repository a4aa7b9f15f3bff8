//! What the user was told since the page was opened, newest first.

use crate::state::{App, Told};
use leptos::prelude::*;
use outturn_format::date_time;

/// What the dialog holds.
#[component]
pub fn Messages() -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let one = move |told: &Told| {
        let word = told.is_error.then(|| view! { <b>"Problem. "</b> });
        view! { <li class:error=told.is_error><span class="quiet">{date_time(told.at, &locale)}</span><p>{word}{told.text.clone()}</p></li> }
    };
    move || {
        app.notices.with(|notices| match notices.told().len() {
            0 => view! { <p class="quiet">"No messages yet. Messages stay here until you close the page."</p> }.into_any(),
            _ => view! { <ol class="told">{notices.told().map(one).collect_view()}</ol> }.into_any(),
        })
    }
}
