//! Which of the loaded indicators lead an outcome.
//!
//! **Missing values.** A period in which an indicator has no value stays one; nothing is carried forward to fill a shorter step.
//! That is why the step is chosen so that the outcome has values at it, and why an indicator that has none says so.

use outturn_core::calendar::{Grain, Period, is_of_order};
use outturn_core::steps::pause;
use outturn_leadlag::{
    Advice, Candidate, Construction, Hindrance, Known, LONGEST_LAG, RankOptions, Ranking, Rhythm,
    Series, Transform, choose_outcome, choose_step, overlay, rank_in_steps,
};
use outturn_metrics::{Kind, Metric, Observation, Sources, all, loaded_series};
use outturn_protocol::{LeadLagAnswer, LeadLagQuestion, SeriesName};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// The series of what is loaded, cached from question to question. Make another one whenever what is loaded changes: work that is under
/// way goes on with the former one.
#[derive(Default, Clone)]
pub struct Cache(Rc<RefCell<Cached>>);

#[derive(Default)]
struct Cached {
    series: BTreeMap<(String, Grain), Option<Arc<Series>>>,
    rhythms: BTreeMap<String, Option<Rhythm>>,
}

impl Cache {
    fn series(&self, metric: &Metric<'_>, sources: &Sources, grain: Grain) -> Option<Arc<Series>> {
        let make = || series_of(metric, sources, grain).map(Arc::new);
        let mut cached = self.0.borrow_mut();
        cached
            .series
            .entry((known_as(metric), grain))
            .or_insert_with(make)
            .clone()
    }

    fn rhythm(&self, metric: &Metric<'_>, sources: &Sources) -> Option<Rhythm> {
        let make = || Rhythm::of(&series_of(metric, sources, Grain::Day)?);
        let mut cached = self.0.borrow_mut();
        *cached.rhythms.entry(known_as(metric)).or_insert_with(make)
    }
}

/// What a metric's series is kept under: all that it follows from, its name among it.
fn known_as(metric: &Metric<'_>) -> String {
    format!("{} {}", metric.label(), metric.known_as())
}

/// A candidate at the chosen step.
struct Stepped {
    series: Arc<Series>,
    hindrance: Option<Hindrance>,
}

impl Stepped {
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

/// All that a question takes of what is loaded, so that it can be answered in steps while what is loaded changes.
pub struct Gathered {
    /// The outcome's id.
    outcome: String,
    grain: Grain,
    transform: Transform,
    /// Every series at this step.
    series: Vec<Stepped>,
    names: Vec<SeriesName>,
    known: Vec<Known>,
    question: LeadLagQuestion,
}

/// Gathers the series that a question compares, the user's own metrics among them, one a step; `None` where nothing could be the outcome.
pub async fn gather(
    sources: &Sources,
    own: &[Metric<'_>],
    question: &LeadLagQuestion,
    cache: &Cache,
) -> Option<Gathered> {
    let names = loaded_series(sources);
    let mut all = all(&names);
    all.extend_from_slice(own);
    let (mut metrics, mut rhythms) = (Vec::new(), Vec::new());
    for metric in &all {
        if let Some(rhythm) = cache.rhythm(metric, sources) {
            metrics.push(metric);
            rhythms.push(rhythm);
        }
        pause().await;
    }
    let candidates: Vec<Candidate> = metrics
        .iter()
        .zip(rhythms)
        .map(|(metric, rhythm)| candidate(metric, &metrics, rhythm))
        .collect();
    let chosen = choose_outcome(&candidates, question.outcome.as_deref());
    let outcome = candidates.get(chosen?)?;
    // Steps without dates are days of no year: none is part of a week.
    let asked = question
        .grain
        .filter(|_| !is_of_order(outcome.rhythm.first));
    let grain = asked.unwrap_or_else(|| choose_step(outcome, &candidates));
    let mut stepped: Vec<(&Metric<'_>, Stepped)> = Vec::with_capacity(metrics.len());
    for (metric, candidate) in metrics.iter().zip(&candidates) {
        // Without a whole step it is still listed, and says so.
        let empty = || Series::new(metric.id(), metric.label(), grain, []).ok();
        let series = cache.series(metric, sources, grain);
        if let Some(series) = series.or_else(|| empty().map(Arc::new)) {
            let hindrance =
                Hindrance::of(&series, candidate.rhythm, &outcome.label, outcome.rhythm);
            stepped.push((*metric, Stepped { series, hindrance }));
        }
        pause().await;
    }
    let ranked = stepped.iter().find(|(_, s)| s.id() == outcome.id);
    let fitting = || ranked.map_or_else(Transform::default, |(_, o)| Transform::fitting(&o.series));
    Some(Gathered {
        transform: question.transform.unwrap_or_else(fitting),
        known: ranked.map_or_else(Vec::new, |(metric, _)| constructed(metric, &stepped)),
        names: stepped
            .iter()
            .map(|(metric, s)| name_of(metric, s, sources))
            .collect(),
        outcome: outcome.id.clone(),
        grain,
        series: stepped.into_iter().map(|(_, stepped)| stepped).collect(),
        question: question.clone(),
    })
}

impl Gathered {
    /// How many steps the ranking takes: one for each series that is compared.
    pub fn steps(&self) -> usize {
        self.leaders().count()
    }

    fn leaders(&self) -> impl Iterator<Item = &Stepped> {
        let without = &self.question.without;
        let others = self.series.iter().filter(|s| s.id() != self.outcome);
        others.filter(|s| !without.iter().any(|id| id == s.id()))
    }

    /// Ranks every series against the outcome, and overlays the picked one.
    pub async fn answer(self) -> LeadLagAnswer {
        let outcome = self.series.iter().find(|s| s.id() == self.outcome);
        let ranking = match outcome {
            Some(outcome) => Some(self.ranked(outcome).await),
            None => None,
        };
        let picked = ranking
            .as_ref()
            .and_then(|r| r.pick(self.question.overlay.as_deref()));
        LeadLagAnswer {
            overlay: outcome.zip(picked).and_then(|(outcome, picked)| {
                let leader = self.series.iter().find(|s| s.id() == picked.id)?;
                picked.evidence?;
                let (leader, outcome) = (leader.comparable(), outcome.comparable());
                overlay(&leader, &outcome, picked.lag(), self.transform).ok()
            }),
            advice: outcome.and_then(|outcome| Advice::on(&outcome.series, self.transform)),
            picked: picked.map(|leader| leader.id.clone()),
            series: self.names,
            outcome: Some(self.outcome.clone()),
            grain: Some(self.grain),
            ranking,
        }
    }

    async fn ranked(&self, outcome: &Stepped) -> Ranking {
        let leaders: Vec<Series> = self.leaders().map(Stepped::comparable).collect();
        let options = RankOptions {
            transform: self.transform,
            max_lag: self.question.max_lag.min(LONGEST_LAG) as u32,
            ..RankOptions::for_grain(self.grain)
        };
        rank_in_steps(&outcome.comparable(), &leaders, &self.known, &options).await
    }
}

fn candidate(metric: &Metric<'_>, all: &[&Metric<'_>], rhythm: Rhythm) -> Candidate {
    Candidate {
        input: all.iter().any(|other| metric.goes_into(other)),
        id: metric.id(),
        label: metric.label(),
        lagging: metric.kind() == Kind::Lagging,
        rhythm,
    }
}

/// The metric in each period that its data covers whole: the one place where what is compared is gathered.
fn gathered(
    metric: &Metric<'_>,
    sources: &Sources,
    grain: Grain,
) -> Option<Vec<(Period, Option<f64>)>> {
    let points = metric.by_whole_period(sources, grain).ok()?;
    let value = |(period, o): (Period, Observation)| (period, o.value.filter(|v| v.is_finite()));
    Some(points.into_iter().map(value).collect())
}

/// The metric by period, from the first period with a value to the last: gaps outside only mean that other files cover a longer time.
fn series_of(metric: &Metric<'_>, sources: &Sources, grain: Grain) -> Option<Series> {
    let values = gathered(metric, sources, grain)?;
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

fn name_of(metric: &Metric<'_>, stepped: &Stepped, sources: &Sources) -> SeriesName {
    let files = metric.files(sources).into_iter();
    SeriesName {
        id: stepped.id().to_owned(),
        label: stepped.series.label().to_owned(),
        n: stepped.series.known(),
        hindrance: stepped.hindrance.clone(),
        files: files.map(|file| file.file).collect(),
    }
}

/// Which of the series are made of what the outcome is made of.
fn constructed(outcome: &Metric<'_>, series: &[(&Metric<'_>, Stepped)]) -> Vec<Known> {
    let known = |(metric, other): &(&Metric<'_>, Stepped)| {
        let shared = metric.shared_with(outcome);
        (!shared.is_empty()).then(|| Known {
            leader: other.id().to_owned(),
            construction: Construction::SharedInputs(shared),
        })
    };
    series.iter().filter_map(known).collect()
}
