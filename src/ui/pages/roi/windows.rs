//! The times that numbers are measured over.

use super::figures::Figures;
use crate::actions::scenario::set_windows;
use crate::ui::components::Select;
use chrono::NaiveDate;
use leptos::prelude::*;
use outturn_core::calendar::{Calendar, Grain, Period, Span, date_from_iso};
use outturn_scenario::{Baseline, Windows};

/// The baselines to choose from: value and words, without and with a go-live date.
const CHOICES: [(&str, &str, &str); 4] = [
    ("usual", "last complete quarter", "all before go-live"),
    (
        "year",
        "last 12 complete months",
        "12 months before go-live",
    ),
    ("all", "all that is loaded", "all before go-live, any age"),
    ("days", "days of my choice", "days of my choice"),
];

fn value_of(baseline: Baseline) -> &'static str {
    match baseline {
        Baseline::Usual => "usual",
        Baseline::LastYear => "year",
        Baseline::Everything => "all",
        Baseline::Days(_) => "days",
    }
}

/// The choice.
#[component]
pub fn WindowsChoice() -> impl IntoView {
    let Figures { app, scenario, .. } = Figures::here();
    let windows = Memo::new(move |_| scenario.with(|s| s.windows));
    let calendar = app.select(|d| d.calendar);
    let options = Memo::new(move |_| {
        let live = windows.get().go_live.is_some();
        let word = |(value, usual, with_live): (&str, &str, &str)| {
            (
                value.to_owned(),
                if live { with_live } else { usual }.to_owned(),
            )
        };
        // With a go-live date the usual baseline is all before it.
        let choices = CHOICES
            .into_iter()
            .filter(|(value, ..)| !live || *value != "all");
        choices.map(word).collect::<Vec<_>>()
    });
    let value = Memo::new(move |_| match windows.get() {
        w if w.go_live.is_some() && w.baseline == Baseline::Everything => "usual".to_owned(),
        w => value_of(w.baseline).to_owned(),
    });
    let choose = move |chosen: String| {
        let now = windows.get_untracked();
        let baseline = match chosen.as_str() {
            "year" => Baseline::LastYear,
            "all" => Baseline::Everything,
            "days" => Baseline::Days(quarter_before(
                crate::browser::document::today(),
                calendar.get_untracked(),
            )),
            _ => Baseline::Usual,
        };
        set_windows(app, Windows { baseline, ..now });
    };
    let live = Memo::new(move |_| iso(windows.get().go_live.map(|day| day.start())));
    let set_live = move |event| {
        let day = date_from_iso(&event_target_value(&event));
        let go_live = day.map(|day| Period::containing_date(day, Grain::Day));
        set_windows(
            app,
            Windows {
                go_live,
                ..windows.get_untracked()
            },
        );
    };
    view! {
        <div class="row windows">
            <label class="chip">"Baseline "<Select label="Baseline" options=options value=value on_choose=choose/></label>
            <Show when=move || matches!(windows.get().baseline, Baseline::Days(_))><Days windows=windows/></Show>
            <label class="chip">"live since "<input type="date" aria-label="Live since" prop:value=live on:change=set_live/></label>
        </div>
    }
}

/// First and last day of the baseline.
#[component]
fn Days(windows: Memo<Windows>) -> impl IntoView {
    let app = Figures::here().app;
    let days = move || match windows.get().baseline {
        Baseline::Days(days) => Some(days),
        _ => None,
    };
    let first = Memo::new(move |_| iso(days().map(|d| d.start)));
    let last = Memo::new(move |_| iso(days().and_then(|d| d.end.pred_opt())));
    let set = move |first: Option<NaiveDate>, last: Option<NaiveDate>| {
        let now = windows.get_untracked();
        let (Baseline::Days(days), end) = (now.baseline, last.and_then(|d| d.succ_opt())) else {
            return;
        };
        let span = Span {
            start: first.unwrap_or(days.start),
            end: end.unwrap_or(days.end),
        };
        match span.start < span.end {
            true => set_windows(
                app,
                Windows {
                    baseline: Baseline::Days(span),
                    ..now
                },
            ),
            false => {
                app.warn("The baseline ends before it begins: give a later last day.".to_owned());
            }
        }
    };
    view! {
        <label class="chip">"from "<input type="date" aria-label="First day of the baseline" prop:value=first on:change=move |e| set(date_from_iso(&event_target_value(&e)), None)/></label>
        <label class="chip">"to "<input type="date" aria-label="Last day of the baseline" prop:value=last on:change=move |e| set(None, date_from_iso(&event_target_value(&e)))/></label>
    }
}

fn iso(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The quarter before a day: where a choice of days begins.
fn quarter_before(day: NaiveDate, calendar: Calendar) -> Span {
    calendar.period(day, Grain::Quarter).previous().span()
}
