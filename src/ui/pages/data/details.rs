//! What can be looked into of a file. Each is below a heading that the user opens, and loaded late.

use super::left_out::LeftOut;
use super::mapping::MappingEditor;
use super::profile::Columns;
use super::reading::{ReadingOptions, Repairs, rules};
use super::rows::Rows;
use super::shown::Shown;
use super::wanting::Wanting;
use leptos::prelude::*;

/// One of the parts that open below a heading.
#[derive(Clone, Copy)]
pub enum Detail {
    /// Columns and what they mean.
    Mapping,
    /// How it was read.
    Reading,
    /// Rows that do not count.
    LeftOut,
    /// Cells that were repaired.
    Repairs,
    /// Columns in figures.
    Columns,
    /// Rows as they were read.
    Rows,
    /// What further metrics would need; of no file.
    Wanting,
}

/// Its content.
#[component]
pub fn DetailView(
    /// Which.
    detail: Detail,
) -> impl IntoView {
    match detail {
        Detail::Mapping => view! { <MappingEditor/> }.into_any(),
        Detail::Reading => view! { <ReadingOptions/> }.into_any(),
        Detail::LeftOut => view! { <LeftOut/> }.into_any(),
        Detail::Repairs => view! { <Repairs rules=rules(Shown::here())/> }.into_any(),
        Detail::Columns => view! { <Columns/> }.into_any(),
        Detail::Rows => view! { <Rows/> }.into_any(),
        Detail::Wanting => view! { <Wanting/> }.into_any(),
    }
}
