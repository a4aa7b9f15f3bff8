//! What the snapshot says of the files: all that the page shows of them, and all that was said of how they are read.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // here a panic is the report

use outturn_core::calendar::Grain;
use outturn_core::units::Timestamp;
use outturn_import::{self as import, ReadOptions};
use outturn_leadlag::Transform;
use outturn_metrics::scorecard::{Choice, Settings, When, default_weights};
use outturn_protocol::{FileSummary, GatherEverything, LeadLagQuestion, Treatment};
use outturn_report::snapshot::{Snapshot, snapshot};
use outturn_session::{Answers, Session};
use rstest::rstest;
use serde_json::json;

/// Reads a file and takes the likeliest answer to each question about its writing and its meaning.
fn load(session: &mut Session, name: &str, bytes: &[u8]) -> FileSummary {
    let mut options = ReadOptions::default();
    loop {
        let raw = outturn_workbook::read_all(name, bytes, &options).unwrap();
        if let Some(asked) = raw.questions.first().cloned() {
            options.answer(&asked, &asked.guess);
            continue;
        }
        let treatment = Treatment {
            mapping: import::recognise(&raw).guessed(),
            options,
            ..Treatment::default()
        };
        return session.load(&name.to_owned(), raw, &treatment).unwrap();
    }
}

fn taken(session: &mut Session) -> Snapshot {
    let choice = Choice {
        grain: Grain::Month,
        when: When::All,
    };
    let lead_lag = LeadLagQuestion {
        outcome: None,
        without: Vec::new(),
        grain: None,
        transform: Some(Transform::DIFFERENCES),
        max_lag: 2,
        overlay: None,
    };
    let asked = GatherEverything {
        filters: Default::default(),
        choice,
        settings: Settings::default(),
        weights: default_weights(),
        lead_lag,
    };
    let known = session.answer(&asked).unwrap();
    snapshot(&known, choice, &[], Timestamp(0))
}

/// The screen lists what was repaired in the file and in single cells of it; the snapshot lists the same.
#[rstest]
#[case("costs.csv", include_bytes!("data/cells/german_costs.csv"))]
#[case("parens.tsv", include_bytes!("data/cells/parens.tsv"))]
#[case("minus.csv", include_bytes!("data/cells/minus_words.csv"))]
#[case("suffix.csv", include_bytes!("data/cells/cost_suffix.csv"))]
#[case("suffix_de.csv", include_bytes!("data/cells/german_suffix.csv"))]
#[case("tbd.csv", include_bytes!("data/cases/03-one-word-in-a-column/tbd.csv"))]
fn repairs_of_cells_are_those_on_show(#[case] name: &str, #[case] bytes: &[u8]) {
    let mut session = Session::default();
    let shown = load(&mut session, name, bytes).repairs;
    let written = taken(&mut session);
    let repairs = written.sources[0].repairs.iter();
    let repairs: Vec<_> = repairs
        .map(|r| (r.rule, r.count, r.example.clone()))
        .collect();
    let shown: Vec<_> = shown
        .iter()
        .map(|r| (r.rule, r.count, r.example.clone()))
        .collect();
    assert!(!shown.is_empty());
    assert_eq!(repairs, shown);
}

/// The incident of March is in both exports, and counts from the first.
#[test]
fn a_row_that_counts_from_another_file_is_left_out_of_its_own() {
    let mut session = Session::default();
    load(
        &mut session,
        "q1.csv",
        include_bytes!("data/cases/14-overlapping-exports/incidents_q1.csv"),
    );
    load(
        &mut session,
        "march.csv",
        include_bytes!("data/cases/14-overlapping-exports/incidents_mar_apr.csv"),
    );
    let written = taken(&mut session);
    let march = &written.sources[1];
    assert_eq!(march.rows_used, march.rows_read - 1);
    let left_out = march
        .left_out
        .iter()
        .map(|of| (of.reason.as_str(), of.count));
    assert_eq!(
        left_out.collect::<Vec<_>>(),
        [("counted from another file", 1)]
    );
    assert!(
        march
            .notes
            .contains(&"1 row is in q1.csv too and counts once, from there.".to_owned()),
        "{:?}",
        march.notes
    );
}

/// Day first, as it was answered; 9999 as no value; the columns that fill the table.
#[test]
fn answers_are_settings_of_the_file() {
    let csv = "id,detected_at,resolved_at\n1,02/03/2026 08:00,02/03/2026 09:00\n2,03/03/2026 08:00,31/12/9999 00:00\n\
               3,04/03/2026 08:00,04/03/2026 11:00\n4,05/03/2026 08:00,31/12/9999 00:00\n";
    let mut session = Session::default();
    load(&mut session, "incidents.csv", csv.as_bytes());
    let source = &taken(&mut session).sources[0];
    assert_eq!(source.mapping["kind"], json!("incidents"));
    let placeholders = source.mapping["placeholders"].as_array().unwrap();
    assert_eq!(placeholders.len(), 1, "{}", source.mapping);

    let mut session = Session::default();
    let ambiguous = "id,detected_at\n1,02/03/2026 08:00\n2,03/03/2026 08:00\n3,05/04/2026 08:00\n";
    load(&mut session, "dates.csv", ambiguous.as_bytes());
    let source = &taken(&mut session).sources[0];
    assert!(
        source.options.to_string().contains("day_first"),
        "{}",
        source.options
    );
}

/// What letters of zones were read as stands in the snapshot as it stands on the screen.
#[test]
fn notes_are_those_on_show() {
    let csv = "id,detected_at,resolved_at\n1,2026-03-01 08:00 EST,2026-03-01 09:00 EST\n2,2026-03-02 08:00 EST,2026-03-02 10:00 EST\n";
    let mut session = Session::default();
    let shown = load(&mut session, "incidents.csv", csv.as_bytes()).notes;
    assert!(shown.iter().any(|note| note.contains("EST")), "{shown:?}");
    assert_eq!(taken(&mut session).sources[0].notes, shown);
}
