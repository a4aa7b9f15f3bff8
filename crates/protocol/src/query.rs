//! Questions to the engine and to programs on demand. A question names the types of what it is answered, so that none can be answered
//! with another's.

use super::message::FileId;
use outturn_core::units::Timestamp;
use outturn_import::{ImportError, ReadOptions, Sheet};
use outturn_metrics::scorecard::Choice;
use outturn_report::opened::Opened;
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

/// A question, with the type of its answer.
///
/// ```
/// use outturn_protocol::{Query, ShowScorecard};
/// fn is_answered_by<Q: Query<Answer = A>, A>() {}
/// is_answered_by::<ShowScorecard, outturn_protocol::ScorecardAnswer>();
/// ```
pub trait Query: Serialize + DeserializeOwned + 'static {
    /// What is told before the answer, in pieces.
    type Progress: Serialize + DeserializeOwned;
    /// The answer.
    type Answer: Serialize + DeserializeOwned;
    /// Which question it is, as messages name it.
    const NAME: &'static str;
    /// Whether a newer question of this kind makes an older one pointless. Then the older one is called off.
    const REPLACES: bool = false;

    /// The file that is read or mapped for it, to be named should that end the engine.
    fn about(&self) -> Option<&FileId> {
        None
    }
}

/// A question that a program on demand answers.
pub trait OnDemand: Query {
    /// The program.
    const PROGRAM: Program;
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
    const NAME: &'static str = "sheet";
}

impl OnDemand for ReadSheet {
    const PROGRAM: Program = Program::Readers;
}

/// Write everything on show as a snapshot. The answer is its text, or a sentence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WriteSnapshot {
    /// What the loaded files say.
    pub known: Box<SnapshotInput>,
    /// Which period.
    pub choice: Choice,
    /// The scenarios. A document leaves out what is as it is by default, which only a format with names can read.
    #[serde(with = "as_json")]
    pub scenarios: Vec<Scenario>,
    /// When it is written.
    pub now: Timestamp,
}

impl Query for WriteSnapshot {
    type Progress = ();
    type Answer = Result<String, String>;
    const NAME: &'static str = "snapshot";
}

impl OnDemand for WriteSnapshot {
    const PROGRAM: Program = Program::Writers;
}

/// Read a snapshot and say what is in it. The answer is that, or a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadSnapshot {
    /// Its text.
    pub text: String,
    /// The tag of the locale that figures are written in.
    pub locale: String,
}

impl Query for ReadSnapshot {
    type Progress = ();
    type Answer = Result<Box<Opened>, String>;
    const NAME: &'static str = "opened";
}

impl OnDemand for ReadSnapshot {
    const PROGRAM: Program = Program::Writers;
}

mod as_json {
    use serde::de::{DeserializeOwned, Error as _};
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<T: Serialize, S: Serializer>(
        value: &T,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(value).map_err(S::Error::custom)?;
        text.serialize(serializer)
    }

    pub(super) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<T, D::Error> {
        let text = String::deserialize(deserializer)?;
        serde_json::from_str(&text).map_err(D::Error::custom)
    }
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
    const NAME: &'static str = "workspace";
}

impl OnDemand for WriteWorkspace {
    const PROGRAM: Program = Program::Writers;
}

/// Write the files of a sample. The answer is each file's name and text; none where there is no such sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriteSample {
    /// Id of the sample, such as `churn`.
    pub id: String,
}

impl Query for WriteSample {
    type Progress = ();
    type Answer = Vec<(String, String)>;
    const NAME: &'static str = "sample";
}

impl OnDemand for WriteSample {
    const PROGRAM: Program = Program::Writers;
}
