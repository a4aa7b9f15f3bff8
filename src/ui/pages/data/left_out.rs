//! The rows that were left out, with why.

use super::parts::{Found, Panel, button, table};
use crate::actions::save::{file_name, save_text};
use crate::state::App;
use crate::ui::components::Views;
use crate::ui::words::{counted, whole};
use crate::worker::{Answer, LeftOutPage, Request};
use leptos::prelude::*;

/// Rows shown at a time.
const WINDOW: usize = 50;

/// By reason, then row by row, and all of them as a file.
pub fn left_out(found: Found) -> AnyView {
    let (app, panel) = (App::here(), Panel::here());
    let page = RwSignal::new(None::<LeftOutPage>);
    let load = move |offset: usize| {
        let request = Request::LeftOut {
            file: panel.id(),
            offset,
            limit: WINDOW,
        };
        app.engine.get_value().ask(request, None, move |answer| {
            if let Answer::LeftOut(rows) = answer {
                let _ = page.try_set(Some(rows));
            }
        });
    };
    load(0);
    let save = move || {
        let request = Request::LeftOutCsv { file: panel.id() };
        let name = found.with_value(|s| format!("{}-left-out.csv", file_name(&s.name)));
        app.engine.get_value().ask(request, None, move |answer| {
            if let Answer::Text(csv) = answer {
                save_text(app, &name, "text/csv", &csv);
            }
        });
    };
    let reasons = found.with_value(|s| s.left_out.clone()).into_iter();
    let reasons = reasons.map(|(reason, n)| view! { <li>{format!("{}: {reason}", whole(n))}</li> });
    view! {
        <ul>{reasons.views()}</ul>
        <div class="row">{button("Save as CSV", Some("Save the rows left out as CSV".to_owned()), Box::new(save))}</div>
        {move || page.with(|page| page.as_ref().map(rows))}
        {move || page.with(|page| page.as_ref().map(|page| pager(page, load)))}
    }
    .into_any()
}

fn rows(page: &LeftOutPage) -> AnyView {
    let rows = page.rows.iter().map(|left| {
        view! {
            <tr>
                <th scope="row" class="n">{whole(u64::from(left.row))}</th>
                <td>{left.reason.clone()}</td>
                <td>{left.column.clone()}</td>
                <td><mark>{left.found.clone()}</mark></td>
            </tr>
        }
    });
    table(
        "",
        "Rows left out".to_owned(),
        &["#Row", "Why", "Column", "Found"],
        rows.views(),
    )
}

/// Where the window stands, and the ways on.
fn pager(page: &LeftOutPage, load: impl Fn(usize) + Copy + 'static) -> Option<AnyView> {
    let (offset, end, total) = (page.offset, page.offset + page.rows.len(), page.total);
    (total > WINDOW).then(|| {
        let place = format!("{} – {} of {}", whole(offset as u64 + 1), whole(end as u64), counted(total as u64, "row", "rows"));
        view! {
            <div class="row">
                <button class="btn small" disabled=offset == 0 on:click=move |_| load(offset.saturating_sub(WINDOW))>"Previous rows"</button>
                <button class="btn small" disabled={end >= total} on:click=move |_| load(end)>"Next rows"</button>
                <span class="quiet">{place}</span>
            </div>
        }
        .into_any()
    })
}
