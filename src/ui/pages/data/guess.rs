//! What a file of unknown columns may be, with a mapping to accept.

use super::questions::answer_meaning;
use super::shown::Shown;
use leptos::prelude::*;
use outturn_protocol::mapping::{MappingQuestion, Topic};

/// Each guess with the button that accepts it, the likeliest first. Nothing is shown once the file is something.
#[component]
pub fn Guesses() -> impl IntoView {
    let shown = Shown::here();
    let question = shown.part(|summary| {
        let of_guess = |ask: &&MappingQuestion| ask.topic == Topic::Guess;
        let asked = summary.asks.iter().find(of_guess);
        asked.filter(|_| summary.kind.is_none()).cloned()
    });
    let guesses = move || {
        let question = question.get()?;
        let labels = question.choices.iter().map(|choice| choice.label.clone());
        let each = labels.collect::<Vec<_>>().into_iter().enumerate();
        let each = each.map(move |(at, label)| {
            let question = question.clone();
            let accept = move |_| answer_meaning(shown, &question, at);
            let says = if at == 0 { "It looks like " } else { "Or " };
            let class = if at == 0 { "btn small primary" } else { "btn small" };
            view! {
                <div class="row">
                    <button class=class aria-label=format!("Accept the mapping: {label}") on:click=accept>"Accept the mapping"</button>
                    <span>{says}{label}</span>
                </div>
            }
        });
        let by_hand = move |_| shown.folds.mapping.set(true);
        Some(view! {
            <section class="asks" aria-label=format!("What {} may be", shown.name())>
                {each.collect_view()}
                <div class="row"><button class="btn small" on:click=by_hand>"Map it by hand"</button></div>
            </section>
        })
    };
    view! { {guesses} }
}
