//! The period control.

use crate::actions::choose_period::{choose_calendar, choose_days, choose_grain, choose_when};
use crate::state::App;
use crate::ui::components::{SampleMark, Segmented};
use leptos::prelude::*;
use outturn_core::calendar::{Calendar, Grain, Period, date_from_iso};
use outturn_format::{capitalised, period};
use outturn_metrics::scorecard::When;
use outturn_report::model::{CALENDAR_FIELDS, CalendarField, PeriodOption, period_options};

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
            <SampleMark/>
        </div>
    }
}

/// From which day to which, where several periods are looked at as one.
#[component]
fn Days() -> impl IntoView {
    let app = App::here();
    let choice = app.select(|d| d.choice);
    let calendar = app.select(|d| d.calendar);
    let between = Memo::new(move |_| match choice.get().when {
        When::Between(first, last) => Some((first, last)),
        _ => None,
    });
    let enter = move |which: fn(&mut (Period, Period), Period)| {
        move |event| {
            let Some(day) = date_from_iso(&event_target_value(&event)) else {
                return;
            };
            if let Some(mut periods) = between.get_untracked() {
                let grain = choice.get_untracked().grain;
                which(&mut periods, calendar.get_untracked().period(day, grain));
                choose_days(app, periods);
            }
        }
    };
    let first = move || between.get().map(|(first, _)| first.start().to_string());
    let last = move || {
        let last = between.get().and_then(|(_, last)| last.end().pred_opt());
        last.map(|day| day.to_string())
    };
    let locale = app.locale();
    let whole = move || {
        let of = |(first, last): (Period, Period)| {
            format!("{} – {}", period(&first, &locale), period(&last, &locale))
        };
        between.get().map(of)
    };
    view! {
        <Show when=move || between.get().is_some()>
            <label class="chip">"From "<input type="date" aria-label="From" prop:value=first on:change=enter(|periods, first| periods.0 = first)/></label>
            <label class="chip">"to "<input type="date" aria-label="To" prop:value=last on:change=enter(|periods, last| periods.1 = last)/></label>
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
            let options = options.clone().into_iter();
            let option = move |(number, name): (i16, String)| {
                view! { <option value=number.to_string() selected={number == now}>{name}</option> }
            };
            options.map(option).collect_view()
        };
        view! { <label class="chip">{label}" "<select aria-label=label on:change=choose(field.write)>{listed}</select></label> }
    };
    view! {
        <details>
            <summary class="quiet">"Calendar"</summary>
            <div class="row">{CALENDAR_FIELDS.iter().map(select).collect_view()}</div>
        </details>
    }
}
