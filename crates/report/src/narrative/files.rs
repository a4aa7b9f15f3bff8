//! What becomes of the loaded files, in words.

use outturn_core::calendar::{Grain, Period, Span};
use outturn_format::{Locale, counted, periods, whole};

/// How many files count, wait for an answer, feed no metric and could not be read, each in words; `None` for the parts that have no
/// file.
///
/// ```
/// use outturn_format::Locale;
/// use outturn_report::narrative::files_line;
/// let said = files_line(4, 2, 3, 1, &Locale::EN).map(Option::unwrap);
/// assert_eq!(said.join("; "), "4 of 10 files count; 2 wait for an answer; 3 feed no metric; 1 could not be read");
/// assert_eq!(files_line(1, 0, 0, 0, &Locale::EN), [Some("1 file counts".to_owned()), None, None, None]);
/// ```
#[must_use]
pub fn files_line(
    count: usize,
    wait: usize,
    feed_nothing: usize,
    unread: usize,
    locale: &Locale,
) -> [Option<String>; 4] {
    let all = count + wait + feed_nothing + unread;
    let n = |n: usize| whole(n as u64, locale);
    let files = counted(all as u64, "file", "files", locale);
    let counts = if count == 1 { "counts" } else { "count" };
    let counting = match count {
        // Columns of a waiting file that nothing is asked about may count already.
        0 if wait > 0 => format!("None of {files} counts in full yet"),
        0 => format!("None of {files} counts"),
        some if some == all => format!("{files} {counts}"),
        some => format!("{} of {files} {counts}", n(some)),
    };
    let waits = if wait == 1 { "waits" } else { "wait" };
    let feeds = if feed_nothing == 1 { "feeds" } else { "feed" };
    [
        (all > 0).then_some(counting),
        (wait > 0).then(|| format!("{} {waits} for an answer", n(wait))),
        (feed_nothing > 0).then(|| format!("{} {feeds} no metric", n(feed_nothing))),
        (unread > 0).then(|| format!("{} could not be read", n(unread))),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case(0, 0, 0, 0, "")]
    #[case(10, 0, 0, 0, "10 files count")]
    #[case(2, 0, 0, 1, "2 of 3 files count; 1 could not be read")]
    #[case(0, 0, 0, 1, "None of 1 file counts; 1 could not be read")]
    #[case(0, 1, 0, 0, "None of 1 file counts in full yet; 1 waits for an answer")]
    #[case(0, 0, 2, 0, "None of 2 files counts; 2 feed no metric")]
    #[case(1, 0, 1, 0, "1 of 2 files counts; 1 feeds no metric")]
    #[case(1200, 0, 34, 0, "1,200 of 1,234 files count; 34 feed no metric")]
    fn files_are_summed_up(
        #[case] count: usize,
        #[case] wait: usize,
        #[case] nothing: usize,
        #[case] unread: usize,
        #[case] said: &str,
    ) {
        let parts = files_line(count, wait, nothing, unread, &Locale::EN);
        let parts: Vec<String> = parts.into_iter().flatten().collect();
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
