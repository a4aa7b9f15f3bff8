//! The catalogue: one literal per metric, in the order of the screen. Help, cards, receipts, snapshot and tests all read it here.

mod governance;
mod platform;
mod quality;
mod registers;
mod reliability;
mod spelling;
mod supplied;
mod systems;
mod value;
mod velocity;

pub(crate) use reliability::METRICS as RELIABILITY;
pub use spelling::{Spelled, spelled};
pub use supplied::METRICS as SUPPLIED;
pub(crate) use velocity::METRICS as VELOCITY;

use super::{Bucket, Definition};

/// Every metric that is computed from tables, by bucket.
pub const ALL: [(Bucket, &[Definition]); 12] = [
    (Bucket::Reliability, reliability::METRICS),
    (Bucket::Quality, quality::METRICS),
    (Bucket::Quality, registers::QUALITY),
    (Bucket::Quality, systems::FEATURE_STORE),
    (Bucket::Velocity, velocity::METRICS),
    (Bucket::Systems, systems::METRICS),
    (Bucket::Systems, registers::SYSTEMS),
    (Bucket::Value, value::METRICS),
    (Bucket::Governance, registers::GOVERNANCE),
    (Bucket::Governance, governance::METRICS),
    (Bucket::Platform, platform::METRICS),
    (Bucket::Platform, registers::PLATFORM),
];

/// Every metric that is computed from tables, one after the other. Those that are only [`SUPPLIED`] are not among them: they are shown
/// once there is a series of theirs.
pub fn all() -> impl Iterator<Item = &'static Definition> {
    ALL.into_iter().flat_map(|(_, metrics)| metrics)
}

/// Every metric that is known, computed or only supplied.
fn known() -> impl Iterator<Item = &'static Definition> {
    all().chain(SUPPLIED)
}

/// Parts of metrics that a case asks for, and that have no card of their own.
pub const PARTS: &[Definition] = value::PARTS;

/// The metric of this id, or the part of one.
#[must_use]
pub fn find_part(id: &str) -> Option<&'static Definition> {
    find(id).or_else(|| PARTS.iter().find(|d| d.id == id))
}

/// The metric of this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Definition> {
    known().find(|d| d.id == id)
}
