//! A file rolled up, as CSV.

use super::loaded::source_file;
use super::rows::cell;
use super::{Answer, Session, failed, gone};
use crate::engine::metrics::{RollUp, Sources, roll_up};
use crate::worker::FileId;
use std::fmt::Write;
use std::sync::Arc;

impl Session {
    /// The metrics of a file's table by day and by what its rows are about.
    pub(super) fn rolled_up(&self, file: &FileId) -> Answer {
        let Some(loaded) = self.files.get(file) else {
            return gone();
        };
        let mut sources = Sources::default();
        let rolled_up = loaded.mapped.as_ref().and_then(|mapped| {
            let table = Arc::new(mapped.table.clone());
            sources.add(mapped.kind, table, source_file(loaded));
            roll_up(&sources, mapped.kind)
        });
        match rolled_up {
            Some(rolled_up) => Answer::Text(csv(&rolled_up)),
            None => failed("Nothing in that file says when: it cannot be rolled up.".to_owned()),
        }
    }
}

fn csv(rolled_up: &RollUp) -> String {
    let mut csv = String::from("date");
    if let Some(by) = &rolled_up.by {
        cell(&mut csv, Some(by));
    }
    csv.push_str(",rows");
    for id in &rolled_up.metrics {
        cell(&mut csv, Some(id));
    }
    for row in &rolled_up.rows {
        let _ = write!(csv, "\r\n{}", row.period.start());
        if rolled_up.by.is_some() {
            cell(&mut csv, Some(&row.value));
        }
        let _ = write!(csv, ",{}", row.rows);
        for value in &row.values {
            csv.push(',');
            if let Some(value) = value {
                let _ = write!(csv, "{value}");
            }
        }
    }
    csv.push_str("\r\n");
    csv
}
