//! Views that a first visit does not show. The build splits them off the program, with what nothing else uses, as the part called
//! "screens". It is loaded when one of them is first wanted, or ahead of that, while the page rests.

use super::pages::{
    Detail, DetailView, Glossary, LeadLagPage, Messages, ReportPage, RoiPage, ScorecardPage,
    Settings, SnapshotPage,
};
use crate::state::{App, Dialog, Late, Screen};
use futures::FutureExt;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

/// Such a view.
#[derive(Clone, Copy)]
pub enum LateView {
    /// A screen; every one but the first.
    Screen(Screen),
    /// What can be looked into of a file.
    Detail(Detail),
    /// What a dialog holds.
    Dialog(Dialog),
}

/// The one way into the part: whether it is here is known of each such function by itself.
#[wasm_split(screens, wasm_split_path = leptos::wasm_split, fallible, preload(fetch))]
fn make(view: LateView) -> Result<AnyView, SplitLoaderError> {
    Ok(match view {
        LateView::Screen(Screen::Data) => ().into_any(), // in the program from the start
        LateView::Screen(Screen::Scorecard) => view! { <ScorecardPage/> }.into_any(),
        LateView::Screen(Screen::Roi) => view! { <RoiPage/> }.into_any(),
        LateView::Screen(Screen::LeadLag) => view! { <LeadLagPage/> }.into_any(),
        LateView::Screen(Screen::Report) => view! { <ReportPage/> }.into_any(),
        LateView::Screen(Screen::Snapshot) => view! { <SnapshotPage/> }.into_any(),
        LateView::Detail(detail) => view! { <DetailView detail/> }.into_any(),
        LateView::Dialog(Dialog::Settings) => view! { <Settings/> }.into_any(),
        LateView::Dialog(Dialog::Glossary) => view! { <Glossary/> }.into_any(),
        LateView::Dialog(Dialog::Messages) => view! { <Messages/> }.into_any(),
    })
}

/// Loads the part, unless it is here already.
pub async fn load(app: App) {
    let loaded = fetch().await;
    stands(app, loaded.map_or(Late::Failed, |()| Late::Here));
}

/// Notes how it stands. What is shown is made anew only when that changes.
fn stands(app: App, late: Late) {
    app.late
        .maybe_update(|before| std::mem::replace(before, late) != late);
}

/// The same while somebody waits for it.
fn load_now(app: App) {
    app.working.update(|n| *n += 1);
    stands(app, Late::Awaited);
    leptos::task::spawn_local(async move {
        load(app).await;
        app.working.update(|n| *n -= 1);
    });
}

/// Shows such a view, once it is here.
pub fn show(view: LateView) -> AnyView {
    let app = App::here();
    if app.late.get_untracked() != Late::Here {
        load_now(app);
    }
    let shown = move || match app.late.get() {
        // What is here is made at once.
        Late::Here => make(view).now_or_never().and_then(Result::ok),
        Late::Awaited => None,
        Late::Failed => Some(view! { <NotLoaded/> }.into_any()),
    };
    shown.into_any()
}

/// Shows what nobody waits for, as soon as the part is here.
pub fn show_ahead(view: LateView) -> AnyView {
    let app = App::here();
    let shown = move || match app.late.get() {
        Late::Here => make(view).now_or_never().and_then(Result::ok),
        Late::Awaited | Late::Failed => None,
    };
    shown.into_any()
}

#[component]
fn NotLoaded() -> impl IntoView {
    let app = App::here();
    view! {
        <div class="empty" role="alert">
            <h2>"This part of Outturn could not be loaded"</h2>
            <p>"It was not needed until now, and could not be fetched. Nothing is lost: connect to the network and try again."</p>
            <div class="row"><button class="btn primary" on:click=move |_| load_now(app)>"Try again"</button></div>
        </div>
    }
}
