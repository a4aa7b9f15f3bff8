//! Which files of a dropped folder are read, in which order, and what is said of the others.

/// Most files that are added from what is dropped at once.
pub const MOST_FILES: usize = 2_000;
/// Most files and folders that are looked at for it: a whole drive has millions.
pub const MOST_ENTRIES: usize = 20_000;

/// What was found in the folder and is not added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Hidden files, and hidden folders with all that is in them.
    pub hidden: usize,
    /// Files without a single byte.
    pub empty: usize,
    /// Files and folders that the browser may not read.
    pub unreadable: usize,
    /// There was more than is added at once.
    pub more: bool,
}

/// Whether a file or folder of this name is the system's or a program's rather than the user's: `.DS_Store`, `.git`, `Thumbs.db`, the
/// lock of an open workbook.
#[must_use]
pub fn is_hidden(name: &str) -> bool {
    let of_the_system = ["thumbs.db", "desktop.ini", "__macosx"];
    name.starts_with('.')
        || name.starts_with("~$")
        || of_the_system.contains(&name.to_ascii_lowercase().as_str())
}

impl LeftOut {
    /// What to say after `added` files were added; `None` when they were all there was.
    #[must_use]
    pub fn sentence(&self, added: usize) -> Option<String> {
        let kinds = [
            (self.hidden, "hidden"),
            (self.empty, "empty"),
            (self.unreadable, "unreadable"),
        ];
        let skipped: Vec<String> = kinds
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, kind)| format!("{count} {kind}"))
            .collect();
        let skipped = skipped.join(", ");
        match (added, self.more, skipped.is_empty()) {
            (_, true, _) => Some(format!(
                "Only the first {} were added: that is as many as fit at once. Drop the other folders one by one.",
                files(added)
            )),
            (0, _, true) => Some("The folder is empty.".to_owned()),
            (0, _, false) => Some(format!(
                "The folder has no files to read. Skipped: {skipped}."
            )),
            (_, _, true) => None,
            (_, _, false) => Some(format!("{} added. Skipped: {skipped}.", files(added))),
        }
    }
}

fn files(count: usize) -> String {
    match count {
        1 => "1 file".to_owned(),
        1_000.. => format!("{},{:03} files", count / 1_000, count % 1_000),
        _ => format!("{count} files"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::of_a_mac(".DS_Store", true)]
    #[case::of_version_control(".git", true)]
    #[case::of_windows("Thumbs.db", true)]
    #[case::of_an_open_workbook("~$costs.xlsx", true)]
    #[case::of_a_packed_folder("__MACOSX", true)]
    #[case::data("incidents.csv", false)]
    #[case::a_dot_inside("2026.03.csv", false)]
    #[case::a_tilde_inside("costs~1.csv", false)]
    fn hidden_files_are_told_by_their_names(#[case] name: &str, #[case] hidden: bool) {
        assert_eq!(is_hidden(name), hidden);
    }

    #[test]
    fn nothing_is_said_when_every_file_was_added() {
        assert_eq!(LeftOut::default().sentence(3), None);
    }

    #[rstest]
    #[case::skipped(2, LeftOut { hidden: 1, empty: 3, ..LeftOut::default() }, "2 files added. Skipped: 1 hidden, 3 empty.")]
    #[case::unreadable(1, LeftOut { unreadable: 1, ..LeftOut::default() }, "1 file added. Skipped: 1 unreadable.")]
    #[case::nothing_there(0, LeftOut::default(), "The folder is empty.")]
    #[case::nothing_to_read(0, LeftOut { hidden: 2, ..LeftOut::default() }, "The folder has no files to read. Skipped: 2 hidden.")]
    #[case::too_many(2_000, LeftOut { more: true, hidden: 1, ..LeftOut::default() },
        "Only the first 2,000 files were added: that is as many as fit at once. Drop the other folders one by one.")]
    fn what_is_left_out_is_said(
        #[case] added: usize,
        #[case] left_out: LeftOut,
        #[case] said: &str,
    ) {
        assert_eq!(left_out.sentence(added).as_deref(), Some(said));
    }
}
