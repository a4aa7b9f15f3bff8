//! Letters as searches and names compare them.

/// The text in small letters, each letter by itself, so that two texts that differ in case only become one: the standard library's
/// way, but for the Greek sigma, whose form at a word's end would keep `ΟΔΟΣ` from being found in `ΟΔΟΣΗΜΟ`.
///
/// ```
/// use outturn_core::letters::lower;
/// assert_eq!(lower("Überfällige RECHNUNG"), "überfällige rechnung");
/// assert!(lower("ΟΔΟΣΗΜΟ").contains(&lower("ΟΔΟΣ")));
/// ```
#[must_use]
pub fn lower(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.chars().flat_map(char::to_lowercase).collect()
    }
}

/// The letters and digits of a text, in small letters: `Charge Period-Start` and `ChargePeriodStart` are one.
///
/// ```
/// assert_eq!(outturn_core::letters::folded("Charge Period-Start"), "chargeperiodstart");
/// ```
#[must_use]
pub fn folded(text: &str) -> String {
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    lower(&letters)
}
