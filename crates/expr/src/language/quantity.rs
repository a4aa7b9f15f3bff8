//! What a number is a quantity of, and what becomes of it in arithmetic.

use super::syntax::Operator;
use outturn_core::table::Quantity as OfColumn;
use outturn_core::units::{Per, Unit};

/// What a number is a quantity of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quantity {
    /// A number as it is typed: it goes with anything but durations.
    Bare,
    /// A length of time as it is typed: `5 min`.
    Length,
    /// A quantity of this unit.
    Of(Unit),
    /// A length of time that rates are per.
    Elapsed(Per),
}

use Quantity::{Bare, Elapsed, Length, Of};

const SECONDS: Quantity = Of(Unit::Seconds);
const NUMBER: Quantity = Of(Unit::Number);

impl Quantity {
    /// The unit that it is kept in.
    pub(super) fn unit(self) -> Unit {
        match self {
            Bare | Elapsed(_) => Unit::Number,
            Length => Unit::Seconds,
            Of(unit) => unit,
        }
    }

    /// With its article, as in “this is a duration”.
    pub(super) fn words(self) -> &'static str {
        match self {
            Bare | NUMBER => "a number",
            Length | SECONDS | Elapsed(_) => "a duration",
            Of(Unit::Money) => "an amount of money",
            Of(Unit::Ratio) => "a share",
            Of(Unit::Count) => "a count",
            Of(_) => "a rate",
        }
    }

    fn is_time(self) -> bool {
        matches!(self, Length | SECONDS)
    }

    /// What both are, where they are alike: what can be added and compared.
    pub(super) fn alike(self, other: Self) -> Option<Self> {
        match (self, other) {
            (a, b) if a == b => Some(a),
            (a, b) if a.is_time() && b.is_time() => Some(SECONDS),
            (a, b) if a.is_time() || b.is_time() => None,
            (Bare, known) | (known, Bare) => Some(known),
            (NUMBER, known) | (known, NUMBER) => Some(known),
            _ => None,
        }
    }

    /// What two make, multiplied or divided.
    pub(super) fn made(self, operator: Operator, other: Self) -> Self {
        match operator {
            Operator::Over => self.over(other),
            _ => self.times(other),
        }
    }

    fn times(self, other: Self) -> Self {
        let is_number = |one| matches!(one, Bare | NUMBER | Of(Unit::Count));
        match (self, other) {
            (Bare, Bare) => Bare,
            // A hundred times a share is no share.
            (Bare, Of(Unit::Ratio)) | (Of(Unit::Ratio), Bare) => NUMBER,
            (Of(Unit::Ratio), known) | (known, Of(Unit::Ratio)) => known,
            (Length, one) | (one, Length) if is_number(one) => SECONDS,
            (SECONDS | Of(Unit::Money), one) if is_number(one) => self,
            (one, SECONDS | Of(Unit::Money)) if is_number(one) => other,
            _ => NUMBER,
        }
    }

    fn over(self, other: Self) -> Self {
        match (self, other) {
            (Bare, Bare) => Bare,
            // How many hours there are in it.
            (a, Length) if a.is_time() => NUMBER,
            (a, b) if a.is_time() && b.is_time() => Of(Unit::Ratio),
            (Of(Unit::Money), Of(Unit::Money)) | (Of(Unit::Count), Of(Unit::Count)) => {
                Of(Unit::Ratio)
            }
            (Bare | NUMBER | Of(Unit::Count), Elapsed(per)) => match per {
                Per::Second => Of(Unit::PerSecond),
                Per::Day => Of(Unit::PerDay),
                Per::Week => Of(Unit::PerWeek),
                Per::Month => NUMBER,
            },
            (Of(Unit::Money), Elapsed(_)) => self,
            (a, Bare | NUMBER | Of(Unit::Count)) if a.is_time() => SECONDS,
            (Of(Unit::Money), Bare | NUMBER | Of(Unit::Count)) => self,
            (Of(Unit::Ratio), Bare) => self,
            _ => NUMBER,
        }
    }
}

/// What a column's numbers are brought to, and by what they are multiplied or divided for it.
pub(super) fn of_column(quantity: OfColumn) -> (Quantity, Option<(Operator, f64)>) {
    match quantity {
        OfColumn::Plain | OfColumn::Base => (NUMBER, None),
        OfColumn::Milliseconds => (SECONDS, Some((Operator::Over, 1_000.0))),
        OfColumn::Seconds => (SECONDS, None),
        OfColumn::Minutes => (SECONDS, Some((Operator::Times, 60.0))),
        OfColumn::Hours => (SECONDS, Some((Operator::Times, 3_600.0))),
        OfColumn::Money => (Of(Unit::Money), None),
        OfColumn::Ratio => (Of(Unit::Ratio), None),
    }
}
