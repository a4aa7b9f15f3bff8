//! Cards: a metric in a period, and all that its card and its drill-down show.

use super::{Judged, Receipt, Settings, judge, receipt, said};
use crate::{
    Bucket, Direction, Kind, Metric, Observation, Sources, Target, Thresholds, Unavailable, all,
    loaded_series,
};
use outturn_core::calendar::{Grain, Period, Span};
use outturn_core::units::{Currency, Unit};
use serde::{Deserialize, Serialize};

/// Which period the cards show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Each metric's last period that has a value.
    #[default]
    Latest,
    /// One period for all.
    At(Period),
    /// Everything that is loaded, as one period.
    All,
}

/// What the period control says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// How long one period is; the steps of the series.
    pub grain: Grain,
    /// Which period the value is of.
    pub when: When,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            grain: Grain::Month,
            when: When::Latest,
        }
    }
}

/// A value against another of the same metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// The period compared with.
    pub to: Period,
    /// The value then.
    pub value: f64,
    /// Now − then, in the base unit.
    pub change: f64,
    /// (Now − then) ÷ |then|; `None` when then was zero.
    pub change_ratio: Option<f64>,
}

/// One point of a card's series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// The period.
    pub period: Period,
    /// The value; `None` is a gap.
    pub value: Option<f64>,
    /// Rows that went into it.
    pub n: u64,
}

/// A metric in a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Stable id.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// Where it stands.
    pub bucket: Bucket,
    /// Leading or lagging.
    pub kind: Kind,
    /// Base unit.
    pub unit: Unit,
    /// Currency of a money value.
    pub currency: Option<Currency>,
    /// First and last period that the value is of: one period twice, unless it is of everything loaded. `None` without data.
    pub periods: Option<(Period, Period)>,
    /// Their days.
    pub span: Option<Span>,
    /// The data ends before the period does.
    pub to_date: bool,
    /// The value in the base unit.
    pub value: Option<f64>,
    /// Rows that went into it.
    pub n: u64,
    /// Status and score.
    pub judged: Judged,
    /// Why there is no value, in a sentence; what to load.
    pub reason: Option<String>,
    /// What it cannot be computed without; `None` where there is a value, or no row for one.
    pub lack: Option<Unavailable>,
    /// The target held against.
    pub target: Target,
    /// Where the target comes from: `default`, `user` or `column`.
    pub target_origin: TargetOrigin,
    /// Which way is better.
    pub good: Direction,
    /// Against the period before.
    pub previous: Option<Comparison>,
    /// The last periods up to this one.
    pub series: Vec<Point>,
    /// What was done with values that were supplied, where there are several: `mean of 3 months as supplied`.
    pub made: Option<String>,
    /// Who answers for it.
    pub owner: String,
    /// One of the few that everything else serves.
    pub north_star: bool,
    /// Where the number comes from.
    pub receipt: Receipt,
}

impl Card {
    /// The period of the value by name, as it is kept with what was measured: `Aug 2026`, `Jan 2026 – Aug 2026`; empty without data.
    /// What is shown is written in the reader's locale instead.
    #[must_use]
    pub fn period_label(&self) -> String {
        match self.periods {
            Some((first, last)) if first != last => {
                format!("{} – {}", first.label(), last.label())
            }
            Some((period, _)) => period.label(),
            None => String::new(),
        }
    }

    /// Whether two periods or more have a value, so that a line can be drawn.
    #[must_use]
    pub fn has_line(&self) -> bool {
        self.series
            .iter()
            .filter(|p| p.value.is_some())
            .nth(1)
            .is_some()
    }
}

/// Where a target comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetOrigin {
    /// The catalogue.
    Default,
    /// The user.
    User,
    /// A `target` column of the data.
    Column,
}

/// How many periods a card's series shows at most.
const SERIES_LENGTH: usize = 25;

/// All cards in the order of the screen.
#[must_use]
pub fn cards(sources: &Sources, choice: Choice, settings: &Settings) -> Vec<Card> {
    let names = loaded_series(sources);
    all(&names)
        .iter()
        .map(|metric| card(metric, sources, choice, settings, SERIES_LENGTH))
        .collect()
}

/// The grain in which the data has between a handful and some dozens of periods.
#[must_use]
pub fn grain_for(span: Span) -> Grain {
    match span.days() {
        d if d <= 31.0 => Grain::Day,
        d if d <= 120.0 => Grain::Week,
        d if d <= 1500.0 => Grain::Month,
        _ => Grain::Quarter,
    }
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
    let metric = &metric.as_said(settings);
    let history = metric.by_period(sources, choice.grain);
    let mut card = blank(metric, settings);
    let history = match history {
        Ok(history) => history,
        Err(lack) => {
            card.reason = Some(reason(&lack, metric));
            card.lack = Some(lack);
            return card;
        }
    };
    let (observation, upto) = observed(metric, sources, choice, &history);
    card.series = series_upto(&history, upto, length);
    card.span = span_of(choice, &history, upto, sources, metric);
    card.periods = periods_of(choice, &history, upto);
    card.to_date = card
        .span
        .zip(sources.span())
        .is_some_and(|(span, data)| span.start < data.end && data.end < span.end);
    if choice.when != When::All {
        card.previous = upto
            .and_then(|i| i.checked_sub(1))
            .and_then(|i| compare(observation.value, &history[i]));
    }
    apply_column_target(&mut card, sources, metric, settings);
    card.currency = observation.currency;
    card.value = observation.value;
    card.n = observation.rows_used;
    card.made = observation.made.clone().filter(|_| card.n > 1);
    card.judged = judge(
        card.value,
        card.previous.as_ref().map(|p| p.value),
        card.target,
        card.good,
    );
    if card.value.is_none() {
        let lack = match &observation.made {
            Some(made) if observation.rows_used > 0 => Unavailable::NotCombined(made.clone()),
            Some(_) => Unavailable::NoRise,
            None => Unavailable::Period,
        };
        card.reason = Some(reason(&lack, metric));
    }
    card.receipt = receipt(metric, &observation, sources);
    card
}

fn blank(metric: &Metric<'_>, settings: &Settings) -> Card {
    let id = metric.id();
    let own = said(settings, &id).cloned().unwrap_or_default();
    let (target, target_origin) = match own.target {
        Some(thresholds) => (Target::Fixed(thresholds), TargetOrigin::User),
        None => (metric.target(), TargetOrigin::Default),
    };
    Card {
        label: metric.label(),
        bucket: metric.bucket(),
        kind: metric.kind(),
        unit: metric.unit(),
        currency: None,
        periods: None,
        span: None,
        to_date: false,
        value: None,
        n: 0,
        judged: judge(None, None, Target::None, Direction::Up),
        reason: None,
        lack: None,
        target,
        target_origin,
        good: match metric.good() {
            Direction::Unset => own.good.unwrap_or(Direction::Unset),
            known => known,
        },
        previous: None,
        series: Vec::new(),
        made: None,
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
        Unavailable::Table(table) => table.schema().label.to_ascii_lowercase(),
        Unavailable::Column { table, column } => {
            format!(
                "{} with {column}",
                table.schema().label.to_ascii_lowercase()
            )
        }
        _ => return lack.to_string(),
    };
    match said == needs {
        true => lack.to_string(),
        false => format!("{lack} It needs {needs}."),
    }
}

type History = [(Period, Observation)];

/// The observation that the card shows, and its place in the history.
fn observed(
    metric: &Metric<'_>,
    sources: &Sources,
    choice: Choice,
    history: &History,
) -> (Observation, Option<usize>) {
    let last = history.iter().rposition(|(_, o)| o.value.is_some());
    match choice.when {
        When::Latest => (last.map(|i| history[i].1.clone()).unwrap_or_default(), last),
        When::At(period) => {
            let at = history.iter().position(|(p, _)| *p == period);
            (at.map(|i| history[i].1.clone()).unwrap_or_default(), at)
        }
        When::All => {
            let whole = metric.overall(sources);
            (whole.unwrap_or_default(), last)
        }
    }
}

fn series_upto(history: &History, upto: Option<usize>, length: usize) -> Vec<Point> {
    let end = upto.map_or(history.len(), |i| i + 1);
    let point = |(period, o): &(Period, Observation)| Point {
        period: *period,
        value: o.value,
        n: o.rows_used,
    };
    history[end.saturating_sub(length)..end]
        .iter()
        .map(point)
        .collect()
}

fn span_of(
    choice: Choice,
    history: &History,
    upto: Option<usize>,
    sources: &Sources,
    metric: &Metric<'_>,
) -> Option<Span> {
    match choice.when {
        When::All => metric.span(sources),
        When::At(period) => Some(period.span()),
        When::Latest => upto.map(|i| history[i].0.span()),
    }
}

fn periods_of(choice: Choice, history: &History, upto: Option<usize>) -> Option<(Period, Period)> {
    let last = upto.map(|i| history[i].0);
    match choice.when {
        When::All => {
            let (first, _) = history.first()?;
            Some((*first, last.unwrap_or(*first)))
        }
        When::At(period) => Some((period, period)),
        When::Latest => last.map(|period| (period, period)),
    }
}

fn compare(now: Option<f64>, (period, then): &(Period, Observation)) -> Option<Comparison> {
    let (now, then) = (now?, then.value?);
    Some(Comparison {
        to: *period,
        value: then,
        change: now - then,
        change_ratio: (then != 0.0).then(|| (now - then) / then.abs()),
    })
}

/// A series whose rows carry a `target` is held against it, unless the user set one: missed is a tenth on the wrong side of it. Where
/// nobody has said which side that is, there is no verdict.
fn apply_column_target(
    card: &mut Card,
    sources: &Sources,
    metric: &Metric<'_>,
    settings: &Settings,
) {
    let (Some(span), None) = (card.span, said(settings, &card.id).and_then(|s| s.target)) else {
        return;
    };
    if let Some(met) = metric.target_in(sources, span) {
        let margin = met.abs() * 0.1;
        let missed = match card.good {
            Direction::Down => met + margin,
            Direction::Up | Direction::Stable => met - margin,
            Direction::Unset => met,
        };
        card.target = Target::Fixed(Thresholds { met, missed });
        card.target_origin = TargetOrigin::Column;
    }
}
