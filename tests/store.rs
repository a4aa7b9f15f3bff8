//! What was said to be kept is there, whatever goes wrong at whichever call, and in whichever order tabs come and go.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod store_fixtures;
use outturn_store::document::{Document, DocumentError, DocumentFile, VERSION};
use outturn_store::{AsideReason, Database, Keeper, Opened, Saved, merged};
use rstest::rstest;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;
use store_fixtures::{AT, Connection, Disk, Fault, Tab, now};

type Story = fn(&mut Tab);

fn load(tab: &mut Tab) {
    tab.add("bill", "a,b\n1,2");
    tab.add("log", "c\n3");
}

fn change(tab: &mut Tab) {
    load(tab);
    for headline in ["Recovery", "Recovery is", "Recovery is faster"] {
        tab.change(headline);
    }
}

fn remove(tab: &mut Tab) {
    change(tab);
    tab.remove("bill");
    tab.change("Without the bill");
}

fn undo(tab: &mut Tab) {
    remove(tab);
    tab.undo_removal("bill");
    tab.change("With the bill");
}

fn close(tab: &mut Tab) {
    undo(tab);
    tab.document.headline = "At the last moment".to_owned();
    tab.close();
}

fn names(document: &Document) -> Vec<&str> {
    document.files.iter().map(|file| file.id.as_str()).collect()
}

/// After a tab has ended: what it had said is kept is there, or what it did after that; each file named is there, whole.
fn is_kept(disk: &Rc<RefCell<Disk>>, tab: &Tab, case: &str) {
    let next = Tab::open("next", Connection::new(disk));
    match next.opened.as_ref().unwrap() {
        Opened::Nothing => assert_eq!(tab.promised, None, "{case}"),
        Opened::Unreadable(unreadable) => panic!("{case}: {unreadable:?}"),
        Opened::Work(document) => {
            // A file that is not stored yet is not named yet.
            let same = |other: &Document| {
                let there = names(document);
                let mut other = other.clone();
                other.files.retain(|file| there.contains(&file.id.as_str()));
                other == **document
            };
            let promised = tab.promised.as_ref();
            let is_promised = promised.is_some_and(|promised| promised == &**document);
            assert!(
                is_promised || tab.attempts.iter().any(same),
                "{case}: found {document:?}, promised {promised:?}"
            );
        }
    }
    for file in &next.document.files {
        let expected = if file.id == "bill" {
            "a,b\n1,2"
        } else {
            "c\n3"
        };
        let blob = next.blobs.get(&file.id).map(String::as_str);
        assert_eq!(blob, Some(expected), "{case}: {}", file.id);
    }
}

#[rstest]
#[case::load(load)]
#[case::change(change)]
#[case::remove(remove)]
#[case::undo(undo)]
#[case::close(close)]
fn what_was_said_to_be_kept_is_there_whatever_fails_at_whichever_call(#[case] story: Story) {
    let calls = {
        let mut tab = Tab::open("count", Connection::new(&Rc::default()));
        story(&mut tab);
        tab.keeper.database().calls.get()
    };
    assert!(calls > 5, "{calls}");
    for fault in Fault::ALL {
        for n in 0..calls {
            let case = format!("{fault:?} at call {n} of {calls}");
            let disk = Rc::<RefCell<Disk>>::default();
            let mut tab = Tab::open("first", Connection::failing(&disk, n, fault));
            story(&mut tab);
            tab.keeper.database().end();
            is_kept(&disk, &tab, &case);
        }
    }
}

/// A fault that passes leaves nothing behind: the next save has everything.
#[rstest]
#[case::load(load)]
#[case::undo(undo)]
fn after_a_fault_that_passes_the_next_save_has_everything(#[case] story: Story) {
    for fault in [Fault::Refused, Fault::Full, Fault::LostAfter, Fault::Late] {
        for n in 1..20 {
            let disk = Rc::<RefCell<Disk>>::default();
            let mut tab = Tab::open("first", Connection::failing(&disk, n, fault));
            story(&mut tab);
            let missing: Vec<String> = names(&tab.document)
                .into_iter()
                .filter(|id| !tab.kept_files.contains(*id))
                .map(str::to_owned)
                .collect();
            for id in missing {
                tab.document.files.retain(|file| file.id != id);
                tab.undo_removal(&id);
            }
            tab.change("in the end");
            tab.save(); // the fault may have been in this one
            assert_eq!(tab.document.headline, "in the end");
            let next = Tab::open("next", Connection::new(&disk));
            assert_eq!(next.document, tab.document, "{fault:?} at call {n}");
            assert_eq!(next.blobs.len(), tab.document.files.len());
        }
    }
}

#[test]
fn a_save_that_follows_from_other_work_is_refused_and_given_that_work() {
    let disk = Rc::default();
    let mut one = Tab::open("one", Connection::new(&disk));
    let mut two = Tab::open("two", Connection::new(&disk));
    one.change("one's");
    two.document.headline = "two's".to_owned();
    let refused = now(two.keeper.save(&two.document, AT)).unwrap();
    assert_eq!(
        refused,
        Saved::Overtaken(Opened::Work(Box::new(one.document.clone())))
    );
    // Knowing it, two may save.
    assert_eq!(
        now(two.keeper.save(&two.document, AT)),
        Ok(Saved::Written { waiting: vec![] })
    );
    assert_eq!(
        Tab::open("next", Connection::new(&disk)).document.headline,
        "two's"
    );
}

/// One tab's changes and another one's, made apart.
#[rstest]
#[case::files_added_by_both(
    |d: &mut Document| d.files.push(DocumentFile::new("mine", "mine.csv", false)),
    |d: &mut Document| d.files.push(DocumentFile::new("theirs", "theirs.csv", false)),
    |d: &Document| assert_eq!(names(d), ["bill", "log", "theirs", "mine"])
)]
#[case::a_file_removed_here_and_one_there(
    |d: &mut Document| d.files.retain(|f| f.id != "bill"),
    |d: &mut Document| d.files.retain(|f| f.id != "log"),
    |d: &Document| assert_eq!(names(d), [""; 0])
)]
#[case::a_file_removed_here_and_decided_about_there(
    |d: &mut Document| d.files.retain(|f| f.id != "bill"),
    |d: &mut Document| d.files[0].join = Some("log".to_owned()),
    |d: &Document| assert_eq!(names(d), ["bill", "log"])
)]
#[case::everything_cleared_here_and_a_file_added_there(
    |d: &mut Document| *d = Document::default(),
    |d: &mut Document| d.files.push(DocumentFile::new("theirs", "theirs.csv", false)),
    |d: &Document| assert_eq!(names(d), ["theirs"])
)]
#[case::targets_of_two_metrics(
    |d: &mut Document| d.settings.entry("mttr".to_owned()).or_default().owner = "mine".to_owned(),
    |d: &mut Document| d.settings.entry("spend".to_owned()).or_default().owner = "theirs".to_owned(),
    |d: &Document| assert_eq!(
        ["mttr", "spend"].map(|id| d.settings.get(id).unwrap().owner.clone()),
        ["mine", "theirs"]
    )
)]
#[case::two_things_about_one_metric(
    |d: &mut Document| d.settings.entry("mttr".to_owned()).or_default().owner = "mine".to_owned(),
    |d: &mut Document| d.settings.entry("mttr".to_owned()).or_default().north_star = true,
    |d: &Document| {
        let own = d.settings.get("mttr").unwrap();
        assert_eq!((own.owner.as_str(), own.north_star), ("mine", true));
    }
)]
#[case::the_same_thing(
    |d: &mut Document| d.headline = "mine".to_owned(),
    |d: &mut Document| d.headline = "theirs".to_owned(),
    |d: &Document| assert_eq!(d.headline, "mine")
)]
fn changes_made_apart_are_brought_together(
    #[case] mine: fn(&mut Document),
    #[case] theirs: fn(&mut Document),
    #[case] expected: fn(&Document),
) {
    let mut base = Document::default();
    for id in ["bill", "log"] {
        base.files.push(DocumentFile::new(id, id, false));
    }
    "team".clone_into(&mut base.settings.entry("mttr".to_owned()).or_default().owner);
    let changed = |change: fn(&mut Document)| {
        let mut document = base.clone();
        change(&mut document);
        document
    };
    expected(&merged(&base, &changed(mine), &changed(theirs)));
}

#[test]
fn a_tab_that_changed_nothing_writes_nothing() {
    let disk = Rc::default();
    load(&mut Tab::open("one", Connection::new(&disk)));
    let before = disk.borrow().documents.clone();
    let mut two = Tab::open("two", Connection::new(&disk));
    two.save();
    two.close();
    assert_eq!(disk.borrow().documents, before);
}

#[test]
fn what_a_closing_tab_wrote_last_is_taken_in_by_the_next_visit() {
    let disk = Rc::default();
    let mut tab = Tab::open("one", Connection::new(&disk));
    tab.change("saved");
    tab.document.headline = "not saved yet".to_owned();
    tab.close();
    let next = Tab::open("two", Connection::new(&disk));
    assert_eq!(next.document.headline, "not saved yet");
    let keys: Vec<String> = disk.borrow().documents.keys().cloned().collect();
    assert_eq!(keys, ["current"]);
}

/// A tab of a newer version is closed, and the next visit is one of this version.
#[test]
fn last_words_that_this_version_cannot_read_are_set_aside_with_the_files_they_may_need() {
    let disk = Rc::<RefCell<Disk>>::default();
    let mut tab = Tab::open("one", Connection::new(&disk));
    tab.add("named", "x");
    let newer = r#"{"saved_by":"9.1.0","revision":9,"version":99}"#.to_owned();
    disk.borrow_mut()
        .documents
        .insert("closing".to_owned(), newer.clone());
    disk.borrow_mut()
        .files
        .insert("of-the-newer".to_owned(), "y".to_owned());
    let next = Keeper::new(Connection::new(&disk), "next".to_owned());
    let (opened, asides) = now(next.open(AT)).unwrap();
    assert_eq!(opened, Opened::Work(Box::new(tab.document.clone())));
    assert_eq!((&asides[0].text, asides[0].readable), (&newer, false));
    assert_eq!(asides[0].files, ["of-the-newer"]);
    assert_eq!(now(next.sweep(&BTreeSet::new())), Ok(vec![]));
}

/// A tab thaws after another one has taken over and saved, and is closed at once: its last words are no longer about the work that is
/// there. They are set aside, not taken and not lost.
#[test]
fn last_words_that_do_not_follow_from_what_is_stored_are_set_aside() {
    let disk = Rc::default();
    let mut frozen = Tab::open("frozen", Connection::new(&disk));
    frozen.change("before");
    let mut other = Tab::open("other", Connection::new(&disk));
    other.change("the other's");
    frozen.document.headline = "the frozen one's".to_owned();
    frozen.close();
    let next = Keeper::new(Connection::new(&disk), "next".to_owned());
    let (opened, asides) = now(next.open(AT)).unwrap();
    assert_eq!(opened, Opened::Work(Box::new(other.document.clone())));
    let reasons: Vec<AsideReason> = asides.iter().map(|aside| aside.reason).collect();
    assert_eq!(reasons, [AsideReason::ClosedTab]);
    assert!(asides[0].text.contains("the frozen one's"));
    // A save by the other tab, which does not open anew, keeps them as well.
    other.change("the other's, later");
    assert!(
        disk.borrow()
            .documents
            .values()
            .any(|text| text.contains("the frozen one's"))
    );
}

/// A page shown again from the browser's cache goes on: what it wrote as it was hidden is no longer its last word.
#[test]
fn a_page_that_was_hidden_and_goes_on_is_not_overtaken_by_what_it_wrote_then() {
    let disk = Rc::default();
    let mut tab = Tab::open("one", Connection::new(&disk));
    tab.change("saved");
    tab.document.headline = "hidden".to_owned();
    tab.keeper.save_at_once(&tab.document);
    tab.change("shown again");
    let next = Tab::open("two", Connection::new(&disk));
    assert_eq!(next.document.headline, "shown again");
    assert_eq!(disk.borrow().documents.len(), 1);
}

fn newer() -> String {
    format!(
        r#"{{"revision": 5, "saved_by": "9.0.0", "version": {}, "what": "ever"}}"#,
        VERSION + 1
    )
}

fn with_an_unknown_word() -> String {
    let mut document = Document::default();
    document
        .files
        .push(DocumentFile::new("bill", "bill.csv", false));
    document
        .to_json()
        .unwrap()
        .replacen(r#""month""#, r#""fortnight""#, 1)
}

fn cut() -> String {
    let json = with_an_unknown_word();
    json[..json.len() / 2].to_owned()
}

#[rstest]
#[case::newer(newer(), Some("9.0.0"))]
#[case::with_an_unknown_word(with_an_unknown_word(), None)]
#[case::cut(cut(), None)]
#[case::empty(String::new(), None)]
fn work_that_cannot_be_read_is_left_alone_until_it_is_set_aside(
    #[case] text: String,
    #[case] saved_by: Option<&str>,
) {
    let disk = Rc::<RefCell<Disk>>::default();
    disk.borrow_mut()
        .documents
        .insert("current".to_owned(), text.clone());
    for id in ["bill", "log"] {
        disk.borrow_mut()
            .files
            .insert(id.to_owned(), "1".to_owned());
    }
    let before = disk.borrow().clone();

    let keeper = Keeper::new(Connection::new(&disk), "one".to_owned());
    let (opened, asides) = now(keeper.open(AT)).unwrap();
    let Opened::Unreadable(unreadable) = opened else {
        panic!("{opened:?}");
    };
    assert_eq!(unreadable.text, text);
    assert_eq!(unreadable.saved_by.as_deref(), saved_by);
    assert_eq!(asides, []);

    // Nothing that the tab does touches it.
    let changed = Document {
        headline: "new".to_owned(),
        ..Document::default()
    };
    assert_eq!(now(keeper.save(&changed, AT)), Ok(Saved::Unchanged));
    keeper.save_at_once(&changed);
    assert_eq!(now(keeper.sweep(&BTreeSet::new())), Ok(vec![]));
    assert_eq!(disk.borrow().documents, before.documents);
    assert_eq!(disk.borrow().files, before.files);

    // Set aside, it is still there, with the files it may need, beside new work.
    let asides = now(keeper.set_aside(AT)).unwrap();
    assert_eq!(asides.len(), 1);
    assert_eq!((&asides[0].text, asides[0].readable), (&text, false));
    assert_eq!(asides[0].files, ["bill", "log"]);
    now(keeper.keep_file("new", &"2".to_owned())).unwrap();
    let saved = now(keeper.save(&changed, AT));
    assert_eq!(saved, Ok(Saved::Written { waiting: vec![] }));
    assert_eq!(
        now(keeper.sweep(&BTreeSet::new())),
        Ok(vec!["new".to_owned()])
    );
    assert_eq!(disk.borrow().files, before.files);

    // Deleted on purpose, its files go with it.
    let left = now(keeper.delete_aside(&asides[0].key, &BTreeSet::new()));
    assert_eq!(left, Ok(vec![]));
    assert_eq!(disk.borrow().files.len(), 0);
    let next = Tab::open("next", Connection::new(&disk));
    assert_eq!(next.document, changed);
}

#[test]
fn work_set_aside_comes_back_once_a_version_reads_it_and_the_present_one_goes_aside() {
    let disk = Rc::default();
    let mut old = Tab::open("old", Connection::new(&disk));
    load(&mut old);
    now(old.keeper.set_aside(AT)).unwrap();
    let mut new = Tab::open("new", Connection::new(&disk));
    assert_eq!(new.document, Document::default());
    new.add("later", "x");

    let key = now(new.keeper.look()).unwrap().1[0].key.clone();
    let (opened, asides) = now(new.keeper.bring_back(&key, AT)).unwrap();
    assert_eq!(opened, Opened::Work(Box::new(old.document.clone())));
    let reasons: Vec<AsideReason> = asides.iter().map(|aside| aside.reason).collect();
    assert_eq!(reasons, [AsideReason::Replaced]);
    assert_eq!(asides[0].files, ["later"]);
    assert_eq!(now(new.keeper.sweep(&BTreeSet::new())), Ok(vec![]));
}

#[test]
fn a_file_is_named_only_once_it_is_stored_and_stays_named_when_the_browser_loses_it() {
    let disk = Rc::default();
    let mut tab = Tab::open("one", Connection::new(&disk));
    tab.document
        .files
        .push(DocumentFile::new("slow", "slow.csv", false));
    let waiting = vec!["slow".to_owned()];
    let saved = now(tab.keeper.save(&tab.document, AT));
    assert_eq!(saved, Ok(Saved::Written { waiting }));
    assert_eq!(
        names(&Tab::open("two", Connection::new(&disk)).document),
        [""; 0]
    );

    now(tab.keeper.keep_file("slow", &"x".to_owned())).unwrap();
    let saved = now(tab.keeper.save(&tab.document, AT));
    assert_eq!(saved, Ok(Saved::Written { waiting: vec![] }));
    disk.borrow_mut().files.clear();
    tab.change("later");
    assert_eq!(
        names(&Tab::open("two", Connection::new(&disk)).document),
        ["slow"]
    );
}

#[test]
fn a_hundred_files_added_and_removed_leave_none() {
    let disk = Rc::default();
    let mut tab = Tab::open("one", Connection::new(&disk));
    for n in 0..100 {
        tab.add(&format!("f{n}"), "x");
        tab.remove(&format!("f{n}"));
        assert_eq!(disk.borrow().files.len(), 0);
    }
}

/// A file is stored before a document names it: another tab that lets go of its own meanwhile leaves it alone.
#[test]
fn what_another_tab_has_just_stored_is_not_deleted_with_what_this_one_removed() {
    let disk = Rc::default();
    let mut one = Tab::open("one", Connection::new(&disk));
    one.add("removed", "x");
    let two = Keeper::new(Connection::new(&disk), "two".to_owned());
    now(two.keep_file("just-stored", &"y".to_owned())).unwrap();
    one.document.files.clear();
    one.save();
    let removed = ["removed".to_owned()];
    let gone = now(one.keeper.delete_files(&BTreeSet::from(removed.clone())));
    assert_eq!(gone, Ok(removed.to_vec()));
    assert_eq!(
        now(two.database().file("just-stored")),
        Ok(Some("y".to_owned()))
    );
}

/// A document under a key that a later version made may need any file.
#[test]
fn nothing_is_swept_beside_a_document_of_a_kind_that_is_not_known() {
    let disk = Rc::<RefCell<Disk>>::default();
    disk.borrow_mut()
        .documents
        .insert("portfolio-1".to_owned(), "{}".to_owned());
    let mut tab = Tab::open("one", Connection::new(&disk));
    tab.add("bill", "x");
    tab.remove("bill");
    assert!(now(tab.keeper.database().file("bill")).unwrap().is_some());
}

/// One stored document of each version ever written.
#[rstest]
#[case::version_1(include_str!("data/documents/version-1.json"))]
#[case::version_2(include_str!("data/documents/version-2.json"))]
fn documents_of_every_version_are_read(#[case] json: &str) {
    let document = Document::from_json(json).unwrap();
    assert_eq!(document.version, VERSION);
    assert_eq!(
        names(&document),
        ["19a4-1", "19a4-2", "19a4-3"],
        "{document:?}"
    );
    assert_eq!(document.headline, "Recovery is an hour faster");
    assert_eq!(document.scenarios.len(), 2);
    assert_eq!(
        document.scenarios[document.open_scenario].name,
        "For the board"
    );
    assert_eq!(document.mappings.len(), 1);
    let mttr = document.settings.get("mttr").unwrap();
    assert_eq!((mttr.owner.as_str(), mttr.north_star), ("SRE", true));
    assert_eq!(document.files[1].join.as_deref(), Some("19a4-3"));
    // Written again it is of this version, and the same.
    assert_eq!(
        Document::from_json(&document.to_json().unwrap()),
        Ok(document)
    );
}

#[test]
fn a_newer_document_says_so_even_where_its_words_are_unknown() {
    let json = format!(r#"{{"version": {}, "files": "elsewhere"}}"#, VERSION + 3);
    let newer = DocumentError::Newer {
        found: VERSION + 3,
        known: VERSION,
    };
    assert_eq!(Document::from_json(&json), Err(newer));
}
