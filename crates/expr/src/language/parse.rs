//! Text → formula, by how strongly operators bind.

use super::syntax::{
    ADDED, COMPARED, Expression, MULTIPLIED, Measure, NOT, Node, OR, Operator, WORDS,
};
use super::tokens::{Token, tokens};
use super::{Mistake, Place, What};

/// Characters of the longest formula that is read.
pub const LONGEST: usize = 2_000;
/// Parts that stand in one another at most.
const DEEPEST: usize = 60;

type Parsed = Result<Expression, Mistake>;

/// Reads a formula, without a look at what its names mean.
///
/// ```
/// use outturn_expr::language::parse;
/// let formula = parse("median( resolved_at−detected_at ) where severity == 'high'").unwrap();
/// assert_eq!(formula.to_string(), "median(resolved_at - detected_at) where severity = \"high\"");
/// let mistake = parse("count(status = ) / count()").unwrap_err();
/// assert_eq!((mistake.place.start, mistake.to_string().as_str()), (15, "Something is missing before “)”: a column, a number or a word in quotes."));
/// ```
///
/// # Errors
/// The first place that cannot be read, and what belongs there.
pub fn parse(text: &str) -> Parsed {
    if text.trim().is_empty() {
        return Err(Mistake {
            place: 0..text.len(),
            what: What::Empty,
        });
    }
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        return Err(Mistake {
            place: end..text.len(),
            what: What::TooLong,
        });
    }
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        depth: 0,
    };
    let formula = parser.whole()?;
    match parser.peek() {
        Token::End => Ok(formula),
        _ => Err(parser.unexpected()),
    }
}

struct Parser {
    tokens: Vec<(Token, Place)>,
    at: usize,
    depth: usize,
}

impl Parser {
    /// The next piece. The last one is the end, which is never passed.
    fn peek(&self) -> &Token {
        self.tokens
            .get(self.at)
            .map_or(&Token::End, |(token, _)| token)
    }

    fn place(&self) -> Place {
        self.tokens
            .get(self.at)
            .map_or(0..0, |(_, place)| place.clone())
    }

    fn next_is(&self, sign: &str) -> bool {
        matches!(self.peek(), Token::Sign(known) if *known == sign)
    }

    fn word(&self) -> Option<&str> {
        match self.peek() {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }

    fn takes_sign(&mut self, sign: &str) -> bool {
        let takes = self.next_is(sign);
        self.at += usize::from(takes);
        takes
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let takes = self.word() == Some(word);
        self.at += usize::from(takes);
        takes
    }

    fn mistake<T>(&self, what: What) -> Result<T, Mistake> {
        Err(Mistake {
            place: self.place(),
            what,
        })
    }

    fn needs_sign(&mut self, sign: &'static str) -> Result<(), Mistake> {
        match self.takes_sign(sign) {
            true => Ok(()),
            false if *self.peek() == Token::End => self.mistake(What::Ends(sign)),
            false => self.mistake(What::Instead(sign, self.said())),
        }
    }

    /// The next piece, as it is written.
    fn said(&self) -> String {
        match self.peek() {
            Token::Number(number) => number.to_string(),
            Token::Word(word) | Token::Name(word) => word.clone(),
            Token::Text(text) => format!("\"{text}\""),
            Token::Sign(sign) => (*sign).to_owned(),
            Token::End => String::new(),
        }
    }

    fn unexpected(&self) -> Mistake {
        Mistake {
            place: self.place(),
            what: What::Unexpected(self.said()),
        }
    }

    fn from(&self, start: usize, node: Node) -> Expression {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        let end = before.map_or(start, |(_, place)| place.end);
        Expression {
            node,
            place: start..end.max(start),
        }
    }

    /// A formula, or what stands in brackets: with all its conditions.
    fn whole(&mut self) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.mistake(What::TooDeep);
        }
        let start = self.place().start;
        let mut whole = self.joined(OR)?;
        while self.takes_word("where") {
            let condition = self.joined(OR)?;
            whole = self.from(start, Node::Where(Box::new(whole), Box::new(condition)));
        }
        self.depth -= 1;
        Ok(whole)
    }

    /// Parts joined by operators that bind at least so strongly.
    fn joined(&mut self, least: u8) -> Parsed {
        let start = self.place().start;
        let mut first = self.one(least)?;
        let mut joins = 0;
        while let Some(operator) = self.operator().filter(|o| o.strength() >= least) {
            joins += 1;
            if joins > LONGEST / 4 {
                return self.mistake(What::TooDeep);
            }
            self.at += 1;
            let second = self.joined(operator.strength() + 1)?;
            first = self.from(
                start,
                Node::Two(operator, Box::new(first), Box::new(second)),
            );
            if operator.strength() == COMPARED
                && self.operator().is_some_and(|o| o.strength() == COMPARED)
            {
                return self.mistake(What::Twice);
            }
        }
        Ok(first)
    }

    fn operator(&self) -> Option<Operator> {
        let sign = match self.peek() {
            Token::Sign(sign) => sign,
            Token::Word(word) => word.as_str(),
            _ => return None,
        };
        let mut all = Operator::ALL.into_iter();
        all.find(|(_, known)| *known == sign)
            .map(|(operator, _)| operator)
    }

    /// One part, with the words behind it that bind at least so strongly: `is given`, `in (…)`, `between … and …`.
    fn one(&mut self, least: u8) -> Parsed {
        let start = self.place().start;
        if least <= NOT && self.takes_word("not") {
            self.deeper()?;
            let of = self.joined(NOT)?;
            self.depth -= 1;
            return Ok(self.from(start, Node::Not(Box::new(of))));
        }
        if least > COMPARED {
            return self.signed(start);
        }
        let of = self.joined(ADDED)?;
        self.words_behind(start, of)
    }

    fn deeper(&mut self) -> Result<(), Mistake> {
        self.depth += 1;
        match self.depth > DEEPEST {
            true => self.mistake(What::TooDeep),
            false => Ok(()),
        }
    }

    fn words_behind(&mut self, start: usize, of: Expression) -> Parsed {
        let of = Box::new(of);
        if self.takes_word("is") {
            let negated = self.takes_word("not");
            let given = match (self.takes_word("given"), self.takes_word("missing")) {
                (true, _) => !negated,
                (_, true) => negated,
                _ => return self.mistake(What::Is),
            };
            let is = self.from(start, Node::Given(of));
            return Ok(match given {
                true => is,
                false => self.from(start, Node::Not(Box::new(is))),
            });
        }
        let next = self.tokens.get(self.at + 1).map(|(token, _)| token);
        let is_not_in = self.word() == Some("not") && next == Some(&Token::Word("in".to_owned()));
        if is_not_in {
            self.at += 1;
        }
        if self.takes_word("in") {
            self.needs_sign("(")?;
            let list = self.list()?;
            if list.is_empty() {
                self.at -= 1;
                return self.mistake(What::Lacks(")".to_owned()));
            }
            let one_of = self.from(start, Node::In(of, list));
            return Ok(match is_not_in {
                false => one_of,
                true => self.from(start, Node::Not(Box::new(one_of))),
            });
        }
        if self.takes_word("between") {
            let from = self.joined(ADDED)?;
            if !self.takes_word("and") {
                return self.mistake(What::Between);
            }
            let to = self.joined(ADDED)?;
            return Ok(self.from(start, Node::Between(of, Box::new(from), Box::new(to))));
        }
        Ok(*of)
    }

    fn signed(&mut self, start: usize) -> Parsed {
        if self.takes_sign("-") {
            self.deeper()?;
            let of = self.joined(MULTIPLIED + 1)?;
            self.depth -= 1;
            return Ok(self.from(start, Node::Negative(Box::new(of))));
        }
        self.atom()
    }

    fn atom(&mut self) -> Parsed {
        let start = self.place().start;
        let token = self.peek().clone();
        match token {
            Token::Number(number) => {
                self.at += 1;
                let measure = self.measure();
                Ok(self.from(start, Node::Number(number, measure)))
            }
            Token::Text(text) => {
                self.at += 1;
                Ok(self.from(start, Node::Text(text)))
            }
            Token::Sign("(") => {
                self.at += 1;
                let inside = self.whole()?;
                self.needs_sign(")")?;
                Ok(inside)
            }
            Token::Word(word) if matches!(word.as_str(), "true" | "yes" | "false" | "no") => {
                self.at += 1;
                let truth = matches!(word.as_str(), "true" | "yes");
                Ok(self.from(start, Node::Truth(truth)))
            }
            Token::Word(word) if WORDS.contains(&word.as_str()) => self.mistake(What::Lacks(word)),
            Token::Word(word) => {
                self.at += 1;
                match self.takes_sign("(") {
                    true => {
                        let arguments = self.list()?;
                        let function = word.to_lowercase();
                        Ok(self.from(
                            start,
                            Node::Call {
                                function,
                                arguments,
                            },
                        ))
                    }
                    false => self.named(start, word),
                }
            }
            Token::Name(name) => {
                self.at += 1;
                self.named(start, name)
            }
            Token::Sign(sign) => self.mistake(What::Lacks(sign.to_owned())),
            Token::End => self.mistake(What::EndsEarly),
        }
    }

    /// What a number is said to be by what follows it.
    fn measure(&mut self) -> Measure {
        if self.takes_sign("%") {
            return Measure::Percent;
        }
        let time = self.word().and_then(Measure::time);
        let next = self.tokens.get(self.at + 1).map(|(token, _)| token);
        match time.filter(|_| next != Some(&Token::Sign("("))) {
            Some(time) => {
                self.at += 1;
                time
            }
            None => Measure::Plain,
        }
    }

    /// A name, perhaps with that of its table before it.
    fn named(&mut self, start: usize, first: String) -> Parsed {
        let (mut table, mut name) = (None, first);
        if self.takes_sign(".") {
            let token = self.peek().clone();
            let (Token::Word(column) | Token::Name(column)) = token else {
                return self.mistake(What::Dot(name));
            };
            self.at += 1;
            table = Some(std::mem::replace(&mut name, column));
        }
        Ok(self.from(start, Node::Name { table, name }))
    }

    /// Parts with commas between, up to the bracket that ends them.
    fn list(&mut self) -> Result<Vec<Expression>, Mistake> {
        let mut all = Vec::new();
        if self.takes_sign(")") {
            return Ok(all);
        }
        loop {
            all.push(self.whole()?);
            if !self.takes_sign(",") {
                self.needs_sign(")")?;
                return Ok(all);
            }
        }
    }
}
