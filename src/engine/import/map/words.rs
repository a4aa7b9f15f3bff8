//! The words that a canonical column of fixed meaning is brought to.

use crate::table::TableKind;

/// The canonical word for a text in a column whose words are fixed; `None` leaves the text as it is.
pub(super) fn canonical(kind: TableKind, column: &str, text: &str) -> Option<&'static str> {
    let is = |words: &[&str]| words.iter().any(|w| text.eq_ignore_ascii_case(w));
    match (kind, column) {
        (TableKind::Deployments, "status") => {
            if is(&["success", "succeeded", "successful", "ok", "passed"]) {
                Some("success")
            } else if is(&["failure", "failed", "fail", "error"]) {
                Some("failure")
            } else if is(&["rolled_back", "rolled back", "rollback", "reverted"]) {
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
            if is(&["ok", "success", "succeeded"]) || http('2') {
                Some("ok")
            } else if is(&["error", "failed", "failure", "timeout"]) || http('5') {
                Some("error")
            } else {
                None
            }
        }
        (TableKind::Costs, "basis") => ["billed", "effective", "list", "contracted"]
            .into_iter()
            .find(|word| text.eq_ignore_ascii_case(word)),
        _ => None,
    }
}
