//! Ticks on the starts of days, weeks, months, quarters and years, in UTC.

use chrono::{Datelike, Days, Months, NaiveDate};
use outturn_core::calendar::{
    Grain, Period, date_of, is_of_order, moment_of, month_name, step_number,
};
use outturn_core::units::Timestamp;
use outturn_format::{Locale, day_and_month, whole};

/// A moment on the axis with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeTick {
    /// Where it stands.
    pub at: Timestamp,
    /// What it says: `5 Jan` (or a day in the digits of the locale), `Jan 24`, `Q3 26`, `2026`.
    pub label: String,
}

/// How far apart ticks are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Every {
    Days(u16),
    Weeks(u16),
    Months(u32),
    Years(i32),
}

const LADDER: [Every; 17] = [
    Every::Days(1),
    Every::Days(2),
    Every::Weeks(1),
    Every::Weeks(2),
    Every::Months(1),
    Every::Months(3),
    Every::Months(6),
    Every::Years(1),
    Every::Years(2),
    Every::Years(5),
    Every::Years(10),
    Every::Years(20),
    Every::Years(50),
    Every::Years(100),
    Every::Years(1_000),
    Every::Years(10_000),
    Every::Years(100_000),
];

/// Space in CSS pixels kept between two labels.
const GAP: f64 = 20.0;
/// More ticks than this are never useful.
const MOST: f64 = 24.0;

/// What the labels of a time axis are written for.
#[derive(Clone, Copy)]
pub struct Labels<'a> {
    /// That of the data: no finer ticks are made, and quarterly data gets quarter labels.
    pub grain: Grain,
    /// How a day is written.
    pub locale: &'a Locale,
    /// Length of the axis in CSS pixels.
    pub pixels: f64,
    /// Width of a label in CSS pixels.
    pub width: &'a dyn Fn(&str) -> f64,
}

/// The finest ticks within `first ..= last` whose labels, centred on their ticks, stay clear of each other. May be empty when no
/// period starts in the range.
#[must_use]
pub fn time_ticks(first: Timestamp, last: Timestamp, labels: Labels<'_>) -> Vec<TimeTick> {
    if is_of_order(date_of(first)) {
        return step_ticks(first, last, labels);
    }
    let grain = labels.grain;
    let days = last.seconds_since(first).max(0.0) / 86_400.0;
    let mut best = Vec::new();
    for every in LADDER.into_iter().filter(|e| e.suits(grain)) {
        if days / every.days() > MOST {
            continue;
        }
        let ticks = every.ticks(first, last, labels);
        if ticks.is_empty() {
            break;
        }
        if clear(&ticks, days, labels) {
            return ticks;
        }
        best = ticks;
    }
    // Nothing fits: the coarsest ticks made, thinned to the first.
    best.truncate(1);
    best
}

/// The same of steps without dates, which are a day apart: their numbers.
fn step_ticks(first: Timestamp, last: Timestamp, labels: Labels<'_>) -> Vec<TimeTick> {
    let days = last.seconds_since(first).max(0.0) / 86_400.0;
    let tick = |day: NaiveDate| TimeTick {
        at: moment_of(day),
        label: whole(step_number(day).unsigned_abs().into(), labels.locale),
    };
    let every = (0..9).flat_map(|power| [1, 2, 5].map(|of| of * 10_i32.pow(power)));
    let mut every = every.filter(|every| days / f64::from(*every) <= MOST);
    let ticks = |every: i32| {
        let all = date_of(first)
            .iter_days()
            .take_while(|day| moment_of(*day) <= last);
        all.filter(|day| step_number(*day) % every == 0)
            .map(tick)
            .collect::<Vec<_>>()
    };
    let fits =
        every.find_map(|every| Some(ticks(every)).filter(|ticks| clear(ticks, days, labels)));
    fits.unwrap_or_default()
}

fn clear(ticks: &[TimeTick], days: f64, labels: Labels<'_>) -> bool {
    let Labels { pixels, width, .. } = labels;
    ticks.windows(2).all(|pair| {
        let apart = pair[1].at.seconds_since(pair[0].at) / 86_400.0 / days.max(1e-9) * pixels;
        apart >= (width(&pair[0].label) + width(&pair[1].label)) / 2.0 + GAP
    })
}

impl Every {
    fn suits(self, grain: Grain) -> bool {
        match grain {
            Grain::Day => true,
            Grain::Week => !matches!(self, Self::Days(_)),
            Grain::Month => matches!(self, Self::Months(_) | Self::Years(_)),
            Grain::Quarter => matches!(self, Self::Months(3 | 6) | Self::Years(_)),
            Grain::Year => matches!(self, Self::Years(_)),
        }
    }

    fn days(self) -> f64 {
        match self {
            Self::Days(n) => f64::from(n),
            Self::Weeks(n) => f64::from(n) * 7.0,
            Self::Months(n) => f64::from(n) * 30.4,
            Self::Years(n) => f64::from(n) * 365.2,
        }
    }

    fn ticks(self, first: Timestamp, last: Timestamp, labels: Labels<'_>) -> Vec<TimeTick> {
        let mut ticks: Vec<TimeTick> = Vec::new();
        let mut year = None;
        let mut date = Some(self.at_or_before(date_of(first)));
        while let Some(day) = date {
            let at = moment_of(day);
            if at > last || ticks.len() > 2 * MOST as usize {
                break;
            }
            if at >= first {
                ticks.push(TimeTick {
                    at,
                    label: self.label(day, labels, year != Some(day.year())),
                });
                year = Some(day.year());
            }
            date = self.after(day).filter(|next| *next > day);
        }
        ticks
    }

    fn at_or_before(self, date: NaiveDate) -> NaiveDate {
        match self {
            Self::Days(n) => {
                let back = date.num_days_from_ce().rem_euclid(i32::from(n));
                date.checked_sub_days(Days::new(back.unsigned_abs().into()))
                    .unwrap_or(date)
            }
            Self::Weeks(n) => {
                let monday = Period::containing_date(date, Grain::Week).start();
                // Day 1 of the common era was a Monday.
                let weeks = ((monday.num_days_from_ce() - 1) / 7).rem_euclid(i32::from(n));
                monday
                    .checked_sub_days(Days::new(u64::from(weeks.unsigned_abs()) * 7))
                    .unwrap_or(monday)
            }
            Self::Months(n) => {
                NaiveDate::from_ymd_opt(date.year(), date.month0() / n * n + 1, 1).unwrap_or(date)
            }
            Self::Years(n) => {
                NaiveDate::from_ymd_opt(date.year().div_euclid(n) * n, 1, 1).unwrap_or(date)
            }
        }
    }

    fn after(self, date: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(n) => date.checked_add_days(Days::new(n.into())),
            Self::Weeks(n) => date.checked_add_days(Days::new(u64::from(n) * 7)),
            Self::Months(n) => date.checked_add_months(Months::new(n)),
            Self::Years(n) => date.checked_add_months(Months::new(n.unsigned_abs() * 12)),
        }
    }

    /// Days and weeks say their year where it begins; the rest always.
    fn label(self, date: NaiveDate, labels: Labels<'_>, new_year: bool) -> String {
        let short_year = date.year().rem_euclid(100);
        match self {
            Self::Years(_) => date.year().to_string(),
            Self::Months(_) if labels.grain == Grain::Quarter => {
                format!("Q{} {short_year:02}", date.month0() / 3 + 1)
            }
            Self::Months(_) => format!("{} {short_year:02}", month_name(date)),
            _ if !new_year => day_and_month(date, labels.locale),
            _ if labels.locale.date_separator.is_some() => {
                outturn_format::date(date, labels.locale)
            }
            _ => format!("{} {} {short_year:02}", date.day(), month_name(date)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn day(text: &str) -> Timestamp {
        moment_of(text.parse().unwrap())
    }

    fn labels(first: &str, last: &str, grain: Grain, pixels: f64, locale: &Locale) -> Vec<String> {
        let labels = Labels {
            grain,
            locale,
            pixels,
            width: &|s| crate::text::width(s, 11.0, false),
        };
        let ticks = time_ticks(day(first), day(last), labels);
        ticks.into_iter().map(|t| t.label).collect()
    }

    #[rstest]
    #[case(
        "2024-01-01",
        "2026-09-01",
        Grain::Month,
        1100.0,
        "Jan 24|Apr 24|Jul 24|Oct 24|Jan 25|Apr 25|Jul 25|Oct 25|Jan 26|Apr 26|Jul 26"
    )]
    #[case(
        "2024-01-01",
        "2026-09-01",
        Grain::Month,
        480.0,
        "Jan 24|Jul 24|Jan 25|Jul 25|Jan 26|Jul 26"
    )]
    #[case("2024-01-01", "2026-09-01", Grain::Month, 260.0, "2024|2025|2026")]
    #[case(
        "2025-07-01",
        "2026-07-01",
        Grain::Quarter,
        500.0,
        "Q3 25|Q4 25|Q1 26|Q2 26|Q3 26"
    )]
    #[case(
        "2025-12-29",
        "2026-01-19",
        Grain::Week,
        500.0,
        "29 Dec 25|5 Jan 26|12 Jan|19 Jan"
    )]
    #[case(
        "2026-01-03",
        "2026-01-08",
        Grain::Day,
        500.0,
        "3 Jan 26|4 Jan|5 Jan|6 Jan|7 Jan|8 Jan"
    )]
    #[case("2026-01-01", "2026-03-31", Grain::Day, 300.0, "Jan 26|Feb 26|Mar 26")]
    #[case(
        "1959-01-01",
        "2009-07-01",
        Grain::Quarter,
        800.0,
        "1960|1965|1970|1975|1980|1985|1990|1995|2000|2005"
    )]
    #[case("2026-01-03", "2026-01-03", Grain::Day, 500.0, "3 Jan 26")]
    #[case(
        "2021-01-01",
        "2026-01-01",
        Grain::Year,
        320.0,
        "2021|2022|2023|2024|2025|2026"
    )]
    fn ticks_start_periods_and_fit(
        #[case] first: &str,
        #[case] last: &str,
        #[case] grain: Grain,
        #[case] pixels: f64,
        #[case] expected: &str,
    ) {
        let shown = labels(first, last, grain, pixels, &Locale::EN);
        assert_eq!(shown.join("|"), expected);
    }

    #[rstest]
    #[case("de", "29.12.2025|05.01.2026|12.01.|19.01.")]
    #[case("fr", "29/12/2025|05/01/2026|12/01|19/01")]
    #[case("ja", "2025/12/29|2026/01/05|01/12|01/19")]
    fn days_are_written_as_the_locale_writes_them(#[case] tag: &str, #[case] expected: &str) {
        let locale = Locale::from_tag(tag);
        let shown = labels("2025-12-29", "2026-01-19", Grain::Week, 500.0, &locale);
        assert_eq!(shown.join("|"), expected);
    }

    #[test]
    fn no_range_is_too_long_or_too_narrow() {
        let width = |s: &str| s.len() as f64 * 7.0;
        for grain in Grain::ALL {
            let on = |pixels| Labels {
                grain,
                locale: &Locale::EN,
                pixels,
                width: &width,
            };
            let ticks = time_ticks(Timestamp(i64::MIN), Timestamp(i64::MAX), on(900.0));
            assert!(ticks.len() <= 49);
            assert!(time_ticks(day("2020-01-01"), day("2026-01-01"), on(0.0)).len() <= 1);
            assert!(time_ticks(day("2026-01-01"), day("2020-01-01"), on(100.0)).len() <= 1);
        }
    }
}
