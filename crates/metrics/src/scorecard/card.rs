//! Cards: a metric in a period, and all that its card and its drill-down show.

use super::compared::{Compared, Reading};
use super::period::{Choice, History, Shared, Shown, Standing, When, of_period};
use super::verdict::{cases, is_of_another_time, verdict};
use super::{Judged, Receipt, Settings, Status, judge, receipt, said};
use crate::{
    Bucket, Covered, Direction, Kind, Metric, Observation, Sources, Target, Thresholds,
    Unavailable, all, loaded_series,
};
use outturn_core::calendar::{Calendar, Grain, Period, Span};
use outturn_core::units::{Currency, Unit};
use serde::{Deserialize, Serialize};

/// A value against another of the same metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// First and last period compared with: one twice, unless the value is of several.
    pub to: (Period, Period),
    /// The value then.
    pub value: f64,
    /// Now − then, in the base unit.
    pub change: f64,
    /// (Now − then) ÷ |then|; `None` when then was zero.
    pub change_ratio: Option<f64>,
    /// The days of that period compared with, where it is not all of it: as many as have passed of the one shown.
    pub part: Option<Span>,
    /// What the change says.
    pub reading: Reading,
    /// The 95 % interval of the change, where the metric's kind has one.
    pub interval: Option<(f64, f64)>,
    /// How the value then would stand against the target of now.
    pub status: Status,
}

impl Comparison {
    /// The days compared with.
    #[must_use]
    pub fn span(&self) -> Span {
        let (first, last) = self.to;
        self.part.unwrap_or(first.span().joined(last.span()))
    }
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
    /// The data covers all of the period.
    pub whole: bool,
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
    /// Whether the data covers that period, or ended before the one that the scorecard shows.
    pub standing: Standing,
    /// The days of it that the data covers, where it does not cover all.
    pub observed: Option<Span>,
    /// The data ends before the period does.
    pub to_date: bool,
    /// What each value stands for, where that is longer than the period.
    pub stands_for: Option<Grain>,
    /// The columns that the newest rows still lack, such as the labels of predictions, where that is what ends the metric's data.
    pub late: Vec<String>,
    /// The value in the base unit.
    pub value: Option<f64>,
    /// Rows that went into it.
    pub n: u64,
    /// The events that a verdict rests on; `None` where they are not known, as of a ready-made value.
    pub cases: Option<u64>,
    /// What they are: `incidents`.
    pub noun: String,
    /// With fewer of them there is no verdict.
    pub least_n: u64,
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
    /// Against the period before, like with like.
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
    let mut card = blank(metric, settings);
    let history = match metric.by_period(sources, choice.grain) {
        Ok(history) => history,
        Err(lack) => {
            card.reason = Some(reason(&lack, metric));
            card.lack = Some(lack);
            return card;
        }
    };
    let covered = Covered::of(metric, sources);
    card.late = covered.late().iter().map(|&name| name.to_owned()).collect();
    let shared = Shared::of(sources, choice.grain);
    let shown = Shown::of(choice, &history, &covered, shared);
    if let Some(shown) = shown {
        let whole = metric.reach(sources, choice.grain);
        put_period(
            &mut card,
            shown,
            choice,
            &covered,
            (whole, sources.calendar()),
        );
    }
    let upto = shown.and_then(|shown| history.iter().rposition(|one| one.0 <= shown.periods.1));
    card.series = series_upto(&history, &covered, upto, length);
    let span = card.span.filter(|_| shown.is_some());
    let one = shown
        .map(|shown| shown.periods)
        .filter(|(first, last)| first == last);
    let observation = match (one, choice.when) {
        (Some((period, _)), when) if when != When::All && period.grain() == choice.grain => {
            of_period(&history, period).cloned()
        }
        _ => span.and_then(|span| metric.within(sources, span)),
    };
    let observation = observation.unwrap_or_default();
    apply_column_target(&mut card, sources, metric, settings);
    card.currency = observation.currency;
    card.value = observation.value;
    card.n = observation.rows_used;
    card.made = observation.made.clone().filter(|_| card.n > 1);
    card.cases = cases(metric, &observation);
    card.previous = shown.and_then(|shown| {
        let compared = Compared {
            metric,
            sources,
            covered: &covered,
            history: &history,
        };
        compared.with_before(shown, (&observation, card.span?), card.least_n)
    });
    card.judged = verdict(&card, choice, metric);
    if let Some(before) = &mut card.previous {
        before.status = match card.target {
            Target::Fixed(_) => judge(Some(before.value), None, card.target, card.good).status,
            // Held against the one before it, it would be another question.
            Target::Trend | Target::None => card.judged.status,
        };
    }
    if is_of_another_time(choice, &history, shared) {
        card.judged.score = None;
    }
    if card.value.is_none() {
        let lack = match &observation.made {
            Some(made) if observation.rows_used > 0 => Unavailable::NotCombined(made.clone()),
            Some(_) => Unavailable::NoRise,
            None if observation.rows_skipped > 0 => {
                let reasons = observation.left_out.iter();
                let reasons = reasons.map(|(reason, rows)| format!("{rows} {reason}"));
                Unavailable::NoUsableRow(reasons.collect::<Vec<_>>().join(", "))
            }
            None => Unavailable::Period,
        };
        card.reason = Some(reason(&lack, metric));
    }
    card.receipt = receipt(metric, &observation, sources);
    card
}

/// The period of a card's value, and which days of it there is data for.
fn put_period(
    card: &mut Card,
    shown: Shown,
    choice: Choice,
    covered: &Covered,
    (whole, calendar): (Option<Span>, Calendar),
) {
    let span = match choice.when {
        When::All => whole,
        _ => Some(shown.span()),
    };
    // Everything is named by its days where it does not fill its periods.
    card.periods = match (choice.when, span) {
        (When::All, Some(span)) => Some(calendar.ends(span, choice.grain)),
        _ => Some(shown.periods),
    };
    card.span = span;
    card.stands_for = span.and_then(|span| covered.longer_step(span));
    card.standing = shown.standing;
    card.observed = span
        .filter(|span| !covered.covers(*span))
        .and_then(|span| covered.observed(span));
    let ends_in_it = |span: Span| match card.observed {
        Some(observed) => observed.end < span.end,
        // Nothing of it has come yet.
        None => covered.days().is_some_and(|days| days.end <= span.start),
    };
    card.to_date = shown.standing != Standing::Whole && span.is_some_and(ends_in_it);
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
        standing: Standing::Whole,
        observed: None,
        to_date: false,
        late: Vec::new(),
        stands_for: None,
        value: None,
        n: 0,
        cases: None,
        noun: metric.noun().to_owned(),
        least_n: own.least_n.unwrap_or(metric.least_n()),
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

fn series_upto(
    history: &History,
    covered: &Covered,
    upto: Option<usize>,
    length: usize,
) -> Vec<Point> {
    let end = upto.map_or(history.len(), |i| i + 1);
    let point = |(period, o): &(Period, Observation)| Point {
        period: *period,
        value: o.value,
        n: o.rows_used,
        whole: covered.covers(period.span()),
    };
    history[end.saturating_sub(length)..end]
        .iter()
        .map(point)
        .collect()
}

/// A series whose rows carry a `target` is held against it, unless the user set one: missed is a tenth on the wrong side of it. A
/// sign in front of the target says which side that is where neither catalogue nor user do; where nothing does there is no verdict.
fn apply_column_target(
    card: &mut Card,
    sources: &Sources,
    metric: &Metric<'_>,
    settings: &Settings,
) {
    let (Some(span), None) = (card.span, said(settings, &card.id).and_then(|s| s.target)) else {
        return;
    };
    if let Some((met, told)) = metric.target_in(sources, span) {
        if card.good == Direction::Unset {
            card.good = told;
        }
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
