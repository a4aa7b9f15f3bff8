//! One file of many, on one line.

use super::standing::Reading;
use super::timeline::timeline;
use crate::state::{App, Kept, LoadedFile, Phase, Progress};
use leptos::prelude::*;
use outturn_core::calendar::Span;
use outturn_format::{Digits, Locale, counted, percent, whole};
use outturn_protocol::{FileId, Part};

/// What a line says beside the file's name: what it is, what it covers and feeds, and how it stands.
#[component]
pub fn Line(
    /// The file.
    file: LoadedFile,
    /// The days that all files cover.
    axis: Memo<Option<Span>>,
) -> impl IntoView {
    let app = App::here();
    let phase = RwSignal::from(file.phase.clone());
    let sample = file.sample;
    let (part, feeds) = fed(app, &file.id);
    let counts = Memo::new(move |_| part.get() == Some(Part::Counts));
    let progress = RwSignal::from(file.progress.clone());
    let is_reading = Memo::new(move |_| phase.with(|phase| matches!(phase, Phase::Reading)));
    let facts = move || match is_reading.get() {
        true => view! { <div class="why"><Reading progress/></div> }.into_any(),
        false => {
            phase.with(|phase| facts(app, sample, phase, axis.get(), counts.get(), &feeds.get()))
        }
    };
    view! {
        <div class="facts">{facts}</div>
        {move || status(&file, part.get(), &app.locale())}
    }
}

/// Whether the file counts, and in which metrics.
fn fed(app: App, id: &FileId) -> (Memo<Option<Part>>, Memo<Vec<String>>) {
    let own = {
        let id = id.clone();
        Memo::new(move |_| {
            app.standing.with(|files| {
                let own = files.iter().find(|standing| standing.file == id);
                own.map(|standing| (standing.part, standing.feeds.clone()))
            })
        })
    };
    let part = Memo::new(move |_| own.with(|own| own.as_ref().map(|(part, _)| *part)));
    let feeds = Memo::new(move |_| own.get().map(|(_, feeds)| feeds).unwrap_or_default());
    (part, feeds)
}

/// What it was recognised as, how many rows are used, of which time, in which metrics.
fn facts(
    app: App,
    sample: bool,
    phase: &Phase,
    axis: Option<Span>,
    counts: bool,
    feeds: &[String],
) -> AnyView {
    let locale = app.locale();
    let Some(summary) = phase.summary() else {
        let why = match phase {
            Phase::Failed(reason) => reason.clone(),
            _ => String::new(),
        };
        return view! { <span class="why">{why}</span> }.into_any();
    };
    let rows = counted(summary.rows_read, "row", "rows", &locale);
    let rows = match summary.rows_used == summary.rows_read {
        true => rows,
        false => format!("{} of {rows}", whole(summary.rows_used, &locale)),
    };
    // That nobody knows what it is, its status says.
    let recognised = summary.kind.map(|kind| {
        let label = kind.schema().label;
        let by = (!summary.vendor.eq_ignore_ascii_case(label)).then(|| summary.vendor.clone());
        let sample = sample.then(|| view! { <span class="tag">"sample"</span> });
        view! { {label}" "{sample}{by.map(|by| view! { <span class="by">{by}</span> })} }
    });
    view! {
        <span class="what">{recognised}</span>
        <span class="n">{rows}</span>
        <span>{timeline(app, phase, axis, counts)}</span>
        <span class="feeds" title=feeds.join(", ")>{feeds_words(feeds, &locale)}</span>
    }
    .into_any()
}

/// The first metrics by name, and how many more: `Time to recover, Time to detect, +3`.
fn feeds_words(feeds: &[String], locale: &Locale) -> String {
    const NAMED: usize = 2;
    let mut words = feeds.iter().take(NAMED).cloned().collect::<Vec<_>>();
    if feeds.len() > NAMED {
        words.push(format!("+{}", whole((feeds.len() - NAMED) as u64, locale)));
    }
    words.join(", ")
}

/// How it stands, by shape, word and colour.
fn status(file: &LoadedFile, part: Option<Part>, locale: &Locale) -> impl IntoView + use<> {
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
            _ => match part {
                Some(Part::Counts) => ("counts", "●", "Counts".to_owned()),
                Some(Part::FeedsNothing) => ("plain", "○", "Feeds no metric".to_owned()),
                _ => ("plain", "●", "Read".to_owned()),
            },
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
