//! What a column of moments means: which of day, month and year comes first, in which zone it is written, where its days begin, and
//! what numbers in it count.
//!
//! The files of `tests/data/cases` have their right figures from their makers' calendars, as written beside each.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // here a panic is the report

#[path = "common/reading.rs"]
mod reading;

use outturn_import::{
    Answer, DateOrder, DayNumbers, ReadOptions, RepairRule, Subject, apply, read_all, recognise,
};
use reading::*;
use rstest::rstest;

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
        assert_eq!(proposed(&file).1.rows_used, 0);
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
        assert_eq!(moments(&proposed(&file).1, "date"), dates);
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
        assert_eq!(proposed(&file).1.rows_used, 0);
        let mapped = answered(&file);
        assert_eq!(moments(&mapped, "date"), ["2026-04-13", "2026-04-14"]);
        assert_eq!(mapped.left_out[0].found.as_deref(), Some("04/15/2026"));
    }

    #[test]
    fn one_word_among_dates_costs_its_row_only() {
        let (_, mapped) = proposed(&series(&["13/04/2026", "tbd", "03/04/2026"]));
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
        assert_eq!(proposed(&file).1.rows_used, 0);
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
    #[case::hungarian("2025.01.28.", "2025-01-28")]
    #[case::hungarian_with_spaces("2025. 01. 28.", "2025-01-28")]
    #[case::hungarian_with_a_time("2025.01.28. 10:30", "2025-01-28T10:30:00Z")]
    #[case::croatian("28.01.2025.", "2025-01-28")]
    #[case::croatian_with_spaces("8. 1. 2025.", "2025-01-08")]
    #[case::week("2026-W05", "2026-01-26")]
    fn dates_are_read_as_programs_and_people_write_them(#[case] cell: &str, #[case] date: &str) {
        let (found, mapped) = proposed(&series(&[cell]));
        assert_eq!(found.questions, []);
        assert_eq!(moments(&mapped, "date"), [date]);
    }
}

mod periods_and_digits {
    use super::*;

    /// English months and digits by `pandas.to_datetime` with the format of the cells, weeks by `datetime.fromisocalendar`; quarters,
    /// halves and other languages by the calendar on the wall.
    #[rstest]
    #[case::month_and_short_year(&["Jan-24", "Feb-24", "Dec-24"], &["2024-01-01", "2024-02-01", "2024-12-01"])]
    #[case::apostrophe(&["Mar'24", "Apr'24"], &["2024-03-01", "2024-04-01"])]
    #[case::french(&["janv.-24", "août-24"], &["2024-01-01", "2024-08-01"])]
    #[case::german(&["Mai 2024", "Dez. 2024"], &["2024-05-01", "2024-12-01"])]
    #[case::quarters(&["Q1'24", "2Q24", "T3 2024"], &["2024-01-01", "2024-04-01", "2024-07-01"])]
    #[case::halves(&["H1 2024", "2024H2"], &["2024-01-01", "2024-07-01"])]
    #[case::year_month_day(&["240112", "240113", "240129"], &["2024-01-12", "2024-01-13", "2024-01-29"])]
    #[case::day_month_year(&["120124", "010224", "130124"], &["2024-01-12", "2024-02-01", "2024-01-13"])]
    #[case::day_month_full_year(&["12012024", "13012024"], &["2024-01-12", "2024-01-13"])]
    #[case::with_a_time(&["20240112T120000Z", "20240113T060000Z"], &["2024-01-12T12:00:00Z", "2024-01-13T06:00:00Z"])]
    #[case::all_in_digits(&["20240112120000", "20240113060000"], &["2024-01-12T12:00:00Z", "2024-01-13T06:00:00Z"])]
    #[case::ordinals(&["January 1st, 2026", "March 2nd, 2026"], &["2026-01-01", "2026-03-02"])]
    #[case::days_of_the_week(&["Donnerstag, 1. Januar 2026", "lunes 2 marzo 2026", "jeudi 3 déc. 2026"], &["2026-01-01", "2026-03-02", "2026-12-03"])]
    #[case::weeks_in_words(&["Week 1, 2026", "Week 2, 2026"], &["2025-12-29", "2026-01-05"])]
    #[case::with_an_hour(&["2024011212", "2024011306"], &["2024-01-12T12:00:00Z", "2024-01-13T06:00:00Z"])]
    fn are_read_over_the_whole_column(#[case] cells: &[&str], #[case] dates: &[&str]) {
        let (found, mapped) = proposed(&series(cells));
        assert_eq!(found.questions, []);
        assert_eq!(moments(&mapped, "date"), dates);
    }

    /// The name of the column says what its digits are.
    #[rstest]
    #[case("week", &["202401", "202414", "202452"], &["2024-01-01", "2024-04-01", "2024-12-23"])]
    #[case("iso_week", &["202501", "202502"], &["2024-12-30", "2025-01-06"])]
    #[case("month", &["2101", "2102", "2112"], &["2021-01-01", "2021-02-01", "2021-12-01"])]
    #[case("Monat", &["Mär 2024", "Mai 2024"], &["2024-03-01", "2024-05-01"])]
    #[case("mois", &["févr. 2024", "déc. 2024"], &["2024-02-01", "2024-12-01"])]
    fn are_what_the_name_says(#[case] name: &str, #[case] cells: &[&str], #[case] dates: &[&str]) {
        let rows: String = cells.iter().map(|cell| format!("{cell},7\n")).collect();
        let (_, mapped) = proposed(&text(&format!("{name},signups\n{rows}")));
        assert_eq!(moments(&mapped, "date"), dates);
    }

    /// The 24th, 25th and 26th of a January that nobody names are no months of three years.
    #[test]
    fn days_without_a_year_are_no_months() {
        let (_, mapped) = proposed(&series(&["Jan-24", "Jan-25", "Jan-26"]));
        assert_eq!(mapped.rows_used, 0);
        assert_eq!(mapped.left_out[0].reason.code(), "not_a_date");
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
        assert_eq!(proposed(&file).1.rows_used, 0);
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

    /// A job that ran late changes nothing in what the other rows are: with its own day, as it is written.
    #[rstest]
    #[case::late(&["2026-03-01T00:00:00+01:00", "2026-03-02T00:00:00+01:00", "2026-03-31T23:30:00+02:00", "2026-04-01T00:00:00+02:00"], &["2026-03-01", "2026-03-02", "2026-03-31T23:30:00Z", "2026-04-01"])]
    #[case::first_of_all(&["2026-03-01T06:15:00+09:00", "2026-03-02T00:00:00+09:00", "2026-04-01T00:00:00+09:00"], &["2026-03-01T06:15:00Z", "2026-03-02", "2026-04-01"])]
    #[case::beside_a_word(&["2026-03-01T00:00:00+01:00", "open", "2026-03-31T23:30:00+02:00", "2026-04-01T00:00:00+02:00"], &["2026-03-01", "2026-03-31T23:30:00Z", "2026-04-01"])]
    fn so_are_those_beside_a_few_other_moments(#[case] cells: &[&str], #[case] days: &[&str]) {
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
    #[case::half_of_them(&["2026-03-01T00:00:00+01:00", "2026-03-02T00:00:00+01:00", "2026-03-02T12:10:00+01:00", "2026-03-03T09:30:00+01:00"])]
    #[case::one_day_again(&["2026-03-01T00:00:00+01:00", "2026-03-01T00:00:00+01:00", "2026-03-02T12:10:00+01:00"])]
    #[case::only_utc(&["2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "2026-03-03T12:00:00+01:00"])]
    #[case::without_a_zone(&["2026-03-01 00:00:00", "2026-03-02 00:00:00"])]
    fn nobody_is_asked_about_other_moments(#[case] cells: &[&str]) {
        assert_eq!(read(&series(cells)).questions, []);
    }
}

mod two_digit_years {
    use super::*;
    use outturn_core::units::Timestamp;
    use outturn_import::{Answer, DateOrder, FileFacts, Importer, Pass, ReadOptions};

    /// The likeliest order of a file's dates, when it was last written on that day, if that is known.
    fn likeliest((name, bytes): &File, written: Option<&str>) -> DateOrder {
        let facts = FileFacts {
            name: name.clone(),
            bytes: bytes.len() as u64,
        };
        let mut importer = Importer::new(facts, ReadOptions::default());
        if let Some(day) = written {
            let day: chrono::DateTime<chrono::Utc> = format!("{day}T00:00:00Z").parse().unwrap();
            importer = importer.written_at(Timestamp(day.timestamp_micros()));
        }
        loop {
            importer.push(bytes).unwrap();
            match importer.finish().unwrap() {
                Pass::Again(again) => importer = *again,
                Pass::Done(raw) => match raw.questions[0].guess {
                    Answer::Dates(order) => return order,
                    ref other => panic!("{other}"),
                },
            }
        }
    }

    /// 25/01/28 is 28 January 2025 or 25 January 2028; a file written in 2025 knows nothing of 2028, and neither does one whose other
    /// dates end in 2025.
    #[rstest]
    #[case::one("date,cost\n25/01/28,5\n", Some("2025-03-01"), DateOrder::YearFirst)]
    #[case::of_later("date,cost\n25/01/28,5\n", Some("2028-03-01"), DateOrder::DayFirst)]
    #[case::beside_others(
        "date,paid_on,cost\n25/01/28,2025-02-01,5\n25/02/28,2025-03-01,5\n",
        None,
        DateOrder::YearFirst
    )]
    #[case::joined_as_programs_do("date,cost\n25-01-28,5\n", None, DateOrder::YearFirst)]
    // 28 January 2025, and not 25 January 2028.
    #[case::the_year_behind("date,cost\n28/01/25,5\n", Some("2025-03-01"), DateOrder::DayFirst)]
    fn do_not_lie_ahead(
        #[case] csv: &str,
        #[case] written: Option<&str>,
        #[case] order: DateOrder,
    ) {
        assert_eq!(likeliest(&text(csv), written), order);
    }
}
