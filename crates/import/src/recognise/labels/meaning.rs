//! What labels say, whatever they are spelled like.

/// No and yes as people and tools write them.
const PAIRS: [(&str, &str); 27] = [
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
    ("ok", "nok"),
    ("low", "high"),
    ("inactive", "active"),
    ("nein", "ja"),
    ("non", "oui"),
    ("não", "sim"),
    ("nie", "tak"),
    ("nee", "ja"),
    ("legitimate", "fraudulent"),
];

/// A label without case, leading zeros and fractions of nothing.
pub(super) fn folded(label: &str) -> String {
    match outturn_core::decimal::parse(label).filter(|number| number.abs() < 9e15) {
        Some(number) => (number + 0.0).to_string(),
        None => label.to_lowercase(),
    }
}

/// What a label says, of those that say yes or no.
fn word(label: &str) -> Option<bool> {
    let is = |word: &str| label.eq_ignore_ascii_case(word);
    let says = |(no, yes): &(&str, &str)| is(yes).then_some(true).or(is(no).then_some(false));
    PAIRS.iter().find_map(says)
}

/// What a label says of the one thing that the others of its column are about: yes or no by its word, or by another that it denies, as
/// `not_fraud` does.
pub(super) fn means(label: &str, others: &[String]) -> Option<bool> {
    denial(label, others).or_else(|| word(label))
}

/// No of a label that denies another, yes of one that is denied.
fn denial(label: &str, others: &[String]) -> Option<bool> {
    let denies = |of: &str, other: &str| {
        let (of, other) = (of.to_lowercase(), other.to_lowercase());
        let rest = ["not", "non", "no", "un", "is not"].iter();
        let mut rest =
            rest.filter_map(|no| Some(of.strip_prefix(no)?.trim_start_matches([' ', '_', '-'])));
        rest.any(|rest| rest == other)
    };
    if others.iter().any(|other| denies(label, other)) {
        return Some(false);
    }
    let denied = others.iter().any(|other| denies(other, label));
    denied.then_some(true)
}

/// Words for no and yes that say the same whatever they are about.
const TRUTHS: [(&str, &str); 11] = [
    ("0", "1"),
    ("false", "true"),
    ("no", "yes"),
    ("n", "y"),
    ("f", "t"),
    ("off", "on"),
    ("nein", "ja"),
    ("non", "oui"),
    ("não", "sim"),
    ("nie", "tak"),
    ("nee", "ja"),
];

/// No or yes, of a label that says nothing but that, or denies another or is denied by it.
pub(super) fn truth(label: &str, others: &[String]) -> Option<bool> {
    let folded = folded(label);
    let says = |(no, yes): &(&str, &str)| {
        let yes = (folded == *yes).then_some(true);
        yes.or((folded == *no).then_some(false))
    };
    let word = TRUTHS.iter().find_map(says);
    word.or_else(|| denial(label, others))
}

/// Whether two classes come in several spellings, which would each be compared as a class of its own: `no` and `yes` among `0` and `1`.
pub(super) fn are_spelled_twice(labels: &[String]) -> bool {
    let truths: Vec<Option<bool>> = labels.iter().map(|label| truth(label, labels)).collect();
    let count = |of| truths.iter().filter(|truth| **truth == of).count();
    let (no, yes, others) = (count(Some(false)), count(Some(true)), count(None));
    // Beside other classes, a single word may be one of these.
    no.max(yes) > 1 && no.min(yes) > usize::from(others > 0)
}

/// The number at the end of a label: 1 of `class_1`.
pub(super) fn numbered(label: &str) -> Option<u64> {
    let label = label.strip_suffix(".0").unwrap_or(label);
    let digits = label.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits.parse().ok()
}

/// The letter that a label begins with, in small: `a` of `Approve`.
pub(super) fn initial(label: &str) -> Option<char> {
    let first = label.chars().next().filter(|c| c.is_alphabetic())?;
    first.to_lowercase().next()
}

/// Whether all labels are those of one pair: a few rows in which each one was wrong.
pub(super) fn are_of_one_pair(predicted: &[String], actual: &[String]) -> bool {
    PAIRS.iter().any(|(no, yes)| {
        let is = |label: &String| label == no || label == yes;
        predicted.iter().chain(actual).all(is)
    })
}
