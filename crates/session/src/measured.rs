//! What scenarios can be fed with: the scorecard's values, with how often the thing they measure happens.

use outturn_core::calendar::Span;
use outturn_metrics::scorecard::{Card, Choice, Settings, When, card};
use outturn_metrics::{Metric, Scope, Slices, Sources, catalogue};
use outturn_scenario::{Measured, MeasuredMetric};

/// Every metric of the catalogue that has a value: in the chosen period, or where none is chosen over all that is loaded, which is
/// steadier than the last month alone.
pub fn measured(sources: &Sources, choice: Choice) -> Measured {
    let when = if choice.when == When::Latest {
        When::All
    } else {
        choice.when
    };
    let choice = Choice { when, ..choice };
    catalogue::all()
        .filter_map(|definition| {
            let metric = Metric::Defined(definition);
            let card = card(&metric, sources, choice, &Settings::default(), 1);
            Some((definition.id.to_owned(), of_card(&metric, &card, sources)?))
        })
        .collect()
}

fn of_card(metric: &Metric<'_>, card: &Card, sources: &Sources) -> Option<MeasuredMetric> {
    let (value, span) = (card.value?, card.span?);
    let files: Vec<&str> = card.receipt.files.iter().map(|f| f.file.as_str()).collect();
    Some(MeasuredMetric {
        value,
        unit: card.unit,
        currency: card.currency,
        n: card.n,
        per_month: events(metric, span, sources).map(|n| n / span.months()),
        source: format!("{}, {}", files.join(" and "), card.period_label()),
    })
}

/// How many events of the kind the metric is about fell into the span.
fn events(metric: &Metric<'_>, span: Span, sources: &Sources) -> Option<f64> {
    let scope = Scope::new(sources, Slices::Spans(vec![span]));
    let count = metric.events()?.evaluate(&scope).ok()?.pop()?.value;
    count.filter(|n| *n > 0.0)
}
