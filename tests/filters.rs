//! A figure under a filter is the figure of a file that holds these rows alone.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // here a panic is the report

#[path = "common/tables.rs"]
mod tables;
#[allow(dead_code)] // not every test asks for the ids
#[path = "common/catalogue.rs"]
mod whole;

use outturn_core::calendar::{Coverage, Span};
use outturn_core::table::TableKind;
use outturn_metrics::scorecard::{Choice, Comparisons, Filters, Settings, Status, When, cards_by};
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

/// Values of a label that are tried; those of most rows come first.
const MOST_VALUES: usize = 5;

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

/// Those of some days that the tables of both cover from end to end.
fn known_to_both(
    kinds: &BTreeSet<TableKind>,
    whole: &Sources,
    part: &Sources,
    days: Span,
) -> Option<Span> {
    let coverages = |sources: &Sources| -> Option<Vec<Coverage>> {
        kinds.iter().map(|kind| sources.coverage(*kind)).collect()
    };
    let (whole, part) = (coverages(whole)?, coverages(part)?);
    let mut known = part.iter().map(Coverage::days);
    let days = known.try_fold(days, Span::overlap)?;
    let mut all = whole.iter().chain(&part);
    all.all(|coverage| coverage.covers(days)).then_some(days)
}

/// What a file of some rows alone cannot know and a filter does, each with the metrics that it is seen by: a filter is about rows, and
/// neither about what the words of the whole file are nor about when it begins.
const KNOWN_OF_THE_WHOLE: &[(&str, &[&str])] = &[
    (
        "which words a column has: without a high risk among them nobody knows how a file calls one",
        &["high_risk_coverage", "value_added_time"],
    ),
    (
        "which of two classes is the positive one: of one alone nobody knows",
        &["demographic_parity_gap", "disparate_impact"],
    ),
];

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
            for (value, _) in label.values.iter().take(MOST_VALUES) {
                let condition = is(&label.name, &[value]);
                let filters = Filters {
                    by: filter(std::slice::from_ref(&condition)),
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
                // Of fewer days, those that both know.
                let Some(span) = known_to_both(&of, &loaded, alone, span) else {
                    continue;
                };
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

/// Cutting by a label and filtering by its values are two ways to the same figures, and the rows of all values are all rows.
#[test]
fn a_row_of_a_breakdown_is_what_its_filter_shows_and_all_rows_are_the_whole() {
    let loaded = sources(&FILES);
    let names = loaded_series(&loaded);
    let mut cut = BTreeSet::new();
    for metric in all(&names) {
        let Some(span) = metric.span(&loaded) else {
            continue;
        };
        let (kind, columns) = metric.breakdowns(&loaded);
        // Of several tables only one has to have the column.
        if counted(&metric, &loaded).len() > 1 {
            continue;
        }
        for by in columns {
            let table = loaded.get(kind).unwrap().table();
            let Some(text) = table.column(&by).and_then(|column| column.as_text()) else {
                continue;
            };
            let mut values: Vec<String> = text.entries().map(str::to_owned).collect();
            values.push(String::new());
            let slices = Slices::Values {
                spans: vec![span],
                column: by.clone(),
                values: values.clone(),
                rest: true,
            };
            let Ok(rows) = metric.measure(&Scope::new(&loaded, slices)) else {
                continue;
            };
            let whole = in_span(&metric, &loaded, span).unwrap();
            let used: u64 = rows.iter().map(|row| row.rows_used).sum();
            assert_eq!(used, whole.rows_used, "{} by {by}", metric.id());
            // One side of an experiment brings nothing without the other.
            let is_a_side = by == "variant";
            if metric.adds_up() && whole.value.is_some() && !is_a_side {
                let sum: f64 = rows.iter().filter_map(|row| row.value).sum();
                assert!(is_close(Some(sum), whole.value), "{} by {by}", metric.id());
            }
            for (value, row) in values.iter().zip(rows) {
                let view = loaded.filtered(&filter(&[is(&by, &[value])]));
                let filtered = in_span(&metric, &view, span).unwrap();
                if CUT_OTHERWISE.contains(&metric.id().as_str()) {
                    continue;
                }
                assert_eq!(
                    (filtered.rows_used, is_close(filtered.value, row.value)),
                    (row.rows_used, true),
                    "{} with {by} {value}: {filtered:?} against {row:?}",
                    metric.id()
                );
                cut.insert(metric.id());
            }
        }
    }
    assert!(cut.len() >= 30, "{}: {cut:?}", cut.len());
}

/// Metrics of which a breakdown looks at the rows of other values too.
const CUT_OTHERWISE: &[&str] = &["monitoring_cadence"];

/// Incidents have no team, and hours no severity: each is filtered as far as it can be, and says how far that is.
#[test]
fn what_has_no_such_label_says_so_and_is_in_no_score() {
    let loaded = sources(&[
        ("incidents.csv", b"id,service,severity,detected_at,resolved_at\n1,a,high,2026-03-01T00:00:00Z,2026-03-01T02:00:00Z\n2,b,low,2026-03-02T00:00:00Z,2026-03-02T08:00:00Z\n"),
        ("time_logs.csv", b"date,team,category,hours,repetitive\n2026-03-01,Payments,Toil,2,true\n2026-03-01,Payments,Model development,6,false\n2026-03-02,Search,Toil,4,true\n2026-03-02,Search,Model development,4,false\n"),
    ]);
    let choice = Choice {
        when: When::All,
        ..Choice::default()
    };
    let payments = |score_unfiltered| Filters {
        by: filter(&[is("team", &["Payments"])]),
        score_unfiltered,
    };
    let card = |filters: &Filters, id: &str| {
        let names = loaded_series(&loaded);
        let with = Comparisons::default();
        let all = cards_by(
            (filters, &with),
            &all(&names),
            &loaded,
            choice,
            &Settings::default(),
        );
        let mut all = all.into_iter();
        all.find(|card| card.id == id).unwrap()
    };
    // By hand: 2 of 8 hours of Payments are toil; of both teams 6 of 16.
    let toil = card(&payments(false), "toil_ratio");
    assert_eq!(toil.value, Some(0.25));
    assert_eq!(
        toil.receipt.filtered.words().unwrap(),
        "Team: Payments only"
    );
    assert_eq!(card(&Filters::default(), "toil_ratio").value, Some(0.375));

    let mttr = card(&payments(false), "mttr");
    assert_eq!(mttr.value, Some(18_000.0)); // of 2 h and 8 h
    assert_eq!(
        mttr.receipt.filtered.words().unwrap(),
        "Not filtered: incidents have no column team"
    );
    assert_eq!(
        (mttr.judged.status, mttr.judged.score),
        (Status::NotFiltered, None)
    );
    assert_ne!(
        card(&payments(true), "mttr").judged.status,
        Status::NotFiltered
    );

    // As far as it goes: the severity, and not the team.
    let both = Filters {
        by: filter(&[is("team", &["Payments"]), is("severity", &["low"])]),
        ..Filters::default()
    };
    let mttr = card(&both, "mttr");
    assert_eq!(mttr.value, Some(28_800.0));
    assert_eq!(
        mttr.receipt.filtered.words().unwrap(),
        "Severity: low only; not filtered by team: incidents have no column team"
    );
}

/// What a filter leaves nothing of has no value, and no zero: of time that the logs cover nothing is a known nothing.
#[test]
fn a_filter_changes_rows_and_neither_time_nor_what_they_are_looked_up_in() {
    let loaded = sources(&[
        ("deployments.csv", b"id,model,environment,finished_at,status\n1,churn,production,2026-01-05T00:00:00Z,success\n2,fraud,production,2026-01-12T00:00:00Z,success\n3,fraud,production,2026-02-25T00:00:00Z,success\n"),
        ("incidents.csv", b"id,service,model,detected_at,deployment_id\n1,a,churn,2026-02-26T00:00:00Z,3\n"),
    ]);
    let fraud = loaded.filtered(&filter(&[is("model", &["fraud"])]));
    let february = "2026-02-01".parse().unwrap().."2026-03-01".parse().unwrap();
    let february = Span {
        start: february.start,
        end: february.end,
    };
    // An incident of another model names the release of this one as its cause.
    let failed = Metric::find("change_failure_rate").unwrap();
    assert_eq!(in_span(&failed, &fraud, february).unwrap().value, Some(1.0));
    // In February nothing of churn was released, though releases are known of: none a week, and not nothing known.
    let churn = loaded.filtered(&filter(&[is("model", &["churn"])]));
    let often = Metric::find("deployment_frequency").unwrap();
    assert_eq!(in_span(&often, &churn, february).unwrap().value, Some(0.0));
}

/// Charges in two currencies are never added; those of one are.
#[test]
fn one_currency_of_two_can_be_added() {
    let bill = b"date,model,cost,currency\n2026-03-01,churn,10,USD\n2026-03-02,churn,5,EUR\n2026-03-03,churn,7,EUR\n";
    let loaded = sources(&[("costs.csv", bill)]);
    let spend = Metric::find("spend").unwrap();
    let span = spend.span(&loaded).unwrap();
    assert!(in_span(&spend, &loaded, span).is_none());
    let euros = loaded.filtered(&filter(&[is("currency", &["EUR"])]));
    assert_eq!(in_span(&spend, &euros, span).unwrap().value, Some(12.0));
}

/// Every row that counts is listed with what it is worth, so that the number can be added up by hand; the others with why they do not.
#[test]
fn the_rows_behind_a_number_add_up_to_it() {
    let loaded = sources(&FILES);
    let rows_of = |id: &str, filters: &Filter| {
        let metric = Metric::find(id).unwrap();
        let view = loaded.filtered(filters);
        let span = metric.span(&loaded).unwrap();
        let scope = Scope::new(&view, Slices::Spans(vec![span]));
        let involved = metric.involved(&scope).unwrap();
        (in_span(&metric, &view, span).unwrap(), involved)
    };
    let churn = filter(&[is("model", &["churn"])]);
    for filters in [Filter::default(), churn] {
        // A sum, a mean of lengths, and a share.
        for id in ["spend", "mttr", "error_rate"] {
            let (observed, involved) = rows_of(id, &filters);
            let [table] = involved.as_slice() else {
                panic!("{id}: {} tables", involved.len())
            };
            let worth: Vec<f64> = table.rows.iter().filter_map(|one| one.worth).collect();
            assert_eq!(worth.len() as u64, observed.rows_used, "{id}");
            let sum: f64 = worth.iter().sum();
            let n = if id == "spend" {
                1.0
            } else {
                worth.len() as f64
            };
            assert!(
                is_close(Some(sum / n), observed.value),
                "{id}: {sum} of {n}"
            );
            let left_out = table
                .rows
                .iter()
                .filter(|one| one.left_out.is_some())
                .count();
            let told: u64 = observed.left_out.iter().map(|(_, rows)| rows).sum();
            // Bills name what they leave out by what it is for.
            assert_eq!(left_out as u64, told, "{id}");
        }
    }
}

#[test]
fn rows_are_listed_for_every_metric_that_has_a_value() {
    let loaded = sources(&FILES);
    let names = loaded_series(&loaded);
    let mut listed = 0;
    for metric in all(&names) {
        let Some(span) = metric.span(&loaded) else {
            continue;
        };
        let Some(observed) = in_span(&metric, &loaded, span).filter(|o| o.value.is_some()) else {
            continue;
        };
        let scope = Scope::new(&loaded, Slices::Spans(vec![span]));
        let involved = metric.involved(&scope).unwrap();
        let rows: usize = involved.iter().map(|of| of.rows.len()).sum();
        assert!(rows > 0, "{}: {observed:?}", metric.id());
        for of in &involved {
            let table = loaded.get(of.table).unwrap().table();
            let in_order = of.rows.is_sorted_by_key(|one| one.row);
            let known = of.rows.iter().all(|one| (one.row as usize) < table.rows());
            assert!(in_order && known, "{}", metric.id());
        }
        listed += 1;
    }
    assert!(listed >= 70, "{listed}");
}
