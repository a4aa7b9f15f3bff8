//! The work as a document: everything the user decided. The figures are not in it; they follow from it and the files.
//!
//! The same document is kept in the browser, undone and redone, and put into the workspace file.

use outturn_core::calendar::{Calendar, Grain};
use outturn_import::{Mapping, ReadOptions, SavedMapping};
use outturn_leadlag::Transform;
use outturn_metrics::Typed;
use outturn_metrics::scorecard::{
    Card, Choice, Comparisons, Filters, Settings, Status, Weights, default_weights,
};
use outturn_scenario::Scenario;
use serde::{Deserialize, Serialize};
use serde_json::error::Category;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The version of the document that this program writes.
pub const VERSION: u32 = 2;

/// From each version to the next, the first of them from version 1. What a version merely adds takes its default.
const MIGRATIONS: [fn(&mut Map<String, Value>); VERSION as usize - 1] = [
    // Files carry length and fingerprint; those of version 1 get them when they are read next.
    |_| {},
];

/// Everything the user decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Document {
    /// The version it was written in.
    pub version: u32,
    /// The files, in the order they were added.
    pub files: Vec<DocumentFile>,
    /// How files with these columns were read and mapped last, for the next ones that have them.
    pub mappings: Vec<SavedMapping>,
    /// Which period the cards show.
    pub choice: Choice,
    /// Whether the user chose the period, or it follows from the data.
    pub choice_is_own: bool,
    /// Which rows the cards are of.
    pub filters: Filters,
    /// When weeks and years begin, and days where no zone is named.
    pub calendar: Calendar,
    /// The zone whose days count, by its name in the IANA database; empty for the calendar's distance from UTC.
    pub zone: String,
    /// What the user says about metrics.
    pub settings: Settings,
    /// The metrics of the user's own.
    pub formulas: Vec<Typed>,
    /// What cards are compared with.
    pub comparisons: Comparisons,
    /// The weights of the composite.
    pub weights: Weights,
    /// The scenarios, the base first.
    pub scenarios: Vec<Scenario>,
    /// Which of them is open.
    pub open_scenario: usize,
    /// The question of the leading and lagging indicators.
    pub lead_lag: LeadLagChoice,
    /// The headline of the report, in the user's words.
    pub headline: String,
    /// What else is in the report.
    pub report: ReportChoice,
}

/// A file of the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentFile {
    /// Names it among the files kept in the browser.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its length in bytes; 0 until it is known.
    #[serde(default)]
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal; empty until it is known.
    #[serde(default)]
    pub sha256: String,
    /// When it was last saved, in milliseconds since 1970: the day of a register that does not say its own. It is kept here, as a copy of
    /// the file is of the day it was copied. `None` in work of older versions, and where it is not known.
    #[serde(default)]
    pub saved_at: Option<i64>,
    /// How it is read, where that is not found out.
    #[serde(default)]
    pub options: ReadOptions,
    /// The user's own mapping; `None` for what was recognised.
    #[serde(default)]
    pub mapping: Option<Mapping>,
    /// The file that completes its rows.
    #[serde(default)]
    pub join: Option<String>,
    /// It is read and mapped as an earlier file with the same columns was.
    #[serde(default)]
    pub reused: bool,
    /// It came with the program, to show it.
    #[serde(default)]
    pub sample: bool,
    /// Reading it has ended the worker or the tab: it is read again only when the user says so.
    #[serde(default)]
    pub too_large: bool,
}

impl DocumentFile {
    /// A file about which nothing is decided yet.
    #[must_use]
    pub fn new(id: &str, name: &str, sample: bool) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            bytes: 0,
            sha256: String::new(),
            saved_at: None,
            options: ReadOptions::default(),
            mapping: None,
            join: None,
            reused: false,
            sample,
            too_large: false,
        }
    }
}

impl DocumentFile {
    /// A sheet of this workbook as a file of its own: it has its own mapping, and is read otherwise as the workbook was.
    #[must_use]
    pub fn of_sheet(&self, id: &str, sheet: &str) -> Self {
        let mut own = Self::new(id, &format!("{}: {sheet}", self.name), self.sample);
        (own.bytes, own.sha256) = (self.bytes, self.sha256.clone());
        own.options = self.options.clone();
        own.options.sheet = Some(sheet.to_owned());
        own
    }
}

/// What the user chose on the screen of leading and lagging indicators.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeadLagChoice {
    /// Id of the outcome; `None` for the first there is.
    pub outcome: Option<String>,
    /// Length of one step; `None` for the one that fits the data.
    pub grain: Option<Grain>,
    /// Levels or differences; `None` for what fits the outcome.
    pub transform: Option<Transform>,
    /// The largest lag tried.
    pub max_lag: usize,
    /// Leaders that are not to be tried.
    pub without: Vec<String>,
    /// The leader looked at; `None` for the best.
    pub picked: Option<String>,
}

impl Default for LeadLagChoice {
    fn default() -> Self {
        Self {
            outcome: None,
            grain: None,
            transform: None,
            max_lag: 8,
            without: Vec::new(),
            picked: None,
        }
    }
}

/// What the user put into the report.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportChoice {
    /// Ids of the metrics whose charts are in it; `None` until the user chose any.
    pub picked: Option<Vec<String>>,
}

/// How many charts are in a report until the user chooses.
const FIRST_CHARTS: usize = 6;

impl ReportChoice {
    /// Ids of the cards whose charts are in the report, in the order of the cards: those the user chose; until then the North
    /// Stars, and without any the first six with a status, judged ones first. A card without a line to draw is never among them.
    #[must_use]
    pub fn charted(&self, cards: &[Card]) -> Vec<String> {
        let drawable: Vec<&Card> = cards.iter().filter(|c| c.has_line()).collect();
        let chosen: Vec<&str> = match &self.picked {
            Some(picked) => picked.iter().map(String::as_str).collect(),
            None => first_charts(&drawable),
        };
        let charted = drawable.iter().filter(|c| chosen.contains(&c.id.as_str()));
        charted.map(|c| c.id.clone()).collect()
    }
}

fn first_charts<'a>(drawable: &[&'a Card]) -> Vec<&'a str> {
    let stars: Vec<&str> = drawable
        .iter()
        .filter(|c| c.north_star)
        .map(|c| c.id.as_str())
        .collect();
    if !stars.is_empty() {
        return stars;
    }
    let mut known: Vec<&Card> = drawable
        .iter()
        .copied()
        .filter(|c| c.judged.status != Status::NoData)
        .collect();
    known.sort_by_key(|c| c.judged.status == Status::Informative);
    known
        .iter()
        .take(FIRST_CHARTS)
        .map(|c| c.id.as_str())
        .collect()
}

impl Default for Document {
    fn default() -> Self {
        Self {
            version: VERSION,
            files: Vec::new(),
            mappings: Vec::new(),
            choice: Choice::default(),
            choice_is_own: false,
            filters: Filters::default(),
            calendar: Calendar::default(),
            zone: String::new(),
            settings: Settings::default(),
            formulas: Vec::new(),
            comparisons: Comparisons::default(),
            weights: default_weights(),
            scenarios: Vec::new(),
            open_scenario: 0,
            lead_lag: LeadLagChoice::default(),
            headline: String::new(),
            report: ReportChoice::default(),
        }
    }
}

/// Why a document cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Not a document of this program.
    #[error("It is damaged, or not work of this page: {0}.")]
    NotADocument(String),
    /// Written by a newer program.
    #[error(
        "It was written by a newer version of this page (document version {found}; this one reads up to {known})."
    )]
    Newer {
        /// Its version.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
}

impl Document {
    /// Puts sheets of a workbook in its place, each as a file of its own: ids and names of sheets. Nothing happens without any, or where
    /// there is no such file.
    pub fn take_sheets(&mut self, file: &str, sheets: &[(String, String)]) {
        let place = self.files.iter().position(|known| known.id == file);
        let (Some(place), [_, ..]) = (place, sheets) else {
            return;
        };
        let book = self.files.remove(place);
        let own = sheets.iter().map(|(id, sheet)| book.of_sheet(id, sheet));
        self.files.splice(place..place, own);
    }

    /// Names that tell new files from those that are there and from one another, as folders do: the second `log.csv` is `log (2).csv`.
    #[must_use]
    pub fn names_for(&self, given: Vec<String>) -> Vec<String> {
        let mut taken: BTreeSet<String> = self.files.iter().map(|file| file.name.clone()).collect();
        let free = given.into_iter().map(|name| {
            let (stem, ending) = name.split_at(ending_of(&name));
            let numbered = (2..).map(|n| format!("{stem} ({n}){ending}"));
            let free = std::iter::once(name.clone())
                .chain(numbered)
                .find(|name| !taken.contains(name));
            let free = free.unwrap_or(name);
            taken.insert(free.clone());
            free
        });
        free.collect()
    }

    /// Reads a document as it was kept or sent.
    ///
    /// # Errors
    /// [`DocumentError`] when it is none, or newer than this program.
    pub fn from_json(json: &str) -> Result<Self, DocumentError> {
        let not_a_document = |error: serde_json::Error| DocumentError::NotADocument(said(&error));
        let mut fields: Map<String, Value> = serde_json::from_str(json).map_err(not_a_document)?;
        let version = fields.get("version").map_or(Some(1), Value::as_u64);
        let found = version.and_then(|version| u32::try_from(version).ok());
        match found {
            Some(found) if found > VERSION => {
                return Err(DocumentError::Newer {
                    found,
                    known: VERSION,
                });
            }
            Some(found) => {
                for migrate in MIGRATIONS.iter().skip(found.max(1) as usize - 1) {
                    migrate(&mut fields);
                }
            }
            None => {
                return Err(DocumentError::NotADocument(
                    "its version is not a number".to_owned(),
                ));
            }
        }
        fields.insert("version".to_owned(), VERSION.into());
        serde_json::from_value(Value::Object(fields)).map_err(not_a_document)
    }

    /// The document as JSON.
    ///
    /// # Errors
    /// JSON cannot hold a map whose keys are not text; nothing here has one.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }
}

/// Where the ending of a file's name begins: `.csv`, `.csv.gz`.
fn ending_of(name: &str) -> usize {
    let dot = |name: &str| name.rfind('.').filter(|at| *at > 0);
    match dot(name) {
        Some(at) if &name[at..] == ".gz" => dot(&name[..at]).unwrap_or(at),
        Some(at) => at,
        None => name.len(),
    }
}

/// What is wrong with it, in words of the page.
fn said(error: &serde_json::Error) -> String {
    let at = format!("in line {} at character {}", error.line(), error.column());
    match error.classify() {
        Category::Eof => format!("it ends too early, {at}"),
        Category::Syntax | Category::Io => format!("it is not well-formed {at}"),
        Category::Data => {
            let text = error.to_string();
            // serde names the word in question between such marks.
            let word = text
                .split('`')
                .nth(1)
                .filter(|_| !text.starts_with("invalid"));
            match word {
                Some(word) if text.starts_with("missing") => format!("it lacks “{word}”"),
                Some(word) => format!("it says “{word}”, which has no meaning here"),
                None => "it holds a value of another kind than belongs there".to_owned(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_comes_back_as_it_went_out() {
        let mut document = Document {
            headline: "Recovery is faster".into(),
            ..Document::default()
        };
        document.settings.entry("mttr".into()).or_default().owner = "SRE".into();
        assert_eq!(
            Document::from_json(&document.to_json().unwrap()),
            Ok(document)
        );
    }

    #[test]
    fn a_newer_document_is_refused_with_both_versions() {
        assert_eq!(
            Document::from_json(r#"{"version": 99}"#),
            Err(DocumentError::Newer {
                found: 99,
                known: VERSION
            })
        );
    }

    #[test]
    fn files_of_one_name_are_told_apart() {
        let there = ["log.csv", "log (2).csv", "data.csv.gz", "README", ".csv"];
        let document = Document {
            files: Vec::from_iter(there.map(|name| DocumentFile::new(name, name, false))),
            ..Document::default()
        };
        let given = [
            "log.csv",
            "log.csv",
            "new.csv",
            "data.csv.gz",
            "README",
            ".csv",
        ];
        let told = [
            "log (3).csv",
            "log (4).csv",
            "new.csv",
            "data (2).csv.gz",
            "README (2)",
            ".csv (2)",
        ];
        assert_eq!(
            document.names_for(Vec::from(given.map(str::to_owned))),
            told
        );
    }

    #[test]
    fn what_is_wrong_with_a_document_is_said_in_words_of_the_page() {
        let files = |file: &str| format!(r#"{{"version":2,"files":[{file}]}}"#);
        let cases = [
            (
                "{".to_owned(),
                "it ends too early, in line 1 at character 1",
            ),
            (
                "{]".to_owned(),
                "it is not well-formed in line 1 at character 2",
            ),
            (files("{}"), "it lacks “id”"),
            (
                files("7"),
                "it holds a value of another kind than belongs there",
            ),
            (
                r#"{"version":2,"choice":{"grain":"fortnight"}}"#.to_owned(),
                "it says “fortnight”, which has no meaning here",
            ),
            (
                r#"{"version":"two"}"#.to_owned(),
                "its version is not a number",
            ),
        ];
        for (json, said) in cases {
            let expected = format!("It is damaged, or not work of this page: {said}.");
            let error = Document::from_json(&json).unwrap_err();
            assert_eq!(error.to_string(), expected, "{json}");
        }
    }

    #[test]
    fn what_an_older_document_lacks_takes_its_default() {
        assert_eq!(Document::from_json("{}"), Ok(Document::default()));
    }
}
