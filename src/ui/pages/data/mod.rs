//! Files: added, recognised, mapped, left out.

mod answer_cards;
mod asides;
mod bindings;
mod body;
mod details;
mod file_panel;
mod filters;
mod guess;
mod in_common;
mod joins;
mod kept;
mod left_out;
mod line;
mod list;
mod mapping;
mod metric_columns;
mod phrases;
mod profile;
mod questions;
mod reading;
mod rows;
mod shown;
mod standing;
mod timeline;
mod wanting;
mod word_tables;

use super::files_line::FilesLine;
use super::start::StartPage;
use crate::actions::add_files::add_sample;
use crate::state::App;
use crate::ui::late::{self, LateView};
use asides::Asides;
pub use details::{Detail, DetailView};
use leptos::prelude::*;
use list::FileList;
pub use list::open_file;
use outturn_samples as samples;

/// The screen.
#[component]
pub fn DataPage() -> impl IntoView {
    let app = App::here();
    let empty = Memo::new(move |_| app.files.order().with(Vec::is_empty));
    view! {
        <Show when=move || !empty.get() fallback=|| view! { <StartPage/> }>
            <h1 class="visually-hidden">"Data"</h1>
            <FilesLine/>
            <FileList/>
            {late::show_ahead(LateView::Detail(Detail::Wanting))}
        </Show>
        <Asides/>
        <Samples/>
    }
}

/// The bundled data sets, each one click away.
#[component]
fn Samples() -> impl IntoView {
    let app = App::here();
    let sets = samples::ALL.iter().map(|sample| {
        view! {
            <article class="panel sample">
                <h3>{sample.title}</h3>
                <p class="quiet">{sample.about}</p>
                <button class="btn" aria-label=format!("Load sample: {}", sample.title) on:click=move |_| add_sample(app, sample)>
                    "Load sample"
                </button>
            </article>
        }
    });
    view! {
        <section>
            <div class="head">
                <h2>"Samples"</h2>
                <span class="quiet">"invented data, to look around with; marked as samples wherever they appear"</span>
            </div>
            <div class="samples">{sets.collect_view()}</div>
        </section>
    }
}
