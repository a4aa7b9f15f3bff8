//! The period control.

use super::compare::CompareChoice;
use crate::actions::choose_period::{choose_days, choose_grain, choose_when};
use crate::state::{App, Dialog};
use crate::ui::components::{SampleMark, Segmented};
use chrono::NaiveDate;
use leptos::prelude::*;
use outturn_core::calendar::{Grain, date_from_iso};
use outturn_format::{capitalised, periods};
use outturn_metrics::scorecard::When;
use outturn_report::model::{PeriodOption, period_options};

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
            <button class="link" aria-haspopup="dialog" on:click=move |_| app.dialog.set(Some(Dialog::Settings))>"Calendar"</button>
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
