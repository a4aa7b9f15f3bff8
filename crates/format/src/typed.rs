//! Values as people type them into a form, where what cannot be read is answered with what can.

use super::duration::{duration_parts, seconds_in};
use super::money::{SYMBOLS, money_trimmed};
use super::value::unit_word;
use super::{Digits, Locale, NO_BREAK_SPACE, number, parse_number, percent};
use outturn_core::units::{Currency, Per, Unit};

/// A field that takes values of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Accepts {
    /// Base unit of the value.
    pub unit: Unit,
    /// The currency of its amounts, where it is known.
    pub currency: Option<Currency>,
    /// A value on show beside the field: a duration without a unit is read in that which this one is shown in. `None` where nothing is,
    /// and a duration must say its unit.
    pub shown: Option<f64>,
}

/// Why a text is no value of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotRead {
    /// It is no number with a unit that is known here.
    Unknown,
    /// An amount in another currency than the field's.
    OtherCurrency {
        /// The one that was typed.
        typed: String,
        /// The field's.
        own: Currency,
    },
    /// One, which could be 1 % as well as all of it.
    OneOfWhat,
    /// A duration without a unit, where nothing on show says in which.
    WithoutUnit,
}

impl Accepts {
    /// Reads a typed value, in base units.
    ///
    /// # Errors
    /// Why it is none; [`Self::refusal`] says it, with what is accepted.
    ///
    /// ```
    /// use outturn_core::units::Unit;
    /// use outturn_format::{Accepts, Locale};
    /// let latency = Accepts { unit: Unit::Seconds, currency: None, shown: Some(0.412) };
    /// for typed in ["300", "300 ms", "0.3 s"] {
    ///     assert_eq!(latency.read(typed, &Locale::EN), Ok(0.3));
    /// }
    /// let rate = Accepts { unit: Unit::Ratio, currency: None, shown: None };
    /// for typed in ["5 %", "5%", "0.05", "5"] {
    ///     assert_eq!(rate.read(typed, &Locale::EN), Ok(0.05));
    /// }
    /// ```
    pub fn read(&self, text: &str, locale: &Locale) -> Result<f64, NotRead> {
        let text = text.trim().replace([NO_BREAK_SPACE, '\u{202f}'], " ");
        let value = match self.unit {
            Unit::Seconds => self.duration(&text, locale),
            Unit::Ratio => share(&text, locale),
            Unit::Money => self.amount(&text, locale),
            unit => rate(&text, unit, locale).ok_or(NotRead::Unknown),
        }?;
        Some(value)
            .filter(|v| v.is_finite())
            .ok_or(NotRead::Unknown)
    }

    /// The unit of a duration that is typed without one; `None` where it must be said.
    #[must_use]
    pub fn bare(&self, locale: &Locale) -> Option<&'static str> {
        let shown = self.shown.filter(|_| self.unit == Unit::Seconds)?;
        let (_, unit) = duration_parts(shown, locale);
        Some(unit).filter(|unit| !unit.is_empty())
    }

    /// What can be typed, in a sentence: `Write 300 ms, 0.3 s or 5 min; a number alone is read in ms.`
    #[must_use]
    pub fn accepted(&self, locale: &Locale) -> String {
        let figure = |v| number(v, Digits::UpTo(2), locale);
        match self.unit {
            Unit::Seconds => {
                let examples = format!("Write 300 ms, {} s or 5 min", figure(0.3));
                match self.bare(locale) {
                    Some(unit) => format!("{examples}; a number alone is read in {unit}."),
                    None => format!("{examples}, always with the unit."),
                }
            }
            Unit::Ratio => format!(
                "Write {} or {}.",
                percent(0.05, Digits::UpTo(2), locale),
                figure(0.05)
            ),
            Unit::Money => match self.currency {
                Some(currency) => format!(
                    "Write {}, {} or {}.",
                    money_trimmed(1_250.0, currency, locale),
                    figure(1_250.0),
                    money_trimmed(-350.0, currency, locale)
                ),
                None => format!("Write an amount such as {}.", figure(1_250.0)),
            },
            unit => {
                let word = unit_word(unit, locale);
                let with_unit = match word.is_empty() {
                    true => figure(1_250.0),
                    false => format!("{} {word}", figure(12.0)),
                };
                format!("Write a number such as {} or {with_unit}.", figure(1.5))
            }
        }
    }

    /// Why a typed text was not taken, and what is.
    #[must_use]
    pub fn refusal(&self, typed: &str, why: &NotRead, locale: &Locale) -> String {
        let typed = typed.trim();
        let why = match why {
            NotRead::Unknown => match self.unit {
                Unit::Seconds => format!("“{typed}” is no duration."),
                Unit::Ratio => format!("“{typed}” is no share."),
                Unit::Money => format!("“{typed}” is no amount."),
                _ => format!("“{typed}” is no number."),
            },
            NotRead::OtherCurrency { typed, own } => {
                format!("Amounts here are in {own}, not in {typed}: nothing is converted.")
            }
            NotRead::OneOfWhat => format!(
                "1 could be {} or {}: write the sign.",
                percent(0.01, Digits::UpTo(2), locale),
                percent(1.0, Digits::UpTo(2), locale)
            ),
            NotRead::WithoutUnit => format!("“{typed}” could be in any unit of time."),
        };
        format!("{why} {}", self.accepted(locale))
    }

    /// `300 ms`, `0.3 s`, `1 h 30 min`, or a number in the unit on show.
    fn duration(&self, text: &str, locale: &Locale) -> Result<f64, NotRead> {
        let (figure, word) = word_at_end(text);
        if word.is_empty() {
            let figure = parse_number(figure, locale).ok_or(NotRead::Unknown)?;
            let unit = self.bare(locale).ok_or(NotRead::WithoutUnit)?;
            return in_unit(figure, unit).ok_or(NotRead::Unknown);
        }
        if let Some(figure) = parse_number(figure, locale) {
            return in_unit(figure, word).ok_or(NotRead::Unknown);
        }
        // Several, the longer ones first: an hour and thirty minutes.
        let (mut total, mut last) = (0.0, f64::INFINITY);
        for part in parts(text) {
            let (figure, word) = word_at_end(&part);
            let unit = seconds_in(word).filter(|unit| *unit < last);
            let figure = parse_number(figure, locale).filter(|figure| *figure >= 0.0);
            let (unit, figure) = unit.zip(figure).ok_or(NotRead::Unknown)?;
            (total, last) = (total + figure * unit, unit);
        }
        Ok(total)
    }

    fn amount(&self, text: &str, locale: &Locale) -> Result<f64, NotRead> {
        if let (Some(own), Some(typed)) = (self.currency, currency_in(text)) {
            let own_sign = SYMBOLS.iter().find(|(code, _)| *code == own.code());
            let is_own = typed == own.code()
                || own_sign.is_some_and(|(_, sign)| *sign == typed)
                // Dollars at home are written so everywhere.
                || typed == "$" && own_sign.is_some_and(|(_, sign)| sign.ends_with('$'));
            if !is_own {
                return Err(NotRead::OtherCurrency { typed, own });
            }
        }
        parse_number(text, locale).ok_or(NotRead::Unknown)
    }
}

/// A figure in a unit of time, in seconds: divided where the unit is shorter than a second, so that 300 ms are 0.3 s to the last digit.
fn in_unit(figure: f64, unit: &str) -> Option<f64> {
    let seconds = seconds_in(unit)?;
    Some(match seconds < 1.0 {
        true => figure / (1.0 / seconds).round(),
        false => figure * seconds,
    })
}

/// A share: with its sign in percent; without one below 1 as a share of one and above as percent. One alone could be either.
fn share(text: &str, locale: &Locale) -> Result<f64, NotRead> {
    let says = text.ends_with(['%', 't']);
    let typed = parse_number(text, locale).ok_or(NotRead::Unknown)?;
    match typed.abs() {
        _ if says => Ok(typed),
        1.0 => Err(NotRead::OneOfWhat),
        size if size < 1.0 => Ok(typed),
        _ => parse_number(&format!("{text}%"), locale).ok_or(NotRead::Unknown),
    }
}

/// A number with or without the unit behind it; a rate also per another length of time: `1 / day` is 7 a week.
fn rate(text: &str, unit: Unit, locale: &Locale) -> Option<f64> {
    const LENGTHS: [Per; 3] = [Per::Second, Per::Day, Per::Week];
    if let Some(own) = unit.per() {
        for per in LENGTHS {
            let words = ["/ ", "/", "per ", "a "].map(|before| format!("{before}{}", per.word()));
            let short = (per == Per::Second).then(|| ["/ s".to_owned(), "/s".to_owned()]);
            let mut words = words.into_iter().chain(short.into_iter().flatten());
            if let Some(figure) = words.find_map(|word| text.strip_suffix(&word).map(str::to_owned))
            {
                let in_hours = own == Per::Month;
                let figure = parse_number(figure.trim(), locale).filter(|_| !in_hours)?;
                return Some(figure * own.seconds() / per.seconds());
            }
        }
    }
    let word = unit_word(unit, locale).replace(NO_BREAK_SPACE, " ");
    parse_number(text.strip_suffix(&word).unwrap_or(text), locale)
}

/// The sign or code of a currency in a text.
fn currency_in(text: &str) -> Option<String> {
    let codes = text.split(|c: char| !c.is_ascii_alphabetic());
    let mut codes =
        codes.filter(|word| word.len() == 3 && word.bytes().all(|b| b.is_ascii_uppercase()));
    if let Some(code) = codes.next() {
        return Some(code.to_owned());
    }
    let mut signs: Vec<&str> = SYMBOLS.iter().map(|(_, sign)| *sign).collect();
    signs.sort_by_key(|sign| std::cmp::Reverse(sign.len()));
    let sign = signs.into_iter().find(|sign| text.contains(sign));
    sign.map(str::to_owned)
}

/// What is typed, split before the letters it ends with.
fn word_at_end(text: &str) -> (&str, &str) {
    let figure = text.trim_end_matches(char::is_alphabetic);
    (figure, &text[figure.len()..])
}

/// `1 h 30 min` in its parts: each ends with letters.
fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut after_word = false;
    for c in text.chars() {
        if after_word && !c.is_alphabetic() {
            parts.push(String::new());
        }
        after_word = c.is_alphabetic();
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    const DE: &str = "de";

    fn accepts(unit: Unit, shown: f64) -> Accepts {
        Accepts {
            unit,
            currency: Some(Currency::USD),
            shown: Some(shown).filter(|v| *v > 0.0),
        }
    }

    #[rstest]
    // A latency that is shown in milliseconds.
    #[case("300", Unit::Seconds, 0.412, Ok(0.3))]
    #[case("300 ms", Unit::Seconds, 0.412, Ok(0.3))]
    #[case("300ms", Unit::Seconds, 0.412, Ok(0.3))]
    #[case("0.3 s", Unit::Seconds, 0.412, Ok(0.3))]
    // A recovery that is shown in hours.
    #[case("1", Unit::Seconds, 3_240.0, Ok(3_600.0))]
    #[case("60 min", Unit::Seconds, 3_240.0, Ok(3_600.0))]
    #[case("1 h 30 min", Unit::Seconds, 3_240.0, Ok(5_400.0))]
    #[case("1h30min", Unit::Seconds, 3_240.0, Ok(5_400.0))]
    #[case("2 weeks", Unit::Seconds, 3_240.0, Ok(1_209_600.0))]
    #[case("30 min 1 h", Unit::Seconds, 3_240.0, Err(NotRead::Unknown))]
    #[case("300", Unit::Seconds, 0.0, Err(NotRead::WithoutUnit))]
    #[case("300 parrots", Unit::Seconds, 0.412, Err(NotRead::Unknown))]
    #[case("", Unit::Seconds, 0.412, Err(NotRead::Unknown))]
    #[case("5 %", Unit::Ratio, 0.0, Ok(0.05))]
    #[case("5%", Unit::Ratio, 0.0, Ok(0.05))]
    #[case("5", Unit::Ratio, 0.0, Ok(0.05))]
    #[case("0.05", Unit::Ratio, 0.0, Ok(0.05))]
    #[case("0.1 %", Unit::Ratio, 0.0, Ok(0.001))]
    #[case("99.9", Unit::Ratio, 0.0, Ok(0.999))]
    #[case("100 %", Unit::Ratio, 0.0, Ok(1.0))]
    #[case("0", Unit::Ratio, 0.0, Ok(0.0))]
    #[case("-5 %", Unit::Ratio, 0.0, Ok(-0.05))]
    #[case("1", Unit::Ratio, 0.0, Err(NotRead::OneOfWhat))]
    #[case("many", Unit::Ratio, 0.0, Err(NotRead::Unknown))]
    #[case("$1,250", Unit::Money, 0.0, Ok(1_250.0))]
    #[case("1,250 USD", Unit::Money, 0.0, Ok(1_250.0))]
    #[case("−$350", Unit::Money, 0.0, Ok(-350.0))]
    #[case("(350)", Unit::Money, 0.0, Ok(-350.0))]
    #[case("€350", Unit::Money, 0.0, Err(NotRead::OtherCurrency { typed: "€".into(), own: Currency::USD }))]
    #[case("350 CHF", Unit::Money, 0.0, Err(NotRead::OtherCurrency { typed: "CHF".into(), own: Currency::USD }))]
    #[case("7", Unit::PerWeek, 0.0, Ok(7.0))]
    #[case("7 / week", Unit::PerWeek, 0.0, Ok(7.0))]
    #[case("1 per day", Unit::PerWeek, 0.0, Ok(7.0))]
    #[case("14/week", Unit::PerDay, 0.0, Ok(2.0))]
    #[case("233 h / month", Unit::HoursPerMonth, 0.0, Ok(233.0))]
    #[case("12 points", Unit::Points, 0.0, Ok(12.0))]
    #[case("1.5", Unit::Number, 0.0, Ok(1.5))]
    fn reads(
        #[case] typed: &str,
        #[case] unit: Unit,
        #[case] shown: f64,
        #[case] expected: Result<f64, NotRead>,
    ) {
        assert_eq!(accepts(unit, shown).read(typed, &Locale::EN), expected);
    }

    #[rstest]
    #[case("0,3 s", Unit::Seconds, Ok(0.3))]
    #[case("0,05", Unit::Ratio, Ok(0.05))]
    #[case("5 %", Unit::Ratio, Ok(0.05))]
    #[case("1.250", Unit::Count, Ok(1_250.0))]
    #[case("1.250,50 $", Unit::Money, Ok(1_250.5))]
    fn reads_as_the_locale_writes(
        #[case] typed: &str,
        #[case] unit: Unit,
        #[case] expected: Result<f64, NotRead>,
    ) {
        let german = Locale::from_tag(DE);
        assert_eq!(accepts(unit, 0.412).read(typed, &german), expected);
    }

    #[rstest]
    #[case(
        "soon",
        Unit::Seconds,
        0.412,
        "“soon” is no duration. Write 300 ms, 0.3 s or 5 min; a number alone is read in ms."
    )]
    #[case(
        "5",
        Unit::Seconds,
        0.0,
        "“5” could be in any unit of time. Write 300 ms, 0.3 s or 5 min, always with the unit."
    )]
    #[case("some", Unit::Ratio, 0.0, "“some” is no share. Write 5% or 0.05.")]
    #[case(
        "1",
        Unit::Ratio,
        0.0,
        "1 could be 1% or 100%: write the sign. Write 5% or 0.05."
    )]
    #[case(
        "€5",
        Unit::Money,
        0.0,
        "Amounts here are in USD, not in €: nothing is converted. Write $1,250, 1,250 or −$350."
    )]
    #[case(
        "often",
        Unit::PerWeek,
        0.0,
        "“often” is no number. Write a number such as 1.5 or 12 / week."
    )]
    #[case(
        "few",
        Unit::Count,
        0.0,
        "“few” is no number. Write a number such as 1.5 or 1,250."
    )]
    fn what_is_refused_is_told_what_is_taken(
        #[case] typed: &str,
        #[case] unit: Unit,
        #[case] shown: f64,
        #[case] said: &str,
    ) {
        let field = accepts(unit, shown);
        let why = field.read(typed, &Locale::EN).unwrap_err();
        let told = field.refusal(typed, &why, &Locale::EN);
        assert_eq!(told.replace(NO_BREAK_SPACE, " "), said);
    }
}
