//! The rows behind a number: those that count, those that do not and why, page by page and as CSV.

use super::around::looked;
use crate::actions::save::{file_name, save_csv};
use crate::state::App;
use crate::ui::components::{Segmented, Select};
use leptos::prelude::*;
use outturn_format::{counted, exact, whole};
use outturn_protocol::{
    Behind, BehindOrder, BehindPage, BehindRow, BehindTable, ListBehind, WriteBehind,
};

/// Rows of a page.
const PAGE: usize = 20;

const ORDERS: [(BehindOrder, &str); 3] = [
    (BehindOrder::Largest, "Largest first"),
    (BehindOrder::Newest, "Newest first"),
    (BehindOrder::Oldest, "Oldest first"),
];

/// What is looked at, and what has come of it.
#[derive(Clone, Copy)]
struct Look {
    app: App,
    behind: Memo<Behind>,
    offset: RwSignal<usize>,
    page: RwSignal<Option<BehindPage>>,
}

impl Look {
    fn total(self) -> usize {
        self.page
            .with(|page| page.as_ref().map_or(0, |page| page.total))
    }
}

/// The panel. Nothing is asked for before it is opened.
#[component]
pub fn BehindPanel(
    /// Of which metric.
    id: String,
) -> impl IntoView {
    let opened = RwSignal::new(false);
    view! {
        <details class="panel behind" on:toggle=move |_| opened.set(true)>
            <summary><h2>"Rows behind the number"</h2></summary>
            <Show when=move || opened.get()><Rows id=id.clone()/></Show>
        </details>
    }
}

#[component]
fn Rows(id: String) -> impl IntoView {
    let app = App::here();
    let (table, left_out) = (RwSignal::new(0_usize), RwSignal::new(false));
    let order = RwSignal::new(BehindOrder::default());
    let metric = id.clone();
    let look = Look {
        app,
        behind: Memo::new(move |_| Behind {
            of: looked(app, metric.clone()),
            table: table.get(),
            left_out: left_out.get(),
            order: order.get(),
        }),
        offset: RwSignal::new(0),
        page: RwSignal::new(None),
    };
    // Other rows begin anew.
    Effect::new(move |before: Option<Behind>| {
        let now = look.behind.get();
        if before.is_some_and(|before| before != now) {
            look.offset.set(0);
        }
        now
    });
    Effect::new(move |_| {
        app.data_version.track();
        let asked = ListBehind {
            behind: look.behind.get(),
            offset: look.offset.get(),
            limit: PAGE,
        };
        app.engine.get_value().ask(&asked, None, move |answer| {
            if let Ok(page) = answer {
                look.page.try_set(Some(page));
            }
        });
    });
    let tables = Memo::new(move |_| {
        look.page
            .with(|page| page.as_ref().map(|page| page.tables.clone()))
            .unwrap_or_default()
    });
    let named = Signal::derive(move || {
        let name =
            |(at, of): (usize, &BehindTable)| (at.to_string(), of.kind.schema().label.to_owned());
        tables.with(|tables| tables.iter().enumerate().map(name).collect::<Vec<_>>())
    });
    let several = Memo::new(move |_| tables.with(|tables| tables.len() > 1));
    let orders = ORDERS
        .map(|(order, words)| (order, words.to_owned()))
        .to_vec();
    let which = vec![(false, "Counted".to_owned()), (true, "Left out".to_owned())];
    let save = move |_| {
        let question = WriteBehind {
            behind: look.behind.get_untracked(),
        };
        let which = if left_out.get_untracked() {
            "left-out"
        } else {
            "rows"
        };
        save_csv(app, &question, format!("{}-{which}.csv", file_name(&id)));
    };
    view! {
        <div class="row">
            <Show when=move || several.get()>
                <label class="chip">"Of "<Select label="Table" options=named value=Signal::derive(move || table.get().to_string())
                    on_choose=move |at| table.set(at.parse().unwrap_or_default())/></label>
            </Show>
            <Segmented label="Which rows" options=which value=left_out on_choose=move |on| left_out.set(on)/>
            <Segmented label="Order" options=orders value=order on_choose=move |by| order.set(by)/>
            <button class="btn small" on:click=save>"Rows as CSV"</button>
        </div>
        <p class="quiet" role="status">{move || tables.with(|all| told(all.get(table.get()), app))}</p>
        <Page look/>
        <Pager look/>
    }
}

/// How many rows count and how many do not, by the reason.
fn told(of: Option<&BehindTable>, app: App) -> String {
    let locale = app.locale();
    let Some(of) = of else {
        return "No rows of this period count toward it.".to_owned();
    };
    let whys = of.left_out.iter();
    let whys: Vec<String> = whys
        .map(|(why, rows)| format!("{} {why}", whole(*rows as u64, &locale)))
        .collect();
    let count = counted(of.counted as u64, "row counts", "rows count", &locale);
    let left_out = match whys.is_empty() {
        true => String::new(),
        false => format!("; left out: {}", whys.join(", ")),
    };
    let together = match of.one_by_one {
        true => "",
        false => " The number is of all of them together: no row counts for itself.",
    };
    format!("{count}{left_out}.{together}")
}

#[component]
fn Page(look: Look) -> impl IntoView {
    let locale = look.app.locale();
    let body = move || {
        look.page.with(|page| {
            let page = page.as_ref().filter(|page| !page.rows.is_empty())?;
            let left_out = page.rows.iter().any(|row| row.reason.is_some());
            let header = page.header.iter().map(|name| view! { <th scope="col">{name.clone()}</th> });
            let row = |row: &BehindRow| {
                let cells = row.cells.iter().map(|cell| view! { <td>{cell.clone().unwrap_or_else(|| "–".to_owned())}</td> });
                let why = match (&row.reason, row.worth) {
                    (Some(reason), _) => reason.clone(),
                    (None, Some(worth)) => exact(worth, &locale),
                    (None, None) => String::new(),
                };
                let number = row.number.map_or_else(|| "–".to_owned(), |number| whole(u64::from(number), &locale));
                view! {
                    <tr>
                        <th scope="row">{row.file.clone()}</th>
                        <td class="n">{number}</td>
                        <td class=if left_out { "" } else { "n" }>{why}</td>
                        {cells.collect_view()}
                    </tr>
                }
            };
            Some(view! {
                <div class="scroll-x" tabindex="0" role="region" aria-label="Rows behind the number">
                    <table>
                        <caption class="visually-hidden">"Rows behind the number"</caption>
                        <thead><tr>
                            <th scope="col">"File"</th><th scope="col" class="n">"Row"</th>
                            <th scope="col" class=if left_out { "" } else { "n" }>{if left_out { "Left out because" } else { "Counts as" }}</th>
                            {header.collect_view()}
                        </tr></thead>
                        <tbody>{page.rows.iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            })
        })
    };
    view! { {body} }
}

#[component]
fn Pager(look: Look) -> impl IntoView {
    let locale = look.app.locale();
    let place = move || {
        let (offset, total) = (look.offset.get(), look.total());
        let last = (offset + PAGE).min(total);
        format!(
            "{} – {} of {}",
            whole((offset + 1).min(total) as u64, &locale),
            whole(last as u64, &locale),
            counted(total as u64, "row", "rows", &locale)
        )
    };
    let at_first = move || look.offset.get() == 0;
    let at_last = move || look.offset.get() + PAGE >= look.total();
    view! {
        <div class="row">
            <button class="btn small" disabled=at_first on:click=move |_| look.offset.update(|at| *at = at.saturating_sub(PAGE))>"Previous rows"</button>
            <span class="quiet" role="status">{place}</span>
            <button class="btn small" disabled=at_last on:click=move |_| look.offset.update(|at| *at += PAGE)>"Next rows"</button>
        </div>
    }
}
