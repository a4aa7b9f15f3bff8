//! What cards can be compared with and held against, as choices.

use outturn_format::{Locale, threshold};
use outturn_metrics::scorecard::{Card, Comparisons, TargetFrom, With};
use outturn_metrics::{Benchmark, Bucket, Direction, Edition};

/// Each comparison with its name.
pub const COMPARISON_CHOICES: [(With, &str); 6] = [
    (With::Previous, "Period before"),
    (With::LastYear, "Same period last year"),
    (With::Ago, "Some periods ago"),
    (With::Baseline, "Baseline"),
    (With::Target, "Distance to target"),
    (With::Benchmark, "Benchmark"),
];

/// What is chosen, in a line: `Compared with period before, baseline`.
#[must_use]
pub fn comparisons_label(comparisons: &Comparisons) -> String {
    let chosen = COMPARISON_CHOICES
        .iter()
        .filter(|(with, _)| comparisons.shown.contains(with));
    let names: Vec<String> = chosen.map(|(_, name)| name.to_lowercase()).collect();
    match names.is_empty() {
        true => "Compared with nothing".to_owned(),
        false => format!("Compared with {}", names.join(", ")),
    }
}

/// What a target can be taken from: a number, a band of a benchmark, a series of the data.
#[must_use]
pub fn target_choices(card: &Card, cards: &[Card], locale: &Locale) -> Vec<(TargetFrom, String)> {
    let number = (TargetFrom::Usual, "a number".to_owned());
    let of_benchmark = |edition: Edition| {
        let benchmark = Benchmark::of(&card.id, edition);
        let bands = benchmark.map(|known| known.targets().collect::<Vec<_>>());
        let bands = bands.unwrap_or_default().into_iter();
        bands.filter_map(move |band| {
            let edge = threshold(
                band.edge?,
                card.unit,
                card.currency,
                card.good == Direction::Up,
                locale,
            );
            let from = TargetFrom::Band {
                edition,
                band: band.name.to_owned(),
            };
            Some((from, format!("{}, {} ({edge})", edition.name(), band.name)))
        })
    };
    let series = cards
        .iter()
        .filter(|other| other.bucket == Bucket::Series && other.id != card.id)
        .map(|other| {
            let from = TargetFrom::Series(other.id.clone());
            (from, format!("the series {}", other.label))
        });
    std::iter::once(number)
        .chain(Edition::ALL.into_iter().flat_map(of_benchmark))
        .chain(series)
        .collect()
}
