//! Rows of a file, searched and sorted, and those that were left out.

use super::answers::{Answered, Failure};
use super::{Session, loaded::left_out};
use outturn_core::table::{Column, Table};
use outturn_import::{LeftOut, RawFile};
use outturn_protocol::{
    FileId, LeftOutPage, LeftOutRow, ListLeftOut, ListRows, RowsPage, RowsView, WriteLeftOut,
};
use outturn_report::csv::Csv;
use unicase::UniCase;

/// The rows that are on show, in their order.
pub struct View {
    file: FileId,
    asked: RowsView,
    rows: Vec<u32>,
}

impl Session {
    pub(super) fn rows(
        &mut self,
        file: &FileId,
        asked: &RowsView,
        offset: usize,
        limit: usize,
    ) -> Answered<ListRows> {
        let Some(loaded) = self.files.get(file) else {
            return Err(Failure::gone());
        };
        let table = &loaded.file().table;
        let plain = asked.search.is_empty() && asked.sort.is_none();
        let known = self.view.take();
        let known = known.filter(|v| v.file == *file && v.asked == *asked);
        let view = (!plain).then(|| {
            known.unwrap_or_else(|| View {
                file: file.clone(),
                asked: asked.clone(),
                rows: ordered(table, asked),
            })
        });
        let total = view.as_ref().map_or(table.rows(), |v| v.rows.len());
        let end = total.min(offset.saturating_add(limit));
        let places: Vec<usize> = (offset.min(end)..end)
            .map(|at| view.as_ref().map_or(at, |v| v.rows[at] as usize))
            .collect();
        let cells = |row: &usize| table.columns().map(|(_, c)| c.display(*row)).collect();
        let page = RowsPage {
            header: table.columns().map(|(name, _)| name.to_owned()).collect(),
            rows: places.iter().map(cells).collect(),
            numbers: places.iter().map(|row| loaded.raw.file_row(*row)).collect(),
            offset,
            total,
        };
        self.view = view;
        Ok(page)
    }

    pub(super) fn left_out(
        &self,
        file: &FileId,
        offset: usize,
        limit: usize,
    ) -> Answered<ListLeftOut> {
        let Some(loaded) = self.files.get(file) else {
            return Err(Failure::gone());
        };
        let all = left_out(loaded);
        let rows = all.iter().skip(offset).take(limit).map(|left| LeftOutRow {
            row: left.row,
            reason: left.reason.to_string(),
            column: left.column.clone(),
            found: left.found.clone(),
        });
        Ok(LeftOutPage {
            rows: rows.collect(),
            offset,
            total: all.len(),
        })
    }

    /// The rows left out with reason and offending cell, and as much of the row as could be read.
    pub(super) fn left_out_csv(&self, file: &FileId) -> Answered<WriteLeftOut> {
        let Some(loaded) = self.files.get(file) else {
            return Err(Failure::gone());
        };
        let raw = loaded.file();
        let mut csv = Csv::default();
        let own = ["row", "reason", "column", "found"];
        for name in own
            .into_iter()
            .chain(raw.table.columns().map(|(name, _)| name))
        {
            csv.text(Some(name));
        }
        csv.end_row();
        for left in left_out(loaded) {
            csv.number(left.row)
                .text(Some(&left.reason.to_string()))
                .text(left.column.as_deref())
                .text(left.found.as_deref());
            let row = table_row(raw, left);
            for (_, column) in raw.table.columns() {
                csv.text(row.and_then(|row| column.display(row)).as_deref());
            }
            csv.end_row();
        }
        Ok(csv.finish())
    }
}

/// Where a row that was left out is in the table; `None` for one that could not be read.
fn table_row(raw: &RawFile, left: &LeftOut) -> Option<usize> {
    let unread = raw.left_out.binary_search_by_key(&left.row, |out| out.row);
    unread.err().map(|before| left.row as usize - 1 - before)
}

/// A text without case, as Unicode folds it: `STRASSE` equals `Straße`, and both forms of a small sigma are equal.
fn folded(text: &str) -> String {
    UniCase::new(text).to_folded_case()
}

/// The rows that a view shows, in its order.
fn ordered(table: &Table, view: &RowsView) -> Vec<u32> {
    let rows: Vec<u32> = if view.search.is_empty() {
        (0..table.rows() as u32).collect()
    } else {
        let wanted = folded(&view.search);
        let mut found = vec![false; table.rows()];
        for (_, column) in table.columns() {
            find(column, &wanted, &mut found);
        }
        (0..table.rows() as u32)
            .filter(|&row| found[row as usize])
            .collect()
    };
    let column = view.sort.and_then(|at| table.columns().nth(at));
    match column {
        Some((_, column)) => sorted(column, &rows, view.descending),
        None => rows,
    }
}

/// Marks the rows whose cell contains a text. Each distinct text is searched once.
fn find(column: &Column, wanted: &str, found: &mut [bool]) {
    let contains = |cell: &str| folded(cell).contains(wanted);
    if let Some(text) = column.as_text() {
        let hits: Vec<bool> = text.entries().map(contains).collect();
        for (row, found) in found.iter_mut().enumerate() {
            *found |= text.code(row).is_some_and(|code| hits[code as usize]);
        }
        return;
    }
    for (row, found) in found.iter_mut().enumerate() {
        *found = *found || column.display(row).is_some_and(|cell| contains(&cell));
    }
}

/// Sorts by a column: numbers and moments by value, texts alphabetically. Rows without a value come last; equal rows keep their order.
fn sorted(column: &Column, rows: &[u32], descending: bool) -> Vec<u32> {
    let mut keyed: Vec<(Option<f64>, u32)> = if let Some(text) = column.as_text() {
        let texts: Vec<String> = text.entries().map(folded).collect();
        let mut ranks = vec![0.0; texts.len()];
        let mut order: Vec<usize> = (0..texts.len()).collect();
        order.sort_by_key(|&code| &texts[code]);
        for (rank, code) in order.into_iter().enumerate() {
            ranks[code] = rank as f64;
        }
        let rank = |row: &u32| text.code(*row as usize).map(|code| ranks[code as usize]);
        rows.iter().map(|row| (rank(row), *row)).collect()
    } else {
        let key = |row: &u32| measure(column, *row as usize);
        rows.iter().map(|row| (key(row), *row)).collect()
    };
    keyed.sort_by(|(a, _), (b, _)| match (a, b) {
        (Some(a), Some(b)) if descending => b.total_cmp(a),
        (Some(a), Some(b)) => a.total_cmp(b),
        (a, b) => a.is_none().cmp(&b.is_none()),
    });
    keyed.into_iter().map(|(_, row)| row).collect()
}

/// The sort key of a cell that is not text: its number, its microseconds since 1970, or false before true.
pub fn measure(column: &Column, row: usize) -> Option<f64> {
    let moment = || column.timestamp(row).map(|t| t.0 as f64);
    let answer = || column.boolean(row).map(f64::from);
    column.number(row).or_else(moment).or_else(answer)
}
