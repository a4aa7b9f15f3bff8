//! What `m` behind numbers is: millions in a report, thousandths in a measurement, minutes in a length of time. Where nothing beside it
//! says which, it is asked.

use super::super::super::options::LetterM;
use super::super::super::question::{Answer, Subject};
use super::super::spelled::{Kind, Spelled};
use super::decide::{Undecided, ask};
use super::{Entry, Numbers};

/// Words of names that say what is counted.
const NAMES: [(LetterM, &[&str]); 3] = [
    (
        LetterM::Minutes,
        &[
            "duration", "elapsed", "minutes", "mttr", "mttd", "mtta", "downtime", "uptime", "age",
            "wait", "runtime",
        ],
    ),
    (
        LetterM::Millions,
        &[
            "cost", "costs", "spend", "revenue", "budget", "sales", "income", "profit", "arr",
            "mrr", "price", "amount",
        ],
    ),
    (
        LetterM::Thousandths,
        &["cpu", "cores", "millicores", "vcpu"],
    ),
];
/// The same in words behind other numbers of the column.
const MILLIONS: [&str; 10] = [
    "k", "K", "bn", "Bn", "BN", "B", "b", "tn", "thousand", "billion",
];
const THOUSANDTHS: [&str; 6] = ["M", "\u{b5}", "\u{3bc}", "u", "n", "Mil"];

/// Minutes that windows and intervals have.
const WINDOWS: [f64; 9] = [1.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 60.0, 90.0];

/// What it is in this column; `None` where there is none. Minutes are no numbers: the column stays text, of which lengths are read.
pub(super) fn of(numbers: &Numbers<'_>) -> Result<Option<LetterM>, Undecided> {
    let is_open = |s: &Spelled| s.kind == Kind::OpenM;
    if !numbers.spelled().any(is_open) {
        return Ok(None);
    }
    match numbers.choice.letter_m.or_else(|| evident(numbers)) {
        Some(LetterM::Minutes) => Err(None),
        Some(meaning) => Ok(Some(meaning)),
        None => {
            let choices = [LetterM::Millions, LetterM::Thousandths, LetterM::Minutes];
            let choices = choices.map(Answer::LetterM).to_vec();
            let telling = |entry: &Entry| matches!(entry, Entry::Number(s) if is_open(s));
            let guess = choices[0].clone();
            Err(ask(numbers.question(
                Subject::LetterM,
                telling,
                choices,
                guess,
            )))
        }
    }
}

/// What the rest of the column, or its name, leaves no doubt of.
fn evident(numbers: &Numbers<'_>) -> Option<LetterM> {
    let all = || numbers.entries.iter().zip(numbers.text.entries());
    if all().any(|(entry, text)| *entry == Entry::Other && is_length(text)) {
        return Some(LetterM::Minutes);
    }
    let has = |words: &[&str]| all().any(|(_, text)| words.contains(&word_of(text)));
    if has(&THOUSANDTHS) {
        return Some(LetterM::Thousandths);
    }
    if has(&MILLIONS) || numbers.spelled().any(|s| s.currency.is_some()) {
        return Some(LetterM::Millions);
    }
    let name = numbers.name.to_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    let mut said = NAMES
        .iter()
        .filter(|(_, known)| words.iter().any(|w| known.contains(w)));
    let windows = || {
        let value = |s: &Spelled| s.point.is_some_and(|r| WINDOWS.contains(&r.value));
        numbers.spelled().all(value).then_some(LetterM::Minutes)
    };
    said.next().map(|(meaning, _)| *meaning).or_else(windows)
}

/// The letters behind a number.
fn word_of(text: &str) -> &str {
    let end = text.trim_end_matches(|c: char| c.is_alphabetic());
    text[end.len()..].trim()
}

/// Whether a text is a length of time in other words than minutes: `45s`, `1h 20m`.
fn is_length(text: &str) -> bool {
    let text = text.trim();
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    digits
        && matches!(
            word_of(text),
            "s" | "h" | "d" | "ms" | "m" | "min" | "sec" | "hours" | "days"
        )
}
