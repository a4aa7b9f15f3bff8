//! The answers to a question side by side, each with what the first cells become under it.

use super::shown::Shown;
use crate::ui::components::{Choice, Select};
use leptos::prelude::*;
use outturn_core::units::Timestamp;
use outturn_format::{Digits, Locale, date, date_time, duration, number};
use outturn_protocol::mapping::{Becomes, CellReading};

/// Past so many answers a list is read faster.
const MOST: usize = 12;

/// One answer: its words, and what cells become under it.
#[derive(Clone, PartialEq)]
pub struct Offered {
    /// In words.
    pub label: String,
    /// Cells of the file and what they become.
    pub readings: Vec<CellReading>,
}

/// The answers, of which one is chosen.
#[component]
pub fn AnswerCards(
    /// What is asked.
    text: String,
    /// The answers.
    offered: Vec<Offered>,
    /// The likeliest, from 0.
    guess: Option<usize>,
    /// Which is chosen, from 0.
    chosen: RwSignal<usize>,
) -> impl IntoView {
    let shown = Shown::here();
    if offered.len() > MOST {
        let options = offered.into_iter().enumerate().map(|(at, answer)| {
            let note = if guess == Some(at) {
                " (likeliest)"
            } else {
                ""
            };
            (at.to_string(), format!("{}{note}", answer.label))
        });
        let options: Vec<Choice> = options.collect();
        let choose = move |at: String| chosen.set(at.parse().unwrap_or(0));
        return view! {
            <Select label=text options value=Signal::derive(move || chosen.get().to_string()) on_choose=choose/>
        }
        .into_any();
    }
    let group = format!("{} {text}", shown.id());
    let locale = shown.app.locale();
    let cards = offered.into_iter().enumerate().map(|(at, answer)| {
        let is_chosen = move || chosen.get() == at;
        let described = format!("{group} {at}");
        let readings = answer.readings;
        let table = (!readings.is_empty()).then(|| table(described.clone(), readings, &locale));
        let described = table.is_some().then_some(described);
        view! {
            <div class="reading" class:chosen=is_chosen on:click=move |_| chosen.set(at)>
                <div class="row">
                <label>
                    <input
                        type="radio"
                        name=group.clone()
                        aria-describedby=described
                        prop:checked=is_chosen
                        on:change=move |_| chosen.set(at)
                    />
                    <span>{answer.label}</span>
                </label>
                {(guess == Some(at)).then(|| view! { <span class="quiet">"likeliest"</span> })}
                </div>
                {table}
            </div>
        }
    });
    let cards = cards.collect_view();
    view! { <div class="readings" role="radiogroup" aria-label=text>{cards}</div> }.into_any()
}

/// Cells of the file beside what they become.
fn table(id: String, readings: Vec<CellReading>, locale: &Locale) -> impl IntoView + use<> {
    let rows = readings.into_iter().map(|reading| {
        let becomes = words(&reading.becomes, locale);
        view! {
            <tr>
                <td class="mono">{reading.cell}</td>
                <td class="n">{becomes}</td>
            </tr>
        }
    });
    view! {
        <table id=id>
            <thead>
                <tr>
                    <th scope="col">"In the file"</th>
                    <th scope="col" class="n">"Read as"</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// What a cell becomes, in the page's locale.
fn words(becomes: &Becomes, locale: &Locale) -> String {
    match becomes {
        Becomes::Number(value) => number(*value, Digits::UpTo(9), locale),
        Becomes::Seconds(seconds) => duration(*seconds, locale),
        Becomes::Moment(at) => moment(*at, locale),
        Becomes::Words(words) => words.clone(),
        Becomes::Missing => "no value".to_owned(),
        Becomes::LeftOut => "left out".to_owned(),
    }
}

/// A day where it is midnight, else a moment.
fn moment(at: Timestamp, locale: &Locale) -> String {
    const DAY: i64 = 86_400_000_000;
    let day = chrono::DateTime::from_timestamp_micros(at.0).map(|at| at.date_naive());
    match day {
        Some(day) if at.0 % DAY == 0 => date(day, locale),
        _ => date_time(at, locale),
    }
}
