//! The foot of every screen: how figures and dates are written.

use crate::actions::choose_locale::choose_locale;
use crate::state::App;
use chrono::NaiveDate;
use leptos::prelude::*;
use outturn_format::{Digits, Locale, date, number};

/// The foot.
#[component]
pub fn Footer() -> impl IntoView {
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
        <footer class="bottom">
            <label>
                "Figures and dates "
                <select on:change=choose prop:value=chosen>
                    <option value="" selected=now.is_empty()>{browser}</option>
                    {listed.collect_view()}
                </select>
            </label>
        </footer>
    }
}

/// What the choice does: `1,234.5 · 31 Dec 2026`.
fn sample(locale: &Locale) -> String {
    let figure = number(1_234.5, Digits::UpTo(1), locale);
    // A day that no reader takes for a month.
    let day = NaiveDate::from_ymd_opt(2026, 12, 31).map(|day| date(day, locale));
    format!("{figure} · {}", day.unwrap_or_default())
}
