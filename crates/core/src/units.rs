//! Quantities as types. Values are kept in base units (ratios, seconds, amounts with their currency); only the crate above it
//! turns them into text for people.

use serde::{Deserialize, Serialize};

/// A moment in time: microseconds since 1970-01-01T00:00:00 UTC.
///
/// ```
/// use outturn_core::units::Timestamp;
/// let start = Timestamp::from_seconds(60.0);
/// assert_eq!(Timestamp::from_seconds(90.5).seconds_since(start), 30.5);
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// From seconds since 1970, fractions kept to the microsecond. Values past year ±292,000 saturate.
    #[must_use]
    pub fn from_seconds(seconds: f64) -> Self {
        Self((seconds * 1e6).round() as i64)
    }

    /// Seconds from `earlier` to this moment; negative when this one is the earlier.
    #[must_use]
    pub fn seconds_since(self, earlier: Self) -> f64 {
        (self.0 as i128 - earlier.0 as i128) as f64 / 1e6
    }
}

/// ISO 4217 code of a currency, in capitals.
///
/// ```
/// use outturn_core::units::Currency;
/// assert_eq!(Currency::parse("usd").map(|c| c.to_string()), Some("USD".into()));
/// assert_eq!(Currency::parse("dollars"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The United States dollar: what a new scenario starts in.
    pub const USD: Self = Self(*b"USD");

    /// Three letters in any case; anything else is `None`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 3] = text.trim().as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(u8::is_ascii_alphabetic)
            .then(|| Self(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// The code, such as `USD`.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text)
            .ok_or_else(|| serde::de::Error::custom("a currency is three letters, such as USD"))
    }
}

/// The base unit that a metric's value is stored in. Money is an amount; its currency travels beside the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A share of one: 0.25 is shown as 25 %.
    Ratio,
    /// A duration in seconds.
    Seconds,
    /// An amount of the currency that travels beside it.
    Money,
    /// Events per thousand.
    PerThousand,
    /// Events per second.
    PerSecond,
    /// Events per day.
    PerDay,
    /// Events per week.
    PerWeek,
    /// Hours per month.
    HoursPerMonth,
    /// Points of a score or scale.
    Points,
    /// A whole number of things.
    Count,
    /// A plain number whose unit the source did not say.
    Number,
}

impl Unit {
    /// All units.
    pub const ALL: [Self; 11] = [
        Self::Ratio,
        Self::Seconds,
        Self::Money,
        Self::PerThousand,
        Self::PerSecond,
        Self::PerDay,
        Self::PerWeek,
        Self::HoursPerMonth,
        Self::Points,
        Self::Count,
        Self::Number,
    ];

    /// The unit of a [`symbol`](Self::symbol).
    #[must_use]
    pub fn from_symbol(symbol: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.symbol() == symbol)
    }

    /// The unit as the snapshot and the metric table name it: `ratio`, `s`, `money`, `1/1000` …
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Ratio => "ratio",
            Self::Seconds => "s",
            Self::Money => "money",
            Self::PerThousand => "1/1000",
            Self::PerSecond => "1/s",
            Self::PerDay => "1/day",
            Self::PerWeek => "1/week",
            Self::HoursPerMonth => "h/month",
            Self::Points => "points",
            Self::Count => "count",
            Self::Number => "number",
        }
    }

    /// The length of time that a rate in this unit is per; `None` for what is no rate over time.
    ///
    /// ```
    /// use outturn_core::units::{Per, Unit};
    /// assert_eq!(Unit::PerWeek.per(), Some(Per::Week));
    /// assert_eq!(Unit::PerThousand.per(), None);
    /// ```
    #[must_use]
    pub fn per(self) -> Option<Per> {
        match self {
            Self::PerSecond => Some(Per::Second),
            Self::PerDay => Some(Per::Day),
            Self::PerWeek => Some(Per::Week),
            Self::HoursPerMonth => Some(Per::Month),
            Self::Ratio
            | Self::Seconds
            | Self::Money
            | Self::PerThousand
            | Self::Points
            | Self::Count
            | Self::Number => None,
        }
    }
}

/// A length of time that rates are per: deployments per week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Per {
    /// A second.
    Second,
    /// A day.
    Day,
    /// A week.
    Week,
    /// A month of 730 hours: a year of 8,760 hours ÷ 12.
    Month,
}

impl Per {
    /// Its length in seconds.
    #[must_use]
    pub const fn seconds(self) -> f64 {
        match self {
            Self::Second => 1.0,
            Self::Day => SECONDS_PER_DAY,
            Self::Week => SECONDS_PER_WEEK,
            Self::Month => 730.0 * SECONDS_PER_HOUR,
        }
    }

    /// The word for one: `week`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }
}

/// Seconds in an hour.
pub const SECONDS_PER_HOUR: f64 = 3_600.0;
/// Seconds in a day.
pub const SECONDS_PER_DAY: f64 = 86_400.0;
/// Seconds in a week.
pub const SECONDS_PER_WEEK: f64 = 604_800.0;
