//! How many tools a workflow touches.

use super::Tally;
use crate::{Input, Observation, Scope, Unavailable};
use outturn_core::table::TableKind::WorkflowTools;
use outturn_expr::{Custom, Read};
use std::collections::{BTreeMap, BTreeSet};

const READS: &[Read] = &[read("as_of"), read("workflow"), read("tool")];

const fn read(column: &'static str) -> Read {
    Read {
        table: WorkflowTools,
        column,
        required: true,
    }
}

/// The mean of the workflows.
pub const TOOLS: Custom = Custom {
    words: "mean number of distinct tools of a workflow",
    noun: "workflows",
    sql: "SELECT avg(n) FROM (SELECT count(DISTINCT tool) AS n FROM workflow_tools GROUP BY workflow)",
    reads: READS,
    measure: |scope| {
        counted(scope, |tools| {
            tools.iter().sum::<f64>() / tools.len() as f64
        })
    },
};

/// That of the workflow with most.
pub const MOST_TOOLS: Custom = Custom {
    words: "largest number of distinct tools of a workflow",
    noun: "workflows",
    sql: "SELECT max(n) FROM (SELECT count(DISTINCT tool) AS n FROM workflow_tools GROUP BY workflow)",
    reads: READS,
    measure: |scope| counted(scope, |tools| tools.iter().copied().fold(0.0, f64::max)),
};

fn counted(scope: &Scope<'_>, of: fn(&[f64]) -> f64) -> Result<Vec<Observation>, Unavailable> {
    let lacking = |column: &str| Unavailable::Column {
        table: WorkflowTools,
        column: column.to_owned(),
    };
    let rows = scope.rows(WorkflowTools)?;
    let text = |name| {
        let column = scope.column(WorkflowTools, name)?;
        column.as_text().ok_or_else(|| lacking(name))
    };
    let (workflow, tool) = (text("workflow")?, text("tool")?);
    let mut slices =
        vec![(BTreeMap::<u32, BTreeSet<String>>::new(), Tally::default()); scope.slices().len()];
    rows.for_each(|row, slice| {
        let (workflows, tally) = &mut slices[slice];
        match workflow.code(row).zip(tool.get(row)) {
            Some((workflow, tool)) => {
                let tool = tool.trim().to_lowercase();
                workflows.entry(workflow).or_default().insert(tool);
                tally.used += 1;
            }
            None => tally.skip("without a workflow or a tool"),
        }
    });
    let observe = |(workflows, tally): (BTreeMap<u32, BTreeSet<String>>, Tally)| {
        let tools: Vec<f64> = workflows.values().map(|tools| tools.len() as f64).collect();
        let value = (!tools.is_empty()).then(|| of(&tools));
        let mut observation = tally.observe(value);
        observation.inputs = vec![
            Input::count("tools, each once a workflow", tools.iter().sum()),
            Input::count("workflows", tools.len() as f64),
        ];
        observation
    };
    Ok(slices.into_iter().map(observe).collect())
}
