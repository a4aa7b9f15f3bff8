//! How the numbers of one column are read, once that is decided.

use super::super::super::options::{
    ColumnChoice, DashMeaning, LetterM, OneCurrency, PercentMeaning,
};
use super::super::super::question::DecimalSign;
use super::super::super::report::LeftOutReason;
use super::super::super::rule::RepairRule;
use super::super::spelled::{Kind, Reading, Spelled};
use super::{Entry, Worth};

/// How each cell is read.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) sign: DecimalSign,
    pub(super) currency: Option<OneCurrency>,
    pub(super) percent: Option<PercentMeaning>,
    pub(super) dash: DashMeaning,
    /// What words behind numbers make of them in this column.
    pub(super) kind: Kind,
    /// What `m` behind numbers is.
    pub(super) letter_m: Option<LetterM>,
}

impl Plan {
    /// The same as it would have been chosen, for whoever reads the cells later.
    pub(super) fn choice(&self) -> ColumnChoice {
        ColumnChoice {
            decimal: Some(self.sign),
            currency: self.currency.clone(),
            percent: self.percent,
            dash: Some(self.dash),
            letter_m: self.letter_m,
            ..ColumnChoice::default()
        }
    }

    /// What a text is worth.
    pub(super) fn worth(&self, entry: Entry) -> Worth {
        const BAD: Worth = Worth::Bad(LeftOutReason::NotANumber);
        let spelled = match entry {
            Entry::Number(spelled) => spelled,
            Entry::NonFinite => return Worth::Missing,
            Entry::Dash(_) if self.dash == DashMeaning::Zero => return Worth::Number(ZERO),
            Entry::Dash(_) => return Worth::Missing,
            Entry::Other => return BAD,
        };
        let Some(mut reading) = spelled.by(self.sign) else {
            return BAD;
        };
        if let Some(one) = &self.currency {
            let same = spelled
                .currency
                .map_or(one.unmarked, |code| code == one.code);
            if !same {
                return Worth::Bad(LeftOutReason::OtherCurrency);
            }
        }
        let kind = match (spelled.kind, self.letter_m) {
            (Kind::OpenM, Some(LetterM::Millions)) => {
                (reading.value, reading.whole) = (reading.value * 1e6, None);
                Kind::Scaled
            }
            (Kind::OpenM, Some(LetterM::Thousandths)) => {
                (reading.value, reading.whole) = (reading.value / 1e3, None);
                Kind::Scaled
            }
            (kind, _) => kind,
        };
        match (self.kind, kind) {
            (Kind::Scaled, Kind::BytesOrBillions) => {
                (reading.value, reading.whole) = (reading.value * 1e9, None);
            }
            (Kind::BytesOrBillions, Kind::BytesOrBillions) if spelled.currency.is_some() => {
                (reading.value, reading.whole) = (reading.value * 1e9, None);
            }
            (Kind::Scaled | Kind::BytesOrBillions, Kind::Scaled | Kind::Plain)
            | (Kind::Bytes, Kind::BytesOrBillions) => {}
            (all, one) if all == one || reading.value == 0.0 => {}
            _ => return BAD,
        }
        if self.is_percent(&entry) {
            (reading.value, reading.whole) = (reading.value / 100.0, None);
        }
        Worth::Number(reading)
    }

    /// Whether a number without a percent sign is one of percent.
    fn is_percent(&self, entry: &Entry) -> bool {
        self.percent == Some(PercentMeaning::Percent)
            && matches!(entry, Entry::Number(s) if !s.percent)
    }

    /// What is done to a text to make a number of it.
    pub(super) fn rules(
        &self,
        entry: &Entry,
        reading: &Reading,
    ) -> impl Iterator<Item = RepairRule> + use<> {
        let of = |does: fn(&Spelled) -> bool| matches!(entry, Entry::Number(s) if does(s));
        let rules = [
            (of(|s| s.apostrophe), RepairRule::Apostrophe),
            (of(|s| s.parentheses), RepairRule::Parentheses),
            (of(|s| s.minus), RepairRule::MinusSign),
            (of(|s| s.marked), RepairRule::CreditMark),
            (of(|s| s.currency.is_some()), RepairRule::CurrencySign),
            (
                of(|s| s.percent) || self.is_percent(entry),
                RepairRule::PercentSign,
            ),
            (of(|s| s.kind != Kind::Plain), RepairRule::NumberWord),
            (
                matches!(entry, Entry::Dash(_)) || of(|s| s.even),
                RepairRule::Dash,
            ),
            (reading.thousands, RepairRule::ThousandsSign),
            (reading.comma, RepairRule::DecimalComma),
        ];
        rules
            .into_iter()
            .filter(|(does, _)| *does)
            .map(|(_, rule)| rule)
    }
}

const ZERO: Reading = Reading {
    value: 0.0,
    whole: Some(0),
    thousands: false,
    comma: false,
    places: 0,
};
