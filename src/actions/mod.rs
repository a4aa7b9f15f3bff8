//! What a user can do, one action a file, named as a user would say it.

pub mod add_files;
pub mod ask;
pub mod change_mapping;
pub mod choose_filter;
pub mod choose_locale;
pub mod choose_period;
pub mod choose_theme;
pub mod compare;
pub mod compose_report;
pub mod export;
mod fingerprints;
pub mod keep;
pub mod lead_lag;
pub mod load_ahead;
pub mod navigate;
pub mod open_snapshot;
pub mod own_metrics;
mod read_files;
pub mod remove_file;
pub mod rescue;
pub mod save;
pub mod saved_mapping;
pub mod scenario;
pub mod share;
pub mod start_over;
pub mod sync_files;
pub mod take_sheets;
pub mod tune_metric;
pub mod update;
pub mod worker_lost;
pub mod workspace;

/// How long nothing must have changed before what nobody waits for is asked, in milliseconds.
const AT_REST: i32 = 400;
