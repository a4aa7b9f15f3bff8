//! What scenarios can be fed with: metrics over the baseline and over what is now, each with what it rests on.

use outturn_core::calendar::{Grain, Period, Span};
use outturn_core::units::Timestamp;
use outturn_metrics::scorecard::{Choice, Settings, card, receipt};
use outturn_metrics::{
    Covered, Metric, Observation, Scope, Slices, Sources, Unavailable, catalogue,
};
use outturn_scenario::{Measured, MeasuredMetric, Range, Reading, Windows, feeding, span_label};

/// Every metric that scenarios can be fed by and that has a value. Each is measured within the days that its own files cover; without a
/// go-live date, what is now is what the scorecard shows.
pub fn measured(sources: &Sources, choice: Choice, windows: Windows) -> Measured {
    // Some levers are of metrics that no file can give yet.
    let metrics = feeding()
        .into_iter()
        .filter_map(|id| Some((id, Metric::Defined(catalogue::find(id)?))));
    let found = metrics.filter_map(|(id, metric)| {
        let of = Measuring {
            covered: Covered::of(&metric, sources),
            metric,
            sources,
        };
        let by = |grain| (sources.calendar(), grain);
        let reach = of.covered.reach(by(Grain::Month))?;
        let baseline = windows.baseline(reach, |period| of.covered.covers(period));
        let baseline = baseline.and_then(|days| of.reading(days));
        let since_go_live = windows.go_live.is_some();
        let now = match since_go_live {
            true => windows.since_go_live(reach),
            false => of.shown(choice, of.covered.reach(by(choice.grain))?),
        };
        let now = now.and_then(|days| of.reading(days));
        (baseline.is_some() || now.is_some()).then(|| {
            let measured = MeasuredMetric {
                unit: of.metric.unit(),
                baseline,
                now,
                since_go_live,
            };
            (id.to_owned(), measured)
        })
    });
    found.collect()
}

/// A metric and its data.
struct Measuring<'a> {
    metric: Metric<'a>,
    sources: &'a Sources,
    covered: Covered,
}

impl Measuring<'_> {
    /// The days of what the scorecard shows, of those that the data covers.
    fn shown(&self, choice: Choice, reach: Span) -> Option<Span> {
        let card = card(&self.metric, self.sources, choice, &Settings::default(), 1);
        card.value.and(card.span)?.overlap(reach)
    }

    /// The metric over some days; `None` without a value.
    fn reading(&self, span: Span) -> Option<Reading> {
        let observed = self.metric.within(self.sources, span)?;
        let value = observed.value?;
        let files = receipt(&self.metric, &observed, self.sources).files;
        let files: Vec<&str> = files.iter().map(|f| f.file.as_str()).collect();
        let whole = whole_months(span);
        let observed_part = self.covered.seconds(span) / span.seconds();
        Some(Reading {
            value,
            currency: observed.currency,
            n: observed.rows_used,
            months: span.months() * observed_part.clamp(0.0, 1.0),
            events: self.events(vec![span]).pop().flatten(),
            value_range: range(&self.values(whole.clone())),
            events_range: range(&self.events(whole)),
            source: format!("{}, {}", files.join(" and "), span_label(span)),
        })
    }

    fn values(&self, spans: Vec<Span>) -> Vec<Option<f64>> {
        values(self.metric.measure(&over(self.sources, spans)))
    }

    /// How many events of the kind the metric is about fell into each of some spans; none where that means nothing, as of a series that
    /// was supplied ready-made.
    fn events(&self, spans: Vec<Span>) -> Vec<Option<f64>> {
        let events = self.metric.events();
        events.map_or_else(Vec::new, |events| {
            values(events.evaluate(&over(self.sources, spans)))
        })
    }
}

fn values(observed: Result<Vec<Observation>, Unavailable>) -> Vec<Option<f64>> {
    let observed = observed.unwrap_or_default();
    observed.into_iter().map(|o| o.value).collect()
}

fn over(sources: &Sources, spans: Vec<Span>) -> Scope<'_> {
    Scope::new(sources, Slices::Spans(spans))
}

/// The whole months of a span.
fn whole_months(span: Span) -> Vec<Span> {
    let last = Timestamp(span.end_moment().0 - 1);
    let months = Period::range(span.start_moment(), last, Grain::Month).into_iter();
    let whole = |month: &Span| span.start <= month.start && month.end <= span.end;
    months.map(|month| month.span()).filter(whole).collect()
}

/// The lowest and the highest of some months; `None` of fewer than three.
fn range(months: &[Option<f64>]) -> Option<Range> {
    const LEAST: usize = 3;
    let known: Vec<f64> = months.iter().copied().flatten().collect();
    let ends = known
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| {
            (low.min(*v), high.max(*v))
        });
    (known.len() >= LEAST).then_some(ends)
}
