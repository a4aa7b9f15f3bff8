//! What the filter offers, and what it cannot be asked of.

use outturn_format::{Locale, counted};
use outturn_metrics::Label;
use outturn_metrics::scorecard::{Card, NONE, label_words};

/// Values of a label that are shown until something is typed.
const FIRST: usize = 6;
/// Values that are shown of those that are like what was typed.
const MOST: usize = 50;

/// The labels with those of their values that are like what is typed, each with how many more there are. A label that is itself like it
/// is shown as before anything was typed.
#[must_use]
pub fn found_values(labels: &[Label], typed: &str) -> Vec<(Label, usize)> {
    let wanted = typed.trim().to_lowercase();
    let is_like = |text: &str| text.to_lowercase().contains(&wanted);
    let shown = |value: &str| match value {
        "" => is_like(NONE),
        value => is_like(value),
    };
    // A value that all rows have tells nothing apart.
    let told_apart = labels.iter().filter(|label| label.values.len() > 1);
    let found = told_apart.filter_map(|label| {
        let by_name = wanted.is_empty() || is_like(&label_words(&label.name));
        let values = label.values.iter();
        let mut values: Vec<(String, u64)> = values
            .filter(|(value, _)| by_name || shown(value))
            .cloned()
            .collect();
        let most = if wanted.is_empty() { FIRST } else { MOST };
        let more = values.len().saturating_sub(most);
        values.truncate(most);
        (!values.is_empty()).then(|| {
            let found = Label {
                values,
                ..label.clone()
            };
            (found, more)
        })
    });
    found.collect()
}

/// How many metrics the filter cannot be asked of, and why: `4 metrics are not filtered, and not in the score: incidents have no column
/// team, costs have no column team.` `None` where all are filtered.
#[must_use]
pub fn unfiltered_words(cards: &[Card], locale: &Locale) -> Option<String> {
    /// Reasons that are named.
    const NAMED: usize = 3;
    let not_filtered = cards.iter().filter(|card| card.value.is_some());
    let not_filtered = not_filtered.filter(|card| card.receipt.filtered.is_not_all());
    let not_filtered: Vec<&Card> = not_filtered.collect();
    let mut whys: Vec<String> = Vec::new();
    for not in not_filtered
        .iter()
        .flat_map(|card| &card.receipt.filtered.not_by)
    {
        let why = not.words();
        if !whys.contains(&why) {
            whys.push(why);
        }
    }
    if whys.is_empty() {
        return None;
    }
    let more = whys.len().saturating_sub(NAMED);
    whys.truncate(NAMED);
    if more > 0 {
        whys.push(format!("and {more} more"));
    }
    let of = counted(
        not_filtered.len() as u64,
        "metric is",
        "metrics are",
        locale,
    );
    let scored = not_filtered.iter().any(|card| card.judged.score.is_some());
    let scored = if scored {
        "and scored all the same"
    } else {
        "and not scored"
    };
    Some(format!("{of} not filtered {scored}: {}.", whys.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use outturn_core::table::TableKind::Incidents;

    fn label(name: &str, values: &[&str]) -> Label {
        Label {
            name: name.to_owned(),
            tables: vec![Incidents],
            values: values
                .iter()
                .map(|value| ((*value).to_owned(), 1))
                .collect(),
        }
    }

    #[test]
    fn what_is_typed_finds_values_and_names_of_labels() {
        let many: Vec<String> = (0..60).map(|n| format!("m{n}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let labels = [label("risk_tier", &["high", ""]), label("model", &many)];
        let found = |typed: &str| -> Vec<(String, usize, usize)> {
            let found = found_values(&labels, typed).into_iter();
            found
                .map(|(label, more)| (label.name, label.values.len(), more))
                .collect()
        };
        let of = |name: &str, shown, more| (name.to_owned(), shown, more);
        assert_eq!(found(""), [of("risk_tier", 2, 0), of("model", 6, 54)]);
        assert_eq!(found("M5"), [of("model", 11, 0)]); // m5 and m50 to m59
        assert_eq!(found("Risk T"), [of("risk_tier", 2, 0)]);
        assert_eq!(found("none"), [of("risk_tier", 1, 0)]);
        assert_eq!(found("xyz"), []);
    }
}
