//! What the ROI screen computes: a scenario of value levers, costs, horizon and discount rate → monthly cash flow → ROI, NPV,
//! IRR, payback, value ledger, tornado, break-even. Synchronous, and far below a millisecond.
//!
//! ```text
//! Measured (from the metrics) → suggest ┐
//! a link, a document, the user's hand ──┴→ Scenario → validate → Valid → evaluate → Outcome
//!                                             ↑ with_input, variant        ├→ tornado
//!                                                                          └→ goal_seek
//! ```
//!
//! * A [`Scenario`] is a document and may hold anything; a [`Valid`] one has been checked and is trusted from then on: all
//!   figures computed from it are finite.
//! * Every number has a stable **path**: `discount_rate_per_year`, or lever and input such as `mttr.hours_after`. Sliders, undo
//!   and links read and change numbers by path only: [`inputs`], [`input`], [`with_input`].
//! * Every number says where it comes from ([`Origin`]); a measured one that the user changes becomes assumed.
//! * What the data suggests is **proposed**: a lever counts once the user confirms it, and what rests on too little ([`Doubt`]) is
//!   offered, never taken. Costs count from the start.
//! * **Missing values**: an input that a lever's entry does not list takes the lever's default, as assumed.
//! * **Currency**: a scenario has one. A lever fed with money of another one is refused, never converted or added.

mod asked;
mod describe;
mod document;
mod evaluate;
mod goal_seek;
mod lever;
mod levers;
mod measured;
mod overlap;
mod own;
mod path;
mod proposed;
mod refresh;
mod sensitivity;
mod suggest;
mod validate;
mod variant;
mod window;

pub use describe::{InputDescription, full_name, input, inputs};
pub use document::{InputValue, LeverUse, MeasuredValue, Origin, Range, Scenario};
pub use evaluate::{CategoryTotal, LedgerLine, MonthFlow, Outcome, evaluate};
pub use goal_seek::{BreakEven, break_even, goal_seek};
pub use lever::{
    Binding, Category, Example, InputDefault, InputDefinition, InputUnit, LeverDefinition, Slider,
    Statistic, Swing, Values, When,
};
pub use levers::{ALL as LEVERS, by_id as lever_by_id};
pub use measured::{Measured, MeasuredMetric, Reading};
pub use overlap::{OVERLAPS, Overlap, overlaps, overlaps_of};
pub use path::{with_confirmed, with_input, with_lever, with_measured, with_range, with_source};
pub use proposed::{
    RestsOn, contradicted, effect, if_confirmed, is_grounded, proposed, rests_on,
    with_lever_as_measured,
};
pub use refresh::{refreshed, with_lever_from};
pub use sensitivity::{TornadoBar, tornado};
pub use suggest::{feeding, is_asked_whole, lacking, reading_now, suggest, suggested};
pub use validate::{ScenarioError, Valid, validate};
pub use variant::{Stance, VARIANT_SWING, variant};
pub use window::{Baseline, Doubt, Lacking, Windows, span_label};
