//! All files. A few are shown in full; many as a list of one line each, in which a file opens on a click.

use super::file_panel::FilePanel;
use super::kept::{KeptSummary, NotKept};
use super::timeline::axis_of;
use crate::actions::navigate::go;
use crate::actions::remove_file::stop_all_reads;
use crate::browser::document::{after, focus};
use crate::state::{App, Route, Screen, Standing, Tally};
use crate::ui::app::StartOver;
use leptos::prelude::*;
use outturn_core::calendar::Span;
use outturn_format::{Locale, counted, date, whole};
use outturn_protocol::FileId;

/// Up to so many files, one that needs the user is open; of more, those are named above the list.
const FEW: usize = 12;
/// So many files are put on the page at once …
const AT_ONCE: usize = 24;
/// … and so many more a moment later, until all are there: the page answers in between.
const AT_A_TIME: usize = 8;
/// How long that moment is, in milliseconds.
const MOMENT: i32 = 8;
/// How many files are named that need the user.
const NAMED: usize = 5;

/// The id of the button that opens a file of the list.
pub fn opener(file: &str) -> String {
    format!("{file} open")
}

/// All files.
#[component]
pub fn FileList() -> impl IntoView {
    let app = App::here();
    let many = Memo::new(move |_| app.files.order().with(Vec::len) > FEW);
    let size = Memo::new(move |_| match app.files.order().with(Vec::len) {
        0 | 1 => Size::One,
        2..=FEW => Size::Few,
        _ => Size::Many,
    });
    let axis = axis_of(app);
    let limit = RwSignal::new(AT_ONCE);
    let order = app.files.order();
    Effect::new(move |_| {
        let shown = limit.get();
        if order.with(Vec::len) > shown {
            after(MOMENT, move || {
                let _ = limit.try_update(|limit| *limit = shown + AT_A_TIME);
            });
        }
    });
    let ids = Memo::new(move |_| {
        order.with(|ids| ids.iter().take(limit.get()).cloned().collect::<Vec<_>>())
    });
    view! {
        <section>
            <div class="head">
                <h2>"Loaded files"</h2>
                <Show when=move || many.get()><span class="quiet">{move || app.files.tally().with(|tally| summed_up(tally, &app.locale()))}</span></Show>
                <KeptSummary many/>
                <div class="tools-row"><StartOver/></div>
            </div>
            <Show when=move || many.get()>
                <Reads/>
                <Needing standing=Standing::Asks/>
                <Needing standing=Standing::Failed/>
                <NotKept/>
            </Show>
            <Show when=move || size.get() != Size::One><Columns axis/></Show>
            <div class="files" class:list=move || size.get() != Size::One class:many=move || size.get() == Size::Many>
                <For each=move || ids.get() key=FileId::clone let(id)>
                    <FilePanel id size axis/>
                </For>
            </div>
        </section>
    }
}

/// How many files there are, as far as it changes how they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// One, which is open.
    One,
    /// A few: a line each, open where it needs the user.
    Few,
    /// Many: a line each, until the user opens one.
    Many,
}

/// What stands in the columns of the lines.
#[component]
fn Columns(axis: Memo<Option<Span>>) -> impl IntoView {
    let app = App::here();
    let ends = move || {
        let axis = axis.get()?;
        let last = axis.end.pred_opt()?;
        let locale = app.locale();
        Some(view! { <span>{date(axis.start, &locale)}</span><span>{date(last, &locale)}</span> })
    };
    view! {
        <div class="line columns" aria-hidden="true">
            <span>"File"</span>
            <div class="facts">
                <span>"Recognised as"</span>
                <span class="n">"Rows used"</span>
                <span class="ends">{ends}</span>
                <span>"Feeds"</span>
            </div>
            <span>"State"</span>
        </div>
    }
}

fn summed_up(tally: &Tally, locale: &Locale) -> String {
    let mut parts = vec![format!(
        "{} loaded",
        counted(tally.loaded() as u64, "file", "files", locale)
    )];
    if tally.reads() > 0 {
        parts.push(format!(
            "{} to be read",
            whole(tally.reads() as u64, locale)
        ));
    }
    parts.join(", ")
}

/// How far the files are read, and the way to stop that.
#[component]
fn Reads() -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let under_way = Memo::new(move |_| app.files.tally().with(Tally::reads) > 0);
    let (all, done) = (
        move || app.files.tally().with(Tally::all),
        move || app.files.tally().with(|t| t.all() - t.reads()),
    );
    view! {
        <Show when=move || under_way.get()>
            <div class="reads">
                <progress max=move || all().max(1).to_string() value=move || done().to_string() aria-label="Files read"></progress>
                <span>{move || format!("{} of {} read", whole(done() as u64, &locale), counted(all() as u64, "file", "files", &locale))}</span>
                <button class="btn small" on:click=move |_| stop_all_reads(app)>"Cancel the rest"</button>
            </div>
        </Show>
    }
}

/// The files that need the user, by name, each of them one click away.
#[component]
fn Needing(standing: Standing) -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let count = Memo::new(move |_| {
        app.files.tally().with(|tally| match standing {
            Standing::Asks => tally.asking,
            _ => tally.failed,
        })
    });
    let first = Memo::new(move |_| {
        count.track();
        app.files.first(standing, NAMED)
    });
    let class = match standing {
        Standing::Asks => "needing near",
        _ => "needing missed",
    };
    let says = move || {
        let count = count.get();
        let files = counted(count as u64, "file", "files", &locale);
        match (standing, count) {
            (Standing::Asks, 1) => format!("▲ {files} waits for an answer: "),
            (Standing::Asks, _) => format!("▲ {files} wait for an answer: "),
            _ => format!("■ {files} could not be read: "),
        }
    };
    let more = move || {
        let more = count.get().saturating_sub(first.with(Vec::len));
        (more > 0).then(|| format!("and {} more", whole(more as u64, &locale)))
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <p class=class>
                {says}
                <For each=move || first.get() key=Clone::clone let((id, name))>
                    <button class="link" on:click=move |_| open_file(app, &id)>{name}</button>" "
                </For>
                {more}
            </p>
        </Show>
    }
}

/// Goes to a file and shows all that is known of it.
pub fn open_file(app: App, id: &FileId) {
    if app
        .route
        .with_untracked(|route| route.screen != Screen::Data)
    {
        go(&Route::to(Screen::Data));
    }
    if let Some(file) = app.files.get(id) {
        file.unfolded.set(Some(true));
        let id = opener(id);
        after(0, move || focus(&id));
    }
}
