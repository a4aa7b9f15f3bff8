//! The metrics of a snapshot as cards with their receipts.

use super::{Fact, Table};
use crate::narrative::{
    against, agreed_words, origin_words, target_words, when_to_date, why_no_verdict,
};
use crate::snapshot::{
    BandShown, Breakdown, Comparison, Metric, PREVIOUS, Receipt, Reopened, RivalDefinition,
    Snapshot, calendar,
};
use chrono::NaiveDate;
use outturn_core::units::{Currency, Unit};
use outturn_format::{
    Locale, MISSING, capitalised, change, counted, exact, period_short, value, whole,
};
use outturn_metrics::scorecard::{Card, Status, TargetOrigin};
use outturn_metrics::{Bucket, Direction};
use serde::{Deserialize, Serialize};

/// The metrics of a bucket.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenedGroup {
    /// Its heading.
    pub heading: String,
    /// Those with a value first.
    pub cards: Vec<OpenedCard>,
}

/// A metric as it stood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenedCard {
    /// Stable id.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// The figure, its unit, and whether the unit follows without a space.
    pub value: (String, String, bool),
    /// Base unit and currency of the values of its series.
    pub measured_in: (Unit, Option<Currency>),
    /// How it stood; `None` for a status that this version does not know.
    pub status: Option<Status>,
    /// The status as it is written.
    pub status_word: String,
    /// Why there is no value.
    pub reason: Option<String>,
    /// Why a value has no verdict; empty where it has one, or nothing to be held against.
    pub why: String,
    /// What it was held against.
    pub target: String,
    /// Against what it was compared: `−41% vs the period before`.
    pub changes: Vec<String>,
    /// Names and values of the periods, gaps included.
    pub series: Vec<(String, Option<f64>)>,
    /// Where the value comes from.
    pub receipt: Vec<Fact>,
    /// When the value is of, where that is not the period of the whole snapshot's name.
    pub when: String,
    /// The metric cut by single columns.
    pub breakdowns: Vec<Table>,
}

/// The metrics by bucket, in the order of the scorecard; those that this version does not know are among the user's own.
pub fn groups(snapshot: &Snapshot, locale: &Locale) -> Vec<OpenedGroup> {
    let bucket_of = |metric: &Metric| Bucket::of_id(&metric.id);
    let group = |bucket: Bucket| {
        let own = snapshot.metrics.iter().filter(|m| bucket_of(m) == bucket);
        let mut own: Vec<&Metric> = own.collect();
        own.sort_by_key(|metric| metric.value.is_none());
        let card = |metric: &&Metric| card(metric, snapshot, locale);
        (!own.is_empty()).then(|| OpenedGroup {
            heading: bucket.label().to_owned(),
            cards: own.iter().map(card).collect(),
        })
    };
    Bucket::ALL.into_iter().filter_map(group).collect()
}

fn card(metric: &Metric, snapshot: &Snapshot, locale: &Locale) -> OpenedCard {
    let Reopened { card, status } = Reopened::of(metric, snapshot);
    let (calendar, grain) = (calendar(snapshot), snapshot.period.grain);
    let unit = Unit::from_symbol(&metric.unit);
    let said = Said {
        unit: unit.unwrap_or(Unit::Number),
        currency: metric.currency,
        locale,
    };
    let shown = metric
        .value
        .map(|v| value(v, said.unit, metric.currency, locale));
    // A unit that this version does not know is said as it is written.
    let unknown = unit.is_none().then(|| metric.unit.clone());
    let name = |start: &str| {
        let day: Option<NaiveDate> = start.parse().ok();
        day.map_or_else(
            || start.to_owned(),
            |day| period_short(&calendar.period(day, grain), locale),
        )
    };
    OpenedCard {
        id: metric.id.clone(),
        label: metric.label.clone(),
        value: shown.map_or((MISSING.to_owned(), String::new(), false), |shown| {
            let unit = unknown.unwrap_or(shown.unit);
            (shown.figure, unit, shown.closed_up)
        }),
        measured_in: (said.unit, metric.currency),
        status,
        status_word: metric.status.replace('_', " "),
        reason: metric.reason.clone(),
        why: why_no_verdict(&card, locale),
        target: target_words(&card, locale),
        changes: said.changes(metric, &card),
        series: metric
            .series
            .iter()
            .map(|p| (name(&p.start), p.value))
            .collect(),
        receipt: said.receipt(metric, &card),
        when: when_to_date(&card, locale),
        breakdowns: metric
            .breakdowns
            .iter()
            .map(|b| said.breakdown(b))
            .collect(),
    }
}

/// How values of a metric are said.
struct Said<'a> {
    unit: Unit,
    currency: Option<Currency>,
    locale: &'a Locale,
}

impl Said<'_> {
    fn value(&self, of: Option<f64>) -> String {
        of.map_or_else(
            || MISSING.to_owned(),
            |v| value(v, self.unit, self.currency, self.locale).to_string(),
        )
    }

    /// The value against others: against the one before as its card says it, then against the rest.
    fn changes(&self, metric: &Metric, card: &Card) -> Vec<String> {
        let before = against(card, period_short, self.locale);
        let before = before.map(|(with, moved)| format!("{with} {moved}"));
        let others = metric.comparisons.iter().filter(|c| c.to != PREVIOUS);
        let others = others.filter_map(|other| self.change(metric, other));
        before.into_iter().chain(others).collect()
    }

    fn change(&self, metric: &Metric, comparison: &Comparison) -> Option<String> {
        let to = match comparison.to.as_str() {
            "same_period_last_year" => "the same period a year before",
            "periods_ago" => "periods before",
            other => other,
        };
        if let Some(name) = &comparison.name {
            return Some(name.clone());
        }
        let (now, then) = match (metric.value, comparison.value, &comparison.reason) {
            (Some(now), Some(then), _) => (now, then),
            (_, None, Some(reason)) => return Some(format!("{to}: {reason}")),
            _ => return None,
        };
        let by = change(now, then, self.unit, self.currency, self.locale);
        Some(format!("{by} vs {to} ({})", self.value(Some(then))))
    }

    /// By which definition the value is, and what it would be by others.
    fn definitions(&self, metric: &Metric) -> Vec<String> {
        let one = |rival: &RivalDefinition| {
            let in_use = if rival.in_use { ", in use" } else { "" };
            let value = match &rival.reason {
                Some(reason) if rival.value.is_none() => reason.clone(),
                _ => self.value(rival.value),
            };
            format!(
                "{}: {value}{in_use}. {}",
                capitalised(&rival.label),
                rival.differs
            )
        };
        metric.rivals.iter().map(one).collect()
    }

    fn bands(metric: &Metric) -> Vec<String> {
        let one = |of: &BandShown| {
            let band = of.band.as_deref().unwrap_or(MISSING);
            format!("{}: {band} ({})", of.benchmark, of.published)
        };
        metric.bands.iter().map(one).collect()
    }

    fn receipt(&self, metric: &Metric, card: &Card) -> Vec<Fact> {
        let receipt = &metric.receipt;
        let locale = self.locale;
        let exact = metric.value.map(|v| match metric.currency {
            Some(currency) => format!("{} {currency}", exact(v, locale)),
            None => format!("{} {}", exact(v, locale), metric.unit),
        });
        let rows = format!(
            "{} used in this period, {} left out for lack of a value",
            counted(receipt.rows_used, "row", "rows", locale),
            whole(receipt.rows_left_out, locale)
        );
        let inputs = receipt.inputs.iter().map(|input| {
            let value = input
                .value
                .map_or(MISSING.to_owned(), |v| outturn_format::exact(v, locale));
            format!("{}: {value} {}", input.name, input.unit)
                .trim_end()
                .to_owned()
        });
        let reasons = receipt
            .left_out
            .iter()
            .map(|of| format!("{} not counted: {}", whole(of.count, locale), of.reason));
        let statistics = metric.statistics.iter().map(|of| {
            let unit = Unit::from_symbol(&of.unit).unwrap_or(Unit::Number);
            let figure = of
                .value
                .map(|v| value(v, unit, metric.currency, locale).to_string());
            format!(
                "{}: {}",
                of.label,
                figure.unwrap_or_else(|| MISSING.to_owned())
            )
        });
        let way = metric.target.as_ref().map(|target| match target.good {
            Direction::Up => "more is better",
            Direction::Down => "less is better",
            _ => "",
        });
        let facts = [
            Fact::some("What it is", [receipt.definition.clone()]),
            Fact::some("Formula", [receipt.formula.clone()]),
            Fact::some("Longer periods", [receipt.longer.clone()]),
            Fact::some("Exact value", exact),
            Fact::some("Also", statistics),
            Fact::some("Inputs", inputs),
            Fact::some("Filter", receipt.filter.clone()),
            Fact::some("Rows", [rows].into_iter().chain(reasons)),
            Fact::some("Files", files(receipt)),
            Fact::some("Defined by", [receipt.source.clone()]),
            Fact::some("Better", way.map(str::to_owned)),
            Fact::some("Target", held_against(card, self.locale)),
            Fact::some("Definitions", self.definitions(metric)),
            Fact::some("Bands", Self::bands(metric)),
        ];
        facts.into_iter().flatten().collect()
    }

    fn breakdown(&self, breakdown: &Breakdown) -> Table {
        let rows = breakdown.rows.iter().map(|row| {
            let n = whole(row.n, self.locale);
            vec![row.key.clone(), self.value(row.value), n]
        });
        Table::new(
            format!("By {}", breakdown.by.replace('_', " ")),
            [("", false), ("Value", true), ("n", true)],
            rows.collect(),
        )
    }
}

/// Where the target comes from, and who agreed to it; nothing of the catalogue's own, which nobody had to agree to.
fn held_against(card: &Card, locale: &Locale) -> Vec<String> {
    let is_own = card.target_origin != TargetOrigin::Default;
    let origin = is_own.then(|| origin_words(card));
    origin
        .into_iter()
        .chain(agreed_words(&card.agreed, locale))
        .collect()
}

/// The files of a receipt with their fingerprints, which are listed side by side.
fn files(receipt: &Receipt) -> Vec<String> {
    let sums = receipt
        .sha256
        .split("; ")
        .map(Some)
        .chain(std::iter::repeat(None));
    let named = receipt.file.split("; ").filter(|name| !name.is_empty());
    named
        .zip(sums)
        .map(|(name, sum)| match sum.filter(|sum| !sum.is_empty()) {
            Some(sum) => format!("{name}, SHA-256 {sum}"),
            None => name.to_owned(),
        })
        .collect()
}
