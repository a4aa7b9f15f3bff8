//! From a ranking to charts.

use outturn_chart::{AxisUnit, Chart, Kind, LagChart, LagPoint, OverlayChart, Series};
use outturn_format::{Locale, period};
use outturn_leadlag::{Overlay, Ranked, Scale};
use outturn_protocol::LeadLagAnswer;
use outturn_report::narrative::{in_sentence, leads_by, steps};

/// The picked leader.
pub fn picked(answer: &LeadLagAnswer) -> Option<&Ranked> {
    let ranking = answer.ranking.as_ref()?;
    ranking
        .leaders
        .iter()
        .find(|l| Some(&l.id) == answer.picked.as_ref())
}

/// Why the picked leader cannot be drawn: a sentence.
pub fn hindrance(answer: &LeadLagAnswer) -> Option<String> {
    let leader = picked(answer)?;
    let name = answer.series.iter().find(|s| s.id == leader.id);
    name.and_then(|s| s.hindrance.as_ref().map(ToString::to_string))
        .or_else(|| Some(leader.sentence.clone()))
}

/// The files behind leader and outcome, in a line under a picture.
fn source(answer: &LeadLagAnswer) -> String {
    let named = |id: &Option<String>| answer.series.iter().find(|s| Some(&s.id) == id.as_ref());
    let mut files: Vec<&str> = [&answer.outcome, &answer.picked]
        .into_iter()
        .filter_map(named)
        .flat_map(|s| s.files.iter().map(String::as_str))
        .collect();
    files.sort();
    files.dedup();
    format!("Source: {}", files.join(", "))
}

/// The correlation of the picked leader at every lag.
pub fn lag_chart(answer: &LeadLagAnswer, locale: &Locale) -> Option<Chart> {
    let leader = picked(answer)?;
    let ranking = answer.ranking.as_ref()?;
    let evidence = leader.evidence?;
    // How many independent periods one period is worth is the same at every lag.
    let worth = evidence.n_effective / evidence.n as f64;
    let points = leader.sweep.lags.iter().map(|p| LagPoint {
        lag: p.lag,
        r: p.r,
        chance: p.r.map(|_| (1.96 / (p.n as f64 * worth).sqrt()).min(1.0)),
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
        source: source(answer),
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

/// The picked leader over the outcome, moved by its lag.
pub fn overlay_chart(answer: &LeadLagAnswer, locale: &Locale) -> Option<Chart> {
    let overlay = answer.overlay.as_ref()?;
    let ranking = answer.ranking.as_ref()?;
    let evidence = picked(answer)?.evidence?;
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
    let values = |of: fn(&outturn_leadlag::OverlayPoint) -> Option<f64>| {
        overlay.points.iter().map(of).collect()
    };
    Some(Chart {
        title: apart,
        subtitle: format!("{words}{opposite}"),
        source: source(answer),
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
fn leader_name(overlay: &Overlay, grain: outturn_core::calendar::Grain) -> String {
    let by = steps(overlay.lag.unsigned_abs().into(), grain);
    match overlay.lag.signum() {
        1 => format!("{}, +{by}", overlay.leader),
        -1 => format!("{}, −{by}", overlay.leader),
        _ => overlay.leader.clone(),
    }
}
