//! How a card is made: which period, of what data, against what.

use super::card::{Card, Point};
use super::compared::Compared;
use super::period::{Choice, History, Shared, Shown, Standing, When, of_period};
use super::targets::{before_the_period, take_from_data};
use super::verdict::{counted, is_of_another_time, verdict};
use super::{Receipt, Settings, judge, receipt, said};
use crate::{
    Covered, Direction, Metric, Observation, Sources, Target, Unavailable, all, loaded_series,
};
use outturn_core::calendar::{Grain, Period, Span};

/// The cost that is meant where nothing else is said.
const BILLED: &str = "billed";

/// How many periods a card's series shows at most.
pub(super) const SERIES_LENGTH: usize = 25;

/// All cards in the order of the screen.
#[must_use]
pub fn cards(sources: &Sources, choice: Choice, settings: &Settings) -> Vec<Card> {
    let names = loaded_series(sources);
    cards_of(&all(&names), sources, choice, settings)
}

/// The cards of some metrics, in their order.
#[must_use]
pub fn cards_of(
    metrics: &[Metric<'_>],
    sources: &Sources,
    choice: Choice,
    settings: &Settings,
) -> Vec<Card> {
    metrics
        .iter()
        .map(|metric| card(metric, sources, choice, settings, SERIES_LENGTH))
        .collect()
}

/// The grain in which the data has between a handful and some dozens of periods, and none shorter than `step`, which is what a date of
/// all of it stands for at least: five months of a monthly series are months.
#[must_use]
pub fn grain_for(span: Span, step: Option<Grain>) -> Grain {
    let by_length = match span.days() {
        d if d <= 31.0 => Grain::Day,
        d if d <= 120.0 => Grain::Week,
        d if d <= 1500.0 => Grain::Month,
        _ => Grain::Quarter,
    };
    step.map_or(by_length, |step| step.max(by_length))
}

/// The grain by which everything that is loaded is looked at, whatever the periods of the screen, so that all of it says the same beside a
/// series of days and one of years: months, or what its values stand for where that is longer.
fn grain_of_everything(sources: &Sources) -> Grain {
    let lengths = [Grain::Month, Grain::Quarter, Grain::Year];
    let mut shared = lengths
        .into_iter()
        .filter(|grain| Shared::of(sources, *grain).complete.is_some());
    shared.next().unwrap_or(Grain::Month)
}

/// One card with up to `length` points of series.
#[must_use]
pub fn card(
    metric: &Metric<'_>,
    sources: &Sources,
    choice: Choice,
    settings: &Settings,
    length: usize,
) -> Card {
    let metric = &metric.as_said(settings, sources);
    let mut card = blank(metric, settings);
    let steps = choice.grain;
    let choice = match choice.when {
        When::All => Choice {
            grain: grain_of_everything(sources),
            ..choice
        },
        _ => choice,
    };
    let by = |grain| metric.by_period(sources, grain);
    let (history, series) = match by(choice.grain).and_then(|all| Ok((all, by(steps)?))) {
        Ok(both) => both,
        Err(lack) => {
            card.reason = Some(reason(&lack, metric));
            card.lack = Some(lack);
            return card;
        }
    };
    let looked = Looked {
        metric,
        sources,
        choice,
        covered: Covered::of(metric, sources),
        history: &history,
    };
    let shared = Shared::of(sources, choice.grain);
    let shown = Shown::of(choice, &history, &looked.covered, shared);
    looked.put_period(&mut card, shown, steps);
    card.receipt.filtered.by = sources.filter().clone();
    card.series = looked.series(&series, card.span, length);
    let observation = looked.observation(shown, card.span).unwrap_or_default();
    take_from_data(&mut card, sources, metric, settings);
    looked.put_value(&mut card, shown, &observation);
    if is_of_another_time(choice, (&history, &looked.covered), shared) {
        card.judged.score = None;
    }
    if card.value.is_none() {
        card.reason = Some(reason(&no_value(&observation), metric));
    }
    if metric.is_supplied(sources) {
        // As it was supplied, whichever way that was.
        card.definition = None;
    }
    card.receipt = receipt(metric, &observation, sources);
    card
}

/// A metric and its data, looked at by a choice of the period.
struct Looked<'a> {
    metric: &'a Metric<'a>,
    sources: &'a Sources,
    choice: Choice,
    covered: Covered,
    history: &'a History,
}

impl Looked<'_> {
    /// The period of a card's value, and which days of it there is data for. Everything is named by the steps of the screen where it
    /// fills them.
    fn put_period(&self, card: &mut Card, shown: Option<Shown>, steps: Grain) {
        let covered = &self.covered;
        card.late = covered.late().iter().map(|&name| name.to_owned()).collect();
        let Some(shown) = shown else { return };
        let (span, periods) = match self.choice.when {
            When::All => {
                let whole = self.metric.reach(self.sources, self.choice.grain);
                let named = whole.map(|whole| self.sources.calendar().ends(whole, steps));
                (whole, named)
            }
            _ => (Some(shown.span()), Some(shown.periods)),
        };
        card.span = span;
        card.periods = periods.or(Some(shown.periods));
        card.stands_for = span.and_then(|span| covered.longer_step(span));
        card.stands_for_half = card.stands_for.is_some() && covered.is_half_yearly();
        card.standing = shown.standing;
        card.observed = span
            .filter(|span| !covered.covers(*span))
            .and_then(|span| covered.observed(span));
        let ends_in_it = |span: Span| match card.observed {
            Some(observed) => observed.end < span.end,
            // Nothing of it has come yet.
            None => covered.days().is_some_and(|days| days.end <= span.start),
        };
        let today = self.sources.today();
        let begins_after = |span: Span| today.is_some_and(|today| span.start > today);
        card.planned = span.is_some_and(begins_after);
        card.to_date =
            shown.standing != Standing::Whole && span.is_some_and(ends_in_it) && !card.planned;
    }

    /// The metric in what is shown: known where that is one of its periods.
    fn observation(&self, shown: Option<Shown>, span: Option<Span>) -> Option<Observation> {
        let (first, last) = shown?.periods;
        let is_one = first == last && first.grain() == self.choice.grain;
        match is_one && self.choice.when != When::All {
            true => of_period(self.history, first).cloned(),
            false => self.metric.within(self.sources, span?),
        }
    }

    /// The value, what it is compared with, and how it stands.
    fn put_value(&self, card: &mut Card, shown: Option<Shown>, observation: &Observation) {
        card.currency = observation.currency;
        card.value = observation.value;
        card.n = observation.rows_used;
        card.made = observation.made.clone().filter(|_| card.n > 1);
        if card.made.is_none() && card.value.is_some() {
            let basis = receipt::cost_basis(self.metric, self.sources);
            card.made = basis
                .filter(|basis| basis != BILLED)
                .map(|basis| format!("{basis} cost"));
        }
        let counted = counted(self.metric, observation);
        card.cases = counted.map(|(cases, _)| cases);
        if let Some((_, Some(name))) = counted {
            name.clone_into(&mut card.noun);
        }
        let compared = Compared {
            metric: self.metric,
            sources: self.sources,
            covered: &self.covered,
            history: self.history,
        };
        card.previous = shown
            .filter(|_| self.choice.when != When::All)
            .and_then(|shown| {
                let now = (observation, card.span?);
                compared.with_before(shown, now, card.least_n).ok()
            });
        card.judged = verdict(card, self.choice, self.metric);
        if let Some(mut before) = card.previous.take() {
            before.status = card.status_of(before.value);
            card.previous = Some(before);
        }
    }

    /// The last periods up to what is shown.
    fn series(&self, history: &History, shown: Option<Span>, length: usize) -> Vec<Point> {
        let upto = shown.and_then(|shown| {
            let mut periods = history.iter();
            periods.rposition(|one| one.0.start() < shown.end)
        });
        let end = upto.map_or(history.len(), |i| i + 1);
        let point = |(period, o): &(Period, Observation)| Point {
            period: *period,
            value: o.value,
            n: o.rows_used,
            whole: self.covered.covers(period.span()),
        };
        let shown = &history[end.saturating_sub(length)..end];
        shown.iter().map(point).collect()
    }
}

/// Why an observation has no value.
fn no_value(observation: &Observation) -> Unavailable {
    match &observation.made {
        Some(made) if observation.rows_used > 0 => Unavailable::NotCombined(made.clone()),
        Some(_) => Unavailable::NoRise,
        None if observation.rows_skipped > 0 => {
            let reasons = observation.left_out.iter();
            let reasons = reasons.map(|(reason, rows)| format!("{rows} {reason}"));
            Unavailable::NoUsableRow(reasons.collect::<Vec<_>>().join(", "))
        }
        None => Unavailable::Period,
    }
}

fn blank(metric: &Metric<'_>, settings: &Settings) -> Card {
    let id = metric.id();
    let own = said(settings, &id).cloned().unwrap_or_default();
    let targeted = before_the_period(metric, &own);
    Card {
        label: metric.label(),
        bucket: metric.bucket(),
        kind: metric.kind(),
        unit: metric.unit(),
        currency: None,
        periods: None,
        span: None,
        standing: Standing::Whole,
        observed: None,
        to_date: false,
        planned: false,
        late: Vec::new(),
        stands_for: None,
        stands_for_half: false,
        value: None,
        n: 0,
        cases: None,
        noun: metric.noun().to_owned(),
        least_n: own.least_n.unwrap_or(metric.least_n()),
        judged: judge(None, None, Target::None, Direction::Up),
        reason: None,
        lack: None,
        target: targeted.target,
        target_origin: targeted.origin,
        target_name: targeted.name,
        agreed: own.agreed,
        good: targeted.good,
        previous: None,
        comparisons: Vec::new(),
        series: Vec::new(),
        made: None,
        definition: metric.rival().map(|rival| rival.label.to_owned()),
        owner: own.owner,
        north_star: own.north_star,
        receipt: Receipt {
            definition: metric.meaning(),
            formula: metric.formula(),
            longer: metric.longer(),
            source: metric.source().to_owned(),
            ..Receipt::default()
        },
        id,
    }
}

fn reason(lack: &Unavailable, metric: &Metric<'_>) -> String {
    let needs = metric.needs();
    // Where that is all it needs, it is said already.
    let said = match lack {
        Unavailable::Table(table) => table.schema().plural.to_owned(),
        Unavailable::Column { table, column } => {
            format!("{} with {column}", table.schema().plural)
        }
        _ => return lack.to_string(),
    };
    match said == needs {
        true => lack.to_string(),
        false => format!("{lack} It needs {needs}."),
    }
}
