//! What must hold for any file, and how bytes become files of each kind. Used by the fuzz targets, and by the test that reads again
//! whatever they found.

use flate2::bufread::{DeflateEncoder, GzEncoder};
use flate2::{Compression, Crc};
use outturn_core::table::{Column, schema};
use outturn_import::{
    DateOrder, DecimalSign, FileFacts, ImportError, Importer, Pass, RawFile, ReadOptions,
    RepairRule, apply, propose_join, recognise,
};
use std::io::Read;

/// Reads a file in chunks of these sizes, over and over.
fn read_in(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    sizes: &[usize],
) -> Result<RawFile, ImportError> {
    let facts = FileFacts {
        name: name.to_owned(),
        bytes: bytes.len() as u64,
    };
    let mut importer = Importer::new(facts, options.clone());
    // Text found late takes a second reading, commas before fractions that only then are seen a third one.
    for _ in 0..3 {
        let (mut rest, mut sizes) = (bytes, sizes.iter().cycle());
        while !rest.is_empty() {
            let size = sizes
                .next()
                .map_or(rest.len(), |s| s.clamp(&1, &rest.len()).to_owned());
            importer.push(&rest[..size])?;
            rest = &rest[size..];
        }
        match outturn_workbook::finish(name, bytes, options, importer)? {
            Pass::Done(file) => return Ok(*file),
            Pass::Again(again) => importer = *again,
        }
    }
    panic!("a fourth reading");
}

/// Reads a file whole and in chunks: the same table, or the same refusal; and what holds for every table.
pub fn reads(name: &str, bytes: &[u8], options: &ReadOptions, sizes: &[usize]) -> Option<RawFile> {
    let whole = read_in(name, bytes, options, &[]);
    let chunked = read_in(name, bytes, options, sizes);
    let file = match (whole, chunked) {
        (Ok(whole), Ok(chunked)) => {
            same(&whole, &chunked);
            whole
        }
        (Err(whole), Err(chunked)) => {
            assert_eq!(whole, chunked, "chunks change the refusal");
            assert!(!whole.to_string().is_empty());
            return None;
        }
        (whole, chunked) => panic!("chunks matter: {whole:?} and {chunked:?}"),
    };
    counts(&file);
    Some(file)
}

fn same(one: &RawFile, other: &RawFile) {
    assert_eq!(one.table, other.table);
    assert_eq!(one.left_out, other.left_out);
    assert_eq!(one.repairs, other.repairs);
    assert_eq!(
        (one.rows_read, &one.sha256),
        (other.rows_read, &other.sha256)
    );
    assert_eq!(one.format, other.format);
    assert_eq!(
        (&one.warnings, &one.questions),
        (&other.warnings, &other.questions)
    );
    assert_eq!(one.ambiguous_dates, other.ambiguous_dates);
}

/// Every row is in the table or left out, each once and in order; nothing takes more memory than the file accounts for.
fn counts(file: &RawFile) {
    assert_eq!(file.table.rows() + file.left_out.len(), file.rows_read);
    assert!(file.left_out.is_sorted_by(|a, b| a.row < b.row));
    assert!(
        file.left_out
            .iter()
            .all(|o| (1..=file.rows_read).contains(&(o.row as usize)))
    );
    assert!(file.repairs.iter().all(|r| r.count > 0));
    for (name, column) in file.table.columns() {
        assert_eq!(column.len(), file.table.rows(), "{name}");
    }
    // A cell is at most eight bytes beside its text; rows may lack cells that others have.
    let cells = file.table.rows() * file.table.columns().count();
    let most =
        1024 + 16 * cells + 64 * file.bytes as usize * if file.format.gzip { 1032 } else { 4 };
    assert!(
        file.table.bytes() <= most,
        "{} bytes of {}",
        file.table.bytes(),
        file.bytes
    );
}

/// Recognises a file and applies the mapping, with and without its questions answered: every row is used or left out.
pub fn maps(file: &RawFile) {
    let found = recognise(file);
    let proposed = found.mapping.clone().into_iter().chain(found.guessed());
    for mapping in proposed {
        let Ok(mapped) = apply(file, &mapping) else {
            continue;
        };
        assert_eq!(mapped.rows_read, file.rows_read);
        assert_eq!(
            mapped.rows_used + mapped.left_out.len(),
            mapped.rows_read,
            "{mapping:?}"
        );
        assert!(mapped.left_out.is_sorted_by(|a, b| a.row < b.row));
        for (name, column) in mapped.table.columns() {
            assert_eq!(column.len(), mapped.table.rows(), "{name}");
        }
    }
    for question in &found.questions {
        for choice in 0..question.choices.len().min(3) {
            if let Some(mapping) = question.answer(found.mapping.as_ref(), choice) {
                let _ = apply(file, &mapping);
            }
        }
    }
}

/// Bytes handed out from the front; none are left after the end, and zeros come instead.
pub struct Source<'a>(pub &'a [u8]);

impl<'a> Source<'a> {
    /// The next byte.
    pub fn byte(&mut self) -> u8 {
        self.0.split_off_first().copied().unwrap_or(0)
    }

    fn pick<'b, T>(&mut self, all: &'b [T]) -> &'b T {
        &all[usize::from(self.byte()) % all.len()]
    }

    /// Sizes of chunks.
    pub fn sizes(&mut self) -> Vec<usize> {
        (0..3).map(|_| 1 + usize::from(self.byte() % 32)).collect()
    }

    /// Choices of a user; mostly none.
    pub fn options(&mut self) -> ReadOptions {
        let mut options = ReadOptions::default();
        if !self.byte().is_multiple_of(4) {
            return options;
        }
        options.delimiter = *self.pick(&[None, None, Some(';'), Some('\t'), Some(' '), Some('é')]);
        options.quote = *self.pick(&[None, None, Some('\''), Some(';')]);
        options.header = *self.pick(&[None, None, Some(true), Some(false)]);
        options.preamble = *self.pick(&[None, None, Some(0), Some(2), Some(u32::MAX)]);
        options.date_order =
            *self.pick(&[None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)]);
        options.decimal = *self.pick(&[None, Some(DecimalSign::Point), Some(DecimalSign::Comma)]);
        options.utc_offset_minutes = *self.pick(&[None, Some(330), Some(i16::MIN)]);
        options.rows_at = self
            .pick(&[None, None, Some("a"), Some("")])
            .map(str::to_owned);
        let off = u16::from_le_bytes([self.byte(), self.byte()]);
        let all = RepairRule::ALL.into_iter().enumerate();
        options.off = all
            .filter(|(at, _)| off >> (at % 16) & 1 == 1)
            .map(|(_, rule)| rule)
            .collect();
        options
    }
}

/// Text in any encoding, packed or not.
pub fn decode(data: &[u8]) {
    let mut source = Source(data);
    let (way, sizes, options) = (source.byte(), source.sizes(), source.options());
    let rest = source.0;
    let wide = |order: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let text = String::from_utf8_lossy(rest);
        let mark = mark.then_some(0xFEFF);
        mark.into_iter()
            .chain(text.encode_utf16())
            .flat_map(order)
            .collect()
    };
    let bytes = match way % 6 {
        0 => wide(u16::to_le_bytes, true),
        1 => wide(u16::to_be_bytes, false),
        2 => gzip(rest),
        3 => [gzip(&rest[..rest.len() / 2]), gzip(&rest[rest.len() / 2..])].concat(),
        _ => rest.to_vec(),
    };
    reads("f.txt", &bytes, &options, &sizes);
}

/// Delimited text.
pub fn csv(data: &[u8]) {
    text("f.csv", data);
}

/// JSON in its three shapes.
pub fn json(data: &[u8]) {
    text("f.json", data);
}

/// Metrics as text.
pub fn exposition(data: &[u8]) {
    text("f.prom", data);
}

fn text(name: &str, data: &[u8]) {
    let mut source = Source(data);
    let (sizes, options) = (source.sizes(), source.options());
    if let Some(file) = reads(name, source.0, &options, &sizes) {
        maps(&file);
    }
}

/// A workbook of one sheet whose parts are the data's, cut at zeros; or the data itself as an archive.
pub fn xlsx(data: &[u8]) {
    let mut source = Source(data);
    let (way, sizes, options) = (source.byte(), source.sizes(), source.options());
    if way == 0 {
        reads("f.xlsx", source.0, &options, &sizes);
        return;
    }
    let mut own = source.0.split(|b| *b == 0);
    let mut part = |open: &str, close: &str| {
        let inner = own.next().unwrap_or_default();
        [open.as_bytes(), inner, close.as_bytes()].concat()
    };
    let (open, close) = if way.is_multiple_of(2) {
        ("", "")
    } else {
        ("<worksheet><sheetData>", "</sheetData></worksheet>")
    };
    let sheet = part(open, close);
    let strings = part("<sst>", "</sst>");
    let styles = part("<styleSheet>", "</styleSheet>");
    let book = match part("", "") {
        empty if empty.is_empty() => {
            b"<workbook><sheets><sheet name=\"a\" id=\"1\"/></sheets></workbook>".to_vec()
        }
        book => book,
    };
    let bytes = archive(&book, &sheet, &strings, &styles, way % 4 < 2);
    reads("f.xlsx", &bytes, &options, &sizes);
}

const BOOK: &[u8] = b"<workbook><sheets><sheet name=\"a\" id=\"1\"/></sheets></workbook>";

/// A workbook with these rows.
pub fn workbook(rows: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    archive(BOOK, sheet.as_bytes(), b"<sst/>", b"<styleSheet/>", true)
}

/// A workbook of these parts.
pub fn archive(book: &[u8], sheet: &[u8], strings: &[u8], styles: &[u8], packed: bool) -> Vec<u8> {
    let link = |id: u8, kind: &str, part: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"/{kind}\" Target=\"{part}\"/>")
    };
    let links = |all: String| format!("<Relationships>{all}</Relationships>").into_bytes();
    let top = links(link(1, "officeDocument", "xl/workbook.xml"));
    let inner = links(
        link(1, "worksheet", "sheet.xml")
            + &link(2, "sharedStrings", "strings.xml")
            + &link(3, "styles", "styles.xml"),
    );
    let parts: [(&str, &[u8]); 7] = [
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", &top),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", &inner),
        ("xl/sheet.xml", sheet),
        ("xl/strings.xml", strings),
        ("xl/styles.xml", styles),
    ];
    zip(&parts, packed)
}

/// Moments, one a line: what is read as a moment is the same moment when it is read as it is written here.
pub fn dates(data: &[u8]) {
    let mut source = Source(data);
    let (sizes, options) = (source.sizes(), source.options());
    let Ok(text) = std::str::from_utf8(source.0) else {
        return;
    };
    let quoted = |line: &str| format!("\"{}\"\n", line.replace('"', ""));
    let lines: String = text.lines().take(8).map(quoted).collect();
    let Some(file) = reads(
        "f.csv",
        format!("at_time\n{lines}").as_bytes(),
        &options,
        &sizes,
    ) else {
        return;
    };
    let Some((_, column @ Column::Timestamp(_))) = file.table.columns().next() else {
        return;
    };
    let written = |row| format!("\"{}\"\n", column.display(row).unwrap_or_default());
    let again: String = (0..column.len()).map(written).collect();
    let header = ReadOptions {
        header: Some(true),
        preamble: Some(0),
        ..ReadOptions::default()
    };
    let again = reads(
        "f.csv",
        format!("at_time\n{again}").as_bytes(),
        &header,
        &sizes,
    );
    let again = again.expect("moments as they are written here");
    let read = again.table.columns().next().map(|(_, c)| c.clone());
    if column.present() > 0 {
        assert_eq!(
            read.as_ref().map(|c| (c.present(), c)),
            Some((column.present(), column))
        );
    }
}

/// A table with columns that some vendor or canonical table has, recognised, mapped, and joined with a second one.
pub fn mapping(data: &[u8]) {
    let mut source = Source(data);
    let (sizes, options) = (source.sizes(), ReadOptions::default());
    let first = reads(
        "orders-data-2026-03-01.csv",
        &table(&mut source),
        &options,
        &sizes,
    );
    let second = reads("g.csv", &table(&mut source), &options, &sizes);
    for file in [&first, &second].into_iter().flatten() {
        maps(file);
    }
    let (Some(first), Some(second)) = (first, second) else {
        return;
    };
    let Some(join) = propose_join(&first, &second) else {
        return;
    };
    if let Ok(joined) = outturn_import::join(&first, &second, &join) {
        assert_eq!(joined.file.rows_read, first.rows_read);
        assert_eq!(
            joined.receipt.matched + joined.receipt.unmatched,
            first.table.rows()
        );
        maps(&joined.file);
    }
}

/// Delimited text with names and cells from lists.
fn table(source: &mut Source<'_>) -> Vec<u8> {
    let canonical: Vec<&str> = schema::ALL
        .iter()
        .flat_map(|t| {
            t.columns
                .iter()
                .flat_map(|c| [c.name].into_iter().chain(c.usual.iter().copied()))
        })
        .collect();
    let columns = 2 + usize::from(source.byte() % 12);
    let vendor = source.byte().is_multiple_of(2);
    let start = usize::from(source.byte()) | usize::from(source.byte()) << 8;
    let names: Vec<&str> = (0..columns)
        .map(|at| {
            let step = usize::from(source.byte() % 4);
            let list: &[&str] = if vendor { &NAMES } else { &canonical };
            list[(start + at + step) % list.len()]
        })
        .collect();
    let mut text = names.join(",");
    text.push('\n');
    for _ in 0..source.byte() % 12 {
        let cells: Vec<&str> = (0..columns).map(|_| *source.pick(&CELLS)).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text.into_bytes()
}

/// Names of vendors' columns, those of one export side by side.
const NAMES: [&str; 96] = [
    "number",
    "incident_state",
    "opened_at",
    "sys_updated_on",
    "resolved_at",
    "closed_at",
    "priority",
    "reassignment_count",
    "#",
    "Service",
    "Opened On",
    "Resolved On",
    "Resolve By",
    "Duration",
    "#Escalations",
    "id",
    "incident_number",
    "created_on",
    "resolved_on",
    "seconds_to_first_ack",
    "seconds_to_resolve",
    "service_name",
    "urgency",
    "range_start",
    "mean_seconds_to_resolve",
    "mean_seconds_to_first_ack",
    "up_time_pct",
    "Summary",
    "Issue key",
    "Issue id",
    "Issue Type",
    "Status",
    "Created",
    "Resolved",
    "Labels",
    "BilledCost",
    "EffectiveCost",
    "ListCost",
    "BillingCurrency",
    "ChargePeriodStart",
    "ChargePeriodEnd",
    "ServiceName",
    "Tags",
    "ProviderName",
    "sha",
    "ref",
    "environment",
    "created_at",
    "updated_at",
    "statuses_url",
    "state",
    "deployment_url",
    "cicd_deployment_id",
    "result",
    "status",
    "finished_date",
    "started_date",
    "created_date",
    "resolution_date",
    "lead_time_minutes",
    "project_name",
    "deployment_id",
    "pr_cycle_time",
    "pr_coding_time",
    "pr_merged_date",
    "source",
    "deploy_id",
    "time_created",
    "main_commit",
    "changes",
    "incident_id",
    "time_resolved",
    "event_type",
    "metadata",
    "Start Time",
    "Run ID",
    "Name",
    "Source Type",
    "User",
    "metric",
    "step",
    "timestamp",
    "value",
    "run_id",
    "experiment_id",
    "start_time",
    "end_time",
    "Runtime",
    "State",
    "metric_name",
    "config.column",
    "metric.__name__",
    "values.0",
    "values.1",
    "user_id",
    "variant",
];

/// Cells of each type, and awkward ones.
const CELLS: [&str; 32] = [
    "",
    "1",
    "2",
    "0",
    "-1",
    "0.5",
    "150",
    "1e300",
    "NaN",
    "2026-03-01",
    "2026-03-01T10:00:00Z",
    "03/04/2026",
    "13/04/2026 10:00",
    "1772359200",
    "1772359200000",
    "12/Mar/24 9:41 AM",
    "open",
    "Closed",
    "SUCCESS",
    "failure",
    "production",
    "USD",
    "EUR",
    "true",
    "no",
    "Incident",
    "1m 12s",
    "\"{\"\"model\"\": \"\"a\"\"}\"",
    "\"[\"\"a\"\"]\"",
    "é",
    "0001-01-01",
    "9999-12-31T23:59:59.999999Z",
];

/// A gzip archive of one member.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    GzEncoder::new(bytes, Compression::fast())
        .read_to_end(&mut out)
        .expect("bytes in memory can be read");
    out
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    DeflateEncoder::new(bytes, Compression::fast())
        .read_to_end(&mut out)
        .expect("bytes in memory can be read");
    out
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

/// A zip archive of these parts.
fn zip(parts: &[(&str, &[u8])], packed: bool) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in parts {
        let (method, body) = if packed {
            (8u16, deflated(content))
        } else {
            (0, content.to_vec())
        };
        let mut common = vec![20, 0, 0, 0];
        common.extend(method.to_le_bytes());
        common.extend([0; 4]);
        common.extend(crc(content).to_le_bytes());
        common.extend((body.len() as u32).to_le_bytes());
        common.extend((content.len() as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend((out.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&common);
        out.extend(name.as_bytes());
        out.extend(body);
    }
    let (count, at) = (parts.len() as u16, out.len() as u32);
    out.extend(&directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}
