//! What the user is told, newest first, and what they were told before.

use outturn_core::units::Timestamp;
use outturn_protocol::FileId;
use std::collections::VecDeque;

/// So many stay at most; with more of them the page has other trouble.
const MOST: usize = 20;

/// So many can be read again.
const MOST_TOLD: usize = 200;

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
    /// It tells of a change that Undo takes back.
    pub can_undo: bool,
    /// Names it among all that was told.
    pub number: u64,
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

/// Something the user was told, whether they have seen it or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// When.
    pub at: Timestamp,
    /// Something went wrong.
    pub is_error: bool,
    /// What was said.
    pub text: String,
}

/// All that the user is told and has not dismissed, and all that they were told since the page was opened.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Notices {
    shown: Vec<Notice>,
    told: VecDeque<Told>,
    count: u64,
}

impl Notices {
    /// Newest first.
    pub fn iter(&self) -> impl Iterator<Item = &Notice> {
        self.shown.iter()
    }

    /// All that was told, newest first.
    pub fn told(&self) -> impl ExactSizeIterator<Item = &Told> {
        self.told.iter()
    }

    /// Notes for later what is told: call it with the moment, before what is told.
    fn note(&mut self, at: Timestamp, is_error: bool, text: &str) {
        let text = text.to_owned();
        self.told.push_front(Told { at, is_error, text });
        self.told.truncate(MOST_TOLD);
    }

    /// Tells something. What was told last and was no error gives way.
    pub fn tell(&mut self, at: Timestamp, text: String, is_error: bool) {
        self.note(at, is_error, &text);
        self.add(is_error, None, said(&[], text));
    }

    /// Tells of a change that Undo takes back.
    pub fn tell_undoable(&mut self, at: Timestamp, text: String) {
        self.tell(at, text, false);
        if let Some(newest) = self.shown.first_mut() {
            newest.can_undo = true;
        }
    }

    /// Tells that something is wrong with the first of these files, in which the others have a part.
    pub fn warn_of(&mut self, at: Timestamp, matter: Matter, about: &[FileId], text: String) {
        self.note(at, true, &text);
        self.add(true, Some(matter), said(about, text));
    }

    /// Tells that something went wrong that concerns these files.
    pub fn warn_about(&mut self, at: Timestamp, about: &[FileId], text: String) {
        self.note(at, true, &text);
        self.add(true, None, said(about, text));
    }

    fn add(&mut self, is_error: bool, matter: Option<Matter>, said: Said) {
        self.shown.retain(|notice| notice.is_error);
        let before = self.shown.iter().position(|notice| match matter {
            Some(_) => notice.matter == matter,
            None => notice.matter.is_none() && notice.said.contains(&said),
        });
        let mut notice = match before {
            Some(place) => self.shown.remove(place),
            None => Notice {
                is_error,
                can_undo: false,
                number: 0,
                matter,
                said: Vec::new(),
            },
        };
        self.count += 1;
        notice.number = self.count;
        notice
            .said
            .retain(|other| other.about.first() != said.about.first());
        notice.said.push(said);
        self.shown.insert(0, notice);
        self.shown.truncate(MOST);
    }

    /// What was told of a file no longer holds, or only this of it. Returns whether anything was.
    pub fn end(&mut self, file: &str, matter: Option<Matter>) -> bool {
        let mut changed = false;
        let due = |notice: &&mut Notice| matter.is_none() || notice.matter == matter;
        for notice in self.shown.iter_mut().filter(due) {
            let before = notice.said.len();
            notice
                .said
                .retain(|said| !said.about.iter().any(|about| about == file));
            changed |= notice.said.len() != before;
        }
        self.shown.retain(|notice| !notice.said.is_empty());
        changed
    }

    /// This is no longer wrong with anything. Returns whether it was.
    pub fn settle(&mut self, matter: Matter) -> bool {
        let before = self.shown.len();
        self.shown.retain(|notice| notice.matter != Some(matter));
        self.shown.len() != before
    }

    /// The next step is made: only what went wrong stays. Returns whether anything else was told.
    pub fn end_step(&mut self) -> bool {
        let before = self.shown.len();
        self.shown.retain(|notice| notice.is_error);
        self.shown.len() != before
    }

    /// The user has read it, or has had the time to.
    pub fn dismiss(&mut self, number: u64) {
        self.shown.retain(|notice| notice.number != number);
    }
}

fn said(about: &[FileId], text: String) -> Said {
    let about = about.to_vec();
    Said { about, text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(notices: &Notices) -> Vec<String> {
        notices.iter().map(Notice::text).collect()
    }

    fn at() -> Timestamp {
        Timestamp::from_seconds(0.0)
    }

    fn id(file: &str) -> FileId {
        file.to_owned()
    }

    #[test]
    fn the_newest_comes_first_and_replaces_what_was_no_error() {
        let mut notices = Notices::default();
        notices.tell(at(), "it broke".to_owned(), true);
        notices.tell(at(), "done".to_owned(), false);
        notices.tell(at(), "saved".to_owned(), false);
        assert_eq!(texts(&notices), ["saved", "it broke"]);
        assert!(notices.end_step() && !notices.end_step());
        notices.tell(at(), "it broke".to_owned(), true);
        assert_eq!(texts(&notices), ["it broke"]);
    }

    /// What has left the screen can be read again, and what was one message for many files is each of them.
    #[test]
    fn all_that_was_told_can_be_read_again() {
        let mut notices = Notices::default();
        notices.tell_undoable(at(), "cleared".to_owned());
        let cleared = notices
            .iter()
            .next()
            .map(|notice| (notice.can_undo, notice.number));
        assert_eq!(cleared, Some((true, 1)));
        for file in ["a", "b"] {
            notices.warn_of(
                at(),
                Matter::Unread,
                &[id(file)],
                format!("{file} is broken"),
            );
        }
        notices.tell(at(), "saved".to_owned(), false);
        let saved = notices
            .iter()
            .next()
            .map(|notice| (notice.can_undo, notice.number));
        assert_eq!(saved, Some((false, 4)));
        notices.dismiss(4);
        assert_eq!(notices.iter().count(), 1);
        let told: Vec<_> = notices
            .told()
            .map(|told| (told.text.as_str(), told.is_error))
            .collect();
        let all = [
            ("saved", false),
            ("b is broken", true),
            ("a is broken", true),
            ("cleared", false),
        ];
        assert_eq!(told, all);
    }

    #[test]
    fn what_is_wrong_with_many_files_is_said_once() {
        let mut notices = Notices::default();
        notices.tell(at(), "first of all".to_owned(), true);
        for file in ["a", "b", "c", "c"] {
            notices.warn_of(
                at(),
                Matter::Unread,
                &[id(file)],
                format!("{file} is broken"),
            );
        }
        notices.warn_of(
            at(),
            Matter::NotKept,
            &[id("a")],
            "a is not kept".to_owned(),
        );
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
            notices.warn_of(at(), Matter::Unsaved, &[], words.to_owned());
        }
        notices.warn_of(at(), Matter::Twin, &[id("b")], "b is like a".to_owned());
        assert_eq!(texts(&notices), ["b is like a", "not kept: no answer"]);
        assert!(notices.settle(Matter::Unsaved) && !notices.settle(Matter::Unsaved));
        assert_eq!(texts(&notices), ["b is like a"]);
    }

    #[test]
    fn what_is_said_of_two_files_ends_with_either() {
        let mut notices = Notices::default();
        for gone in ["a", "b"] {
            notices.warn_of(
                at(),
                Matter::Twin,
                &[id("b"), id("a")],
                "b is like a".to_owned(),
            );
            assert!(notices.end(gone, None));
            assert_eq!(texts(&notices), [""; 0]);
        }
    }
}
