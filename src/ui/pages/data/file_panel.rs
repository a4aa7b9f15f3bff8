//! One file: on one line, or with all that is known of it.

use super::body::FileBody;
use super::kept::KeptMark;
use super::line::Line;
use super::list::{Size, opener};
use super::phrases::recognised_as;
use super::shown::Folds;
use crate::actions::remove_file::{remove_file, stop_reading};
use crate::browser::document::{after, focus};
use crate::state::{App, LoadedFile, Phase};
use leptos::prelude::*;
use outturn_core::calendar::Span;
use outturn_protocol::{FileId, Part};

/// A file in whatever phase it is.
#[component]
pub fn FilePanel(
    /// Which file.
    id: FileId,
    /// Among how many: of several, as long as the user does not open it, it is shown on one line.
    size: Memo<Size>,
    /// The days that all files cover.
    axis: Memo<Option<Span>>,
) -> impl IntoView {
    let app = App::here();
    let folds = Folds::default();
    let several = Memo::new(move |_| size.get() != Size::One);
    app.files.get(&id).map(|file| {
        let unfolded = RwSignal::from(file.unfolded.clone());
        let needed = needs_user(app, &file);
        let open = Memo::new(move |_| {
            unfolded.get().unwrap_or_else(|| match size.get() {
                Size::One => true,
                Size::Few => needed.get(),
                Size::Many => false,
            })
        });
        let (own, line) = (file.clone(), file.clone());
        let keep_open = move || {
            if unfolded.get_untracked().is_none() {
                unfolded.set(Some(true));
            }
        };
        view! {
            <article class="panel file">
                <div class=move || if several.get() { "line" } else { "title" }>
                    <h3><Name file=file.clone() several open/></h3>
                    <Show when=move || several.get() fallback=move || view! { <Marks file=own.clone()/> }>
                        <Line file=line.clone() axis/>
                    </Show>
                    <Removal file=file.clone()/>
                </div>
                <Show when=move || open.get()>
                    // Whoever does something inside a file keeps it open, also when nothing is left to be done.
                    <div on:focusin=move |_| keep_open() on:click=move |_| keep_open()>
                        {app.files.get(&id).map(|file| view! { <FileBody file folds/> })}
                    </div>
                </Show>
            </article>
        }
    })
}

/// Whether there is something about a file that the user should see to: an answer it waits for, a join that is offered, a doubt about
/// rows that count, or that nothing is computed from it.
fn needs_user(app: App, file: &LoadedFile) -> Memo<bool> {
    let phase = RwSignal::from(file.phase.clone());
    let twin = RwSignal::from(file.twin.clone());
    let id = file.id.clone();
    Memo::new(move |_| {
        let stands = app.standing.with(|files| {
            let own = files.iter().find(|standing| standing.file == id);
            own.is_some_and(|own| {
                !own.asks.is_empty() || !own.caveats.is_empty() || own.part == Part::FeedsNothing
            })
        });
        let is_offered = app
            .joins
            .with(|joins| joins.iter().any(|join| join.file == id));
        stands
            || is_offered
            || twin.with(Option::is_some)
            || phase.with(|phase| match phase {
                Phase::Failed(_) | Phase::TooLarge => true,
                Phase::Ready(summary) => summary.asks_something() || summary.problem.is_some(),
                Phase::Waiting | Phase::Reading => false,
            })
    })
}

/// The file's name; among several it opens and closes the panel.
#[component]
fn Name(file: LoadedFile, several: Memo<bool>, open: Memo<bool>) -> impl IntoView {
    let (name, own) = (file.name.clone(), file.name.clone());
    let (id, unfolded) = (opener(&file.id), file.unfolded);
    let toggle = move || {
        let unfolded = unfolded.clone();
        let pressed = move |_| unfolded.set(Some(!open.get_untracked()));
        view! {
            <button class="name" id=id.clone() aria-expanded=move || open.get().to_string() on:click=pressed>{name.clone()}</button>
        }
    };
    view! { <Show when=move || several.get() fallback=move || own.clone()>{toggle()}</Show> }
}

/// Beside the name of a file that is open: what it was recognised as, and what is unusual about it.
#[component]
fn Marks(file: LoadedFile) -> impl IntoView {
    let phase = RwSignal::from(file.phase);
    let recognised =
        move || phase.with(|phase| phase.summary().map(|summary| recognised_as(summary)));
    view! {
        {file.sample.then(|| view! { <span class="tag">"sample"</span> })}
        <span class="quiet">{recognised}</span>
        <KeptMark kept=RwSignal::from(file.kept)/>
    }
}

/// The button that takes a file off the work, or stops its read.
#[component]
fn Removal(file: LoadedFile) -> impl IntoView {
    let app = App::here();
    let phase = RwSignal::from(file.phase);
    let to_come = Memo::new(move |_| phase.with(Phase::is_to_come));
    let (id, name) = (file.id, file.name);
    let own = remover(&id);
    let label = move || match to_come.get() {
        true => format!("Cancel reading {name}"),
        false => format!("Remove {name}"),
    };
    let verb = move || match to_come.get() {
        true => "Cancel",
        false => "Remove",
    };
    let clicked = move |event: leptos::ev::MouseEvent| {
        // The second click of a double click would meet the next file, which has taken the place of the one that went.
        if event.detail() <= 1 {
            remove(app, &id);
        }
    };
    view! { <button class="btn small" id=own aria-label=label on:click=clicked>{verb}</button> }
}

fn remove(app: App, id: &FileId) {
    let neighbour = app.files.neighbour(id);
    match app.files.get(id).is_some_and(|file| file.is_to_come()) {
        true => stop_reading(app, id),
        false => remove_file(app, id),
    }
    if app.files.get(id).is_none() {
        // Whoever works by keyboard goes on from there.
        let next = neighbour.map_or("main".to_owned(), |next| remover(&next));
        after(0, move || focus(&next));
    }
}

/// The id of the button that removes a file.
fn remover(file: &str) -> String {
    format!("{file} remove")
}
