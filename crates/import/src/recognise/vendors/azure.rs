//! Azure: files of Cost Management's cost and usage details, of enterprise agreements (`CostInBillingCurrency`), of customer
//! agreements (`costInBillingCurrency`) and of older subscriptions (`PreTaxCost`).

use crate::map::Source;
use crate::recognise::export::{Export, Fill, Note};
use crate::recognise::money::ask_for_currency;
use crate::recognise::names::Names;
use outturn_core::table::TableKind;

pub(super) const COSTS: Export = Export {
    name: "Azure cost details",
    kind: Some(TableKind::Costs),
    tool: "Azure",
    how: "Cost Management > Exports, cost and usage details (FOCUS), CSV",
    has: &[&["meterCategory"]],
    marks: (
        2,
        &[
            &["meterId"],
            &["meterSubCategory"],
            &["subscriptionName", "SubscriptionId", "subscriptionGuid"],
            &["consumedService"],
            &["resourceGroup", "resourceGroupName"],
            &["chargeType"],
        ],
    ),
    fills: &[
        (
            "cost",
            Fill::Needed(&["costInBillingCurrency", "PreTaxCost", "Cost"]),
        ),
        ("basis", Fill::Computed(basis)),
        (
            "date",
            Fill::Needed(&["date", "UsageDateTime", "UsageDate"]),
        ),
        (
            "currency",
            Fill::Filled(&["billingCurrency", "billingCurrencyCode", "Currency"]),
        ),
        (
            "category",
            Fill::Filled(&["serviceFamily", "meterCategory"]),
        ),
        (
            "service",
            Fill::Filled(&["meterCategory", "consumedService"]),
        ),
        ("frequency", Fill::Filled(&["frequency"])),
        ("provider", Fill::Constant("Microsoft Azure")),
    ],
    notes: &[Note::Computed(counted_as)],
    asks: &[ask_for_currency],
    ..Export::BLANK
};

/// The dataset is named in the file's name, not in the file.
fn is_amortized(names: &Names<'_>) -> bool {
    names.raw.name.to_lowercase().contains("amortized")
}

fn basis(names: &Names<'_>) -> Option<Source> {
    let word = if is_amortized(names) {
        "effective"
    } else {
        "billed"
    };
    Some(Source::constant(word))
}

fn counted_as(names: &Names<'_>) -> Option<String> {
    let counted = if is_amortized(names) {
        "effective: the file's name says amortized"
    } else {
        "billed: amortized costs are another export, whose name says so"
    };
    Some(format!("Cost is counted as {counted}."))
}
