//! Parts that several screens use.

mod chart_view;
mod disclosure;
mod field;
mod file_input;
mod new_version;
mod sample_mark;
mod segmented;
mod select;
mod status;
mod table;
mod text_field;

pub use chart_view::{ChartPanel, ChartView};
pub use disclosure::Disclosure;
pub use field::{NumberField, SliderField, plain};
pub use file_input::FileInput;
pub use new_version::NewVersion;
pub use sample_mark::SampleMark;
pub use segmented::Segmented;
pub use select::{Choice, Select};
pub use status::StatusPill;
pub use table::{DataTableView, Heading, Table};
pub use text_field::TextField;
