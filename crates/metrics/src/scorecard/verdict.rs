//! Whether a card gets a verdict: of what period, of how many cases, in one score with what.

use super::card::{Card, TargetOrigin};
use super::compared::Reading;
use super::period::{Choice, History, Shared, Standing, When};
use super::{Judged, Status, judge};
use crate::{Additivity, Covered, Input, Metric, Observation, Target};
use outturn_core::calendar::Period;
use outturn_core::units::Unit;

/// Whether a metric has nothing in the period that most share, so that one score with them would be of two times. Of everything it is
/// enough that its data covers that period, and nothing happened in it.
pub(super) fn is_of_another_time(
    choice: Choice,
    (history, covered): (&History, &Covered),
    shared: Shared,
) -> bool {
    let in_it = |wanted: Period| {
        let mut values = history.iter().filter(|(_, o)| o.value.is_some());
        let is_covered = || choice.when == When::All && covered.covers(wanted.span());
        values.any(|(period, _)| *period == wanted) || is_covered()
    };
    matches!(choice.when, When::All | When::Own) && shared.complete.is_some_and(|it| !in_it(it))
}

/// A value held against its target, where the period, the number of cases and the choice allow for a verdict.
pub(super) fn verdict(card: &Card, choice: Choice, metric: &Metric<'_>) -> Judged {
    let withheld = |status| Judged {
        status,
        score: None,
    };
    let before = card
        .previous
        .as_ref()
        .filter(|before| before.reading != Reading::TooFew);
    // Held against what it is not: an unchanged value is the one before.
    let then = before.map(|before| match (before.reading, card.value) {
        (Reading::Unchanged, Some(now)) => now,
        _ => before.value,
    });
    let judged = judge(card.value, then, card.target, card.good);
    // The sum of a part, or of many periods, is no part of a target for one.
    let adds_up = metric.adds_up() && matches!(card.target, Target::Fixed(_));
    match card.standing {
        _ if judged.status == Status::NoData => judged,
        Standing::Stale => withheld(Status::Stale),
        Standing::Part if choice.when != When::ToDate || adds_up => withheld(Status::Unfinished),
        _ if card.cases.is_some_and(|cases| cases < card.least_n) => withheld(Status::TooFew),
        _ if adds_up && is_of_several(card, choice) => withheld(Status::Informative),
        _ if adds_up && is_of_some(card) => withheld(Status::Informative),
        _ => judged,
    }
}

/// Whether a value is of some rows and its target of all: the spend of a team is not held against the budget of the company. A target
/// in the rows themselves is theirs, and what must not happen at all must not happen to anybody.
fn is_of_some(card: &Card) -> bool {
    let is_nothing = matches!(card.target, Target::Fixed(t) if t.met == 0.0 && t.missed == 0.0);
    !card.receipt.filtered.by.is_empty()
        && card.target_origin != TargetOrigin::Column
        && !is_nothing
}

/// Whether a value is of several periods, or of as many as there happen to be.
fn is_of_several(card: &Card, choice: Choice) -> bool {
    let several = |(first, last)| first != last;
    choice.when == When::All || card.periods.is_some_and(several)
}

/// The events that a verdict on an observation rests on: its denominator, of a rate what it counts, or the rows behind it.
pub(super) fn cases(metric: &Metric<'_>, observation: &Observation) -> Option<u64> {
    counted(metric, observation).map(|(cases, _)| cases)
}

/// The same, with what they are called where the receipt says so.
pub(super) fn counted<'a>(
    metric: &Metric<'_>,
    observation: &'a Observation,
) -> Option<(u64, Option<&'a str>)> {
    let Metric::Defined(d) = metric else {
        return None;
    };
    if observation.made.is_some() {
        return None;
    }
    let mut counts = observation.inputs.iter();
    let is_count = |input: &&Input| input.unit == Unit::Count;
    let is_rate = matches!(d.additivity, Additivity::Rate(_));
    let found = match is_rate {
        // What a rate is divided by is a time, and perhaps people.
        true => counts.find(is_count),
        false => counts.rfind(is_count),
    };
    match found {
        Some(found) => {
            let cases = found.value.max(0.0) as u64;
            // Of a report by month what it counts, and not the reports.
            let is_reported = d.value.noun() == Some("periods");
            Some((
                cases,
                (is_rate || is_reported).then_some(found.name.as_str()),
            ))
        }
        // A share of time that was observed from end to end rests on that time, however few events it has: an outage is no sample.
        None if d.additivity == Additivity::TimeWeighted => None,
        None => Some((observation.rows_used, None)),
    }
}
