//! What is repaired on the way in: each rule with its name, counted, with a first example.

use serde::{Deserialize, Serialize};

/// A spelling that was understood though it is not what the format asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// Which rule.
    pub rule: RepairRule,
    /// How often it was used.
    pub count: u64,
    /// The first thing it was used on; where a value became another one, both: `'-0.35 → -0.35`.
    pub example: String,
}

/// The repairs that are known. Each can be switched off in [`ReadOptions::off`](crate::ReadOptions); what happens then is said
/// at each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepairRule {
    /// A byte order mark in front of the text. Off: it belongs to the first cell.
    ByteOrderMark,
    /// Text in UTF-16. Off: refused.
    Utf16,
    /// Bytes that are not UTF-8, read as Windows-1252. Off: refused.
    Windows1252,
    /// A damaged character, such as half of one, shown as the sign for it. Cannot be off: there is nothing else to show.
    BrokenCharacter,
    /// A first line `sep=;`, an order to a spreadsheet. Off: a row like others.
    SeparatorLine,
    /// Lines in front of the header, such as a report's title. Off: the first of them is the header.
    Preamble,
    /// A line with nothing in it. Off: a row of missing values.
    BlankLine,
    /// Fewer cells than the header has names: the rest is missing. Off: the row is left out.
    ShortRow,
    /// More cells than the header has names, the surplus empty. Off: the row is left out.
    SurplusEmptyCells,
    /// A quote inside a quoted cell that is not doubled. Off: the row is left out.
    LoneQuote,
    /// A row of sums under the data. Off: a row like others.
    TotalsRow,
    /// A word that stands for no value, such as `NULL`. Off: text.
    NullWord,
    /// A name that the header has twice. Off: refused.
    RepeatedName,
    /// A column without a name. Off: refused.
    MissingName,
    /// An apostrophe in front of a number, `'-0.35`: a guard against formulas. Off: text.
    Apostrophe,
    /// A sign between thousands, `1,234`. Off: text.
    ThousandsSign,
    /// A comma in front of fractions, `0,35`. Off: text.
    DecimalComma,
    /// A currency at a number, `$12`. Off: text.
    CurrencySign,
    /// A percent sign at a number, `12%`, which is 0.12. Off: text.
    PercentSign,
    /// A negative number as accountants write it, `(12)`. Off: text.
    Parentheses,
    /// Infinity among numbers, or bare in JSON, where NaN may stand too: missing. Off: text, and in JSON refused.
    NonFinite,
    /// A number that JSON holds as text. Off: text.
    NumberInText,
    /// Dates of several styles in one column; counted are those of the rarer ones. Off: text.
    MixedDates,
    /// Seconds, or thousandths of them and finer, since 1970 in a column that says it is a time. Off: numbers.
    EpochTime,
    /// An error in a cell of a workbook, `#DIV/0!`. Off: text.
    ErrorCell,
    /// Lists of JSON one after the other, as tools leave them that ask page after page. Cannot be off: there is no other reading.
    PagesJoined,
    /// A comma behind a JSON object that no comma belongs behind: on a line of its own, or at the end of a list. Cannot be off: it says
    /// nothing.
    CommaBetweenLines,
    /// A byte of value zero in text, which belongs to no character. Off: it stays in its cell.
    NulByte,
    /// A backslash in front of a quote that belongs to the text. Off: a quote that is not doubled.
    BackslashQuote,
    /// Names in two lines, groups and what is in them, joined. Off: the second line alone names the columns.
    JoinedHeader,
    /// A cell that a merged one covers, filled with what that holds. Off: missing.
    MergedCell,
    /// A minus behind a number, `5.00-`, or a dash of typography for one. Off: text.
    MinusSign,
    /// A bookkeeper's mark for credit or debit, `12 CR`: a credit is negative. Off: text.
    CreditMark,
    /// A word behind a number that says how many of what it counts, `1.2K`, `950 MiB`. Off: text.
    NumberWord,
    /// A bookkeeper's dash, which is zero, or one in place of an amount's cents, `120.-`. Off: text.
    Dash,
    /// The number of a day in a spreadsheet, in a column that says it is a time. Off: numbers.
    DayNumber,
    /// Amounts whose column's name says that they are counted in thousands, millions or billions. Off: as they stand.
    HeaderScale,
}

impl RepairRule {
    /// All of them.
    pub const ALL: [Self; 37] = [
        Self::ByteOrderMark,
        Self::Utf16,
        Self::Windows1252,
        Self::BrokenCharacter,
        Self::SeparatorLine,
        Self::Preamble,
        Self::BlankLine,
        Self::ShortRow,
        Self::SurplusEmptyCells,
        Self::LoneQuote,
        Self::TotalsRow,
        Self::NullWord,
        Self::RepeatedName,
        Self::MissingName,
        Self::Apostrophe,
        Self::ThousandsSign,
        Self::DecimalComma,
        Self::CurrencySign,
        Self::PercentSign,
        Self::Parentheses,
        Self::NonFinite,
        Self::NumberInText,
        Self::MixedDates,
        Self::EpochTime,
        Self::ErrorCell,
        Self::PagesJoined,
        Self::CommaBetweenLines,
        Self::NulByte,
        Self::BackslashQuote,
        Self::JoinedHeader,
        Self::MergedCell,
        Self::MinusSign,
        Self::CreditMark,
        Self::NumberWord,
        Self::Dash,
        Self::DayNumber,
        Self::HeaderScale,
    ];

    /// What was done, for people.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::ByteOrderMark => "byte order mark skipped",
            Self::Utf16 => "UTF-16 text read",
            Self::Windows1252 => "Windows-1252 characters read",
            Self::BrokenCharacter => "damaged character replaced by a sign",
            Self::SeparatorLine => "`sep=` line taken as the delimiter",
            Self::Preamble => "line in front of the header skipped",
            Self::BlankLine => "blank line skipped",
            Self::ShortRow => "short row filled with missing values",
            Self::SurplusEmptyCells => "empty cells past the header dropped",
            Self::LoneQuote => "quote inside a quoted cell taken as text",
            Self::TotalsRow => "row of totals left out",
            Self::NullWord => "word for no value taken as missing",
            Self::RepeatedName => "repeated column name made unique",
            Self::MissingName => "column without a name given one",
            Self::Apostrophe => "apostrophe in front of a number dropped",
            Self::ThousandsSign => "sign between thousands dropped",
            Self::DecimalComma => "decimal comma read",
            Self::CurrencySign => "currency sign dropped",
            Self::PercentSign => "percent sign taken as hundredths",
            Self::Parentheses => "number in parentheses taken as negative",
            Self::NonFinite => "infinity or bare NaN taken as missing",
            Self::NumberInText => "number held as text read as a number",
            Self::MixedDates => "date of another style in the same column read",
            Self::EpochTime => "number read as a moment since 1970",
            Self::ErrorCell => "error in a cell taken as missing",
            Self::PagesJoined => "lists one after the other read as one",
            Self::CommaBetweenLines => "comma too many in JSON dropped",
            Self::NulByte => "byte of value zero dropped",
            Self::BackslashQuote => "backslash in front of a quote dropped",
            Self::JoinedHeader => "names in two lines joined",
            Self::MergedCell => "cell under a merged one filled",
            Self::MinusSign => "minus behind a number or of another kind read",
            Self::CreditMark => "credit taken as negative, debit as positive",
            Self::NumberWord => "thousands, millions or a unit behind a number read",
            Self::Dash => "dash among amounts taken as zero",
            Self::DayNumber => "day number of a spreadsheet read as a date",
            Self::HeaderScale => {
                "thousands, millions or billions of the column's name multiplied out"
            }
        }
    }
}
