//! What is said of figures and written of them: charts and sentences, the report they make up, and the files out, one writer a format.
//!
//! Everything here is computed from answers of the engine and the reader's locale; a view shows it as it is.

pub mod charts;
pub mod csv;
pub mod glossary;
pub mod model;
pub mod narrative;
pub mod opened;
pub mod picture;
pub mod snapshot;
