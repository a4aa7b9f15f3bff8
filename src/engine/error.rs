//! The outward error of the engine: each module has its own enum of facts, gathered here.

/// Whatever the engine can refuse, as facts; [`std::fmt::Display`] says it in a sentence for the user.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file could not be read.
    #[error(transparent)]
    Import(#[from] crate::import::ImportError),
}
