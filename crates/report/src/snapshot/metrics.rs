//! A metric with its drill-down → its entry in the snapshot.

use super::document::{
    Breakdown, BreakdownRow, Comparison, Days, Extra, Input, LeftOut, Metric, Point, Receipt,
    Statistic, Target,
};
use super::{NOT_FINITE, finite};
use outturn_core::calendar::{Grain, Span};
use outturn_metrics as metrics;
use outturn_metrics::scorecard::{
    self, Card, Choice, Detail, Reading, Standing, Status, TargetOrigin, When, thresholds,
};

/// The entry of one metric.
pub fn metric(detail: &Detail, choice: Choice) -> Metric {
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
        late: card.late.clone(),
        stands_for: card.stands_for,
        stands_for_half: card.stands_for_half,
        cases: card.cases,
        noun: card.noun.clone(),
        least_n: card.least_n,
        score: card.judged.score.and_then(finite),
        good: card.good,
        owner: card.owner.clone(),
        north_star: card.north_star,
        reason: card
            .reason
            .clone()
            .or_else(|| unexplained.then(|| NOT_FINITE.to_owned())),
        target: target(card),
        comparisons: comparisons(card, choice),
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
    };
    Some(Target {
        met: held.and_then(|held| finite(held.met)),
        missed: held.and_then(|held| finite(held.missed)),
        good: card.good,
        origin: origin.to_owned(),
        kind: Some(kind.to_owned()),
        extra: Extra::new(),
    })
}

fn comparisons(card: &Card, choice: Choice) -> Vec<Comparison> {
    let Some(now) = card.value.and_then(finite) else {
        return Vec::new();
    };
    let target = match card.target {
        metrics::Target::Fixed(t) => Some(t.met),
        _ => None,
    };
    let before = card.previous.as_ref().and_then(|before| {
        Some(Comparison {
            days: Some(days(before.span())),
            part: before.part.is_some(),
            reading: Some(reading(before.reading).to_owned()),
            low: before.interval.and_then(|(low, _)| finite(low)),
            high: before.interval.and_then(|(_, high)| finite(high)),
            status: Some(before.status.name().to_owned()),
            ..compare(PREVIOUS, now, finite(before.value)?)
        })
    });
    let others = [
        ("same_period_last_year", a_year_before(card, choice)),
        ("target", target),
    ];
    let others = others
        .into_iter()
        .filter_map(|(to, then)| Some(compare(to, now, then.and_then(finite)?)));
    before.into_iter().chain(others).collect()
}

/// The name of the comparison with the period before.
pub const PREVIOUS: &str = "previous_period";

fn compare(to: &str, now: f64, then: f64) -> Comparison {
    Comparison {
        to: to.to_owned(),
        value: finite(then),
        change: finite(now - then),
        change_ratio: finite((now - then) / then.abs()).filter(|_| then != 0.0),
        days: None,
        part: false,
        reading: None,
        low: None,
        high: None,
        status: None,
        extra: Extra::new(),
    }
}

/// The value of the same month or quarter a year before. Days and weeks have no exact counterpart; a year's is the year before.
fn a_year_before(card: &Card, choice: Choice) -> Option<f64> {
    let steps = match choice.grain {
        Grain::Month => -12,
        Grain::Quarter => -4,
        Grain::Day | Grain::Week | Grain::Year => return None,
    };
    if choice.when == When::All {
        return None;
    }
    let then = card.series.last()?.period.shifted(steps);
    card.series.iter().find(|p| p.period == then)?.value
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
        extra: Extra::new(),
    }
}
