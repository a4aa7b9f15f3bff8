//! How figures and dates are written and read. A choice is the reader's own: the browser remembers it beside the work, and no link,
//! workspace or snapshot carries it.

use crate::browser::{languages, preference};
use crate::state::App;
use leptos::prelude::*;
use outturn_format::Locale;

/// The name under which the choice is remembered.
const LOCALE: &str = "locale";

/// The locale that the browser's languages want.
#[must_use]
pub fn of_browser() -> Locale {
    Locale::preferred(languages::preferred())
}

/// The locale that was chosen in this browser, if one was.
#[must_use]
pub fn remembered() -> Option<Locale> {
    Locale::known(&preference::get(LOCALE)?)
}

/// Writes and reads figures in this locale from now on; `None` goes by the browser's languages again.
pub fn choose_locale(app: App, locale: Option<Locale>) {
    preference::set(LOCALE, locale.map(|l| l.tag));
    app.chosen_locale.set(locale);
}
