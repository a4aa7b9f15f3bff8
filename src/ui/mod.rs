//! Views. They show what `state` holds and call `actions`; no arithmetic here.
//!
//! One trap: where an effect, or a closure in a view, reads a memo `a` and then a memo `b` from which `a` is computed, a change of `b` that
//! leaves `a` as it was does not run it. (reactive_graph 0.2 asks what was read in the order of reading. Asking `a` brings `b` up to date,
//! so `b`, when its turn comes, has no news.) Where a view needs both, it reads `b` first, or one memo made of both.

#![allow(clippy::needless_pass_by_value)] // a component owns its properties

mod app;
mod components;
mod dialog;
mod footer;
mod late;
mod notices;
mod pages;
mod standing;

pub use app::mount;
