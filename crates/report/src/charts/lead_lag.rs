//! Charts of a leader and its outcome: their correlation at every lag, and the two laid over each other.

use crate::narrative::{compared, in_sentence, leads_by, place, steps, taken_out};
use outturn_chart::{AxisUnit, Chart, Kind, LagChart, LagPoint, OverlayChart, Series};
use outturn_format::Locale;
use outturn_leadlag::{LagUnit, Overlay, OverlayPoint, Ranked, Ranking, Transform, Verdict};

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
    let by = ranking.unit;
    let best_label = match leader.verdict {
        Verdict::Supported => format!("leads by {}", leads_by(evidence.relation, by)),
        _ => place(evidence.relation, by),
    };
    let outcome = in_sentence(&ranking.outcome, &ranking.outcome_label);
    let own = in_sentence(&leader.id, &leader.label);
    let calm = taken_out(&leader.sweep.without, &own, &outcome);
    let calm = calm.map_or_else(String::new, |calm| format!(", {calm}"));
    Some(Chart {
        title: "How far ahead?".to_owned(),
        subtitle: format!(
            "{} against {outcome}{calm}; grey: chance at one lag",
            leader.label
        ),
        source: source(files),
        locale: *locale,
        kind: Kind::Lag(LagChart {
            points: points.collect(),
            best: Some(evidence.lag),
            best_label,
            caption: format!("{}s by which {own} comes first", by.word()),
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
    leader.evidence?;
    let by = ranking.unit;
    let apart = match overlay.lag {
        0 => format!("Laid over each other, {} by {}", by.word(), by.word()),
        lag => format!(
            "Laid over each other, {} apart",
            steps(lag.unsigned_abs().into(), by)
        ),
    };
    let (own, outcome) = (
        in_sentence(&leader.id, &leader.label),
        in_sentence(&ranking.outcome, &ranking.outcome_label),
    );
    let calm = taken_out(&overlay.without, &own, &outcome);
    // Values less a pattern are no longer as they are.
    let as_they_are = overlay.transform == Transform::LEVELS && calm.is_some();
    let words = [
        (!as_they_are).then(|| compared(overlay.transform, by)),
        calm,
        Some("each in standard deviations from its mean".to_owned()),
        overlay
            .turned
            .then(|| format!("{own} upside down, as it falls when {outcome} rises")),
    ];
    let values = |of: fn(&OverlayPoint) -> Option<f64>| overlay.points.iter().map(of).collect();
    Some(Chart {
        title: apart,
        subtitle: words.into_iter().flatten().collect::<Vec<_>>().join("; "),
        source: source(files),
        locale: *locale,
        kind: Kind::Overlay(OverlayChart {
            unit: AxisUnit::Number("standard deviations".to_owned()),
            grain: ranking.grain,
            times: overlay
                .points
                .iter()
                .map(|p| p.period.start_moment())
                .collect(),
            outcome: Series::new(overlay.outcome.clone(), values(|p| p.outcome)),
            leader: Series::new(leader_name(overlay, by), values(|p| p.leader)),
            baseline: 0.0,
        }),
    })
}

/// The leader with how far it was moved: `Adoption, +2 months`.
fn leader_name(overlay: &Overlay, by: LagUnit) -> String {
    let by = steps(overlay.lag.unsigned_abs().into(), by);
    let moved = match overlay.lag.signum() {
        1 => format!("{}, +{by}", overlay.leader),
        -1 => format!("{}, −{by}", overlay.leader),
        _ => overlay.leader.clone(),
    };
    if overlay.turned {
        format!("{moved}, upside down")
    } else {
        moved
    }
}
