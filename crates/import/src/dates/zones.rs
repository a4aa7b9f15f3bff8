//! Zones by their letters.

/// Letters and how far ahead of UTC, in minutes: those of RFC 5322, section 4.3, and those that one zone alone has in the IANA
/// database.
const LETTERS: [(&str, i64); 34] = [
    ("EST", -300),
    ("EDT", -240),
    ("CST", -360),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("AKST", -540),
    ("AKDT", -480),
    ("HST", -600),
    ("WET", 0),
    ("WEST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("MEZ", 60),
    ("MESZ", 120),
    ("MET", 60),
    ("MEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("SAST", 120),
    ("PKT", 300),
    ("WIB", 420),
    ("HKT", 480),
    ("JST", 540),
    ("KST", 540),
    ("AWST", 480),
    ("ACST", 570),
    ("ACDT", 630),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
];

/// Letters of several zones: what each may be, and how far that is ahead of UTC, in minutes.
const OPEN: [(&str, &[(&str, i16)]); 3] = [
    ("IST", &[("India", 330), ("Israel", 120), ("Ireland", 60)]),
    ("BST", &[("British summer", 60), ("Bangladesh", 360)]),
    ("AST", &[("Atlantic", -240), ("Arabia", 180)]),
];

/// What letters may be that are those of several zones, the likeliest first; nothing for others.
pub(in super::super) fn places_of(letters: &str) -> &'static [(&'static str, i16)] {
    let open = OPEN.iter().find(|(known, _)| *known == letters);
    open.map_or(&[], |(_, places)| places)
}

/// A zone as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Zone {
    /// How far ahead of UTC, in microseconds.
    pub(super) ahead: i64,
    /// Its letters, other than those of UTC.
    pub(super) letters: Option<&'static str>,
}

/// The zone of some letters.
pub(super) fn zone_of(letters: &[u8]) -> Option<Zone> {
    let utc = [&b"Z"[..], b"UTC", b"GMT", b"UT"];
    if utc.iter().any(|z| letters.eq_ignore_ascii_case(z)) {
        return Some(Zone {
            ahead: 0,
            letters: None,
        });
    }
    if let Some((letters, _)) = OPEN.iter().find(|(open, _)| open.as_bytes() == letters) {
        // Taken as UTC until it is known which of them they are.
        return Some(Zone {
            ahead: 0,
            letters: Some(letters),
        });
    }
    let mut known = LETTERS.iter();
    let (letters, minutes) = known.find(|(known, _)| known.as_bytes() == letters)?;
    Some(Zone {
        ahead: minutes * 60_000_000,
        letters: Some(letters),
    })
}

/// What some letters were taken for: `UTC-05:00`.
pub(in super::super) fn offset_of(letters: &str) -> String {
    offset(zone_of(letters.as_bytes()).map_or(0, |zone| zone.ahead / 60_000_000))
}

/// So many minutes ahead of UTC: `UTC-05:00`.
pub(in super::super) fn offset(minutes: i64) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}
