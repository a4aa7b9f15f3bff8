//! What becomes of the loaded files, in words.

use outturn_core::calendar::{Grain, Period, Span};
use outturn_format::{Locale, counted, date, periods, whole};
use outturn_metrics::Caveat;

/// What becomes of the loaded files, by their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FilesTold {
    /// Files whose rows count.
    pub count: usize,
    /// Files that wait for an answer.
    pub wait: usize,
    /// Those of them that count already, without what is asked about.
    pub in_part: usize,
    /// Files that feed no metric.
    pub feed_nothing: usize,
    /// Files that could not be read.
    pub unread: usize,
    /// Files that hold the same rows as another, which count as often as there are such files.
    pub same: usize,
}

/// How many files count, wait for an answer, feed no metric, could not be read and hold the same, each in words; `None` for the parts
/// that have no file.
///
/// ```
/// use outturn_format::Locale;
/// use outturn_report::narrative::{FilesTold, files_line};
/// let told = FilesTold { count: 4, wait: 2, feed_nothing: 4, ..FilesTold::default() };
/// let said: Vec<String> = files_line(told, &Locale::EN).into_iter().flatten().collect();
/// assert_eq!(said.join("; "), "4 of 10 files count; 2 wait for an answer; 4 feed no metric");
/// ```
#[must_use]
pub fn files_line(told: FilesTold, locale: &Locale) -> [Option<String>; 5] {
    let FilesTold {
        count,
        wait,
        in_part,
        feed_nothing,
        unread,
        same,
    } = told;
    let all = count + wait + feed_nothing + unread;
    let n = |n: usize| whole(n as u64, locale);
    let files = counted(all as u64, "file", "files", locale);
    let counts = if count == 1 { "counts" } else { "count" };
    let in_full = if in_part > 0 { " in full" } else { "" };
    let counting = match count {
        0 if wait > 0 => format!("None of {files} counts{in_full} yet"),
        0 => format!("None of {files} counts"),
        some if some == all => format!("{files} {counts}"),
        some => format!("{} of {files} {counts}{in_full}", n(some)),
    };
    let waits = if wait == 1 { "waits" } else { "wait" };
    let in_part = match in_part {
        0 => String::new(),
        some if some == wait => format!(
            " and {} in part",
            if wait == 1 { "counts" } else { "count" }
        ),
        1 => ", 1 of them counts in part".to_owned(),
        some => format!(", {} of them count in part", n(some)),
    };
    let feeds = if feed_nothing == 1 { "feeds" } else { "feed" };
    [
        (all > 0).then_some(counting),
        (wait > 0).then(|| format!("{} {waits} for an answer{in_part}", n(wait))),
        (feed_nothing > 0).then(|| format!("{} {feeds} no metric", n(feed_nothing))),
        (unread > 0).then(|| format!("{} could not be read", n(unread))),
        (same > 0).then(|| format!("{} are alike, and each counts", n(same))),
    ]
}

/// That rows of a file are in another one too, and count once.
#[must_use]
pub fn set_aside(rows: u64, other: &str, locale: &Locale) -> String {
    match rows {
        1 => format!("1 row is in {other} too and counts once, from there."),
        n => format!(
            "{} rows are in {other} too and count once, from there.",
            whole(n, locale)
        ),
    }
}

/// That another bill covers days of this one.
#[must_use]
pub fn same_days(days: Span, other: &str, locale: &Locale) -> String {
    let day = |date| Period::containing_date(date, Grain::Day);
    let last = days.end.pred_opt().unwrap_or(days.end);
    let days = periods(&(day(days.start), day(last)), locale);
    format!(
        "{other} covers the same days ({days}): charges that are in both files count twice. Remove one of them."
    )
}

/// Something to know of rows that count.
#[must_use]
pub fn caveat(caveat: &Caveat, locale: &Locale) -> String {
    let many = |n: u64, one: &str, several: &str| {
        let verb = if n == 1 { one } else { several };
        format!("{} {verb}", counted(n, "row", "rows", locale))
    };
    match caveat {
        Caveat::Repeated { rows } => format!(
            "{} the same as another one in every column, and counted: is a charge in the bill twice?",
            many(*rows, "is", "are")
        ),
        Caveat::SameDays { other, days } => same_days(*days, other, locale),
        Caveat::SameRows { other } => {
            format!("The same as {other}: every row counts twice. Remove one of them.")
        }
        Caveat::Contested { rows, other } => format!(
            "{} not counted yet: {other} tells it differently. Answer which file is right under Data.",
            many(*rows, "is", "are")
        ),
        Caveat::Ahead { rows, today } => format!(
            "{} dated after today ({}): planned, and left out of complete periods, of what is to date and of everything. Choose their period to see them.",
            many(*rows, "is", "are"),
            date(today.start, locale)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case([0, 0, 0, 0, 0, 0], "")]
    #[case([10, 0, 0, 0, 0, 0], "10 files count")]
    #[case([2, 0, 0, 0, 1, 0], "2 of 3 files count; 1 could not be read")]
    #[case([0, 0, 0, 0, 1, 0], "None of 1 file counts; 1 could not be read")]
    #[case([0, 1, 0, 0, 0, 0], "None of 1 file counts yet; 1 waits for an answer")]
    #[case([0, 1, 1, 0, 0, 0], "None of 1 file counts in full yet; 1 waits for an answer and counts in part")]
    #[case([1, 3, 1, 0, 0, 0], "1 of 4 files counts in full; 3 wait for an answer, 1 of them counts in part")]
    #[case([1, 3, 3, 0, 0, 0], "1 of 4 files counts in full; 3 wait for an answer and count in part")]
    #[case([1, 3, 0, 0, 0, 0], "1 of 4 files counts; 3 wait for an answer")]
    #[case([0, 0, 0, 2, 0, 0], "None of 2 files counts; 2 feed no metric")]
    #[case([1, 0, 0, 1, 0, 0], "1 of 2 files counts; 1 feeds no metric")]
    #[case([1200, 0, 0, 34, 0, 0], "1,200 of 1,234 files count; 34 feed no metric")]
    #[case([2, 0, 0, 0, 0, 2], "2 files count; 2 are alike, and each counts")]
    fn files_are_summed_up(#[case] of: [usize; 6], #[case] said: &str) {
        let [count, wait, in_part, feed_nothing, unread, same] = of;
        let told = FilesTold {
            count,
            wait,
            in_part,
            feed_nothing,
            unread,
            same,
        };
        let parts: Vec<String> = files_line(told, &Locale::EN)
            .into_iter()
            .flatten()
            .collect();
        assert_eq!(parts.join("; "), said);
    }

    #[test]
    fn what_two_files_have_in_common_is_said() {
        assert_eq!(
            set_aside(1, "q1.csv", &Locale::EN),
            "1 row is in q1.csv too and counts once, from there."
        );
        assert_eq!(
            set_aside(1200, "q1.csv", &Locale::EN),
            "1,200 rows are in q1.csv too and count once, from there."
        );
    }
}
