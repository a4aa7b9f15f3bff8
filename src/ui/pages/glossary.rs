//! What the keys do and what the words mean.

use crate::state::App;
use leptos::prelude::*;
use outturn_format::{Locale, capitalised};
use outturn_metrics::Direction;
use outturn_protocol::ExplainTerms;
use outturn_report::glossary::Term;
use outturn_report::narrative::target_words_of;

/// Keys, and what they do.
const KEYS: [(&[&str], &str); 6] = [
    (&["?"], "opens this"),
    (&["Ctrl", "Z"], "takes back the last change"),
    (&["Ctrl", "Shift", "Z"], "does it again"),
    (&["Esc"], "closes what is open: this, or a metric in detail"),
    (&["Enter"], "on a card, opens the metric in detail"),
    (&["←", "→"], "move a slider by one step"),
];

/// What the dialog holds.
#[component]
pub fn Glossary() -> impl IntoView {
    let app = App::here();
    let terms = RwSignal::new(Vec::<Term>::new());
    app.engine
        .get_value()
        .ask(&ExplainTerms, None, move |answer| {
            // It may have been closed by now.
            let _ = terms.try_set(answer.unwrap_or_default());
        });
    let (typed, set_typed) = signal(String::new());
    let found = Memo::new(move |_| {
        let typed = typed.get();
        terms.with(|terms| grouped(terms.iter().filter(|term| term.is_about(&typed)).cloned()))
    });
    let locale = app.locale();
    let groups = move || {
        let group = |(heading, terms): (String, Vec<Term>)| {
            let each = terms.into_iter().map(|term| one(term, &locale));
            view! { <section><h3>{heading}</h3><dl class="terms">{each.collect_view()}</dl></section> }
        };
        found.get().into_iter().map(group).collect_view()
    };
    let nothing = move || found.with(Vec::is_empty) && !typed.with(String::is_empty);
    let keys = KEYS.map(|(keys, does)| {
        let keys = keys.iter().map(|key| view! { <kbd>{*key}</kbd> });
        view! { <div><dt>{keys.collect_view()}</dt><dd>{does}</dd></div> }
    });
    view! {
        <section>
            <h3>"Keys"</h3>
            <dl class="keys">{keys.collect_view()}</dl>
        </section>
        <label class="find">
            <span>"Find a word"</span>
            <input type="text" autocomplete="off" on:input=move |event| set_typed.set(event_target_value(&event))/>
        </label>
        <Show when=nothing><p class="quiet" role="status">"Nothing matches."</p></Show>
        {groups}
    }
}

fn grouped(terms: impl Iterator<Item = Term>) -> Vec<(String, Vec<Term>)> {
    let mut groups: Vec<(String, Vec<Term>)> = Vec::new();
    for term in terms {
        match groups.last_mut().filter(|(group, _)| *group == term.group) {
            Some((_, terms)) => terms.push(term),
            None => groups.push((term.group.clone(), vec![term])),
        }
    }
    groups
}

fn one(term: Term, locale: &Locale) -> impl IntoView + use<> {
    let judged = term.judged.map(|(unit, good, target)| {
        let better = match good {
            Direction::Up => "more is better",
            Direction::Down => "less is better",
            Direction::Stable => "should stay where it is",
            Direction::Unset => "no side is the better one",
        };
        let target = target_words_of(&target, good, (unit, None), locale);
        format!("{}. Target: {target}. ", capitalised(better))
    });
    let formula = (!term.formula.is_empty()).then(|| view! { <p><code>{term.formula}</code></p> });
    let source = (!term.source.is_empty()).then(|| format!("Source: {}.", term.source));
    let notes = (judged.is_some() || source.is_some())
        .then(|| view! { <p class="quiet">{judged}{source}</p> });
    view! { <div><dt>{term.word}</dt><dd><p>{term.meaning}</p>{formula}{notes}</dd></div> }
}
