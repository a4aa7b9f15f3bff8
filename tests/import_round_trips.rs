//! What is written reads back the same, in each format and dialect, in chunks of any size, packed or not.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // in laws of tests a panic is the report
#![allow(
    dead_code,
    unused_qualifications,
    missing_docs,
    reason = "fuzz/ has its own lints"
)]

#[path = "../fuzz/src/lib.rs"]
mod laws;

use outturn_core::table::{Column, Table};
use outturn_core::units::Timestamp;
use outturn_import::{FormatKind, ReadOptions};
use proptest::prelude::*;

/// How a writer of delimited text goes about it.
#[derive(Debug, Clone, Copy)]
struct Dialect {
    delimiter: char,
    line_end: &'static str,
    /// Quotes around every cell that is there, not only around text.
    all_quoted: bool,
    mark: bool,
    last_end: bool,
}

fn dialect() -> impl Strategy<Value = Dialect> {
    let delimiter = prop::sample::select(vec![',', ';', '\t', '|']);
    let line_end = prop::sample::select(vec!["\n", "\r\n"]);
    (delimiter, line_end, any::<(bool, bool, bool)>()).prop_map(
        |(delimiter, line_end, (all_quoted, mark, last_end))| Dialect {
            delimiter,
            line_end,
            all_quoted,
            mark,
            last_end,
        },
    )
}

/// A cell as a program writes it: numbers with a point and all their digits.
fn spelled(column: &Column, row: usize) -> Option<String> {
    match column {
        Column::F64(values) => values.get(row).map(|v| format!("{v:?}")),
        _ => column.display(row),
    }
}

fn write_csv(table: &Table, dialect: Dialect) -> String {
    let quote = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let between = dialect.delimiter.to_string();
    let names: Vec<String> = table.columns().map(|(name, _)| quote(name)).collect();
    let mut lines = vec![names.join(&between)];
    for row in 0..table.rows() {
        let cells = table
            .columns()
            .map(|(_, column)| match spelled(column, row) {
                Some(cell) if dialect.all_quoted || matches!(column, Column::Text(_)) => {
                    quote(&cell)
                }
                cell => cell.unwrap_or_default(),
            });
        lines.push(cells.collect::<Vec<_>>().join(&between));
    }
    let end = if dialect.last_end {
        dialect.line_end
    } else {
        ""
    };
    let mark = if dialect.mark { "\u{FEFF}" } else { "" };
    format!("{mark}{}{end}", lines.join(dialect.line_end))
}

fn json_value(column: &Column, row: usize) -> String {
    match (column, spelled(column, row)) {
        (_, None) => "null".to_owned(),
        (Column::Text(_) | Column::Timestamp(_), Some(text)) => {
            serde_json::to_string(&text).unwrap()
        }
        (_, Some(bare)) => bare,
    }
}

/// One object a row; without the members that have no value, but for the first row, which tells all names.
fn json_rows(table: &Table) -> Vec<String> {
    let member = |row: usize, name: &str, column: &Column| {
        let value = json_value(column, row);
        (row == 0 || value != "null").then(|| format!("\"{name}\": {value}"))
    };
    let rows = (0..table.rows()).map(|row| {
        let members = table.columns().filter_map(|(n, c)| member(row, n, c));
        format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
    });
    rows.collect()
}

fn json_columns(table: &Table) -> String {
    let columns = table.columns().map(|(name, column)| {
        let values: Vec<String> = (0..table.rows())
            .map(|row| json_value(column, row))
            .collect();
        format!("\"{name}\": [{}]", values.join(", "))
    });
    format!("{{{}}}", columns.collect::<Vec<_>>().join(", "))
}

fn workbook(table: &Table) -> Vec<u8> {
    // Excel's own way to keep what looks like its escapes, and what XML would change.
    let escaped = |text: &str| {
        let text = text.replace("_x", "_x005F_x").replace('&', "&amp;");
        text.replace('<', "&lt;").replace('\r', "_x000D_")
    };
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(text));
    let names: String = table.columns().map(|(name, _)| text(name)).collect();
    let mut rows = format!("<row>{names}</row>");
    for row in 0..table.rows() {
        let cells = table
            .columns()
            .map(|(_, column)| match (column, spelled(column, row)) {
                (_, None) => "<c/>".to_owned(),
                (Column::Text(_) | Column::Timestamp(_), Some(cell)) => text(&cell),
                (Column::Bool(_), Some(cell)) => {
                    format!("<c t=\"b\"><v>{}</v></c>", u8::from(cell == "true"))
                }
                (_, Some(number)) => format!("<c><v>{number}</v></c>"),
            });
        rows.push_str(&format!("<row>{}</row>", cells.collect::<String>()));
    }
    laws::workbook(&rows)
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

/// Rows are numbered, as a workbook does not keep one without a cell.
fn table() -> impl Strategy<Value = Table> {
    (1..12usize).prop_flat_map(|rows| {
        prop::collection::vec(column(rows), 2..6).prop_map(move |columns| {
            let mut table = Table::new(rows);
            table.push("row", Column::I64((0..rows as i64).map(Some).collect()));
            for (at, column) in columns.into_iter().enumerate() {
                table.push(&format!("c{at}"), column);
            }
            table
        })
    })
}

/// The table that is read of a file, also in chunks of these sizes, and packed.
fn read(name: &str, bytes: &[u8], sizes: &[usize], kind: FormatKind) -> Table {
    let options = ReadOptions::default();
    let file = laws::reads(name, bytes, &options, sizes).expect("a file");
    assert_eq!(file.format.kind, kind);
    assert_eq!((file.left_out.len(), file.questions.len()), (0, 0));
    let packed = laws::reads(name, &laws::gzip(bytes), &options, sizes).expect("a file");
    assert_eq!(packed.table, file.table);
    file.table
}

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

fn sizes() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(1..40usize, 1..4)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn a_table_reads_back_the_same_as_delimited_text(table in table(), dialect in dialect(), sizes in sizes()) {
        let written = write_csv(&table, dialect);
        prop_assert_eq!(&read("f.csv", written.as_bytes(), &sizes, FormatKind::Csv), &table, "{}", written);
        let wide = utf16(written.trim_start_matches('\u{FEFF}'));
        prop_assert_eq!(&read("f.csv", &wide, &sizes, FormatKind::Csv), &table);
    }

    #[test]
    fn a_table_reads_back_the_same_as_json(table in table(), sizes in sizes()) {
        let rows = json_rows(&table);
        let list = format!("[{}]", rows.join(",\n"));
        prop_assert_eq!(&read("f.json", list.as_bytes(), &sizes, FormatKind::Json), &table, "{}", list);
        prop_assert_eq!(&read("f.json", &utf16(&list), &sizes, FormatKind::Json), &table);
        if rows.len() > 1 {
            let lines = rows.join("\n");
            prop_assert_eq!(&read("f.jsonl", lines.as_bytes(), &sizes, FormatKind::JsonLines), &table);
        }
        let columns = json_columns(&table);
        prop_assert_eq!(&read("f.json", columns.as_bytes(), &sizes, FormatKind::JsonDocument), &table, "{}", columns);
    }

    #[test]
    fn a_table_reads_back_the_same_as_a_workbook(table in table(), sizes in sizes()) {
        prop_assert_eq!(&read("f.xlsx", &workbook(&table), &sizes, FormatKind::Xlsx), &table);
    }

    /// Labels with anything in them, and every value that a sample can have but those that are no numbers.
    #[test]
    fn samples_read_back_the_same(
        samples in prop::collection::vec((any::<String>(), -1e300..1e300f64, 1i64 << 40..1 << 41), 1..12),
        sizes in sizes(),
    ) {
        let escaped = |label: &str| label.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        let lines = samples.iter().map(|(label, value, time)| format!("a{{b=\"x{}\"}} {value:?} {time}\n", escaped(label)));
        let text: String = lines.collect();
        let table = read("f.prom", text.as_bytes(), &sizes, FormatKind::Exposition);
        let labels = table.column("metric.b").and_then(Column::as_text).unwrap();
        for (row, (label, value, time)) in samples.iter().enumerate() {
            let label = format!("x{label}");
            prop_assert_eq!(labels.get(row), Some(label.as_str()));
            prop_assert_eq!(table.column("value.1").unwrap().number(row), Some(*value));
            prop_assert_eq!(table.column("value.0").unwrap().display(row), Some(time.to_string()));
        }
    }
}

/// A user's choices change what is read, and never by where the chunks were cut.
mod chosen {
    use super::laws;
    use proptest::prelude::*;

    fn data(text: &'static str) -> impl Strategy<Value = Vec<u8>> {
        let choices = prop::collection::vec(any::<u8>(), 14);
        (choices, text).prop_map(|(mut data, text)| {
            // The fourth byte says that there are choices.
            data[3] = 0;
            data.extend(text.into_bytes());
            data
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn delimited_text(data in data("([a-c1,;\t\"' .é=-]{0,12}\r?\n){0,9}")) {
            laws::csv(&data);
        }

        #[test]
        fn json(data in data("(\\{\"[ab]\": ([0-9.]{1,3}|\"[a-z0-9,]{0,3}\"|\\[\\{\"c\": 1\\}\\]|null|NaN)\\}[\n, ]?){0,6}")) {
            laws::json(&data);
        }

        #[test]
        fn samples(data in data("((# TYPE a gauge|a\\{b=\"[a-c\\\\\"]{0,3}\"\\} [0-9.]{1,3}( [0-9]{13})?|[ab]{0,2})\n){0,9}")) {
            laws::exposition(&data);
        }
    }
}
