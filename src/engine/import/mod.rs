//! Being written.

/// Being written.
#[derive(Debug, thiserror::Error)]
#[error("being written")]
pub struct ImportError;
