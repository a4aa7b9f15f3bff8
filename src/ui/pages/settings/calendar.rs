//! The calendar of the work: every period is cut by it.

use crate::actions::choose_period::{choose_calendar, choose_zone};
use crate::browser::zones;
use crate::state::App;
use leptos::prelude::*;
use outturn_core::calendar::Calendar;
use outturn_report::model::{CALENDAR_FIELDS, CalendarField, distances_from_utc};

/// When days, weeks and years begin, and what months are.
#[component]
pub fn CalendarChoice() -> impl IntoView {
    let app = App::here();
    let calendar = app.select(|d| d.calendar);
    let choose = move |change: fn(&mut Calendar, i16)| {
        move |event| {
            if let Ok(number) = event_target_value(&event).parse() {
                choose_calendar(app, |calendar| change(calendar, number));
            }
        }
    };
    let select = move |field: &CalendarField| {
        let (label, read, options) = (field.label, field.read, field.options());
        let listed = move || {
            let now = calendar.with(read);
            let option = move |(number, name): &(i16, &'static str)| {
                view! { <option value=number.to_string() selected={*number == now}>{*name}</option> }
            };
            options.iter().map(option).collect_view()
        };
        view! { <label><span>{label}</span><select on:change=choose(field.write)>{listed}</select></label> }
    };
    view! { {CALENDAR_FIELDS.iter().map(select).collect_view()} <ZoneChoice/> }
}

/// Where days begin at midnight: a zone that the browser knows, whose clocks may be changed, or a fixed distance from UTC.
#[component]
fn ZoneChoice() -> impl IntoView {
    let app = App::here();
    let chosen = app.select(|d| match d.zone.is_empty() {
        true => d.calendar.ahead_of_utc.to_string(),
        false => d.zone.clone(),
    });
    let fixed: Vec<(String, String)> = distances_from_utc()
        .into_iter()
        .map(|(minutes, name)| (minutes.to_string(), name))
        .collect();
    let named = zones::names().into_iter();
    let named: Vec<_> = named
        .map(|name| (name.clone(), name.replace('_', " ")))
        .collect();
    let listed = move |all: &[(String, String)]| {
        let now = chosen.get();
        let option = |(value, name): &(String, String)| {
            let is_chosen = *value == now;
            view! { <option value=value.clone() selected=is_chosen>{name.clone()}</option> }
        };
        all.iter().map(option).collect_view()
    };
    let groups = move || {
        let group = |label, all: &[(String, String)]| {
            (!all.is_empty()).then(|| view! { <optgroup label=label>{listed(all)}</optgroup> })
        };
        (
            group("Always the same", &fixed),
            group("With daylight saving", &named),
        )
    };
    view! {
        <label>
            <span>"Days begin at midnight"</span>
            <select on:change=move |event| choose_zone(app, &event_target_value(&event))>
                {groups}
            </select>
        </label>
    }
}
