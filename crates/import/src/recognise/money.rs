//! Amounts in several currencies are never added: the user says which of them is counted.

use super::super::map::{Amount, Mapping, RowFilter, Source, Topic};
use super::names::{Names, fold};
use super::question::MOST_CHOICES;
use super::{Edit, MappingChoice, MappingQuestion, Recognition};
use outturn_core::table::{Column, TableKind};

/// Takes what a table of costs says of its amounts, and asks what it leaves open.
pub(super) fn ask(names: &Names<'_>, found: &mut Recognition) {
    take_currency(names, found);
    take_purchases(names, found);
    ask_for_currency(names, found);
}

/// A mapping of costs, to add to.
fn of_costs(found: &mut Recognition) -> Option<&mut Mapping> {
    found
        .mapping
        .as_mut()
        .filter(|m| m.kind == TableKind::Costs)
}

/// The file's column that one of its canonical columns is filled from.
fn column_of(mapping: &Mapping, canonical: &str) -> Option<String> {
    match &mapping.binding(canonical)?.source {
        Source::Column(name) | Source::Risen { column: name, .. } => Some(name.clone()),
        _ => None,
    }
}

/// Takes the currency that stands at all amounts or in their column's name, where no column says it: amounts of two files in two
/// currencies are no sum either.
fn take_currency(names: &Names<'_>, found: &mut Recognition) {
    let Some(mapping) = of_costs(found).filter(|m| m.binding("currency").is_none()) else {
        return;
    };
    let Some(name) = column_of(mapping, "cost") else {
        return;
    };
    // A sign of several currencies is no code.
    let is_code = |code: &&str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    let beside = names.raw.written.currencies.get(&name);
    let beside = beside.map(String::as_str).filter(is_code);
    let named = Amount::of_name(&name)
        .and_then(|amount| amount.currency)
        .filter(is_code);
    let Some(code) = beside.or(named) else {
        let say = format!("Nothing says the currency of {name}: fill currency to have it said.");
        found.notes.push(say);
        return;
    };
    mapping.bind("currency", Source::constant(code));
    let said_by = if beside.is_some() {
        "the sign at its amounts says"
    } else {
        "its name says"
    };
    found
        .notes
        .push(format!("{name} is in {code}, as {said_by}."));
}

/// Words for how often a bill charges, without signs and in lower case.
const HOW_OFTEN: [&str; 8] = [
    "usagebased",
    "recurring",
    "onetime",
    "oneoff",
    "once",
    "monthly",
    "annual",
    "yearly",
];

/// Takes how often a bill charges from what kind of charge it is, where nothing else says so: a purchase is paid once, as FOCUS has
/// it. Where a bill does say how often, its descriptions are not searched for it.
pub(super) fn take_purchases(names: &Names<'_>, found: &mut Recognition) {
    let Some(mapping) = of_costs(found) else {
        return;
    };
    let Some(name) = column_of(mapping, "frequency") else {
        return;
    };
    let text = names.raw.table.column(&name).and_then(Column::as_text);
    let mut kinds = text.iter().flat_map(|text| text.entries());
    if fold(&name) != fold("ChargeCategory") {
        if kinds.any(|kind| HOW_OFTEN.contains(&fold(kind).as_str())) {
            mapping.unbind("description");
        }
        return;
    }
    for kind in kinds.filter(|kind| kind.trim().eq_ignore_ascii_case("purchase")) {
        mapping.translate("frequency", kind, "one-time purchase");
    }
}

/// Asks where a table of costs has rows in more than one currency.
pub(super) fn ask_for_currency(names: &Names<'_>, found: &mut Recognition) {
    let Some(name) = of_costs(found).and_then(|mapping| column_of(mapping, "currency")) else {
        return;
    };
    let Some(text) = names.raw.table.column(&name).and_then(Column::as_text) else {
        return;
    };
    let mut rows = vec![0usize; text.distinct()];
    for code in (0..text.len()).filter_map(|row| text.code(row)) {
        rows[code as usize] += 1;
    }
    let mut currencies: Vec<(&str, usize)> = text
        .entries()
        .zip(rows)
        .filter(|(_, rows)| *rows > 0)
        .collect();
    if currencies.len() < 2 {
        return;
    }
    currencies.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
    let choices = currencies
        .iter()
        .take(MOST_CHOICES)
        .map(|(currency, rows)| {
            let keep = Edit::Keep(RowFilter::is(&name, &[currency]));
            MappingChoice::new(format!("{currency} ({rows} rows)"), vec![keep])
        });
    let question = MappingQuestion {
        topic: Topic::Currency,
        canonical: Some("cost".to_owned()),
        text: "The amounts are in several currencies: which is counted?".to_owned(),
        examples: currencies
            .iter()
            .take(5)
            .map(|(c, _)| (*c).to_owned())
            .collect(),
        choices: choices.collect(),
        guess: Some(0),
    };
    found.ask(question);
}
