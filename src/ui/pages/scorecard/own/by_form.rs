//! A form that writes the formula: of which table, what of its rows, and which of them.

use super::dialog::Writing;
use crate::state::{App, LoadedFile};
use crate::ui::components::Select;
use leptos::prelude::*;
use outturn_core::table::schema::TableSchema;
use outturn_core::table::{ColumnKind, TableKind, schema};
use outturn_metrics::language::{How, MAKES, Of, Only, Simple, parts_of};
use std::collections::BTreeSet;

/// What is chosen in the form.
#[derive(Clone, Copy)]
struct Form {
    table: RwSignal<TableKind>,
    makes: RwSignal<usize>,
    of: RwSignal<String>,
    column: RwSignal<String>,
    how: RwSignal<How>,
    value: RwSignal<String>,
}

impl Form {
    fn of(self) -> Of {
        MAKES
            .get(self.makes.get())
            .map_or(Of::Rows, |(_, _, of)| *of)
    }

    fn parts(self) -> Vec<(String, String)> {
        parts_of(self.table.get(), self.of())
    }

    /// What of each row, which is the first there is until something is chosen.
    fn part(self) -> String {
        let (all, chosen) = (self.parts(), self.of.get());
        let known = all.iter().find(|(part, _)| *part == chosen).or(all.first());
        known.map(|(part, _)| part.clone()).unwrap_or_default()
    }

    fn kind(self) -> Option<ColumnKind> {
        let column = self.table.get().schema().column(&self.column.get());
        column.map(|column| column.kind)
    }

    /// What can be asked of the column.
    fn ways(self) -> Vec<(How, &'static str)> {
        let kind = self.kind();
        let fits = |(how, _): &(How, &str)| kind.is_some_and(|kind| how.fits(kind));
        How::ALL.into_iter().filter(fits).collect()
    }

    /// The one that is chosen, or the first.
    fn way(self) -> Option<How> {
        let (all, chosen) = (self.ways(), self.how.get());
        let known = all.iter().find(|(how, _)| *how == chosen).or(all.first());
        known.map(|(how, _)| *how)
    }

    fn formula(self) -> String {
        let only = self.way().map(|how| Only {
            column: self.column.get(),
            how,
            value: self.value.get(),
        });
        let makes = MAKES
            .get(self.makes.get())
            .map_or("count", |(name, ..)| name);
        Simple {
            table: self.table.get(),
            makes,
            of: self.part(),
            only,
        }
        .formula()
    }
}

/// Tables, those that are loaded first.
fn tables(loaded: &BTreeSet<TableKind>) -> Vec<(String, String)> {
    let (here, others): (Vec<&TableSchema>, Vec<&TableSchema>) = schema::ALL
        .iter()
        .partition(|table| loaded.contains(&table.kind));
    let here = here
        .iter()
        .map(|table| (table.name, table.label.to_owned()));
    let others = others
        .iter()
        .map(|table| (table.name, format!("{} (not loaded)", table.label)));
    let all = here.chain(others);
    all.map(|(name, label)| (name.to_owned(), label)).collect()
}

/// The form.
#[component]
pub fn ByForm(writing: Writing) -> impl IntoView {
    let app = App::here();
    let loaded = app.files.with_all(|files| {
        let summaries = files.values().filter_map(LoadedFile::summary);
        BTreeSet::from_iter(summaries.filter_map(|summary| summary.kind))
    });
    let form = Form {
        table: RwSignal::new(loaded.first().copied().unwrap_or(TableKind::Incidents)),
        makes: RwSignal::new(0),
        of: RwSignal::new(String::new()),
        column: RwSignal::new(String::new()),
        how: RwSignal::new(How::Is),
        value: RwSignal::new(String::new()),
    };
    Effect::new(move |before: Option<()>| {
        let formula = form.formula();
        // What is typed stays until something is chosen here.
        let is_typed = || {
            writing
                .draft
                .with_untracked(|d| !d.typed.formula.trim().is_empty())
        };
        if before.is_none() && is_typed() {
            return;
        }
        writing.at.set(formula.len());
        writing.draft.update(|draft| {
            draft.typed.table = Some(form.table.get_untracked());
            draft.typed.formula = formula;
        });
    });
    let tables = Signal::stored(tables(&loaded));
    let table = Signal::derive(move || form.table.get().schema().name.to_owned());
    let choose_table = move |name: String| {
        if let Some(table) = schema::ALL.iter().find(|table| table.name == name) {
            form.column.set(String::new());
            form.table.set(table.kind);
        }
    };
    let makes = MAKES.iter().enumerate();
    let makes = makes.map(|(at, (_, label, _))| (at.to_string(), (*label).to_owned()));
    let makes = Signal::stored(makes.collect::<Vec<_>>());
    let made = Signal::derive(move || form.makes.get().to_string());
    let choose_makes = move |at: String| form.makes.set(at.parse().unwrap_or_default());
    let has_parts = Memo::new(move |_| form.of() != Of::Rows);
    view! {
        <fieldset class="own-fields">
            <legend class="visually-hidden">"What to count"</legend>
            <div class="own-field"><span>"Table"</span><Select label="Table" options=tables value=table on_choose=choose_table/></div>
            <div class="own-field"><span>"What to count"</span><Select label="What to count" options=makes value=made on_choose=choose_makes/></div>
            <Show when=move || has_parts.get()>
                <div class="own-field">
                    <span>"Of"</span>
                    <Select label="Of" options=Signal::derive(move || form.parts()) value=Signal::derive(move || form.part()) on_choose=move |part| form.of.set(part)/>
                </div>
            </Show>
            <Condition form/>
        </fieldset>
    }
}

/// Which rows count.
#[component]
fn Condition(form: Form) -> impl IntoView {
    let columns = Signal::derive(move || {
        let columns = form.table.get().schema().columns.iter();
        let named = columns.map(|column| (column.name.to_owned(), column.name.to_owned()));
        let every = (String::new(), "every row".to_owned());
        std::iter::once(every).chain(named).collect::<Vec<_>>()
    });
    let ways = Signal::derive(move || {
        let ways = form.ways().into_iter();
        ways.map(|(_, label)| (label.to_owned(), label.to_owned()))
            .collect::<Vec<_>>()
    });
    let way = Signal::derive(move || {
        let ways = How::ALL.iter().find(|(how, _)| Some(*how) == form.way());
        ways.map(|(_, label)| (*label).to_owned())
            .unwrap_or_default()
    });
    let choose_way = move |label: String| {
        if let Some((how, _)) = How::ALL.iter().find(|(_, known)| *known == label) {
            form.how.set(*how);
        }
    };
    let has_column = Memo::new(move |_| form.kind().is_some());
    let has_value = Memo::new(move |_| form.way().is_some_and(How::takes_value));
    view! {
        <div class="own-field">
            <span>"Only where"</span>
            <Select label="Only where" options=columns value=form.column on_choose=move |column| form.column.set(column)/>
        </div>
        <Show when=move || has_column.get()>
            <div class="own-field"><span>"Condition"</span><Select label="Condition" options=ways value=way on_choose=choose_way/></div>
        </Show>
        <Show when=move || has_value.get()>
            <label class="own-field">
                <span>"Value"</span>
                <input type="text" autocomplete="off" prop:value=move || form.value.get()
                    on:input=move |event| form.value.set(event_target_value(&event))/>
            </label>
        </Show>
    }
}
