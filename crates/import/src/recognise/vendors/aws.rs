//! Amazon Web Services: events of its health dashboard, as its interface lists them and as the public page has them; the cost and
//! usage report, as CUR 2.0 (`line_item_unblended_cost`) and as before (`lineItem/UnblendedCost`), whose names fold alike.

use crate::recognise::export::{Export, Fill, Keep, Note};
use crate::recognise::money::ask_for_currency;
use outturn_core::table::TableKind;

/// What `describe-events` answers.
pub(super) const HEALTH: Export = Export {
    name: "AWS Health events",
    kind: Some(TableKind::Incidents),
    tool: "AWS",
    has: &[&["arn"], &["startTime"]],
    marks: (
        2,
        &[&["eventTypeCode"], &["eventTypeCategory"], &["statusCode"]],
    ),
    keeps: &[Keep::Is(&["eventTypeCategory"], &["issue"])],
    fills: &[
        ("id", Fill::Needed(&["arn"])),
        ("started_at", Fill::Needed(&["startTime"])),
        ("detected_at", Fill::Needed(&["startTime"])),
        ("resolved_at", Fill::Filled(&["endTime"])),
        ("service", Fill::Filled(&["service"])),
        ("severity", Fill::Filled(&["eventScopeCode"])),
    ],
    notes: &[
        Note::Always(
            "Only events of the category issue are incidents: planned changes and notices of accounts are left out.",
        ),
        Note::Always(
            "AWS does not say when an event was noticed: it is detected here when it began.",
        ),
    ],
    ..Export::BLANK
};

/// The list of current events on the public status page.
pub(super) const STATUS: Export = Export {
    name: "AWS status events",
    kind: Some(TableKind::Incidents),
    tool: "AWS",
    has: &[&["arn"], &["date"], &["summary"]],
    marks: (
        2,
        &[
            &["event_log"],
            &["region_name"],
            &["service_name"],
            &["impacted_services"],
        ],
    ),
    fills: &[
        ("id", Fill::Needed(&["arn"])),
        ("detected_at", Fill::Needed(&["date"])),
        ("service", Fill::Filled(&["service_name", "service"])),
        ("severity", Fill::Filled(&["status"])),
    ],
    notes: &[Note::Always(
        "The status page does not say when an event ended: the time to recover needs a second file with both.",
    )],
    ..Export::BLANK
};

pub(super) const COSTS: Export = Export {
    name: "AWS cost and usage report",
    kind: Some(TableKind::Costs),
    tool: "AWS",
    how: "Billing > Data Exports, a FOCUS or CUR 2.0 export to S3, CSV",
    has: &[&["line_item_unblended_cost"]],
    fills: &[
        ("cost", Fill::Needed(&["line_item_unblended_cost"])),
        ("basis", Fill::Constant("billed")),
        ("date", Fill::Needed(&["line_item_usage_start_date"])),
        ("currency", Fill::Filled(&["line_item_currency_code"])),
        (
            "category",
            Fill::Filled(&["product_product_family", "line_item_line_item_type"]),
        ),
        (
            "service",
            Fill::Filled(&["product_servicecode", "line_item_product_code"]),
        ),
        ("provider", Fill::Constant("AWS")),
    ],
    notes: &[Note::Always(
        "Cost is counted as billed ({cost}): what prepaid commitments cover is in it when they were paid for.",
    )],
    asks: &[ask_for_currency],
    ..Export::BLANK
};
