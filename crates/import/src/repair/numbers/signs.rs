//! What the numbers of a column tell of the sign before their fractions.

use super::super::super::question::DecimalSign;
use super::Entry;

/// What was seen in the texts of a column.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Signs {
    /// Some are numbers with a point before fractions only.
    point: bool,
    /// Some are numbers with a comma before fractions only, and have one.
    comma: bool,
    /// Some have points between groups and no comma: that is how addresses and versions look, too.
    groups: bool,
    /// Some are numbers either way, and different ones.
    pub(super) open: bool,
}

impl Signs {
    pub(super) fn of(entries: &[Entry]) -> Self {
        let mut signs = Self::default();
        for entry in entries {
            let Entry::Number(spelled) = entry else {
                continue;
            };
            match (spelled.point, spelled.comma) {
                (Some(_), Some(_)) => signs.open |= spelled.is_open(),
                (Some(_), None) => signs.point = true,
                (None, Some(comma)) if comma.comma => signs.comma = true,
                (None, _) => signs.groups = true,
            }
        }
        signs
    }

    /// Some cells need one sign, some the other.
    pub(super) fn contradict(self) -> bool {
        self.point && (self.comma || self.groups)
    }

    /// The sign that is left no doubt of.
    pub(super) fn proven(self) -> Option<DecimalSign> {
        match (self.point, self.comma) {
            _ if self.contradict() => None,
            (true, _) => Some(DecimalSign::Point),
            (_, true) => Some(DecimalSign::Comma),
            _ => None,
        }
    }

    /// Whether only a comma before fractions makes numbers of all, without one of them showing it.
    pub(super) fn hint_at_comma(self) -> bool {
        self.groups && !self.point && !self.comma
    }
}
