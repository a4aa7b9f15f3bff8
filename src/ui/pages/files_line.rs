//! One line on top of Data and Scorecard: how many files count, wait for an answer, feed no metric, could not be read or hold the same.
//! Each part opens its list.

use super::data::open_file;
use crate::state::{App, Standing};
use leptos::prelude::*;
use outturn_protocol::{FileId, Part, Standings};
use outturn_report::narrative::{FilesTold, files_line};

/// What is said of some files: by the engine, which has read them, that it could not, or that they are alike.
#[derive(Clone, Copy, PartialEq)]
enum Of {
    Read(Part),
    Unread,
    Same,
}

const PARTS: [(Of, &str); 5] = [
    (Of::Read(Part::Counts), "plain"),
    (Of::Read(Part::Waits), "near"),
    (Of::Read(Part::FeedsNothing), "plain"),
    (Of::Unread, "near"),
    (Of::Same, "near"),
];

/// The line.
#[component]
pub fn FilesLine() -> impl IntoView {
    let app = App::here();
    let open: RwSignal<Option<Of>> = RwSignal::new(None);
    let unread = Memo::new(move |_| app.files.tally().with(|tally| tally.failed));
    let said = Memo::new(move |_| {
        let of = app.standing.with(|files| Standings::of(files));
        let told = FilesTold {
            count: of.count,
            wait: of.wait,
            in_part: of.in_part,
            feed_nothing: of.feed_nothing,
            unread: unread.get(),
            same: app.files.same().with(Vec::len),
        };
        files_line(told, &app.locale())
    });
    let there =
        Memo::new(move |_| unread.get() > 0 || app.standing.with(|files| !files.is_empty()));
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
                {move || open.get().map(|of| view! { <FilesOf of/> })}
            </div>
        </Show>
    }
}

/// The files of one part, each of them one click away.
#[component]
fn FilesOf(of: Of) -> impl IntoView {
    let app = App::here();
    let named = move |id: &FileId| Some((id.clone(), app.files.get(id)?.name));
    let read = move |part: Part| {
        app.standing.with(|files| {
            let own = files.iter().filter(|file| file.part == part);
            own.filter_map(|file| named(&file.file)).collect::<Vec<_>>()
        })
    };
    let files = Memo::new(move |_| match of {
        Of::Read(part) => read(part),
        Of::Unread => {
            app.files.tally().track();
            app.files.first(Standing::Failed, usize::MAX)
        }
        Of::Same => app
            .files
            .same()
            .with(|same| same.iter().filter_map(named).collect()),
    });
    view! {
        <ul>
            <For each=move || files.get() key=Clone::clone let((id, name))>
                <li><button class="link" on:click=move |_| open_file(app, &id)>{name}</button></li>
            </For>
        </ul>
    }
}
