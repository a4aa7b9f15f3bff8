//! What a file has in common with others: rows that count once, and days that two bills cover.

use super::shown::Shown;
use leptos::prelude::*;
use outturn_metrics::Caveat;
use outturn_protocol::FileStanding;
use outturn_report::narrative::{caveat, set_aside};

/// How the file stands among the others, as far as that is known.
pub fn standing_of<T: Default + PartialEq + Send + Sync + 'static>(
    shown: Shown,
    part: impl Fn(&FileStanding) -> T + Send + Sync + 'static,
) -> Memo<T> {
    Memo::new(move |_| {
        let id = shown.id();
        shown.app.standing.with(|files| {
            let own = files.iter().find(|file| file.file == id);
            own.map(&part).unwrap_or_default()
        })
    })
}

/// One sentence for each other file.
#[component]
pub fn InCommon() -> impl IntoView {
    let shown = Shown::here();
    let locale = shown.app.locale();
    let said = standing_of(shown, move |standing| {
        let aside = standing.counted_from.iter();
        let aside = aside.map(|(other, rows)| (false, set_aside(*rows, other, &locale)));
        // That a file is there twice is said of the file itself.
        let known = standing.caveats.iter();
        let known = known.filter(|of| !matches!(of, Caveat::SameRows { .. }));
        let known = known.map(|of| (true, caveat(of, &locale)));
        aside.chain(known).collect::<Vec<_>>()
    });
    let sentence = |(warns, text): (bool, String)| match warns {
        true => view! { <p class="needing near">{format!("▲ {text}")}</p> }.into_any(),
        false => view! { <p class="quiet">{text}</p> }.into_any(),
    };
    move || said.get().into_iter().map(sentence).collect_view()
}
