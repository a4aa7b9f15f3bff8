//! A scenario as the text of a link: JSON → deflate → base64 (URL alphabet, no padding), short enough for the `#` fragment. The
//! same JSON, laid out to be read, is a scenario file.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::bufread::{DeflateDecoder, DeflateEncoder};
use outturn_scenario::Scenario;
use serde::Serialize;
use serde_json::{Map, Value};
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

impl<'a> Written<'a> {
    fn of(scenario: &'a Scenario) -> Self {
        Self {
            version: VERSION,
            scenario,
        }
    }
}

/// The scenario as text of the letters, digits, `-` and `_`.
///
/// ```
/// use outturn_scenario::Scenario;
/// use outturn_store::link::{from_link, to_link};
/// let scenario = Scenario { one_off_cost: 0.1 + 0.2, ..Scenario::default() };
/// assert_eq!(from_link(&to_link(&scenario).unwrap()), Ok(scenario));
/// ```
///
/// # Errors
/// JSON cannot hold a map whose keys are not text; nothing here has one.
pub fn to_link(scenario: &Scenario) -> serde_json::Result<String> {
    let json = serde_json::to_vec(&Written::of(scenario))?;
    let mut packed = Vec::new();
    // Fails only where reading the bytes does, and they are in memory.
    let _ = DeflateEncoder::new(&*json, Compression::best()).read_to_end(&mut packed);
    Ok(URL_SAFE_NO_PAD.encode(packed))
}

/// The scenario of a link's text. It may still hold numbers that [`validate`](outturn_scenario::validate) refuses.
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
/// use outturn_scenario::Scenario;
/// use outturn_store::link::{LinkError, from_json, to_json};
/// let scenario = Scenario { one_off_cost: 0.1 + 0.2, ..Scenario::default() };
/// assert_eq!(from_json(to_json(&scenario).unwrap().as_bytes()), Ok(scenario));
/// assert_eq!(from_json(b"[]"), Err(LinkError::NotAScenario));
/// ```
///
/// # Errors
/// JSON cannot hold a map whose keys are not text; nothing here has one.
pub fn to_json(scenario: &Scenario) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&Written::of(scenario))
}

/// The scenario of a file's text, as [`from_link`] says.
///
/// # Errors
/// Text made by a newer version, or that holds something else.
pub fn from_json(json: &[u8]) -> Result<Scenario, LinkError> {
    let not_a_scenario = |_| LinkError::NotAScenario;
    let mut fields: Map<String, Value> = serde_json::from_slice(json).map_err(not_a_scenario)?;
    // The version first: the rest of a newer document may look quite different.
    let version = fields.get("version").and_then(Value::as_u64);
    let found = version.and_then(|version| u32::try_from(version).ok());
    let found = found.ok_or(LinkError::NotAScenario)?;
    if found > VERSION {
        return Err(LinkError::Newer { found });
    }
    let scenario = fields.remove("scenario").ok_or(LinkError::NotAScenario)?;
    serde_json::from_value(scenario).map_err(not_a_scenario)
}
