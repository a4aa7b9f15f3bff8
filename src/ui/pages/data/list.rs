//! All files. A few are shown in full; many as a list of one line each, in which a file opens on a click.

use super::file_panel::FilePanel;
use super::kept::{KeptSummary, NotKept};
use super::parts::{block, live};
use crate::actions::remove_file::stop_all_reads;
use crate::browser::document::{after, focus};
use crate::state::{App, Standing, Tally, effect, memo};
use crate::ui::app::StartOver;
use crate::ui::components::{Keyed, Views, When};
use crate::ui::words::{counted, whole};
use leptos::prelude::*;
use outturn_format::Locale;
use outturn_protocol::FileId;

/// With more files than this they are a list.
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
    let many = memo(move || app.files.order().with(Vec::len) > FEW);
    let limit = RwSignal::new(AT_ONCE);
    let order = app.files.order();
    effect(move || {
        let shown = limit.get();
        if order.with(Vec::len) > shown {
            after(MOMENT, move || {
                let _ = limit.try_update(|limit| *limit = shown + AT_A_TIME);
            });
        }
    });
    let ids =
        memo(move || order.with(|ids| ids.iter().take(limit.get()).cloned().collect::<Vec<_>>()));
    view! {
        <section>
            <div class="head">
                <h2>"Loaded files"</h2>
                <When when=many><span class="quiet">{move || app.files.tally().with(|tally| summed_up(tally, &app.locale()))}</span></When>
                <KeptSummary many/>
                <div class="tools-row"><StartOver/></div>
            </div>
            <When when=many>
                {live(Box::new(move || reads(app)))}
                {needing(app, Standing::Asks)}
                {needing(app, Standing::Failed)}
                <NotKept/>
            </When>
            <div class="files" class:list=move || many.get()>
                <Keyed keys=ids row=Box::new(move |id| view! { <FilePanel id=id many=many/> }.into_any())/>
            </div>
        </section>
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
fn reads(app: App) -> AnyView {
    let under_way = memo(move || app.files.tally().with(Tally::reads) > 0);
    let (all, done) = (
        move || app.files.tally().with(Tally::all),
        move || app.files.tally().with(|t| t.all() - t.reads()),
    );
    let locale = app.locale();
    let bar = move || {
        view! {
            <div class="reads">
                <progress max=move || all().max(1).to_string() value=move || done().to_string() aria-label="Files read"></progress>
                <span>{move || format!("{} of {} read", whole(done() as u64, &locale), counted(all() as u64, "file", "files", &locale))}</span>
                <button class="btn small" on:click=move |_| stop_all_reads(app)>"Cancel the rest"</button>
            </div>
        }
    };
    view! { <When when=under_way>{bar()}</When> }.into_any()
}

/// The files that need the user, by name, each of them one click away.
fn needing(app: App, standing: Standing) -> AnyView {
    let count = memo(move || {
        app.files.tally().with(|tally| match standing {
            Standing::Asks => tally.asking,
            _ => tally.failed,
        })
    });
    let first = memo(move || {
        count.track();
        app.files.first(standing, NAMED)
    });
    live(Box::new(move || {
        let (count, first) = (count.get(), first.get());
        if count == 0 {
            return block("", Vec::new());
        }
        let files = counted(count as u64, "file", "files", &app.locale());
        let (class, says) = match (standing, count) {
            (Standing::Asks, 1) => ("needing near", format!("▲ {files} waits for an answer: ")),
            (Standing::Asks, _) => ("needing near", format!("▲ {files} wait for an answer: ")),
            _ => ("needing missed", format!("■ {files} could not be read: ")),
        };
        let more = count.saturating_sub(first.len());
        let more = (more > 0).then(|| format!("and {} more", whole(more as u64, &app.locale())));
        let links = first.into_iter().map(|(id, name)| {
            view! { <button class="link" on:click=move |_| open(app, &id)>{name}</button>" " }
        });
        view! { <p class=class>{says}{links.views()}{more}</p> }.into_any()
    }))
}

fn open(app: App, id: &FileId) {
    if let Some(file) = app.files.get(id) {
        file.unfolded.set(Some(true));
        let id = opener(id);
        after(0, move || focus(&id));
    }
}
