//! Long work done in steps, so that whoever does it can see to other things in between, or stop.
//!
//! The work is written as an async function that [`pause`]s where a step may end. Nothing waits in it and no runtime is needed: the
//! compiler only keeps where it was. A step ends with each pause; how often there is one is said where it is.

use std::future::{Future, poll_fn};
use std::ops::ControlFlow;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// Work that is done step by step. Dropping it leaves the rest undone.
///
/// ```
/// use outturn_core::steps::{Steps, pause};
/// use std::ops::ControlFlow;
/// let mut work = Steps::new(async {
///     pause().await;
///     7
/// });
/// let mut pauses = 0;
/// let answer = loop {
///     match work.step() {
///         ControlFlow::Break(answer) => break answer,
///         ControlFlow::Continue(rest) => work = rest,
///     }
///     pauses += 1;
/// };
/// assert_eq!((answer, pauses), (7, 1));
/// ```
pub struct Steps<'a, T>(Pin<Box<dyn Future<Output = T> + 'a>>);

impl<'a, T> Steps<'a, T> {
    /// The steps of this work.
    pub fn new(work: impl Future<Output = T> + 'a) -> Self {
        Self(Box::pin(work))
    }

    /// Does the next step: what comes of it all after the last, else the steps that are left.
    pub fn step(mut self) -> ControlFlow<T, Self> {
        let mut context = Context::from_waker(Waker::noop());
        match self.0.as_mut().poll(&mut context) {
            Poll::Ready(done) => ControlFlow::Break(done),
            Poll::Pending => ControlFlow::Continue(self),
        }
    }

    /// What comes of it all, as part of other work in steps: each of its steps is one of that work's.
    pub async fn go_on(self) -> T {
        self.0.await
    }

    /// Does all that is left at once.
    pub fn finish(mut self) -> T {
        loop {
            match self.step() {
                ControlFlow::Break(done) => return done,
                ControlFlow::Continue(rest) => self = rest,
            }
        }
    }
}

/// Ends a step; the next one goes on behind it.
pub fn pause() -> impl Future<Output = ()> {
    let mut paused = false;
    poll_fn(move |_| {
        if std::mem::replace(&mut paused, true) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
}
