//! What is said of figures and written of them: sentences, and the files out, one writer a format.

pub mod csv;
pub mod narrative;
pub mod snapshot;
