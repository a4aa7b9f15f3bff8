//! What scenarios can be fed with: metrics over the baseline and over what is now, each with what it rests on.

use outturn_core::calendar::{Calendar, Grain, Period, Span};
use outturn_core::units::Unit;
use outturn_metrics::scorecard::{Choice, Settings, card, receipt};
use outturn_metrics::{
    Caveat, Covered, Metric, Observation, Scope, Slices, Sources, Unavailable, catalogue,
};
use outturn_scenario::{
    Lacking, Measured, MeasuredMetric, Range, Reading, Windows, feeding, is_asked_whole, span_label,
};

/// Every metric that scenarios can be fed by and whose data is loaded. Each is measured within the days that its own files cover; without
/// a go-live date, what is now is what the scorecard shows.
pub fn measured(sources: &Sources, choice: Choice, windows: Windows) -> Measured {
    // Some levers are of metrics that no file can give yet.
    let metrics = feeding()
        .into_iter()
        .filter_map(|id| Some((id, Metric::Defined(catalogue::find_part(id)?))));
    let found = metrics.filter_map(|(id, metric)| {
        let of = Measuring {
            covered: Covered::of(&metric, sources),
            metric,
            sources,
        };
        Some((id.to_owned(), of.measured(id, choice, windows)?))
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
    /// `None` where there is nothing that it has a value of at all.
    fn measured(&self, id: &str, choice: Choice, windows: Windows) -> Option<MeasuredMetric> {
        let calendar = self.sources.calendar();
        let Some(reach) = self.reach(Grain::Month) else {
            // Of a bill nothing of which is paid once, or all, that is known too.
            return self.is_part().then(|| self.nothing(windows));
        };
        let read = |days: Span| self.reading(days).ok_or(Lacking::NoValue);
        let baseline = windows.baseline(reach, calendar, |period| self.covered.covers(period));
        let shown = || self.shown(choice).ok_or(Lacking::NoValue);
        let measured = MeasuredMetric {
            unit: self.metric.unit(),
            baseline: baseline.and_then(read),
            now: windows
                .since_go_live(reach)
                .unwrap_or_else(shown)
                .and_then(read),
            since_go_live: windows.go_live.is_some(),
            whole: is_asked_whole(id).then(|| self.reading(reach)).flatten(),
        };
        let is_known = || measured.baseline.is_ok() || measured.now.is_ok() || self.has_value();
        (measured.whole.is_some() || is_known()).then_some(measured)
    }

    /// Whether it is some rows of a table that is loaded.
    fn is_part(&self) -> bool {
        let Metric::Defined(definition) = &self.metric else {
            return false;
        };
        let parts = catalogue::PARTS.iter();
        self.covered.days().is_some() && parts.map(|part| part.id).any(|id| id == definition.id)
    }

    fn nothing(&self, windows: Windows) -> MeasuredMetric {
        MeasuredMetric {
            unit: self.metric.unit(),
            baseline: Err(Lacking::NoValue),
            now: Err(Lacking::NoValue),
            since_go_live: windows.go_live.is_some(),
            whole: None,
        }
    }

    fn has_value(&self) -> bool {
        let observed = self.metric.overall(self.sources);
        observed.is_some_and(|observed| observed.value.is_some())
    }

    /// The days to measure over, with the periods of a length at both ends whole where the data covers them. Where only some rows of a table count, those from the first of them on: a bill whose running charges
    /// begin with the last quarter has run for three months, however long the build took before.
    fn reach(&self, grain: Grain) -> Option<Span> {
        let reach = self.covered.reach((self.sources.calendar(), grain))?;
        if !self.is_part() {
            return Some(reach);
        }
        let months = self.sources.calendar().periods(reach, Grain::Month);
        let spans: Vec<Span> = months.iter().map(Period::span).collect();
        let of_first = spans.iter().zip(self.values(spans.clone()));
        let first = of_first
            .filter_map(|(month, value)| value.map(|_| month))
            .next();
        first.map(|first| Span {
            start: first.start.max(reach.start),
            ..reach
        })
    }

    /// The days of what the scorecard shows, of those that the data covers.
    fn shown(&self, choice: Choice) -> Option<Span> {
        let card = card(&self.metric, self.sources, choice, &Settings::default(), 1);
        card.value
            .and(card.span)?
            .overlap(self.reach(choice.grain)?)
    }

    /// The metric over some days; `None` without a value.
    fn reading(&self, span: Span) -> Option<Reading> {
        let observed = self.metric.within(self.sources, span)?;
        let value = observed.value?;
        let receipt = receipt(&self.metric, &observed, self.sources);
        let files = receipt.files;
        let known = files.iter().flat_map(|file| &file.caveats).map(in_short);
        // A sum of money whose currency no file says is taken for one in that of the case.
        let is_bare = self.metric.unit() == Unit::Money && observed.currency.is_none();
        let bare = is_bare.then(|| "its file does not say the currency".to_owned());
        let known: Vec<String> = known.chain(bare).collect();
        let files: Vec<&str> = files.iter().map(|f| f.file.as_str()).collect();
        let calendar = self.sources.calendar();
        let whole = whole_months(span, calendar);
        let observed_part = self.covered.seconds(span) / span.seconds();
        Some(Reading {
            value,
            currency: observed.currency,
            n: observed.rows_used,
            months: span.months() * observed_part.clamp(0.0, 1.0),
            events: self.events(vec![span]).pop().flatten(),
            value_range: range(&match self.metric.adds_up() {
                true => a_month(&whole, self.values(whole.clone())),
                false => self.values(whole.clone()),
            }),
            events_range: range(&a_month(&whole, self.events(whole.clone()))),
            source: format!("{}, {}", files.join(" and "), span_label(span, calendar)),
            left_out: receipt.left_out,
            caveats: known,
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

/// What is to be known of rows, behind a number that rests on them.
fn in_short(caveat: &Caveat) -> String {
    match caveat {
        Caveat::Repeated { rows } => {
            format!("{rows} of its file's rows the same as another one, and counted")
        }
        Caveat::SameDays { other, .. } => {
            format!("{other} covers the same days, and what is in both counts twice")
        }
        Caveat::SameRows { other } => format!("{other} holds the same rows, and they count twice"),
        Caveat::Contested { rows, .. } => {
            format!("without {rows} of its file's rows that wait for an answer")
        }
        Caveat::Ahead { rows, .. } => format!("without {rows} rows dated ahead"),
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
fn whole_months(span: Span, calendar: Calendar) -> Vec<Span> {
    let months = calendar.periods(span, Grain::Month).into_iter();
    let whole = |month: &Span| span.start <= month.start && month.end <= span.end;
    months.map(|month| month.span()).filter(whole).collect()
}

/// What some periods come to, as of a month each: one of five weeks counts no more than one of four.
fn a_month(periods: &[Span], values: Vec<Option<f64>>) -> Vec<Option<f64>> {
    let of = |(period, value): (&Span, Option<f64>)| Some(value? / period.months());
    periods.iter().zip(values).map(of).collect()
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
