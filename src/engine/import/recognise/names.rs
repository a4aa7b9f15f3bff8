//! Column names compared as people mean them.

use super::super::read::RawFile;
use rustc_hash::FxHashMap;

/// A name without case, space and punctuation: `Charge Period-Start` and `ChargePeriodStart` are one.
fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
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
        Self { by_fold, raw }
    }

    /// The file's own spelling of the first of these names that it has.
    pub(super) fn find(&self, spellings: &[&str]) -> Option<&'a str> {
        spellings
            .iter()
            .find_map(|spelling| self.by_fold.get(&fold(spelling)).copied())
    }

    /// Whether it has one of these names.
    pub(super) fn has(&self, spellings: &[&str]) -> bool {
        self.find(spellings).is_some()
    }

    /// The first of these columns that holds any value.
    pub(super) fn filled(&self, spellings: &[&str]) -> Option<&'a str> {
        spellings
            .iter()
            .filter_map(|s| self.find(&[s]))
            .find(|name| self.raw.table.column(name).is_some_and(|c| c.present() > 0))
    }
}

/// A file's name without its folder and extension.
pub(super) fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file,
    }
}
