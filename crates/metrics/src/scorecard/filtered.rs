//! A scorecard of some rows alone: of a team, a model, an environment.
//!
//! A figure is filtered as far as it can be: a condition holds for a metric where every table that its events are in has the label. One
//! that cannot be asked of it is named on the card, and the metric counts in no score of the filter unless the user says so: a score must
//! not be of a team in one part and of the company in the other.

use super::{Card, Choice, Comparisons, Detail, NONE, Settings, Status, card, compare, detail};
use crate::{Metric, Sources};
use outturn_core::table::TableKind;
use outturn_expr::{Condition, Filter};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// What all cards are filtered by.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filters {
    /// The rows that count.
    pub by: Filter,
    /// Whether metrics that cannot be filtered count in the score all the same.
    pub score_unfiltered: bool,
}

/// How far a figure is filtered.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Filtered {
    /// What it is filtered by.
    pub by: Filter,
    /// What it could not be filtered by.
    pub not_by: Vec<NotBy>,
}

/// A condition that cannot be asked of a metric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotBy {
    /// The label.
    pub label: String,
    /// What has no such label: `incidents`, or the name of a series.
    pub of: String,
    /// Whether that is a series, and no table.
    pub is_series: bool,
}

/// A condition for people: `Team: Payments, Search`.
#[must_use]
pub fn condition_words(condition: &Condition) -> String {
    let shown = |value: &String| match value.as_str() {
        "" => NONE.to_owned(),
        value => value.to_owned(),
    };
    let values: Vec<String> = condition.values.iter().map(shown).collect();
    format!("{}: {}", label_words(&condition.label), values.join(", "))
}

/// A label for people: `Team`, `Risk tier`.
#[must_use]
pub fn label_words(label: &str) -> String {
    let words = label.replace('_', " ");
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// A filter in a few words: `Team: Payments only`; `None` where everything counts.
#[must_use]
pub fn filter_words(filter: &Filter) -> Option<String> {
    let words: Vec<String> = filter.conditions().map(condition_words).collect();
    (!words.is_empty()).then(|| format!("{} only", words.join("; ")))
}

impl NotBy {
    /// Why: `incidents have no column team`.
    #[must_use]
    pub fn words(&self) -> String {
        let Self {
            label,
            of,
            is_series,
        } = self;
        match is_series {
            true => format!("the series {of} has no label {label}"),
            false => format!("{of} have no column {label}"),
        }
    }
}

impl Filtered {
    /// Whether it is the figure of everything though something else was asked for.
    #[must_use]
    pub fn is_not_all(&self) -> bool {
        !self.not_by.is_empty()
    }

    /// What a reader has to know of it: `Team: Payments only`, `Not filtered: incidents have no column team.`; `None` without a filter.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let by = filter_words(&self.by);
        if self.not_by.is_empty() {
            return by;
        }
        let whys: Vec<String> = self.not_by.iter().map(NotBy::words).collect();
        let whys = whys.join(", ");
        Some(match by {
            None => format!("Not filtered: {whys}"),
            Some(by) => {
                let labels: Vec<&str> = self.not_by.iter().map(|not| not.label.as_str()).collect();
                format!("{by}; not filtered by {}: {whys}", labels.join(" and "))
            }
        })
    }
}

impl Filters {
    /// Whether anything is filtered.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !self.by.is_empty()
    }

    /// How a metric is filtered by what is loaded.
    #[must_use]
    pub fn of(&self, metric: &Metric<'_>, sources: &Sources) -> Filtered {
        let mut filtered = Filtered::default();
        if !self.is_on() {
            return filtered;
        }
        let counted = counted_in(metric, sources);
        for condition in self.by.conditions() {
            match lacking(metric, sources, &counted, condition) {
                None => filtered.by.0.push(condition.clone()),
                Some(not) => filtered.not_by.push(not),
            }
        }
        filtered
    }

    /// The loaded tables as a metric is to be computed from them, with how far that is filtered.
    #[must_use]
    pub fn view<'a>(&self, metric: &Metric<'_>, sources: &'a Sources) -> (View<'a>, Filtered) {
        let filtered = self.of(metric, sources);
        let view = match filtered.by.is_empty() {
            true => View::All(sources),
            false => View::Some(sources.filtered(&filtered.by)),
        };
        (view, filtered)
    }

    /// Says on a card how far it is filtered, and takes one that is not out of the score.
    fn mark(&self, card: &mut Card, filtered: Filtered) {
        let is_known = card.judged.status != Status::NoData;
        if filtered.is_not_all() && is_known && !self.score_unfiltered {
            card.judged.score = None;
            card.judged.status = Status::NotFiltered;
        }
        if let Some(reason) = card.reason.as_mut().filter(|_| card.lack.is_none())
            && let Some(words) = filter_words(&filtered.by)
        {
            *reason = format!("{reason} It is filtered: {words}.");
        }
        card.receipt.filtered = filtered;
    }
}

/// Loaded tables, all their rows or some.
pub enum View<'a> {
    /// All.
    All(&'a Sources),
    /// Those of a filter.
    Some(Rc<Sources>),
}

impl std::ops::Deref for View<'_> {
    type Target = Sources;

    fn deref(&self) -> &Sources {
        match self {
            Self::All(sources) => sources,
            Self::Some(sources) => sources,
        }
    }
}

/// The tables that a metric's events are in. What these are only looked up in is not among them: the register that holds a baseline
/// stays whole.
fn counted_in(metric: &Metric<'_>, sources: &Sources) -> Vec<TableKind> {
    match metric {
        Metric::Defined(d) if !metric.is_supplied(sources) => {
            let timed = d.value.timed_by(sources).into_iter();
            timed.map(|timed| timed.table).collect()
        }
        Metric::Defined(_) | Metric::Series(_) => vec![TableKind::MetricSeries],
    }
}

/// Why a condition cannot be asked of a metric; `None` where it can. Of what is not loaded it is not asked.
fn lacking(
    metric: &Metric<'_>,
    sources: &Sources,
    counted: &[TableKind],
    condition: &Condition,
) -> Option<NotBy> {
    let label = &condition.label;
    let not = |of: String, is_series| NotBy {
        label: label.clone(),
        of,
        is_series,
    };
    for &kind in counted {
        let Some(table) = sources.get(kind) else {
            continue;
        };
        if kind == TableKind::MetricSeries {
            if !metric.is_labelled(sources, condition) {
                return Some(not(metric.label(), true));
            }
        } else if condition.column(table.table()).is_none() {
            return Some(not(kind.schema().plural.to_owned(), false));
        }
    }
    None
}

/// The cards of some metrics by a filter, in their order, each with what it is compared with.
#[must_use]
pub fn cards_by(
    (filters, with): (&Filters, &Comparisons),
    metrics: &[Metric<'_>],
    sources: &Sources,
    choice: Choice,
    settings: &Settings,
) -> Vec<Card> {
    let of = |metric: &Metric<'_>| {
        let mut card = card_by(filters, metric, sources, choice, settings);
        let (view, _) = filters.view(metric, sources);
        card.comparisons = compare(&card, metric, &view, (choice, settings), with);
        card
    };
    metrics.iter().map(of).collect()
}

/// One card of a filter, as long as on the screen.
#[must_use]
pub fn card_by(
    filters: &Filters,
    metric: &Metric<'_>,
    sources: &Sources,
    choice: Choice,
    settings: &Settings,
) -> Card {
    let (view, filtered) = filters.view(metric, sources);
    let mut card = card(
        metric,
        &view,
        choice,
        settings,
        super::making::SERIES_LENGTH,
    );
    filters.mark(&mut card, filtered);
    card
}

/// One metric of a filter in detail, with what it is compared with.
#[must_use]
pub fn detail_by(
    filters: &Filters,
    metric: &Metric<'_>,
    sources: &Sources,
    choice: Choice,
    settings: &Settings,
    with: &Comparisons,
) -> Detail {
    let (view, filtered) = filters.view(metric, sources);
    let mut detail = detail(metric, &view, choice, settings);
    filters.mark(&mut detail.card, filtered);
    detail.card.comparisons = compare(&detail.card, metric, &view, (choice, settings), with);
    detail
}
