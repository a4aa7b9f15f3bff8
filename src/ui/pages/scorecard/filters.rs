//! Which rows the cards are of: a chip a condition, and a list of all labels with their values to choose from.

use crate::actions::choose_filter::{
    drop_all, drop_condition, has_value, put_value, score_unfiltered,
};
use crate::browser::document::{after, focus};
use crate::state::App;
use leptos::prelude::*;
use outturn_format::{counted, whole};
use outturn_metrics::scorecard::{NONE, condition_words, label_words};
use outturn_metrics::{Condition, Label};
use outturn_protocol::ListLabels;
use outturn_report::model::{found_values, unfiltered_words};

/// The ids of the button that opens the list, of the list, and of its search.
const OPENER: &str = "add-filter";
const LIST: &str = "filter-list";
const SEARCH: &str = "filter-search";

/// The filter under the period.
#[component]
pub fn Filters() -> impl IntoView {
    let app = App::here();
    let conditions = app.select(|d| d.filters.by.conditions().cloned().collect::<Vec<_>>());
    let several = Memo::new(move |_| conditions.with(|all| all.len() > 1));
    let opened = RwSignal::new(false);
    let close = move || {
        opened.set(false);
        after(0, || focus(OPENER));
    };
    view! {
        <div class="filters" role="group" aria-label="Filter">
            <div class="row">
                <For each=move || conditions.get() key=Clone::clone children=|condition| view! { <Chip condition/> }/>
                <button class="btn small" id=OPENER aria-expanded=move || opened.get().to_string() aria-controls=LIST
                    on:click=move |_| opened.update(|open| *open = !*open)>"Add filter"</button>
                <Show when=move || several.get()>
                    <button class="btn small" on:click=move |_| drop_all(app)>"Clear all filters"</button>
                </Show>
            </div>
            <Show when=move || opened.get()><Choices close=Callback::new(move |()| close())/></Show>
            <Unfiltered/>
        </div>
    }
}

/// A condition, and the way to drop it.
#[component]
fn Chip(condition: Condition) -> impl IntoView {
    let app = App::here();
    let words = condition_words(&condition);
    let label = condition.label;
    let drop = move |_| {
        drop_condition(app, &label);
        after(0, || focus(OPENER));
    };
    view! {
        <span class="chip filter">
            <span>{words.clone()}</span>
            <button class="link" aria-label=format!("Remove filter {words}") on:click=drop><span aria-hidden="true">"✕"</span></button>
        </span>
    }
}

/// All labels with their values and how many rows have each; what is typed narrows them down.
#[component]
fn Choices(close: Callback<()>) -> impl IntoView {
    let app = App::here();
    let labels = RwSignal::new(None::<Vec<Label>>);
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| {
        app.data_version.track();
        app.engine
            .get_value()
            .ask(&ListLabels, None, move |answer| {
                if let Ok(all) = answer {
                    labels.try_set(Some(all));
                }
            });
    });
    after(0, || focus(SEARCH));
    let found = Memo::new(move |_| {
        let typed = typed.get();
        labels.with(|all| Some(found_values(all.as_ref()?, &typed)))
    });
    let nothing = move || {
        let words = match (
            found.with(|found| found.as_ref().map(Vec::is_empty)),
            typed.with(String::is_empty),
        ) {
            (None, _) => "Looking for labels …",
            (Some(true), true) => "No loaded file has labels.",
            (Some(true), false) => "No label or value matches.",
            (Some(false), _) => return None,
        };
        Some(view! { <p class="quiet" role="status">{words}</p> })
    };
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            close.run(());
        }
    };
    let groups = move || {
        let found = found.get().unwrap_or_default();
        let group = |(label, more): (Label, usize)| view! { <Values label more/> };
        found.into_iter().map(group).collect_view()
    };
    view! {
        <div class="panel choices" id=LIST role="dialog" aria-label="Choose what counts" on:keydown=key>
            <div class="head">
                <input type="search" id=SEARCH aria-label="Find a label or a value" placeholder="Find a team, a model, a region …" autocomplete="off"
                    prop:value=typed on:input=move |event| typed.set(event_target_value(&event))/>
                <button class="btn small" on:click=move |_| close.run(())>"Done"</button>
            </div>
            {nothing}
            <div class="groups">{groups}</div>
        </div>
    }
}

/// The values of a label, each to be chosen.
#[component]
fn Values(label: Label, more: usize) -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let name = label.name.clone();
    let heading = label_words(&name);
    let tables: Vec<&str> = label
        .tables
        .iter()
        .map(|kind| kind.schema().plural)
        .collect();
    let value = |(value, rows): (String, u64)| {
        let (label, put) = (name.clone(), name.clone());
        let (of, shown) = (
            value.clone(),
            match value.as_str() {
                "" => NONE.to_owned(),
                value => value.to_owned(),
            },
        );
        let on = app.select(move |d| has_value(&d.filters.by, &label, &of));
        let choose = move |event| put_value(app, &put, &value, event_target_checked(&event));
        view! {
            <li><label>
                <input type="checkbox" prop:checked=on on:change=choose/>
                <span class="value">{shown}</span>
                <span class="quiet">{counted(rows, "row", "rows", &locale)}</span>
            </label></li>
        }
    };
    let values = label.values.into_iter().map(value).collect_view();
    view! {
        <fieldset>
            <legend>{heading}<span class="quiet">{format!(" of {}", tables.join(", "))}</span></legend>
            <ul>{values}</ul>
            {(more > 0).then(|| view! { <p class="quiet">{format!("and {} more: type to find them", whole(more as u64, &locale))}</p> })}
        </fieldset>
    }
}

/// What the filter cannot be asked of, and whether it counts in the score.
#[component]
fn Unfiltered() -> impl IntoView {
    let app = App::here();
    let words = Memo::new(move |_| {
        let locale = app.locale();
        app.scorecard
            .with(|answer| unfiltered_words(&answer.as_ref()?.cards, &locale))
    });
    let on = app.select(|d| d.filters.score_unfiltered);
    view! {
        <Show when=move || words.with(Option::is_some)>
            <p class="quiet unfiltered">
                <span role="status">{move || words.get()}</span>
                <label>
                    <input type="checkbox" prop:checked=on on:change=move |event| score_unfiltered(app, event_target_checked(&event))/>
                    "Score them all the same"
                </label>
            </p>
        </Show>
    }
}
