//! What the whole-app tests are written with: the built `dist/` on a local server, a real browser, and the verbs of a user.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a panic here is a failed test with its cause"
)]
#![allow(
    clippy::needless_pass_by_value,
    reason = "json!(…) reads best where it is handed over"
)]

mod acting;
pub mod app;
pub mod browser;
mod chromium;
mod driver;
mod finding;
mod firefox;
pub mod keys;
mod mishaps;
pub mod png;
mod promises;
pub mod scratch;
mod seeing;
pub mod server;
mod standard;
mod stored;
mod tabs;
mod webkit;
