//! The report: a page to print, and everything as files.

mod assumptions;
mod cards;
mod compose;
mod evidence;
mod exports;
mod figure;
mod metrics;
mod receipts;
mod scenario;
mod sheet;

use crate::state::App;
use compose::Compose;
use exports::Exports;
use leptos::prelude::*;
use sheet::Sheet;

/// The screen.
#[component]
pub fn ReportPage() -> impl IntoView {
    let app = App::here();
    let scenarios = app.select(|d| d.scenarios.len());
    let empty = Memo::new(move |_| app.files.order().with(Vec::is_empty) && scenarios.get() == 0);
    view! {
        <h1 class="visually-hidden">"Report"</h1>
        <Show when=move || !empty.get() fallback=|| view! { <Empty/> }>
            <Exports/>
            <div class="two report">
                <Compose/>
                <Sheet/>
            </div>
        </Show>
    }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <div class="empty">
            <h2>"The report writes itself from your files"</h2>
            <p>"One page to print or to save as PDF: your headline, the score, the key metrics against their targets, the charts you pick, the open scenario with its assumptions, and the receipt of every figure."</p>
            <p>"The same figures leave as a snapshot for scripts, as a link to the scenario, and as a workspace file that opens again just as you left it."</p>
            <div class="row"><a class="btn primary" href="#/data">"Go to Data"</a><span class="quiet">"drop files there, or load a sample"</span></div>
        </div>
    }
}
