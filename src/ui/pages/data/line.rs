//! One file of many, on one line.

use super::phrases::{period, recognised_as};
use crate::state::{App, Kept, LoadedFile, Phase, Progress};
use leptos::prelude::*;
use outturn_format::{Digits, Locale, counted, percent, whole};

/// What a line says beside the file's name: what it is, and how it stands.
#[component]
pub fn Line(
    /// The file.
    file: LoadedFile,
) -> impl IntoView {
    let locale = App::here().locale();
    let phase = RwSignal::from(file.phase.clone());
    view! {
        <div class="facts">{move || phase.with(|phase| facts(phase, &locale))}</div>
        {move || status(&file, &locale)}
    }
}

/// What it was recognised as, how many rows are used, of which time.
fn facts(phase: &Phase, locale: &Locale) -> AnyView {
    let Some(summary) = phase.summary() else {
        let why = match phase {
            Phase::Failed(reason) => reason.clone(),
            _ => String::new(),
        };
        return view! { <span class="why">{why}</span> }.into_any();
    };
    let rows = counted(summary.rows_read, "row", "rows", locale);
    let rows = match summary.rows_used == summary.rows_read {
        true => rows,
        false => format!("{} of {rows}", whole(summary.rows_used, locale)),
    };
    // That nobody knows what it is, its status says.
    let recognised = summary.kind.map(|_| recognised_as(summary));
    view! {
        <span>{recognised}</span>
        <span class="n">{rows}</span>
        <span>{summary.span.map(|span| period(span, locale))}</span>
    }
    .into_any()
}

/// How it stands, by shape, word and colour.
fn status(file: &LoadedFile, locale: &Locale) -> impl IntoView + use<> {
    let kept = file.kept.get();
    let doubled = file.twin.with(Option::is_some);
    let contested = App::here().standing.with(|files| {
        let mut asking = files.iter().filter(|standing| !standing.asks.is_empty());
        asking.any(|standing| standing.file == file.id)
    });
    let (class, shape, word) = file.phase.with(|phase| match phase {
        Phase::Waiting => ("plain", "○", "Waiting to be read".to_owned()),
        Phase::Reading => ("no_data", "○", reading(file.progress.get(), locale)),
        Phase::Failed(_) => ("missed", "■", "Could not be read".to_owned()),
        Phase::TooLarge => ("missed", "■", "Too large for this tab".to_owned()),
        Phase::Ready(_) if doubled => ("missed", "■", "Counts twice".to_owned()),
        Phase::Ready(summary) if contested || summary.has_question() => {
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
