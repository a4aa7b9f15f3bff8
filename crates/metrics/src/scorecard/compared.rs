//! A value against the one before, like with like.

use super::card::Comparison;
use super::period::{Shown, Standing};
use crate::{Covered, Metric, Observation, Sources};
use outturn_core::calendar::Span;
use serde::{Deserialize, Serialize};

/// What a change says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// It is more than chance gives.
    Changed,
    /// It is within what chance gives, or nothing.
    Unchanged,
    /// Then or now there were too few cases to tell.
    TooFew,
}

/// A metric that is compared with itself.
pub(super) struct Compared<'a> {
    pub metric: &'a Metric<'a>,
    pub sources: &'a Sources,
    pub covered: &'a Covered,
}

impl Compared<'_> {
    /// A value against the period before the one shown: a whole one against a whole one, a part against the same part. `None` where
    /// the data does not cover that, and for values of several periods, of all, or of a period that is stale.
    pub fn with_before(
        &self,
        shown: Shown,
        (now, span): (&Observation, Span),
        least_n: u64,
    ) -> Option<Comparison> {
        let (first, last) = shown.periods;
        if first != last || shown.standing == Standing::Stale || span != first.span() {
            return None;
        }
        let to = first.previous();
        let part = match shown.standing {
            Standing::Part => Some(first.same_part_before(self.covered.whole_days(span)?)?),
            _ => None,
        };
        let then_span = part.unwrap_or(to.span());
        if !self.covered.covers(then_span) {
            return None;
        }
        let then = self.metric.within(self.sources, then_span)?;
        let (now_value, then_value) = (now.value?, then.value?);
        let cases = |one: &Observation| super::card::cases(self.metric, one);
        let too_few = [now, &then]
            .into_iter()
            .filter_map(cases)
            .any(|cases| cases < least_n);
        let change = now_value - then_value;
        Some(Comparison {
            to,
            value: then_value,
            change,
            change_ratio: (then_value != 0.0).then(|| change / then_value.abs()),
            part,
            reading: match too_few {
                true => Reading::TooFew,
                false if change == 0.0 => Reading::Unchanged,
                false => Reading::Changed,
            },
        })
    }
}
