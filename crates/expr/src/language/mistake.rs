//! What is wrong with a formula, where, and what is accepted there.

use super::Place;
use outturn_core::table::TableKind;

/// What is wrong with a formula, and where. `Display` is the sentence for people.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{what}")]
pub struct Mistake {
    /// The part of the text that it is about, in bytes. At the end of the text it is empty.
    pub place: Place,
    /// What is wrong.
    pub what: What,
}

/// What is wrong with a formula.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum What {
    /// There is none.
    #[error("Type a formula, such as count(incidents) or median(resolved_at - detected_at).")]
    Empty,
    /// It is longer than is read.
    #[error("A formula has at most {} characters.", super::LONGEST)]
    TooLong,
    /// Too many brackets in one another.
    #[error("There are too many brackets in one another here.")]
    TooDeep,
    /// A sign that means nothing.
    #[error(
        "“{0}” means nothing in a formula. Words go in quotes, names with other signs in them in backquotes: `{0}`."
    )]
    Strange(char),
    /// A quote that is not closed.
    #[error("The text that begins here has no end: put {0} behind it.")]
    Unclosed(char),
    /// A number that is too large.
    #[error("This number is too large.")]
    NotANumber,
    /// A number with a comma in it.
    #[error("A number is written without commas, as 1000. A list has a space behind each comma.")]
    Grouped,
    /// Something that does not belong there.
    #[error(
        "“{0}” is not expected here. Is an operator missing before it, such as +, /, = or and?"
    )]
    Unexpected(String),
    /// Something else than a sign.
    #[error("There is “{1}” where “{0}” should be.")]
    Instead(&'static str, String),
    /// The end where a sign should be.
    #[error("“{0}” is missing at the end.")]
    Ends(&'static str),
    /// An operator without what it is about.
    #[error("Something is missing before “{0}”: a column, a number or a word in quotes.")]
    Lacks(String),
    /// The end where something should be.
    #[error("The formula ends where a column, a number or a word in quotes should follow.")]
    EndsEarly,
    /// Two comparisons in a row.
    #[error("Two comparisons in a row: write “a < b and b < c”, or “b between a and c”.")]
    Twice,
    /// `is` without what.
    #[error("Behind “is” stands “given” or “missing”. To compare, write =.")]
    Is,
    /// `between` without `and`.
    #[error("“between” takes two bounds: between 1 and 10.")]
    Between,
    /// A dot without a name behind it.
    #[error("A column of {0} should follow the dot.")]
    Dot(String),
    /// A function that there is not.
    #[error("There is no function {name}.{}", did_you_mean(.meant))]
    NoFunction {
        /// Its name.
        name: String,
        /// The one that is meant, as it seems.
        meant: Option<String>,
    },
    /// A column that there is not.
    #[error("There is no column {name}{}.{}", of(*.table), did_you_mean(.meant))]
    NoColumn {
        /// Its name.
        name: String,
        /// The table that it would be of, where that is known.
        table: Option<TableKind>,
        /// The one that is meant, as it seems.
        meant: Option<String>,
    },
    /// A table that there is not.
    #[error("There is no table {name}.{}", did_you_mean(.meant))]
    NoTable {
        /// Its name.
        name: String,
        /// The one that is meant, as it seems.
        meant: Option<String>,
    },
    /// Columns of which no table has all.
    #[error("No table has all of these columns: {}. What one function is of is of one table.", .0.join(", "))]
    NotTogether(Vec<String>),
    /// A column of several tables.
    #[error("{name} is a column of {}. Write {}.", listed(.tables, "and", |t| t.schema().name.to_owned()), listed(.tables, "or", |t| format!("{}.{name}", t.schema().name)))]
    Ambiguous {
        /// The column.
        name: String,
        /// The tables.
        tables: Vec<TableKind>,
    },
    /// Rows of no table.
    #[error("It is not said of which table. Write {0}(incidents), or the name of another table.")]
    WhichTable(String),
    /// Columns of two tables in one function.
    #[error("This is a column of {}, and the rest is of {}. What one function is of is of one table.", .0.schema().name, .1.schema().name)]
    TwoTables(TableKind, TableKind),
    /// A function with too few or too many arguments.
    #[error("{name} is written {usage}.")]
    Arguments {
        /// The function.
        name: String,
        /// How it is written.
        usage: &'static str,
    },
    /// A quantile that is none.
    #[error("Which quantile is a number from 0 to 1, such as 0.9.")]
    Share,
    /// What is of single rows where one number of all is wanted.
    #[error(
        "{0} is of each single row. Say what becomes of all of them, such as mean({0}) or count(… where …)."
    )]
    OfRows(String),
    /// A condition where a number is wanted.
    #[error(
        "A condition is no number. Count the rows that meet it, count(…), or put it behind where."
    )]
    Condition,
    /// A number where a condition is wanted.
    #[error("This is {0} and no condition. A condition compares, such as {1}.")]
    NoCondition(&'static str, String),
    /// Something else than a number where one is wanted.
    #[error("This is {0}, and a number is wanted here.")]
    NoNumber(&'static str),
    /// A function in a function.
    #[error(
        "{0}(…) is of all rows, and here each single row is meant. One function cannot stand in another."
    )]
    Nested(String),
    /// Different quantities added or compared.
    #[error("This is {0} and that is {1}: only like can be added, taken away or compared.{2}")]
    Unlike(&'static str, &'static str, &'static str),
    /// Kinds of cells that cannot be compared so.
    #[error("{0} cannot be compared so with {1}.{2}")]
    Incomparable(&'static str, &'static str, String),
    /// A table where a column is wanted.
    #[error("{0} is a table. Name one of its columns, such as {0}.{1}.")]
    Table(String, &'static str),
    /// Not a text column.
    #[error("distinct counts different words, and {0} is {1}.")]
    NotWords(String, &'static str),
    /// Amounts that may be in several currencies.
    #[error(
        "Amounts of {0} may be in several currencies, which are never mixed: they can be summed and averaged, each by itself, as sum({1})."
    )]
    Currencies(&'static str, String),
    /// `is given` of something else than a column.
    #[error("Only of a column it can be asked whether it is given.")]
    GivenOf,
    /// A time that is compared with something else than a time.
    #[error("A condition behind where is about rows: {0}(…) is of all of them.")]
    WhereOfAll(String),
}

fn did_you_mean(meant: &Option<String>) -> String {
    let said = |meant: &String| format!(" Did you mean {meant}?");
    meant.as_ref().map(said).unwrap_or_default()
}

fn of(table: Option<TableKind>) -> String {
    let said = |table: TableKind| format!(" in {}", table.schema().name);
    table.map(said).unwrap_or_default()
}

fn listed(tables: &[TableKind], word: &str, of: impl Fn(&TableKind) -> String) -> String {
    let names: Vec<String> = tables.iter().map(of).collect();
    match names.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} {word} {last}", first.join(", ")),
        names => names.concat(),
    }
}

impl Mistake {
    /// The part of the text with a line under it that points at the place: as much before and behind it as fits into so many characters.
    ///
    /// ```
    /// use outturn_expr::language::parse;
    /// let text = "count(status = )";
    /// let [above, below] = parse(text).unwrap_err().pointed(text, 40);
    /// assert_eq!(above, "count(status = )");
    /// assert_eq!(below, "               ^");
    /// ```
    #[must_use]
    pub fn pointed(&self, text: &str, width: usize) -> [String; 2] {
        let chars: Vec<char> = text.chars().collect();
        let place_of = |byte: usize| text.get(..byte).map_or(chars.len(), |t| t.chars().count());
        let (start, end) = (place_of(self.place.start), place_of(self.place.end));
        let longest = width.max(8);
        let first = match start + 4 > longest {
            true => start.saturating_sub(longest / 2),
            false => 0,
        };
        let last = chars.len().min(first + longest);
        let flat = |c: &char| if c.is_whitespace() { ' ' } else { *c };
        let (before, behind) = (first > 0, last < chars.len());
        let mut above: String = chars[first..last].iter().map(flat).collect();
        if before {
            above.insert(0, '…');
        }
        if behind {
            above.push('…');
        }
        let under = end.min(last).saturating_sub(start).max(1);
        let below = " ".repeat(start - first + usize::from(before)) + &"^".repeat(under);
        [above, below]
    }
}
