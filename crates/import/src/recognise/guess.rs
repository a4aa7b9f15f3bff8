//! A file whose columns nobody knows: what it may be, with a mapping to accept or to change.

use super::super::map::{
    Amount, Mapping, MetricEdit, SampleKind, Source, Topic, added_up, either, so_far, values_of,
};
use super::languages::says_cost;
use super::names::Names;
use super::units::take_units;
use super::unused::words;
use super::{
    Edit, MappingChoice, MappingQuestion, Recognition, actuals, answers, codes, lasting, money,
    series, spans, sums, totals, types, years,
};
use outturn_core::table::{
    Column, ColumnKind, ColumnSchema, ColumnType, Dated, TableKind, TableSchema, schema,
};

/// Most tables that are proposed.
const MOST: usize = 3;
/// Columns that must be found by their names before a table is proposed.
const LEAST: usize = 2;

/// A table that a file may be.
struct Guess {
    mapping: Mapping,
    /// Columns that were found by their names.
    named: usize,
}

/// What there is to say of such a file: one sentence, and a question where there is a guess.
pub(super) fn of(names: &Names<'_>) -> Recognition {
    let mut guesses: Vec<Guess> = schema::ALL.iter().filter_map(|t| table(names, t)).collect();
    // Stable: of tables that fit alike, the first of the schema stays in front.
    guesses.sort_by_key(|guess| std::cmp::Reverse(guess.named));
    guesses.truncate(MOST - 1);
    let time = first_time(names, &Mapping::new(TableKind::Surveys));
    if let Some(mapping) = time.and_then(|time| answers::guess(names, time)) {
        let at = guesses
            .iter()
            .take_while(|guess| guess.named > LEAST)
            .count();
        guesses.insert(
            at,
            Guess {
                mapping,
                named: LEAST,
            },
        );
        guesses.truncate(MOST - 1);
    }
    guesses.extend(in_columns(names));
    if guesses.is_empty() {
        let mut say = "Its columns are not those of a table that is known: choose one under “Columns and mapping”.".to_owned();
        let mut incidents = Mapping::new(TableKind::Incidents);
        if lasting::fill(names, &mut incidents) == Some(lasting::Found::Nameless) {
            say.push_str(" Its rows begin and end as those of incidents do, but no column tells one from another.");
        }
        return Recognition::unmapped("unknown", vec![say]);
    }
    // What is to be asked once one of them is accepted.
    let mut later: Vec<MappingQuestion> = Vec::new();
    let choices = guesses.into_iter().map(|guess| {
        let label = worded(&guess.mapping);
        let mut accepted = Recognition::new("", guess.mapping, Vec::new());
        types::ask_for_types(names, &mut accepted);
        money::ask(names, &mut accepted);
        accepted.ask_about(names, sums::question);
        accepted.ask_about(names, actuals::question);
        accepted.ask_about(names, spans::question);
        accepted.ask_about(names, years::question);
        // What two tables ask alike is one question.
        for question in accepted.questions.drain(..) {
            let alike = |q: &MappingQuestion| {
                (q.topic, &q.canonical) == (question.topic, &question.canonical)
            };
            if !later.iter().any(alike) {
                later.push(question);
            }
        }
        let mapping = accepted
            .mapping
            .map(|mapping| Edit::Become(Box::new(mapping)));
        MappingChoice::new(label, mapping.into_iter().collect())
    });
    let choices: Vec<MappingChoice> = choices.collect();
    let columns = names.raw.table.columns().map(|(name, _)| name.to_owned());
    let question = MappingQuestion {
        topic: Topic::Guess,
        canonical: None,
        text: "What may this file be?".to_owned(),
        examples: columns.take(5).collect(),
        choices,
        guess: Some(0),
    };
    let say = "Its columns are not those of a table that is known: nothing is computed from it until you accept a mapping.";
    Recognition {
        questions: std::iter::once(question).chain(later).collect(),
        ..Recognition::unmapped("unknown", vec![say.to_owned()])
    }
}

/// A guess in words: `Costs: date from day, cost from amount`.
fn worded(mapping: &Mapping) -> String {
    let filled = mapping
        .bindings
        .iter()
        .map(|binding| match &binding.source {
            Source::Constant(value) => format!("{} {value}", binding.canonical),
            Source::Risen { column, .. } => {
                format!("{} from how much {column} rose", binding.canonical)
            }
            source => format!("{} from {}", binding.canonical, source.columns().join(", ")),
        });
    let mut parts: Vec<String> = filled.collect();
    if !mapping.metrics.is_empty() {
        parts.push(format!("a metric each: {}", mapping.metrics.join(", ")));
    }
    format!("{}: {}", mapping.kind.schema().label, parts.join("; "))
}

/// The file as this table, if enough of its columns sound like the table's and nothing that the table needs is missing.
fn table(names: &Names<'_>, table: &'static TableSchema) -> Option<Guess> {
    if matches!(table.kind, TableKind::Features | TableKind::MetricSeries) {
        return None;
    }
    let mut mapping = Mapping::new(table.kind);
    for column in table.columns {
        let found = names
            .find(&[column.name])
            .or_else(|| names.find(column.usual));
        if let Some(name) = found.filter(|name| fits(names, name, column.kind)) {
            mapping.bind(column.name, Source::column(name));
        }
    }
    for (name, _) in names.raw.table.columns() {
        if is_used(&mapping, name) {
            continue;
        }
        if let Some(column) =
            sounding_like(&mapping, name).filter(|column| fits(names, name, column.kind))
        {
            mapping.bind(column.name, Source::column(name));
        }
    }
    let lasting = match table.kind {
        TableKind::Incidents => lasting::fill(names, &mut mapping),
        _ => None,
    };
    let mut named = mapping.bindings.len();
    if lasting == Some(lasting::Found::Anything) {
        // It may be as well something else that lasts.
        named = named.min(LEAST);
    }
    if table.kind == TableKind::Costs && mapping.binding("cost").is_none() {
        // An amount with a date is a charge as like as not.
        if let Some(name) = amount(names) {
            mapping.bind("cost", Source::column(name));
            named = LEAST.max(named + 1);
        }
    }
    take_units(names, &mut mapping);
    if let Some(time) = table.time
        && table.dated == Dated::ByRow
        && mapping.binding(time).is_none()
    {
        mapping.bind(time, Source::column(first_time(names, &mapping)?));
    }
    take_rises(names, &mut mapping);
    let bound = |name: &str| mapping.binding(name).is_some();
    let complete = table.columns.iter().all(|c| !c.required || bound(c.name))
        && either(table.kind)
            .is_none_or(|groups| groups.iter().any(|g| g.iter().all(|n| bound(n))));
    let marked = table.marks.is_empty() || table.marks.iter().any(|mark| bound(mark));
    (complete && marked && named >= LEAST).then_some(Guess { mapping, named })
}

/// Takes how much numbers rose, where their name says that they are totals so far.
fn take_rises(names: &Names<'_>, mapping: &mut Mapping) {
    let Some(canonical) = added_up(mapping.kind) else {
        return;
    };
    let Some(Source::Column(name)) = mapping.binding(canonical).map(|b| b.source.clone()) else {
        return;
    };
    let unit = mapping.binding(canonical).and_then(|b| b.unit);
    if so_far(&name).is_some()
        && let Some(risen) = totals::risen(names, mapping, &name)
    {
        mapping.bind(canonical, risen).count_in(canonical, unit);
    }
}

/// A column of amounts of which nothing says what they are for.
pub(super) fn amount<'a>(names: &Names<'a>) -> Option<&'a str> {
    const AMOUNTS: [&str; 8] = [
        "amount",
        "amount due",
        "charge",
        "charges",
        "net amount",
        "gross amount",
        "total amount",
        "invoice amount",
    ];
    let of_currency = || {
        names
            .find_amount(&AMOUNTS)
            .or_else(|| names.find_amount(&[""]))
    };
    let is_so_far = |name: &&str| {
        let Some((_, bare)) = so_far(name) else {
            return false;
        };
        let bare = Amount::of_name(&bare).map_or(bare, |amount| amount.bare);
        bare.is_empty() || AMOUNTS.contains(&bare.as_str()) || says_cost(&bare)
    };
    let mut all = names.raw.table.columns().map(|(name, _)| name);
    let named = names.find(&AMOUNTS);
    let named = named.or_else(|| of_currency().map(|(name, _)| name));
    let named = named.or_else(|| all.find(is_so_far));
    named.filter(|name| fits(names, name, ColumnKind::Number))
}

/// The canonical column, not filled yet, of which one of the names is among a name's words: `id` for `incident_no`.
fn sounding_like(mapping: &Mapping, name: &str) -> Option<&'static ColumnSchema> {
    let has = words(name);
    let among = |spelling: &str| words(spelling).iter().all(|word| has.contains(word));
    let mut columns = mapping.kind.schema().columns.iter();
    columns.find(|column| {
        let free = mapping.binding(column.name).is_none();
        free && (among(column.name) || column.usual.iter().any(|usual| among(usual)))
    })
}

/// The file as a series: a time, and its numbers a metric each.
fn in_columns(names: &Names<'_>) -> Option<Guess> {
    let mut mapping = Mapping::new(TableKind::MetricSeries);
    let time = first_time(names, &mapping)?.to_owned();
    mapping.bind("date", Source::column(&time));
    for (name, column) in names.raw.table.columns().filter(|(name, _)| *name != time) {
        match column {
            _ if is_of_numbers(names, name, column) && codes::of(name, column).is_none() => {
                mapping.metrics.push(name.to_owned());
                if so_far(name).is_some() {
                    mapping.edit_metric(MetricEdit {
                        kind: Some(SampleKind::Counter),
                        ..MetricEdit::of(name)
                    });
                }
            }
            Column::Text(text) if text.distinct() > 0 && text.distinct() < text.len() => {
                mapping.labels.push(name.to_owned());
            }
            _ => {}
        }
    }
    if let Some(name) = series::weight(&mapping.metrics) {
        mapping.metrics.retain(|metric| *metric != name);
        mapping.bind("n", Source::column(&name));
    }
    (!mapping.metrics.is_empty()).then_some(Guess { mapping, named: 0 })
}

fn first_time<'a>(names: &Names<'a>, mapping: &Mapping) -> Option<&'a str> {
    let mut columns = names.raw.table.columns();
    let is_free = |name: &str| !is_used(mapping, name);
    let time = columns.find(|(n, c)| c.column_type() == ColumnType::Timestamp && is_free(n));
    let periods = || series::of_periods(names).filter(|name| is_free(name));
    time.map(|(name, _)| name).or_else(periods)
}

fn is_used(mapping: &Mapping, name: &str) -> bool {
    let mut bindings = mapping.bindings.iter();
    bindings.any(|binding| binding.source.columns().contains(&name))
}

/// Whether a column holds numbers, be it that some cells are none: `n. v.` costs its cell, not the column.
fn is_of_numbers(names: &Names<'_>, name: &str, column: &Column) -> bool {
    let mostly = || {
        let numbers = values_of(names.raw, name, ColumnKind::Number, None);
        numbers.is_some_and(|numbers| 2 * numbers.present() > column.present())
    };
    match column {
        Column::I64(_) | Column::F64(_) => true,
        Column::Text(_) => names.raw.holds_numbers(name) || mostly(),
        _ => false,
    }
}

/// Whether what a column holds can be what is wanted.
fn fits(names: &Names<'_>, name: &str, wanted: ColumnKind) -> bool {
    let Some(column) = names.raw.table.column(name) else {
        return false;
    };
    match wanted {
        ColumnKind::Text => column.column_type() != ColumnType::Timestamp,
        ColumnKind::Timestamp => column.column_type() == ColumnType::Timestamp,
        ColumnKind::Number => is_of_numbers(names, name, column),
        ColumnKind::Boolean => matches!(column, Column::Bool(_) | Column::I64(_)),
    }
}
