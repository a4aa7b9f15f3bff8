//! FOCUS cost and usage bills (FinOps Open Cost and Usage Specification 1.0 to 1.3).

use super::super::map::{Mapping, Source};
use super::Recognition;
use super::names::Names;
use crate::table::TableKind;
use serde::{Deserialize, Serialize};

/// Which of a bill's four costs is counted. They answer different questions and are never added to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostBasis {
    /// What is invoiced.
    Billed,
    /// What use cost after discounts, prepaid commitments spread over their term.
    Effective,
    /// What it would cost at list prices.
    List,
    /// What it would cost at negotiated prices, before commitments.
    Contracted,
}

impl CostBasis {
    /// All four, the default first.
    pub const ALL: [Self; 4] = [Self::Billed, Self::Effective, Self::List, Self::Contracted];

    /// The word in the canonical column `basis`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Billed => "billed",
            Self::Effective => "effective",
            Self::List => "list",
            Self::Contracted => "contracted",
        }
    }

    /// The FOCUS column that holds it.
    #[must_use]
    pub fn column(self) -> &'static str {
        match self {
            Self::Billed => "BilledCost",
            Self::Effective => "EffectiveCost",
            Self::List => "ListCost",
            Self::Contracted => "ContractedCost",
        }
    }
}

impl Mapping {
    /// Counts another of a bill's costs. `column` is the file's spelling of [`CostBasis::column`].
    pub fn set_cost_basis(&mut self, basis: CostBasis, column: &str) -> &mut Self {
        self.bind("cost", Source::column(column))
            .bind("basis", Source::constant(basis.word()))
    }
}

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    let start = names.find(&["ChargePeriodStart"])?;
    let currency = names.find(&["BillingCurrency"])?;
    let mut costs = CostBasis::ALL
        .into_iter()
        .filter_map(|basis| Some((basis, names.find(&[basis.column()])?)));
    let (basis, cost) = costs.next()?;
    let others: Vec<&str> = costs.map(|(_, name)| name).collect();
    let mut mapping = Mapping::new(TableKind::Costs);
    mapping
        .set_cost_basis(basis, cost)
        .bind("date", Source::column(start))
        .bind("currency", Source::column(currency));
    for (canonical, spellings) in [
        ("category", &["ServiceCategory"][..]),
        ("service", &["ServiceName"]),
        // From FOCUS 1.3 on ServiceProviderName takes ProviderName's place.
        ("provider", &["ServiceProviderName", "ProviderName"]),
    ] {
        if let Some(name) = names.filled(spellings) {
            mapping.bind(canonical, Source::column(name));
        }
    }
    let mut notes = vec![format!("Cost is counted as {} ({cost}).", basis.word())];
    if !others.is_empty() {
        notes.push(format!(
            "The bill also has {}: choose one of them to count on another basis.",
            others.join(", ")
        ));
    }
    Some(Recognition::new("FOCUS bill", mapping, notes))
}
