//! Excel workbooks as two libraries write them, and as they arrive when they are broken.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // in helpers of tests too a panic is the report
#![allow(
    dead_code,
    unused_qualifications,
    missing_docs,
    reason = "fuzz/ has its own lints"
)]

#[path = "../fuzz/src/lib.rs"]
mod laws;

use flate2::Compression;
use flate2::bufread::GzEncoder;
use outturn_import::{
    Answer, Fault, FileFacts, FormatKind, Importer, Pass, RawFile, ReadOptions, RepairRule, Subject,
};
use outturn_workbook::read_all;
use rstest::rstest;
use std::io::Read;

fn bytes(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    std::fs::read(format!("{folder}/{name}")).unwrap()
}

fn load(name: &str, options: &ReadOptions) -> RawFile {
    read_all(name, &bytes(name), options).unwrap()
}

fn shown(file: &RawFile, column: &str) -> Vec<String> {
    let column = file.table.column(column).unwrap();
    (0..column.len())
        .map(|row| column.display(row).unwrap_or_default())
        .collect()
}

fn check_incidents(file: &RawFile) {
    assert_eq!(shown(file, "id"), ["I-1", "I-2", "I-3"]);
    assert_eq!(
        shown(file, "opened_at"),
        ["2024-03-15T09:40:00Z", "2024-03-15T23:59:59.999Z", ""]
    );
    assert_eq!(
        shown(file, "day"),
        [
            "2024-03-15T00:00:00Z",
            "2024-02-29T00:00:00Z",
            "1900-01-01T00:00:00Z"
        ]
    );
    assert_eq!(shown(file, "cost"), ["12.5", "-3", ""]);
    assert_eq!(shown(file, "ok"), ["true", "false", ""]);
    assert_eq!(
        shown(file, "note"),
        ["say \"hi\", <now>", "two\nlines", "  naïve 日本 "]
    );
    let share = file.table.column("share").unwrap();
    assert_eq!(
        [share.number(0), share.number(1), share.number(2)],
        [Some(0.3), None, Some(1e-7)]
    );
}

#[test]
fn every_kind_of_cell_is_read() {
    let file = load("workbook_openpyxl.xlsx", &ReadOptions::default());
    check_incidents(&file);
    assert_eq!(file.format.kind, FormatKind::Xlsx);
    assert_eq!(file.format.sheet.as_deref(), Some("Incidents & more"));
    assert_eq!(file.format.sheets, ["Incidents & more", "notes"]);
    assert_eq!((file.format.preamble, file.format.header), (1, Some(true)));
    assert_eq!((file.left_out.len(), file.questions.len()), (0, 0));
    let rules: Vec<_> = file
        .repairs
        .iter()
        .map(|r| (r.rule, r.count, r.example.as_str()))
        .collect();
    assert_eq!(
        rules,
        [
            (RepairRule::Preamble, 1, "Incident report"),
            (RepairRule::ErrorCell, 1, "#DIV/0! → missing")
        ]
    );
}

#[test]
fn an_error_stays_where_the_user_wants_it() {
    let options = ReadOptions {
        off: [RepairRule::ErrorCell].into(),
        ..ReadOptions::default()
    };
    let file = load("workbook_openpyxl.xlsx", &options);
    assert_eq!(shown(&file, "cost"), ["12.5", "-3", "#DIV/0!"]);
}

#[test]
fn a_workbook_is_the_same_in_chunks_and_packed() {
    let bytes = bytes("workbook_openpyxl.xlsx");
    let facts = || FileFacts {
        name: "w.xlsx".into(),
        bytes: 0,
    };
    let mut importer = Importer::new(facts(), ReadOptions::default());
    let file = loop {
        for chunk in bytes.chunks(37) {
            importer.push(chunk).unwrap();
        }
        let options = ReadOptions::default();
        match outturn_workbook::finish("w.xlsx", &bytes, &options, importer).unwrap() {
            Pass::Done(file) => break file,
            Pass::Again(again) => importer = *again,
        }
    };
    check_incidents(&file);
    let mut packed = Vec::new();
    GzEncoder::new(bytes.as_slice(), Compression::fast())
        .read_to_end(&mut packed)
        .unwrap();
    let file = read_all("w.xlsx.gz", &packed, &ReadOptions::default()).unwrap();
    check_incidents(&file);
    assert!(file.format.gzip);
}

#[test]
fn of_several_sheets_the_user_is_asked() {
    let name = "workbook_xlsxwriter_1904.xlsx";
    let file = load(name, &ReadOptions::default());
    let [question] = file.questions.as_slice() else {
        panic!("{:?}", file.questions)
    };
    assert_eq!(
        (question.subject, question.is_about_the_table()),
        (Subject::Sheet, true)
    );
    assert_eq!(
        question.examples,
        ["small: k, v", "large: when, took, n, sum"]
    );
    assert_eq!(question.guess, Answer::Sheet("large".into()));
    // What is on show meanwhile is the guess.
    assert_eq!(file.table.rows(), 30);

    let mut options = ReadOptions::default();
    options.answer(question, &Answer::Sheet("small".into()));
    let file = load(name, &options);
    assert_eq!(
        (shown(&file, "v"), file.questions),
        (vec!["1".to_owned()], vec![])
    );

    options.sheet = Some("chart".into());
    let error = read_all(name, &bytes(name), &options).unwrap_err();
    assert_eq!(
        error.fault,
        Fault::NoSuchSheet {
            name: "chart".into()
        }
    );
}

/// The calendar that begins in 1904, hours past a day, and formulas with the values stored with them.
#[test]
fn the_other_calendar_and_formulas_are_read() {
    let options = ReadOptions {
        sheet: Some("large".into()),
        ..ReadOptions::default()
    };
    let file = load("workbook_xlsxwriter_1904.xlsx", &options);
    assert_eq!(shown(&file, "when")[0], "2024-03-01T06:00:00Z");
    assert_eq!(shown(&file, "when")[29], "2024-03-30T06:00:00Z");
    assert_eq!(shown(&file, "took")[0], "36:00:00");
    assert_eq!(shown(&file, "sum")[29], "58");
}

/// Some byte of a part's packed data.
fn inside(workbook: &[u8], part: &str) -> usize {
    let name = workbook
        .windows(part.len())
        .position(|w| w == part.as_bytes());
    name.unwrap() + part.len() + 10
}

/// Marks all parts as encrypted, in the directory.
fn lock(workbook: &mut [u8]) {
    for at in 0..workbook.len() - 4 {
        if workbook[at..].starts_with(b"PK\x01\x02") {
            workbook[at + 8] |= 1;
        }
    }
}

#[rstest]
#[case::cut(|b: &mut Vec<u8>| b.truncate(b.len() / 2), "its end is missing")]
#[case::damaged(|b: &mut Vec<u8>| { let at = inside(b, "xl/worksheets/sheet1.xml"); b[at..at + 40].fill(0xAA); }, "cannot be read")]
#[case::locked(|b: &mut Vec<u8>| lock(b), "protected by a password")]
#[case::not_a_workbook(|b: &mut Vec<u8>| { *b = b"PK\x05\x06".iter().copied().chain([0; 18]).collect(); }, "a zip archive, not a table")]
fn a_broken_workbook_is_refused(#[case] breaks: fn(&mut Vec<u8>), #[case] says: &str) {
    let mut bytes = bytes("workbook_openpyxl.xlsx");
    breaks(&mut bytes);
    let error = read_all("w.xlsx", &bytes, &ReadOptions::default()).unwrap_err();
    assert!(error.to_string().contains(says), "{error}");
}

/// Any byte may be another one: the workbook is read or refused, and neither takes long.
#[test]
fn no_damage_of_a_byte_is_more_than_refused() {
    let whole = bytes("workbook_openpyxl.xlsx");
    for at in (0..whole.len()).step_by(7) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let _ = read_all("w.xlsx", &bytes, &ReadOptions::default());
    }
}

fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

fn with_sheet(sheet: &[u8], strings: &str) -> Vec<u8> {
    let book = b"<workbook><sheets><sheet name='a' id='1'/></sheets></workbook>";
    let strings = format!("<sst>{strings}</sst>");
    laws::archive(book, sheet, strings.as_bytes(), b"<styleSheet/>", false)
}

/// The same cell in each way that XML has to write it, in a sheet and among the texts that cells share.
#[rstest]
#[case::entities("<t>a &lt; b &amp;&#233;&#xE9; &none; &</t>", "a < b &éé &none; &")]
#[case::verbatim("<t>1 <![CDATA[<b> & ]]>2</t>", "1 <b> & 2")]
#[case::comments("<t>1<!-- </t> -->2<?x </t> ?>3</t>", "123")]
#[case::runs(
    "<r><rPr/><t>bold</t></r><r><t xml:space=\"preserve\"> plain</t></r>",
    "bold plain"
)]
#[case::pronunciation("<t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh>", "東京")]
#[case::prefixes("<x:t>named</x:t>", "named")]
#[case::brackets_in_attributes("<t a='>' b=\"'>\">c</t >", "c")]
#[case::nothing("<t/>", "")]
fn a_text_is_read_however_xml_writes_it(#[case] text: &str, #[case] expected: &str) {
    let inline = |text: &str| format!("<c t='inlineStr'><is>{text}</is></c>");
    let names = ["own", "shared", "n"].map(|name| inline(&format!("<t>{name}</t>")));
    let row = format!(
        "<row>{}<c t='s'><v>0</v></c><c><v>1</v></c></row>",
        inline(text)
    );
    let rows = format!("<row>{}</row>{}", names.concat(), row.repeat(3));
    let bytes = with_sheet(sheet(&rows).as_bytes(), &format!("<si>{text}</si>"));
    let file = read_all("f.xlsx", &bytes, &ReadOptions::default()).unwrap();
    for column in ["own", "shared"] {
        assert_eq!(shown(&file, column), [expected; 3], "{column}");
    }
}

#[test]
fn a_cell_without_a_value_is_missing_whatever_it_says_it_is() {
    let empty: String = ["b", "e", "s", "n", "str"]
        .map(|kind| format!("<c t='{kind}'/>"))
        .concat();
    let text = |text: &str| format!("<c t='inlineStr'><is><t>{text}</t></is></c>");
    let names = ["b", "e", "s", "n", "str", "last"].map(text).concat();
    let rows = format!("<row>{names}</row><row>{empty}{}</row>", text("x"));
    let bytes = with_sheet(sheet(&rows).as_bytes(), "");
    let file = read_all("f.xlsx", &bytes, &ReadOptions::default()).unwrap();
    for column in ["b", "e", "s", "n", "str"] {
        assert_eq!(shown(&file, column), [""], "{column}");
    }
    assert_eq!(
        (shown(&file, "last"), file.repairs),
        (vec!["x".to_owned()], vec![])
    );
}

#[rstest]
#[case::document_type(b"<!DOCTYPE x [<!ENTITY e 'many'>]><worksheet/>".to_vec(), "declares a document type")]
#[case::cut(b"<worksheet><sheetData><row><c r='A1".to_vec(), "cut off")]
#[case::other_bytes(b"<worksheet><sheetData><row><c><v>\xE9</v></c></row>".to_vec(), "not UTF-8")]
#[case::deep(sheet(&"<row>".repeat(1000)).into_bytes(), "not those of a workbook")]
#[case::long_name(sheet(&format!("<{}>", "x".repeat(2000))).into_bytes(), "not those of a workbook")]
#[case::long_text(sheet(&format!("<row><c><v>{}</v></c></row>", "1".repeat(17 << 20))).into_bytes(), "more than 16777216 bytes")]
fn xml_that_is_no_sheet_is_refused(#[case] sheet: Vec<u8>, #[case] says: &str) {
    let bytes = with_sheet(&sheet, "");
    let error = read_all("f.xlsx", &bytes, &ReadOptions::default()).unwrap_err();
    assert!(error.to_string().contains(says), "{error}");
}
