//! Parts that several screens use.

mod chart_view;
mod erased;
mod field;
mod new_version;
mod segmented;
mod status;
mod table;

pub use chart_view::{ChartPanel, ChartView};
pub use erased::{Keyed, Views, When};
pub use field::{NumberField, SliderField, plain};
pub use new_version::NewVersion;
pub use segmented::Segmented;
pub use status::StatusPill;
pub use table::DataTableView;
