//! What the score is made of, what would move it, and whether it hangs on its weights.

use outturn_core::units::Unit;
use outturn_format::{Digits, Locale, as_set, number, percent, points, value};
use outturn_metrics::Bucket;
use outturn_metrics::scorecard::{Composite, Move, SWING, Weights, shares};

/// One line of what a score is made of. The figures are rounded so that those of the metrics add up to their category's and those of the
/// categories to the score, as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContributionRow {
    /// Category or metric.
    pub name: String,
    /// Whether it is a category.
    pub is_category: bool,
    /// 0 to 100.
    pub score: String,
    /// Its share of the whole.
    pub weight: String,
    /// What it adds.
    pub contribution: String,
}

/// The categories, each with its metrics, and the whole as the last; none without a score.
#[must_use]
pub fn contributions(composite: &Composite, locale: &Locale) -> Vec<ContributionRow> {
    let Some(score) = composite.score else {
        return Vec::new();
    };
    let hundredths = |hundredths: i64| number(hundredths as f64 / 100.0, Digits::Fixed(2), locale);
    let row = |name: &str, is_category, score: f64, weight: f64, adds: i64| ContributionRow {
        name: name.to_owned(),
        is_category,
        score: number(score, Digits::Fixed(1), locale),
        weight: percent(weight, Digits::UpTo(1), locale),
        contribution: hundredths(adds),
    };
    let of_parts: Vec<f64> = composite
        .parts
        .iter()
        .map(|part| part.contribution)
        .collect();
    let total = in_hundredths(score);
    let mut rows = Vec::new();
    for (part, adds) in composite.parts.iter().zip(apportioned(&of_parts, total)) {
        rows.push(row(
            part.bucket.label(),
            true,
            part.score,
            part.weight,
            adds,
        ));
        let own: Vec<_> = composite
            .metrics
            .iter()
            .filter(|metric| metric.bucket == part.bucket)
            .collect();
        let of_metrics: Vec<f64> = own.iter().map(|metric| metric.contribution).collect();
        for (metric, adds) in own.iter().zip(apportioned(&of_metrics, adds)) {
            rows.push(row(&metric.label, false, metric.score, metric.weight, adds));
        }
    }
    rows.push(row("Score", true, score, 1.0, total));
    rows
}

/// To the hundredth as it is shown: half of one away from zero, for decimals that binary has no exact form of.
fn in_hundredths(value: f64) -> i64 {
    (value * 100.0 + 1e-9).round() as i64
}

/// Parts in whole hundredths that add up to a total: each rounded down, and what is left goes to those that lost most.
fn apportioned(parts: &[f64], total: i64) -> Vec<i64> {
    let floor = |value: f64| (value * 100.0 + 1e-9).floor();
    let mut all: Vec<i64> = parts.iter().map(|part| floor(*part) as i64).collect();
    let mut by_loss: Vec<usize> = (0..parts.len()).collect();
    let loss = |at: usize| parts[at] * 100.0 - floor(parts[at]);
    by_loss.sort_by(|a, b| loss(*b).total_cmp(&loss(*a)));
    let left = total - all.iter().sum::<i64>();
    for at in by_loss.into_iter().take(left.max(0) as usize) {
        all[at] += 1;
    }
    all
}

/// A metric that is not met, in a table of what would move the score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveRow {
    /// Id of the metric.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Its value.
    pub now: String,
    /// From where on it is met.
    pub met: String,
    /// How far that is, in its unit: `−26 min`.
    pub by: String,
    /// What the score gains: `+3.1`.
    pub gain: String,
}

/// The metrics that are not met, the one that would bring the score most first.
#[must_use]
pub fn moves(composite: &Composite, locale: &Locale) -> Vec<MoveRow> {
    composite
        .moves
        .iter()
        .map(|one| move_row(one, locale))
        .collect()
}

/// Most moves that are named in a sentence.
const NAMED_MOVES: usize = 2;

/// What would bring the score most, in a sentence: `Most would come from Change failure rate at 5% instead of 25.0%, +12.5; …`. `None`
/// where all is met.
#[must_use]
pub fn moves_words(composite: &Composite, locale: &Locale) -> Option<String> {
    let first = moves(composite, locale).into_iter().take(NAMED_MOVES);
    let named: Vec<String> = first
        .map(|row| {
            format!(
                "{} at {} instead of {}, {}",
                row.label, row.met, row.now, row.gain
            )
        })
        .collect();
    (!named.is_empty()).then(|| format!("Most would come from {}.", named.join("; ")))
}

fn move_row(one: &Move, locale: &Locale) -> MoveRow {
    let by = one.met - one.value;
    let sign = if by < 0.0 { outturn_format::MINUS } else { '+' };
    let size = value(by.abs(), one.unit, one.currency, locale);
    MoveRow {
        id: one.id.clone(),
        label: one.label.clone(),
        now: value(one.value, one.unit, one.currency, locale).to_string(),
        met: as_set(one.met, one.unit, one.currency, locale),
        by: match one.unit {
            Unit::Ratio => points(by, locale),
            _ => format!("{sign}{size}"),
        },
        gain: format!("+{}", number(one.gain, Digits::Fixed(1), locale)),
    }
}

/// How a score stands when its weights move, in a sentence or two; `None` where weights say nothing.
#[must_use]
pub fn stability_words(composite: &Composite, locale: &Locale) -> Option<String> {
    let stability = composite.stability.as_ref()?;
    let one = |v: f64| number(v, Digits::Fixed(1), locale);
    let swing = percent(SWING, Digits::Fixed(0), locale);
    let cases = stability.cases;
    let (low, high) = (one(stability.low), one(stability.high));
    let range = match low == high {
        true => format!("stays at {low}"),
        false => format!("lies between {low} and {high}"),
    };
    let range = format!(
        "With each weight {swing} lower or higher, in all {cases} combinations, the score {range}."
    );
    let label = |bucket: &Bucket| bucket.label();
    let weakest = match stability.weakest.as_slice() {
        [] => return Some(range),
        [(bucket, _)] => format!("{} costs it most in every case.", label(bucket)),
        [(first, n), others @ ..] => {
            let others: Vec<String> = others
                .iter()
                .map(|(bucket, n)| format!("{} in {n}", label(bucket)))
                .collect();
            format!(
                "{} costs it most in {n} of them, {}.",
                label(first),
                others.join(", ")
            )
        }
    };
    Some(format!("{range} {weakest}"))
}

/// What became of the other weights when one was changed: `The others share the remaining 60%: Quality 24%, Value 16%.`
#[must_use]
pub fn follow_words(weights: &Weights, changed: Bucket, locale: &Locale) -> String {
    let shares = shares(weights);
    let shown = |share: f64| percent(share, Digits::UpTo(1), locale);
    let rest = 1.0 - shares.get(&changed).copied().unwrap_or(0.0);
    let others: Vec<String> = Bucket::weighted()
        .filter(|bucket| *bucket != changed)
        .filter_map(|bucket| {
            let share = shares.get(&bucket).copied().filter(|share| *share > 0.0)?;
            Some(format!("{} {}", bucket.label(), shown(share)))
        })
        .collect();
    match others.is_empty() {
        true => "No other category counts.".to_owned(),
        false => format!(
            "The others share the remaining {} in the proportions they had: {}.",
            shown(rest),
            others.join(", ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outturn_metrics::scorecard::Part;
    use rstest::rstest;

    /// Thirds of 100 in hundredths, the largest remainders first.
    #[rstest]
    #[case(&[33.333_333, 33.333_333, 33.333_334], 10_000, &[3_333, 3_333, 3_334])]
    #[case(&[21.25, 18.0, 27.0, 13.6], 7_985, &[2_125, 1_800, 2_700, 1_360])]
    #[case(&[0.005, 0.005], 1, &[1, 0])]
    #[case(&[], 0, &[])]
    fn parts_add_up_as_they_are_shown(
        #[case] parts: &[f64],
        #[case] total: i64,
        #[case] expected: &[i64],
    ) {
        assert_eq!(apportioned(parts, total), expected);
    }

    /// The worked figures: 85, 72, 90, 68 with weights .25 .25 .30 .20 come to 79.85.
    #[test]
    fn the_worked_example_adds_up_to_its_score() {
        let part = |bucket, weight: f64, score: f64| Part {
            bucket,
            weight,
            score,
            contribution: weight * score,
            metrics: 0,
        };
        let composite = Composite {
            score: Some(79.85),
            parts: vec![
                part(Bucket::Reliability, 0.25, 85.0),
                part(Bucket::Velocity, 0.25, 72.0),
                part(Bucket::Quality, 0.30, 90.0),
                part(Bucket::Value, 0.20, 68.0),
            ],
            ..Composite::default()
        };
        let rows = contributions(&composite, &Locale::EN);
        let shown: Vec<&str> = rows.iter().map(|row| row.contribution.as_str()).collect();
        assert_eq!(shown, ["21.25", "18.00", "27.00", "13.60", "79.85"]);
    }
}
