//! Amounts in several currencies are never added: the user says which of them is counted.

use super::super::map::{RowFilter, Source, Topic};
use super::names::{Names, fold};
use super::question::MOST_CHOICES;
use super::{Edit, MappingChoice, MappingQuestion, Recognition};
use outturn_core::table::{Column, TableKind};

/// Takes the currency that stands at all amounts, where no column says it: amounts of two files in two currencies are no sum either.
pub(super) fn take_currency(names: &Names<'_>, found: &mut Recognition) {
    let Some(mapping) = found
        .mapping
        .as_mut()
        .filter(|m| m.kind == TableKind::Costs)
    else {
        return;
    };
    let Some(Source::Column(name)) = mapping.binding("cost").map(|b| &b.source) else {
        return;
    };
    let code = names.raw.written.currencies.get(name);
    // A sign of several currencies is no code.
    let code = code.filter(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()));
    if let Some(code) = code.filter(|_| mapping.binding("currency").is_none()) {
        found.notes.push(format!(
            "{name} is in {code}, as the sign at its amounts says."
        ));
        mapping.bind("currency", Source::constant(code));
    }
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
    let Some(mapping) = found
        .mapping
        .as_mut()
        .filter(|m| m.kind == TableKind::Costs)
    else {
        return;
    };
    let Some(Source::Column(name)) = mapping.binding("frequency").map(|b| b.source.clone()) else {
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
    let Some(mapping) = found
        .mapping
        .as_ref()
        .filter(|m| m.kind == TableKind::Costs)
    else {
        return;
    };
    let Some(Source::Column(name)) = mapping.binding("currency").map(|b| &b.source) else {
        return;
    };
    let Some(text) = names.raw.table.column(name).and_then(Column::as_text) else {
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
            let keep = Edit::Keep(RowFilter::is(name, &[currency]));
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
