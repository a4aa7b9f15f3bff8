//! The drill-down of a card: its whole series, further statistics, and the metric cut by the values of a column.

use super::{Card, Choice, Settings, card};
use crate::{Metric, Scope, Slices, Sources};
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
}

/// A metric cut by the values of one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Breakdown {
    /// The column.
    pub by: String,
    /// One row a value, in the order of their names.
    pub rows: Vec<BreakdownRow>,
}

/// One row of a breakdown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BreakdownRow {
    /// The value of the column.
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
}

/// A card's whole series, further statistics and breakdowns.
#[must_use]
pub fn detail(
    metric: &Metric<'_>,
    sources: &Sources,
    choice: Choice,
    settings: &Settings,
) -> Detail {
    let card = card(metric, sources, choice, settings, usize::MAX);
    let Some(span) = card.span else {
        return Detail {
            card,
            also: Vec::new(),
            breakdowns: Vec::new(),
        };
    };
    let scope = Scope::new(sources, Slices::Spans(vec![span]));
    let also = metric
        .also(&scope)
        .into_iter()
        .map(|(label, unit, mut observations)| Statistic {
            label: label.to_owned(),
            unit,
            value: observations.pop().and_then(|o| o.value),
        })
        .collect();
    let (table, columns) = metric.breakdowns(sources);
    let breakdowns = columns
        .iter()
        .filter_map(|by| breakdown(metric, (sources, table), span, by))
        .collect();
    Detail {
        card,
        also,
        breakdowns,
    }
}

/// How many rows a breakdown shows at most; a column with more values is a name, not a category.
const BREAKDOWN_ROWS: usize = 40;

fn breakdown(
    metric: &Metric<'_>,
    (sources, table): (&Sources, TableKind),
    span: Span,
    by: &str,
) -> Option<Breakdown> {
    let column = sources.get(table)?.table().column(by)?.as_text()?;
    let mut values: Vec<String> = column
        .entries()
        .filter(|e| !e.is_empty())
        .map(str::to_owned)
        .collect();
    if values.len() < 2 || values.len() > BREAKDOWN_ROWS {
        return None;
    }
    values.sort();
    let slices = Slices::Values {
        spans: vec![span],
        column: by.to_owned(),
        values: values.clone(),
    };
    let scope = Scope::new(sources, slices);
    let observations = metric.measure(&scope).ok()?;
    let also = metric.also(&scope);
    let rows = values
        .into_iter()
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
