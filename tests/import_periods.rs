//! Periods by name: of one length or several in a column, half-years, fiscal years, and months that do not say their year.
//!
//! Expected: sums and dates worked out by hand from the few rows of each file.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // here a panic is the report

#[path = "common/reading.rs"]
mod reading;

use outturn_core::calendar::{Grain, moment_of};
use outturn_import::{Mapped, Topic, apply, recognise};
use outturn_metrics::scorecard::{Card, Choice, When, default_weights};
use outturn_protocol::{ShowScorecard, Treatment};
use outturn_session::{Answers, Session};
use reading::*;
use rstest::rstest;

/// The cells of each row joined by commas, under a header.
fn table(header: &str, rows: &[&str]) -> (String, Vec<u8>) {
    text(&format!("{header}\n{}\n", rows.join("\n")))
}

fn topics(file: &(String, Vec<u8>)) -> Vec<Topic> {
    recognise(&read(file))
        .questions
        .iter()
        .map(|q| q.topic)
        .collect()
}

/// What it becomes with this answer to the question about something.
fn with(file: &(String, Vec<u8>), topic: Topic, choice: usize) -> Mapped {
    let raw = read(file);
    let found = recognise(&raw);
    let mapping = asked(&found, topic).answer(found.mapping.as_ref(), choice);
    apply(&raw, &mapping.unwrap()).unwrap()
}

mod of_several_lengths {
    use super::*;

    /// 1 + 2 + 3 + 4 = 10 of the shortest, whatever else the file adds up.
    #[rstest]
    #[case::months_quarters_and_years(&["Jan 2025,1", "Feb 2025,2", "Mar 2025,3", "Q1 2025,6", "Apr 2025,4", "FY 2025,10"])]
    #[case::iso(&["2025-01,1", "2025-02,2", "2025-03,3", "2025-Q1,6", "2025-04,4", "2025,10"])]
    #[case::german(&["Januar 2025,1", "Februar 2025,2", "März 2025,3", "1. Quartal 2025,6", "April 2025,4"])]
    #[case::french(&["janvier 2025,1", "février 2025,2", "mars 2025,3", "T1 2025,6", "avril 2025,4"])]
    #[case::short(&["Jan-25,1", "Feb-25,2", "Mar-25,3", "Q1 25,6", "Apr-25,4"])]
    #[case::digits(&["202501,1", "202502,2", "202503,3", "202504,4", "2025,10"])]
    #[case::quarters_and_halves(&["2025-Q1,1", "2025-Q2,2", "2025-H1,3", "2025-Q3,3", "2025-Q4,4", "2025-H2,7"])]
    #[case::days_and_a_month(&["2025-01-01,1", "2025-01-02,2", "2025-01-03,3", "2025-01-04,4", "2025-01,10"])]
    #[case::year_in_front(&["2025,10", "2025-01,1", "2025-02,2", "2025-03,3", "2025-04,4"])]
    fn the_shorter_count_once_it_is_said(#[case] rows: &[&str]) {
        let file = table("Month,signups", rows);
        let (found, before) = proposed(&file);
        assert_eq!(asked(&found, Topic::Spans).guess, Some(0));
        assert_eq!(before.rows_used, 0, "nothing is counted while it is open");
        let after = answered(&file);
        assert_eq!(numbers(&after, "value"), [1.0, 2.0, 3.0, 4.0]);
    }

    /// Each length can be had, and never two of them together.
    #[test]
    fn any_one_of_them_can_be_chosen() {
        let rows = [
            "2025-01,1",
            "2025-02,2",
            "2025-03,3",
            "2025-Q1,6",
            "2025,10",
        ];
        let file = table("Month,signups", &rows);
        let (found, _) = proposed(&file);
        let question = asked(&found, Topic::Spans);
        assert_eq!(
            question.text,
            "Month has months, quarters and years, which would count the same time more than once: which of them count?"
        );
        assert_eq!(question.examples, ["2025-Q1", "2025"]);
        for (choice, expected) in [&[1.0, 2.0, 3.0][..], &[6.0], &[10.0]].iter().enumerate() {
            assert_eq!(
                numbers(&with(&file, Topic::Spans, choice), "value"),
                *expected
            );
        }
    }

    /// In a bill as well: 1,000 + 1,010 + 1,020.
    #[test]
    fn so_it_is_in_a_bill() {
        let rows = [
            "2026-01,AWS,1000,USD",
            "2026-02,AWS,1010,USD",
            "2026-03,AWS,1020,USD",
            "Q1 2026,AWS,3030,USD",
        ];
        let file = table("date,service,cost,currency", &rows);
        assert_eq!(numbers(&answered(&file), "cost"), [1000.0, 1010.0, 1020.0]);
    }

    #[rstest]
    #[case::one_length(&["2025-01,1", "2025-02,2", "2025-03,3"])]
    #[case::months_as_their_first_days(&["2025-01-01,1", "2025-02,2", "Mar 2025,3"])]
    #[case::moments(&["2025-01-01 10:00,1", "2025-01-02 11:00,2", "03/14/2025,3"])]
    #[case::years(&["2023,1", "2024,2", "2025,3"])]
    fn periods_of_one_length_are_no_question(#[case] rows: &[&str]) {
        assert!(!topics(&table("Month,signups", rows)).contains(&Topic::Spans));
    }
}

mod half_years {
    use super::*;

    #[rstest]
    #[case(["H1 2024", "H2 2024", "H1 2025"])]
    #[case(["2024-H1", "2024-H2", "2025-H1"])]
    #[case(["1H24", "2H24", "1H25"])]
    #[case(["HY1 2024", "HY2 2024", "HY1 2025"])]
    #[case(["S1 2024", "S2 2024", "S1 2025"])]
    #[case(["1. Halbjahr 2024", "2. Halbjahr 2024", "1. Halbjahr 2025"])]
    fn are_read_however_they_are_named(#[case] labels: [&str; 3]) {
        let rows = labels.map(|label| format!("{label},5"));
        let file = table("Period,Revenue", &rows.each_ref().map(String::as_str));
        let mapped = answered(&file);
        assert_eq!(
            moments(&mapped, "date"),
            ["2024-01-01", "2024-07-01", "2025-01-01"]
        );
    }

    fn card(grain: Grain, when: When) -> Card {
        let rows = [
            "H1 2024,10",
            "H2 2024,20",
            "H1 2025,30",
            "H2 2025,40",
            "H1 2026,50",
        ];
        let (name, bytes) = table("Period,Revenue", &rows);
        let raw = outturn_workbook::read_all(&name, &bytes, &Default::default()).unwrap();
        let mut session = Session::default();
        session.load(&name, raw, &Treatment::default()).unwrap();
        let request = ShowScorecard {
            filters: Default::default(),
            choice: Choice { grain, when },
            settings: Default::default(),
            weights: default_weights(),
        };
        let cards = session.answer(&request).unwrap().cards;
        cards
            .into_iter()
            .find(|card| card.id == "series:Revenue")
            .unwrap()
    }

    /// The last year of which both are there is 2025: the mean of 30 and 40.
    #[test]
    fn make_up_a_year_and_are_no_figure_of_a_day_or_a_quarter() {
        let year = card(Grain::Year, When::Latest);
        assert_eq!(year.value, Some(35.0));
        let span = year.span.unwrap();
        assert_eq!(
            moment_of(span.start),
            moment_of("2025-01-01".parse().unwrap())
        );
        for grain in [Grain::Day, Grain::Month, Grain::Quarter] {
            let shown = card(grain, When::Latest);
            assert!(
                shown.stands_for_half && shown.stands_for == Some(Grain::Year),
                "{grain:?}"
            );
        }
    }
}

mod without_a_year_of_the_calendar {
    use super::*;

    #[rstest]
    #[case(&["FY24 Q1", "FY24 Q2", "FY25 Q1"], "January 2024", &["2024-01-01", "2024-04-01", "2025-01-01"])]
    #[case(&["Q1 FY2024", "Q2 FY2024", "Q1 FY2025"], "October 2023", &["2023-10-01", "2024-01-01", "2024-10-01"])]
    #[case(&["FY2023/24", "FY2024/25", "FY2025/26"], "April 2023", &["2023-04-01", "2024-04-01", "2025-04-01"])]
    #[case(&["FY23", "FY24", "FY25"], "July 2022", &["2022-07-01", "2023-07-01", "2024-07-01"])]
    fn fiscal_years_begin_where_it_is_said(
        #[case] labels: &[&str],
        #[case] begins: &str,
        #[case] days: &[&str],
    ) {
        let rows: Vec<String> = labels.iter().map(|label| format!("{label},5")).collect();
        let file = table(
            "Fiscal period,Revenue",
            &rows.iter().map(String::as_str).collect::<Vec<_>>(),
        );
        let (found, before) = proposed(&file);
        assert_eq!(before.rows_used, 0);
        let choices = &asked(&found, Topic::Years).choices;
        let choice = choices.iter().position(|choice| choice.label == begins);
        let mapped = with(
            &file,
            Topic::Years,
            choice.unwrap_or_else(|| panic!("{choices:?}")),
        );
        assert_eq!(moments(&mapped, "date"), days);
    }

    /// Saved in 2026: the last of the months are of it, and those before January of the year before.
    #[rstest]
    #[case(&["January", "February", "March"], &["2026-01-01", "2026-02-01", "2026-03-01"])]
    #[case(&["Nov", "Dec", "Jan", "Feb"], &["2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01"])]
    #[case(&["janvier", "février", "mars"], &["2026-01-01", "2026-02-01", "2026-03-01"])]
    #[case(&["Oktober", "November", "Dezember"], &["2026-10-01", "2026-11-01", "2026-12-01"])]
    fn months_are_of_the_year_that_is_said(#[case] labels: &[&str], #[case] days: &[&str]) {
        let rows: Vec<String> = labels.iter().map(|label| format!("{label},5")).collect();
        let file = table(
            "Month,signups",
            &rows.iter().map(String::as_str).collect::<Vec<_>>(),
        );
        let mut raw = read(&file);
        raw.saved_at = Some(moment_of("2026-12-01".parse().unwrap()));
        let found = recognise(&raw);
        let open = apply(&raw, found.mapping.as_ref().unwrap()).unwrap();
        assert_eq!(open.rows_used, 0);
        let mapped = apply(&raw, &found.guessed().unwrap()).unwrap();
        assert_eq!(moments(&mapped, "date"), days);
    }
}

mod of_several_metrics {
    use super::*;

    /// Periods in front of names and values are a series, whatever the columns are called.
    #[rstest]
    #[case("period,kpi,value,unit")]
    #[case("month,indicator,value,unit")]
    #[case("date,measure,value,unit")]
    fn names_for_metrics_are_known(#[case] header: &str) {
        let rows = [
            "2026-01,Signups,5,count",
            "2026-01,Visits,7,count",
            "2026-02,Signups,6,count",
        ];
        let mapped = answered(&table(header, &rows));
        let metric = mapped.table.column("metric").unwrap();
        assert_eq!(metric.text(1), Some("Visits"));
        assert_eq!(numbers(&mapped, "value"), [5.0, 7.0, 6.0]);
    }
}

mod of_a_wide_table {
    use super::*;

    /// 31 of 100 answers and 40 of 300: (3,100 + 12,000) ÷ 400 = 37.75.
    #[rstest]
    #[case::n("month,nps,n\n2026-01,31,100\n2026-02,40,300\n")]
    #[case::spelled_out("month,nps,sample_size\n2026-01,31,100\n2026-02,40,300\n")]
    #[case::german("Monat;nps;N\n2026-01;31;100\n2026-02;40;300\n")]
    fn n_weights_the_others(#[case] csv: &str) {
        let mapped = answered(&text(csv));
        assert_eq!(numbers(&mapped, "n"), [100.0, 300.0]);
        let metric = mapped
            .table
            .column("metric")
            .and_then(|c| c.as_text())
            .unwrap();
        assert_eq!(metric.entries().collect::<Vec<_>>(), ["nps"]);
    }

    #[test]
    fn a_metric_of_that_name_alone_is_one() {
        let mapped = answered(&text("month,n\n2026-01,31\n2026-02,40\n"));
        assert_eq!(numbers(&mapped, "value"), [31.0, 40.0]);
    }
}

mod likeliest_readings {
    use super::*;
    use outturn_import::{Answer, DateOrder, DecimalSign, Subject};

    fn guess(file: &(String, Vec<u8>), subject: Subject) -> Answer {
        let questions = read(file).questions;
        let question = questions.into_iter().find(|q| q.subject == subject);
        question.unwrap().guess
    }

    /// In these orders no row steps back, though the last of the second lies ahead of the day on which the file was saved.
    #[rstest]
    #[case(&["01/01/2026", "01/05/2026", "02/01/2026", "02/05/2026", "12/09/2026"], DateOrder::MonthFirst)]
    #[case(&["01/01/2026", "05/01/2026", "01/02/2026", "05/02/2026", "09/12/2026"], DateOrder::DayFirst)]
    fn rows_ascend(#[case] days: &[&str], #[case] order: DateOrder) {
        let rows: Vec<String> = days.iter().map(|day| format!("{day},5")).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(
            guess(&table("Date,Spend", &rows), Subject::DateOrder),
            Answer::Dates(order)
        );
    }

    /// 1.234 beside 950 is a thousand and more, beside 2 it is one and a bit.
    #[rstest]
    #[case(&["1.234", "950", "3.456"], DecimalSign::Comma)]
    #[case(&["1.234", "2", "3.456"], DecimalSign::Point)]
    #[case(&["\"1,234\"", "950", "\"3,456\""], DecimalSign::Point)]
    #[case(&["\"1,234\"", "2", "\"3,456\""], DecimalSign::Comma)]
    fn numbers_are_of_one_size(#[case] cells: &[&str], #[case] sign: DecimalSign) {
        let rows = cells.iter().zip(1..);
        let rows = rows.map(|(cell, day)| format!("0{day}.01.2026\torders\t{cell}"));
        let rows: Vec<String> = rows.collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        assert_eq!(
            guess(&table("date\tmetric\tvalue", &rows), Subject::Decimal),
            Answer::Decimal(sign)
        );
    }
}

mod of_documents {
    use super::*;
    use outturn_core::table::TableKind;

    #[rstest]
    #[case::one(r#"{"run": {"id": "r1", "model": "m", "started_at": "2026-03-02T08:00:00Z", "finished_at": "2026-03-02T10:00:00Z", "status": "finished", "metrics": [{"key": "loss", "value": 0.1}]}}"#)]
    #[case::several(r#"{"runs": [{"id": "r1", "model": "m", "started_at": "2026-03-02T08:00:00Z", "finished_at": "2026-03-02T10:00:00Z", "status": "finished"}]}"#)]
    fn runs_are_runs_of_training(#[case] json: &str) {
        let file = ("runs.json".to_owned(), json.as_bytes().to_vec());
        assert_eq!(recognise(&read(&file)).kind, Some(TableKind::TrainingRuns));
    }

    /// Python: json.loads keeps the lone half; a character that is none is written for it.
    #[rstest]
    #[case(r"b\ud800", r"\ud800 → �")]
    #[case(r"\uDC12x", r"\uDC12 → �")]
    fn what_was_repaired_is_quoted_as_found(#[case] word: &str, #[case] told: &str) {
        let json = format!(r#"[{{"date":"2026-03-01","cost":5,"service":"{word}"}}]"#);
        let raw = read(&("bill.json".to_owned(), json.into_bytes()));
        let told_of: Vec<&str> = raw
            .repairs
            .iter()
            .map(|repair| repair.example.as_str())
            .collect();
        assert!(told_of.contains(&told), "{told_of:?}");
    }
}
