//! A value against its target.

use crate::{Direction, Target, Thresholds};
use serde::{Deserialize, Serialize};

/// How a card stands. Shown by shape, word and colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// At or past the target.
    Met,
    /// Between missed and met.
    Near,
    /// Past the threshold of missed.
    Missed,
    /// There is no value.
    NoData,
    /// There is a value and nothing to hold it against.
    Informative,
    /// There is a value, of a period that is not over.
    Unfinished,
    /// There is a value, of too few cases to judge by.
    TooFew,
    /// There is a value, of a period before the one that is shown.
    Stale,
    /// There is a value, of more than the filter that is on.
    NotFiltered,
}

impl Status {
    /// Whether it says how a value stands against its target.
    #[must_use]
    pub fn is_verdict(self) -> bool {
        matches!(self, Self::Met | Self::Near | Self::Missed)
    }

    /// The word shown.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "Met",
            Self::Near => "Near",
            Self::Missed => "Missed",
            Self::NoData => "No data",
            Self::Informative => "Informs",
            Self::Unfinished => "Unfinished",
            Self::TooFew => "Too few",
            Self::Stale => "Stale",
            Self::NotFiltered => "Not filtered",
        }
    }

    /// The shape shown before the word.
    #[must_use]
    pub fn shape(self) -> &'static str {
        match self {
            Self::Met => "●",
            Self::Near => "▲",
            Self::Missed => "■",
            Self::NoData | Self::Unfinished | Self::TooFew | Self::Stale | Self::NotFiltered => "○",
            Self::Informative => "–",
        }
    }

    /// Its name in class names and files, which tell no reasons for a value without a verdict.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Near => "near",
            Self::Missed => "missed",
            Self::NoData => "no_data",
            Self::Informative
            | Self::Unfinished
            | Self::TooFew
            | Self::Stale
            | Self::NotFiltered => "informative",
        }
    }
}

/// A status with the score it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Judged {
    /// Met, near, missed …
    pub status: Status,
    /// 100 at or past met, 0 at or past missed, straight between; `None` without value or target.
    pub score: Option<f64>,
}

const UNSCORED: Judged = Judged {
    status: Status::NoData,
    score: None,
};

/// Holds a value against its target. `previous` is the value of the period before, for targets on the trend: not worse is met, worse
/// by up to a tenth is near, by more is missed.
///
/// ```
/// use outturn_metrics::{Direction, Target, Thresholds};
/// use outturn_metrics::scorecard::{Status, judge};
/// let target = Target::Fixed(Thresholds { met: 3_600.0, missed: 86_400.0 });
/// let judged = judge(Some(45_000.0), None, target, Direction::Down);
/// assert_eq!((judged.status, judged.score), (Status::Near, Some(50.0)));
/// ```
#[must_use]
pub fn judge(value: Option<f64>, previous: Option<f64>, target: Target, good: Direction) -> Judged {
    let Some(value) = value.filter(|v| v.is_finite()) else {
        return UNSCORED;
    };
    let informative = Judged {
        status: Status::Informative,
        score: None,
    };
    match target {
        Target::None => informative,
        Target::Fixed(t) if !t.has_side(good) => informative,
        Target::Fixed(t) => between(value, t.met, t.missed, good),
        Target::Trend => match previous {
            Some(previous) if previous != 0.0 && has_better_side(good) => {
                let change = (value - previous) / previous.abs();
                let worse = if good == Direction::Up {
                    -change
                } else {
                    change
                };
                between(worse, 0.0, TREND_MISSED, Direction::Down)
            }
            _ => informative,
        },
    }
}

/// A change for the worse by more than this share of the value before misses a target on the trend.
const TREND_MISSED: f64 = 0.10;

/// The two values that a target comes to, as [`judge`] holds against it: for a trend they follow from the value before. `None` for
/// no target, and for a trend without a value before or without a better way.
#[must_use]
pub fn thresholds(target: Target, previous: Option<f64>, good: Direction) -> Option<Thresholds> {
    match target {
        Target::Fixed(thresholds) => Some(thresholds),
        Target::Trend => {
            let met = previous.filter(|p| *p != 0.0 && has_better_side(good))?;
            let worse = met.abs() * TREND_MISSED;
            let missed = if good == Direction::Up {
                met - worse
            } else {
                met + worse
            };
            Some(Thresholds { met, missed })
        }
        Target::None => None,
    }
}

fn has_better_side(good: Direction) -> bool {
    matches!(good, Direction::Up | Direction::Down)
}

fn between(value: f64, met: f64, missed: f64, good: Direction) -> Judged {
    let sign = match (Thresholds { met, missed }).is_floor(good) {
        true => 1.0,
        false => -1.0,
    };
    let (value, met, missed) = (value * sign, met * sign, missed * sign);
    let status = if value >= met {
        Status::Met
    } else if value < missed || met <= missed {
        Status::Missed
    } else {
        Status::Near
    };
    let score = match status {
        Status::Met => 100.0,
        Status::Near => 100.0 * (value - missed) / (met - missed),
        _ => 0.0,
    };
    Judged {
        status,
        score: Some(score),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0.9995, 0.999, 0.99, Direction::Up, Status::Met, 100.0)]
    #[case(0.999, 0.999, 0.99, Direction::Up, Status::Met, 100.0)]
    #[case(0.99, 0.999, 0.99, Direction::Up, Status::Near, 0.0)]
    #[case(0.98, 0.999, 0.99, Direction::Up, Status::Missed, 0.0)]
    #[case(0.10, 0.05, 0.15, Direction::Down, Status::Near, 50.0)]
    #[case(0.0, 0.0, 0.0, Direction::Down, Status::Met, 100.0)]
    #[case(1.0, 0.0, 0.0, Direction::Down, Status::Missed, 0.0)]
    #[case(-0.07, -0.05, -0.10, Direction::Stable, Status::Near, 60.0)]
    fn fixed_targets(
        #[case] value: f64,
        #[case] met: f64,
        #[case] missed: f64,
        #[case] good: Direction,
        #[case] status: Status,
        #[case] score: f64,
    ) {
        let judged = judge(
            Some(value),
            None,
            Target::Fixed(Thresholds { met, missed }),
            good,
        );
        assert_eq!(judged.status, status);
        assert!((judged.score.unwrap() - score).abs() < 1e-9, "{judged:?}");
    }

    #[rstest]
    #[case(Some(11.0), Some(10.0), Direction::Up, Status::Met)]
    #[case(Some(9.5), Some(10.0), Direction::Up, Status::Near)]
    #[case(Some(8.0), Some(10.0), Direction::Up, Status::Missed)]
    #[case(Some(8.0), Some(10.0), Direction::Down, Status::Met)]
    #[case(Some(8.0), None, Direction::Down, Status::Informative)]
    #[case(Some(8.0), Some(0.0), Direction::Down, Status::Informative)]
    #[case(Some(8.0), Some(10.0), Direction::Stable, Status::Informative)]
    #[case(Some(8.0), Some(10.0), Direction::Unset, Status::Informative)]
    #[case(None, Some(10.0), Direction::Down, Status::NoData)]
    fn targets_on_the_trend(
        #[case] value: Option<f64>,
        #[case] previous: Option<f64>,
        #[case] good: Direction,
        #[case] status: Status,
    ) {
        assert_eq!(judge(value, previous, Target::Trend, good).status, status);
    }

    #[rstest]
    #[case(None, Direction::Up)]
    #[case(Some(0.0), Direction::Up)]
    #[case(Some(20.0), Direction::Stable)]
    fn a_trend_comes_to_nothing(#[case] previous: Option<f64>, #[case] good: Direction) {
        assert_eq!(thresholds(Target::Trend, previous, good), None);
    }

    #[rstest]
    #[case(-20.0, Direction::Up, -22.0)]
    #[case(20.0, Direction::Up, 18.0)]
    #[case(20.0, Direction::Down, 22.0)]
    fn a_trend_is_held_against_the_value_before(
        #[case] previous: f64,
        #[case] good: Direction,
        #[case] missed: f64,
    ) {
        let held = thresholds(Target::Trend, Some(previous), good);
        assert_eq!(
            held,
            Some(Thresholds {
                met: previous,
                missed
            })
        );
        let status = |value| judge(Some(value), Some(previous), Target::Trend, good).status;
        let past = missed + (missed - previous) * 1e-9;
        assert_eq!(
            (status(previous), status(past)),
            (Status::Met, Status::Missed)
        );
    }
}
