//! What the user should know of a reading, in sentences.

use super::super::notes::Notes;
use super::super::outcome::Ending;
use super::super::sniff::Shape;

/// Rows at which common tools stop writing: ticket exports; the last row of old and new spreadsheets, with a header and without.
const CUTS: [usize; 6] = [20_000, 32_000, 65_535, 65_536, 1_048_575, 1_048_576];

pub(super) fn warnings(
    notes: &Notes,
    rows_read: usize,
    shape: Option<Shape>,
    ending: Ending,
) -> Vec<String> {
    let mut all = Vec::new();
    if rows_read == 0 {
        all.push("The file has column names and no rows.".to_owned());
    }
    if matches!(shape, Some(Shape::Csv(d)) if !d.header) {
        all.push("The first row holds values, not names: the columns were numbered.".to_owned());
    }
    all.extend(suspicion(notes, rows_read, ending));
    if !notes.unzoned.is_empty() {
        all.push(format!(
            "Times without a zone were taken as {}: {}.",
            notes.zone(),
            notes.unzoned.join(", ")
        ));
    }
    for (column, order) in &notes.borrowed {
        all.push(format!("Dates of {column} can be read in both orders; {} was taken, as in the file's other columns.", order.words()));
    }
    if !notes.ambiguous.is_empty() {
        all.push(format!(
            "Day and month cannot be told apart in {}: left as text until you choose the order.",
            notes.ambiguous.join(", ")
        ));
    }
    all.extend(notes.told.iter().cloned());
    all
}

/// Signs that the end of an export is missing.
fn suspicion(notes: &Notes, rows_read: usize, ending: Ending) -> Vec<String> {
    let mut all = Vec::new();
    if CUTS.contains(&rows_read) {
        all.push(format!("Exactly {rows_read} rows: the export may have been cut at a limit of the tool that wrote it."));
    }
    if ending.cut {
        all.push(
            "The JSON stops before it is complete: the file was cut off. What came before is read; export it again for the rest."
                .to_owned(),
        );
    } else if ending.in_quote {
        all.push(
            "The file stops inside a quoted cell: its end is missing, and the last row was left out."
                .to_owned(),
        );
    } else if ending.bare {
        all.push(
            "The last line has no end. If the tool that wrote the file ends its lines, the export was cut."
                .to_owned(),
        );
    }
    if let Some((column, length)) = &notes.cropped {
        all.push(format!("Cells of {column} have exactly {length} characters: the export may have cropped its texts."));
    }
    all
}
