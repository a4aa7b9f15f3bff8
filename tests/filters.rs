//! A figure under a filter is the figure of a file that holds these rows alone.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // here a panic is the report

#[path = "common/tables.rs"]
mod tables;
#[path = "common/catalogue.rs"]
mod whole;

use outturn_core::calendar::Span;
use outturn_core::table::TableKind;
use outturn_metrics::scorecard::Filters;
use outturn_metrics::{
    Condition, Filter, Metric, Observation, Scope, Slices, SourceFile, SourcePart, Sources, all,
    labels, loaded_series,
};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};
use tables::sources;
use whole::FILES;

fn is(label: &str, values: &[&str]) -> Condition {
    Condition {
        label: label.to_owned(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    }
}

fn filter(conditions: &[Condition]) -> Filter {
    Filter(conditions.to_vec())
}

/// The lines of a file whose cells meet the conditions. No cell of the files here has a comma in it.
fn lines_that_meet(file: &str, conditions: &[Condition]) -> String {
    let mut lines = file.lines();
    let header = lines.next().unwrap();
    let names: Vec<&str> = header.split(',').collect();
    let meets = |line: &&str| {
        let cells: Vec<&str> = line.split(',').collect();
        let cell = |label: &str| {
            names
                .iter()
                .position(|name| *name == label)
                .map(|at| cells[at])
        };
        conditions.iter().all(|own| match cell(&own.label) {
            Some(cell) => own.values.iter().any(|value| value == cell),
            None => true,
        })
    };
    let mut kept = vec![header];
    kept.extend(lines.filter(meets));
    kept.join("\n") + "\n"
}

/// Which table each file is.
fn kinds() -> &'static BTreeMap<&'static str, TableKind> {
    static KINDS: OnceLock<BTreeMap<&'static str, TableKind>> = OnceLock::new();
    KINDS.get_or_init(|| {
        let kind = |file: &(&'static str, &[u8])| sources(&[*file]).kinds().next().unwrap();
        FILES.iter().map(|file| (file.0, kind(file))).collect()
    })
}

/// Everything, with only those rows in these tables.
fn alone(loaded: &Sources, counted: &BTreeSet<TableKind>, conditions: &[Condition]) -> Sources {
    let mut all = loaded.cut_alike();
    for (name, bytes) in FILES {
        let kind = kinds()[name];
        let text = std::str::from_utf8(bytes).unwrap();
        let table = match counted.contains(&kind) {
            true => {
                let lines = lines_that_meet(text, conditions);
                let cut = sources(&[(name, lines.as_bytes())]);
                Arc::clone(cut.get(kind).unwrap().table())
            }
            false => Arc::clone(loaded.get(kind).unwrap().table()),
        };
        all.add(kind, SourcePart::new(kind, table, SourceFile::default()));
    }
    all
}

/// The tables that the events of a metric are in.
fn counted(metric: &Metric<'_>, sources: &Sources) -> BTreeSet<TableKind> {
    match metric {
        Metric::Defined(d) if !metric.is_supplied(sources) => {
            let timed = d.value.timed_by(sources).into_iter();
            timed.map(|timed| timed.table).collect()
        }
        _ => [TableKind::MetricSeries].into(),
    }
}

/// The same figure from the same rows: to the last bits, which the order of adding moves.
fn is_close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-12),
        (a, b) => a == b,
    }
}

fn in_span(metric: &Metric<'_>, sources: &Sources, span: Span) -> Option<Observation> {
    let scope = Scope::new(sources, Slices::Spans(vec![span]));
    metric.measure(&scope).ok()?.pop()
}

/// What a file of some rows alone cannot know and a filter does, each with the metrics that it is seen by: a filter is about rows, and
/// neither about what the words of the whole file are nor about when it begins.
const KNOWN_OF_THE_WHOLE: &[(&str, &[&str])] = &[];

#[test]
fn every_metric_is_that_of_a_file_of_these_rows() {
    let loaded = sources(&FILES);
    let names = loaded_series(&loaded);
    let known = KNOWN_OF_THE_WHOLE.iter().flat_map(|(_, ids)| ids.iter());
    let known: BTreeSet<&str> = known.copied().collect();
    let files: RefCell<BTreeMap<(BTreeSet<TableKind>, Condition), Sources>> = RefCell::default();
    let (mut compared, mut differ) = (BTreeSet::new(), BTreeSet::new());
    for metric in all(&names) {
        let of = counted(&metric, &loaded);
        let Some(span) = metric.span(&loaded) else {
            continue;
        };
        for label in labels(&loaded) {
            for (value, _) in &label.values {
                let condition = is(&label.name, &[value]);
                let filters = Filters {
                    by: filter(&[condition.clone()]),
                    ..Filters::default()
                };
                let (view, filtered) = filters.view(&metric, &loaded);
                if filtered.is_not_all() {
                    continue;
                }
                let mut files = files.borrow_mut();
                let alone = files
                    .entry((of.clone(), condition.clone()))
                    .or_insert_with(|| alone(&loaded, &of, std::slice::from_ref(&condition)));
                // A part that covers less time is not of the same time.
                if of
                    .iter()
                    .any(|kind| alone.coverage(*kind) != loaded.coverage(*kind))
                {
                    continue;
                }
                let (filtered, alone) =
                    (in_span(&metric, &view, span), in_span(&metric, alone, span));
                let (Some(filtered), Some(alone)) = (filtered, alone) else {
                    continue;
                };
                compared.insert(metric.id());
                let same = is_close(filtered.value, alone.value)
                    && (filtered.rows_used, filtered.rows_skipped)
                        == (alone.rows_used, alone.rows_skipped);
                if !same {
                    differ.insert(metric.id());
                    if !known.contains(metric.id().as_str()) {
                        println!("{} {condition:?}: {filtered:#?} {alone:#?}", metric.id());
                    }
                }
            }
        }
    }
    let not: Vec<String> = all(&names)
        .iter()
        .map(Metric::id)
        .filter(|id| !compared.contains(id))
        .collect();
    println!("compared {}: not {not:?}", compared.len());
    assert_eq!(
        differ.iter().map(String::as_str).collect::<BTreeSet<_>>(),
        known
    );
}
