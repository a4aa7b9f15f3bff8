//! The file as it was read: searched, sorted, and scrolled however many rows it has. Only the rows in sight are on the page.

use super::shown::Shown;
use crate::ui::components::TextField;
use leptos::prelude::*;
use outturn_format::{counted, whole};
use outturn_protocol::{ListRows, RowsPage, RowsView};

/// Rows in sight.
const SIGHT: usize = 16;
/// Height of a row, in CSS pixels, as in the style sheet.
const ROW: f64 = 26.0;
/// Browsers make no element higher than some 17 million pixels; of more rows one pixel stands for several.
const HIGHEST: f64 = 8_000_000.0;

/// What is looked at, and what has come of it.
#[derive(Clone, Copy)]
struct Look {
    shown: Shown,
    view: RwSignal<RowsView>,
    first: RwSignal<usize>,
    page: RwSignal<Option<RowsPage>>,
    frame: NodeRef<leptos::html::Div>,
    /// A question is under way; whether another one is to follow.
    asking: StoredValue<Option<bool>>,
}

impl Look {
    /// Asks for the rows in sight. While an answer is awaited only the newest place is remembered.
    fn load(self) {
        if self.asking.get_value().is_some() {
            self.asking.set_value(Some(true));
            return;
        }
        self.asking.set_value(Some(false));
        let question = ListRows {
            file: self.shown.id(),
            view: self.view.get_untracked(),
            offset: self.first.get_untracked(),
            limit: SIGHT,
        };
        let engine = self.shown.app.engine.get_value();
        engine.ask(&question, None, move |answer| {
            // The panel may be gone by now.
            let Some(more) = self.asking.try_get_value() else {
                return;
            };
            self.asking.set_value(None);
            if let Ok(rows) = answer {
                self.page.set(Some(rows));
            }
            if more == Some(true) {
                self.load();
            }
        });
    }

    fn change(self, change: impl FnOnce(&mut RowsView)) {
        self.view.update(change);
        self.first.set(0);
        if let Some(frame) = self.frame.get_untracked() {
            frame.set_scroll_top(0);
        }
        self.load();
    }

    fn total(self) -> usize {
        self.page.with(|p| p.as_ref().map_or(0, |p| p.total))
    }
}

/// The table with its search.
#[component]
pub fn Rows() -> impl IntoView {
    let look = Look {
        shown: Shown::here(),
        view: RwSignal::new(RowsView::default()),
        first: RwSignal::new(0),
        page: RwSignal::new(None),
        frame: NodeRef::new(),
        asking: StoredValue::new(None),
    };
    let columns = look.shown.part(|summary| summary.columns.len());
    Effect::new(move |_| {
        look.shown.summary.track();
        let columns = columns.get();
        // Read in another way, the file may have lost the column that sorts.
        look.change(|view| view.sort = view.sort.filter(|column| *column < columns));
    });
    let search = move || look.view.with(|view| view.search.clone());
    let enter = move |text: String| look.change(|view| view.search = text.trim().to_owned());
    let locale = look.shown.app.locale();
    let place = move || {
        let (first, total) = (look.first.get(), look.total());
        let (from, to) = ((first + 1).min(total), (first + SIGHT).min(total));
        let all = counted(total as u64, "row", "rows", &locale);
        format!(
            "{} – {} of {all}",
            whole(from as u64, &locale),
            whole(to as u64, &locale)
        )
    };
    view! {
        <div>
            <div class="row">
                <label class="chip">
                    "Search "
                    <TextField label="Search the rows" value=Signal::derive(search) on_enter=enter/>
                </label>
                <span class="quiet" role="status">{place}</span>
            </div>
            <Window look/>
        </div>
    }
}

/// The frame that scrolls: as high inside as all rows would be; the table stays where it is and shows those at the place.
#[component]
fn Window(look: Look) -> impl IntoView {
    let scrolled = move |_| {
        let Some(frame) = look.frame.get_untracked() else {
            return;
        };
        let hidden = look.total().saturating_sub(SIGHT);
        let way = (f64::from(frame.scroll_height()) - f64::from(frame.client_height())).max(1.0);
        let first = (f64::from(frame.scroll_top()) / way * hidden as f64).round() as usize;
        if first != look.first.get_untracked() {
            look.first.set(first.min(hidden));
            look.load();
        }
    };
    let high = move || format!("{}px", ((look.total() as f64 + 1.3) * ROW).min(HIGHEST));
    let is_there = Memo::new(move |_| look.page.with(Option::is_some));
    view! {
        <div class="rows" node_ref=look.frame tabindex="0" role="region" aria-label="Rows of the file" on:scroll=scrolled>
            <div style:height=high><Show when=move || is_there.get()><Sight look/></Show></div>
        </div>
    }
}

/// The rows in sight.
#[component]
fn Sight(look: Look) -> impl IntoView {
    let names = Memo::new(move |_| {
        let names = look
            .page
            .with(|page| page.as_ref().map(|page| page.header.clone()));
        names.unwrap_or_default()
    });
    let columns = move || names.get().into_iter().enumerate().collect::<Vec<_>>();
    let locale = look.shown.app.locale();
    let row = move |(cells, number): (&Vec<Option<String>>, &u32)| {
        let shown = |cell: &Option<String>| cell.clone().unwrap_or_else(|| "–".to_owned());
        let cells = cells.iter().map(|cell| view! { <td>{shown(cell)}</td> });
        view! { <tr><th scope="row" class="n">{whole(u64::from(*number), &locale)}</th>{cells.collect_view()}</tr> }
    };
    let rows = move || {
        look.page.with(|page| {
            let rows = page
                .iter()
                .flat_map(|page| page.rows.iter().zip(&page.numbers));
            rows.map(row).collect_view()
        })
    };
    view! {
        <table aria-rowcount=move || look.total().to_string()>
            <thead>
                <tr>
                    <th scope="col" class="n">"Row"</th>
                    <For each=columns key=Clone::clone let((column, name))>
                        <SortBy look column name/>
                    </For>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// The name of a column; clicked it sorts, then the other way round, then no longer.
#[component]
fn SortBy(look: Look, column: usize, name: String) -> impl IntoView {
    let sorted = Memo::new(move |_| {
        look.view
            .with(|view| (view.sort == Some(column)).then_some(view.descending))
    });
    let order = move || match sorted.get() {
        None => "none",
        Some(false) => "ascending",
        Some(true) => "descending",
    };
    let mark = move || match sorted.get() {
        None => "",
        Some(false) => " ↑",
        Some(true) => " ↓",
    };
    let sort = move |_| {
        let next = match sorted.get_untracked() {
            None => (Some(column), false),
            Some(false) => (Some(column), true),
            Some(true) => (None, false),
        };
        look.change(|view| (view.sort, view.descending) = next);
    };
    view! {
        <th scope="col" aria-sort=order>
            <button class="link" aria-label=format!("Sort by {name}") on:click=sort>{name.clone()}{mark}</button>
        </th>
    }
}
