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
mod word_tables;

use super::files_line::FilesLine;
use crate::actions::add_files::add_sample;
use crate::state::App;
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
        <h1 class="visually-hidden">"Data"</h1>
        <FilesLine/>
        <section class="drop">
            <h2>"Drop exports anywhere on this page"</h2>
            <p class="quiet">
                "CSV, TSV, JSON, Excel or OpenDocument, gzipped or not: incidents, deployments, prediction logs, cloud bills, outages, cases, any metric series. "
                "Exports of ServiceNow, PagerDuty, Jira, GitHub, FOCUS, DevLake, Prometheus, MLflow and others are recognised as they come. "
                "Everything is computed in this tab; nothing is uploaded."
            </p>
        </section>
        <Show when=move || !empty.get()>
            <FileList/>
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
