//! What the metrics without data would need, and how that is exported from the tools that have it.

use outturn_core::table::TableKind;
use outturn_import::TOOL_EXPORTS;
use outturn_metrics::Unavailable;
use outturn_metrics::scorecard::Card;

/// How a tool writes a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recipe {
    /// The tool.
    pub tool: &'static str,
    /// What to do there, as its documentation has it; a command where there is one.
    pub how: &'static str,
}

/// A table that metrics without data need.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// Which table.
    pub table: TableKind,
    /// The metrics that need it, by their names.
    pub metrics: Vec<String>,
    /// The columns that the table, which is loaded, lacks; none where it is not loaded.
    pub columns: Vec<String>,
    /// Where it can be had; none where it is loaded, as what its tool does not say another's export need not say either.
    pub recipes: Vec<Recipe>,
}

impl Wanted {
    /// What the table is, in a sentence: one row, and the columns that it cannot do without; or, where it is loaded, those that it lacks.
    #[must_use]
    pub fn table_words(&self) -> String {
        if !self.columns.is_empty() {
            return format!("It is loaded, without {}.", self.columns.join(", "));
        }
        let schema = self.table.schema();
        let needed = schema.columns.iter().filter(|column| column.required);
        let needed: Vec<&str> = needed.map(|column| column.name).collect();
        let row = schema.row.replace('`', "");
        match needed.is_empty() {
            true => format!("One row is {row}."),
            false => format!("One row is {row}, with {}.", needed.join(", ")),
        }
    }
}

/// The tables that metrics without data need, the one that most need first.
#[must_use]
pub fn wanted(cards: &[Card]) -> Vec<Wanted> {
    let mut all: Vec<Wanted> = Vec::new();
    let lacking = cards.iter().filter(|card| card.value.is_none());
    for (card, table) in lacking.filter_map(|card| Some((card, card.table_lacking()?))) {
        let at = all.iter().position(|wanted| wanted.table == table);
        let at = at.unwrap_or_else(|| {
            all.push(Wanted {
                table,
                metrics: Vec::new(),
                columns: Vec::new(),
                recipes: recipes(table),
            });
            all.len() - 1
        });
        all[at].metrics.push(card.label.clone());
        if let Some(Unavailable::Column { column, .. }) = &card.lack
            && !all[at].columns.contains(column)
        {
            all[at].columns.push(column.clone());
            all[at].recipes.clear();
        }
    }
    all.sort_by_key(|wanted| std::cmp::Reverse(wanted.metrics.len()));
    all
}

/// Where a table can be had: from each tool whose export of it is read as it comes, once.
#[must_use]
pub fn recipes(table: TableKind) -> Vec<Recipe> {
    let mut all: Vec<Recipe> = Vec::new();
    for export in TOOL_EXPORTS {
        let is_new = !all.iter().any(|known| known.tool == export.tool);
        if export.table == Some(table) && !export.how.is_empty() && is_new {
            all.push(Recipe {
                tool: export.tool,
                how: export.how,
            });
        }
    }
    all
}
