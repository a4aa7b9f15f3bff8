//! What is on the page: signals, and values derived from them. No DOM. What needs no signal is plain, and tested natively.

mod dialog;
mod history;
mod notices;
mod pace;
mod read_queue;
mod route;
mod tally;
mod twins;

pub use dialog::{Dialog, Theme};
pub use history::History;
pub use notices::{Matter, Notice, Notices, Told};
pub use pace::{Due, Pace};
pub use read_queue::{ReadQueue, Turn};
pub use route::{RESCUE, Route, Screen, View, is_rescue};
pub use tally::{Standing, Tally};
pub use twins::Twins;

#[cfg(feature = "ui")]
mod app;
#[cfg(feature = "ui")]
mod engine;
#[cfg(feature = "ui")]
mod files;
#[cfg(feature = "ui")]
mod guard;
#[cfg(feature = "ui")]
mod keep;
#[cfg(feature = "ui")]
mod late;
#[cfg(feature = "ui")]
mod loaded;
#[cfg(feature = "ui")]
mod snapshot;
#[cfg(feature = "ui")]
mod update;

#[cfg(feature = "ui")]
pub use app::App;
#[cfg(feature = "ui")]
pub use engine::{Answered, Engine};
#[cfg(feature = "ui")]
pub use files::Files;
#[cfg(feature = "ui")]
pub use guard::hold;
#[cfg(feature = "ui")]
pub use keep::{HandOver, Keep, Kept, Role};
#[cfg(feature = "ui")]
pub use late::Late;
#[cfg(feature = "ui")]
pub use loaded::{LoadedFile, Phase, Progress};
#[cfg(feature = "ui")]
pub use snapshot::OpenSnapshot;
#[cfg(feature = "ui")]
pub use update::{Offer, Updates};
