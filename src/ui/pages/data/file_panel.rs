//! One file: what it is, what was taken, repaired and left out.

use super::mapping::MappingEditor;
use super::rows::{LeftOutTable, RowsTable};
use crate::actions::remove_file::remove_file;
use crate::engine::calendar::{Grain, Period};
use crate::format::sha_short;
use crate::state::{App, LoadedFile, Phase};
use crate::ui::components::{Views, When, memo};
use crate::ui::words::{bytes, counted, whole};
use crate::worker::FileSummary;
use leptos::prelude::*;

/// A file in whatever phase it is.
#[component]
pub fn FilePanel(
    /// Which file.
    id: String,
) -> impl IntoView {
    let app = App::here();
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
                    Phase::Failed(reason) => view! { <p class="problem"><span aria-hidden="true">"■ "</span>{reason}</p> }.into_any(),
                    Phase::Ready(summary) => view! { <Ready summary=*summary/> }.into_any(),
                };
                view! { {heading} {body} }
            })}
            {move || twin.get().map(|twin| view! {
                <p class="problem"><span aria-hidden="true">"■ "</span>{format!("The same as {twin}: every row counts twice. Remove one of them.")}</p>
            })}
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

#[component]
fn Ready(summary: FileSummary) -> impl IntoView {
    let left_out: u64 = summary.left_out.iter().map(|(_, n)| n).sum();
    let span = summary.span.map(|span| {
        let day = |date| Period::containing_date(date, Grain::Day).label();
        let last = span.end.pred_opt().unwrap_or(span.end);
        if span.start == last {
            day(span.start)
        } else {
            format!("{} – {}", day(span.start), day(last))
        }
    });
    let file = summary.file.clone();
    view! {
        <div class="figures">
            <span><b>{whole(summary.rows_used)}</b>{format!(" of {} used", counted(summary.rows_read, "row", "rows"))}</span>
            <span><b>{summary.columns.len()}</b>" columns"</span>
            <span>{bytes(summary.bytes)}</span>
            {span.map(|span| view! { <span>{span}</span> })}
            <span>"SHA-256 "<span class="mono" title=summary.sha256.clone()>{sha_short(&summary.sha256).to_owned()}</span></span>
        </div>
        {summary.problem.clone().map(|problem| view! { <p class="problem"><span aria-hidden="true">"■ "</span>{problem}</p> })}
        {summary.notes.iter().map(|note| view! { <p class="quiet">{note.clone()}</p> }).views()}
        <details open=summary.kind.is_none()>
            <summary>"Columns and mapping"</summary>
            <MappingEditor summary=summary.clone()/>
        </details>
        {(left_out > 0).then(|| view! { <LeftOut summary=summary.clone() total=left_out/> })}
        {(!summary.repairs.is_empty()).then(|| view! { <Repairs summary=summary.clone()/> })}
        <Lazily label="First rows as they were read">
            <RowsTable file=file.clone()/>
        </Lazily>
    }
}

#[component]
fn LeftOut(summary: FileSummary, total: u64) -> impl IntoView {
    let reasons = summary
        .left_out
        .iter()
        .map(|(reason, n)| view! { <li>{format!("{}: {reason}", whole(*n))}</li> });
    let file = summary.file.clone();
    view! {
        <details>
            <summary>{format!("{} left out", counted(total, "row", "rows"))}</summary>
            <ul>{reasons.views()}</ul>
            <LeftOutTable file=file/>
        </details>
    }
}

#[component]
fn Repairs(summary: FileSummary) -> impl IntoView {
    let total: u64 = summary.repairs.iter().map(|r| r.count).sum();
    let rows = summary.repairs.iter().map(|repair| {
        view! {
            <tr>
                <th scope="row">{repair.rule.label()}</th>
                <td class="n">{whole(repair.count)}</td>
                <td><code>{repair.example.clone()}</code></td>
            </tr>
        }
    });
    view! {
        <details>
            <summary>{counted(total, "repair", "repairs")}</summary>
            <div class="scroll-x">
                <table>
                    <thead><tr><th scope="col">"What was done"</th><th scope="col" class="n">"Times"</th><th scope="col">"First"</th></tr></thead>
                    <tbody>{rows.views()}</tbody>
                </table>
            </div>
        </details>
    }
}

/// Contents that are made when they are first looked at.
#[component]
fn Lazily(label: &'static str, children: ChildrenFn) -> impl IntoView {
    let (open, set_open) = signal(false);
    view! {
        <details on:toggle=move |_| set_open.set(true)>
            <summary>{label}</summary>
            <When when=move || open.get()>{children()}</When>
        </details>
    }
}
