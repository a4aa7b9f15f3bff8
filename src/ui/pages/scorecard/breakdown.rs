//! A row of a breakdown as the way to its filter.

use crate::actions::choose_filter::only;
use crate::state::App;
use leptos::prelude::*;
use outturn_metrics::scorecard::{NONE, label_words};

/// The value of a row; pressed, everything is filtered by it. What stands for several values together cannot be chosen.
#[component]
pub fn RowKey(
    /// The column.
    by: String,
    /// The value as it is shown.
    key_of: String,
) -> impl IntoView {
    let app = App::here();
    let value = match key_of.as_str() {
        NONE => String::new(),
        own => own.to_owned(),
    };
    let label = outturn_metrics::label_of(&by).to_owned();
    let is_one = !is_others(&key_of);
    let title = format!("Filter by {}: {key_of}", label_words(&label));
    let shown = key_of.clone();
    let name = match is_one {
        true => {
            let choose = move |_| only(app, &label, &value);
            view! { <button class="link" title=title.clone() aria-label=title on:click=choose>{shown}</button> }
                .into_any()
        }
        false => shown.into_any(),
    };
    view! { <th scope="row">{name}</th> }
}

/// Whether a row is that of all values that are not shown: `12 others`.
fn is_others(key: &str) -> bool {
    let number = key.strip_suffix(" others");
    number.is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()))
}
