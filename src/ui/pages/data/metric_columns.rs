//! Metrics with a column each: what they are called, and what their numbers count.

use super::mapping::Units;
use super::shown::Shown;
use crate::ui::components::{Heading, Table, TextField};
use leptos::prelude::*;
use outturn_core::table::Quantity;
use outturn_protocol::mapping::{MetricEdit, Unit};

/// One row for each of them.
#[component]
pub fn MetricColumns() -> impl IntoView {
    let shown = Shown::here();
    let columns = shown.mapped(|mapping| mapping.metrics.clone());
    let headings = ["Column, a metric", "Called", "Counts"];
    view! {
        <Table caption="Metrics with a column each" headings=headings.map(Heading::words).to_vec()>
            <For each=move || columns.get() key=String::clone let(column)>
                <Row column/>
            </For>
        </Table>
    }
}

#[component]
fn Row(column: String) -> impl IntoView {
    let shown = Shown::here();
    let said = {
        let column = column.clone();
        shown.mapped(move |mapping| {
            let edits = &mapping.metric_edits;
            edits.iter().find(|edit| edit.column == column).cloned()
        })
    };
    let unit = move || said.with(|said| said.as_ref().and_then(|said| said.unit));
    let name = {
        let column = column.clone();
        move || {
            let own = said.with(|said| said.as_ref().and_then(|said| said.name.clone()));
            own.unwrap_or_else(|| column.clone())
        }
    };
    let known = column.clone();
    let set = move |change: &dyn Fn(&mut MetricEdit)| {
        let mut edit = said
            .get_untracked()
            .unwrap_or_else(|| MetricEdit::of(&known));
        change(&mut edit);
        shown.edit(|mapping| {
            mapping.edit_metric(edit);
        });
    };
    let call = {
        let set = set.clone();
        move |text: String| {
            let text = text.trim();
            set(&|edit| edit.name = (!text.is_empty()).then(|| text.to_owned()));
        }
    };
    view! {
        <tr>
            <th scope="row"><code>{column.clone()}</code></th>
            <td><TextField label=format!("Name of {column}") value=Signal::derive(name) on_enter=call/></td>
            <td>
                <Units
                    label=format!("{column} counts")
                    all=Unit::of(Quantity::Base)
                    unit=Signal::derive(unit)
                    on_choose=move |unit| set(&|edit| edit.unit = unit)
                />
            </td>
        </tr>
    }
}
