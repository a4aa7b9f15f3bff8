//! Scenarios in the snapshot: inputs, cash flows, results, sensitivity, ledger.

use super::Extra;
use outturn_core::units::Currency;
use outturn_scenario::{Category, Origin};
use serde::{Deserialize, Serialize};

/// A what-if with its results.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scenario {
    /// What the user calls it.
    pub name: String,
    /// The one currency of all its money.
    pub currency: Currency,
    /// The scenario as the program keeps it, with every setting that its figures depend on: when the first flow is, the first month,
    /// the horizon, windows, levers that are off.
    #[serde(default)]
    pub settings: serde_json::Value,
    /// Every number that counts; those of levers that are off do not.
    pub inputs: Vec<ScenarioInput>,
    /// Month by month, from the first.
    pub cash_flows: Vec<CashFlow>,
    /// The figures.
    pub results: Results,
    /// Each number alone moved by a fifth either way, largest effect first.
    pub sensitivity: Vec<Sensitivity>,
    /// The benefits over the horizon, lever by lever.
    pub ledger: Vec<LedgerEntry>,
    /// Unknown keys, among them `simulation` of a program that simulates.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One number of a scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioInput {
    /// Its path, such as `mttr.hours_after`.
    pub id: String,
    /// In the unit of the input.
    #[serde(default)]
    pub value: Option<f64>,
    /// Measured, derived or assumed.
    pub origin: Origin,
    /// The same in words.
    pub source: String,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Cash of one month: dated by its first day where the scenario has a start, else by its number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CashFlow {
    /// First day of the month.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Number of the month, 0 for the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<u32>,
    /// Money from the levers.
    pub benefit: Option<f64>,
    /// Money paid; positive.
    pub cost: Option<f64>,
    /// Benefit − cost.
    pub net: Option<f64>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a scenario comes to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Results {
    /// (Benefits − costs) ÷ costs.
    pub roi: Option<f64>,
    /// Net present value.
    pub npv: Option<f64>,
    /// Every internal rate of return, per year, rising.
    pub irr: Vec<f64>,
    /// Modified internal rate of return, per year.
    pub mirr: Option<f64>,
    /// Months until the money is back.
    pub payback_months: Option<f64>,
    /// The same on discounted cash.
    pub discounted_payback_months: Option<f64>,
    /// Single numbers at which the net present value is zero.
    pub break_even: Vec<BreakEven>,
    /// Why figures are `null` or there is no rate, each behind its key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The value of one number at which the net present value is zero, all else unchanged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BreakEven {
    /// Path of the number.
    pub input: String,
    /// In its unit.
    pub value: Option<f64>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What one number alone does to the net present value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// Path of the number.
    pub input: String,
    /// The lower value tried.
    pub low: Option<f64>,
    /// The higher value tried.
    pub high: Option<f64>,
    /// Net present value at `low`.
    pub npv_low: Option<f64>,
    /// Net present value at `high`.
    pub npv_high: Option<f64>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One line of the value ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// Id of the lever.
    pub lever: String,
    /// Where it is booked.
    pub category: Category,
    /// Money over the horizon.
    pub amount: Option<f64>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}
