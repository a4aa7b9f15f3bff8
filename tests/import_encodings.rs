//! The same table in every encoding and packing that is read; what is damaged is refused with a sentence.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use flate2::{Compression, GzBuilder};
use outturn_import::{
    Encoding, Fault, FileFacts, FormatKind, Importer, Pass, RawFile, ReadOptions, RepairRule,
    read_all,
};
use rstest::rstest;
use std::io::Read;

const TEXT: &str = "name,price\nCafé,1.5\nÜbung – €,2.5\n";

fn utf16(text: &str, mark: bool, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = mark.then_some(0xFEFF);
    mark.into_iter()
        .chain(text.encode_utf16())
        .flat_map(order)
        .collect()
}

/// Python: `TEXT.encode("cp1252")`.
const CP1252: &[u8] = b"name,price\nCaf\xe9,1.5\n\xdcbung \x96 \x80,2.5\n";

fn names(file: &RawFile) -> Vec<&str> {
    let column = file.table.column("name").unwrap();
    (0..column.len())
        .filter_map(|row| column.text(row))
        .collect()
}

fn repair(file: &RawFile, rule: RepairRule) -> Option<(u64, &str)> {
    let found = file.repairs.iter().find(|r| r.rule == rule)?;
    Some((found.count, found.example.as_str()))
}

fn off(rule: RepairRule) -> ReadOptions {
    ReadOptions {
        off: [rule].into(),
        ..ReadOptions::default()
    }
}

#[rstest]
#[case::utf8(TEXT.as_bytes().to_vec(), Encoding::Utf8)]
#[case::marked([b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(), Encoding::Utf8)]
#[case::low(utf16(TEXT, true, u16::to_le_bytes), Encoding::Utf16Le)]
#[case::high(utf16(TEXT, true, u16::to_be_bytes), Encoding::Utf16Be)]
#[case::low_unmarked(utf16(TEXT, false, u16::to_le_bytes), Encoding::Utf16Le)]
#[case::high_unmarked(utf16(TEXT, false, u16::to_be_bytes), Encoding::Utf16Be)]
#[case::western(CP1252.to_vec(), Encoding::Windows1252)]
fn the_encoding_is_found_and_shown(#[case] bytes: Vec<u8>, #[case] encoding: Encoding) {
    for options in [
        ReadOptions::default(),
        ReadOptions {
            encoding: Some(encoding),
            ..ReadOptions::default()
        },
    ] {
        let file = read_all("f.csv", &bytes, &options).unwrap();
        assert_eq!(file.format.encoding, encoding);
        assert_eq!(names(&file), ["Café", "Übung – €"]);
    }
}

#[test]
fn what_was_done_to_the_bytes_is_counted() {
    let file = read_all("f.csv", CP1252, &ReadOptions::default()).unwrap();
    assert_eq!(repair(&file, RepairRule::Windows1252), Some((4, "E9 → é")));
    let wide = utf16(TEXT, true, u16::to_le_bytes);
    let file = read_all("f.csv", &wide, &ReadOptions::default()).unwrap();
    assert_eq!(repair(&file, RepairRule::Utf16), Some((1, "UTF-16LE")));
    assert_eq!(repair(&file, RepairRule::ByteOrderMark), Some((1, "FF FE")));
    assert!(file.format.bom);
}

#[test]
fn a_choice_wins_over_what_would_be_found() {
    let chosen = ReadOptions {
        encoding: Some(Encoding::Windows1252),
        ..ReadOptions::default()
    };
    let file = read_all("f.csv", "name,n\nCafé,1\n".as_bytes(), &chosen).unwrap();
    assert_eq!(names(&file), ["CafÃ©"]);
    let chosen = ReadOptions {
        encoding: Some(Encoding::Utf8),
        ..ReadOptions::default()
    };
    let error = read_all("f.csv", CP1252, &chosen).unwrap_err();
    assert_eq!(error.fault, Fault::NotUtf8 { found: 0xE9 });
    assert_eq!(error.at.byte, Some(14));
}

/// A letter beyond ASCII far down in the file is the same letter as at its top.
#[test]
fn the_encoding_of_a_late_letter_is_found() {
    let mut bytes = b"name,price\n".to_vec();
    for row in 0..40_000 {
        bytes.extend(format!("plain,{row}.5\n").bytes());
    }
    bytes.extend(b"Caf\xe9,1.5\n");
    let file = read_all("f.csv", &bytes, &ReadOptions::default()).unwrap();
    assert_eq!(names(&file).last(), Some(&"Café"));
    assert_eq!(file.format.encoding, Encoding::Windows1252);
}

#[test]
fn a_repair_that_is_off_is_not_made() {
    let error = read_all("f.csv", CP1252, &off(RepairRule::Windows1252)).unwrap_err();
    assert_eq!(error.fault, Fault::NotUtf8 { found: 0xE9 });
    let wide = utf16(TEXT, true, u16::to_le_bytes);
    let error = read_all("f.csv", &wide, &off(RepairRule::Utf16)).unwrap_err();
    assert!(error.to_string().contains("UTF-16"), "{error}");
}

/// A gzip member with a name in its header, as `gzip` writes it.
fn member(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    GzBuilder::new()
        .filename("data.csv")
        .buf_read(bytes, Compression::default())
        .read_to_end(&mut out)
        .unwrap();
    out
}

fn in_chunks(name: &str, bytes: &[u8], size: usize) -> RawFile {
    let facts = FileFacts {
        name: name.into(),
        bytes: bytes.len() as u64,
    };
    let mut importer = Importer::new(facts, ReadOptions::default());
    bytes
        .chunks(size)
        .for_each(|chunk| importer.push(chunk).unwrap());
    match importer.finish().unwrap() {
        Pass::Done(file) => *file,
        Pass::Again(_) => panic!("nothing clashes here"),
    }
}

/// `printf 'name,n\nann,1\nbob,2\n' | gzip -9n | xxd`, by gzip 1.12.
const BY_GZIP: &[u8] = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcb\x4b\xcc\x4d\xd5\xc9\xe3\x4a\xcc\xcb\xd3\x31\xe4\x4a\xca\x4f\xd2\x31\xe2\x02\x00\x22\x13\x20\xbb\x13\x00\x00\x00";

#[test]
fn an_archive_by_gzip_itself_is_read() {
    let file = read_all("f.csv.gz", BY_GZIP, &ReadOptions::default()).unwrap();
    assert_eq!(names(&file), ["ann", "bob"]);
    assert!(file.format.gzip);
    assert_eq!(file.bytes, BY_GZIP.len() as u64);
}

#[test]
fn archives_are_unpacked_however_they_come() {
    let rows: String = (0..30_000).map(|n| format!("row {n},{n}.5\n")).collect();
    let (first, second) = rows.split_at(100_000);
    // Several members are one file; padding after them is let by.
    let archive = [
        member(b"name,price\n"),
        member(first.as_bytes()),
        member(second.as_bytes()),
        vec![0; 512],
    ]
    .concat();
    for size in [1, 7, 1000, archive.len()] {
        let file = in_chunks("f.csv.gz", &archive, size);
        assert_eq!(
            (file.table.rows(), names(&file)[29_999]),
            (30_000, "row 29999")
        );
    }
}

#[rstest]
#[case::json("f.json.gz", b"[{\"name\":\"x\"}]", FormatKind::Json)]
#[case::lines(
    "f.jsonl.gz",
    b"{\"name\":\"x\"}\n{\"name\":\"y\"}\n",
    FormatKind::JsonLines
)]
#[case::western("f.csv.gz", CP1252, FormatKind::Csv)]
fn what_is_in_an_archive_is_read_as_it_would_be_outside(
    #[case] name: &str,
    #[case] bytes: &[u8],
    #[case] kind: FormatKind,
) {
    let file = read_all(name, &member(bytes), &ReadOptions::default()).unwrap();
    let outside = read_all(name, bytes, &ReadOptions::default()).unwrap();
    assert_eq!((file.format.kind, &file.table), (kind, &outside.table));
}

#[test]
fn damaged_archives_are_refused() {
    let whole = member(TEXT.as_bytes());
    let refused = |bytes: &[u8]| {
        read_all("f.csv.gz", bytes, &ReadOptions::default())
            .unwrap_err()
            .to_string()
    };
    for cut in [2, 5, 12, 30, whole.len() - 1] {
        assert!(
            refused(&whole[..cut]).contains("stops before it is complete"),
            "{cut}"
        );
    }
    let mut other = whole.clone();
    let end = other.len();
    other[end - 6] ^= 1;
    assert!(refused(&other).contains("its checksum is another"));
    let mut other = whole.clone();
    other[end - 2] ^= 1;
    assert!(refused(&other).contains("its length is another"));
    let mut other = whole.clone();
    other[25] ^= 0xFF;
    assert!(refused(&other).contains("cannot be unpacked"));
    let followed = [whole.as_slice(), b"rubbish"].concat();
    assert!(refused(&followed).contains("something else follows its data"));
    assert!(refused(&member(&whole)).contains("a gzip archive within a gzip archive"));
}
