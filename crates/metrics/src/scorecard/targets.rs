//! What a card is held against: the user's number, a series by period, a band of a benchmark, the data's column, or the default.

use super::card::{Card, TargetOrigin};
use super::{MetricSettings, Settings, said};
use crate::{Benchmark, Direction, Edition, Metric, Sources, Target, Thresholds};
use outturn_core::calendar::Span;
use serde::{Deserialize, Serialize};

/// Where the user takes a target from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetFrom {
    /// Their own number; without one the data's `target` column, or else the catalogue.
    #[default]
    Usual,
    /// The value of a series in the period of the card, by the id of the series.
    Series(String),
    /// A band of a benchmark.
    Band {
        /// The report.
        edition: Edition,
        /// The name of the band.
        band: String,
    },
}

/// Who agreed to a target, and when.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Agreement {
    /// Who; empty where nobody has said.
    pub by: String,
    /// On which day, as `2026-01-14`; empty where that is not known.
    pub on: String,
}

impl Agreement {
    /// Whether nothing is said of it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by.is_empty() && self.on.is_empty()
    }
}

/// One of the two bounds of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// From where on it is met.
    Met,
    /// Past where it is missed.
    Missed,
}

/// A tolerance was set where there is no target for it to be one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToleranceAlone;

impl Bound {
    /// A target with this bound set, or with `None` cleared; the other stays as it is. Without the bound of being met there is no target,
    /// without that of being missed no near.
    ///
    /// # Errors
    /// [`ToleranceAlone`] where there is no target yet: how far past nothing a value may go says nothing.
    ///
    /// ```
    /// use outturn_metrics::Thresholds;
    /// use outturn_metrics::scorecard::{Bound, ToleranceAlone};
    /// let target = Bound::Met.set(None, Some(0.3)).unwrap();
    /// assert_eq!(target, Some(Thresholds { met: 0.3, missed: 0.3 }));
    /// let both = Bound::Missed.set(target, Some(0.5)).unwrap();
    /// assert_eq!(both, Some(Thresholds { met: 0.3, missed: 0.5 }));
    /// assert_eq!(Bound::Missed.set(both, None), Ok(target));
    /// assert_eq!(Bound::Missed.set(None, Some(0.5)), Err(ToleranceAlone));
    /// ```
    pub fn set(
        self,
        now: Option<Thresholds>,
        value: Option<f64>,
    ) -> Result<Option<Thresholds>, ToleranceAlone> {
        match (self, now, value) {
            (Self::Met, _, None) => Ok(None),
            (Self::Met, now, met) => Ok(Thresholds::with(now, met, None)),
            (Self::Missed, None, Some(_)) => Err(ToleranceAlone),
            (Self::Missed, now, Some(missed)) => Ok(Thresholds::with(now, None, Some(missed))),
            (Self::Missed, now, None) => Ok(now.map(|now| Thresholds {
                missed: now.met,
                ..now
            })),
        }
    }
}

/// How far past a target of the data a value may go, as a share of it: the data names no tolerance.
pub const TOLERANCE_OF_DATA: f64 = 0.1;

/// Target, origin and direction before the period is known.
pub(super) fn before_the_period(metric: &Metric<'_>, own: &MetricSettings) -> Targeted {
    let good = own.good.unwrap_or(metric.good());
    let of = |target, origin, name: String| Targeted {
        target,
        origin,
        name,
        good,
    };
    match (&own.target_from, own.target) {
        (TargetFrom::Band { edition, band }, _) => {
            let benchmark = Benchmark::of(&metric.id(), *edition);
            let thresholds = benchmark.and_then(|benchmark| benchmark.target(band));
            match thresholds {
                Some(thresholds) => of(
                    Target::Fixed(thresholds),
                    TargetOrigin::Benchmark,
                    format!("{}, {band}", edition.name()),
                ),
                // A band of another build, or of another metric.
                None => of(metric.target(), TargetOrigin::Default, String::new()),
            }
        }
        (TargetFrom::Series(id), _) => {
            let name = Metric::find(id).map_or_else(|| id.clone(), |series| series.label());
            of(Target::None, TargetOrigin::Series, name)
        }
        (TargetFrom::Usual, Some(thresholds)) => {
            of(Target::Fixed(thresholds), TargetOrigin::User, String::new())
        }
        (TargetFrom::Usual, None) => of(metric.target(), TargetOrigin::Default, String::new()),
    }
}

/// A target and where it comes from.
pub(super) struct Targeted {
    pub target: Target,
    pub origin: TargetOrigin,
    pub name: String,
    pub good: Direction,
}

/// Takes a target from the data where there is one: from the series that the user chose, or else from the `target` column of the metric's
/// own series, unless the user set one. A sign in front of the column's target says which side is the better one where neither
/// catalogue nor user do; where nothing does there is no verdict.
pub(super) fn take_from_data(
    card: &mut Card,
    sources: &Sources,
    metric: &Metric<'_>,
    settings: &Settings,
) {
    let Some(span) = card.span else { return };
    let found = match card.target_origin {
        TargetOrigin::Series => in_series(&card.id, sources, settings, span)
            .map(|met| (met, Direction::Unset, TargetOrigin::Series)),
        TargetOrigin::Default => metric
            .target_in(sources, span)
            .map(|(met, told)| (met, told, TargetOrigin::Column)),
        _ => None,
    };
    let Some((met, told, origin)) = found else {
        return;
    };
    if card.good == Direction::Unset {
        card.good = told;
    }
    let margin = met.abs() * TOLERANCE_OF_DATA;
    let missed = match card.good {
        Direction::Down => met + margin,
        Direction::Up | Direction::Stable => met - margin,
        Direction::Unset => met,
    };
    card.target = Target::Fixed(Thresholds { met, missed });
    card.target_origin = origin;
}

/// The value of the chosen series over some days.
fn in_series(id: &str, sources: &Sources, settings: &Settings, span: Span) -> Option<f64> {
    let TargetFrom::Series(series) = &said(settings, id)?.target_from else {
        return None;
    };
    // Held against itself, a value would always be met.
    let series = Metric::find(series).filter(|series| series.id() != id)?;
    series
        .as_said(settings, sources)
        .within(sources, span)?
        .value
}
