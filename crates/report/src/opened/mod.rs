//! A snapshot as it is looked at: its figures in words, nothing computed anew.
//!
//! ```text
//! *.outturn.json → Snapshot::from_json → opened → Opened, which the page lays out
//! ```
//!
//! What a newer metric, unit or word is called stands as it is written; what is missing is a dash, with its reason where there is one.

mod cards;
mod scenarios;

pub use cards::{OpenedCard, OpenedGroup};
pub use scenarios::OpenedScenario;

use crate::narrative::{chance, leads_by, stability_words, verdict_word_of};
use crate::snapshot::{LeadLag, ScoreMove, Scorecard, Snapshot, Source, calendar};
use chrono::{DateTime, NaiveDate};
use outturn_core::units::Timestamp;
use outturn_format::{
    Digits, Locale, MISSING, bytes, counted, date, date_time, number, percent, period, whole,
};
use outturn_leadlag::{CONFIDENCE, Relation};
use outturn_metrics::Metric;
use outturn_metrics::scorecard::{Composite, Filters, Stability, filter_words};
use serde::{Deserialize, Serialize};

/// All of a snapshot, to be shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    /// What it is: of when, from which files, made when and by which version.
    pub about: Vec<String>,
    /// That it is not what was written, where its checksum says so.
    pub changed: Option<String>,
    /// The composite score and what it is made of; empty where there is none.
    pub score: Vec<Fact>,
    /// The metrics by bucket.
    pub groups: Vec<OpenedGroup>,
    /// The scenarios.
    pub scenarios: Vec<OpenedScenario>,
    /// Each indicator against the outcome; `None` where nothing was ranked.
    pub leads: Option<Table>,
    /// The files.
    pub files: Vec<Fact>,
}

/// A term and what is said of it, line by line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The term.
    pub term: String,
    /// The lines.
    pub lines: Vec<String>,
}

impl Fact {
    fn new(term: &str, lines: impl IntoIterator<Item = String>) -> Self {
        Self {
            term: term.to_owned(),
            lines: lines.into_iter().filter(|line| !line.is_empty()).collect(),
        }
    }

    /// Nothing where there is nothing to say.
    fn some(term: &str, lines: impl IntoIterator<Item = String>) -> Option<Self> {
        let fact = Self::new(term, lines);
        (!fact.lines.is_empty()).then_some(fact)
    }
}

/// A table; the first cell of a row names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it is of.
    pub caption: String,
    /// Names of its columns, and whether figures stand in them.
    pub head: Vec<(String, bool)>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    fn new<const N: usize>(
        caption: String,
        head: [(&str, bool); N],
        rows: Vec<Vec<String>>,
    ) -> Self {
        let head = head.map(|(name, figures)| (name.to_owned(), figures));
        Self {
            caption,
            head: head.into(),
            rows,
        }
    }
}

/// What is said of a snapshot that is another than its checksum says.
const CHANGED: &str = "This snapshot was changed after it was written: what it shows may not be what was computed. Ask who sent it for \
                       the original.";

/// The snapshot in words.
#[must_use]
pub fn opened(snapshot: &Snapshot, locale: &Locale) -> Opened {
    Opened {
        about: about(snapshot, locale),
        changed: snapshot.changed.then(|| CHANGED.to_owned()),
        score: score(snapshot, locale),
        groups: cards::groups(snapshot, locale),
        scenarios: snapshot
            .scenarios
            .iter()
            .map(|scenario| scenarios::scenario(scenario, locale))
            .collect(),
        leads: leads(snapshot, locale),
        files: snapshot.sources.iter().map(|s| file(s, locale)).collect(),
    }
}

/// `Figures of Mar 2026`, `data to 31 Mar 2026`, `from 2 files: a.csv, b.csv`, `made 12 Oct 2026, 9:30 UTC by Outturn 0.9.0`.
fn about(snapshot: &Snapshot, locale: &Locale) -> Vec<String> {
    let shown = &snapshot.period;
    let days = day(&shown.start).zip(day(&shown.end).and_then(|end| end.pred_opt()));
    let of = days.map(|(first, last)| {
        let calendar = calendar(snapshot);
        let only = calendar.period(first, shown.grain);
        match only == calendar.period(last, shown.grain) {
            true => format!("Figures of {}", period(&only, locale)),
            false => format!(
                "Figures of {} – {}",
                date(first, locale),
                date(last, locale)
            ),
        }
    });
    let names: Vec<&str> = snapshot.sources.iter().map(|s| s.file.as_str()).collect();
    let files = match names.is_empty() {
        true => "from no file".to_owned(),
        false => format!(
            "from {}: {}",
            counted(names.len() as u64, "file", "files", locale),
            names.join(", ")
        ),
    };
    let by = format!("by Outturn {}", snapshot.app_version);
    let made = match snapshot.made_at.as_deref().map(|at| moment(at, locale)) {
        Some(at) => format!("made {at} {by}"),
        None => format!("made {by}, which did not note when"),
    };
    let to = format!("data to {}", moment(&snapshot.as_of, locale));
    let filters: Filters =
        serde_json::from_value(snapshot.settings.filters.clone()).unwrap_or_default();
    let filter = filter_words(&filters.by);
    of.into_iter()
        .chain(filter)
        .chain([to, files, made])
        .collect()
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

/// A moment such as `2026-03-31T23:59:59Z`; as it is where it is none.
fn moment(text: &str, locale: &Locale) -> String {
    let parsed = DateTime::parse_from_rfc3339(text).ok();
    parsed.map_or_else(
        || text.to_owned(),
        |at| date_time(Timestamp(at.timestamp_micros()), locale),
    )
}

fn score(snapshot: &Snapshot, locale: &Locale) -> Vec<Fact> {
    let card = &snapshot.scorecard;
    let figure = |v: Option<f64>| fixed(v, 1, locale);
    let whole = match (card.score, &card.reason) {
        (None, Some(reason)) => format!("{MISSING}: {reason}"),
        _ => format!("{} of 100", figure(card.score)),
    };
    let parts = card.parts.iter().map(|part| {
        let weight = part
            .weight
            .map_or(MISSING.to_owned(), |w| percent(w, Digits::UpTo(1), locale));
        Fact::new(
            part.category.label(),
            [format!(
                "{}, weight {weight}, adds {}",
                figure(part.score),
                fixed(part.contribution, 2, locale)
            )],
        )
    });
    let missing = card.missing.iter().map(|bucket| bucket.label().to_owned());
    let missing = Fact::some("Without a score", missing);
    let moves = Fact::some(
        "Would move it",
        card.moves
            .iter()
            .filter_map(|one| moved(one, snapshot, locale)),
    );
    let stability = Fact::some("With other weights", stability(card, locale));
    [Fact::new("Score", [whole])]
        .into_iter()
        .chain(parts)
        .chain(missing)
        .chain(moves)
        .chain(stability)
        .collect()
}

/// `Time to recover: +3.1 when it is met`.
fn moved(one: &ScoreMove, snapshot: &Snapshot, locale: &Locale) -> Option<String> {
    let metric = snapshot.metrics.iter().find(|metric| metric.id == one.id)?;
    let gain = fixed(one.gain, 1, locale);
    Some(format!("{}: +{gain} when it is met", metric.label))
}

fn stability(card: &Scorecard, locale: &Locale) -> Option<String> {
    let of = card.stability.as_ref()?;
    let composite = Composite {
        stability: Some(Stability {
            cases: of.cases as usize,
            low: of.low?,
            high: of.high?,
            weakest: of
                .weakest
                .iter()
                .map(|one| (one.category, one.cases as usize))
                .collect(),
            same_order: of.same_order as usize,
        }),
        ..Composite::default()
    };
    stability_words(&composite, locale)
}

fn file(source: &Source, locale: &Locale) -> Fact {
    let table = source
        .table
        .as_deref()
        .map_or("not recognised", |table| table);
    let left_out = source
        .left_out
        .iter()
        .map(|of| format!("{} left out: {}", whole(of.count, locale), of.reason));
    let repaired = source.repairs.iter().map(|repair| {
        let (times, done) = (whole(repair.count, locale), repair.rule.label());
        format!("{times} × {done}, such as {}", repair.example)
    });
    let rows = format!(
        "{}, {}; {} of {} used",
        bytes(source.bytes, locale),
        table,
        whole(source.rows_used, locale),
        counted(source.rows_read, "row", "rows", locale)
    );
    let sum = format!("SHA-256 {}", source.sha256);
    Fact::new(
        &source.file,
        [rows]
            .into_iter()
            .chain(left_out)
            .chain(source.caveats.iter().cloned())
            .chain(source.notes.iter().cloned())
            .chain(repaired)
            .chain([sum]),
    )
}

fn leads(snapshot: &Snapshot, locale: &Locale) -> Option<Table> {
    let first = snapshot.lead_lag.first()?;
    let rows = snapshot
        .lead_lag
        .iter()
        .map(|pair| lead(pair, snapshot, locale))
        .collect();
    let confidence = percent(CONFIDENCE, Digits::UpTo(0), locale);
    Some(Table::new(
        format!(
            "Against {}, by {}",
            name(&first.lagging, snapshot),
            first.grain.word()
        ),
        [
            ("Indicator", false),
            ("Leads by", false),
            ("r", true),
            (confidence.as_str(), true),
            ("n", true),
            ("p, adj.", true),
            ("Verdict", false),
        ],
        rows,
    ))
}

fn lead(pair: &LeadLag, snapshot: &Snapshot, locale: &Locale) -> Vec<String> {
    let by = pair
        .best_lag
        .map(|lag| leads_by(Relation::of_lag(lag), pair.grain));
    let interval = pair.r_low.zip(pair.r_high).map(|(low, high)| {
        format!(
            "{} to {}",
            fixed(Some(low), 2, locale),
            fixed(Some(high), 2, locale)
        )
    });
    let dash = |text: Option<String>| text.unwrap_or_else(|| MISSING.to_owned());
    let verdict = verdict_word_of(&pair.verdict);
    vec![
        name(&pair.leading, snapshot),
        dash(by),
        fixed(pair.r, 2, locale),
        dash(interval),
        dash(pair.n.map(|n| whole(n, locale))),
        dash(pair.p_adjusted.map(|p| chance(p, locale))),
        match &pair.reason {
            Some(reason) => format!("{verdict}: {reason}"),
            None => verdict,
        },
    ]
}

/// The name of a metric by its id, which of the user's own is in the snapshot; the id where no metric has it.
fn name(id: &str, snapshot: &Snapshot) -> String {
    let written = || {
        let own = snapshot.metrics.iter().find(|metric| metric.id == id);
        own.map(|own| own.label.clone())
    };
    let known = Metric::find(id).map(|metric| metric.label());
    known.or_else(written).unwrap_or_else(|| id.to_owned())
}

fn fixed(value: Option<f64>, digits: u8, locale: &Locale) -> String {
    value.map_or_else(
        || MISSING.to_owned(),
        |v| number(v, Digits::Fixed(digits), locale),
    )
}
