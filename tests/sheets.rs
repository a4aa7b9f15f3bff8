//! What a sheet shows and its cells alone do not say: formulas that were never calculated, merged cells, names in two lines, what is
//! hidden. Each workbook was written by the program in its name, or by that and saved again by LibreOffice; how is in
//! `tests/data/README.md`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn_import::{
    Answer, Fault, ImportError, LeftOutReason, MergedNumber, RawFile, ReadOptions, RepairRule,
    Subject,
};
use outturn_workbook::read_all;
use rstest::rstest;

fn opened(path: &str, options: &ReadOptions) -> Result<RawFile, ImportError> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    let bytes = std::fs::read(format!("{folder}/{path}")).unwrap();
    read_all(path.rsplit('/').next().unwrap(), &bytes, options)
}

fn load(path: &str) -> RawFile {
    opened(path, &ReadOptions::default()).unwrap()
}

fn refused(path: &str) -> ImportError {
    opened(path, &ReadOptions::default()).unwrap_err()
}

fn names(file: &RawFile) -> Vec<&str> {
    file.table.columns().map(|(name, _)| name).collect()
}

fn shown(file: &RawFile, column: &str) -> Vec<String> {
    let column = file
        .table
        .column(column)
        .unwrap_or_else(|| panic!("{:?}", names(file)));
    (0..column.len())
        .map(|row| column.display(row).unwrap_or_default())
        .collect()
}

fn sum(file: &RawFile, column: &str) -> f64 {
    let column = file.table.column(column).unwrap();
    (0..column.len()).filter_map(|row| column.number(row)).sum()
}

fn repaired(file: &RawFile, rule: RepairRule) -> u64 {
    let of_rule = file.repairs.iter().find(|repair| repair.rule == rule);
    of_rule.map_or(0, |repair| repair.count)
}

mod formulas {
    use super::*;

    #[rstest]
    #[case::zeros_of_xlsxwriter(
        "cases/11-formulas-not-calculated/formula_zero.xlsx",
        "value holds formulas",
        "E2"
    )]
    #[case::none_of_openpyxl(
        "cases/11-formulas-not-calculated/formula_uncached.xlsx",
        "value holds formulas",
        "E2"
    )]
    #[case::in_one_column_of_two("sheets/half_calculated.xlsx", "tax holds formulas", "D2")]
    #[case::of_xlwt("sheets/uncalculated_xlwt.xls", "value holds formulas", "D2")]
    #[case::of_odfpy("sheets/uncalculated_odfpy.ods", "value holds formulas", "D2")]
    #[case::zeros_in_a_binary_workbook("sheets/uncalculated.xlsb", "cost holds formulas", "D2")]
    // LibreOffice keeps the zeros of a workbook that says it is Excel's, and drops the wish to be calculated.
    #[case::zeros_that_libreoffice_kept(
        "sheets/zeros_libreoffice.xlsx",
        "value holds formulas",
        "E2"
    )]
    #[case::zeros_in_open_document("sheets/zeros_libreoffice.ods", "value holds formulas", "E2")]
    fn that_were_never_calculated_are_no_zeros(
        #[case] path: &str,
        #[case] says: &str,
        #[case] place: &str,
    ) {
        let error = refused(path);
        assert!(
            matches!(&error.fault, Fault::NeverCalculated { first, .. } if first == place),
            "{error}"
        );
        let sentence = error.to_string();
        assert!(sentence.contains(says), "{sentence}");
        assert!(
            sentence.contains("that no spreadsheet has calculated yet"),
            "{sentence}"
        );
        assert!(
            sentence.contains("Open the workbook in a spreadsheet, have it calculate"),
            "{sentence}"
        );
    }

    /// The workbook without results, opened and saved by LibreOffice: 100i − 10i for i from 1 to 6.
    #[test]
    fn that_were_calculated_since_are_their_values() {
        let file = load("sheets/calculated_libreoffice.xlsx");
        assert_eq!(
            shown(&file, "value"),
            ["90", "180", "270", "360", "450", "540"]
        );
        assert_eq!(sum(&file, "value"), 1_890.0);
    }

    /// As LibreOffice opens it: 20 + 60 + 120.
    #[test]
    fn of_a_binary_workbook_are_their_values_too() {
        let file = load("sheets/calculated.xlsb");
        assert_eq!(shown(&file, "cost"), ["20", "60", "120"]);
    }

    /// A row of sums is left out whatever it says.
    #[test]
    fn of_sums_below_the_table_hinder_nothing() {
        let file = load("sheets/total_openpyxl.xlsx");
        assert_eq!((sum(&file, "value"), file.table.rows()), (60.0, 3));
        assert_eq!(file.left_out[0].reason, LeftOutReason::TotalsRow);
    }

    /// One result of several is zero.
    #[test]
    fn with_results_of_zero_among_others_are_read() {
        let file = load("sheets/calculated_xlsxwriter.xlsx");
        assert_eq!(shown(&file, "value"), ["0", "100", "200"]);
        assert_eq!(shown(&file, "note"), ["fine", "fine", "fine"]);
    }
}

mod merged_cells {
    use super::*;

    /// The fifth row of the sheet is hidden.
    #[test]
    fn of_a_binary_workbook_are_filled_and_its_hidden_rows_named() {
        let file = load("sheets/merged.xlsb");
        assert_eq!(
            shown(&file, "service"),
            ["gpu", "gpu", "storage", "storage"]
        );
        assert_eq!(repaired(&file, RepairRule::MergedCell), 2);
        let told = |w: &String| w.starts_with("The sheet hides 1 of its rows");
        assert!(file.warnings.iter().any(told), "{:?}", file.warnings);
    }

    /// latency 1, 2, 3 and spend 4, 5, 6, as in the control whose cells are filled.
    #[test]
    fn hold_for_all_rows_that_they_cover() {
        let file = load("cases/12-merged-cells/merged_body.xlsx");
        let control = load("cases/12-merged-cells/merged_control.xlsx");
        assert_eq!(file.table, control.table);
        assert_eq!(file.rows_read, 6);
        assert_eq!(repaired(&file, RepairRule::MergedCell), 4);
    }

    #[rstest]
    fn of_names_and_dates_are_filled_whatever_the_format(
        #[values(
            "merged_openpyxl.xlsx",
            "merged_libreoffice.xlsx",
            "merged_libreoffice.xls",
            "merged_libreoffice.ods"
        )]
        name: &str,
    ) {
        let file = load(&format!("sheets/{name}"));
        assert_eq!(
            shown(&file, "service"),
            ["api", "api", "api", "web", "web", "web"]
        );
        let months: Vec<String> = shown(&file, "month");
        let months: Vec<&str> = months.iter().map(|month| &month[..7]).collect();
        assert_eq!(
            months,
            [
                "2026-01", "2026-01", "2026-02", "2026-02", "2026-03", "2026-03"
            ]
        );
        assert_eq!(sum(&file, "value"), 21.0);
        assert_eq!(file.questions, []);
        let off = ReadOptions {
            off: [RepairRule::MergedCell].into(),
            ..ReadOptions::default()
        };
        let file = opened(&format!("sheets/{name}"), &off).unwrap();
        assert_eq!(shown(&file, "service"), ["api", "", "", "web", "", ""]);
    }

    #[test]
    fn of_xlwt_are_filled() {
        let file = load("sheets/merged_xlwt.xls");
        assert_eq!(
            shown(&file, "service"),
            ["api", "api", "api", "web", "web", "web"]
        );
    }

    /// 90 over three months may be 30 a month or 90 a month: 120 or 300 with the 30 below.
    #[test]
    fn of_numbers_are_asked_about() {
        let file = load("sheets/merged_number.xlsx");
        let [question] = file.questions.as_slice() else {
            panic!("{:?}", file.questions)
        };
        assert_eq!(question.subject, Subject::MergedNumbers);
        assert!(
            question.is_about_the_table(),
            "nothing is computed before the answer"
        );
        assert_eq!(question.examples, ["C2:C4: 90"]);
        for (number, values, total) in [
            (MergedNumber::OfAllRows, ["90", "", "", "30"], 120.0),
            (MergedNumber::OfEachRow, ["90", "90", "90", "30"], 300.0),
        ] {
            let mut options = ReadOptions::default();
            options.answer(question, &Answer::Merged(number));
            let file = opened("sheets/merged_number.xlsx", &options).unwrap();
            assert_eq!(shown(&file, "value"), values);
            assert_eq!((sum(&file, "value"), file.questions), (total, vec![]));
        }
    }

    /// A title over the whole width, groups over their columns, a date and a note over both lines of names.
    #[rstest]
    fn of_groups_name_the_columns_with_what_is_below(
        #[values(
            "groups_xlsxwriter.xlsx",
            "groups_libreoffice.xls",
            "groups_libreoffice.ods"
        )]
        name: &str,
    ) {
        let file = load(&format!("sheets/{name}"));
        assert_eq!(
            names(&file),
            ["date", "api p50", "api p95", "web p50", "web p95", "note"]
        );
        assert_eq!(shown(&file, "web p50"), ["12", "22", "32"]);
        assert_eq!(repaired(&file, RepairRule::JoinedHeader), 1);
        assert_eq!((file.rows_read, file.left_out.len()), (3, 0));
    }
}

mod hidden {
    use super::*;

    fn told(name: &str, what: &str) -> bool {
        let file = load(&format!("sheets/{name}"));
        file.warnings.iter().any(|warning| warning.contains(what))
    }

    #[rstest]
    fn rows_and_columns_are_read_and_named(
        #[values(
            "merged_openpyxl.xlsx",
            "merged_libreoffice.xlsx",
            "merged_libreoffice.ods"
        )]
        name: &str,
    ) {
        assert!(told(
            name,
            "hides 2 of its rows, which count like the others: 4, 5."
        ));
        assert!(told(
            name,
            "hides columns, which are read like the others: D."
        ));
        assert_eq!(load(&format!("sheets/{name}")).rows_read, 6);
    }

    #[rstest]
    fn sheets_are_named_and_not_read(
        #[values(
            "merged_openpyxl.xlsx",
            "merged_libreoffice.xlsx",
            "merged_libreoffice.xls",
            "merged_libreoffice.ods"
        )]
        name: &str,
    ) {
        assert!(told(
            name,
            "The workbook hides sheets that were not read: Rates, Old."
        ));
    }

    #[test]
    fn nothing_is_said_of_what_is_not() {
        let file = load("cases/12-merged-cells/merged_control.xlsx");
        assert!(
            !file.warnings.iter().any(|w| w.contains("hide")),
            "{:?}",
            file.warnings
        );
    }
}

mod several_sheets {
    use super::*;
    use outturn_core::table::TableKind;
    use outturn_protocol::Treatment;
    use outturn_session::Session;
    use outturn_store::document::{Document, DocumentFile};

    /// Spend of three months on one sheet, latency of four on another: each is a file of its own, with its own mapping.
    #[test]
    fn of_a_workbook_are_taken_at_once() {
        let book = load("sheets/two_tables.xlsx");
        let [question] = book.questions.as_slice() else {
            panic!("{:?}", book.questions)
        };
        let all = Answer::Sheets(vec!["Spend".into(), "Latency".into()]);
        assert_eq!(
            question.choices,
            [
                Answer::Sheet("Spend".into()),
                Answer::Sheet("Latency".into()),
                all.clone()
            ]
        );
        assert_eq!(question.guess, all, "they begin with the same names");

        let mut document = Document::default();
        for (id, name) in [("a", "a.csv"), ("b", "two_tables.xlsx"), ("c", "c.csv")] {
            document.files.push(DocumentFile::new(id, name, false));
        }
        let sheets =
            [("s", "Spend"), ("l", "Latency")].map(|(id, sheet)| (id.to_owned(), sheet.to_owned()));
        document.take_sheets("b", &sheets);
        let names: Vec<&str> = document
            .files
            .iter()
            .map(|file| file.name.as_str())
            .collect();
        assert_eq!(
            names,
            [
                "a.csv",
                "two_tables.xlsx: Spend",
                "two_tables.xlsx: Latency",
                "c.csv"
            ],
            "in the workbook's place"
        );

        let mut session = Session::default();
        let rows: Vec<(u64, Option<TableKind>)> = document.files[1..3]
            .iter()
            .map(|file| {
                let raw = opened("sheets/two_tables.xlsx", &file.options).unwrap();
                let summary = session.load(&file.id, raw, &Treatment::from(file)).unwrap();
                (summary.rows_used, summary.kind)
            })
            .collect();
        assert_eq!(
            rows,
            [
                (3, Some(TableKind::MetricSeries)),
                (4, Some(TableKind::MetricSeries))
            ]
        );
    }

    #[test]
    fn of_no_workbook_change_nothing() {
        let mut document = Document::default();
        document.files.push(DocumentFile::new("a", "a.csv", false));
        let before = document.clone();
        document.take_sheets("a", &[]);
        document.take_sheets("nowhere", &[("s".into(), "Spend".into())]);
        assert_eq!(document, before);
    }
}

mod numbers_of_days {
    use super::*;

    /// Six months, twice each, as numbers without the style of a date: in a workbook that counts from 1904, and under merged cells.
    #[rstest]
    #[case::since_1904("sheets/day_numbers_1904_xlsxwriter.xlsx")]
    #[case::merged("sheets/merged_day_numbers_xlsxwriter.xlsx")]
    fn are_days_of_the_workbook_s_calendar(#[case] path: &str) {
        let days = shown(&load(path), "date");
        let months = (1..=6).flat_map(|month| [month; 2]);
        let months: Vec<String> = months
            .map(|m| format!("2026-{m:02}-01T00:00:00Z"))
            .collect();
        assert_eq!(days, months);
    }
}
