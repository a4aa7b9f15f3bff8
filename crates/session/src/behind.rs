//! The rows behind a number, and what stands around it.

use super::answers::{Answered, Failure};
use super::{Loaded, Session};
use outturn_core::calendar::Span;
use outturn_core::table::{Column, Table, TableKind};
use outturn_import::Mapped;
use outturn_metrics::scorecard::{Card, View, card_by, happenings, multiples, told_apart_by};
use outturn_metrics::{Involved, Involvement, Metric, Scope, Slices, SourceTable, place_of};
use outturn_protocol::{
    Around, Behind, BehindOrder, BehindPage, BehindRow, BehindTable, ListBehind, Looked,
    ShowAround, WriteBehind,
};
use outturn_report::csv::Csv;

/// The rows behind a number that are on show, in their order.
pub struct Shown {
    asked: Behind,
    tables: Vec<BehindTable>,
    kind: Option<TableKind>,
    rows: Vec<Involved>,
    reasons: Vec<String>,
}

/// A file behind the table of a kind, with those of its rows that count from another file.
type Part<'a> = (&'a Loaded, &'a [u32]);

impl Session {
    pub(super) fn behind(&mut self, asked: &ListBehind) -> Answered<ListBehind> {
        let shown = self.shown(&asked.behind)?;
        let total = shown.rows.len();
        let end = total.min(asked.offset.saturating_add(asked.limit));
        let offset = asked.offset.min(end);
        let mut page = BehindPage {
            tables: shown.tables.clone(),
            offset,
            total,
            ..BehindPage::default()
        };
        if let Some((kind, table)) = self.table_of(&shown) {
            let parts = self.parts_of(kind);
            page.header = names(table);
            let rows = shown.rows[offset..end].iter();
            page.rows = rows
                .map(|one| self.row((kind, table), &parts, &shown, one))
                .collect();
        }
        self.shown_behind = Some(shown);
        Ok(page)
    }

    pub(super) fn behind_csv(&mut self, asked: &WriteBehind) -> Answered<WriteBehind> {
        let shown = self.shown(&asked.behind)?;
        let mut csv = Csv::default();
        if let Some((kind, table)) = self.table_of(&shown) {
            let parts = self.parts_of(kind);
            let last = if asked.behind.left_out {
                "reason"
            } else {
                "worth"
            };
            for name in ["file", "row", last] {
                csv.text(Some(name));
            }
            for (name, _) in table.columns() {
                csv.text(Some(name));
            }
            csv.end_row();
            for one in &shown.rows {
                let row = self.row((kind, table), &parts, &shown, one);
                csv.text(Some(&row.file));
                match row.number {
                    Some(number) => csv.number(number),
                    None => csv.text(None),
                };
                match row.worth {
                    Some(worth) => csv.number(worth),
                    None => csv.text(row.reason.as_deref()),
                };
                for cell in &row.cells {
                    csv.text(cell.as_deref());
                }
                csv.end_row();
            }
        }
        self.shown_behind = Some(shown);
        Ok(csv.finish())
    }

    pub(super) fn around(&self, asked: &ShowAround) -> Answered<ShowAround> {
        let (metric, view, card) = self.looked_at(&asked.of)?;
        let days = card.series.first().zip(card.series.last());
        let days = days.map(|(first, last)| first.period.span().joined(last.period.span()));
        let (_, labels) = told_apart_by(&metric, &view);
        let wanted = asked.by.as_ref().filter(|by| labels.contains(by));
        let by = wanted.or(labels.first()).cloned();
        Ok(Around {
            happenings: days.map_or_else(Default::default, |days| {
                happenings(&self.sources, &asked.of.filters.by, days)
            }),
            multiples: by.and_then(|by| multiples(&metric, &view, &card, &by)),
            labels,
        })
    }

    /// A metric, the tables as it is computed from them, and its card.
    fn looked_at<'a>(
        &'a self,
        looked: &'a Looked,
    ) -> Result<(Metric<'a>, View<'a>, Card), Failure> {
        let unknown = || Failure(format!("There is no metric called {}.", looked.metric));
        let metric = self.find(&looked.metric).ok_or_else(unknown)?;
        let metric = metric.as_said(&looked.settings, &self.sources);
        let (filters, settings) = (&looked.filters, &looked.settings);
        let card = card_by(filters, &metric, &self.sources, looked.choice, settings);
        let (view, _) = filters.view(&metric, &self.sources);
        Ok((metric, view, card))
    }

    /// The rows that are asked for, in their order: known where they were asked for just before.
    fn shown(&mut self, asked: &Behind) -> Result<Shown, Failure> {
        let known = self.shown_behind.take();
        if let Some(known) = known.filter(|known| known.asked == *asked) {
            return Ok(known);
        }
        let (metric, view, card) = self.looked_at(&asked.of)?;
        let all = card.span.map_or_else(Vec::new, |span: Span| {
            let scope = Scope::new(&view, Slices::Spans(vec![span]));
            metric.involved(&scope).unwrap_or_default()
        });
        let tables = all.iter().map(told).collect();
        let picked = all.into_iter().nth(asked.table);
        let Some(picked) = picked else {
            return Ok(Shown {
                asked: asked.clone(),
                tables,
                kind: None,
                rows: Vec::new(),
                reasons: Vec::new(),
            });
        };
        let mut rows = picked.rows;
        rows.retain(|one| one.left_out.is_some() == asked.left_out);
        let table = view.get(picked.table).map(SourceTable::table);
        let time = picked.table.schema().time;
        let when = table.and_then(|table| table.column(time?));
        sort(&mut rows, asked.order, when);
        Ok(Shown {
            asked: asked.clone(),
            tables,
            kind: Some(picked.table),
            rows,
            reasons: picked.reasons,
        })
    }

    fn table_of(&self, shown: &Shown) -> Option<(TableKind, &Table)> {
        let kind = shown.kind?;
        Some((kind, self.sources.get(kind)?.table()))
    }

    /// The files behind the table of a kind, in its order.
    fn parts_of(&self, kind: TableKind) -> Vec<Part<'_>> {
        let files = self.in_order().zip(&self.overlaps);
        let counted = files.filter(|(file, overlaps)| {
            let is_of = file.kind() == Some(kind) && file.part().is_some();
            is_of && overlaps.contested.is_empty() && !file.is_by_order()
        });
        counted
            .map(|(file, overlaps)| (file, overlaps.aside.as_slice()))
            .collect()
    }

    fn row(
        &self,
        (kind, table): (TableKind, &Table),
        parts: &[Part<'_>],
        shown: &Shown,
        one: &Involved,
    ) -> BehindRow {
        let place = place_of(&self.sources, kind, one.row as usize);
        let part = place.and_then(|(at, row)| Some((parts.get(at)?, row)));
        let reason = one.left_out.map(usize::from);
        BehindRow {
            file: part.map_or_else(String::new, |((file, _), _)| file.raw.name.clone()),
            number: part.and_then(|((file, aside), row)| {
                file_row(file.mapped.as_ref()?, with_aside(row, aside))
            }),
            worth: one.worth,
            reason: reason.and_then(|at| shown.reasons.get(at).cloned()),
            cells: table
                .columns()
                .map(|(_, column)| column.display(one.row as usize))
                .collect(),
        }
    }
}

fn names(table: &Table) -> Vec<String> {
    table.columns().map(|(name, _)| name.to_owned()).collect()
}

/// What is said of a table behind a number.
fn told(of: &Involvement) -> BehindTable {
    let mut left_out: Vec<(String, usize)> =
        of.reasons.iter().map(|why| (why.clone(), 0)).collect();
    let mut counted = 0;
    for one in &of.rows {
        let reason = one.left_out.map(usize::from);
        match reason.and_then(|at| left_out.get_mut(at)) {
            Some((_, rows)) => *rows += 1,
            None => counted += 1,
        }
    }
    BehindTable {
        kind: of.table,
        counted,
        left_out,
        one_by_one: of.one_by_one,
    }
}

/// Equal rows stay in the order of the table.
fn sort(rows: &mut [Involved], order: BehindOrder, when: Option<&Column>) {
    let time = |one: &Involved| when.and_then(|when| when.timestamp(one.row as usize));
    match order {
        BehindOrder::Largest => {
            let worth = |one: &Involved| one.worth.unwrap_or(f64::NEG_INFINITY);
            rows.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
        }
        BehindOrder::Newest => rows.sort_by_key(|one| std::cmp::Reverse(time(one))),
        BehindOrder::Oldest => rows.sort_by_key(|one| (time(one).is_none(), time(one))),
    }
}

/// Where a row is in a file's table, of the rows that are left once those are gone that count from another file.
fn with_aside(row: usize, aside: &[u32]) -> usize {
    let mut at = row;
    for &gone in aside {
        if gone as usize > at {
            break;
        }
        at += 1;
    }
    at
}

/// The number in the file of a row of the table made from it; `None` where these are not one to one.
fn file_row(mapped: &Mapped, row: usize) -> Option<u32> {
    let one_to_one = mapped.table.rows() == mapped.rows_used
        && mapped.rows_used + mapped.left_out.len() == mapped.rows_read;
    if !one_to_one {
        return None;
    }
    // As many rows are before it as it has before itself in the table, and those left out.
    let before = |at: usize| mapped.left_out[at].row as usize - 1 - at <= row;
    let left_out: Vec<usize> = (0..mapped.left_out.len()).collect();
    let gone = left_out.partition_point(|at| before(*at));
    u32::try_from(row + gone + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::with_aside;

    #[test]
    fn rows_that_count_from_another_file_are_stepped_over() {
        let places: Vec<usize> = (0..4).map(|row| with_aside(row, &[0, 2, 3])).collect();
        assert_eq!(places, [1, 4, 5, 6]);
    }
}
