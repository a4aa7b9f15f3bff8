//! What scenarios can be fed with: the scorecard's values, with how often the thing they measure happens.

use outturn_core::calendar::Span;
use outturn_metrics::scorecard::{Card, Choice, Settings, When, card};
use outturn_metrics::{Metric, Scope, Slices, Sources, catalogue};
use outturn_scenario::{LEVERS, Measured, MeasuredMetric, Window};

/// Every metric that an input of a lever is measured by and that has a value, over the window that the input names.
pub fn measured(sources: &Sources, choice: Choice) -> Measured {
    let inputs = LEVERS.iter().flat_map(|lever| lever.inputs);
    let mut measured = Measured::new();
    for binding in inputs.flat_map(|input| input.measured_by) {
        if measured.contains_key(binding.metric) {
            continue;
        }
        // Some levers are of metrics that no file can give yet.
        let Some(metric) = catalogue::find(binding.metric).map(Metric::Defined) else {
            continue;
        };
        let choice = match (binding.window, choice.when) {
            (Window::ChosenOrAll, When::Latest) => Choice {
                when: When::All,
                ..choice
            },
            (Window::ChosenOrAll, _) => choice,
        };
        let card = card(&metric, sources, choice, &Settings::default(), 1);
        if let Some(found) = of_card(&metric, &card, sources) {
            measured.insert(binding.metric.to_owned(), found);
        }
    }
    measured
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
