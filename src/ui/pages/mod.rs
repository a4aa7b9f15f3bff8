//! One folder a screen.

mod data;
mod files_line;
mod known;
mod leadlag;
mod recovery;
mod report;
mod rescue;
mod roi;
mod scorecard;
mod snapshot;
mod start;

pub use data::{DataPage, Detail, DetailView};
pub use leadlag::LeadLagPage;
pub use recovery::RecoveryPage;
pub use report::ReportPage;
pub use rescue::RescuePage;
pub use roi::RoiPage;
pub use scorecard::ScorecardPage;
pub use snapshot::SnapshotPage;
