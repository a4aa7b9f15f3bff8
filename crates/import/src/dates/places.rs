//! Zones by the names of their places in the IANA database, those that are met most.

use super::date;

/// When clocks are an hour ahead.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Summer {
    Never,
    /// From the last Sunday of March to that of October, at one o'clock in UTC, since 1996.
    Europe,
    /// From the second Sunday of March to the first of November, at two o'clock of the place, since 2007.
    America,
    /// From the first Sunday of October to that of April, at two o'clock of the winter's time, since 2008.
    Australia,
    /// From the last Sunday of September to the first of April, likewise, since 2007.
    NewZealand,
}

/// How far a zone is ahead of UTC in winter, in minutes, when its clocks change, and its places.
const PLACES: [(i64, Summer, &[&str]); 28] = [
    (
        0,
        Summer::Never,
        &[
            "Etc/UTC",
            "Etc/GMT",
            "Africa/Abidjan",
            "Africa/Accra",
            "Atlantic/Reykjavik",
        ],
    ),
    (
        0,
        Summer::Europe,
        &["Europe/London", "Europe/Dublin", "Europe/Lisbon"],
    ),
    (
        60,
        Summer::Europe,
        &[
            "Europe/Berlin",
            "Europe/Paris",
            "Europe/Madrid",
            "Europe/Rome",
            "Europe/Amsterdam",
            "Europe/Brussels",
            "Europe/Vienna",
            "Europe/Zurich",
            "Europe/Stockholm",
            "Europe/Oslo",
            "Europe/Copenhagen",
            "Europe/Warsaw",
            "Europe/Prague",
            "Europe/Budapest",
            "Europe/Luxembourg",
            "Europe/Belgrade",
            "Europe/Zagreb",
            "Europe/Ljubljana",
            "Europe/Bratislava",
        ],
    ),
    (
        60,
        Summer::Never,
        &["Africa/Lagos", "Africa/Algiers", "Africa/Tunis"],
    ),
    (
        120,
        Summer::Europe,
        &[
            "Europe/Athens",
            "Europe/Helsinki",
            "Europe/Bucharest",
            "Europe/Sofia",
            "Europe/Vilnius",
            "Europe/Riga",
            "Europe/Tallinn",
        ],
    ),
    (120, Summer::Never, &["Africa/Johannesburg"]),
    (
        180,
        Summer::Never,
        &["Africa/Nairobi", "Asia/Riyadh", "Asia/Qatar", "Asia/Kuwait"],
    ),
    (240, Summer::Never, &["Asia/Dubai"]),
    (300, Summer::Never, &["Asia/Karachi", "Asia/Tashkent"]),
    (
        330,
        Summer::Never,
        &["Asia/Kolkata", "Asia/Calcutta", "Asia/Colombo"],
    ),
    (345, Summer::Never, &["Asia/Kathmandu"]),
    (360, Summer::Never, &["Asia/Dhaka"]),
    (
        420,
        Summer::Never,
        &["Asia/Bangkok", "Asia/Jakarta", "Asia/Ho_Chi_Minh"],
    ),
    (
        480,
        Summer::Never,
        &[
            "Asia/Shanghai",
            "Asia/Singapore",
            "Asia/Hong_Kong",
            "Asia/Taipei",
            "Asia/Manila",
            "Asia/Kuala_Lumpur",
            "Australia/Perth",
        ],
    ),
    (540, Summer::Never, &["Asia/Tokyo", "Asia/Seoul"]),
    (570, Summer::Never, &["Australia/Darwin"]),
    (570, Summer::Australia, &["Australia/Adelaide"]),
    (600, Summer::Never, &["Australia/Brisbane"]),
    (
        600,
        Summer::Australia,
        &[
            "Australia/Sydney",
            "Australia/Melbourne",
            "Australia/Canberra",
            "Australia/Hobart",
        ],
    ),
    (720, Summer::NewZealand, &["Pacific/Auckland"]),
    (
        -180,
        Summer::Never,
        &["America/Argentina/Buenos_Aires", "America/Buenos_Aires"],
    ),
    (-240, Summer::America, &["America/Halifax"]),
    (
        -300,
        Summer::America,
        &[
            "America/New_York",
            "America/Toronto",
            "America/Detroit",
            "US/Eastern",
        ],
    ),
    (
        -300,
        Summer::Never,
        &["America/Bogota", "America/Lima", "America/Panama"],
    ),
    (
        -360,
        Summer::America,
        &["America/Chicago", "America/Winnipeg", "US/Central"],
    ),
    (
        -420,
        Summer::America,
        &["America/Denver", "America/Edmonton", "US/Mountain"],
    ),
    (-420, Summer::Never, &["America/Phoenix", "US/Arizona"]),
    (
        -480,
        Summer::America,
        &["America/Los_Angeles", "America/Vancouver", "US/Pacific"],
    ),
];

const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;

/// How far ahead of UTC, in microseconds, a place is when its clocks show this; `None` for a name that is not known, and for years in
/// which clocks changed by another rule. Where an hour comes twice it is the first.
pub(super) fn ahead(name: &[u8], local: i64) -> Option<i64> {
    let bare = name
        .strip_prefix(b"[")
        .and_then(|name| name.strip_suffix(b"]"));
    let bare = bare.or_else(|| {
        name.strip_prefix(b"(")
            .and_then(|name| name.strip_suffix(b")"))
    });
    let name = std::str::from_utf8(bare.unwrap_or(name))
        .ok()
        .filter(|name| name.contains('/'))?;
    let (minutes, summer, _) = PLACES.iter().find(|(.., places)| places.contains(&name))?;
    let is_ahead = is_summer(*summer, local, minutes * MINUTE)?;
    Some(minutes * MINUTE + if is_ahead { HOUR } else { 0 })
}

/// Whether clocks that show this are an hour ahead.
fn is_summer(summer: Summer, local: i64, ahead: i64) -> Option<bool> {
    use chrono::Datelike;
    let year = i64::from(chrono::DateTime::from_timestamp_micros(local)?.year());
    // What the clocks show when they are put on, and when they are put back.
    let (since, on, back) = match summer {
        Summer::Never => return Some(false),
        Summer::Europe => (
            1996,
            sunday(year, 3, 25)? + HOUR + ahead,
            sunday(year, 10, 25)? + 2 * HOUR + ahead,
        ),
        Summer::America => (
            2007,
            sunday(year, 3, 8)? + 2 * HOUR,
            sunday(year, 11, 1)? + 2 * HOUR,
        ),
        Summer::Australia => (
            2008,
            sunday(year, 10, 1)? + 2 * HOUR,
            sunday(year, 4, 1)? + 3 * HOUR,
        ),
        Summer::NewZealand => (
            2007,
            sunday(year, 9, 24)? + 2 * HOUR,
            sunday(year, 4, 1)? + 3 * HOUR,
        ),
    };
    let is_summer = match on < back {
        true => (on..back).contains(&local),
        false => !(back..on).contains(&local),
    };
    (year >= since).then_some(is_summer)
}

/// Midnight of the first Sunday from a day on.
fn sunday(year: i64, month: u32, day: u32) -> Option<i64> {
    let from = date(year, month, day)? / super::DAY;
    // 4 January 1970 was a Sunday.
    Some((from + (3 - from).rem_euclid(7)) * super::DAY)
}
