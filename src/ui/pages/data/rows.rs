//! Rows of a file, a window at a time.

use crate::state::App;
use crate::ui::components::{Views, memo};
use crate::ui::words::{counted, whole};
use crate::worker::{Answer, LeftOutPage, Request, RowsPage};
use leptos::prelude::*;

/// Rows shown at a time.
const WINDOW: usize = 50;

/// The file as it was read.
#[component]
pub fn RowsTable(
    /// Which file.
    file: String,
) -> impl IntoView {
    let app = App::here();
    let (page, set_page) = signal(None::<RowsPage>);
    let load = move |offset: usize| {
        let request = Request::Rows {
            file: file.clone(),
            offset,
            limit: WINDOW,
        };
        app.engine.get_value().ask(request, None, move |answer| {
            if let Answer::Rows(rows) = answer {
                set_page.set(Some(rows));
            }
        });
    };
    load(0);
    let shown = move || {
        page.get().map(|page| {
            let header = page.header.iter().map(|name| view! { <th scope="col">{name.clone()}</th> }).views();
            let rows = page.rows.iter().enumerate().map(|(i, cells)| {
                let cells = cells.iter().map(|cell| match cell {
                    Some(text) => view! { <td>{text.clone()}</td> }.into_any(),
                    None => view! { <td class="quiet">"–"</td> }.into_any(),
                });
                view! { <tr><th scope="row" class="n">{whole((page.offset + i + 1) as u64)}</th>{cells.views()}</tr> }
            });
            view! {
                <div class="scroll-x" tabindex="0" role="region" aria-label="Rows of the file">
                    <table><thead><tr><th scope="col" class="n">"Row"</th>{header}</tr></thead><tbody>{rows.views()}</tbody></table>
                </div>
            }
        })
    };
    let place = memo(move || page.with(|p| p.as_ref().map(|p| (p.offset, p.rows.len(), p.total))));
    view! {
        {shown}
        <Pager place=place load=load/>
    }
}

/// The rows that were left out.
#[component]
pub fn LeftOutTable(
    /// Which file.
    file: String,
) -> impl IntoView {
    let app = App::here();
    let (page, set_page) = signal(None::<LeftOutPage>);
    let load = move |offset: usize| {
        let request = Request::LeftOut {
            file: file.clone(),
            offset,
            limit: WINDOW,
        };
        app.engine.get_value().ask(request, None, move |answer| {
            if let Answer::LeftOut(rows) = answer {
                set_page.set(Some(rows));
            }
        });
    };
    load(0);
    let shown = move || {
        page.get().map(|page| {
            let rows = page.rows.iter().map(|left| view! {
                <tr>
                    <th scope="row" class="n">{whole(u64::from(left.row))}</th>
                    <td>{left.reason.clone()}</td>
                    <td>{left.column.clone()}</td>
                    <td><code>{left.found.clone()}</code></td>
                </tr>
            });
            view! {
                <div class="scroll-x" tabindex="0" role="region" aria-label="Rows left out">
                    <table>
                        <thead><tr><th scope="col" class="n">"Row"</th><th scope="col">"Why"</th><th scope="col">"Column"</th><th scope="col">"Found"</th></tr></thead>
                        <tbody>{rows.views()}</tbody>
                    </table>
                </div>
            }
        })
    };
    let place = memo(move || page.with(|p| p.as_ref().map(|p| (p.offset, p.rows.len(), p.total))));
    view! {
        {shown}
        <Pager place=place load=load/>
    }
}

/// Where the window stands, and the ways on.
#[component]
fn Pager(
    place: Memo<Option<(usize, usize, usize)>>,
    load: impl Fn(usize) + Clone + Send + Sync + 'static,
) -> impl IntoView {
    move || {
        let (offset, shown, total) = place.get()?;
        let (back, on) = (load.clone(), load.clone());
        (total > WINDOW).then(|| view! {
            <div class="row">
                <button class="btn small" disabled=offset == 0 on:click=move |_| back(offset.saturating_sub(WINDOW))>"Previous rows"</button>
                <button class="btn small" disabled={offset + shown >= total} on:click=move |_| on(offset + WINDOW)>"Next rows"</button>
                <span class="quiet">{format!("{} – {} of {}", whole(offset as u64 + 1), whole((offset + shown) as u64), counted(total as u64, "row", "rows"))}</span>
            </div>
        })
    }
}
