//! What a value is compared with, several at once, and why something is not comparable.

use super::card::{days_of, moved};
use outturn_core::calendar::{Grain, Period, Span};
use outturn_core::units::Unit;
use outturn_format::{
    Locale, MISSING, as_set, capitalised, change, date, day_and_month, periods, points, threshold,
    value, whole,
};
use outturn_metrics::Direction;
use outturn_metrics::scorecard::{
    Against, Card, Comparisons, Found, NotComparable, Reading, With, distinct,
};

/// A comparison in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedRow {
    /// With what: `Sep 2025, a year before`.
    pub with: String,
    /// The other value; `—` where there is none.
    pub then: String,
    /// Rows that it is of; empty for what is no value of the metric.
    pub n: String,
    /// How the value differs.
    pub change: String,
    /// What that says, or why it is not comparable.
    pub reading: String,
    /// Whether it is comparable.
    pub comparable: bool,
}

/// A card against everything, as a table.
#[must_use]
pub fn compared_rows(card: &Card, comparisons: &Comparisons, locale: &Locale) -> Vec<ComparedRow> {
    distinct(&card.comparisons)
        .into_iter()
        .map(|one| row(card, one, comparisons, locale))
        .collect()
}

fn row(card: &Card, one: &Against, comparisons: &Comparisons, locale: &Locale) -> ComparedRow {
    let shown = |v: f64| value(v, card.unit, card.currency, locale).to_string();
    let set = |v: f64| as_set(v, card.unit, card.currency, locale);
    let with = with_words(one, comparisons, locale);
    let known = |then: String, n: String, change: String, reading: String| ComparedRow {
        with: with.clone(),
        then,
        n,
        change,
        reading,
        comparable: true,
    };
    match &one.found {
        Found::Then(then) => known(
            shown(then.value),
            whole(then.n, locale),
            card.value.map_or_else(String::new, |now| {
                change(now, then.value, card.unit, card.currency, locale)
            }),
            reading(card, then.reading, then.interval, locale),
        ),
        Found::Target { met, .. } => known(
            set(*met),
            String::new(),
            distance(card, *met, locale),
            card.judged.status.word().to_lowercase(),
        ),
        Found::Band { band, better, .. } => known(
            band.clone(),
            String::new(),
            String::new(),
            match better {
                Some((name, edge)) => {
                    let up = card.good == Direction::Up;
                    let edge = threshold(*edge, card.unit, card.currency, up, locale);
                    format!("{name} is {edge}")
                }
                None => "the best band".to_owned(),
            },
        ),
        Found::No(why) => ComparedRow {
            with: with.clone(),
            then: MISSING.to_owned(),
            n: String::new(),
            change: MISSING.to_owned(),
            reading: not_comparable(*why, locale),
            comparable: false,
        },
    }
}

/// What the change from another time says.
fn reading(card: &Card, reading: Reading, interval: Option<(f64, f64)>, locale: &Locale) -> String {
    let bound = |by: f64| difference(by, card, locale);
    match (reading, interval) {
        (Reading::TooFew, _) => "too few cases to tell".to_owned(),
        (Reading::Unchanged, Some((low, high))) => {
            format!("within chance: {} to {}", bound(low), bound(high))
        }
        (Reading::Unchanged, None) => "unchanged, or within chance".to_owned(),
        (Reading::Changed, Some((low, high))) => {
            format!("more than chance: {} to {}", bound(low), bound(high))
        }
        (Reading::Changed, None) => "changed".to_owned(),
    }
}

/// How far the value is from another one, in its unit and with its sign: `−6 min`, `+0.2 pt`.
#[must_use]
pub fn distance(card: &Card, from: f64, locale: &Locale) -> String {
    let Some(by) = card.value.map(|now| now - from) else {
        return MISSING.to_owned();
    };
    difference(by, card, locale)
}

fn difference(by: f64, card: &Card, locale: &Locale) -> String {
    if card.unit == Unit::Ratio {
        return points(by, locale);
    }
    let shown = value(by.abs(), card.unit, card.currency, locale).to_string();
    match by {
        by if by > 0.0 => format!("+{shown}"),
        by if by < 0.0 => format!("{}{shown}", outturn_format::MINUS),
        _ => shown,
    }
}

/// What it is compared with, in a table: `Aug 2026, the period before`.
fn with_words(one: &Against, comparisons: &Comparisons, locale: &Locale) -> String {
    let named = match one.with {
        With::Previous => "the period before".to_owned(),
        With::LastYear => match one.to.map(|(first, _)| first.grain()) {
            Some(Grain::Week) => "52 weeks before".to_owned(),
            Some(Grain::Day) => "the same weekday 52 weeks before".to_owned(),
            _ => "a year before".to_owned(),
        },
        With::Ago => match comparisons.ago.unwrap_or_default() {
            1 => "1 period ago".to_owned(),
            n => format!("{n} periods ago"),
        },
        With::Baseline => "the baseline".to_owned(),
        With::Target => return "Target".to_owned(),
        With::Benchmark => {
            return match &one.found {
                Found::Band { edition, .. } => edition.name().to_owned(),
                _ => "Benchmark".to_owned(),
            };
        }
    };
    match days_words(one, periods, locale) {
        Some(days) => format!("{days}, {named}"),
        None => capitalised(&named),
    }
}

/// The days that it is compared with.
fn days_words(
    one: &Against,
    name: impl Fn(&(Period, Period), &Locale) -> String,
    locale: &Locale,
) -> Option<String> {
    match (one.part, &one.to) {
        (Some(part), _) => Some(with_year(part, locale)),
        (None, Some(to)) => Some(name(to, locale)),
        (None, None) => None,
    }
}

/// `1 Sep – 10 Sep 2025`.
fn with_year(days: Span, locale: &Locale) -> String {
    let last = days.end.pred_opt().unwrap_or(days.start);
    match days.start == last {
        true => date(last, locale),
        false => format!(
            "{} – {}",
            day_and_month(days.start, locale),
            date(last, locale)
        ),
    }
}

/// What a card shows of the comparisons that the user picked: with what, and how the value stands. The target stands on the card as it
/// is; [`distance_to_target`] says how far it is.
#[must_use]
pub fn beside(
    card: &Card,
    comparisons: &Comparisons,
    name: fn(&Period, &Locale) -> String,
    locale: &Locale,
) -> Vec<(String, String)> {
    let picked = card
        .comparisons
        .iter()
        .filter(|one| one.with != With::Target && comparisons.shown.contains(&one.with));
    let mut said: Vec<(String, String)> = Vec::new();
    for one in distinct(picked) {
        said.extend(said_beside(card, one, name, locale));
    }
    said
}

fn said_beside(
    card: &Card,
    one: &Against,
    name: fn(&Period, &Locale) -> String,
    locale: &Locale,
) -> Option<(String, String)> {
    let days = match (one.with, one.part) {
        (With::Previous, Some(part)) => days_of(part, locale),
        (With::Previous, None) => {
            let (first, last) = one.to?;
            match first == last {
                true => name(&first, locale),
                false => format!("{} – {}", name(&first, locale), name(&last, locale)),
            }
        }
        _ => days_words(one, periods, locale).unwrap_or_default(),
    };
    let with = match one.with {
        With::Benchmark => String::new(),
        With::Baseline => format!("vs baseline {days}"),
        _ => format!("vs {days}"),
    };
    match &one.found {
        Found::Then(then) => Some((with, moved(card, then, locale)?)),
        Found::Band { edition, band, .. } => Some((edition.name().to_owned(), band.clone())),
        // Of the period before, what is not comparable is said where the value is.
        Found::No(_) if one.with == With::Previous => None,
        Found::No(why) => Some((with, short(*why)?.to_owned())),
        Found::Target { .. } => None,
    }
}

/// How far a value is from its target, where the user wants that on cards: `−6 min`.
#[must_use]
pub fn distance_to_target(
    card: &Card,
    comparisons: &Comparisons,
    locale: &Locale,
) -> Option<String> {
    let mut all = card.comparisons.iter();
    let found = all.find(|one| one.with == With::Target)?;
    match found.found {
        Found::Target { change, .. } if comparisons.shown.contains(&With::Target) => {
            Some(difference(change, card, locale))
        }
        _ => None,
    }
}

/// Why something is not comparable, in a word or two on a card; `None` for what the card says already.
fn short(why: NotComparable) -> Option<&'static str> {
    match why {
        NotComparable::NotCovered { .. } => Some("no data"),
        NotComparable::NothingThen => Some("no value"),
        NotComparable::Lengths { .. } => Some("another length"),
        NotComparable::Overlaps => Some("the same days"),
        _ => None,
    }
}

/// Why something is not comparable, in a sentence.
#[must_use]
pub fn not_comparable(why: NotComparable, locale: &Locale) -> String {
    let said = match why {
        NotComparable::Stale => "not comparable: the value is older than the period shown",
        NotComparable::Everything => {
            "not comparable: the value is of everything loaded, nothing comes before"
        }
        NotComparable::PartOfSeveral => {
            "not comparable: some days of these periods have no data yet"
        }
        NotComparable::PartOfPeriod => {
            "not comparable: the period is not over, and a baseline is of whole ones"
        }
        NotComparable::NotCovered { days, data } => return not_covered(days, data, locale),
        NotComparable::NothingThen => "not comparable: the rows of those days give no value",
        NotComparable::Lengths { now, then } => {
            return format!(
                "not comparable: a sum over {} days and one over {}",
                whole(now.into(), locale),
                whole(then.into(), locale)
            );
        }
        NotComparable::Overlaps => "not comparable: the baseline holds days of this period",
        NotComparable::Trend => "the target is the period before",
        NotComparable::NoVerdict => "not comparable: this value has no verdict",
    };
    said.to_owned()
}

fn not_covered(days: Span, data: Option<Span>, locale: &Locale) -> String {
    match data {
        Some(data) if days.start < data.start => format!(
            "not comparable: its data begins {}",
            date(data.start, locale)
        ),
        Some(data) if days.end > data.end => {
            let last = data.end.pred_opt().unwrap_or(data.end);
            format!("not comparable: its data ends {}", date(last, locale))
        }
        _ => "not comparable: its data does not cover all those days".to_owned(),
    }
}
