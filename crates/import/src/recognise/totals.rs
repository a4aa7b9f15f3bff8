//! Totals since something began, in files that nothing says to be of Prometheus: numbers that only rise, but for starting anew. A sum or
//! a mean of them says nothing, so it is asked whether they are such totals; once, for all metrics of a file.

mod walk;

use super::super::map::{
    Mapping, MetricEdit, SampleKind, Since, Source, Topic, added_up, since_by_shape, so_far,
    values_of,
};
use super::names::Names;
use super::question::Asked;
use super::{Edit, MappingChoice, MappingQuestion};
use outturn_core::table::{Column, ColumnKind, TableKind};
use std::sync::Arc;
use walk::Rows;

/// Metrics that look like totals.
#[derive(Default)]
struct Totals {
    named: Vec<String>,
    /// What waits for the answer: the canonical column, or the file's where that is a metric of its own.
    waits: Vec<String>,
    /// What makes them totals.
    edits: Vec<Edit>,
}

/// Asks where a file has such numbers.
pub(super) fn question(names: &Names<'_>, mapping: &Mapping) -> Option<Asked> {
    let totals = match mapping.kind {
        TableKind::MetricSeries if !mapping.metrics.is_empty() => of_columns(names, mapping),
        TableKind::MetricSeries => of_rows(names, mapping),
        kind => added_up(kind).and_then(|canonical| of_table(names, mapping, canonical)),
    };
    let totals = totals?;
    let (first, more) = totals.waits.split_first()?;
    let examples = totals.named.iter().take(5).cloned().collect();
    let text = match totals.named.as_slice() {
        [one] if so_far(one).is_some() => {
            format!("{one} sounds like a total so far: is it one?")
        }
        [one] => format!("{one} only rises, or starts anew: is it a total since something began?"),
        all => format!(
            "{} metrics only rise, or start anew: are they totals since something began?",
            all.len()
        ),
    };
    let question = MappingQuestion {
        topic: Topic::Totals,
        canonical: Some(first.clone()),
        text,
        examples,
        choices: vec![
            MappingChoice::new(
                "a running total: what counts of a period is how much it rose",
                totals.edits,
            ),
            MappingChoice::new("values of their time, as they stand", Vec::new()),
        ],
        guess: Some(0),
    };
    Some(Asked {
        question,
        also: more.to_vec(),
    })
}

/// A column of the file that a canonical one is filled from, unless it is open how that is written.
fn source<'a>(names: &Names<'_>, mapping: &'a Mapping, canonical: &str) -> Option<&'a str> {
    match &mapping.binding(canonical)?.source {
        Source::Column(name) if !mapping.waits(canonical) && !names.raw.is_open(name) => Some(name),
        _ => None,
    }
}

/// Of metrics with a column each.
fn of_columns(names: &Names<'_>, mapping: &Mapping) -> Option<Totals> {
    let rows = Rows::of(names, mapping)?;
    let mut totals = Totals::default();
    for name in &mapping.metrics {
        let known = mapping.metric_edits.iter().find(|e| e.column == *name);
        let is_known = known.is_some_and(|e| e.kind.is_some());
        if is_known || mapping.waits(name) || names.raw.is_open(name) {
            continue;
        }
        let values = values_of(names.raw, name, ColumnKind::Number, None)?;
        let is_said = so_far(name).is_some();
        if is_said || rows.totals(&[name], |_| Some(0), &[], &values) == [true] {
            let edit = known.cloned().unwrap_or_else(|| MetricEdit::of(name));
            totals.named.push(name.clone());
            totals.waits.push(name.clone());
            totals.edits.push(Edit::Metric(MetricEdit {
                kind: Some(SampleKind::Counter),
                ..edit
            }));
        }
    }
    Some(totals)
}

/// Of metrics with a row for each value, where nothing says yet what they are.
fn of_rows(names: &Names<'_>, mapping: &Mapping) -> Option<Totals> {
    if mapping.binding("sample_kind").is_some() {
        return None;
    }
    let by = source(names, mapping, "metric")?;
    let metrics = names.raw.table.column(by)?.as_text()?;
    let values = source(names, mapping, "value")?;
    let values = values_of(names.raw, values, ColumnKind::Number, None)?;
    let labels = mapping.labels.iter();
    let labels: Vec<&Column> = labels
        .filter_map(|name| names.raw.table.column(name))
        .collect();
    let all: Vec<&str> = metrics.entries().collect();
    let rows = Rows::of(names, mapping)?;
    let are = rows.totals(&all, |row| metrics.code(row), &labels, &values);
    let named = all.iter().zip(&are).filter(|(_, is)| **is);
    let named: Vec<String> = named.map(|(name, _)| (*name).to_owned()).collect();
    if named.is_empty() {
        return None;
    }
    let word = |is| {
        if is {
            SampleKind::Counter.word()
        } else {
            "gauge"
        }
    };
    let words = all.iter().zip(are);
    let words = words.map(|(name, is)| ((*name).to_owned(), word(is).to_owned()));
    Some(Totals {
        named,
        waits: vec!["value".to_owned()],
        edits: vec![
            Edit::bind("sample_kind", Source::column(by)),
            Edit::Translate {
                canonical: "sample_kind".to_owned(),
                words: words.collect(),
            },
        ],
    })
}

/// Of a table whose numbers are counted together: of those that are totals it is counted how much they rose.
fn of_table(names: &Names<'_>, mapping: &Mapping, canonical: &str) -> Option<Totals> {
    let name = source(names, mapping, canonical)?;
    let values = values_of(names.raw, name, ColumnKind::Number, None)?;
    let texts = names.raw.table.columns().map(|(_, column)| column);
    let labels: Vec<&Column> = texts.filter(|column| column.as_text().is_some()).collect();
    let rows = Rows::of(names, mapping)?;
    if rows.totals(&[name], |_| Some(0), &labels, &values) != [true] {
        return None;
    }
    Some(Totals {
        named: vec![name.to_owned()],
        waits: vec![canonical.to_owned()],
        edits: vec![Edit::bind(canonical, risen(names, mapping, name)?)],
    })
}

/// How much the totals in a column rose: each of its labels has one of its own. Texts of single rows are no labels.
pub(super) fn risen(names: &Names<'_>, mapping: &Mapping, name: &str) -> Option<Source> {
    let Source::Column(time) = &mapping.binding(mapping.kind.schema().time?)?.source else {
        return None;
    };
    let table = &names.raw.table;
    let is_label = |(label, column): &(&str, &Column)| {
        let repeats = column
            .as_text()
            .is_some_and(|text| 2 * text.distinct() <= text.len());
        repeats && *label != name && label != time
    };
    let by = table.columns().filter(is_label).map(|(label, _)| label);
    let by: Vec<&str> = by.collect();
    let told = so_far(name).map(|(since, _)| since);
    let by_shape = || {
        let times = values_of(names.raw, time, ColumnKind::Timestamp, None)?;
        let values = values_of(names.raw, name, ColumnKind::Number, None)?;
        let labels: Vec<Arc<Column>> = by.iter().filter_map(|name| table.shared(name)).collect();
        Some(since_by_shape(&times, &values, &labels))
    };
    Some(Source::Risen {
        column: name.to_owned(),
        time: time.clone(),
        by: by.iter().map(|label| (*label).to_owned()).collect(),
        since: match told {
            Some(since) if since != Since::Beginning => since,
            _ => by_shape()?,
        },
    })
}
