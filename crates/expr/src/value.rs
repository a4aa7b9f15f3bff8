//! What many rows come to.

use super::row::{Row, Test};
use super::{Observation, Read, Scope, Unavailable};
use outturn_core::calendar::Grain;
use outturn_core::table::TableKind;
use outturn_core::units::{Per, Unit};

/// What it means when no row falls into a slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Silence {
    /// Nothing is known.
    #[default]
    Unknown,
    /// Nothing happened, if the slice lies within the days that the table covers.
    ZeroWhereCovered,
    /// Nothing happened, whatever days the table covers.
    Zero,
}

/// Which rows are the events, and how many each stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Events {
    /// Their table.
    pub table: TableKind,
    /// What they are called, in the plural: `requests`.
    pub noun: &'static str,
    /// The column that says when they count; `None` for the table's own.
    pub at: Option<&'static str>,
    /// Which rows of the table they are; `None` for all.
    pub only: Option<&'static Test>,
    /// How many events a row stands for; `None` for one.
    pub weight: Option<&'static Row>,
    /// What it means when there is none.
    pub silence: Silence,
}

impl Events {
    /// Every row of a table is one event.
    #[must_use]
    pub const fn of(table: TableKind, noun: &'static str) -> Self {
        Self {
            table,
            noun,
            at: None,
            only: None,
            weight: None,
            silence: Silence::Unknown,
        }
    }

    /// Only the rows that pass a test.
    #[must_use]
    pub const fn only(mut self, test: &'static Test) -> Self {
        self.only = Some(test);
        self
    }

    /// A row stands for so many.
    #[must_use]
    pub const fn weighted(mut self, weight: &'static Row) -> Self {
        self.weight = Some(weight);
        self
    }

    /// What it means when there is none.
    #[must_use]
    pub const fn silence(mut self, silence: Silence) -> Self {
        self.silence = silence;
        self
    }
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Elapsed {
    /// That of the slice's days that a table covers.
    Covered(TableKind),
}

/// What many rows come to: a number a slice, or nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// This number.
    Number(f64),
    /// How many events there are.
    Count(Events),
    /// The sum of what the events are worth.
    Sum {
        /// What an event is worth.
        of: Row,
        /// The events.
        events: Events,
    },
    /// How many different texts a column has among the events.
    Distinct {
        /// The text column.
        column: &'static str,
        /// The events.
        events: Events,
    },
    /// The sum of amounts of money. Amounts in several currencies are never added, nor amounts that differ in a further column.
    Money {
        /// The column of the amounts.
        amount: &'static str,
        /// The text column of their currency.
        currency: &'static str,
        /// A text column in which all must say the same.
        same: &'static str,
        /// The charges.
        events: Events,
    },
    /// The mean of what the events are worth; of a [`Row::Flag`], the share of those that pass the test.
    Mean {
        /// What an event is worth.
        of: Row,
        /// The events.
        events: Events,
        /// What the sum is called on the receipt, with its unit.
        total: (&'static str, Unit),
        /// What the number of events with a value is called there.
        counted: &'static str,
    },
    /// An exact quantile of what the events are worth: type 7 of Hyndman and Fan (1996), linear between order statistics.
    Quantile {
        /// What an event is worth.
        of: Row,
        /// The events.
        events: Events,
        /// Which one, 0 to 1.
        q: f64,
        /// Those that are asked for of the same events: found together, each narrows down where the next one is.
        together: &'static [f64],
        /// What the number of events with a value is called on the receipt.
        counted: &'static str,
    },
    /// How many periods of a length the events that have a worth fall into. One of which only some days are known counts in part.
    Periods {
        /// What an event must be worth something of.
        of: Row,
        /// The events.
        events: Events,
        /// The length.
        grain: Grain,
    },
    /// A length of time, in weeks or whatever else a rate is per.
    Elapsed {
        /// Which.
        which: Elapsed,
        /// What it is counted in.
        per: Per,
    },
    /// A value that the receipt shows.
    Named(&'static str, Unit, &'static Value),
    /// A value, with the number of rows behind it on the receipt.
    Counted(&'static str, &'static Value),
    /// Nothing, and why: a formula that cannot be read.
    Unread(&'static str),
    /// A value whose formula its author has written so.
    Written(&'static str, &'static Value),
    /// The sum of two.
    Plus(&'static Value, &'static Value),
    /// The first without the second.
    Minus(&'static Value, &'static Value),
    /// The product of two.
    Times(&'static Value, &'static Value),
    /// The quotient of two, where they are of two tables over the time that both cover: in each slice the whole days, weeks or months
    /// that both have. Nothing where the second is not above zero.
    Over(&'static Value, &'static Value),
    /// The first that can be computed from what is loaded.
    Either(&'static [Value]),
    /// What a register comes to as it stands at the end of each slice: the newest one stands until a newer one comes.
    Standing(TableKind, &'static Value),
    /// What relational algebra does not say.
    Custom(&'static Custom),
}

/// A named computation that is no expression.
#[derive(Debug)]
pub struct Custom {
    /// What it computes, for a receipt's formula.
    pub words: &'static str,
    /// How a query would say it, or why it cannot.
    pub sql: &'static str,
    /// What the rows are that it counts: `requests`.
    pub noun: &'static str,
    /// What it reads.
    pub reads: &'static [Read],
    /// The computation.
    pub measure: fn(&Scope<'_>) -> Result<Vec<Observation>, Unavailable>,
}

impl PartialEq for Custom {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}
