//! A scenario as the text of a link: JSON → deflate → base64 (URL alphabet, no padding), short enough for the `#` fragment. The
//! same JSON, laid out to be read, is a scenario file.

use crate::engine::document;
use crate::engine::scenario::Scenario;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::bufread::{DeflateDecoder, DeflateEncoder};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::Read as _;

const VERSION: u32 = 1;
/// A scenario with all levers is some 8 kB of JSON; more than this is no scenario and is not unpacked.
const MOST_BYTES: u64 = 1 << 20;

/// Why a link does not hold a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LinkError {
    /// Characters that do not belong, or a cut end.
    #[error("the link is damaged or was cut off: copy it again in full")]
    Damaged,
    /// It unpacks to more than a scenario can be.
    #[error("the link unpacks to more than a scenario can hold, so it was not opened")]
    TooLarge,
    /// Made by a later version.
    #[error(
        "the link was made by a newer version (format {found}, this one reads up to {VERSION}): reload the page to update"
    )]
    Newer {
        /// Its format version.
        found: u32,
    },
    /// Unpacks, but to something else.
    #[error("the link does not hold a scenario")]
    NotAScenario,
}

#[derive(Serialize)]
struct Written<'a> {
    version: u32,
    scenario: &'a Scenario,
}

#[derive(Deserialize)]
struct VersionOnly {
    version: u32,
}

#[derive(Deserialize)]
struct Read {
    scenario: Scenario,
}

/// The scenario as text of the letters, digits, `-` and `_`.
///
/// ```
/// use outturn::engine::scenario::Scenario;
/// use outturn::snapshot::link::{from_link, to_link};
/// let scenario = Scenario { one_off_cost: 0.1 + 0.2, ..Scenario::default() };
/// assert_eq!(from_link(&to_link(&scenario)), Ok(scenario));
/// ```
#[must_use]
pub fn to_link(scenario: &Scenario) -> String {
    let written = Written {
        version: VERSION,
        scenario,
    };
    let json = document::to_json(&written);
    let mut packed = Vec::new();
    // Fails only where reading the text does, and that is in memory.
    let _ = DeflateEncoder::new(json.as_bytes(), Compression::best()).read_to_end(&mut packed);
    URL_SAFE_NO_PAD.encode(packed)
}

/// The scenario of a link's text. It may still hold numbers that [`validate`](crate::engine::scenario::validate) refuses.
///
/// # Errors
/// Text that is damaged, unpacks to too much, was made by a newer version, or holds something else.
pub fn from_link(text: &str) -> Result<Scenario, LinkError> {
    let packed = URL_SAFE_NO_PAD
        .decode(text.trim())
        .map_err(|_| LinkError::Damaged)?;
    let mut json = Vec::new();
    DeflateDecoder::new(packed.as_slice())
        .take(MOST_BYTES + 1)
        .read_to_end(&mut json)
        .map_err(|_| LinkError::Damaged)?;
    if json.len() as u64 > MOST_BYTES {
        return Err(LinkError::TooLarge);
    }
    from_json(&json)
}

/// The scenario as the text of a file.
///
/// ```
/// use outturn::engine::scenario::Scenario;
/// use outturn::snapshot::link::{LinkError, from_json, to_json};
/// let scenario = Scenario { one_off_cost: 0.1 + 0.2, ..Scenario::default() };
/// assert_eq!(from_json(to_json(&scenario).as_bytes()), Ok(scenario));
/// assert_eq!(from_json(b"[]"), Err(LinkError::NotAScenario));
/// ```
#[must_use]
pub fn to_json(scenario: &Scenario) -> String {
    let written = Written {
        version: VERSION,
        scenario,
    };
    document::to_json_pretty(&written)
}

/// The scenario of a file's text, as [`from_link`] says.
///
/// # Errors
/// Text made by a newer version, or that holds something else.
pub fn from_json(json: &[u8]) -> Result<Scenario, LinkError> {
    // The version first: the rest of a newer document may look quite different.
    let VersionOnly { version } = read(json)?;
    if version > VERSION {
        return Err(LinkError::Newer { found: version });
    }
    read(json).map(|Read { scenario }| scenario)
}

fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, LinkError> {
    // As text, which all other documents are read as: the reader of bytes would be a second program of the same size.
    let json = std::str::from_utf8(json).map_err(|_| LinkError::NotAScenario)?;
    document::from_json(json).map_err(|_| LinkError::NotAScenario)
}
