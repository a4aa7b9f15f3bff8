//! A backend that takes notes, and charts to draw on it.

mod any;
mod examples;
mod recorder;
mod xml;

pub use any::any_chart;
pub use examples::{every_chart, line, months, names_of};
pub use recorder::{Notes, Recorder};
pub use xml::assert_well_formed;
