//! Where the cells of a column leave open how they are read, that is asked once, and nothing is taken of any of them until it is
//! answered.
//!
//! The files of `tests/data/cases` have their right figures from pandas and by hand, as written beside each.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // here a panic is the report

#[path = "common/reading.rs"]
mod reading;

use outturn_import::{Answer, DateOrder, DecimalSign, ReadOptions, Subject, apply, recognise};
use reading::*;
use rstest::rstest;
use std::collections::BTreeMap;

fn mean(values: &[f64]) -> f64 {
    outturn_core::stats::sum(values.iter().copied()) / values.len() as f64
}

mod signs_of_two_meanings {
    use super::*;

    /// pandas with `thousands="."`: 1,234, 950 and 3,456.
    #[rstest]
    #[case("eu_thousands_mixed.csv", &[1234.0, 950.0, 3456.0])]
    #[case("eu_thousands_int.csv", &[1234.0, 2345.0, 3456.0])]
    fn points_before_three_digits_are_asked_about(#[case] name: &str, #[case] values: &[f64]) {
        let file = case(&format!("13-points-between-thousands/{name}"));
        let (raw, mapped) = unanswered(&file);
        let [question] = raw.questions.as_slice() else {
            panic!("{:?}", raw.questions)
        };
        assert_eq!(question.guess, Answer::Decimal(DecimalSign::Comma));
        assert_eq!(mapped.rows_used, 0);
        assert_eq!(numbers(&answered(&file), "value"), values);
    }

    /// Zeros at the end are of the three digits: 1,240, 12,500 and 980.
    #[test]
    fn zeros_behind_points_are_digits_too() {
        let rows = "date;cost\n2026-01-01;1.240\n2026-01-02;12.500\n2026-01-03;980\n";
        let (raw, mapped) = unanswered(&text(rows));
        assert_eq!(
            (raw.questions[0].subject, mapped.rows_used),
            (Subject::Decimal, 0)
        );
        assert_eq!(
            numbers(&answered(&text(rows)), "cost"),
            [1240.0, 12_500.0, 980.0]
        );
        let (raw, mapped) = unanswered(&text(&rows.replace("980", "9.8")));
        assert_eq!(raw.questions, []);
        assert_eq!(numbers(&mapped, "cost"), [1.24, 12.5, 9.8]);
    }

    #[rstest]
    #[case::point_elsewhere("date;metric;value;x\n2026-01-01;a;1.234;0.5\n2026-02-01;a;3.456;1.5\n", &[1.234, 3.456])]
    #[case::comma_elsewhere("date;metric;value;x\n2026-01-01;a;1.234;0,5\n2026-02-01;a;3.456;1,5\n", &[1234.0, 3456.0])]
    #[case::finer_in_the_column("date;metric;value\n2026-01-01;a;1.234\n2026-02-01;a;3.45\n", &[1.234, 3.45])]
    #[case::groups_of_a_semicolon_file("date;orders\n2026-01-01;1.234.567\n2026-02-01;950\n", &[1_234_567.0, 950.0])]
    #[case::commas("date,metric,value\n2026-01-01,a,1.234\n2026-02-01,a,3.456\n", &[1.234, 3.456])]
    fn evidence_decides_before_anybody_is_asked(#[case] text: &str, #[case] values: &[f64]) {
        let (raw, mapped) = unanswered(&("s.csv".to_owned(), text.into()));
        assert_eq!(raw.questions, []);
        assert_eq!(numbers(&mapped, "value"), values);
    }

    /// One cell needs the point, another the comma.
    #[test]
    fn cells_that_need_different_signs_are_asked_about() {
        let file = costs(&["1,234.50", "1.234,50", "2,000.25"]);
        let (raw, mapped) = unanswered(&file);
        assert_eq!(
            (raw.questions[0].subject, mapped.rows_used),
            (Subject::Decimal, 0)
        );
        let mapped = answered(&file);
        assert_eq!(numbers(&mapped, "cost"), [1234.5, 2000.25]);
        assert_eq!(
            left_out(&mapped),
            BTreeMap::from([("not_a_number", vec!["1.234,50"])])
        );
    }

    #[test]
    fn one_question_covers_all_columns_of_its_kind() {
        let text = "date;cost;fee\n2026-01-01;1.234;2.345\n2026-02-01;950;3.456\n";
        let raw = read(&("s.csv".to_owned(), text.into()));
        let [question] = raw.questions.as_slice() else {
            panic!("{:?}", raw.questions)
        };
        assert_eq!(question.columns().collect::<Vec<_>>(), ["cost", "fee"]);
        assert!(question.to_string().contains("cost and fee"), "{question}");
    }
}

mod before_the_answer {
    use super::*;

    #[rstest]
    #[case("open_currency.csv", Subject::Currencies)]
    #[case("open_decimal.csv", Subject::Decimal)]
    #[case("open_dates.csv", Subject::DateOrder)]
    fn nothing_is_counted(#[case] name: &str, #[case] subject: Subject) {
        let (raw, mapped) = unanswered(&case(&format!("25-counted-before-the-answer/{name}")));
        let subjects: Vec<Subject> = raw.questions.iter().map(|q| q.subject).collect();
        assert_eq!((subjects.as_slice(), mapped.rows_used), (&[subject][..], 0));
    }

    /// 1,234 + 950 + 3,456 = 5,640, ÷ 3; 1 h, 3 h and 2 h.
    #[test]
    fn all_is_counted_after_it() {
        let orders = answered(&case("25-counted-before-the-answer/open_decimal.csv"));
        assert_eq!(mean(&numbers(&orders, "value")), 1880.0);
        let incidents = answered(&case("25-counted-before-the-answer/open_dates.csv"));
        assert_eq!(durations(&incidents), [3600.0, 3.0 * 3600.0, 2.0 * 3600.0]);
    }

    /// Whatever is answered, two currencies are never one sum.
    #[test]
    fn each_answer_counts_one_currency_or_none() {
        let file = case("25-counted-before-the-answer/open_currency.csv");
        let (raw, _) = unanswered(&file);
        let sums: Vec<Vec<f64>> = raw.questions[0]
            .choices
            .iter()
            .map(|choice| {
                let mut options = ReadOptions::default();
                options.answer(&raw.questions[0], choice);
                let raw = read_as(&file, &options);
                assert_eq!(raw.questions, [], "{choice}");
                numbers(
                    &apply(&raw, &recognise(&raw).guessed().unwrap()).unwrap(),
                    "cost",
                )
            })
            .collect();
        // €, $, each alone and with the amount that has no sign, and none.
        let expected = [
            vec![200.0],
            vec![100.0],
            vec![200.0, 300.0],
            vec![100.0, 300.0],
            vec![],
        ];
        assert_eq!(sums, expected);
    }

    /// Amounts of one file that are all marked are in that currency, so that another file's are not added to them.
    #[rstest]
    #[case(&["$1,200.50", "$3"], Some("USD"))]
    #[case(&["12,50 €", "tbd", "3,00 €"], Some("EUR"))]
    #[case(&["12 kr", "3 kr"], None)]
    #[case(&["12", "3"], None)]
    fn a_sign_at_all_amounts_is_their_currency(#[case] cells: &[&str], #[case] code: Option<&str>) {
        let (_, mapped) = unanswered(&costs(cells));
        let currency = mapped.table.column("currency").and_then(|c| c.text(0));
        assert_eq!(currency, code);
    }

    #[test]
    fn percent_and_none_wait_too() {
        let file = costs(&["5%", "0.6", "7%"]);
        let (raw, mapped) = unanswered(&file);
        assert_eq!(
            (raw.questions[0].subject, mapped.rows_used),
            (Subject::Percent, 0)
        );
        assert_eq!(numbers(&answered(&file), "cost"), [0.05, 0.6, 0.07]);
        // 60 beside 5% is one of percent.
        assert_eq!(
            numbers(&answered(&costs(&["5%", "60"])), "cost"),
            [0.05, 0.6]
        );
    }

    #[test]
    fn an_order_chosen_in_the_mapping_is_an_answer() {
        let (raw, _) = unanswered(&case("25-counted-before-the-answer/open_dates.csv"));
        let mut mapping = recognise(&raw).mapping.unwrap();
        mapping.order_dates("detected_at", DateOrder::MonthFirst);
        let mapped = apply(&raw, &mapping).unwrap();
        assert_eq!(mapped.rows_used, 3);
        assert!(mapped.table.column("resolved_at").is_none());
    }
}

mod letters_of_several_meanings {
    use super::*;
    use outturn_import::LetterM;

    fn panel(name: &str, cells: &[&str]) -> (String, Vec<u8>) {
        let rows = cells.iter().zip(1..);
        let rows = rows.map(|(cell, day)| format!("2026-01-{day:02},{cell}\n"));
        text(&format!("date,{name}\n{}", rows.collect::<String>()))
    }

    fn values(mapped: &outturn_import::Mapped) -> Vec<f64> {
        let value = mapped.table.column("value").or(mapped.table.column("cost"));
        let value = value.unwrap();
        (0..value.len())
            .filter_map(|row| value.number(row))
            .collect()
    }

    /// 1.2 million, 0.0012, and 72 seconds.
    #[rstest]
    #[case(LetterM::Millions, &[1.2e6, 3.4e6])]
    #[case(LetterM::Thousandths, &[0.0012, 0.0034])]
    #[case(LetterM::Minutes, &[72.0, 204.0])]
    fn are_asked_about(#[case] meaning: LetterM, #[case] expected: &[f64]) {
        let file = panel("load", &["1.2m", "3.4m"]);
        let (raw, mapped) = unanswered(&file);
        let [question] = raw.questions.as_slice() else {
            panic!("{:?}", raw.questions)
        };
        assert_eq!((question.subject, mapped.rows_used), (Subject::LetterM, 0));
        let raw = answered_with(&file, |_| Answer::LetterM(meaning));
        let mapped = apply(&raw, &recognise(&raw).mapping.unwrap()).unwrap();
        assert_eq!(values(&mapped), expected);
    }

    #[rstest]
    #[case::a_currency("cost", &["$1.2m", "$3.4m"], &[1.2e6, 3.4e6])]
    #[case::a_name("cost", &["1.2m", "3.4m"], &[1.2e6, 3.4e6])]
    #[case::thousands_beside_it("signups", &["900k", "1.5m"], &[9e5, 1.5e6])]
    #[case::millions_beside_it("load", &["250m", "1.5M"], &[0.25, 1.5e6])]
    #[case::cores("cpu_cores", &["250m", "1500m"], &[0.25, 1.5])]
    #[case::seconds_beside_it("t", &["1.5m", "30s"], &[90.0, 30.0])]
    #[case::a_length("build_duration", &["5m", "7m"], &[300.0, 420.0])]
    fn are_what_stands_beside_them(
        #[case] name: &str,
        #[case] cells: &[&str],
        #[case] expected: &[f64],
    ) {
        let (raw, mapped) = unanswered(&panel(name, cells));
        assert_eq!(raw.questions, []);
        assert_eq!(values(&mapped), expected);
    }

    /// JSON has numbers of its own: one in quotes may be anybody's spelling.
    #[test]
    fn points_in_texts_of_json_are_asked_about() {
        let rows = ["1.234", "2.345", "950"].iter().zip(1..);
        let rows = rows
            .map(|(cost, day)| format!("{{\"date\":\"2026-01-{day:02}\",\"cost\":\"{cost}\"}}\n"));
        let text: String = rows.collect();
        let file = ("costs.jsonl".to_owned(), text.clone().into_bytes());
        let (raw, mapped) = unanswered(&file);
        assert_eq!(
            (raw.questions[0].subject, mapped.rows_used),
            (Subject::Decimal, 0)
        );
        // A fraction of two digits in the same column proves the point.
        let plain = text.replace("950", "9.50");
        let (raw, mapped) = unanswered(&("costs.jsonl".to_owned(), plain.into_bytes()));
        assert_eq!(raw.questions, []);
        assert_eq!(numbers(&mapped, "cost"), [1.234, 2.345, 9.5]);
    }
}

mod cells_below_a_name {
    use super::*;
    use outturn_import::GapMeaning;

    const MERGED: &str =
        "date,model,cost\n2026-01-01,a,10\n,b,12\n2026-01-02,a,15\n,b,20\n2026-01-03,a,22\n,b,25\n";

    /// A table of merged cells, saved as CSV: 10 + 12 + 15 + 20 + 22 + 25, or the first row of each group.
    #[test]
    fn are_asked_about() {
        let file = text(MERGED);
        let (raw, mapped) = unanswered(&file);
        assert_eq!(
            (raw.questions[0].subject, mapped.rows_used),
            (Subject::Gaps, 0)
        );
        assert_eq!(numbers(&answered(&file), "cost").iter().sum::<f64>(), 104.0);
        let raw = answered_with(&file, |_| Answer::Gaps(GapMeaning::NoValue));
        let mapped = apply(&raw, &recognise(&raw).mapping.unwrap()).unwrap();
        assert_eq!(numbers(&mapped, "cost"), [10.0, 15.0, 22.0]);
    }

    /// So are a year above its months, and a team above its projects, each under its own name.
    #[test]
    fn are_asked_about_group_within_group() {
        let csv = "year,month,revenue\n2025,11,10\n,12,20\n2026,1,30\n,2,40\n";
        let mapped = answered(&text(csv));
        assert_eq!(
            moments(&mapped, "date"),
            ["2025-11-01", "2025-12-01", "2026-01-01", "2026-02-01"]
        );
        let csv = "team,project,date,cost\na,x,2026-01-01,1\n,,2026-01-02,2\n,y,2026-01-01,3\n,,2026-01-02,4\nb,x,2026-01-01,5\n,,2026-01-02,6\n";
        let raw = read(&text(csv));
        let [question] = raw.questions.as_slice() else {
            panic!("{:?}", raw.questions)
        };
        assert_eq!(question.columns().collect::<Vec<_>>(), ["team", "project"]);
        let raw = answered_with(&text(csv), |question| question.guess.clone());
        let project = raw.table.column("project").unwrap();
        let all: Vec<&str> = (0..6).filter_map(|row| project.text(row)).collect();
        assert_eq!(all, ["x", "x", "y", "y", "x", "x"]);
    }

    /// Gaps here and there, names that come again, and columns behind a full one are none of merged cells.
    #[rstest]
    #[case::here_and_there(
        "date,model,cost\n2026-01-01,a,10\n2026-01-02,a,12\n,a,15\n2026-01-03,b,20\n,b,22\n2026-01-04,b,25\n"
    )]
    #[case::names_again(
        "model,date,cost\na,2026-01-01,10\n,2026-01-02,12\na,2026-01-03,15\n,2026-01-04,20\n"
    )]
    #[case::behind(
        "date,model,cost\n2026-01-01,a,10\n2026-01-02,,12\n2026-01-03,b,15\n2026-01-04,,20\n"
    )]
    fn are_no_values_elsewhere(#[case] csv: &str) {
        assert_eq!(read(&text(csv)).questions, []);
    }
}

mod lengths_in_two_parts {
    use super::*;
    use outturn_import::Topic;

    const ROWS: &str = "2026-01-01,t,01:30\n2026-01-02,t,00:45\n2026-01-03,t,02:00\n";

    /// 90 min, 45 min and 2 h; or 90 s, 45 s and 2 min.
    #[rstest]
    #[case(0, &[5400.0, 2700.0, 7200.0])]
    #[case(1, &[90.0, 45.0, 120.0])]
    fn are_asked_about(#[case] choice: usize, #[case] seconds: &[f64]) {
        let file = text(&format!("date,metric,value\n{ROWS}"));
        let (found, mapped) = proposed(&file);
        assert_eq!(mapped.rows_used, 0);
        let question = asked(&found, Topic::Unit);
        let mapping = question.answer(found.mapping.as_ref(), choice).unwrap();
        let mapped = apply(&read(&file), &mapping).unwrap();
        assert_eq!(numbers(&mapped, "value"), seconds);
    }

    #[test]
    fn are_asked_about_in_a_column_of_their_own() {
        let file = text(&format!("date,build\n{}", ROWS.replace(",t,", ",")));
        let (found, mapped) = proposed(&file);
        assert_eq!(mapped.rows_used, 0);
        let question = asked(&found, Topic::Unit);
        let mapping = question.answer(found.mapping.as_ref(), 0).unwrap();
        let mapped = apply(&read(&file), &mapping).unwrap();
        assert_eq!(numbers(&mapped, "value"), [5400.0, 2700.0, 7200.0]);
    }

    /// One in three parts, or with a word, says what the others are.
    #[rstest]
    #[case("1:02:03", 3723.0)]
    #[case("45s", 45.0)]
    fn are_minutes_beside_others(#[case] cell: &str, #[case] seconds: f64) {
        let file = text(&format!("date,metric,value\n{ROWS}2026-01-04,t,{cell}\n"));
        let (found, mapped) = proposed(&file);
        assert_eq!(found.questions, []);
        assert_eq!(numbers(&mapped, "value"), [90.0, 45.0, 120.0, seconds]);
    }
}

/// What a choice is made by: the first cells, and what each answer makes of them.
mod what_cells_become {
    use super::*;
    use outturn_core::units::Timestamp;
    use outturn_import::{Becomes, CellReading};

    fn told(readings: &[CellReading]) -> Vec<(&str, &Becomes)> {
        readings
            .iter()
            .map(|r| (r.cell.as_str(), &r.becomes))
            .collect()
    }

    #[test]
    fn is_told_under_each_answer() {
        let raw = read(&text(
            "date;metric;value\n2026-01-01;a;1.234\n2026-02-01;a;2.345\n",
        ));
        let question = &raw.questions[0];
        let of = |answer| question.readings(&answer);
        assert_eq!(
            told(&of(Answer::Decimal(DecimalSign::Comma))),
            [
                ("1.234", &Becomes::Number(1234.0)),
                ("2.345", &Becomes::Number(2345.0))
            ]
        );
        assert_eq!(
            told(&of(Answer::Decimal(DecimalSign::Point)))[0].1,
            &Becomes::Number(1.234)
        );
    }

    /// 3 April and 4 March at ten, in microseconds since 1970 by Python's datetime.
    #[test]
    fn is_told_of_moments_and_amounts() {
        let raw = read(&text(
            "id,detected_at\n1,03/04/2026 10:00\n2,05/06/2026 10:00\n",
        ));
        let question = &raw.questions[0];
        let first = |order| question.readings(&Answer::Dates(order))[0].becomes.clone();
        use outturn_import::DateOrder::{DayFirst, MonthFirst};
        assert_eq!(
            first(DayFirst),
            Becomes::Moment(Timestamp(1_775_210_400_000_000))
        );
        assert_eq!(
            first(MonthFirst),
            Becomes::Moment(Timestamp(1_772_618_400_000_000))
        );
        let raw = read(&costs(&["$1,200.00", "€950.00"]));
        let question = &raw.questions[0];
        let usd = |choice: &&Answer| matches!(choice, Answer::Currency(one) if one.code == "USD");
        let usd = question.choices.iter().find(usd).unwrap();
        let readings = question.readings(usd);
        assert_eq!(
            told(&readings),
            [
                ("$1,200.00", &Becomes::Number(1200.0)),
                ("€950.00", &Becomes::LeftOut)
            ]
        );
    }

    #[test]
    fn is_told_of_what_a_file_means() {
        let file = text("date,metric,value\n240115,signups,5\n");
        let (found, _) = proposed(&file);
        let question = &found.questions[0];
        let readings = question.readings(1);
        // 15 January 2024.
        let expected = Becomes::Moment(Timestamp(1_705_276_800_000_000));
        assert_eq!(told(&readings), [("240115", &expected)]);
    }
}
