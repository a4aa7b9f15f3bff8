//! One line on top of Data and Scorecard: how many files count, wait for an answer or feed no metric. Each part opens its list.

use super::data::open_file;
use crate::state::App;
use leptos::prelude::*;
use outturn_protocol::{FileId, Part, Standings};
use outturn_report::narrative::files_line;

const PARTS: [(Part, &str); 3] = [
    (Part::Counts, "plain"),
    (Part::Waits, "near"),
    (Part::FeedsNothing, "plain"),
];

/// The line.
#[component]
pub fn FilesLine() -> impl IntoView {
    let app = App::here();
    let open: RwSignal<Option<Part>> = RwSignal::new(None);
    let said = Memo::new(move |_| {
        let of = app.standing.with(|files| Standings::of(files));
        files_line(of.count, of.wait, of.feed_nothing, &app.locale())
    });
    let there = Memo::new(move |_| app.standing.with(|files| !files.is_empty()));
    let parts = PARTS.iter().enumerate().map(move |(at, (part, class))| {
        let words = Memo::new(move |_| said.with(|said| said.get(at).cloned().flatten()));
        let press = move |_| {
            open.update(|open| *open = (*open != Some(*part)).then_some(*part));
        };
        let is_open = move || (open.get() == Some(*part)).to_string();
        view! {
            <Show when=move || words.with(Option::is_some)>
                <button class=format!("link {class}") aria-expanded=is_open on:click=press>{move || words.get()}</button>
            </Show>
        }
    });
    view! {
        <Show when=move || there.get()>
            <div class="files-line" data-testid="files-line">
                <p>{parts.clone().collect_view()}</p>
                {move || open.get().map(|part| view! { <FilesOf part/> })}
            </div>
        </Show>
    }
}

/// The files of one part, each of them one click away.
#[component]
fn FilesOf(part: Part) -> impl IntoView {
    let app = App::here();
    let files = Memo::new(move |_| {
        app.standing.with(|files| {
            let own = files.iter().filter(|file| file.part == part);
            let named = own.filter_map(|file| {
                let name = app.files.get(&file.file)?.name;
                Some((file.file.clone(), name))
            });
            named.collect::<Vec<(FileId, String)>>()
        })
    });
    view! {
        <ul>
            <For each=move || files.get() key=Clone::clone let((id, name))>
                <li><button class="link" on:click=move |_| open_file(app, &id)>{name}</button></li>
            </For>
        </ul>
    }
}
