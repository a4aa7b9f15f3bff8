//! Outcome, length of a step, what is compared, how far.

use crate::actions::lead_lag;
use crate::state::App;
use crate::ui::components::{NumberField, Segmented, plain};
use leptos::prelude::*;
use outturn_core::calendar::Grain;
use outturn_format::{capitalised, whole};
use outturn_leadlag::{LONGEST_LAG, LagUnit, Transform};
use outturn_protocol::LeadLagAnswer;

/// The row of choices.
#[component]
pub fn Controls() -> impl IntoView {
    let app = App::here();
    let grain = Memo::new(move |_| app.lead_lag.with(|a| a.as_ref().and_then(|a| a.grain)));
    let unit = Memo::new(move |_| {
        let unit = |a: &LeadLagAnswer| Some(a.ranking.as_ref()?.unit);
        app.lead_lag.with(|a| a.as_ref().and_then(unit))
    });
    let dated = move || unit.get() != Some(LagUnit::Step);
    let grains: Vec<_> = Grain::ALL
        .iter()
        .map(|g| (Some(*g), capitalised(g.word())))
        .collect();
    let transform = Memo::new(move |_| {
        let ranking = |a: &LeadLagAnswer| a.ranking.as_ref().map(|r| r.options.transform);
        app.lead_lag
            .with(|a| a.as_ref().and_then(ranking))
            .unwrap_or_default()
    });
    let largest = app.select(|d| d.lead_lag.max_lag);
    let choose_step = move |grain: Option<Grain>| {
        if let Some(grain) = grain {
            lead_lag::choose_step(app, grain);
        }
    };
    let logarithms = move |event| {
        let log = event_target_checked(&event);
        lead_lag::compare(
            app,
            Transform {
                log,
                ..transform.get_untracked()
            },
        );
    };
    let locale = app.locale();
    let read =
        move |typed: &str| plain(typed, &locale).filter(|v| (0.0..=LONGEST_LAG as f64).contains(v));
    view! {
        <div class="row controls leadlag-bar">
            <Outcome/>
            // Steps of an order have one length.
            <Show when=dated>
                <Segmented label="Interval" options=grains.clone() value=grain on_choose=choose_step/>
            </Show>
            <Segmented
                label="What is compared"
                options=vec![(true, "Differences".to_owned()), (false, "Levels".to_owned())]
                value=Signal::derive(move || transform.get().differences)
                on_choose=move |differences| lead_lag::compare(app, Transform { differences, ..transform.get_untracked() })
            />
            <label class="chip">
                <input type="checkbox" prop:checked=move || transform.get().log on:change=logarithms/>
                "Logarithms"
            </label>
            <label class="chip" for="largest-lag">
                "Lags up to "
                <NumberField
                    id="largest-lag"
                    label="Largest lag"
                    text=Signal::derive(move || whole(largest.get() as u64, &locale))
                    read=Box::new(read)
                    on_enter=Box::new(move |v| lead_lag::set_largest_lag(app, v.round() as usize))
                />
                {move || unit.get().or_else(|| grain.get().map(LagUnit::from)).map(|by| format!("{}s", by.word()))}
            </label>
        </div>
    }
}

/// The choice of the outcome.
#[component]
fn Outcome() -> impl IntoView {
    let app = App::here();
    let names = Memo::new(move |_| {
        let name = |s: &outturn_protocol::SeriesName| (s.id.clone(), s.label.clone());
        app.lead_lag.with(|a| {
            a.iter()
                .flat_map(|a| &a.series)
                .map(name)
                .collect::<Vec<_>>()
        })
    });
    let outcome = Memo::new(move |_| {
        app.lead_lag
            .with(|a| a.as_ref().and_then(|a| a.outcome.clone()))
    });
    let options = move || {
        let chosen = outcome.get();
        let option = |(id, label): (String, String)| {
            let selected = chosen.as_ref() == Some(&id);
            view! { <option value=id selected=selected>{label}</option> }
        };
        names.get().into_iter().map(option).collect_view()
    };
    view! {
        <label class="chip">
            "Outcome "
            <select aria-label="Outcome" on:change=move |event| lead_lag::choose_outcome(app, &event_target_value(&event))>{options}</select>
        </label>
    }
}
