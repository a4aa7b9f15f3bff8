//! What a file leaves open, asked before anything is computed from it.

use super::parts::{Enter, Found, Panel, block, button, choose, labelled, para};
use crate::actions::change_mapping::{answer, read_with, set_mapping};
use crate::state::App;
use leptos::prelude::*;
use outturn_import::{MappingQuestion, Topic};
use outturn_protocol::{FileSummary, is_open};

/// All that is open, one question after the other.
pub fn open_questions(found: Found) -> AnyView {
    let (app, file) = (App::here(), Panel::here().id());
    let summary = found.get_value();
    let mut rows: Vec<AnyView> = Vec::new();
    for question in &summary.questions {
        let choices: Vec<String> = question.choices.iter().map(ToString::to_string).collect();
        let guess = question.choices.iter().position(|c| *c == question.guess);
        let (own, file) = (question.clone(), file.clone());
        let give = move |choice: usize| {
            if let Some(given) = own.choices.get(choice) {
                answer(app, &file, &own, given);
            }
        };
        rows.push(ask(
            &question.to_string(),
            &question.examples,
            &choices,
            guess,
            Box::new(give),
        ));
    }
    for question in summary.open_asks() {
        let choices: Vec<String> = question.choices.iter().map(|c| c.label.clone()).collect();
        let give = answering(app, &file, &summary, question);
        rows.push(ask(
            &question.text,
            &question.examples,
            &choices,
            question.guess,
            give,
        ));
    }
    if rows.len() > 1 {
        let take = move || take_guesses(app, &found.get_value());
        rows.push(button(
            "Take all the likeliest answers",
            None,
            Box::new(take),
        ));
    }
    view! {
        <section class="asks" aria-label=format!("Before {} is counted", summary.name)>
            <h4>"Before this is counted"</h4>
            {rows}
        </section>
    }
    .into_any()
}

/// One question: a text, what shows why it is asked, and the answers there are.
fn ask(
    text: &str,
    examples: &[String],
    choices: &[String],
    guess: Option<usize>,
    give: Box<dyn Fn(usize)>,
) -> AnyView {
    let chosen = StoredValue::new(guess.unwrap_or(0));
    let options = choices.iter().enumerate().map(|(i, label)| {
        let note = if guess == Some(i) { " (likeliest)" } else { "" };
        (i.to_string(), format!("{label}{note}"))
    });
    let choice = choose(
        text,
        options.collect(),
        &chosen.get_value().to_string(),
        Box::new(move |i| chosen.set_value(i.parse().unwrap_or(0))),
    );
    let answer = button(
        "Answer",
        Some(format!("Answer: {text}")),
        Box::new(move || give(chosen.get_value())),
    );
    let parts = vec![
        para("", text.to_owned()),
        para("quiet mono", examples.join(" · ")),
        block("row", vec![choice, answer]),
    ];
    block("ask", parts)
}

fn answering(
    app: App,
    file: &str,
    summary: &FileSummary,
    question: &MappingQuestion,
) -> Box<dyn Fn(usize)> {
    let (file, mapping, own) = (file.to_owned(), summary.mapping.clone(), question.clone());
    Box::new(move |choice| {
        if let Some(mapping) = own.answer(mapping.as_ref(), choice) {
            set_mapping(app, &file, mapping);
        }
    })
}

/// First what the file's writing leaves open: what its meaning does may follow from it.
fn take_guesses(app: App, summary: &FileSummary) {
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

/// Questions that nothing waits for, with the answer that holds: to be changed, or passed over.
pub fn settled_questions(found: Found) -> AnyView {
    let (app, file) = (App::here(), Panel::here().id());
    let summary = found.get_value();
    let Some(mapping) = summary.mapping.clone() else {
        return block("", Vec::new());
    };
    let rows = summary
        .asks
        .iter()
        .filter(|q| !q.is_open(&mapping))
        .map(|question| {
            // The answer that changes nothing any more is the one that holds.
            let holds = |i: &usize| question.answer(Some(&mapping), *i).as_ref() == Some(&mapping);
            let holding = (0..question.choices.len()).find(holds);
            let text = match question.topic {
                Topic::CostBasis => "Cost basis",
                Topic::Currency => "Currency",
                _ => question.text.as_str(),
            };
            let mut options: Vec<(String, String)> = Vec::new();
            if holding.is_none() {
                options.push((String::new(), "–".to_owned()));
            }
            options.extend(
                question
                    .choices
                    .iter()
                    .enumerate()
                    .map(|(i, c)| (i.to_string(), c.label.clone())),
            );
            let give = answering(app, &file, &summary, question);
            let enter: Enter = Box::new(move |i| {
                if let Ok(i) = i.parse() {
                    give(i);
                }
            });
            let chosen = holding.map(|i| i.to_string()).unwrap_or_default();
            labelled(text, choose(text, options, &chosen, enter))
        });
    block("row", rows.collect())
}
