//! Which of the loaded indicators lead an outcome.
//!
//! **Missing values.** A period in which an indicator has no value stays one; nothing is carried forward to fill a shorter step.
//! That is why the step is chosen so that the outcome has values at it, and why an indicator that has none says so.

use super::rhythm::Rhythm;
use crate::engine::calendar::{Grain, Period};
use crate::engine::leadlag::{MIN_PAIRS, Overlay, RankOptions, Ranking, Series, overlay, rank};
use crate::engine::metrics::{Kind, Metric, Sources, all, loaded_series};
use crate::worker::{LeadLagAnswer, LeadLagQuestion, SeriesName};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Periods that are enough for [`MIN_PAIRS`] changes from one to the next.
const ENOUGH: usize = MIN_PAIRS + 1;

/// The longest lag that is tried, whatever is asked: beyond it a sweep tests patience and chance, not leads.
const LONGEST_LAG: usize = 120;

/// Names that outcomes go by, for a first choice among series that say nothing of their kind.
const OUTCOMES: [&str; 6] = ["revenue", "savings", "profit", "sales", "margin", "gdp"];

/// The series of what is loaded, kept from question to question; to be emptied whenever what is loaded changes.
#[derive(Default)]
pub struct Kept {
    series: BTreeMap<(String, Grain), Option<Arc<Series>>>,
    rhythms: BTreeMap<String, Option<Rhythm>>,
}

impl Kept {
    fn series(
        &mut self,
        metric: &Metric<'_>,
        sources: &Sources,
        grain: Grain,
    ) -> Option<Arc<Series>> {
        let make = || series_of(metric, sources, grain).map(Arc::new);
        self.series
            .entry((metric.id(), grain))
            .or_insert_with(make)
            .clone()
    }

    fn rhythm(&mut self, metric: &Metric<'_>, sources: &Sources) -> Option<Rhythm> {
        let make = || Rhythm::of(&series_of(metric, sources, Grain::Day)?);
        *self.rhythms.entry(metric.id()).or_insert_with(make)
    }
}

/// A metric that has values, and when.
struct Candidate<'a> {
    metric: &'a Metric<'a>,
    rhythm: Rhythm,
}

/// Ranks every series that is loaded against the outcome, and lays the picked one over it.
pub fn answer(sources: &Sources, question: &LeadLagQuestion, kept: &mut Kept) -> LeadLagAnswer {
    let names = loaded_series(sources);
    let metrics = all(&names);
    let candidates: Vec<Candidate<'_>> = metrics
        .iter()
        .filter_map(|metric| {
            Some(Candidate {
                metric,
                rhythm: kept.rhythm(metric, sources)?,
            })
        })
        .collect();
    let outcome = outcome_of(&candidates, question.outcome.as_deref());
    let grain = question
        .grain
        .or_else(|| outcome.map(|o| step_for(o, &candidates)));
    let Some((outcome, grain)) = outcome.zip(grain) else {
        return LeadLagAnswer {
            series: Vec::new(),
            outcome: None,
            grain,
            ranking: None,
            picked: None,
            overlay: None,
        };
    };
    let series: Vec<(&Candidate<'_>, Arc<Series>)> = candidates
        .iter()
        .filter_map(|c| Some((c, kept.series(c.metric, sources, grain)?)))
        .collect();
    let ranked = series
        .iter()
        .map(|(_, s)| s)
        .find(|s| s.id() == outcome.metric.id());
    let ranking = ranked.map(|outcome| ranking_of(outcome, &series, question, grain));
    let picked = ranking
        .as_ref()
        .and_then(|r| picked(r, question.overlay.as_deref()));
    LeadLagAnswer {
        series: series
            .iter()
            .map(|(c, s)| name_of(c, s, outcome, sources))
            .collect(),
        outcome: Some(outcome.metric.id()),
        grain: Some(grain),
        overlay: ranked
            .zip(picked.as_ref())
            .and_then(|(o, (id, lag))| overlay_of(o, &series, id, *lag)),
        picked: picked.map(|(id, _)| id),
        ranking,
    }
}

/// The metric by period from the first that has a value to the last: what lies outside says only that other files reach further.
fn series_of(metric: &Metric<'_>, sources: &Sources, grain: Grain) -> Option<Series> {
    let points = metric.by_period(sources, grain).ok()?;
    let values: Vec<(Period, Option<f64>)> = points
        .into_iter()
        .map(|(period, o)| (period, o.value.filter(|v| v.is_finite())))
        .collect();
    let first = values.iter().position(|(_, v)| v.is_some())?;
    let last = values.iter().rposition(|(_, v)| v.is_some())?;
    Series::new(
        metric.id(),
        metric.label(),
        grain,
        values.into_iter().take(last + 1).skip(first),
    )
    .ok()
}

fn name_of(
    candidate: &Candidate<'_>,
    series: &Series,
    outcome: &Candidate<'_>,
    sources: &Sources,
) -> SeriesName {
    let tables = candidate
        .metric
        .tables()
        .iter()
        .filter_map(|kind| sources.get(*kind));
    SeriesName {
        id: series.id().to_owned(),
        label: series.label().to_owned(),
        n: series.points().iter().filter(|(_, v)| v.is_some()).count(),
        hindrance: hindrance(candidate, series, outcome),
        files: tables
            .flat_map(|table| table.files.iter().map(|f| f.file.clone()))
            .collect(),
    }
}

/// Why a series cannot be held against the outcome at this step, where it is plain without trying.
fn hindrance(
    candidate: &Candidate<'_>,
    series: &Series,
    outcome: &Candidate<'_>,
) -> Option<String> {
    let (own, other) = (candidate.rhythm, outcome.rhythm);
    let label = series.label();
    if own.natural > series.grain() {
        let word = own.natural.word();
        return Some(format!(
            "“{label}” has values by {word} only: choose steps of a {word}."
        ));
    }
    own.span().overlap(other.span()).is_none().then(|| {
        format!(
            "“{label}” runs {}, “{}” {}: the two have no day in common.",
            own.words(),
            outcome.metric.label(),
            other.words()
        )
    })
}

/// The outcome asked for; else, of those long enough to say something, one by the name of an outcome, a lagging metric, or the
/// last; else the first there is.
fn outcome_of<'a>(
    candidates: &'a [Candidate<'a>],
    wanted: Option<&str>,
) -> Option<&'a Candidate<'a>> {
    let long = || candidates.iter().filter(|c| c.rhythm.n >= ENOUGH);
    let asked = candidates
        .iter()
        .find(|c| Some(c.metric.id().as_str()) == wanted);
    let named = |c: &&Candidate<'_>| {
        let label = c.metric.label().to_lowercase();
        OUTCOMES.iter().any(|word| label.contains(word))
    };
    asked
        .or_else(|| long().find(named))
        .or_else(|| long().find(|c| c.metric.kind() == Kind::Lagging))
        .or_else(|| long().next_back())
        .or_else(|| candidates.first())
}

/// The finest step at which the outcome has values and another series shares enough of them; else the outcome's own.
fn step_for(outcome: &Candidate<'_>, candidates: &[Candidate<'_>]) -> Grain {
    let others = || {
        candidates
            .iter()
            .filter(|c| c.metric.id() != outcome.metric.id())
    };
    let shared = |grain: Grain| {
        move |c: &Candidate<'_>| {
            c.rhythm.natural <= grain && outcome.rhythm.shared(c.rhythm, grain) >= ENOUGH
        }
    };
    Grain::ALL
        .into_iter()
        .filter(|grain| *grain >= outcome.rhythm.natural)
        .find(|grain| others().any(shared(*grain)))
        .unwrap_or(outcome.rhythm.natural)
}

fn ranking_of(
    outcome: &Series,
    series: &[(&Candidate<'_>, Arc<Series>)],
    question: &LeadLagQuestion,
    grain: Grain,
) -> Ranking {
    let leaders: Vec<Series> = series
        .iter()
        .filter(|(_, s)| s.id() != outcome.id() && !question.without.iter().any(|w| w == s.id()))
        .map(|(_, s)| s.as_ref().clone())
        .collect();
    let options = RankOptions {
        transform: question.transform,
        max_lag: question.max_lag.min(LONGEST_LAG) as u32,
        ..RankOptions::for_grain(grain)
    };
    rank(outcome, &leaders, &options)
}

/// The leader asked for, else the best one, with its best lag.
fn picked(ranking: &Ranking, wanted: Option<&str>) -> Option<(String, i32)> {
    let asked = ranking
        .leaders
        .iter()
        .find(|l| Some(l.id.as_str()) == wanted);
    let leader = asked.or_else(|| ranking.leaders.first())?;
    let lag = leader
        .evidence
        .as_ref()
        .map(|e| e.lag)
        .or(leader.sweep.best.map(|b| b.lag));
    Some((leader.id.clone(), lag.unwrap_or(0)))
}

fn overlay_of(
    outcome: &Series,
    series: &[(&Candidate<'_>, Arc<Series>)],
    id: &str,
    lag: i32,
) -> Option<Overlay> {
    let leader = series.iter().map(|(_, s)| s).find(|s| s.id() == id)?;
    overlay(leader, outcome, lag).ok()
}
