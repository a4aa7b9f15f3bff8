//! A snapshot that was opened: it is looked at, and touches nothing of the work.

use super::Screen;
use outturn_report::opened::Opened;
use std::sync::Arc;

/// A snapshot that was opened.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenSnapshot {
    /// The name of its file.
    pub name: String,
    /// Its text, to be read again where figures are to be written otherwise.
    pub text: Arc<str>,
    /// The tag of the locale that its figures are written in.
    pub locale: &'static str,
    /// The screen of the work that it was opened from.
    pub back: Screen,
    /// What is in it.
    pub opened: Arc<Opened>,
}
