//! How a region writes numbers, money and numeric dates. Separators follow the Unicode CLDR of the region.

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

/// Where the sign of a currency stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoneyPlace {
    /// `€750`
    Before,
    /// `€ 750`
    BeforeSpaced,
    /// `750 €`
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
}

impl Default for Locale {
    fn default() -> Self {
        Self::EN
    }
}

/// Every locale but the default.
const OTHERS: [Locale; 8] = [
    Locale {
        tag: "en-GB",
        date_order: DateOrder::DayMonthYear,
        ..Locale::EN
    },
    Locale {
        tag: "de",
        ..CONTINENTAL
    },
    Locale {
        tag: "de-CH",
        decimal: '.',
        thousands: '’',
        money: MoneyPlace::BeforeSpaced,
        ..CONTINENTAL
    },
    Locale {
        tag: "fr",
        thousands: '\u{202f}', // narrow no-break space
        date_separator: Some('/'),
        ..CONTINENTAL
    },
    Locale {
        tag: "es",
        date_separator: Some('/'),
        ..CONTINENTAL
    },
    Locale {
        tag: "it",
        date_separator: Some('/'),
        ..CONTINENTAL
    },
    Locale {
        tag: "nl",
        date_separator: Some('-'),
        money: MoneyPlace::BeforeSpaced,
        ..CONTINENTAL
    },
    Locale {
        tag: "ja",
        date_order: DateOrder::YearMonthDay,
        date_separator: Some('/'),
        ..Locale::EN
    },
];

/// What most of continental Europe shares.
const CONTINENTAL: Locale = Locale {
    tag: "de",
    decimal: ',',
    thousands: '.',
    date_order: DateOrder::DayMonthYear,
    date_separator: Some('.'),
    money: MoneyPlace::After,
};

impl Locale {
    /// `1,234.5` and `9 Aug 2026`; `03/04/2026` is the fourth of March.
    pub const EN: Self = Self {
        tag: "en",
        decimal: '.',
        thousands: ',',
        date_order: DateOrder::MonthDayYear,
        date_separator: None,
        money: MoneyPlace::Before,
    };

    /// The locale of a BCP 47 tag, in any case, with `-` or `_`: the exact one, else its language, else [`Locale::EN`].
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        let tag = tag.trim().replace('_', "-").to_ascii_lowercase();
        let named = |name: &str| {
            OTHERS
                .into_iter()
                .find(|l| l.tag.eq_ignore_ascii_case(name))
        };
        let language = tag.split('-').next().unwrap_or_default();
        named(&tag).or_else(|| named(language)).unwrap_or(Self::EN)
    }
}
