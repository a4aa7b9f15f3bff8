//! What cards are compared with: which of it they show, and the table of all of it in a metric's detail.

use crate::actions::compare::{choose_ago, choose_baseline, show_comparison};
use crate::state::App;
use crate::ui::components::{Heading, NumberField, Table, plain};
use chrono::NaiveDate;
use leptos::prelude::*;
use outturn_core::calendar::{Span, date_from_iso};
use outturn_format::{counted, whole};
use outturn_metrics::scorecard::{self, Card, MOST_AGO};
use outturn_report::model::{COMPARISON_CHOICES, comparisons_label};
use outturn_report::narrative::compared_rows;

/// The choice, in one line until it is opened.
#[component]
pub fn CompareChoice() -> impl IntoView {
    let app = App::here();
    let chosen = app.select(|d| d.comparisons.clone());
    let label = move || chosen.with(comparisons_label);
    let choice = move |(with, name): &(scorecard::With, &'static str)| {
        let (with, name) = (*with, *name);
        let shown = move || chosen.with(|chosen| chosen.shown.contains(&with));
        view! {
            <label class="tick">
                <input type="checkbox" prop:checked=shown on:change=move |event| show_comparison(app, with, event_target_checked(&event))/>
                {name}
            </label>
        }
    };
    view! {
        <details class="compare">
            <summary class="quiet">{label}</summary>
            <fieldset>
                <legend class="visually-hidden">"Cards show"</legend>
                {COMPARISON_CHOICES.iter().map(choice).collect_view()}
                <Ago/>
                <Baseline/>
            </fieldset>
        </details>
    }
}

/// How many periods ago.
#[component]
fn Ago() -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let ago = app.select(|d| d.comparisons.ago);
    let is_asked = app.select(|d| d.comparisons.shown.contains(&scorecard::With::Ago));
    let text = Signal::derive(move || {
        ago.get()
            .map_or_else(String::new, |n| whole(n.into(), &locale))
    });
    let read = move |typed: &str| {
        let most = f64::from(MOST_AGO);
        plain(typed, &locale).filter(|n| n.fract() == 0.0 && (1.0..=most).contains(n))
    };
    view! {
        <Show when=move || is_asked.get()>
            <label class="chip">"Periods ago "
                <NumberField label="Periods ago" text=text read=Box::new(read) on_enter=Box::new(move |n| choose_ago(app, n as u16))/>
            </label>
        </Show>
    }
}

/// The first and the last day of the baseline.
#[component]
fn Baseline() -> impl IntoView {
    let app = App::here();
    let is_asked = app.select(|d| d.comparisons.shown.contains(&scorecard::With::Baseline));
    let baseline = app.select(|d| d.comparisons.baseline);
    // What is entered while only one of the two is known.
    let half = RwSignal::new((None::<NaiveDate>, None::<NaiveDate>));
    let days = move || {
        let known = baseline.get();
        let ends = known.and_then(|days| Some((days.start, days.end.pred_opt()?)));
        ends.map_or_else(|| half.get(), |(first, last)| (Some(first), Some(last)))
    };
    let enter = move |which: fn(&mut (Option<NaiveDate>, Option<NaiveDate>), NaiveDate)| {
        move |event| {
            let Some(day) = date_from_iso(&event_target_value(&event)) else {
                return;
            };
            let mut ends = untrack(days);
            which(&mut ends, day);
            half.set(ends);
            if let (Some(first), Some(last)) = ends
                && let Some(end) = first.max(last).succ_opt()
            {
                let start = first.min(last);
                choose_baseline(app, Span { start, end });
            }
        }
    };
    let shown = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    view! {
        <Show when=move || is_asked.get()>
            <label class="chip">"Baseline from "
                <input type="date" aria-label="Baseline from" prop:value=move || shown(days().0) on:change=enter(|ends, day| ends.0 = Some(day))/>
            </label>
            <label class="chip">"to "
                <input type="date" aria-label="Baseline to" prop:value=move || shown(days().1) on:change=enter(|ends, day| ends.1 = Some(day))/>
            </label>
        </Show>
    }
}

/// A card against all that it is compared with.
#[component]
pub fn ComparedPanel(
    /// Which.
    card: Card,
) -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let comparisons = app.select(|d| d.comparisons.clone());
    let rows = move || comparisons.with(|comparisons| compared_rows(&card, comparisons, &locale));
    let rows = Memo::new(move |_| rows());
    let n = move || {
        counted(
            rows.with(Vec::len) as u64,
            "comparison",
            "comparisons",
            &locale,
        )
    };
    let body = move || {
        let row = |row: outturn_report::narrative::ComparedRow| {
            view! {
                <tr class:quiet=!row.comparable>
                    <th scope="row">{row.with}</th>
                    <td class="n">{row.then}</td>
                    <td class="n">{row.n}</td>
                    <td class="n">{row.change}</td>
                    <td class="words">{row.reading}</td>
                </tr>
            }
        };
        rows.get().into_iter().map(row).collect_view()
    };
    view! {
        <Show when=move || rows.with(|rows| !rows.is_empty())>
            <div class="panel compared" data-testid="compared">
                <div class="head"><h3>"Compared"</h3><span class="quiet">{n}", whole with whole, part with the same part"</span></div>
                <Table caption="Compared" headings=vec![Heading::words("With"), Heading::figures("Then"), Heading::figures("Rows"), Heading::figures("Change"), Heading::words("Reading")]>
                    {body}
                </Table>
            </div>
        </Show>
    }
}
