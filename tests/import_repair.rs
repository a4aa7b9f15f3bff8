//! What exports get wrong and is repaired: each rule counted, with its first example, and not made where it is switched off.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn_core::table::ColumnType;
use outturn_import::{
    Answer, ColumnChoice, DateOrder, DecimalSign, Fault, LeftOutReason, RawFile, ReadOptions,
    RepairRule, Subject, read_all,
};
use rstest::rstest;

fn read_as(text: &str, options: &ReadOptions) -> RawFile {
    let name = if text.starts_with(['[', '{']) {
        "f.json"
    } else {
        "f.csv"
    };
    read_all(name, text.as_bytes(), options).unwrap()
}

fn read(text: &str) -> RawFile {
    read_as(text, &ReadOptions::default())
}

fn off(rule: RepairRule) -> ReadOptions {
    ReadOptions {
        off: [rule].into(),
        ..ReadOptions::default()
    }
}

fn shown(file: &RawFile, column: &str) -> Vec<String> {
    let column = file.table.column(column).unwrap();
    (0..column.len())
        .map(|row| column.display(row).unwrap_or_default())
        .collect()
}

fn repair(file: &RawFile, rule: RepairRule) -> Option<(u64, &str)> {
    let found = file.repairs.iter().find(|r| r.rule == rule)?;
    Some((found.count, found.example.as_str()))
}

/// A file, the rule it needs, how often and on what first, and what column `x` holds with and without the rule.
#[rstest]
#[case::apostrophe("x,y\n'-0.35,a\n1.5,b\n'-2,c\n", RepairRule::Apostrophe, 2, "'-0.35 → -0.35 in x", &["-0.35", "1.5", "-2"], &["'-0.35", "1.5", "'-2"])]
#[case::thousands("x,y\n\"1,234.5\",a\n12.25,b\n\"2,000,000\",c\n", RepairRule::ThousandsSign, 2, "1,234.5 → 1234.5 in x", &["1234.5", "12.25", "2000000"], &["1,234.5", "12.25", "2,000,000"])]
#[case::comma("x;y\n0,35;a\n12;b\n", RepairRule::DecimalComma, 1, "0,35 → 0.35 in x", &["0.35", "12"], &["0,35", "12"])]
#[case::currency("x,y\n$12.50,a\n$3,b\n", RepairRule::CurrencySign, 2, "$12.50 → 12.5 in x", &["12.5", "3"], &["$12.50", "$3"])]
#[case::percent("x,y\n95.5%,a\n0.7 %,b\n", RepairRule::PercentSign, 2, "95.5% → 0.955 in x", &["0.955", "0.007"], &["95.5%", "0.7 %"])]
#[case::parentheses("x,y\n(12.50),a\n3,b\n", RepairRule::Parentheses, 1, "(12.50) → -12.5 in x", &["-12.5", "3"], &["(12.50)", "3"])]
#[case::infinity("x,y\n1.5,a\ninf,b\n-Infinity,c\n", RepairRule::NonFinite, 2, "inf → missing in x", &["1.5", "", ""], &["1.5", "inf", "-Infinity"])]
#[case::null_word("x,y\n1,a\nNULL,b\n", RepairRule::NullWord, 1, "NULL in x", &["1", ""], &["1", "NULL"])]
#[case::dates("x,y\n2024-03-12,a\n13/Mar/24,b\n2024-03-14,c\n", RepairRule::MixedDates, 1, "13/Mar/24 → 2024-03-13T00:00:00Z in x", &["2024-03-12T00:00:00Z", "2024-03-13T00:00:00Z", "2024-03-14T00:00:00Z"], &["2024-03-12", "13/Mar/24", "2024-03-14"])]
#[case::number_in_text("[{\"x\":\"1.5\"},{\"x\":2}]", RepairRule::NumberInText, 1, "\"1.5\" → 1.5 in x", &["1.5", "2"], &["1.5", "2"])]
#[case::short("x,y\n1,a\n2\n", RepairRule::ShortRow, 1, "row 2: 1 cells of 2", &["1", "2"], &["1"])]
#[case::surplus("x,y\n1,a\n2,b,,\n", RepairRule::SurplusEmptyCells, 1, "row 2: 2", &["1", "2"], &["1"])]
#[case::blank("x,y\n1,a\n\n2,b\n", RepairRule::BlankLine, 1, "before data row 2", &["1", "2"], &["1", "", "2"])]
#[case::quote("y,x\na,\"one \"1\" one\"\nb,two\n", RepairRule::LoneQuote, 2, "a,\"one \"1\" one", &["one \"1\" one", "two"], &["two"])]
#[case::totals("x,y\n1,2\n3,4\nTotal:,6\n\n", RepairRule::TotalsRow, 1, "Total:,6", &["1", "3"], &["1", "3", "Total:"])]
#[case::preamble("Report of the week\n\nx,y\n1,a\n2,b\n", RepairRule::Preamble, 1, "Report of the week", &["1", "2"], &[])]
#[case::separator("sep=;\nx;y\n1;a\n2;b\n", RepairRule::SeparatorLine, 1, "sep=;", &["1", "2"], &[])]
fn a_rule_is_counted_and_can_be_switched_off(
    #[case] text: &str,
    #[case] rule: RepairRule,
    #[case] count: u64,
    #[case] example: &str,
    #[case] healed: &[&str],
    #[case] without: &[&str],
) {
    let file = read(text);
    assert_eq!(repair(&file, rule), Some((count, example)));
    assert_eq!(shown(&file, "x"), healed);
    assert_eq!(file.questions, []);

    // Without the rule for titles and that for `sep=` each other's line is in the way.
    let mut options = off(rule);
    if rule == RepairRule::SeparatorLine {
        options.off.insert(RepairRule::Preamble);
    }
    let file = read_as(text, &options);
    assert_eq!(repair(&file, rule), None);
    match file.table.column("x") {
        Some(_) => assert_eq!(shown(&file, "x"), without),
        None => assert_eq!(without, [""; 0]),
    }
}

#[test]
fn a_repair_without_which_nothing_can_be_read_refuses_the_file() {
    for (text, rule) in [
        ("x,x\n1,2\n", RepairRule::RepeatedName),
        ("x,\n1,2\n", RepairRule::MissingName),
    ] {
        let error = read_all("f.csv", text.as_bytes(), &off(rule)).unwrap_err();
        assert!(
            matches!(error.fault, Fault::RepairOff { rule: found, .. } if found == rule),
            "{error}"
        );
    }
    let error = read_all("f.json", b"[{\"x\":NaN}]", &off(RepairRule::NonFinite)).unwrap_err();
    assert!(matches!(error.fault, Fault::BadJson { .. }), "{error}");
}

#[rstest]
#[case::european("x;y\n1.234,50 €;a\n0,99 €;b\n", &["1234.5", "0.99"])]
#[case::swiss("x;y\nCHF 1'234.50;a\nCHF 0.99;b\n", &["1234.5", "0.99"])]
#[case::spaces("x;y\n1 234 567;a\n12;b\n", &["1234567", "12"])]
#[case::whole("x,y\n\"1,234,567\",a\n\"12,000\",b\n", &["1234567", "12000"])]
#[case::as_elsewhere("x,y\n\"1,234\",0.5\n\"5,678\",1.5\n", &["1234", "5678"])]
#[case::comma_elsewhere("x;y\n1,234;0,5\n5,678;1,5\n", &["1.234", "5.678"])]
#[case::points_elsewhere("x;y\n1.234;0,5\n5.678;1,5\n", &["1234", "5678"])]
fn signs_in_numbers_are_understood_where_the_file_proves_them(
    #[case] text: &str,
    #[case] values: &[&str],
) {
    let file = read(text);
    assert_eq!(shown(&file, "x"), values);
    assert_eq!(file.questions, []);
}

/// Addresses, versions, codes, telephone numbers and lists of identifiers are not numbers with signs in them.
#[rstest]
#[case("192.168.100.200\n192.168.100.201\n")]
#[case("1.2.3\n1.2.4\n")]
#[case("007\n1,000\n")]
#[case("+1 555 123\n+1 555 456\n")]
#[case("12 ms\n13 ms\n")]
#[case("1;2\n3;4\n")]
#[case("$5\nfive\n")]
fn what_only_looks_like_numbers_stays_as_it_stands(#[case] cells: &str) {
    let rows: String = cells.lines().map(|c| format!("\"{c}\",z\n")).collect();
    let file = read(&format!("x,y\n{rows}"));
    assert_eq!(shown(&file, "x"), cells.lines().collect::<Vec<_>>());
    assert_eq!(
        file.table.column("x").unwrap().column_type(),
        ColumnType::Text
    );
    assert_eq!(file.questions, []);
}

#[test]
fn an_open_decimal_sign_is_asked_and_the_answer_heeded() {
    let text = "x;y\n1,234;a\n5,678;b\n";
    let file = read(text);
    assert_eq!(
        file.table.column("x").unwrap().column_type(),
        ColumnType::Text
    );
    let [question] = file.questions.as_slice() else {
        panic!("{:?}", file.questions)
    };
    assert_eq!(
        (question.subject, question.column.as_deref()),
        (Subject::Decimal, Some("x"))
    );
    assert_eq!(question.examples, ["1,234", "5,678"]);
    // Semicolons between cells are how programs write that use the comma for fractions.
    assert_eq!(question.guess, Answer::Decimal(DecimalSign::Comma));
    assert!(question.choices.contains(&question.guess));

    for (sign, values) in [
        (DecimalSign::Comma, ["1.234", "5.678"]),
        (DecimalSign::Point, ["1234", "5678"]),
    ] {
        let mut options = ReadOptions::default();
        options.answer(question, &Answer::Decimal(sign));
        let file = read_as(text, &options);
        assert_eq!(
            (shown(&file, "x"), file.questions),
            (values.map(str::to_owned).to_vec(), vec![])
        );
    }
}

#[test]
fn an_open_order_of_day_and_month_is_asked_and_the_answer_heeded() {
    // Sorted, as exports are, by month first.
    let text = "x,y\n01/11/2024,1\n01/12/2024,2\n02/01/2024,3\n03/01/2024,4\n";
    let file = read(text);
    let [question] = file.questions.as_slice() else {
        panic!("{:?}", file.questions)
    };
    assert_eq!(question.subject, Subject::DateOrder);
    assert_eq!(question.guess, Answer::Dates(DateOrder::MonthFirst));
    assert_eq!(file.ambiguous_dates, ["x"]);

    let mut options = ReadOptions::default();
    options.answer(question, &question.guess);
    let file = read_as(text, &options);
    assert_eq!(shown(&file, "x")[2], "2024-02-01T00:00:00Z");
    assert_eq!((file.questions, file.ambiguous_dates), (vec![], vec![]));
}

#[test]
fn numbers_of_two_kinds_are_not_put_together_unasked() {
    let text = "x,y\n5%,a\n0.6,b\n";
    let file = read(text);
    let [question] = file.questions.as_slice() else {
        panic!("{:?}", file.questions)
    };
    // A share beside percentages is a share.
    assert_eq!(
        (question.subject, &question.guess),
        (Subject::Percent, &Answer::Numbers)
    );
    assert_eq!(
        file.table.column("x").unwrap().column_type(),
        ColumnType::Text
    );
    for (answer, values) in [
        (Answer::Numbers, ["0.05", "0.6"]),
        (Answer::Percent, ["0.05", "0.006"]),
        (Answer::Text, ["5%", "0.6"]),
    ] {
        assert!(question.choices.contains(&answer));
        let mut options = ReadOptions::default();
        options.answer(question, &answer);
        let file = read_as(text, &options);
        assert_eq!(
            (shown(&file, "x"), file.questions),
            (values.map(str::to_owned).to_vec(), vec![])
        );
    }
}

/// Numbers that a document of an older build said to be one kind are still asked which currency is counted.
#[test]
fn two_currencies_are_never_one_column() {
    let file = read("x,y\n$5,a\n€6,b\n");
    assert_eq!(file.questions[0].subject, Subject::Currencies);
    let numbers = ReadOptions {
        columns: [(
            "x".to_owned(),
            ColumnChoice {
                kind: Some(ColumnType::Number),
                ..ColumnChoice::default()
            },
        )]
        .into(),
        ..ReadOptions::default()
    };
    let file = read_as("x,y\n$5,a\n€6,b\n", &numbers);
    assert_eq!(file.questions[0].subject, Subject::Currencies);
}

#[test]
fn a_type_that_is_chosen_counts() {
    let choose = |kind| ReadOptions {
        columns: [(
            "x".to_owned(),
            ColumnChoice {
                kind: Some(kind),
                ..ColumnChoice::default()
            },
        )]
        .into(),
        ..ReadOptions::default()
    };
    let text = "x,y\n1.50,a\nabout 2,b\n3,c\n";
    let file = read_as(text, &choose(ColumnType::Number));
    assert_eq!(shown(&file, "x"), ["1.5", "", "3"]);
    assert!(
        file.warnings[0].contains("1 cells of x are not numbers")
            && file.warnings[0].contains("about 2"),
        "{:?}",
        file.warnings
    );
    let file = read_as("x,y\n1.50,a\n3,b\n", &choose(ColumnType::Text));
    assert_eq!(shown(&file, "x"), ["1.50", "3"]);
    let file = read_as(
        "x,y\n2024-01-02,a\nsoon,b\n",
        &choose(ColumnType::Timestamp),
    );
    assert_eq!(shown(&file, "x"), ["2024-01-02T00:00:00Z", ""]);
}

/// 1735689600 is 2025-01-01T00:00:00Z: GNU `date -d @1735689600 -u`.
#[rstest]
#[case::seconds("1735689600", "2025-01-01T00:00:00Z")]
#[case::fractions("1735689600.5", "2025-01-01T00:00:00.500Z")]
#[case::milliseconds("1735689600123", "2025-01-01T00:00:00.123Z")]
#[case::microseconds("1735689600123456", "2025-01-01T00:00:00.123456Z")]
#[case::nanoseconds("1735689600123456789", "2025-01-01T00:00:00.123456Z")]
fn moments_since_1970_are_read_in_a_column_of_times(#[case] cell: &str, #[case] moment: &str) {
    let text = format!("Time,n\n{cell},1\n{cell},2\n");
    let file = read(&text);
    if cell.len() < 19 {
        assert_eq!(shown(&file, "Time"), [moment, moment]);
        let (count, example) = repair(&file, RepairRule::EpochTime).unwrap();
        assert!(
            count == 2 && example.ends_with(&format!(" → {moment} in Time")),
            "{example}"
        );
    }
    assert_eq!(
        shown(&read_as(&text, &off(RepairRule::EpochTime)), "Time"),
        [cell, cell]
    );
    // A duration is none, nor a number that no time of ours is.
    assert_eq!(
        shown(&read(&text.replace("Time", "wait_time")), "wait_time"),
        [cell, cell]
    );
    assert_eq!(shown(&read("Time,n\n12,1\n"), "Time"), ["12"]);
}

#[test]
fn the_users_words_for_no_value_are_missing() {
    let options = ReadOptions {
        null_words: vec!["-999".into(), "missing".into()],
        ..ReadOptions::default()
    };
    let file = read_as("x,t\n1.5,a\n-999,missing\nmissing,b\n", &options);
    assert_eq!(shown(&file, "x"), ["1.5", "", ""]);
    assert_eq!(shown(&file, "t"), ["a", "", "b"]);
    assert_eq!(repair(&file, RepairRule::NullWord), Some((3, "-999 in x")));
    assert_eq!(
        shown(&read_as("x,y\n5,1\n-999,2\n", &options), "x"),
        ["5", ""]
    );
}

#[test]
fn times_without_a_zone_are_in_the_one_that_is_chosen() {
    let options = ReadOptions {
        utc_offset_minutes: Some(120),
        ..ReadOptions::default()
    };
    let text = "a,b,c\n2024-01-01 00:30:00,2024-01-01T00:30:00Z,12/Mar/24 9:41 AM\n2024-01-02 00:30:00,2024-01-01T00:30:00Z,2024-03-12\n";
    let file = read_as(text, &options);
    assert_eq!(shown(&file, "a")[0], "2023-12-31T22:30:00Z");
    assert_eq!(shown(&file, "b")[0], "2024-01-01T00:30:00Z");
    assert_eq!(shown(&file, "c")[0], "2024-03-12T07:41:00Z");
    assert!(
        file.warnings.iter().any(|w| w.contains("UTC+02:00: a, c")),
        "{:?}",
        file.warnings
    );
    // The order of day and month is that of the zone's own calendar, however it is found.
    let text = "a\n01/02/2024 00:30\n02/25/2024 00:30\n";
    assert_eq!(
        shown(&read_as(text, &options), "a")[0],
        "2024-01-01T22:30:00Z"
    );
}

#[test]
fn quotes_are_what_the_user_says() {
    let options = ReadOptions {
        quote: Some('\''),
        ..ReadOptions::default()
    };
    let file = read_as("x,y\n'a,''b''',1\n\"c\",2\n", &options);
    assert_eq!(shown(&file, "x"), ["a,'b'", "\"c\""]);
    let same = ReadOptions {
        delimiter: Some('\''),
        ..options
    };
    let error = read_all("f", b"x\n", &same).unwrap_err();
    assert_eq!(error.fault, Fault::BadDelimiter { found: '\'' });
}

#[rstest]
#[case::titles("Weekly report\nPeriod:;2024\n\nday;n;cost\n2024-01-01;1;2,5\n2024-01-02;2;3,5\n", &["day", "n", "cost"], 2)]
#[case::padded("Report,,,\nAll time,,,\na,b,c,d\n1,2,3,4\n5,6,7,8\n", &["a", "b", "c", "d"], 2)]
#[case::none("a,b,c\n1,2,3\n4,5,6\n", &["a", "b", "c"], 0)]
#[case::long_rows("a,b\n1,2,x\n3,4,y\n", &["a", "b"], 0)]
#[case::no_names("only\n1,2\n3,4\n", &["only"], 0)]
fn lines_in_front_of_the_header_are_skipped(
    #[case] text: &str,
    #[case] names: &[&str],
    #[case] skipped: u32,
) {
    let file = read(text);
    let found: Vec<&str> = file.table.columns().map(|(name, _)| name).collect();
    assert_eq!((found.as_slice(), file.format.preamble), (names, skipped));
}

#[test]
fn the_user_says_where_the_header_is() {
    let options = ReadOptions {
        preamble: Some(1),
        ..ReadOptions::default()
    };
    let file = read_as("a,b\nx,y\n1,2\n", &options);
    assert_eq!(shown(&file, "x"), ["1"]);
}

#[test]
fn a_row_of_totals_is_left_out_and_shown() {
    let file = read("team,n,cost\nred,1,2.5\nblue,2,3.5\ntoo,many,cells,here\nTotal,3,6.0\n\n");
    assert_eq!(shown(&file, "cost"), ["2.5", "3.5"]);
    let left: Vec<_> = file
        .left_out
        .iter()
        .map(|l| (l.row, l.reason.code()))
        .collect();
    assert_eq!(left, [(3, "wrong_cell_count"), (4, "totals_row")]);
    assert_eq!(file.rows_read, 4);
    // Nothing is summed by a row above others, nor by one without a figure.
    let file = read("team,n\nTotal,1\nred,2\nblue,3\n");
    assert_eq!(file.left_out, []);
    let file = read("team,n\nred,2\nblue,3\nTotal,none\n");
    assert_eq!(file.left_out, []);
}

#[test]
fn a_file_cut_in_a_quote_is_read_as_far_as_it_goes() {
    let file = read("a,b\n1,x\n2,\"cut off he");
    assert_eq!(shown(&file, "a"), ["1"]);
    assert_eq!(
        (file.left_out[0].row, file.left_out[0].reason),
        (2, LeftOutReason::CutOff)
    );
    assert_eq!(file.left_out[0].found.as_deref(), Some("2,\"cut off he"));
    assert!(
        file.warnings[0].contains("stops inside a quoted cell"),
        "{:?}",
        file.warnings
    );
}

#[rstest]
#[case::limit(format!("x,y\n{}", "1,2\n".repeat(20_000)), Some("Exactly 20000 rows"))]
#[case::sheet(format!("x,y\n{}", "1,2\n".repeat(65_535)), Some("Exactly 65535 rows"))]
#[case::bare("x,y\n1,2\n3,4".to_owned(), Some("The last line has no end"))]
#[case::cropped(format!("x,y\n1,{}\n", "é".repeat(32_000)), Some("Cells of y have exactly 32000 characters"))]
#[case::sound("x,y\n1,2\n3,4\n".to_owned(), None)]
fn an_export_that_may_have_been_cut_is_suspected(#[case] text: String, #[case] says: Option<&str>) {
    let warnings = read(&text).warnings;
    match says {
        Some(says) => assert!(
            warnings.len() == 1 && warnings[0].starts_with(says),
            "{warnings:?}"
        ),
        None => assert_eq!(warnings, [""; 0]),
    }
}
