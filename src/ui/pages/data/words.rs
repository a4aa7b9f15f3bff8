//! Finer parts of a mapping: what values stand for, which rows count, what metrics with a column each are called.

use super::mapping::{edit, units};
use super::parts::{Enter, block, button, choose, code, line, table, typed, words};
use crate::state::App;
use leptos::prelude::*;
use outturn_core::table::Quantity;
use outturn_import::{CellTest, Mapping, MetricEdit, RowFilter, Unit};
use outturn_protocol::FileSummary;

/// Stands for a value that is left as it is.
const AS_IT_IS: &str = "\u{1}";
const SEVERITIES: [&str; 4] = ["critical", "high", "medium", "low"];

/// For each column of fixed words the values that are none of them, and what each stands for.
pub fn word_tables(app: App, summary: &FileSummary, mapping: &Mapping) -> Vec<AnyView> {
    let tables = summary.words.iter().map(|(canonical, suggested)| {
        let fixed = mapping
            .kind
            .schema()
            .column(canonical)
            .map_or(&[][..], |c| c.words);
        let fixed = if fixed.is_empty() { &SEVERITIES } else { fixed };
        let rows = suggested.iter().map(|(value, likely)| {
            let said = mapping
                .binding(canonical)
                .and_then(|b| b.words.iter().find(|(v, _)| v == value));
            let mut options = vec![(AS_IT_IS.to_owned(), "itself".to_owned())];
            options.extend(fixed.iter().map(|word| {
                let note = if word == likely { " (likeliest)" } else { "" };
                ((*word).to_owned(), format!("{word}{note}"))
            }));
            options.push((String::new(), "no value".to_owned()));
            let own = (
                summary.file.clone(),
                mapping.clone(),
                canonical.clone(),
                value.clone(),
            );
            let enter: Enter = Box::new(move |word| {
                let (file, mapping, canonical, value) = &own;
                let word = if word == AS_IT_IS { value } else { &word };
                edit(app, file, mapping, |m| {
                    m.translate(canonical, value, word);
                });
            });
            let chosen = said.filter(|(v, m)| v != m).map_or(AS_IT_IS, |(_, m)| m);
            let choice = choose(&format!("{value} stands for"), options, chosen, enter);
            line(code(value), "", vec![("", choice)])
        });
        let own = (
            summary.file.clone(),
            mapping.clone(),
            canonical.clone(),
            suggested.clone(),
        );
        let take = move || {
            let (file, mapping, canonical, suggested) = &own;
            edit(app, file, mapping, |m| {
                for (value, likely) in suggested.iter().filter(|(_, likely)| !likely.is_empty()) {
                    m.translate(canonical, value, likely);
                }
            });
        };
        let heading = format!("Value of {canonical}");
        let name = format!("Take the likeliest words of {canonical}");
        let headings = [heading.as_str(), "Stands for"];
        let table = table(format!("Words of {canonical}"), &headings, rows.collect());
        let take = button("Take the likeliest words", Some(name), Box::new(take));
        block("", vec![table, take])
    });
    tables.collect()
}

/// Which rows are used.
pub fn filters(app: App, summary: &FileSummary, mapping: &Mapping) -> AnyView {
    let rows = mapping.filters.iter().enumerate().map(|(i, filter)| {
        let (file, own) = (summary.file.clone(), mapping.clone());
        let said = filter_words(filter);
        let name = format!("Remove the filter {said}");
        let remove = move || edit(app, &file, &own, |m| drop(m.filters.remove(i)));
        let remove = button("Remove", Some(name), Box::new(remove));
        block("row", vec![words("", said), remove])
    });
    let column = StoredValue::new(
        summary
            .columns
            .first()
            .map(|c| c.name.clone())
            .unwrap_or_default(),
    );
    let test = StoredValue::new(String::from("is"));
    let typed_words = StoredValue::new(String::new());
    let names = summary
        .columns
        .iter()
        .map(|c| (c.name.clone(), c.name.clone()));
    let tests = ["is", "is not", "has a value", "has none"].map(|t| (t.to_owned(), t.to_owned()));
    let (file, own) = (summary.file.clone(), mapping.clone());
    let add = move || {
        let all =
            || typed_words.with_value(|w| w.split(',').map(|w| w.trim().to_owned()).collect());
        let test = match test.get_value().as_str() {
            "is" => CellTest::Is(all()),
            "is not" => CellTest::IsNot(all()),
            "has a value" => CellTest::Filled,
            _ => CellTest::Empty,
        };
        let filter = RowFilter {
            column: column.get_value(),
            test,
        };
        edit(app, &file, &own, |m| m.filters.push(filter));
    };
    let mut parts: Vec<AnyView> = rows.collect();
    let column_name = column.get_value();
    let set_column = Box::new(move |v| column.set_value(v));
    let set_words = Box::new(move |v| typed_words.set_value(v));
    let new = vec![
        words("quiet", "Use only rows whose".to_owned()),
        choose(
            "Column to filter by",
            names.collect(),
            &column_name,
            set_column,
        ),
        choose(
            "Test of the filter",
            tests.to_vec(),
            "is",
            Box::new(move |v| test.set_value(v)),
        ),
        typed("Words of the filter, with commas between", "", set_words),
        button("Add filter", None, Box::new(add)),
    ];
    parts.push(block("row", new));
    block("", parts)
}

fn filter_words(filter: &RowFilter) -> String {
    let column = &filter.column;
    match &filter.test {
        CellTest::Is(words) => format!("{column} is {}", words.join(" or ")),
        CellTest::IsNot(words) => format!("{column} is not {}", words.join(" or ")),
        CellTest::Filled => format!("{column} has a value"),
        CellTest::Empty => format!("{column} has no value"),
    }
}

/// Metrics with a column each: another name, and what the numbers count.
pub fn metric_rows(app: App, summary: &FileSummary, mapping: &Mapping) -> AnyView {
    let rows = mapping.metrics.iter().map(|column| {
        let known = mapping
            .metric_edits
            .iter()
            .find(|e| e.column == *column)
            .cloned();
        let said = known.unwrap_or_else(|| MetricEdit {
            column: column.clone(),
            name: None,
            unit: None,
        });
        let own = StoredValue::new((summary.file.clone(), mapping.clone(), said.clone()));
        let set = move |change: &dyn Fn(&mut MetricEdit)| {
            own.with_value(|(file, mapping, said)| {
                let mut said = said.clone();
                change(&mut said);
                edit(app, file, mapping, |m| {
                    m.edit_metric(said);
                });
            });
        };
        let name: Enter = Box::new(move |text| {
            set(&|e| e.name = (!text.trim().is_empty()).then(|| text.trim().to_owned()));
        });
        let unit = Box::new(move |unit| set(&|e| e.unit = unit));
        let shown = said.name.as_deref().unwrap_or(column);
        let name = typed(&format!("Name of {column}"), shown, name);
        let unit = units(
            &format!("{column} counts"),
            Unit::of(Quantity::Base),
            said.unit,
            unit,
        );
        line(
            code(column),
            "",
            vec![("", name), ("", block("", unit.into_iter().collect()))],
        )
    });
    let headings = ["Column, a metric", "Called", "Counts"];
    table(
        "Metrics with a column each".to_owned(),
        &headings,
        rows.collect(),
    )
}
