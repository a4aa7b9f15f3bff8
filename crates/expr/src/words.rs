//! Expressions in words, with the columns' own names.

use super::Sources;
use super::row::{Row, Test};
use super::value::{Elapsed, Events, Value};

impl Row {
    /// What an event is worth, in words.
    #[must_use]
    pub fn words(&self) -> String {
        match *self {
            Self::Number(number) => number.to_string(),
            Self::Column(name) | Self::Optional(name, _) => name.to_owned(),
            Self::Seconds { from, to }
            | Self::Age {
                since: from,
                on: to,
            } => format!("{to} − {from}"),
            Self::WorkingSeconds { from, to } => {
                format!("{to} − {from} in working time (Monday to Friday, 9:00 to 17:00)")
            }
            Self::Flag(test) => format!("(1 if {}, else 0)", test.words()),
            Self::NotNegative(of) => of.words(),
            Self::Plus(a, b) => format!("{} + {}", a.words(), b.words()),
            Self::Minus(a, b) => format!("{} − {}", a.words(), b.in_brackets()),
            Self::Times(a, b) => format!("{} × {}", a.in_brackets(), b.in_brackets()),
            Self::Over(a, b) => format!("{} ÷ {}", a.in_brackets(), b.in_brackets()),
        }
    }

    /// A number that it is held against: of a length of time in the longest unit of which that is a whole number.
    fn bound(&self, number: f64) -> String {
        const UNITS: [(f64, &str); 4] = [
            (86_400.0, "days"),
            (3_600.0, "h"),
            (60.0, "min"),
            (1.0, "s"),
        ];
        let is_length = matches!(self, Self::Seconds { .. } | Self::Age { .. });
        let fits = |(unit, _): &&(f64, &str)| number >= *unit && number % unit == 0.0;
        match UNITS.iter().find(fits).filter(|_| is_length) {
            Some((unit, name)) => format!("{} {name}", number / unit),
            None => number.to_string(),
        }
    }

    fn in_brackets(&self) -> String {
        match self {
            Self::Plus(..) | Self::Minus(..) | Self::Seconds { .. } | Self::Age { .. } => {
                format!("({})", self.words())
            }
            _ => self.words(),
        }
    }
}

impl Test {
    /// What an event must be to count, as in "whose …".
    #[must_use]
    pub fn words(&self) -> String {
        let joined = |parts: &[Self], by: &str| {
            let parts: Vec<String> = parts.iter().map(Self::words).collect();
            parts.join(by)
        };
        match *self {
            Self::Holds(column) => format!("{column} is yes"),
            Self::Is { column, word } => format!("{column} is {word}"),
            Self::OneOf { column, means, .. } => format!("{column} is {means}"),
            Self::HoldsIfKnown(column) => format!("{column} is yes, or all where that is not said"),
            Self::After { column, than } => format!("{column} is after {than}"),
            Self::Within { of, from, to } if to == f64::INFINITY => {
                format!("{} is {} or more", of.words(), of.bound(from))
            }
            Self::Within { of, from, to } if from == f64::NEG_INFINITY => {
                format!("{} is {} or less", of.words(), of.bound(to))
            }
            Self::Within { of, from, to } if from == to => {
                format!("{} is {}", of.words(), of.bound(to))
            }
            Self::Within { of, from, to } => {
                format!("{} is {} to {}", of.words(), of.bound(from), of.bound(to))
            }
            Self::AtMost { of, most } => {
                format!("{} is at most {}", of.words(), most.words())
            }
            Self::Word { column, vocabulary } => format!("{column} is {}", vocabulary.means),
            Self::Present(column) => format!("{column} is given"),
            Self::BeginsWithIfAny { column, beginning } => {
                format!("{column} begins with “{beginning}”, or all where none does")
            }
            Self::Says { columns, phrases } => said(columns, "says", phrases),
            Self::SaysIfAny { columns, phrases } => {
                format!("{}, or all where none does", said(columns, "says", phrases))
            }
            Self::NamedIn { column, table, by } => {
                let label = table.schema().plural;
                format!("{column} is a {by} among the {label}")
            }
            Self::Not(&Self::Word { column, vocabulary }) => {
                format!("{column} is not {}", vocabulary.means)
            }
            Self::Not(&Self::Says { columns, phrases }) => said(columns, "does not say", phrases),
            Self::Loaded(of) => of.words(),
            Self::Later { column, than } => format!("{column} is later than {than}"),
            Self::Same { column, other } => format!("{column} is as {other}"),
            Self::Not(&Self::Is { column, word }) => format!("{column} is not {word}"),
            Self::Not(&Self::Same { column, other }) => format!("{column} is not as {other}"),
            Self::Not(&Self::Within { of, from, to }) if to == f64::INFINITY => {
                format!("{} is less than {}", of.words(), of.bound(from))
            }
            Self::Not(&Self::Within { of, from, to }) if from == f64::NEG_INFINITY => {
                format!("{} is more than {}", of.words(), of.bound(to))
            }
            Self::Not(&Self::Holds(column)) => format!("{column} is no"),
            Self::Not(&Self::Present(column)) => format!("{column} is not given"),
            Self::Not(&Self::After { column, than }) => format!("{column} is not after {than}"),
            Self::Not(of) => format!("not ({})", of.words()),
            Self::All(parts) => joined(parts, " and "),
            Self::Any(parts) | Self::Evidence(parts) => joined(parts, " or "),
        }
    }
}

/// `category or service says “one-off” or the like`.
fn said(columns: &[&str], verb: &str, phrases: &[&str]) -> String {
    let first = phrases.first().copied().unwrap_or_default();
    let first = first.trim_matches(['^', '$']);
    format!("{} {verb} “{first}” or the like", columns.join(" or "))
}

impl Events {
    pub(super) fn words(&self) -> String {
        match self.only {
            Some(test) => format!("{} whose {}", self.noun, test.words()),
            None => self.noun.to_owned(),
        }
    }

    /// Of which events, where not of all.
    fn of_which(&self) -> String {
        self.only
            .map_or(String::new(), |_| format!(" of {}", self.words()))
    }
}

impl Value {
    /// The formula, in words, with all ways in which it can be computed.
    #[must_use]
    pub fn words(&self) -> String {
        self.told(None)
    }

    /// The formula of what is computed from what is loaded: of several ways the one that is gone.
    #[must_use]
    pub fn words_of(&self, sources: &Sources) -> String {
        self.told(Some(sources))
    }

    fn told(&self, sources: Option<&Sources>) -> String {
        match *self {
            Self::Number(number) => number.to_string(),
            Self::Count(ref events) => format!("number of {}", events.words()),
            Self::Sum { ref of, ref events } => {
                format!("sum of {}{}", of.words(), events.of_which())
            }
            Self::Distinct { column, ref events } => {
                format!("number of distinct {column}{}", events.of_which())
            }
            Self::Money {
                amount, ref events, ..
            } => {
                format!("sum of {amount}{}", events.of_which())
            }
            Self::Mean {
                of: Row::Flag(test),
                ref events,
                counted,
                ..
            } => {
                // What is counted is not named twice.
                let of = match counted == events.noun {
                    true => events.words(),
                    false => format!("{counted}{}", events.of_which()),
                };
                format!("{} whose {} ÷ {of}", events.noun, test.words())
            }
            Self::Mean {
                ref of, ref events, ..
            } => {
                format!("mean of {}{}", of.words(), events.of_which())
            }
            Self::Quantile {
                ref of,
                ref events,
                q,
                ..
            } => {
                let which = match q {
                    0.5 => "median".to_owned(),
                    1.0 => "largest".to_owned(),
                    q => format!("exact {q} quantile"),
                };
                format!("{which} of {}{}", of.words(), events.of_which())
            }
            Self::Periods {
                ref events, grain, ..
            } => {
                format!("{}s with {}", grain.word(), events.words())
            }
            Self::Elapsed {
                which: Elapsed::Covered(table),
                per,
            } => {
                let label = table.schema().plural;
                format!("{}s of the days covered by the {label}", per.word())
            }
            Self::Named(_, _, value) | Self::Counted(_, value) => value.told(sources),
            Self::Standing(_, value) => {
                format!("{}, as of the end of the period", value.told(sources))
            }
            Self::Unread(text) | Self::Written(text, _) => text.to_owned(),
            Self::Plus(a, b) => format!("{} + {}", a.told(sources), b.told(sources)),
            Self::Minus(a, b) => format!("{} − {}", a.told(sources), b.in_brackets(sources)),
            Self::Times(a, b) => {
                format!("{} × {}", a.in_brackets(sources), b.in_brackets(sources))
            }
            Self::Over(a, b) => {
                let time = match are_of_two_tables(a, b) {
                    true => ", over the time that both cover",
                    false => "",
                };
                let (a, b) = (a.in_brackets(sources), b.in_brackets(sources));
                format!("{a} ÷ {b}{time}")
            }
            Self::Either(values) => match self.way(sources) {
                Some(way) => way.told(sources),
                None => {
                    let values: Vec<String> = values.iter().map(|v| v.told(sources)).collect();
                    values.join("; or, where that is not loaded, ")
                }
            },
            Self::Custom(custom) => custom.words.to_owned(),
        }
    }

    /// Of several ways to compute it the first that can be gone.
    fn way(&self, sources: Option<&Sources>) -> Option<&Self> {
        match self {
            Self::Either(values) => {
                let sources = sources?;
                values.iter().find(|value| value.is_loaded(sources))
            }
            _ => None,
        }
    }

    fn in_brackets(&self, sources: Option<&Sources>) -> String {
        match self {
            Self::Either(_) => match self.way(sources) {
                Some(way) => way.in_brackets(sources),
                None => format!("({})", self.told(sources)),
            },
            Self::Plus(..) | Self::Minus(..) => format!("({})", self.told(sources)),
            Self::Named(_, _, value) | Self::Counted(_, value) => value.in_brackets(sources),
            _ => self.told(sources),
        }
    }
}

/// Whether two values have no table in common.
fn are_of_two_tables(a: &Value, b: &Value) -> bool {
    let (one, other) = (a.tables(), b.tables());
    let both_have_some = !one.is_empty() && !other.is_empty();
    both_have_some && !one.iter().any(|table| other.contains(table))
}
