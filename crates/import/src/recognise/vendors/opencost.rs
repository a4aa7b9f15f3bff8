//! OpenCost, and Kubecost which is built on it: allocations of a cluster's cost, as the interface answers (opencost.io/docs/integrations/api:
//! a set of allocations a window, each under its name; the same names in Kubecost's CSV), and OpenCost's export (`pkg/costmodel/
//! csv_export.go` in its repository).

use crate::recognise::Recognition;
use crate::recognise::export::{Export, Fill, Note};
use crate::recognise::names::Names;
use crate::recognise::tags::ask_for_model;
use outturn_core::table::TableKind;

const PART_OF_A_BILL: Note = Note::Always(
    "These are shares of what the cluster costs: beside the cloud's bill for the same cluster they count the same money again.",
);
const NO_CURRENCY: Note = Note::Always(
    "The file says neither the currency nor the prices: OpenCost reckons with public prices unless it is told others.",
);

pub(super) const ALLOCATION: Export = Export {
    name: "OpenCost allocation",
    kind: Some(TableKind::Costs),
    tool: "OpenCost",
    how: "curl -G http://HOST:9003/allocation/compute -d window=30d -d step=1d -d aggregate=namespace > allocation.json",
    has: &[&["totalCost"], &["cpuCost"], &["ramCost"], &["name"]],
    // Assets have costs by these names, too.
    marks: (
        1,
        &[&["totalEfficiency"], &["sharedCost"], &["externalCost"]],
    ),
    lacks: &[&["nodeType"]],
    fills: &[
        ("cost", Fill::Needed(&["totalCost"])),
        ("date", Fill::Needed(&["window.start", "start"])),
        ("service", Fill::Needed(&["name"])),
        (
            "model",
            Fill::Filled(&["properties.labels.model", "properties.labels.model_name"]),
        ),
    ],
    notes: &[
        PART_OF_A_BILL,
        NO_CURRENCY,
        Note::Always(
            "A cost is of the day on which its window begins: ask for steps of a day. What nobody used counts, under __idle__.",
        ),
    ],
    ..Export::BLANK
};

/// One row a container and day.
pub(super) const EXPORT: Export = Export {
    name: "OpenCost export",
    kind: Some(TableKind::Costs),
    tool: "OpenCost",
    has: &[
        &["TotalCost"],
        &["CPUCost"],
        &["RAMCost"],
        &["Namespace"],
        &["Pod"],
    ],
    fills: &[
        ("cost", Fill::Needed(&["TotalCost"])),
        ("date", Fill::Needed(&["Date"])),
        ("service", Fill::Needed(&["Namespace"])),
        ("category", Fill::Filled(&["ControllerKind"])),
    ],
    notes: &[PART_OF_A_BILL, NO_CURRENCY],
    asks: &[ask_for_label],
    ..Export::BLANK
};

fn ask_for_label(names: &Names<'_>, found: &mut Recognition) {
    ask_for_model(names, found, "Labels", "label");
}
