//! Tables.

use leptos::prelude::*;
use outturn_chart::DataTable;

/// The heading of a column of a [`Table`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    /// Above words.
    Words(String),
    /// Above figures, which stand to the right.
    Figures(String),
}

impl Heading {
    /// Above words.
    #[must_use]
    pub fn words(name: &str) -> Self {
        Self::Words(name.to_owned())
    }

    /// Above figures.
    #[must_use]
    pub fn figures(name: &str) -> Self {
        Self::Figures(name.to_owned())
    }
}

/// A table that scrolls sideways where it is wider than the page, by keyboard too.
#[component]
pub fn Table(
    /// What the table shows, for screen readers.
    #[prop(into)]
    caption: String,
    /// One for each column.
    headings: Vec<Heading>,
    /// Its rows.
    children: Children,
) -> impl IntoView {
    let headings = headings.into_iter().map(|heading| {
        let (name, is_figures) = match heading {
            Heading::Words(name) => (name, false),
            Heading::Figures(name) => (name, true),
        };
        view! { <th scope="col" class:n=is_figures>{name}</th> }
    });
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label=caption.clone()>
            <table>
                <caption class="visually-hidden">{caption.clone()}</caption>
                <thead><tr>{headings.collect_view()}</tr></thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}

/// A chart's data as a plain table: the first column names the rows, the others are figures.
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
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <table>
            <caption class="visually-hidden">{caption}</caption>
            <thead><tr>{header.collect_view()}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}
