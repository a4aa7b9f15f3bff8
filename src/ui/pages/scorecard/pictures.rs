//! From cards to charts.

use super::card::when;
use outturn_chart::{
    AxisUnit, Bar, Bars, Better, BulletChart, Chart, Kind, LineChart, Series, Sparkline, Target,
};
use outturn_format::{Locale, period, sha_short};
use outturn_metrics::scorecard::{Breakdown, Card};
use outturn_metrics::{Direction, Target as Goal};

/// The unit of a card's axis.
pub fn axis(card: &Card, locale: &Locale) -> AxisUnit {
    AxisUnit::of(card.unit, card.currency, locale)
}

/// The target as a chart draws it; `None` for a trend or none.
pub fn target(card: &Card) -> Option<Target> {
    let Goal::Fixed(t) = card.target else {
        return None;
    };
    let up = match card.good {
        Direction::Up => true,
        Direction::Down => false,
        Direction::Stable => t.met >= t.missed,
    };
    Some(Target {
        value: t.met,
        near: (t.missed != t.met).then_some(t.missed),
        better: if up { Better::Higher } else { Better::Lower },
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

/// The trend on a card.
pub fn sparkline(card: &Card, locale: Locale) -> Chart {
    let kind = Sparkline {
        unit: axis(card, &locale),
        labels: card
            .series
            .iter()
            .map(|p| period(&p.period, &locale))
            .collect(),
        values: card.series.iter().map(|p| p.value).collect(),
    };
    chart(
        format!("{}, trend", card.label),
        String::new(),
        String::new(),
        locale,
        Kind::Sparkline(kind),
    )
}

/// Where the value stands between missed and met.
pub fn bullet(card: &Card, locale: Locale) -> Option<Chart> {
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
pub fn source_line(card: &Card) -> String {
    let files: Vec<String> = card
        .receipt
        .files
        .iter()
        .map(|f| format!("{} ({})", f.file, sha_short(&f.sha256)))
        .collect();
    format!("{}. Source: {}", card.receipt.formula, files.join(", "))
}

/// The whole series with its target.
pub fn line(card: &Card, locale: Locale) -> Chart {
    let grain = card
        .series
        .last()
        .map_or(outturn_core::calendar::Grain::Month, |p| p.period.grain());
    let kind = LineChart {
        target: target(card),
        ..LineChart::new(
            axis(card, &locale),
            grain,
            card.series
                .iter()
                .map(|p| p.period.start_moment())
                .collect(),
            vec![Series::new(
                String::new(),
                card.series.iter().map(|p| p.value).collect(),
            )],
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
