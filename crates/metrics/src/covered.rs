//! The time that a metric's data covers.

use super::{Metric, Sources, ready_made};
use outturn_core::calendar::{Coverage, Span};

/// The time that a metric's data covers: what all tables do that it takes to have a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Covered(Vec<Coverage>);

impl Covered {
    /// Of a metric; of a ready-made one, that of its series. Covers nothing where nothing is loaded.
    #[must_use]
    pub fn of(metric: &Metric<'_>, sources: &Sources) -> Self {
        let from_rows = match metric {
            Metric::Defined(d) if !metric.is_supplied(sources) => {
                let tables = d.value.timed_by(sources);
                let loaded = tables.iter().map(|table| sources.coverage(*table));
                loaded
                    .collect::<Option<Vec<_>>>()
                    .filter(|all| !all.is_empty())
            }
            Metric::Defined(_) | Metric::Series(_) => None,
        };
        let from_series = || ready_made::coverage(sources, metric);
        Self(from_rows.unwrap_or_else(|| from_series().into_iter().collect()))
    }

    /// The days it touches.
    #[must_use]
    pub fn days(&self) -> Option<Span> {
        let mut days = self.0.iter().map(Coverage::days);
        let first = days.next()?;
        days.try_fold(first, Span::overlap)
    }

    /// The same, with the months at both ends whole where it covers them.
    #[must_use]
    pub fn reach(&self) -> Option<Span> {
        let mut days = self.0.iter().map(Coverage::reach);
        let first = days.next()?;
        days.try_fold(first, Span::overlap)
    }

    /// Whether it covers some days from the first to the last.
    #[must_use]
    pub fn covers(&self, span: Span) -> bool {
        !self.0.is_empty() && self.0.iter().all(|coverage| coverage.covers(span))
    }

    /// Those of some days that it covers.
    #[must_use]
    pub fn observed(&self, span: Span) -> Option<Span> {
        let first = self.0.first()?.observed(span)?;
        self.0.iter().try_fold(first, |observed, coverage| {
            observed.overlap(coverage.observed(span)?)
        })
    }

    /// Those of some days that it touches, if the last of them is over in all its data.
    #[must_use]
    pub fn whole_days(&self, span: Span) -> Option<Span> {
        let days = self.0.iter().map(|coverage| coverage.whole_days(span));
        days.reduce(|a, b| a?.overlap(b?))?
    }

    /// How many seconds of some days it covers.
    #[must_use]
    pub fn seconds(&self, span: Span) -> f64 {
        let seconds = self.0.iter().map(|coverage| coverage.seconds(span));
        seconds.reduce(f64::min).unwrap_or(0.0)
    }

    /// Whether some days are fewer than a value of it stands for.
    #[must_use]
    pub fn is_within_step(&self, span: Span) -> bool {
        self.0.iter().any(|coverage| coverage.is_within_step(span))
    }
}
