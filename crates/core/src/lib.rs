//! What everything else is made of. No browser, no clock, no chance that is not seeded.

pub mod calendar;
pub mod decimal;
pub mod finance;
pub mod stats;
pub mod steps;
pub mod table;
pub mod units;
