//! Which column of the file fills which column of the canonical table.

use super::mapping::Units;
use super::shown::Shown;
use crate::browser::document::{after, focus};
use crate::ui::components::{Choice, Heading, Select, Table, TextField};
use leptos::prelude::*;
use outturn_core::table::{ColumnSchema, Dated};
use outturn_protocol::mapping::{Source, Step, Unit};

/// How long the page takes to show a change at most, in milliseconds.
const PAUSE: i32 = 50;

/// Stands for a constant among the names of columns; no name of a column begins so.
const CONSTANT: &str = "\u{1}";

/// One row for each canonical column.
#[component]
pub fn Bindings() -> impl IntoView {
    let shown = Shown::here();
    let table = Memo::new(move |_| {
        shown
            .mapping
            .with(|m| m.as_ref().map(|m| (m.kind, m.unfolds())))
    });
    let columns = move || {
        let columns = table.get().into_iter().flat_map(|(kind, unfolds)| {
            let columns = kind.schema().columns.iter();
            let unfolded = move |name| unfolds.is_some_and(|(of, to)| name == of || name == to);
            let own = move |c: &&ColumnSchema| !unfolded(c.name);
            columns.filter(own).map(move |column| (kind, column))
        });
        columns.collect::<Vec<_>>()
    };
    let headings = [
        "Column of the table",
        "Filled from",
        "Counts",
        "What it means",
    ];
    view! {
        <Table caption=format!("Mapping of {}", shown.name()) headings=headings.map(Heading::words).to_vec()>
            <For each=columns key=|(kind, column)| (*kind, column.name) let((_, column))>
                <Row column/>
            </For>
        </Table>
    }
}

/// One canonical column.
#[component]
fn Row(column: &'static ColumnSchema) -> impl IntoView {
    let shown = Shown::here();
    let name = column.name;
    let source = shown.mapped(move |m| m.binding(name).map(|b| b.source.clone()));
    let unit = shown.mapped(move |m| m.binding(name).and_then(|b| b.unit));
    let is_bound = Memo::new(move |_| source.with(Option::is_some));
    let units = move || {
        view! {
            <Units
                label=format!("{name} counts")
                all=Unit::of(column.quantity)
                unit
                on_choose=move |unit| shown.edit(|m| { m.count_in(name, unit); })
            />
        }
    };
    view! {
        <tr>
            <th scope="row"><code>{name}</code>{column.required.then(|| view! { <span class="quiet">" required"</span> })}</th>
            <td><FilledFrom column=name source/></td>
            <td><Show when=move || is_bound.get()>{units()}</Show></td>
            <td class="quiet">{column.meaning}</td>
        </tr>
    }
}

/// What fills a canonical column: a column of the file, the same text in every row, or nothing.
#[component]
fn FilledFrom(column: &'static str, source: Memo<Option<Source>>) -> impl IntoView {
    let shown = Shown::here();
    // The box for the text appears before there is a text to map.
    let asked = RwSignal::new(false);
    let constant = move || {
        source.with(|source| match source {
            Some(Source::Constant(text)) => Some(text.clone()),
            _ => asked.get().then(String::new),
        })
    };
    let is_constant = Memo::new(move |_| constant().is_some());
    let text = Memo::new(move |_| constant().unwrap_or_default());
    let value = Memo::new(move |_| match is_constant.get() {
        true => CONSTANT.to_owned(),
        false => source.with(|source| match source {
            Some(Source::Column(name)) => name.clone(),
            _ => String::new(),
        }),
    });
    let names = shown.part(|summary| {
        let names = summary.columns.iter().map(|c| c.name.clone());
        names.collect::<Vec<_>>()
    });
    // Some tables are of the day of their file where nothing in it tells another.
    let unfilled = shown.mapped(move |mapping| {
        let table = mapping.kind.schema();
        let by_file = table.time == Some(column) && table.dated != Dated::ByRow;
        Some(if by_file {
            "the day the file was saved"
        } else {
            "–"
        })
    });
    let options = Memo::new(move |_| {
        let composed = source.with(|source| source.as_ref().and_then(composed));
        let fixed = [
            (
                String::new(),
                composed.unwrap_or_else(|| unfilled.get().unwrap_or("–").to_owned()),
            ),
            (CONSTANT.to_owned(), "the same in every row …".to_owned()),
        ];
        let names = names.get().into_iter().map(|name| (name.clone(), name));
        fixed.into_iter().chain(names).collect::<Vec<Choice>>()
    });
    let bind = move |source: Option<Source>| {
        shown.edit(|mapping| {
            match source {
                Some(source) => mapping.bind(column, source),
                None => mapping.unbind(column),
            };
        });
    };
    let choose = move |name: String| {
        asked.set(name == CONSTANT);
        if name != CONSTANT {
            bind((!name.is_empty()).then_some(Source::Column(name)));
        }
    };
    // Steps of the calendar begin on a day that only the user knows.
    let start = Memo::new(move |_| {
        source.with(|source| match source {
            Some(Source::Counted { step, start, .. }) if *step != Step::Order => {
                Some(start.clone().unwrap_or_default())
            }
            _ => None,
        })
    });
    let begins = move |day: String| {
        if let Some(Source::Counted { column, step, .. }) = source.get_untracked() {
            let start = (!day.trim().is_empty()).then(|| day.trim().to_owned());
            bind(Some(Source::Counted {
                column,
                step,
                start,
            }));
        }
    };
    let starts = Memo::new(move |_| start.with(Option::is_some));
    let first_day = Memo::new(move |_| start.get().unwrap_or_default());
    let field = StoredValue::new(format!("first-step-{column}"));
    // Nothing counts until it is there: whoever opens the mapping is to fill it in.
    Effect::new(move |_| {
        if start.with(|start| start.as_ref().is_some_and(String::is_empty)) {
            after(PAUSE, move || focus(&field.get_value()));
        }
    });
    view! {
        <Select label=format!("{column} is filled from") options value on_choose=choose/>
        <Show when=move || starts.get()>
            <label class="chip" for=field.get_value()>
                "Day of the first step "
                <TextField
                    id=field.get_value()
                    label=format!("Day of the first step, as 2026-01-01, for {column}")
                    value=first_day
                    on_enter=begins
                />
            </label>
        </Show>
        <Show when=move || is_constant.get()>
            <TextField label=format!("{column} in every row") value=text on_enter=move |text| bind(Some(Source::Constant(text)))/>
        </Show>
    }
}

/// What fills a column, in words, where it is more than one column or one text.
fn composed(source: &Source) -> Option<String> {
    Some(match source {
        Source::Column(_) | Source::Constant(_) => return None,
        Source::FirstOf(names) => format!("first of {}", names.join(", ")),
        Source::YearQuarter { year, quarter } => format!("{year} and {quarter}"),
        Source::YearMonth { year, month } => format!("{year} and {month}"),
        Source::After { start, length, .. } => format!("{start} and {length} later"),
        Source::InUnits { column, units } => format!("{column}, in the unit that {units} says"),
        Source::Counted { column, step, .. } => format!("{column}, counted in {}", step.label()),
        Source::Risen { column, .. } => format!("how much {column} rose"),
        Source::Argument { column, name } => format!("{name} in {column}"),
        Source::Inside { column, path } => format!("{} in {column}", path.join(", ")),
    })
}
