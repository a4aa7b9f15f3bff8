//! What is known of a file: what was taken, repaired and left out, what it asks, and what can be looked into.

use super::details::Detail;
use super::guess::Guesses;
use super::in_common::{InCommon, standing_of};
use super::joins::Joins;
use super::phrases::format_words;
use super::questions::OpenQuestions;
use super::reading::rules;
use super::shown::{Folds, Shown};
use super::standing::PhaseOf;
use crate::actions::change_mapping::use_recognised;
use crate::actions::save::{file_name, save_csv};
use crate::state::{App, LoadedFile};
use crate::ui::components::Disclosure;
use crate::ui::late::{self, LateView};
use leptos::prelude::*;
use outturn_format::counted;
use outturn_protocol::{FileSummary, Treatment, WriteRolledUp};

/// All that is known of a file.
#[component]
pub fn FileBody(
    /// The file.
    file: LoadedFile,
    /// Which parts are open.
    folds: Folds,
) -> impl IntoView {
    let shown = Shown::new(App::here(), &file, folds);
    provide_context(shown);
    let asks = shown.part(FileSummary::has_question);
    let contested = standing_of(shown, |standing| !standing.asks.is_empty());
    let is_unknown = shown.part(|summary| {
        summary.kind.is_none() && !summary.has_question() && summary.asks.is_empty()
    });
    Effect::new(move |_| {
        if is_unknown.get() {
            folds.mapping.set(true);
        }
    });
    view! {
        <div class="body">
            <PhaseOf file/>
            <Guesses/>
            <Show when=move || asks.get() || contested.get()><OpenQuestions/></Show>
            <InCommon/>
            <Joins/>
            <Notes/>
            <Parts/>
            <ReadAsRecognised/>
            <RollUp/>
        </div>
    }
}

/// Said where an earlier file's mapping was taken.
const REUSED: &str = "Read and mapped as the last file with these columns. “Back to what was recognised” takes that back.";

/// What was decided about the file, and what to look at.
#[component]
fn Notes() -> impl IntoView {
    let shown = Shown::here();
    let is_reused = shown.decided(|file| file.reused);
    let notes = shown.part(|summary| summary.notes.clone());
    let note = |note: String| view! { <p class="quiet">{note}</p> };
    view! {
        {move || notes.get().into_iter().map(note).collect_view()}
        <Show when=move || shown.is_read.get() && is_reused.get()><p class="quiet">{REUSED}</p></Show>
    }
}

/// What can be looked into.
#[component]
fn Parts() -> impl IntoView {
    let shown = Shown::here();
    let (folds, name, locale) = (shown.folds, shown.name(), shown.app.locale());
    let left = shown.part(|summary| summary.left_out.iter().map(|(_, n)| n).sum::<u64>());
    view! {
        <Show when=move || shown.is_read.get()>
            <Disclosure label="Columns and mapping" open=folds.mapping>{late::show(LateView::Detail(Detail::Mapping))}</Disclosure>
        </Show>
        <Reading/>
        <Show when=move || { left.get() > 0 }>
            <Disclosure label=Signal::derive(move || format!("{} left out", counted(left.get(), "row", "rows", &locale))) open=folds.left_out>
                {late::show(LateView::Detail(Detail::LeftOut))}
            </Disclosure>
        </Show>
        <RepairsMade/>
        <Show when=move || shown.is_read.get()>
            <Disclosure label=format!("Columns of {name} in figures") open=folds.columns>{late::show(LateView::Detail(Detail::Columns))}</Disclosure>
            <Disclosure label="Rows as they were read" open=folds.rows>{late::show(LateView::Detail(Detail::Rows))}</Disclosure>
        </Show>
    }
}

/// How the file was read, for a file whether it could be read or not.
#[component]
fn Reading() -> impl IntoView {
    let shown = Shown::here();
    let open = shown.folds.reading;
    Effect::new(move |_| {
        if shown.is_refused.get() {
            open.set(true);
        }
    });
    let was_read = shown.part(format_words);
    let label = move || match shown.is_refused.get() {
        true => "How it is to be read".to_owned(),
        false => was_read.with(|words| format!("How it was read: {words}")),
    };
    view! {
        <Show when=move || shown.is_read.get() || shown.is_refused.get()>
            <Disclosure label=Signal::derive(label) open>{late::show(LateView::Detail(Detail::Reading))}</Disclosure>
        </Show>
    }
}

/// What was repaired, and what is not to be, for a file whether it could be read or not.
#[component]
fn RepairsMade() -> impl IntoView {
    let shown = Shown::here();
    let (open, locale) = (shown.folds.repairs, shown.app.locale());
    let made = shown.part(|summary| {
        summary
            .repairs
            .iter()
            .map(|repair| repair.count)
            .sum::<u64>()
    });
    let rules = rules(shown);
    let is_there = Memo::new(move |_| {
        rules.with(|rules| !rules.is_empty()) && (shown.is_read.get() || shown.is_refused.get())
    });
    Effect::new(move |_| {
        if shown.is_refused.get() && is_there.get() {
            open.set(true);
        }
    });
    let label = move || match shown.is_refused.get() {
        true => "Repairs that are off".to_owned(),
        false => counted(made.get(), "repair", "repairs", &locale),
    };
    view! {
        <Show when=move || is_there.get()>
            <Disclosure label=Signal::derive(label) open>{late::show(LateView::Detail(Detail::Repairs))}</Disclosure>
        </Show>
    }
}

/// Of a file that could not be read as the user wanted it: the way back.
#[component]
fn ReadAsRecognised() -> impl IntoView {
    let shown = Shown::here();
    let is_treated = shown.decided(|file| Treatment::from(file) != Treatment::default());
    let back = move |_| use_recognised(shown.app, &shown.id(), &[]);
    view! {
        <Show when=move || shown.is_refused.get() && is_treated.get()>
            <div class="row"><button class="btn small" on:click=back>"Back to what was recognised"</button></div>
        </Show>
    }
}

const ROLL_UP: &str = "Save rolled up by day (CSV)";

/// The file's metrics as a small file, to be passed on or opened in place of the rows.
#[component]
fn RollUp() -> impl IntoView {
    let shown = Shown::here();
    let has_days = shown.part(|summary| summary.kind.is_some() && summary.span.is_some());
    let save = move |_| {
        let name = format!("{}-by-day.csv", file_name(&shown.name()));
        save_csv(shown.app, &WriteRolledUp { file: shown.id() }, name);
    };
    let label = format!("{ROLL_UP}: {}", shown.name());
    view! {
        <Show when=move || has_days.get()>
            <div class="row"><button class="btn small" aria-label=label.clone() on:click=save>{ROLL_UP}</button></div>
        </Show>
    }
}
