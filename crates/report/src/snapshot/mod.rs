//! The snapshot: everything on show as one JSON file (`*.outturn.json`), for people's scripts and for later comparison.
//!
//! ```text
//! SnapshotInput (the worker's answer) ┐
//! scenarios of the document ──┴→ snapshot → Snapshot → to_json ⇄ from_json
//! ```
//!
//! Values are in base units with all their digits: ratios of one, seconds, amounts with their currency; durations among the
//! results of a scenario are months. Dates are UTC, ends exclusive.
//!
//! **Missing values.** What is missing or not finite is `null`, never zero and never `NaN`; the object that holds it says why
//! under `reason`, except for a gap in a series or breakdown, whose `n` of 0 says it.

mod document;
mod input;
mod metrics;
mod read;
mod reopened;
mod scenarios;
mod seal;

pub use document::{
    BandShown, BreakEven, Breakdown, BreakdownRow, CashFlow, Comparison, Contribution, Days, Extra,
    FORMAT, Input, Lag, LeadLag, LedgerEntry, LeftOut, Metric, MetricContribution, PeriodShown,
    Point, Receipt, Repair, Results, RivalDefinition, Scenario, ScenarioInput, ScoreMove,
    ScoreStability, Scorecard, Sensitivity, Settings, Snapshot, Source, Statistic, Target, VERSION,
    WeakestIn,
};
pub use input::{SnapshotFile, SnapshotInput};
pub use metrics::PREVIOUS;
pub use read::SnapshotError;
pub use reopened::{Reopened, calendar};

use crate::narrative::{caveat, set_aside};
use chrono::{DateTime, SecondsFormat};
use outturn_core::calendar::{Span, date_of};
use outturn_core::units::Timestamp;
use outturn_format::Locale;
use outturn_leadlag::{LagPoint, Ranked, Ranking, Verdict};
use outturn_metrics::scorecard::{Choice, Composite, MetricPart, Move, SWING, Stability, When};
use outturn_scenario as scenario;
use serde_json::json;

/// Everything on show as a snapshot. `now` dates it where the data has no dates of its own.
#[must_use]
pub fn snapshot(
    known: &SnapshotInput,
    choice: Choice,
    scenarios: &[scenario::Scenario],
    now: Timestamp,
) -> Snapshot {
    let as_of = known
        .span
        .map_or(now, |span| Timestamp(span.end_moment().0 - 1));
    let mut made = Snapshot {
        format: FORMAT.to_owned(),
        version: VERSION,
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: Some(moment(now)),
        as_of: moment(as_of),
        period: period(known, choice, as_of),
        sources: known.files.iter().map(source).collect(),
        metrics: known.details.iter().map(metrics::metric).collect(),
        scorecard: scorecard(&known.composite),
        alerts: Vec::new(),
        okrs: Vec::new(),
        scenarios: scenarios.iter().map(scenarios::scenario).collect(),
        lead_lag: known.ranking.as_ref().map(lead_lag).unwrap_or_default(),
        settings: settings(known, choice),
        checksum: None,
        changed: false,
        extra: Extra::new(),
    };
    made.seal();
    made
}

/// What was chosen. Nothing here cannot be JSON: no map has keys that are no text.
fn settings(known: &SnapshotInput, choice: Choice) -> Settings {
    let ranking = known.ranking.as_ref();
    let lead_lag = ranking.map(|ranking| {
        json!({ "outcome": ranking.outcome, "grain": ranking.grain, "options": ranking.options })
    });
    let is_on = known.filters.is_on();
    let filters = is_on.then(|| serde_json::to_value(&known.filters).unwrap_or_default());
    Settings {
        choice: serde_json::to_value(choice).unwrap_or_default(),
        calendar: serde_json::to_value(known.calendar).unwrap_or_default(),
        zone: known.zone.clone(),
        metrics: serde_json::to_value(&known.settings).unwrap_or_default(),
        weights: serde_json::to_value(&known.weights).unwrap_or_default(),
        filters: filters.unwrap_or_default(),
        lead_lag: lead_lag.unwrap_or_default(),
        extra: Extra::new(),
    }
}

/// `None` for what is not finite.
fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// Why a number is `null`, where nothing better is known.
const NOT_FINITE: &str = "the value is not a finite number";

/// To the second, in UTC. Neither a day of the data nor the clock lies outside the calendar.
fn moment(at: Timestamp) -> String {
    let at = DateTime::from_timestamp_micros(at.0).unwrap_or_default();
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The period that was chosen; where each metric shows its own last one, the latest of those.
fn period(known: &SnapshotInput, choice: Choice, as_of: Timestamp) -> PeriodShown {
    let spans = || known.details.iter().filter_map(|d| d.card.span);
    let latest = || spans().max_by_key(|s| (s.end, s.start));
    let span = match choice.when {
        When::At(period) => Some(period.span()),
        When::All => known.span,
        When::Between(first, last) => Some(first.span().joined(last.span())),
        When::Latest | When::ToDate | When::Own => latest(),
    };
    let Span { start, end } =
        span.unwrap_or_else(|| known.calendar.period(date_of(as_of), choice.grain).span());
    PeriodShown {
        grain: choice.grain,
        start: start.to_string(),
        end: end.to_string(),
        extra: Extra::new(),
    }
}

fn source(file: &SnapshotFile) -> Source {
    let facts = &file.facts;
    let left_out = facts.left_out.iter().map(|(reason, count)| LeftOut {
        reason: reason.clone(),
        count: *count,
        extra: Extra::new(),
    });
    let repairs = file.repairs.iter().map(|repair| Repair {
        rule: repair.rule,
        count: repair.count,
        example: repair.example.clone(),
        extra: Extra::new(),
    });
    let caveats = facts.caveats.iter();
    let elsewhere = file.counted_from.iter();
    let elsewhere = elsewhere.map(|(other, rows)| set_aside(*rows, other, &Locale::EN));
    Source {
        caveats: caveats.map(|of| caveat(of, &Locale::EN)).collect(),
        notes: file.notes.iter().cloned().chain(elsewhere).collect(),
        options: serde_json::to_value(&file.options).unwrap_or_default(),
        mapping: serde_json::to_value(&file.mapping).unwrap_or_default(),
        file: facts.file.clone(),
        table: file.table.map(|kind| kind.schema().name.to_owned()),
        sha256: facts.sha256.clone(),
        bytes: facts.bytes,
        rows_read: facts.rows_read,
        rows_used: facts.rows_used,
        left_out: left_out.collect(),
        repairs: repairs.collect(),
        extra: Extra::new(),
    }
}

fn scorecard(composite: &Composite) -> Scorecard {
    let parts = composite.parts.iter().map(|part| Contribution {
        category: part.bucket,
        weight: finite(part.weight),
        score: finite(part.score),
        contribution: finite(part.contribution),
        extra: Extra::new(),
    });
    let score = composite.score.and_then(finite);
    Scorecard {
        score,
        reason: score
            .is_none()
            .then(|| "no metric has both a value and a target".to_owned()),
        parts: parts.collect(),
        missing: composite.missing.clone(),
        metrics: composite.metrics.iter().map(metric_part).collect(),
        moves: composite.moves.iter().map(score_move).collect(),
        stability: composite.stability.as_ref().map(score_stability),
        extra: Extra::new(),
    }
}

fn metric_part(part: &MetricPart) -> MetricContribution {
    MetricContribution {
        id: part.id.clone(),
        category: part.bucket,
        weight: finite(part.weight),
        score: finite(part.score),
        contribution: finite(part.contribution),
        extra: Extra::new(),
    }
}

fn score_move(one: &Move) -> ScoreMove {
    ScoreMove {
        id: one.id.clone(),
        by: finite(one.met - one.value),
        gain: finite(one.gain),
        extra: Extra::new(),
    }
}

fn score_stability(of: &Stability) -> ScoreStability {
    let weakest = of.weakest.iter().map(|(category, cases)| WeakestIn {
        category: *category,
        cases: *cases as u64,
        extra: Extra::new(),
    });
    ScoreStability {
        swing: SWING,
        cases: of.cases as u64,
        low: finite(of.low),
        high: finite(of.high),
        same_order: of.same_order as u64,
        weakest: weakest.collect(),
        extra: Extra::new(),
    }
}

fn lead_lag(ranking: &Ranking) -> Vec<LeadLag> {
    ranking.leaders.iter().map(|l| pair(ranking, l)).collect()
}

fn pair(ranking: &Ranking, leader: &Ranked) -> LeadLag {
    let evidence = leader.evidence.as_ref();
    let number = |of: fn(&outturn_leadlag::Evidence) -> f64| evidence.map(of).and_then(finite);
    LeadLag {
        leading: leader.id.clone(),
        lagging: ranking.outcome.clone(),
        grain: ranking.grain,
        best_lag: evidence.map(|e| e.lag),
        r: number(|e| e.r),
        r_low: number(|e| e.r_low),
        r_high: number(|e| e.r_high),
        n: evidence.map(|e| e.n as u64),
        n_effective: number(|e| e.n_effective),
        p_value: number(|e| e.p_value),
        p_adjusted: number(|e| e.p_adjusted),
        verdict: verdict_name(leader.verdict).to_owned(),
        lags: leader.sweep.lags.iter().map(lag).collect(),
        without: leader
            .sweep
            .without
            .0
            .iter()
            .map(|season| season.parts().to_owned())
            .collect(),
        reason: (evidence.is_none() || matches!(leader.verdict, Verdict::CannotTell(_)))
            .then(|| leader.sentence.clone()),
        extra: Extra::new(),
    }
}

fn lag(point: &LagPoint) -> Lag {
    Lag {
        lag: point.lag,
        r: point.r.and_then(finite),
        n: point.n as u64,
        chance: point.chance.and_then(finite),
        extra: Extra::new(),
    }
}

fn verdict_name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => "supported",
        Verdict::MovesTogether => "moves_together",
        Verdict::CannotTell(_) => "cannot_tell",
        Verdict::ByConstruction => "by_construction",
        Verdict::Undecided => "undecided",
        Verdict::NotSupported => "not_supported",
        Verdict::TooLittleData { .. } => "too_little_data",
        Verdict::NotComparable => "not_comparable",
    }
}
