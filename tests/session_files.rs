//! What the worker says of single files, told as a user's decisions: questions answered, files read otherwise, joined, looked into.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use outturn_core::calendar::{Grain, Period};
use outturn_core::table::TableKind;
use outturn_import::{self as import, RepairRule, Subject};
use outturn_metrics::scorecard::{Card, Choice, When, default_weights};
use outturn_protocol::{
    ColumnProfile, FileSummary, ForgetFile, HashFile, ListRows, OfferJoins, ProfileColumn,
    RemapFile, RowsPage, RowsView, ShowScorecard, Treatment, WriteLeftOut, WriteRolledUp, decode,
    encode,
};
use outturn_session::{Answers, Failure, Session};
use outturn_store::document::{Document, DocumentFile};
use rstest::rstest;

const BILL: &str = "focus_sample.csv";
const BOTH_CURRENCIES: &str = "vendors/focus_1_3_two_currencies.csv";
const PREDICTIONS: &str = "nannyml_california_housing_analysis_predictions.csv";
const TRUTH: &str = "nannyml_california_housing_analysis_gt.csv";

/// Dates that can be read in both orders; resolved an hour later either way.
const OPEN_DATES: &str = "id,detected_at,resolved_at\n1,03/04/2026 10:00,03/04/2026 11:00\n2,05/06/2026 10:00,05/06/2026 11:00\n";

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn load(session: &mut Session, name: &str, bytes: &[u8], treatment: &Treatment) -> FileSummary {
    let raw = outturn_workbook::read_all(name, bytes, &treatment.options).unwrap();
    summary(session.load(&name.to_owned(), raw, treatment))
}

#[track_caller]
fn summary(answer: Result<FileSummary, Failure>) -> FileSummary {
    let summary = answer.unwrap();
    let bytes = encode(&summary).unwrap();
    assert_eq!(decode(&bytes).as_ref(), Ok(&summary), "it crosses");
    summary
}

/// Expected: by hand, the quantiles with numpy.quantile([0.1, 0.3], [.5, .95, .99]).
#[test]
fn a_file_is_rolled_up_by_day_and_model() {
    let mut session = Session::default();
    let log = "timestamp,model,latency_ms,status,predicted,actual,cost
2026-03-01T08:00:00Z,a,100,ok,1,1,0.5
2026-03-01T09:00:00Z,a,300,error,1,0,0.25
2026-03-01T10:00:00Z,=b,50,ok,0,0,
2026-03-03T10:00:00Z,a,,ok,0,0,1
";
    load(
        &mut session,
        "log.csv",
        log.as_bytes(),
        &Treatment::default(),
    );
    let file = "log.csv".to_owned();
    let csv = session.answer(&WriteRolledUp { file }).unwrap();
    let lines: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    let cell = |line: usize, name: &str| {
        let at = lines[0].iter().position(|n| *n == name).unwrap();
        lines[line][at]
    };
    assert_eq!(lines.len(), 4, "{csv}");
    assert_eq!(lines[1][..3], ["2026-03-01", "\"'=b\"", "1"]);
    assert_eq!(lines[2][..3], ["2026-03-01", "a", "2"]);
    assert_eq!(lines[3][..3], ["2026-03-03", "a", "1"]);
    let quantiles = ["latency_p50", "latency_p95", "latency_p99"].map(|q| cell(2, q));
    assert_eq!(quantiles, ["0.2", "0.29", "0.298"]);
    let shares = ["error_rate", "model_accuracy", "cost_per_prediction"];
    assert_eq!(shares.map(|id| cell(2, id)), ["0.5", "0.5", "0.375"]);
    assert_eq!(cell(1, "cost_per_prediction"), "", "missing is not zero");
    assert_eq!(cell(3, "latency_p50"), "");
}

#[test]
fn a_long_file_says_its_figures_first_and_its_fingerprint_then() {
    let mut session = Session::default();
    let file = BILL.to_owned();
    let mut raw =
        outturn_workbook::read_all(BILL, &bytes(BILL), &import::ReadOptions::default()).unwrap();
    let sha256 = std::mem::take(&mut raw.sha256);
    let first = summary(session.load(&file, raw, &Treatment::default()));
    assert_eq!(first.sha256, "");
    let spend = card(&mut session, "spend");
    assert_eq!(spend.receipt.files[0].sha256, "");

    session.hashed(&file, &sha256);
    let question = HashFile { file };
    assert_eq!(session.answer(&question), Ok(sha256.clone()));
    let known = card(&mut session, "spend");
    assert_eq!(known.receipt.files[0].sha256, sha256);
    assert_eq!(known.value, spend.value);
}

fn remap(session: &mut Session, file: &str, treatment: Treatment) -> FileSummary {
    let request = RemapFile {
        file: file.to_owned(),
        treatment,
    };
    let bytes = encode(&request).unwrap();
    assert_eq!(decode(&bytes).as_ref(), Ok(&request));
    summary(session.answer(&request))
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

mod questions {
    use super::*;

    #[test]
    fn nothing_is_computed_from_dates_that_can_be_read_in_two_ways() {
        let mut session = Session::default();
        let mut treatment = Treatment::default();
        let open = load(&mut session, "log.csv", OPEN_DATES.as_bytes(), &treatment);
        assert_eq!(open.rows_used, 0);
        let subjects: Vec<Subject> = open.questions.iter().map(|q| q.subject).collect();
        assert_eq!(subjects, [Subject::DateOrder]);
        let mttr = card(&mut session, "mttr");
        assert_eq!(mttr.value, None);
        assert_eq!(
            mttr.reason.as_deref(),
            Some("Answer the question about detected_at of log.csv under Data.")
        );

        for question in &open.questions {
            treatment.options.answer(question, &question.choices[0]);
        }
        let read = load(&mut session, "log.csv", OPEN_DATES.as_bytes(), &treatment);
        assert_eq!((read.questions.len(), read.rows_used), (0, 2));
        assert_eq!(card(&mut session, "mttr").value, Some(3600.0));
    }

    fn reason(session: &mut Session, id: &str, when: When) -> Option<String> {
        let request = ShowScorecard {
            filters: outturn_metrics::scorecard::Filters::default(),
            choice: Choice {
                grain: Grain::Month,
                when,
            },
            settings: Default::default(),
            weights: default_weights(),
        };
        let answer = session.answer(&request).unwrap();
        let card = answer.cards.into_iter().find(|c| c.id == id).unwrap();
        assert_eq!(card.value, None, "{id}");
        card.reason
    }

    fn opened(files: &[(&str, &str)]) -> Session {
        let mut session = Session::default();
        for (name, text) in files {
            load(&mut session, name, text.as_bytes(), &Treatment::default());
        }
        session
    }

    /// The days of resolving can be read in two ways: incidents count, and how long they took waits. What lacks a column of its own says so.
    #[test]
    fn only_what_reads_a_column_waits_for_its_question() {
        let text = "id,detected_at,resolved_at\n1,2026-04-03T10:00Z,03/04/2026 11:00\n2,2026-06-05T10:00Z,05/06/2026 11:00\n";
        let mut session = opened(&[("log.csv", text)]);
        assert_eq!(card(&mut session, "incident_count").value, Some(2.0));
        assert_eq!(
            reason(&mut session, "mttr", When::All).as_deref(),
            Some("Answer the question about resolved_at of log.csv under Data.")
        );
        let mttd = reason(&mut session, "mttd", When::All).unwrap();
        assert!(!mttd.starts_with("Answer"), "{mttd}");
    }

    /// Labels that never meet are asked about; of a log without latencies there is nothing to be asked.
    #[test]
    fn a_column_that_is_not_there_waits_for_nothing() {
        let text = "timestamp,predicted,actual\n2026-03-01T00:00Z,0,no\n2026-03-01T01:00Z,1,yes\n";
        let mut session = opened(&[("log.csv", text)]);
        let latency = reason(&mut session, "latency_p50", When::All).unwrap();
        assert!(!latency.starts_with("Answer"), "{latency}");
    }

    fn february() -> When {
        When::At(Period::containing_date(
            "2026-02-01".parse().unwrap(),
            Grain::Month,
        ))
    }

    /// January's bill is read; February's has days that can be read in two ways, and a month without a charge may be its. Of
    /// predictions there are none in February either, but for another reason.
    #[test]
    fn a_month_that_nothing_is_of_may_be_what_waits() {
        let mut session = opened(&[
            ("january.csv", "date,cost\n2026-01-05,10\n2026-01-20,10\n"),
            ("february.csv", "date,cost\n02/03/2026,5\n03/02/2026,7\n"),
            (
                "log.csv",
                "timestamp,predicted,actual\n2026-01-05T00:00Z,1,1\n2026-01-20T00:00Z,0,1\n",
            ),
        ]);
        assert_eq!(card(&mut session, "spend").value, Some(20.0));
        assert_eq!(
            reason(&mut session, "spend", february()).as_deref(),
            Some("Answer the question about date of february.csv under Data.")
        );
        let accuracy = reason(&mut session, "model_accuracy", february());
        assert!(!accuracy.is_some_and(|said| said.starts_with("Answer")));
    }

    /// February's incidents were detected, and when they were resolved can be read in two ways.
    #[test]
    fn a_month_without_a_figure_may_be_what_waits() {
        let january = "id,detected_at,resolved_at\n1,2026-01-05T10:00Z,2026-01-05T11:00Z\n";
        let february_log = "id,detected_at,resolved_at,severity\n7,2026-02-03T10:00Z,03/02/2026 11:00,low\n\
                            8,2026-02-05T10:00Z,05/02/2026 11:00,low\n";
        let mut session = opened(&[("january.csv", january), ("february.csv", february_log)]);
        assert_eq!(card(&mut session, "mttr").value, Some(3600.0));
        assert_eq!(
            reason(&mut session, "mttr", february()).as_deref(),
            Some("Answer the question about resolved_at of february.csv under Data.")
        );
    }

    /// A thousand or a fraction? February's sales wait, and what is beside them counts.
    #[rstest]
    #[case::alone("date,sales\n2026-02-01,\"1,234\"\n2026-02-02,\"2,345\"\n")]
    #[case::beside_visits("date,sales,visits\n2026-02-01,\"1,234\",5\n2026-02-02,\"2,345\",6\n")]
    fn a_column_that_is_a_metric_waits_alone(#[case] later: &str) {
        let january = "date,sales,visits\n2026-01-01,1234.5,5\n2026-01-02,2345.5,6\n";
        let mut session = opened(&[("january.csv", january), ("february.csv", later)]);
        assert_eq!(
            reason(&mut session, "series:sales", february()).as_deref(),
            Some("Answer the question about sales of february.csv under Data.")
        );
        assert_eq!(card(&mut session, "series:visits").value, Some(5.5));
    }

    /// Words for a severity are shown with what they probably stand for; free text has none.
    #[test]
    fn unknown_words_are_shown_with_a_guess() {
        let words = |column: &str, word: &str| {
            let text = format!("id,detected_at,{column}\n1,2026-01-05T10:00Z,{word}\n");
            let plain = Treatment::default();
            load(&mut Session::default(), "log.csv", text.as_bytes(), &plain).words
        };
        let proposed = |word: &str, meaning: &str| {
            let pair = (word.to_owned(), meaning.to_owned());
            vec![("severity".to_owned(), vec![pair])]
        };
        assert_eq!(words("severity", "4 - Low"), proposed("4 - Low", "low"));
        assert_eq!(words("severity", "n.n."), proposed("n.n.", ""));
        assert_eq!(words("note", "4 - Low"), []);
    }

    #[test]
    fn no_sheet_is_taken_until_one_is_chosen() {
        let mut session = Session::default();
        let text = br#"{"march": [{"date": "2026-03-01", "cost": 5}], "april": [{"date": "2026-04-01", "cost": 7}]}"#;
        let mut treatment = Treatment::default();
        let open = load(&mut session, "bill.json", text, &treatment);
        let question = &open.questions[0];
        assert!(question.is_about_the_table());
        assert_eq!((open.kind, open.rows_used), (None, 0));
        let spend = card(&mut session, "spend");
        assert_eq!(spend.value, None);
        assert_eq!(
            spend.reason.as_deref(),
            Some("Answer the question about its table of bill.json under Data.")
        );

        let april = question
            .choices
            .iter()
            .find(|c| c.to_string().contains("april"));
        treatment.options.answer(question, april.unwrap());
        let read = load(&mut session, "bill.json", text, &treatment);
        assert_eq!((read.kind, read.rows_used), (Some(TableKind::Costs), 1));
    }

    /// Exact decimal sums of BilledCost and EffectiveCost.
    #[test]
    fn a_bill_counts_what_is_invoiced_until_another_basis_is_chosen() {
        let mut session = Session::default();
        let bill = load(&mut session, BILL, &bytes(BILL), &Treatment::default());
        assert!(bill.notes.iter().any(|n| n.contains("billed (BilledCost)")));
        assert_eq!(bill.rows_used, 1000);
        let spend = card(&mut session, "spend").value.unwrap();
        assert!((spend - 20.520_226_728_99).abs() < 1e-11);

        let effective = bill.asks[0].answer(bill.mapping.as_ref(), 1);
        let treatment = Treatment {
            mapping: effective,
            ..Treatment::default()
        };
        remap(&mut session, BILL, treatment);
        let spend = card(&mut session, "spend").value.unwrap();
        assert!((spend - 14.976_514_185_86).abs() < 1e-11);
    }

    #[test]
    fn a_bill_in_two_currencies_waits_for_one() {
        let mut session = Session::default();
        let text = bytes(BOTH_CURRENCIES);
        let bill = load(&mut session, "bill.csv", &text, &Treatment::default());
        assert_eq!(bill.rows_used, 0);
        assert_eq!(
            card(&mut session, "spend").reason.as_deref(),
            Some("Answer the question about cost of bill.csv under Data.")
        );
        let mapping = bill.mapping.as_ref();
        let open = bill
            .asks
            .iter()
            .find(|q| q.is_open(mapping.unwrap()))
            .unwrap();
        let treatment = Treatment {
            mapping: open.answer(mapping, 0),
            ..Treatment::default()
        };
        assert_eq!(remap(&mut session, "bill.csv", treatment).rows_used, 2);
        let spend = card(&mut session, "spend");
        assert_eq!((spend.value, spend.reason), (Some(12.5 - 2.0), None));
    }

    #[test]
    fn answers_are_part_of_the_document_and_older_documents_have_none() {
        let old = r#"{"files": [{"id": "a", "name": "log.csv", "mapping": null}]}"#;
        let mut document = Document::from_json(old).unwrap();
        let file = &mut document.files[0];
        assert_eq!(*file, DocumentFile::new("a", "log.csv", false));
        file.options.off.insert(RepairRule::NullWord);
        file.join = Some("b".into());
        let again = Document::from_json(&document.to_json().unwrap()).unwrap();
        assert_eq!(again, document);
        assert_eq!(Treatment::from(&again.files[0]).join.as_deref(), Some("b"));
    }
}

mod reading {
    use super::*;

    #[test]
    fn a_repair_that_is_switched_off_is_not_made() {
        let mut session = Session::default();
        let text =
            b"date,cost\n2026-03-01,\"1,234.50\"\n2026-03-02,NULL\n2026-03-03,\"2,000.25\"\n";
        let mut treatment = Treatment::default();
        let read = load(&mut session, "bill.csv", text, &treatment);
        let rules: Vec<RepairRule> = read.repairs.iter().map(|r| r.rule).collect();
        assert!(rules.contains(&RepairRule::ThousandsSign), "{rules:?}");
        assert_eq!(read.rows_used, 2);

        treatment.options.off.insert(RepairRule::ThousandsSign);
        let read = load(&mut session, "bill.csv", text, &treatment);
        assert!(
            !read
                .repairs
                .iter()
                .any(|r| r.rule == RepairRule::ThousandsSign)
        );
        assert_eq!(read.rows_used, 0);
    }

    /// A column of numbers is repaired as it is read, one of words where a number is wanted of it: together they are one repair.
    #[test]
    fn a_repair_is_told_once_with_all_its_cells() {
        let text =
            b"date,cost,units\n2026-03-01,\"1,234.50\",\"2,000.25\"\n2026-03-02,tbd,\"3,000.25\"\n\
                     2026-03-03,open,\"1,500.75\"\n2026-03-04,late,\"4,000.50\"\n";
        let mut session = Session::default();
        let read = load(&mut session, "bill.csv", text, &Treatment::default());
        let told = read
            .repairs
            .iter()
            .filter(|r| r.rule == RepairRule::ThousandsSign);
        assert_eq!(told.map(|r| r.count).collect::<Vec<_>>(), [5]);
    }

    /// The first row could not be read and is not in the table; the third is there, after one that counts.
    #[test]
    fn a_row_left_out_is_told_with_its_own_cells() {
        let mut session = Session::default();
        let text = b"date,cost,note\n2026-03-01,5,a,surplus\n2026-03-02,6,b\n2026-03-03,none,c\n2026-03-04,7,d\n";
        load(&mut session, "bill.csv", text, &Treatment::default());
        let file = "bill.csv".to_owned();
        let csv = session.answer(&WriteLeftOut { file }).unwrap();
        let last = csv.lines().last().unwrap();
        assert!(last.starts_with("3,") && last.ends_with(",c"), "{csv}");
    }

    #[test]
    fn rows_left_out_are_counted_once_and_told_as_csv() {
        let mut session = Session::default();
        let text = b"date,cost,note\n2026-03-01,5,a\n2026-03-02,=SUM(A1),\"-b, \"\"c\"\"\"\n2026-03-03,5,a,surplus\n2026-03-04,-7,d\n";
        let read = load(&mut session, "bill.csv", text, &Treatment::default());
        let left: u64 = read.left_out.iter().map(|(_, n)| n).sum();
        assert_eq!((read.rows_read, read.rows_used, left), (4, 2, 2));
        let request = WriteLeftOut {
            file: "bill.csv".into(),
        };
        let csv = session.answer(&request).unwrap();
        let lines: Vec<&str> = csv.split("\r\n").collect();
        assert_eq!(
            lines,
            [
                "row,reason,column,found,date,cost,note",
                "2,not a number,cost,\"'=SUM(A1)\",2026-03-02T00:00:00Z,\"'=SUM(A1)\",\"'-b, \"\"c\"\"\"",
                "3,4 cells where the header names 3,,\"2026-03-03,5,a,surplus\",,,",
                "",
            ]
        );
    }
}

/// Counts of pandas' merge on id, as for the join itself.
#[test]
fn truth_is_joined_once_it_is_loaded_and_let_go_with_its_file() {
    let mut session = Session::default();
    let treatment = Treatment {
        join: Some(TRUTH.to_owned()),
        ..Treatment::default()
    };
    let alone = load(&mut session, PREDICTIONS, &bytes(PREDICTIONS), &treatment);
    assert_eq!(alone.join, None, "the other is not there yet");
    load(&mut session, TRUTH, &bytes(TRUTH), &Treatment::default());
    let offers = session.answer(&OfferJoins).unwrap();
    let offered: Vec<(&str, &str, usize)> = offers
        .iter()
        .map(|o| (o.file.as_str(), o.with.as_str(), o.receipt.matched))
        .collect();
    assert_eq!(offered, [(PREDICTIONS, TRUTH, 8232)]);
    assert_eq!(card(&mut session, "model_accuracy").value, None);

    let joined = remap(&mut session, PREDICTIONS, treatment.clone());
    assert_eq!(
        joined.join.map(|j| (j.matched, j.unmatched)),
        Some((8232, 0))
    );
    assert!(card(&mut session, "model_accuracy").value.is_some());
    assert_eq!(session.answer(&OfferJoins), Ok(Vec::new()));

    session.answer(&ForgetFile { file: TRUTH.into() }).unwrap();
    let alone = remap(&mut session, PREDICTIONS, treatment);
    assert_eq!(alone.join, None);
    assert_eq!(card(&mut session, "model_accuracy").value, None);
}

/// What is offered follows the files: read again, they are tried again; ids that never meet are no offer.
#[test]
fn a_join_is_offered_for_what_is_loaded_now() {
    let mut session = Session::default();
    let plain = Treatment::default();
    let log = b"id,timestamp,predicted\n1,2026-03-01T00:00Z,1\n2,2026-03-01T01:00Z,0\n3,2026-03-01T02:00Z,1\n";
    load(&mut session, "log.csv", log, &plain);
    let mut matched = |truth: &[u8]| -> Vec<usize> {
        load(&mut session, "truth.csv", truth, &plain);
        let offers = session.answer(&OfferJoins).unwrap();
        offers.iter().map(|offer| offer.receipt.matched).collect()
    };
    assert_eq!(matched(b"id,actual\n1,1\n2,0\n9,1\n"), [2]);
    assert_eq!(matched(b"id,actual\n3,1\n8,0\n9,1\n"), [1]);
    assert!(matched(b"id,actual\n7,1\n8,0\n9,1\n").is_empty());
}

#[test]
fn a_series_is_rolled_up_already() {
    let mut session = Session::default();
    let series = b"date,metric,value\n2026-03-01,nps,5\n2026-04-01,nps,7\n";
    load(&mut session, "nps.csv", series, &Treatment::default());
    let file = "nps.csv".to_owned();
    let Failure(said) = session.answer(&WriteRolledUp { file }).unwrap_err();
    assert_eq!(
        said,
        "A metric series is not rolled up: each of its values stands for a period already."
    );
}

mod looking {
    use super::*;

    fn profile(session: &mut Session, column: &str) -> ColumnProfile {
        let request = ProfileColumn {
            file: "t.csv".into(),
            column: column.into(),
        };
        session.answer(&request).unwrap()
    }

    fn rows(session: &mut Session, view: RowsView, offset: usize) -> RowsPage {
        let request = ListRows {
            file: "t.csv".into(),
            view,
            offset,
            limit: 3,
        };
        session.answer(&request).unwrap()
    }

    fn table() -> Session {
        let mut session = Session::default();
        let text = "n,word,day,flag\n4,beta,2026-01-05,true\n,Alpha,2026-01-01,false\n10,beta,2026-01-03,true\n1,,2026-01-02,true\n3,gamma,2026-01-04,false\n";
        load(
            &mut session,
            "t.csv",
            text.as_bytes(),
            &Treatment::default(),
        );
        session
    }

    /// Quartiles of 1, 3, 4, 10 by numpy's `percentile`: 2.5, 3.5, 5.5.
    #[test]
    fn a_column_tells_how_its_values_are_spread() {
        let mut session = table();
        let n = profile(&mut session, "n");
        assert_eq!((n.missing, n.distinct), (1, 4));
        assert_eq!(n.five, ["1", "2.5", "3.5", "5.5", "10"]);
        assert_eq!((n.bars.len(), n.bars.iter().sum::<u64>()), (24, 4));
        assert_eq!((n.bars[0], n.bars[23]), (1, 1));
        let word = profile(&mut session, "word");
        assert_eq!((word.missing, word.distinct), (1, 3));
        assert_eq!(word.common, ["beta", "Alpha", "gamma"]);
        assert_eq!(word.bars, [2, 1, 1]);
        let day = profile(&mut session, "day");
        assert_eq!(day.five[2], "2026-01-03T00:00:00Z");
        let flag = profile(&mut session, "flag");
        assert_eq!((flag.distinct, flag.five.len()), (2, 0));
        assert_eq!((flag.bars[0], flag.bars[23]), (2, 3));
    }

    #[test]
    fn a_column_with_few_values_says_how_many_are_missing() {
        let mut session = Session::default();
        let text = b"n,x\n1,\n2,\n3,5\n4,\n5,7\n";
        load(&mut session, "t.csv", text, &Treatment::default());
        assert_eq!(profile(&mut session, "x").missing, 3);
    }

    /// Of a joined column only what its rows have is told, not what else the other file says.
    #[test]
    fn a_joined_column_tells_of_the_rows_that_are_there() {
        let mut session = Session::default();
        let plain = Treatment::default();
        load(
            &mut session,
            "truth.csv",
            b"id,actual\n1,cat\n2,dog\n9,emu\n",
            &plain,
        );
        let log = b"id,timestamp,predicted\n1,2026-03-01T00:00Z,cat\n2,2026-03-01T01:00Z,cat\n3,2026-03-01T02:00Z,dog\n";
        let joined = Treatment {
            join: Some("truth.csv".to_owned()),
            ..Treatment::default()
        };
        load(&mut session, "t.csv", log, &joined);
        let actual = profile(&mut session, "actual");
        assert_eq!((actual.distinct, actual.missing), (2, 1));
        assert_eq!(actual.common, ["cat", "dog"]);
    }

    /// The same search of one file after another.
    #[test]
    fn each_file_is_searched_for_itself() {
        let mut session = table();
        let text = b"n,word\n1,gamma\n2,delta\n3,beta\n";
        load(&mut session, "u.csv", text, &Treatment::default());
        let mut found = |file: &str, search: &str| {
            let view = RowsView {
                search: search.into(),
                ..RowsView::default()
            };
            let request = ListRows {
                file: file.into(),
                view,
                offset: 0,
                limit: 9,
            };
            session.answer(&request).unwrap().numbers
        };
        assert_eq!(found("t.csv", "beta"), [1, 3]);
        assert_eq!(found("u.csv", "beta"), [3]);
        assert_eq!(found("u.csv", "gamma"), [1]);
    }

    #[test]
    fn rows_are_searched_and_sorted_with_missing_ones_last() {
        let mut session = table();
        let sorted = |sort, descending| RowsView {
            sort: Some(sort),
            descending,
            ..RowsView::default()
        };
        assert_eq!(rows(&mut session, sorted(0, false), 0).numbers, [4, 5, 1]);
        assert_eq!(rows(&mut session, sorted(0, false), 3).numbers, [3, 2]);
        assert_eq!(rows(&mut session, sorted(0, true), 0).numbers, [3, 1, 5]);
        assert_eq!(rows(&mut session, sorted(0, true), 3).numbers, [4, 2]);
        assert_eq!(rows(&mut session, sorted(1, false), 0).numbers, [2, 1, 3]);
        assert_eq!(rows(&mut session, sorted(2, true), 0).numbers, [1, 5, 3]);
        let found = RowsView {
            search: "BETA".into(),
            ..RowsView::default()
        };
        let found = rows(&mut session, found, 0);
        assert_eq!((found.numbers, found.total), (vec![1, 3], 2));
        let found = RowsView {
            search: "10".into(),
            ..RowsView::default()
        };
        assert_eq!(rows(&mut session, found, 0).total, 1);
    }

    /// As Unicode folds them: a Greek word is found in a longer one, and a German one in capitals.
    #[test]
    fn a_search_looks_past_the_case_of_any_letter() {
        let mut session = Session::default();
        let text = "n,word\n1,ΟΔΟΣΗΜΟ\n2,Straße\n3,ÜBERFÄLLIG\n";
        load(
            &mut session,
            "t.csv",
            text.as_bytes(),
            &Treatment::default(),
        );
        for (search, expected) in [("οδος", 1), ("STRASSE", 2), ("überfällig", 3)] {
            let view = RowsView {
                search: search.into(),
                ..RowsView::default()
            };
            assert_eq!(rows(&mut session, view, 0).numbers, [expected], "{search}");
        }
    }
}
