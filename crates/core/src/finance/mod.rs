//! Cash-flow mathematics: pure functions on a slice of flows.
//!
//! # Conventions
//!
//! * **Sign**: money that comes in is positive, money that goes out is negative.
//! * **Timing**: flows are evenly spaced. `flows[0]` lies at time 0, `flows[t]` lies `t` periods later. Only [`npv`] takes a
//!   choice, because spreadsheets differ there: see [`Timing`].
//! * **Rates** are per period and effective: 0.01 on monthly flows is 1 % a month. [`monthly_rate`] and [`annual_rate`] convert.
//! * **Missing values**: there are none. A flow that is not a finite number makes the answer `NaN` where the answer is a plain
//!   number, and "none" where the answer can be none.
//! * **Sums** are compensated (Neumaier), so that a thousand small flows beside a large one lose no cents.
//!
//! Definitions agree with numpy-financial 1.0 (`npv`, `irr`, `mirr`) and with Excel (`NPV`, `IRR`, `MIRR`), with the differences
//! said at each function.

mod irr;
mod meaning;
mod mirr;
mod npv;
mod payback;
mod rate;
mod root;

pub use irr::{CONVENTIONAL_GUESS, Irr, NoIrr, irr};
pub use meaning::{NoMeaning, without_meaning};
pub use mirr::mirr;
pub use npv::{Timing, npv};
pub use payback::{Payback, discounted_payback, payback};
pub use rate::{annual_rate, monthly_rate};
pub use root::bracketed_root;
