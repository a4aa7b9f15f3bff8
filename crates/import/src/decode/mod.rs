//! From the bytes of a file to text: unpacked, told apart from what only looks like text, decoded.

mod detect;
mod gzip;
mod text;
mod windows;

pub(super) use detect::{Content, content, is_markup};
pub use gzip::gunzip;
pub(super) use gzip::{Gunzip, MAGIC as GZIP};
pub(super) use text::Decoder;

use serde::{Deserialize, Serialize};

/// How characters are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// One to four bytes a character.
    #[default]
    Utf8,
    /// Two or four bytes a character, the lower byte first.
    Utf16Le,
    /// Two or four bytes a character, the higher byte first.
    Utf16Be,
    /// One byte a character, Western European.
    Windows1252,
}

impl Encoding {
    /// All that are read.
    pub const ALL: [Self; 4] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1252];

    /// Its name for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Windows1252 => "Windows-1252",
        }
    }
}
