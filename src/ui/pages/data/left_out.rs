//! The rows that were left out, with why.

use super::parts::{Found, Panel, block, button, line, live, para, table};
use crate::actions::save::{file_name, save_csv};
use crate::state::App;
use crate::ui::words::{counted, whole};
use leptos::prelude::*;
use outturn_protocol::{Answer, LeftOutPage, Request};

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
        let name = found.with_value(|s| format!("{}-left-out.csv", file_name(&s.name)));
        save_csv(app, Request::LeftOutCsv { file: panel.id() }, name);
    };
    let reasons = found.with_value(|s| s.left_out.clone()).into_iter();
    let reasons =
        reasons.map(|(reason, n)| para("", format!("{}: {reason}", whole(n, &app.locale()))));
    let mut parts: Vec<AnyView> = reasons.collect();
    let save = button(
        "Save as CSV",
        Some("Save as CSV the rows left out".to_owned()),
        Box::new(save),
    );
    parts.push(block("row", vec![save]));
    parts.push(live(Box::new(move || {
        page.with(|page| block("", page.iter().map(|page| window(page, load)).collect()))
    })));
    block("", parts)
}

fn window(page: &LeftOutPage, load: impl Fn(usize) + Copy + 'static) -> AnyView {
    let locale = App::here().locale();
    let rows = page.rows.iter().map(|left| {
        let found = view! { <mark>{left.found.clone()}</mark> };
        let column = left.column.clone().unwrap_or_default();
        let cells = vec![
            ("", left.reason.clone().into_any()),
            ("", column.into_any()),
            ("", found.into_any()),
        ];
        line(whole(u64::from(left.row), &locale).into_any(), "n", cells)
    });
    let headings = ["#Row", "Why", "Column", "Found"];
    let table = table("Rows left out".to_owned(), &headings, rows.collect());
    let (offset, end, total) = (page.offset, page.offset + page.rows.len(), page.total);
    let mut ways = Vec::new();
    if offset > 0 {
        let back = move || load(offset.saturating_sub(WINDOW));
        ways.push(button("Previous rows", None, Box::new(back)));
    }
    if end < total {
        ways.push(button("Next rows", None, Box::new(move || load(end))));
    }
    let all = counted(total as u64, "row", "rows", &locale);
    let place = format!(
        "{} – {} of {all}",
        whole(offset as u64 + 1, &locale),
        whole(end as u64, &locale)
    );
    ways.push(para("quiet", place));
    block("", vec![table, block("row", ways)])
}
