//! How the numbers of one column are read, decided over all of its cells; what they leave open is asked.

use super::super::super::options::{DashMeaning, OneCurrency, PercentMeaning};
use super::super::super::question::{Answer, DecimalSign, Question, Subject};
use super::super::spelled::{Dash, Kind, Spelled};
use super::plan::Plan;
use super::{Entry, Numbers, letter_m};
use std::collections::BTreeMap;

/// How many texts are shown in a question.
const EXAMPLES: usize = 5;
/// A dash in a column of money is zero; that is worth a question only where so many numbers show that it is money.
const LEAST_OF_MONEY: usize = 2;

/// The question to ask, or nothing where a column is to stay text.
pub(super) type Undecided = Option<Box<Question>>;

pub(super) fn ask(question: Question) -> Undecided {
    Some(Box::new(question))
}

impl Numbers<'_> {
    /// How it is read; the error is the question to ask, or nothing where it is to stay text.
    pub(super) fn plan(
        &self,
        file: Option<DecimalSign>,
        delimiter: Option<char>,
    ) -> Result<Plan, Undecided> {
        let sign = self.sign(file, delimiter)?;
        let currency = self.currency()?;
        let percent = self.percent(sign)?;
        let dash = self.dash(sign)?;
        let letter_m = letter_m::of(self)?;
        Ok(Plan {
            sign,
            currency,
            percent,
            dash,
            kind: self.kind(),
            letter_m,
        })
    }

    /// The sign with which numbers that may be read in two ways are of the size of those that have none: beside 950, `1.234` is a thousand
    /// and more. `None` where there are no such numbers, or both ways are as near.
    fn of_one_size(&self) -> Option<DecimalSign> {
        let (mut plain, mut point, mut comma) = (Vec::new(), Vec::new(), Vec::new());
        for entry in &self.entries {
            let Entry::Number(spelled) = entry else {
                continue;
            };
            let (a, b) = (spelled.point.as_ref()?.value, spelled.comma.as_ref()?.value);
            match a == b {
                true => plain.push(a.abs()),
                false => {
                    point.push(a.abs());
                    comma.push(b.abs());
                }
            }
        }
        let size = |all: &mut Vec<f64>| {
            all.retain(|value| *value > 0.0);
            all.sort_unstable_by(f64::total_cmp);
            all.get(all.len() / 2).map(|value| value.log10())
        };
        let plain = size(&mut plain)?;
        let away = |of: &mut Vec<f64>| Some((size(of)? - plain).abs());
        let (point, comma) = (away(&mut point)?, away(&mut comma)?);
        // Less than a factor of ten tells nothing.
        match point - comma {
            by if by > 1.0 => Some(DecimalSign::Comma),
            by if by < -1.0 => Some(DecimalSign::Point),
            _ => None,
        }
    }

    fn sign(
        &self,
        file: Option<DecimalSign>,
        delimiter: Option<char>,
    ) -> Result<DecimalSign, Undecided> {
        if let Some(sign) = self.choice.decimal.or(self.signs.proven()) {
            return Ok(sign);
        }
        if self.signs.contradict() || self.signs.open && file.is_none() {
            let semicolons = delimiter == Some(';');
            let likely = if semicolons && !self.signs.contradict() {
                DecimalSign::Comma
            } else {
                self.of_one_size().unwrap_or_else(|| self.commoner())
            };
            let choices = [DecimalSign::Point, DecimalSign::Comma].map(Answer::Decimal);
            let telling = |entry: &Entry| match entry {
                Entry::Number(s) => s.point.map(|r| r.value) != s.comma.map(|r| r.value),
                _ => false,
            };
            let guess = Answer::Decimal(likely);
            return Err(ask(self.question(
                Subject::Decimal,
                telling,
                choices.to_vec(),
                guess,
            )));
        }
        if self.signs.hint_at_comma() {
            let foreign = file == Some(DecimalSign::Comma) || delimiter == Some(';');
            let comma = self.wanted || self.signs.open || foreign;
            return comma.then_some(DecimalSign::Comma).ok_or(None);
        }
        Ok(file
            .filter(|_| self.signs.open)
            .unwrap_or(DecimalSign::Point))
    }

    /// The sign under which more cells are numbers.
    fn commoner(&self) -> DecimalSign {
        let rows = |sign| -> u64 {
            let all = self.entries.iter().enumerate();
            let read = all.filter(|(_, e)| matches!(e, Entry::Number(s) if s.by(sign).is_some()));
            read.map(|(code, _)| self.used.rows(code)).sum()
        };
        if rows(DecimalSign::Comma) > rows(DecimalSign::Point) {
            DecimalSign::Comma
        } else {
            DecimalSign::Point
        }
    }

    /// The currency that is counted, where there are several: amounts in two of them are never put together.
    fn currency(&self) -> Result<Option<OneCurrency>, Undecided> {
        let mut rows: BTreeMap<&str, u64> = BTreeMap::new();
        let mut bare = false;
        for (code, entry) in self.entries.iter().enumerate() {
            match entry {
                Entry::Number(Spelled {
                    currency: Some(currency),
                    ..
                }) => *rows.entry(*currency).or_default() += self.used.rows(code),
                Entry::Number(_) => bare = true,
                _ => {}
            }
        }
        if rows.len() < 2 {
            return Ok(None);
        }
        if let Some(chosen) = &self.choice.currency {
            return Ok(Some(chosen.clone()));
        }
        let mut found: Vec<(&str, u64)> = rows.into_iter().collect();
        found.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
        let one = |unmarked| {
            move |(code, _): &(&str, u64)| {
                Answer::Currency(OneCurrency {
                    code: (*code).to_owned(),
                    unmarked,
                })
            }
        };
        let mut choices: Vec<Answer> = found.iter().map(one(false)).collect();
        if bare {
            choices.extend(found.iter().map(one(true)));
        }
        let guess = choices[0].clone();
        choices.push(Answer::Text);
        let any = |entry: &Entry| matches!(entry, Entry::Number(_));
        Err(ask(self.question(Subject::Currencies, any, choices, guess)))
    }

    /// The currency of its amounts, where it is one.
    pub(in super::super) fn one_currency(&self) -> Option<String> {
        if let Some(chosen) = &self.choice.currency {
            return Some(chosen.code.clone());
        }
        let mut all = self.spelled().filter_map(|s| s.currency);
        let first = all.next()?;
        all.all(|other| other == first).then(|| first.to_owned())
    }

    /// Whether each of its numbers is written in percent.
    pub(in super::super) fn is_of_percent(&self) -> bool {
        let mut counted = self.spelled().filter(|s| s.kind == Kind::Plain).peekable();
        let all_are = self.choice.percent == Some(PercentMeaning::Percent);
        counted.peek().is_some() && counted.all(|s| s.percent || all_are)
    }

    /// What numbers without a percent sign are beside those with one.
    fn percent(&self, sign: DecimalSign) -> Result<Option<PercentMeaning>, Undecided> {
        let counted =
            |s: &&Spelled| s.by(sign).is_some_and(|r| r.value != 0.0) && s.kind == Kind::Plain;
        let of = |percent| {
            self.spelled()
                .filter(counted)
                .filter(move |s| s.percent == percent)
        };
        if of(true).next().is_none() || of(false).next().is_none() {
            return Ok(None);
        }
        // Who said "numbers" before there was more to say.
        let forced = self.wanted && self.choice.kind.is_some();
        if let Some(meaning) = self
            .choice
            .percent
            .or(forced.then_some(PercentMeaning::AsTheyStand))
        {
            return Ok(Some(meaning));
        }
        let choices = vec![Answer::Numbers, Answer::Percent, Answer::Text];
        // A share is at most 1; what is far more, and no more than 100, is one of percent as well.
        let percentage = |s: &Spelled| {
            s.by(sign)
                .is_some_and(|r| (1.0..=100.0).contains(&r.value.abs()))
        };
        let guess = if of(false).all(percentage) {
            Answer::Percent
        } else {
            Answer::Numbers
        };
        let any = |entry: &Entry| matches!(entry, Entry::Number(_));
        Err(ask(self.question(Subject::Percent, any, choices, guess)))
    }

    /// What a dash is: zero in a bookkeeper's column, else no value; asked where two decimals everywhere only hint at money.
    fn dash(&self, sign: DecimalSign) -> Result<DashMeaning, Undecided> {
        let dashes = self.entries.iter().filter_map(|entry| match entry {
            Entry::Dash(dash) => Some(*dash),
            _ => None,
        });
        let dashes: Vec<Dash> = dashes.collect();
        if dashes.is_empty() || self.spelled().any(|s| s.percent) {
            return Ok(DashMeaning::NoValue);
        }
        let booked = |s: &Spelled| s.parentheses || s.currency.is_some();
        if dashes.contains(&Dash::Styled) || self.spelled().any(booked) {
            return Ok(DashMeaning::Zero);
        }
        let two = |s: &Spelled| s.by(sign).is_none_or(|r| r.places == 2);
        let money = self.spelled().all(two) && self.spelled().count() >= LEAST_OF_MONEY;
        if !money || self.choice.dash.is_some() {
            return Ok(self.choice.dash.unwrap_or(DashMeaning::NoValue));
        }
        let choices = [DashMeaning::Zero, DashMeaning::NoValue].map(Answer::Dash);
        let any = |entry: &Entry| !matches!(entry, Entry::Other);
        let guess = choices[0].clone();
        Err(ask(self.question(
            Subject::Dash,
            any,
            choices.to_vec(),
            guess,
        )))
    }

    /// What the words behind its numbers say together.
    fn kind(&self) -> Kind {
        let has = |kind| self.spelled().any(|s| s.kind == kind);
        let plain = |s: &Spelled| {
            s.kind == Kind::Plain && s.point.or(s.comma).is_some_and(|r| r.value != 0.0)
        };
        if has(Kind::Bytes) {
            Kind::Bytes
        } else if has(Kind::Bits) {
            Kind::Bits
        } else if has(Kind::Rate) {
            Kind::Rate
        } else if has(Kind::Scaled) || has(Kind::OpenM) || self.spelled().any(plain) {
            Kind::Scaled
        } else {
            Kind::BytesOrBillions
        }
    }

    pub(super) fn question(
        &self,
        subject: Subject,
        telling: impl Fn(&Entry) -> bool,
        choices: Vec<Answer>,
        guess: Answer,
    ) -> Question {
        let examples = self.text.entries().zip(&self.entries);
        let examples = examples.filter(|(_, entry)| telling(entry));
        Question {
            subject,
            column: Some(self.name.to_owned()),
            also: Vec::new(),
            examples: examples
                .take(EXAMPLES)
                .map(|(text, _)| text.trim().to_owned())
                .collect(),
            choices,
            guess,
        }
    }
}
