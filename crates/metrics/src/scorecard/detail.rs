//! The drill-down of a card: its whole series, further statistics, and the metric cut by the values of a column.

use super::rival_values::{BandOf, RivalValue, bands_of, rival_values};
use super::{Card, Choice, Settings, card};
use crate::{Direction, Input, Metric, Rivals, Scope, Slices, Sources};
use outturn_core::calendar::Span;
use outturn_core::table::TableKind;
use outturn_core::units::Unit;
use serde::{Deserialize, Serialize};

/// A further statistic, in the period of the card.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statistic {
    /// What it is called.
    pub label: String,
    /// Base unit.
    pub unit: Unit,
    /// Its value.
    pub value: Option<f64>,
    /// The numbers it was computed from, such as true and false positives.
    #[serde(default)]
    pub inputs: Vec<Input>,
}

/// A metric cut by the values of one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Breakdown {
    /// The column.
    pub by: String,
    /// One row a value, in the order of their names; then, where there are such rows, one of those without a value and one of all
    /// values that are not shown, so that the rows are the whole.
    pub rows: Vec<BreakdownRow>,
}

/// One row of a breakdown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BreakdownRow {
    /// The value of the column, [`NONE`] for cells without any, `17 others` for those that are not shown.
    pub key: String,
    /// The metric over its rows.
    pub value: Option<f64>,
    /// How many rows.
    pub n: u64,
    /// The further statistics, in the order of the detail's `also`.
    pub also: Vec<Option<f64>>,
}

/// What the drill-down of a card adds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// The card, with the whole series.
    pub card: Card,
    /// Further statistics.
    pub also: Vec<Statistic>,
    /// By severity, service, model …
    pub breakdowns: Vec<Breakdown>,
    /// The metric by each of its rival definitions; none where there is one definition.
    pub rivals: Vec<RivalValue>,
    /// What those differ in, as a question; empty where there is one definition.
    pub question: String,
    /// Which way is better until the user says otherwise.
    pub usually_good: Direction,
    /// The bands that the value is in, by each report that publishes any.
    pub bands: Vec<BandOf>,
}

/// A card's whole series, further statistics and breakdowns.
#[must_use]
pub fn detail(
    metric: &Metric<'_>,
    sources: &Sources,
    choice: Choice,
    settings: &Settings,
) -> Detail {
    let metric = &metric.as_said(settings, sources);
    let card = card(metric, sources, choice, settings, usize::MAX);
    let Some(span) = card.span else {
        return Detail {
            card,
            also: Vec::new(),
            breakdowns: Vec::new(),
            rivals: Vec::new(),
            question: String::new(),
            usually_good: metric.good(),
            bands: Vec::new(),
        };
    };
    let scope = Scope::new(sources, Slices::Spans(vec![span]));
    let also = metric
        .also(&scope)
        .into_iter()
        .map(|(label, unit, mut observations)| {
            let observation = observations.pop().unwrap_or_default();
            Statistic {
                label: label.to_owned(),
                unit,
                value: observation.value,
                inputs: observation.inputs,
            }
        })
        .collect();
    let (table, columns) = metric.breakdowns(sources);
    let breakdowns = columns
        .iter()
        .filter_map(|by| breakdown(metric, (sources, table), span, by))
        .collect();
    Detail {
        rivals: rival_values(metric, sources, &card),
        question: Rivals::of(&card.id)
            .map_or("", |all| all.question)
            .to_owned(),
        usually_good: metric.good(),
        bands: bands_of(&card),
        card,
        also,
        breakdowns,
    }
}

/// The row of cells without a value.
pub const NONE: &str = "(none)";

/// Most values that a breakdown shows; of more the largest.
const MOST_SHOWN: usize = 40;
/// Most values whose figures are computed to find the largest; of more those with the most rows.
const MOST_MEASURED: usize = 1000;

fn breakdown(
    metric: &Metric<'_>,
    (sources, table): (&Sources, TableKind),
    span: Span,
    by: &str,
) -> Option<Breakdown> {
    let column = sources.get(table)?.table().column(by)?.as_text()?;
    let entries = column.entries().filter(|e| !e.is_empty());
    let all: Vec<String> = entries.map(str::to_owned).collect();
    let cut = Cut { metric, span, by };
    let mut shown = cut.largest((sources, table), all.clone())?;
    shown.sort();
    let others = all.len() - shown.len();
    let scope = Scope::new(sources, cut.slices(shown.iter().cloned(), others > 0));
    let observations = metric.measure(&scope).ok()?;
    let also = metric.also(&scope);
    let ends = [NONE.to_owned(), format!("{others} others")];
    let rows = shown
        .into_iter()
        .chain(ends)
        .zip(observations)
        .enumerate()
        .map(|(i, (key, o))| BreakdownRow {
            key,
            value: o.value,
            n: o.rows_used,
            also: also
                .iter()
                .map(|(_, _, of)| of.get(i).and_then(|o| o.value))
                .collect(),
        })
        .filter(|row| row.n > 0)
        .collect::<Vec<_>>();
    (rows.len() > 1).then(|| Breakdown {
        by: by.to_owned(),
        rows,
    })
}

/// A metric in a span, to be cut by a column.
struct Cut<'a> {
    metric: &'a Metric<'a>,
    span: Span,
    by: &'a str,
}

impl Cut<'_> {
    /// The slices of these values, of cells without one, and perhaps of all others.
    fn slices(&self, values: impl Iterator<Item = String>, rest: bool) -> Slices {
        Slices::Values {
            spans: vec![self.span],
            column: self.by.to_owned(),
            values: values.chain([String::new()]).collect(),
            rest,
        }
    }

    /// The values that are shown: all of a few; of many those of the largest amounts, where these add up, else those with the most rows.
    fn largest(
        &self,
        (sources, table): (&Sources, TableKind),
        mut values: Vec<String>,
    ) -> Option<Vec<String>> {
        if values.len() <= MOST_SHOWN {
            return Some(values);
        }
        if values.len() > MOST_MEASURED {
            let scope = Scope::new(sources, self.slices(values.iter().cloned(), false));
            let rows = scope.rows(table).ok()?.counts();
            let sizes = rows.into_iter().map(|rows| rows as f64);
            values = top(values, sizes, MOST_MEASURED);
        }
        let scope = Scope::new(sources, self.slices(values.iter().cloned(), false));
        let observed = self.metric.measure(&scope).ok()?;
        let sizes = observed.iter().map(|o| match self.metric.adds_up() {
            true => o.value.map_or(0.0, f64::abs),
            false => o.rows_used as f64,
        });
        Some(top(values, sizes, MOST_SHOWN))
    }
}

/// The values of the largest sizes; of equal ones the first.
fn top(values: Vec<String>, sizes: impl Iterator<Item = f64>, most: usize) -> Vec<String> {
    let mut sized: Vec<(f64, String)> = sizes.zip(values).collect();
    sized.sort_by(|a, b| b.0.total_cmp(&a.0));
    sized.truncate(most);
    sized.into_iter().map(|(_, value)| value).collect()
}
