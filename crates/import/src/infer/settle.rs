//! What is decided about a column at the end, over all of its cells, and which are read again.

use super::super::dates::DateOrder;
use super::super::options::ReadOptions;
use super::counts::{Counts, Rules, count};
use super::{ColumnBuilder, DASH, State};
use outturn_core::table::{Column, TextBuilder};

impl ColumnBuilder {
    /// A column that clashed, for a second reading: it is text, and nothing else is tried.
    pub(in super::super) fn again(options: &ReadOptions) -> Self {
        Self {
            state: State::Text(TextBuilder::default()),
            exact: true,
            order: None,
            ahead: options.ahead(),
            rules: Rules::of(options),
            dashes: Vec::new(),
            counts: Counts::default(),
        }
    }

    /// The same, of itself.
    fn anew(self) -> Box<Self> {
        Box::new(Self {
            state: State::Text(TextBuilder::default()),
            exact: true,
            dashes: Vec::new(),
            counts: Counts::default(),
            ..self
        })
    }

    /// The order that its dates were found to have, where they leave it open otherwise.
    pub(in super::super) fn date_order(&self) -> Option<DateOrder> {
        match &self.state {
            State::Moment(moments) => moments.order,
            _ => None,
        }
    }

    /// Whether its dates could be read in both orders.
    pub(in super::super) fn is_open(&self) -> bool {
        matches!(&self.state, State::Moment(m) if m.open && m.order.is_none())
    }

    /// Letters that zones of its dates were said in.
    pub(in super::super) fn letters(&self) -> &[&'static str] {
        match &self.state {
            State::Moment(moments) => &moments.letters,
            _ => &[],
        }
    }

    /// Counts the dashes of a column that has nothing else.
    pub(in super::super) fn count_dashes(&mut self) {
        for _ in std::mem::take(&mut self.dashes) {
            count(&mut self.counts.nulls, DASH);
        }
    }

    /// Has it read again as text where its numbers may have two decimals, of which zeros are not held, and dashes among them, which may
    /// be a bookkeeper's zeros.
    pub(in super::super) fn doubt_dashes(&mut self) {
        let may_have_two = |places: usize| places <= 2;
        let of_money = matches!(&self.state, State::Number(values) if values.places().is_some_and(may_have_two));
        if of_money && self.counts.dashes > 0 {
            self.state = State::Clashed;
        }
    }

    /// Has it read again as text where all of its moments are at midnight of their own zone, so that it can be asked what they are.
    pub(in super::super) fn doubt_midnights(&mut self) {
        if let State::Moment(moments) = &self.state
            && moments.are_local_midnights()
        {
            self.state = State::Clashed;
        }
    }

    /// Whether some of its dates had no zone.
    pub(in super::super) fn is_unzoned(&self) -> bool {
        matches!(&self.state, State::Moment(m) if m.unzoned)
    }

    /// Decides the order of dates that left it open; without one they are text.
    pub(in super::super) fn settle(&mut self, order: Option<DateOrder>) {
        if !self.is_open() {
            return;
        }
        match (&mut self.state, order) {
            (State::Moment(moments), Some(order)) => moments.settle(order),
            (state, _) => *state = State::Clashed,
        }
    }

    /// The column of `rows` rows, or itself, ready for a second reading.
    pub(in super::super) fn finish(mut self, rows: usize) -> Result<Column, Box<Self>> {
        let state = std::mem::replace(&mut self.state, State::Clashed);
        let mut column = match state {
            State::Whole(values) => Column::I64(values),
            State::Number(values) => Column::F64(values),
            State::Moment(moments) => Column::Timestamp(moments.values),
            State::Flag(values) => Column::Bool(values),
            State::Text(builder) => Column::Text(builder.finish()),
            State::Kept(column) => *column,
            // Quoted words for no value and nothing else: they are text after all.
            State::Unknown(_) if !self.exact => return Err(self.anew()),
            State::Unknown(_) => Column::Text(TextBuilder::default().finish()),
            State::Clashed => return Err(self.anew()),
        };
        column.resize(rows);
        Ok(column)
    }

    /// A column that is finished, for a second reading of the others.
    pub(in super::super) fn kept(column: Column, counts: Counts) -> Self {
        Self {
            state: State::Kept(Box::new(column)),
            counts,
            ..Self::again(&ReadOptions::default())
        }
    }
}
