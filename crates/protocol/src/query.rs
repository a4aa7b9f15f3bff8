//! What a program that is loaded on demand is asked. A question names the types of what it is answered, so that none can be answered
//! with another's.

use outturn_core::units::Timestamp;
use outturn_import::{ImportError, ReadOptions, Sheet};
use outturn_metrics::scorecard::Choice;
use outturn_report::snapshot::SnapshotInput;
use outturn_scenario::Scenario;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A program beside the page's own: WebAssembly with a worker of its own, fetched when it is first needed or the page has nothing
/// else to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Program {
    /// Unpacks workbooks.
    Readers,
    /// Writes files.
    Writers,
}

impl Program {
    /// All of them, the likelier needed first.
    pub const ALL: [Self; 2] = [Self::Readers, Self::Writers];

    /// Its name in the built page: `readers`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Readers => "readers",
            Self::Writers => "writers",
        }
    }

    /// What it is for, as the end of a sentence: `reads workbooks`.
    #[must_use]
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Readers => "reads workbooks",
            Self::Writers => "writes files",
        }
    }
}

/// A question to a program.
pub trait Query: Serialize + DeserializeOwned {
    /// What is told before the answer, in pieces.
    type Progress: Serialize + DeserializeOwned;
    /// The answer.
    type Answer: Serialize + DeserializeOwned;
    /// The program that answers it.
    const PROGRAM: Program;
    /// Which of the program's questions it is.
    const NAME: &'static str;
}

/// What comes back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Told<P, A> {
    /// A piece; more follows.
    Progress(P),
    /// The answer, and the end.
    Answer(A),
}

/// Read the sheet of the workbook that travels beside the question. Its text comes in pieces.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadSheet {
    /// How the file is read.
    pub options: ReadOptions,
}

impl Query for ReadSheet {
    type Progress = String;
    type Answer = Result<Sheet, ImportError>;
    const PROGRAM: Program = Program::Readers;
    const NAME: &'static str = "sheet";
}

/// Write everything on show as a snapshot. The answer is its text, or a sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WriteSnapshot {
    /// What the loaded files say.
    pub known: Box<SnapshotInput>,
    /// Which period.
    pub choice: Choice,
    /// The scenarios.
    #[serde(with = "as_in_files")]
    pub scenarios: Vec<Scenario>,
    /// When it is written.
    pub now: Timestamp,
}

impl Query for WriteSnapshot {
    type Progress = ();
    type Answer = Result<String, String>;
    const PROGRAM: Program = Program::Writers;
    const NAME: &'static str = "snapshot";
}

/// Write a workspace file of the document and the files that travel beside the question. The file travels beside the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WriteWorkspace {
    /// The document, as it is to be written.
    pub document: String,
    /// The files.
    pub members: Vec<Member>,
}

/// A file on its way into a workspace file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its name inside.
    pub id: String,
    /// Its name for people.
    pub name: String,
    /// What is known of its bytes: SHA-256 in hexadecimal, or nothing.
    pub sha256: String,
    /// How many blobs beside the question may be it, the likelier first.
    pub copies: usize,
}

/// What became of a workspace file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenWorkspace {
    /// Names of the files that are not in it: none of their copies could be read, or was what it had been.
    pub missing: Vec<String>,
}

impl Query for WriteWorkspace {
    type Progress = ();
    type Answer = Result<WrittenWorkspace, String>;
    const PROGRAM: Program = Program::Writers;
    const NAME: &'static str = "workspace";
}

/// Scenarios cross as the JSON of their files. It leaves out what is empty, and a message, in which nothing is named, cannot.
mod as_in_files {
    use outturn_scenario::Scenario;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

    pub(super) fn serialize<S: Serializer>(
        scenarios: &[Scenario],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(scenarios).map_err(ser::Error::custom)?;
        text.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Scenario>, D::Error> {
        let text = String::deserialize(deserializer)?;
        serde_json::from_str(&text).map_err(de::Error::custom)
    }
}
