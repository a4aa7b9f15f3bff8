//! Where met ends and missed begins.

use super::theme::Ink;
use super::unit::AxisUnit;
use outturn_format::Locale;

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Better {
    /// More is better: met at or above the target.
    #[default]
    Higher,
    /// Less is better: met at or below the target.
    Lower,
}

/// A target with the limit up to which a value still counts as near.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// Met from here on, in base units.
    pub value: f64,
    /// Near up to here, on the worse side of the target; `None` when there is no near.
    pub near: Option<f64>,
    /// Which way is better.
    pub better: Better,
}

impl Target {
    /// How it is written on a chart: `target ≤ 1 h`.
    ///
    /// ```
    /// use outturn_chart::{AxisUnit, Better, Target};
    /// use outturn_format::Locale;
    /// let target = Target { value: 3600.0, near: None, better: Better::Lower };
    /// assert_eq!(target.words(&AxisUnit::Seconds, &Locale::EN), "target ≤ 1 h");
    /// ```
    #[must_use]
    pub fn words(&self, unit: &AxisUnit, locale: &Locale) -> String {
        let sign = match self.better {
            Better::Higher => '≥',
            Better::Lower => '≤',
        };
        format!("target {sign} {}", unit.value(self.value, locale))
    }

    /// The near limit, when it can be drawn and lies on the worse side.
    #[must_use]
    pub fn near_limit(&self) -> Option<f64> {
        self.near.filter(|n| {
            n.is_finite()
                && match self.better {
                    Better::Higher => *n < self.value,
                    Better::Lower => *n > self.value,
                }
        })
    }

    /// The zones from `low` to `high`: their ends and their colours, ascending, none empty.
    pub(super) fn zones(&self, low: f64, high: f64) -> Vec<(f64, f64, Ink)> {
        if !self.value.is_finite() {
            return Vec::new();
        }
        let near = self.near_limit().unwrap_or(self.value);
        let (first, second) = (near.min(self.value), near.max(self.value));
        let (below, above) = match self.better {
            Better::Higher => (Ink::MissedSoft, Ink::MetSoft),
            Better::Lower => (Ink::MetSoft, Ink::MissedSoft),
        };
        [
            (low, first, below),
            (first, second, Ink::NearSoft),
            (second, high, above),
        ]
        .into_iter()
        .map(|(a, b, ink)| (a.clamp(low, high), b.clamp(low, high), ink))
        .filter(|(a, b, _)| a < b)
        .collect()
    }
}
