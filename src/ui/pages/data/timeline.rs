//! The time that a file covers, drawn on the axis that all files share: gaps and what does not overlap are seen.

use super::phrases::period;
use crate::state::{App, Phase};
use leptos::prelude::*;
use outturn_core::calendar::Span;
use outturn_protocol::FileId;

/// All days of all files; `None` before any file is read.
pub fn axis_of(app: App) -> Memo<Option<Span>> {
    Memo::new(move |before: Option<&Option<Span>>| {
        // Once all are read, not after each: the work of many files stays in proportion to their number.
        if app.files.tally().with(|tally| tally.reads() > 0) {
            return before.copied().flatten();
        }
        app.standing.track();
        app.files.order().with(|ids| {
            let spans = ids.iter().filter_map(|id| span_of(app, id));
            spans.reduce(Span::joined)
        })
    })
}

fn span_of(app: App, id: &FileId) -> Option<Span> {
    let file = app.files.get(id)?;
    file.phase
        .with_untracked(|phase| phase.summary().and_then(|summary| summary.span))
}

/// The days of one file on the axis, and in words. Hollow while nothing of it counts.
pub fn timeline(app: App, phase: &Phase, axis: Option<Span>, counts: bool) -> Option<AnyView> {
    let span = phase.summary()?.span?;
    let words = period(span, &app.locale());
    let bar = axis.map(|axis| {
        let share = |days: f64| 100.0 * days / axis.days().max(1.0);
        let from = share((span.start - axis.start).num_days() as f64);
        // A day of years is still seen.
        let wide = share(span.days()).max(1.0);
        view! {
            <svg class="timeline" class:hollow=!counts aria-hidden="true">
                <rect class="axis" width="100%" height="100%"/>
                <rect x=format!("{:.2}%", from.min(99.0)) width=format!("{wide:.2}%") height="100%"/>
            </svg>
        }
    });
    Some(view! { <span class="span">{bar}<span>{words}</span></span> }.into_any())
}
