//! Which files hold the same bytes and are read as the same table, so that every row counts twice.

use outturn_protocol::FileId;
use std::collections::BTreeMap;

/// Loaded files by what they hold.
#[derive(Debug, Default)]
pub struct Twins {
    /// Files by what they hold, in the order in which they came.
    alike: BTreeMap<String, Vec<FileId>>,
    /// What each file holds.
    held: BTreeMap<FileId, String>,
}

impl Twins {
    /// Says what a file holds: the same text for the same. `None` while that is not known, or nothing is made of it. Returns the
    /// files of which [`of`](Self::of) may now say something else.
    pub fn place(&mut self, file: &FileId, holds: Option<String>) -> Vec<FileId> {
        if self.held.get(file) == holds.as_ref() {
            return Vec::new();
        }
        let mut changed = self.take(file);
        if let Some(holds) = holds {
            let alike = self.alike.entry(holds.clone()).or_default();
            if let [only] = alike.as_slice() {
                changed.push(only.clone());
            }
            alike.push(file.clone());
            self.held.insert(file.clone(), holds);
        }
        changed.push(file.clone());
        changed
    }

    /// Takes a file out of those that are like it; the files of which another one is now the twin, or none.
    fn take(&mut self, file: &FileId) -> Vec<FileId> {
        let Some(holds) = self.held.remove(file) else {
            return Vec::new();
        };
        let alike = self.alike.entry(holds.clone()).or_default();
        let place = alike.iter().position(|other| other == file);
        alike.retain(|other| other != file);
        let changed = match place {
            Some(0) => alike.clone(),
            Some(1) => alike.iter().take(1).cloned().collect(),
            _ => Vec::new(),
        };
        if alike.is_empty() {
            self.alike.remove(&holds);
        }
        changed
    }

    /// All files that hold the same as another.
    pub fn all(&self) -> impl Iterator<Item = &FileId> {
        self.alike
            .values()
            .filter(|alike| alike.len() > 1)
            .flatten()
    }

    /// The first other file that holds the same.
    #[must_use]
    pub fn of(&self, file: &FileId) -> Option<&FileId> {
        let alike = self.alike.get(self.held.get(file)?)?;
        alike.iter().find(|other| *other != file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str) -> FileId {
        name.to_owned()
    }

    fn place(twins: &mut Twins, file: &str, holds: Option<&str>) -> Vec<FileId> {
        twins.place(&id(file), holds.map(str::to_owned))
    }

    #[test]
    fn the_first_that_came_is_the_twin_of_all_and_has_the_second_for_its_own() {
        let mut twins = Twins::default();
        for file in ["a", "b", "c"] {
            place(&mut twins, file, Some("x"));
        }
        place(&mut twins, "d", Some("y"));
        let of = ["a", "b", "c", "d"].map(|file| twins.of(&id(file)).cloned());
        assert_eq!(of, [Some(id("b")), Some(id("a")), Some(id("a")), None]);
        assert_eq!(twins.all().cloned().collect::<Vec<_>>(), ["a", "b", "c"]);
    }

    #[test]
    fn only_whose_twin_changes_is_told() {
        let mut twins = Twins::default();
        assert_eq!(place(&mut twins, "a", Some("x")), ["a"]);
        assert_eq!(place(&mut twins, "b", Some("x")), ["a", "b"]);
        assert_eq!(place(&mut twins, "c", Some("x")), ["c"]);
        assert_eq!(place(&mut twins, "c", Some("x")), Vec::<FileId>::new());
        assert_eq!(place(&mut twins, "b", None), ["a", "b"]);
        assert_eq!(place(&mut twins, "a", Some("y")), ["c", "a"]);
        assert_eq!(twins.of(&id("c")), None);
    }
}
