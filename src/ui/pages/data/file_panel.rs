//! One file: what it is, what was taken, repaired and left out.

use super::left_out::left_out;
use super::mapping::mapping_editor;
use super::parts::{Found, Panel, button, fold};
use super::profile::columns;
use super::questions;
use super::reading::{format_words, reading_options, repairs};
use super::rows::rows_table;
use crate::actions::change_mapping::join;
use crate::actions::remove_file::remove_file;
use crate::engine::calendar::{Grain, Period};
use crate::format::sha_short;
use crate::state::{App, LoadedFile, Phase};
use crate::ui::components::{Views, memo};
use crate::ui::words::{bytes, counted, whole};
use crate::worker::{FileSummary, Treatment};
use leptos::prelude::*;

/// A file in whatever phase it is.
#[component]
pub fn FilePanel(
    /// Which file.
    id: String,
) -> impl IntoView {
    let app = App::here();
    let panel = Panel::new(&id);
    provide_context(panel);
    let file = {
        let id = id.clone();
        memo(move || {
            app.files
                .with(|files| files.iter().find(|f| f.id == id).cloned())
        })
    };
    let twin = Memo::new(move |_| {
        app.files.with(|files| {
            let file = files.iter().find(|f| f.id == id)?;
            Some(file.twin(files)?.name.clone())
        })
    });
    view! {
        <article class="panel file">
            {move || file.get().map(|file| {
                let heading = heading(app, &file);
                let body = match file.phase {
                    Phase::Reading { read, total, .. } => reading(read, total).into_any(),
                    Phase::Failed(reason) => view! { {problem(reason)} {reading_options(&file.treatment.options, None)} }.into_any(),
                    Phase::Ready(summary) => ready(&file.treatment, *summary),
                };
                panel.refocus();
                view! { {heading} {body} }
            })}
            {move || twin.get().map(|twin| problem(format!("The same as {twin}: every row counts twice. Remove one of them.")))}
        </article>
    }
}

fn heading(app: App, file: &LoadedFile) -> impl IntoView + use<> {
    let (id, name) = (file.id.clone(), file.name.clone());
    let recognised = file.summary().map(recognised_as);
    let (verb, label) = match file.phase {
        Phase::Reading { .. } => ("Cancel", format!("Cancel reading {name}")),
        _ => ("Remove", format!("Remove {name}")),
    };
    view! {
        <div class="title">
            <h3>{name}</h3>
            {file.sample.then(|| view! { <span class="tag">"sample"</span> })}
            <span class="quiet">{recognised}</span>
            <div class="row">
                <button class="btn small" aria-label=label on:click=move |_| remove_file(app, &id)>{verb}</button>
            </div>
        </div>
    }
}

fn recognised_as(summary: &FileSummary) -> String {
    match summary.kind {
        Some(kind) if summary.vendor.eq_ignore_ascii_case(kind.schema().label) => {
            format!("read as {}", kind.schema().label.to_ascii_lowercase())
        }
        Some(kind) => format!(
            "{}, read as {}",
            summary.vendor,
            kind.schema().label.to_ascii_lowercase()
        ),
        None if questions::any(summary) => "waits for an answer".to_owned(),
        None => "not recognised: choose below what it is".to_owned(),
    }
}

fn reading(read: u64, total: u64) -> impl IntoView {
    view! {
        <div class="figures" role="status">
            <progress max=total.max(1).to_string() value=read.to_string() aria-label="Bytes read"></progress>
            <span>{format!("{} of {} read", bytes(read), bytes(total))}</span>
        </div>
    }
}

fn problem(text: String) -> AnyView {
    view! { <p class="problem"><span aria-hidden="true">"■ "</span>{text}</p> }.into_any()
}

/// A file that is loaded: its figures, what it asks, and what can be looked into.
fn ready(treatment: &Treatment, summary: FileSummary) -> AnyView {
    let left: u64 = summary.left_out.iter().map(|(_, n)| n).sum();
    let repaired: u64 = summary.repairs.iter().map(|r| r.count).sum();
    let changed = repaired > 0 || !treatment.options.off.is_empty();
    let asks = questions::any(&summary);
    let unknown = summary.kind.is_none() && !asks;
    let figures = figures(&summary);
    let trouble = summary.problem.clone().map(problem);
    let notes = summary
        .notes
        .iter()
        .map(|note| view! { <p class="quiet">{note.clone()}</p> })
        .views();
    let name = summary.name.clone();
    let found: Found = StoredValue::new(summary);
    if unknown {
        Panel::here().unfold("mapping");
    }
    let (said, repairs_said) = (treatment.options.clone(), treatment.options.clone());
    view! {
        {figures}
        {trouble}
        {asks.then(|| questions::open_questions(found))}
        {joins(found)}
        {notes}
        {reused_note(found)}
        {fold("mapping", "Columns and mapping".to_owned(), Box::new(move || mapping_editor(found)))}
        {fold("reading", format!("How it was read: {}", format_words(found)), Box::new(move || reading_options(&said, Some(found))))}
        {(left > 0).then(|| fold("left", format!("{} left out", counted(left, "row", "rows")), Box::new(move || left_out(found))))}
        {changed.then(|| fold("repairs", counted(repaired, "repair", "repairs"), Box::new(move || repairs(&repairs_said, found))))}
        {fold("columns", format!("Columns of {name} in figures"), Box::new(move || columns(found)))}
        {fold("rows", "Rows as they were read".to_owned(), Box::new(rows_table))}
    }
    .into_any()
}

fn figures(summary: &FileSummary) -> AnyView {
    let span = summary.span.map(|span| {
        let day = |date| Period::containing_date(date, Grain::Day).label();
        let last = span.end.pred_opt().unwrap_or(span.end);
        if span.start == last {
            day(span.start)
        } else {
            format!("{} – {}", day(span.start), day(last))
        }
    });
    view! {
        <div class="figures">
            <span><b>{whole(summary.rows_used)}</b>{format!(" of {} used", counted(summary.rows_read, "row", "rows"))}</span>
            <span><b>{summary.columns.len()}</b>" columns"</span>
            <span>{format!("{}, {} in memory", bytes(summary.bytes), bytes(summary.held))}</span>
            {span.map(|span| view! { <span>{span}</span> })}
            <span>"SHA-256 "<span class="mono" title=summary.sha256.clone()>{sha_short(&summary.sha256).to_owned()}</span></span>
        </div>
    }
    .into_any()
}

/// Says that an earlier file's mapping was taken.
fn reused_note(found: Found) -> AnyView {
    let app = App::here();
    let reused = app.document().with_untracked(|d| {
        found.with_value(|s| d.files.iter().any(|f| f.id == s.file && f.reused))
    });
    let text = "Read and mapped as the last file with these columns. “Back to what was recognised” takes that back.";
    view! { {reused.then(|| view! { <p class="quiet">{text}</p> })} }.into_any()
}

/// The join that is made, with its receipt, or those that could be.
fn joins(found: Found) -> AnyView {
    let (app, panel) = (App::here(), Panel::here());
    let made = found.with_value(|s| s.join.clone());
    if let Some(receipt) = made {
        let undo = move || join(app, &panel.id(), None);
        return view! {
            <p class="row">
                {format!("Joined with {} on {}: {} matched, {} without a match.", receipt.other_file, receipt.key,
                    counted(receipt.matched as u64, "row", "rows"), whole(receipt.unmatched as u64))}
                {button("Undo the join", None, Box::new(undo))}
            </p>
        }
        .into_any();
    }
    let offers = memo(move || {
        let id = panel.id();
        app.joins.with(|all| {
            all.iter()
                .filter(|o| o.file == id)
                .cloned()
                .collect::<Vec<_>>()
        })
    });
    (move || {
        offers.get().into_iter().map(|offer| {
            let label = format!("Join with {}", offer.receipt.other_file);
            let act = move |_| join(app, &panel.id(), Some(offer.with.clone()));
            view! {
                <p class="row">
                    <button class="btn small" on:click=act>{label}</button>
                    <span class="quiet">{format!("on {}: {} would match, {} not", offer.receipt.key,
                        counted(offer.receipt.matched as u64, "row", "rows"), whole(offer.receipt.unmatched as u64))}</span>
                </p>
            }
        }).views()
    })
    .into_any()
}
