//! Which of the loaded indicators lead an outcome.

use crate::engine::calendar::Grain;
use crate::engine::leadlag::{MIN_PAIRS, Overlay, RankOptions, Ranking, Series, overlay, rank};
use crate::engine::metrics::{Kind, Metric, Sources, all, loaded_series};
use crate::worker::{LeadLagAnswer, LeadLagQuestion, SeriesName};

/// Ranks every series that is loaded against the outcome, and lays the picked one over it.
pub fn answer(sources: &Sources, question: &LeadLagQuestion) -> LeadLagAnswer {
    let names = loaded_series(sources);
    let metrics = all(&names);
    let series: Vec<(&Metric<'_>, Series)> =
        metrics.iter().filter_map(|metric| Some((metric, series_of(metric, sources, question.grain)?))).collect();
    let outcome = outcome_of(&series, question.outcome.as_deref());
    let (ranking, shown) = match outcome {
        Some(outcome) => {
            let ranking = ranking_of(outcome, &series, question);
            let picked = picked(&ranking, question.overlay.as_deref());
            let shown = picked.and_then(|(id, lag)| overlay_of(outcome, &series, &id, lag).map(|o| (id, o)));
            (Some(ranking), shown)
        }
        None => (None, None),
    };
    let (picked, overlay) = shown.unzip();
    LeadLagAnswer {
        series: series.iter().map(|(_, s)| name_of(s)).collect(),
        outcome: outcome.map(|o| o.id().to_owned()),
        ranking,
        picked,
        overlay,
    }
}

fn series_of(metric: &Metric<'_>, sources: &Sources, grain: Grain) -> Option<Series> {
    let points = metric.by_period(sources, grain).ok()?;
    points.iter().any(|(_, o)| o.value.is_some()).then_some(())?;
    let label = metric.label();
    Series::new(metric.id(), label, grain, points.into_iter().map(|(period, o)| (period, o.value))).ok()
}

fn name_of(series: &Series) -> SeriesName {
    SeriesName {
        id: series.id().to_owned(),
        label: series.label().to_owned(),
        n: series.points().iter().filter(|(_, v)| v.is_some()).count(),
    }
}

/// The outcome asked for; else a lagging metric long enough to say something, else the last series, else the first.
fn outcome_of<'a>(series: &'a [(&Metric<'_>, Series)], wanted: Option<&str>) -> Option<&'a Series> {
    let long = |s: &Series| name_of(s).n >= MIN_PAIRS;
    let asked = series.iter().find(|(_, s)| Some(s.id()) == wanted);
    let lagging = || series.iter().find(|(m, s)| m.kind() == Kind::Lagging && long(s));
    let named = || {
        const OUTCOMES: [&str; 4] = ["revenue", "savings", "profit", "realgdp"];
        series.iter().find(|(_, s)| long(s) && OUTCOMES.iter().any(|o| s.label().to_lowercase().contains(o)))
    };
    asked.or_else(named).or_else(lagging).or_else(|| series.iter().rev().find(|(_, s)| long(s))).or_else(|| series.first()).map(|(_, s)| s)
}

fn ranking_of(outcome: &Series, series: &[(&Metric<'_>, Series)], question: &LeadLagQuestion) -> Ranking {
    let leaders: Vec<Series> = series
        .iter()
        .filter(|(_, s)| s.id() != outcome.id() && !question.without.iter().any(|w| w == s.id()))
        .map(|(_, s)| s.clone())
        .collect();
    let options = RankOptions {
        transform: question.transform,
        max_lag: question.max_lag as u32,
        ..RankOptions::for_grain(question.grain)
    };
    rank(outcome, &leaders, &options)
}

/// The leader asked for, else the best one, with its best lag.
fn picked(ranking: &Ranking, wanted: Option<&str>) -> Option<(String, i32)> {
    let asked = ranking.leaders.iter().find(|l| Some(l.id.as_str()) == wanted);
    let leader = asked.or_else(|| ranking.leaders.first())?;
    let lag = leader.evidence.as_ref().map(|e| e.lag).or(leader.sweep.best.map(|b| b.lag));
    Some((leader.id.clone(), lag.unwrap_or(0)))
}

fn overlay_of(outcome: &Series, series: &[(&Metric<'_>, Series)], id: &str, lag: i32) -> Option<Overlay> {
    let leader = series.iter().find(|(_, s)| s.id() == id).map(|(_, s)| s)?;
    overlay(leader, outcome, lag).ok()
}
