//! What the metrics without data would need, below the files: which table, and how it is exported.

use crate::state::App;
use leptos::prelude::*;
use outturn_report::narrative::{Recipe, Wanted, wanted};

/// So many tables are shown, those that most metrics need; the rest is behind one line.
const SHOWN: usize = 6;

/// So many tools of a table are shown; the rest is behind one line.
const TOOLS_SHOWN: usize = 4;

/// The tables, the one that most metrics need first.
#[component]
pub fn Wanting() -> impl IntoView {
    let app = App::here();
    let tables = Memo::new(move |_| {
        app.scorecard
            .with(|answer| wanted(answer.as_ref().map_or(&[], |answer| &answer.cards)))
    });
    let count =
        Memo::new(move |_| tables.with(|all| all.iter().map(|t| t.metrics.len()).sum::<usize>()));
    let part = move |skip: usize, take: usize| {
        tables.with(|all| {
            let some = all.iter().skip(skip).take(take).cloned();
            some.map(|table| view! { <TableWanted table/> })
                .collect_view()
        })
    };
    let more = move || tables.with(|all| all.len().saturating_sub(SHOWN));
    view! {
        <Show when=move || { count.get() > 0 }>
            <section class="wanting">
                <div class="head">
                    <h2>{move || heading(count.get())}</h2>
                    <span class="quiet">"each table is one export away"</span>
                </div>
                <div class="wanted">{move || part(0, SHOWN)}</div>
                <Show when=move || { more() > 0 }>
                    <details class="lacking">
                        <summary>{move || format!("{} more tables", more())}</summary>
                        <div class="wanted">{move || part(SHOWN, usize::MAX)}</div>
                    </details>
                </Show>
            </section>
        </Show>
    }
}

fn heading(count: usize) -> String {
    match count {
        1 => "What 1 more metric would need".to_owned(),
        n => format!("What {n} more metrics would need"),
    }
}

#[component]
fn TableWanted(table: Wanted) -> impl IntoView {
    let metrics = match table.metrics.len() {
        1 => "1 metric".to_owned(),
        n => format!("{n} metrics"),
    };
    let recipe = |recipe: &Recipe| {
        view! { <li><b>{recipe.tool}</b>": "{recipe.how}</li> }
    };
    let more = table.recipes.len().saturating_sub(TOOLS_SHOWN);
    // One more tool takes no more room than a line that says so.
    let (first, rest) = table.recipes.split_at(match more {
        0 | 1 => table.recipes.len(),
        _ => TOOLS_SHOWN,
    });
    let (first, rest) = (
        first.iter().map(recipe).collect_view(),
        (!rest.is_empty()).then(|| rest.iter().map(recipe).collect_view()),
    );
    view! {
        <div>
            <h3>{table.table.schema().label}" "<span class="quiet">{metrics}</span></h3>
            <p>{table.metrics.join(", ")}</p>
            <p class="quiet">{table.table_words()}</p>
            {(!table.recipes.is_empty()).then(|| view! { <ul>{first}</ul> })}
            {rest.map(|rest| view! {
                <details class="lacking">
                    <summary>{format!("{more} more tools")}</summary>
                    <ul>{rest}</ul>
                </details>
            })}
        </div>
    }
}
