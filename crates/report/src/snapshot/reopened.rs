//! An entry of a snapshot → the card it was made of, as far as it is said in words, so that both are said by the same functions.

use super::document::{Comparison, Days, Metric, Snapshot, Target};
use super::metrics::PREVIOUS;
use chrono::NaiveDate;
use outturn_core::calendar::{Calendar, Grain, Span};
use outturn_core::units::Unit;
use outturn_metrics as metrics;
use outturn_metrics::scorecard::{
    self, Agreement, Card, Judged, Reading, Receipt, Standing, Status, TargetOrigin,
};
use outturn_metrics::{Bucket, Kind, Thresholds};

/// The calendar that the periods of a snapshot are of; that of ISO 8601 where it does not say.
#[must_use]
pub fn calendar(snapshot: &Snapshot) -> Calendar {
    serde_json::from_value(snapshot.settings.calendar.clone()).unwrap_or_default()
}

/// A metric of a snapshot as a card.
pub struct Reopened {
    /// All that is said of it in words; its series and its receipt stay behind.
    pub card: Card,
    /// How it stood; `None` for a status that this version does not know.
    pub status: Option<Status>,
}

impl Reopened {
    /// The card of an entry of a snapshot.
    #[must_use]
    pub fn of(metric: &Metric, snapshot: &Snapshot) -> Self {
        let by = (calendar(snapshot), snapshot.period.grain);
        let status = match metric.no_verdict.as_deref() {
            Some("too_few") => Some(Status::TooFew),
            Some("unfinished") => Some(Status::Unfinished),
            Some("stale") => Some(Status::Stale),
            Some("not_filtered") => Some(Status::NotFiltered),
            _ => serde_json::from_value(metric.status.clone().into()).ok(),
        };
        let span = days(metric.start.as_ref(), metric.end.as_ref());
        let before = metric.comparisons.iter().find(|c| c.to == PREVIOUS);
        let named = metric.named.as_ref().and_then(span_of).or(span);
        // Versions of before did not say when each value is of.
        let shown = || days(Some(&snapshot.period.start), Some(&snapshot.period.end));
        let own = named.or_else(shown);
        let previous = before.and_then(|before| comparison(metric, before, own, by));
        let known = metrics::Metric::find(&metric.id);
        let unit = Unit::from_symbol(&metric.unit).unwrap_or(Unit::Number);
        let card = Card {
            id: metric.id.clone(),
            label: metric.label.clone(),
            bucket: Bucket::of_id(&metric.id),
            kind: known.map_or(Kind::Leading, |known| known.kind()),
            unit,
            currency: metric.currency,
            periods: named.map(|named| by.0.ends(named, by.1)),
            span,
            standing: match metric.standing.as_deref() {
                Some("part") => Standing::Part,
                Some("stale") => Standing::Stale,
                _ => Standing::Whole,
            },
            observed: metric.observed.as_ref().and_then(span_of),
            to_date: metric.to_date,
            planned: metric.planned,
            late: metric.late.clone(),
            stands_for: metric.stands_for,
            stands_for_half: metric.stands_for_half,
            value: metric.value,
            n: metric.n,
            cases: metric.cases,
            noun: metric.noun.clone(),
            least_n: metric.least_n,
            judged: Judged {
                status: status.unwrap_or(Status::Informative),
                score: metric.score,
            },
            reason: metric.reason.clone(),
            lack: None,
            target: target(metric.target.as_ref(), before),
            target_origin: match metric.target.as_ref().map(|t| t.origin.as_str()) {
                Some("user") => TargetOrigin::User,
                Some("column") => TargetOrigin::Column,
                Some("series") => TargetOrigin::Series,
                Some("benchmark") => TargetOrigin::Benchmark,
                _ => TargetOrigin::Default,
            },
            target_name: (metric.target.as_ref())
                .and_then(|target| target.name.clone())
                .unwrap_or_default(),
            agreed: metric.target.as_ref().map(agreed).unwrap_or_default(),
            good: metric
                .target
                .as_ref()
                .map_or(metric.good, |target| target.good),
            previous,
            comparisons: Vec::new(),
            series: Vec::new(),
            made: None,
            definition: metric.definition.clone(),
            owner: metric.owner.clone(),
            north_star: metric.north_star,
            receipt: Receipt::default(),
        };
        Self { card, status }
    }
}

/// What a metric was held against. Versions of before wrote a trend as the numbers that follow from the value before.
fn target(target: Option<&Target>, before: Option<&Comparison>) -> metrics::Target {
    let Some(target) = target else {
        return metrics::Target::None;
    };
    let is_value_before =
        target.met.is_some() && before.is_some_and(|before| before.value == target.met);
    match (target.kind.as_deref(), target.met) {
        (Some("trend"), _) => metrics::Target::Trend,
        (None, _) if is_value_before && target.origin == "default" => metrics::Target::Trend,
        (_, Some(met)) => metrics::Target::Fixed(Thresholds {
            met,
            missed: target.missed.unwrap_or(met),
        }),
        (_, None) => metrics::Target::None,
    }
}

fn agreed(target: &Target) -> Agreement {
    Agreement {
        by: target.agreed_by.clone().unwrap_or_default(),
        on: target.agreed_on.clone().unwrap_or_default(),
    }
}

fn comparison(
    metric: &Metric,
    before: &Comparison,
    span: Option<Span>,
    by: (Calendar, Grain),
) -> Option<scorecard::Comparison> {
    let value = before.value?;
    let known = before.days.as_ref().and_then(span_of);
    let part = known.filter(|_| before.part);
    let own = span.map(|span| by.0.ends(span, by.1));
    let to = match (part, known) {
        (None, Some(known)) => by.0.ends(known, by.1),
        _ => own.map(|(first, _)| (first.previous(), first.previous()))?,
    };
    Some(scorecard::Comparison {
        to,
        value,
        change: metric.value? - value,
        change_ratio: before.change_ratio,
        part,
        n: before.n.unwrap_or_default(),
        reading: match before.reading.as_deref() {
            Some("unchanged") => Reading::Unchanged,
            Some("too_few") => Reading::TooFew,
            _ => Reading::Changed,
        },
        interval: before.low.zip(before.high),
        status: before
            .status
            .clone()
            .and_then(|status| serde_json::from_value(status.into()).ok())
            .unwrap_or(Status::Informative),
    })
}

fn span_of(of: &Days) -> Option<Span> {
    days(Some(&of.start), Some(&of.end))
}

fn days(start: Option<&String>, end: Option<&String>) -> Option<Span> {
    let day = |text: &String| text.parse::<NaiveDate>().ok();
    let span = Span {
        start: day(start?)?,
        end: day(end?)?,
    };
    (span.start < span.end).then_some(span)
}
