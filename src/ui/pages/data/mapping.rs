//! How a file becomes a canonical table, to be changed column by column.

use super::bindings::Bindings;
use super::filters::Filters;
use super::metric_columns::MetricColumns;
use super::questions::SettledQuestions;
use super::shown::Shown;
use super::word_tables::WordTables;
use crate::actions::change_mapping::{read_as, use_recognised};
use crate::actions::saved_mapping::save_mapping;
use crate::ui::components::{Choice, Select};
use leptos::prelude::*;
use outturn_core::table::{TableKind, schema};
use outturn_protocol::mapping::{Mapping, Unit};

/// The editor.
#[component]
pub fn MappingEditor() -> impl IntoView {
    let shown = Shown::here();
    let is_mapped = Memo::new(move |_| shown.mapping.with(Option::is_some));
    let is_wide = shown.mapped(is_wide);
    let is_own = shown.decided(|f| f.mapping.is_some() || f.options != Default::default());
    let back = move |_| use_recognised(shown.app, &shown.id(), &columns(shown));
    let save = move |_| save_mapping(shown.app, &shown.id());
    view! {
        <div class="mapping">
            <div class="row">
                <ReadAs/>
                <Show when=move || is_own.get()>
                    <button class="btn small" on:click=back>"Back to what was recognised"</button>
                </Show>
                <Show when=move || is_mapped.get()>
                    <button class="btn small" on:click=save>"Save mapping"</button>
                </Show>
            </div>
            <Show when=move || is_mapped.get()>
                <SettledQuestions/>
                <Bindings/>
                <Show when=move || is_wide.get()><MetricColumns/></Show>
                <WordTables/>
                <Filters/>
            </Show>
        </div>
    }
}

/// Whether the file has a column for each of several metrics.
fn is_wide(mapping: &Mapping) -> bool {
    mapping.kind == TableKind::MetricSeries && !mapping.metrics.is_empty()
}

fn columns(shown: Shown) -> Vec<outturn_protocol::ColumnSummary> {
    let columns = shown
        .summary
        .with_untracked(|s| s.as_ref().map(|s| s.columns.clone()));
    columns.unwrap_or_default()
}

/// Which canonical table the file becomes.
#[component]
fn ReadAs() -> impl IntoView {
    let shown = Shown::here();
    let kind = Memo::new(move |_| shown.mapping.with(|m| m.as_ref().map(|m| m.kind)));
    let kinds = Memo::new(move |_| {
        let unknown = kind.get().is_none();
        let unknown = unknown.then(|| (String::new(), "choose …".to_owned()));
        let known = schema::ALL.iter();
        let known = known.map(|table| (table.name.to_owned(), table.label.to_owned()));
        unknown.into_iter().chain(known).collect::<Vec<Choice>>()
    });
    let value = move || kind.get().map_or("", |kind| kind.schema().name).to_owned();
    let choose = move |name: String| {
        if let Some(schema) = schema::ALL.iter().find(|table| table.name == name) {
            read_as(shown.app, &shown.id(), schema.kind, &columns(shown));
        }
    };
    view! {
        <label class="chip">
            "Read as "
            <Select label=format!("Read {} as", shown.name()) options=kinds value=Signal::derive(value) on_choose=choose/>
        </label>
    }
}

/// What numbers count, to choose from; nothing where there is nothing to convert.
#[component]
pub fn Units(
    /// What is chosen, for screen readers.
    label: String,
    /// The units there are.
    all: &'static [Unit],
    /// The unit that is chosen; `None` for the one that the column means.
    #[prop(into)]
    unit: Signal<Option<Unit>>,
    /// Called with the unit that the user chooses.
    on_choose: impl Fn(Option<Unit>) + 'static,
) -> impl IntoView {
    let name = |unit: &Unit| unit.label().to_owned();
    let units = all.iter().map(|unit| (name(unit), name(unit)));
    let as_meant = std::iter::once((String::new(), "as it means".to_owned()));
    let options: Vec<Choice> = as_meant.chain(units).collect();
    let value = move || unit.get().map_or("", Unit::label).to_owned();
    let choose = move |name| on_choose(all.iter().copied().find(|unit| unit.label() == name));
    (!all.is_empty())
        .then(|| view! { <Select label options value=Signal::derive(value) on_choose=choose/> })
}
