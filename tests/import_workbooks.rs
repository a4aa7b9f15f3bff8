//! Workbooks of other formats than .xlsx, as LibreOffice and SheetJS write them, and as they arrive when they are broken.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // in helpers of tests too a panic is the report

use outturn_import::{Fault, FormatKind, RawFile, ReadOptions, RepairRule};
use outturn_workbook::read_all;
use rstest::rstest;

const XLS: &str = "workbook_libreoffice.xls";
const ODS: &str = "workbook_libreoffice.ods";
const XLSB: &str = "calamine_base.xlsb";

fn bytes(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

fn load(name: &str) -> RawFile {
    read_all(name, &bytes(name), &ReadOptions::default()).unwrap()
}

fn shown(file: &RawFile, column: &str) -> Vec<String> {
    let column = file.table.column(column).unwrap();
    (0..column.len())
        .map(|row| column.display(row).unwrap_or_default())
        .collect()
}

/// The same cells as in tests/import_xlsx.rs, where openpyxl wrote them.
#[rstest]
#[case::of_excel_97(XLS, FormatKind::Xls)]
#[case::of_open_document(ODS, FormatKind::Ods)]
fn the_same_table_is_read_whatever_the_format(#[case] name: &str, #[case] kind: FormatKind) {
    let (file, expected) = (load(name), load("workbook_openpyxl.xlsx"));
    assert_eq!(file.format.kind, kind);
    for column in ["id", "cost", "note", "share"] {
        assert_eq!(shown(&file, column), shown(&expected, column), "{column}");
    }
    for column in ["opened_at", "day"] {
        let mut moments = shown(&expected, column);
        if kind == FormatKind::Ods {
            // LibreOffice writes hundredths of a second, and counts days in front of March 1900 as they were.
            for moment in &mut moments {
                *moment = moment
                    .replace(".999Z", ".990Z")
                    .replace("1900-01-01", "1899-12-31");
            }
        }
        assert_eq!(shown(&file, column), moments, "{column}");
    }
    let truth = match kind {
        FormatKind::Ods => ["1", "0", ""], // as LibreOffice has saved it
        _ => ["true", "false", ""],
    };
    assert_eq!(shown(&file, "ok"), truth);
    assert_eq!(file.format.sheet, expected.format.sheet);
    assert_eq!(file.format.sheets, expected.format.sheets);
    assert_eq!(file.repairs, expected.repairs);
    assert_eq!(file.rows_read, expected.rows_read);
}

/// Cells of every type, with what python-calamine's own tests expect of these files: `test_ods_read`, `test_xls_read`, `test_xlsb_read`.
#[rstest]
fn every_type_of_cell_becomes_text(#[values("xls", "ods", "xlsb")] format: &str) {
    let name = format!("calamine_base.{format}");
    let options = ReadOptions {
        sheet: Some("Sheet1".to_owned()),
        ..ReadOptions::default()
    };
    let mut text = String::new();
    let sheet = outturn_workbook::read(&name, &bytes(&name), &options, |rows| {
        text.push_str(rows);
        Ok(())
    });
    assert_eq!(
        text,
        "String,1,1.1,true,false,2010-10-10,2010-10-10T10:10:10,10:10:10,10:10:10.100,255:10:10\n"
    );
    assert_eq!(sheet.unwrap().name, "Sheet1");
}

#[rstest]
fn a_workbook_with_a_password_says_so(#[values("xls", "ods", "xlsb")] format: &str) {
    let name = format!("calamine_password.{format}");
    let refused = read_all(&name, &bytes(&name), &ReadOptions::default()).unwrap_err();
    let sentence = refused.to_string();
    assert!(
        sentence.contains("it is protected by a password"),
        "{sentence}"
    );
}

#[rstest]
fn a_sheet_is_chosen_by_its_name(#[values(XLS, ODS)] name: &str) {
    let chosen = |sheet: &str| {
        let options = ReadOptions {
            sheet: Some(sheet.to_owned()),
            ..ReadOptions::default()
        };
        read_all(name, &bytes(name), &options)
    };
    assert_eq!(
        chosen("notes").unwrap().format.sheet.as_deref(),
        Some("notes")
    );
    let refused = chosen("none").unwrap_err();
    assert_eq!(
        refused.fault,
        Fault::NoSuchSheet {
            name: "none".into()
        }
    );
}

#[rstest]
fn an_error_stays_where_the_user_wants_it(#[values(XLS, ODS)] name: &str) {
    let options = ReadOptions {
        off: [RepairRule::ErrorCell].into(),
        ..ReadOptions::default()
    };
    let file = read_all(name, &bytes(name), &options).unwrap();
    assert_eq!(shown(&file, "cost"), ["12.5", "-3", "#DIV/0!"]);
}

/// Whatever is cut off is missed, unless it is no part of the table.
#[rstest]
fn a_workbook_that_is_cut_off_is_refused_in_a_sentence(#[values(XLS, ODS, XLSB)] name: &str) {
    let whole = bytes(name);
    let table = load(name).table;
    for share in [3, 10, 50, 90, 99] {
        let cut = &whole[..whole.len() * share / 100];
        match read_all(name, cut, &ReadOptions::default()) {
            Ok(file) => assert_eq!(file.table, table, "{share} %"),
            Err(refused) => assert!(
                matches!(
                    refused.fault,
                    Fault::BadWorkbook { .. } | Fault::Binary { .. }
                ),
                "{share} %: {refused}"
            ),
        }
    }
}

/// A flipped byte is refused or read; it is no panic. (A binary workbook ends the program that reads it instead: see
/// tests/e2e_programs.rs.)
#[rstest]
fn a_damaged_workbook_ends_nothing(#[values(XLS, ODS)] name: &str) {
    let whole = bytes(name);
    for at in (0..whole.len()).step_by(97) {
        let mut damaged = whole.clone();
        damaged[at] ^= 0xA5;
        let _ = read_all(name, &damaged, &ReadOptions::default());
    }
}

#[test]
fn a_file_of_old_office_without_a_workbook_is_refused() {
    let document = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and W\0o\0r\0d\0";
    let refused = read_all("minutes.doc", document, &ReadOptions::default()).unwrap_err();
    assert!(
        refused
            .to_string()
            .contains("an old Office document without a workbook in it"),
        "{refused}"
    );
}

/// SheetJS writes cells without their column where they follow one another; passed over, half of the table would be missing.
#[test]
fn cells_in_a_form_that_is_not_read_are_refused() {
    let name = "workbook_sheetjs.xlsb";
    let refused = read_all(name, &bytes(name), &ReadOptions::default()).unwrap_err();
    let sentence = refused.to_string();
    assert!(
        sentence.contains("some of its cells are stored in a short form that is not supported"),
        "{sentence}"
    );
    assert!(
        sentence.contains("Save it again as an Excel workbook (.xlsx)"),
        "{sentence}"
    );
}
