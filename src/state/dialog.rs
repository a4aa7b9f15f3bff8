//! What opens over the screens, and how light they are.

/// A dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialog {
    /// How the page looks, writes figures, and cuts time.
    Settings,
    /// What the words mean, and what the keys do.
    Glossary,
    /// What the user was told since the page was opened.
    Messages,
}

impl Dialog {
    /// Its heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Settings => "Settings",
            Self::Glossary => "Keys and glossary",
            Self::Messages => "Messages",
        }
    }
}

/// Light or dark, as the user wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Theme {
    /// Dark ink on light paper.
    Light,
    /// Light ink on dark paper.
    Dark,
}

impl Theme {
    /// What stylesheets and the browser's memory call it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of that word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Light, Self::Dark]
            .into_iter()
            .find(|theme| theme.word() == word)
    }
}
