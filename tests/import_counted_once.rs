//! Money and counts that stand in a table twice, as rows of sums or as a plan beside what was: each counts once, and it is asked which.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // here a panic is the report

use outturn_import::{
    LeftOutReason, Mapped, MappingQuestion, RawFile, ReadOptions, Topic, apply, read_all, recognise,
};
use rstest::rstest;
use std::fmt::Write;

fn read(text: &str) -> RawFile {
    read_all("bill.csv", text.as_bytes(), &ReadOptions::default()).unwrap()
}

fn asked(text: &str, topic: Topic) -> Option<MappingQuestion> {
    let found = recognise(&read(text));
    found.questions.into_iter().find(|q| q.topic == topic)
}

/// The table once each question has its likeliest answer.
fn guessed(text: &str) -> Mapped {
    let file = read(text);
    apply(&file, &recognise(&file).guessed().unwrap()).unwrap()
}

fn sum(mapped: &Mapped, column: &str) -> f64 {
    let column = mapped.table.column(column).unwrap();
    (0..column.len()).filter_map(|row| column.number(row)).sum()
}

/// Thirty days of June under a header, each with these rows: `{}` stands for the day.
fn june(header: &str, rows: &[&str]) -> String {
    let mut text = format!("{header}\n");
    for day in 1..=30 {
        for row in rows {
            writeln!(text, "{}", row.replace("{}", &format!("2026-06-{day:02}"))).unwrap();
        }
    }
    text
}

mod rows_of_sums {
    use super::*;

    const BILL: &str = "date,service,cost,currency";

    /// 100 and 20 on each of 30 days are 3,600, whatever the row is called that says 120.
    #[rstest]
    fn a_total_of_each_day_is_left_out(
        #[values(
            "Total",
            "**Total**",
            "TOTAL:",
            "All services",
            "Sum",
            "Gesamt",
            "Overall",
            "Grand total",
            ""
        )]
        word: &str,
    ) {
        let total = format!("{{}},{word},120,USD");
        let text = june(BILL, &["{},gpu,100,USD", "{},storage,20,USD", &total]);
        let mapped = guessed(&text);
        assert_eq!((sum(&mapped, "cost"), mapped.rows_used), (3_600.0, 60));
        let filtered = mapped.left_out.iter();
        let filtered = filtered.filter(|out| out.reason == LeftOutReason::Filtered);
        assert_eq!(filtered.count(), 30);
    }

    /// Nothing is counted before it is answered, and the other answer counts all.
    #[test]
    fn it_is_asked() {
        let text = june(
            BILL,
            &["{},gpu,100,USD", "{},storage,20,USD", "{},Total,120,USD"],
        );
        let question = asked(&text, Topic::Sums).unwrap();
        assert_eq!(
            (question.text.as_str(), question.guess),
            (
                "Do the rows whose service is Total sum up the others?",
                Some(0)
            )
        );
        let file = read(&text);
        let open = recognise(&file).mapping.unwrap();
        assert_eq!(apply(&file, &open).unwrap().rows_used, 0);
        let all = question.answer(Some(&open), 1).unwrap();
        assert_eq!(sum(&apply(&file, &all).unwrap(), "cost"), 7_200.0);
    }

    /// A sum of the whole file that carries a date, and sums of each region's services.
    #[rstest]
    #[case(format!("{}2026-06-30,,3600,USD\n", june(BILL, &["{},gpu,100,USD", "{},storage,20,USD"])), 3_600.0)]
    #[case(format!("{}2026-06-30,Grand total,3600,USD\n", june(BILL, &["{},gpu,100,USD", "{},storage,20,USD"])), 3_600.0)]
    #[case(
        june(
            "date,service,region,cost,currency",
            &[
                "{},gpu,eu,70,USD", "{},gpu,us,30,USD", "{},gpu,Total,100,USD",
                "{},storage,eu,15,USD", "{},storage,us,5,USD", "{},storage,Total,20,USD",
            ]
        ),
        3_600.0
    )]
    #[case(june("date,model,predictions", &["{},a,10", "{},b,20", "{},Total,30"]), 900.0)]
    fn sums_of_other_rows(#[case] text: String, #[case] expected: f64) {
        let mapped = guessed(&text);
        let column = match mapped.table.column("cost") {
            Some(_) => "cost",
            None => "predictions",
        };
        assert_eq!(sum(&mapped, column), expected);
    }

    /// A charge without a service is no sum of the others, and names that begin with a word for one are names.
    #[rstest]
    #[case(&["{},gpu,100,USD", "{},storage,20,USD", "{},,7,USD"])]
    #[case(&["{},gpu,100,USD", "{},,100,USD", "{},Total Energies,20,USD"])]
    fn what_sums_up_nothing_is_not_asked(#[case] rows: &[&str]) {
        assert_eq!(asked(&june(BILL, rows), Topic::Sums), None);
    }

    /// A row that says total and is none is not counted in silence either: it likely counts.
    #[test]
    fn a_total_of_something_else_is_asked() {
        let text = june(
            BILL,
            &["{},gpu,100,USD", "{},storage,20,USD", "{},Total,7,USD"],
        );
        assert_eq!(asked(&text, Topic::Sums).unwrap().guess, Some(1));
    }
}

mod plans {
    use super::*;

    /// What was is 100 a day; 130 were planned.
    #[rstest]
    fn actuals_count(
        #[values("scenario", "type", "version", "kind", "basis", "plan_actual")] column: &str,
        #[values("Budget", "Forecast", "Plan", "Target", "Budget FY26")] planned: &str,
    ) {
        let header = format!("date,{column},service,cost,currency");
        let plan = format!("{{}},{planned},gpu,130,USD");
        let text = june(&header, &["{},Actual,gpu,100,USD", &plan]);
        let question = asked(&text, Topic::Rows).unwrap();
        assert_eq!(question.examples, ["Actual", planned]);
        let mapped = guessed(&text);
        assert_eq!((sum(&mapped, "cost"), mapped.rows_used), (3_000.0, 30));
    }

    /// The same by yes and no, and in a series.
    #[rstest]
    #[case("date,is_forecast,service,cost,currency", ["{},false,gpu,100,USD", "{},true,gpu,130,USD"], "cost")]
    #[case("date,is_actual,service,cost,currency", ["{},1,gpu,100,USD", "{},0,gpu,130,USD"], "cost")]
    #[case("date,metric,value,scenario", ["{},tickets,100,actual", "{},tickets,130,budget"], "value")]
    fn however_it_is_told(#[case] header: &str, #[case] rows: [&str; 2], #[case] column: &str) {
        assert_eq!(sum(&guessed(&june(header, &rows)), column), 3_000.0);
    }

    /// The user may want the plan, or both.
    #[rstest]
    #[case(1, 3_900.0)]
    #[case(2, 6_900.0)]
    fn another_answer(#[case] choice: usize, #[case] expected: f64) {
        let text = june(
            "date,scenario,service,cost,currency",
            &["{},Actual,gpu,100,USD", "{},Budget,gpu,130,USD"],
        );
        let file = read(&text);
        let open = recognise(&file).mapping.unwrap();
        let answered = asked(&text, Topic::Rows)
            .unwrap()
            .answer(Some(&open), choice);
        assert_eq!(
            sum(&apply(&file, &answered.unwrap()).unwrap(), "cost"),
            expected
        );
    }

    /// Metrics called so are not added, and a table of actuals alone leaves nothing open.
    #[rstest]
    #[case("date,metric,value", &["{},actual,100", "{},budget,130"])]
    #[case("date,scenario,service,cost,currency", &["{},Actual,gpu,100,USD", "{},Actual,storage,20,USD"])]
    fn nothing_is_asked_of(#[case] header: &str, #[case] rows: &[&str]) {
        assert_eq!(asked(&june(header, rows), Topic::Rows), None);
    }
}

mod corrections {
    use super::*;

    fn values(file: &str, choice: usize) -> Vec<f64> {
        let raw = read(file);
        let found = recognise(&raw);
        let question = found.questions.iter().find(|q| q.topic == Topic::Repeats);
        let mapping = question.unwrap().answer(found.mapping.as_ref(), choice);
        let mapped = apply(&raw, &mapping.unwrap()).unwrap();
        let column = mapped.table.column("value").unwrap();
        (0..column.len())
            .filter_map(|row| column.number(row))
            .collect()
    }

    /// February and March were corrected below: 1, 20, 30 and 4, or all six values.
    #[rstest]
    #[case::of_months(
        "Month,Cloud spend\n2026-01,1\n2026-02,2\n2026-03,3\n2026-04,4\n2026-02,20\n2026-03,30\n2026-05,5\n"
    )]
    #[case::of_days(
        "date,visits\n2026-01-01,1\n2026-01-02,2\n2026-01-03,3\n2026-01-04,4\n2026-01-02,20\n2026-01-03,30\n2026-01-05,5\n"
    )]
    #[case::german(
        "Monat;Besuche\n2026-01;1\n2026-02;2\n2026-03;3\n2026-04;4\n2026-02;20\n2026-03;30\n2026-05;5\n"
    )]
    #[case::long(
        "date,metric,value\n2026-01-01,visits,1\n2026-01-02,visits,2\n2026-01-03,visits,3\n2026-01-04,visits,4\n2026-01-02,visits,20\n2026-01-03,visits,30\n2026-01-05,visits,5\n"
    )]
    fn a_second_value_of_a_date_is_asked_about(#[case] file: &str) {
        let raw = read(file);
        let open = recognise(&raw).mapping.unwrap();
        assert_eq!(apply(&raw, &open).unwrap().rows_used, 0);
        assert_eq!(values(file, 0), [1.0, 4.0, 20.0, 30.0, 5.0]);
        assert_eq!(values(file, 1), [1.0, 2.0, 3.0, 4.0, 20.0, 30.0, 5.0]);
    }

    #[rstest]
    #[case::the_same_value("date,visits\n2026-01-01,1\n2026-01-02,2\n2026-01-02,2\n2026-01-03,3\n")]
    #[case::of_several_teams(
        "date,metric,value,team\n2026-01-01,visits,1,a\n2026-01-01,visits,2,b\n2026-01-02,visits,3,a\n"
    )]
    #[case::many_a_day("date,visits\n2026-01-01,1\n2026-01-01,2\n2026-01-02,3\n2026-01-02,4\n")]
    #[case::moments(
        "time,latency\n2026-01-01 10:00,1\n2026-01-01 10:00,2\n2026-01-01 11:00,3\n2026-01-01 12:00,3\n2026-01-01 13:00,3\n"
    )]
    #[case::halves_of_a_row(
        "month,visits,signups\n2026-01,1,\n2026-01,,7\n2026-02,3,4\n2026-03,3,4\n"
    )]
    fn what_contradicts_nothing_is_not_asked(#[case] file: &str) {
        let asked = recognise(&read(file)).questions;
        assert!(asked.iter().all(|q| q.topic != Topic::Repeats), "{asked:?}");
    }
}
