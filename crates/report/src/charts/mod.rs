//! Which figures go into which chart: series, labels, thresholds, titles, sources. How a chart is drawn is [`outturn_chart`]'s.

mod around;
mod lead_lag;
mod scenario;
mod scorecard;

pub use around::{line_with, multiples};
pub use lead_lag::{lag, overlay};
pub use scenario::{Alternative, cash, cash_alone, tornado, value};
pub use scorecard::{bars, bullet, composite, line, sparkline, sparkline_of, uncounted};
