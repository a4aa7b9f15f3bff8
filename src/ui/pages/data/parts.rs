//! What the controls of a file have in common: they stay open and keep the focus when the file is read or mapped anew.

use crate::browser::document::{after, focus};
use crate::state::memo;
use crate::ui::components::{Views, When};
use leptos::prelude::*;
use outturn_protocol::FileSummary;
use std::collections::BTreeSet;

/// What was found in a file, shared by all that is shown of it.
pub type Found = StoredValue<FileSummary>;

/// The panel of one file, through context.
#[derive(Clone, Copy)]
pub struct Panel {
    /// Which file.
    pub file: StoredValue<String>,
    open: RwSignal<BTreeSet<&'static str>>,
    focused: StoredValue<Option<String>>,
}

impl Panel {
    /// Of a file, with nothing open.
    pub fn new(file: &str) -> Self {
        Self {
            file: StoredValue::new(file.to_owned()),
            open: RwSignal::new(BTreeSet::new()),
            focused: StoredValue::new(None),
        }
    }

    /// The panel that is being built.
    #[allow(clippy::expect_used)] // A control outside a panel is a mistake of ours, caught by the first test that opens it.
    pub fn here() -> Self {
        use_context().expect("controls are inside a panel")
    }

    /// The file's id.
    pub fn id(self) -> String {
        self.file.get_value()
    }

    /// Opens one of its parts.
    pub fn unfold(self, part: &'static str) {
        self.open.update(|open| {
            open.insert(part);
        });
    }

    /// Gives the focus back to the control that had it before the panel was built anew.
    pub fn refocus(self) {
        if let Some(id) = self.focused.get_value() {
            self.focused.set_value(None);
            after(0, move || focus(&id));
        }
    }

    fn control(self, label: &str) -> String {
        self.file.with_value(|file| format!("{file} {label}"))
    }
}

/// A part of the panel that opens and closes; made when it is first looked at.
pub fn fold(
    part: &'static str,
    label: String,
    body: Box<dyn Fn() -> AnyView + Send + Sync>,
) -> AnyView {
    let panel = Panel::here();
    let shown = memo(move || panel.open.with(|open| open.contains(&part)));
    let details = NodeRef::<leptos::html::Details>::new();
    let toggled = move |_| {
        let is_open = details.get_untracked().is_some_and(|d| d.open());
        if is_open != shown.get_untracked() {
            panel.open.update(|open| {
                if !open.remove(&part) {
                    open.insert(part);
                }
            });
        }
    };
    view! {
        <details node_ref=details open=shown.get_untracked() on:toggle=toggled>
            <summary>{label}</summary>
            <When when=shown>{body()}</When>
        </details>
    }
    .into_any()
}

/// What is done with what was chosen or typed.
pub type Enter = Box<dyn Fn(String)>;

/// A list to choose from: values with what they are called.
pub fn choose(
    label: &str,
    options: Vec<(String, String)>,
    chosen: &str,
    on_enter: Enter,
) -> AnyView {
    let id = Panel::here().control(label);
    let options = options.into_iter().map(|(value, name)| {
        let selected = value == chosen;
        view! { <option value=value prop:selected=selected>{name}</option> }
    });
    let (panel, own) = (Panel::here(), id.clone());
    let entered = move |event| {
        panel.focused.set_value(Some(own.clone()));
        on_enter(event_target_value(&event));
    };
    let entered: Box<dyn FnMut(_)> = Box::new(entered);
    view! { <select id=id aria-label=label.to_owned() on:change=entered>{options.views()}</select> }
        .into_any()
}

/// A text to type.
pub fn typed(label: &str, text: &str, on_enter: Enter) -> AnyView {
    let id = Panel::here().control(label);
    let (panel, own) = (Panel::here(), id.clone());
    let entered = move |event| {
        panel.focused.set_value(Some(own.clone()));
        on_enter(event_target_value(&event));
    };
    view! { <input type="text" autocomplete="off" id=id aria-label=label.to_owned() prop:value=text.to_owned() on:change=entered/> }
        .into_any()
}

/// A small button. `name` is what screen readers say, where the label says too little.
pub fn button(label: &str, name: Option<String>, act: Box<dyn Fn()>) -> AnyView {
    let label = label.to_owned();
    view! { <button class="btn small" aria-label=name on:click=move |_| act()>{label}</button> }
        .into_any()
}

/// A control with its label in front.
pub fn labelled(label: &str, control: AnyView) -> AnyView {
    view! { <label class="chip">{label.to_owned()}" "{control}</label> }.into_any()
}

/// Parts beside or under one another, as the class has it.
pub fn block(class: &'static str, parts: Vec<AnyView>) -> AnyView {
    view! { <div class=class>{parts}</div> }.into_any()
}

/// A paragraph.
pub fn para(class: &'static str, text: String) -> AnyView {
    view! { <p class=class>{text}</p> }.into_any()
}

/// Words within a line.
pub fn words(class: &'static str, text: String) -> AnyView {
    view! { <span class=class>{text}</span> }.into_any()
}

/// What follows from signals. One type for all its uses, as everything here is: each type of view is some kilobytes of program.
pub fn live(view: Box<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
    (move || view()).into_any()
}

/// The class of a cell in place of the five figures of a column that has none.
pub const REST: &str = "rest quiet";

/// A row of a table: its heading, then its cells with their class.
pub fn line(heading: AnyView, class: &'static str, cells: Vec<(&'static str, AnyView)>) -> AnyView {
    let cells = cells
        .into_iter()
        .map(|(class, cell)| view! { <td class=class colspan=(class == REST).then_some("5")>{cell}</td> });
    view! { <tr><th scope="row" class=class>{heading}</th>{cells.views()}</tr> }.into_any()
}

/// A name as the file has it.
pub fn code(name: &str) -> AnyView {
    view! { <code>{name.to_owned()}</code> }.into_any()
}

/// A table with a caption for screen readers; headings that begin with a # are of figures.
pub fn table(caption: String, headings: &[&str], rows: Vec<AnyView>) -> AnyView {
    let name = caption.clone();
    let headings = headings.iter().map(|heading| {
        let plain = heading.trim_start_matches('#');
        let class = if plain.len() < heading.len() { "n" } else { "" };
        view! { <th scope="col" class=class>{plain.to_owned()}</th> }
    });
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label=name>
            <table>
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr>{headings.views()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
