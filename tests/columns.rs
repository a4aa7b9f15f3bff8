//! What a column means: which of day, month and year comes first, in which zone its days begin, what numbers under a time-like name
//! count, and which values stand for none.
//!
//! The files of `tests/data/cases` have their right figures from their makers' calendars, as written beside each.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // in helpers of tests too a panic is the report

use outturn_core::calendar::Grain;
use outturn_import::{
    Answer, DateOrder, DayNumbers, Edit, Mapped, Mapping, MappingQuestion, RawFile, ReadOptions,
    Recognition, RepairRule, Step, Subject, Topic, apply, read_all, recognise,
};
use outturn_metrics::scorecard::{Choice, When, default_weights};
use outturn_protocol::{LeadLagQuestion, ShowScorecard, Treatment};
use outturn_session::{Answers, Session};
use rstest::rstest;

fn case(path: &str) -> (String, Vec<u8>) {
    let full = format!("{}/tests/data/cases/{path}", env!("CARGO_MANIFEST_DIR"));
    let name = path.rsplit('/').next().unwrap_or(path);
    (name.to_owned(), std::fs::read(full).unwrap())
}

fn text(text: &str) -> (String, Vec<u8>) {
    ("upload.csv".to_owned(), text.into())
}

/// A metric series of one value a date.
fn series(dates: &[&str]) -> (String, Vec<u8>) {
    let rows = dates.iter().zip(1..);
    let rows = rows.map(|(date, value)| format!("\"{date}\",signups,{value}\n"));
    text(&format!("date,metric,value\n{}", rows.collect::<String>()))
}

fn read((name, bytes): &(String, Vec<u8>)) -> RawFile {
    read_all(name, bytes, &ReadOptions::default()).unwrap()
}

/// The file after its questions about its writing have the answer that `choose` finds.
fn answered_with(
    file: &(String, Vec<u8>),
    choose: impl Fn(&outturn_import::Question) -> Answer,
) -> RawFile {
    let mut options = ReadOptions::default();
    let raw = read(file);
    for question in &raw.questions {
        options.answer(question, &choose(question));
    }
    read_all(&file.0, &file.1, &options).unwrap()
}

fn answered(file: &(String, Vec<u8>)) -> Mapped {
    let raw = answered_with(file, |question| question.guess.clone());
    assert_eq!(raw.questions, []);
    apply(&raw, &recognise(&raw).guessed().unwrap()).unwrap()
}

fn unanswered(file: &(String, Vec<u8>)) -> (Recognition, Mapped) {
    let raw = read(file);
    let found = recognise(&raw);
    let mapped = apply(&raw, found.mapping.as_ref().unwrap()).unwrap();
    (found, mapped)
}

fn asked(found: &Recognition, topic: Topic) -> &MappingQuestion {
    let question = found.questions.iter().find(|q| q.topic == topic);
    question.unwrap_or_else(|| panic!("{:?}", found.questions))
}

fn moments(mapped: &Mapped, column: &str) -> Vec<String> {
    let column = mapped.table.column(column).unwrap();
    let shown = (0..column.len()).filter_map(|row| column.display(row));
    shown
        .map(|at| at.trim_end_matches("T00:00:00Z").to_owned())
        .collect()
}

fn durations(mapped: &Mapped) -> Vec<f64> {
    let column = |name| mapped.table.column(name).unwrap();
    let (from, to) = (column("detected_at"), column("resolved_at"));
    (0..from.len())
        .filter_map(|row| Some(to.timestamp(row)?.seconds_since(from.timestamp(row)?)))
        .collect()
}

mod day_numbers {
    use super::*;

    /// Days since 30 December 1899: (0.25 d + 0.05 d) ÷ 2 = 12,960 s.
    #[test]
    fn a_spreadsheet_s_days_are_days() {
        let incidents = answered(&case("08-excel-serial-days/excel_datetime_serial.csv"));
        assert_eq!(
            moments(&incidents, "detected_at"),
            ["2026-01-01T12:00:00Z", "2026-01-02T12:00:00Z"]
        );
        assert_eq!(durations(&incidents), [21_600.0, 4320.0]);
        let raw = read(&case("08-excel-serial-days/excel_datetime_serial.csv"));
        let repair = &raw.repairs[0];
        let example = "46023.5 → 2026-01-01T12:00:00Z in detected_at";
        assert_eq!(
            (repair.rule, repair.count, repair.example.as_str()),
            (RepairRule::DayNumber, 4, example)
        );
        let months = answered(&case("08-excel-serial-days/excel_serial.csv"));
        assert_eq!(
            moments(&months, "date"),
            ["2026-01-01", "2026-02-01", "2026-03-01"]
        );
    }

    /// 44561 since 1904 is the day that is 46023 since 1900: the two are 1,462 days apart (Microsoft's article on the two systems).
    #[test]
    fn days_since_1904_are_chosen() {
        let (name, bytes) = text("date,metric,value\n44561,a,1\n44592,a,2\n");
        let options = ReadOptions {
            day_numbers: Some(DayNumbers::Since1904),
            ..ReadOptions::default()
        };
        let raw = read_all(&name, &bytes, &options).unwrap();
        let mapped = apply(&raw, &recognise(&raw).mapping.unwrap()).unwrap();
        assert_eq!(moments(&mapped, "date"), ["2026-01-01", "2026-02-01"]);
    }

    /// Under a name that does not end as times do, and with a word among them.
    #[rstest]
    #[case("month,metric,value\n46023,a,1\n46054,a,2\n", &["2026-01-01", "2026-02-01"])]
    #[case("date;metric;value\n46023,5;a;1\n46024,25;a;2\n", &["2026-01-01T12:00:00Z", "2026-01-02T06:00:00Z"])]
    #[case("date,metric,value\n46023,a,1\nopen,a,2\n46082,a,3\n", &["2026-01-01", "2026-03-01"])]
    fn wherever_a_date_is_wanted(#[case] file: &str, #[case] days: &[&str]) {
        assert_eq!(moments(&answered(&text(file)), "date"), days);
    }
}

mod order {
    use super::*;
    use DateOrder::{DayFirst, MonthFirst, YearFirst};

    /// One a month by years first: 15 January to 15 June 2024, 9 January to 9 June 2011.
    #[rstest]
    #[case("yymmdd.csv", &[DayFirst, YearFirst], "2024-01-15", "2024-06-15")]
    #[case("yymmdd_amb.csv", &[DayFirst, MonthFirst, YearFirst], "2011-01-09", "2011-06-09")]
    fn years_first_are_among_the_answers(
        #[case] name: &str,
        #[case] orders: &[DateOrder],
        #[case] first: &str,
        #[case] last: &str,
    ) {
        let file = case(&format!("09-two-digit-year-first/{name}"));
        let raw = read(&file);
        let [question] = raw.questions.as_slice() else {
            panic!("{:?}", raw.questions)
        };
        let choices: Vec<Answer> = orders.iter().copied().map(Answer::Dates).collect();
        assert_eq!(question.choices, choices);
        assert_eq!(unanswered(&file).1.rows_used, 0);
        let dates = moments(&answered(&file), "date");
        assert_eq!((dates[0].as_str(), dates[5].as_str()), (first, last));
    }

    #[rstest]
    #[case::days_of_a_month(&["21/06/25", "22/06/25", "28/06/25"], &["2025-06-21", "2025-06-22", "2025-06-28"])]
    #[case::years_first(&["25/06/21", "25/06/22", "25/07/28"], &["2025-06-21", "2025-06-22", "2025-07-28"])]
    #[case::last_over_31(&["21/06/99", "22/06/99"], &["1999-06-21", "1999-06-22"])]
    #[case::first_over_31(&["98.06.21", "98.06.22"], &["1998-06-21", "1998-06-22"])]
    #[case::month_in_the_middle(&["6/21/25", "6/22/25"], &["2025-06-21", "2025-06-22"])]
    fn evidence_decides_before_anybody_is_asked(#[case] cells: &[&str], #[case] dates: &[&str]) {
        let file = series(cells);
        assert_eq!(read(&file).questions, []);
        assert_eq!(moments(&unanswered(&file).1, "date"), dates);
    }

    /// What decided it is said.
    #[test]
    fn an_order_taken_by_where_the_dates_lie_is_told() {
        let raw = read(&series(&["21/06/25", "22/06/25", "28/06/25"]));
        let told = |w: &String| w.contains("read day before month") && w.contains("years apart");
        assert!(raw.warnings.iter().any(told), "{:?}", raw.warnings);
    }

    #[test]
    fn dates_that_need_different_orders_are_asked_about() {
        let file = series(&["13/04/2026", "04/15/2026", "14/04/2026"]);
        let raw = read(&file);
        assert_eq!(raw.questions[0].subject, Subject::DateOrder);
        assert_eq!(unanswered(&file).1.rows_used, 0);
        let mapped = answered(&file);
        assert_eq!(moments(&mapped, "date"), ["2026-04-13", "2026-04-14"]);
        assert_eq!(mapped.left_out[0].found.as_deref(), Some("04/15/2026"));
    }

    #[test]
    fn one_word_among_dates_costs_its_row_only() {
        let (_, mapped) = unanswered(&series(&["13/04/2026", "tbd", "03/04/2026"]));
        assert_eq!(moments(&mapped, "date"), ["2026-04-13", "2026-04-03"]);
        assert_eq!(mapped.left_out[0].reason.code(), "not_a_date");
    }
}

mod spellings {
    use super::*;

    /// EST is UTC−5, EDT UTC−4 (RFC 5322, section 4.3): 1 h, 2 h and 2 h; 1 h and 2 h.
    #[rstest]
    #[case("dates_mixed_zone.csv", &[3600.0, 7200.0, 7200.0], "2026-03-09T06:00:00Z")]
    #[case("tz_abbrev.csv", &[3600.0, 7200.0], "2026-03-09T05:00:00Z")]
    fn letters_of_zones_are_zones(
        #[case] name: &str,
        #[case] seconds: &[f64],
        #[case] second: &str,
    ) {
        let file = case(&format!("16-zone-letters/{name}"));
        let mapped = answered(&file);
        assert_eq!(durations(&mapped), seconds);
        assert_eq!(moments(&mapped, "detected_at")[1], second);
        let told = |w: &String| w.contains("EST in detected_at was read as UTC-05:00");
        let warnings = read(&file).warnings;
        assert!(warnings.iter().any(told), "{warnings:?}");
    }

    /// 10:00 in India is 04:30 in UTC, in Ireland in summer 09:00.
    #[test]
    fn letters_of_several_zones_are_asked_about() {
        let file = series(&["2026-07-01 10:00 IST", "2026-07-02 10:00 IST"]);
        let raw = read(&file);
        let [question] = raw.questions.as_slice() else {
            panic!("{:?}", raw.questions)
        };
        assert_eq!(question.to_string(), "Which zone is IST in date?");
        assert_eq!(unanswered(&file).1.rows_used, 0);
        for (choice, moment) in [(0, "2026-07-01T04:30:00Z"), (2, "2026-07-01T09:00:00Z")] {
            let raw = answered_with(&file, |question| question.choices[choice].clone());
            let mapped = apply(&raw, &recognise(&raw).mapping.unwrap()).unwrap();
            assert_eq!(moments(&mapped, "date")[0], moment);
        }
    }

    /// Python's `email.utils.parsedate_to_datetime` and `datetime.fromisocalendar`, and calendars of the languages.
    #[rstest]
    #[case::mail("Sat, 07 Mar 2026 22:00:00 -0500", "2026-03-08T03:00:00Z")]
    #[case::kibana("Mar 8, 2026 @ 01:30:00.000", "2026-03-08T01:30:00Z")]
    #[case::java("2026-03-08T01:30:00-05:00[America/New_York]", "2026-03-08T06:30:00Z")]
    #[case::javascript("Sat Mar 07 2026 22:00:00 GMT+0100 (CET)", "2026-03-07T21:00:00Z")]
    #[case::german("7. März 2026", "2026-03-07")]
    #[case::french("7 févr. 2026", "2026-02-07")]
    #[case::italian("7 maggio 2026", "2026-05-07")]
    #[case::spanish("7 de enero de 2026", "2026-01-07")]
    #[case::polish("7 września 2026", "2026-09-07")]
    #[case::russian("7 декабря 2026", "2026-12-07")]
    #[case::ukrainian("7 липня 2026", "2026-07-07")]
    #[case::turkish("7 Ağustos 2026", "2026-08-07")]
    #[case::dutch("7 mei 2026", "2026-05-07")]
    #[case::week("2026-W05", "2026-01-26")]
    fn dates_are_read_as_programs_and_people_write_them(#[case] cell: &str, #[case] date: &str) {
        let (found, mapped) = unanswered(&series(&[cell]));
        assert_eq!(found.questions, []);
        assert_eq!(moments(&mapped, "date"), [date]);
    }
}

mod local_midnight {
    use super::*;

    /// Grouped by the first ten characters, which are the day to whoever wrote them.
    #[rstest]
    #[case("cost_daily_dst.csv", &["2026-03-29", "2026-03-30", "2026-04-01", "2026-03-01"])]
    #[case("local_midnight.csv", &["2026-03-01", "2026-03-02", "2026-04-01"])]
    fn days_are_asked_about_and_are_those_that_are_written(
        #[case] name: &str,
        #[case] days: &[&str],
    ) {
        let file = case(&format!("24-local-midnight/{name}"));
        let raw = read(&file);
        let [question] = raw.questions.as_slice() else {
            panic!("{:?}", raw.questions)
        };
        assert_eq!(question.subject, Subject::Days);
        assert_eq!(unanswered(&file).1.rows_used, 0);
        assert_eq!(moments(&answered(&file), "date"), days);
        let raw = answered_with(&file, |question| question.choices[1].clone());
        let mapped = apply(&raw, &recognise(&raw).mapping.unwrap()).unwrap();
        assert!(moments(&mapped, "date")[0].contains('T'));
    }

    /// In London they are those of UTC until summer.
    #[rstest]
    #[case(&["2026-03-01T00:00:00+00:00", "2026-04-01T00:00:00+01:00"], &["2026-03-01", "2026-04-01"])]
    #[case(&["2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00+01:00"], &["2026-03-01", "2026-04-01", "2026-05-01"])]
    fn so_are_those_of_which_some_are_utc(#[case] cells: &[&str], #[case] days: &[&str]) {
        let file = series(cells);
        assert_eq!(read(&file).questions[0].subject, Subject::Days);
        assert_eq!(moments(&answered(&file), "date"), days);
    }

    /// Midnights of Berlin, of London and of Tokyo, moved to UTC.
    #[rstest]
    #[case::of_london(&["2026-03-01T00:00:00Z", "2026-04-30T23:00:00Z", "2026-06-30T23:00:00Z"], &["2026-03-01", "2026-05-01", "2026-07-01"])]
    #[case::across_summer_time(&["2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z", "2026-06-30T22:00:00Z"], &["2026-03-01", "2026-04-01", "2026-07-01"])]
    #[case::all_year(&["2026-02-28T15:00:00Z", "2026-03-31T15:00:00Z", "2026-06-30T15:00:00Z"], &["2026-03-01", "2026-04-01", "2026-07-01"])]
    #[case::as_numbers(&["1772319600", "1774994400", "1782856800"], &["2026-03-01", "2026-04-01", "2026-07-01"])]
    fn so_are_midnights_that_were_moved_to_utc(#[case] cells: &[&str], #[case] days: &[&str]) {
        let file = series(cells);
        assert_eq!(read(&file).questions[0].subject, Subject::Days);
        assert_eq!(moments(&answered(&file), "date"), days);
    }

    #[rstest]
    #[case::winter_in_june(&["2026-02-28T22:00:00Z", "2026-03-31T22:00:00Z", "2026-06-30T23:00:00Z"])]
    #[case::noon(&["2026-03-01T12:00:00Z", "2026-03-02T12:00:00Z", "2026-03-03T12:00:00Z"])]
    #[case::behind_utc(&["2026-03-01T05:00:00Z", "2026-03-02T05:00:00Z", "2026-03-03T05:00:00Z"])]
    #[case::utc(&["2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"])]
    #[case::some_at_noon(&["2026-03-01T00:00:00+01:00", "2026-03-02T12:00:00+01:00"])]
    #[case::without_a_zone(&["2026-03-01 00:00:00", "2026-03-02 00:00:00"])]
    fn nobody_is_asked_about_other_moments(#[case] cells: &[&str]) {
        assert_eq!(read(&series(cells)).questions, []);
    }
}

mod placeholders {
    use super::*;

    /// 1 h and 3 h with one open; 1 h with three open.
    #[rstest]
    #[case("sentinel2.csv", &[3600.0, 10_800.0], 1)]
    #[case("sentinel_date.csv", &[3600.0], 3)]
    fn ends_of_the_calendar_are_open_ends(
        #[case] name: &str,
        #[case] seconds: &[f64],
        #[case] open: usize,
    ) {
        let file = case(&format!("10-placeholder-dates/{name}"));
        let (found, mapped) = unanswered(&file);
        let question = asked(&found, Topic::Placeholders);
        assert_eq!(question.canonical.as_deref(), Some("resolved_at"));
        assert!(mapped.table.column("resolved_at").is_none());
        let mapped = answered(&file);
        assert_eq!(durations(&mapped), seconds);
        let note = format!("resolved_at: {open} values are missing because they are a placeholder");
        assert!(
            mapped.notes.iter().any(|n| n.starts_with(&note)),
            "{:?}",
            mapped.notes
        );
    }

    #[test]
    fn one_question_covers_dates_and_numbers() {
        let file = text(
            "timestamp,model,latency_ms,score,status\n2026-01-01T00:00:00Z,m,120,0.5,ok\n2026-01-01T01:00:00Z,m,-1,0.25,ok\n\
             2026-01-01T02:00:00Z,m,95,-1,ok\n1970-01-01T00:00:00Z,m,240,0.75,ok\n2026-01-01T03:00:00Z,m,180,9999,ok\n",
        );
        let (found, mapped) = unanswered(&file);
        let question = asked(&found, Topic::Placeholders);
        assert_eq!(found.questions.len(), 1, "{:?}", found.questions);
        assert_eq!(
            question.examples,
            [
                "1970-01-01T00:00:00Z in timestamp",
                "-1 in latency_ms",
                "-1 in score",
                "9999 in score"
            ]
        );
        assert_eq!(mapped.rows_used, 0);
        let mapped = answered(&file);
        let latency = mapped.table.column("latency_ms").unwrap();
        let values: Vec<f64> = (0..latency.len())
            .filter_map(|row| latency.number(row))
            .collect();
        assert_eq!(values, [120.0, 95.0, 180.0]);
        assert_eq!(mapped.left_out[0].reason.code(), "placeholder");
    }

    #[rstest]
    #[case::classes(
        "timestamp,predicted,score\n2026-01-01T00:00:00Z,-1,0.5\n2026-01-02T00:00:00Z,1,0.25\n2026-01-03T00:00:00Z,-1,0.5\n"
    )]
    #[case::changes(
        "date,metric,value\n2026-01-01,a,-1\n2026-01-02,a,-7\n2026-01-03,a,12\n2026-01-04,a,3\n"
    )]
    #[case::credits("date,cost\n2026-01-01,-1\n2026-01-02,120\n2026-01-03,80\n2026-01-04,95\n")]
    #[case::in_range(
        "date,metric,value\n2026-01-01,a,9999\n2026-01-02,a,9500\n2026-01-03,a,10200\n2026-01-04,a,8700\n"
    )]
    #[case::history(
        "date,metric,value\n1959-01-01,a,5\n1970-01-01,a,6\n1981-01-01,a,7\n1992-01-01,a,8\n2003-01-01,a,9\n"
    )]
    #[case::due_next_decade(
        "id,detected_at,resolved_at\na,2026-01-01,2026-01-02\nb,2026-01-01,2038-01-01\n"
    )]
    fn what_may_be_meant_is_not_asked_about(#[case] file: &str) {
        assert_eq!(unanswered(&text(file)).0.questions, []);
    }

    #[test]
    fn a_metric_in_a_column_of_its_own_waits_alone() {
        let file =
            text("date,a,b\n2026-01-01,1,-999\n2026-01-02,2,7.5\n2026-01-03,3,8\n2026-01-04,4,9\n");
        let (found, mapped) = unanswered(&file);
        assert_eq!(asked(&found, Topic::Placeholders).examples, ["-999 in b"]);
        assert_eq!(mapped.table.rows(), 4);
        assert_eq!(answered(&file).table.rows(), 7);
    }

    /// 0 and the last second of the year 9999 in seconds since 1970.
    #[test]
    fn so_are_they_among_numbers_since_1970() {
        let file = text(
            "id,severity,detected_at,resolved_at\nA,x,1767225600,1767229200\nB,x,1767312000,0\nC,x,1767398400,253402300799\n",
        );
        assert_eq!(
            asked(&unanswered(&file).0, Topic::Placeholders)
                .examples
                .len(),
            2
        );
        assert_eq!(durations(&answered(&file)), [3600.0]);
    }

    #[test]
    fn a_file_within_days_of_1970_is_asked_about() {
        let file = series(&["1970-01-01T12:46:23Z", "1970-01-01T12:47:23Z"]);
        let (found, mapped) = unanswered(&file);
        assert_eq!((found.questions.len(), mapped.rows_used), (1, 0));
    }
}

mod steps {
    use super::*;

    fn choose(found: &Recognition, step: Step, start: Option<&str>) -> Mapping {
        let question = asked(found, Topic::Steps);
        let is = |edit: &Edit| matches!(edit, Edit::Bind { source: outturn_import::Source::Counted { step: own, .. }, .. } if *own == step);
        let choice = question
            .choices
            .iter()
            .position(|c| c.edits.iter().any(is))
            .unwrap();
        let mut mapping = question.answer(found.mapping.as_ref(), choice).unwrap();
        let source = outturn_import::Source::Counted {
            column: "time".to_owned(),
            step,
            start: start.map(str::to_owned),
        };
        mapping.bind("date", source);
        mapping
    }

    #[test]
    fn numbers_that_count_are_asked_about() {
        let (found, mapped) = unanswered(&case("26-steps-are-not-moments/steps.csv"));
        let question = asked(&found, Topic::Steps);
        assert_eq!(
            (question.examples.as_slice(), mapped.rows_used),
            (&["1".to_owned(), "2".to_owned(), "3".to_owned()][..], 0)
        );
    }

    /// The third step after a start on 1 January 2026.
    #[rstest]
    #[case(Step::Day, "2026-01-03")]
    #[case(Step::Week, "2026-01-15")]
    #[case(Step::Month, "2026-03-01")]
    fn steps_are_what_the_user_says_from_a_start(#[case] step: Step, #[case] third: &str) {
        let raw = read(&case("26-steps-are-not-moments/steps.csv"));
        let found = recognise(&raw);
        let mapped = apply(&raw, &choose(&found, step, Some("2026-01-01"))).unwrap();
        assert_eq!(
            (mapped.rows_used, moments(&mapped, "date")[2].as_str()),
            (12, third)
        );
        // Without a start there is no date.
        let mapped = apply(&raw, &choose(&found, step, None)).unwrap();
        assert_eq!(
            (mapped.rows_used, mapped.left_out[0].reason.code()),
            (0, "no_moment")
        );
    }

    #[test]
    fn an_order_without_dates_is_kept_apart() {
        let raw = read(&case("26-steps-are-not-moments/steps.csv"));
        let mapping = choose(&recognise(&raw), Step::Order, None);
        assert!(mapping.is_by_order());
        assert_eq!(apply(&raw, &mapping).unwrap().rows_used, 12);
    }

    /// Two series of one file by step: the second follows the first one step later. Only the lag analysis knows of them.
    #[test]
    fn an_order_is_enough_to_find_a_lead() {
        let leader = [
            3, 9, 4, 1, 7, 2, 8, 5, 6, 1, 9, 3, 5, 8, 2, 6, 4, 7, 1, 8, 3, 9, 2, 5, 7, 4, 6, 1, 8,
            2,
        ];
        let rows = leader.windows(2).zip(2..);
        let rows = rows.map(|(pair, step)| format!("{step},{},{}\n", pair[1], 10 * pair[0]));
        let file = text(&format!(
            "time,effort,outcome\n{}",
            rows.collect::<String>()
        ));
        let raw = read(&file);
        let mapping = choose(&recognise(&raw), Step::Order, None);
        let mut session = Session::default();
        let treatment = Treatment {
            mapping: Some(mapping),
            ..Treatment::default()
        };
        let summary = session.load(&"steps.csv".to_owned(), raw, &treatment);
        assert_eq!(summary.unwrap().span, None);
        let scorecard = session.answer(&ShowScorecard {
            choice: Choice {
                grain: Grain::Day,
                when: When::All,
            },
            settings: Default::default(),
            weights: default_weights(),
        });
        assert!(
            scorecard
                .unwrap()
                .cards
                .iter()
                .all(|card| card.value.is_none())
        );
        let question = LeadLagQuestion {
            outcome: Some("series:outcome (by step)".to_owned()),
            without: Vec::new(),
            grain: None,
            transform: None,
            max_lag: 6,
            overlay: None,
        };
        let ranked = session.answer(&question).unwrap();
        let ranking = ranked.ranking.unwrap();
        let best = &ranking.leaders[0];
        assert_eq!(
            (best.label.as_str(), best.lag(), ranking.grain),
            ("effort (by step)", 1, Grain::Day)
        );
    }

    #[rstest]
    #[case::training("step,loss\n100,2.5\n200,1.5\n300,1.25\n")]
    #[case::sprints("sprint,velocity\n1,20\n2,22\n3,25\n")]
    #[case::epochs("epoch,accuracy\n0,0.5\n1,0.75\n2,0.875\n")]
    #[case::words("sprint,points\nSprint 1,20\nSprint 2,22\nSprint 3,25\n")]
    #[case::months_of_no_year("month,revenue\n1,100\n2,120\n3,140\n")]
    #[case::fractions("time,a\n0.5,1\n1.0,2\n1.5,3\n")]
    fn so_are_steps_under_other_names(#[case] file: &str) {
        let (found, mapped) = unanswered(&text(file));
        assert_eq!(asked(&found, Topic::Steps).guess, Some(3));
        assert_eq!(mapped.rows_used, 0);
    }

    #[rstest]
    #[case("time,value\n2019,10\n2020,12\n2021,14\n", &["2019-01-01", "2020-01-01", "2021-01-01"])]
    #[case("year,value\n2019,10\n2020,12\n", &["2019-01-01", "2020-01-01"])]
    #[case("year,month,value\n2024,1,10\n2024,2,12\n", &["2024-01-01", "2024-02-01"])]
    #[case("period,value\n202401,10\n202402,12\n", &["2024-01-01", "2024-02-01"])]
    #[case("time,value\n1767225600,10\n1767312000,12\n", &["2026-01-01", "2026-01-02"])]
    fn numbers_that_say_when_are_not_asked_about(#[case] file: &str, #[case] dates: &[&str]) {
        let (found, mapped) = unanswered(&text(file));
        assert_eq!(found.questions, []);
        assert_eq!(moments(&mapped, "date"), dates);
    }
}
