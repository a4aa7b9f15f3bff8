//! The time that a metric's data covers.

use super::{Metric, Sources, ready_made};
use outturn_core::calendar::{Calendar, Coverage, Grain, Period, Span};

/// The time that a metric's data covers: what all tables do that it takes to have a value, as far as the columns have come that it is
/// made of. Predictions of March without their labels are no March of the accuracy.
#[derive(Debug, Clone, PartialEq)]
pub struct Covered {
    all: Vec<Coverage>,
    late: Vec<&'static str>,
    stands: bool,
    today: Option<Period>,
}

impl Covered {
    /// Of a metric; of a ready-made one, that of its series. Covers nothing where nothing is loaded.
    #[must_use]
    pub fn of(metric: &Metric<'_>, sources: &Sources) -> Self {
        let timed = match metric {
            Metric::Defined(d) if !metric.is_supplied(sources) => d.value.timed_by(sources),
            Metric::Defined(_) | Metric::Series(_) => Vec::new(),
        };
        let day = |today| sources.calendar().period(today, Grain::Day);
        let today = sources.today().map(day);
        let loaded = timed.iter().map(|timed| sources.coverage_of(timed));
        match loaded.collect::<Option<Vec<_>>>() {
            Some(all) if !all.is_empty() => {
                let late = timed.iter().zip(&all);
                let late = late.filter(|(timed, own)| {
                    let whole = sources.coverage(timed.table);
                    whole.is_some_and(|whole| whole.days().end > own.days().end)
                });
                let late = late.flat_map(|(timed, _)| sources.incomplete(timed));
                let late = late.collect();
                Self {
                    all,
                    late,
                    stands: metric.stands(sources),
                    today,
                }
            }
            _ => Self {
                all: ready_made::coverage(sources, metric).into_iter().collect(),
                late: Vec::new(),
                stands: false,
                today,
            },
        }
    }

    /// The columns that its newest rows still lack, where that is what ends it.
    #[must_use]
    pub fn late(&self) -> &[&'static str] {
        &self.late
    }

    /// Whether it tells how a register stands, or of one day; see [`Metric::stands`].
    #[must_use]
    pub fn stands(&self) -> bool {
        self.stands
    }

    /// The days it touches.
    #[must_use]
    pub fn days(&self) -> Option<Span> {
        let mut days = self.all.iter().map(Coverage::days);
        let first = days.next()?;
        days.try_fold(first, Span::overlap)
    }

    /// The same, with the periods of a length at both ends whole where it covers them.
    #[must_use]
    pub fn reach(&self, by: (Calendar, Grain)) -> Option<Span> {
        let mut days = self.all.iter().map(|coverage| coverage.reach(by));
        let first = days.next()?;
        days.try_fold(first, Span::overlap)
    }

    /// Whether it covers some days from the first to the last.
    #[must_use]
    pub fn covers(&self, span: Span) -> bool {
        !self.all.is_empty() && self.all.iter().all(|coverage| coverage.covers(span))
    }

    /// Those of some days that it covers.
    #[must_use]
    pub fn observed(&self, span: Span) -> Option<Span> {
        let first = self.all.first()?.observed(span)?;
        self.all.iter().try_fold(first, |observed, coverage| {
            observed.overlap(coverage.observed(span)?)
        })
    }

    /// Those of some days that it touches, if the last of them is over in all its data.
    #[must_use]
    pub fn whole_days(&self, span: Span) -> Option<Span> {
        let days = self.all.iter().map(|coverage| coverage.whole_days(span));
        days.reduce(|a, b| a?.overlap(b?))?
    }

    /// How many seconds of some days it covers.
    #[must_use]
    pub fn seconds(&self, span: Span) -> f64 {
        let seconds = self.all.iter().map(|coverage| coverage.seconds(span));
        seconds.reduce(f64::min).unwrap_or(0.0)
    }

    /// What a value of it stands for, where that is longer than some days.
    #[must_use]
    pub fn longer_step(&self, span: Span) -> Option<Grain> {
        self.all
            .iter()
            .filter_map(|coverage| coverage.longer_step(span))
            .max()
    }

    /// Whether what values of it stand for, where that is longer than some days, is half of its [step](Self::longer_step).
    #[must_use]
    pub fn is_half_yearly(&self) -> bool {
        self.all.iter().any(Coverage::is_half_yearly)
    }

    /// Whether some days are fewer than a value of it stands for, and what the one dated in them stands for is over.
    #[must_use]
    pub fn is_within_whole_step(&self, span: Span) -> bool {
        self.all
            .iter()
            .any(|coverage| coverage.is_within_whole_step(span))
    }

    /// Whether some days have begun. Until it is known what day it is, all have.
    #[must_use]
    pub fn has_begun(&self, span: Span) -> bool {
        self.today.is_none_or(|today| span.start < today.end())
    }
}
