//! One folder or file a screen, and one for what a dialog holds.

mod data;
mod files_line;
mod glossary;
mod known;
mod leadlag;
mod messages;
mod recovery;
mod report;
mod rescue;
mod roi;
mod scorecard;
mod settings;
mod snapshot;
mod start;

pub use data::{DataPage, Detail, DetailView};
pub use glossary::Glossary;
pub use leadlag::LeadLagPage;
pub use messages::Messages;
pub use recovery::RecoveryPage;
pub use report::ReportPage;
pub use rescue::RescuePage;
pub use roi::RoiPage;
pub use scorecard::ScorecardPage;
pub use settings::Settings;
pub use snapshot::SnapshotPage;
