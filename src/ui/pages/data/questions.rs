//! What a file leaves open, asked before anything is computed from it.

use super::answer_cards::{AnswerCards, Offered};
use super::in_common::standing_of;
use super::shown::Shown;
use crate::actions::change_mapping::{answer, read_with, set_mapping};
use crate::state::App;
use crate::ui::components::{Choice, Select};
use leptos::prelude::*;
use outturn_format::capitalised;
use outturn_protocol::mapping::{Answer, Mapping, MappingQuestion, Question, Topic};
use outturn_protocol::{FileSummary, is_open};

/// What is asked: about the file's writing, or about what it means.
#[derive(Clone, PartialEq)]
enum Asked {
    Writing(Question),
    Meaning(MappingQuestion),
}

/// A question as it is shown. One that differs in any of this is another question, in which nothing is chosen yet.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Words {
    text: String,
    examples: Vec<String>,
    choices: Vec<String>,
    guess: Option<usize>,
}

impl Asked {
    fn all(summary: &FileSummary) -> Vec<Self> {
        let writing = summary.questions.iter().cloned().map(Self::Writing);
        let meaning = summary.open_asks().cloned().map(Self::Meaning);
        writing.chain(meaning).collect()
    }

    fn words(&self) -> Words {
        match self {
            Self::Writing(question) => Words {
                text: question.to_string(),
                examples: question.examples.clone(),
                choices: question.choices.iter().map(ToString::to_string).collect(),
                guess: question.choices.iter().position(|c| *c == question.guess),
            },
            Self::Meaning(question) => Words {
                text: question.text.clone(),
                examples: question.examples.clone(),
                choices: question.choices.iter().map(|c| c.label.clone()).collect(),
                guess: question.guess,
            },
        }
    }

    /// The answers, with what cells become under each.
    fn offered(&self) -> Vec<Offered> {
        let offered = |(label, readings)| Offered { label, readings };
        match self {
            Self::Writing(question) => {
                let choices = question.choices.iter();
                let choices = choices.map(|c| (c.to_string(), question.readings(c)));
                choices.map(offered).collect()
            }
            Self::Meaning(question) => {
                let choices = question.choices.iter().enumerate();
                let choices = choices.map(|(at, c)| (c.label.clone(), question.readings(at)));
                choices.map(offered).collect()
            }
        }
    }

    fn answer(&self, shown: Shown, choice: usize) {
        match self {
            Self::Writing(question) => {
                if let Some(given) = question.choices.get(choice) {
                    answer(shown.app, &shown.id(), question, given);
                }
            }
            Self::Meaning(question) => answer_meaning(shown, question, choice),
        }
    }
}

/// Gives an answer about what a file means.
pub fn answer_meaning(shown: Shown, question: &MappingQuestion, choice: usize) {
    let mapping = shown.mapping.get_untracked();
    if let Some(mapping) = question.answer(mapping.as_ref(), choice) {
        // The day that they begin on is to be chosen now.
        if mapping.lacks_start() {
            shown.folds.mapping.set(true);
        }
        set_mapping(shown.app, &shown.id(), mapping);
    }
}

/// All that is open, one question after the other.
#[component]
pub fn OpenQuestions() -> impl IntoView {
    let shown = Shown::here();
    let of_file = shown.part(Asked::all);
    let contested = standing_of(shown, |standing| standing.asks.clone());
    let asked = Memo::new(move |_| {
        let contested = contested.get().into_iter().map(Asked::Meaning);
        of_file
            .get()
            .into_iter()
            .chain(contested)
            .collect::<Vec<_>>()
    });
    let several = Memo::new(move |_| asked.with(Vec::len) > 1);
    // What all the likeliest answers together take for granted.
    let assumed = move || {
        let guess = |asked: &Asked| {
            let words = asked.words();
            let answer = words.choices.get(words.guess?)?;
            Some(format!("{} {}", words.text, capitalised(answer)))
        };
        let assumed: Vec<String> = asked.with(|all| all.iter().filter_map(guess).collect());
        let items = assumed.into_iter().map(|one| view! { <li>{one}</li> });
        items.collect_view()
    };
    let take = move |_| {
        if let Some(summary) = shown.summary.get_untracked() {
            take_guesses(shown.app, &summary);
        }
    };
    view! {
        <section class="asks" aria-label=format!("Before {} is counted", shown.name())>
            <h4>"Before this is counted"</h4>
            <For each=move || asked.get() key=Asked::words let(asked)>
                <Ask asked/>
            </For>
            <Show when=move || several.get()>
                <div class="assumed">
                    <button class="btn small" on:click=take>"Take all the likeliest answers"</button>
                    <p class="quiet">"They assume:"</p>
                    <ul class="quiet">{assumed}</ul>
                </div>
            </Show>
        </section>
    }
}

/// One question: a text, what shows why it is asked, and the answers there are.
#[component]
fn Ask(asked: Asked) -> impl IntoView {
    let shown = Shown::here();
    let words = asked.words();
    let chosen = RwSignal::new(words.guess.unwrap_or(0));
    let offered = asked.offered();
    // Cells that stand beside what they become are not told twice.
    let examples = offered.iter().all(|answer| answer.readings.is_empty());
    let examples = examples.then(|| words.examples.join(" · "));
    let give = move |_| asked.answer(shown, chosen.get_untracked());
    view! {
        <div class="ask">
            <p>{words.text.clone()}</p>
            {examples.map(|examples| view! { <p class="quiet mono">{examples}</p> })}
            <AnswerCards text=words.text.clone() offered guess=words.guess chosen/>
            <div class="row">
                <button class="btn small primary" aria-label=format!("Answer: {}", words.text) on:click=give>"Answer"</button>
            </div>
        </div>
    }
}

/// First what the file's writing leaves open: what its meaning does may follow from it.
fn take_guesses(app: App, summary: &FileSummary) {
    if let Some((question, sheets)) = all_sheets(summary) {
        return answer(app, &summary.file, question, sheets);
    }
    if !summary.questions.is_empty() {
        read_with(app, &summary.file, |options| {
            for question in &summary.questions {
                options.answer(question, &question.guess);
            }
        });
        return;
    }
    let mut mapping = summary.mapping.clone();
    for question in &summary.asks {
        if let Some(guess) = question
            .guess
            .filter(|_| is_open(question, mapping.as_ref()))
        {
            mapping = question.answer(mapping.as_ref(), guess).or(mapping);
        }
    }
    if let Some(mapping) = mapping {
        set_mapping(app, &summary.file, mapping);
    }
}

/// The question whose likeliest answer makes files of the sheets of a workbook: they ask again what else is open.
fn all_sheets(summary: &FileSummary) -> Option<(&Question, &Answer)> {
    let mut questions = summary.questions.iter();
    let all = questions.find(|question| matches!(question.guess, Answer::Sheets(_)))?;
    Some((all, &all.guess))
}

/// Questions that nothing waits for, with the answer that holds: to be changed, or passed over.
#[component]
pub fn SettledQuestions() -> impl IntoView {
    let shown = Shown::here();
    let asks = shown.part(|summary| summary.asks.clone());
    let settled = Memo::new(move |_| {
        let settled = |mapping: &Mapping| {
            let asks = asks.get().into_iter();
            let settled =
                |ask: &MappingQuestion| ask.topic != Topic::Guess && !ask.is_open(mapping);
            asks.filter(settled).collect::<Vec<_>>()
        };
        shown
            .mapping
            .with(|m| m.as_ref().map(settled))
            .unwrap_or_default()
    });
    view! {
        <div class="row">
            <For each=move || settled.get() key=|question| Asked::Meaning(question.clone()).words() let(question)>
                <Settled question/>
            </For>
        </div>
    }
}

#[component]
fn Settled(question: MappingQuestion) -> impl IntoView {
    let shown = Shown::here();
    let text = match question.topic {
        Topic::CostBasis => "Cost basis".to_owned(),
        Topic::Currency => "Currency".to_owned(),
        _ => question.text.clone(),
    };
    let choices = question.choices.iter().map(|choice| choice.label.clone());
    let choices: Vec<String> = choices.collect();
    // The answer that changes nothing any more is the one that holds.
    let holding = {
        let question = question.clone();
        Memo::new(move |_| {
            let mapping = shown.mapping.get();
            let holds = |i: &usize| question.answer(mapping.as_ref(), *i) == mapping;
            (0..question.choices.len()).find(holds)
        })
    };
    let options = Memo::new(move |_| {
        let unknown = holding.get().is_none();
        let unknown = unknown.then(|| (String::new(), "–".to_owned()));
        let choices = choices.iter().enumerate();
        let choices = choices.map(|(i, label)| (i.to_string(), label.clone()));
        unknown.into_iter().chain(choices).collect::<Vec<Choice>>()
    });
    let value = move || holding.get().map(|i| i.to_string()).unwrap_or_default();
    let choose = move |i: String| {
        if let Ok(i) = i.parse() {
            answer_meaning(shown, &question, i);
        }
    };
    view! {
        <label class="chip">
            {text.clone()}" "
            <Select label=text options value=Signal::derive(value) on_choose=choose/>
        </label>
    }
}
