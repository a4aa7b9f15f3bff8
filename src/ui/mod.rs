//! Views. They show what `state` holds and call `actions`; no arithmetic here.

mod app;
mod components;
mod pages;
mod words;

pub use app::mount;
