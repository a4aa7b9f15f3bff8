//! Predicted and actual labels of which each side has some that the other never has are two spellings of the same classes, or a mistake;
//! they are no model that is wrong. So which of them are the same is asked, with a pairing proposed.

mod meaning;

use super::super::file::RawFile;
use super::super::map::{Mapping, Source, Topic};
use super::{Edit, MappingChoice, MappingQuestion};
use meaning::{are_of_one_pair, are_spelled_twice, folded, initial, means, numbered, truth};
use outturn_core::table::{Column, TableKind};
use rustc_hash::{FxHashMap, FxHashSet};

/// Most labels of a column that are paired one by one.
const MOST: usize = 20;
/// A column with more different values than this is not gone through for labels.
const MOST_VALUES: usize = 4096;
/// Most pairs, and labels, that an answer and an example name.
const NAMED: usize = 4;

/// The part of the rows in which two labels stand together that are one, whatever they are called.
const TOGETHER: f64 = 0.8;

/// Labels of one column, in order of appearance, and the row's label for each row.
#[derive(Default)]
struct Labels {
    names: Vec<String>,
    of_row: Vec<Option<u32>>,
}

/// Actual labels and the predicted label that each stands for, as places among the labels.
type Pairing = Vec<(usize, usize)>;

/// Asks which labels are the same where each of two sets of classes has some that the other has not, and where no prediction of a
/// mapping is ever right; `None` where one set is part of the other, or where the mapping says already what they stand for.
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
    if let (Some(p), Some(a)) = (classes(predicted), classes(actual)) {
        let both = union(&p, &a);
        if are_spelled_twice(&both)
            && let (Some(predicted), Some(actual)) = (Labels::of(predicted), Labels::of(actual))
        {
            return Some(question(&predicted, &actual));
        }
        let within = |these: &[String], those: &[String]| these.iter().all(|l| those.contains(l));
        if within(&p, &a) || within(&a, &p) || are_of_one_pair(&p, &a) {
            return None;
        }
        // Names that come up once each are of an open set, of which a file has a part.
        if 2 * predicted.present() >= 3 * p.len().max(a.len())
            && let (Some(predicted), Some(actual)) = (Labels::of(predicted), Labels::of(actual))
        {
            return Some(question(&predicted, &actual));
        }
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

/// The labels of two columns, those of the first in front.
fn union(these: &[String], those: &[String]) -> Vec<String> {
    let others = those.iter().filter(|label| !these.contains(label));
    these.iter().chain(others).cloned().collect()
}

/// The different labels of a column; `None` where there are too many for classes.
fn classes(column: &Column) -> Option<Vec<String>> {
    let mut all: Vec<String> = Vec::new();
    let mut add = |label: &str| {
        let label = label.trim();
        if !label.is_empty() && !all.iter().any(|known| known == label) {
            all.push(label.to_owned());
        }
        (all.len() <= MOST).then_some(())
    };
    match column {
        Column::Text(text) => {
            for entry in text.entries() {
                add(entry)?;
            }
        }
        Column::I64(_) | Column::F64(_) => {
            // The last few are most of what comes next.
            let mut known: Vec<f64> = Vec::new();
            for row in 0..column.len() {
                let Some(number) = column.number(row) else {
                    continue;
                };
                if !known.contains(&number) {
                    known.push(number);
                    add(&column.display(row)?)?;
                }
            }
        }
        _ => {
            for row in 0..column.len() {
                if let Some(label) = column.display(row) {
                    add(&label)?;
                }
            }
        }
    }
    Some(all)
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
    let Pairings { ways, suggested } = pairings(predicted, actual);
    let meet = predicted.names.iter().any(|p| actual.names.contains(p));
    // Without a pairing, labels of which some are equal are labels all the same.
    let one_spelling = in_one_spelling(&predicted.names, &actual.names);
    let spelled_twice = one_spelling.is_some();
    let mut choices: Vec<MappingChoice> = match one_spelling {
        Some(choice) => vec![choice],
        None => ways
            .iter()
            .map(|pairing| paired(predicted, actual, pairing))
            .collect(),
    };
    // Without a pairing, labels of which some are equal are labels all the same.
    let likeliest = usize::from(choices.is_empty() && !meet);
    let guess = (suggested || spelled_twice || choices.is_empty()).then_some(likeliest);
    // A label that stands for itself says that nothing is to be paired.
    let itself = actual.names.first().cloned().unwrap_or_default();
    let (are, as_they_stand) = match meet {
        true if spelled_twice => (
            "come in several spellings",
            "they are different labels: only equal ones are right",
        ),
        true => (
            "are not the same set",
            "they are different labels: only equal ones are right",
        ),
        false => (
            "never match",
            "they are different labels: no prediction is right",
        ),
    };
    choices.push(MappingChoice::new(
        as_they_stand,
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
        text: format!("Predicted and actual labels {are}. Which mean the same?"),
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

/// The answer that brings two classes to one spelling each, where a column has several: the first predicted one, of those that both
/// columns have if there are such.
fn in_one_spelling(predicted: &[String], actual: &[String]) -> Option<MappingChoice> {
    let all = union(predicted, actual);
    let truth_of = |label: &String| truth(label, &all);
    let twice = |labels: &[String]| {
        let of = |wanted| {
            labels
                .iter()
                .filter(|l| truth_of(l) == Some(wanted))
                .count()
        };
        of(false) > 1 || of(true) > 1
    };
    if !are_spelled_twice(&all) || !(twice(predicted) || twice(actual)) {
        return None;
    }
    let spelling = |wanted: bool| {
        let fit = |label: &&String| truth_of(label) == Some(wanted);
        let shared = predicted.iter().filter(|label| actual.contains(label));
        shared.chain(&all).find(fit)
    };
    let (no, yes) = (spelling(false)?, spelling(true)?);
    let words = |labels: &[String]| -> Vec<(String, String)> {
        let one = |label: &String| {
            let spelling = if truth_of(label)? { yes } else { no };
            (label != spelling).then(|| (label.clone(), spelling.clone()))
        };
        labels.iter().filter_map(one).collect()
    };
    let named: Vec<String> = words(&all)
        .iter()
        .take(NAMED)
        .map(|(label, spelling)| format!("{label} is {spelling}"))
        .collect();
    let edits = [("predicted", predicted), ("actual", actual)].map(|(canonical, labels)| {
        let canonical = canonical.to_owned();
        let words = words(labels);
        (!words.is_empty()).then_some(Edit::Translate { canonical, words })
    });
    Some(MappingChoice::new(
        named.join(", "),
        edits.into_iter().flatten().collect(),
    ))
}

/// How the labels may belong together, likeliest first, and whether anything but chance suggests the first way.
struct Pairings {
    ways: Vec<Pairing>,
    suggested: bool,
}

impl Pairings {
    fn said(ways: Vec<Pairing>) -> Self {
        Self {
            ways,
            suggested: true,
        }
    }
}

/// Labels that say the same belong together; of others only those that stand together in most rows.
fn pairings(predicted: &Labels, actual: &Labels) -> Pairings {
    let (p, a) = (&predicted.names, &actual.names);
    let alike = by(a, p, |label, _| Some(folded(label)));
    let is_whole = |pairing: &Pairing| {
        let different: FxHashSet<usize> = pairing.iter().map(|(_, p)| *p).collect();
        pairing.len() == a.len() && different.len() == a.len()
    };
    if p.len() > MOST || a.len() > MOST || p.is_empty() || a.is_empty() {
        let some = Some(alike).filter(|all| !all.is_empty());
        return Pairings::said(some.into_iter().collect());
    }
    if is_whole(&alike) {
        return Pairings::said(vec![alike]);
    }
    let together = predicted.together(actual);
    let often = |pairing: &Pairing| -> usize {
        let counts = pairing.iter().filter_map(|&(a, p)| together.get(&(p, a)));
        counts.sum()
    };
    let rows: usize = together.values().sum();
    let in_most = |pairing: &Pairing| often(pairing) as f64 >= TOGETHER * rows as f64;
    let two = (p.len(), a.len()) == (2, 2);
    let meant = match p.len() <= 2 && a.len() <= 2 {
        true => by(a, p, means),
        false => Vec::new(),
    };
    let meant = Some(meant).filter(is_whole);
    let numbered = Some(by(a, p, |label, _| numbered(label))).filter(is_whole);
    let initials = Some(by(a, p, |label, _| initial(label))).filter(is_whole);
    let is_short = |labels: &[String]| labels.iter().all(|label| label.chars().count() == 1);
    let initials = initials.filter(|_| is_short(a) || is_short(p));
    let said = meant.or(numbered).or(initials);
    if two {
        let mut ways = vec![vec![(0, 0), (1, 1)], vec![(0, 1), (1, 0)]];
        let is_said = |way: &Pairing| said.as_ref() == Some(way);
        ways.sort_by_key(|way| std::cmp::Reverse((is_said(way), often(way))));
        return Pairings {
            suggested: said.is_some() || in_most(&ways[0]),
            ways,
        };
    }
    if let Some(said) = said {
        return Pairings::said(vec![said]);
    }
    let oftenest = |a: usize| (0..p.len()).max_by_key(|&p| together.get(&(p, a)).copied());
    let by_rows: Pairing = (0..a.len())
        .filter_map(|a| Some((a, oftenest(a)?)))
        .collect();
    let some_alike = !alike.is_empty();
    let rest = Some(the_rest(alike, p.len(), a.len())).filter(|_| some_alike);
    let by_rows = Some(by_rows).filter(in_most);
    let mut ways: Vec<Pairing> = by_rows.into_iter().chain(rest).collect();
    ways.retain(|way| p.len() == a.len() && is_whole(way));
    ways.dedup();
    ways.sort_by_key(|way| std::cmp::Reverse(often(way)));
    Pairings::said(ways)
}

/// Pairs of labels that are alike, and the one that is left over on each side, if it is one.
fn the_rest(alike: Pairing, predicted: usize, actual: usize) -> Pairing {
    let mut pairing = alike;
    let left = |of: usize, used: &dyn Fn(usize) -> bool| -> Vec<usize> {
        (0..of).filter(|at| !used(*at)).collect()
    };
    let a = left(actual, &|at| pairing.iter().any(|(a, _)| *a == at));
    let p = left(predicted, &|at| pairing.iter().any(|(_, p)| *p == at));
    if let ([a], [p]) = (a.as_slice(), p.as_slice()) {
        pairing.push((*a, *p));
        pairing.sort_unstable();
    }
    pairing
}

/// Each label of one column with the first of the other that comes to the same.
fn by<K: PartialEq>(
    actual: &[String],
    predicted: &[String],
    key: impl Fn(&str, &[String]) -> Option<K>,
) -> Pairing {
    let keys: Vec<Option<K>> = predicted
        .iter()
        .map(|label| key(label, predicted))
        .collect();
    let of = |label: &String| {
        let wanted = key(label, actual);
        keys.iter().position(|k| k.is_some() && *k == wanted)
    };
    let all = actual.iter().enumerate();
    all.filter_map(|(at, label)| Some((at, of(label)?)))
        .collect()
}
