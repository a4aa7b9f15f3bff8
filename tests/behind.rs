//! A filter from the question to the snapshot, and the rows behind a number with their place in the file.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // here a panic is the report

use outturn_core::units::Timestamp;
use outturn_format::Locale;
use outturn_import::ReadOptions;
use outturn_metrics::scorecard::{
    Choice, Filters, Happened, Settings, Status, When, default_weights,
};
use outturn_metrics::{Condition, Filter};
use outturn_protocol::{
    Behind, BehindOrder, GatherEverything, LeadLagQuestion, ListBehind, ListLabels, Looked,
    ScorecardAnswer, ShowAround, ShowScorecard, Treatment, WriteBehind,
};
use outturn_report::model::unfiltered_words;
use outturn_report::narrative::{headline, of_filter};
use outturn_report::opened::opened;
use outturn_report::snapshot::{Snapshot, snapshot};
use outturn_session::{Answers, Session};
use outturn_store::document::Document;

/// By hand, of the days that both files have in common: Payments recovers in 2 h and 4 h, Search in 9 h; one has no end, and one a service that a
/// spreadsheet would run.
const INCIDENTS: &str = "id,service,severity,detected_at,resolved_at\n\
    i1,payments,high,2026-03-01T00:00:00Z,2026-03-01T02:00:00Z\n\
    i2,search,low,2026-03-02T00:00:00Z,2026-03-02T09:00:00Z\n\
    i3,payments,low,2026-03-03T00:00:00Z,2026-03-03T04:00:00Z\n\
    i4,payments,high,2026-03-04T00:00:00Z,\n\
    i5,=1+1,low,never,2026-03-05T01:00:00Z\n\
    i6,=1+1,low,2026-03-31T00:00:00Z,2026-03-31T01:00:00Z\n";
const RELEASES: &str = "id,model,environment,finished_at,status\n\
    d1,churn,production,2026-03-01T12:00:00Z,success\n\
    d2,churn,staging,2026-03-15T12:00:00Z,success\n\
    d3,churn,production,2026-03-31T12:00:00Z,failure\n";

fn loaded() -> Session {
    let mut session = Session::default();
    for (name, text) in [("incidents.csv", INCIDENTS), ("deploys.csv", RELEASES)] {
        let raw = outturn_workbook::read_all(name, text.as_bytes(), &ReadOptions::default());
        let loaded = session.load(&name.to_owned(), raw.unwrap(), &Treatment::default());
        assert!(loaded.unwrap().kind.is_some(), "{name}");
    }
    session
}

fn payments() -> Filters {
    Filters {
        by: Filter(vec![Condition {
            label: "service".to_owned(),
            values: vec!["payments".to_owned()],
        }]),
        score_unfiltered: false,
    }
}

fn everything() -> Choice {
    Choice {
        when: When::All,
        ..Choice::default()
    }
}

fn scorecard(session: &mut Session, filters: Filters) -> ScorecardAnswer {
    let question = ShowScorecard {
        choice: everything(),
        filters,
        settings: Settings::default(),
        weights: default_weights(),
    };
    session.answer(&question).unwrap()
}

fn mttr(filters: Filters) -> Looked {
    Looked {
        metric: "mttr".to_owned(),
        choice: everything(),
        filters,
        settings: Settings::default(),
    }
}

#[test]
fn labels_are_offered_with_their_rows() {
    let labels = loaded().answer(&ListLabels).unwrap();
    let of = |name: &str| labels.iter().find(|label| label.name == name).unwrap();
    let values: Vec<(&str, u64)> = of("service")
        .values
        .iter()
        .map(|(v, n)| (v.as_str(), *n))
        .collect();
    // The row whose moment cannot be read is in no table.
    assert_eq!(values, [("payments", 3), ("=1+1", 1), ("search", 1)]);
    assert_eq!(of("environment").values.len(), 2);
    // The name of a single row is no label.
    assert!(labels.iter().all(|label| label.name != "id"));
}

#[test]
fn a_filter_is_said_of_every_figure_up_to_the_snapshot_read_again() {
    let mut session = loaded();
    let answer = scorecard(&mut session, payments());
    let card = |id: &str| answer.cards.iter().find(|card| card.id == id).unwrap();
    assert_eq!(card("mttr").value, Some(3.0 * 3600.0));
    let frequency = card("deployment_frequency");
    assert_eq!(
        (frequency.judged.status, frequency.judged.score),
        (Status::NotFiltered, None)
    );
    let said = unfiltered_words(&answer.cards, &Locale::EN).unwrap();
    assert!(
        said.contains("not filtered and not scored: deployments have no column service."),
        "{said}"
    );
    let headline = headline(&answer.cards, &answer.composite, None, &Locale::EN);
    let headline = of_filter(&answer.filters, headline);
    assert_eq!(headline[0].text, "Service: payments only. ");

    let question = GatherEverything {
        choice: everything(),
        filters: payments(),
        settings: Settings::default(),
        weights: default_weights(),
        lead_lag: LeadLagQuestion {
            outcome: None,
            without: Vec::new(),
            grain: None,
            transform: None,
            max_lag: 4,
            overlay: None,
        },
    };
    let known = session.answer(&question).unwrap();
    let written = snapshot(&known, everything(), &[], Timestamp(0))
        .to_json()
        .unwrap();
    let again = Snapshot::from_json(&written).unwrap();
    let receipt = |id: &str| {
        let of = again.metrics.iter().find(|metric| metric.id == id).unwrap();
        of.receipt.filter.clone().unwrap()
    };
    assert_eq!(receipt("mttr"), "Service: payments only");
    assert_eq!(
        receipt("deployment_frequency"),
        "Not filtered: deployments have no column service"
    );
    let shown = opened(&again, &Locale::EN);
    assert!(
        shown.about.contains(&"Service: payments only".to_owned()),
        "{:?}",
        shown.about
    );
}

#[test]
fn the_filter_is_part_of_the_work_and_older_work_has_none() {
    let document = Document {
        filters: payments(),
        ..Document::default()
    };
    let written = serde_json::to_string(&document).unwrap();
    assert_eq!(Document::from_json(&written).unwrap().filters, payments());
    let older = Document::from_json(r#"{"version": 2, "files": []}"#).unwrap();
    assert_eq!(older.filters, Filters::default());
}

/// The rows as they are numbered in the file, where the fifth cannot be read.
#[test]
fn rows_behind_a_number_stand_with_their_place_in_the_file() {
    let mut session = loaded();
    let mut page = |left_out: bool, order: BehindOrder, filters: Filters| {
        let behind = Behind {
            of: mttr(filters),
            table: 0,
            left_out,
            order,
        };
        let question = ListBehind {
            behind,
            offset: 0,
            limit: 10,
        };
        session.answer(&question).unwrap()
    };
    let counted = page(false, BehindOrder::Largest, Filters::default());
    let rows: Vec<(&str, Option<u32>, Option<f64>)> = counted
        .rows
        .iter()
        .map(|row| (row.file.as_str(), row.number, row.worth.map(|w| w / 3600.0)))
        .collect();
    let of = |number, hours| ("incidents.csv", Some(number), Some(hours));
    assert_eq!(rows, [of(2, 9.0), of(3, 4.0), of(1, 2.0), of(6, 1.0)]);
    assert_eq!(
        (counted.total, &counted.tables[0].left_out[..]),
        (4, &[("still open, without resolved_at".to_owned(), 1)][..])
    );

    let newest = page(false, BehindOrder::Newest, payments());
    let numbers: Vec<_> = newest.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [Some(3), Some(1)]);

    let left_out = page(true, BehindOrder::Oldest, payments());
    let [open] = left_out.rows.as_slice() else {
        panic!("{left_out:?}")
    };
    assert_eq!(
        (open.number, open.reason.as_deref()),
        (Some(4), Some("still open, without resolved_at"))
    );
}

#[test]
fn rows_as_csv_are_those_on_show_and_no_formulas() {
    let behind = Behind {
        of: mttr(Filters::default()),
        table: 0,
        left_out: false,
        order: BehindOrder::Oldest,
    };
    let csv = loaded().answer(&WriteBehind { behind }).unwrap();
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].starts_with("file,row,worth,"), "{csv}");
    assert_eq!(lines.len(), 5, "{csv}");
    assert!(lines[1].starts_with("incidents.csv,1,7200,"), "{csv}");
    assert!(lines[4].contains("\"'=1+1\""), "{csv}");
}

/// Of two releases to production and one to staging two are marked, with the incidents of the service.
#[test]
fn what_happened_meanwhile_is_marked_and_values_stand_side_by_side() {
    let question = ShowAround {
        of: mttr(payments()),
        by: Some("severity".to_owned()),
    };
    let around = loaded().answer(&question).unwrap();
    assert_eq!(
        around.happenings.of,
        [(Happened::Release, 2), (Happened::Incident, 3)]
    );
    let multiples = around.multiples.unwrap();
    let shown: Vec<(&str, Vec<Option<f64>>)> = multiples
        .shown
        .iter()
        .map(|(value, values)| (value.as_str(), values.clone()))
        .collect();
    // March is the only month: 2 h of the one that ended, and 4 h.
    assert_eq!(
        shown,
        [("high", vec![Some(7_200.0)]), ("low", vec![Some(14_400.0)])]
    );
}

/// Incidents of a file that says more of each than any table has a place for: its own columns are labels too, whatever their spelling.
#[test]
fn columns_that_no_table_knows_are_labels_of_their_rows() {
    let text = "id,service,Owning Team,note,detected_at,resolved_at\n\
        i1,a,Payments,first of all,2026-03-01T00:00:00Z,2026-03-01T02:00:00Z\n\
        i2,a,Search,second of all,never,2026-03-02T01:00:00Z\n\
        i3,a,Search,third of all,2026-03-03T00:00:00Z,2026-03-03T09:00:00Z\n\
        i4,a,Payments,fourth of all,2026-03-04T00:00:00Z,2026-03-04T04:00:00Z\n";
    let mut session = Session::default();
    let raw = outturn_workbook::read_all("incidents.csv", text.as_bytes(), &ReadOptions::default());
    session
        .load(&"incidents".to_owned(), raw.unwrap(), &Treatment::default())
        .unwrap();
    let labels = session.answer(&ListLabels).unwrap();
    let team = labels.iter().find(|label| label.name == "owning_team");
    let values = [("Payments".to_owned(), 2), ("Search".to_owned(), 1)];
    assert_eq!(team.unwrap().values, values);
    assert!(labels.iter().all(|label| label.name != "note"));

    let filters = Filters {
        by: Filter(vec![Condition {
            label: "owning_team".to_owned(),
            values: vec!["Payments".to_owned()],
        }]),
        ..Filters::default()
    };
    let answer = scorecard(&mut session, filters);
    let mttr = answer.cards.iter().find(|card| card.id == "mttr").unwrap();
    assert_eq!(mttr.value, Some(3.0 * 3600.0));
    let words = mttr.receipt.filtered.words().unwrap();
    assert_eq!(words, "Owning team: Payments only");
}
