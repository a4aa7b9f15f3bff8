//! Which rows of a file are used.

use super::shown::Shown;
use crate::ui::components::{Choice, Select, TextField};
use leptos::prelude::*;
use outturn_protocol::mapping::{CellTest, RowFilter};

/// The filters there are, and the means to add one.
#[component]
pub fn Filters() -> impl IntoView {
    let shown = Shown::here();
    let filters = shown.mapped(|mapping| {
        let filters = mapping.filters.iter().map(words).enumerate();
        filters.collect::<Vec<_>>()
    });
    view! {
        <div>
            <For each=move || filters.get() key=Clone::clone let((place, says))>
                <Filter place says/>
            </For>
            <NewFilter/>
        </div>
    }
}

#[component]
fn Filter(place: usize, says: String) -> impl IntoView {
    let shown = Shown::here();
    let label = format!("Remove the filter {says}");
    let remove = move |_| {
        shown.edit(|mapping| {
            if place < mapping.filters.len() {
                mapping.filters.remove(place);
            }
        });
    };
    view! {
        <div class="row">
            <span>{says}</span>
            <button class="btn small" aria-label=label on:click=remove>"Remove"</button>
        </div>
    }
}

/// What a cell is tested for, by its words on the page.
const TESTS: [&str; 5] = ["is", "is not", "names", "has a value", "has none"];

#[component]
fn NewFilter() -> impl IntoView {
    let shown = Shown::here();
    let columns = shown.part(|summary| {
        let columns = summary.columns.iter();
        let columns = columns.map(|c| (c.name.clone(), c.name.clone()));
        columns.collect::<Vec<Choice>>()
    });
    let chosen = RwSignal::new(String::new());
    let column = Memo::new(move |_| {
        let chosen = chosen.get();
        columns.with(|all| {
            let is_there = all.iter().any(|(name, _)| *name == chosen);
            let first = || all.first().map(|(name, _)| name.clone());
            if is_there {
                chosen
            } else {
                first().unwrap_or_default()
            }
        })
    });
    let test = RwSignal::new(TESTS[0].to_owned());
    let tests: Vec<Choice> = TESTS.map(|t| (t.to_owned(), t.to_owned())).to_vec();
    let typed = RwSignal::new(String::new());
    let add = move |_| {
        let words =
            typed.with_untracked(|text| text.split(',').map(|w| w.trim().to_owned()).collect());
        let filter = RowFilter {
            column: column.get_untracked(),
            test: match test.get_untracked().as_str() {
                "is" => CellTest::Is(words),
                "is not" => CellTest::IsNot(words),
                "names" => CellTest::Names(words),
                "has a value" => CellTest::Filled,
                _ => CellTest::Empty,
            },
        };
        typed.set(String::new());
        shown.edit(|mapping| mapping.filters.push(filter));
    };
    view! {
        <div class="row">
            <span class="quiet">"Use only rows whose"</span>
            <Select label="Column to filter by" options=columns value=column on_choose=move |name| chosen.set(name)/>
            <Select label="Test of the filter" options=tests value=test on_choose=move |name| test.set(name)/>
            <TextField label="Words of the filter, comma-separated" value=typed on_enter=move |text| typed.set(text)/>
            <button class="btn small" on:click=add>"Add filter"</button>
        </div>
    }
}

fn words(filter: &RowFilter) -> String {
    let column = &filter.column;
    match &filter.test {
        CellTest::Is(words) => format!("{column} is {}", words.join(" or ")),
        CellTest::IsNot(words) => format!("{column} is not {}", words.join(" or ")),
        CellTest::Names(words) => format!("{column} names {}", words.join(" or ")),
        CellTest::Filled => format!("{column} has a value"),
        CellTest::Empty => format!("{column} has no value"),
    }
}
