//! What is on the page: signals, and values derived from them. No DOM.

mod app;
mod engine;
mod history;
mod keep;
mod loaded;
mod reactive;
mod route;

pub use app::{App, Notice};
pub use engine::Engine;
pub use history::History;
pub use keep::{HandOver, Keep, Kept, Role};
pub use loaded::{LoadedFile, Phase};
pub use reactive::{Memo, effect, memo};
pub use route::{RESCUE, Route, Screen, is_rescue};
