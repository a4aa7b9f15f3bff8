//! The catalogue: one literal per metric, in the order of the screen. Help, cards, receipts, snapshot and tests all read it here.

mod platform;
mod quality;
mod reliability;
mod value;
mod velocity;

use super::{Bucket, Definition};

/// Every metric, by bucket.
pub const ALL: [(Bucket, &[Definition]); 5] = [
    (Bucket::Reliability, reliability::METRICS),
    (Bucket::Quality, quality::METRICS),
    (Bucket::Velocity, velocity::METRICS),
    (Bucket::Value, value::METRICS),
    (Bucket::Platform, platform::METRICS),
];

/// Every metric, one after the other.
pub fn all() -> impl Iterator<Item = &'static Definition> {
    ALL.into_iter().flat_map(|(_, metrics)| metrics)
}

/// The metric of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Definition> {
    all().find(|d| d.id == id)
}
