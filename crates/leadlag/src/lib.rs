//! Which indicator leads which outcome, by how long, and how sure that is.
//!
//! Lag `k` > 0 means that the leader comes first: its value of a period is held against the outcome's `k` periods later. At
//! each lag the correlation is Pearson's over the periods where both are known, each side with its own mean over those.
//!
//! What each series does every week, month or year is taken out of it first (see [`Season`]), so that a shared calendar is not taken for a
//! lead; where it cannot be, there is a [`Doubt`].
//!
//! [`sweep`] tries every lag for one pair; [`rank`] does so for many leaders and says which survive an honest count of the
//! evidence: fewer independent periods than periods, because each resembles the one before it, and many pairs and lags tried,
//! of which the best is looked at. [`overlay`] lays two series over each other for the eye.
//!
//! What is made of the outcome, or of what that is made of, is no leader but a [`Construction`].
//!
//! Before there is anything to rank, [`choose_outcome`], [`choose_step`] and [`Transform::fitting`] choose what nobody has chosen yet, a
//! [`Hindrance`] says which series need not be tried, and an [`Advice`] says when another way of comparing would say more.
//!
//! # Missing values
//!
//! A period without a value (`None`; a value that is not finite counts as none) takes part in nothing: the pairs it would
//! have made are left out and `n` is smaller. Nothing is filled in. A difference needs both of its values.

mod advice;
mod choice;
mod construction;
mod doubt;
mod evidence;
mod hindrance;
mod overlay;
mod pattern;
mod prepare;
mod rank;
mod refusal;
mod rhythm;
mod season;
mod series;
mod sweep;
mod words;

pub use advice::Advice;
pub use choice::{Candidate, choose_outcome, choose_step};
pub use construction::{Construction, Known};
pub use doubt::Doubt;
pub use evidence::{CONFIDENCE, Evidence, Verdict};
pub use hindrance::Hindrance;
pub use overlay::{Overlay, OverlayPoint, align, overlay};
pub use prepare::Transform;
pub use rank::{
    LONGEST_LAG, RankOptions, Ranked, Ranking, default_max_lag, rank, rank_in_steps, rank_knowing,
};
pub use refusal::Refusal;
pub use rhythm::Rhythm;
pub use season::Season;
pub use series::{Series, SeriesError};
pub use sweep::{LagPoint, LagSweep, MIN_PAIRS, sweep, sweep_with};
pub use words::{LagUnit, Relation};
