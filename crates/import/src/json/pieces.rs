//! Values too long for one step, gone through in pieces. A step ends after half a megabyte, however long the value is; short
//! values, which nearly all are, are parsed at once.

use super::lenient::end_of_escape;
use outturn_core::steps::pause;
use serde_json::Deserializer;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Longest value that is parsed at once, in bytes.
pub(super) const LONG: usize = 512 << 10;

/// Space between the parts of a value.
const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// What was done since a step ended.
#[derive(Default)]
pub(super) struct Stint(usize);

impl Stint {
    /// So many bytes are gone through, which ends the step when they are many.
    pub(super) async fn spend(&mut self, bytes: usize) {
        self.0 += bytes;
        if self.0 >= LONG {
            self.0 = 0;
            pause().await;
        }
    }
}

/// Where in a text the parser stopped, and what it says of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Flaw {
    pub(super) at: usize,
    pub(super) reason: String,
}

impl Flaw {
    pub(super) fn of(text: &str, error: &serde_json::Error) -> Self {
        // The parser counts lines and columns from the text's first byte.
        let before: usize = text
            .split_inclusive('\n')
            .take(error.line().saturating_sub(1))
            .map(str::len)
            .sum();
        let said = error.to_string();
        Self {
            at: (before + error.column().saturating_sub(1)).min(text.len()),
            // Without the place, which is not that in the file.
            reason: said
                .split(" at line ")
                .next()
                .unwrap_or_default()
                .to_owned(),
        }
    }

    /// Of a text that is `at` a place of another one, behind as many bytes in `front` of it.
    fn in_place(self, at: usize, front: usize) -> Self {
        Self {
            at: (at + self.at).saturating_sub(front),
            ..self
        }
    }
}

fn parsed(text: &str) -> Result<(), Flaw> {
    match serde_json::from_str::<&RawValue>(text) {
        Ok(_) => Ok(()),
        Err(error) => Err(Flaw::of(text, &error)),
    }
}

/// Whether a value is JSON, and if not, where it stops being so.
pub(super) async fn check(value: &str) -> Result<(), Flaw> {
    if value.len() <= LONG {
        return parsed(value);
    }
    let (mut open, mut first) = (vec![(0, value)], None::<Flaw>);
    while let Some((before, value)) = open.pop() {
        // What is wrong first is what is told.
        if first.as_ref().is_some_and(|flaw| flaw.at < before) {
            continue;
        }
        let checked = match value.as_bytes().first() {
            Some(b'"') => check_text(value).await,
            Some(b'[' | b'{') => check_members(before, value, &mut open).await,
            _ => parsed(value),
        };
        if let Err(flaw) = checked {
            let flaw = flaw.in_place(before, 0);
            first = first.filter(|known| known.at <= flaw.at).or(Some(flaw));
        }
    }
    first.map_or(Ok(()), Err)
}

/// Checks what is in a long list or object: in pieces, each of which is a shorter one. Members that are long themselves are left `open`,
/// with their place.
async fn check_members<'a>(
    before: usize,
    value: &'a str,
    open: &mut Vec<(usize, &'a str)>,
) -> Result<(), Flaw> {
    let is_list = value.starts_with('[');
    let (first, other, last) = match is_list {
        true => ("[", "[0", "]"),
        false => ("{", "{\"\":0", "}"),
    };
    let mut pieces = Pieces::of(value);
    while let Some((at, piece)) = pieces.next().await {
        // What comes behind a comma is no value by itself if it is nothing.
        let front = match at {
            1 => first.to_owned(),
            _ => [other, ","].concat(),
        };
        let checked = match long_member(is_list, piece) {
            Some((name, member)) => {
                open.push((before + at + name.len(), member));
                parsed(&[&front, name, "0", last].concat())
            }
            None => parsed(&[&front, piece, last].concat()),
        };
        checked.map_err(|flaw| flaw.in_place(at, front.len()))?;
    }
    if value.ends_with(last) {
        return Ok(());
    }
    // What the parser says of another end.
    let end = value.chars().next_back().unwrap_or_default();
    let wrong = format!("{other}{end}");
    parsed(&wrong).map_err(|flaw| flaw.in_place(value.len() - end.len_utf8(), other.len()))
}

/// The value of a member that is too long to be parsed at once, with what is in front of it.
fn long_member(is_list: bool, piece: &str) -> Option<(&str, &str)> {
    if piece.len() <= LONG {
        return None;
    }
    let whole = piece.trim_end_matches(SPACE);
    let value = match is_list {
        true => whole.trim_start_matches(SPACE),
        false => member(whole).ok()?.1,
    };
    let is_long = value.len() > LONG && value.starts_with(['[', '{', '"']);
    is_long.then(|| (&whole[..whole.len() - value.len()], value))
}

async fn check_text(quoted: &str) -> Result<(), Flaw> {
    if !quoted.ends_with('"') {
        return parsed(quoted);
    }
    let mut parts = Parts::of(quoted);
    while let Some((at, part)) = parts.next() {
        let part = ["\"", part, "\""].concat();
        parsed(&part).map_err(|flaw| flaw.in_place(at, 1))?;
        pause().await;
    }
    Ok(())
}

/// What a text in quotes says, that is known to be JSON.
pub(super) async fn unescaped(quoted: &str) -> serde_json::Result<Cow<'_, str>> {
    if quoted.len() <= LONG {
        return at_once(quoted);
    }
    let inside = quoted.get(1..quoted.len() - 1).unwrap_or_default();
    if memchr::memchr(b'\\', inside.as_bytes()).is_none() {
        return Ok(Cow::Borrowed(inside));
    }
    let (mut all, mut parts) = (String::with_capacity(inside.len()), Parts::of(quoted));
    while let Some((_, part)) = parts.next() {
        all.push_str(&at_once(&["\"", part, "\""].concat())?);
        pause().await;
    }
    Ok(Cow::Owned(all))
}

/// Text borrowed from the source where it has no escapes.
#[derive(serde::Deserialize)]
pub(super) struct Unescaped<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

pub(super) fn at_once(quoted: &str) -> serde_json::Result<Cow<'_, str>> {
    Ok(serde_json::from_str::<Unescaped>(quoted)?.0)
}

/// The members of a long list or object that is known to be JSON, as they are written.
pub(super) async fn split(container: &str) -> Vec<&str> {
    let end = container.len() - 1;
    let (mut all, mut scan) = (
        Vec::new(),
        Scan {
            at: 1,
            depth: 0,
            quoted: false,
        },
    );
    let mut from = 1;
    while from <= end {
        let upto = end.min(scan.at + LONG);
        while let Some(comma) = scan.next_between(container, upto) {
            all.extend(container.get(from..comma));
            from = comma + 1;
        }
        if upto == end {
            all.extend(container.get(from..end));
            break;
        }
        pause().await;
    }
    for member in &mut all {
        *member = member.trim_matches(SPACE);
    }
    all.retain(|member| !member.is_empty());
    all
}

/// A name in quotes and the value behind it.
pub(super) fn member(text: &str) -> serde_json::Result<(&str, &str)> {
    let mut values = Deserializer::from_str(text).into_iter::<&RawValue>();
    let name = match values.next() {
        Some(name) => name?.get(),
        None => serde_json::from_str::<&RawValue>("")?.get(),
    };
    let rest = &text[values.byte_offset()..];
    let value = rest.trim_matches(SPACE).strip_prefix(':').unwrap_or(rest);
    Ok((name, value.trim_matches(SPACE)))
}

/// Looks for the commas between members.
#[derive(Clone, Copy)]
struct Scan {
    at: usize,
    depth: u32,
    quoted: bool,
}

impl Scan {
    /// Goes on behind the next such comma, or at least up to here.
    fn next_between(&mut self, container: &str, upto: usize) -> Option<usize> {
        let bytes = container.as_bytes();
        while self.at < upto {
            let at = self.at;
            if self.quoted {
                let rest = bytes.get(at..upto).unwrap_or_default();
                self.at = match memchr::memchr2(b'"', b'\\', rest) {
                    Some(found) => {
                        self.quoted = rest[found] != b'"';
                        // What is escaped ends no text.
                        at + found + 1 + usize::from(self.quoted)
                    }
                    None => upto,
                };
                continue;
            }
            self.at += 1;
            match bytes[at] {
                b'"' => self.quoted = true,
                b'[' | b'{' => self.depth += 1,
                b']' | b'}' => self.depth = self.depth.saturating_sub(1),
                b',' if self.depth == 0 => return Some(at),
                _ => {}
            }
        }
        None
    }
}

/// What is between the brackets of a long list or object: as many members a piece as are parsed at once, or a long one.
struct Pieces<'a> {
    container: &'a str,
    at: usize,
}

impl<'a> Pieces<'a> {
    fn of(container: &'a str) -> Self {
        Self { container, at: 1 }
    }

    /// The next piece and its place.
    async fn next(&mut self) -> Option<(usize, &'a str)> {
        let (from, end) = (self.at, self.container.len() - 1);
        if from > end {
            return None;
        }
        let mut scan = Scan {
            at: from,
            depth: 0,
            quoted: false,
        };
        let first = end.min(from + LONG);
        let mut comma = None;
        while let Some(found) = scan.next_between(self.container, first) {
            comma = Some(found);
        }
        pause().await;
        // Up to the end they are few enough.
        comma = comma.filter(|_| first < end);
        while comma.is_none() && scan.at < end {
            comma = scan.next_between(self.container, end.min(scan.at + LONG));
            pause().await;
        }
        let to = comma.unwrap_or(end);
        self.at = to + 1;
        Some((from, self.container.get(from..to)?))
    }
}

/// A long text in quotes, in parts that cut through no character and no escape.
struct Parts<'a> {
    inside: &'a str,
    at: usize,
}

impl<'a> Parts<'a> {
    fn of(quoted: &'a str) -> Self {
        let inside = quoted.get(1..quoted.len() - 1).unwrap_or_default();
        Self { inside, at: 0 }
    }

    /// The next part and where in the quoted text it is.
    fn next(&mut self) -> Option<(usize, &'a str)> {
        let (from, end) = (self.at, self.inside.len());
        if from >= end {
            return None;
        }
        let upto = end.min(from + LONG);
        let mut to = from;
        while to < upto {
            let rest = self.inside.as_bytes().get(to..upto).unwrap_or_default();
            to = match memchr::memchr(b'\\', rest) {
                Some(escape) => end_of_escape(self.inside, to + escape),
                None => upto,
            };
        }
        to = to.min(end);
        while !self.inside.is_char_boundary(to) {
            to += 1;
        }
        self.at = to;
        Some((from + 1, &self.inside[from..to]))
    }
}

#[cfg(test)]
mod tests {
    use super::super::lenient;
    use super::*;
    use outturn_core::steps::Steps;
    use std::ops::ControlFlow;

    /// What comes of it, and in how many steps.
    fn counted<T>(work: impl Future<Output = T>) -> (T, usize) {
        let (mut steps, mut count) = (Steps::new(work), 1);
        loop {
            match steps.step() {
                ControlFlow::Break(done) => return (done, count),
                ControlFlow::Continue(rest) => steps = rest,
            }
            count += 1;
        }
    }

    /// Members until they are long.
    fn long(member: impl Fn(usize) -> String) -> String {
        let mut all = member(0);
        for at in 1.. {
            if all.len() > 3 * LONG {
                break;
            }
            all.push(',');
            all += &member(at);
        }
        all
    }

    /// Long values of each shape, long values inside long ones among them.
    fn values() -> Vec<String> {
        let numbers = format!("[{}]", long(|at| at.to_string()));
        let words = "word é \\u00e9\\ud83d\\ude00\\n\\\\ ".repeat(LONG / 10);
        vec![
            format!(
                "{{{}}}",
                long(|at| format!("\"k{at}\": {{\"a\":[{at}, \"}},\\\"\"]}}"))
            ),
            format!("[{}]", long(|at| format!(" {{\"a\":{at},\n\"b\":[]}} "))),
            format!("{{ \"a\" :\n{numbers} , \"b\":[{numbers},7, {{\"c\":{numbers}}} ]\n}}"),
            format!("{{\"{words}\":\"{words}\", \"b\": 1}}"),
            format!("\"{words}\""),
            numbers,
        ]
    }

    #[test]
    fn a_long_value_takes_steps_and_a_short_one_is_parsed_at_once() {
        assert_eq!(counted(check("[1,{\"a\":2}]")), (Ok(()), 1));
        for value in values() {
            let (checked, steps) = counted(check(&value));
            assert_eq!(checked, Ok(()), "{}", &value[..20]);
            assert!(steps >= value.len() / LONG, "{} in {steps}", value.len());
        }
    }

    #[test]
    fn members_and_texts_of_a_long_value_are_those_that_the_parser_finds() {
        for value in values() {
            if value.starts_with('[') {
                let found: Vec<&RawValue> = serde_json::from_str(&value).unwrap();
                let found: Vec<&str> = found.into_iter().map(RawValue::get).collect();
                assert!(counted(split(&value)).0 == found, "{}", &value[..20]);
            } else if value.starts_with('"') {
                let found: String = serde_json::from_str(&value).unwrap();
                assert!(counted(unescaped(&value)).0.unwrap() == found);
            } else {
                let members = counted(split(&value)).0;
                let members = members.into_iter().map(|m| member(m).unwrap());
                let again: Vec<String> = members.map(|(k, v)| format!("{k}:{v}")).collect();
                let again = format!("{{{}}}", again.join(","));
                let of = |text| serde_json::from_str::<serde_json::Value>(text).unwrap();
                assert!(of(&again) == of(&value), "{}", &value[..20]);
            }
        }
    }

    /// One character of a long value replaced, all over the value: whether, where and why it then stops being JSON is what the parser
    /// says of the whole. (Where a bracket or a quote is added or gone, another place may be as good.)
    #[test]
    fn a_flaw_is_told_as_the_parser_tells_it_of_the_whole() {
        const TRIES: usize = 24;
        let mut flaws = 0;
        for (nth, value) in values().into_iter().enumerate() {
            for at in 0..TRIES {
                let wrong = [",", "]", "}", "\"", "\\x", "\n", "tru", ":", "1 1", ""];
                let wrong = wrong[(at + nth) % wrong.len()];
                let mut place = (value.len() - 1) * at / (TRIES - 1);
                while !value.is_char_boundary(place) {
                    place -= 1;
                }
                let next = value[place..].chars().next().map_or(0, char::len_utf8);
                let broken = [&value[..place], wrong, &value[place + next..]].concat();
                // The reader cuts values where their brackets end.
                let mut open = Scan {
                    at: 0,
                    depth: 0,
                    quoted: false,
                };
                while open.next_between(&broken, broken.len()).is_some() {}
                if open.depth > 0 || open.quoted || broken.is_empty() {
                    continue;
                }
                let whole = serde_json::from_str::<&RawValue>(&broken);
                let told = whole.map(drop).map_err(|error| Flaw::of(&broken, &error));
                let found = counted(check(&broken)).0;
                flaws += usize::from(told.is_err());
                let closes = |text: &str| text.contains(['"', '[', ']', '{', '}']);
                if closes(wrong) || closes(&value[place..place + next]) {
                    assert_eq!(found.is_err(), told.is_err(), "{nth}: {wrong:?} at {place}");
                } else {
                    assert_eq!(found, told, "{nth}: {wrong:?} at {place}");
                }
            }
        }
        assert!(flaws > 30, "{flaws} flaws");
    }

    #[test]
    fn what_is_written_for_a_number_is_taken_out_in_steps() {
        let value = format!("[{}]", long(|at| format!("NaN,{at}")));
        let (mended, steps) = counted(lenient::without_words(&value));
        assert!(steps > 2 && mended.count > 1000);
        assert_eq!(counted(check(&mended.text)).0, Ok(()));
    }
}
