//! The dialog in which a metric of the user's own is written.

use super::by_form::ByForm;
use super::formula_field::FormulaField;
use super::preview::Preview;
use super::{Draft, Editor};
use crate::actions::own_metrics::{LONGEST_NAME, read, save};
use crate::state::App;
use crate::ui::components::{Segmented, Select};
use leptos::html::Dialog;
use leptos::prelude::*;
use outturn_core::units::Unit;
use outturn_metrics::Direction;
use outturn_protocol::FormulaRead;

/// What a metric is shown as.
const UNITS: [(Unit, &str); 7] = [
    (Unit::Number, "a plain number"),
    (Unit::Count, "whole things"),
    (Unit::Ratio, "a share, in percent"),
    (Unit::Seconds, "a time, from seconds"),
    (Unit::Money, "money"),
    (Unit::PerDay, "so many a day"),
    (Unit::PerWeek, "so many a week"),
];

const BETTER: [(Direction, &str); 3] = [
    (Direction::Up, "higher"),
    (Direction::Down, "lower"),
    (Direction::Stable, "steady"),
];

/// What the dialog works on.
#[derive(Clone, Copy)]
pub struct Writing {
    /// The metric so far.
    pub draft: RwSignal<Draft>,
    /// Where the cursor is in the formula, in bytes.
    pub at: RwSignal<usize>,
    /// What it comes to so far.
    pub read: RwSignal<Option<FormulaRead>>,
}

impl Writing {
    /// Of a metric that is opened.
    fn of(draft: Draft) -> Self {
        let at = draft.typed.formula.len();
        Self {
            draft: RwSignal::new(draft),
            at: RwSignal::new(at),
            read: RwSignal::new(None),
        }
    }

    /// Has what it comes to follow what is typed, and what is loaded.
    fn follow(self, app: App) {
        Effect::new(move |_| {
            app.data_version.track();
            let (typed, at) = (self.draft.with(|d| d.typed.clone()), self.at.get());
            read(app, typed, at, move |answer| {
                if let Ok(answer) = answer {
                    let _ = self.read.try_set(Some(answer));
                }
            });
        });
    }

    /// Whether what was read is what is typed, and makes a metric.
    fn is_good(self) -> bool {
        let formula = self.draft.with(|d| d.typed.formula.clone());
        let made = |read: &FormulaRead| read.formula == formula && read.mistake.is_none();
        self.read.with(|read| read.as_ref().is_some_and(made))
    }
}

/// The dialog, while a metric is open.
#[component]
pub fn EditorDialog() -> impl IntoView {
    let open = Editor::here().open;
    let is_open = Memo::new(move |_| open.with(Option::is_some));
    view! { <Show when=move || is_open.get()><Opened/></Show> }
}

#[component]
fn Opened() -> impl IntoView {
    let (app, Editor { open, left }) = (App::here(), Editor::here());
    let writing = Writing::of(open.get_untracked().unwrap_or_default());
    writing.follow(app);
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            // The browser keeps the keyboard inside, closes on Escape and gives the focus back.
            let _ = dialog.show_modal();
        }
    });
    let close = move || {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let done = move || {
        if writing.is_good() {
            let Draft { mut typed, good } = writing.draft.get_untracked();
            let table = writing.read.with_untracked(|read| read.as_ref()?.table);
            typed.table = typed.table.or(table);
            save(app, typed, good);
            writing.draft.set(Draft::default());
            close();
        }
    };
    let is_new = writing.draft.with_untracked(|d| d.typed.id.is_empty());
    let closed = move |_| {
        let draft = writing.draft.get_untracked();
        if is_new {
            left.set_value(draft);
        }
        open.set(None);
    };
    let title = if is_new { "New metric" } else { "Edit metric" };
    // Escape closes this, and not what is open behind it.
    let keep = |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
        }
    };
    let submitted = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        done();
    };
    view! {
        <dialog class="own-metric" node_ref=dialog aria-labelledby=TITLE on:keydown=keep on:close=closed>
            <form class="dialog" on:submit=submitted>
                <div class="head">
                    <h2 id=TITLE>{title}</h2>
                    <div class="tools-row"><button type="button" class="btn small" on:click=move |_| close()>"Close"<kbd aria-hidden="true">"Esc"</kbd></button></div>
                </div>
                <Written writing/>
                <Preview writing/>
                <Read writing/>
                <div class="row">
                    <button type="submit" class="btn primary" disabled=move || !writing.is_good()>{if is_new { "Add to scorecard" } else { "Save" }}</button>
                    <button type="button" class="btn" on:click=move |_| close()>"Cancel"</button>
                </div>
            </form>
        </dialog>
    }
}

/// The id of the dialog's title.
const TITLE: &str = "own-metric-title";

/// The formula, typed or by the form.
#[component]
fn Written(writing: Writing) -> impl IntoView {
    let by_form = RwSignal::new(false);
    let ways = vec![(false, "Formula".to_owned()), (true, "Form".to_owned())];
    view! {
        <div class="row">
            <Segmented label="How to write it" options=ways value=Memo::new(move |_| by_form.get()) on_choose=move |way| by_form.set(way)/>
            <span class="quiet">{move || match by_form.get() {
                true => "The form writes the formula below.",
                false => "Functions of columns: count, share, sum, mean, median, p95 … and where.",
            }}</span>
        </div>
        <Show when=move || by_form.get()><ByForm writing/></Show>
        <FormulaField writing/>
    }
}

/// What it is called and how it is read.
#[component]
fn Read(writing: Writing) -> impl IntoView {
    let Writing { draft, read, .. } = writing;
    let unset = Memo::new(move |_| {
        let unit = read.with(|read| read.as_ref()?.unit);
        let named = UNITS.iter().find(|(known, _)| Some(*known) == unit);
        match named {
            Some((_, name)) => format!("as it follows: {name}"),
            None => "as it follows".to_owned(),
        }
    });
    let units = Signal::derive(move || listed(unset.get(), &UNITS));
    let unit = move || place(&UNITS, draft.with(|d| d.typed.unit));
    let better = Signal::stored(listed("not set: no verdict".to_owned(), &BETTER));
    let good = move || place(&BETTER, draft.with(|d| d.good));
    let name = move || draft.with(|d| d.typed.label.clone());
    let formula = move || draft.with(|d| d.typed.formula.clone());
    view! {
        <div class="own-fields">
            <label class="own-field">
                <span>"Name"</span>
                <input type="text" autocomplete="off" maxlength=LONGEST_NAME.to_string() placeholder=formula prop:value=name
                    on:input=move |event| draft.update(|d| d.typed.label = event_target_value(&event))/>
            </label>
            <div class="own-field">
                <span>"Shown as"</span>
                <Select label="Shown as" options=units value=Signal::derive(unit)
                    on_choose=move |at| draft.update(|d| d.typed.unit = at_place(&UNITS, &at))/>
            </div>
            <div class="own-field">
                <span>"Better is"</span>
                <Select label="Better is" options=better value=Signal::derive(good)
                    on_choose=move |at| draft.update(|d| d.good = at_place(&BETTER, &at))/>
            </div>
        </div>
    }
}

/// Choices by their places, the first for what is not said.
fn listed<T>(unset: String, all: &[(T, &str)]) -> Vec<(String, String)> {
    let names = all.iter().map(|(_, name)| (*name).to_owned());
    let names = std::iter::once(unset).chain(names).enumerate();
    names.map(|(at, name)| (at.to_string(), name)).collect()
}

fn place<T: PartialEq + Copy>(all: &[(T, &str)], chosen: Option<T>) -> String {
    let at = all.iter().position(|(known, _)| Some(*known) == chosen);
    at.map_or(0, |at| at + 1).to_string()
}

fn at_place<T: Copy>(all: &[(T, &str)], at: &str) -> Option<T> {
    let at = at.parse::<usize>().ok()?.checked_sub(1)?;
    all.get(at).map(|(known, _)| *known)
}
