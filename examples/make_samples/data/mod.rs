//! What is in the sample files, built in memory.

mod churn;
mod claims;
mod incidents;
mod leading;
mod random;
mod time;

/// Every sample file: its name and its text.
pub fn files() -> Vec<(&'static str, String)> {
    let mut files = churn::files();
    files.extend(claims::files());
    files.extend(leading::files());
    files
}

/// CSV of a header and rows of cells that need no quotes.
fn csv(header: &str, rows: impl IntoIterator<Item = String>) -> String {
    let mut text = format!("{header}\n");
    for row in rows {
        text.push_str(&row);
        text.push('\n');
    }
    text
}
