//! An experiment with one row a user: each is one user, converted or not.

use crate::recognise::export::{Export, Fill, Note};
use crate::recognise::names::Names;
use outturn_core::table::TableKind;

pub(super) const USERS: Export = Export {
    name: "A/B test, one row a user",
    kind: Some(TableKind::AbTests),
    has: &[&["user", "user_id", "visitor_id", "customer_id", "subject_id"]],
    only_if: Some(is_not_summed_up),
    fills: &[
        ("experiment", Fill::Usual),
        ("experiment", Fill::FileName),
        ("variant", Fill::Usual),
        ("users", Fill::Constant("1")),
        ("conversions", Fill::Usual),
        ("revenue", Fill::Usual),
        ("spend", Fill::Usual),
        ("hypothesis", Fill::Usual),
    ],
    notes: &[Note::Always(
        "One row a user: each counts as one, converted or not.",
    )],
    ..Export::BLANK
};

/// Whether there are variants and conversions, and nothing that counts users.
fn is_not_summed_up(names: &Names<'_>) -> bool {
    let has = |canonical| names.usual(TableKind::AbTests, canonical).is_some();
    has("variant") && has("conversions") && !has("users")
}
