//! Cards without a value because something about a file is not answered yet: they say which question to answer.

use super::{Loaded, Session};
use outturn_core::table::TableKind;
use outturn_import::{Binding, Edit, Mapping, Question};
use outturn_metrics::scorecard::Card;
use outturn_metrics::{Metric, Unavailable};

/// Something that waits for an answer.
struct Open {
    /// The tables that the file may become.
    kinds: Vec<TableKind>,
    /// The canonical column that has no values until then; `None` where that is true of all.
    canonical: Option<String>,
    /// What to do.
    sentence: String,
}

impl Session {
    /// Puts what to answer in place of why there is no value, on the cards that lack one for that.
    pub(super) fn say_what_is_open(&self, cards: &mut [Card]) {
        self.open().say(cards);
    }

    /// What waits for an answer now.
    pub(super) fn open(&self) -> AllOpen {
        let mut open: Vec<Open> = self.in_order().flat_map(open_of).collect();
        open.extend(self.contested());
        AllOpen {
            open,
            own: self.own(),
        }
    }
}

/// All that waits for an answer.
pub(super) struct AllOpen {
    open: Vec<Open>,
    /// The metrics of the user's own.
    own: Vec<Metric<'static>>,
}

impl AllOpen {
    /// As [`Session::say_what_is_open`].
    pub(super) fn say(&self, cards: &mut [Card]) {
        let Self { open, own } = self;
        if open.is_empty() {
            return;
        }
        for card in cards.iter_mut().filter(|c| c.value.is_none()) {
            let own = || own.iter().find(|own| own.id() == card.id).copied();
            let Some(metric) = Metric::find(&card.id).or_else(own) else {
                continue;
            };
            let hinders = |open: &&Open| open.hinders(&metric, card.lack.as_ref());
            if let Some(found) = open.iter().find(hinders) {
                card.reason = Some(found.sentence.clone());
                // Nothing has to be loaded for it.
                card.lack = None;
            }
        }
    }
}

impl Session {
    /// What waits because two files tell of the same things differently.
    fn contested(&self) -> impl Iterator<Item = Open> {
        let files = self.in_order().zip(&self.overlaps);
        let contested = files.filter(|(_, overlaps)| !overlaps.contested.is_empty());
        contested.filter_map(|(file, _)| {
            Some(Open {
                kinds: vec![file.mapping.as_ref()?.kind],
                canonical: None,
                sentence: sentence("rows that another file has too", &file.raw.name),
            })
        })
    }
}

impl Open {
    /// Whether the answer may give a metric without a value one: `lack` is what it lacks, `None` where no row of the period counts.
    fn hinders(&self, metric: &Metric<'_>, lack: Option<&Unavailable>) -> bool {
        let mut kinds = self.kinds.iter();
        match (lack, &self.canonical) {
            (Some(Unavailable::Table(table)), _) => self.kinds.contains(table),
            (Some(Unavailable::Column { table, column }), Some(own)) => {
                // What can be computed in several ways may lack a column of one and wait for that of another.
                let other_way = metric.has_other_ways() && metric.reads(*table, own);
                self.kinds.contains(table) && (own == column || other_way)
            }
            (Some(_), Some(_)) => false,
            (None, Some(own)) => kinds.any(|kind| {
                // Rows that lack what their table needs are left out, whether the metric reads it or not.
                let needed = kind.schema().column(own).is_some_and(|c| c.required);
                metric.reads(*kind, own) || needed && metric.tables().contains(kind)
            }),
            (_, None) => kinds.any(|kind| metric.tables().contains(kind)),
        }
    }
}

fn open_of(loaded: &Loaded) -> Vec<Open> {
    let (file, mapping) = (&loaded.raw.name, loaded.mapping.as_ref());
    let kinds: Vec<TableKind> = mapping.map(|m| m.kind).into_iter().collect();
    let mut all = Vec::new();
    for question in &loaded.raw.questions {
        let about = question.column.as_deref().unwrap_or("its table");
        let columns = match mapping {
            Some(mapping) => bound_to(mapping, question),
            None => vec![(about, None)],
        };
        all.extend(columns.into_iter().map(|(about, canonical)| Open {
            kinds: kinds.clone(),
            canonical,
            sentence: sentence(about, file),
        }));
    }
    for question in &loaded.recognition.questions {
        let becomes = question.choices.iter().flat_map(|c| &c.edits);
        let becomes = becomes.filter_map(|edit| match edit {
            Edit::Become(mapping) => Some(mapping.kind),
            _ => None,
        });
        if mapping.is_none_or(|m| question.is_open(m)) {
            let own: Vec<TableKind> = becomes.chain(kinds.clone()).collect();
            all.push(Open {
                sentence: sentence(question.canonical.as_deref().unwrap_or("its table"), file),
                canonical: question.canonical.clone(),
                kinds: own,
            });
        }
    }
    all
}

/// The canonical columns that a question keeps without values, each with the file's column that fills it.
fn bound_to<'a>(mapping: &Mapping, question: &'a Question) -> Vec<(&'a str, Option<String>)> {
    if question.column.is_none() {
        return vec![("its table", None)];
    }
    let bound = |column: &'a str| {
        let fills = move |b: &&Binding| b.source.columns().contains(&column);
        let bound = mapping.bindings.iter().filter(fills);
        let bound = bound.map(move |b| (column, Some(b.canonical.clone())));
        // A column that is a metric of its own fills the values.
        let metric = mapping.metrics.iter().any(|metric| metric == column);
        bound.chain(metric.then_some((column, Some("value".to_owned()))))
    };
    question.columns().flat_map(bound).collect()
}

fn sentence(about: &str, file: &str) -> String {
    format!("Answer the question about {about} of {file} under Data.")
}
