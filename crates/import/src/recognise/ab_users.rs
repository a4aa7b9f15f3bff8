//! An experiment with one row a user: each is one user, converted or not.

use super::super::map::{Mapping, Source};
use super::Recognition;
use super::names::Names;
use outturn_core::table::TableKind;

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    let columns = TableKind::AbTests.schema();
    let named = |name: &str| {
        let column = columns.column(name)?;
        names
            .find(&[column.name])
            .or_else(|| names.find(column.usual))
    };
    let (variant, converted) = (named("variant")?, named("conversions")?);
    names.find(&["user", "user_id", "visitor_id", "customer_id", "subject_id"])?;
    if named("users").is_some() {
        return None;
    }
    let mut mapping = Mapping::new(TableKind::AbTests);
    let experiment = named("experiment").map_or_else(
        || Source::constant(super::names::stem(&names.raw.name)),
        Source::column,
    );
    mapping
        .bind("experiment", experiment)
        .bind("variant", Source::column(variant))
        .bind("users", Source::constant("1"))
        .bind("conversions", Source::column(converted));
    for canonical in ["revenue", "spend", "hypothesis"] {
        if let Some(name) = named(canonical) {
            mapping.bind(canonical, Source::column(name));
        }
    }
    let notes = vec!["One row a user: each counts as one, converted or not.".to_owned()];
    Some(Recognition::new("A/B test, one row a user", mapping, notes))
}
