//! Numbers that count nothing: row numbers, ids, codes, years that label. A mean of them says nothing, so they are no metrics.

use super::names::fold;
use outturn_core::table::Column;

/// What a column of numbers is instead of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    /// The number of the row.
    RowNumber,
    /// The name of a thing, written as a number.
    Id,
    /// A year.
    Year,
    /// How many steps of something there have been.
    Step,
}

impl Code {
    /// What it is called, for people.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::RowNumber => "row numbers",
            Self::Id => "ids or codes",
            Self::Year => "years",
            Self::Step => "step numbers",
        }
    }
}

/// Names of columns of row numbers.
const ROW_NUMBERS: [&str; 10] = [
    "index",
    "idx",
    "row",
    "rowid",
    "rownumber",
    "rowno",
    "rownum",
    "rownr",
    "no",
    "nr",
];
/// Last words of names of ids and codes.
const IDS: [&str; 18] = [
    "id", "ids", "uuid", "guid", "zip", "zipcode", "postcode", "plz", "sku", "ean", "isbn", "upc",
    "gtin", "iban", "ssn", "fips", "siren", "pk",
];
/// Names of codes of two words.
const CODES: [&str; 12] = [
    "zipcode",
    "postalcode",
    "postcode",
    "areacode",
    "countrycode",
    "statuscode",
    "errorcode",
    "productcode",
    "storecode",
    "accountnumber",
    "ordernumber",
    "invoicenumber",
];
/// Names of columns of step numbers.
const STEPS: [&str; 6] = [
    "step",
    "globalstep",
    "trainstep",
    "epoch",
    "iteration",
    "sprint",
];
/// A column that counts up by one is a row number from so many rows on.
const ROWS: usize = 8;

/// Whether a column is one of them.
pub(super) fn of(name: &str, column: &Column) -> Option<Code> {
    let folded = fold(name);
    let nameless = folded.starts_with("unnamed") || is_numbered(&folded);
    let counts = counts_up(column);
    if ROW_NUMBERS.contains(&folded.as_str()) && counts.is_some()
        || nameless && counts.is_some()
        || counts.is_some_and(|(first, rows)| matches!(first, 0 | 1) && rows >= ROWS)
    {
        return Some(Code::RowNumber);
    }
    if !are_whole(column) {
        return None;
    }
    if STEPS.contains(&folded.as_str()) {
        return Some(Code::Step);
    }
    let words = words(name);
    let last = words.last().cloned().unwrap_or_default();
    let is_number_of_one = words.len() > 1 && matches!(last.as_str(), "no" | "nr");
    if is_number_of_one || IDS.contains(&last.as_str()) || CODES.contains(&folded.as_str()) {
        return Some(Code::Id);
    }
    (last == "year" && is_of_years(column)).then_some(Code::Year)
}

/// Whether it is the name that a column without one is given.
fn is_numbered(folded: &str) -> bool {
    let digits = folded.strip_prefix("column").unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

/// The smallest of the numbers of a column that go up, or down, by one from each row to the next, and how many there are.
fn counts_up(column: &Column) -> Option<(i64, usize)> {
    let mut values = (0..column.len()).map(|row| whole(column, row));
    let (first, second) = (values.next()??, values.next()??);
    let step = second.checked_sub(first).filter(|step| step.abs() == 1)?;
    let mut last = second;
    for value in values {
        let value = value?;
        if value.checked_sub(last) != Some(step) {
            return None;
        }
        last = value;
    }
    Some((first.min(last), column.len()))
}

fn are_whole(column: &Column) -> bool {
    let rows = (0..column.len()).filter(|&row| column.is_present(row));
    matches!(column, Column::I64(_)) || rows.into_iter().all(|row| whole(column, row).is_some())
}

fn whole(column: &Column, row: usize) -> Option<i64> {
    match column {
        Column::I64(wholes) => wholes.get(row),
        _ => {
            let number = column.number(row)?;
            (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64)
        }
    }
}

fn is_of_years(column: &Column) -> bool {
    (0..column.len())
        .filter_map(|row| whole(column, row))
        .all(|year| (1900..=2100).contains(&year))
}

/// The words of a name, parted by signs and by capitals: `customerId` is `customer` and `id`.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let mut small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || c.is_uppercase() && small {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(values: &[f64]) -> Column {
        Column::from_numbers(values.iter().map(|v| Some(*v)).collect())
    }

    #[rstest::rstest]
    #[case("Unnamed: 0", &[0.0, 1.0, 2.0], Some(Code::RowNumber))]
    #[case("column_1", &[1.0, 2.0, 3.0], Some(Code::RowNumber))]
    #[case("index", &[7.0, 8.0, 9.0], Some(Code::RowNumber))]
    #[case("index", &[3.0, 2.0, 1.0], Some(Code::RowNumber))]
    #[case("n", &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], Some(Code::RowNumber))]
    #[case("customerId", &[4711.0, 815.0], Some(Code::Id))]
    #[case("store id", &[4.0, 4.0], Some(Code::Id))]
    #[case("zip", &[10115.0, 20095.0], Some(Code::Id))]
    #[case("Postal Code", &[10115.0, 20095.0], Some(Code::Id))]
    #[case("ticket no", &[81.0, 20.0], Some(Code::Id))]
    #[case("fiscal_year", &[2025.0, 2026.0], Some(Code::Year))]
    #[case("global_step", &[100.0, 200.0, 300.0], Some(Code::Step))]
    // Measures whose names or numbers are like those.
    #[case("paid", &[4711.0, 815.0], None)]
    #[case("consumer_price_index", &[101.0, 102.5], None)]
    #[case("lines_of_code", &[1200.0, 1250.0], None)]
    #[case("incidents", &[1.0, 2.0, 3.0], None)]
    #[case("users", &[100.0, 101.0, 102.0, 103.0, 104.0, 105.0, 106.0, 107.0], None)]
    #[case("index", &[101.5, 102.5], None)]
    #[case("revenue_per_year", &[1_200_000.0, 1_300_000.0], None)]
    fn names_and_numbers_tell(
        #[case] name: &str,
        #[case] values: &[f64],
        #[case] code: Option<Code>,
    ) {
        assert_eq!(of(name, &column(values)), code, "{name}");
    }
}
