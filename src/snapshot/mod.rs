//! The documents that are written and read: one writer a format.

pub mod archive;
pub mod csv;
pub mod document;
pub mod export;
pub mod link;
pub mod svg;
