//! What the values of a column of fixed words stand for.

use super::shown::Shown;
use crate::ui::components::{Choice, Heading, Select, Table};
use leptos::prelude::*;
use outturn_core::table::TableKind;

/// Stands for a value that is left as it is.
const AS_IT_IS: &str = "\u{1}";
const SEVERITIES: [&str; 4] = ["critical", "high", "medium", "low"];

/// For each column of fixed words the values that are none of them, and what each stands for.
#[component]
pub fn WordTables() -> impl IntoView {
    let shown = Shown::here();
    let kind = Memo::new(move |_| shown.mapping.with(|m| m.as_ref().map(|m| m.kind)));
    let columns = shown.part(|summary| {
        let columns = summary.words.iter().map(|(column, _)| column.clone());
        columns.collect::<Vec<_>>()
    });
    let tables = move || {
        let columns = columns.get().into_iter();
        let tables = kind.get().into_iter();
        tables
            .flat_map(|kind| columns.clone().map(move |column| (kind, column)))
            .collect::<Vec<_>>()
    };
    view! {
        <For each=tables key=Clone::clone let((kind, column))>
            <WordTable kind column/>
        </For>
    }
}

#[component]
fn WordTable(kind: TableKind, column: String) -> impl IntoView {
    let shown = Shown::here();
    let fixed = kind.schema().column(&column).map_or(&[][..], |c| c.words);
    let fixed = if fixed.is_empty() { &SEVERITIES } else { fixed };
    let suggested = {
        let column = column.clone();
        shown.part(move |summary| {
            let words = summary.words.iter().find(|(c, _)| *c == column);
            words.map(|(_, words)| words.clone()).unwrap_or_default()
        })
    };
    let take = {
        let column = column.clone();
        move |_| {
            shown.edit(|mapping| {
                for (value, likely) in suggested.get_untracked() {
                    if !likely.is_empty() {
                        mapping.translate(&column, &value, &likely);
                    }
                }
            });
        }
    };
    let name = format!("Take the likeliest words of {column}");
    let headings = vec![
        Heading::Words(format!("Value of {column}")),
        Heading::words("Stands for"),
    ];
    let row = {
        let column = column.clone();
        move |(value, likely): (String, String)| {
            view! { <Word column=column.clone() fixed value likely/> }
        }
    };
    view! {
        <div>
            <Table caption=format!("Words of {column}") headings>
                <For each=move || suggested.get() key=Clone::clone children=row.clone()/>
            </Table>
            <button class="btn small" aria-label=name on:click=take>"Take the likeliest words"</button>
        </div>
    }
}

/// One value, and what it stands for.
#[component]
fn Word(
    column: String,
    fixed: &'static [&'static str],
    value: String,
    likely: String,
) -> impl IntoView {
    let shown = Shown::here();
    let own = (AS_IT_IS.to_owned(), "itself".to_owned());
    let words = fixed.iter().map(|word| {
        let note = if *word == likely { " (likeliest)" } else { "" };
        ((*word).to_owned(), format!("{word}{note}"))
    });
    let none = (String::new(), "no value".to_owned());
    let options: Vec<Choice> = std::iter::once(own).chain(words).chain([none]).collect();
    let meaning = {
        let (column, value) = (column.clone(), value.clone());
        shown.mapped(move |mapping| {
            let words = mapping.binding(&column).map(|b| &b.words);
            let said = words.and_then(|words| words.iter().find(|(v, _)| *v == value));
            said.filter(|(value, meaning)| value != meaning)
                .map(|(_, meaning)| meaning.clone())
        })
    };
    let chosen = move || meaning.get().unwrap_or_else(|| AS_IT_IS.to_owned());
    let label = format!("{value} stands for");
    let shown_value = value.clone();
    let choose = move |word: String| {
        let word = if word == AS_IT_IS { &value } else { &word };
        shown.edit(|mapping| {
            mapping.translate(&column, &value, word);
        });
    };
    view! {
        <tr>
            <th scope="row"><code>{shown_value}</code></th>
            <td><Select label options value=Signal::derive(chosen) on_choose=choose/></td>
        </tr>
    }
}
