//! Metrics of the user's own: typed as a formula, or put together in a form.

mod by_form;
mod dialog;
mod formula_field;
mod preview;

pub use dialog::EditorDialog;

use crate::actions::own_metrics::{delete, find};
use crate::state::App;
use leptos::prelude::*;
use outturn_metrics::{Direction, TYPED_PREFIX, Typed};

/// A metric on its way: what is typed, and which way is better.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    typed: Typed,
    good: Option<Direction>,
}

/// Where metrics are written and changed.
#[derive(Clone, Copy)]
pub struct Editor {
    /// The one that is open.
    open: RwSignal<Option<Draft>>,
    /// A new one that was left without being kept: it is there when the next one is opened.
    left: StoredValue<Draft>,
}

impl Default for Editor {
    fn default() -> Self {
        Self {
            open: RwSignal::new(None),
            left: StoredValue::new(Draft::default()),
        }
    }
}

impl Editor {
    /// Makes one for all that is inside of the caller.
    pub fn provide() {
        provide_context(Self::default());
    }

    fn here() -> Self {
        use_context().unwrap_or_default()
    }

    /// Opens the metric of an id.
    fn edit(self, app: App, id: &str) {
        if let Some((typed, good)) = find(app, id) {
            self.open.set(Some(Draft { typed, good }));
        }
    }

    /// Opens a new metric that is like the one of an id.
    fn copy(self, app: App, id: &str) {
        if let Some((mut typed, good)) = find(app, id) {
            typed.id.clear();
            typed.label = format!("{} (copy)", typed.label);
            self.open.set(Some(Draft { typed, good }));
        }
    }
}

/// Whether an id is that of a metric of the user's own.
pub fn is_own(id: &str) -> bool {
    id.starts_with(TYPED_PREFIX)
}

/// The way to a new metric.
#[component]
pub fn NewMetric() -> impl IntoView {
    let Editor { open, left } = Editor::here();
    view! {
        <div class="row own-new">
            <button class="btn" on:click=move |_| open.set(Some(left.get_value()))>"New metric"</button>
            <span class="quiet">"a formula over your tables, with receipt, breakdowns and exports like the others"</span>
        </div>
    }
}

/// What can be done with a metric of the user's own.
#[component]
pub fn OwnMetricTools(
    /// Its id.
    #[prop(into)]
    id: String,
    /// Its name, for screen readers.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let (app, editor) = (App::here(), Editor::here());
    let edit = {
        let id = id.clone();
        move |_| editor.edit(app, &id)
    };
    let copy = {
        let id = id.clone();
        move |_| editor.copy(app, &id)
    };
    view! {
        <div class="row own-tools">
            <button class="btn small" aria-label=format!("Edit {label}") on:click=edit>"Edit formula"</button>
            <button class="btn small" aria-label=format!("Duplicate {label}") on:click=copy>"Duplicate"</button>
            <button class="btn small" aria-label=format!("Delete {label}") on:click=move |_| delete(app, &id)>"Delete"</button>
        </div>
    }
}
