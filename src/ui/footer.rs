//! The foot of every screen: what is not of one screen.

use crate::state::{App, Dialog};
use leptos::prelude::*;

/// The foot.
#[component]
pub fn Footer() -> impl IntoView {
    let app = App::here();
    let button = move |dialog: Dialog| {
        view! { <button class="link" aria-haspopup="dialog" on:click=move |_| app.dialog.set(Some(dialog))>{dialog.title()}</button> }
    };
    view! {
        <footer class="bottom">
            {button(Dialog::Settings)}
            {button(Dialog::Glossary)}
            {button(Dialog::Messages)}
        </footer>
    }
}
