//! Facts and tables of a snapshot.

use leptos::prelude::*;
use outturn_report::opened::{Fact, Table};

/// Terms, each with its lines.
#[component]
pub fn Facts(
    /// The facts.
    facts: Vec<Fact>,
) -> impl IntoView {
    let fact = |fact: Fact| {
        let lines = fact.lines.into_iter().map(|line| view! { <li>{line}</li> });
        view! { <dt>{fact.term}</dt><dd><ul>{lines.collect_view()}</ul></dd> }
    };
    view! { <dl class="facts snapshot-facts">{facts.into_iter().map(fact).collect_view()}</dl> }
}

/// A table that scrolls inside its own frame.
#[component]
pub fn TableView(
    /// The table.
    table: Table,
) -> impl IntoView {
    let figures: Vec<bool> = table.head.iter().map(|(_, figures)| *figures).collect();
    let class = |figures: bool| if figures { "n" } else { "" };
    let head = table.head.into_iter().map(|(name, figures)| {
        view! { <th scope="col" class=class(figures)>{name}</th> }
    });
    let rows = table.rows.into_iter().map(|row| {
        let cells =
            row.into_iter()
                .zip(&figures)
                .enumerate()
                .map(|(at, (cell, figures))| match at {
                    0 => view! { <th scope="row">{cell}</th> }.into_any(),
                    _ => view! { <td class=class(*figures)>{cell}</td> }.into_any(),
                });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    let caption = table.caption.clone();
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label=caption>
            <table>
                <caption class="visually-hidden">{table.caption}</caption>
                <thead><tr>{head.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
