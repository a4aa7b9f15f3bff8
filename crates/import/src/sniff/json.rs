//! Whether a text is JSON, a list or objects, and what stands in front of it.

use serde::de::IgnoredAny;

/// Lines of something else in front of JSON, at most: another program wrote to the same file before.
const MOST_LEADING: usize = 20;

/// How a text is JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct JsonShape {
    /// A list, else objects one after the other, or just one.
    pub(in super::super) is_list: bool,
    /// Lines in front of it that are none.
    pub(in super::super) leading: usize,
}

/// The shape of a text that is JSON, by the name of its file and its beginning.
pub(super) fn shape(name: &str, start: &str) -> Option<JsonShape> {
    let name = name.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let named = [".json", ".jsonl", ".ndjson"]
        .iter()
        .any(|end| name.ends_with(end));
    let text = start.trim_start();
    let at_once = |is_list| {
        let leading = 0;
        Some(JsonShape { is_list, leading })
    };
    match begins(text) {
        Some(Begin {
            is_list,
            is_plain: true,
        }) => return at_once(is_list),
        Some(Begin { is_list, .. }) if named => return at_once(is_list),
        _ => {}
    }
    let found = (named || are_mostly_objects(text)).then(|| behind_others(text));
    match found.flatten() {
        Some(shape) => Some(shape),
        None if named => at_once(text.starts_with('[')),
        None => None,
    }
}

/// What JSON begins as.
struct Begin {
    is_list: bool,
    /// Nothing else begins so.
    is_plain: bool,
}

/// What of JSON the first line of a text is the beginning of.
fn begins(text: &str) -> Option<Begin> {
    let next = text
        .get(1..)
        .map(str::trim_start)
        .and_then(|t| t.bytes().next());
    let begin = |is_list, is_plain| Some(Begin { is_list, is_plain });
    match (text.bytes().next()?, next) {
        (b'[', Some(b'{' | b'[')) => begin(true, true),
        (b'{', Some(b'"' | b'}')) => begin(false, true),
        (b'[', next) => {
            let (line, more) = text.split_once('\n').unwrap_or((text, ""));
            let line = line.trim_end();
            // Values of a list, which goes on or is complete; a line of a log may begin so, too.
            let goes_on = line.ends_with([',', '[']) || more.is_empty();
            let fits = goes_on || serde_json::from_str::<IgnoredAny>(line).is_ok();
            // An empty list in front of objects is none of them.
            let alone = !more.trim_start().starts_with('{');
            (fits && alone || line == "[").then_some(Begin {
                is_list: true,
                is_plain: next == Some(b']'),
            })
        }
        _ => None,
    }
}

/// The JSON behind a few lines of something else.
fn behind_others(text: &str) -> Option<JsonShape> {
    let mut at = 0;
    let mut leading = 0;
    for line in text.split_inclusive('\n').take(MOST_LEADING) {
        let rest = &text[at..];
        if let Some(Begin {
            is_list,
            is_plain: true,
        }) = begins(rest.trim_start())
        {
            return Some(JsonShape { is_list, leading });
        }
        leading += usize::from(!line.trim().is_empty());
        at += line.len();
    }
    None
}

/// Whether most lines are objects, whole ones but for the last.
fn are_mostly_objects(text: &str) -> bool {
    let mut all = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .peekable();
    let (mut lines, mut objects) = (0usize, 0usize);
    while let Some(line) = all.next() {
        lines += 1;
        let is_whole = line.ends_with('}') || all.peek().is_none();
        objects += usize::from(line.starts_with("{\"") && is_whole);
        // A few lines tell.
        if lines == 4 * MOST_LEADING {
            break;
        }
    }
    objects > 2 && 2 * objects > lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_log_are_no_list() {
        let found = |name: &str, text: &str| shape(name, text).map(|s| (s.is_list, s.leading));
        let rows = "{\"a\": 1}\n{\"a\": 2}\n{\"a\": 3}\n";
        for (name, text, expected) in [
            ("a.json", "[1, 2,\n3]".to_owned(), Some((true, 0))),
            ("a.json", "[1, 2, 3]\n".to_owned(), Some((true, 0))),
            ("a.json", "[\n{\"a\": 1}]".to_owned(), Some((true, 0))),
            (
                "a.jsonl",
                format!("[INFO] begins\n{rows}"),
                Some((false, 1)),
            ),
            (
                "a.jsonl",
                format!("[2026-01-01 00:00:00] a\n[b] c\n{rows}"),
                Some((false, 2)),
            ),
            ("a.jsonl", format!("[]\n{rows}"), Some((false, 1))),
            ("a.log", format!("[x] y\n{rows}"), Some((false, 1))),
            (
                "a.json",
                "As of today:\n[{\"a\": 1}]".to_owned(),
                Some((true, 1)),
            ),
            ("a.csv", "[x],y\n1,2\n".to_owned(), None),
            (
                "a.csv",
                format!("payload,n\n{}", rows.replace('\n', ",1\n")),
                None,
            ),
        ] {
            assert_eq!(found(name, &text), expected, "{text}");
        }
    }
}
