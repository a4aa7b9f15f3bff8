//! Spend, and spend per prediction. Amounts in several currencies, or on several cost bases, are never added.

use super::requests::{requests, weight};
use super::{Tally, ratio};
use crate::metrics::{Input, Lack, Observation, Scope};
use crate::stats;
use crate::table::{Column, TableKind};
use crate::units::{Currency, Unit};

const COSTS: TableKind = TableKind::Costs;
const PREDICTIONS: TableKind = TableKind::Predictions;

/// The distinct values of a text column; at most one may be there for amounts to be added.
fn only_value(
    column: Option<&Column>,
    mixed: fn(Vec<String>) -> Lack,
) -> Result<Option<String>, Lack> {
    let Some(text) = column.and_then(Column::as_text) else {
        return Ok(None);
    };
    let mut distinct: Vec<String> = text
        .entries()
        .map(|e| e.trim().to_owned())
        .filter(|e| !e.is_empty())
        .collect();
    crate::order::sort(&mut distinct);
    distinct.dedup();
    if distinct.len() > 1 {
        Err(mixed(distinct))
    } else {
        Ok(distinct.pop())
    }
}

struct Amounts {
    slices: Vec<(f64, Tally)>,
    currency: Option<Currency>,
}

fn amounts(scope: &Scope<'_>) -> Result<Amounts, Lack> {
    let rows = scope.rows(COSTS)?;
    let cost = scope.column(COSTS, "cost")?;
    let currency = only_value(rows.table.column("currency"), Lack::MixedCurrencies)?;
    only_value(rows.table.column("basis"), Lack::MixedBases)?;
    let mut slices = vec![(stats::Sum::default(), Tally::default()); scope.slices().len()];
    rows.for_each(|row, slice| {
        let (sum, tally) = &mut slices[slice];
        match cost.number(row) {
            Some(amount) => {
                sum.add(amount);
                tally.used += 1;
            }
            None => tally.skipped += 1,
        }
    });
    Ok(Amounts {
        slices: slices
            .into_iter()
            .map(|(sum, tally)| (sum.value(), tally))
            .collect(),
        currency: currency.as_deref().and_then(Currency::parse),
    })
}

/// Sum of the charges of each slice, credits taken off.
///
/// # Errors
/// [`Lack`] when no costs are loaded, or when they mix currencies or cost bases.
pub fn spend(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    let Amounts { slices, currency } = amounts(scope)?;
    Ok(slices
        .into_iter()
        .map(|(total, tally)| {
            let mut observation = tally.observe(Some(total).filter(|_| tally.used > 0));
            observation.currency = currency;
            observation.inputs = vec![Input::count("charges", tally.used as f64)];
            observation
        })
        .collect())
}

/// Spend ÷ predictions: from the costs table and volumes (or predictions), or where no costs are loaded from the predictions'
/// own `cost` column.
///
/// # Errors
/// [`Lack`] when there is nothing to take costs or volumes from, or when costs mix currencies or bases.
pub fn unit_cost(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    if scope.table(COSTS).is_err()
        && scope
            .table(PREDICTIONS)
            .is_ok_and(|t| t.column("cost").is_some())
    {
        return unit_cost_of_predictions(scope);
    }
    let Amounts { slices, currency } = amounts(scope)?;
    let requests = requests(scope)?;
    Ok(slices
        .into_iter()
        .zip(requests)
        .map(|((total, mut tally), (requests, served))| {
            let value = ratio(total, requests).filter(|_| tally.used > 0);
            tally.used += served.used;
            tally.skipped += served.skipped;
            per_prediction(&tally, value, total, requests, currency)
        })
        .collect())
}

fn unit_cost_of_predictions(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    let rows = scope.rows(PREDICTIONS)?;
    let cost = scope.column(PREDICTIONS, "cost")?;
    let count = rows.table.column("count");
    let slice = <(stats::Sum, stats::Sum, Tally)>::default();
    let mut slices = vec![slice; scope.slices().len()];
    rows.for_each_number(cost, 0..rows.table.rows(), |row, slice, amount| {
        let (sum, requests, tally) = &mut slices[slice];
        match (amount, weight(count, row)) {
            (Some(amount), Some(n)) => {
                // The cost is that of one prediction, however many the row stands for.
                sum.add(amount * n);
                // Where each row is one, counting rows is enough.
                if count.is_some() {
                    requests.add(n);
                }
                tally.used += 1;
            }
            _ => tally.skipped += 1,
        }
    });
    Ok(slices
        .into_iter()
        .map(|(sum, requests, tally)| {
            let requests = count.map_or(tally.used as f64, |_| requests.value());
            let total = sum.value();
            per_prediction(&tally, ratio(total, requests), total, requests, None)
        })
        .collect())
}

fn per_prediction(
    tally: &Tally,
    value: Option<f64>,
    total: f64,
    requests: f64,
    currency: Option<Currency>,
) -> Observation {
    let mut observation = tally.observe(value);
    observation.currency = currency;
    observation.inputs = vec![
        Input::new("spend", total, Unit::Money),
        Input::count("predictions", requests),
    ];
    observation
}
