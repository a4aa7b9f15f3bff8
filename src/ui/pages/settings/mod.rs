//! How the page looks, how it writes figures, and how it cuts time.

mod calendar;

use crate::actions::choose_locale::choose_locale;
use crate::actions::choose_theme::choose_theme;
use crate::state::{App, Theme};
use crate::ui::components::Segmented;
use calendar::CalendarChoice;
use chrono::NaiveDate;
use leptos::prelude::*;
use outturn_format::{Digits, Locale, date, number};

/// What the dialog holds.
#[component]
pub fn Settings() -> impl IntoView {
    let app = App::here();
    let themes = [
        (None, "As this device"),
        (Some(Theme::Light), "Light"),
        (Some(Theme::Dark), "Dark"),
    ];
    let themes = themes
        .map(|(theme, words)| (theme, words.to_owned()))
        .to_vec();
    view! {
        <section class="settings">
            <h3>"This browser"</h3>
            <p class="quiet">"Kept in this browser only; never part of a link, file or report."</p>
            <div class="setting">
                <span aria-hidden="true">"Theme"</span>
                <Segmented label="Theme" options=themes value=app.theme on_choose=move |theme| choose_theme(app, theme)/>
            </div>
            <FiguresAndDates/>
        </section>
        <section class="settings">
            <h3>"This work"</h3>
            <p class="quiet">"Saved with your work and its workspace file. Every period follows these."</p>
            <CalendarChoice/>
        </section>
    }
}

/// How figures and dates are written and read.
#[component]
fn FiguresAndDates() -> impl IntoView {
    let app = App::here();
    let chosen = move || {
        let locale = app.chosen_locale.get();
        locale.map_or("", |l| l.tag)
    };
    let choose = move |event| choose_locale(app, Locale::known(&event_target_value(&event)));
    let now = chosen();
    let listed = Locale::ALL.map(|locale| {
        let words = format!("{}: {}", locale.name, sample(&locale));
        view! { <option value=locale.tag selected={locale.tag == now}>{words}</option> }
    });
    let browser = format!("As this browser: {}", sample(&app.browser_locale()));
    view! {
        <label>
            <span>"Figures and dates"</span>
            <select on:change=choose prop:value=chosen>
                <option value="" selected=now.is_empty()>{browser}</option>
                {listed.collect_view()}
            </select>
        </label>
    }
}

/// What the choice does: `1,234.5 · 31 Dec 2026`.
fn sample(locale: &Locale) -> String {
    let figure = number(1_234.5, Digits::UpTo(1), locale);
    // A day that no reader takes for a month.
    let day = NaiveDate::from_ymd_opt(2026, 12, 31).map(|day| date(day, locale));
    format!("{figure} · {}", day.unwrap_or_default())
}
