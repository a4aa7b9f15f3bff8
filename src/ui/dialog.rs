//! What opens over the screens: settings, glossary, messages. What is in it comes with the screens that a first visit does not show.

use super::late::{self, LateView};
use crate::browser::document;
use crate::state::{App, Dialog};
use leptos::ev;
use leptos::prelude::*;

/// The id of the element.
const ID: &str = "dialog";

/// The dialog that is open, if one is. The browser keeps the keyboard in it, closes it by Escape, and gives the focus back.
#[component]
pub fn OpenDialog() -> impl IntoView {
    let app = App::here();
    let shown = move |dialog: Dialog| {
        document::after(0, || document::open_dialog(ID));
        // A click beside it lands on the dialog itself, one in it on what it holds.
        let beside = move |event: ev::MouseEvent| {
            if event.target() == event.current_target() {
                document::close_dialog(ID);
            }
        };
        view! {
            <dialog id=ID aria-labelledby="dialog-title" on:close=move |_| app.dialog.set(None) on:click=beside>
                <div class="dialog">
                    <div class="head">
                        <h2 id="dialog-title">{dialog.title()}</h2>
                        <div class="tools-row">
                            <button class="btn small" on:click=move |_| document::close_dialog(ID)>"Close"<kbd aria-hidden="true">"Esc"</kbd></button>
                        </div>
                    </div>
                    {late::show(LateView::Dialog(dialog))}
                </div>
            </dialog>
        }
    };
    move || app.dialog.get().map(shown)
}

/// A question mark, not typed into a field, opens keys and glossary.
pub fn watch_question_mark(app: App) {
    let keys = window_event_listener(ev::keydown, move |event| {
        let is_free = app.dialog.with_untracked(Option::is_none) && !document::is_typing(&event);
        if event.key() == "?" && is_free {
            event.prevent_default();
            app.dialog.set(Some(Dialog::Glossary));
        }
    });
    on_cleanup(move || keys.remove());
}
