//! Which of the loaded indicators lead an outcome.
//!
//! **Missing values.** A period in which an indicator has no value stays one; nothing is carried forward to fill a shorter step.
//! That is why the step is chosen so that the outcome has values at it, and why an indicator that has none says so.

use super::rhythm::Rhythm;
use outturn_core::calendar::{DENSE, Grain, Period};
use outturn_core::stats::autocorrelation_pairwise;
use outturn_leadlag::{MIN_PAIRS, Overlay, RankOptions, Ranking, Series, Transform, overlay, rank};
use outturn_metrics::{Kind, Metric, Sources, all, loaded_series};
use outturn_protocol::{Advice, Hindrance, LeadLagAnswer, LeadLagQuestion, SeriesName};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Periods that are enough for [`MIN_PAIRS`] changes from one to the next.
const ENOUGH: usize = MIN_PAIRS + 1;

/// The longest lag that is tried, whatever is asked: longer sweeps take long and find chance matches.
const LONGEST_LAG: usize = 120;

/// Words in the names of outcomes, for a first choice among series that do not say whether they lead or lag.
const OUTCOMES: [&str; 6] = ["revenue", "savings", "profit", "sales", "margin", "gdp"];

/// The series of what is loaded, cached from question to question. Clear it whenever what is loaded changes.
#[derive(Default)]
pub struct Cache {
    series: BTreeMap<(String, Grain), Option<Arc<Series>>>,
    rhythms: BTreeMap<String, Option<Rhythm>>,
}

impl Cache {
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

/// A candidate at the chosen step.
struct Stepped<'a> {
    candidate: &'a Candidate<'a>,
    series: Arc<Series>,
    hindrance: Option<Hindrance>,
}

impl Stepped<'_> {
    fn id(&self) -> &str {
        self.series.id()
    }

    /// What the ranking sees. A series that cannot be compared with the outcome is empty, so that a handful of its values is not taken
    /// for a finding.
    fn comparable(&self) -> Series {
        let comparable = self.hindrance.is_none();
        let (id, label, grain) = (self.id(), self.series.label(), self.series.grain());
        let points = self.series.points().iter().copied().filter(|_| comparable);
        // Points of a series make a series.
        Series::new(id, label, grain, points).unwrap_or_else(|_| self.series.as_ref().clone())
    }
}

/// Ranks every loaded series against the outcome, and overlays the picked one.
pub fn answer(sources: &Sources, question: &LeadLagQuestion, cache: &mut Cache) -> LeadLagAnswer {
    let names = loaded_series(sources);
    let metrics = all(&names);
    let candidates: Vec<Candidate<'_>> = metrics
        .iter()
        .filter_map(|metric| {
            let rhythm = cache.rhythm(metric, sources)?;
            Some(Candidate { metric, rhythm })
        })
        .collect();
    let Some(outcome) = outcome_of(&candidates, question.outcome.as_deref()) else {
        return LeadLagAnswer::default();
    };
    let grain = question
        .grain
        .unwrap_or_else(|| step_for(outcome, &candidates));
    let series: Vec<Stepped<'_>> = candidates
        .iter()
        .filter_map(|candidate| {
            let series = cache.series(candidate.metric, sources, grain)?;
            let hindrance = hindrance(candidate, &series, outcome);
            Some(Stepped {
                candidate,
                series,
                hindrance,
            })
        })
        .collect();
    let outcome_id = outcome.metric.id();
    let ranked = series.iter().find(|s| s.id() == outcome_id);
    let transform = question
        .transform
        .unwrap_or_else(|| ranked.map_or_else(Transform::default, |o| fitting(&o.series)));
    let ranking = ranked.map(|outcome| ranking_of(outcome, &series, question, transform));
    let picked = ranking
        .as_ref()
        .and_then(|r| picked(r, question.overlay.as_deref()));
    LeadLagAnswer {
        overlay: ranked
            .zip(picked.as_ref())
            .and_then(|(outcome, (id, lag))| overlay_of(outcome, &series, id, *lag)),
        advice: ranked.and_then(|outcome| advice(&outcome.series, transform)),
        series: series.iter().map(|s| name_of(s, sources)).collect(),
        outcome: Some(outcome_id),
        grain: Some(grain),
        picked: picked.map(|(id, _)| id),
        ranking,
    }
}

/// The metric by period, from the first period with a value to the last: gaps outside only mean that other files cover a longer time.
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

fn name_of(stepped: &Stepped<'_>, sources: &Sources) -> SeriesName {
    let kinds = stepped.candidate.metric.tables().into_iter();
    SeriesName {
        id: stepped.id().to_owned(),
        label: stepped.series.label().to_owned(),
        n: known(&stepped.series),
        hindrance: stepped.hindrance.clone(),
        files: kinds
            .filter_map(|kind| sources.get(kind))
            .flat_map(|table| table.files().map(|f| f.file.clone()))
            .collect(),
    }
}

fn known(series: &Series) -> usize {
    series.points().iter().filter(|(_, v)| v.is_some()).count()
}

/// Why a series cannot be compared with the outcome at this step, where that is clear without trying.
fn hindrance(
    candidate: &Candidate<'_>,
    series: &Series,
    outcome: &Candidate<'_>,
) -> Option<Hindrance> {
    let (own, other, grain) = (candidate.rhythm, outcome.rhythm, series.grain());
    let label = series.label().to_owned();
    if own.natural > grain && known(series) * 2 < series.points().len() {
        return Some(Hindrance::LongerSteps {
            label,
            grain: own.natural,
        });
    }
    (!own.meets(other, grain)).then(|| Hindrance::OtherTime {
        label,
        runs: own.words(),
        outcome: outcome.metric.label(),
        outcome_runs: other.words(),
    })
}

/// Differences, which do not mistake common growth for a link; levels where differences would only add noise.
fn fitting(outcome: &Series) -> Transform {
    match advice(outcome, Transform::DIFFERENCES) {
        Some(Advice::CompareLevels { .. }) => Transform::LEVELS,
        _ => Transform::DIFFERENCES,
    }
}

/// Whether the other way of comparing would say more about this outcome. The bounds are rules of thumb: differences of independent
/// values have an autocorrelation of −0.5, and a series that drifts has one near 1.
fn advice(outcome: &Series, transform: Transform) -> Option<Advice> {
    let values: Vec<Option<f64>> = outcome.points().iter().map(|(_, v)| *v).collect();
    let changes: Vec<Option<f64>> = values.windows(2).map(|w| Some(w[1]? - w[0]?)).collect();
    let of_values = autocorrelation_pairwise(&values)?;
    let of_changes = autocorrelation_pairwise(&changes)?;
    match transform.differences {
        true if of_changes < -0.4 && of_values < 0.5 => Some(Advice::CompareLevels {
            autocorrelation: of_changes,
        }),
        false if of_values > 0.8 => Some(Advice::CompareDifferences {
            autocorrelation: of_values,
        }),
        _ => None,
    }
}

/// The outcome asked for. Otherwise, of those with enough values: one named like an outcome, a lagging metric, or the last one.
/// Otherwise the first of all.
fn outcome_of<'a>(
    candidates: &'a [Candidate<'a>],
    wanted: Option<&str>,
) -> Option<&'a Candidate<'a>> {
    let long = || candidates.iter().filter(|c| c.rhythm.n >= ENOUGH);
    let asked = candidates
        .iter()
        .find(|c| Some(c.metric.id().as_str()) == wanted);
    let named = |c: &&Candidate<'_>| {
        let label = c.metric.label().to_ascii_lowercase();
        OUTCOMES.iter().any(|word| label.contains(word))
    };
    asked
        .or_else(|| long().find(named))
        .or_else(|| long().find(|c| c.metric.kind() == Kind::Lagging))
        .or_else(|| long().next_back())
        .or_else(|| candidates.first())
}

/// The finest step, not finer than the outcome's own, at which nearly as many series can be compared with it as at any step.
fn step_for(outcome: &Candidate<'_>, candidates: &[Candidate<'_>]) -> Grain {
    let comparable = |grain: Grain| {
        let others = candidates
            .iter()
            .filter(|c| c.metric.id() != outcome.metric.id());
        let fit = |c: &&Candidate<'_>| {
            c.rhythm.natural <= grain && outcome.rhythm.shared(c.rhythm, grain) >= ENOUGH
        };
        others.filter(fit).count()
    };
    let steps: Vec<(Grain, usize)> = Grain::ALL
        .into_iter()
        .filter(|grain| *grain >= outcome.rhythm.natural)
        .map(|grain| (grain, comparable(grain)))
        .collect();
    let most = steps.iter().map(|(_, n)| *n).max().unwrap_or(0);
    let enough = |(_, n): &&(Grain, usize)| *n > 0 && *n as f64 >= DENSE * most as f64;
    steps
        .iter()
        .find(enough)
        .map_or(outcome.rhythm.natural, |(grain, _)| *grain)
}

fn ranking_of(
    outcome: &Stepped<'_>,
    series: &[Stepped<'_>],
    question: &LeadLagQuestion,
    transform: Transform,
) -> Ranking {
    let leaders: Vec<Series> = series
        .iter()
        .filter(|s| s.id() != outcome.id() && !question.without.iter().any(|w| w == s.id()))
        .map(Stepped::comparable)
        .collect();
    let options = RankOptions {
        transform,
        max_lag: question.max_lag.min(LONGEST_LAG) as u32,
        ..RankOptions::for_grain(outcome.series.grain())
    };
    rank(&outcome.comparable(), &leaders, &options)
}

/// The leader asked for, otherwise the best one, with its best lag.
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
    outcome: &Stepped<'_>,
    series: &[Stepped<'_>],
    id: &str,
    lag: i32,
) -> Option<Overlay> {
    let leader = series.iter().find(|s| s.id() == id)?;
    overlay(&leader.comparable(), &outcome.comparable(), lag).ok()
}
