//! Choosing which rows the cards are of.

use crate::state::App;
use outturn_metrics::{Condition, Filter};

/// Puts a value of a label into the filter, or takes it out. A condition whose last value goes, goes.
pub fn put_value(app: App, label: &str, value: &str, on: bool) {
    app.change(|document| with_value(&mut document.filters.by, label, value, on));
}

/// Filters by one value of a label alone, in place of what was chosen of it.
pub fn only(app: App, label: &str, value: &str) {
    app.change(|document| {
        let all = &mut document.filters.by;
        all.0.retain(|condition| condition.label != label);
        with_value(all, label, value, true);
    });
}

/// No longer filters by a label.
pub fn drop_condition(app: App, label: &str) {
    app.change(|document| {
        let all = &mut document.filters.by.0;
        all.retain(|condition| condition.label != label);
    });
}

/// Everything counts again.
pub fn drop_all(app: App) {
    app.change(|document| document.filters.by = Filter::default());
}

/// Whether metrics that cannot be filtered count in the score all the same.
pub fn score_unfiltered(app: App, on: bool) {
    app.change(|document| document.filters.score_unfiltered = on);
}

/// Whether a value of a label is in the filter.
pub fn has_value(filter: &Filter, label: &str, value: &str) -> bool {
    let mut all = filter.conditions();
    all.any(|own| own.label == label && own.values.iter().any(|known| known == value))
}

fn with_value(filter: &mut Filter, label: &str, value: &str, on: bool) {
    let all = &mut filter.0;
    let known = all.iter_mut().find(|condition| condition.label == label);
    match known {
        Some(condition) => {
            condition.values.retain(|known| known != value);
            if on {
                condition.values.push(value.to_owned());
            }
        }
        None if on => all.push(Condition {
            label: label.to_owned(),
            values: vec![value.to_owned()],
        }),
        None => {}
    }
    all.retain(|condition| !condition.values.is_empty());
}
