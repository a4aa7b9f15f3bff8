//! Charts of the scorecard: a card's trend, target and breakdowns, and the composite score.

use crate::narrative::when;
use crate::opened::OpenedCard;
use outturn_chart::{
    AxisUnit, Bar, Bars, Better, BulletChart, Chart, CompositeChart, Kind, LineChart, Part, Series,
    Sparkline, Target,
};
use outturn_core::calendar::Grain;
use outturn_format::{Digits, Locale, number, period, sha_short};
use outturn_metrics::Target as Goal;
use outturn_metrics::scorecard::{Breakdown, Card, Composite};

/// How a metric's score comes about, under the composite.
const SCORING: &str = "Score of a metric: 100 at or past met, 0 past missed, straight between";

/// The unit of a card's axis.
pub(super) fn axis(card: &Card, locale: &Locale) -> AxisUnit {
    AxisUnit::of(card.unit, card.currency, locale)
}

/// The target as a chart draws it; `None` for a trend or none, or where nobody has said which side of it is better.
pub(super) fn target(card: &Card) -> Option<Target> {
    let Goal::Fixed(t) = card.target else {
        return None;
    };
    if !t.has_side(card.good) {
        return None;
    }
    Some(Target {
        value: t.met,
        near: (t.missed != t.met).then_some(t.missed),
        better: match t.is_floor(card.good) {
            true => Better::Higher,
            false => Better::Lower,
        },
    })
}

fn chart(title: String, subtitle: String, source: String, locale: Locale, kind: Kind) -> Chart {
    Chart {
        title,
        subtitle,
        source,
        locale,
        kind,
    }
}

/// The values that are drawn: those of whole periods, and the last, which is the card's own. Where hardly any period is whole, all.
fn drawn(card: &Card) -> Vec<Option<f64>> {
    let last = card.series.len().saturating_sub(1);
    let points = card.series.iter().enumerate();
    let whole = points.map(|(i, p)| p.value.filter(|_| p.whole || i == last));
    let whole: Vec<Option<f64>> = whole.collect();
    match whole.iter().flatten().nth(1) {
        Some(_) => whole,
        None => card.series.iter().map(|p| p.value).collect(),
    }
}

/// The trend on a card.
#[must_use]
pub fn sparkline(card: &Card, locale: Locale) -> Chart {
    let kind = Sparkline {
        unit: axis(card, &locale),
        labels: card
            .series
            .iter()
            .map(|p| period(&p.period, &locale))
            .collect(),
        values: drawn(card),
    };
    chart(
        format!("{}, trend", card.label),
        String::new(),
        String::new(),
        locale,
        Kind::Sparkline(kind),
    )
}

/// The trend of a metric of a snapshot; `None` for fewer than two values.
#[must_use]
pub fn sparkline_of(card: &OpenedCard, locale: Locale) -> Option<Chart> {
    let (unit, currency) = card.measured_in;
    card.series.iter().filter(|(_, v)| v.is_some()).nth(1)?;
    let (labels, values) = card.series.iter().cloned().unzip();
    let kind = Sparkline {
        unit: AxisUnit::of(unit, currency, &locale),
        labels,
        values,
    };
    Some(chart(
        format!("{}, trend", card.label),
        String::new(),
        String::new(),
        locale,
        Kind::Sparkline(kind),
    ))
}

/// Where the value stands between missed and met; `None` where no fixed target says what these are, and for a value without a verdict,
/// which a picture would give it.
#[must_use]
pub fn bullet(card: &Card, locale: Locale) -> Option<Chart> {
    if !card.judged.status.is_verdict() {
        return None;
    }
    let kind = BulletChart {
        unit: axis(card, &locale),
        value: card.value,
        target: target(card)?,
    };
    Some(chart(
        format!("{}, against its target", card.label),
        String::new(),
        String::new(),
        locale,
        Kind::Bullet(kind),
    ))
}

/// Where a card's numbers come from, in a line under a picture.
fn source_line(card: &Card) -> String {
    let files: Vec<String> = card
        .receipt
        .files
        .iter()
        .map(|f| format!("{} ({})", f.file, sha_short(&f.sha256)))
        .collect();
    format!("{}. Source: {}", card.receipt.formula, files.join(", "))
}

/// The whole series with its target.
#[must_use]
pub fn line(card: &Card, locale: Locale) -> Chart {
    let grain = card
        .series
        .last()
        .map_or(Grain::Month, |p| p.period.grain());
    let limits = card.process().map(|process| process.limits);
    let kind = LineChart {
        target: target(card),
        limits: limits.map(|limits| (limits.lower, limits.upper)),
        ..LineChart::new(
            axis(card, &locale),
            grain,
            card.series
                .iter()
                .map(|p| p.period.start_moment())
                .collect(),
            vec![Series::new(String::new(), drawn(card))],
        )
    };
    chart(
        card.label.clone(),
        format!("by {}", grain.word()),
        source_line(card),
        locale,
        Kind::Line(kind),
    )
}

/// A metric cut by one column.
#[must_use]
pub fn bars(card: &Card, breakdown: &Breakdown, locale: Locale) -> Chart {
    let kind = Bars {
        unit: axis(card, &locale),
        category: breakdown.by.clone(),
        bars: breakdown
            .rows
            .iter()
            .map(|r| Bar {
                name: r.key.clone(),
                value: r.value,
            })
            .collect(),
    };
    chart(
        format!("{} by {}", card.label, breakdown.by),
        when(card, &locale),
        source_line(card),
        locale,
        Kind::Bars(kind),
    )
}

/// The composite score, bucket by bucket.
#[must_use]
pub fn composite(composite: &Composite, locale: Locale) -> Chart {
    let parts = composite.parts.iter().map(|p| Part {
        name: p.bucket.label().to_owned(),
        weight: p.weight,
        score: Some(p.score),
    });
    let score = composite
        .score
        .map(|s| number(s, Digits::Fixed(1), &locale))
        .unwrap_or_default();
    let source = match uncounted(composite) {
        Some(uncounted) => format!("{SCORING}. {uncounted}"),
        None => SCORING.to_owned(),
    };
    chart(
        "Composite".to_owned(),
        format!("{score} of 100, the weighted mean of the buckets' scores"),
        source,
        locale,
        Kind::Composite(CompositeChart {
            parts: parts.collect(),
        }),
    )
}

/// The buckets that the score says nothing of, in a sentence; `None` when all count.
#[must_use]
pub fn uncounted(composite: &Composite) -> Option<String> {
    let names: Vec<&str> = composite.missing.iter().map(|b| b.label()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "Without a scored metric, and not counted: {}.",
            names.join(", ")
        )
    })
}
