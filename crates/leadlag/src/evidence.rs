//! What was found of a leader, and what that says.

use super::doubt::Doubt;
use super::rank::RankOptions;
use super::words::Relation;
use serde::{Deserialize, Serialize};

/// How sure the interval beside a correlation is.
pub const CONFIDENCE: f64 = 0.95;

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
    /// How many independent periods those are worth, what the patterns of the calendar cost and
    /// [memory](outturn_core::stats::effective_pairs) taken off.
    pub n_effective: f64,
    /// The chance of an |r| this large at this one lag between unrelated series, two-sided, from `n_effective`.
    pub p_value: f64,
    /// The same after [`holm`](outturn_core::stats::holm) over every lag of every leader of the ranking: it pays for having picked the best.
    pub p_adjusted: f64,
}

/// What the data say to "this indicator moves before the outcome".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Yes: the best lag is above 0, and chance is ruled out at the chosen significance.
    Supported,
    /// Not before but with it: the best lag is 0, and chance is ruled out.
    MovesTogether,
    /// Neither can be ruled out, chance or a correlation that matters.
    Undecided,
    /// The calendar would make the two go together as well.
    CannotTell(Doubt),
    /// No: chance is ruled out but the outcome moves first, or even the best lag's interval holds nothing that matters.
    NotSupported,
    /// The two cannot but move together: one is made of the other, or both of the same. Neither tried nor counted.
    ByConstruction,
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

/// The verdict on its evidence alone.
pub(super) fn verdict(evidence: &Evidence, options: &RankOptions) -> Verdict {
    if is_significant(evidence, options) {
        match evidence.relation {
            Relation::Leads(_) => Verdict::Supported,
            Relation::Together => Verdict::MovesTogether,
            Relation::Follows(_) => Verdict::NotSupported,
        }
    } else if evidence.r_low > -options.negligible && evidence.r_high < options.negligible {
        Verdict::NotSupported
    } else {
        Verdict::Undecided
    }
}

/// What is left of a verdict where the calendar may be behind it.
pub(super) fn doubted(verdict: Verdict, significant: bool, doubt: Option<Doubt>) -> Verdict {
    match (doubt, verdict) {
        (Some(doubt @ Doubt::BothRepeat(_)), _) if significant => Verdict::CannotTell(doubt),
        (Some(doubt @ Doubt::BothRepeat(_)), Verdict::Undecided)
        | (Some(doubt), Verdict::Supported | Verdict::MovesTogether) => Verdict::CannotTell(doubt),
        _ => verdict,
    }
}

pub(super) fn is_significant(evidence: &Evidence, options: &RankOptions) -> bool {
    evidence.p_adjusted <= options.significance
}

/// What the sentence must add so as not to claim more than the verdict.
pub(super) fn caveat(verdict: Verdict, evidence: &Evidence, options: &RankOptions) -> &'static str {
    match verdict {
        Verdict::Undecided => ", but that may be chance",
        Verdict::NotSupported if !is_significant(evidence, options) => ", but too weakly to matter",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::season::Season;
    use rstest::rstest;

    const REPEAT: Doubt = Doubt::BothRepeat(Season::MonthsOfYear);
    const SHORT: Doubt = Doubt::TooShort(Season::MonthsOfYear);

    /// A common pattern explains whatever chance does not; a short history only takes a lead away.
    #[rstest]
    #[case::a_lead_may_be_the_pattern(REPEAT, Verdict::Supported, true, true)]
    #[case::so_may_a_leader_that_follows(REPEAT, Verdict::NotSupported, true, true)]
    #[case::nothing_to_see_is_not_the_pattern(REPEAT, Verdict::NotSupported, false, false)]
    #[case::what_may_be_chance_may_be_the_pattern(REPEAT, Verdict::Undecided, false, true)]
    #[case::a_lead_of_a_short_history(SHORT, Verdict::Supported, true, true)]
    #[case::moving_together_in_a_short_history(SHORT, Verdict::MovesTogether, true, true)]
    #[case::following_in_a_short_history(SHORT, Verdict::NotSupported, true, false)]
    #[case::undecided_in_a_short_history(SHORT, Verdict::Undecided, false, false)]
    fn the_calendar_takes_away_what_it_may_have_made(
        #[case] doubt: Doubt,
        #[case] plain: Verdict,
        #[case] significant: bool,
        #[case] cannot_tell: bool,
    ) {
        let left = match cannot_tell {
            true => Verdict::CannotTell(doubt),
            false => plain,
        };
        assert_eq!(doubted(plain, significant, Some(doubt)), left);
        assert_eq!(doubted(plain, significant, None), plain);
    }
}
