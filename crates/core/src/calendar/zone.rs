//! The clocks of a place: how far ahead of UTC they are, and from when on.

use crate::units::Timestamp;
use serde::{Deserialize, Serialize};

const SECOND: i64 = 1_000_000;
const WEEK: i64 = 7 * 86_400 * SECOND;

/// The clocks of a place, as plain data: a browser knows when they are changed, this program does not.
///
/// ```
/// use outturn_core::calendar::Zone;
/// use outturn_core::units::Timestamp;
/// assert_eq!(Zone::fixed(60).local(Timestamp(0)), Timestamp(3_600_000_000));
/// assert_eq!(Zone::UTC.local(Timestamp(0)), Timestamp(0));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Zone {
    /// Its name in the IANA database: `Europe/Berlin`; empty for a fixed distance from UTC.
    pub name: String,
    /// From which moment on, in microseconds since 1970, clocks are how many seconds ahead of UTC; in order. Before the first they are
    /// as from it.
    steps: Vec<(i64, i32)>,
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self {
        name: String::new(),
        steps: Vec::new(),
    };

    /// Always so many minutes ahead of UTC.
    #[must_use]
    pub fn fixed(minutes: i16) -> Self {
        match minutes {
            0 => Self::UTC,
            minutes => Self {
                name: String::new(),
                steps: vec![(i64::MIN, i32::from(minutes) * 60)],
            },
        }
    }

    /// The zone of a name from one moment to another, where `ahead` tells how many seconds its clocks are ahead at a moment. `None`
    /// where it cannot tell. Clocks that are changed and changed back within a week go unnoticed.
    pub fn found(
        name: &str,
        (first, last): (Timestamp, Timestamp),
        ahead: impl Fn(Timestamp) -> Option<i32>,
    ) -> Option<Self> {
        let mut steps = vec![(first.0, ahead(first)?)];
        let mut from = first.0;
        while from < last.0 {
            let to = from.saturating_add(WEEK).min(last.0);
            let (before, after) = (steps.last()?.1, ahead(Timestamp(to))?);
            if after != before {
                let (mut low, mut high) = (from, to);
                while high - low > SECOND {
                    let middle = low + (high - low) / 2 / SECOND * SECOND;
                    let middle = middle.max(low + 1);
                    match ahead(Timestamp(middle))? == before {
                        true => low = middle,
                        false => high = middle,
                    }
                }
                steps.push((high, after));
            }
            from = to;
        }
        Some(Self {
            name: name.to_owned(),
            steps,
        })
    }

    /// Whether its clocks show UTC.
    #[must_use]
    pub fn is_utc(&self) -> bool {
        self.steps.iter().all(|(_, ahead)| *ahead == 0)
    }

    /// A moment as its clocks show it.
    #[must_use]
    pub fn local(&self, moment: Timestamp) -> Timestamp {
        let next = self.steps.partition_point(|(from, _)| *from <= moment.0);
        let step = self.steps.get(next.saturating_sub(1));
        Timestamp(moment.0.saturating_add(ahead(step)))
    }

    /// The moment from which on its clocks show this and no earlier time: of midnight, when the day begins. Where clocks skip it, the
    /// moment at which they do.
    #[must_use]
    pub fn moment(&self, local: Timestamp) -> Timestamp {
        let begins = |step: &(i64, i32)| step.0.saturating_add(ahead(Some(step)));
        let next = self.steps.partition_point(|step| begins(step) < local.0);
        let step = self.steps.get(next.saturating_sub(1));
        let moment = local.0.saturating_sub(ahead(step));
        let until = self.steps.get(next.max(1)).map_or(i64::MAX, |step| step.0);
        Timestamp(moment.min(until))
    }
}

/// How far ahead clocks are, in microseconds.
fn ahead(step: Option<&(i64, i32)>) -> i64 {
    step.map_or(0, |(_, seconds)| i64::from(*seconds) * SECOND)
}

/// The seconds that are meant by a distance from UTC as browsers write it: `GMT`, `GMT+5:30`, `GMT−03:00`; `None` for anything else.
///
/// ```
/// use outturn_core::calendar::seconds_ahead;
/// assert_eq!(seconds_ahead("GMT+05:30"), Some(19_800));
/// assert_eq!(seconds_ahead("GMT-03:30"), Some(-12_600));
/// assert_eq!((seconds_ahead("GMT"), seconds_ahead("CET")), (Some(0), None));
/// ```
#[must_use]
pub fn seconds_ahead(text: &str) -> Option<i32> {
    let rest = text
        .strip_prefix("GMT")
        .or_else(|| text.strip_prefix("UTC"))?;
    if rest.is_empty() {
        return Some(0);
    }
    let (sign, digits) = match rest.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => (-1, rest.strip_prefix(['-', '−'])?),
    };
    let mut seconds = 0;
    for (part, unit) in digits.split(':').zip([3_600, 60, 1]) {
        seconds += part.parse::<u8>().ok().map(i32::from)? * unit;
    }
    Some(sign * seconds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::moment_of;
    use rstest::rstest;

    fn at(text: &str) -> Timestamp {
        let (date, time) = text.split_once(' ').unwrap();
        let (hours, minutes) = time.split_once(':').unwrap();
        let minutes = hours.parse::<i64>().unwrap() * 60 + minutes.parse::<i64>().unwrap();
        Timestamp(moment_of(date.parse().unwrap()).0 + minutes * 60 * SECOND)
    }

    /// Times of change of the IANA database 2025b, by Python's zoneinfo.
    fn zone(steps: &[(&str, i32)]) -> Zone {
        let steps = steps
            .iter()
            .map(|(from, hours)| (at(from).0, hours * 3_600));
        Zone {
            name: "test".to_owned(),
            steps: steps.collect(),
        }
    }

    fn berlin() -> Zone {
        zone(&[
            ("2025-10-26 01:00", 1),
            ("2026-03-29 01:00", 2),
            ("2026-10-25 01:00", 1),
        ])
    }

    #[rstest]
    #[case("2026-03-28 23:00", "2026-03-29 00:00")]
    #[case("2026-03-29 00:59", "2026-03-29 01:59")]
    #[case("2026-03-29 01:00", "2026-03-29 03:00")]
    #[case("2026-03-29 22:00", "2026-03-30 00:00")]
    #[case("2026-10-25 00:30", "2026-10-25 02:30")]
    #[case("2026-10-25 01:30", "2026-10-25 02:30")]
    #[case("2026-10-25 23:00", "2026-10-26 00:00")]
    #[case("2020-07-01 12:00", "2020-07-01 13:00")] // before what is known
    fn clocks_are_changed(#[case] moment: &str, #[case] shown: &str) {
        assert_eq!(berlin().local(at(moment)), at(shown));
    }

    #[rstest]
    #[case("2026-03-29 00:00", "2026-03-28 23:00")]
    #[case("2026-03-30 00:00", "2026-03-29 22:00")]
    #[case("2026-10-25 00:00", "2026-10-24 22:00")]
    #[case("2026-10-26 00:00", "2026-10-25 23:00")]
    fn days_begin_at_local_midnight(#[case] midnight: &str, #[case] moment: &str) {
        assert_eq!(berlin().moment(at(midnight)), at(moment));
    }

    /// Clocks of Beirut went from 00:00 to 01:00 on 26 March 2023, those of Havana from 01:00 to 00:00 on 5 November 2023: the one day
    /// begins at one, the other has its first hour twice. In Asunción they went from 00:00 to 23:00 of the day before on 24 March 2024.
    #[rstest]
    #[case(&[("2022-10-29 21:00", 2), ("2023-03-25 22:00", 3)], "2023-03-26 00:00", "2023-03-25 22:00")]
    #[case(&[("2023-03-12 05:00", -4), ("2023-11-05 05:00", -5)], "2023-11-05 00:00", "2023-11-05 04:00")]
    #[case(&[("2023-10-01 04:00", -3), ("2024-03-24 03:00", -4)], "2024-03-24 00:00", "2024-03-24 04:00")]
    fn midnights_that_are_skipped_or_come_twice(
        #[case] steps: &[(&str, i32)],
        #[case] midnight: &str,
        #[case] moment: &str,
    ) {
        assert_eq!(zone(steps).moment(at(midnight)), at(moment));
    }

    #[test]
    fn changes_are_found_to_the_second() {
        let known = berlin();
        let ahead = |moment: Timestamp| Some(((known.local(moment).0 - moment.0) / SECOND) as i32);
        let range = (at("2025-11-01 00:00"), at("2026-12-01 00:00"));
        let found = Zone::found("Europe/Berlin", range, ahead).unwrap();
        assert_eq!(found.name, "Europe/Berlin");
        assert_eq!(found.steps[1..], known.steps[1..]);
        assert_eq!(Zone::found("?", range, |_| None), None);
    }

    #[test]
    fn the_ends_of_time_are_no_panic() {
        for zone in [Zone::UTC, Zone::fixed(-720), berlin()] {
            for moment in [Timestamp(i64::MIN), Timestamp(i64::MAX)] {
                let _ = (zone.local(moment), zone.moment(moment));
            }
        }
    }
}
