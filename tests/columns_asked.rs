//! Values that stand for none, and numbers under a time-like name that count steps: asked once, and counted as what they are.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // here a panic is the report

#[path = "common/reading.rs"]
mod reading;

use outturn_core::calendar::Grain;
use outturn_format::Locale;
use outturn_import::{Edit, Mapping, Recognition, Step, Topic, apply, recognise};
use outturn_metrics::scorecard::{Choice, When, default_weights};
use outturn_protocol::{LeadLagQuestion, ShowScorecard, Treatment};
use outturn_report::charts;
use outturn_report::narrative::{lead_lag_headline, method, place};
use outturn_session::{Answers, Session};
use reading::*;
use rstest::rstest;

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
        let (found, mapped) = proposed(&file);
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

    /// Ends and beginnings of the calendars of programs, each as the end of one incident of eight: the other seven took two hours each.
    #[rstest]
    fn so_are_those_of_other_programs(
        #[values(
            "2038-01-19",
            "2038-01-19T03:14:07Z",
            "9999-12-31",
            "0001-01-01",
            "1601-01-01",
            "1899-12-30",
            "1899-12-31",
            "1900-01-01",
            "2079-06-06",
            "2000-01-01"
        )]
        never: &str,
    ) {
        let row = |n: u32| {
            let end = format!("2026-01-{n:02}T10:00:00Z");
            let end = if n == 4 { never } else { &end };
            format!("I-{n},2026-01-{n:02}T08:00:00Z,{end}\n")
        };
        let rows = (1..=8).map(row).collect::<String>();
        let file = text(&format!("id,detected_at,resolved_at\n{rows}"));
        asked(&proposed(&file).0, Topic::Placeholders);
        assert_eq!(durations(&answered(&file)), [7200.0; 7]);
    }

    /// One end years after everything else in the file, once or in a third of the rows and more, whatever day it is. The others took two
    /// hours each.
    #[rstest]
    #[case::once("2039-12-31", &[4])]
    #[case::with_a_time("2037-12-31T23:59:59Z", &[4])]
    #[case::four_years_on("2029-12-31", &[2, 5])]
    #[case::in_half_of_the_rows("2027-12-31", &[1, 3, 5, 7])]
    fn so_is_one_end_far_after_all_others(#[case] never: &str, #[case] open: &[u32]) {
        let file = ending(never, open);
        let question = asked(&proposed(&file).0, Topic::Placeholders).clone();
        assert_eq!(question.canonical.as_deref(), Some("resolved_at"));
        assert_eq!(question.examples.len(), 1);
        assert_eq!(durations(&answered(&file)), vec![7200.0; 8 - open.len()]);
    }

    #[rstest]
    #[case::next_year("2027-12-31", &[4])]
    #[case::of_this_year_again("2026-12-31", &[1, 3, 5, 7])]
    fn an_end_that_may_be_meant_is_not_asked_about(#[case] end: &str, #[case] rows: &[u32]) {
        assert_eq!(proposed(&ending(end, rows)).0.questions, []);
    }

    /// Eight incidents of two hours, those of these numbers with this end.
    fn ending(end: &str, of: &[u32]) -> (String, Vec<u8>) {
        let row = |n: u32| {
            let usual = format!("2026-01-{n:02}T10:00:00Z");
            let end = if of.contains(&n) { end } else { &usual };
            format!("I-{n},2026-01-{n:02}T08:00:00Z,{end}\n")
        };
        let rows = (1..=8).map(row).collect::<String>();
        text(&format!("id,detected_at,resolved_at\n{rows}"))
    }

    /// Spreadsheets write a day that there is not for zero: it is no date, and counted as none.
    #[rstest]
    #[case("1900-01-00")]
    #[case("0000-00-00 00:00:00")]
    fn days_that_there_are_not_are_counted_as_no_date(#[case] never: &str) {
        let file = text(&format!(
            "id,detected_at,resolved_at\na,2026-01-01T08:00:00Z,2026-01-01T10:00:00Z\nb,2026-01-02T08:00:00Z,{never}\n\
             c,2026-01-03T08:00:00Z,2026-01-03T10:00:00Z\n"
        ));
        let (_, mapped) = proposed(&file);
        assert_eq!(durations(&mapped), [7200.0; 2]);
        let note =
            "resolved_at: 1 values are missing because they are not a date (first in row 2).";
        assert!(mapped.notes.iter().any(|n| n == note), "{:?}", mapped.notes);
    }

    #[test]
    fn one_question_covers_dates_and_numbers() {
        let file = text(
            "timestamp,model,latency_ms,score,status\n2026-01-01T00:00:00Z,m,120,0.5,ok\n2026-01-01T01:00:00Z,m,-1,0.25,ok\n\
             2026-01-01T02:00:00Z,m,95,-1,ok\n1970-01-01T00:00:00Z,m,240,0.75,ok\n2026-01-01T03:00:00Z,m,180,9999,ok\n",
        );
        let (found, mapped) = proposed(&file);
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
        assert_eq!(proposed(&text(file)).0.questions, []);
    }

    /// The largest and smallest numbers of machines, among a few of usual size.
    #[rstest]
    fn so_are_the_ends_of_numbers(
        #[values("2147483647", "4294967295", "65535", "-2147483648")] none: &str,
    ) {
        let file = text(&format!(
            "date,latency_ms\n2026-01-01,120\n2026-01-02,{none}\n2026-01-03,95\n2026-01-04,180\n"
        ));
        asked(&proposed(&file).0, Topic::Placeholders);
        assert_eq!(numbers(&answered(&file), "value"), [120.0, 95.0, 180.0]);
    }

    #[test]
    fn a_metric_in_a_column_of_its_own_waits_alone() {
        let file =
            text("date,a,b\n2026-01-01,1,-999\n2026-01-02,2,7.5\n2026-01-03,3,8\n2026-01-04,4,9\n");
        let (found, mapped) = proposed(&file);
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
            asked(&proposed(&file).0, Topic::Placeholders)
                .examples
                .len(),
            2
        );
        assert_eq!(durations(&answered(&file)), [3600.0]);
    }

    #[test]
    fn a_file_within_days_of_1970_is_asked_about() {
        let file = series(&["1970-01-01T12:46:23Z", "1970-01-01T12:47:23Z"]);
        let (found, mapped) = proposed(&file);
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
        let (found, mapped) = proposed(&case("26-steps-are-not-moments/steps.csv"));
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
            filters: outturn_metrics::scorecard::Filters::default(),
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
        let ranking = ranked.ranking.as_ref().unwrap();
        let best = &ranking.leaders[0];
        assert_eq!(
            (best.label.as_str(), best.lag(), ranking.grain),
            ("effort (by step)", 1, Grain::Day)
        );
        // No word of days: the steps have none.
        let english = Locale::EN;
        let headline = lead_lag_headline(ranking, &english);
        let overlay = charts::overlay(
            ranked.overlay.as_ref().unwrap(),
            ranking,
            best,
            &[],
            &english,
        )
        .unwrap();
        let said = [
            headline.into_iter().map(|phrase| phrase.text).collect(),
            best.sentence.clone(),
            method(ranking, &english),
            place(best.evidence.unwrap().relation, ranking.unit),
            overlay.title,
            overlay.subtitle,
        ];
        for sentence in &said {
            assert!(!sentence.contains("day"), "{sentence}");
        }
        assert!(
            said[0].contains("by 1 step") && said[0].contains("effective steps"),
            "{}",
            said[0]
        );
        assert_eq!(said[3], "1 step ahead");
        // Steps have one length: no other is taken.
        let by_week = LeadLagQuestion {
            grain: Some(Grain::Week),
            ..question
        };
        assert_eq!(session.answer(&by_week).unwrap().grain, Some(Grain::Day));
    }

    #[rstest]
    #[case::training("step,loss\n100,2.5\n200,1.5\n300,1.25\n")]
    #[case::sprints("sprint,velocity\n1,20\n2,22\n3,25\n")]
    #[case::epochs("epoch,accuracy\n0,0.5\n1,0.75\n2,0.875\n")]
    #[case::words("sprint,points\nSprint 1,20\nSprint 2,22\nSprint 3,25\n")]
    #[case::months_of_no_year("month,revenue\n1,100\n2,120\n3,140\n")]
    #[case::fractions("time,a\n0.5,1\n1.0,2\n1.5,3\n")]
    fn so_are_steps_under_other_names(#[case] file: &str) {
        let (found, mapped) = proposed(&text(file));
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
        let (found, mapped) = proposed(&text(file));
        assert_eq!(found.questions, []);
        assert_eq!(moments(&mapped, "date"), dates);
    }

    /// Six digits that are dates in two orders, far from each other in both: 24 January 2015 or 15 January 2024.
    #[test]
    fn digits_of_two_readings_are_asked_about_with_both() {
        let file = text("date,metric,value\n240115,signups,5\n");
        let (found, mapped) = proposed(&file);
        assert_eq!(mapped.rows_used, 0);
        let question = asked(&found, Topic::Steps);
        let labels: Vec<&str> = question.choices.iter().map(|c| c.label.as_str()).collect();
        assert_eq!(
            labels,
            [
                "day before month: 240115 is 2015-01-24",
                "year before month and day: 240115 is 2024-01-15"
            ]
        );
        let mapping = question.answer(found.mapping.as_ref(), 0).unwrap();
        let mapped = apply(&read(&file), &mapping).unwrap();
        assert_eq!(moments(&mapped, "date"), ["2015-01-24"]);
        assert_eq!(moments(&answered(&file), "date"), ["2024-01-15"]);
    }
}
