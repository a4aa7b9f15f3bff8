//! Whether the page is light or dark. A choice is the reader's own: the browser remembers it beside the work.

use crate::browser::{document, event, preference};
use crate::state::{App, Theme, hold};
use leptos::prelude::*;

/// The name under which the choice is remembered; the page's start script knows it too.
const THEME: &str = "theme";

/// The media query for a device that wants dark pages.
const DARK: &str = "(prefers-color-scheme: dark)";

/// Whether a page whose reader has chosen this is dark now.
fn is_dark(theme: Option<Theme>) -> bool {
    theme.map_or_else(
        || document::media_matches(DARK),
        |theme| theme == Theme::Dark,
    )
}

/// The theme that was chosen in this browser, if one was.
#[must_use]
pub fn remembered() -> Option<Theme> {
    Theme::from_word(&preference::get(THEME)?)
}

/// Whether the page is dark when it starts.
#[must_use]
pub fn starts_dark() -> bool {
    is_dark(remembered())
}

/// Has the page follow the device, and the choice.
pub fn follow_device(app: App) {
    app.theme.set(remembered());
    let follow = move || app.dark.set(is_dark(app.theme.get_untracked()));
    hold(event::on_media_change(DARK, move |_| follow()));
}

/// Light or dark from now on; `None` is as the device wants it.
pub fn choose_theme(app: App, theme: Option<Theme>) {
    preference::set(THEME, theme.map(Theme::word));
    match theme {
        Some(theme) => document::set_root_attribute("data-theme", theme.word()),
        None => document::remove_root_attribute("data-theme"),
    }
    app.theme.set(theme);
    app.dark.set(is_dark(theme));
}
