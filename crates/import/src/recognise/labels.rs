//! Predicted and actual labels that never meet are two spellings of the same classes, or a mistake; they are no model that is always
//! wrong. So which of them are the same is asked, with a pairing proposed.

use super::super::file::RawFile;
use super::super::map::{Mapping, Source, Topic};
use super::{Edit, MappingChoice, MappingQuestion};
use outturn_core::table::{Column, TableKind};
use rustc_hash::{FxHashMap, FxHashSet};

/// Most labels of a column that are paired one by one.
const MOST: usize = 20;
/// A column with more different values than this is not gone through for labels.
const MOST_VALUES: usize = 4096;
/// Most pairs, and labels, that an answer and an example name.
const NAMED: usize = 4;

/// No and yes as people and tools write them.
const PAIRS: [(&str, &str); 18] = [
    ("0", "1"),
    ("-1", "1"),
    ("false", "true"),
    ("no", "yes"),
    ("n", "y"),
    ("f", "t"),
    ("off", "on"),
    ("negative", "positive"),
    ("neg", "pos"),
    ("stay", "churn"),
    ("retained", "churned"),
    ("normal", "anomaly"),
    ("normal", "abnormal"),
    ("legit", "fraud"),
    ("ham", "spam"),
    ("good", "bad"),
    ("fail", "pass"),
    ("reject", "accept"),
];

/// Labels of one column, in order of appearance, and the row's label for each row.
#[derive(Default)]
struct Labels {
    names: Vec<String>,
    of_row: Vec<Option<u32>>,
}

/// Actual labels and the predicted label that each stands for, as places among the labels.
type Pairing = Vec<(usize, usize)>;

/// Asks which labels are the same where no predicted one of a mapping is ever an actual one; `None` where they meet, or where the
/// mapping says already what they stand for.
pub(super) fn question_of_labels(raw: &RawFile, mapping: &Mapping) -> Option<MappingQuestion> {
    if mapping.kind != TableKind::Predictions {
        return None;
    }
    let column = |canonical| match mapping.binding(canonical) {
        Some(binding) if binding.words.is_empty() => match &binding.source {
            Source::Column(name) => raw.table.column(name),
            _ => None,
        },
        _ => None,
    };
    let (predicted, actual) = (column("predicted")?, column("actual")?);
    if predicted.present() == 0 || actual.present() == 0 {
        return None;
    }
    if (0..predicted.len()).any(|row| agree(predicted, actual, row)) {
        return None;
    }
    match (Labels::of(predicted), Labels::of(actual)) {
        (Some(predicted), Some(actual)) => {
            let meet = predicted.names.iter().any(|p| actual.names.contains(p));
            let open = !meet && !are_of_one_pair(&predicted.names, &actual.names);
            open.then(|| question(&predicted, &actual))
        }
        // Too many values for classes, and none was right in any row.
        (predicted, actual) => Some(question(
            &predicted.unwrap_or_default(),
            &actual.unwrap_or_default(),
        )),
    }
}

/// Whether the two labels of a row are the same. In most files the first rows settle it.
fn agree(predicted: &Column, actual: &Column, row: usize) -> bool {
    match (predicted, actual) {
        (Column::I64(p), Column::I64(a)) => p.get(row).is_some_and(|p| a.get(row) == Some(p)),
        (Column::I64(_) | Column::F64(_), Column::I64(_) | Column::F64(_)) => predicted
            .number(row)
            .is_some_and(|p| actual.number(row) == Some(p)),
        (Column::Text(p), Column::Text(a)) => p.get(row).is_some_and(|p| a.get(row) == Some(p)),
        (Column::Bool(p), Column::Bool(a)) => p.get(row).is_some_and(|p| a.get(row) == Some(p)),
        _ => {
            let label = |column: &Column| column.display(row);
            label(predicted).is_some_and(|p| label(actual) == Some(p))
        }
    }
}

impl Labels {
    /// The labels of a column; `None` where there are too many.
    fn of(column: &Column) -> Option<Self> {
        let mut labels = Self::default();
        let mut known: FxHashMap<String, u32> = FxHashMap::default();
        for row in 0..column.len() {
            let shown = column.display(row);
            let name = shown.as_deref().map(str::trim).filter(|n| !n.is_empty());
            let code = name.map(|name| match known.get(name) {
                Some(code) => *code,
                None => {
                    labels.names.push(name.to_owned());
                    known.insert(name.to_owned(), labels.names.len() as u32 - 1);
                    labels.names.len() as u32 - 1
                }
            });
            if labels.names.len() > MOST_VALUES {
                return None;
            }
            labels.of_row.push(code);
        }
        Some(labels)
    }

    /// How often each pair of a predicted and an actual label is in one row.
    fn together(&self, actual: &Self) -> FxHashMap<(usize, usize), usize> {
        let mut counts = FxHashMap::default();
        for (p, a) in self.of_row.iter().zip(&actual.of_row) {
            if let (Some(p), Some(a)) = (p, a) {
                *counts.entry((*p as usize, *a as usize)).or_default() += 1;
            }
        }
        counts
    }
}

fn question(predicted: &Labels, actual: &Labels) -> MappingQuestion {
    let pairings = pairings(predicted, actual);
    let guess = Some(if pairings.is_empty() { 1 } else { 0 });
    let mut choices: Vec<MappingChoice> = pairings
        .iter()
        .map(|pairing| paired(predicted, actual, pairing))
        .collect();
    // A label that stands for itself says that nothing is to be paired.
    let itself = actual.names.first().cloned().unwrap_or_default();
    choices.push(MappingChoice::new(
        "they are different labels: no prediction is right",
        vec![Edit::Translate {
            canonical: "actual".to_owned(),
            words: vec![(itself.clone(), itself)],
        }],
    ));
    choices.push(MappingChoice::new(
        "they are no labels: measure no accuracy",
        vec![Edit::Unbind("actual".to_owned())],
    ));
    let some = |what: &str, labels: &Labels| {
        let names: Vec<&str> = labels
            .names
            .iter()
            .take(NAMED)
            .map(String::as_str)
            .collect();
        let more = if labels.names.len() > NAMED {
            " …"
        } else {
            ""
        };
        format!("{what}: {}{more}", names.join(", "))
    };
    MappingQuestion {
        topic: Topic::Labels,
        canonical: Some("actual".to_owned()),
        text: "Predicted and actual labels never match. Which mean the same?".to_owned(),
        examples: vec![some("predicted", predicted), some("actual", actual)],
        choices,
        guess,
    }
}

/// The answer that takes actual labels for predicted ones.
fn paired(predicted: &Labels, actual: &Labels, pairing: &Pairing) -> MappingChoice {
    let words: Vec<(String, String)> = pairing
        .iter()
        .map(|&(a, p)| (actual.names[a].clone(), predicted.names[p].clone()))
        .collect();
    let named: Vec<String> = words
        .iter()
        .take(NAMED)
        .map(|(a, p)| format!("{a} is {p}"))
        .collect();
    let more = words.len().saturating_sub(NAMED);
    let more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    let edit = Edit::Translate {
        canonical: "actual".to_owned(),
        words,
    };
    MappingChoice::new(format!("{}{more}", named.join(", ")), vec![edit])
}

/// How the labels may belong together, likeliest first.
fn pairings(predicted: &Labels, actual: &Labels) -> Vec<Pairing> {
    let (p, a) = (&predicted.names, &actual.names);
    let alike = by(a, p, |label| Some(folded(label)));
    if !alike.is_empty() {
        return vec![alike];
    }
    if p.len() > MOST || a.len() > MOST || p.is_empty() || a.is_empty() {
        return Vec::new();
    }
    let together = predicted.together(actual);
    let often = |pairing: &Pairing| -> usize {
        let counts = pairing.iter().filter_map(|&(a, p)| together.get(&(p, a)));
        counts.sum()
    };
    let meanings = p.len() <= 2 && a.len() <= 2 && p.iter().chain(a).all(|l| means(l).is_some());
    let meant = if meanings {
        by(a, p, means)
    } else {
        Vec::new()
    };
    if (p.len(), a.len()) == (2, 2) {
        let mut ways = vec![vec![(0, 0), (1, 1)], vec![(0, 1), (1, 0)]];
        ways.sort_by_key(|way| std::cmp::Reverse((*way == meant, often(way))));
        return ways;
    }
    if !meant.is_empty() {
        return vec![meant];
    }
    let oftenest = |a: usize| (0..p.len()).max_by_key(|&p| together.get(&(p, a)).copied());
    let pairing: Pairing = (0..a.len())
        .filter_map(|a| Some((a, oftenest(a)?)))
        .collect();
    let different: FxHashSet<usize> = pairing.iter().map(|(_, p)| *p).collect();
    let one_to_one = different.len() == pairing.len() && p.len() == a.len();
    one_to_one.then_some(pairing).into_iter().collect()
}

/// Each label of one column with the first of the other that comes to the same.
fn by<K: PartialEq>(
    actual: &[String],
    predicted: &[String],
    key: impl Fn(&str) -> Option<K>,
) -> Pairing {
    let keys: Vec<Option<K>> = predicted.iter().map(|label| key(label)).collect();
    let of = |label: &String| {
        let wanted = key(label);
        keys.iter().position(|k| k.is_some() && *k == wanted)
    };
    let all = actual.iter().enumerate();
    all.filter_map(|(at, label)| Some((at, of(label)?)))
        .collect()
}

/// A label without case, leading zeros and fractions of nothing.
fn folded(label: &str) -> String {
    match outturn_core::decimal::parse(label).filter(|number| number.abs() < 9e15) {
        Some(number) => (number + 0.0).to_string(),
        None => label.to_lowercase(),
    }
}

/// What a label says, of those that say yes or no.
fn means(label: &str) -> Option<bool> {
    let is = |word: &str| label.eq_ignore_ascii_case(word);
    let says = |(no, yes): &(&str, &str)| is(yes).then_some(true).or(is(no).then_some(false));
    PAIRS.iter().find_map(says)
}

/// Whether all labels are those of one pair: a few rows in which each one was wrong.
fn are_of_one_pair(predicted: &[String], actual: &[String]) -> bool {
    PAIRS.iter().any(|(no, yes)| {
        let is = |label: &String| label == no || label == yes;
        predicted.iter().chain(actual).all(is)
    })
}
