//! What only the user can know of a file: asked with examples from it, and with a guess that nothing acts on.

use super::super::dates::DateOrder;
use super::super::map::{
    Mapping, MetricEdit, Overlap, Placeholder, RowFilter, RowRule, Source, Topic, Unit, Waiting,
};
use super::Recognition;
use super::names::Names;
use outturn_core::calendar::date_of;
use outturn_core::table::Column;
use serde::{Deserialize, Serialize};

/// Most values of a column that are offered one by one. A column with more is not what it was taken for.
pub(super) const MOST_CHOICES: usize = 100;

/// One question. While it is open, nothing is computed from the canonical columns that wait for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingQuestion {
    /// What it is about.
    pub topic: Topic,
    /// The canonical column that waits for the answer; `None` where none does.
    pub canonical: Option<String>,
    /// The question in words.
    pub text: String,
    /// Values from the file, a few.
    pub examples: Vec<String>,
    /// The answers there are.
    pub choices: Vec<MappingChoice>,
    /// Which of them is likeliest.
    pub guess: Option<usize>,
}

/// A question, and what waits for its answer besides the canonical column that it names.
pub(super) struct Asked {
    pub(super) question: MappingQuestion,
    pub(super) also: Vec<String>,
}

impl From<MappingQuestion> for Asked {
    fn from(question: MappingQuestion) -> Self {
        Self {
            question,
            also: Vec::new(),
        }
    }
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingChoice {
    /// The answer in words.
    pub label: String,
    /// What it changes.
    pub edits: Vec<Edit>,
}

/// One change of a mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Edit {
    /// Another mapping in its place.
    Become(Box<Mapping>),
    /// Fill a canonical column.
    Bind {
        /// The canonical column.
        canonical: String,
        /// What fills it.
        source: Source,
    },
    /// Its numbers count this; `None` for what the canonical column counts.
    CountIn {
        /// The canonical column.
        canonical: String,
        /// The unit.
        unit: Option<Unit>,
    },
    /// Use only rows that pass.
    Keep(RowFilter),
    /// Use all rows, whatever is in a column.
    KeepAll(String),
    /// Values of a canonical column stand for others.
    Translate {
        /// The canonical column.
        canonical: String,
        /// Values and what each stands for.
        words: Vec<(String, String)>,
    },
    /// Leave a canonical column without values.
    Unbind(String),
    /// Which of the rows that tell of one thing is used.
    Rows(RowRule),
    /// Whose rows count where another file has the same things.
    Overlap(Overlap),
    /// These values of a column stand for no value.
    Without(Placeholder),
    /// What a column that is a metric of its own becomes.
    Metric(MetricEdit),
    /// Which of day, month and year comes first.
    OrderDates {
        /// The canonical column.
        canonical: String,
        /// The order.
        order: DateOrder,
    },
}

impl MappingChoice {
    pub(super) fn new(label: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self {
            label: label.into(),
            edits,
        }
    }
}

impl Edit {
    pub(super) fn bind(canonical: &str, source: Source) -> Self {
        Self::Bind {
            canonical: canonical.to_owned(),
            source,
        }
    }
}

impl MappingQuestion {
    /// Whether something waits for its answer in this mapping.
    #[must_use]
    pub fn is_open(&self, mapping: &Mapping) -> bool {
        let Some(canonical) = &self.canonical else {
            return false;
        };
        let asked = |w: &Waiting| w.canonical == *canonical && w.topic == self.topic;
        mapping.waiting.iter().any(asked)
    }

    /// The mapping after an answer; `None` for an answer that does not exist, or that changes a mapping where there is none.
    #[must_use]
    pub fn answer(&self, mapping: Option<&Mapping>, choice: usize) -> Option<Mapping> {
        let mut mapping = mapping.cloned();
        for edit in &self.choices.get(choice)?.edits {
            if let Edit::Become(other) = edit {
                mapping = Some(other.as_ref().clone());
                continue;
            }
            let mapping = mapping.as_mut()?;
            match edit {
                Edit::Become(_) => {}
                Edit::Bind { canonical, source } => {
                    mapping.bind(canonical, source.clone());
                }
                Edit::CountIn { canonical, unit } => {
                    mapping.count_in(canonical, *unit);
                }
                Edit::Metric(edit) => {
                    mapping.edit_metric(edit.clone());
                }
                Edit::OrderDates { canonical, order } => {
                    mapping.order_dates(canonical, *order);
                }
                Edit::Without(placeholder) => {
                    mapping.set_placeholders(placeholder.clone());
                }
                Edit::Keep(filter) => {
                    mapping.filters.retain(|f| f.column != filter.column);
                    mapping.filters.push(filter.clone());
                }
                Edit::KeepAll(column) => mapping.filters.retain(|f| f.column != *column),
                Edit::Translate { canonical, words } => {
                    for (value, meaning) in words {
                        mapping.translate(canonical, value, meaning);
                    }
                }
                Edit::Overlap(overlap) => mapping.overlap = *overlap,
                Edit::Rows(rule) => mapping.rows = rule.clone(),
                Edit::Unbind(canonical) => {
                    mapping.unbind(canonical);
                }
            }
        }
        if let (Some(mapping), Some(canonical)) = (&mut mapping, &self.canonical) {
            mapping.settle(canonical, self.topic);
            let of_all = self.topic.is_of_all();
            mapping
                .waiting
                .retain(|w| !(of_all && w.topic == self.topic));
        }
        mapping
    }
}

/// Asks when a file was made that does not say it itself. A day in the file's name is offered, else the day on which the file was saved, and
/// counts once the user says so; without any a constant is to be chosen in the mapping.
pub(super) fn ask_day(names: &Names<'_>, found: &mut Recognition, canonical: &str, text: &str) {
    let saved = names.raw.saved_at.map(date_of);
    let named = names
        .day_in_name()
        .map(|day| (day, "as the file's name says"));
    let saved = || saved.map(|day| (day.to_string(), "when the file was saved"));
    let Some((day, why)) = named.or_else(saved) else {
        return found.notes.push(format!(
            "{text} The file does not say: choose a constant for {canonical}."
        ));
    };
    let source = Source::constant(&day);
    if let Some(mapping) = &mut found.mapping {
        mapping.bind(canonical, source.clone());
    }
    found.ask(MappingQuestion {
        topic: Topic::Column,
        canonical: Some(canonical.to_owned()),
        text: text.to_owned(),
        examples: Vec::new(),
        choices: vec![MappingChoice::new(
            format!("on {day}, {why}"),
            vec![Edit::bind(canonical, source)],
        )],
        guess: Some(0),
    });
}

/// A few different values of a column.
pub(super) fn examples(column: Option<&Column>) -> Vec<String> {
    const LOOKED_AT: usize = 200;
    const MOST: usize = 3;
    let mut found: Vec<String> = Vec::new();
    let Some(column) = column else { return found };
    for value in (0..column.len().min(LOOKED_AT)).filter_map(|row| column.display(row)) {
        if !found.contains(&value) {
            found.push(value);
        }
        if found.len() == MOST {
            break;
        }
    }
    found
}
