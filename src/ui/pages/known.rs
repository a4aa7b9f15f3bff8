//! What is to be known of the rows that figures rest on: where the figures stand, and not with the files alone.

use crate::state::App;
use leptos::prelude::*;
use outturn_report::narrative::caveat;

/// A sentence for each thing that is to be known of the files that figures rest on.
#[component]
pub fn Known(
    /// Whether they rest on the file of this name.
    on: impl Fn(&str) -> bool + Send + Sync + 'static,
) -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let said = Memo::new(move |_| {
        app.standing.with(|files| {
            let told = files.iter().filter(|file| !file.caveats.is_empty());
            let told = told.filter_map(|file| Some((app.files.get(&file.file)?.name, file)));
            let told = told.filter(|(name, _)| on(name));
            let said = told.flat_map(|(name, file)| {
                let each = file.caveats.iter();
                each.map(move |of| format!("▲ {name}: {}", caveat(of, &locale)))
            });
            said.collect::<Vec<_>>()
        })
    });
    let lines = move || {
        let said = said.get().into_iter();
        said.map(|text| view! { <p class="needing near">{text}</p> })
            .collect_view()
    };
    view! { <div data-testid="known">{lines}</div> }
}
