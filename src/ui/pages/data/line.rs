//! One file of many, on one line.

use super::file_panel::{period, recognised_as, removal};
use super::list::opener;
use super::parts::{block, live, words};
use crate::state::{App, Kept, LoadedFile, Phase, Progress};
use crate::ui::words::{counted, whole};
use leptos::prelude::*;
use outturn_format::{Digits, Locale, percent};

/// The line.
pub fn line(app: App, file: &LoadedFile) -> AnyView {
    let (own, known) = (file.clone(), file.clone());
    let facts = move || {
        own.phase
            .with(|phase| block("facts", facts(phase, &app.locale())))
    };
    let stands = move || status(&known, &app.locale());
    let (shown, phase) = (file.clone(), file.phase.clone());
    let remove = move || {
        phase.track();
        removal(app, &shown)
    };
    view! {
        <div class="line">
            <h3>{toggle(file, false)}</h3>
            {live(Box::new(facts))}
            {live(Box::new(stands))}
            {live(Box::new(remove))}
        </div>
    }
    .into_any()
}

/// The file's name, which opens and closes its panel.
pub fn toggle(file: &LoadedFile, is_open: bool) -> AnyView {
    let (name, id, unfolded) = (file.name.clone(), opener(&file.id), file.unfolded.clone());
    let pressed = {
        let id = id.clone();
        move |_| {
            unfolded.set(Some(!is_open));
            let id = id.clone();
            crate::browser::document::after(0, move || crate::browser::document::focus(&id));
        }
    };
    view! { <button class="name" id=id aria-expanded=is_open.to_string() on:click=pressed>{name}</button> }.into_any()
}

/// What it was recognised as, how many rows are used, of which time.
fn facts(phase: &Phase, locale: &Locale) -> Vec<AnyView> {
    let Some(summary) = phase.summary() else {
        return vec![words(
            "why",
            match phase {
                Phase::Failed(reason) => reason.clone(),
                _ => String::new(),
            },
        )];
    };
    let rows = counted(summary.rows_read, "row", "rows", locale);
    let rows = match summary.rows_used == summary.rows_read {
        true => rows,
        false => format!("{} of {rows}", whole(summary.rows_used, locale)),
    };
    // That nobody knows what it is, its status says.
    let recognised = summary.kind.map(|_| recognised_as(summary));
    vec![
        words("", recognised.unwrap_or_default()),
        words("n", rows),
        words(
            "",
            summary
                .span
                .map(|span| period(span, locale))
                .unwrap_or_default(),
        ),
    ]
}

/// How it stands, by shape, word and colour.
fn status(file: &LoadedFile, locale: &Locale) -> AnyView {
    let kept = file.kept.get();
    let doubled = file.twin.with(Option::is_some);
    let (class, shape, word) = file.phase.with(|phase| match phase {
        Phase::Waiting => ("plain", "○", "Waiting to be read".to_owned()),
        Phase::Reading => ("no_data", "○", reading(file.progress.get(), locale)),
        Phase::Failed(_) => ("missed", "■", "Could not be read".to_owned()),
        Phase::TooLarge => ("missed", "■", "Too large for this tab".to_owned()),
        Phase::Ready(_) if doubled => ("missed", "■", "Counts twice".to_owned()),
        Phase::Ready(summary) if summary.has_question() => {
            ("near", "▲", "Waits for an answer".to_owned())
        }
        Phase::Ready(summary) if summary.kind.is_none() => {
            ("near", "▲", "Not recognised".to_owned())
        }
        Phase::Ready(_) => match kept {
            Some(Kept::Saving | Kept::Copied) => {
                ("plain", "○", "Being saved in this browser".to_owned())
            }
            Some(Kept::No(_) | Kept::Gone) => {
                ("missed", "■", "Not kept in this browser".to_owned())
            }
            _ => ("plain", "●", "Read".to_owned()),
        },
    });
    view! { <span class=format!("status {class}")><span aria-hidden="true">{shape}</span>{word}</span> }
        .into_any()
}

fn reading(progress: Progress, locale: &Locale) -> String {
    match progress.read {
        0 => "Reading".to_owned(),
        read => {
            // Not yet all of it until it is.
            let share = (read * 100 / progress.total.max(1)) as f64 / 100.0;
            format!("Reading, {}", percent(share, Digits::Fixed(0), locale))
        }
    }
}
