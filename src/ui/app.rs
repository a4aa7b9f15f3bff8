//! The frame around every screen: header, navigation, drop zone, notices.

use super::dialog::{OpenDialog, watch_question_mark};
use super::footer::Footer;
use super::late::{self, LateView};
use super::notices::Notices;
use super::pages::{DataPage, RecoveryPage, RescuePage};
use super::standing::Standing;
use crate::actions::add_files::{add_dropped, add_files};
use crate::actions::{
    ask, choose_locale, choose_theme, keep, load_ahead, navigate, start_over, update, worker_lost,
};
use crate::browser::{document, entries, file, location};
use crate::state::{App, Engine, Kept, Role, Route, Screen, Tally};
use crate::ui::components::{FileInput, NewVersion};
use leptos::ev;
use leptos::prelude::*;
use outturn_format::counted;

/// Starts the page.
pub fn mount() {
    crate::actions::rescue::offer_work_on_panic();
    mount_to_body(Page);
}

/// Everything.
#[component]
fn Page() -> impl IntoView {
    if crate::state::is_rescue(&location::fragment()) {
        document::set_root_attribute("data-busy", "false");
        return view! { <RescuePage/> }.into_any();
    }
    let app = start();
    let update = update::keep_page(app);
    let (dragging, set_dragging) = signal(false);
    // Work that cannot be read comes before anything else.
    let screen = Memo::new(move |_| {
        // Figures that are to be written otherwise are written so everywhere: the whole screen is made anew.
        let locale = app.chosen_locale.get();
        let unreadable = app.role.with(|role| matches!(role, Role::Unreadable(_)));
        ((!unreadable).then(|| app.route.with(|r| r.screen)), locale)
    });
    watch_drops(app, set_dragging);
    watch_keys(app);
    watch_question_mark(app);
    say_busy(app);
    say_kept(app);
    Effect::new(move |_| {
        document::set_title(&format!(
            "{} · Outturn",
            app.route.with(|r| r.screen.label())
        ));
    });
    view! {
        <a class="btn skip" href="#main" on:click=move |event| { event.prevent_default(); document::focus("main"); }>
            "Skip to content"
        </a>
        <div class:dropping=dragging>
            <Header/>
            <NewVersion update/>
            <Standing/>
            <main id="main" tabindex="-1">
                {move || match screen.get().0 {
                    None => view! { <RecoveryPage/> }.into_any(),
                    Some(Screen::Data) => view! { <DataPage/> }.into_any(),
                    Some(screen) => late::show(LateView::Screen(screen)),
                }}
            </main>
            <Footer/>
            <Notices/>
            <OpenDialog/>
        </div>
    }
    .into_any()
}

fn start() -> App {
    let pending = RwSignal::new(0);
    let broken = RwSignal::new(None::<String>);
    let worker = document::meta("outturn-worker").unwrap_or_else(|| "./worker.js".to_owned());
    let engine = Engine::start(
        &worker,
        move |open| pending.set(open),
        move |reason| broken.set(Some(reason)),
    );
    let route = Route::parse(&location::fragment());
    let locale = choose_locale::of_browser();
    let app = App::new(
        route.clone(),
        choose_theme::starts_dark(),
        locale,
        pending,
        engine,
    );
    app.chosen_locale.set(choose_locale::remembered());
    provide_context(app);
    choose_theme::follow_device(app);
    navigate::follow_address(app);
    navigate::keep_view_in_step(app);
    keep::restore_and_keep(app);
    ask::keep_figures_in_step(app);
    if let Some(shared) = route.shared {
        crate::actions::share::open_link(app, &shared);
    }
    Effect::new(move |_| {
        if let Some(reason) = broken.get() {
            worker_lost::replace_worker(app, &reason);
        }
    });
    worker_lost::watch(app);
    load_ahead::load_ahead(app, move || late::load(app));
    app
}

/// How long no work must be under way before the page says so, in milliseconds: one answer often leads to the next question.
const QUIET: i32 = 4;

/// Says on `<html data-busy>` whether work is under way.
fn say_busy(app: App) {
    let busy = Memo::new(move |_| app.busy());
    Effect::new(move |_| {
        if busy.get() {
            document::set_root_attribute("data-busy", "true");
        } else {
            document::after(QUIET, move || {
                if !busy.get_untracked() {
                    document::set_root_attribute("data-busy", "false");
                }
            });
        }
    });
}

/// Says on `<html data-kept>` whether all of the work is kept in the browser.
fn say_kept(app: App) {
    Effect::new(move |_| {
        document::set_root_attribute("data-kept", &app.all_kept.get().to_string());
    });
}

/// Files and folders dropped anywhere are added.
fn watch_drops(app: App, set_dragging: WriteSignal<bool>) {
    let over = window_event_listener(ev::dragover, move |event| {
        event.prevent_default();
        set_dragging.set(true);
    });
    let leave = window_event_listener(ev::dragleave, move |event| {
        if event.related_target().is_none() {
            set_dragging.set(false);
        }
    });
    let drop = window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        set_dragging.set(false);
        let Some(data) = event.data_transfer() else {
            return;
        };
        if let Some(dropped) = entries::with_folders(&data) {
            return add_dropped(app, dropped);
        }
        let files = file::files_of(data.files());
        if !files.is_empty() {
            add_files(app, files);
        }
    });
    on_cleanup(move || {
        over.remove();
        leave.remove();
        drop.remove();
    });
}

/// Ctrl or ⌘ with Z takes back, with Shift or Y does again; not while the user types, where the field has its own undo.
fn watch_keys(app: App) {
    let keys = window_event_listener(ev::keydown, move |event| {
        if !(event.ctrl_key() || event.meta_key()) || document::is_typing(&event) {
            return;
        }
        let key = event.key().to_ascii_lowercase();
        match (key.as_str(), event.shift_key()) {
            ("z", false) => navigate::undo(app),
            ("z", true) | ("y", _) => navigate::redo(app),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || keys.remove());
}

#[component]
fn Header() -> impl IntoView {
    let app = App::here();
    let links = Screen::ALL.map(|screen| {
        let current = move || (app.route.with(|r| r.screen) == screen).then_some("page");
        view! { <a href=format!("#/{}", screen.path()) aria-current=current>{screen.label()}</a> }
    });
    // A file counts once it is read and the browser's copy of it is there, or cannot be. (What is written of a file that was removed
    // meanwhile is no file of the list.)
    let files = Memo::new(move |_| {
        let read = app.files.tally().with(Tally::loaded);
        let is_saving = |kept: Option<&Kept>| matches!(kept, Some(Kept::Saving | Kept::Copied));
        let saving = app.files.order().with(|order| {
            app.kept
                .with(|kept| order.iter().filter(|id| is_saving(kept.get(*id))).count())
        });
        read.saturating_sub(saving)
    });
    // While nothing is loaded, the first screen has the button that is filled.
    let is_empty = Memo::new(move |_| app.files.order().with(Vec::is_empty));
    let adding = Signal::derive(move || match is_empty.get() {
        true => "btn",
        false => "btn primary",
    });
    let loaded = move || match files.get() {
        0 => "nothing leaves this tab".to_owned(),
        n => {
            app.chosen_locale.track();
            let files = counted(n as u64, "file", "files", &app.locale());
            format!("{files} · nothing leaves this tab")
        }
    };
    view! {
        <header class="top">
            <a class="brand" href="#/data">"Out"<i>"turn"</i></a>
            <nav aria-label="Screens">{links.collect_view()}</nav>
            <div class="spacer"></div>
            <span class="quiet privacy">{loaded}</span>
            <div class="tools">
                <button class="btn" on:click=move |_| navigate::undo(app) disabled=move || !app.can_undo()>"Undo"</button>
                <button class="btn" on:click=move |_| navigate::redo(app) disabled=move || !app.can_redo()>"Redo"</button>
                <FileInput label="Add files" class=adding/>
            </div>
        </header>
    }
}

/// The command that empties the page; on the data screen.
#[component]
pub fn StartOver() -> impl IntoView {
    let app = App::here();
    view! { <button class="btn" on:click=move |_| start_over::start_over(app)>"Start over"</button> }
}
