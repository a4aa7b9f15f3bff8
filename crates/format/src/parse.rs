//! Numbers as people type them. What cannot be read in exactly one way is `None`, never a guess and never zero.

use super::duration::seconds_in;
use super::money::SYMBOLS;
use super::value::unit_word;
use super::{Locale, MINUS, NO_BREAK_SPACE};
use outturn_core::units::Unit;

/// A typed number: `25.0 M`, `$27,400`, `−0.35`, `1 234,5`, `(1,180)`, `1e6`; `12 %` is 0.12 and `0.05 pt` is 0.0005.
///
/// A lone `.` or `,` is the decimal sign of the locale; the other one groups thousands where it can (`1,234`) and is else taken
/// as a decimal sign too (`1,5`). A currency's sign or code on either side is passed over.
///
/// ```
/// use outturn_format::{Locale, parse_number};
/// assert_eq!(parse_number("25.0 M", &Locale::EN), Some(25_000_000.0));
/// assert_eq!(parse_number("1.234", &Locale::from_tag("de")), Some(1_234.0));
/// assert_eq!(parse_number("12 parrots", &Locale::EN), None);
/// ```
#[must_use]
pub fn parse_number(text: &str, locale: &Locale) -> Option<f64> {
    let text = text.trim();
    let inner = text.strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    let (minus, rest) = head(inner.unwrap_or(text).trim())?;
    if minus && inner.is_some() {
        return None; // a minus inside brackets: is it twice negative, or once?
    }
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || is_separator(c)))
        .unwrap_or(rest.len());
    let (body, tail) = rest.split_at(end);
    let (typed, tail) = exponent(tail);
    let digits = plain_digits(body.trim(), locale)?;
    let power = typed.unwrap_or(0).checked_add(tail_power(tail)?)?;
    let value = outturn_core::decimal::parse(&format!("{digits}e{power}"))?;
    let value = if minus || inner.is_some() {
        -value
    } else {
        value
    };
    Some(value)
}

/// A typed value of a unit, in base units: the way back from [`super::value`].
///
/// A ratio may leave its percent sign away (`12` is 0.12); a duration must say its unit (`34 min`, `0.9 h`), since a bare number
/// could be any.
#[must_use]
pub fn parse_value(text: &str, unit: Unit, locale: &Locale) -> Option<f64> {
    let text = text.trim().replace(NO_BREAK_SPACE, " ");
    match unit {
        Unit::Seconds => {
            let last = |c: char| !c.is_alphabetic();
            let end_of_figure = text.rfind(last)?;
            let start = end_of_figure + text[end_of_figure..].chars().next()?.len_utf8();
            let (figure, word) = text.split_at(start);
            let seconds = parse_number(figure, locale)? * seconds_in(word)?;
            seconds.is_finite().then_some(seconds)
        }
        Unit::Ratio if !text.ends_with(['%', 't']) => parse_number(&format!("{text}%"), locale),
        Unit::Ratio => parse_number(&text, locale),
        _ => {
            let word = unit_word(unit, locale).replace(NO_BREAK_SPACE, " ");
            parse_number(text.strip_suffix(&word).unwrap_or(&text), locale)
        }
    }
}

fn is_separator(c: char) -> bool {
    is_grouping(c) || matches!(c, '.' | ',')
}

/// Signs that can only group digits.
fn is_grouping(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\'' | '’' | '_')
}

/// Takes a sign and a currency, in either order, off the front. `true` for a minus; `None` when something else stands there.
fn head(text: &str) -> Option<(bool, &str)> {
    let (mut rest, mut sign, mut currency) = (text, None, false);
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_digit() || matches!(first, '.' | ',') {
            break;
        }
        if matches!(first, '+' | '-' | '–' | MINUS) && sign.is_none() {
            sign = Some(first != '+');
            rest = rest[first.len_utf8()..].trim_start();
        } else if let Some(after) = without_currency(rest).filter(|_| !currency) {
            currency = true;
            rest = after.trim_start();
        } else {
            return None;
        }
    }
    Some((sign.unwrap_or(false), rest))
}

/// What follows a currency's sign, or its code in capitals.
fn without_currency(text: &str) -> Option<&str> {
    let code = text.get(..3).filter(|c| {
        c.bytes().all(|b| b.is_ascii_uppercase())
            && !text[3..].starts_with(|c: char| c.is_alphabetic() || c == '$')
    });
    if code.is_some() {
        return Some(&text[3..]);
    }
    // Longest first, so that `CA$` is not read as letters before a dollar.
    let mut signs: Vec<&str> = SYMBOLS.iter().map(|(_, sign)| *sign).collect();
    signs.sort_by_key(|sign| std::cmp::Reverse(sign.len()));
    signs.into_iter().find_map(|sign| text.strip_prefix(sign))
}

/// A power of ten typed as `e6` or `e−12`, and what follows it.
fn exponent(tail: &str) -> (Option<i32>, &str) {
    let Some(after) = tail.strip_prefix(['e', 'E']) else {
        return (None, tail);
    };
    let digits = after.strip_prefix(['+', '-', MINUS]).unwrap_or(after);
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    match digits[..end].parse::<i32>() {
        Ok(n) if after.starts_with(['-', MINUS]) => (Some(-n), &digits[end..]),
        Ok(n) => (Some(n), &digits[end..]),
        Err(_) => (None, tail),
    }
}

/// The power of ten that the words after the digits stand for; `None` for words that are not understood.
fn tail_power(tail: &str) -> Option<i32> {
    const THOUSANDS: [(&str, i32); 9] = [
        ("mio", 6),
        ("mrd", 9),
        ("mn", 6),
        ("bn", 9),
        ("tn", 12),
        ("k", 3),
        ("m", 6),
        ("b", 9),
        ("t", 12),
    ];
    let mut rest = tail.trim();
    let mut power = 0;
    let word = THOUSANDS.iter().find_map(|(word, power)| {
        let after = rest
            .get(..word.len())
            .filter(|start| start.eq_ignore_ascii_case(word))
            .map(|start| &rest[start.len()..])?;
        (!after.starts_with(char::is_alphabetic)).then_some((*power, after))
    });
    if let Some((n, after)) = word {
        power = n;
        rest = after.trim();
    }
    for share in ["%", "pt"] {
        if let Some(after) = rest.strip_prefix(share) {
            power -= 2;
            rest = after.trim();
            break;
        }
    }
    if rest.is_empty() || without_currency(rest).is_some_and(str::is_empty) {
        Some(power)
    } else {
        None
    }
}

/// Digits with at most one `.`, all grouping gone; `None` when they do not make one number.
fn plain_digits(body: &str, locale: &Locale) -> Option<String> {
    let decimal = decimal_sign(body, locale);
    let (whole, fraction) = match decimal.and_then(|sign| body.rsplit_once(sign)) {
        Some((whole, fraction)) => (whole, fraction),
        None => (body, ""),
    };
    if !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let groups: Vec<&str> = whole.split(is_separator).collect();
    let well_grouped = groups.len() == 1
        || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|g| g.len() == 3));
    let any_digit = !fraction.is_empty() || !whole.is_empty();
    (well_grouped && any_digit).then(|| format!("{}.{fraction}0", groups.concat()))
}

/// Which of `.` and `,` is the decimal sign here, if one is.
fn decimal_sign(body: &str, locale: &Locale) -> Option<char> {
    let (dot, comma) = (body.rfind('.'), body.rfind(','));
    let (sign, at) = match (dot, comma) {
        (None, None) => return None,
        (Some(at), None) => ('.', at),
        (None, Some(at)) => (',', at),
        // With both, the later one is the decimal sign.
        (Some(dot), Some(comma)) if dot > comma => return Some('.'),
        (Some(_), Some(_)) => return Some(','),
    };
    if body.matches(sign).count() > 1 {
        return None;
    }
    let grouped_otherwise = body.contains(is_grouping);
    let (before, after) = (&body[..at], &body[at + 1..]);
    let could_group = (1..=3).contains(&before.len()) && before != "0" && after.len() == 3;
    let is_decimal = grouped_otherwise || sign == locale.decimal || !could_group;
    is_decimal.then_some(sign)
}
