//! A chart's data as a table.

use crate::ui::components::Views;
use leptos::prelude::*;
use outturn_chart::DataTable;

/// A plain table: the first column names the rows, the others are figures.
#[component]
pub fn DataTableView(
    /// What the table shows.
    caption: String,
    /// The cells.
    table: DataTable,
) -> impl IntoView {
    let header = table.header.into_iter().enumerate().map(|(i, name)| {
        view! { <th scope="col" class:n=i.min(1) == 1>{name}</th> }
    });
    let rows = table.rows.into_iter().map(|cells| {
        let cells = cells.into_iter().enumerate().map(|(i, cell)| match i {
            0 => view! { <th scope="row">{cell}</th> }.into_any(),
            _ => view! { <td class="n">{cell}</td> }.into_any(),
        });
        view! { <tr>{cells.views()}</tr> }
    });
    view! {
        <table>
            <caption class="visually-hidden">{caption}</caption>
            <thead><tr>{header.views()}</tr></thead>
            <tbody>{rows.views()}</tbody>
        </table>
    }
}
