//! Text cut into words, numbers and signs.

use super::{Mistake, Place, What};

/// What a piece of text is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// Digits, as a number.
    Number(f64),
    /// A word of the language or the name of something.
    Word(String),
    /// A name between backquotes, which is no word of the language.
    Name(String),
    /// A text between quotes.
    Text(String),
    /// A sign, by its plain spelling.
    Sign(&'static str),
    /// The end.
    End,
}

/// Signs by the spellings that are taken, longer ones first.
const SIGNS: &[(&str, &str)] = &[
    ("==", "="),
    ("<=", "<="),
    (">=", ">="),
    ("<>", "!="),
    ("!=", "!="),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("=", "="),
    ("<", "<"),
    (">", ">"),
    ("+", "+"),
    ("-", "-"),
    ("−", "-"),
    ("–", "-"),
    ("*", "*"),
    ("×", "*"),
    ("·", "*"),
    ("/", "/"),
    ("÷", "/"),
    ("%", "%"),
    ("(", "("),
    (")", ")"),
    (",", ","),
    (".", "."),
];

/// Opening quotes, each with what ends the text.
const QUOTES: &[(char, char)] = &[('"', '"'), ('\'', '\''), ('“', '”'), ('„', '“')];

/// The pieces of a text with their places, the end among them.
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Place)>, Mistake> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let (token, end) = one(text, at, first)?;
        all.push((token, at..end));
        at = end;
    }
    all.push((Token::End, text.len()..text.len()));
    Ok(all)
}

/// The piece that begins at a place, and where it ends.
fn one(text: &str, at: usize, first: char) -> Result<(Token, usize), Mistake> {
    let rest = &text[at..];
    let begins_number = |rest: &str| {
        let mut chars = rest.chars();
        let first = chars.next();
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        digit(first) || (first == Some('.') && digit(chars.next()))
    };
    if let Some((_, close)) = QUOTES.iter().find(|(open, _)| *open == first) {
        let (text, end) = quoted(text, at, *close)?;
        return Ok((Token::Text(text), end));
    }
    if first == '`' {
        let (name, end) = quoted(text, at, '`')?;
        return Ok((Token::Name(name), end));
    }
    if begins_number(rest) {
        return number(text, at);
    }
    if first.is_alphabetic() || first == '_' {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let len = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        return Ok((Token::Word(rest[..len].to_owned()), at + len));
    }
    match SIGNS.iter().find(|(spelled, _)| rest.starts_with(spelled)) {
        Some((spelled, sign)) => Ok((Token::Sign(sign), at + spelled.len())),
        None => Err(Mistake {
            place: at..at + first.len_utf8(),
            what: What::Strange(first),
        }),
    }
}

/// The text up to the quote that ends it; twice the quote stands for itself.
fn quoted(text: &str, at: usize, close: char) -> Result<(String, usize), Mistake> {
    let open = text[at..].chars().next().map_or(1, char::len_utf8);
    let mut said = String::new();
    let mut rest = text[at + open..].char_indices().peekable();
    while let Some((offset, c)) = rest.next() {
        if c != close {
            said.push(c);
            continue;
        }
        let end = at + open + offset + c.len_utf8();
        match rest.peek() {
            Some((_, next)) if *next == close => {
                said.push(close);
                rest.next();
            }
            _ => return Ok((said, end)),
        }
    }
    Err(Mistake {
        place: at..text.len(),
        what: What::Unclosed(close),
    })
}

fn number(text: &str, at: usize) -> Result<(Token, usize), Mistake> {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|b| b.is_ascii_digit()).count()
    };
    let mut end = digits(at);
    if bytes.get(end) == Some(&b'.') {
        end = digits(end + 1);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = matches!(bytes.get(end + 1), Some(b'+' | b'-'));
        let from = end + 1 + usize::from(sign);
        let exponent = digits(from);
        if exponent > from {
            end = exponent;
        }
    }
    // 1,000 has two readings.
    let is_grouped = end - at <= 3
        && bytes.get(end) == Some(&b',')
        && digits(end + 1) == end + 4
        && digits(at) == end;
    let mistake = |what| Mistake {
        place: at..end,
        what,
    };
    let parsed = text[at..end].parse::<f64>().ok().filter(|n| n.is_finite());
    let parsed = parsed.ok_or_else(|| mistake(What::NotANumber))?;
    match is_grouped {
        true => Err(Mistake {
            place: at..end + 4,
            what: What::Grouped,
        }),
        false => Ok((Token::Number(parsed), end)),
    }
}
