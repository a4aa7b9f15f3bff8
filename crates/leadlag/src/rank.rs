//! Many leaders against one outcome: which of them hold up.

use super::construction::{Construction, Known};
use super::doubt::Doubt;
use super::evidence::{CONFIDENCE, Evidence, Verdict, caveat, doubted, is_significant, verdict};
use super::prepare::{Prepared, Transform};
use super::refusal::Refusal;
use super::series::Series;
use super::sweep::{LagPoint, LagSweep, MIN_PAIRS, sweep_prepared, worth};
use super::words::{LagUnit, Relation};
use outturn_core::calendar::Grain;
use outturn_core::stats::{correlation_interval, correlation_p_value, holm};
use outturn_core::steps::{Steps, pause};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

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
    /// The best lag; `None` when there is too little data, nothing to compare or nothing to find out.
    pub evidence: Option<Evidence>,
    /// Why the two cannot but move together, where that is so.
    pub construction: Option<Construction>,
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
    /// How long the periods are that were compared.
    pub grain: Grain,
    /// What lags are counted in.
    pub unit: LagUnit,
    /// What was asked.
    pub options: RankOptions,
    /// Correlations computed, over all leaders and lags: what the adjustment of the probabilities paid for.
    pub tried: usize,
    /// By verdict, supported first; among those the ones that lead before the ones that move together and the ones that follow;
    /// then by |r|.
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
/// Patterns of the calendar and autocorrelations are those of whole series after the transform; the probabilities of all lags of
/// all leaders that are tried are adjusted together.
#[must_use]
pub fn rank(outcome: &Series, leaders: &[Series], options: &RankOptions) -> Ranking {
    rank_knowing(outcome, leaders, &[], options)
}

/// [`rank`], told which leaders are made of the outcome or of what that is made of.
#[must_use]
pub fn rank_knowing(
    outcome: &Series,
    leaders: &[Series],
    known: &[Known],
    options: &RankOptions,
) -> Ranking {
    Steps::new(rank_in_steps(outcome, leaders, known, options)).finish()
}

/// [`rank_knowing`] in steps: one for each leader.
pub async fn rank_in_steps(
    outcome: &Series,
    leaders: &[Series],
    known: &[Known],
    options: &RankOptions,
) -> Ranking {
    // What is made of the outcome makes it of everything.
    let is_told = |leader: &&Series| known.iter().any(|known| known.leader == leader.id());
    let free: Vec<&Series> = leaders.iter().filter(|leader| !is_told(leader)).collect();
    let told = |leader: &Series| {
        let of_it = known.iter().find(|known| known.leader == leader.id());
        of_it.map(|known| known.construction.clone())
    };
    let y = Prepared::new(outcome, options.transform);
    let mut swept = Vec::new();
    for leader in leaders.iter().filter(|leader| leader.id() != outcome.id()) {
        let made = told(leader).or_else(|| Construction::of_figures(leader, outcome, &free));
        swept.push(Swept::new(leader, made, (outcome, &y), options));
        pause().await;
    }
    let family: Vec<f64> = swept
        .iter()
        .flat_map(|s| s.tests.iter().map(|(_, p)| *p))
        .collect();
    let adjusted = holm(&family);
    let mut first = 0;
    let mut ranked: Vec<Ranked> = swept
        .into_iter()
        .map(|swept| {
            let own = &adjusted[first..first + swept.tests.len()];
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
        unit: outcome.unit(),
        options: *options,
        tried: family.len(),
        leaders: ranked,
    }
}

/// A leader after its sweep, before the tests of the others are known.
struct Swept<'a> {
    leader: &'a Series,
    sweep: LagSweep,
    /// Why there is nothing to find out.
    made: Option<Construction>,
    /// Of the lags that have an r, in their order: how many independent pairs there are, and the chance.
    tests: Vec<(f64, f64)>,
}

impl<'a> Swept<'a> {
    fn new(
        leader: &'a Series,
        made: Option<Construction>,
        (outcome, y): (&Series, &Prepared),
        options: &RankOptions,
    ) -> Self {
        let (x, y) = Prepared::pair(&Prepared::new(leader, options.transform), y);
        let y = &y;
        let sweep = sweep_prepared(
            (leader, outcome),
            (&x, y),
            options.max_lag,
            options.transform,
            options.min_pairs,
        );
        let test = |(point, r): (&LagPoint, f64)| {
            let n = worth(point.n, &x, y);
            (n, correlation_p_value(r, n).unwrap_or(1.0))
        };
        Self {
            leader,
            tests: match made {
                Some(_) => Vec::new(),
                None => with_r(&sweep).map(test).collect(),
            },
            made,
            sweep,
        }
    }

    fn judged(self, outcome: &Series, adjusted: &[f64], options: &RankOptions) -> Ranked {
        let evidence = self.evidence(adjusted);
        let (verdict, sentence) = match &evidence {
            Some(evidence) => self.found(evidence, outcome, options),
            None => self.not_tried(outcome),
        };
        Ranked {
            id: self.leader.id().to_owned(),
            label: self.leader.label().to_owned(),
            verdict,
            sentence,
            evidence,
            construction: self.made,
            sweep: self.sweep,
        }
    }

    fn found(
        &self,
        evidence: &Evidence,
        outcome: &Series,
        options: &RankOptions,
    ) -> (Verdict, String) {
        let (x, y) = (self.leader.label(), outcome.label());
        let plain = verdict(evidence, options);
        match doubted(plain, is_significant(evidence, options), self.sweep.doubt) {
            Verdict::CannotTell(doubt) => (
                Verdict::CannotTell(doubt),
                format!("{x} and {y} {}", doubt.words()),
            ),
            verdict => {
                let relation = evidence.relation.sentence(x, y, outcome.unit());
                (verdict, relation + caveat(verdict, evidence, options))
            }
        }
    }

    fn not_tried(&self, outcome: &Series) -> (Verdict, String) {
        if let Some(made) = &self.made {
            let (x, y) = (self.leader.label(), outcome.label());
            return (
                Verdict::ByConstruction,
                format!("{x} and {y} move together by construction: {made}"),
            );
        }
        let refusal = self.sweep.refusal.as_ref();
        let said = refusal.map(Refusal::to_string).unwrap_or_default();
        let verdict = match refusal {
            Some(&Refusal::TooShort { have, need, .. }) => Verdict::TooLittleData { have, need },
            Some(&Refusal::OnlySeason {
                season, both: true, ..
            }) => Verdict::CannotTell(Doubt::BothRepeat(season)),
            _ => Verdict::NotComparable,
        };
        (verdict, said)
    }

    fn evidence(&self, adjusted: &[f64]) -> Option<Evidence> {
        let best = self.sweep.best?;
        let place = with_r(&self.sweep).position(|(point, _)| point.lag == best.lag)?;
        let r = best.r?;
        let &(n_effective, p_value) = self.tests.get(place)?;
        let (r_low, r_high) = correlation_interval(r, n_effective, CONFIDENCE)?;
        Some(Evidence {
            relation: Relation::of_lag(best.lag),
            lag: best.lag,
            r,
            r_low,
            r_high,
            n: best.n,
            n_effective,
            p_value,
            p_adjusted: *adjusted.get(place)?,
        })
    }
}

fn with_r(sweep: &LagSweep) -> impl Iterator<Item = (&LagPoint, f64)> {
    sweep.lags.iter().filter_map(|p| p.r.map(|r| (p, r)))
}

/// Verdict, relation and |r| as something to sort by.
fn order(ranked: &Ranked) -> (u8, Reverse<i32>, f64) {
    let verdict = match ranked.verdict {
        Verdict::Supported => 0,
        Verdict::MovesTogether => 1,
        Verdict::Undecided => 2,
        Verdict::CannotTell(_) => 3,
        Verdict::NotSupported => 4,
        Verdict::ByConstruction => 5,
        Verdict::TooLittleData { .. } => 6,
        Verdict::NotComparable => 7,
    };
    let evidence = ranked.evidence.as_ref();
    let side = evidence.map_or(0, |e| e.lag.signum());
    (verdict, Reverse(side), evidence.map_or(0.0, |e| e.r.abs()))
}
