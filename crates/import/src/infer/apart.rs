//! Cells of a column that another thread has read.
//!
//! Both threads have read the file's beginning, so their columns began alike. Cells are taken over only where reading them here
//! would have come to the same: what a column is does not depend on who read it.

use super::{ColumnBuilder, Counts, Moments, State};
use crate::dates::DateOrder;
use outturn_core::table::{Decimals, TextBuilder, TextsApart, Values, Wholes};
use serde::{Deserialize, Serialize};

/// Cells of one column.
#[derive(Debug, Clone, Serialize, Deserialize)]
enum Cells {
    /// So many without a value.
    Missing(usize),
    Whole(Wholes),
    Number(Decimals),
    Moment {
        values: Values<i64>,
        unzoned: bool,
        order: Option<DateOrder>,
    },
    Flag(Values<bool>),
    Text(TextsApart),
}

/// A column's cells on their way to another thread.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ColumnApart {
    cells: Cells,
    exact: bool,
    counts: Counts,
}

/// What is known of a column's texts from chunk to chunk: on the sending thread, how many were sent; on the receiving one, the code
/// that each of them has there.
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts {
    told: u32,
    renamed: Vec<u32>,
}

impl ColumnBuilder {
    /// Lets the cells that were not taken out go, and goes on as what it is.
    pub(crate) fn let_go(&mut self, texts: &mut Texts) {
        self.counts = Counts::default();
        self.dashes.clear();
        match &mut self.state {
            State::Unknown(missing) => *missing = 0,
            State::Whole(values) => *values = Wholes::default(),
            State::Number(values) => *values = Decimals::default(),
            State::Moment(moments) => moments.values = Values::default(),
            State::Flag(values) => *values = Values::default(),
            // Nobody else shall hear of their texts.
            State::Text(builder) => (*builder, texts.told) = (TextBuilder::default(), 0),
            State::Clashed | State::Kept(_) => {}
        }
    }

    /// Takes its cells out for another thread; `None` where they depend on cells that this one has not seen.
    pub(crate) fn take_apart(&mut self, texts: &mut Texts) -> Option<ColumnApart> {
        use std::mem::take;
        let cells = match &mut self.state {
            // Quoted words for no value are text where the column is.
            State::Unknown(_)
                if !self.exact || self.counts.nulls.0 > 0 || !self.dashes.is_empty() =>
            {
                return None;
            }
            State::Unknown(missing) => Cells::Missing(take(missing)),
            State::Whole(values) => Cells::Whole(take(values)),
            State::Number(values) => Cells::Number(take(values)),
            State::Moment(moments) if moments.is_plain() => Cells::Moment {
                values: take(&mut moments.values),
                unzoned: moments.unzoned,
                order: moments.order,
            },
            State::Flag(values) => Cells::Flag(take(values)),
            State::Text(builder) => Cells::Text(builder.take_apart(&mut texts.told)),
            State::Moment(_) | State::Clashed | State::Kept(_) => return None,
        };
        Some(ColumnApart {
            cells,
            exact: self.exact,
            counts: take(&mut self.counts),
        })
    }

    /// Whether cells of another thread are what they would be here.
    pub(crate) fn takes(&self, apart: &ColumnApart) -> bool {
        match (&self.state, &apart.cells) {
            (State::Unknown(_), Cells::Missing(_))
            | (State::Whole(_), Cells::Missing(_) | Cells::Whole(_) | Cells::Number(_))
            | (State::Number(_), Cells::Missing(_) | Cells::Whole(_) | Cells::Number(_))
            | (State::Moment(_), Cells::Missing(_))
            | (State::Flag(_), Cells::Missing(_) | Cells::Flag(_))
            | (State::Text(_), Cells::Missing(_) | Cells::Text(_))
            | (State::Clashed, _) => true,
            (State::Moment(moments), Cells::Moment { order, .. }) => {
                moments.is_plain() && moments.order == *order
            }
            _ => false,
        }
    }

    /// Adds the cells of another thread, which it [`takes`](Self::takes).
    pub(crate) fn append(&mut self, apart: ColumnApart, texts: &mut Texts) {
        self.exact &= apart.exact;
        self.counts.append(apart.counts);
        if let (State::Whole(values), Cells::Number(_)) = (&self.state, &apart.cells) {
            let wider = values.iter().map(|v| v.map(|v| v as f64));
            self.state = State::Number(wider.collect());
        }
        match (&mut self.state, apart.cells) {
            (_, Cells::Missing(count)) => (0..count).for_each(|_| self.miss()),
            (State::Whole(values), Cells::Whole(more)) => values.append(&more),
            (State::Number(values), Cells::Number(more)) => values.append(&more),
            (State::Number(values), Cells::Whole(more)) => {
                more.for_each(0..more.len(), |v| values.push(v.map(|v| v as f64)));
            }
            (State::Flag(values), Cells::Flag(more)) => values.append(&more),
            (State::Text(builder), Cells::Text(more)) => builder.append(&more, &mut texts.renamed),
            (
                State::Moment(moments),
                Cells::Moment {
                    values, unzoned, ..
                },
            ) => {
                moments.values.append(&values);
                moments.unzoned |= unzoned;
            }
            // Of a column that clashed, cells are let go by.
            _ => {}
        }
    }
}

impl Moments {
    /// Whether all dates begin with the year, so that no later one can change how they are read.
    fn is_plain(&self) -> bool {
        self.plain && !self.named && !self.ordered && self.letters.is_empty() && self.midnights == 0
    }
}
