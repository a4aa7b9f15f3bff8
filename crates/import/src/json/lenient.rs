//! NaN and Infinity bare in JSON, as Python writes them: taken as null.

/// A text with such words taken out.
#[derive(Default)]
pub(super) struct Mended {
    pub(super) text: String,
    /// How many.
    pub(super) count: u64,
    /// The first of them.
    pub(super) first: &'static str,
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
pub(super) fn without_words(source: &str) -> Mended {
    const WORDS: [&str; 3] = ["-Infinity", "Infinity", "NaN"];
    let mut mended = Mended::default();
    let (mut copied, mut at) = (0, 0);
    let (mut quoted, mut escaped) = (false, false);
    let bytes = source.as_bytes();
    while let Some(&byte) = bytes.get(at) {
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
                mended.first = word;
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
