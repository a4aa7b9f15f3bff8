//! **Outturn** turns the operating data of machine-learning teams into figures a CFO accepts, inside a browser tab.
//!
//! # The map
//!
//! ```text
//! file bytes (→ workbook) → import → core::table → metrics (on expr) ─┬→ metrics::scorecard ──────┐
//!                                                        ├→ scenario (on finance) ───┼→ format, chart → report → store
//!                                                        └→ leadlag (on stats) ──────┘
//! browser (bytes, canvas, clock) ⇄ session behind protocol ⇄ actions ⇄ state (signals) → ui (views)
//! ```
//!
//! A stage never imports a later one. The upper line is crates of their own, in `crates/`, so the compiler sees to that: no Leptos, no
//! `web-sys`, no clock, no chance; they build and are tested natively. The page is this package; what of it needs a browser is behind
//! the feature `ui`, which is on by default. The page and its worker run one program: the page compiles it and hands it over, so that
//! nothing is loaded twice and the two are always of one build. What a first visit does not need is a program of its own, in `programs/`,
//! loaded on demand and started in a worker of its own for one question. Two parts are split off the page's program by the build: what
//! computes figures of loaded files, which comes once the worker listens (`browser::figures`), and screens that a first visit does not
//! show, loaded when they are first opened (`ui::late`). Views, actions and state name neither `outturn_import` nor
//! `outturn_session`: what they say of a file is in [`outturn_protocol::mapping`], and only the worker in `browser` reads.
//!
//! | where | what |
//! |---|---|
//! | [`outturn_core`] | quantities as types, periods of time, typed columns with null masks, the schema of the canonical tables, one definition of each statistic, NPV and IRR, long work in steps |
//! | [`outturn_import`] | bytes of a file → typed columns, recognised and mapped to a canonical table |
//! | `outturn_workbook` | the sheet of a workbook as text: .xlsx, .xlsb, .xls, .ods; part of the program `readers` |
//! | [`outturn_expr`] | expressions over the rows of tables: evaluated, put into words, asked what they read |
//! | [`outturn_metrics`] | what a metric is, how it is evaluated, the catalogue: one literal a metric; cards, status, composite score |
//! | [`outturn_scenario`] | drivers, levers, cash flow, tornado |
//! | [`outturn_leadlag`] | which indicator leads which outcome, by how long; what is compared until somebody chooses |
//! | [`outturn_format`] | numbers, money, durations and dates for people |
//! | [`outturn_chart`] | charts as values, drawn on any plotters backend; SVG |
//! | [`outturn_report`] | which figures go into which chart, what they say in sentences, the tables of the report; the snapshot, CSV |
//! | [`outturn_store`] | the work as it is saved: document, link, archive; revisions, several tabs, work that cannot be read |
//! | [`outturn_protocol`] | what the page asks and what is answered |
//! | `outturn_threads` | what page and programs share of the browser: questions and answers between threads, bytes of files |
//! | [`outturn_session`] | the loaded files and what is asked of them |
//! | [`outturn_samples`] | small invented data sets, written when asked for |
//! | [`folder`] | which files of a dropped folder are read |
//! | `browser`, `state`, `actions`, `ui` | the page and the worker behind it |
//! | `programs/readers`, `programs/writers` | entries of the programs that unpack workbooks and write files |
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod folder;
pub mod state;

#[cfg(feature = "ui")]
pub mod actions;
#[cfg(feature = "ui")]
pub mod browser;
#[cfg(feature = "ui")]
pub mod ui;
