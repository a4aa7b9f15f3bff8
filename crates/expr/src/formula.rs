//! Arithmetic over named inputs.

/// A number made of named inputs.
///
/// ```
/// use outturn_expr::Formula::{self, Difference, Input, Product};
/// const SAVED: Formula = Product(&[
///     Difference(&Input("hours_now"), &Input("hours_after")),
///     Input("incidents_per_month"),
/// ]);
/// let value = |id: &str| if id == "hours_now" { 4.0 } else { 1.0 };
/// assert_eq!(SAVED.evaluate(&value), 3.0);
/// assert_eq!(SAVED.words(), "(hours now − hours after) × incidents per month");
/// assert_eq!(SAVED.inputs(), ["hours_now", "hours_after", "incidents_per_month"]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Formula {
    /// The value of an input, by its id.
    Input(&'static str),
    /// This number.
    Number(f64),
    /// This number, called so: `730 hours a month`.
    Constant(f64, &'static str),
    /// All added, from the first on.
    Sum(&'static [Formula]),
    /// The first without the second.
    Difference(&'static Formula, &'static Formula),
    /// All multiplied, from the first on.
    Product(&'static [Formula]),
    /// The first divided by the second. By zero it is infinite or no number, as in IEEE 754.
    Quotient(&'static Formula, &'static Formula),
}

impl Formula {
    /// Its value, with those of the inputs by id.
    pub fn evaluate(&self, input: &impl Fn(&str) -> f64) -> f64 {
        let folded = |parts: &[Self], of: fn(f64, f64) -> f64| {
            let parts = parts.iter().map(|part| part.evaluate(input));
            parts.reduce(of).unwrap_or(f64::NAN)
        };
        match self {
            Self::Input(id) => input(id),
            Self::Number(number) | Self::Constant(number, _) => *number,
            Self::Sum(parts) => folded(parts, |a, b| a + b),
            Self::Difference(a, b) => a.evaluate(input) - b.evaluate(input),
            Self::Product(parts) => folded(parts, |a, b| a * b),
            Self::Quotient(a, b) => a.evaluate(input) / b.evaluate(input),
        }
    }

    /// The formula in words, each input by its id.
    #[must_use]
    pub fn words(&self) -> String {
        let joined = |parts: &[Self], sign: &str| {
            let parts: Vec<String> = parts.iter().map(Self::in_brackets).collect();
            parts.join(sign)
        };
        match self {
            Self::Input(id) => id.replace('_', " "),
            Self::Number(number) => number.to_string(),
            Self::Constant(_, name) => (*name).to_owned(),
            Self::Sum(parts) => joined(parts, " + "),
            Self::Difference(a, b) => format!("{} − {}", a.words(), b.in_brackets()),
            Self::Product(parts) => joined(parts, " × "),
            Self::Quotient(a, b) => format!("{} ÷ {}", a.in_brackets(), b.in_brackets()),
        }
    }

    fn in_brackets(&self) -> String {
        match self {
            Self::Sum(_) | Self::Difference(..) => format!("({})", self.words()),
            _ => self.words(),
        }
    }

    /// The ids of its inputs, each once, in the order in which they stand.
    #[must_use]
    pub fn inputs(&self) -> Vec<&'static str> {
        let mut found = Vec::new();
        self.gather(&mut found);
        found
    }

    fn gather(&self, found: &mut Vec<&'static str>) {
        match self {
            Self::Input(id) if !found.contains(id) => found.push(id),
            Self::Input(_) | Self::Number(_) | Self::Constant(..) => {}
            Self::Sum(parts) | Self::Product(parts) => {
                parts.iter().for_each(|part| part.gather(found));
            }
            Self::Difference(a, b) | Self::Quotient(a, b) => {
                a.gather(found);
                b.gather(found);
            }
        }
    }
}
