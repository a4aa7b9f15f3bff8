//! The file as it was read: searched, sorted, and scrolled however many rows it has. Only the rows in sight are on the page.

use super::parts::{Panel, typed};
use crate::state::App;
use crate::ui::components::{Views, memo};
use crate::ui::words::{counted, whole};
use crate::worker::{Answer, Request, RowsPage, RowsView};
use leptos::prelude::*;

/// Rows in sight.
const SIGHT: usize = 16;
/// Height of a row, in CSS pixels, as in the style sheet.
const ROW: f64 = 26.0;
/// Browsers make no element higher than some 17 million pixels; of more rows one pixel stands for several.
const HIGHEST: f64 = 8_000_000.0;

/// What is looked at, and what has come of it.
#[derive(Clone, Copy)]
struct Look {
    app: App,
    panel: Panel,
    view: RwSignal<RowsView>,
    first: RwSignal<usize>,
    page: RwSignal<Option<RowsPage>>,
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
        let request = Request::Rows {
            file: self.panel.id(),
            view: self.view.get_untracked(),
            offset: self.first.get_untracked(),
            limit: SIGHT,
        };
        self.app
            .engine
            .get_value()
            .ask(request, None, move |answer| {
                // The panel may be gone by now.
                let Some(more) = self.asking.try_get_value() else {
                    return;
                };
                self.asking.set_value(None);
                if let Answer::Rows(rows) = answer {
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
        self.load();
    }

    fn total(self) -> usize {
        self.page.with(|p| p.as_ref().map_or(0, |p| p.total))
    }
}

/// The table with its search.
pub fn rows_table() -> AnyView {
    let look = Look {
        app: App::here(),
        panel: Panel::here(),
        view: RwSignal::new(RowsView::default()),
        first: RwSignal::new(0),
        page: RwSignal::new(None),
        asking: StoredValue::new(None),
    };
    look.load();
    let searched =
        Box::new(move |text: String| look.change(|view| view.search = text.trim().to_owned()));
    let place = move || {
        let (first, total) = (look.first.get(), look.total());
        let last = (first + SIGHT).min(total);
        format!(
            "{} – {} of {}",
            whole((first + 1).min(total) as u64),
            whole(last as u64),
            counted(total as u64, "row", "rows")
        )
    };
    view! {
        <div class="row">
            <label class="chip">"Search "{typed("Search the rows", "", searched)}</label>
            <span class="quiet" role="status">{place}</span>
        </div>
        {window(look)}
    }
    .into_any()
}

/// The frame that scrolls: as high inside as all rows would be; the table stays where it is and shows those at the place.
fn window(look: Look) -> AnyView {
    let frame = NodeRef::<leptos::html::Div>::new();
    let height = memo(move || (look.total().max(1) as f64 * ROW).min(HIGHEST));
    let scrolled = move |_| {
        let Some(frame) = frame.get_untracked() else {
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
    let total = memo(move || look.total());
    let header = |p: &Option<RowsPage>| p.as_ref().map(|p| p.header.clone()).unwrap_or_default();
    let names = memo(move || look.page.with(header));
    view! {
        <div class="rows" node_ref=frame tabindex="0" role="region" aria-label="Rows of the file" on:scroll=scrolled>
            <div style:height=move || format!("{}px", height.get() + 2.0 * ROW)>
                <table aria-rowcount=move || total.get().to_string()>
                    <thead><tr>{move || headings(look, names.get())}</tr></thead>
                    <tbody>{move || look.page.with(|page| page.as_ref().map(cells))}</tbody>
                </table>
            </div>
        </div>
    }
    .into_any()
}

/// Column names; clicked they sort, then the other way round, then no longer.
fn headings(look: Look, names: Vec<String>) -> AnyView {
    let view = look.view.get();
    let heads = names.into_iter().enumerate().map(|(i, name)| {
        let sorted = view.sort == Some(i);
        let (order, mark) = match (sorted, view.descending) {
            (false, _) => ("none", ""),
            (true, false) => ("ascending", " ↑"),
            (true, true) => ("descending", " ↓"),
        };
        let label = format!("Sort by {name}");
        let sort = move |_| {
            look.change(|view| {
                (view.sort, view.descending) = match (sorted, view.descending) {
                    (false, _) => (Some(i), false),
                    (true, false) => (Some(i), true),
                    (true, true) => (None, false),
                };
            });
        };
        view! { <th scope="col" aria-sort=order><button class="link" aria-label=label on:click=sort>{name}{mark}</button></th> }
    });
    view! { <th scope="col" class="n">"Row"</th>{heads.views()} }.into_any()
}

fn cells(page: &RowsPage) -> AnyView {
    let rows = page.rows.iter().zip(&page.numbers).enumerate();
    let rows = rows.map(|(i, (cells, number))| {
        let cells = cells.iter().map(|cell| match cell {
            Some(text) => view! { <td>{text.clone()}</td> },
            None => view! { <td>{"–".to_owned()}</td> },
        });
        view! {
            <tr aria-rowindex=(page.offset + i + 1).to_string()>
                <th scope="row" class="n">{whole(u64::from(*number))}</th>{cells.views()}
            </tr>
        }
    });
    rows.views()
}
