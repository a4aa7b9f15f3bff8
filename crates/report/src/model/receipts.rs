//! Where the figures come from: definitions and files, as footnotes.

use crate::narrative::{agreed_words, caveat, origin_words};
use outturn_format::{Locale, capitalised, counted, whole};
use outturn_metrics::SourceFile;
use outturn_metrics::scorecard::{Card, TargetOrigin};

/// The files behind some cards, numbered from 1 in the order in which the cards name them.
#[derive(Debug, Clone, PartialEq)]
pub struct Footnotes {
    files: Vec<SourceFile>,
}

impl Footnotes {
    /// The files behind these cards.
    #[must_use]
    pub fn of(cards: &[Card]) -> Self {
        let mut files: Vec<SourceFile> = Vec::new();
        for file in cards.iter().flat_map(|c| &c.receipt.files) {
            if !files.contains(file) {
                files.push(file.clone());
            }
        }
        Self { files }
    }

    /// The files, in the order of their numbers.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.files
    }

    /// The numbers of a card's files: `1, 3`.
    #[must_use]
    pub fn marks(&self, card: &Card) -> String {
        let of_card = |file: &SourceFile| card.receipt.files.contains(file);
        let numbers = self
            .files
            .iter()
            .enumerate()
            .filter(|(_, f)| of_card(f))
            .map(|(i, _)| (i + 1).to_string());
        numbers.collect::<Vec<_>>().join(", ")
    }
}

/// Formula, who defines it so, the rows it stands on, and what the user chose: another definition, another target, who agreed to it.
#[must_use]
pub fn definition(card: &Card, locale: &Locale) -> String {
    let receipt = &card.receipt;
    let used = counted(receipt.rows_used, "row", "rows", locale);
    let left_out = receipt.left_out.iter();
    let left_out = left_out.map(|(reason, rows)| format!("{} {reason}", whole(*rows, locale)));
    let rows: Vec<String> = std::iter::once(format!("{used} used"))
        .chain(left_out)
        .collect();
    let filter = receipt.filtered.words();
    let by = card.definition.as_ref();
    let by = by.map(|by| format!("Defined by {by}, chosen among rivals"));
    let origin = match card.target_origin {
        TargetOrigin::Default => None,
        _ => Some(format!("Target: {}", origin_words(card))),
    };
    let agreed = agreed_words(&card.agreed, locale);
    let target: Vec<String> = origin.into_iter().chain(agreed).collect();
    let target = (!target.is_empty()).then(|| capitalised(&target.join(", ")));
    let formula = format!(
        "{}. Source: {}; {}",
        capitalised(&receipt.formula),
        receipt.source,
        rows.join(", ")
    );
    let said: Vec<String> = std::iter::once(formula)
        .chain(filter)
        .chain(by)
        .chain(target)
        .collect();
    format!("{}.", said.join(". "))
}

/// How many of a file's rows were used, why the others were not, and what to know of those that were: `8 of 10 rows used; left out: 2
/// without a date`.
#[must_use]
pub fn file_words(file: &SourceFile, locale: &Locale) -> String {
    let reasons: Vec<String> = file
        .left_out
        .iter()
        .map(|(reason, n)| format!("{} {reason}", whole(*n, locale)))
        .collect();
    let used = format!(
        "{} of {} used",
        whole(file.rows_used, locale),
        counted(file.rows_read, "row", "rows", locale)
    );
    let used = match reasons.is_empty() {
        true => used,
        false => format!("{used}; left out: {}", reasons.join(", ")),
    };
    let known = file.caveats.iter().map(|of| caveat(of, locale));
    let known: Vec<String> = known.collect();
    match known.is_empty() {
        true => used,
        false => format!("{used}. {}", known.join(" ")),
    }
}
