//! Going from screen to screen, and through undo and redo.

use super::sync_files::sync_files;
use crate::browser::location;
use crate::state::{App, Role, Route, Screen, View, hold};
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

/// Keeps what the scorecard's figures are of and the address in step, so that Back, Forward and a link lead to the same figures: a choice
/// of the user's is a step of the browser's history, and one that follows from the data is none.
pub fn keep_view_in_step(app: App) {
    let shown = app.select(|document| {
        let now = View::of(document.choice, &document.filters.by);
        (now, document.choice_is_own)
    });
    let in_step = StoredValue::new(None::<View>);
    Effect::new(move |_| {
        let route = app.route.get();
        let (now, is_own) = shown.get();
        // The work of the last visit comes first.
        if app.role.with(|role| *role == Role::Opening) || route.screen != Screen::Scorecard {
            return;
        }
        let is_new = route.view != in_step.get_value();
        let led_to = route.view.clone().filter(|view| is_new && *view != now);
        if let Some(view) = led_to.filter(|view| choose_as_addressed(app, view)) {
            return in_step.set_value(Some(view));
        }
        in_step.set_value(Some(now.clone()));
        if route.view.as_ref() == Some(&now) {
            return;
        }
        let before = route.view.as_ref().filter(|_| !is_new);
        let is_step = before.is_some_and(|before| is_own || before.only != now.only);
        let route = Route {
            view: Some(now),
            ..route
        };
        match is_step {
            true => go(&route),
            false => {
                location::replace_fragment(&route.fragment());
                app.route.set(route);
            }
        }
    });
}

/// Shows what an address says, unless its words mean nothing. It is a step of the browser's history, not one of Undo's.
fn choose_as_addressed(app: App, view: &View) -> bool {
    let calendar = app.document().with_untracked(|document| document.calendar);
    let choice = view.choice(calendar);
    if let Some(choice) = choice {
        app.amend(|document| {
            document.choice_is_own |= document.choice != choice;
            document.choice = choice;
            document.filters.by = view.only.clone();
        });
    }
    choice.is_some()
}
