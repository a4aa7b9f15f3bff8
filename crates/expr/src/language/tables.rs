//! Which table each function of a formula is of.

use super::names::{Known, Makes, function_of, meant, table_of, tables};
use super::syntax::{Expression, Node, Operator};
use super::{Mistake, What};
use outturn_core::table::TableKind;

/// A function of a formula, with the conditions that it is under.
struct Use<'e> {
    call: &'e Expression,
    function: &'e str,
    makes: Makes,
    arguments: &'e [Expression],
    conditions: Vec<&'e Expression>,
}

/// The table of each function, by where it begins in the text.
pub(super) type Tables = Vec<(usize, TableKind)>;

/// Finds the table of each function of a formula: said, the only one with its columns and words, or that of the others.
pub(super) fn find(formula: &Expression, known: &Known<'_>) -> Result<Tables, Mistake> {
    let mut uses = Vec::new();
    gather(formula, &mut Vec::new(), &mut uses)?;
    let own: Vec<Vec<TableKind>> = uses
        .iter()
        .map(|one| one.candidates(known))
        .collect::<Result<_, _>>()?;
    let mut fixed: Vec<TableKind> = Vec::new();
    for candidates in &own {
        if let [only] = candidates.as_slice()
            && !fixed.contains(only)
        {
            fixed.push(*only);
        }
    }
    let all = uses.iter().zip(own).map(|(one, candidates)| {
        let table = one.choose(&candidates, &fixed, known)?;
        Ok((one.call.place.start, table))
    });
    all.collect()
}

fn gather<'e>(
    part: &'e Expression,
    conditions: &mut Vec<&'e Expression>,
    uses: &mut Vec<Use<'e>>,
) -> Result<(), Mistake> {
    match &part.node {
        Node::Where(of, condition) => {
            conditions.push(condition);
            gather(of, conditions, uses)?;
            conditions.pop();
        }
        Node::Negative(of) | Node::Not(of) => gather(of, conditions, uses)?,
        Node::Two(_, a, b) => {
            gather(a, conditions, uses)?;
            gather(b, conditions, uses)?;
        }
        Node::Call {
            function,
            arguments,
        } => {
            let own = function_of(function).ok_or_else(|| Mistake {
                place: part.place.start..part.place.start + function.len(),
                what: What::NoFunction {
                    name: function.clone(),
                    meant: meant(function, super::FUNCTIONS.iter().map(|f| f.name)),
                },
            })?;
            // Before it is asked which table its columns are of.
            if let Some((inner, name)) = arguments.iter().find_map(call_in) {
                return Err(Mistake {
                    place: inner.place.clone(),
                    what: What::Nested(name.to_owned()),
                });
            }
            uses.push(Use {
                call: part,
                function,
                makes: own.makes,
                arguments,
                conditions: conditions.clone(),
            });
        }
        _ => {}
    }
    Ok(())
}

/// The first function in a part, which is one that stands in another.
fn call_in(part: &Expression) -> Option<(&Expression, &str)> {
    match &part.node {
        Node::Call { function, .. } => Some((part, function)),
        Node::Negative(of) | Node::Not(of) | Node::Given(of) => call_in(of),
        Node::Two(_, a, b) | Node::Where(a, b) => call_in(a).or_else(|| call_in(b)),
        Node::In(of, list) => call_in(of).or_else(|| list.iter().find_map(call_in)),
        Node::Between(of, from, to) => [of, from, to].into_iter().find_map(|one| call_in(one)),
        Node::Number(..) | Node::Text(_) | Node::Truth(_) | Node::Name { .. } => None,
    }
}

/// A name in a formula.
struct Name<'e> {
    table: Option<&'e str>,
    name: &'e str,
    part: &'e Expression,
    /// It stands where a word in quotes would: behind a column and =.
    like_a_word: bool,
}

/// What is said of a name: texts, one of which it should be.
type Said<'e> = (&'e str, Vec<&'e str>);

fn names_in<'e>(part: &'e Expression, names: &mut Vec<Name<'e>>, said: &mut Vec<Said<'e>>) {
    let mut both = |a: &'e Expression, b: &'e Expression| {
        if let (Node::Name { name, .. }, Node::Text(text)) = (&a.node, &b.node) {
            said.push((name, vec![text]));
        }
    };
    match &part.node {
        Node::Number(..) | Node::Text(_) | Node::Truth(_) => {}
        Node::Name { table, name } => names.push(Name {
            table: table.as_deref(),
            name,
            part,
            like_a_word: false,
        }),
        Node::Call { arguments, .. } => {
            arguments.iter().for_each(|one| names_in(one, names, said));
        }
        Node::Negative(of) | Node::Not(of) | Node::Given(of) => names_in(of, names, said),
        Node::Two(operator, a, b) => {
            if matches!(operator, Operator::Equal | Operator::Unequal) {
                both(a, b);
                both(b, a);
            }
            names_in(a, names, said);
            names_in(b, names, said);
            let equal = matches!(operator, Operator::Equal | Operator::Unequal);
            let bare = |one: &Expression| matches!(one.node, Node::Name { .. });
            if let Some(last) = names.last_mut().filter(|_| equal && bare(a) && bare(b)) {
                last.like_a_word = true;
            }
        }
        Node::In(of, list) => {
            let texts = list.iter().filter_map(|one| match &one.node {
                Node::Text(text) => Some(text.as_str()),
                _ => None,
            });
            if let Node::Name { name, .. } = &of.node {
                said.push((name, texts.collect()));
            }
            names_in(of, names, said);
        }
        Node::Between(of, from, to) => {
            for one in [of, from, to] {
                names_in(one, names, said);
            }
        }
        Node::Where(of, condition) => {
            names_in(of, names, said);
            names_in(condition, names, said);
        }
    }
}

impl Use<'_> {
    /// The table that an argument names as a whole.
    fn named_table(&self, known: &Known<'_>) -> Option<TableKind> {
        let mut argument = self.arguments.first()?;
        while let Node::Where(of, _) = &argument.node {
            argument = of;
        }
        let Node::Name { table: None, name } = &argument.node else {
            return None;
        };
        let is_rows = matches!(self.makes, Makes::Count | Makes::Elapsed(_));
        let is_column = || tables().any(|table| known.column(table, name).is_some());
        table_of(name).filter(|_| is_rows || !is_column())
    }

    /// The tables that it may be of, as far as its own columns say.
    fn candidates(&self, known: &Known<'_>) -> Result<Vec<TableKind>, Mistake> {
        let (mut names, mut said) = (Vec::new(), Vec::new());
        for argument in self.arguments {
            names_in(argument, &mut names, &mut said);
        }
        let own = names.len();
        for condition in &self.conditions {
            names_in(condition, &mut names, &mut said);
        }
        let mut told = self.named_table(known);
        let is_unknown = |name: &&Name<'_>| {
            let is_table = || table_of(name.name).is_some();
            let is_column = || tables().any(|t| known.column(t, name.name).is_some());
            name.table.is_none() && !is_table() && !is_column()
        };
        if let Some(name) = names.iter().find(is_unknown) {
            return Err(no_column(name, told, known));
        }
        for name in &names[..own] {
            let Some(of) = name.table else { continue };
            let table = table_of(of).ok_or_else(|| Mistake {
                place: name.part.place.clone(),
                what: What::NoTable {
                    name: of.to_owned(),
                    meant: meant(of, tables().map(|table| table.schema().name)),
                },
            })?;
            match told {
                Some(other) if other != table => {
                    return Err(Mistake {
                        place: name.part.place.clone(),
                        what: What::TwoTables(table, other),
                    });
                }
                _ => told = Some(table),
            }
        }
        if let Some(table) = told {
            return Ok(vec![table]);
        }
        // Conditions of the whole formula tell where nothing else does; of another table they are not.
        let of_this = |name: &&Name<'_>| name.table.is_none();
        let asked: Vec<&Name<'_>> = match own {
            0 => names.iter().filter(of_this).collect(),
            _ => names[..own].iter().collect(),
        };
        let found = fitting(&asked, &said, known);
        if found.is_empty() && own > 0 {
            return Err(not_together(&asked));
        }
        // Of several the ones that the conditions of the whole formula are about.
        let all: Vec<&Name<'_>> = names.iter().filter(of_this).collect();
        let narrowed = fitting(&all, &said, known);
        let found = if narrowed.is_empty() { found } else { narrowed };
        // So do those that name their table.
        let named: Vec<TableKind> = names[own..]
            .iter()
            .filter_map(|name| table_of(name.table?))
            .collect();
        let is_named = found.iter().filter(|table| named.contains(table));
        let named: Vec<TableKind> = is_named.copied().collect();
        Ok(if named.is_empty() { found } else { named })
    }

    fn choose(
        &self,
        candidates: &[TableKind],
        fixed: &[TableKind],
        known: &Known<'_>,
    ) -> Result<TableKind, Mistake> {
        if let [only] = candidates {
            return Ok(*only);
        }
        let any = candidates.is_empty() || self.has_no_names();
        let mut of_others = fixed
            .iter()
            .filter(|table| any || candidates.contains(table));
        if let (Some(only), None) = (of_others.next(), of_others.next()) {
            return Ok(*only);
        }
        let chosen = known
            .table
            .filter(|table| any || candidates.contains(table));
        chosen.ok_or_else(|| self.ambiguous(candidates, known))
    }

    fn has_no_names(&self) -> bool {
        self.arguments.is_empty() && self.conditions.is_empty()
    }

    fn ambiguous(&self, candidates: &[TableKind], known: &Known<'_>) -> Mistake {
        let mut names = Vec::new();
        let all = self.arguments.iter().chain(self.conditions.iter().copied());
        all.for_each(|part| names_in(part, &mut names, &mut Vec::new()));
        let is_of_all = |name: &&Name<'_>| {
            let is_in = |table: &TableKind| known.column(*table, name.name).is_some();
            !candidates.is_empty() && candidates.iter().all(is_in)
        };
        match names.iter().find(is_of_all) {
            Some(name) => Mistake {
                place: name.part.place.clone(),
                what: What::Ambiguous {
                    name: name.name.to_owned(),
                    tables: candidates.to_vec(),
                },
            },
            None => Mistake {
                place: self.call.place.clone(),
                what: What::WhichTable(self.function.to_owned()),
            },
        }
    }
}

/// The tables that have all of some columns, as far as any table has them, and in which they may say what is said of them.
fn fitting(names: &[&Name<'_>], said: &[Said<'_>], known: &Known<'_>) -> Vec<TableKind> {
    let is_known = |name: &&&Name<'_>| tables().any(|t| known.column(t, name.name).is_some());
    let names: Vec<&&Name<'_>> = names.iter().filter(is_known).collect();
    if names.is_empty() {
        return Vec::new();
    }
    let has_all = |table: &TableKind| {
        let mut names = names.iter();
        names.all(|name| known.column(*table, name.name).is_some())
    };
    let may_say = |table: &TableKind| {
        said.iter().all(|(name, texts)| {
            let words = known.column(*table, name).map_or(&[][..], |c| c.words);
            let is_word = |text: &&str| words.iter().any(|word| word.eq_ignore_ascii_case(text));
            words.is_empty() || texts.is_empty() || texts.iter().any(is_word)
        })
    };
    let all: Vec<TableKind> = tables().filter(has_all).collect();
    let narrowed: Vec<TableKind> = all.iter().copied().filter(may_say).collect();
    // Words that no table has may be in a file all the same.
    match narrowed.is_empty() {
        true => all,
        false => narrowed,
    }
}

/// There is no such column, in any table or in this one.
fn no_column(name: &Name<'_>, table: Option<TableKind>, known: &Known<'_>) -> Mistake {
    let of_all = || tables().flat_map(|table| known.columns(table)).collect();
    let all = table.map_or_else(of_all, |table| known.columns(table));
    let quoted = || name.like_a_word.then(|| format!("\"{}\"", name.name));
    Mistake {
        place: name.part.place.clone(),
        what: What::NoColumn {
            name: name.name.to_owned(),
            table,
            meant: meant(name.name, all.iter().map(|column| column.name)).or_else(quoted),
        },
    }
}

/// Why no table has all of some columns, each of which one has.
fn not_together(names: &[&Name<'_>]) -> Mistake {
    let mut different: Vec<String> = Vec::new();
    for name in names {
        if !different.iter().any(|known| known == name.name) {
            different.push(name.name.to_owned());
        }
    }
    Mistake {
        place: names.last().map_or(0..0, |last| last.part.place.clone()),
        what: What::NotTogether(different),
    }
}

/// A word that a column is compared with and that no row says, of a table that is loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaid {
    /// The table.
    pub table: TableKind,
    /// The column.
    pub column: String,
    /// The word.
    pub word: String,
    /// Words that it says instead, some of them.
    pub said: Vec<String>,
}

/// The words of a formula that no row says. It may well be that none happened to; or the file has another word for it.
#[must_use]
pub fn unsaid(text: &str, known: &Known<'_>) -> Vec<Unsaid> {
    let mut all: Vec<Unsaid> = Vec::new();
    let Ok(formula) = super::parse(text) else {
        return all;
    };
    let (mut uses, tables) = (Vec::new(), find(&formula, known).unwrap_or_default());
    if gather(&formula, &mut Vec::new(), &mut uses).is_err() {
        return all;
    }
    for (one, (_, table)) in uses.iter().zip(tables) {
        let mut said = Vec::new();
        let parts = one.arguments.iter().chain(one.conditions.iter().copied());
        parts.for_each(|part| names_in(part, &mut Vec::new(), &mut said));
        for (column, words) in said {
            for word in words {
                let found = unsaid_in(known, table, (column, word));
                all.extend(found.filter(|found| !all.contains(found)));
            }
        }
    }
    all
}

fn unsaid_in(known: &Known<'_>, table: TableKind, (column, word): (&str, &str)) -> Option<Unsaid> {
    /// Words that are named.
    const MOST: usize = 5;
    let parts = known.sources.get(table)?.parts();
    let texts = parts
        .iter()
        .filter_map(|part| part.column(column)?.as_text());
    let mut said: Vec<&str> = Vec::new();
    let mut any = false;
    for entry in texts.flat_map(outturn_core::table::TextColumn::entries) {
        any = true;
        if entry.trim().eq_ignore_ascii_case(word.trim()) {
            return None;
        }
        if said.len() < MOST && !entry.is_empty() && !said.contains(&entry) {
            said.push(entry);
        }
    }
    any.then(|| Unsaid {
        table,
        column: column.to_owned(),
        word: word.to_owned(),
        said: said.into_iter().map(str::to_owned).collect(),
    })
}
