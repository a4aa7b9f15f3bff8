//! The file as it was read: searched, sorted, and scrolled however many rows it has. Only the rows in sight are on the page.

use super::parts::{Panel, block, labelled, line, live, typed};
use crate::state::App;
use crate::ui::components::Views;
use crate::ui::words::{counted, whole};
use leptos::prelude::*;
use outturn_protocol::{Answer, Request, RowsPage, RowsView};

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
pub fn rows_table() -> AnyView {
    let look = Look {
        app: App::here(),
        panel: Panel::here(),
        view: RwSignal::new(RowsView::default()),
        first: RwSignal::new(0),
        page: RwSignal::new(None),
        frame: NodeRef::new(),
        asking: StoredValue::new(None),
    };
    look.load();
    let searched =
        Box::new(move |text: String| look.change(|view| view.search = text.trim().to_owned()));
    let search = labelled("Search", typed("Search the rows", "", searched));
    let locale = look.app.locale();
    let place = move || {
        let (first, total) = (look.first.get(), look.total());
        let (from, to) = ((first + 1).min(total), (first + SIGHT).min(total));
        let all = counted(total as u64, "row", "rows", &locale);
        format!(
            "{} – {} of {all}",
            whole(from as u64, &locale),
            whole(to as u64, &locale)
        )
        .into_any()
    };
    let place = view! { <span class="quiet" role="status">{live(Box::new(place))}</span> };
    block(
        "",
        vec![block("row", vec![search, place.into_any()]), window(look)],
    )
}

/// The frame that scrolls: as high inside as all rows would be; the table stays where it is and shows those at the place.
fn window(look: Look) -> AnyView {
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
    let rows = live(Box::new(move || {
        look.page.with(|page| rows(look, page.as_ref()))
    }));
    view! {
        <div class="rows" node_ref=look.frame tabindex="0" role="region" aria-label="Rows of the file" on:scroll=scrolled>
            <div style:height=high>{rows}</div>
        </div>
    }
    .into_any()
}

/// The rows in sight.
fn rows(look: Look, page: Option<&RowsPage>) -> AnyView {
    let Some(page) = page else {
        return block("", Vec::new());
    };
    let rows = page.rows.iter().zip(&page.numbers).map(|(cells, number)| {
        let shown = |cell: &Option<String>| cell.clone().unwrap_or_else(|| "–".to_owned());
        let cells = cells.iter().map(|cell| ("", shown(cell).into_any()));
        line(
            whole(u64::from(*number), &look.app.locale()).into_any(),
            "n",
            cells.collect(),
        )
    });
    view! {
        <table aria-rowcount=page.total.to_string()>
            <thead><tr><th scope="col" class="n">"Row"</th>{headings(look, &page.header)}</tr></thead>
            <tbody>{rows.views()}</tbody>
        </table>
    }
    .into_any()
}

/// Column names; clicked they sort, then the other way round, then no longer.
fn headings(look: Look, names: &[String]) -> AnyView {
    let view = look.view.get_untracked();
    let heads = names.iter().enumerate().map(|(i, name)| {
        let sorted = view.sort == Some(i);
        let (order, mark, next) = match (sorted, view.descending) {
            (false, _) => ("none", "", (Some(i), false)),
            (true, false) => ("ascending", " ↑", (Some(i), true)),
            (true, true) => ("descending", " ↓", (None, false)),
        };
        let sort = move |_| look.change(|view| (view.sort, view.descending) = next);
        let id = format!("{} sort {i}", look.panel.id());
        view! {
            <th scope="col" aria-sort=order>
                <button class="link" id=id aria-label=format!("Sort by {name}") on:click=sort>{format!("{name}{mark}")}</button>
            </th>
        }
    });
    heads.views()
}
