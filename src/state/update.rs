//! Whether a newer version of the page is at hand.

use crate::browser::service_worker::Builds;
use leptos::prelude::*;
use std::rc::Rc;

/// Whether a newer version of the page is at hand; shared through context.
#[derive(Clone, Copy)]
pub struct Updates {
    /// What the page says about it.
    pub offer: RwSignal<Offer>,
    /// The versions in the browser; `None` until this one is kept, and where none can be.
    pub builds: StoredValue<Option<Rc<Builds>>, LocalStorage>,
}

/// What the page says about a newer version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// There is none.
    None,
    /// It is ready, and the user may take it.
    Ready,
    /// The user does not want it now. It comes with a later visit in any case.
    PutOff,
    /// The page is about to load anew.
    Taken,
}

impl Updates {
    /// Nothing is known yet.
    #[must_use]
    pub fn unknown() -> Self {
        Self {
            offer: RwSignal::new(Offer::None),
            builds: StoredValue::new_local(None),
        }
    }
}
