//! Rival definitions of a metric side by side, and the bands that its value is in.

use crate::actions::tune_metric::tune;
use crate::state::App;
use crate::ui::components::{Heading, StatusPill, Table};
use leptos::prelude::*;
use outturn_format::{MISSING, capitalised, counted, value};
use outturn_metrics::scorecard::{BandOf, Card, Detail, RivalValue};

/// The definitions, each with its value in the period of the card and the way to use it.
#[component]
pub fn RivalsPanel(
    /// The metric.
    detail: Detail,
) -> impl IntoView {
    let (card, rivals, question) = (detail.card, detail.rivals, detail.question);
    let n = counted(
        rivals.len() as u64,
        "definition",
        "definitions",
        &App::here().locale(),
    );
    let each = rivals
        .iter()
        .map(|rival| view! { <One card=card.clone() rival=rival.clone()/> })
        .collect_view();
    (!rivals.is_empty()).then(|| view! {
        <div class="panel" data-testid="rivals">
            <div class="head"><h3>{n}", one set of rows"</h3><span class="quiet">{question}</span></div>
            <div class="rivals">{each}</div>
        </div>
    })
}

/// One definition.
#[component]
fn One(card: Card, rival: RivalValue) -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let figure = rival.value.map_or(MISSING.to_owned(), |v| {
        value(v, card.unit, card.currency, &locale).to_string()
    });
    let (id, chosen) = (card.id, (!rival.is_catalogues).then(|| rival.id.clone()));
    let choose = move |_| {
        tune(app, &id, |settings| settings.definition = chosen.clone());
    };
    let name = capitalised(&rival.label);
    let use_it = format!("Use {}", rival.label);
    view! {
        <div class:in-use=rival.in_use>
            <h4>{name}</h4>
            <b>{figure}</b>
            {rival.status.map(|status| view! { <StatusPill status/> })}
            <p>{rival.reason.unwrap_or_default()}{rival.differs}</p>
            {match rival.in_use {
                true => view! { <span class="quiet">"In use"</span> }.into_any(),
                false => view! { <button class="btn small" on:click=choose aria-label=use_it>"Use"</button> }.into_any(),
            }}
        </div>
    }
}

/// The band of the value in each report that publishes any; the one chosen is what the card is compared with.
#[component]
pub fn BandsPanel(
    /// The metric.
    detail: Detail,
) -> impl IntoView {
    let app = App::here();
    let id = detail.card.id.clone();
    let bands = detail.bands;
    let chosen = {
        let id = id.clone();
        app.select(move |d| {
            d.settings
                .get(&id)
                .map(|own| own.edition)
                .unwrap_or_default()
        })
    };
    let is_empty = bands.is_empty();
    let row = move |of: &BandOf| {
        let (edition, id) = (of.edition, id.clone());
        let choose = move |_| tune(app, &id, |settings| settings.edition = edition);
        let differs = of.differs.clone();
        let source = edition.source();
        view! {
            <tr>
                <th scope="row">
                    <label class="tick">
                        <input type="radio" name="bands" prop:checked=move || chosen.get() == edition on:change=choose/>
                        {edition.name()}
                    </label>
                </th>
                <td>{of.band.clone().unwrap_or_else(|| MISSING.to_owned())}</td>
                <td class="words">{of.published.clone()}{(!differs.is_empty()).then(|| view! { <br/><span class="quiet">{differs.clone()}</span> })}<br/><span class="quiet">{source}</span></td>
            </tr>
        }
    };
    (!is_empty).then(|| view! {
        <div class="panel" data-testid="bands">
            <div class="head"><h3>"Benchmark"</h3><span class="quiet">"published bands, the best first; the one ticked is compared with"</span></div>
            <Table caption="Benchmark" headings=vec![Heading::words("Report"), Heading::words("Band"), Heading::words("Published")]>
                {bands.iter().map(row).collect_view()}
            </Table>
        </div>
    })
}
