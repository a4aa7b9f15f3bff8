//! One line of the format: a name, labels, a number, perhaps a time.

use super::super::number;
use super::super::report::SampleFault;
use std::borrow::Cow;

/// A sample as it stands, escapes undone.
#[derive(Debug, PartialEq)]
pub(in super::super) struct Sample<'a> {
    pub(in super::super) name: Cow<'a, str>,
    pub(in super::super) labels: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    pub(super) value: &'a str,
    pub(super) time: Option<&'a str>,
}

impl<'a> Sample<'a> {
    /// Reads a line without its end.
    pub(in super::super) fn parse(line: &'a str) -> Result<Self, SampleFault> {
        let (name, mut rest) = word(line);
        let mut name = Cow::Borrowed(name);
        let mut labels = Vec::new();
        rest = rest.trim_start();
        if let Some(inner) = rest.strip_prefix('{') {
            rest = read_labels(inner, &mut name, &mut labels).ok_or(SampleFault::Labels)?;
        }
        if name.is_empty() {
            return Err(SampleFault::Name);
        }
        // Behind the name alone space is due: `a:b` ends where `a:b,c` does not.
        if labels.is_empty() && rest.len() == line.len() - name.len() {
            return Err(if rest.is_empty() {
                SampleFault::Value
            } else {
                SampleFault::Name
            });
        }
        let rest = match rest.find(" # {") {
            Some(exemplar) => &rest[..exemplar],
            None => rest,
        };
        let mut words = rest.split_ascii_whitespace();
        let value = words.next().filter(|v| is_value(v));
        let value = value.ok_or(SampleFault::Value)?;
        let time = words.next();
        if time.is_some_and(|t| number::lenient(t).is_none()) {
            return Err(SampleFault::Time);
        }
        match words.next() {
            Some(_) => Err(SampleFault::Surplus),
            None => Ok(Self {
                name,
                labels,
                value,
                time,
            }),
        }
    }
}

/// Go's spellings of numbers, but for those in hexadecimal.
fn is_value(text: &str) -> bool {
    let word = text.trim_start_matches(['+', '-']);
    let words = ["nan", "inf", "infinity"];
    number::lenient(text).is_some() || words.iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// A name at the front, and what follows it.
fn word(text: &str) -> (&str, &str) {
    let inner = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':');
    let end = text.bytes().position(|b| !inner(b)).unwrap_or(text.len());
    let digit = text.starts_with(|c: char| c.is_ascii_digit());
    text.split_at(if digit { 0 } else { end })
}

/// Labels up to their closing brace, and what follows it. A quoted text that nothing is equal to is the metric's name.
fn read_labels<'a>(
    mut rest: &'a str,
    name: &mut Cow<'a, str>,
    labels: &mut Vec<(Cow<'a, str>, Cow<'a, str>)>,
) -> Option<&'a str> {
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('}') {
            return Some(after);
        }
        let label;
        (label, rest) = match rest.strip_prefix('"') {
            Some(inner) => quoted(inner)?,
            None => {
                let (label, rest) = word(rest);
                (Cow::Borrowed(label), rest)
            }
        };
        rest = rest.trim_start();
        match rest.strip_prefix('=') {
            Some(after) if !label.is_empty() => {
                let value;
                (value, rest) = quoted(after.trim_start().strip_prefix('"')?)?;
                labels.push((label, value));
            }
            None if name.is_empty() && !label.is_empty() => *name = label,
            _ => return None,
        }
        rest = rest.trim_start();
        rest = match rest.strip_prefix(',') {
            Some(after) => after,
            None if rest.starts_with('}') => rest,
            None => return None,
        };
    }
}

/// Text up to its closing quote with the three escapes undone, and what follows it.
fn quoted(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let plain = memchr::memchr2(b'"', b'\\', text.as_bytes())?;
    if text.as_bytes()[plain] == b'"' {
        return Some((Cow::Borrowed(&text[..plain]), &text[plain + 1..]));
    }
    let mut value = text[..plain].to_owned();
    let mut characters = text[plain..].char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((Cow::Owned(value), &text[plain + at + 1..])),
            '\\' => match characters.next()?.1 {
                'n' => value.push('\n'),
                escaped @ ('"' | '\\') => value.push(escaped),
                other => value.extend(['\\', other]),
            },
            _ => value.push(character),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str) -> String {
        match Sample::parse(line) {
            Ok(s) => {
                let labels: Vec<String> =
                    s.labels.iter().map(|(k, v)| format!("{k}={v:?}")).collect();
                format!("{} [{}] {} {:?}", s.name, labels.join(" "), s.value, s.time)
            }
            Err(fault) => format!("{fault:?}"),
        }
    }

    /// Lines of the format's own page, and what its page says of space, escapes and quoted names.
    #[test]
    fn samples_are_read_as_the_format_says() {
        for (line, expected) in [
            (
                r#"http_requests_total{method="post",code="400"}    3 1395066363000"#,
                r#"http_requests_total [method="post" code="400"] 3 Some("1395066363000")"#,
            ),
            (
                r#"msdos_file_access_time_seconds{path="C:\\DIR\\FILE.TXT",error="Cannot find file:\n\"FILE.TXT\""} 1.458255915e9"#,
                r#"msdos_file_access_time_seconds [path="C:\\DIR\\FILE.TXT" error="Cannot find file:\n\"FILE.TXT\""] 1.458255915e9 None"#,
            ),
            (
                "metric_without_timestamp_and_labels 12.47",
                "metric_without_timestamp_and_labels [] 12.47 None",
            ),
            (
                r#"something_weird{problem="division by zero"} +Inf -3982045"#,
                r#"something_weird [problem="division by zero"] +Inf Some("-3982045")"#,
            ),
            ("a:b\t{ x = \"y\" , }\tNaN", r#"a:b [x="y"] NaN None"#),
            (
                r#"{"http.requests","job.name"="a b"} 5"#,
                r#"http.requests [job.name="a b"] 5 None"#,
            ),
            (
                r#"req_bucket{le="0.1"} 4 1520879607.789 # {trace_id="a"} 0.06"#,
                r#"req_bucket [le="0.1"] 4 Some("1520879607.789")"#,
            ),
            ("up{} 1", "up [] 1 None"),
            (r#"x{a="\t"} -0"#, r#"x [a="\\t"] -0 None"#),
        ] {
            assert_eq!(shown(line), expected, "{line}");
        }
    }

    #[test]
    fn what_is_no_sample_says_which_part_of_it() {
        for (line, fault) in [
            ("1abc 2", "Name"),
            ("{} 1", "Name"),
            ("a-b 1", "Name"),
            ("a,b", "Name"),
            (r#"{"a": 1}"#, "Labels"),
            (r#"a{b="c} 1"#, "Labels"),
            (r#"a{b="c" d="e"} 1"#, "Labels"),
            (r#"a{b=c} 1"#, "Labels"),
            (r#"a{="c"} 1"#, "Labels"),
            (r#"a{,} 1"#, "Labels"),
            ("a", "Value"),
            ("a{}", "Value"),
            ("a 1,5", "Value"),
            ("a one", "Value"),
            ("a 0x1p-2", "Value"),
            ("a 1 now", "Time"),
            ("a 1 2 3", "Surplus"),
        ] {
            assert_eq!(shown(line), fault, "{line}");
        }
    }
}
