//! The best leading indicator, laid over the outcome.

use super::figure::Figure;
use crate::chart::{AxisUnit, Chart, Kind, OverlayChart, Series};
use crate::engine::leadlag::{Evidence as Found, Overlay, Ranked, Ranking, Scale, Verdict};
use crate::engine::scorecard::Card;
use crate::format::{Digits, Locale, number, sha_short};
use crate::state::App;
use crate::worker::LeadLagAnswer;
use leptos::prelude::*;

/// The section; nothing when no two series could be compared.
#[component]
pub fn Evidence() -> impl IntoView {
    let app = App::here();
    move || {
        let answer = app.lead_lag.get()?;
        let (ranking, leader, overlay) = shown(&answer)?;
        let found = leader.evidence?;
        let files = app.scorecard.with(|a| {
            a.as_ref()
                .map(|a| files(&a.cards, &[&leader.id, &ranking.outcome]))
                .unwrap_or_default()
        });
        Some(view! {
            <section>
                <div class="head"><h2>"Leading → lagging"</h2><span class="quiet">{format!("outcome: {}", ranking.outcome_label)}</span></div>
                <p class="finding">{finding(leader)}</p>
                <p class="quiet">{figures(&found, ranking)}</p>
                <Figure chart=picture(overlay, ranking, &files)/>
            </section>
        })
    }
}

/// The leader that is laid over the outcome: the one looked at, else the best.
fn shown(answer: &LeadLagAnswer) -> Option<(&Ranking, &Ranked, &Overlay)> {
    let (ranking, picked) = (answer.ranking.as_ref()?, answer.picked.as_ref()?);
    let leader = ranking.leaders.iter().find(|l| l.id == *picked)?;
    Some((ranking, leader, answer.overlay.as_ref()?))
}

/// What was found, never more than the verdict allows.
fn finding(leader: &Ranked) -> String {
    let sentence = &leader.sentence;
    match leader.verdict {
        Verdict::Supported => format!("{sentence}."),
        Verdict::Undecided => {
            format!("Undecided: at best {sentence}, and chance is not ruled out.")
        }
        _ => format!("Not supported as a leader: {sentence}."),
    }
}

fn figures(found: &Found, ranking: &Ranking) -> String {
    let two = |v: f64| number(v, Digits::Fixed(2), &Locale::EN);
    let p = if found.p_adjusted < 0.001 {
        "below 0.001".to_owned()
    } else {
        number(found.p_adjusted, Digits::Fixed(3), &Locale::EN)
    };
    format!(
        "r = {} (95 % from {} to {}), {} {}s worth {} independent ones, p {p} after paying for {} correlations tried",
        two(found.r),
        two(found.r_low),
        two(found.r_high),
        found.n,
        ranking.grain.word(),
        number(found.n_effective, Digits::Fixed(0), &Locale::EN),
        number(ranking.tried as f64, Digits::Fixed(0), &Locale::EN),
    )
}

/// The files behind these metrics, each with the beginning of its fingerprint.
fn files(cards: &[Card], ids: &[&str]) -> String {
    let mut named: Vec<String> = Vec::new();
    for file in cards
        .iter()
        .filter(|c| ids.contains(&c.id.as_str()))
        .flat_map(|c| &c.receipt.files)
    {
        let words = format!("{} ({})", file.file, sha_short(&file.sha256));
        if !named.contains(&words) {
            named.push(words);
        }
    }
    named.join(", ")
}

fn picture(overlay: &Overlay, ranking: &Ranking, files: &str) -> Chart {
    let word = ranking.grain.word();
    let plural = if overlay.lag.abs() == 1 { "" } else { "s" };
    let (unit, baseline, scale) = match overlay.scale {
        Scale::IndexedTo100 { base } => ("index", 100.0, format!("both 100 in {}", base.label())),
        Scale::Standardised => (
            "standard deviations",
            0.0,
            "both in standard deviations from their mean".to_owned(),
        ),
    };
    let (moved, name) = match overlay.lag {
        0 => (String::new(), overlay.leader.clone()),
        lag => (
            format!("{} moved by {lag:+} {word}{plural}, ", overlay.leader).replace('-', "−"),
            format!("{}, {lag:+} {word}{plural}", overlay.leader).replace('-', "−"),
        ),
    };
    let series = |name: String, of: fn(&crate::engine::leadlag::OverlayPoint) -> Option<f64>| {
        Series::new(name, overlay.points.iter().map(of).collect())
    };
    Chart {
        title: format!("{} and {}", overlay.leader, overlay.outcome),
        subtitle: format!("{moved}{scale}"),
        source: if files.is_empty() {
            String::new()
        } else {
            format!("Source: {files}")
        },
        kind: Kind::Overlay(OverlayChart {
            unit: AxisUnit::Number(unit.to_owned()),
            grain: ranking.grain,
            times: overlay
                .points
                .iter()
                .map(|p| p.period.start_moment())
                .collect(),
            outcome: series(overlay.outcome.clone(), |p| p.outcome),
            leader: series(name, |p| p.leader),
            baseline,
        }),
    }
}
