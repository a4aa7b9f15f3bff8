//! Dates of one column while it is read, whose order of day and month may show late.

use super::super::dates::{self, DateOrder, Evidence, Usual};
use outturn_core::table::Values;

/// Dates while their column is being read.
#[derive(Debug, Clone, Default)]
pub(super) struct Moments {
    pub(super) values: Values<i64>,
    pub(super) usual: Usual,
    /// Some dates begin with the year.
    pub(super) plain: bool,
    /// Some dates have one reading by a name or points in them.
    pub(super) named: bool,
    /// Some dates can be read in both orders: they are held day first until the order is known.
    pub(super) open: bool,
    /// Some dates were read by their order.
    pub(super) ordered: bool,
    pub(super) order: Option<DateOrder>,
    /// Some value had no zone.
    pub(super) unzoned: bool,
    /// How far ahead of UTC values without a zone are, in microseconds.
    pub(super) ahead: i64,
    /// Letters that zones were said in.
    pub(super) letters: Vec<&'static str>,
    /// Values at midnight of the zone that they name, other than UTC.
    pub(super) midnights: usize,
}

impl Moments {
    /// None yet; `order` is the user's, and dates without a zone are so many microseconds ahead of UTC.
    pub(super) fn new(order: Option<DateOrder>, ahead: i64) -> Self {
        Self {
            order,
            ahead,
            ..Self::default()
        }
    }

    /// Adds a date; `false` where it clashes with those before it.
    pub(super) fn push(&mut self, bytes: &[u8]) -> bool {
        let reading = self.order.unwrap_or(DateOrder::DayFirst);
        let Some(moment) = dates::parse(bytes, reading) else {
            return false;
        };
        // What they are is asked over all texts of the column.
        if moment.open_letters().is_some() {
            return false;
        }
        let orders = match moment.evidence {
            Evidence::Plain if bytes.iter().take(4).all(u8::is_ascii_digit) => {
                self.plain = true;
                None
            }
            Evidence::Plain => {
                self.named = true;
                None
            }
            Evidence::Ordered(orders) => Some(orders),
        };
        if let Some(orders) = orders {
            match (self.order, orders.only()) {
                (Some(order), _) if !orders.has(order) => return false,
                (Some(_), _) => self.ordered |= orders.is_open() || orders.only().is_some(),
                // Which of three comes first is decided over all texts of the column.
                (None, _) if orders.has(DateOrder::YearFirst) => return false,
                (None, Some(order)) => {
                    self.ordered = true;
                    self.settle(order);
                }
                // A zone may have carried the moment over midnight: its order could not be changed any more.
                (None, None) if orders.is_open() && moment.zoned => return false,
                (None, None) if orders.is_open() => (self.open, self.ordered) = (true, true),
                (None, None) => {}
            }
        }
        if let Some(letters) = moment.letters
            && !self.letters.contains(&letters)
        {
            self.letters.push(letters);
        }
        self.midnights += usize::from(moment.ahead != 0 && moment.is_local_midnight());
        self.unzoned |= !moment.zoned;
        let ahead = if moment.zoned { 0 } else { self.ahead };
        self.values.push(Some(moment.micros - ahead));
        // Dates of several styles are for another place, where it is counted.
        u8::from(self.plain) + u8::from(self.named) + u8::from(self.ordered) < 2
    }

    /// Whether so many are at midnight of the zone that they name that it is open what they are. Midnights of UTC count where not all are
    /// of UTC: in London they are in winter.
    pub(super) fn are_local_midnights(&self) -> bool {
        let rows = |count: usize| count as u64;
        let all = || self.values.iter().flatten();
        let utc = || all().filter(|at| at % dates::DAY == 0).count();
        self.midnights > 0
            && dates::are_mostly_midnights(rows(self.midnights + utc()), rows(all().count()))
    }

    /// The same time of day on the date with day and month exchanged. Open dates have no zone of their own.
    fn exchanged(&self, micros: i64) -> i64 {
        dates::exchange(micros + self.ahead).map_or(micros, |other| other - self.ahead)
    }

    /// Fixes the order of the dates so far and to come.
    pub(super) fn settle(&mut self, order: DateOrder) {
        if self.order.is_none() && self.open && order == DateOrder::MonthFirst {
            // Those that are there have both readings, or the order would be known.
            self.values = self
                .values
                .iter()
                .map(|v| v.map(|v| self.exchanged(v)))
                .collect();
        }
        self.order = Some(order);
    }
}
