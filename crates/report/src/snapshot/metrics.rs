//! A metric with its drill-down → its entry in the snapshot.

use super::document::{
    BandShown, Breakdown, BreakdownRow, Comparison, Days, Extra, Input, LeftOut, Metric, Point,
    Receipt, RivalDefinition, Statistic, Target,
};
use super::{NOT_FINITE, finite};
use crate::narrative::not_comparable;
use outturn_core::calendar::Span;
use outturn_format::Locale;
use outturn_metrics as metrics;
use outturn_metrics::scorecard::{
    self, Against, BandOf, Card, Detail, Found, NotComparable, Reading, RivalValue, Standing,
    Status, TargetOrigin, distinct, thresholds,
};

/// The entry of one metric.
pub fn metric(detail: &Detail) -> Metric {
    let card = &detail.card;
    let value = card.value.and_then(finite);
    let unexplained = value.is_none() && card.reason.is_none();
    Metric {
        id: card.id.clone(),
        label: card.label.clone(),
        value,
        unit: card.unit.symbol().to_owned(),
        currency: card.currency,
        n: card.n,
        start: card.span.map(|span| span.start.to_string()),
        end: card.span.map(|span| span.end.to_string()),
        named: card
            .periods
            .map(|(first, last)| days(first.span().joined(last.span()))),
        status: card.judged.status.name().to_owned(),
        no_verdict: no_verdict(card).map(str::to_owned),
        standing: card.periods.map(|_| standing(card.standing).to_owned()),
        observed: card.observed.map(days),
        to_date: card.to_date,
        planned: card.planned,
        late: card.late.clone(),
        stands_for: card.stands_for,
        stands_for_half: card.stands_for_half,
        cases: card.cases,
        noun: card.noun.clone(),
        least_n: card.least_n,
        score: card.judged.score.and_then(finite),
        definition: card.definition.clone(),
        rivals: detail.rivals.iter().map(rival).collect(),
        bands: detail.bands.iter().map(band).collect(),
        good: card.good,
        owner: card.owner.clone(),
        north_star: card.north_star,
        reason: card
            .reason
            .clone()
            .or_else(|| unexplained.then(|| NOT_FINITE.to_owned())),
        target: target(card),
        comparisons: comparisons(card),
        statistics: detail.also.iter().map(statistic).collect(),
        series: card.series.iter().map(point).collect(),
        breakdowns: detail
            .breakdowns
            .iter()
            .map(|b| breakdown(b, &detail.also))
            .collect(),
        receipt: receipt(&card.receipt),
        extra: Extra::new(),
    }
}

/// Why a value has no verdict.
fn no_verdict(card: &Card) -> Option<&'static str> {
    match card.judged.status {
        Status::TooFew => Some("too_few"),
        Status::Unfinished => Some("unfinished"),
        Status::Stale => Some("stale"),
        Status::NotFiltered => Some("not_filtered"),
        _ => None,
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Whole => "whole",
        Standing::Part => "part",
        Standing::Stale => "stale",
    }
}

fn reading(reading: Reading) -> &'static str {
    match reading {
        Reading::Changed => "changed",
        Reading::Unchanged => "unchanged",
        Reading::TooFew => "too_few",
    }
}

fn days(span: Span) -> Days {
    Days {
        start: span.start.to_string(),
        end: span.end.to_string(),
        extra: Extra::new(),
    }
}

/// A trend is held against the value before, which makes its two thresholds.
fn target(card: &Card) -> Option<Target> {
    let previous = card.previous.as_ref().map(|p| p.value);
    let held = thresholds(card.target, previous, card.good);
    let kind = match card.target {
        metrics::Target::None => return None,
        metrics::Target::Fixed(_) => "fixed",
        metrics::Target::Trend => "trend",
    };
    let origin = match card.target_origin {
        TargetOrigin::Default => "default",
        TargetOrigin::User => "user",
        TargetOrigin::Column => "column",
        TargetOrigin::Series => "series",
        TargetOrigin::Benchmark => "benchmark",
    };
    Some(Target {
        met: held.and_then(|held| finite(held.met)),
        missed: held.and_then(|held| finite(held.missed)),
        good: card.good,
        origin: origin.to_owned(),
        name: some(&card.target_name),
        agreed_by: some(&card.agreed.by),
        agreed_on: some(&card.agreed.on),
        kind: Some(kind.to_owned()),
        extra: Extra::new(),
    })
}

/// `None` for nothing said.
fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// All that the value is compared with; where it cannot be, why not.
fn comparisons(card: &Card) -> Vec<Comparison> {
    let Some(now) = card.value.and_then(finite) else {
        return Vec::new();
    };
    distinct(&card.comparisons)
        .into_iter()
        .filter_map(|one| against(one, now))
        .collect()
}

fn against(one: &Against, now: f64) -> Option<Comparison> {
    let to = one.with.name();
    Some(match &one.found {
        Found::Then(then) => Comparison {
            days: Some(days(then.span())),
            part: then.part.is_some(),
            n: Some(then.n),
            reading: Some(reading(then.reading).to_owned()),
            low: then.interval.and_then(|(low, _)| finite(low)),
            high: then.interval.and_then(|(_, high)| finite(high)),
            status: Some(then.status.name().to_owned()),
            ..compare(to, now, finite(then.value)?)
        },
        Found::Target { met, .. } => compare(to, now, finite(*met)?),
        Found::Band { edition, band, .. } => Comparison {
            name: Some(format!("{}, {band}", edition.name())),
            ..nothing(to)
        },
        // The target says so itself.
        Found::No(NotComparable::Trend) => return None,
        Found::No(why) => Comparison {
            days: one
                .to
                .map(|(first, last)| days(one.part.unwrap_or(first.span().joined(last.span())))),
            part: one.part.is_some(),
            reason: Some(not_comparable(*why, &Locale::EN)),
            ..nothing(to)
        },
    })
}

/// The name of the comparison with the period before.
pub const PREVIOUS: &str = "previous_period";

fn nothing(to: &str) -> Comparison {
    Comparison {
        to: to.to_owned(),
        name: None,
        reason: None,
        n: None,
        value: None,
        change: None,
        change_ratio: None,
        days: None,
        part: false,
        reading: None,
        low: None,
        high: None,
        status: None,
        extra: Extra::new(),
    }
}

fn compare(to: &str, now: f64, then: f64) -> Comparison {
    Comparison {
        value: finite(then),
        change: finite(now - then),
        change_ratio: finite((now - then) / then.abs()).filter(|_| then != 0.0),
        ..nothing(to)
    }
}

fn rival(rival: &RivalValue) -> RivalDefinition {
    RivalDefinition {
        id: rival.id.clone(),
        label: rival.label.clone(),
        differs: rival.differs.clone(),
        value: rival.value.and_then(finite),
        reason: rival.reason.clone(),
        n: rival.n,
        in_use: rival.in_use,
        extra: Extra::new(),
    }
}

fn band(of: &BandOf) -> BandShown {
    BandShown {
        benchmark: of.edition.name().to_owned(),
        band: of.band.clone(),
        published: of.published.clone(),
        source: of.edition.source().to_owned(),
        differs: of.differs.clone(),
        extra: Extra::new(),
    }
}

fn point(point: &scorecard::Point) -> Point {
    Point {
        start: point.period.start().to_string(),
        value: point.value.and_then(finite),
        n: point.n,
        extra: Extra::new(),
    }
}

fn statistic(statistic: &scorecard::Statistic) -> Statistic {
    Statistic {
        label: statistic.label.clone(),
        value: statistic.value.and_then(finite),
        unit: statistic.unit.symbol().to_owned(),
        inputs: statistic.inputs.iter().map(input).collect(),
        extra: Extra::new(),
    }
}

fn input(input: &metrics::Input) -> Input {
    Input {
        name: input.name.clone(),
        value: finite(input.value),
        unit: input.unit.symbol().to_owned(),
        extra: Extra::new(),
    }
}

fn breakdown(breakdown: &scorecard::Breakdown, also: &[scorecard::Statistic]) -> Breakdown {
    let statistics = |values: &[Option<f64>]| {
        let named = also.iter().zip(values);
        let of_row = named.map(|(known, value)| Statistic {
            value: value.and_then(finite),
            inputs: Vec::new(),
            ..statistic(known)
        });
        of_row.collect()
    };
    let rows = breakdown.rows.iter().map(|row| BreakdownRow {
        key: row.key.clone(),
        value: row.value.and_then(finite),
        n: row.n,
        statistics: statistics(&row.also),
        extra: Extra::new(),
    });
    Breakdown {
        by: breakdown.by.clone(),
        rows: rows.collect(),
        extra: Extra::new(),
    }
}

fn receipt(receipt: &scorecard::Receipt) -> Receipt {
    let joined = |parts: Vec<&str>| parts.join("; ");
    let left_out = receipt.left_out.iter().map(|(reason, count)| LeftOut {
        reason: reason.clone(),
        count: *count,
        extra: Extra::new(),
    });
    Receipt {
        definition: receipt.definition.clone(),
        formula: receipt.formula.clone(),
        longer: receipt.longer.clone(),
        source: receipt.source.clone(),
        inputs: receipt.inputs.iter().map(input).collect(),
        file: joined(receipt.files.iter().map(|f| f.file.as_str()).collect()),
        sha256: joined(receipt.files.iter().map(|f| f.sha256.as_str()).collect()),
        rows_used: receipt.rows_used,
        rows_left_out: receipt.rows_left_out,
        left_out: left_out.collect(),
        filter: receipt.filtered.words(),
        extra: Extra::new(),
    }
}
