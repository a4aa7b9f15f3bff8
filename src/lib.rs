//! **Outturn** turns the operating data of machine-learning teams into figures a CFO accepts, inside a browser tab.
//!
//! # The map
//!
//! ```text
//! file bytes → engine::import → engine::table → engine::metrics ─┬→ engine::scorecard ─────────────┐
//!                                                                ├→ engine::scenario (on finance) ─┼→ chart → snapshot
//!                                                                └→ engine::leadlag (on stats) ────┘
//! browser (bytes, canvas, clock) ⇄ worker ⇄ actions ⇄ state (signals) → ui (views)
//! ```
//!
//! A stage never imports a later one. The upper line is pure: no Leptos, no `web-sys`, no clock, no chance; it builds and is
//! tested natively with `--no-default-features`; so are the messages, the session behind them, and what of the state needs no signal. [`engine`] is a crate of its own (`src/engine/Cargo.toml`), so the compiler sees to
//! its half of that. The rest of the lower line is behind the feature `ui`, which is on by default. The page and its worker run one program:
//! the page compiles it and hands it over, so that nothing is loaded twice and the two are always of one build.
//!
//! | where | what |
//! |---|---|
//! | [`engine::units`], [`engine::calendar`] | quantities as types, periods of time |
//! | [`engine::import`] | bytes of a file → typed columns, recognised and mapped to a canonical table |
//! | [`engine::table`] | typed columns with null masks, the schema of the canonical tables |
//! | [`engine::stats`] | one definition of each statistic, shared by all below |
//! | [`engine::metrics`] | what a metric is, how it is evaluated, the catalogue: one literal a metric |
//! | [`engine::scorecard`] | cards, status, composite score |
//! | [`engine::finance`], [`engine::scenario`] | NPV, IRR, payback; drivers, levers, cash flow, tornado |
//! | [`engine::leadlag`] | which indicator leads which outcome, by how long |
//! | [`engine::document`], [`engine::sorted`] | JSON of documents, small maps and sets: small code for what is not hot |
//! | [`engine::steps`] | long work done in steps, so that the worker sees to messages in between |
//! | [`chart`] | charts as values, drawn on any plotters backend |
//! | [`mod@format`] | numbers, money, durations and dates for people |
//! | [`folder`] | which files of a dropped folder are read |
//! | [`samples`] | small invented data sets, written when asked for |
//! | [`snapshot`] | the documents written and read: snapshot, workspace, link, SVG |
//! | [`store`] | what is kept between visits: revisions, several tabs, work that cannot be read |
//! | `worker`, `browser`, `state`, `actions`, `ui` | the page and the worker behind it |
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod chart;
pub use outturn_engine as engine;
pub mod folder;
pub mod format;
pub mod samples;
pub mod snapshot;
pub mod state;
pub mod store;
pub mod worker;

#[cfg(feature = "ui")]
pub mod actions;
#[cfg(feature = "ui")]
pub mod browser;
#[cfg(feature = "ui")]
pub mod ui;
