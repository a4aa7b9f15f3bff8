//! Which order of day, month and year is likelier, by where the dates would lie.

use super::super::super::dates::{DAY, DateOrder, Orders};
use super::{Moments, orders, parse};

/// So many times farther apart is evidence.
const TIMES: i64 = 8;
/// Dates that are misread lie years apart, not days.
const LEAST: i64 = 300 * DAY;

impl Moments<'_> {
    /// Where its dates lie under an order: first and last.
    fn span(&self, order: DateOrder) -> Option<(i64, i64)> {
        let at = self.text.entries().filter_map(|text| parse(text, order));
        let at = at.filter(|m| orders(m).is_some_and(|o| o.has(order)));
        at.map(|m| (m.micros, m.micros))
            .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
    }

    /// What an order would make of it that its own spread speaks against: read year first, days of one month lie up to 31 years
    /// apart; read day first, years do not.
    pub(super) fn dropped_by_spread(&self) -> Option<DateOrder> {
        let dates = self.entries.iter().flatten().filter_map(orders);
        let possible = dates.fold(Orders::ANY, Orders::and);
        let among = |order: &DateOrder| possible.has(*order);
        let length = |order: DateOrder| self.span(order).map(|(from, to)| to - from);
        let year = Some(DateOrder::YearFirst).filter(among).and_then(length)?;
        let others = [DateOrder::DayFirst, DateOrder::MonthFirst];
        let others = others.into_iter().filter(among).filter_map(length);
        let other = others.min()?;
        if year > LEAST && year > TIMES * (other + DAY) {
            Some(DateOrder::YearFirst)
        } else if other > LEAST && other > TIMES * (year + DAY) {
            Some(DateOrder::DayFirst)
        } else {
            None
        }
    }

    /// The orders that its dates allow without those that spread them over years.
    pub(super) fn without_those_that_spread(&self) -> Orders {
        match self.dropped_by_spread() {
            Some(DateOrder::YearFirst) => self.possible.without(&[DateOrder::YearFirst]),
            Some(_) => self
                .possible
                .without(&[DateOrder::DayFirst, DateOrder::MonthFirst]),
            None => self.possible,
        }
    }

    /// Exports come sorted: an order in which dates never step back is likely. What is recorded is seldom to come: one that has dates after
    /// `until` is not, nor is one in which more dates step back. Of several, with the year among them, it is the year in front where the parts are joined as ISO 8601 has
    /// them, else the one that ends last: what is exported is seldom old.
    pub(super) fn likelier(&self, possible: &[DateOrder], until: Option<i64>) -> DateOrder {
        let steps_back = |order| {
            let at = self.text.entries().filter_map(|text| parse(text, order));
            let at: Vec<i64> = at.map(|m| m.micros).collect();
            let back = at.windows(2).filter(|w| w[1] < w[0]).count();
            let forth = at.windows(2).filter(|w| w[1] > w[0]).count();
            back.min(forth)
        };
        let years = possible.contains(&DateOrder::YearFirst);
        let is_to_come = |order| {
            let ends = self.span(order).zip(until);
            ends.is_some_and(|((_, last), until)| last > until)
        };
        let hyphens = years && self.text.entries().all(|text| text.contains('-'));
        let last = |order| self.span(order).filter(|_| years).map_or(0, |(_, to)| to);
        let fits = |order: &DateOrder| {
            let bad = self
                .entries
                .iter()
                .flatten()
                .filter_map(orders)
                .filter(|o| !o.has(*order));
            (
                bad.count(),
                steps_back(*order) > 0,
                is_to_come(*order),
                steps_back(*order),
                hyphens && *order != DateOrder::YearFirst,
                std::cmp::Reverse(last(*order)),
            )
        };
        let best = possible.iter().copied().min_by_key(fits);
        best.unwrap_or(DateOrder::DayFirst)
    }
}
