//! The file's own columns: what each holds and how its values are spread.

use super::parts::{Found, table};
use crate::state::App;
use crate::ui::components::Views;
use crate::ui::words::whole;
use crate::worker::{Answer, ColumnProfile, ColumnSummary, Request};
use leptos::prelude::*;

/// Width and height of a distribution, in CSS pixels.
const SIZE: (f64, f64) = (120.0, 20.0);

/// All columns.
pub fn columns(found: Found) -> AnyView {
    let summary = found.get_value();
    let rows = summary
        .columns
        .iter()
        .map(|column| column_row(&summary.file, column));
    let headings = [
        "Column of the file",
        "Holds",
        "#Missing",
        "#Distinct",
        "#Smallest",
        "#Quarter below",
        "#Median",
        "#Quarter above",
        "#Largest",
        "Spread",
        "Most frequent or first",
    ];
    table(
        "",
        format!("Columns of {}", summary.name),
        &headings,
        rows.views(),
    )
}

fn column_row(file: &str, column: &ColumnSummary) -> AnyView {
    let profile = RwSignal::new(None::<ColumnProfile>);
    let request = Request::Profile {
        file: file.to_owned(),
        column: column.name.clone(),
    };
    App::here()
        .engine
        .get_value()
        .ask(request, None, move |answer| {
            if let Answer::Profile(found) = answer {
                profile.set(Some(*found));
            }
        });
    let (name, first) = (column.name.clone(), column.samples.join(" · "));
    view! {
        <tr>
            <th scope="row"><code>{column.name.clone()}</code></th>
            <td>{column.column_type.word()}</td>
            {move || profile.get().map(|found| figures(&name, &first, &found))}
        </tr>
    }
    .into_any()
}

fn figures(name: &str, first: &str, found: &ColumnProfile) -> AnyView {
    let five = (0..5).map(|i| {
        let text = found.five.get(i).cloned().unwrap_or_else(|| "–".to_owned());
        view! { <td class="n">{text}</td> }
    });
    let common = if found.common.is_empty() {
        first.to_owned()
    } else {
        found.common.join(" · ")
    };
    view! {
        <td class="n">{whole(found.missing)}</td>
        <td class="n">{whole(found.distinct)}</td>
        {five.views()}
        <td>{spread(name, &found.bars)}</td>
        <td class="quiet">{common}</td>
    }
    .into_any()
}

/// Bars as high as their share of the highest.
fn spread(name: &str, bars: &[u64]) -> AnyView {
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
    .into_any()
}
