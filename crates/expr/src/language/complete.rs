//! What can follow at a place of a formula.

use super::names::{FUNCTIONS, Known, Named, kind_words, table_of, tables};
use super::tokens::{Token, tokens};
use super::{Mistake, Place, What, parse};
use outturn_core::table::{ColumnKind, TableKind};

/// Something that can follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// What it is called in the list.
    pub label: String,
    /// What is put into the text.
    pub insert: String,
    /// What it is, in a few words.
    pub says: String,
}

/// What can follow at a place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completion {
    /// The part of the text that a candidate takes the place of, in bytes.
    pub place: Place,
    /// The candidates, the likelier first.
    pub candidates: Vec<Candidate>,
    /// Something has to follow, or is being typed: what is there may not be all.
    pub wanted: bool,
}

/// Candidates that are offered at most.
const MOST: usize = 12;

/// What can follow at a place of a text, in bytes: functions, columns, tables, words of a column. What is loaded comes first.
///
/// ```
/// use outturn_expr::language::{Known, complete};
/// use outturn_expr::{Events, Sources};
/// let known = Known {
///     rows: |table| Events::of(table, table.schema().plural),
///     table: None,
///     sources: &Sources::default(),
/// };
/// let completion = complete("median(resol", 12, &known);
/// assert_eq!(completion.place, 7..12);
/// assert_eq!(completion.candidates[0].insert, "resolved_at");
/// assert_eq!(completion.candidates[0].says, "fixed; a time of incidents");
/// ```
#[must_use]
pub fn complete(text: &str, at: usize, known: &Known<'_>) -> Completion {
    let before = text.get(..at).unwrap_or(text);
    let (pieces, open) = pieces(before);
    // What is being typed: a word without an end, or nothing yet.
    let (typed, start) = match (&open, pieces.last()) {
        (Some((text, start)), _) => (text.clone(), *start),
        (None, Some((Token::Word(word), place))) if place.end == before.len() => {
            (word.clone(), place.start)
        }
        _ => (String::new(), before.len()),
    };
    let pieces: Vec<&Token> = pieces
        .iter()
        .filter(|(_, place)| place.end <= start)
        .map(|(token, _)| token)
        .collect();
    let place = start..start + rest_of_word(text, start).max(before.len() - start);
    let mentioned = Mentioned::of(text, known);
    let asked = asked(&pieces, open.is_some());
    let wanted = !typed.is_empty() || !matches!(asked, Asked::Operator(_));
    let all = match asked {
        Asked::Words(column) => mentioned.words(column, known),
        Asked::Column(table) => mentioned.columns_of(table, known),
        Asked::Part(inside) => mentioned.parts(inside, known),
        Asked::Operator(inside) => operators(inside),
        Asked::Nothing => Vec::new(),
    };
    let mut candidates = rated(all, &typed);
    candidates.truncate(MOST);
    Completion {
        place,
        candidates,
        wanted,
    }
}

/// A text in quotes that has no end yet, and where it begins.
type OpenText = Option<(String, usize)>;

/// The pieces before a place, and what of them has no end yet.
fn pieces(before: &str) -> (Vec<(Token, Place)>, OpenText) {
    match tokens(before) {
        Ok(mut all) => {
            all.pop();
            (all, None)
        }
        Err(Mistake {
            place,
            what: What::Unclosed(_),
        }) => {
            let quote = before[place.start..]
                .chars()
                .next()
                .map_or(1, char::len_utf8);
            let typed = before[place.start + quote..].to_owned();
            let (all, _) = pieces(&before[..place.start]);
            (all, Some((typed, place.start)))
        }
        Err(_) => (Vec::new(), None),
    }
}

/// How much of the word that begins at a place there is, behind the cursor too.
fn rest_of_word(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    rest.find(|c| !is_part(c)).unwrap_or(rest.len())
}

/// What is asked for at a place.
enum Asked<'t> {
    /// A word of a column.
    Words(&'t str),
    /// A column of a table.
    Column(TableKind),
    /// A column, or a function; of single rows inside of one.
    Part(Inside),
    /// What joins or compares.
    Operator(Inside),
    Nothing,
}

/// Where a place is.
#[derive(Clone, Copy, PartialEq)]
enum Inside {
    /// Outside of functions: one number of many rows.
    Nothing,
    /// In the brackets of a function.
    Function,
    /// Behind `where`.
    Where,
}

fn asked<'t>(pieces: &[&'t Token], in_quotes: bool) -> Asked<'t> {
    let inside = inside(pieces);
    let name = |token: Option<&&'t Token>| match token {
        Some(Token::Word(word) | Token::Name(word)) => Some(word.as_str()),
        _ => None,
    };
    let n = pieces.len();
    let back = |by: usize| n.checked_sub(by).and_then(|at| pieces.get(at));
    match back(1) {
        Some(Token::Sign("=" | "!=")) => match name(back(2)) {
            Some(column) => Asked::Words(column),
            None => Asked::Part(inside),
        },
        Some(Token::Sign("(" | ",")) if in_list(pieces).is_some() => {
            in_list(pieces).map_or(Asked::Nothing, Asked::Words)
        }
        _ if in_quotes => Asked::Nothing,
        Some(Token::Sign(".")) => match name(back(2)).and_then(table_of) {
            Some(table) => Asked::Column(table),
            None => Asked::Nothing,
        },
        Some(Token::Number(_) | Token::Text(_) | Token::Name(_) | Token::Sign(")" | "%")) => {
            Asked::Operator(inside)
        }
        Some(Token::Word(word)) => match word.as_str() {
            "where" | "and" | "or" | "not" | "between" => Asked::Part(inside),
            "in" => Asked::Nothing,
            _ => Asked::Operator(inside),
        },
        None | Some(_) => Asked::Part(inside),
    }
}

/// The column whose list of words a place is in: `severity in ("high", `.
fn in_list<'t>(pieces: &[&'t Token]) -> Option<&'t str> {
    let open = pieces
        .iter()
        .rposition(|token| **token == Token::Sign("("))?;
    let is_word = |token: &&Token| matches!(token, Token::Text(_) | Token::Sign(","));
    let listed = pieces[open + 1..].iter().all(is_word);
    let before = open.checked_sub(1)?;
    let is_in = *pieces[before] == Token::Word("in".to_owned());
    let mut at = before.checked_sub(1)?;
    if *pieces[at] == Token::Word("not".to_owned()) {
        at = at.checked_sub(1)?;
    }
    match pieces[at] {
        Token::Word(word) | Token::Name(word) if is_in && listed => Some(word),
        _ => None,
    }
}

fn inside(pieces: &[&Token]) -> Inside {
    let mut open: Vec<Inside> = vec![Inside::Nothing];
    let mut before: Option<&Token> = None;
    for token in pieces {
        let now = open.last().copied().unwrap_or(Inside::Nothing);
        match token {
            Token::Sign("(") => open.push(match (before, now) {
                (Some(Token::Word(_)), Inside::Nothing) => Inside::Function,
                _ => now,
            }),
            Token::Sign(")") if open.len() > 1 => _ = open.pop(),
            Token::Word(word) if word == "where" => {
                if let Some(last) = open.last_mut() {
                    *last = Inside::Where;
                }
            }
            _ => {}
        }
        before = Some(token);
    }
    open.last().copied().unwrap_or(Inside::Nothing)
}

/// The tables that a text is about, as far as it can be told.
struct Mentioned {
    tables: Vec<TableKind>,
}

impl Mentioned {
    /// Those that have all of the columns that are named, of whole names only.
    fn of(text: &str, known: &Known<'_>) -> Self {
        let read = parse(text).ok();
        let found = read.and_then(|formula| super::tables::find(&formula, known).ok());
        let mut all: Vec<TableKind> = Vec::new();
        for (_, table) in found.unwrap_or_default() {
            if !all.contains(&table) {
                all.push(table);
            }
        }
        if all.is_empty() {
            let (pieces, _) = pieces(text);
            let names: Vec<&str> = pieces
                .iter()
                .filter_map(|(token, _)| match token {
                    Token::Word(word) | Token::Name(word) => Some(word.as_str()),
                    _ => None,
                })
                .collect();
            let named = names.iter().filter_map(|name| table_of(name)).next();
            let columns: Vec<&&str> = names
                .iter()
                .filter(|name| tables().any(|t| known.column(t, name).is_some()))
                .collect();
            let has_all = |table: &TableKind| {
                let mut columns = columns.iter();
                columns.all(|name| known.column(*table, name).is_some())
            };
            all = match (named, columns.is_empty()) {
                (Some(table), _) => vec![table],
                (None, true) => known.table.into_iter().collect(),
                (None, false) => tables().filter(has_all).collect(),
            };
        }
        Self { tables: all }
    }

    /// All tables, those that the text is about first, then those that are loaded.
    fn in_order(&self, known: &Known<'_>) -> Vec<TableKind> {
        let mut all: Vec<TableKind> = tables().collect();
        all.sort_by_key(|table| {
            let mentioned = self.tables.contains(table);
            let loaded = known.sources.get(*table).is_some();
            (!mentioned, !loaded)
        });
        all
    }

    fn words(&self, column: &str, known: &Known<'_>) -> Vec<Candidate> {
        let has = |table: &TableKind| {
            let found = known.column(*table, column);
            found
                .filter(|c| c.kind == ColumnKind::Text)
                .map(|c| (*table, c))
        };
        let all = self.in_order(known);
        let found: Vec<(TableKind, Named)> = all.iter().filter_map(has).collect();
        let mentioned = found
            .iter()
            .filter(|(t, _)| self.tables.contains(t))
            .count();
        let shown = if mentioned > 0 {
            mentioned
        } else {
            found.len()
        };
        let mut candidates: Vec<Candidate> = Vec::new();
        for (table, column) in &found[..shown] {
            let parts = known.sources.get(*table).map_or(&[][..], |t| t.parts());
            let texts = parts
                .iter()
                .filter_map(|part| part.column(column.name)?.as_text());
            let entries = texts
                .flat_map(outturn_core::table::TextColumn::entries)
                .take(200);
            let fixed = column.words.iter().copied();
            for word in entries.filter(|word| !word.is_empty()).chain(fixed) {
                let insert = format!("\"{}\"", word.replace('"', "\"\""));
                if !candidates
                    .iter()
                    .any(|c| c.insert.eq_ignore_ascii_case(&insert))
                {
                    candidates.push(Candidate {
                        label: insert.clone(),
                        insert,
                        says: format!("{} of {}", column.name, table.schema().name),
                    });
                }
            }
        }
        candidates
    }

    fn columns_of(&self, table: TableKind, known: &Known<'_>) -> Vec<Candidate> {
        let columns = known.columns(table).into_iter();
        columns
            .map(|column| column_candidate(table, &column, column.name.to_owned()))
            .collect()
    }

    /// Columns and functions. Where one number of many rows is wanted functions come first.
    fn parts(&self, inside: Inside, known: &Known<'_>) -> Vec<Candidate> {
        let functions = FUNCTIONS.iter().map(|function| Candidate {
            label: format!("{}(…)", function.name),
            insert: format!("{}(", function.name),
            says: function.says.to_owned(),
        });
        if inside == Inside::Nothing {
            return functions.collect();
        }
        let in_order = self.in_order(known);
        let mut all = Vec::new();
        for table in &in_order {
            for column in known.columns(*table) {
                let others = tables().filter(|other| known.column(*other, column.name).is_some());
                let is_clear = self.tables.contains(table) || others.count() == 1;
                let insert = match is_clear {
                    true => column.name.to_owned(),
                    false => format!("{}.{}", table.schema().name, column.name),
                };
                if is_plain(column.name) {
                    all.push(column_candidate(*table, &column, insert));
                }
            }
        }
        if inside == Inside::Function {
            let named = in_order.iter().map(|table| Candidate {
                label: table.schema().name.to_owned(),
                insert: table.schema().name.to_owned(),
                says: format!("table: {}", table.schema().row),
            });
            all.extend(named);
        }
        all
    }
}

fn is_plain(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

fn column_candidate(table: TableKind, column: &Named, insert: String) -> Candidate {
    let kind = kind_words(column.kind);
    let of = format!("{kind} of {}", table.schema().name);
    Candidate {
        label: insert.clone(),
        says: match column.meaning.is_empty() {
            true => of,
            false => format!("{}; {of}", column.meaning),
        },
        insert,
    }
}

fn operators(inside: Inside) -> Vec<Candidate> {
    const OF_ROWS: &[(&str, &str)] = &[
        ("= ", "is the same"),
        ("!= ", "is not the same"),
        ("> ", "is more, or later"),
        ("< ", "is less, or earlier"),
        (">= ", "is as much or more"),
        ("<= ", "is as much or less"),
        ("in (", "is one of some words"),
        ("is given", "the cell is there"),
        ("is missing", "the cell is empty"),
        ("and ", "both conditions"),
        ("or ", "one of two conditions"),
        ("- ", "less; of two times the length between"),
    ];
    const OF_ALL: &[(&str, &str)] = &[
        ("/ ", "divided by"),
        ("* ", "times"),
        ("+ ", "plus"),
        ("- ", "less"),
        ("where ", "only rows that meet a condition"),
    ];
    let all = match inside {
        Inside::Nothing => OF_ALL,
        Inside::Function | Inside::Where => OF_ROWS,
    };
    all.iter()
        .map(|(insert, says)| Candidate {
            label: insert.trim_end().to_owned(),
            insert: (*insert).to_owned(),
            says: (*says).to_owned(),
        })
        .collect()
}

/// Those that go on from what is typed, in their order: first those that begin with it, then those that have it in them.
fn rated(all: Vec<Candidate>, typed: &str) -> Vec<Candidate> {
    let typed = typed.to_lowercase();
    let rate = |candidate: &Candidate| {
        let label = candidate.label.trim_matches('"').to_lowercase();
        // Of a column with its table the column is what is typed first.
        let column = label.rsplit('.').next().unwrap_or_default();
        match () {
            () if column.starts_with(&typed) => Some(0),
            () if label.contains(&typed) => Some(1),
            () => None,
        }
    };
    let mut rated: Vec<(i32, Candidate)> = all
        .into_iter()
        .filter_map(|candidate| Some((rate(&candidate)?, candidate)))
        .filter(|(_, candidate)| candidate.insert != typed)
        .collect();
    rated.sort_by_key(|(rate, _)| *rate);
    rated.into_iter().map(|(_, candidate)| candidate).collect()
}
