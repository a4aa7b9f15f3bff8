//! Going from screen to screen, and through undo and redo.

use super::sync_files::sync_files;
use crate::browser::location;
use crate::state::{App, Route, hold};
use leptos::prelude::*;

/// Goes to a route; Back returns.
pub fn go(route: &Route) {
    location::set_fragment(&route.fragment());
}

/// Takes back the last change.
pub fn undo(app: App) {
    app.undo();
    sync_files(app);
}

/// Does again what was taken back.
pub fn redo(app: App) {
    app.redo();
    sync_files(app);
}

/// Follows the address: the route changes with the fragment.
pub fn follow_address(app: App) {
    hold(location::on_fragment_change(move |fragment| {
        let route = Route::parse(&fragment);
        if let Some(shared) = &route.shared {
            super::share::open_link(app, shared);
        }
        app.route.set(route);
    }));
}
