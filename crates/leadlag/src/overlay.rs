//! Two series laid over each other, the leader moved by its lag: what was compared, drawn.

use super::prepare::{Prepared, Transform};
use super::refusal::Refusal;
use super::season::Season;
use super::series::{Series, number};
use outturn_core::calendar::Period;
use outturn_core::stats::{mean, pearson, standard_deviation};
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

/// Two series on one scale: standard deviations from the mean, each over the periods in which both are known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overlay {
    /// The leader's label.
    pub leader: String,
    /// The outcome's label.
    pub outcome: String,
    /// By how many periods the leader was moved, to the later when positive.
    pub lag: i32,
    /// What was compared, and is drawn: values, or differences.
    pub transform: Transform,
    /// The patterns of the calendar that were taken out, of the leader and of the outcome.
    pub without: (Vec<Season>, Vec<Season>),
    /// Whether the leader is turned upside down, as one falls when the other rises.
    pub turned: bool,
    /// From the first period that either has to the last. A leader reaches past the end of the outcome by its lag.
    pub points: Vec<OverlayPoint>,
}

/// Values by period from `start` on.
struct Track {
    start: Period,
    values: Vec<Option<f64>>,
}

impl Track {
    fn of(series: &Series) -> Option<Self> {
        let values = series.points().iter().map(|(_, v)| *v);
        Some(Self {
            start: series.points().first()?.0,
            values: values.map(|v| v.filter(|v| v.is_finite())).collect(),
        })
    }

    fn prepared(of: &Prepared) -> Option<Self> {
        let known = |v: &f64| v.is_finite().then_some(*v);
        Some(Self {
            start: of.start?,
            values: of.values.iter().map(known).collect(),
        })
    }

    fn at(&self, place: i64) -> Option<f64> {
        let place = usize::try_from(place).ok()?;
        self.values.get(place).copied().flatten()
    }

    /// Both period by period, the leader moved; `None` without a period in common after the move.
    fn beside(&self, outcome: &Self, lag: i32) -> Option<Vec<OverlayPoint>> {
        // Places on the axis, counted from the outcome's first period.
        let moved = number(self.start) - number(outcome.start) + i64::from(lag);
        let leader_end = moved + self.values.len() as i64;
        let outcome_end = outcome.values.len() as i64;
        let meet = moved < outcome_end && leader_end > 0;
        let places = moved.min(0)..leader_end.max(outcome_end);
        let point = |place: i64| OverlayPoint {
            period: outcome.start.shifted(place as i32),
            leader: self.at(place - moved),
            outcome: outcome.at(place),
        };
        meet.then(|| places.map(point).collect())
    }
}

/// Both series period by period, as they are, the leader moved by `lag` periods.
///
/// # Errors
/// [`Refusal`]: other grains, or no period in common after the move.
pub fn align(leader: &Series, outcome: &Series, lag: i32) -> Result<Vec<OverlayPoint>, Refusal> {
    laid(
        (leader, outcome),
        (Track::of(leader), Track::of(outcome)),
        lag,
    )
}

fn laid(
    (leader, outcome): (&Series, &Series),
    tracks: (Option<Track>, Option<Track>),
    lag: i32,
) -> Result<Vec<OverlayPoint>, Refusal> {
    if leader.grain() != outcome.grain() {
        return Err(Refusal::DifferentGrain {
            leader: leader.label().to_owned(),
            leader_grain: leader.grain(),
            outcome: outcome.label().to_owned(),
            outcome_grain: outcome.grain(),
        });
    }
    let points = match tracks {
        (Some(x), Some(y)) => x.beside(&y, lag),
        _ => None,
    };
    points.ok_or_else(|| too_short(leader, outcome, 0, 1))
}

/// Both series on one scale, for drawing: what is compared of each, standardised, so that the two lie over each other where they go
/// together. Where one rises as the other falls, the leader is upside down.
///
/// # Errors
/// [`Refusal`]: other grains, fewer than two periods in which both are known, or a series that does not vary over those.
pub fn overlay(
    leader: &Series,
    outcome: &Series,
    lag: i32,
    transform: Transform,
) -> Result<Overlay, Refusal> {
    let (x, y) = (
        Prepared::new(leader, transform),
        Prepared::new(outcome, transform),
    );
    let (x, y) = Prepared::pair(&x, &y);
    let tracks = (Track::prepared(&x), Track::prepared(&y));
    let mut points = laid((leader, outcome), tracks, lag)?;
    let common = points.iter().filter_map(|p| p.leader.zip(p.outcome));
    let (xs, ys): (Vec<f64>, Vec<f64>) = common.unzip();
    if xs.len() < 2 {
        return Err(too_short(leader, outcome, xs.len(), 2));
    }
    let by_leader = standardiser(leader, &x, &xs)?;
    let by_outcome = standardiser(outcome, &y, &ys)?;
    let turned = pearson(&xs, &ys).is_some_and(|r| r < 0.0);
    let side = if turned { -1.0 } else { 1.0 };
    for point in &mut points {
        point.leader = point.leader.map(|v| side * by_leader(v));
        point.outcome = point.outcome.map(&by_outcome);
    }
    Ok(Overlay {
        leader: leader.label().to_owned(),
        outcome: outcome.label().to_owned(),
        lag,
        transform,
        without: (x.calm.seasons(), y.calm.seasons()),
        turned,
        points,
    })
}

/// Turns a value into standard deviations from the mean of `values`.
fn standardiser(
    series: &Series,
    prepared: &Prepared,
    values: &[f64],
) -> Result<impl Fn(f64) -> f64 + use<>, Refusal> {
    let spread = mean(values).zip(standard_deviation(values));
    let (mean, deviation) = spread
        .filter(|&(mean, deviation)| !prepared.constant && deviation > mean.abs() * 1e-13)
        .ok_or_else(|| Refusal::Constant {
            series: series.label().to_owned(),
        })?;
    Ok(move |value| (value - mean) / deviation)
}

fn too_short(leader: &Series, outcome: &Series, have: usize, need: usize) -> Refusal {
    Refusal::TooShort {
        leader: leader.label().to_owned(),
        outcome: outcome.label().to_owned(),
        unit: outcome.unit(),
        have,
        calendar: 0,
        need,
    }
}
