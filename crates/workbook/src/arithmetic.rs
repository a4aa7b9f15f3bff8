//! What a simple formula comes to: numbers, cells of its own row, `+ - * / ( )` and `SUM`. Not to calculate with, but to see that a
//! result of zero cannot be one: a program that does not calculate writes zero, and some that open its workbook keep it.

/// The result of a formula over the cells of its row; `None` where it has anything else in it. `row` counts from 0; `cell` answers
/// with the number in a column.
pub(crate) fn result(formula: &str, row: u32, cell: &dyn Fn(usize) -> Option<f64>) -> Option<f64> {
    /// Longest formula that is looked at.
    const LONGEST: usize = 200;
    let formula = formula.strip_prefix("of:").unwrap_or(formula);
    let formula = formula.strip_prefix('=').unwrap_or(formula);
    if formula.len() > LONGEST {
        return None;
    }
    // OpenDocument writes `[.C2]`; a sign in front of a column or row says only how it is copied.
    let mut text: String = formula
        .chars()
        .filter(|c| !matches!(c, '$' | ' '))
        .collect();
    text = text.replace("[.", "").replace(":.", ":").replace(']', "");
    let mut parser = Parser {
        rest: &text,
        row,
        cell,
        depth: 0,
    };
    let value = parser.sum()?;
    (parser.rest.is_empty() && value.is_finite()).then_some(value)
}

struct Parser<'a> {
    rest: &'a str,
    row: u32,
    cell: &'a dyn Fn(usize) -> Option<f64>,
    depth: u32,
}

impl Parser<'_> {
    fn takes(&mut self, sign: char) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn sum(&mut self) -> Option<f64> {
        let mut value = self.product()?;
        loop {
            if self.takes('+') {
                value += self.product()?;
            } else if self.takes('-') {
                value -= self.product()?;
            } else {
                return Some(value);
            }
        }
    }

    fn product(&mut self) -> Option<f64> {
        let mut value = self.factor()?;
        loop {
            if self.takes('*') {
                value *= self.factor()?;
            } else if self.takes('/') {
                value /= self.factor()?;
            } else {
                return Some(value);
            }
        }
    }

    fn factor(&mut self) -> Option<f64> {
        /// Brackets and signs within one another that are followed.
        const DEEPEST: u32 = 50;
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let value = if self.takes('-') {
            -self.factor()?
        } else if self.takes('(') {
            let value = self.sum()?;
            self.takes(')').then_some(value)?
        } else if let Some(rest) = self.rest.strip_prefix("SUM(") {
            self.rest = rest;
            self.sum_of_cells()?
        } else if self
            .rest
            .starts_with(|c: char| c.is_ascii_digit() || c == '.')
        {
            self.number()?
        } else {
            let column = self.column()?;
            (self.cell)(column)?
        };
        self.depth -= 1;
        Some(value)
    }

    fn number(&mut self) -> Option<f64> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit() && c != '.');
        let (number, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        number.parse().ok()
    }

    /// The column of a cell of the same row.
    fn column(&mut self) -> Option<usize> {
        let letters = self.rest.bytes().take_while(u8::is_ascii_uppercase).count();
        let digits = self.rest[letters..].bytes().take_while(u8::is_ascii_digit);
        let (place, rest) = self.rest.split_at(letters + digits.count());
        self.rest = rest;
        let row: u32 = place.get(letters..)?.parse().ok()?;
        if row != self.row.checked_add(1)? {
            return None;
        }
        crate::book::column(place)
    }

    /// `B2:D2,F2)`: cells without a number do not count.
    fn sum_of_cells(&mut self) -> Option<f64> {
        let mut value = 0.0;
        loop {
            let first = self.column()?;
            let last = if self.takes(':') {
                self.column()?
            } else {
                first
            };
            value += (first..=last).filter_map(|at| (self.cell)(at)).sum::<f64>();
            if self.takes(')') {
                return Some(value);
            }
            if !self.takes(',') && !self.takes(';') {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::result;

    /// Over A5 = 100, B5 = 10, C5 empty, as a spreadsheet calculates.
    #[test]
    fn simple_formulas_come_to_what_a_spreadsheet_says() {
        let cell = |at| [Some(100.0), Some(10.0), None].get(at).copied().flatten();
        for (formula, value) in [
            ("A5-B5", Some(90.0)),
            ("=A5*(1-0.2)", Some(80.0)),
            ("$A5/B$5 + -2", Some(8.0)),
            ("SUM(A5:C5)", Some(110.0)),
            ("SUM(A5,B5)", Some(110.0)),
            ("of:=[.A5]-[.B5]", Some(90.0)),
            ("of:=SUM([.A5:.B5])", Some(110.0)),
            ("A5-10*B5", Some(0.0)),
            // Other rows, functions and sheets, and cells without a number.
            ("A4-B5", None),
            ("IF(A5>0,1,2)", None),
            ("Rates!A5", None),
            ("A5+C5", None),
            ("A5/0", None),
            ("A5-", None),
            ("", None),
        ] {
            assert_eq!(result(formula, 4, &cell), value, "{formula}");
        }
    }
}
