//! From a file's own columns to those of a canonical table.

mod amount;
mod apply;
mod binding;
mod convert;
pub(crate) mod identity;
mod join;
mod kind;
mod length;
mod made;
mod mapped;
mod moments;
mod placeholder;
pub(crate) mod repeats;
mod rise;
mod rows;
mod saved;
mod selection;
mod series;
mod shown_in;
mod source;
mod steps;
mod unit;
mod words;

pub(super) use amount::Amount;
pub(super) use apply::either;
pub use apply::{applied, apply};
pub use binding::{Binding, Since, Source, Step};
pub use identity::count_once;
pub use join::{Join, JoinReceipt, Joined, KeyRule, join, join_receipt, join_within};
pub use kind::SampleKind;
pub(super) use kind::selector;
pub use mapped::Mapped;
pub(super) use moments::{names_periods, orders_of, says_when};
pub use placeholder::Placeholder;
pub(super) use placeholder::values_of;
pub(super) use rise::{added_up, since_by_shape, so_far};
pub use rows::{CellTest, Overlap, RowFilter, RowRule};
pub use saved::{SavedMapping, SavedMappingError};
pub(super) use steps::step_of;
pub use unit::Unit;
pub use words::suggest_words;

use super::dates::DateOrder;
use outturn_core::table::TableKind;
use serde::{Deserialize, Serialize};

/// How a file becomes a canonical table; edited column by column.
///
/// ```
/// use outturn_import::{Mapping, Source};
/// use outturn_core::table::TableKind;
/// let mut mapping = Mapping::new(TableKind::Costs);
/// mapping.bind("date", Source::column("day")).bind("cost", Source::column("amount")).bind("currency", Source::constant("EUR"));
/// mapping.unbind("currency");
/// assert_eq!(mapping.bindings.len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The table it makes.
    pub kind: TableKind,
    /// The canonical columns that are filled, each once.
    pub bindings: Vec<Binding>,
    /// Which of the rows that tell of one thing is used.
    #[serde(default)]
    pub rows: RowRule,
    /// What rows must pass to be used, all of it.
    #[serde(default)]
    pub filters: Vec<RowFilter>,
    /// For metric series with one column a metric, and drift checks with one column a check: those columns. Empty for one row a value.
    #[serde(default)]
    pub metrics: Vec<String>,
    /// For those columns: another name and another unit.
    #[serde(default)]
    pub metric_edits: Vec<MetricEdit>,
    /// For metric series and features: further columns kept beside the values, under their own names.
    #[serde(default)]
    pub labels: Vec<String>,
    /// Values that stand for no value, by column of the file.
    #[serde(default)]
    pub placeholders: Vec<Placeholder>,
    /// Questions that wait for an answer; see [`Waiting`].
    #[serde(default)]
    pub waiting: Vec<Waiting>,
    /// Whose rows count where another file has the same things and neither is newer.
    #[serde(default)]
    pub overlap: Overlap,
}

/// What one column of a metric series becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetricEdit {
    /// The file's column, one of [`Mapping::metrics`].
    pub column: String,
    /// The metric's name; the column's where there is none.
    pub name: Option<String>,
    /// What its numbers count; the metric's base unit where there is none.
    pub unit: Option<Unit>,
    /// What its numbers are, where they are not values of their time. The column's name is then a selector of Prometheus, whose labels
    /// stand beside the values.
    #[serde(default)]
    pub kind: Option<SampleKind>,
    /// Further canonical columns that hold beside its values only: the method of a check, its threshold.
    #[serde(default)]
    pub beside: Vec<Binding>,
}

impl MetricEdit {
    /// Of a column of which nothing is said yet.
    #[must_use]
    pub fn of(column: &str) -> Self {
        Self {
            column: column.to_owned(),
            name: None,
            unit: None,
            kind: None,
            beside: Vec::new(),
        }
    }
}

/// A canonical column from which nothing is computed until a question is answered: it has no values, and rows that cannot do
/// without it are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// The canonical column.
    pub canonical: String,
    /// What is asked.
    pub topic: Topic,
}

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Which table the file is.
    Table,
    /// What a column is.
    Column,
    /// What a column's numbers count.
    Unit,
    /// What the numbers of a column of times count.
    Steps,
    /// Which values stand for no value; one question for all columns.
    Placeholders,
    /// Which rows are rows of the table.
    Rows,
    /// Which of several currencies is counted.
    Currency,
    /// Which of several costs is counted.
    CostBasis,
    /// Which labels of two columns are the same.
    Labels,
    /// Whether rows of one id are one thing.
    Repeats,
    /// What a file of unknown columns may be. Nothing waits for it.
    Guess,
    /// Which numbers are totals since something began; one question for all metrics.
    Totals,
    /// Whether rows that say total sum up the others.
    Sums,
    /// Which of periods of different length in one column count.
    Spans,
    /// In which month fiscal years begin, or of which year months are that do not say it.
    Years,
    /// Whether numbers are answers to a survey or scores made of them; one question for all metrics.
    Answers,
}

impl Topic {
    /// Whether one question is about all columns of its kind.
    pub(super) fn is_of_all(self) -> bool {
        matches!(self, Self::Placeholders | Self::Totals | Self::Answers)
    }
}

impl Mapping {
    /// A mapping that binds nothing yet.
    #[must_use]
    pub fn new(kind: TableKind) -> Self {
        Self {
            kind,
            bindings: Vec::new(),
            rows: RowRule::All,
            filters: Vec::new(),
            metrics: Vec::new(),
            metric_edits: Vec::new(),
            labels: Vec::new(),
            placeholders: Vec::new(),
            waiting: Vec::new(),
            overlap: Overlap::Open,
        }
    }

    /// Fills a canonical column from this source from now on. What was said of the former source's unit and words, and what was
    /// asked about which column and unit it is, falls away.
    pub fn bind(&mut self, canonical: &str, source: Source) -> &mut Self {
        match self.bindings.iter_mut().find(|b| b.canonical == canonical) {
            Some(binding) if binding.source == source => {}
            Some(binding) => {
                (binding.source, binding.unit) = (source, None);
                binding.words.clear();
            }
            None => self.bindings.push(Binding::new(canonical, source)),
        }
        self.waiting
            .retain(|w| w.canonical != canonical || w.topic == Topic::Currency);
        self
    }

    /// Leaves a canonical column without values from now on.
    pub fn unbind(&mut self, canonical: &str) -> &mut Self {
        self.bindings.retain(|b| b.canonical != canonical);
        self.waiting.retain(|w| w.canonical != canonical);
        self
    }

    /// The binding of a canonical column.
    #[must_use]
    pub fn binding(&self, canonical: &str) -> Option<&Binding> {
        self.bindings.iter().find(|b| b.canonical == canonical)
    }

    fn binding_mut(&mut self, canonical: &str) -> Option<&mut Binding> {
        self.bindings.iter_mut().find(|b| b.canonical == canonical)
    }

    /// Where columns of the file are a metric or a check each: the canonical columns of their names and of their values.
    #[must_use]
    pub fn unfolds(&self) -> Option<(&'static str, &'static str)> {
        let into = match self.kind {
            TableKind::DriftChecks => ("feature", "score"),
            _ => ("metric", "value"),
        };
        (!self.metrics.is_empty()).then_some(into)
    }

    /// Whether a canonical column is one of those.
    #[must_use]
    pub fn is_unfolded(&self, canonical: &str) -> bool {
        self.unfolds()
            .is_some_and(|(name, value)| canonical == name || canonical == value)
    }

    /// Says which of day and month comes first in a bound column's dates.
    pub fn order_dates(&mut self, canonical: &str, order: DateOrder) -> &mut Self {
        if let Some(binding) = self.binding_mut(canonical) {
            binding.date_order = Some(order);
        }
        self
    }

    /// Says what a bound column's numbers count; `None` for what the canonical column counts.
    pub fn count_in(&mut self, canonical: &str, unit: Option<Unit>) -> &mut Self {
        if let Some(binding) = self.binding_mut(canonical) {
            binding.unit = unit;
        }
        self.settle(canonical, Topic::Unit)
    }

    /// Says what a value of a bound column stands for; an empty `meaning` is no value.
    pub fn translate(&mut self, canonical: &str, value: &str, meaning: &str) -> &mut Self {
        if let Some(binding) = self.binding_mut(canonical) {
            binding.words.retain(|(known, _)| known != value);
            binding.words.push((value.to_owned(), meaning.to_owned()));
        }
        self
    }

    /// Names a metric that has a column of its own, and says what its numbers count.
    pub fn edit_metric(&mut self, edit: MetricEdit) -> &mut Self {
        self.metric_edits
            .retain(|known| known.column != edit.column);
        self.metric_edits.push(edit);
        self
    }

    /// Takes these values of a column of the file for no value.
    pub fn set_placeholders(&mut self, placeholder: Placeholder) -> &mut Self {
        self.placeholders.retain(|p| p.column != placeholder.column);
        self.placeholders.push(placeholder);
        self
    }

    /// The values of a column of the file that stand for no value.
    pub(super) fn placeholders_of(&self, column: Option<&str>) -> &[String] {
        let mut all = self.placeholders.iter();
        all.find(|p| Some(p.column.as_str()) == column)
            .map_or(&[], |p| &p.values)
    }

    /// Whether its rows have an order and no dates: they are compared among themselves, and are on no scorecard.
    #[must_use]
    pub fn is_by_order(&self) -> bool {
        let by_order = |b: &Binding| {
            matches!(
                b.source,
                Source::Counted {
                    step: Step::Order,
                    ..
                }
            )
        };
        self.bindings.iter().any(by_order)
    }

    /// Whether it counts steps of the calendar from a day that is not chosen yet.
    #[must_use]
    pub fn lacks_start(&self) -> bool {
        let lacks = |b: &Binding| matches!(&b.source, Source::Counted { step, start: None, .. } if *step != Step::Order);
        self.bindings.iter().any(lacks)
    }

    /// Computes nothing from a canonical column until a question is answered.
    pub fn hold(&mut self, canonical: &str, topic: Topic) -> &mut Self {
        self.waiting.push(Waiting {
            canonical: canonical.to_owned(),
            topic,
        });
        self
    }

    /// The question is answered.
    pub fn settle(&mut self, canonical: &str, topic: Topic) -> &mut Self {
        self.waiting
            .retain(|w| w.canonical != canonical || w.topic != topic);
        self
    }

    /// Whether a canonical column waits for an answer.
    #[must_use]
    pub fn waits(&self, canonical: &str) -> bool {
        self.waiting.iter().any(|w| w.canonical == canonical)
    }
}
