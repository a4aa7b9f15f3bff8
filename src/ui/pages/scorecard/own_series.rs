//! What only the user knows of a series of their own: what it counts, and how its values add up.

use crate::actions::tune_metric::tune;
use crate::state::App;
use crate::ui::components::Select;
use leptos::prelude::*;
use outturn_core::units::Unit;
use outturn_metrics::Adds;
use outturn_metrics::scorecard::MetricSettings;

const UNITS: [(Unit, &str); 5] = [
    (Unit::Number, "plain numbers"),
    (Unit::Count, "whole things"),
    (Unit::Ratio, "shares of 1, shown in percent"),
    (Unit::Seconds, "seconds, shown as time"),
    (Unit::Money, "money"),
];

/// The settings of a series of one's own.
#[component]
pub fn OwnSeries(
    /// Id of the series.
    id: String,
) -> impl IntoView {
    let adds = Adds::ALL.map(|adds| (adds, adds.label()));
    view! {
        <div class="panel">
            <div class="head">
                <h3>"How to read it"</h3>
                <span class="quiet">"a series of your own: until you say which way is better there is no verdict"</span>
            </div>
            <One id=id.clone() label="Its values are" unset="as the name says" all=UNITS.to_vec() get=|s| s.unit set=|s, unit| s.unit = unit/>
            <One id label="Over longer periods" unset="not set: the mean is shown" all=adds.to_vec() get=|s| s.adds set=|s, adds| s.adds = adds/>
        </div>
    }
}

/// One of them.
#[component]
fn One<T: Copy + PartialEq + Send + Sync + 'static>(
    /// Of which metric.
    id: String,
    /// What it says.
    label: &'static str,
    /// What it is called while nothing is said.
    unset: &'static str,
    /// The choices.
    all: Vec<(T, &'static str)>,
    /// What is said.
    get: fn(&MetricSettings) -> Option<T>,
    /// Says it.
    set: fn(&mut MetricSettings, Option<T>),
) -> impl IntoView {
    let app = App::here();
    let said = {
        let id = id.clone();
        app.select(move |document| document.settings.get(&id).and_then(get))
    };
    let names = std::iter::once(unset).chain(all.iter().map(|(_, name)| *name));
    let options: Vec<(String, String)> = names
        .enumerate()
        .map(|(at, name)| (at.to_string(), name.to_owned()))
        .collect();
    let values: Vec<T> = all.iter().map(|(value, _)| *value).collect();
    let chosen = {
        let values = values.clone();
        move || {
            let said = said.get();
            let at = said.and_then(|said| values.iter().position(|value| *value == said));
            at.map_or(0, |at| at + 1).to_string()
        }
    };
    let choose = move |at: String| {
        let at = at.parse::<usize>().ok().and_then(|at| at.checked_sub(1));
        let value = at.and_then(|at| values.get(at).copied());
        tune(app, &id, |settings| set(settings, value));
    };
    view! {
        <div class="field halves">
            <span>{label}</span>
            <Select label options=Signal::stored(options) value=Signal::derive(chosen) on_choose=choose/>
        </div>
    }
}
