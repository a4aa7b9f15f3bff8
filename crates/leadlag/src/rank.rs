//! Many leaders against one outcome: which of them hold up.

use super::prepare::{Prepared, Transform};
use super::refusal::Refusal;
use super::series::Series;
use super::sweep::{LagPoint, LagSweep, MIN_PAIRS, sweep_prepared};
use super::words::Relation;
use outturn_core::calendar::Grain;
use outturn_core::stats::{correlation_interval, correlation_p_value, effective_pairs, holm};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// How sure the interval beside a correlation is.
pub const CONFIDENCE: f64 = 0.95;

/// The longest lag to try, in periods, whatever is asked: beyond it a sweep tests patience and chance, not leads.
pub const LONGEST_LAG: usize = 120;

/// What to compare, how far, and what counts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RankOptions {
    /// Values or differences.
    pub transform: Transform,
    /// The longest lag tried, either way, in periods.
    pub max_lag: u32,
    /// Periods in which both must be known for a lag to be looked at.
    pub min_pairs: usize,
    /// The chance that is accepted of calling *any* of the unrelated leaders supported: 0.05 by default.
    pub significance: f64,
    /// Correlations nearer to 0 than this do not matter: 0.3 by default, J. Cohen's "medium" (*Statistical Power Analysis for
    /// the Behavioral Sciences*, 2nd ed., 1988, section 3.2). A leader whose interval stays inside is not supported.
    pub negligible: f64,
}

impl RankOptions {
    /// First differences, [`default_max_lag`], [`MIN_PAIRS`], 0.05 and 0.3.
    #[must_use]
    pub fn for_grain(grain: Grain) -> Self {
        Self {
            transform: Transform::default(),
            max_lag: default_max_lag(grain),
            min_pairs: MIN_PAIRS,
            significance: 0.05,
            negligible: 0.3,
        }
    }
}

/// How far to look unless told otherwise: 28 days, 13 weeks, 12 months, 8 quarters, 3 years.
#[must_use]
pub fn default_max_lag(grain: Grain) -> u32 {
    match grain {
        Grain::Day => 28,
        Grain::Week => 13,
        Grain::Month => 12,
        Grain::Quarter => 8,
        Grain::Year => 3,
    }
}

/// The correlation at the best lag and how much it is worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Who moves first.
    pub relation: Relation,
    /// In periods; negative when the outcome comes first.
    pub lag: i32,
    /// −1..=1; below 0 the outcome falls as the leader rises.
    pub r: f64,
    /// Lower end of the 95 % interval of `r`, counted from `n_effective`.
    pub r_low: f64,
    /// Upper end.
    pub r_high: f64,
    /// Periods in which both are known at this lag.
    pub n: usize,
    /// How many independent periods those are worth; see [`effective_pairs`].
    pub n_effective: f64,
    /// The chance of an |r| this large at this one lag between unrelated series, two-sided, from `n_effective`.
    pub p_value: f64,
    /// The same after [`holm`] over every lag of every leader of the ranking: it pays for having picked the best.
    pub p_adjusted: f64,
}

/// What the data say to "this indicator moves before, or with, the outcome".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Yes: the best lag is 0 or more, and chance is ruled out at the chosen significance.
    Supported,
    /// Neither can be ruled out, chance or a correlation that matters.
    Undecided,
    /// No: chance is ruled out but the outcome moves first, or even the best lag's interval holds nothing that matters.
    NotSupported,
    /// The two overlap in too few periods.
    TooLittleData {
        /// Periods in which both are known, at the lag that has most.
        have: usize,
        /// Periods that are needed.
        need: usize,
    },
    /// One of the two does not vary, or they are by different periods; the sweep's refusal says which.
    NotComparable,
}

/// One leader in a ranking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ranked {
    /// The leader's id.
    pub id: String,
    /// The leader's label.
    pub label: String,
    /// What the data say.
    pub verdict: Verdict,
    /// That in words, without full stop unless it is a refusal: `Adoption leads Revenue by 2 quarters`.
    pub sentence: String,
    /// The best lag; `None` when there is too little data or nothing to compare.
    pub evidence: Option<Evidence>,
    /// Every lag, for the plot.
    pub sweep: LagSweep,
}

/// Leaders in the order in which they deserve attention.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ranking {
    /// The outcome's id.
    pub outcome: String,
    /// The outcome's label.
    pub outcome_label: String,
    /// The unit of the lags.
    pub grain: Grain,
    /// What was asked.
    pub options: RankOptions,
    /// Correlations computed, over all leaders and lags: what the adjustment of the probabilities paid for.
    pub tried: usize,
    /// Supported first, then undecided, not supported, too little data; among those the ones that lead before the ones that
    /// move together and the ones that follow; then by |r|.
    pub leaders: Vec<Ranked>,
}

impl Ranked {
    /// The lag to lay it over the outcome by: the best one, 0 without any.
    #[must_use]
    pub fn lag(&self) -> i32 {
        self.sweep.best.map_or(0, |best| best.lag)
    }
}

impl Ranking {
    /// The leader of this id.
    #[must_use]
    pub fn leader(&self, id: &str) -> Option<&Ranked> {
        self.leaders.iter().find(|l| l.id == id)
    }

    /// The leader asked for, else the best one; `None` without leaders.
    #[must_use]
    pub fn pick(&self, wanted: Option<&str>) -> Option<&Ranked> {
        let asked = wanted.and_then(|id| self.leader(id));
        asked.or_else(|| self.leaders.first())
    }
}

/// Sweeps every leader against the outcome and ranks them. A leader with the outcome's own id is skipped.
///
/// Autocorrelations are those of each whole series after the transform; the probabilities of all lags of all leaders are
/// adjusted together.
#[must_use]
pub fn rank(outcome: &Series, leaders: &[Series], options: &RankOptions) -> Ranking {
    let y = Prepared::new(outcome, options.transform);
    let swept: Vec<Swept> = leaders
        .iter()
        .filter(|leader| leader.id() != outcome.id())
        .map(|leader| Swept::new(leader, outcome, &y, options))
        .collect();
    let family: Vec<f64> = swept
        .iter()
        .flat_map(|s| s.p_values.iter().copied())
        .collect();
    let adjusted = holm(&family);
    let mut first = 0;
    let mut ranked: Vec<Ranked> = swept
        .into_iter()
        .map(|swept| {
            let own = &adjusted[first..first + swept.p_values.len()];
            first += own.len();
            swept.judged(outcome, own, options)
        })
        .collect();
    ranked.sort_by(|a, b| {
        let (ka, kb) = (order(a), order(b));
        (ka.0, ka.1)
            .cmp(&(kb.0, kb.1))
            .then(kb.2.total_cmp(&ka.2))
            .then_with(|| a.id.cmp(&b.id))
    });
    Ranking {
        outcome: outcome.id().to_owned(),
        outcome_label: outcome.label().to_owned(),
        grain: outcome.grain(),
        options: *options,
        tried: family.len(),
        leaders: ranked,
    }
}

/// A leader after its sweep, before the tests of the others are known.
struct Swept<'a> {
    leader: &'a Series,
    sweep: LagSweep,
    /// Of leader and outcome.
    autocorrelations: (f64, f64),
    /// Of the lags that have an r, in their order.
    p_values: Vec<f64>,
}

impl<'a> Swept<'a> {
    fn new(leader: &'a Series, outcome: &Series, y: &Prepared, options: &RankOptions) -> Self {
        let x = Prepared::new(leader, options.transform);
        let sweep = sweep_prepared(
            (leader, outcome),
            (&x, y),
            options.max_lag,
            options.transform,
            options.min_pairs,
        );
        let autocorrelations = (x.autocorrelation, y.autocorrelation);
        let worth =
            |p: &LagPoint| effective_pairs(p.n as f64, x.autocorrelation, y.autocorrelation);
        let p_values = with_r(&sweep)
            .map(|(point, r)| correlation_p_value(r, worth(point)).unwrap_or(1.0))
            .collect();
        Self {
            leader,
            sweep,
            autocorrelations,
            p_values,
        }
    }

    fn judged(self, outcome: &Series, adjusted: &[f64], options: &RankOptions) -> Ranked {
        let evidence = self.evidence(adjusted);
        let verdict = match (&evidence, &self.sweep.refusal) {
            (Some(evidence), _) => verdict(evidence, options),
            (None, &Some(Refusal::TooShort { have, need, .. })) => {
                Verdict::TooLittleData { have, need }
            }
            (None, _) => Verdict::NotComparable,
        };
        let sentence = match (&evidence, &self.sweep.refusal) {
            (Some(evidence), _) => {
                let (x, y) = (self.leader.label(), outcome.label());
                let relation = evidence.relation.sentence(x, y, outcome.grain());
                relation + caveat(verdict, evidence, options)
            }
            (None, refusal) => refusal.as_ref().map(Refusal::to_string).unwrap_or_default(),
        };
        Ranked {
            id: self.leader.id().to_owned(),
            label: self.leader.label().to_owned(),
            verdict,
            sentence,
            evidence,
            sweep: self.sweep,
        }
    }

    fn evidence(&self, adjusted: &[f64]) -> Option<Evidence> {
        let best = self.sweep.best?;
        let place = with_r(&self.sweep).position(|(point, _)| point.lag == best.lag)?;
        let r = best.r?;
        let (of_leader, of_outcome) = self.autocorrelations;
        let n_effective = effective_pairs(best.n as f64, of_leader, of_outcome);
        let (r_low, r_high) = correlation_interval(r, n_effective, CONFIDENCE)?;
        Some(Evidence {
            relation: Relation::of_lag(best.lag),
            lag: best.lag,
            r,
            r_low,
            r_high,
            n: best.n,
            n_effective,
            p_value: *self.p_values.get(place)?,
            p_adjusted: *adjusted.get(place)?,
        })
    }
}

fn with_r(sweep: &LagSweep) -> impl Iterator<Item = (&LagPoint, f64)> {
    sweep.lags.iter().filter_map(|p| p.r.map(|r| (p, r)))
}

fn verdict(evidence: &Evidence, options: &RankOptions) -> Verdict {
    let follows = matches!(evidence.relation, Relation::Follows(_));
    if is_significant(evidence, options) {
        if follows {
            Verdict::NotSupported
        } else {
            Verdict::Supported
        }
    } else if evidence.r_low > -options.negligible && evidence.r_high < options.negligible {
        Verdict::NotSupported
    } else {
        Verdict::Undecided
    }
}

fn is_significant(evidence: &Evidence, options: &RankOptions) -> bool {
    evidence.p_adjusted <= options.significance
}

/// What the sentence must add so as not to claim more than the verdict.
fn caveat(verdict: Verdict, evidence: &Evidence, options: &RankOptions) -> &'static str {
    match verdict {
        Verdict::Undecided => ", but that may be chance",
        Verdict::NotSupported if !is_significant(evidence, options) => ", but too weakly to matter",
        _ => "",
    }
}

/// Verdict, relation and |r| as something to sort by.
fn order(ranked: &Ranked) -> (u8, Reverse<i32>, f64) {
    let verdict = match ranked.verdict {
        Verdict::Supported => 0,
        Verdict::Undecided => 1,
        Verdict::NotSupported => 2,
        Verdict::TooLittleData { .. } => 3,
        Verdict::NotComparable => 4,
    };
    let evidence = ranked.evidence.as_ref();
    let side = evidence.map_or(0, |e| e.lag.signum());
    (verdict, Reverse(side), evidence.map_or(0.0, |e| e.r.abs()))
}
