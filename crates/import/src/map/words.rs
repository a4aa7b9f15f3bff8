//! The words that a canonical column of fixed meaning is brought to.

use super::super::file::RawFile;
use super::Binding;
use outturn_core::table::{Column, TableKind};

/// The canonical word for a text in a column whose words are fixed; `None` leaves the text as it is.
pub(super) fn canonical(kind: TableKind, column: &str, text: &str) -> Option<&'static str> {
    let is = |words: &[&str]| words.iter().any(|w| text.eq_ignore_ascii_case(w));
    let known = match (kind, column) {
        (TableKind::Deployments, "status") => {
            if is(&["succeeded", "successful", "ok", "passed"]) {
                Some("success")
            } else if is(&["failed", "fail", "error"]) {
                Some("failure")
            } else if is(&["rolled back", "rollback", "reverted"]) {
                Some("rolled_back")
            } else {
                None
            }
        }
        (TableKind::Predictions, "status") => {
            // Three digits are HTTP: 2xx served, 5xx not. What 4xx means depends on who is blamed, so it stays as it is.
            let http = |class: char| {
                text.len() == 3
                    && text.starts_with(class)
                    && text.bytes().all(|b| b.is_ascii_digit())
            };
            if is(&["success", "succeeded"]) || http('2') {
                Some("ok")
            } else if is(&["failed", "failure", "timeout"]) || http('5') {
                Some("error")
            } else {
                None
            }
        }
        _ => None,
    };
    known.or_else(|| {
        fixed(kind, column)
            .iter()
            .copied()
            .find(|word| text.eq_ignore_ascii_case(word))
    })
}

fn fixed(kind: TableKind, column: &str) -> &'static [&'static str] {
    kind.schema().column(column).map_or(&[], |c| c.words)
}

/// Severities from worst to least, with what tools call them.
const SEVERITIES: [(&str, &[&str]); 4] = [
    (
        "critical",
        &[
            "1", "p1", "p0", "sev0", "sev1", "critical", "blocker", "highest", "urgent",
        ],
    ),
    ("high", &["2", "p2", "sev2", "high", "major"]),
    (
        "medium",
        &["3", "p3", "sev3", "medium", "moderate", "normal", "warning"],
    ),
    (
        "low",
        &[
            "4", "5", "p4", "p5", "sev4", "sev5", "low", "lowest", "minor", "trivial", "planning",
        ],
    ),
];

/// What a value that is not one of the canonical words probably means, such as `critical` for `1 - Critical`.
fn guess(kind: TableKind, column: &str, text: &str) -> Option<&'static str> {
    if column == "severity" {
        // The word says it where there is one; the number in front is a site's own.
        let parts = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|p| !p.is_empty());
        let of = |part: &str| {
            SEVERITIES
                .iter()
                .find(|(_, names)| names.iter().any(|n| part.eq_ignore_ascii_case(n)))
                .map(|(word, _)| *word)
        };
        return parts.clone().rev().find_map(of);
    }
    fixed(kind, column).iter().copied().find(|word| {
        let lower = text.to_ascii_lowercase();
        lower.contains(word) || word.contains(lower.as_str()) && lower.len() > 2
    })
}

/// Proposals for [`Binding::words`]: each distinct value of the bound column that is not a canonical word, with the word it
/// probably stands for, empty where nothing suggests itself. None for columns of free text; at most 50.
#[must_use]
pub fn suggest_words(raw: &RawFile, kind: TableKind, binding: &Binding) -> Vec<(String, String)> {
    const MOST: usize = 50;
    let fixed = fixed(kind, &binding.canonical);
    if fixed.is_empty() && binding.canonical != "severity" {
        return Vec::new();
    }
    let columns = binding.source.columns();
    let column = columns.first().and_then(|name| raw.table.column(name));
    let Some(Column::Text(text)) = column else {
        return Vec::new();
    };
    text.entries()
        .map(str::trim)
        .filter(|entry| !entry.is_empty() && canonical(kind, &binding.canonical, entry).is_none())
        .take(MOST)
        .map(|entry| {
            let meaning = guess(kind, &binding.canonical, entry).unwrap_or_default();
            (entry.to_owned(), meaning.to_owned())
        })
        .collect()
}
