//! Values over the slices of a scope.

use super::aggregate::{Walk, nothing_happened};
use super::left_out::{Reason, Tally, name_filtered};
use super::quantile::{Quantiles, quantiles};
use super::row::Row;
use super::value::{Elapsed, Events, Value};
use super::{Input, Observation, Scope, Unavailable, shared, standing};
use outturn_core::calendar::{Coverage, Grain, Period, Span};
use outturn_core::stats::Sum;
use outturn_core::table::Column;
use outturn_core::units::{Currency, Timestamp, Unit};
use rustc_hash::FxHashSet;

type Observed = Result<Vec<Observation>, Unavailable>;

impl Value {
    /// Its observation in each slice of the scope, in order.
    ///
    /// # Errors
    /// What is lacking, in the order in which the expression reads it.
    pub fn evaluate(&self, scope: &Scope<'_>) -> Observed {
        match *self {
            Self::Number(number) => Ok(vec![of_no_rows(number); scope.slices().len()]),
            Self::Count(ref events) => count(scope, events),
            Self::Sum { ref of, ref events } => sum(scope, of, events),
            Self::Distinct { column, ref events } => distinct(scope, column, events),
            Self::Money {
                amount,
                currency,
                same,
                ref events,
            } => money(scope, amount, (currency, same), events),
            Self::Mean {
                ref of,
                ref events,
                total,
                counted,
            } => mean(scope, (of, events), total, counted),
            Self::Quantile {
                ref of,
                ref events,
                q,
                together,
                counted,
            } => quantile(scope, (of, events), (q, together), counted),
            Self::Periods {
                ref of,
                ref events,
                grain,
            } => periods(scope, of, events, grain),
            Self::Elapsed { which, per } => Ok(elapsed(scope, which, per.seconds())),
            Self::Named(name, unit, value) => named(value.evaluate(scope)?, name, unit),
            Self::Counted(name, value) => {
                let mut observed = value.evaluate(scope)?;
                for one in &mut observed {
                    one.inputs.push(Input::count(name, one.rows_used as f64));
                }
                Ok(observed)
            }
            Self::Unread(why) => Err(Unavailable::Formula(why.to_owned())),
            Self::Written(_, value) => value.evaluate(scope),
            Self::Plus(a, b) => two(scope, a, b, |a, b| Some(a + b)),
            Self::Minus(a, b) => two(scope, a, b, |a, b| Some(a - b)),
            Self::Times(a, b) => two(scope, a, b, |a, b| Some(a * b)),
            Self::Over(a, b) => shared::quotient(scope, a, b),
            Self::Either(values) => {
                let mut first = None;
                for value in values {
                    match value.evaluate(scope) {
                        Ok(observed) => return Ok(observed),
                        Err(lack @ (Unavailable::Table(_) | Unavailable::Column { .. })) => {
                            first = first.or(Some(lack));
                        }
                        // It is there, and cannot be used: that is not to be passed over.
                        Err(other) => return Err(other),
                    }
                }
                Err(first.unwrap_or(Unavailable::Period))
            }
            Self::Standing(register, value) => standing::evaluate(scope, register, value),
            Self::Custom(custom) => (custom.measure)(scope),
        }
    }
}

impl Tally {
    fn observe(self, value: Option<f64>, (of, events): (Option<&Row>, &Events)) -> Observation {
        Observation {
            value: value.filter(|v| v.is_finite()),
            rows_used: self.used,
            rows_skipped: self.skipped(),
            left_out: self.lines(of, events),
            ..Observation::default()
        }
    }
}

/// How many events there are, or what they are worth together, in a slice.
fn total(
    scope: &Scope<'_>,
    (of, events): (Option<&Row>, &Events),
    slice: usize,
    (sum, tally): (f64, Tally),
) -> Observation {
    // Rows of which it cannot be said whether they count are not nothing.
    let nothing = || tally.skipped() == 0 && nothing_happened(scope, events, slice);
    let is_known = tally.used > 0 || nothing();
    tally.observe(is_known.then_some(sum), (of, events))
}

fn count(scope: &Scope<'_>, events: &Events) -> Observed {
    let walk = Walk::new(scope, events, None)?;
    if walk.is_every_row() {
        let counts = walk.rows.counts().into_iter().enumerate();
        return Ok(counts
            .map(|(i, used)| total(scope, (None, events), i, (used as f64, Tally::used(used))))
            .collect());
    }
    Ok(added(scope, &walk, |_, weight| weight)
        .into_iter()
        .enumerate()
        .map(|(i, sum)| total(scope, (None, events), i, sum))
        .collect())
}

fn sum(scope: &Scope<'_>, of: &Row, events: &Events) -> Observed {
    let walk = Walk::new(scope, events, Some(of))?;
    Ok(added(scope, &walk, |worth, weight| worth * weight)
        .into_iter()
        .enumerate()
        .map(|(i, sum)| total(scope, (Some(of), events), i, sum))
        .collect())
}

/// How many different texts each slice has. A cell without any is none.
fn distinct(scope: &Scope<'_>, column: &str, events: &Events) -> Observed {
    let walk = Walk::new(scope, events, None)?;
    let lacking = || Unavailable::Column {
        table: events.table,
        column: column.to_owned(),
    };
    let text = scope.column(events.table, column)?.as_text();
    let text = text.ok_or_else(lacking)?;
    let mut seen = vec![FxHashSet::<u32>::default(); scope.slices().len()];
    let mut tallies = vec![Tally::default(); scope.slices().len()];
    walk.each_of_all(|slice, (row, event)| match (event, text.code(row)) {
        (Ok(_), Some(code)) => {
            seen[slice].insert(code);
            tallies[slice].used += 1;
        }
        (Ok(_), None) => tallies[slice].leave_out(Reason::NoValue),
        (Err(reason), _) => tallies[slice].leave_out(reason),
    });
    let slices = seen.iter().zip(tallies).enumerate();
    Ok(slices
        .map(|(i, (seen, tally))| total(scope, (None, events), i, (seen.len() as f64, tally)))
        .collect())
}

/// What `of` gives for the worth and the weight of each event, added up by slice.
fn added(scope: &Scope<'_>, walk: &Walk<'_>, of: impl Fn(f64, f64) -> f64) -> Vec<(f64, Tally)> {
    let mut slices = vec![(Sum::default(), Tally::default()); scope.slices().len()];
    walk.each_of_all(|slice, (_, event)| {
        let (sum, tally) = &mut slices[slice];
        match event {
            Ok((worth, weight)) => {
                sum.add(of(worth, weight));
                tally.used += 1;
            }
            Err(reason) => tally.leave_out(reason),
        }
    });
    let slices = slices.into_iter();
    slices.map(|(sum, tally)| (sum.value(), tally)).collect()
}

fn mean(
    scope: &Scope<'_>,
    (of, events): (&Row, &Events),
    (total, unit): (&str, Unit),
    counted: &str,
) -> Observed {
    let walk = Walk::new(scope, events, Some(of))?;
    let sums = match (walk.is_plain(), matches!(of, Row::Flag(_))) {
        // Where each row is one, and says yes or no, counting is enough.
        (true, true) => hits(scope, &walk),
        (true, false) => {
            let sums = added(scope, &walk, |worth, _| worth).into_iter();
            sums.map(|(sum, tally)| (sum, tally.used as f64, tally))
                .collect()
        }
        (false, _) => weighted(scope, &walk),
    };
    Ok(sums
        .into_iter()
        .map(|(sum, n, tally)| {
            let mut observation = tally.observe((n > 0.0).then(|| sum / n), (Some(of), events));
            observation.inputs = vec![Input::new(total, sum, unit), Input::count(counted, n)];
            observation
        })
        .collect())
}

/// Those that say yes and those that say anything.
fn hits(scope: &Scope<'_>, walk: &Walk<'_>) -> Vec<(f64, f64, Tally)> {
    let mut slices = vec![(0_u64, Tally::default()); scope.slices().len()];
    walk.each_of_all(|slice, (_, event)| {
        let (hits, tally) = &mut slices[slice];
        match event {
            Ok((said, _)) => {
                *hits += u64::from(said == 1.0);
                tally.used += 1;
            }
            Err(reason) => tally.leave_out(reason),
        }
    });
    let slices = slices.into_iter();
    slices
        .map(|(hits, tally)| (hits as f64, tally.used as f64, tally))
        .collect()
}

fn weighted(scope: &Scope<'_>, walk: &Walk<'_>) -> Vec<(f64, f64, Tally)> {
    let slice = (Sum::default(), Sum::default(), Tally::default());
    let mut slices = vec![slice; scope.slices().len()];
    walk.each_of_all(|slice, (_, event)| {
        let (sum, n, tally) = &mut slices[slice];
        match event {
            Ok((worth, weight)) => {
                sum.add(worth * weight);
                n.add(weight);
                tally.used += 1;
            }
            Err(reason) => tally.leave_out(reason),
        }
    });
    let slices = slices.into_iter();
    slices
        .map(|(sum, n, tally)| (sum.value(), n.value(), tally))
        .collect()
}

fn quantile(
    scope: &Scope<'_>,
    (of, events): (&Row, &Events),
    (q, together): (f64, &[f64]),
    counted: &str,
) -> Observed {
    let name = format!("{of:?} {events:?} {together:?}");
    let all = scope.shared(
        &name,
        |all: &Vec<_>| Quantiles::bytes(all),
        || {
            let walk = Walk::new(scope, events, Some(of))?;
            Ok(quantiles(&walk, scope.slices().len(), together))
        },
    )?;
    let at = together.iter().position(|known| *known == q);
    Ok(all
        .iter()
        .map(|found| {
            let value = at.and_then(|at| found.at.get(at).copied().flatten());
            let mut observation = found.tally.observe(value, (Some(of), events));
            observation.inputs = vec![Input::count(counted, found.n)];
            observation
        })
        .collect())
}

fn periods(scope: &Scope<'_>, of: &Row, events: &Events, grain: Grain) -> Observed {
    let walk = Walk::new(scope, events, Some(of))?;
    let at = events.at.or(events.table.schema().time);
    let when = at.and_then(|at| walk.rows.table.column(at));
    let clock = scope.sources().clock(events.table);
    let mut slices = vec![Vec::<Period>::new(); scope.slices().len()];
    walk.each_of_all(|slice, (row, event)| {
        let periods = &mut slices[slice];
        let moment: Option<Timestamp> = when.and_then(|when| when.timestamp(row));
        if let (Ok(_), Some(moment)) = (event, moment) {
            let period = Period::containing(clock.local(moment), grain);
            if periods.last() != Some(&period) {
                periods.push(period);
            }
        }
    });
    // A month that is known day by day counts by the days known of it.
    let daily = scope.sources().coverage(events.table);
    let daily = daily.filter(Coverage::is_daily);
    let share = |period: &Period, slice: Span| match (&daily, period.span().overlap(slice)) {
        (Some(daily), Some(days)) => daily.seconds(days) / period.seconds(),
        _ => 1.0,
    };
    Ok(slices
        .into_iter()
        .enumerate()
        .map(|(i, mut periods)| {
            periods.sort_unstable();
            periods.dedup();
            let slice = scope.slices().span(i);
            let reported: f64 = periods.iter().map(|period| share(period, slice)).sum();
            // The rows are counted where their worth is.
            of_no_rows(reported)
        })
        .collect())
}

fn elapsed(scope: &Scope<'_>, which: Elapsed, unit: f64) -> Vec<Observation> {
    let spans = (0..scope.slices().len()).map(|i| scope.slices().span(i));
    spans
        .map(|span| {
            let seconds = match which {
                Elapsed::Covered(kind) => {
                    let covered = scope.sources().coverage(kind);
                    covered.map_or(0.0, |covered| covered.seconds(span))
                }
            };
            of_no_rows(seconds / unit)
        })
        .collect()
}

/// A value that no row is counted for.
fn of_no_rows(value: f64) -> Observation {
    Observation {
        value: Some(value).filter(|v| v.is_finite()),
        ..Observation::default()
    }
}

/// Puts a value on the receipt, in place of what it was made of.
fn named(mut observed: Vec<Observation>, name: &str, unit: Unit) -> Observed {
    for one in &mut observed {
        one.inputs = vec![Input::new(name, one.value.unwrap_or(0.0), unit)];
    }
    Ok(observed)
}

/// One value over another, of the same slices.
pub(super) fn over(scope: &Scope<'_>, a: &Value, b: &Value) -> Observed {
    two(scope, a, b, |a, b| (b > 0.0).then(|| a / b))
}

fn two(scope: &Scope<'_>, a: &Value, b: &Value, of: impl Fn(f64, f64) -> Option<f64>) -> Observed {
    // Of one table the rows are the same ones.
    let same_rows = a.tables() == b.tables();
    let (a, b) = (a.evaluate(scope)?, b.evaluate(scope)?);
    Ok(a.into_iter()
        .zip(b)
        .map(|(mut a, b)| {
            a.value = match (a.value, b.value) {
                (Some(a), Some(b)) => of(a, b).filter(|value| value.is_finite()),
                _ => None,
            };
            match same_rows {
                true => a.also_of(b.rows_used, b.rows_skipped, b.left_out),
                false => {
                    a.rows_used += b.rows_used;
                    a.rows_skipped += b.rows_skipped;
                    a.leave_out(b.left_out);
                }
            }
            a.inputs.extend(b.inputs);
            a.currency = a.currency.or(b.currency);
            a
        })
        .collect())
}

fn money(
    scope: &Scope<'_>,
    amount: &'static str,
    (currency, same): (&str, &str),
    events: &Events,
) -> Observed {
    scope.column(events.table, amount)?;
    let currency = only_value(scope, events, currency, Unavailable::MixedCurrencies)?;
    only_value(scope, events, same, Unavailable::MixedBases)?;
    let currency = currency.as_deref().and_then(Currency::parse);
    let mut observed = sum(scope, &Row::Column(amount), events)?;
    for one in &mut observed {
        one.currency = currency;
    }
    name_filtered(scope, events, &mut observed)?;
    Ok(observed)
}

/// The distinct values of a text column, of the rows that count; at most one may be there for amounts to be added.
fn only_value(
    scope: &Scope<'_>,
    events: &Events,
    column: &str,
    mixed: fn(Vec<String>) -> Unavailable,
) -> Result<Option<String>, Unavailable> {
    let table = scope.table(events.table)?;
    let Some(text) = table.column(column).and_then(Column::as_text) else {
        return Ok(None);
    };
    let mut there = vec![true; text.distinct()];
    if let Some(counted) = scope.counted(events.table).each() {
        there.fill(false);
        let counted = (0..table.rows()).filter(|row| counted[*row]);
        for code in counted.filter_map(|row| text.code(row)) {
            there[code as usize] = true;
        }
    }
    let mut distinct: Vec<String> = text
        .entries()
        .zip(there)
        .filter(|(e, there)| *there && !e.trim().is_empty())
        .map(|(e, _)| e.trim().to_owned())
        .collect();
    distinct.sort_unstable();
    distinct.dedup();
    match distinct.len() {
        0 | 1 => Ok(distinct.pop()),
        _ => Err(mixed(distinct)),
    }
}
