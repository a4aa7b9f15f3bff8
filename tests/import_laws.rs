//! What must hold for any file: chunks do not matter, and what is written reads back the same.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn::engine::import::{FileFacts, Importer, Pass, RawFile, ReadOptions, read_all};
use outturn::engine::table::{Column, Table};
use outturn::engine::units::Timestamp;
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

/// Longer than what is looked at before the delimiter is chosen.
fn long() -> impl Strategy<Value = String> {
    ("[a-z0-9,\"\n]{40,80}", 5000..9000usize).prop_map(|(line, times)| {
        format!(
            "x,y\n{}",
            format!("1,{}\n", line.replace('"', "\"\"")).repeat(times)
        )
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn long_files_in_any_chunks_give_the_same(text in long(), sizes in prop::collection::vec(1000..200_000usize, 1..4)) {
        same(&read_in("f", text.as_bytes(), &[text.len()]), &read_in("f", text.as_bytes(), &sizes));
    }
}

/// A value as a writer of delimited text writes it: text always in quotes, numbers with a point.
fn write_csv(table: &Table) -> String {
    let quote = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut out = table
        .columns()
        .map(|(name, _)| quote(name))
        .collect::<Vec<_>>()
        .join(",");
    for row in 0..table.rows() {
        let cells = table.columns().map(|(_, column)| match column {
            Column::Text(text) => text.get(row).map(quote).unwrap_or_default(),
            Column::F64(values) => values
                .get(row)
                .map(|v| format!("{v:?}"))
                .unwrap_or_default(),
            _ => column.display(row).unwrap_or_default(),
        });
        out.push_str("\r\n");
        out.push_str(&cells.collect::<Vec<_>>().join(","));
    }
    out
}

/// Text that is not the spelling of another type in every row, told apart by its first character.
fn column(rows: usize) -> impl Strategy<Value = Column> {
    fn cells<T: std::fmt::Debug>(
        value: impl Strategy<Value = T>,
        rows: usize,
    ) -> impl Strategy<Value = Vec<Option<T>>> {
        // The first row has a value: a column without one has no type to keep.
        prop::collection::vec(prop::option::of(value), rows)
            .prop_filter("a value", |v| v[0].is_some())
    }
    prop_oneof![
        cells("x[ -~\n\ré日]{0,12}", rows)
            .prop_map(|v| Column::from_texts(v.iter().map(Option::as_deref))),
        cells(-1e300..1e300f64, rows).prop_map(Column::from_numbers),
        cells(-999_999_999_999_999_999..=999_999_999_999_999_999i64, rows)
            .prop_map(|v| Column::I64(v.into_iter().collect())),
        cells(any::<bool>(), rows).prop_map(|v| Column::Bool(v.into_iter().collect())),
        // Years 1 to 9999.
        cells(-62_135_596_800_000_000..253_402_300_799_999_999i64, rows).prop_map(|v| {
            Column::from_timestamps(v.into_iter().map(|v| v.map(Timestamp)).collect())
        }),
    ]
}

fn table() -> impl Strategy<Value = Table> {
    (1..12usize).prop_flat_map(|rows| {
        prop::collection::vec(column(rows), 2..6).prop_map(move |columns| {
            let mut table = Table::new(rows);
            for (at, column) in columns.into_iter().enumerate() {
                table.push(&format!("c{at}"), column);
            }
            table
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_that_is_written_reads_back_the_same(table in table()) {
        let written = write_csv(&table);
        let file = read_all("f.csv", written.as_bytes(), &ReadOptions::default()).unwrap();
        prop_assert_eq!(&file.table, &table, "{}", written);
        prop_assert!(file.left_out.is_empty());
    }
}
