//! What the period control offers.

use outturn_core::calendar::{Period, Span};
use outturn_core::units::Timestamp;
use outturn_format::{Locale, period};
use outturn_metrics::scorecard::{Choice, Shared, When};

/// Most single periods that are listed; earlier ones are chosen by their days.
const LISTED: usize = 120;

/// One choice of the period control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodOption {
    /// Names it among the others.
    pub id: String,
    /// What is read.
    pub label: String,
    /// What it chooses.
    pub when: When,
}

/// The choices for the data that is loaded: the last complete period, to date, each metric's own last, everything, from a day to a
/// day, and each period of the data, the newest first. What is chosen now is among them.
#[must_use]
pub fn period_options(
    choice: Choice,
    span: Option<Span>,
    shared: Shared,
    locale: &Locale,
) -> Vec<PeriodOption> {
    let option = |id: &str, label: String, when| PeriodOption {
        id: id.to_owned(),
        label,
        when,
    };
    let named = |words: &str, of: Option<Period>| match of {
        Some(of) => format!("{words}: {}", period(&of, locale)),
        None => words.to_owned(),
    };
    let mut periods = span.map_or_else(Vec::new, |span| {
        let last = Timestamp(span.end_moment().0 - 1);
        Period::range(span.start_moment(), last, choice.grain)
    });
    let between = match (choice.when, periods.first(), periods.last()) {
        (chosen @ When::Between(..), _, _) => Some(chosen),
        (_, Some(first), Some(last)) => Some(When::Between(*first, *last)),
        _ => None,
    };
    periods.reverse();
    periods.truncate(LISTED);
    if let When::At(chosen) = choice.when
        && !periods.contains(&chosen)
    {
        periods.push(chosen);
    }
    let mut options = vec![
        option(
            "latest",
            named("Last complete", shared.complete),
            When::Latest,
        ),
        option("to_date", named("To date", shared.running), When::ToDate),
        option("own", "Each metric's own last".to_owned(), When::Own),
        option("all", "Everything loaded".to_owned(), When::All),
    ];
    let between = between.map(|when| option("between", "From … to …".to_owned(), when));
    options.extend(between);
    options.extend(periods.into_iter().map(|one| {
        let label = period(&one, locale);
        option(&one.start().to_string(), label, When::At(one))
    }));
    options
}
