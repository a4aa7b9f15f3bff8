//! The pure half: from bytes of files to figures. No browser, no clock, no chance that is not seeded.

pub mod calendar;
pub mod decimal;
pub mod document;
pub mod error;
pub mod finance;
pub mod import;
pub mod leadlag;
pub mod metrics;
pub mod never;
pub mod order;
pub mod scenario;
pub mod scorecard;
pub mod sorted;
pub mod stats;
pub mod steps;
pub mod table;
pub mod units;

pub use error::Error;
