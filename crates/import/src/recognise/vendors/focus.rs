//! FOCUS cost and usage bills (FinOps Open Cost and Usage Specification 1.0 to 1.3).

use crate::file::RawFile;
use crate::map::{Mapping, Source, Topic};
use crate::recognise::export::{Export, Fill, Note};
use crate::recognise::money::{ask_for_currency, take_purchases};
use crate::recognise::names::{Names, fold};
use crate::recognise::question::examples;
use crate::recognise::tags::ask_for_model;
use crate::recognise::{Edit, MappingChoice, MappingQuestion, Recognition};
use outturn_core::table::TableKind;
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

    /// What it answers, for people.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Billed => "what is invoiced",
            Self::Effective => "after discounts, commitments spread over their term",
            Self::List => "at list prices",
            Self::Contracted => "at negotiated prices, before commitments",
        }
    }

    /// The FOCUS column that holds it.
    #[must_use]
    pub const fn column(self) -> &'static str {
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

/// Which of a bill's costs is counted, in a sentence; `None` where the bill has one cost, or the mapping does not say.
pub(crate) fn basis_counted(raw: &RawFile, mapping: &Mapping) -> Option<String> {
    let Source::Constant(word) = &mapping.binding("basis")?.source else {
        return None;
    };
    let known = costs(&Names::of(raw));
    let (basis, name) = known.iter().find(|(basis, _)| basis.word() == word)?;
    (known.len() > 1).then(|| {
        let (word, meaning) = (basis.word(), basis.meaning());
        format!("Of the bill's costs, {word} ({name}) is counted: {meaning}.")
    })
}

/// The purchases of commitments in a bill that is counted at list or contracted prices. There the use that a commitment covers has its
/// own price, so that the purchase would count the same money again. `None` where nothing is to be left out.
pub(crate) fn purchases_of_commitments(raw: &RawFile, mapping: &Mapping) -> Option<Vec<usize>> {
    let counted = |basis: &CostBasis| {
        let of = |canonical, told: &str| match mapping.binding(canonical).map(|b| &b.source) {
            Some(Source::Constant(told_so) | Source::Column(told_so)) => {
                fold(told_so) == fold(told)
            }
            _ => false,
        };
        of("basis", basis.word()) || of("cost", basis.column())
    };
    if ![CostBasis::List, CostBasis::Contracted].iter().any(counted) {
        return None;
    }
    let names = Names::of(raw);
    let column = |name| raw.table.column(names.find(&[name])?);
    let category = column("ChargeCategory")?;
    let commitment = column("CommitmentDiscountId")?;
    let is_purchase = |row: &usize| {
        let bought = category.text(*row);
        bought.is_some_and(|what| what.trim().eq_ignore_ascii_case("purchase"))
            && commitment.is_present(*row)
    };
    let rows: Vec<usize> = (0..raw.table.rows()).filter(is_purchase).collect();
    (!rows.is_empty()).then_some(rows)
}

pub(super) const BILL: Export = Export {
    name: "FOCUS bill",
    kind: Some(TableKind::Costs),
    tool: "FOCUS",
    how: "any provider's billing export in the FOCUS format, CSV",
    fills: &[
        (
            "cost",
            Fill::Needed(&[
                CostBasis::Billed.column(),
                CostBasis::Effective.column(),
                CostBasis::List.column(),
                CostBasis::Contracted.column(),
            ]),
        ),
        ("basis", Fill::Computed(basis)),
        ("date", Fill::Needed(&["ChargePeriodStart"])),
        ("currency", Fill::Needed(&["BillingCurrency"])),
        ("category", Fill::Filled(&["ServiceCategory"])),
        (
            "frequency",
            Fill::Filled(&["ChargeFrequency", "ChargeCategory"]),
        ),
        ("service", Fill::Filled(&["ServiceName"])),
        ("description", Fill::Filled(&["ChargeDescription"])),
        (
            "provider",
            // From FOCUS 1.3 on the two others take ProviderName's place.
            Fill::Filled(&[
                "ServiceProviderName",
                "ProviderName",
                "HostProviderName",
                "PublisherName",
            ]),
        ),
    ],
    notes: &[Note::Computed(version)],
    asks: &[
        take_purchases,
        ask_for_basis,
        ask_for_currency,
        |names, found| ask_for_model(names, found, "Tags", "tag"),
    ],
    ..Export::BLANK
};

/// Those of the four costs that a bill has, under its own spelling.
fn costs<'a>(names: &Names<'a>) -> Vec<(CostBasis, &'a str)> {
    CostBasis::ALL
        .into_iter()
        .filter_map(|basis| Some((basis, names.find(&[basis.column()])?)))
        .collect()
}

/// The word for the cost that is counted: the first that the bill has.
fn basis(names: &Names<'_>) -> Option<Source> {
    let &(basis, _) = costs(names).first()?;
    Some(Source::constant(basis.word()))
}

/// The first version that has all columns which later ones brought.
fn version(names: &Names<'_>) -> Option<String> {
    let version = if names.has(&["ServiceProviderName", "HostProviderName"]) {
        "1.3"
    } else if names.has(&["InvoiceId", "PricingCurrency", "BillingAccountType"]) {
        "1.2"
    } else if names.has(&["ServiceSubcategory", "SkuMeter", "SkuPriceDetails"]) {
        "1.1"
    } else {
        "1.0"
    };
    Some(format!("The columns are those of FOCUS {version}."))
}

/// A bill has up to four costs, which answer different questions. What is invoiced is counted until another one is chosen: the name
/// of a bill says as much.
fn ask_for_basis(names: &Names<'_>, found: &mut Recognition) {
    let costs = costs(names);
    if let [(basis, name)] = costs.as_slice() {
        found.notes.push(format!(
            "Cost is counted as {} ({name}), the only one there is.",
            basis.word()
        ));
        return;
    }
    let choices = costs.iter().map(|(basis, name)| {
        let edits = vec![
            Edit::bind("cost", Source::column(name)),
            Edit::bind("basis", Source::constant(basis.word())),
        ];
        MappingChoice::new(
            format!("{} ({name}): {}", basis.word(), basis.meaning()),
            edits,
        )
    });
    found.questions.push(MappingQuestion {
        topic: Topic::CostBasis,
        canonical: Some("cost".to_owned()),
        text: "Which of the bill's costs is counted?".to_owned(),
        examples: costs
            .iter()
            .filter_map(|(_, name)| {
                Some(format!(
                    "{name} {}",
                    examples(names.raw.table.column(name)).first()?
                ))
            })
            .collect(),
        choices: choices.collect(),
        guess: Some(0),
    });
}
