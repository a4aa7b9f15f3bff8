//! How a region writes numbers, money and numeric dates. Separators and places of signs are those of the region in the Unicode CLDR.

/// Between groups of digits in French: U+202F.
const NARROW_NO_BREAK_SPACE: char = '\u{202f}';

/// The order of day, month and year in a date of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 31/12/2026
    DayMonthYear,
    /// 12/31/2026
    MonthDayYear,
    /// 2026/12/31
    YearMonthDay,
}

/// Where the sign of a currency stands, and where the minus of an amount below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyPlace {
    /// `€750`, `−€750`
    Before,
    /// `€ 750`, `€ −750`
    BeforeSpaced,
    /// `750 €`, `−750 €`
    After,
}

/// How a region writes numbers, money and numeric dates.
///
/// ```
/// use outturn_format::{Digits, Locale, number};
/// assert_eq!(number(1234.5, Digits::Fixed(2), &Locale::EN), "1,234.50");
/// assert_eq!(number(1234.5, Digits::Fixed(2), &Locale::from_tag("de-CH")), "1’234.50");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Locale {
    /// BCP 47 tag.
    pub tag: &'static str,
    /// Its name in English.
    pub name: &'static str,
    /// Between whole and fraction.
    pub decimal: char,
    /// Between groups of three digits.
    pub thousands: char,
    /// Order of a date of digits: how `03/04/2026` is read, and written where dates are written in digits.
    pub date_order: DateOrder,
    /// Sign between the parts of a date of digits. `None` where dates are written in words, which cannot be misread: `9 Aug 2026`.
    pub date_separator: Option<char>,
    /// Where the sign of a currency stands.
    pub money: MoneyPlace,
    /// Whether the percent sign stands apart from its figure: `12,5 %` rather than `12.5%`.
    pub percent_spaced: bool,
}

impl Default for Locale {
    fn default() -> Self {
        Self::EN
    }
}

/// What most of continental Europe shares.
const CONTINENTAL: Locale = Locale {
    decimal: ',',
    thousands: '.',
    date_order: DateOrder::DayMonthYear,
    date_separator: Some('.'),
    money: MoneyPlace::After,
    percent_spaced: true,
    ..Locale::EN
};

impl Locale {
    /// `1,234.5` and `9 Aug 2026`; `03/04/2026` is the fourth of March.
    pub const EN: Self = Self {
        tag: "en",
        name: "English (US)",
        decimal: '.',
        thousands: ',',
        date_order: DateOrder::MonthDayYear,
        date_separator: None,
        money: MoneyPlace::Before,
        percent_spaced: false,
    };

    /// Every locale there is, the default first.
    pub const ALL: [Self; 9] = [
        Self::EN,
        Self {
            tag: "en-GB",
            name: "English (UK)",
            date_order: DateOrder::DayMonthYear,
            ..Self::EN
        },
        Self {
            tag: "de",
            name: "German",
            ..CONTINENTAL
        },
        Self {
            tag: "de-CH",
            name: "German (Switzerland)",
            decimal: '.',
            thousands: '’',
            money: MoneyPlace::BeforeSpaced,
            percent_spaced: false,
            ..CONTINENTAL
        },
        Self {
            tag: "fr",
            name: "French",
            thousands: NARROW_NO_BREAK_SPACE,
            date_separator: Some('/'),
            ..CONTINENTAL
        },
        Self {
            tag: "es",
            name: "Spanish",
            date_separator: Some('/'),
            ..CONTINENTAL
        },
        Self {
            tag: "it",
            name: "Italian",
            date_separator: Some('/'),
            percent_spaced: false,
            ..CONTINENTAL
        },
        Self {
            tag: "nl",
            name: "Dutch",
            date_separator: Some('-'),
            money: MoneyPlace::BeforeSpaced,
            percent_spaced: false,
            ..CONTINENTAL
        },
        Self {
            tag: "ja",
            name: "Japanese",
            date_order: DateOrder::YearMonthDay,
            date_separator: Some('/'),
            ..Self::EN
        },
    ];

    /// What stands between the figures of a list: a semicolon where a comma would be taken for a decimal sign.
    #[must_use]
    pub fn between_figures(&self) -> &'static str {
        if self.decimal == ',' { "; " } else { ", " }
    }

    /// The locale of a BCP 47 tag, in any case, with `-` or `_`: the exact one, else its language; `None` for a language that is
    /// not among [`Locale::ALL`].
    #[must_use]
    pub fn known(tag: &str) -> Option<Self> {
        let tag = tag.trim().replace('_', "-");
        let language = tag.split('-').next().unwrap_or_default();
        let named = |name: &str| {
            Self::ALL
                .into_iter()
                .find(|l| l.tag.eq_ignore_ascii_case(name))
        };
        named(&tag).or_else(|| named(language))
    }

    /// As [`Locale::known`]; [`Locale::EN`] for any other language.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        Self::known(tag).unwrap_or_default()
    }

    /// The first known locale of a reader's languages, most preferred first; [`Locale::EN`] when none is known.
    ///
    /// ```
    /// use outturn_format::Locale;
    /// assert_eq!(Locale::preferred(["gsw", "fr-CH", "en"]).tag, "fr");
    /// assert_eq!(Locale::preferred(["tlh"]), Locale::EN);
    /// ```
    #[must_use]
    pub fn preferred<T: AsRef<str>>(languages: impl IntoIterator<Item = T>) -> Self {
        let mut known = languages
            .into_iter()
            .filter_map(|l| Self::known(l.as_ref()));
        known.next().unwrap_or_default()
    }
}
