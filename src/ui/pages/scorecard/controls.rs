//! The period control.

use super::compare::CompareChoice;
use crate::actions::choose_period::{
    choose_calendar, choose_days, choose_grain, choose_when, choose_zone,
};
use crate::browser::zones;
use crate::state::App;
use crate::ui::components::{SampleMark, Segmented};
use chrono::NaiveDate;
use leptos::prelude::*;
use outturn_core::calendar::{Calendar, Grain, date_from_iso};
use outturn_format::{capitalised, periods};
use outturn_metrics::scorecard::When;
use outturn_report::model::{
    CALENDAR_FIELDS, CalendarField, PeriodOption, distances_from_utc, period_options,
};

/// Length of a period, and which one.
#[component]
pub fn Controls() -> impl IntoView {
    let app = App::here();
    let choice = app.select(|d| d.choice);
    let calendar = app.select(|d| d.calendar);
    let grain = Memo::new(move |_| choice.get().grain);
    let grains: Vec<(Grain, String)> = Grain::ALL
        .iter()
        .map(|g| (*g, capitalised(g.word())))
        .collect();
    let options: Memo<Vec<PeriodOption>> = Memo::new(move |_| {
        let known = app
            .scorecard
            .with(|a| a.as_ref().map(|a| (a.span, a.shared)));
        let (span, shared) = known.unwrap_or_default();
        let cut = (choice.get(), calendar.get());
        period_options(cut, span, shared, &app.locale())
    });
    let chosen = move |event| {
        let id = event_target_value(&event);
        let when = options.with_untracked(|all| all.iter().find(|o| o.id == id).map(|o| o.when));
        choose_when(app, when.unwrap_or_default());
    };
    let listed = move || {
        let when = choice.get().when;
        let options = options.get().into_iter();
        options
            .map(|option| view! { <option value=option.id selected={when == option.when}>{option.label}</option> })
            .collect_view()
    };
    view! {
        <div class="row controls">
            <Segmented label="Length of a period" options=grains value=grain on_choose=move |g| choose_grain(app, g)/>
            <label class="chip">"Period "<select aria-label="Period" on:change=chosen>{listed}</select></label>
            <Days/>
            <CalendarChoice/>
            <CompareChoice/>
            <SampleMark/>
        </div>
    }
}

/// From which day to which, where several periods are looked at as one.
#[component]
fn Days() -> impl IntoView {
    let app = App::here();
    let choice = app.select(|d| d.choice);
    let between = Memo::new(move |_| match choice.get().when {
        When::Between(first, last) => Some((first, last)),
        _ => None,
    });
    // First and last day.
    let days = Memo::new(move |_| {
        let (first, last) = between.get()?;
        Some((first.start(), last.end().pred_opt()?))
    });
    let enter = move |which: fn(&mut (NaiveDate, NaiveDate), NaiveDate)| {
        move |event| {
            let day = date_from_iso(&event_target_value(&event));
            if let Some((day, mut ends)) = day.zip(days.get_untracked()) {
                which(&mut ends, day);
                choose_days(app, ends.0, ends.1);
            }
        }
    };
    let first = move || days.get().map(|(first, _)| first.to_string());
    let last = move || days.get().map(|(_, last)| last.to_string());
    let locale = app.locale();
    let whole = move || between.get().map(|of| periods(&of, &locale));
    view! {
        <Show when=move || between.get().is_some()>
            <label class="chip">"From "<input type="date" aria-label="From" prop:value=first on:change=enter(|ends, first| ends.0 = first)/></label>
            <label class="chip">"to "<input type="date" aria-label="To" prop:value=last on:change=enter(|ends, last| ends.1 = last)/></label>
            <span class="quiet">{whole}</span>
        </Show>
    }
}

/// When days, weeks and years begin, and what months are.
#[component]
fn CalendarChoice() -> impl IntoView {
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
        view! { <label class="chip">{label}" "<select aria-label=label on:change=choose(field.write)>{listed}</select></label> }
    };
    // Hundreds of zones are listed for those who look.
    let opened = RwSignal::new(false);
    view! {
        <details on:toggle=move |_| opened.set(true)>
            <summary class="quiet">"Calendar"</summary>
            <div class="row">
                {CALENDAR_FIELDS.iter().map(select).collect_view()}
                <Show when=move || opened.get()><ZoneChoice/></Show>
            </div>
        </details>
    }
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
        <label class="chip">"Days begin at midnight "
            <select aria-label="Days begin at midnight" on:change=move |event| choose_zone(app, &event_target_value(&event))>
                {groups}
            </select>
        </label>
    }
}
