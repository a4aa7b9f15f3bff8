//! Views. They show what `state` holds and call `actions`; no arithmetic here.

#![allow(clippy::needless_pass_by_value)] // a component owns its properties

mod app;
mod components;
mod footer;
mod pages;
mod standing;
mod words;

pub use app::mount;
