//! Numbers that are none: -1 for "unknown", 9999 for "no answer".

use outturn_core::table::{Column, Quantity};

/// What is written for no value, where nothing else is negative.
const NEGATIVE: [f64; 8] = [
    -1.0,
    -9.0,
    -99.0,
    -999.0,
    -9999.0,
    -99_999.0,
    -32_768.0,
    -2_147_483_648.0,
];
/// What is written for no value, where everything else is far smaller: nines, and the largest whole numbers of 15, 16, 31, 32 and 63 bits.
const POSITIVE: [f64; 12] = [
    999.0,
    9999.0,
    99_999.0,
    99_999.99,
    999_999.0,
    999_999.99,
    9_999_999.0,
    32_767.0,
    65_535.0,
    2_147_483_647.0,
    4_294_967_295.0,
    9_223_372_036_854_775_807.0,
];
/// So many times the largest of the others.
const FAR: f64 = 5.0;
/// So many other values show what is usual.
const LEAST: usize = 3;
/// Amounts of money: so much is no price, and a small negative one is a credit.
const NO_AMOUNT: f64 = 999.0;
const NO_PRICE: f64 = 99_999.0;

/// The values of a column that look like placeholders, as they are shown.
pub(super) fn placeholders(column: &Column, quantity: Quantity) -> Vec<String> {
    if !matches!(column, Column::I64(_) | Column::F64(_)) {
        return Vec::new();
    }
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    column.for_each_number(0..column.len(), |number| {
        if let Some(number) = number {
            (low, high) = (low.min(number), high.max(number));
        }
    });
    let mut found = Vec::new();
    if NEGATIVE.contains(&low) {
        found.extend(negative(column, quantity));
    }
    if POSITIVE.contains(&high) {
        found.extend(positive(column, high, quantity));
    }
    found.iter().map(f64::to_string).collect()
}

/// Negative ones, where all others are zero or more, and are measured rather than classes.
fn negative(column: &Column, quantity: Quantity) -> Vec<f64> {
    let (mut found, mut others, mut fractions, mut most) = (Vec::new(), 0usize, false, 0f64);
    for number in (0..column.len()).filter_map(|row| column.number(row)) {
        if NEGATIVE.contains(&number) {
            if !found.contains(&number) {
                found.push(number);
            }
        } else if number < 0.0 {
            return Vec::new();
        } else {
            others += 1;
            fractions |= number.fract() != 0.0;
            most = most.max(number);
        }
    }
    let measured = fractions || most > FAR;
    if others < LEAST || !measured {
        return Vec::new();
    }
    found.retain(|value| quantity != Quantity::Money || *value <= -NO_AMOUNT);
    found
}

/// One of nines that is many times the largest of the others.
fn positive(column: &Column, value: f64, quantity: Quantity) -> Option<f64> {
    let numbers = (0..column.len()).filter_map(|row| column.number(row));
    let others: Vec<f64> = numbers.filter(|number| *number != value).collect();
    let most = others.iter().copied().fold(0.0, f64::max);
    let far = others.len() >= LEAST && value > FAR * most && others.iter().any(|v| *v > 0.0);
    let priced = quantity == Quantity::Money && value < NO_PRICE;
    (far && !priced).then_some(value)
}
