//! From values to places: scales and their ticks.

mod linear;
mod time;

pub use linear::{Linear, Ticks, extent, ticks_around};
pub use time::{Labels, TimeTick, time_ticks};
