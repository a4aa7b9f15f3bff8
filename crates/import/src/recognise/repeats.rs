//! Rows of one id that differ, and neither is newer: one thing or several is asked.

use super::super::file::RawFile;
use super::super::map::{Mapping, RowRule, Topic, identity, repeats};
use super::{Edit, MappingChoice, MappingQuestion};

/// Most ids that are named.
const NAMED: usize = 3;

/// Asks where a mapping leaves it open; `None` where every thing is there once, or the newest of its rows is plain.
pub(super) fn question_of_repeats(raw: &RawFile, mapping: &Mapping) -> Option<MappingQuestion> {
    let found = repeats::find(raw, mapping, |_| true);
    let &(kept, row) = found.open.first()?;
    let id = identity::id_column(raw, mapping)?;
    let ids = raw.table.column(id)?;
    let differing = raw.table.columns();
    let mut differing = differing.filter(|(_, c)| c.display(kept) != c.display(row));
    let different = differing.next().map_or("", |(name, _)| name);
    let named = found.open.iter().filter_map(|(row, _)| ids.display(*row));
    let mut examples: Vec<String> = named.take(NAMED).map(|of| format!("{id} {of}")).collect();
    examples.dedup();
    let last = RowRule::LastPer {
        column: id.to_owned(),
        by: identity::changes(raw).map(str::to_owned),
    };
    Some(MappingQuestion {
        topic: Topic::Repeats,
        canonical: Some(held(mapping)?.to_owned()),
        text: format!(
            "Rows with the same {id} differ in {different}, and neither is newer: are they one thing or several?"
        ),
        examples,
        choices: vec![
            MappingChoice::new("one: the last of its rows counts", vec![Edit::Rows(last)]),
            MappingChoice::new("several: every row counts", vec![Edit::Rows(RowRule::Each)]),
        ],
        // Things of different times are seldom one.
        guess: Some(usize::from(found.of_times)),
    })
}

/// The column that waits for the answer: that of the table's id, or of its times.
fn held(mapping: &Mapping) -> Option<&'static str> {
    let schema = mapping.kind.schema();
    let bound = |name: &&str| mapping.binding(name).is_some();
    ["id"].into_iter().find(bound).or(schema.time)
}
