//! How a file becomes a canonical table, to be changed column by column.

use crate::actions::change_mapping::{bind, read_as, use_recognised};
use crate::engine::import::{Mapping, Source};
use crate::engine::table::{ColumnSchema, TableKind, schema};
use crate::state::App;
use crate::ui::components::Views;
use crate::worker::{ColumnSummary, FileSummary};
use leptos::prelude::*;

/// The editor.
#[component]
pub fn MappingEditor(
    /// The file.
    summary: FileSummary,
) -> impl IntoView {
    let app = App::here();
    let file = summary.file.clone();
    let own = {
        let file = file.clone();
        app.document()
            .with_untracked(|d| d.files.iter().any(|f| f.id == file && f.mapping.is_some()))
    };
    let kind = summary.mapping.as_ref().map(|m| m.kind);
    let columns = summary.columns.clone();
    let chosen = {
        let (file, columns) = (file.clone(), columns.clone());
        move |event| {
            let name = event_target_value(&event);
            if let Some(schema) = schema::ALL.iter().find(|s| s.name == name) {
                read_as(app, &file, schema.kind, &columns);
            }
        }
    };
    let options = schema::ALL.iter().map(|s| {
        view! {
            <option value=s.name selected={kind == Some(s.kind)}>{s.label}</option>
        }
    });
    view! {
        <div class="row">
            <label class="chip">"Read as "
                <select aria-label=format!("Read {} as", summary.name) on:change=chosen>
                    {kind.is_none().then(|| view! { <option value="" selected=true>"choose …"</option> })}
                    {options.views()}
                </select>
            </label>
            {own.then(|| {
                let file = file.clone();
                view! { <button class="btn small" on:click=move |_| use_recognised(app, &file)>"Back to what was recognised"</button> }
            })}
        </div>
        {summary.mapping.clone().map(|mapping| view! { <Bindings summary=summary.clone() mapping=mapping/> })}
        <Columns columns=columns/>
    }
}

/// One row for each canonical column.
#[component]
fn Bindings(summary: FileSummary, mapping: Mapping) -> impl IntoView {
    let app = App::here();
    let wide = mapping.kind == TableKind::MetricSeries && !mapping.metrics.is_empty();
    let rows = mapping
        .kind
        .schema()
        .columns
        .iter()
        .filter(|c| !(wide && matches!(c.name, "metric" | "value")))
        .map(|column| binding_row(app, &summary, &mapping, column));
    view! {
        <div class="scroll-x">
            <table class="mapping">
                <caption class="visually-hidden">{format!("Mapping of {}", summary.name)}</caption>
                <thead><tr><th scope="col">"Column of the table"</th><th scope="col">"Filled from"</th><th scope="col">"What it means"</th></tr></thead>
                <tbody>{rows.views()}</tbody>
            </table>
        </div>
        {wide.then(|| view! { <p class="quiet">{format!("One metric a column: {}.", mapping.metrics.join(", "))}</p> })}
    }
}

fn binding_row(
    app: App,
    summary: &FileSummary,
    mapping: &Mapping,
    column: &'static ColumnSchema,
) -> impl IntoView + use<> {
    let source = mapping.binding(column.name).map(|b| b.source.clone());
    let direct = match &source {
        Some(Source::Column(name)) => Some(name.clone()),
        _ => None,
    };
    let composed = source
        .as_ref()
        .filter(|_| direct.is_none())
        .map(source_words);
    let options = summary.columns.iter().map(|c| {
        view! { <option value=c.name.clone() selected={direct.as_ref() == Some(&c.name)}>{c.name.clone()}</option> }
    });
    let (file, mapping) = (summary.file.clone(), mapping.clone());
    let chosen = move |event| {
        let name = event_target_value(&event);
        let source = (!name.is_empty()).then_some(Source::Column(name));
        bind(app, &file, &mapping, column.name, source);
    };
    view! {
        <tr>
            <th scope="row"><code>{column.name}</code>{column.required.then(|| view! { <span class="quiet">" required"</span> })}</th>
            <td>
                <select aria-label=format!("{} is filled from", column.name) on:change=chosen>
                    <option value="" selected={direct.is_none()}>{composed.unwrap_or_else(|| "–".to_owned())}</option>
                    {options.views()}
                </select>
            </td>
            <td class="quiet">{column.meaning}</td>
        </tr>
    }
}

fn source_words(source: &Source) -> String {
    match source {
        Source::Column(name) => name.clone(),
        Source::Constant(value) => format!("always {value}"),
        Source::FirstOf(names) => format!("first of {}", names.join(", ")),
        Source::YearQuarter { year, quarter } => format!("{year} and {quarter}"),
        Source::YearMonth { year, month } => format!("{year} and {month}"),
        Source::After { start, length, .. } => format!("{start} and {length} later"),
        Source::Argument { column, name } => format!("{name} in {column}"),
        Source::Inside { column, path } => format!("{} in {column}", path.join(", ")),
    }
}

/// The file's own columns.
#[component]
fn Columns(columns: Vec<ColumnSummary>) -> impl IntoView {
    let rows = columns.into_iter().map(|column| {
        view! {
            <tr>
                <th scope="row"><code>{column.name}</code></th>
                <td>{column.column_type.word()}</td>
                <td class="n">{crate::ui::words::whole(column.present)}</td>
                <td class="quiet">{column.samples.join(" · ")}</td>
            </tr>
        }
    });
    view! {
        <div class="scroll-x">
            <table>
                <caption class="visually-hidden">"Columns of the file"</caption>
                <thead><tr><th scope="col">"Column of the file"</th><th scope="col">"Holds"</th><th scope="col" class="n">"Values"</th><th scope="col">"First values"</th></tr></thead>
                <tbody>{rows.views()}</tbody>
            </table>
        </div>
    }
}
