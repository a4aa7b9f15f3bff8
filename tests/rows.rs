//! Which rows count: every thing once, whatever files tell of it, and incidents only where issues are of several types.
//!
//! Expected: `drop_duplicates("id")` of pandas 2 over the rows of all files, counted by hand for so few.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use outturn_core::calendar::Grain;
use outturn_format::Locale;
use outturn_import::{MappingQuestion, Topic};
use outturn_metrics::scorecard::{Card, Choice, When, default_weights};
use outturn_protocol::{
    FileStanding, FileSummary, ForgetFile, Part, RemapFile, ShowScorecard, Standings, TellStanding,
    Treatment,
};
use outturn_report::model::file_words;
use outturn_session::{Answers, Session};
use rstest::rstest;

fn case(path: &str) -> String {
    let path = format!("{}/tests/data/cases/{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn load(session: &mut Session, name: &str, csv: &str) -> FileSummary {
    let treatment = Treatment::default();
    let raw = outturn_workbook::read_all(name, csv.as_bytes(), &treatment.options).unwrap();
    session.load(&name.to_owned(), raw, &treatment).unwrap()
}

fn loaded(files: &[(&str, &str)]) -> Session {
    let mut session = Session::default();
    for (name, csv) in files {
        load(&mut session, name, csv);
    }
    session
}

fn card(session: &mut Session, id: &str) -> Card {
    let request = ShowScorecard {
        filters: outturn_metrics::scorecard::Filters::default(),
        choice: Choice {
            grain: Grain::Month,
            when: When::All,
        },
        settings: Default::default(),
        weights: default_weights(),
    };
    let answer = session.answer(&request).unwrap();
    answer.cards.into_iter().find(|c| c.id == id).unwrap()
}

fn value(session: &mut Session, id: &str) -> Option<f64> {
    card(session, id).value
}

fn standing(session: &mut Session) -> Vec<FileStanding> {
    session.answer(&TellStanding).unwrap()
}

fn answer(
    session: &mut Session,
    summary: &FileSummary,
    question: &MappingQuestion,
    choice: usize,
) -> FileSummary {
    let treatment = Treatment {
        mapping: question.answer(summary.mapping.as_ref(), choice),
        ..Treatment::default()
    };
    let file = summary.file.clone();
    session.answer(&RemapFile { file, treatment }).unwrap()
}

/// Rows left out of a file, by reason.
fn left_out(summary: &FileSummary) -> Vec<(&str, u64)> {
    let left_out = summary.left_out.iter();
    left_out.map(|(reason, n)| (reason.as_str(), *n)).collect()
}

mod in_one_file {
    use super::*;

    #[rstest]
    #[case::the_same_row_again(
        "id,detected_at,resolved_at
         1,2026-01-05T00:00Z,2026-01-05T01:00Z
         2,2026-01-06T00:00Z,2026-01-06T03:00Z
         1,2026-01-05T00:00Z,2026-01-05T01:00Z",
        2.0, 7200.0, ("the same row again", 1)
    )]
    #[case::resolved_since(
        "id,detected_at,resolved_at
         1,2026-01-05T00:00Z,
         1,2026-01-05T00:00Z,2026-01-05T01:00Z",
        1.0, 3600.0, ("superseded by a later row of the same item", 1)
    )]
    #[case::whatever_the_order(
        "id,detected_at,resolved_at
         1,2026-01-05T00:00Z,2026-01-05T01:00Z
         1,2026-01-05T00:00Z,",
        1.0, 3600.0, ("superseded by a later row of the same item", 1)
    )]
    #[case::changed_later(
        "id,detected_at,resolved_at,updated_at
         1,2026-01-05T00:00Z,2026-01-05T01:00Z,2026-01-09T00:00Z
         1,2026-01-05T00:00Z,2026-01-05T02:00Z,2026-01-08T00:00Z",
        1.0, 3600.0, ("superseded by a later row of the same item", 1)
    )]
    #[case::ids_of_text(
        "id,detected_at,resolved_at
         INC-1,2026-01-05T00:00Z,2026-01-05T01:00Z
         INC-2,2026-01-06T00:00Z,2026-01-06T03:00Z
         INC-1,2026-01-05T00:00Z,2026-01-05T01:00Z",
        2.0, 7200.0, ("the same row again", 1)
    )]
    fn an_incident_counts_once(
        #[case] csv: &str,
        #[case] incidents: f64,
        #[case] mttr: f64,
        #[case] aside: (&str, u64),
    ) {
        let mut session = Session::default();
        let summary = load(&mut session, "i.csv", &csv.replace("         ", ""));
        assert_eq!(value(&mut session, "incident_count"), Some(incidents));
        assert_eq!(value(&mut session, "mttr"), Some(mttr));
        assert_eq!(left_out(&summary), [aside]);
        let receipt = card(&mut session, "mttr").receipt;
        assert_eq!(receipt.files[0].left_out, [(aside.0.to_owned(), aside.1)]);
    }

    #[rstest]
    #[case::severity(
        "id,detected_at,severity\n1,2026-01-05T00:00Z,high\n1,2026-01-05T00:00Z,low\n",
        0
    )]
    #[case::another_begin(
        "id,detected_at,severity\n1,2026-01-05T00:00Z,high\n1,2026-01-15T00:00Z,low\n",
        1
    )]
    fn where_no_row_is_newer_it_is_asked(#[case] csv: &str, #[case] guess: usize) {
        for (choice, incidents) in [(0, 1.0), (1, 2.0)] {
            let mut session = Session::default();
            let summary = load(&mut session, "i.csv", csv);
            let asked = summary
                .open_asks()
                .find(|q| q.topic == Topic::Repeats)
                .unwrap();
            assert_eq!(asked.guess, Some(guess));
            assert_eq!(value(&mut session, "incident_count"), None);
            answer(&mut session, &summary, asked, choice);
            assert_eq!(value(&mut session, "incident_count"), Some(incidents));
        }
    }

    #[test]
    fn a_release_goes_to_one_environment_after_the_other() {
        let csv = "release_id,environment,started_at,finished_at,status\n\
                   1,staging,2026-01-05T00:00Z,2026-01-05T01:00Z,success\n\
                   1,production,2026-01-06T00:00Z,2026-01-06T01:00Z,success\n\
                   1,production,2026-01-06T00:00Z,2026-01-06T01:00Z,success\n";
        let mut session = Session::default();
        let summary = load(&mut session, "d.csv", csv);
        assert!(!summary.has_question());
        assert_eq!((summary.rows_read, summary.rows_used), (3, 2));
        assert!(value(&mut session, "deployment_frequency").is_some());
    }

    /// An id of whom a prediction is about may come every month.
    #[test]
    fn predictions_of_one_id_at_different_times_are_several() {
        let csv = "id,timestamp,predicted,actual\n\
                   7,2026-01-05T00:00Z,1,1\n7,2026-02-05T00:00Z,1,0\n7,2026-02-05T00:00Z,1,0\n";
        let mut session = Session::default();
        let summary = load(&mut session, "p.csv", csv);
        assert_eq!(left_out(&summary), [("the same row again", 1)]);
        assert_eq!(value(&mut session, "model_accuracy"), Some(0.5));
    }

    /// Whether the log goes on in time or not makes no difference.
    #[rstest]
    #[case::in_order(
        "7,2026-01-05T00:00Z,1,1\n8,2026-01-05T00:00Z,1,0\n7,2026-01-05T00:00Z,1,1\n9,2026-01-06T00:00Z,1,0\n"
    )]
    #[case::mixed(
        "9,2026-01-06T00:00Z,1,0\n7,2026-01-05T00:00Z,1,1\n8,2026-01-05T00:00Z,1,0\n7,2026-01-05T00:00Z,1,1\n"
    )]
    #[case::texts(
        "a,2026-01-05T00:00Z,1,1\nb,2026-01-05T00:00Z,1,0\na,2026-01-05T00:00Z,1,1\nc,2026-01-06T00:00Z,1,0\n"
    )]
    fn a_prediction_told_twice_counts_once(#[case] rows: &str) {
        let mut session = Session::default();
        let csv = format!("id,timestamp,predicted,actual\n{rows}");
        let summary = load(&mut session, "p.csv", &csv);
        assert_eq!(left_out(&summary), [("the same row again", 1)]);
        assert_eq!(value(&mut session, "model_accuracy"), Some(1.0 / 3.0));
    }

    /// Of probes, and of charges, two alike are two.
    #[rstest]
    #[case("timestamp,latency_ms,status\n2026-01-05T00:00Z,10,ok\n2026-01-05T00:00Z,10,ok\n")]
    #[case("date,cost,currency\n2026-01-05,10,EUR\n2026-01-05,10,EUR\n")]
    fn rows_without_an_id_all_count(#[case] csv: &str) {
        let summary = load(&mut Session::default(), "x.csv", csv);
        assert_eq!((summary.rows_used, left_out(&summary)), (2, Vec::new()));
    }
}

mod in_several_files {
    use super::*;

    const Q1: &str = "14-overlapping-exports/incidents_q1.csv";
    const MARCH: &str = "14-overlapping-exports/incidents_mar_apr.csv";

    #[test]
    fn an_incident_in_two_exports_counts_once_whichever_is_first() {
        for swapped in [false, true] {
            let (q1, march) = (case(Q1), case(MARCH));
            let mut files = vec![("q1.csv", q1.as_str()), ("march.csv", march.as_str())];
            if swapped {
                files.reverse();
            }
            let mut session = loaded(&files);
            let incidents = card(&mut session, "incident_count");
            assert_eq!(incidents.value, Some(4.0));
            let months: Vec<Option<f64>> = incidents.series.iter().map(|p| p.value).collect();
            assert_eq!(months, [Some(1.0); 4], "one in each month");
            assert_eq!(value(&mut session, "mttr"), Some(14_400.0));
            let stand = standing(&mut session);
            assert_eq!(stand[1].counted_from, [(files[0].0.to_owned(), 1)]);
            let second = &incidents.receipt.files[1];
            assert_eq!(
                second.left_out,
                [("counted from another file".to_owned(), 1)]
            );
        }
    }

    const OPEN: &str =
        "id,detected_at,resolved_at\n1,2026-01-05T00:00Z,2026-01-05T01:00Z\n2,2026-01-31T00:00Z,\n";
    const DONE: &str = "id,detected_at,resolved_at\n2,2026-01-31T00:00Z,2026-01-31T03:00Z\n3,2026-02-05T00:00Z,2026-02-05T02:00Z\n";

    #[test]
    fn an_export_made_later_knows_the_end() {
        for files in [
            [("jan", OPEN), ("feb", DONE)],
            [("feb", DONE), ("jan", OPEN)],
        ] {
            let mut session = loaded(&files);
            assert_eq!(value(&mut session, "incident_count"), Some(3.0));
            // 1 h, 3 h and 2 h.
            assert_eq!(value(&mut session, "mttr"), Some(7200.0));
        }
    }

    #[test]
    fn when_a_file_goes_the_other_counts_whole() {
        let mut session = loaded(&[("jan", OPEN), ("feb", DONE)]);
        session.answer(&ForgetFile { file: "jan".into() }).unwrap();
        assert_eq!(value(&mut session, "incident_count"), Some(2.0));
        assert_eq!(standing(&mut session)[0].counted_from, []);
    }

    /// Numbers that begin anew in each export, and those of another tool.
    #[rstest]
    #[case::other_times(
        OPEN,
        "id,detected_at,resolved_at\n2,2026-01-30T00:00Z,2026-01-30T01:00Z\n"
    )]
    #[case::other_columns(OPEN, "id,detected_at,severity\n2,2026-01-31T00:00Z,high\n")]
    #[case::other_days(
        OPEN,
        "id,detected_at,resolved_at\n1,2026-03-05T00:00Z,2026-03-05T01:00Z\n"
    )]
    fn the_same_number_alone_is_not_the_same_thing(#[case] one: &str, #[case] other: &str) {
        let mut session = loaded(&[("one", one), ("other", other)]);
        assert_eq!(value(&mut session, "incident_count"), Some(3.0));
    }

    #[test]
    fn where_neither_file_is_newer_it_is_asked_and_the_rows_that_differ_wait() {
        let one = "id,detected_at,severity\n1,2026-01-05T00:00Z,high\n2,2026-01-06T00:00Z,low\n";
        let other = "id,detected_at,severity\n2,2026-01-06T00:00Z,high\n3,2026-01-07T00:00Z,low\n";
        for (choice, incidents) in [(0, 3.0), (1, 3.0), (2, 4.0)] {
            let mut session = loaded(&[("one", one)]);
            let summary = load(&mut session, "other", other);
            let open = card(&mut session, "incident_count");
            assert_eq!(open.value, Some(2.0), "1 of one file and 3 of the other");
            let told: Vec<String> = open
                .receipt
                .files
                .iter()
                .map(|f| file_words(f, &Locale::EN))
                .collect();
            let says = |other: &str| {
                format!(
                    "1 of 2 rows used; left out: 1 in question with another file until it is answered. 1 row is not counted \
                     yet: {other} tells it differently. Answer which file is right under Data."
                )
            };
            assert_eq!(told, [says("other"), says("one")]);
            let stand = standing(&mut session);
            assert_eq!(
                stand.iter().map(|f| f.part).collect::<Vec<_>>(),
                [Part::Waits; 2]
            );
            let asked = &stand[1].asks[0];
            assert_eq!(
                asked.text,
                "other and one tell of one thing with different severity, and neither is newer: which file is right?"
            );
            answer(&mut session, &summary, asked, choice);
            assert_eq!(
                value(&mut session, "incident_count"),
                Some(incidents),
                "{choice}"
            );
            assert!(
                standing(&mut session)
                    .iter()
                    .all(|file| file.part == Part::Counts)
            );
        }
    }

    /// Expected: `drop_duplicates(["date", "metric"])` of pandas over the long form, then the mean of each month.
    #[test]
    fn a_day_in_two_exports_of_a_series_counts_once() {
        let one = "date,nps\n2026-01-30,10\n2026-01-31,40\n";
        let other = "date,nps\n2026-01-31,40\n2026-02-01,70\n";
        let mut session = loaded(&[("one.csv", one), ("other.csv", other)]);
        let stand = standing(&mut session);
        assert_eq!(stand[1].counted_from, [("one.csv".to_owned(), 1)]);
    }

    /// Two rows of a day, of what no column says: only the same row is the same thing, in whatever order its columns are.
    #[rstest]
    #[case::alike("date,predictions,note\n2026-01-30,5,a\n2026-01-30,7,b\n2026-01-31,9,c\n")]
    #[case::columns_moved(
        "note,predictions,date\na,5,2026-01-30\nb,7,2026-01-30\nc,9,2026-01-31\n"
    )]
    fn rows_that_nothing_tells_apart_count_as_often_as_a_file_has_them(#[case] other: &str) {
        let one = "date,predictions,note\n2026-01-30,5,a\n2026-01-30,7,b\n";
        let mut session = loaded(&[("one.csv", one), ("other.csv", other)]);
        let stand = standing(&mut session);
        assert!(stand.iter().all(|file| file.asks.is_empty()));
        assert_eq!(stand[1].counted_from, [("one.csv".to_owned(), 2)]);
    }

    /// Expected: of 4 predictions 3 are different, of which 2 are right.
    #[test]
    fn predictions_of_one_id_and_time_count_once() {
        let one =
            "id,timestamp,predicted,actual\n1,2026-01-05T00:00Z,1,1\n2,2026-01-05T01:00Z,1,0\n";
        let other =
            "id,timestamp,predicted,actual\n2,2026-01-05T01:00Z,1,0\n3,2026-01-05T02:00Z,1,1\n";
        let mut session = loaded(&[("one.csv", one), ("other.csv", other)]);
        assert_eq!(value(&mut session, "model_accuracy"), Some(2.0 / 3.0));
    }

    /// Deployments whose numbers begin anew with the year, to the last day of one and from the first of the next.
    #[test]
    fn numbers_of_other_days_are_other_things() {
        let year = |from: &str, to: &str| {
            format!(
                "id,environment,finished_at\n1,production,{from}T10:00Z\n2,production,{to}T10:00Z\n"
            )
        };
        let (one, other) = (
            year("2025-12-01", "2025-12-31"),
            year("2026-01-01", "2026-01-31"),
        );
        let mut session = loaded(&[("2025.csv", &one), ("2026.csv", &other)]);
        for file in standing(&mut session) {
            assert_eq!(
                (file.part, file.counted_from.len(), file.asks.len()),
                (Part::Counts, 0, 0),
                "{}",
                file.file
            );
        }
    }

    /// Two outages began at once under one number, which are two to whoever looks after them; the next export has both again, and one
    /// that has ended since.
    #[test]
    fn what_is_several_things_in_one_file_is_the_same_ones_in_the_next() {
        let head = "id,detected_at,resolved_at,severity\n";
        let both = "1,2026-01-05T00:00Z,2026-01-05T01:00Z,high\n1,2026-01-05T00:00Z,2026-01-05T01:00Z,low\n";
        let one = format!("{head}{both}2,2026-01-06T00:00Z,,low\n");
        let other = format!("{head}{both}2,2026-01-06T00:00Z,2026-01-06T04:00Z,low\n");
        let mut session = Session::default();
        for (name, csv) in [("one.csv", &one), ("other.csv", &other)] {
            let summary = load(&mut session, name, csv);
            let asked = summary.open_asks().find(|q| q.topic == Topic::Repeats);
            answer(&mut session, &summary, asked.unwrap(), 1);
        }
        let stand = standing(&mut session);
        assert!(stand.iter().all(|file| file.asks.is_empty()), "{stand:?}");
        assert_eq!(value(&mut session, "incident_count"), Some(3.0));
        // Of 1 h, 1 h and 4 h.
        assert_eq!(value(&mut session, "mttr"), Some(7200.0));
    }

    /// A year, and a month from its beginning and one from its middle.
    #[test]
    fn every_extract_is_held_against_the_whole() {
        let rows = |rows: &[u32]| {
            let row = |month: &u32| format!("{month},2026-{month:02}-10T00:00Z\n");
            format!(
                "id,detected_at\n{}",
                rows.iter().map(row).collect::<String>()
            )
        };
        let files = [rows(&[1, 6, 12]), rows(&[1]), rows(&[6])];
        let mut session = loaded(&[
            ("year.csv", &files[0]),
            ("january.csv", &files[1]),
            ("june.csv", &files[2]),
        ]);
        assert_eq!(value(&mut session, "incident_count"), Some(3.0));
    }

    /// The tenth is 10 in one export, and the first of the next month is 10 in the other: values name nothing.
    #[test]
    fn the_same_value_is_not_the_same_thing() {
        let one = "date,nps\n2026-01-30,10\n2026-01-31,40\n";
        let other = "date,nps\n2026-01-31,40\n2026-02-01,10\n";
        let mut session = loaded(&[("one.csv", one), ("other.csv", other)]);
        let stand = standing(&mut session);
        assert!(stand.iter().all(|file| file.asks.is_empty()));
        assert_eq!(stand[1].counted_from, [("one.csv".to_owned(), 1)]);
    }

    #[test]
    fn a_day_with_another_volume_is_asked_about() {
        let one = "date,predictions\n2026-01-30,5\n2026-01-31,7\n2026-02-01,7\n";
        let other = "date,predictions\n2026-01-31,8\n2026-02-01,9\n";
        let mut session = loaded(&[("one.csv", one), ("other.csv", other)]);
        let stand = standing(&mut session);
        assert_eq!([stand[0].part, stand[1].part], [Part::Waits; 2]);
        assert_eq!(
            stand[1].asks[0].text,
            "other.csv and one.csv tell of 2 things with different predictions, and neither is newer: which file is right?"
        );
        // What is left is of 30 January.
        assert_eq!(value(&mut session, "throughput"), Some(5.0 / 86_400.0));
    }

    /// The release that one file calls a failure and the other a success waits; the four that nobody disputes do not.
    #[test]
    fn what_is_not_contested_counts_meanwhile() {
        let head = "id,environment,status,started_at,finished_at\n";
        let row = |id: u32, status: &str| {
            format!(
                "D{id},production,{status},2026-02-{id:02}T08:00:00Z,2026-02-{id:02}T09:00:00Z\n"
            )
        };
        let one = format!(
            "{head}{}{}{}",
            row(1, "success"),
            row(5, "success"),
            row(9, "success")
        );
        let other = format!(
            "{head}{}{}{}",
            row(9, "failure"),
            row(13, "success"),
            row(17, "success")
        );
        let mut session = loaded(&[("one.csv", &one), ("other.csv", &other)]);
        let success = card(&mut session, "deployment_success_rate");
        assert_eq!((success.value, success.n), (Some(1.0), 4));
        let stand = standing(&mut session);
        assert!(
            stand
                .iter()
                .all(|file| file.part == Part::Waits && !file.feeds.is_empty())
        );
    }

    /// Where all rows are contested there is no value, and the card says what to answer.
    #[test]
    fn where_all_rows_are_contested_the_card_says_what_to_answer() {
        let one = "id,detected_at,severity\n2,2026-01-06T00:00Z,low\n";
        let other = "id,detected_at,severity\n2,2026-01-06T00:00Z,high\n";
        let mut session = loaded(&[("one", one), ("other", other)]);
        let open = card(&mut session, "incident_count");
        assert_eq!(
            (open.value, open.reason.as_deref()),
            (
                None,
                Some("Answer the question about rows that another file has too of one under Data.")
            )
        );
    }

    /// The same row twice in one file, and once in another: it counts as often as the one file has it.
    #[test]
    fn what_a_file_has_twice_is_its_own_matter() {
        let one = "date,predictions,note\n2026-01-30,5,a\n2026-01-30,5,a\n2026-01-31,7,b\n";
        let other = "date,predictions,note\n2026-01-30,5,a\n2026-01-31,9,c\n";
        let mut session = loaded(&[("one.csv", one), ("other.csv", other)]);
        let stand = standing(&mut session);
        assert_eq!(stand[0].counted_from, []);
        assert_eq!(stand[1].counted_from, [("one.csv".to_owned(), 1)]);
    }

    const BILL: &str = "date,cost,currency\n2026-01-05,10,EUR\n2026-01-20,10,EUR\n";

    #[rstest]
    // That the days are in both, and that they wait: a charge may be the same.
    #[case::a_charge_of_both("date,cost,currency\n2026-01-20,10,EUR\n2026-02-05,5,EUR\n", 2)]
    #[case::a_day_of_both("date,cost,currency\n2026-01-20,11,EUR\n2026-02-05,5,EUR\n", 1)]
    #[case::days_after("date,cost,currency\n2026-01-21,10,EUR\n2026-02-05,5,EUR\n", 0)]
    #[case::other_columns("date,cost,currency,service\n2026-01-20,10,EUR,gpu\n", 0)]
    fn bills_that_cover_the_same_days_warn(#[case] other: &str, #[case] warned: usize) {
        let mut session = loaded(&[("jan.csv", BILL), ("feb.csv", other)]);
        for file in standing(&mut session) {
            assert_eq!(
                file.caveats.len(),
                warned,
                "{}: {:?}",
                file.file,
                file.caveats
            );
        }
    }

    /// Of the charges of January to May and of April to June those of April and May are in both: 1 + 2 + 3 + 4 + 5 + 6, and 4 + 5 more if they are two each.
    #[rstest]
    #[case::one_each(0, 21.0)]
    #[case::two_each(1, 30.0)]
    fn charges_that_two_bills_have_are_asked_about(#[case] choice: usize, #[case] spend: f64) {
        let bill = |months: std::ops::RangeInclusive<u32>| {
            let rows = months.map(|month| format!("2026-{month:02}-15,EC2,{month},USD\n"));
            format!("date,service,cost,currency\n{}", rows.collect::<String>())
        };
        let (one, other) = (bill(1..=5), bill(4..=6));
        let mut session = loaded(&[("one.csv", &one)]);
        let summary = load(&mut session, "other.csv", &other);
        let stand = standing(&mut session);
        assert_eq!([stand[0].part, stand[1].part], [Part::Waits; 2]);
        assert_eq!(value(&mut session, "spend"), None);
        let asked = stand[1].asks[0].clone();
        assert_eq!(
            asked.text,
            "2 charges are in other.csv and, the same in every column, in one.csv: were they charged once or twice?"
        );
        answer(&mut session, &summary, &asked, choice);
        assert_eq!(value(&mut session, "spend"), Some(spend));
    }

    /// Two charges of one day that are alike are both in the later export as well; a third is in none but that.
    #[test]
    fn a_charge_counts_as_often_as_one_bill_has_it() {
        let one = "date,cost,currency\n2026-01-05,10,EUR\n2026-01-20,7,EUR\n2026-01-20,7,EUR\n";
        let other = "date,cost,currency\n2026-01-20,7,EUR\n2026-01-20,7,EUR\n2026-01-20,7,EUR\n2026-02-01,1,EUR\n";
        let mut session = loaded(&[("one.csv", one)]);
        let summary = load(&mut session, "other.csv", other);
        let asked = standing(&mut session)[1].asks[0].clone();
        answer(&mut session, &summary, &asked, 0);
        // 10 + 3 × 7 + 1
        assert_eq!(value(&mut session, "spend"), Some(32.0));
    }

    /// The first ends the day before the third begins; the second covers days of both.
    #[test]
    fn bills_warn_of_those_whose_days_they_cover() {
        let bill = |from: &str, to: &str| {
            format!("date,cost,currency\n2026-01-{from},10,EUR\n2026-01-{to},10,EUR\n")
        };
        let bills = [bill("01", "15"), bill("10", "20"), bill("16", "25")];
        let mut session = loaded(&[
            ("a.csv", &bills[0]),
            ("b.csv", &bills[1]),
            ("c.csv", &bills[2]),
        ]);
        let files = standing(&mut session);
        let same: Vec<Vec<&str>> = files
            .iter()
            .map(|file| {
                let same = file.caveats.iter().filter_map(|caveat| match caveat {
                    outturn_metrics::Caveat::SameDays { other, .. } => Some(other.as_str()),
                    _ => None,
                });
                same.collect()
            })
            .collect();
        assert_eq!(same, [vec!["b.csv"], vec!["a.csv", "c.csv"], vec!["b.csv"]]);
    }
}

mod of_a_bill {
    use super::*;

    /// Expected: pandas over the file; at list and contracted prices without the rows of ChargeCategory Purchase that have a
    /// CommitmentDiscountId.
    #[rstest]
    #[case::billed("billed", 290.0, 0)]
    #[case::effective("effective", 290.0, 0)]
    #[case::list("list", 440.0, 1)]
    #[case::contracted("contracted", 320.0, 1)]
    fn a_commitment_is_not_counted_when_bought_and_when_used(
        #[case] basis: &str,
        #[case] spend: f64,
        #[case] aside: u64,
    ) {
        let mut session = Session::default();
        let csv = case("19-list-cost-twice/focus_commit.csv");
        let summary = load(&mut session, "bill.csv", &csv);
        let asked = summary
            .asks
            .iter()
            .find(|q| q.topic == Topic::CostBasis)
            .unwrap();
        let choice = asked
            .choices
            .iter()
            .position(|c| c.label.starts_with(basis));
        answer(&mut session, &summary, asked, choice.unwrap());
        let card = card(&mut session, "spend");
        assert_eq!(card.value, Some(spend));
        let reason = "purchase of a commitment, whose use is counted".to_owned();
        let left_out = &card.receipt.files[0].left_out;
        let expected: Vec<(String, u64)> =
            (aside > 0).then_some((reason, aside)).into_iter().collect();
        assert_eq!(left_out, &expected, "the receipt says what was left out");
    }

    /// What was bought without a commitment is spend like any other, and refunds of one are as little as the purchase.
    #[test]
    fn other_purchases_count() {
        let csv = "ListCost,BillingCurrency,ChargePeriodStart,ChargeCategory,CommitmentDiscountId\n\
                   7,USD,2026-03-01T00:00:00Z,Purchase,\n\
                   100,USD,2026-03-01T00:00:00Z,Purchase,sp-1\n\
                   -40,USD,2026-03-02T00:00:00Z,purchase,sp-1\n\
                   11,USD,2026-03-02T00:00:00Z,Usage,sp-1\n";
        let mut session = Session::default();
        load(&mut session, "bill.csv", csv);
        assert_eq!(value(&mut session, "spend"), Some(18.0));
    }
}

mod of_a_wide_series {
    use super::*;

    fn metrics(csv: &str) -> (Vec<String>, Vec<String>) {
        let summary = load(&mut Session::default(), "wide.csv", csv);
        (summary.mapping.unwrap().metrics, summary.notes)
    }

    #[test]
    fn row_numbers_are_no_metric_and_that_is_said() {
        let (metrics, notes) = metrics(&case("32-row-numbers/index.csv"));
        assert_eq!(metrics, ["x", "revenue"]);
        let said = "No metrics, and left out: column_1 (row numbers).";
        assert!(notes.iter().any(|note| note == said), "{notes:?}");
    }

    #[rstest]
    #[case::pandas("Unnamed: 0,date,x\n0,2026-01-01,5\n1,2026-01-02,6\n2,2026-01-03,9\n")]
    #[case::index("index,date,x\n1,2026-01-01,5\n2,2026-01-02,6\n3,2026-01-03,9\n")]
    #[case::zip("zip,date,x\n10115,2026-01-01,5\n20095,2026-01-02,6\n80331,2026-01-03,9\n")]
    #[case::id("customer_id,date,x\n4,2026-01-01,5\n9,2026-01-02,6\n7,2026-01-03,9\n")]
    #[case::year("fiscal year,date,x\n2025,2026-01-01,5\n2026,2026-01-02,6\n2026,2026-01-03,9\n")]
    fn nor_are_ids_and_codes(#[case] csv: &str) {
        assert_eq!(metrics(csv).0, ["x"]);
    }

    #[rstest]
    #[case("date,index\n2026-01-01,101\n2026-01-02,104\n", &["index"])]
    #[case("date,lines of code\n2026-01-01,101\n2026-01-02,104\n", &["lines of code"])]
    #[case("date,paid,bids\n2026-01-01,1,2\n2026-01-02,2,3\n", &["paid", "bids"])]
    fn what_is_named_or_counted_alike_stays_a_metric(#[case] csv: &str, #[case] named: &[&str]) {
        assert_eq!(metrics(csv).0, named);
    }
}

mod of_several_units {
    use super::*;

    /// 120 ms and 0.13 s have no mean; of the two in ms it is 125 ms, which is shown as time.
    #[test]
    fn one_is_counted_once_it_is_said_which() {
        let csv = "date,metric,value,unit\n2026-01-01,latency,120,ms\n2026-01-02,latency,0.13,s\n2026-01-03,latency,130,ms\n\
                   2026-01-01,spread,1,s\n2026-01-02,spread,2,s\n";
        let mut session = Session::default();
        let summary = load(&mut session, "x.csv", csv);
        assert_eq!(summary.rows_used, 0);
        let asked = summary.open_asks().next().unwrap();
        assert_eq!(asked.topic, Topic::Unit);
        let ms = asked
            .choices
            .iter()
            .position(|c| c.label.contains("in ms"))
            .unwrap();
        answer(&mut session, &summary, asked, ms);
        assert_eq!(value(&mut session, "series:latency"), Some(0.125));
    }

    #[test]
    fn each_metric_may_have_its_own() {
        let csv = "date,metric,value,unit\n2026-01-01,latency,120,ms\n2026-01-01,cost,3,USD\n2026-01-02,latency,130,ms\n";
        let summary = load(&mut Session::default(), "x.csv", csv);
        assert_eq!(summary.open_asks().count(), 0);
    }
}

mod of_a_tracker {
    use super::*;

    const JIRA: &str = "Issue key,Issue id,Issue Type,Status,Project key,Created,Resolved\n\
        A-1,1,Incident,Done,A,2026-01-05 08:00,2026-01-05 09:00\n\
        A-2,2,Bug,Done,A,2026-01-06 08:00,2026-01-06 11:00\n\
        A-3,3,Story,Done,A,2026-01-07 08:00,2026-01-09 08:00\n";
    const DEVLAKE: &str = "id,issue_key,type,original_status,created_date,resolution_date,lead_time_minutes\n\
        1,A-1,INCIDENT,done,2026-01-05T08:00Z,2026-01-05T09:00Z,60\n\
        2,A-2,BUG,done,2026-01-06T08:00Z,2026-01-06T11:00Z,180\n\
        3,A-3,REQUIREMENT,done,2026-01-07T08:00Z,2026-01-09T08:00Z,2880\n";
    const OWN: &str = "id,type,detected_at,resolved_at\n\
        1,Incident,2026-01-05T08:00Z,2026-01-05T09:00Z\n\
        2,Production bug,2026-01-06T08:00Z,2026-01-06T11:00Z\n\
        3,Change Request,2026-01-07T08:00Z,2026-01-09T08:00Z\n";
    const SERVICENOW: &str = "number,sys_class_name,state,priority,assignment_group,opened_at,resolved_at\n\
        1,Incident,Closed,1,a,2026-01-05 08:00,2026-01-05 09:00\n\
        2,Problem,Closed,1,a,2026-01-06 08:00,2026-01-06 11:00\n\
        3,Change Request,Closed,1,a,2026-01-07 08:00,2026-01-09 08:00\n";

    /// Expected: the mean of 1 h and 3 h, without the 48 h of what did not go wrong.
    #[rstest]
    #[case::jira(JIRA, "Incident and Bug")]
    #[case::devlake(DEVLAKE, "INCIDENT and BUG")]
    #[case::of_its_own(OWN, "Incident and Production bug")]
    #[case::servicenow(SERVICENOW, "Incident and Problem")]
    fn types_that_went_wrong_are_proposed(#[case] csv: &str, #[case] proposed: &str) {
        let mut session = Session::default();
        let summary = load(&mut session, "issues.csv", csv);
        let asked = summary
            .open_asks()
            .find(|q| q.topic == Topic::Rows)
            .unwrap();
        let guess = asked.guess.unwrap();
        assert_eq!(asked.choices[guess].label, proposed);
        assert_eq!(
            value(&mut session, "incident_count"),
            None,
            "not everything in silence"
        );
        answer(&mut session, &summary, asked, guess);
        assert_eq!(value(&mut session, "incident_count"), Some(2.0));
        assert_eq!(value(&mut session, "mttr"), Some(7200.0));
        // A change of mind takes the filter back.
        let mapping = asked.answer(summary.mapping.as_ref(), guess);
        let filtered = FileSummary {
            mapping,
            ..summary.clone()
        };
        let all = asked.choices.len() - 1;
        answer(&mut session, &filtered, asked, all);
        assert_eq!(value(&mut session, "incident_count"), Some(3.0));
    }

    #[rstest]
    #[case::one_type(
        "id,type,detected_at\n1,incident,2026-01-05T08:00Z\n2,incident,2026-01-06T08:00Z\n"
    )]
    #[case::kinds_of_incident(
        "id,type,detected_at\n1,latency,2026-01-05T08:00Z\n2,availability,2026-01-06T08:00Z\n"
    )]
    fn what_is_evident_is_not_asked(#[case] csv: &str) {
        let mut session = Session::default();
        let summary = load(&mut session, "incidents.csv", csv);
        assert!(!summary.has_question());
        assert_eq!(value(&mut session, "incident_count"), Some(2.0));
    }
}

mod standing_of_files {
    use super::*;

    #[test]
    fn files_count_wait_or_feed_nothing() {
        let mut session = loaded(&[
            ("incidents.csv", "id,detected_at\n1,2026-01-05T00:00Z\n"),
            (
                "asks.csv",
                "timestamp,predicted,actual\n2026-01-05T00:00Z,0,no\n",
            ),
            ("unknown.csv", "a,b\nx,y\n"),
            // No row of it can be used.
            ("empty.csv", "id,detected_at,severity\n1,,high\n"),
        ]);
        let files = standing(&mut session);
        let parts: Vec<Part> = files.iter().map(|file| file.part).collect();
        use Part::{Counts, FeedsNothing, Waits};
        assert_eq!(parts, [Counts, Waits, FeedsNothing, FeedsNothing]);
        let of = Standings::of(&files);
        assert_eq!((of.count, of.wait, of.feed_nothing, of.all()), (1, 1, 2, 4));
    }

    /// Of cases without minutes nothing is said, whatever another file has.
    #[test]
    fn a_file_without_what_its_metrics_need_feeds_nothing() {
        let counted = "period,workflow,volume\n2026-01-01,a,5\n";
        let timed = "period,workflow,volume,minutes_before,minutes_after\n2026-02-01,b,5,30,10\n";
        let mut session = loaded(&[("counted.csv", counted)]);
        assert_eq!(standing(&mut session)[0].part, Part::FeedsNothing);
        load(&mut session, "timed.csv", timed);
        let parts = standing(&mut session);
        let parts: Vec<Part> = parts.iter().map(|file| file.part).collect();
        assert_eq!(parts, [Part::FeedsNothing, Part::Counts]);
    }

    /// Each file feeds the series that it holds and no other's; one of the catalogue that comes ready-made is fed by it and not by the
    /// other series.
    #[test]
    fn a_series_is_fed_by_the_file_that_holds_it() {
        let mut session = loaded(&[
            ("mood.csv", "date,mood\n2026-01-01,3\n2026-02-01,4\n"),
            (
                "mttr.csv",
                "date,metric,value\n2026-01-01,mttr,60\n2026-02-01,mttr,90\n",
            ),
        ]);
        let files = standing(&mut session);
        let feeds: Vec<_> = files.iter().map(|file| file.feeds.as_slice()).collect();
        assert_eq!(feeds, [["mood"], ["Time to recover"]]);
    }

    /// Two exports in which nothing happened are not each other's copy.
    #[test]
    fn files_without_a_row_are_no_twins() {
        let empty = "date,cost,currency\n,10,EUR\n";
        let mut session = loaded(&[("jan.csv", empty), ("feb.csv", empty)]);
        let caveats = standing(&mut session)
            .into_iter()
            .flat_map(|file| file.caveats);
        assert_eq!(caveats.collect::<Vec<_>>(), []);
    }

    /// Labels that do not meet are asked about, and the requests they are of count already. Of a tracker nothing counts before it is said
    /// which of its issues are incidents.
    #[rstest]
    #[case(
        "asks.csv",
        "timestamp,predicted,actual\n2026-01-05T00:00Z,0,no\n",
        "throughput",
        1
    )]
    #[case(
        "issues.csv",
        "id,type,detected_at\n1,Incident,2026-01-05T08:00Z\n2,Change Request,2026-01-07T08:00Z\n",
        "incident_count",
        0
    )]
    fn a_file_that_waits_counts_in_part_or_not_at_all(
        #[case] name: &str,
        #[case] csv: &str,
        #[case] metric: &str,
        #[case] in_part: usize,
    ) {
        let mut session = loaded(&[(name, csv)]);
        let of = Standings::of(&standing(&mut session));
        assert_eq!((of.wait, of.in_part), (1, in_part));
        assert_eq!(value(&mut session, metric).is_some(), in_part > 0);
    }
}

mod of_a_file_that_nobody_knows {
    use super::*;

    fn guess(csv: &str) -> (FileSummary, Option<MappingQuestion>) {
        let summary = load(&mut Session::default(), "x.csv", csv);
        let asked = summary.asks.iter().find(|q| q.topic == Topic::Guess);
        let asked = asked.cloned();
        (summary, asked)
    }

    #[rstest]
    #[case::series_with_words(
        "when,region,units\n2026-01-05,north,5\n2026-01-05,south,6\n2026-01-06,north,7\n",
        "Metric series: date from when; a metric each: units"
    )]
    #[case::ticket_log(
        "ticket,reported,resolved_at,priority,incident_no\na,2026-01-05,2026-01-06,1,7\nb,2026-01-07,2026-01-09,2,8\n",
        "Incidents: severity from priority; resolved_at from resolved_at; id from incident_no; detected_at from reported"
    )]
    #[case::charges(
        "posted,total cost,gl currency,team\n2026-01-05,5,EUR,a\n2026-01-06,6,EUR,b\n2026-01-07,6,EUR,b\n",
        "Costs: cost from total cost; currency from gl currency; date from posted"
    )]
    fn a_mapping_is_proposed_and_one_sentence_said(#[case] csv: &str, #[case] proposed: &str) {
        let (summary, asked) = guess(csv);
        let asked = asked.unwrap();
        assert_eq!(asked.choices[asked.guess.unwrap()].label, proposed);
        let said = summary
            .notes
            .iter()
            .filter(|n| n.starts_with("Its columns"));
        assert_eq!(said.count(), 1, "{:?}", summary.notes);
        let mut session = Session::default();
        let summary = load(&mut session, "x.csv", csv);
        assert_eq!(standing(&mut session)[0].part, Part::FeedsNothing);
        let accepted = answer(&mut session, &summary, &asked, 0);
        assert_eq!(standing(&mut session)[0].part, Part::Counts);
        // What was said of it is over.
        let still = |note: &String| note.starts_with("Its columns");
        assert!(!accepted.notes.iter().any(still), "{:?}", accepted.notes);
    }

    /// Accepted as incidents, it is asked which types are; questions take no part in them.
    #[test]
    fn types_are_asked_about_once_a_guess_is_accepted() {
        let csv = "id,type,created_at,solved_at\n1,question,2026-01-01,2026-01-02\n2,incident,2026-01-02,2026-01-09\n\
                   3,problem,2026-01-03,2026-01-03\n";
        let mut session = Session::default();
        let summary = load(&mut session, "x.csv", csv);
        let of = |topic| summary.asks.iter().find(|q| q.topic == topic).unwrap();
        let mapping = of(Topic::Guess).answer(None, 0);
        let types = of(Topic::Rows);
        assert!(types.is_open(mapping.as_ref().unwrap()));
        answer(&mut session, &summary, of(Topic::Guess), 0);
        assert_eq!(value(&mut session, "incident_count"), None);
        let treatment = Treatment {
            mapping: types.answer(mapping.as_ref(), types.guess.unwrap()),
            ..Treatment::default()
        };
        let file = summary.file.clone();
        session.answer(&RemapFile { file, treatment }).unwrap();
        assert_eq!(value(&mut session, "incident_count"), Some(2.0));
    }

    #[test]
    fn where_nothing_suggests_itself_one_sentence_says_so() {
        let (summary, asked) = guess("a,b\nx,y\n");
        assert_eq!(asked, None);
        assert_eq!(
            summary.notes,
            [
                "Its columns are not those of a table that is known: choose one under “Columns and mapping”."
            ]
        );
    }
}

/// A series under the name of a metric of the catalogue counts as that metric, in whatever spelling: its file counts.
#[test]
fn a_file_of_series_with_a_metrics_name_counts() {
    let mut session = Session::default();
    let csv = "Month,Incidents,MTTR (hours)\n2026-01,6,2.6\n2026-02,7,2.7\n2026-03,8,2.8\n";
    load(&mut session, "kpis.csv", csv);
    let files = standing(&mut session);
    assert_eq!(files[0].part, Part::Counts, "{files:?}");
    assert!(
        files[0].feeds.contains(&"Incidents".to_owned()),
        "{files:?}"
    );
}

/// The end of an outage that may be a placeholder waits for an answer. Availability can be computed in another way too, from probes, and
/// says all the same which question is open.
#[test]
fn a_metric_that_can_be_computed_in_two_ways_says_what_it_waits_for() {
    let csv = "id,service,started_at,ended_at\nA,api,2026-03-01T00:00:00Z,2026-03-01T01:00:00Z\n\
               B,api,2026-03-02T00:00:00Z,1900-01-01T00:00:00Z\nC,api,2026-03-03T00:00:00Z,2026-03-03T03:00:00Z\n";
    let mut session = loaded(&[("uptime.csv", csv)]);
    let open = card(&mut session, "availability");
    assert_eq!(
        (open.value, open.reason.as_deref()),
        (
            None,
            Some("Answer the question about ended_at of uptime.csv under Data.")
        )
    );
}

mod what_a_bill_says {
    use super::*;

    fn caveats(csv: &str) -> Vec<outturn_metrics::Caveat> {
        standing(&mut loaded(&[("bill.csv", csv)]))[0]
            .caveats
            .clone()
    }

    /// Blank rows do not count, so that none of them counts twice; of two charges that are alike one does.
    #[rstest]
    #[case::blank(
        "date;service;cost\n2026-01-01;gpu;5 €\n;;\n2026-01-02;gpu;6 €\n;;\n2026-01-03;gpu;7 €\n",
        0
    )]
    #[case::without_a_cost(
        "date,service,cost\n2026-01-01,gpu,\n2026-01-01,gpu,\n2026-01-02,gpu,6\n",
        0
    )]
    #[case::alike(
        "date,service,cost\n2026-01-01,gpu,5\n2026-01-01,gpu,5\n,,\n,,\n2026-01-02,gpu,6\n",
        1
    )]
    fn only_rows_that_count_are_repeated(#[case] csv: &str, #[case] rows: u64) {
        let repeated = caveats(csv).into_iter().find_map(|caveat| match caveat {
            outturn_metrics::Caveat::Repeated { rows } => Some(rows),
            _ => None,
        });
        assert_eq!(repeated.unwrap_or(0), rows);
    }

    /// Of what is accepted it is said what it leaves unused: here the other question of a survey, and its team.
    #[test]
    fn what_an_accepted_mapping_does_not_use_is_said() {
        let csv = "response_id,date,csat,nps_score,team\n0,2026-08-27,5,7,A\n1,2026-10-21,1,8,A\n2,2026-08-27,4,9,B\n";
        let mut session = Session::default();
        let summary = load(&mut session, "survey.csv", csv);
        let guess = summary.asks.iter().find(|ask| ask.topic == Topic::Guess);
        let after = answer(&mut session, &summary, &guess.unwrap().clone(), 0);
        let said = "Columns that are not used: response_id, nps_score, team.";
        assert!(
            after.notes.iter().any(|note| note == said),
            "{:?}",
            after.notes
        );
    }

    #[rstest]
    #[case::serials("Date,Cost\n46023,500\n46030,501\n", true)]
    #[case::named("date,cost_eur\n2026-01-01,500\n2026-01-02,501\n", false)]
    #[case::signs("date,cost\n2026-01-01,$500\n2026-01-02,$501\n", false)]
    #[case::column("date,cost,currency\n2026-01-01,500,CHF\n2026-01-02,501,CHF\n", false)]
    fn it_is_said_that_no_currency_is(#[case] csv: &str, #[case] said: bool) {
        let raw =
            outturn_workbook::read_all("bill.csv", csv.as_bytes(), &Default::default()).unwrap();
        let notes = outturn_import::recognise(&raw).notes;
        let says = |note: &String| note.starts_with("Nothing says the currency of");
        assert_eq!(notes.iter().any(says), said, "{notes:?}");
    }
}
