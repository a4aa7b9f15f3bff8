//! What page and worker say to each other, and what the worker keeps.
//!
//! The worker owns the loaded tables; only answers cross to the page. The messages and the session behind them are plain values,
//! tested natively; the browser's part of the conversation is in `crate::browser`.
//!
//! The worker has a spare one of the same program. It practises until it is needed ([`Practice`]), and reads a part of a long
//! file ([`Request::Ahead`]).

pub use outturn_protocol::*;
pub use outturn_session::*;
