//! What the name of a column of amounts says besides what they are: `cost (k USD)` are costs, in thousands of dollars.

use super::super::repair::currency_of;
use super::Unit;

/// Words that say how many units a number counts. A single letter says it beside a currency, behind `in` or in brackets; elsewhere `m`
/// may as well be months.
const SCALES: [(Unit, &[&str], &[&str]); 3] = [
    (
        Unit::Thousands,
        &[
            "k",
            "thousand",
            "thousands",
            "tsd",
            "tausend",
            "milliers",
            "miles",
            "migliaia",
            "tys",
            "duizend",
            "000",
            "000s",
            "1000",
            "1000s",
            "1,000",
            "1,000s",
            "x1000",
        ],
        &["t"],
    ),
    (
        Unit::Millions,
        &[
            "mn",
            "mm",
            "mio",
            "mln",
            "million",
            "millions",
            "millionen",
            "millones",
            "milhões",
            "milioni",
            "miljoen",
            "000000",
            "1,000,000",
        ],
        &["m"],
    ),
    (
        Unit::Billions,
        &[
            "bn",
            "billion",
            "billions",
            "mrd",
            "milliarden",
            "milliards",
            "miliardi",
        ],
        &["b"],
    ),
];

/// Words between those of an amount that say nothing themselves.
const BETWEEN: [&str; 8] = ["in", "of", "en", "de", "di", "w", "i", "x"];

/// A column's name, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Amount {
    /// What the amounts are, without what they are counted in; nothing where the name says no more than that.
    pub(in super::super) bare: String,
    /// How many units a number counts, where it says so.
    pub(in super::super) scale: Option<Unit>,
    /// The currency, where it says it.
    pub(in super::super) currency: Option<&'static str>,
}

/// A word of a name.
struct Word {
    text: String,
    /// Behind an opening bracket.
    inside: bool,
}

impl Amount {
    /// What a name says; `None` where it names neither a currency nor a scale.
    pub(in super::super) fn of_name(name: &str) -> Option<Self> {
        let words = words(name);
        let has_currency = words
            .iter()
            .any(|word| taken(&word.text, true).is_some_and(|(_, c)| c.is_some()));
        let (mut scale, mut currency) = (None, None);
        let mut bare: Vec<&str> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let behind_in = at > 0 && BETWEEN.contains(&words[at - 1].text.as_str());
            match taken(&word.text, has_currency || word.inside || behind_in) {
                Some((of, code)) => {
                    // What stood between is of the amount.
                    while bare.last().is_some_and(|last| BETWEEN.contains(last)) {
                        bare.pop();
                    }
                    (scale, currency) = (scale.or(of), currency.or(code));
                }
                None => bare.push(&word.text),
            }
        }
        let says = scale.is_some() || currency.is_some();
        says.then(|| Self {
            bare: bare.join(" "),
            scale,
            currency,
        })
    }
}

/// The words of a name in small letters, parted by signs and by capitals, with the signs of currencies.
fn words(name: &str) -> Vec<Word> {
    let mut words = vec![String::new()];
    let mut inside = vec![false];
    let (mut open, mut small) = (false, false);
    for c in name.chars() {
        open = (open || matches!(c, '(' | '[')) && !matches!(c, ')' | ']');
        let is_of_word = c.is_alphanumeric() || c == ',' || is_sign(c);
        if !is_of_word || c.is_uppercase() && small {
            words.push(String::new());
            inside.push(open);
        }
        if is_of_word && let Some(word) = words.last_mut() {
            word.extend(c.to_lowercase());
        }
        small = c.is_lowercase();
    }
    let all = words.into_iter().zip(inside);
    let all = all.map(|(text, inside)| Word {
        text: text.trim_matches(',').to_owned(),
        inside,
    });
    all.filter(|word| !word.text.is_empty()).collect()
}

fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && currency_of(c.encode_utf8(&mut [0; 4])).is_some()
}

/// What one word says of how an amount is counted. `single` says whether single letters count.
fn taken(word: &str, single: bool) -> Option<(Option<Unit>, Option<&'static str>)> {
    let scale_of = |word: &str, single: bool| {
        let is = |(_, words, letters): &&(Unit, &[&str], &[&str])| {
            words.contains(&word) || single && letters.contains(&word)
        };
        SCALES.iter().find(is).map(|(unit, ..)| *unit)
    };
    if let Some(unit) = scale_of(word, single) {
        return Some((Some(unit), None));
    }
    if let Some(code) = currency_of(word) {
        return Some((None, Some(code)));
    }
    // `TEUR`, `k€`, `$m`: both in one word.
    let cuts = word.char_indices().map(|(at, _)| word.split_at(at));
    let mut cuts = cuts.filter(|(front, _)| !front.is_empty());
    cuts.find_map(|(front, behind)| {
        let both = |scale, currency| Some((scale_of(scale, true)?, currency_of(currency)?));
        let (scale, code) = both(front, behind).or_else(|| both(behind, front))?;
        Some((Some(scale), Some(code)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("cost (k USD)", "cost", Some(Unit::Thousands), Some("USD"))]
    #[case("Cost in thousands", "cost", Some(Unit::Thousands), None)]
    #[case("amount (EUR m)", "amount", Some(Unit::Millions), Some("EUR"))]
    #[case("TEUR", "", Some(Unit::Thousands), Some("EUR"))]
    #[case("T€", "", Some(Unit::Thousands), Some("EUR"))]
    #[case("kEUR", "", Some(Unit::Thousands), Some("EUR"))]
    #[case("Cost in '000", "cost", Some(Unit::Thousands), None)]
    #[case("spend (€ 000s)", "spend", Some(Unit::Thousands), Some("EUR"))]
    #[case("cost ($k)", "cost", Some(Unit::Thousands), Some("USD"))]
    #[case("cost_musd", "cost", Some(Unit::Millions), Some("USD"))]
    #[case("Cost [Mio. EUR]", "cost", Some(Unit::Millions), Some("EUR"))]
    #[case(
        "Cost (in thousands of USD)",
        "cost",
        Some(Unit::Thousands),
        Some("USD")
    )]
    #[case("Kosten (TEUR)", "kosten", Some(Unit::Thousands), Some("EUR"))]
    #[case("Cost (1,000 EUR)", "cost", Some(Unit::Thousands), Some("EUR"))]
    #[case("Cost ($bn)", "cost", Some(Unit::Billions), Some("USD"))]
    #[case("cost_k", "cost", Some(Unit::Thousands), None)]
    #[case("costUSD", "cost", None, Some("USD"))]
    #[case("cost (m)", "cost", Some(Unit::Millions), None)]
    fn the_name_of_an_amount_says_what_it_is_counted_in(
        #[case] name: &str,
        #[case] bare: &str,
        #[case] scale: Option<Unit>,
        #[case] currency: Option<&'static str>,
    ) {
        let bare = bare.to_owned();
        let expected = Amount {
            bare,
            scale,
            currency,
        };
        assert_eq!(Amount::of_name(name), Some(expected));
    }

    /// Words that only look like those.
    #[rstest::rstest]
    fn other_names_say_nothing(
        #[values(
            "cost",
            "cost_m",
            "cost_t",
            "cost by model",
            "fraud",
            "mean cost",
            "unit cost",
            "days"
        )]
        name: &str,
    ) {
        assert_eq!(Amount::of_name(name), None);
    }
}
