//! Two series laid over each other, the leader moved by its lag.

use super::refusal::Refusal;
use super::series::{Series, number};
use outturn_core::calendar::Period;
use outturn_core::stats::{mean, standard_deviation};
use serde::{Deserialize, Serialize};

/// What both series are at one place of the axis.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct OverlayPoint {
    /// Period of the outcome. The leader's value is from `lag` periods before.
    pub period: Period,
    /// The leader, moved.
    pub leader: Option<f64>,
    /// The outcome.
    pub outcome: Option<f64>,
}

/// What the values of an [`Overlay`] are measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scale {
    /// Both are 100 in `base`, the first period in which both are known: 120 is a fifth more than then.
    IndexedTo100 {
        /// Period of the outcome.
        base: Period,
    },
    /// Standard deviations from the mean, each over the periods in which both are known. Taken when a value is 0 or less.
    Standardised,
}

/// Two series on one scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overlay {
    /// The leader's label.
    pub leader: String,
    /// The outcome's label.
    pub outcome: String,
    /// By how many periods the leader was moved, to the later when positive.
    pub lag: i32,
    /// What the values are measured in.
    pub scale: Scale,
    /// From the first period that either has to the last. A leader reaches past the end of the outcome by its lag.
    pub points: Vec<OverlayPoint>,
}

/// Both series period by period, as they are, the leader moved by `lag` periods.
///
/// # Errors
/// [`Refusal`]: other grains, or no period in common after the move.
pub fn align(leader: &Series, outcome: &Series, lag: i32) -> Result<Vec<OverlayPoint>, Refusal> {
    if leader.grain() != outcome.grain() {
        return Err(Refusal::DifferentGrain {
            leader: leader.label().to_owned(),
            leader_grain: leader.grain(),
            outcome: outcome.label().to_owned(),
            outcome_grain: outcome.grain(),
        });
    }
    let starts = (leader.points().first(), outcome.points().first());
    let (Some(&(leader_start, _)), Some(&(origin, _))) = starts else {
        return Err(too_short(leader, outcome, 0, 1));
    };
    // Places on the axis, counted from the outcome's first period.
    let moved = number(leader_start) - number(origin) + i64::from(lag);
    let leader_end = moved + leader.points().len() as i64;
    let outcome_end = outcome.points().len() as i64;
    if moved >= outcome_end || leader_end <= 0 {
        return Err(too_short(leader, outcome, 0, 1));
    }
    let value = |series: &Series, place: i64| {
        let place = usize::try_from(place).ok()?;
        let (_, value) = *series.points().get(place)?;
        value.filter(|v| v.is_finite())
    };
    Ok((moved.min(0)..leader_end.max(outcome_end))
        .map(|place| OverlayPoint {
            period: origin.shifted(place as i32),
            leader: value(leader, place - moved),
            outcome: value(outcome, place),
        })
        .collect())
}

/// Both series on one scale, for drawing: indexed to 100, or standardised where that makes no sense.
///
/// # Errors
/// [`Refusal`]: other grains, no period (for the standardised form: fewer than two) in which both are known, or a series to
/// be standardised that does not vary.
pub fn overlay(leader: &Series, outcome: &Series, lag: i32) -> Result<Overlay, Refusal> {
    let mut points = align(leader, outcome, lag)?;
    let common: Vec<(Period, f64, f64)> = points
        .iter()
        .filter_map(|p| Some((p.period, p.leader?, p.outcome?)))
        .collect();
    let &(base, leader_base, outcome_base) = common
        .first()
        .ok_or_else(|| too_short(leader, outcome, 0, 1))?;
    let values = || points.iter().flat_map(|p| [p.leader, p.outcome]).flatten();
    let scale = if values().all(|v| v > 0.0) {
        let index = |base: f64| move |v: f64| v / base * 100.0;
        rescale(&mut points, index(leader_base), index(outcome_base));
        Scale::IndexedTo100 { base }
    } else {
        if common.len() < 2 {
            return Err(too_short(leader, outcome, common.len(), 2));
        }
        let (x, y): (Vec<f64>, Vec<f64>) = common.iter().map(|&(_, x, y)| (x, y)).unzip();
        let (by_leader, by_outcome) = (standardiser(leader, &x)?, standardiser(outcome, &y)?);
        rescale(&mut points, by_leader, by_outcome);
        Scale::Standardised
    };
    Ok(Overlay {
        leader: leader.label().to_owned(),
        outcome: outcome.label().to_owned(),
        lag,
        scale,
        points,
    })
}

fn rescale(points: &mut [OverlayPoint], leader: impl Fn(f64) -> f64, outcome: impl Fn(f64) -> f64) {
    for point in points {
        point.leader = point.leader.map(&leader);
        point.outcome = point.outcome.map(&outcome);
    }
}

/// Turns a value into standard deviations from the mean of `values`.
fn standardiser(series: &Series, values: &[f64]) -> Result<impl Fn(f64) -> f64 + use<>, Refusal> {
    let spread = mean(values).zip(standard_deviation(values));
    let (mean, deviation) = spread
        .filter(|&(mean, deviation)| deviation > mean.abs() * 1e-13)
        .ok_or_else(|| Refusal::Constant {
            series: series.label().to_owned(),
        })?;
    Ok(move |value| (value - mean) / deviation)
}

fn too_short(leader: &Series, outcome: &Series, have: usize, need: usize) -> Refusal {
    Refusal::TooShort {
        leader: leader.label().to_owned(),
        outcome: outcome.label().to_owned(),
        grain: outcome.grain(),
        have,
        need,
    }
}
