//! What must hold for any file: chunks do not matter, nor encoding and packing.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn::engine::import::{FileFacts, Importer, Pass, RawFile, ReadOptions};
use proptest::prelude::*;

/// Reads a file in chunks of these sizes, over and over; says how it ended either way.
fn read_in(name: &str, bytes: &[u8], sizes: &[usize]) -> Result<RawFile, String> {
    let facts = FileFacts {
        name: name.into(),
        bytes: bytes.len() as u64,
    };
    let mut importer = Importer::new(facts, ReadOptions::default());
    loop {
        let (mut rest, mut sizes) = (bytes, sizes.iter().cycle());
        while !rest.is_empty() {
            let size = sizes.next().copied().unwrap_or(1).clamp(1, rest.len());
            importer.push(&rest[..size]).map_err(|e| e.to_string())?;
            rest = &rest[size..];
        }
        match importer.finish().map_err(|e| e.to_string())? {
            Pass::Done(file) => return Ok(*file),
            Pass::Again(again) => importer = *again,
        }
    }
}

fn same(left: &Result<RawFile, String>, right: &Result<RawFile, String>) {
    match (left, right) {
        (Ok(left), Ok(right)) => {
            assert_eq!(left.table, right.table);
            assert_eq!(left.left_out, right.left_out);
            assert_eq!(left.repairs, right.repairs);
            assert_eq!(
                (left.rows_read, &left.sha256, left.bytes),
                (right.rows_read, &right.sha256, right.bytes)
            );
            assert_eq!(
                (&left.format, &left.warnings, &left.questions),
                (&right.format, &right.warnings, &right.questions)
            );
        }
        (Err(left), Err(right)) => assert_eq!(left, right),
        _ => panic!("{left:?} and {right:?}"),
    }
}

/// A gzip archive of one member.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut crc = u32::MAX;
    for &byte in bytes {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
        }
    }
    let mut out = b"\x1F\x8B\x08\0\0\0\0\0\0\xFF".to_vec();
    out.extend(miniz_oxide::deflate::compress_to_vec(bytes, 6));
    out.extend((!crc).to_le_bytes());
    out.extend((bytes.len() as u32).to_le_bytes());
    out
}

/// Text of the bytes that steer a parser.
fn awkward() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(","),
        Just(";"),
        Just("\n"),
        Just("\r\n"),
        Just("\r"),
        Just("\""),
        Just("\"\""),
        Just(" "),
        Just("a"),
        Just("é"),
        Just("1"),
        Just("2.50"),
        Just("007"),
        Just("NULL"),
        Just("true"),
        Just("2024-01-02"),
        Just("03/04/2024"),
        Just("日本"),
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just(":"),
        Just("\\"),
        Just("\u{FEFF}"),
        Just("sep="),
        Just("total"),
        Just("1,5"),
        Just("$2"),
        Just("NaN"),
    ];
    prop::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

/// Longer than what is looked at before the delimiter is chosen: a few kinds of lines, over and over.
fn long() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "[a-z0-9,\"\n]{40,80}",
        "[a-z0-9]{1,9},[a-z0-9]{1,9}",
        "\"[a-z, ]{0,9}\",[0-9]{1,4}",
        "[0-9]{1,4},\"([a-z,\r\n]|\"\"){0,9}\"",
        "[a-z0-9,é日\r ]{0,80}",
    ];
    (
        prop::collection::vec((line, 1..30usize), 1..6),
        prop::bool::ANY,
    )
        .prop_map(|(lines, windows)| {
            let end = if windows { "\r\n" } else { "\n" };
            let block: String = lines
                .iter()
                .map(|(line, times)| format!("{line}{end}").repeat(*times))
                .collect();
            format!("x,y{end}{}", block.repeat(400_000 / block.len() + 1))
        })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_any_chunks_gives_the_same(text in awkward(), sizes in prop::collection::vec(1..20usize, 1..8)) {
        for name in ["file.csv", "file.json"] {
            let whole = read_in(name, text.as_bytes(), &[text.len().max(1)]);
            same(&whole, &read_in(name, text.as_bytes(), &sizes));
            same(&whole, &read_in(name, text.as_bytes(), &[1]));
        }
    }

    /// The same text is the same table however it is written and packed.
    #[test]
    fn encoding_and_packing_do_not_matter(text in awkward(), sizes in prop::collection::vec(1..20usize, 1..8)) {
        // Without its own mark a text of few letters need not be known as UTF-16.
        let plain = text.replace('\u{FEFF}', "");
        let whole = read_in("file.csv", plain.as_bytes(), &[plain.len().max(1)]);
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            let units = std::iter::once(0xFEFF).chain(plain.encode_utf16());
            let wide: Vec<u8> = units.flat_map(order).collect();
            let read = read_in("file.csv", &wide, &sizes);
            prop_assert_eq!(whole.is_ok(), read.is_ok());
            if let (Ok(whole), Ok(read)) = (&whole, &read) {
                prop_assert_eq!(&whole.table, &read.table);
                prop_assert_eq!(&whole.left_out, &read.left_out);
            }
        }
        let packed = gzip(plain.as_bytes());
        let read = read_in("file.csv", &packed, &sizes);
        if let (Ok(whole), Ok(read)) = (&whole, &read) {
            prop_assert_eq!(&whole.table, &read.table);
            prop_assert_eq!(&whole.repairs, &read.repairs);
        } else {
            prop_assert_eq!(whole.err(), read.err());
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        same(&read_in("f", &bytes, &[1]), &read_in("f", &bytes, &[200]));
    }
}

/// A piece of the file may end anywhere, inside a quoted first cell as well.
#[test]
fn quoted_first_cells_are_whole_wherever_a_piece_ends() {
    let text = format!("name,value\n{}", "\"a b, c\",1\n".repeat(30_000));
    for piece in [7, 11, 1009] {
        let file = read_in("f.csv", text.as_bytes(), &[piece]).unwrap();
        assert_eq!(file.left_out, []);
        let names = file.table.column("name").unwrap();
        for row in 0..30_000 {
            assert_eq!(
                names.text(row),
                Some("a b, c"),
                "row {row}, pieces of {piece}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn long_files_in_any_chunks_give_the_same(text in long(), sizes in prop::collection::vec(1..200_000usize, 1..4)) {
        same(&read_in("f", text.as_bytes(), &[text.len()]), &read_in("f", text.as_bytes(), &sizes));
    }
}
