//! Charts of a leader and its outcome: their correlation at every lag, and the two laid over each other.

use crate::narrative::{in_sentence, leads_by, steps};
use outturn_chart::{AxisUnit, Chart, Kind, LagChart, LagPoint, OverlayChart, Series};
use outturn_core::calendar::Grain;
use outturn_format::{Locale, period};
use outturn_leadlag::{Overlay, OverlayPoint, Ranked, Ranking, Scale};

/// The files behind leader and outcome, in a line under a picture.
fn source(files: &[&str]) -> String {
    let mut files = files.to_vec();
    files.sort_unstable();
    files.dedup();
    format!("Source: {}", files.join(", "))
}

/// The correlation of a leader at every lag, with the band of chance that the engine found; `files` are those behind leader and outcome.
/// `None` where there is no evidence to draw.
#[must_use]
pub fn lag(ranking: &Ranking, leader: &Ranked, files: &[&str], locale: &Locale) -> Option<Chart> {
    let evidence = leader.evidence?;
    let points = leader.sweep.lags.iter().map(|p| LagPoint {
        lag: p.lag,
        r: p.r,
        chance: p.chance,
    });
    let (grain, best) = (ranking.grain, leads_by(evidence.relation, ranking.grain));
    let best_label = if evidence.lag > 0 {
        format!("leads by {best}")
    } else {
        best
    };
    let outcome = in_sentence(&ranking.outcome, &ranking.outcome_label);
    Some(Chart {
        title: "How far ahead?".to_owned(),
        subtitle: format!(
            "{} against {outcome}; grey: chance at one lag",
            leader.label
        ),
        source: source(files),
        locale: *locale,
        kind: Kind::Lag(LagChart {
            points: points.collect(),
            best: Some(evidence.lag),
            best_label,
            caption: format!(
                "{}s by which {} comes first",
                grain.word(),
                in_sentence(&leader.id, &leader.label)
            ),
        }),
    })
}

/// A leader over the outcome, moved by its lag; `None` where there is no evidence to draw.
#[must_use]
pub fn overlay(
    overlay: &Overlay,
    ranking: &Ranking,
    leader: &Ranked,
    files: &[&str],
    locale: &Locale,
) -> Option<Chart> {
    let evidence = leader.evidence?;
    let grain = ranking.grain;
    let apart = match overlay.lag {
        0 => format!("Laid over each other, {} by {}", grain.word(), grain.word()),
        lag => format!(
            "Laid over each other, {} apart",
            steps(lag.unsigned_abs().into(), grain)
        ),
    };
    let (words, unit, baseline) = match overlay.scale {
        Scale::IndexedTo100 { base } => (
            format!("both indexed to 100 at {}", period(&base, locale)),
            "index",
            100.0,
        ),
        Scale::Standardised => (
            "both in standard deviations from their mean".to_owned(),
            "standard deviations",
            0.0,
        ),
    };
    let opposite = if evidence.r < 0.0 {
        "; one rises as the other falls"
    } else {
        ""
    };
    let values = |of: fn(&OverlayPoint) -> Option<f64>| overlay.points.iter().map(of).collect();
    Some(Chart {
        title: apart,
        subtitle: format!("{words}{opposite}"),
        source: source(files),
        locale: *locale,
        kind: Kind::Overlay(OverlayChart {
            unit: AxisUnit::Number(unit.to_owned()),
            grain,
            times: overlay
                .points
                .iter()
                .map(|p| p.period.start_moment())
                .collect(),
            outcome: Series::new(overlay.outcome.clone(), values(|p| p.outcome)),
            leader: Series::new(leader_name(overlay, grain), values(|p| p.leader)),
            baseline,
        }),
    })
}

/// The leader with how far it was moved: `Adoption, +2 months`.
fn leader_name(overlay: &Overlay, grain: Grain) -> String {
    let by = steps(overlay.lag.unsigned_abs().into(), grain);
    match overlay.lag.signum() {
        1 => format!("{}, +{by}", overlay.leader),
        -1 => format!("{}, −{by}", overlay.leader),
        _ => overlay.leader.clone(),
    }
}
