//! The canonical tables under their own column names and the usual ones for the same thing.

use super::super::map::{Mapping, Source, Topic, either};
use super::names::{Names, fold, stem};
use super::units::{
    ask_for_percent, ask_for_scale, in_other_unit, take_units, which_unit, written_unit,
};
use super::{Edit, MappingChoice, MappingQuestion, Recognition};
use outturn_core::table::{Column, ColumnSchema, Quantity, TableKind, TableSchema, schema};

/// How well a table fits a file.
struct Fit {
    mapping: Mapping,
    questions: Vec<MappingQuestion>,
    /// Columns of the file that it makes use of, and how many of them have their canonical name.
    used: usize,
    own: usize,
}

/// The table that makes use of most of the file's columns, if the file has all that table needs. Of two that fit alike the user
/// chooses.
pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    let mut fits: Vec<Fit> = schema::ALL.iter().filter_map(|t| fit(names, t)).collect();
    // Stable: of tables that fit alike, the first of the schema stays in front.
    fits.sort_by_key(|fit| std::cmp::Reverse((fit.used, fit.own)));
    let best = fits.first()?;
    let alike = fits
        .iter()
        .take_while(|fit| (fit.used, fit.own) == (best.used, best.own))
        .count();
    if alike > 1 {
        fits.truncate(alike);
        return Some(which_table(fits));
    }
    let Fit {
        mapping, questions, ..
    } = fits.swap_remove(0);
    let mut notes = Vec::new();
    if mapping.kind == TableKind::Predictions && mapping.binding("actual").is_none() {
        notes.push(
            "There is no column with what turned out to be true: accuracy needs one, in this file or in a second one with the \
             same id."
                .to_owned(),
        );
    }
    if mapping.kind == TableKind::MetricSeries
        && let Some(Source::Constant(metric)) = mapping.binding("metric").map(|b| &b.source)
    {
        notes.push(format!("The metric is named after the file: {metric}."));
    }
    let mut found = Recognition::new(
        &mapping.kind.schema().label.to_ascii_lowercase(),
        mapping,
        notes,
    );
    found.questions = questions;
    super::money::ask(names, &mut found);
    super::unused::tell(names, &mut found);
    Some(found)
}

/// A column of amounts whose name says the canonical one's besides what they are counted in.
fn of_money<'a>(names: &Names<'a>, column: &ColumnSchema) -> Option<&'a str> {
    let spellings = || std::iter::once(column.name).chain(column.usual.iter().copied());
    let spellings: Vec<&str> = spellings().collect();
    let found = names
        .find_amount(&spellings)
        .filter(|_| column.quantity == Quantity::Money);
    found.map(|(name, _)| name)
}

fn which_table(fits: Vec<Fit>) -> Recognition {
    let labels: Vec<&str> = fits.iter().map(|f| f.mapping.kind.schema().label).collect();
    let text = format!(
        "Its columns fit {}: which of them is it?",
        labels.join(" and ")
    );
    let choices = fits.into_iter().map(|fit| {
        let label = format!(
            "{}: a row is {}",
            fit.mapping.kind.schema().label,
            fit.mapping.kind.schema().row
        );
        MappingChoice::new(label, vec![Edit::Become(Box::new(fit.mapping))])
    });
    let question = MappingQuestion {
        topic: Topic::Table,
        canonical: None,
        text: text.clone(),
        examples: Vec::new(),
        choices: choices.collect(),
        guess: Some(0),
    };
    Recognition {
        questions: vec![question],
        ..Recognition::unmapped("one of several tables", vec![text])
    }
}

fn fit(names: &Names<'_>, table: &'static TableSchema) -> Option<Fit> {
    let mut fit = Fit {
        mapping: Mapping::new(table.kind),
        questions: Vec::new(),
        used: 0,
        own: 0,
    };
    for column in table.columns {
        if let Some(name) = names.find(&[column.name]) {
            fit.own += 1;
            fit.mapping.bind(column.name, Source::column(name));
        } else if let Some(name) = names.find(column.usual) {
            // A month or a quarter has its year beside it.
            let whole = super::series::of_year(names).filter(|s| s.columns().contains(&name));
            let source = whole.unwrap_or_else(|| Source::column(name));
            fit.mapping.bind(column.name, source);
        } else if let Some(name) = of_money(names, column) {
            fit.mapping.bind(column.name, Source::column(name));
        } else if let Some((name, unit)) = in_other_unit(names, column) {
            fit.mapping.bind(column.name, Source::column(name));
            match unit.or_else(|| written_unit(names, name)) {
                Some(unit) => drop(fit.mapping.count_in(column.name, Some(unit))),
                None => fit.questions.push(which_unit(names, column, name)),
            }
        }
    }
    take_units(names, &mut fit.mapping);
    fit.used = fit.mapping.bindings.len();
    let columns = names.raw.table.columns().len();
    if table.kind == TableKind::MetricSeries
        && fit.mapping.binding("metric").is_none()
        && columns == fit.used
    {
        fit.mapping
            .bind("metric", Source::constant(stem(&names.raw.name)));
    }
    if !complete(&fit.mapping) || !says_enough(names, &fit) {
        return None;
    }
    ask_for_percent(names, &fit.mapping, &mut fit.questions);
    ask_for_scale(names, &fit.mapping, &mut fit.questions);
    for question in &fit.questions {
        if let Some(canonical) = &question.canonical {
            fit.mapping.hold(canonical, question.topic);
        }
    }
    if matches!(table.kind, TableKind::MetricSeries | TableKind::Features) {
        let used: Vec<&str> = fit
            .mapping
            .bindings
            .iter()
            .flat_map(|b| b.source.columns())
            .collect();
        let others = names.raw.table.columns().map(|(name, _)| name);
        let others = others.filter(|name| !used.contains(name));
        fit.mapping.labels = others.map(str::to_owned).collect();
    }
    Some(fit)
}

/// Whether all that a table needs is bound.
fn complete(mapping: &Mapping) -> bool {
    let bound = |name: &str| mapping.binding(name).is_some();
    let table = mapping.kind.schema();
    table.columns.iter().all(|c| !c.required || bound(c.name))
        && either(mapping.kind)
            .is_none_or(|groups| groups.iter().any(|g| g.iter().all(|name| bound(name))))
}

/// Columns that a table needs may be so common that they say nothing alone: a time is no prediction, and everything has an id and
/// a time at which it was created. A file that has nothing but a table's own columns is that table.
fn says_enough(names: &Names<'_>, fit: &Fit) -> bool {
    let mapping = &fit.mapping;
    let table = mapping.kind.schema();
    let any = |names: &[&str]| names.iter().any(|name| mapping.binding(name).is_some());
    let from = |canonical: &str, word: &str| {
        let source = mapping.binding(canonical).map(|b| &b.source);
        matches!(source, Some(Source::Column(name)) if name.to_ascii_lowercase().starts_with(word))
    };
    if mapping.kind == TableKind::Features {
        return is_window(names, mapping);
    }
    if mapping.kind == TableKind::Deployments && are_runs(names) {
        return false;
    }
    if fit.own == names.raw.table.columns().len() {
        return true;
    }
    let marked = table.marks.is_empty() || any(table.marks);
    match mapping.kind {
        TableKind::Incidents => {
            from("id", "incident")
                || !from("detected_at", "created")
                || any(&["severity", "acknowledged_at", "resolved_at"])
        }
        TableKind::Deployments => marked || from("id", "deploy"),
        TableKind::TrainingRuns => {
            marked || from("id", "run") || from("id", "training") || are_runs(names)
        }
        TableKind::Uptime => {
            any(&["timestamp"]) && any(&["up"]) || any(&["started_at"]) && any(&["ended_at"])
        }
        // One column named as one of the platform's counts is a metric of that name.
        TableKind::Platform => table.marks.iter().filter(|mark| any(&[mark])).count() > 1,
        // A register or a list of tests has no date in front: that is a series about models.
        _ if table.is_register() && !table.marks.is_empty() => {
            marked
                && !names.has(&[
                    "date",
                    "timestamp",
                    "time",
                    "day",
                    "week",
                    "month",
                    "period",
                ])
        }
        _ => marked,
    }
}

/// Whether a document calls its rows runs: `{"runs": [{"id": …}]}`, or `{"run": {"id": …}}`, whose lists are named so.
fn are_runs(names: &Names<'_>) -> bool {
    const RUNS: [&str; 4] = ["run", "runs", "trainingrun", "trainingruns"];
    let format = &names.raw.format;
    let at = format.rows_at.as_deref().unwrap_or_default();
    let own = at.rsplit('.').next().unwrap_or_default();
    let around = format.lists.iter().filter_map(|list| list.split_once('.'));
    let around = around.map(|(first, _)| first).filter(|_| at.is_empty());
    std::iter::once(own)
        .chain(around)
        .any(|name| RUNS.contains(&fold(name).as_str()))
}

/// Whether the windows of a file of features are those of a comparison.
fn is_window(names: &Names<'_>, mapping: &Mapping) -> bool {
    const KNOWN: [&str; 10] = [
        "reference",
        "current",
        "ref",
        "baseline",
        "train",
        "training",
        "analysis",
        "live",
        "production",
        "serving",
    ];
    let Some(Source::Column(name)) = mapping.binding("window").map(|b| &b.source) else {
        return false;
    };
    let text = names.raw.table.column(name).and_then(Column::as_text);
    text.is_some_and(|text| {
        text.distinct() > 0
            && text
                .entries()
                .all(|entry| KNOWN.contains(&entry.trim().to_ascii_lowercase().as_str()))
    })
}
