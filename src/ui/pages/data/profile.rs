//! The file's own columns: what each holds and how its values are spread.

use super::shown::Shown;
use crate::ui::components::{Heading, Table};
use leptos::prelude::*;
use outturn_core::table::ColumnType;
use outturn_format::{Locale, exact, whole};
use outturn_protocol::{ColumnProfile, ColumnSummary, ProfileColumn};

/// Width and height of a distribution, in CSS pixels.
const SIZE: (f64, f64) = (120.0, 20.0);

/// All columns.
#[component]
pub fn Columns() -> impl IntoView {
    let shown = Shown::here();
    let columns = shown.part(|summary| summary.columns.clone());
    let words = ["Column of the file", "Holds"].map(Heading::words);
    let counts = ["Missing", "Distinct"].map(Heading::figures);
    let five = [
        "Smallest",
        "Lower quartile",
        "Median",
        "Upper quartile",
        "Largest",
    ]
    .map(Heading::figures);
    let spread = [Heading::words("Spread")];
    let headings = words.into_iter().chain(counts).chain(spread).chain(five);
    let headings: Vec<Heading> = headings.collect();
    view! {
        <Table caption=format!("Columns of {}", shown.name()) headings>
            <For each=move || columns.get() key=|column| (column.name.clone(), column.column_type, column.samples.clone()) let(column)>
                <Row column/>
            </For>
        </Table>
    }
}

/// One column: without figures until they are there.
#[component]
fn Row(column: ColumnSummary) -> impl IntoView {
    let shown = Shown::here();
    let locale = shown.app.locale();
    let profile = RwSignal::new(None::<ColumnProfile>);
    let name = column.name.clone();
    Effect::new(move |_| {
        shown.summary.track();
        let question = ProfileColumn {
            file: shown.id(),
            column: name.clone(),
        };
        shown
            .app
            .engine
            .get_value()
            .ask(&question, None, move |answer| {
                if let Ok(found) = answer {
                    // The panel may be gone by now.
                    let _ = profile.try_set(Some(found));
                }
            });
    });
    view! {
        <tr>
            <th scope="row"><code>{column.name.clone()}</code></th>
            <td class="whole">{column.column_type.word()}</td>
            {move || profile.with(|found| found.as_ref().map(|found| figures(&column, found, &locale)))}
        </tr>
    }
}

/// A column's figures; of one whose values have no order, the most frequent ones in place of the five.
fn figures(
    column: &ColumnSummary,
    found: &ColumnProfile,
    locale: &Locale,
) -> impl IntoView + use<> {
    let dates = column.column_type == ColumnType::Timestamp;
    let five = found.five.iter().map(|value| match value.get(..16) {
        // To the minute, as five of them stand side by side.
        Some(minute) if dates => minute.replace('T', " "),
        _ => value
            .parse()
            .map_or_else(|_| value.clone(), |figure| exact(figure, locale)),
    });
    let five = five.map(|value| view! { <td class="n">{value}</td> });
    let common = if found.common.is_empty() {
        &column.samples
    } else {
        &found.common
    };
    let common = || view! { <td class="rest quiet" colspan="5">{common.join(" · ")}</td> };
    view! {
        <td class="n">{whole(found.missing, locale)}</td>
        <td class="n">{whole(found.distinct, locale)}</td>
        <td>{spread(&column.name, &found.bars)}</td>
        {five.collect_view()}
        {found.five.is_empty().then(common)}
    }
}

/// Bars as high as their share of the highest.
fn spread(name: &str, bars: &[u64]) -> impl IntoView + use<> {
    let (width, height) = SIZE;
    let most = bars.iter().copied().max().unwrap_or(0).max(1) as f64;
    let step = width / bars.len().max(1) as f64;
    let bars = bars
        .iter()
        .enumerate()
        .filter(|(_, n)| **n > 0)
        .map(|(i, n)| {
            // Whatever is there is seen.
            let high = (*n as f64 / most * height).max(1.0);
            format!(
                "M{:.1} {height}v-{high:.1}h{:.1}v{high:.1}z",
                i as f64 * step,
                step * 0.8
            )
        });
    let path: String = bars.collect();
    view! {
        <svg class="spread" role="img" aria-label=format!("Spread of {name}") width=width height=height viewBox=format!("0 0 {width} {height}")>
            <path d=path/>
        </svg>
    }
}
