//! How a file was read, to be said otherwise; and what was repaired, to be left as it stood.

use super::phrases::DELIMITERS;
use super::shown::Shown;
use crate::actions::change_mapping::read_with;
use crate::state::Phase;
use crate::ui::components::{Choice, Heading, Select, Table, TextField};
use leptos::prelude::*;
use outturn_format::whole;
use outturn_protocol::mapping::{
    DateOrder, DayNumbers, DecimalSign, Encoding, ReadOptions, RepairRule,
};
use std::collections::BTreeSet;

/// What stands for "find out".
const FOUND_OUT: &str = "find out";
/// An object of JSON that is not taken apart into the lists in it.
const ONE_ROW: &str = "each object, as one row";

const ORDERS: [DateOrder; 3] = [
    DateOrder::DayFirst,
    DateOrder::MonthFirst,
    DateOrder::YearFirst,
];
const DAYS: [DayNumbers; 2] = [DayNumbers::Since1900, DayNumbers::Since1904];

/// Something that can be said of the reading by choosing one of a list.
#[derive(Clone)]
struct Option_ {
    label: &'static str,
    names: Vec<String>,
    /// Which of the names holds; `None` while that is found out.
    chosen: fn(&ReadOptions, &[String]) -> Option<usize>,
    choose: fn(&mut ReadOptions, Option<usize>, &[String]),
}

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|t| (*t).to_owned()).collect()
}

fn at(all: &[String], one: Option<&String>) -> Option<usize> {
    all.iter().position(|name| Some(name) == one)
}

/// The options that every file has.
fn usual() -> Vec<Option_> {
    vec![
        Option_ {
            label: "Encoding",
            names: texts(&Encoding::ALL.map(Encoding::label)),
            chosen: |o, _| Encoding::ALL.iter().position(|e| Some(*e) == o.encoding),
            choose: |o, i, _| o.encoding = i.and_then(|i| Encoding::ALL.get(i).copied()),
        },
        Option_ {
            label: "Delimiter",
            names: texts(&DELIMITERS.map(|(_, name)| name)),
            chosen: |o, _| DELIMITERS.iter().position(|(c, _)| Some(*c) == o.delimiter),
            choose: |o, i, _| o.delimiter = i.and_then(|i| DELIMITERS.get(i)).map(|(c, _)| *c),
        },
        Option_ {
            label: "First row",
            names: texts(&["names the columns", "is data"]),
            chosen: |o, _| o.header.map(|named| usize::from(!named)),
            choose: |o, i, _| o.header = i.map(|i| i == 0),
        },
        Option_ {
            label: "Fractions",
            names: texts(&["after a point", "after a comma"]),
            chosen: |o, _| {
                o.decimal
                    .map(|sign| usize::from(sign == DecimalSign::Comma))
            },
            choose: |o, i, _| {
                o.decimal = i.map(|i| [DecimalSign::Point, DecimalSign::Comma][i.min(1)]);
            },
        },
        Option_ {
            label: "Dates",
            names: texts(&ORDERS.map(DateOrder::words)),
            chosen: |o, _| ORDERS.iter().position(|order| Some(*order) == o.date_order),
            choose: |o, i, _| o.date_order = i.and_then(|i| ORDERS.get(i).copied()),
        },
        Option_ {
            label: "Day numbers",
            names: texts(&["since 1900", "since 1904"]),
            chosen: |o, _| DAYS.iter().position(|days| Some(*days) == o.day_numbers),
            choose: |o, i, _| o.day_numbers = i.and_then(|i| DAYS.get(i).copied()),
        },
    ]
}

/// All options; for workbooks and documents with the sheets and lists there are.
fn options(sheets: Vec<String>, lists: Vec<String>) -> Vec<Option_> {
    let sheet = Option_ {
        label: "Sheet",
        names: sheets,
        chosen: |o, all| at(all, o.sheet.as_ref()),
        choose: |o, i, all| o.sheet = i.and_then(|i| all.get(i).cloned()),
    };
    let mut rows = texts(&[ONE_ROW]);
    rows.extend(lists);
    let list = Option_ {
        label: "Rows at",
        names: rows,
        chosen: |o, all| match o.rows_at.as_deref() {
            Some("") => Some(0),
            _ => at(all, o.rows_at.as_ref()),
        },
        choose: |o, i, all| {
            o.rows_at = match i {
                Some(0) => Some(String::new()),
                i => i.and_then(|i| all.get(i).cloned()),
            };
        },
    };
    let several = [sheet, list];
    let several = several.into_iter().filter(|option| option.names.len() > 1);
    usual().into_iter().chain(several).collect()
}

/// The options, for a file whether it could be read or not.
#[component]
pub fn ReadingOptions() -> impl IntoView {
    let shown = Shown::here();
    let sheets = shown.part(|summary| summary.format.sheets.clone());
    let lists = shown.part(|summary| summary.format.lists.clone());
    view! {
        <div class="row">
            <For
                each=move || options(sheets.get(), lists.get())
                key=|option| (option.label, option.names.clone())
                let(option)
            >
                <Chosen option/>
            </For>
            <NullWords/>
            <Zone/>
        </div>
    }
}

#[component]
fn Chosen(option: Option_) -> impl IntoView {
    let shown = Shown::here();
    let Option_ {
        label,
        names,
        chosen,
        choose,
    } = option;
    let found_out = std::iter::once((String::new(), FOUND_OUT.to_owned()));
    let listed = names.iter().enumerate();
    let listed = listed.map(|(i, name)| (i.to_string(), name.clone()));
    let choices: Vec<Choice> = found_out.chain(listed).collect();
    let value = {
        let names = names.clone();
        move || {
            let chosen = shown.options.with(|options| chosen(options, &names));
            chosen.map(|i| i.to_string()).unwrap_or_default()
        }
    };
    let choose = move |i: String| {
        read_with(shown.app, &shown.id(), |options| {
            choose(options, i.parse().ok(), &names);
        });
    };
    view! {
        <label class="chip">
            {label}" "
            <Select label options=choices value=Signal::derive(value) on_choose=choose/>
        </label>
    }
}

#[component]
fn NullWords() -> impl IntoView {
    let shown = Shown::here();
    let value = move || shown.options.with(|options| options.null_words.join(", "));
    let enter = move |text: String| {
        let words = text.split(',').map(str::trim).filter(|w| !w.is_empty());
        let words: Vec<String> = words.map(str::to_owned).collect();
        read_with(shown.app, &shown.id(), |options| options.null_words = words);
    };
    view! {
        <label class="chip">
            "No value "
            <TextField label="Additional null markers, comma-separated" value=Signal::derive(value) on_enter=enter/>
        </label>
    }
}

#[component]
fn Zone() -> impl IntoView {
    let shown = Shown::here();
    let value = move || {
        let ahead = shown.options.with(|options| options.utc_offset_minutes);
        ahead.map(|minutes| minutes.to_string()).unwrap_or_default()
    };
    let enter = move |text: String| {
        read_with(shown.app, &shown.id(), |options| {
            options.utc_offset_minutes = text.trim().parse().ok();
        });
    };
    view! {
        <label class="chip">
            "Minutes ahead of UTC "
            <TextField label="Minutes ahead of UTC of times without a zone" value=Signal::derive(value) on_enter=enter/>
        </label>
    }
}

/// The rules that repaired something, and those that are off. While the file is read anew none of them goes. They have an order of their
/// own, so that a box stays in its place when it is clicked.
pub fn rules(shown: Shown) -> Memo<BTreeSet<RepairRule>> {
    let made = shown.part(|summary| summary.repairs.iter().map(|r| r.rule).collect::<Vec<_>>());
    Memo::new(move |before: Option<&BTreeSet<RepairRule>>| {
        let mut rules = shown.options.with(|options| options.off.clone());
        rules.extend(made.get());
        let before = before.filter(|_| shown.phase.with(Phase::is_to_come));
        rules.extend(before.into_iter().flatten());
        rules
    })
}

/// What was repaired, each rule with a box that switches it off; and what is off, for a file whether it could be read or not.
#[component]
pub fn Repairs(
    /// The rules to show.
    rules: Memo<BTreeSet<RepairRule>>,
) -> impl IntoView {
    let headings = vec![
        Heading::words("Repairs applied (untick to undo)"),
        Heading::figures("Times"),
        Heading::words("First"),
    ];
    view! {
        <Table caption="Repairs" headings>
            <For each=move || rules.get() key=|rule| *rule let(rule)>
                <Rule rule/>
            </For>
        </Table>
    }
}

#[component]
fn Rule(rule: RepairRule) -> impl IntoView {
    let shown = Shown::here();
    let is_on = move || shown.options.with(|options| !options.off.contains(&rule));
    let made = shown.part(move |summary| summary.repairs.iter().find(|r| r.rule == rule).cloned());
    let locale = shown.app.locale();
    let times = move || {
        made.with(|made| {
            made.as_ref()
                .map_or("off".to_owned(), |r| whole(r.count, &locale))
        })
    };
    let first = move || made.with(|made| made.as_ref().map(|r| r.example.clone()));
    let switch = move |_| {
        read_with(shown.app, &shown.id(), |options| {
            if !options.off.remove(&rule) {
                options.off.insert(rule);
            }
        });
    };
    view! {
        <tr>
            <th scope="row">
                <label class="row"><input type="checkbox" prop:checked=is_on on:change=switch/>{rule.label()}</label>
            </th>
            <td class="n">{times}</td>
            <td><code>{first}</code></td>
        </tr>
    }
}
