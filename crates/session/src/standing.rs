//! What becomes of each file: whether it counts, waits for an answer or feeds no metric, and what it has in common with others.

use super::Session;
use super::loaded::Loaded;
use super::overlaps::{Contested, Overlaps};
use outturn_core::table::{Table, TableKind, TextColumn};
use outturn_import::{Edit, MappingChoice, MappingQuestion, Overlap, Topic};
use outturn_metrics::{Metric, SourceTable, Sources, all, loaded_series};
use outturn_protocol::{FileId, FileStanding, Part, is_open};

impl Session {
    pub(super) fn standing(&self) -> Vec<FileStanding> {
        let series = loaded_series(&self.sources);
        let mut metrics = all(&series);
        metrics.extend(self.own());
        let files: Vec<(&FileId, &Loaded)> = self
            .order
            .iter()
            .filter_map(|id| Some((id, self.files.get(id)?.as_ref())))
            .collect();
        let name = |place: usize| files.get(place).map(|(_, file)| file.raw.name.clone());
        let standing = files.iter().zip(&self.overlaps).zip(&self.caveats).map(
            |(((id, file), overlaps), caveats)| {
                let named = |(place, of): (usize, u64)| Some((name(place)?, of));
                let counted_from = overlaps.counted_from.iter().map(|(at, n)| (*at, *n));
                let asks = overlaps.contested.iter();
                FileStanding {
                    file: (*id).clone(),
                    part: self.part_of(file, overlaps, &metrics),
                    feeds: self.feeds(file, &metrics),
                    counted_from: counted_from.filter_map(named).collect(),
                    caveats: caveats.clone(),
                    asks: asks
                        .filter_map(|of| Some(whose_rows(file, &name(of.with)?, of)))
                        .collect(),
                }
            },
        );
        standing.collect()
    }

    fn part_of(&self, file: &Loaded, overlaps: &Overlaps, metrics: &[Metric<'_>]) -> Part {
        let mapping = file.mapping.as_ref();
        let mut asks = file.recognition.questions.iter();
        let open = !file.raw.questions.is_empty() || asks.any(|ask| is_open(ask, mapping));
        if open || !overlaps.contested.is_empty() {
            return Part::Waits;
        }
        match self.feeds(file, metrics).is_empty() {
            false => Part::Counts,
            true => Part::FeedsNothing,
        }
    }

    /// The metrics in which rows of a file count, by their names.
    fn feeds(&self, file: &Loaded, metrics: &[Metric<'_>]) -> Vec<String> {
        let counted = file.part().filter(|(_, part)| part.table.rows() > 0);
        let Some((kind, part)) = counted else {
            return Vec::new();
        };
        let fed = metrics
            .iter()
            .filter(|metric| feeds(metric, kind, &part.table, &self.sources));
        fed.map(Metric::label).collect()
    }
}

/// Whether a metric is computed from a table, with what else is loaded.
fn feeds(metric: &Metric<'_>, kind: TableKind, table: &Table, sources: &Sources) -> bool {
    if kind == TableKind::MetricSeries {
        let names = table.column("metric").and_then(|column| column.as_text());
        let mut names = names.into_iter().flat_map(TextColumn::entries);
        return names.any(|name| metric.is_read_from(name, sources));
    }
    let Metric::Defined(definition) = metric else {
        return false;
    };
    let reads = definition.value.reads();
    let there = |of: TableKind, column: &str| {
        let whole = sources.get(of).map(SourceTable::parts);
        let mut parts = whole.into_iter().flatten();
        parts.any(|part| part.column(column).is_some())
    };
    let mut own = reads.iter().filter(|read| read.table == kind).peekable();
    own.peek().is_some()
        && own.all(|read| !read.required || table.column(read.column).is_some())
        && reads
            .iter()
            .all(|read| !read.required || there(read.table, read.column))
}

fn choice(label: String, overlap: Overlap) -> MappingChoice {
    MappingChoice {
        label,
        edits: vec![Edit::Overlap(overlap)],
    }
}

/// Asks whether charges that two files both have are one each.
fn how_often(own: &str, other: &str, contested: &Contested) -> MappingQuestion {
    let are = match contested.things {
        1 => "1 charge is".to_owned(),
        n => format!("{n} charges are"),
    };
    MappingQuestion {
        topic: Topic::Repeats,
        canonical: None,
        text: format!(
            "{are} in {own} and, the same in every column, in {other}: were they charged once or twice?"
        ),
        examples: vec![contested.example.clone()],
        choices: vec![
            choice("once: the two files overlap".to_owned(), Overlap::Own),
            choice(
                "twice: they are different charges".to_owned(),
                Overlap::Both,
            ),
        ],
        guess: Some(0),
    }
}

/// Asks whose rows count of the things that two files tell of differently.
fn whose_rows(file: &Loaded, other: &str, contested: &Contested) -> MappingQuestion {
    let own = &file.raw.name;
    let Some(column) = &contested.column else {
        return how_often(own, other, contested);
    };
    let things = match contested.things {
        1 => "one thing".to_owned(),
        n => format!("{n} things"),
    };
    MappingQuestion {
        topic: Topic::Repeats,
        canonical: None,
        text: format!(
            "{own} and {other} tell of {things} with different {column}, and neither is newer: which file is right?"
        ),
        examples: vec![contested.example.clone()],
        choices: vec![
            choice(own.clone(), Overlap::Own),
            choice(other.to_owned(), Overlap::Others),
            choice(
                "both: they tell of different things".to_owned(),
                Overlap::Both,
            ),
        ],
        guess: None,
    }
}
