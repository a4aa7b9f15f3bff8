//! What was and what was planned in one table: a budget added to what was spent is neither.

use super::super::map::{Mapping, RowFilter, Topic};
use super::names::{Names, fold};
use super::{Edit, MappingChoice, MappingQuestion};
use outturn_core::table::{Column, TableKind};

/// Words for what was.
const ACTUAL: [&str; 9] = [
    "actual", "actuals", "act", "ist", "real", "realised", "realized", "incurred", "observed",
];

/// Words for what was meant or expected to be.
const PLANNED: [&str; 17] = [
    "budget",
    "budgeted",
    "forecast",
    "forecasted",
    "forecasts",
    "plan",
    "planned",
    "projected",
    "projection",
    "target",
    "targets",
    "estimate",
    "estimated",
    "expected",
    "outlook",
    "soll",
    "fcst",
];

/// Columns of yes and no, each with what the rows say that are actual.
const FLAGS: [(&str, bool); 10] = [
    ("is_actual", true),
    ("actual", true),
    ("is_forecast", false),
    ("is_forecasted", false),
    ("is_budget", false),
    ("is_plan", false),
    ("is_planned", false),
    ("is_projected", false),
    ("is_projection", false),
    ("is_estimate", false),
];

/// Most words of a column that says which of the two a row is.
const MOST_WORDS: usize = 20;

/// A column that says which rows are actual.
struct Told {
    name: String,
    actual: Vec<String>,
    others: Vec<String>,
}

/// Asks which rows count, where a table of amounts has both.
pub(super) fn question(names: &Names<'_>, mapping: &Mapping) -> Option<MappingQuestion> {
    use TableKind::{Cases, Costs, MetricSeries, Volumes};
    if !matches!(mapping.kind, Cases | Costs | MetricSeries | Volumes) {
        return None;
    }
    // Metrics of different names are not added.
    let metric = mapping.binding("metric").map(|b| b.source.columns());
    let metric = metric.unwrap_or_default();
    let mut columns = names.raw.table.columns();
    let told = columns.find_map(|(name, column)| {
        let can_tell = !metric.contains(&name) && !mapping.metrics.iter().any(|m| m == name);
        by_words(name, column)
            .filter(|_| can_tell)
            .or_else(|| by_flag(name, column))
    })?;
    let Told {
        name,
        actual,
        others,
    } = told;
    let keep = |words: &[String]| {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        vec![Edit::Keep(RowFilter::is(&name, &words))]
    };
    let label = |words: &[String]| format!("those whose {name} is {}", words.join(" or "));
    let mut choices = vec![MappingChoice::new(label(&actual), keep(&actual))];
    let each = others.iter().map(std::slice::from_ref);
    choices.extend(each.map(|word| MappingChoice::new(label(word), keep(word))));
    let all = vec![Edit::KeepAll(name.clone())];
    choices.push(MappingChoice::new("all of them, added together", all));
    Some(MappingQuestion {
        topic: Topic::Rows,
        canonical: Some(mapping.kind.schema().time?.to_owned()),
        text: format!("{name} tells what was from what was planned: which rows count?"),
        examples: actual.iter().chain(&others).take(5).cloned().collect(),
        choices,
        guess: Some(0),
    })
}

/// Whether one of the words stands in a text by itself: `Budget FY26`.
fn says(words: &[&str], text: &str) -> bool {
    let mut said = text.split(|c: char| !c.is_alphabetic());
    said.any(|said| words.iter().any(|word| said.eq_ignore_ascii_case(word)))
}

fn by_words(name: &str, column: &Column) -> Option<Told> {
    let text = column.as_text()?;
    if text.distinct() > MOST_WORDS {
        return None;
    }
    let entries = text.entries().map(str::trim).filter(|e| !e.is_empty());
    let (mut actual, mut others) = (Vec::new(), Vec::new());
    for entry in entries.map(str::to_owned) {
        let of = match says(&ACTUAL, &entry) && !says(&PLANNED, &entry) {
            true => &mut actual,
            false => &mut others,
        };
        of.push(entry);
    }
    let planned = others.iter().any(|entry| says(&PLANNED, entry));
    (planned && !actual.is_empty()).then(|| Told {
        name: name.to_owned(),
        actual,
        others,
    })
}

fn by_flag(name: &str, column: &Column) -> Option<Told> {
    let folded = fold(name);
    let (_, of_actual) = FLAGS.iter().find(|(flag, _)| fold(flag) == folded)?;
    let mut seen: Vec<String> = Vec::new();
    for cell in (0..column.len()).filter_map(|row| column.display(row)) {
        if !seen.contains(&cell) {
            seen.push(cell);
        }
        if seen.len() > 2 {
            return None;
        }
    }
    let holds = |cell: &String| match cell.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" | "y" | "1" => Some(true),
        "false" | "no" | "n" | "0" => Some(false),
        _ => None,
    };
    let actual = seen.iter().find(|cell| holds(cell) == Some(*of_actual))?;
    let other = seen.iter().find(|cell| holds(cell) == Some(!*of_actual))?;
    Some(Told {
        name: name.to_owned(),
        actual: vec![actual.clone()],
        others: vec![other.clone()],
    })
}
