//! What a row is worth, and whether it counts.

use outturn_core::table::TableKind;

/// What a row is worth: a number, or nothing where a cell that it needs is missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Row {
    /// This number.
    Number(f64),
    /// The number in a column.
    Column(&'static str),
    /// The number in a column, or this one in a table that has no such column. Where only the cell is missing there is nothing.
    Optional(&'static str, f64),
    /// Seconds from the moment in one column to that in another; nothing where the end comes before the beginning.
    Seconds {
        /// The column of the beginning.
        from: &'static str,
        /// The column of the end.
        to: &'static str,
    },
    /// The same in working time: Monday to Friday from nine to five, by the clock of the reports. Holidays are not known.
    WorkingSeconds {
        /// The column of the beginning.
        from: &'static str,
        /// The column of the end.
        to: &'static str,
    },
    /// How old something of a register is, in seconds: from the moment in one column to that in another, which may be no more than a day.
    /// None where the first is later on that day; nothing where it is of a later one.
    Age {
        /// The column of the beginning.
        since: &'static str,
        /// The column of the moment, or of its day.
        on: &'static str,
    },
    /// One where the test says yes, zero where it says no.
    Flag(&'static Test),
    /// The same, but nothing where it is below zero: no count, no duration.
    NotNegative(&'static Row),
    /// The sum of two.
    Plus(&'static Row, &'static Row),
    /// The first without the second.
    Minus(&'static Row, &'static Row),
    /// The product of two.
    Times(&'static Row, &'static Row),
    /// The quotient of two; nothing where the second is zero.
    Over(&'static Row, &'static Row),
}

/// Whether a row counts: yes, no, or it cannot be said.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Test {
    /// What a column of yes and no says.
    Holds(&'static str),
    /// Whether a text column says just this, in any case.
    Is {
        /// The column.
        column: &'static str,
        /// The word, in lower case.
        word: &'static str,
    },
    /// Whether a text column says one of these, in any case. Where no text of the whole column does, it cannot be said of any row: the
    /// file has other words for it.
    OneOf {
        /// The column.
        column: &'static str,
        /// What the words mean, as in "category is …".
        means: &'static str,
        /// The words, in lower case.
        words: &'static [&'static str],
    },
    /// What a column of yes and no says; yes in a table without the column.
    HoldsIfKnown(&'static str),
    /// Whether the moment in one column is later than that in another; no where one of them is missing. Always to be said.
    After {
        /// The column of the moment.
        column: &'static str,
        /// The column that it is held against.
        than: &'static str,
    },
    /// Whether the moment in one column is later than that in another; it cannot be said where one of them is missing.
    Later {
        /// The column of the moment.
        column: &'static str,
        /// The column that it is held against.
        than: &'static str,
    },
    /// Whether two text columns say the same, in any case; it cannot be said where one of them is missing.
    Same {
        /// A text column.
        column: &'static str,
        /// The other one.
        other: &'static str,
    },
    /// Whether a worth lies within two bounds, both included.
    Within {
        /// The worth.
        of: &'static Row,
        /// The lower bound.
        from: f64,
        /// The upper bound.
        to: f64,
    },
    /// Whether a worth is no more than another one, but for what decimals lose in binary: 0.90 − 0.85 is no more than 0.05.
    AtMost {
        /// The worth.
        of: &'static Row,
        /// What it is held against.
        most: &'static Row,
    },
    /// What the word in a column says.
    Word {
        /// A text column.
        column: &'static str,
        /// What its words say.
        vocabulary: &'static Vocabulary,
    },
    /// Whether the cell is there; no in a table without the column. Always to be said.
    Present(&'static str),
    /// Whether a text begins so, in any case; where no text of the whole column does, every row counts. Always to be said.
    BeginsWithIfAny {
        /// A text column; a table without it counts whole.
        column: &'static str,
        /// The beginning, in lower case.
        beginning: &'static str,
    },
    /// Whether one of some text columns says one of some phrases, as whole words and in any case: “One-Time Fee” says “one time”.
    /// Always to be said: no in a table without the columns.
    Says {
        /// Text columns.
        columns: &'static [&'static str],
        /// The phrases, in lower case, their words with a space between. One written as `^setup` is how the text begins, one as `setup$`
        /// how it ends, one as `^setup$` all that it says.
        phrases: &'static [&'static str],
    },
    /// The same, but where no text of the whole columns says so, every row counts. Always to be said.
    SaysIfAny {
        /// Text columns; a table without them counts whole.
        columns: &'static [&'static str],
        /// The phrases, in lower case, their words with a space between.
        phrases: &'static [&'static str],
    },
    /// Whether a text of the row is among those in a column of another table. Always to be said.
    NamedIn {
        /// A text column of the row's table.
        column: &'static str,
        /// The other table.
        table: TableKind,
        /// A text column of it.
        by: &'static str,
    },
    /// No where it says yes, and the other way round.
    Not(&'static Test),
    /// Yes where all say so, no where one says no.
    All(&'static [Test]),
    /// Yes where one says so, no where all say no. A part whose column is not loaded cannot be said; one loaded part is enough.
    Any(&'static [Test]),
    /// Kinds of evidence for one thing, of which those count that are loaded: yes where one says so, no where all say no. Where one
    /// cannot be said of a row, nor can the whole: else rows of which only a yes can be known would be all that is counted, and a
    /// share of them would be all of them.
    Evidence(&'static [Test]),
    /// What a test says, and no where what it reads is not loaded.
    Loaded(&'static Test),
}

/// Which words say yes, and which no. Case and space around a word do not count; any other word says neither.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vocabulary {
    /// What yes means, as in "whose status is …".
    pub means: &'static str,
    /// Words for yes, in lower case.
    pub yes: &'static [&'static str],
    /// Words for no, in lower case.
    pub no: &'static [&'static str],
    /// HTTP status codes say yes from here on, and no below; `None` where numbers say nothing.
    pub http_from: Option<u16>,
}

impl Vocabulary {
    /// What a word says; `None` for neither.
    ///
    /// ```
    /// use outturn_expr::Vocabulary;
    /// const FAILED: Vocabulary = Vocabulary { means: "an error", yes: &["error"], no: &["ok"], http_from: Some(400) };
    /// assert_eq!(FAILED.says(" Error "), Some(true));
    /// assert_eq!(FAILED.says("200"), Some(false));
    /// assert_eq!(FAILED.says("?"), None);
    /// ```
    #[must_use]
    pub fn says(&self, word: &str) -> Option<bool> {
        let word = word.trim().to_ascii_lowercase();
        let is = |words: &[&str]| words.contains(&word.as_str());
        if is(self.yes) {
            return Some(true);
        }
        if is(self.no) {
            return Some(false);
        }
        let from = self.http_from?;
        let code: u16 = word.parse().ok()?;
        (100..600).contains(&code).then_some(code >= from)
    }
}

impl Test {
    /// The text columns by whose words it tells rows apart, where it does.
    pub(super) fn words_of(&self) -> Option<&'static [&'static str]> {
        match *self {
            Self::Says { columns, .. } | Self::SaysIfAny { columns, .. } => Some(columns),
            Self::Not(of) | Self::Loaded(of) => of.words_of(),
            // The last one narrows down most.
            Self::All(parts) => parts.iter().rev().find_map(Self::words_of),
            _ => None,
        }
    }
}

/// Whether a mark was there, and what is left without it.
fn at_end<'a>(without: Option<&'a str>, whole: &'a str) -> (bool, &'a str) {
    (without.is_some(), without.unwrap_or(whole))
}

/// Whether a text says one of some phrases, as whole words and in any case.
pub(super) fn says(text: &str, phrases: &[&str]) -> bool {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let text = format!(" {} ", words.join(" "));
    phrases.iter().any(|phrase| {
        let (begins, phrase) = at_end(phrase.strip_prefix('^'), phrase);
        let (ends, phrase) = at_end(phrase.strip_suffix('$'), phrase);
        let said = format!(" {phrase} ");
        match (begins, ends) {
            (true, true) => text == said,
            (true, false) => text.starts_with(&said),
            (false, true) => text.ends_with(&said),
            (false, false) => text.contains(&said),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn phrases_are_whole_words_in_any_case() {
        let one_off = ["one off", "one time", "onetime"];
        for text in [
            "one-off",
            "One-Time Fee",
            "ONE_OFF",
            "OneTime",
            "setup (one off)",
        ] {
            assert!(says(text, &one_off), "{text}");
        }
        for text in [
            "",
            "running",
            "phone officer",
            "one",
            "sometimes one more time",
        ] {
            assert!(!says(text, &one_off), "{text}");
        }
        for (text, whole) in [("Setup", true), ("set-up", true), ("setup-service", false)] {
            assert_eq!(says(text, &["^setup$", "^set up$"]), whole, "{text}");
        }
        for (text, into_it) in [
            ("pipeline → feature_store", true),
            ("Feature store", true),
            ("feature store → dashboard", false),
        ] {
            assert_eq!(says(text, &["feature store$"]), into_it, "{text}");
        }
    }
}
