//! How a file stands: waiting, being read, read to its figures, or refused with the reason.

use super::phrases::period;
use super::shown::Shown;
use crate::actions::worker_lost::read_anyway;
use crate::state::{App, LoadedFile, Phase, Progress};
use leptos::prelude::*;
use outturn_format::{bytes, counted, sha, sha_short, whole};
use outturn_protocol::FileSummary;

const TOO_LARGE: &str = "Too large for this tab: reading it ended the worker or the tab, so it is not read by itself. It is still kept in this browser. \
    Roll it up where it lies, or drop one month at a time.";

/// How a file stands.
#[component]
pub fn PhaseOf(
    /// The file.
    file: LoadedFile,
) -> impl IntoView {
    let shown = Shown::here();
    let phase = shown.phase;
    let (progress, sha256) = (RwSignal::from(file.progress), RwSignal::from(file.sha256));
    let twin = RwSignal::from(file.twin);
    let problem = shown.part(|summary| summary.problem.clone());
    let stands = move || {
        phase.with(|phase| match phase {
            Phase::Waiting => view! { <p class="quiet">"Waiting to be read"</p> }.into_any(),
            Phase::Reading => view! { <Reading progress/> }.into_any(),
            Phase::Failed(reason) => view! { <Problem text=reason.clone()/> }.into_any(),
            Phase::TooLarge => view! { <TooLarge/> }.into_any(),
            Phase::Ready(summary) => {
                view! { <Figures summary=summary.as_ref() sha256/> }.into_any()
            }
        })
    };
    let doubled = move || {
        let twin = twin.get()?;
        let text = format!("The same as {twin}: every row counts twice. Remove one of them.");
        Some(view! { <Problem text/> })
    };
    view! {
        {stands}
        {doubled}
        {move || problem.get().map(|text| view! { <Problem text/> })}
    }
}

/// A sentence that says what is wrong.
#[component]
fn Problem(text: String) -> impl IntoView {
    view! { <p class="problem">{format!("■ {text}")}</p> }
}

#[component]
fn TooLarge() -> impl IntoView {
    let shown = Shown::here();
    let label = format!("Read {} all the same", shown.name());
    let again = move |_| read_anyway(shown.app, &shown.id());
    view! {
        <Problem text=TOO_LARGE.to_owned()/>
        <div class="row"><button class="btn small" aria-label=label on:click=again>"Read it all the same"</button></div>
    }
}

/// How far a file is read.
#[component]
pub fn Reading(
    /// Of how many bytes.
    progress: RwSignal<Progress>,
) -> impl IntoView {
    let locale = App::here().locale();
    let (read, total) = (move || progress.get().read, move || progress.get().total);
    view! {
        <div class="figures" role="status">
            <progress max=move || total().max(1).to_string() value=move || read().to_string() aria-label="Bytes read"></progress>
            <span>{move || format!("{} of {} read", bytes(read(), &locale), bytes(total(), &locale))}</span>
        </div>
    }
}

#[component]
fn Figures<'a>(summary: &'a FileSummary, sha256: RwSignal<String>) -> impl IntoView + use<> {
    let locale = App::here().locale();
    let used = whole(summary.rows_used, &locale);
    let of = counted(summary.rows_read, "row", "rows", &locale);
    let columns = counted(summary.columns.len() as u64, "column", "columns", &locale);
    let size = format!(
        "{}, {} in memory",
        bytes(summary.bytes, &locale),
        bytes(summary.held, &locale)
    );
    let days = summary
        .span
        .map(|span| view! { <span>{period(span, &locale)}</span> });
    view! {
        <div class="figures">
            <span><b>{used}</b>{format!(" of {of} used")}</span>
            <span>{columns}</span>
            <span>{size}</span>
            {days}
            // Of a long file it comes after its figures.
            <span>
                "SHA-256 "
                <span class="mono" title=move || sha256.with(|hash| sha(hash).to_owned())>{move || sha256.with(|hash| sha_short(hash).to_owned())}</span>
            </span>
        </div>
    }
}
