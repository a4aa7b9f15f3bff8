//! One file: what it is, what was taken, repaired and left out.

use super::kept::KeptMark;
use super::left_out::left_out;
use super::line::{line, toggle};
use super::mapping::mapping_editor;
use super::parts::{Found, Panel, block, button, fold, live, para, words};
use super::profile::columns;
use super::questions::open_questions;
use super::reading::{format_words, reading_options, repairs};
use super::rows::rows_table;
use crate::actions::change_mapping::{join, use_recognised};
use crate::actions::remove_file::{remove_file, stop_reading};
use crate::actions::save::{file_name, save_csv};
use crate::actions::worker_lost::read_anyway;
use crate::browser::document::{after, focus};
use crate::state::{App, LoadedFile, Memo, Phase, memo};
use crate::ui::components::{Keyed, When};
use crate::ui::words::{bytes, counted, whole};
use leptos::prelude::*;
use outturn_core::calendar::{Grain, Period, Span};
use outturn_format::{Locale, periods, sha, sha_short};
use outturn_import::JoinReceipt;
use outturn_protocol::{FileId, FileSummary, JoinOffer, Request, Treatment};

/// A file in whatever phase it is.
#[component]
pub fn FilePanel(
    /// Which file.
    id: String,
    /// It is one of many: as long as the user does not open it, it is shown on one line.
    many: Memo<bool>,
) -> impl IntoView {
    let app = App::here();
    let panel = Panel::new(&id);
    provide_context(panel);
    let Some(file) = app.files.get(&id) else {
        return ().into_any();
    };
    let unfolded = file.unfolded.clone();
    let open = memo(move || unfolded.get().unwrap_or(!many.get()));
    let folded = {
        let file = file.clone();
        move || line(app, &file)
    };
    view! { <article class="panel file"><When when=open fallback=folded>{panel_of(app, panel, file.clone(), many)}</When></article> }
        .into_any()
}

/// All that is shown of a file.
fn panel_of(app: App, panel: Panel, file: LoadedFile, many: Memo<bool>) -> AnyView {
    let id = file.id.clone();
    // Whatever changes, the panel is made anew: a box in which something was chosen must not stay for another question.
    let turn = StoredValue::new(0_u32);
    let phase = file.phase.clone();
    let turns = memo(move || {
        phase.track();
        many.track();
        turn.update_value(|n| *n += 1);
        vec![turn.get_value().to_string()]
    });
    let body = move |_| {
        let shown = app
            .files
            .get(&id)
            .map(|file| contents(app, &file, many.get_untracked()));
        panel.refocus();
        block("", shown.unwrap_or_default())
    };
    let doubled = move || {
        let twin = file.twin.get().map(|twin| {
            problem(format!(
                "The same as {twin}: every row counts twice. Remove one of them."
            ))
        });
        block("", twin.into_iter().collect())
    };
    view! { <Keyed keys=turns row=Box::new(body)/>{live(Box::new(doubled))} }.into_any()
}

/// What is shown of a file in its phase.
fn contents(app: App, file: &LoadedFile, many: bool) -> Vec<AnyView> {
    let options = &file.treatment.options;
    let mut parts = vec![heading(app, file, many)];
    match &file.phase.get_untracked() {
        Phase::Waiting => parts.push(para("quiet", WAITING.to_owned())),
        Phase::Reading => parts.push(reading(file)),
        Phase::Failed(reason) => {
            parts.push(problem(reason.clone()));
            parts.push(reading_options(options, None));
            if !options.off.is_empty() {
                parts.push(repairs(options, None));
            }
            if file.treatment != Treatment::default() {
                let id = file.id.clone();
                let back = move || use_recognised(app, &id, &[]);
                parts.push(button("Back to what was recognised", None, Box::new(back)));
            }
        }
        Phase::TooLarge => {
            parts.push(problem(TOO_LARGE.to_owned()));
            let id = file.id.clone();
            let label = format!("Read {} all the same", file.name);
            let act = move || read_anyway(app, &id);
            let again = button("Read it all the same", Some(label), Box::new(act));
            parts.push(block("row", vec![again]));
        }
        Phase::Ready(summary) => parts.extend(ready(file, summary)),
    }
    parts
}

const TOO_LARGE: &str = "Too large for this tab: reading it ended the worker or the tab, so it is not read by itself. It is still kept in this browser. \
    Roll it up where it lies, or drop one month at a time.";

fn heading(app: App, file: &LoadedFile, many: bool) -> AnyView {
    let recognised = file.summary().map(|summary| recognised_as(&summary));
    let name = match many {
        true => toggle(file, true),
        false => file.name.clone().into_any(),
    };
    let mut parts = vec![view! { <h3>{name}</h3> }.into_any()];
    if file.sample {
        parts.push(words("tag", "sample".to_owned()));
    }
    parts.push(words("quiet", recognised.unwrap_or_default()));
    parts.push(view! { <KeptMark kept=RwSignal::from(file.kept.clone())/> }.into_any());
    parts.push(block("row", vec![removal(app, file)]));
    block("title", parts)
}

/// The button that takes a file off the work, or stops its read.
pub fn removal(app: App, file: &LoadedFile) -> AnyView {
    let (id, name) = (file.id.clone(), &file.name);
    let (verb, label, act): (_, _, fn(App, &FileId)) = match file.is_to_come() {
        true => ("Cancel", format!("Cancel reading {name}"), stop_reading),
        false => ("Remove", format!("Remove {name}"), remove_file),
    };
    // The second click of a double click would meet the next file, which has taken the place of the one that went.
    let own = remover(&id);
    let once = move |event: leptos::ev::MouseEvent| {
        if event.detail() <= 1 {
            let neighbour = app.files.neighbour(&id);
            act(app, &id);
            if app.files.get(&id).is_none() {
                // Whoever works by keyboard goes on from there.
                let next = neighbour.map_or("main".to_owned(), |next| remover(&next));
                after(0, move || focus(&next));
            }
        }
    };
    view! { <button class="btn small" id=own aria-label=label on:click=once>{verb}</button> }
        .into_any()
}

/// The id of the button that removes a file.
fn remover(file: &str) -> String {
    format!("{file} remove")
}

/// Said of a file while others are read first.
const WAITING: &str = "Waiting to be read";

/// What a file was recognised as.
pub fn recognised_as(summary: &FileSummary) -> String {
    match summary.kind {
        Some(kind) if summary.vendor.eq_ignore_ascii_case(kind.schema().label) => {
            format!("read as {}", kind.schema().label.to_ascii_lowercase())
        }
        Some(kind) => format!(
            "{}, read as {}",
            summary.vendor,
            kind.schema().label.to_ascii_lowercase()
        ),
        None if summary.has_question() => "waits for an answer".to_owned(),
        None => "not recognised: choose below what it is".to_owned(),
    }
}

fn reading(file: &LoadedFile) -> AnyView {
    let locale = App::here().locale();
    let progress = RwSignal::from(file.progress.clone());
    let (read, total) = (move || progress.get().read, move || progress.get().total);
    view! {
        <div class="figures" role="status">
            <progress max=move || total().max(1).to_string() value=move || read().to_string() aria-label="Bytes read"></progress>
            <span>{move || format!("{} of {} read", bytes(read(), &locale), bytes(total(), &locale))}</span>
        </div>
    }
    .into_any()
}

/// A file's fingerprint, which of a long file comes after its figures.
fn fingerprint(file: &LoadedFile) -> AnyView {
    let hash = RwSignal::from(file.sha256.clone());
    view! {
        <span>"SHA-256 "<span class="mono" title=move || sha(&hash.get()).to_owned()>{move || sha_short(&hash.get()).to_owned()}</span></span>
    }
    .into_any()
}

fn problem(text: String) -> AnyView {
    para("problem", format!("■ {text}"))
}

/// A file that is loaded: its figures, what it asks, and what can be looked into.
fn ready(file: &LoadedFile, summary: &FileSummary) -> Vec<AnyView> {
    let treatment = &file.treatment;
    let locale = App::here().locale();
    let left: u64 = summary.left_out.iter().map(|(_, n)| n).sum();
    let repaired: u64 = summary.repairs.iter().map(|r| r.count).sum();
    let found: Found = StoredValue::new(summary.clone());
    let mut parts = vec![figures(file, summary)];
    parts.extend(summary.problem.clone().map(problem));
    if summary.has_question() {
        parts.push(open_questions(found));
    } else if summary.kind.is_none() {
        Panel::here().unfold("mapping");
    }
    parts.push(joins(found));
    parts.extend(summary.notes.iter().map(|note| para("quiet", note.clone())));
    if is_reused(&summary.file) {
        parts.push(para("quiet", REUSED.to_owned()));
    }
    parts.push(fold(
        "mapping",
        "Columns and mapping".to_owned(),
        Box::new(move || mapping_editor(found)),
    ));
    let said = StoredValue::new(treatment.options.clone());
    let label = format!("How it was read: {}", format_words(summary));
    let options = move || said.with_value(|said| reading_options(said, Some(found)));
    parts.push(fold("reading", label, Box::new(options)));
    if left > 0 {
        let label = format!("{} left out", counted(left, "row", "rows", &locale));
        parts.push(fold("left", label, Box::new(move || left_out(found))));
    }
    if repaired > 0 || !treatment.options.off.is_empty() {
        let body = move || said.with_value(|said| repairs(said, Some(found)));
        parts.push(fold(
            "repairs",
            counted(repaired, "repair", "repairs", &locale),
            Box::new(body),
        ));
    }
    let label = format!("Columns of {} in figures", summary.name);
    parts.push(fold("columns", label, Box::new(move || columns(found))));
    parts.push(fold(
        "rows",
        "Rows as they were read".to_owned(),
        Box::new(rows_table),
    ));
    if summary.kind.is_some() && summary.span.is_some() {
        parts.push(block("row", vec![roll_up(summary)]));
    }
    parts
}

const ROLL_UP: &str = "Save rolled up by day (CSV)";

/// The file's metrics as a small file, to be passed on or opened in place of the rows.
fn roll_up(summary: &FileSummary) -> AnyView {
    let app = App::here();
    let (file, name) = (summary.file.clone(), file_name(&summary.name));
    let label = format!("{ROLL_UP}: {}", summary.name);
    let save = move || {
        let request = Request::RolledUp { file: file.clone() };
        save_csv(app, request, format!("{name}-by-day.csv"));
    };
    button(ROLL_UP, Some(label), Box::new(save))
}

fn figures(file: &LoadedFile, summary: &FileSummary) -> AnyView {
    let locale = App::here().locale();
    let used = whole(summary.rows_used, &locale);
    let of = counted(summary.rows_read, "row", "rows", &locale);
    let columns = counted(summary.columns.len() as u64, "column", "columns", &locale);
    let mut texts = vec![
        columns,
        format!(
            "{}, {} in memory",
            bytes(summary.bytes, &locale),
            bytes(summary.held, &locale)
        ),
    ];
    texts.extend(summary.span.map(|span| period(span, &locale)));
    let mut parts = vec![view! { <span><b>{used}</b>{format!(" of {of} used")}</span> }.into_any()];
    parts.extend(texts.into_iter().map(|text| words("", text)));
    parts.push(fingerprint(file));
    block("figures", parts)
}

/// From which day to which.
pub fn period(span: Span, locale: &Locale) -> String {
    let day = |date| Period::containing_date(date, Grain::Day);
    let last = span.end.pred_opt().unwrap_or(span.end);
    periods(&(day(span.start), day(last)), locale)
}

/// Said where an earlier file's mapping was taken.
const REUSED: &str = "Read and mapped as the last file with these columns. “Back to what was recognised” takes that back.";

fn is_reused(file: &str) -> bool {
    let files = App::here().document();
    files.with_untracked(|d| d.files.iter().any(|f| f.id == file && f.reused))
}

/// The join that is made, with its receipt, or those that could be.
fn joins(found: Found) -> AnyView {
    let (app, panel) = (App::here(), Panel::here());
    let row = move |receipt: &JoinReceipt, label: String, says: &str, with: Option<String>| {
        let text = format!(
            "{says} on {}: {} matched, {} without a match",
            receipt.key,
            counted(receipt.matched as u64, "row", "rows", &app.locale()),
            whole(receipt.unmatched as u64, &app.locale())
        );
        let act = move || join(app, &panel.id(), with.clone());
        let button = button(&label, None, Box::new(act));
        block("row", vec![button, words("quiet", text)])
    };
    if let Some(receipt) = found.with_value(|s| s.join.clone()) {
        let says = format!("joined with {}", receipt.other_file);
        return row(&receipt, "Undo the join".to_owned(), &says, None);
    }
    let offers = memo(move || {
        let id = panel.id();
        let own = |all: &Vec<JoinOffer>| all.iter().filter(|o| o.file == id).cloned().collect();
        app.joins.with(own)
    });
    live(Box::new(move || {
        let offers: Vec<JoinOffer> = offers.get();
        let rows = offers.iter().map(|offer| {
            let label = format!("Join with {}", offer.receipt.other_file);
            row(
                &offer.receipt,
                label,
                "would join",
                Some(offer.with.clone()),
            )
        });
        block("", rows.collect())
    }))
}
