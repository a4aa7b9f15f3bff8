//! From a valid scenario to cash flow and figures.
//!
//! Month 0 carries the one-off cost; month `m` from 1 to the horizon carries the running cost and, of every lever, its amount a
//! month times `min(1, m ÷ ramp-up)`. In a spreadsheet: `=MIN(1, month / ramp_up) * amount`.

use super::lever::Category;
use super::overlap::{Overlap, overlaps};
use super::validate::{Numbers, Valid};
use outturn_core::finance::{
    Irr, NoMeaning, Payback, annual_rate, discounted_payback, irr, mirr, monthly_rate, npv,
    payback, without_meaning,
};
use outturn_core::stats::{Sum, sum};
use serde::Serialize;

/// Cash of one month, in the scenario's currency.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MonthFlow {
    /// 0 for the start.
    pub month: u32,
    /// Money from the levers.
    pub benefit: f64,
    /// Money paid; positive.
    pub cost: f64,
    /// Benefit − cost.
    pub net: f64,
    /// Net of this and all earlier months.
    pub cumulative: f64,
}

/// One lever's line in the value ledger.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LedgerLine {
    /// Id of the lever.
    pub lever: &'static str,
    /// Its name for people.
    pub label: &'static str,
    /// Where it is booked.
    pub category: Category,
    /// Money a month at full effect.
    pub amount_per_month: f64,
    /// Money over the horizon, with the ramp-up.
    pub amount: f64,
}

impl LedgerLine {
    /// Money a year at full effect.
    #[must_use]
    pub fn amount_per_year(&self) -> f64 {
        self.amount_per_month * 12.0
    }
}

/// The sum of a category's ledger lines.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CategoryTotal {
    /// The category.
    pub category: Category,
    /// Money over the horizon.
    pub amount: f64,
}

/// Everything computed from a scenario. Money is in the scenario's currency, nominal unless said otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    /// Month by month, from 0 to the horizon.
    pub flows: Vec<MonthFlow>,
    /// All benefits: exactly the sum of [`categories`](Self::categories).
    pub benefit_total: f64,
    /// All costs; positive.
    pub cost_total: f64,
    /// Benefits − costs.
    pub net_total: f64,
    /// (benefits − costs) ÷ costs, undiscounted. `None` without costs.
    pub roi: Option<f64>,
    /// Net present value at the effective monthly rate of the discount rate.
    pub npv: f64,
    /// Internal rates of return, as effective rates per year.
    pub irr_per_year: Irr,
    /// Why that rate says nothing, where it does not.
    pub irr_without_meaning: Option<NoMeaning>,
    /// Modified internal rate of return per year, financed and reinvested at the discount rate. `None` without costs or without benefits.
    pub mirr_per_year: Option<f64>,
    /// Months until the money is back. `None` when not within the horizon.
    pub payback_months: Option<Payback>,
    /// The same on discounted cash.
    pub discounted_payback_months: Option<Payback>,
    /// Line by line, in the scenario's order.
    pub ledger: Vec<LedgerLine>,
    /// By category: each exactly the compensated sum of its lines.
    pub categories: [CategoryTotal; 3],
    /// Levers that count the same money.
    pub overlaps: Vec<Overlap>,
}

impl Outcome {
    /// What all levers bring in a year at full effect.
    #[must_use]
    pub fn benefit_per_year(&self) -> f64 {
        sum(self.ledger.iter().map(LedgerLine::amount_per_year))
    }
}

/// Computes a scenario. Total: every number in the answer is finite.
///
/// ```
/// use outturn_scenario::{evaluate, validate, Scenario};
/// let scenario = Scenario { one_off_cost: 1200.0, ..Scenario::default() };
/// let outcome = evaluate(&validate(&scenario).unwrap());
/// assert_eq!((outcome.npv, outcome.roi), (-1200.0, Some(-1.0)));
/// ```
#[must_use]
pub fn evaluate(valid: &Valid) -> Outcome {
    let numbers = &valid.numbers;
    let flows = numbers.month_flows();
    let nets: Vec<f64> = flows.iter().map(|flow| flow.net).collect();
    let rate = monthly_rate(numbers.discount_rate_per_year);
    let ledger = numbers.ledger();
    let categories = Category::ALL.map(|category| {
        let lines = ledger.iter().filter(|line| line.category == category);
        CategoryTotal {
            category,
            amount: sum(lines.map(|line| line.amount)),
        }
    });
    let benefit_total = sum(categories.iter().map(|total| total.amount));
    let cost_total = sum(flows.iter().map(|flow| flow.cost));
    let net_total = benefit_total - cost_total;
    let finite = |value: &f64| value.is_finite();
    let irr_per_year = irr(&nets).map(annual_rate);
    Outcome {
        benefit_total,
        cost_total,
        net_total,
        roi: Some(net_total / cost_total).filter(finite),
        npv: npv(rate, &nets, numbers.timing),
        irr_without_meaning: without_meaning(&irr_per_year, &nets),
        irr_per_year,
        mirr_per_year: mirr(&nets, rate, rate).map(annual_rate).filter(finite),
        payback_months: payback(&nets),
        discounted_payback_months: discounted_payback(rate, &nets),
        categories,
        ledger,
        overlaps: overlaps(valid),
        flows,
    }
}

impl Numbers {
    /// Net present value alone: what sensitivity and goal seek ask for many times.
    pub(super) fn npv(&self) -> f64 {
        let amount = self.amount_per_month();
        let months = 0..=self.horizon_months;
        let nets: Vec<f64> = months
            .map(|month| self.benefit(amount, month) - self.cost(month))
            .collect();
        npv(
            monthly_rate(self.discount_rate_per_year),
            &nets,
            self.timing,
        )
    }

    fn amount_per_month(&self) -> f64 {
        sum(self
            .levers
            .iter()
            .map(super::validate::LeverNumbers::amount_per_month))
    }

    /// Share of the full benefit that a month brings.
    fn share(&self, month: u32) -> f64 {
        match f64::from(month) {
            0.0 => 0.0,
            month if month >= self.ramp_up_months => 1.0,
            month => month / self.ramp_up_months,
        }
    }

    fn benefit(&self, amount_per_month: f64, month: u32) -> f64 {
        amount_per_month * self.share(month)
    }

    fn cost(&self, month: u32) -> f64 {
        match month {
            0 => self.one_off_cost,
            _ => self.running_cost_per_month,
        }
    }

    fn month_flows(&self) -> Vec<MonthFlow> {
        let amount = self.amount_per_month();
        let mut total = Sum::default();
        let flow = |month| {
            let (benefit, cost) = (self.benefit(amount, month), self.cost(month));
            let net = benefit - cost;
            total.add(net);
            MonthFlow {
                month,
                benefit,
                cost,
                net,
                cumulative: total.value(),
            }
        };
        (0..=self.horizon_months).map(flow).collect()
    }

    fn ledger(&self) -> Vec<LedgerLine> {
        let full_months = sum((0..=self.horizon_months).map(|month| self.share(month)));
        let line = |lever: &super::validate::LeverNumbers| {
            let amount_per_month = lever.amount_per_month();
            LedgerLine {
                lever: lever.definition.id,
                label: lever.definition.label,
                category: lever.definition.category,
                amount_per_month,
                amount: amount_per_month * full_months,
            }
        };
        self.levers.iter().map(line).collect()
    }
}
