//! A file rolled up, as CSV.

use super::Session;
use super::answers::{Answered, Failure};
use outturn_core::table::TableKind;
use outturn_metrics::{RollUp, roll_up};
use outturn_protocol::{FileId, WriteRolledUp};
use outturn_report::csv::Csv;

impl Session {
    /// The metrics of a file's table by day and by what its rows are about.
    pub(super) fn rolled_up(&self, file: &FileId) -> Answered<WriteRolledUp> {
        let Some(loaded) = self.files.get(file) else {
            return Err(Failure::gone());
        };
        let mut sources = self.sources.cut_alike();
        if loaded.kind() == Some(TableKind::MetricSeries) {
            return Err(Failure(
                "A metric series is not rolled up: each of its values stands for a period already."
                    .to_owned(),
            ));
        }
        let rolled_up = loaded.part().and_then(|(kind, part)| {
            sources.add(kind, part.clone());
            roll_up(&sources, kind)
        });
        let rolled_up = rolled_up.ok_or_else(|| {
            Failure("Nothing in that file says when: it cannot be rolled up.".to_owned())
        })?;
        Ok(csv(&rolled_up))
    }
}

fn csv(rolled_up: &RollUp) -> String {
    let mut csv = Csv::default();
    csv.number("date");
    if let Some(by) = &rolled_up.by {
        csv.text(Some(by));
    }
    csv.number("rows");
    rolled_up.metrics.iter().for_each(|id| {
        csv.text(Some(id));
    });
    csv.end_row();
    for row in &rolled_up.rows {
        csv.number(row.period.start());
        if rolled_up.by.is_some() {
            csv.text(Some(&row.value));
        }
        csv.number(row.rows);
        for value in &row.values {
            match value {
                Some(value) => csv.number(value),
                None => csv.text(None),
            };
        }
        csv.end_row();
    }
    csv.finish()
}
