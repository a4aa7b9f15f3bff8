//! What a vendor's export looks like, as a literal: its columns, what they become, and what it cannot know.

use super::super::map::{Mapping, Source, Unit};
use super::Recognition;
use super::names::Names;
use outturn_core::table::TableKind;

/// Spellings of one column, the usual one first; case, space and punctuation do not count.
type Spellings = &'static [&'static str];

/// An export of a vendor.
pub(super) struct Export {
    /// What it is called, for people.
    pub name: &'static str,
    /// The table that it becomes.
    pub kind: TableKind,
    /// Columns without which it is something else, with what they become.
    pub needs: &'static [(&'static str, Spellings)],
    /// Columns of which so many must be there: nobody else names them so.
    pub marks: (usize, &'static [Spellings]),
    /// Columns that are taken where they hold any value, the first of each.
    pub takes: &'static [(&'static str, Spellings)],
    /// Moments that are given as a length of time before or after another one.
    pub moments: &'static [Moment],
    /// What such a file cannot tell, and what was chosen for the user.
    pub notes: &'static [&'static str],
}

/// A moment given as a length of time after another one.
pub(super) struct Moment {
    /// The canonical column that it becomes.
    pub becomes: &'static str,
    /// The column of the other moment.
    pub after: Spellings,
    /// The column of the length.
    pub length: Spellings,
    /// The unit of the length.
    pub unit: Unit,
}

impl Export {
    /// The file as this export, if it is one.
    pub(super) fn recognise(&self, names: &Names<'_>) -> Option<Recognition> {
        let mut mapping = Mapping::new(self.kind);
        for (canonical, spellings) in self.needs {
            mapping.bind(canonical, Source::column(names.find(spellings)?));
        }
        let (least, marks) = self.marks;
        if names.count(marks) < least {
            return None;
        }
        names.bind_filled(&mut mapping, self.takes);
        for moment in self.moments {
            if let (Some(after), Some(length)) =
                (names.find(moment.after), names.find(moment.length))
            {
                mapping.bind(moment.becomes, Source::after(after, length, moment.unit));
            }
        }
        let notes = self.notes.iter().map(|note| (*note).to_owned());
        Some(Recognition::new(self.name, mapping, notes.collect()))
    }
}
