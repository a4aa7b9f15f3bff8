//! The rows that were left out, with why.

use super::shown::Shown;
use crate::actions::save::{file_name, save_csv};
use crate::ui::components::{Heading, Table};
use leptos::prelude::*;
use outturn_format::{Locale, counted, whole};
use outturn_protocol::{LeftOutPage, LeftOutRow, ListLeftOut, WriteLeftOut};

/// Rows shown at a time.
const WINDOW: usize = 50;

/// By reason, then row by row, and all of them as a file.
#[component]
pub fn LeftOut() -> impl IntoView {
    let shown = Shown::here();
    let page = RwSignal::new(None::<LeftOutPage>);
    let load = move |offset: usize| {
        let question = ListLeftOut {
            file: shown.id(),
            offset,
            limit: WINDOW,
        };
        shown
            .app
            .engine
            .get_value()
            .ask(&question, None, move |answer| {
                if let Ok(rows) = answer {
                    // The panel may be gone by now.
                    let _ = page.try_set(Some(rows));
                }
            });
    };
    Effect::new(move |_| {
        shown.summary.track();
        load(0);
    });
    let locale = shown.app.locale();
    let reasons = shown.part(|summary| summary.left_out.clone());
    let reason = move |(reason, n): (String, u64)| view! { <p>{format!("{}: {reason}", whole(n, &locale))}</p> };
    let save = move |_| {
        let name = format!("{}-left-out.csv", file_name(&shown.name()));
        save_csv(shown.app, &WriteLeftOut { file: shown.id() }, name);
    };
    let is_there = Memo::new(move |_| page.with(Option::is_some));
    view! {
        <div>
            {move || reasons.get().into_iter().map(reason).collect_view()}
            <div class="row">
                <button class="btn small" aria-label="Save as CSV the rows left out" on:click=save>"Save as CSV"</button>
            </div>
            <Show when=move || is_there.get()><Window page load/></Show>
        </div>
    }
}

#[component]
fn Window(
    page: RwSignal<Option<LeftOutPage>>,
    load: impl Fn(usize) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let locale = Shown::here().app.locale();
    let rows = move || {
        page.with(|page| {
            page.iter()
                .flat_map(|page| &page.rows)
                .map(|left| row(left, &locale))
                .collect_view()
        })
    };
    let place = Memo::new(move |_| {
        page.with(|page| {
            let page = page.as_ref();
            page.map_or((0, 0, 0), |p| (p.offset, p.offset + p.rows.len(), p.total))
        })
    });
    let back = move |_| load(place.get_untracked().0.saturating_sub(WINDOW));
    let on = move |_| load(place.get_untracked().1);
    let says = move || {
        let (offset, end, total) = place.get();
        let all = counted(total as u64, "row", "rows", &locale);
        format!(
            "{} – {} of {all}",
            whole(offset as u64 + 1, &locale),
            whole(end as u64, &locale)
        )
    };
    let headings = vec![
        Heading::figures("Row"),
        Heading::words("Why"),
        Heading::words("Column"),
        Heading::words("Found"),
    ];
    view! {
        <div>
            <Table caption="Rows left out" headings>{rows}</Table>
            <div class="row">
                <Show when=move || { place.get().0 > 0 }>
                    <button class="btn small" on:click=back>"Previous rows"</button>
                </Show>
                <Show when=move || { place.get().1 < place.get().2 }>
                    <button class="btn small" on:click=on>"Next rows"</button>
                </Show>
                <p class="quiet">{says}</p>
            </div>
        </div>
    }
}

fn row(left: &LeftOutRow, locale: &Locale) -> impl IntoView + use<> {
    view! {
        <tr>
            <th scope="row" class="n">{whole(u64::from(left.row), locale)}</th>
            <td>{left.reason.clone()}</td>
            <td>{left.column.clone()}</td>
            <td><mark>{left.found.clone()}</mark></td>
        </tr>
    }
}
