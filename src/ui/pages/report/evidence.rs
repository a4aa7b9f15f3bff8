//! The best leading indicator, laid over the outcome.

use super::figure::Figure;
use crate::state::App;
use crate::ui::pages::leadlag::pictures::{overlay_chart, picked};
use crate::ui::pages::scorecard::sentence;
use leptos::prelude::*;
use outturn_format::{Digits, Locale, number, percent};
use outturn_leadlag::{CONFIDENCE, Evidence as Found, Ranked, Ranking, Verdict};
use outturn_report::narrative::{Phrase, chance, lead_lag_headline, steps};

/// The section; nothing when no two series could be compared.
#[component]
pub fn Evidence() -> impl IntoView {
    let app = App::here();
    move || {
        let locale = app.locale();
        app.lead_lag.with(|answer| {
            let answer = answer.as_ref()?;
            let (ranking, leader) = (answer.ranking.as_ref()?, picked(answer)?);
            let (found, chart) = (leader.evidence?, overlay_chart(answer, &locale)?);
            Some(view! {
                <section>
                    <div class="head"><h2>"Leading → lagging"</h2><span class="quiet">{format!("outcome: {}", ranking.outcome_label)}</span></div>
                    <p class="finding">{sentence(&finding(ranking, leader, &locale))}</p>
                    <p class="quiet">{figures(&found, ranking, &locale)}</p>
                    <Figure chart=chart/>
                </section>
            })
        })
    }
}

/// What was found; of another leader than the best, what was found of that one. Never more than its verdict allows.
fn finding(ranking: &Ranking, leader: &Ranked, locale: &Locale) -> Vec<Phrase> {
    if ranking
        .leaders
        .first()
        .is_some_and(|best| best.id == leader.id)
    {
        return lead_lag_headline(ranking, locale);
    }
    let sentence = &leader.sentence;
    let said = match leader.verdict {
        Verdict::Supported => format!("{sentence}."),
        Verdict::Undecided => format!("Undecided: at best {sentence}, but that may be chance."),
        _ => format!("Not supported as a leader: {sentence}."),
    };
    vec![Phrase::plain(said)]
}

fn figures(found: &Found, ranking: &Ranking, locale: &Locale) -> String {
    let fixed = |v: f64, digits| number(v, Digits::Fixed(digits), locale);
    format!(
        "r = {}, {} from {} to {}, on {} worth {} independent ones; p = {} after paying for the {} correlations tried",
        fixed(found.r, 2),
        percent(CONFIDENCE, Digits::UpTo(0), locale),
        fixed(found.r_low, 2),
        fixed(found.r_high, 2),
        steps(found.n as u64, ranking.grain),
        fixed(found.n_effective, 0),
        chance(found.p_adjusted, locale),
        fixed(ranking.tried as f64, 0),
    )
    .replace("= <", "<")
}
