//! What is on the page: signals, and values derived from them. No DOM.

mod app;
mod engine;
mod history;
mod loaded;
mod reactive;
mod route;
mod update;

pub use app::{App, Notice};
pub use engine::Engine;
pub use history::History;
pub use loaded::{LoadedFile, Phase};
pub use reactive::{Memo, effect, memo};
pub use route::{RESCUE, Route, Screen, is_rescue};
pub use update::{Offer, Updates};
