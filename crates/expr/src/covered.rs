//! The time that tables cover, and the columns of them that a value is made of.

use super::sources::times;
use super::{SourceTable, Sources, Timed};
use outturn_core::calendar::{Coverage, Day, Span, arrived, date_of};
use outturn_core::table::{Column, TableKind};
use outturn_core::units::Timestamp;
use std::collections::BTreeMap;

impl Sources {
    /// The time that the table of a kind covers.
    #[must_use]
    pub fn coverage(&self, kind: TableKind) -> Option<Coverage> {
        let coverage = self.about(kind.schema().name, || {
            if kind.schema().is_register() {
                return self.stands(kind).map(Coverage::of_state);
            }
            let parts = self.get(kind)?.parts();
            let of_one =
                |part| Coverage::of_log(self.local_moments(kind, std::slice::from_ref(part)));
            let coverage = match is_log(kind) {
                true => Coverage::joined(parts.iter().filter_map(of_one)),
                false => Coverage::of_values(self.local_moments(kind, parts), self.calendar()),
            };
            self.known(coverage?)
        });
        coverage.as_ref().clone()
    }

    /// The days on which a register stands: from its first to the last that anything else shows to have passed.
    #[must_use]
    pub fn stands(&self, kind: TableKind) -> Option<Span> {
        let own = self.elapsed(self.span_of(kind)?)?;
        Some(match self.passed() {
            Some(passed) if passed.end > own.end => Span {
                end: passed.end,
                ..own
            },
            _ => own,
        })
    }

    /// What of some coverage has come.
    #[must_use]
    pub fn come(&self, coverage: Coverage) -> Option<Coverage> {
        match self.today() {
            Some(today) => coverage.until(today),
            None => Some(coverage),
        }
    }

    /// What of some coverage has come, with what else that is loaded says of it.
    #[must_use]
    pub fn known(&self, coverage: Coverage) -> Option<Coverage> {
        let witnessed = self.come(coverage)?.witnessed(self.passed());
        Some(witnessed.filled(self.calendar()))
    }

    /// The days of which something that is loaded shows that they have passed: those that rows touch, and those that values stand for. A
    /// figure of March, dated the first, is there when March is over.
    #[must_use]
    pub fn passed(&self) -> Option<Span> {
        *self.about("days passed", || {
            let stand_for = |kind: TableKind| {
                let parts = self.get(kind)?.parts();
                let values = self.local_moments(kind, parts);
                let coverage = Coverage::of_values(values, self.calendar())?;
                Some(self.come(coverage)?.days())
            };
            // The day of a register may be that of its file, long after anything in it.
            let dated = || self.kinds().filter(|kind| !kind.schema().is_register());
            let values = dated().filter(|kind| !is_log(*kind));
            let touched = dated().filter_map(|kind| self.span_of(kind));
            let touched = touched.reduce(Span::joined);
            let touched = touched.and_then(|span| self.elapsed(span));
            let days = values.filter_map(stand_for).chain(touched);
            days.reduce(Span::joined)
        })
    }

    /// The time that what a value is made of covers: that of its table, without the days at both ends whose rows still lack the
    /// columns that it takes.
    #[must_use]
    pub fn coverage_of(&self, timed: &Timed) -> Option<Coverage> {
        let kind = &timed.table;
        let (whole, incomplete) = (self.coverage(*kind)?, self.incomplete(timed));
        if incomplete.is_empty() {
            return Some(whole);
        }
        let name = format!("{} with {}", kind.schema().name, incomplete.join(", "));
        let coverage = self.about(&name, || {
            let known = Arrivals::of(self, timed)?;
            let days = known.days()?;
            match is_log(*kind) {
                true => Some(whole.within(days)?.filled(self.calendar())),
                false => {
                    let moments = known.moments.into_iter();
                    let within = days.start_moment()..days.end_moment();
                    let moments = moments.filter(|at| within.contains(at));
                    let values = Coverage::of_values(moments, self.calendar());
                    self.known(values?)
                }
            }
        });
        coverage.as_ref().clone()
    }

    /// Those of its columns that lack a value somewhere. A column that is not loaded is said to be missing elsewhere.
    #[must_use]
    pub fn incomplete(&self, timed: &Timed) -> Vec<&'static str> {
        let parts = self.get(timed.table).map_or(&[][..], SourceTable::parts);
        let lacks = |name: &&str| {
            let mut columns = parts.iter().filter_map(|part| part.column(name));
            columns.any(|column| column.present() < column.len())
        };
        timed.with.iter().copied().filter(lacks).collect()
    }
}

/// The rows of a table by day, and the moments of those with all the values, where these stand for times.
#[derive(Default)]
struct Arrivals {
    days: BTreeMap<i64, Day>,
    moments: Vec<Timestamp>,
}

const DAY: i64 = 86_400_000_000;

impl Arrivals {
    fn of(sources: &Sources, Timed { table: kind, with }: &Timed) -> Option<Self> {
        let (mut all, clock) = (Self::default(), sources.clock(*kind));
        let stand_for_times = !is_log(*kind);
        for part in sources.get(*kind)?.parts() {
            let columns: Vec<&Column> = with.iter().filter_map(|name| part.column(name)).collect();
            for (time, late) in times(*kind) {
                let Some(when) = part.column(time) else {
                    continue;
                };
                // Rows of a day mostly follow one another.
                let mut now = (i64::MIN, Day::default());
                for row in 0..part.rows() {
                    let Some(Timestamp(at)) = when.timestamp(row) else {
                        continue;
                    };
                    let at = clock.local(Timestamp(at.saturating_sub(late)));
                    let date = at.0.div_euclid(DAY);
                    if date != now.0 {
                        all.add(std::mem::replace(&mut now, (date, Day::default())));
                    }
                    now.1.rows += 1;
                    if columns.iter().all(|column| column.is_present(row)) {
                        now.1.with += 1;
                        if stand_for_times {
                            all.moments.push(at);
                        }
                    }
                }
                all.add(now);
            }
        }
        Some(all)
    }

    fn add(&mut self, (date, more): (i64, Day)) {
        if more.rows > 0 {
            let day = self.days.entry(date).or_default();
            day.rows += more.rows;
            day.with += more.with;
        }
    }

    /// From the first day to the last whose values have arrived.
    fn days(&self) -> Option<Span> {
        let (dates, days): (Vec<i64>, Vec<Day>) = self.days.iter().unzip();
        let kept = &dates[arrived(&days)];
        let date = |day: i64| date_of(Timestamp(day.saturating_mul(DAY)));
        Some(Span {
            start: date(*kept.first()?),
            end: date(kept.last()? + 1),
        })
    }
}

/// Whether the rows of a table happen when they happen; those of the others are of days, weeks, months …
pub(super) fn is_log(kind: TableKind) -> bool {
    LOGS.contains(&kind)
}

/// Tables of what happens at any time.
const LOGS: [TableKind; 10] = [
    TableKind::Deployments,
    TableKind::DriftChecks,
    TableKind::DriftEvents,
    TableKind::Findings,
    TableKind::Incidents,
    TableKind::Initiatives,
    TableKind::Predictions,
    TableKind::TrainingRuns,
    TableKind::Uptime,
    TableKind::WorkflowRuns,
];
