//! What is written as JSON and is none: NaN and Infinity bare, as Python writes them, are taken as null; a lone half of a pair of
//! UTF-16, which is what is left of a text cropped inside a character, is shown by the sign for one.

use super::pieces::Stint;

/// A text with such words taken out.
#[derive(Default)]
pub(super) struct Mended {
    pub(super) text: String,
    /// How many.
    pub(super) count: u64,
    /// The first of them.
    pub(super) first: String,
    /// Where in the new text one ends that became longer by a byte.
    longer: Vec<usize>,
}

impl Mended {
    /// The byte of the original that a byte of the new text was.
    pub(super) fn original(&self, at: usize) -> usize {
        at - self.longer.iter().filter(|&&end| end <= at).count()
    }
}

/// Writes null for the words; others keep their place as well as may be.
pub(super) async fn without_words(source: &str) -> Mended {
    const WORDS: [&str; 3] = ["-Infinity", "Infinity", "NaN"];
    let mut mended = Mended::default();
    let (mut copied, mut at) = (0, 0);
    let (mut quoted, mut escaped) = (false, false);
    let (bytes, mut stint) = (source.as_bytes(), Stint::default());
    while let Some(&byte) = bytes.get(at) {
        stint.spend(1).await;
        let before = at.checked_sub(1).map_or(b' ', |b| bytes[b]);
        let word = WORDS.into_iter().find(|w| {
            !quoted && !before.is_ascii_alphanumeric() && bytes[at..].starts_with(w.as_bytes())
        });
        if let Some(word) = word {
            mended.text.push_str(&source[copied..at]);
            mended.text.push_str("null");
            mended
                .text
                .extend(std::iter::repeat_n(' ', word.len().saturating_sub(4)));
            if word.len() < 4 {
                mended.longer.push(mended.text.len());
            }
            if mended.count == 0 {
                word.clone_into(&mut mended.first);
            }
            mended.count += 1;
            at += word.len();
            copied = at;
            continue;
        }
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ => {}
        }
        at += 1;
    }
    mended.text.push_str(&source[copied..]);
    mended
}

/// Writes the sign for a character in place of each lone half of one, `\ud83d`; every byte keeps its place. `None` where there is none.
pub(super) async fn without_halves(source: &str) -> Option<Mended> {
    let (bytes, mut stint) = (source.as_bytes(), Stint::default());
    let mut mended = Mended::default();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', bytes.get(at..)?) {
        let here = at + found;
        at = end_of_escape(source, here);
        if at == here + SIGN.len() && matches!(unit(source, here), Some(0xD800..=0xDFFF)) {
            mended.text.push_str(&source[copied..here]);
            mended.text.push_str(SIGN);
            if mended.count == 0 {
                source[here..at].clone_into(&mut mended.first);
            }
            copied = at;
            mended.count += 1;
        }
        stint.spend(at - here).await;
    }
    mended.text.push_str(&source[copied..]);
    (mended.count > 0).then_some(mended)
}

/// The sign for a character, escaped.
const SIGN: &str = "\\ufffd";

/// The unit of UTF-16 that an escape of this kind stands for.
fn unit(source: &str, at: usize) -> Option<u16> {
    let escape = source.get(at..at + SIGN.len())?.strip_prefix("\\u")?;
    u16::from_str_radix(escape, 16).ok()
}

/// Where the escape ends that begins with this backslash; two halves of a pair are one.
pub(super) fn end_of_escape(source: &str, at: usize) -> usize {
    let next = at + SIGN.len();
    match unit(source, at) {
        Some(0xD800..=0xDBFF) if matches!(unit(source, next), Some(0xDC00..=0xDFFF)) => {
            next + SIGN.len()
        }
        Some(_) => next,
        // Whatever is escaped, a backslash among it.
        None => at + 2,
    }
}
