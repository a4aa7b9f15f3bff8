//! What holds for as long as a part of the page is there.

use leptos::prelude::StoredValue;

/// Keeps a guard, such as that of a listener, until the part of the page that is being made goes, which drops it.
pub fn hold<T: 'static>(guard: T) {
    let _ = StoredValue::new_local(guard);
}
