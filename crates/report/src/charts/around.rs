//! Charts of a metric looked at closely: its line with what happened meanwhile, and small ones side by side.

use super::scorecard::{axis, line, target};
use outturn_chart::{Chart, Happened, Kind, LineChart, Series};
use outturn_core::calendar::{Grain, Period};
use outturn_format::Locale;
use outturn_metrics::scorecard::{self, Card, Happenings, Multiples};

/// What things of a kind are called, and whether they last.
fn named(what: scorecard::Happened) -> (&'static str, bool) {
    match what {
        scorecard::Happened::Release => ("release", false),
        scorecard::Happened::Incident => ("incident", true),
    }
}

/// The whole series with its target and with releases and incidents.
#[must_use]
pub fn line_with(card: &Card, happenings: &Happenings, locale: Locale) -> Chart {
    let mut chart = line(card, locale);
    if let Kind::Line(line) = &mut chart.kind {
        let one = |of: &scorecard::Happening| {
            let (kind, lasts) = named(of.what);
            Happened {
                from: of.from,
                to: of.to,
                kind: kind.to_owned(),
                lasts,
                label: of.label.clone(),
            }
        };
        line.happened = happenings.shown.iter().map(one).collect();
    }
    chart
}

/// One small chart a value, all with one axis: it has room for every value that is drawn and for the target.
#[must_use]
pub fn multiples(card: &Card, of: &Multiples, locale: Locale) -> Vec<Chart> {
    let grain = of.periods.last().map_or(Grain::Month, Period::grain);
    let all = of.shown.iter().flat_map(|(_, values)| values).flatten();
    let finite = all.copied().filter(|value| value.is_finite());
    let room = finite.fold(None, |room: Option<(f64, f64)>, value| {
        let (low, high) = room.unwrap_or((value, value));
        Some((low.min(value), high.max(value)))
    });
    let times: Vec<_> = of.periods.iter().map(Period::start_moment).collect();
    let one = |(value, values): &(String, Vec<Option<f64>>)| {
        let series = vec![Series::new(String::new(), values.clone())];
        let line = LineChart {
            target: target(card),
            room,
            ..LineChart::new(axis(card, &locale), grain, times.clone(), series)
        };
        Chart {
            title: format!("{}, {value}", card.label),
            subtitle: String::new(),
            source: String::new(),
            locale,
            kind: Kind::Line(line),
        }
    };
    of.shown.iter().map(one).collect()
}
