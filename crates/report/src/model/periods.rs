//! What the period control offers.

use outturn_core::calendar::{Calendar, Period, Span};
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
    (choice, calendar): (Choice, Calendar),
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
    let mut periods = span.map_or_else(Vec::new, |span| calendar.periods(span, choice.grain));
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

/// One thing that the user says about the calendar.
pub struct CalendarField {
    /// What it is called.
    pub label: &'static str,
    /// What it is now.
    pub read: fn(&Calendar) -> i16,
    /// Sets it.
    pub write: fn(&mut Calendar, i16),
    choices: &'static [(i16, &'static str)],
}

impl CalendarField {
    /// What can be chosen, with the words for it.
    #[must_use]
    pub fn options(&self) -> &'static [(i16, &'static str)] {
        self.choices
    }
}

/// The distances from UTC by which days can begin, in minutes, with the words for them.
#[must_use]
pub fn distances_from_utc() -> Vec<(i16, String)> {
    let all = ZONES.iter();
    all.map(|minutes| (*minutes, zone(*minutes))).collect()
}

/// The distances from UTC in use, in minutes.
const ZONES: [i16; 38] = [
    -720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -120, -60, 0, 60, 120,
    180, 210, 240, 270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660, 720, 765,
    780, 840,
];

/// `UTC`, `UTC+5:30`.
fn zone(minutes: i16) -> String {
    let sign = if minutes < 0 { "−" } else { "+" };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    match (hours, rest) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
    }
}

/// What the user says about the calendar, in the order of the screen.
pub const CALENDAR_FIELDS: [CalendarField; 3] = [
    CalendarField {
        label: "Weeks begin on",
        read: |calendar| i16::from(calendar.week_begins),
        write: |calendar, day| calendar.week_begins = day.clamp(0, 6) as u8,
        choices: &[(0, "Monday"), (5, "Saturday"), (6, "Sunday")],
    },
    CalendarField {
        label: "Years begin in",
        read: |calendar| i16::from(calendar.year_begins),
        write: |calendar, month| calendar.year_begins = month.clamp(1, 12) as u8,
        choices: &[
            (1, "January"),
            (2, "February"),
            (3, "March"),
            (4, "April"),
            (5, "May"),
            (6, "June"),
            (7, "July"),
            (8, "August"),
            (9, "September"),
            (10, "October"),
            (11, "November"),
            (12, "December"),
        ],
    },
    CalendarField {
        label: "Months are",
        read: |calendar| i16::from(calendar.weeks),
        write: |calendar, weeks| calendar.weeks = weeks == 1,
        choices: &[(0, "calendar months"), (1, "4, 4 and 5 weeks")],
    },
];
