//! How a file was read, to be said otherwise; and what was repaired, to be left as it stood.

use super::parts::{Enter, Found, Panel, block, choose, code, labelled, line, table, typed};
use crate::actions::change_mapping::read_with;
use crate::state::App;
use crate::ui::words::whole;
use leptos::prelude::*;
use outturn_import::{DateOrder, DecimalSign, Encoding, FormatKind, ReadOptions, RepairRule};
use outturn_protocol::FileSummary;

/// What stands for "find out".
const FOUND_OUT: &str = "find out";

const DELIMITERS: [(char, &str); 5] = [
    (',', "comma"),
    (';', "semicolon"),
    ('\t', "tab"),
    ('|', "bar |"),
    (' ', "space"),
];

/// Something that can be said of the reading: what it is called, the choices, which one holds, and what choosing does.
type Option_ = (
    &'static str,
    Vec<String>,
    Option<usize>,
    fn(&mut ReadOptions, Option<usize>, &[String]),
);

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|t| (*t).to_owned()).collect()
}

/// The options that are lists; for workbooks and documents with the sheets and lists there are.
fn options(said: &ReadOptions, sheets: &[String], lists: &[String]) -> Vec<Option_> {
    let at =
        |all: &[String], one: &Option<String>| all.iter().position(|s| Some(s) == one.as_ref());
    let mut all: Vec<Option_> = vec![
        (
            "Encoding",
            texts(&Encoding::ALL.map(Encoding::label)),
            Encoding::ALL.iter().position(|e| Some(*e) == said.encoding),
            |o, i, _| o.encoding = i.and_then(|i| Encoding::ALL.get(i).copied()),
        ),
        (
            "Delimiter",
            texts(&DELIMITERS.map(|(_, name)| name)),
            DELIMITERS
                .iter()
                .position(|(c, _)| Some(*c) == said.delimiter),
            |o, i, _| o.delimiter = i.and_then(|i| DELIMITERS.get(i)).map(|(c, _)| *c),
        ),
        (
            "First row",
            texts(&["names the columns", "is data"]),
            said.header.map(|named| usize::from(!named)),
            |o, i, _| o.header = i.map(|i| i == 0),
        ),
        (
            "Fractions",
            texts(&["after a point", "after a comma"]),
            said.decimal
                .map(|sign| usize::from(sign == DecimalSign::Comma)),
            |o, i, _| {
                o.decimal = i.map(|i| [DecimalSign::Point, DecimalSign::Comma][i.min(1)]);
            },
        ),
        (
            "Dates",
            texts(&[DateOrder::DayFirst.words(), DateOrder::MonthFirst.words()]),
            said.date_order
                .map(|order| usize::from(order == DateOrder::MonthFirst)),
            |o, i, _| {
                o.date_order = i.map(|i| [DateOrder::DayFirst, DateOrder::MonthFirst][i.min(1)]);
            },
        ),
    ];
    if sheets.len() > 1 {
        all.push((
            "Sheet",
            sheets.to_vec(),
            at(sheets, &said.sheet),
            |o, i, all| {
                o.sheet = i.and_then(|i| all.get(i).cloned());
            },
        ));
    }
    if lists.len() > 1 {
        all.push((
            "Rows at",
            lists.to_vec(),
            at(lists, &said.rows_at),
            |o, i, all| {
                o.rows_at = i.and_then(|i| all.get(i).cloned());
            },
        ));
    }
    all
}

/// The options, for a file whether it could be read or not.
pub fn reading_options(said: &ReadOptions, found: Option<Found>) -> AnyView {
    let (app, file) = (App::here(), Panel::here().id());
    let (sheets, lists) = found
        .map(|f| f.with_value(|s| (s.format.sheets.clone(), s.format.lists.clone())))
        .unwrap_or_default();
    let rows = options(said, &sheets, &lists)
        .into_iter()
        .map(|(label, names, chosen, set)| {
            let mut choices = vec![(String::new(), FOUND_OUT.to_owned())];
            choices.extend(
                names
                    .iter()
                    .enumerate()
                    .map(|(i, name)| (i.to_string(), name.clone())),
            );
            let chosen = chosen.map(|i| i.to_string()).unwrap_or_default();
            let file = file.clone();
            let enter: Enter = Box::new(move |i| {
                read_with(app, &file, |options| set(options, i.parse().ok(), &names));
            });
            labelled(label, choose(label, choices, &chosen, enter))
        });
    let own = file.clone();
    let nulls: Enter = Box::new(move |text| {
        let words = text.split(',').map(str::trim).filter(|w| !w.is_empty());
        let words: Vec<String> = words.map(str::to_owned).collect();
        read_with(app, &own, |options| options.null_words = words);
    });
    let own = file.clone();
    let zone: Enter = Box::new(move |text| {
        read_with(app, &own, |options| {
            options.utc_offset_minutes = text.trim().parse().ok();
        });
    });
    let ahead = said
        .utc_offset_minutes
        .map(|m| m.to_string())
        .unwrap_or_default();
    let mut rows: Vec<AnyView> = rows.collect();
    let label = "Further words for no value, with commas between";
    rows.push(labelled(
        "No value",
        typed(label, &said.null_words.join(", "), nulls),
    ));
    let label = "Minutes ahead of UTC of times without a zone";
    rows.push(labelled("Minutes ahead of UTC", typed(label, &ahead, zone)));
    block("row", rows)
}

/// How it was read, in words.
pub fn format_words(summary: &FileSummary) -> String {
    let format = &summary.format;
    let kind = match format.kind {
        FormatKind::Csv => "Delimited text",
        FormatKind::Json => "JSON list",
        FormatKind::JsonLines => "JSON lines",
        FormatKind::JsonDocument => "JSON document",
        FormatKind::Xlsx => "Excel workbook",
        FormatKind::Exposition => "Prometheus metrics as text",
    };
    let mut words = vec![kind.to_owned()];
    if format.kind != FormatKind::Xlsx {
        words.push(format.encoding.label().to_owned());
    }
    if format.gzip {
        words.push("unpacked from gzip".to_owned());
    }
    if let Some(delimiter) = format.delimiter {
        let known = DELIMITERS.iter().find(|(c, _)| *c == delimiter);
        words.push(format!(
            "cells by {}",
            known.map_or(delimiter.to_string(), |(_, name)| (*name).to_owned())
        ));
    }
    if format.preamble > 0 {
        words.push(format!("{} lines in front of the header", format.preamble));
    }
    words.extend(format.sheet.as_ref().map(|s| format!("sheet {s}")));
    words.extend(
        format
            .rows_at
            .as_ref()
            .filter(|p| !p.is_empty())
            .map(|p| format!("rows at {p}")),
    );
    words.join(", ")
}

/// What was repaired, each rule with a box that switches it off; and what is off, for a file whether it could be read or not.
pub fn repairs(said: &ReadOptions, found: Option<Found>) -> AnyView {
    let (app, file) = (App::here(), Panel::here().id());
    let made = found
        .map(|f| f.with_value(|s| s.repairs.clone()))
        .unwrap_or_default();
    let mut rules: Vec<RepairRule> = made.iter().map(|r| r.rule).collect();
    rules.extend(
        said.off
            .iter()
            .filter(|off| !made.iter().any(|r| r.rule == **off)),
    );
    let rows = rules.into_iter().map(|rule| {
        let on = !said.off.contains(&rule);
        let repair = made.iter().find(|r| r.rule == rule);
        let file = file.clone();
        let switch = move |_| {
            read_with(app, &file, |options| {
                if !options.off.remove(&rule) {
                    options.off.insert(rule);
                }
            });
        };
        let mark = view! { <label class="row"><input type="checkbox" prop:checked=on on:change=switch/>{rule.label()}</label> };
        let times = repair.map_or_else(|| "off".to_owned(), |r| whole(r.count, &app.locale()));
        let first = code(repair.map_or("", |r| &r.example));
        line(mark.into_any(), "", vec![("n", times.into_any()), ("", first)])
    });
    let headings = [
        "What was done; without its mark, no longer",
        "#Times",
        "First",
    ];
    table("Repairs".to_owned(), &headings, rows.collect())
}
