//! How a file becomes a canonical table, to be changed column by column.

use super::parts::{
    Enter, Found, Panel, block, button, choose, code, labelled, line, live, table, typed, words,
};
use super::questions::settled_questions;
use super::words::{filters, metric_rows, word_tables};
use crate::actions::change_mapping::{read_as, set_mapping, use_recognised};
use crate::actions::saved_mapping::save_mapping;
use crate::state::App;
use leptos::prelude::*;
use outturn_core::table::{ColumnSchema, TableKind, schema};
use outturn_import::{Mapping, Source, Unit};
use outturn_protocol::FileSummary;

/// Stands for a constant among the names of columns; no name of a column begins so.
const CONSTANT: &str = "\u{1}";

/// The editor.
pub fn mapping_editor(found: Found) -> AnyView {
    let (app, panel) = (App::here(), Panel::here());
    let summary = found.get_value();
    let own = app.document().with_untracked(|d| {
        d.files.iter().any(|f| {
            f.id == summary.file && (f.mapping.is_some() || f.options != Default::default())
        })
    });
    let kind = summary.mapping.as_ref().map(|m| m.kind);
    let mut kinds: Vec<(String, String)> = Vec::new();
    if kind.is_none() {
        kinds.push((String::new(), "choose …".to_owned()));
    }
    kinds.extend(
        schema::ALL
            .iter()
            .map(|s| (s.name.to_owned(), s.label.to_owned())),
    );
    let chosen: Enter = Box::new(move |name| {
        if let Some(schema) = schema::ALL.iter().find(|s| s.name == name) {
            found.with_value(|s| read_as(app, &s.file, schema.kind, &s.columns));
        }
    });
    let read_as = choose(
        &format!("Read {} as", summary.name),
        kinds,
        kind.map_or("", |k| k.schema().name),
        chosen,
    );
    let back = move || found.with_value(|s| use_recognised(app, &s.file, &s.columns));
    let mut first = vec![labelled("Read as", read_as)];
    if own {
        first.push(button("Back to what was recognised", None, Box::new(back)));
    }
    let Some(mapping) = &summary.mapping else {
        return block("row", first);
    };
    let save = move || save_mapping(app, &panel.id());
    first.push(button("Save mapping", None, Box::new(save)));
    let wide = mapping.kind == TableKind::MetricSeries && !mapping.metrics.is_empty();
    let mut parts = vec![
        block("row", first),
        settled_questions(found),
        bindings(app, &summary, mapping, wide),
    ];
    if wide {
        parts.push(metric_rows(app, &summary, mapping));
    }
    parts.extend(word_tables(app, &summary, mapping));
    parts.push(filters(app, &summary, mapping));
    block("mapping", parts)
}

/// Changes a copy of a mapping and has the file mapped by it.
pub fn edit(app: App, file: &str, mapping: &Mapping, change: impl FnOnce(&mut Mapping)) {
    let mut mapping = mapping.clone();
    change(&mut mapping);
    set_mapping(app, file, mapping);
}

/// One row for each canonical column.
fn bindings(app: App, summary: &FileSummary, mapping: &Mapping, wide: bool) -> AnyView {
    let columns = mapping.kind.schema().columns.iter();
    let rows = columns
        .filter(|c| !(wide && matches!(c.name, "metric" | "value")))
        .map(|column| binding_row(app, summary, mapping, column));
    let headings = [
        "Column of the table",
        "Filled from",
        "Counts",
        "What it means",
    ];
    table(
        format!("Mapping of {}", summary.name),
        &headings,
        rows.collect(),
    )
}

fn binding_row(
    app: App,
    summary: &FileSummary,
    mapping: &Mapping,
    column: &'static ColumnSchema,
) -> AnyView {
    let source = mapping.binding(column.name).map(|b| &b.source);
    let (chosen, constant) = match source {
        Some(Source::Column(name)) => (name.as_str(), None),
        Some(Source::Constant(value)) => (CONSTANT, Some(value.clone())),
        _ => ("", None),
    };
    let composed = source.filter(|_| chosen.is_empty()).map(source_words);
    let mut options = vec![
        (String::new(), composed.unwrap_or_else(|| "–".to_owned())),
        (CONSTANT.to_owned(), "the same in every row …".to_owned()),
    ];
    options.extend(
        summary
            .columns
            .iter()
            .map(|c| (c.name.clone(), c.name.clone())),
    );
    let is_constant = RwSignal::new(constant.is_some());
    let known = StoredValue::new((summary.file.clone(), mapping.clone()));
    let bind = move |source: Option<Source>| {
        known.with_value(|(file, mapping)| {
            edit(app, file, mapping, |m| {
                match source {
                    Some(source) => m.bind(column.name, source),
                    None => m.unbind(column.name),
                };
            });
        });
    };
    let enter: Enter = Box::new(move |name| {
        is_constant.set(name == CONSTANT);
        if name != CONSTANT {
            bind((!name.is_empty()).then_some(Source::Column(name)));
        }
    });
    let label = format!("{} is filled from", column.name);
    let value = constant.unwrap_or_default();
    // Lives on its own: the box appears before there is a constant to map.
    let fixed = move || {
        let enter: Enter = Box::new(move |text| bind(Some(Source::Constant(text))));
        match is_constant.get() {
            true => typed(&format!("{} in every row", column.name), &value, enter),
            false => words("", String::new()),
        }
    };
    let required = if column.required { " required" } else { "" };
    let name = block(
        "",
        vec![code(column.name), words("quiet", required.to_owned())],
    );
    let from = block(
        "",
        vec![
            choose(&label, options, chosen, enter),
            live(Box::new(fixed)),
        ],
    );
    let unit = unit_choice(app, summary, mapping, column);
    let unit = unit.unwrap_or_else(|| words("", String::new()));
    let meaning = column.meaning.to_owned().into_any();
    line(name, "", vec![("", from), ("", unit), ("quiet", meaning)])
}

/// What a column's numbers count, where that can be converted.
fn unit_choice(
    app: App,
    summary: &FileSummary,
    mapping: &Mapping,
    column: &'static ColumnSchema,
) -> Option<AnyView> {
    let binding = mapping.binding(column.name)?;
    let (file, mapping) = (summary.file.clone(), mapping.clone());
    let enter = move |unit| {
        edit(app, &file, &mapping, |m| {
            m.count_in(column.name, unit);
        });
    };
    let label = format!("{} counts", column.name);
    units(
        &label,
        Unit::of(column.quantity),
        binding.unit,
        Box::new(enter),
    )
}

/// Units to choose from; `None` where there is nothing to convert.
pub fn units(
    label: &str,
    all: &'static [Unit],
    chosen: Option<Unit>,
    on_enter: Box<dyn Fn(Option<Unit>)>,
) -> Option<AnyView> {
    if all.is_empty() {
        return None;
    }
    let mut options = vec![(String::new(), "as it means".to_owned())];
    let named = |unit: &Unit| (unit.label().to_owned(), unit.label().to_owned());
    options.extend(all.iter().map(named));
    let enter: Enter = Box::new(move |name| {
        on_enter(all.iter().copied().find(|u| u.label() == name));
    });
    Some(choose(
        label,
        options,
        chosen.map_or("", Unit::label),
        enter,
    ))
}

fn source_words(source: &Source) -> String {
    match source {
        Source::Column(name) => name.clone(),
        Source::Constant(value) => format!("always {value}"),
        Source::FirstOf(names) => format!("first of {}", names.join(", ")),
        Source::YearQuarter { year, quarter } => format!("{year} and {quarter}"),
        Source::YearMonth { year, month } => format!("{year} and {month}"),
        Source::After { start, length, .. } => format!("{start} and {length} later"),
        Source::Argument { column, name } => format!("{name} in {column}"),
        Source::Inside { column, path } => format!("{} in {column}", path.join(", ")),
    }
}
