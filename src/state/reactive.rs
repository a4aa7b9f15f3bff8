//! Derived values and effects, in one type for all their uses. What is generic over the value or the closure is compiled anew for each
//! of them; a page with dozens pays for that in its size.

use leptos::prelude::{Effect, Get, GetUntracked, Signal, Track};
use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

/// Runs once, and again whenever something that it asked for has changed.
pub fn effect(run: impl FnMut() + 'static) {
    fn start(mut run: Box<dyn FnMut()>) {
        Effect::new(move |_| run());
    }
    start(Box::new(run));
}

/// A derived value that is computed once for all who read it, and tells them only when it differs.
pub struct Memo<T> {
    shared: leptos::prelude::Memo<Shared>,
    kind: PhantomData<fn() -> T>,
}

/// See [`Memo`].
pub fn memo<T>(compute: impl Fn() -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    Memo {
        shared: boxed(Box::new(move || Shared::new(compute()))),
        kind: PhantomData,
    }
}

fn boxed(compute: Box<dyn Fn() -> Shared + Send + Sync>) -> leptos::prelude::Memo<Shared> {
    leptos::prelude::Memo::new(move |_| compute())
}

impl<T> Memo<T> {
    /// Has whoever asks told when the value changes.
    pub fn track(&self) {
        self.shared.track();
    }
}

impl<T: 'static> Memo<T> {
    /// What `read` makes of the value; whoever asks is told when it changes.
    pub fn with<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(self.shared.get().value())
    }

    /// What `read` makes of the value of this moment.
    pub fn with_untracked<U>(&self, read: impl FnOnce(&T) -> U) -> U {
        read(self.shared.get_untracked().value())
    }
}

impl<T: Clone + 'static> Memo<T> {
    /// The value; whoever asks is told when it changes.
    #[must_use]
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// The value of this moment.
    #[must_use]
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}

impl<T: Clone + Send + Sync + 'static> Memo<T> {
    /// The value as views take it.
    #[must_use]
    pub fn signal(self) -> Signal<T> {
        self.into()
    }
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

impl<T: Clone + Send + Sync + 'static> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Signal::derive(move || memo.get())
    }
}

/// A value of any kind that knows how to compare itself.
#[derive(Clone)]
struct Shared {
    value: Arc<dyn Any + Send + Sync>,
    equal: fn(&dyn Any, &dyn Any) -> bool,
}

impl Shared {
    fn new<T: PartialEq + Send + Sync + 'static>(value: T) -> Self {
        Self {
            value: Arc::new(value),
            equal: |one, other| one.downcast_ref::<T>() == other.downcast_ref::<T>(),
        }
    }

    fn value<T: 'static>(&self) -> &T {
        match self.value.downcast_ref() {
            Some(value) => value,
            None => mistyped(),
        }
    }
}

#[cold]
fn mistyped() -> ! {
    unreachable!("a memo holds what its type says")
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        (self.equal)(&*self.value, &*other.value)
    }
}
