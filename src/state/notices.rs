//! What the user is told, newest first.

use outturn_protocol::FileId;

/// So many stay at most; with more of them the page has other trouble.
const MOST: usize = 20;

/// What can go wrong with many files at once, and is said once for all of them, or with the work as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matter {
    /// A file cannot be read.
    Unread,
    /// A file is not kept in this browser.
    NotKept,
    /// A file holds the same as another one.
    Twin,
    /// The work is not kept in this browser.
    Unsaved,
}

impl Matter {
    fn of_many(self, files: usize) -> String {
        match self {
            Self::Unread => {
                format!("{files} files could not be read; each says why on the Data page.")
            }
            Self::NotKept => format!(
                "{files} files are not kept in this browser; each says why on the Data page. Save a workspace file before you leave."
            ),
            Self::Unsaved => {
                "The work is not kept in this browser. Save a workspace file before you leave."
                    .to_owned()
            }
            Self::Twin => format!(
                "{files} files hold the same as another one: every row of theirs counts twice. Remove one of each."
            ),
        }
    }
}

/// Something the user is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Something went wrong.
    pub is_error: bool,
    matter: Option<Matter>,
    said: Vec<Said>,
}

/// A sentence, and the files without which there is nothing to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    about: Vec<FileId>,
    text: String,
}

impl Notice {
    /// What is said.
    #[must_use]
    pub fn text(&self) -> String {
        match (self.said.as_slice(), self.matter) {
            ([_, _, ..], Some(matter)) => matter.of_many(self.said.len()),
            (said, _) => said
                .first()
                .map(|said| said.text.clone())
                .unwrap_or_default(),
        }
    }
}

/// All that the user is told and has not dismissed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notices(Vec<Notice>);

impl Notices {
    /// Newest first.
    pub fn iter(&self) -> impl Iterator<Item = &Notice> {
        self.0.iter()
    }

    /// Tells something. What was told last and was no error gives way.
    pub fn tell(&mut self, text: String, is_error: bool) {
        self.add(
            is_error,
            None,
            Said {
                about: Vec::new(),
                text,
            },
        );
    }

    /// Tells that something is wrong with the first of these files, in which the others have a part.
    pub fn warn_of(&mut self, matter: Matter, about: &[FileId], text: String) {
        let about = about.to_vec();
        self.add(true, Some(matter), Said { about, text });
    }

    /// Tells that something went wrong that concerns these files.
    pub fn warn_about(&mut self, about: &[FileId], text: String) {
        let about = about.to_vec();
        self.add(true, None, Said { about, text });
    }

    fn add(&mut self, is_error: bool, matter: Option<Matter>, said: Said) {
        self.0.retain(|notice| notice.is_error);
        let before = self.0.iter().position(|notice| match matter {
            Some(_) => notice.matter == matter,
            None => notice.matter.is_none() && notice.said.contains(&said),
        });
        let mut notice = match before {
            Some(place) => self.0.remove(place),
            None => Notice {
                is_error,
                matter,
                said: Vec::new(),
            },
        };
        notice
            .said
            .retain(|other| other.about.first() != said.about.first());
        notice.said.push(said);
        self.0.insert(0, notice);
        self.0.truncate(MOST);
    }

    /// What was told of a file no longer holds, or only this of it. Returns whether anything was.
    pub fn end(&mut self, file: &str, matter: Option<Matter>) -> bool {
        let mut changed = false;
        let due = |notice: &&mut Notice| matter.is_none() || notice.matter == matter;
        for notice in self.0.iter_mut().filter(due) {
            let before = notice.said.len();
            notice
                .said
                .retain(|said| !said.about.iter().any(|about| about == file));
            changed |= notice.said.len() != before;
        }
        self.0.retain(|notice| !notice.said.is_empty());
        changed
    }

    /// This is no longer wrong with anything. Returns whether it was.
    pub fn settle(&mut self, matter: Matter) -> bool {
        let before = self.0.len();
        self.0.retain(|notice| notice.matter != Some(matter));
        self.0.len() != before
    }

    /// The next step is made: only what went wrong stays. Returns whether anything else was told.
    pub fn end_step(&mut self) -> bool {
        let before = self.0.len();
        self.0.retain(|notice| notice.is_error);
        self.0.len() != before
    }

    /// The user has read it.
    pub fn dismiss(&mut self, notice: &Notice) {
        self.0.retain(|other| other != notice);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(notices: &Notices) -> Vec<String> {
        notices.iter().map(Notice::text).collect()
    }

    fn id(file: &str) -> FileId {
        file.to_owned()
    }

    #[test]
    fn the_newest_comes_first_and_replaces_what_was_no_error() {
        let mut notices = Notices::default();
        notices.tell("it broke".to_owned(), true);
        notices.tell("done".to_owned(), false);
        notices.tell("saved".to_owned(), false);
        assert_eq!(texts(&notices), ["saved", "it broke"]);
        assert!(notices.end_step() && !notices.end_step());
        notices.tell("it broke".to_owned(), true);
        assert_eq!(texts(&notices), ["it broke"]);
    }

    #[test]
    fn what_is_wrong_with_many_files_is_said_once() {
        let mut notices = Notices::default();
        notices.tell("first of all".to_owned(), true);
        for file in ["a", "b", "c", "c"] {
            notices.warn_of(Matter::Unread, &[id(file)], format!("{file} is broken"));
        }
        notices.warn_of(Matter::NotKept, &[id("a")], "a is not kept".to_owned());
        let many = "3 files could not be read; each says why on the Data page.";
        assert_eq!(texts(&notices), ["a is not kept", many, "first of all"]);
        assert!(notices.end("b", None) && notices.end("c", None) && !notices.end("c", None));
        assert_eq!(
            texts(&notices),
            ["a is not kept", "a is broken", "first of all"]
        );
        assert!(notices.end("a", Some(Matter::Unread)) && !notices.end("a", Some(Matter::Twin)));
        notices.end("a", None);
        assert_eq!(texts(&notices), ["first of all"]);
    }

    #[test]
    fn what_is_wrong_with_the_work_is_said_in_its_last_words_until_it_is_right() {
        let mut notices = Notices::default();
        for words in ["not kept: no room", "not kept: no answer"] {
            notices.warn_of(Matter::Unsaved, &[], words.to_owned());
        }
        notices.warn_of(Matter::Twin, &[id("b")], "b is like a".to_owned());
        assert_eq!(texts(&notices), ["b is like a", "not kept: no answer"]);
        assert!(notices.settle(Matter::Unsaved) && !notices.settle(Matter::Unsaved));
        assert_eq!(texts(&notices), ["b is like a"]);
    }

    #[test]
    fn what_is_said_of_two_files_ends_with_either() {
        let mut notices = Notices::default();
        for gone in ["a", "b"] {
            notices.warn_of(Matter::Twin, &[id("b"), id("a")], "b is like a".to_owned());
            assert!(notices.end(gone, None));
            assert_eq!(texts(&notices), [""; 0]);
        }
    }
}
