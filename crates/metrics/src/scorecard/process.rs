//! Whether a value is more than the routine variation of the periods before it.

use super::{Card, Status};
use outturn_core::calendar::Period;
use outturn_core::stats::{ProcessLimits, process_limits};
use outturn_core::units::Unit;

/// From so many periods on limits are drawn: fewer do not say what is routine.
const LEAST: usize = 8;

/// A value beside the limits of the periods before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Process {
    /// The limits, within what the metric can be: no count is below zero, no share above one.
    pub limits: ProcessLimits,
    /// The first and the last period that they are of.
    pub of: (Period, Period),
    /// How many of them have a value.
    pub periods: usize,
    /// Which side of the limits the value lies on; `None` inside them.
    pub outside: Option<Side>,
}

/// Which side of the limits a value lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Above the upper one.
    Above,
    /// Below the lower one.
    Below,
}

impl Card {
    /// The value beside the limits of the whole periods before its own; `None` where that is unfinished, has too few cases, or too few
    /// periods lie before it.
    #[must_use]
    pub fn process(&self) -> Option<Process> {
        let (value, (first, last)) = self.value.zip(self.periods)?;
        let is_judged =
            self.judged.status.is_verdict() || self.judged.status == Status::Informative;
        if first != last || !is_judged {
            return None;
        }
        let before = self
            .series
            .iter()
            .filter(|point| point.whole && point.period.start_moment() < first.start_moment());
        let (periods, values): (Vec<Period>, Vec<f64>) = before
            .filter_map(|point| Some((point.period, point.value?)))
            .unzip();
        if values.len() < LEAST {
            return None;
        }
        let mut limits = process_limits(&values)?;
        let all = || values.iter().chain([&value]);
        if all().all(|v| *v >= 0.0) {
            limits.lower = limits.lower.max(0.0);
        }
        if self.unit == Unit::Ratio && all().all(|v| *v <= 1.0) {
            limits.upper = limits.upper.min(1.0);
        }
        let outside = match value {
            v if v > limits.upper => Some(Side::Above),
            v if v < limits.lower => Some(Side::Below),
            _ => None,
        };
        Some(Process {
            limits,
            of: (*periods.first()?, *periods.last()?),
            periods: periods.len(),
            outside,
        })
    }
}
