//! Column names compared as people mean them.

use super::super::dates::{self, DateOrder};
use super::super::file::RawFile;
use super::super::map::Amount;
use super::languages::in_english;
use outturn_core::table::TableKind;
use rustc_hash::FxHashMap;

/// A name without case, space and punctuation: `Charge Period-Start` and `ChargePeriodStart` are one.
pub(crate) fn fold(name: &str) -> String {
    let folded: String = name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    // A name of signs only is itself.
    if folded.is_empty() {
        name.to_owned()
    } else {
        folded
    }
}

/// A file's column names, found by any spelling.
pub(super) struct Names<'a> {
    by_fold: FxHashMap<String, &'a str>,
    pub(super) raw: &'a RawFile,
}

impl<'a> Names<'a> {
    pub(super) fn of(raw: &'a RawFile) -> Self {
        let mut by_fold = FxHashMap::default();
        for (name, _) in raw.table.columns() {
            // Of two names that fold alike the first is meant.
            by_fold.entry(fold(name)).or_insert(name);
        }
        for (name, column) in raw.table.columns() {
            if let Some(english) = in_english(&fold(name), column) {
                by_fold.entry(english.to_owned()).or_insert(name);
            }
        }
        Self { by_fold, raw }
    }

    /// The file's own spelling of the first of these names that it has.
    pub(super) fn find(&self, spellings: &[&str]) -> Option<&'a str> {
        spellings
            .iter()
            .find_map(|spelling| self.by_fold.get(&fold(spelling)).copied())
    }

    /// The first column of amounts that has one of these names, or the like in another language, besides what the amounts are counted
    /// in: `cost (k USD)` for `cost`. Empty where the name says only that.
    pub(super) fn find_amount(&self, spellings: &[&str]) -> Option<(&'a str, Amount)> {
        self.raw.table.columns().find_map(|(name, column)| {
            let amount = Amount::of_name(name)?;
            let bare = fold(&amount.bare);
            let bare = in_english(&bare, column).unwrap_or(&bare);
            let is_it = spellings.iter().any(|spelling| fold(spelling) == *bare);
            is_it.then_some((name, amount))
        })
    }

    /// Whether it has one of these names.
    pub(super) fn has(&self, spellings: &[&str]) -> bool {
        self.find(spellings).is_some()
    }

    /// The column of a table's canonical column: under that name, or one of the usual names for it.
    pub(super) fn usual(&self, kind: TableKind, canonical: &str) -> Option<&'a str> {
        let column = kind.schema().column(canonical)?;
        self.find(&[column.name])
            .or_else(|| self.find(column.usual))
    }

    /// What a JSON document says outside its table.
    pub(super) fn fact(&self, name: &str) -> Option<&'a str> {
        let mut facts = self.raw.format.facts.iter();
        facts
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// A day written in the file's name: `drift-2026-03-01.json`, `drift_20260301.json`.
    pub(super) fn day_in_name(&self) -> Option<String> {
        let digits = |text: &str| text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
        let name = stem(&self.raw.name);
        let day = (0..name.len()).find_map(|at| {
            let dashed = name.get(at..at + 10).filter(|day| {
                let bytes = day.as_bytes();
                bytes[4] == b'-' && bytes[7] == b'-' && digits(&day.replace('-', ""))
            });
            let plain = name
                .get(at..at + 8)
                .filter(|day| digits(day) && day.starts_with("20"));
            let plain = plain.map(|d| format!("{}-{}-{}", &d[..4], &d[4..6], &d[6..]));
            dashed.map(str::to_owned).or(plain)
        })?;
        // Eight digits may be anything.
        dates::parse(day.as_bytes(), DateOrder::DayFirst).map(|_| day)
    }

    /// What the file is called after, without its folder, extension and the day in it: reports of one thing are written anew each day.
    pub(super) fn subject(&self) -> &'a str {
        let name = stem(&self.raw.name);
        let day = self.day_in_name();
        let plain = day.as_deref().map(|day| day.replace('-', ""));
        let at = [day, plain].into_iter().flatten().find_map(|day| {
            let at = name.find(&day)?;
            Some((&name[..at], &name[at + day.len()..]))
        });
        let parts = at.map(|(before, after)| {
            let bare = |part: &'a str| part.trim_matches(|c: char| !c.is_alphanumeric());
            [bare(before), bare(after)]
        });
        let part = parts.and_then(|parts| parts.into_iter().find(|part| !part.is_empty()));
        part.unwrap_or(name)
    }

    /// How many of these columns it has, each under any of its spellings.
    pub(super) fn count(&self, columns: &[&[&str]]) -> usize {
        columns
            .iter()
            .filter(|spellings| self.has(spellings))
            .count()
    }

    /// The first of these columns that holds any value.
    pub(super) fn filled(&self, spellings: &[&str]) -> Option<&'a str> {
        spellings
            .iter()
            .filter_map(|s| self.find(&[s]))
            .find(|name| self.raw.table.column(name).is_some_and(|c| c.present() > 0))
    }
}

/// Whether a file is named as Grafana names a panel's data: `<panel>-data-<time>`, or `<panel>-data-as-<transformation>-<time>`.
pub(super) fn is_grafana_panel(name: &str) -> bool {
    let name = stem(name).rsplit_once("-data-");
    name.is_some_and(|(_, rest)| {
        rest.starts_with("as-") || rest.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// A file's name without its folder and extension.
pub(super) fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file,
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn names_that_are_spelled_alike_fold_alike() {
        for (name, folded) in [
            ("Charge Period-Start", "chargeperiodstart"),
            ("ChargePeriodStart", "chargeperiodstart"),
            ("Überfällig (Tage)", "überfälligtage"),
            ("€/%", "€/%"),
        ] {
            assert_eq!(fold(name), folded, "{name}");
        }
    }
}
