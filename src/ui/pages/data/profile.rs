//! The file's own columns: what each holds and how its values are spread.

use super::parts::{Found, REST, code, line, live, table};
use crate::state::App;
use crate::ui::words::whole;
use leptos::prelude::*;
use outturn_core::table::ColumnType;
use outturn_format::{Locale, exact};
use outturn_protocol::{Answer, ColumnProfile, ColumnSummary, Request};

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
        "Spread",
        "#Smallest",
        "#Lower quartile",
        "#Median",
        "#Upper quartile",
        "#Largest",
    ];
    table(
        format!("Columns of {}", summary.name),
        &headings,
        rows.collect(),
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
    let column = column.clone();
    let locale = App::here().locale();
    live(Box::new(move || {
        profile.with(|found| figures(&column, found.as_ref(), &locale))
    }))
}

/// The row: without figures until they are there.
fn figures(column: &ColumnSummary, found: Option<&ColumnProfile>, locale: &Locale) -> AnyView {
    let holds = column.column_type.word().to_owned();
    let mut cells = vec![("whole", holds.into_any())];
    if let Some(found) = found {
        let counts = [found.missing, found.distinct].map(|n| ("n", whole(n, locale).into_any()));
        cells.extend(counts);
        cells.push(("", spread(&column.name, &found.bars)));
        let dates = column.column_type == ColumnType::Timestamp;
        let five = found.five.iter().map(|v| match v.get(..16) {
            // To the minute, as five of them stand side by side.
            Some(minute) if dates => minute.replace('T', " "),
            _ => v
                .parse()
                .map_or_else(|_| v.clone(), |number| exact(number, locale)),
        });
        let five = five.map(|v| ("n", v.into_any()));
        cells.extend(five);
        // What has no order says its most frequent values there.
        if found.five.is_empty() {
            let common = if found.common.is_empty() {
                &column.samples
            } else {
                &found.common
            };
            cells.push((REST, common.join(" · ").into_any()));
        }
    }
    line(code(&column.name), "", cells)
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
