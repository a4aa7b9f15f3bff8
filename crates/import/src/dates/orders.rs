//! Which orders of day, month and year make a date of a text.

use super::DateOrder;

/// All orders, in the order in which they are tried.
const ALL: [DateOrder; 3] = [
    DateOrder::DayFirst,
    DateOrder::MonthFirst,
    DateOrder::YearFirst,
];

/// A set of orders, and whether they make different dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Orders {
    possible: u8,
    open: bool,
}

impl Orders {
    /// Every order, before any date was seen.
    pub(in super::super) const ANY: Self = Self {
        possible: 0b111,
        open: false,
    };

    /// Those under which a text is a date, with the date under the one that is asked for, or under the first.
    pub(super) fn of(dates: [Option<i64>; 3], order: DateOrder) -> Option<(i64, Self)> {
        let first = dates.iter().flatten().next()?;
        let possible = (0..3).filter(|&i| dates[i].is_some());
        let orders = Self {
            possible: possible.map(|i| 1 << i).sum(),
            open: dates.iter().flatten().any(|date| date != first),
        };
        let at = ALL.iter().position(|o| *o == order).and_then(|i| dates[i]);
        Some((at.unwrap_or(*first), orders))
    }

    /// Whether an order is among them.
    pub(in super::super) fn has(self, order: DateOrder) -> bool {
        ALL.iter()
            .zip(0..)
            .any(|(o, i)| *o == order && self.possible >> i & 1 == 1)
    }

    /// Whether they make different dates.
    pub(in super::super) fn is_open(self) -> bool {
        self.open
    }

    /// The order, where there is one only.
    pub(in super::super) fn only(self) -> Option<DateOrder> {
        let mut all = self.all();
        let first = all.next()?;
        all.next().is_none().then_some(first)
    }

    /// All of them.
    pub(in super::super) fn all(self) -> impl Iterator<Item = DateOrder> {
        ALL.into_iter().filter(move |order| self.has(*order))
    }

    /// Those that are in both.
    pub(in super::super) fn and(self, other: Self) -> Self {
        Self {
            possible: self.possible & other.possible,
            open: self.open || other.open,
        }
    }

    /// The others than these.
    pub(in super::super) fn without(self, orders: &[DateOrder]) -> Self {
        let left = ALL.iter().zip(0..).filter(|(o, _)| !orders.contains(o));
        let left: u8 = left.map(|(_, i)| 1 << i).sum();
        Self {
            possible: self.possible & left,
            ..self
        }
    }

    /// Whether there is none.
    pub(in super::super) fn is_empty(self) -> bool {
        self.possible == 0
    }
}
