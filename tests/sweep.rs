//! Every scorecard of the samples and of the real files, at every length of a period and in many periods of each: no verdict from an
//! unfinished period, no direction against the catalogue, nothing stale that is scored, nothing compared with what it is not like.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // in helpers of tests too a panic is the report

#[path = "common/tables.rs"]
mod tables;

use outturn_core::calendar::{Calendar, Grain, Period, Span};
use outturn_core::units::Unit;
use outturn_format::{Locale, period};
use outturn_metrics::scorecard::{Card, Choice, Reading, Settings, Standing, Status, When, cards};
use outturn_metrics::{Bucket, Direction, Metric, Sources, Target, Unchanged};
use outturn_report::charts::bullet;
use outturn_report::narrative::against;
use outturn_samples as samples;
use rstest::rstest;
use std::fs;

/// Periods looked at from each end of the data.
const EACH_END: usize = 3;
/// Most periods of a length that are looked at.
const LONGEST: usize = 3_000;

fn is_verdict(card: &Card) -> bool {
    matches!(
        card.judged.status,
        Status::Met | Status::Near | Status::Missed
    )
}

/// The days of the rows that a metric has its time from, as the files have them: nothing that the scorecard works out is used.
fn rows(sources: &Sources, card: &Card) -> Option<Span> {
    let metric = Metric::find(&card.id).unwrap();
    let spans = metric
        .tables()
        .into_iter()
        .filter_map(|kind| sources.span_of(kind));
    let series = || sources.span_of(outturn_core::table::TableKind::MetricSeries);
    spans.reduce(Span::joined).or_else(series)
}

/// Whether a card is computed from a log, and not from values that stand for a day, a month …
fn is_of_log(card: &Card) -> bool {
    use outturn_core::table::TableKind::{Deployments, Incidents, Predictions, Uptime};
    let logs = [Deployments, Incidents, Predictions, Uptime];
    let of_rows = Metric::find(&card.id).is_some_and(|metric| logs.contains(&metric.table()));
    of_rows && card.cases.is_some()
}

fn look_at(sources: &Sources, choice: Choice) {
    let all = cards(sources, choice, &Settings::default());
    let what = |card: &Card| format!("{} {:?} {choice:?}", card.id, card.periods);
    for card in all.iter().filter(|card| is_verdict(card)) {
        let asked = choice.when == When::ToDate || choice.when == When::All;
        assert!(
            asked || card.standing == Standing::Whole,
            "an unfinished verdict: {}",
            what(card)
        );
        assert_ne!(
            card.standing,
            Standing::Stale,
            "a stale verdict: {}",
            what(card)
        );
        assert!(
            asked || (!card.to_date && card.observed.is_none()),
            "{}",
            what(card)
        );
        // By the files alone: a verdict's period has rows, and begins and ends within what some file has rows of, to a tenth of itself;
        // a dated value is of its step, and its date may be anywhere in it.
        let (rows, span) = (rows(sources, card).unwrap(), card.span.unwrap());
        assert!(
            asked || rows.overlap(span).is_some(),
            "no row in it: {}",
            what(card)
        );
        let any = sources.span().unwrap();
        let tenth = chrono::Days::new(span.days() as u64 / 10);
        let within = any.start <= span.start + tenth && any.end >= span.end - tenth;
        assert!(
            asked || within || !is_of_log(card),
            "beyond the files: {}",
            what(card)
        );
        assert!(
            card.cases.is_none_or(|cases| cases >= card.least_n),
            "too few: {}",
            what(card)
        );
        if let Some(Metric::Defined(d)) = Metric::find(&card.id) {
            assert_eq!(card.good, d.good, "{}", what(card));
            agrees_with_direction(card, &what(card));
        }
    }
    for card in &all {
        reads_true(sources, card, &what(card));
        if let Some(before) = &card.previous {
            assert_eq!(
                before.part.is_none(),
                card.standing == Standing::Whole,
                "unlike: {}",
                what(card)
            );
            let then = before.span();
            let now = card.observed.unwrap_or(card.span.unwrap());
            let (shorter, longer) = (then.days().min(now.days()), then.days().max(now.days()));
            // Months and years differ in length by three days at most.
            assert!(
                longer - shorter <= 3.0,
                "{} days against {}: {}",
                now.days(),
                then.days(),
                what(card)
            );
        }
        let apart = matches!(choice.when, When::All | When::Own);
        let scored = card.judged.score.is_some();
        assert!(
            scored == is_verdict(card) || (apart && !scored),
            "{}",
            what(card)
        );
    }
    let scored = all.iter().filter(|card| card.judged.score.is_some());
    let mut periods: Vec<(Period, Period)> = scored.map(|card| card.periods.unwrap()).collect();
    periods.sort();
    periods.dedup();
    let of_one_time = match choice.when {
        When::All | When::Own => {
            // Not of one period, but all of some.
            let first = periods.iter().map(|(first, _)| *first).max();
            let last = periods.iter().map(|(_, last)| *last).min();
            choice.when == When::Own || first <= last
        }
        _ => periods.len() <= 1,
    };
    assert!(of_one_time, "one score of {periods:?}: {choice:?}");
}

/// What no reader may find on a card, whatever the files: a figure that cannot be, a picture of a verdict that is none, a status that
/// has moved beside “unchanged”, a verdict on the few rows whose late values have come.
fn reads_true(sources: &Sources, card: &Card, what: &str) {
    if let Some(value) = card.value {
        assert!(value.is_finite(), "{value}: {what}");
        let cannot_be_below_zero = matches!(card.unit, Unit::Seconds | Unit::Count)
            || matches!(Metric::find(&card.id), Some(Metric::Defined(d)) if d.unchanged == Unchanged::Newcombe);
        let is_own = card.bucket == Bucket::Series;
        assert!(
            value >= 0.0 || is_own || !cannot_be_below_zero,
            "{value}: {what}"
        );
        let is_share = matches!(Metric::find(&card.id), Some(Metric::Defined(d)) if d.unchanged == Unchanged::Newcombe);
        assert!(!is_share || value <= 1.5, "a share of {value}: {what}");
    }
    assert!(
        is_verdict(card) || bullet(card, Locale::EN).is_none(),
        "a picture without a verdict: {what}"
    );
    let said = against(card, period, &Locale::EN);
    if let (Some((_, moved)), Some(before)) = (said, &card.previous) {
        let stood = is_verdict(card) && before.status.is_verdict();
        assert!(
            !moved.starts_with("unchanged") || !stood || before.status == card.judged.status,
            "met and missed, and unchanged: {what}"
        );
        assert!(
            moved != "+0%" && moved != "−0%",
            "a change of nothing: {what}"
        );
    }
    let (used, all) = (card.n, card.n + card.receipt.rows_left_out);
    let metric = Metric::find(&card.id).unwrap();
    if let (true, Some(whole)) = (is_verdict(card) && all > 0, metric.overall(sources)) {
        let usual = whole.rows_used as f64 / (whole.rows_used + whole.rows_skipped).max(1) as f64;
        let own = used as f64 / all as f64;
        assert!(own >= usual / 4.0, "{used} of {all} rows have come: {what}");
    }
}

/// Of a target on the trend: what is better, or no more than chance away, is met.
fn agrees_with_direction(card: &Card, what: &str) {
    let (Target::Trend, Some(before), Some(now)) = (card.target, &card.previous, card.value) else {
        return;
    };
    let better = match card.good {
        Direction::Up => now >= before.value,
        Direction::Down => now <= before.value,
        Direction::Stable | Direction::Unset => return,
    };
    let met = better || before.reading == Reading::Unchanged;
    assert_eq!(
        met,
        card.judged.status == Status::Met,
        "against its direction: {what}"
    );
}

/// Everything is all its periods together: where there is but one, it is that one, over the same days.
fn everything_is_its_only_period(sources: &Sources, grain: Grain) {
    let shown = |when| cards(sources, Choice { grain, when }, &Settings::default());
    for all in shown(When::All) {
        let Some((first, last)) = all.periods else {
            continue;
        };
        let metric = Metric::find(&all.id).unwrap();
        let periods = metric.by_period(sources, grain).unwrap_or_default();
        if first != last || periods.len() != 1 {
            continue;
        }
        let one = shown(When::At(first))
            .into_iter()
            .find(|one| one.id == all.id);
        let one = one.unwrap();
        assert_eq!(
            (one.value, one.n),
            (all.value, all.n),
            "{} {first:?}",
            all.id
        );
        assert_eq!(
            one.receipt.inputs, all.receipt.inputs,
            "{} {first:?}",
            all.id
        );
    }
}

/// Every figure and score over some days, apart from what they are called.
fn told_of(
    sources: &Sources,
    grain: Grain,
    when: When,
) -> Vec<(String, Option<f64>, Status, Option<f64>)> {
    let all = cards(sources, Choice { grain, when }, &Settings::default());
    let told = all.into_iter();
    told.map(|card| (card.id, card.value, card.judged.status, card.judged.score))
        .collect()
}

/// What is said of one span is the same whatever periods the screen is cut into.
fn one_span_is_one_score(sources: &Sources, grains: &[Grain]) {
    let Some(span) = sources.span() else { return };
    let everything = |grain| told_of(sources, grain, When::All);
    // Four whole months in the middle, as months, and as whatever periods of other lengths they are.
    let months = sources.calendar().periods(span, Grain::Month);
    let four = months.get(months.len() / 2..months.len() / 2 + 4);
    let four = four.map(|four| four[0].span().joined(four[3].span()));
    let between = |grain| {
        let of = |days| When::days(days, (sources.calendar(), grain));
        four.map(|days| told_of(sources, grain, of(days)))
    };
    for pair in grains.windows(2) {
        assert_eq!(everything(pair[0]), everything(pair[1]), "{pair:?}");
        assert_eq!(between(pair[0]), between(pair[1]), "{pair:?} of {four:?}");
    }
}

fn look_at_everything(sources: &Sources) {
    let Some(span) = sources.span() else { return };
    // Days of half a century are what the shorter files are looked at by.
    let grains = Grain::ALL
        .into_iter()
        .filter(|grain| sources.calendar().periods(span, *grain).len() <= LONGEST)
        .collect::<Vec<_>>();
    one_span_is_one_score(sources, &grains);
    for grain in grains {
        everything_is_its_only_period(sources, grain);
        for when in [When::Latest, When::ToDate, When::Own, When::All] {
            look_at(sources, Choice { grain, when });
        }
        let periods = sources.calendar().periods(span, grain);
        let ends = periods
            .iter()
            .take(EACH_END)
            .chain(periods.iter().rev().take(EACH_END));
        for period in ends {
            look_at(
                sources,
                Choice {
                    grain,
                    when: When::At(*period),
                },
            );
        }
        // From a day in the middle of a period to another.
        let day = |part: u64| span.start + chrono::Days::new(span.days() as u64 * part / 7);
        let days = Span {
            start: day(3),
            end: day(5),
        };
        if days.start < days.end {
            let when = When::days(days, (sources.calendar(), grain));
            look_at(sources, Choice { grain, when });
        }
        let middle = periods[periods.len() / 2];
        look_at(
            sources,
            Choice {
                grain,
                when: When::Between(middle, periods[periods.len() - 1]),
            },
        );
    }
}

#[rstest]
fn samples_judge_only_what_is_over(#[values("churn", "claims", "leading")] id: &str) {
    let files = samples::by_id(id).unwrap().files();
    let files: Vec<(&str, &[u8])> = files.iter().map(|f| (f.name, f.text.as_bytes())).collect();
    let mut sources = tables::sources(&files);
    look_at_everything(&sources);
    // The samples are of whole years from October.
    sources.set_calendar(Calendar {
        year_begins: 10,
        ..Calendar::default()
    });
    look_at_everything(&sources);
}

/// The samples are of whole months to September 2026, and that is what they open with.
#[rstest]
fn samples_open_with_their_last_month(#[values("churn", "claims", "leading")] id: &str) {
    let files = samples::by_id(id).unwrap().files();
    let files: Vec<(&str, &[u8])> = files.iter().map(|f| (f.name, f.text.as_bytes())).collect();
    let sources = tables::sources(&files);
    let all = cards(&sources, Choice::default(), &Settings::default());
    let september = Period::containing_date("2026-09-01".parse().unwrap(), Grain::Month);
    for card in all.iter().filter(|card| card.value.is_some()) {
        assert_eq!(
            card.periods,
            Some((september, september)),
            "{} {:?}",
            card.id,
            card.judged
        );
        assert_eq!(
            (card.standing, card.to_date),
            (Standing::Whole, false),
            "{}",
            card.id
        );
    }
}

fn real_files() -> Vec<String> {
    let root = format!("{}/tests/data", env!("CARGO_MANIFEST_DIR"));
    let folders = [
        root.clone(),
        format!("{root}/vendors"),
        format!("{root}/cases/seen"),
    ];
    let files = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let mut files: Vec<String> = files
        .map(|entry| entry.unwrap().path().to_string_lossy().into_owned())
        .filter(|path| {
            [".csv", ".json", ".xlsx"]
                .iter()
                .any(|end| path.ends_with(end))
        })
        .filter(|path| !path.ends_with("json_test_suite.json"))
        .collect();
    files.sort_unstable();
    files
}

#[test]
fn real_files_judge_only_what_is_over() {
    let mut judged = 0;
    for path in real_files() {
        let bytes = fs::read(&path).unwrap();
        let name = path.rsplit('/').next().unwrap();
        if let Some(sources) = tables::recognised(&[(name, &bytes)]) {
            look_at_everything(&sources);
            judged += 1;
        }
    }
    assert!(judged > 20, "only {judged} files were looked at");
}

/// All of them at once: metrics of 1959 and of 2026 side by side.
#[test]
fn files_of_many_years_judge_only_what_is_over() {
    let files: Vec<(String, Vec<u8>)> = real_files()
        .into_iter()
        .filter(|path| {
            path.contains("/vendors/") || path.contains("/seen/") || path.ends_with("macrodata.csv")
        })
        .map(|path| {
            let bytes = fs::read(&path).unwrap();
            (path.rsplit('/').next().unwrap().to_owned(), bytes)
        })
        .filter(|(name, bytes)| tables::recognised(&[(name, bytes)]).is_some())
        .collect();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(n, b)| (n.as_str(), b.as_slice()))
        .collect();
    look_at_everything(&tables::sources(&files));
}
