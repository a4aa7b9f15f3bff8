//! What does it cost and save?

use crate::metrics::measure::{spend, unit_cost, work_removed};
use crate::metrics::{Bucket, Definition, Direction, Example, ExampleTable, Kind, Target};
use crate::table::TableKind::{Cases, Costs, Predictions, Volumes};
use crate::units::Unit;

const BASE: Definition = Definition {
    id: "",
    label: "",
    meaning: "",
    formula: "",
    unit: Unit::Money,
    good: Direction::Down,
    target: Target::Trend,
    kind: Kind::Lagging,
    bucket: Bucket::Value,
    source: "",
    needs: "a cloud bill",
    table: Costs,
    tables: &[Costs],
    breakdowns: &["category", "service", "provider", "model"],
    measure: spend,
    also: &[],
    example: Example {
        tables: &[],
        value: 0.0,
        why: "",
    },
};

/// The metrics of this bucket.
pub const METRICS: &[Definition] = &[
    Definition {
        id: "spend",
        label: "Spend",
        meaning: "Charges of the period, credits taken off, on the one cost basis of the file.",
        formula: "sum of cost by date",
        target: Target::None,
        source: "FinOps FOCUS: BilledCost unless another basis is chosen",
        example: Example {
            tables: &[ExampleTable {
                kind: Costs,
                csv: "date,cost,currency\n2026-03-02,120.25,USD\n2026-03-03,-20.25,USD\n",
            }],
            value: 100.0,
            why: "120.25 charged, 20.25 credited",
        },
        ..BASE
    },
    Definition {
        id: "cost_per_prediction",
        label: "Cost per prediction",
        meaning: "Inference spend divided by predictions, on one declared cost basis and in one currency.",
        formula: "sum of cost ÷ predictions",
        source: "FinOps unit economics",
        needs: "a cloud bill and volumes, or a prediction log with cost",
        tables: &[Costs, Volumes, Predictions],
        breakdowns: &["model"],
        measure: unit_cost,
        example: Example {
            tables: &[
                ExampleTable {
                    kind: Costs,
                    csv: "date,cost,currency\n2026-03-02,30,USD\n2026-03-03,20,USD\n",
                },
                ExampleTable {
                    kind: Volumes,
                    csv: "date,predictions\n2026-03-02,1500\n2026-03-03,1000\n",
                },
            ],
            value: 0.02,
            why: "50 ÷ 2,500",
        },
        ..BASE
    },
    Definition {
        id: "work_removed",
        label: "Work removed",
        meaning: "Hours of manual work a month that no longer have to be done, net of the new steps.",
        formula: "Σ (minutes_before − minutes_after − minutes_added) × volume ÷ 60 ÷ months of the period",
        unit: Unit::HoursPerMonth,
        good: Direction::Up,
        source: "Time study, before and after",
        needs: "a case file with minutes_before and minutes_after",
        table: Cases,
        tables: &[Cases],
        breakdowns: &["workflow"],
        measure: work_removed,
        example: Example {
            tables: &[ExampleTable {
                kind: Cases,
                csv: "period,volume,minutes_before,minutes_after,minutes_added\n2026-03-01,2000,15,5,3\n",
            }],
            value: 14_000.0 / 60.0,
            why: "10 min saved, 3 min of review added, 2,000 cases a month: 14,000 min",
        },
        ..BASE
    },
];
