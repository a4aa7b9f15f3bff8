//! A metric with its drill-down → its entry in the snapshot.

use super::document::{
    Breakdown, BreakdownRow, Comparison, Extra, Input, LeftOut, Metric, Point, Receipt, Statistic,
    Target,
};
use super::{NOT_FINITE, finite};
use outturn_core::calendar::Grain;
use outturn_metrics as metrics;
use outturn_metrics::scorecard::{self, Card, Choice, Detail, TargetOrigin, When, thresholds};

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
        status: card.judged.status.name().to_owned(),
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

/// A trend is held against the value before, which makes its two thresholds.
fn target(card: &Card) -> Option<Target> {
    let previous = card.previous.as_ref().map(|p| p.value);
    let held = thresholds(card.target, previous, card.good)?;
    let origin = match card.target_origin {
        TargetOrigin::Default => "default",
        TargetOrigin::User => "user",
        TargetOrigin::Column => "column",
    };
    Some(Target {
        met: finite(held.met),
        missed: finite(held.missed),
        good: card.good,
        origin: origin.to_owned(),
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
    let others = [
        ("previous_period", card.previous.as_ref().map(|p| p.value)),
        ("same_period_last_year", a_year_before(card, choice)),
        ("target", target),
    ];
    let known = others
        .into_iter()
        .filter_map(|(to, then)| Some((to, then.and_then(finite)?)));
    known.map(|(to, then)| compare(to, now, then)).collect()
}

fn compare(to: &str, now: f64, then: f64) -> Comparison {
    Comparison {
        to: to.to_owned(),
        value: finite(then),
        change: finite(now - then),
        change_ratio: finite((now - then) / then.abs()).filter(|_| then != 0.0),
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
