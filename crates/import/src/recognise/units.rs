//! What the numbers of a column count: told by its name, or asked.

use super::super::map::{Amount, Mapping, Source, Topic, Unit};
use super::super::rule::{Repair, RepairRule};
use super::names::{Names, fold};
use super::question::examples;
use super::{Edit, MappingChoice, MappingQuestion};
use outturn_core::table::{Column, ColumnSchema, Quantity};

/// A share may be over 1 by a measure's error, hardly more.
const MOST_OF_A_SHARE: f64 = 1.5;

/// Takes units from the names of the columns that are bound. Signs do not count when names are compared, so `utilization [%]` is
/// bound where `utilization` is wanted. Cells that each had a percent sign are hundredths already.
pub(super) fn take_units(names: &Names<'_>, mapping: &mut Mapping) {
    let signs = |repair: &Repair| repair.rule == RepairRule::PercentSign;
    let signs = names.raw.repairs.iter().any(signs);
    let table = mapping.kind.schema();
    for binding in &mut mapping.bindings {
        let quantity = table.column(&binding.canonical).map(|c| c.quantity);
        let Source::Column(name) = &binding.source else {
            continue;
        };
        let Some(quantity) = quantity else { continue };
        if quantity == Quantity::Money
            && let Some(amount) = Amount::of_name(name)
        {
            binding.unit = amount
                .scale
                .filter(|_| !scale_is_off(names) && !cells_say_scale(names, name));
            continue;
        }
        if Unit::of(quantity).contains(&Unit::Written)
            && let Some(unit) = written_unit(names, name)
        {
            binding.unit = Some(unit);
            continue;
        }
        let Some(unit) = Unit::of_name(name) else {
            continue;
        };
        let mended = || {
            let column = names.raw.table.column(name);
            unit == Unit::Percent && signs && column.is_some_and(|c| largest(c) <= MOST_OF_A_SHARE)
        };
        if unit.differs_from(quantity) && !mended() {
            binding.unit = Some(unit);
        }
    }
}

/// Whether cells of a column of amounts say a scale themselves, as `12.5K` does.
fn cells_say_scale(names: &Names<'_>, name: &str) -> bool {
    let is_scaled = |entry: &str| {
        let word = entry.trim_start_matches(|c: char| !c.is_alphabetic());
        entry.contains(|c: char| c.is_ascii_digit())
            && Amount::of_name(word).is_some_and(|a| a.scale.is_some())
    };
    match names.raw.table.column(name) {
        Some(Column::Text(text)) => text.entries().any(is_scaled),
        // Of columns that were read as numbers it is only known that some had such words.
        _ => names
            .raw
            .repairs
            .iter()
            .any(|repair| repair.rule == RepairRule::NumberWord),
    }
}

fn scale_is_off(names: &Names<'_>) -> bool {
    names.raw.written.off.contains(&RepairRule::HeaderScale)
}

/// That each length of time says its own unit, where most of a column's texts do.
pub(super) fn written_unit(names: &Names<'_>, name: &str) -> Option<Unit> {
    let text = names.raw.table.column(name)?.as_text()?;
    if names.raw.holds_numbers(name) {
        return None;
    }
    (text.distinct() > 0 && Unit::Written.reads_most(text)).then_some(Unit::Written)
}

/// A column of the file that says the same in another unit, as its name tells: `latency_s` for `latency_ms`. With no unit in its
/// name, where the canonical one has one, the unit is open.
pub(super) fn in_other_unit<'a>(
    names: &Names<'a>,
    column: &ColumnSchema,
) -> Option<(&'a str, Option<Unit>)> {
    let units = Unit::of(column.quantity);
    if units.is_empty() || column.quantity == Quantity::Base {
        return None;
    }
    let meant = |name: &str| {
        let name = fold(name);
        [column.name]
            .iter()
            .chain(column.usual)
            .any(|known| fold(Unit::bare(known)) == name)
    };
    let all = || names.raw.table.columns().map(|(name, _)| name);
    let told = all().find_map(|name| {
        let unit = Unit::of_name(name).filter(|unit| units.contains(unit))?;
        meant(Unit::bare(name)).then_some((name, Some(unit)))
    });
    let carries_unit = Unit::bare(column.name) != column.name;
    told.or_else(|| {
        let open = all().find(|name| carries_unit && meant(name))?;
        Some((open, None))
    })
}

pub(super) fn which_unit(names: &Names<'_>, column: &ColumnSchema, name: &str) -> MappingQuestion {
    let values = names.raw.table.column(name);
    let units: Vec<Unit> = match values {
        Some(Column::Text(_)) => vec![Unit::Written],
        _ => Unit::of(column.quantity)
            .iter()
            .copied()
            .filter(|unit| *unit != Unit::Written)
            .collect(),
    };
    // Answers of models take well under ten seconds and well over a hundredth of a second.
    let small = values.is_some_and(|c| largest(c) < 10.0);
    let likely = if small {
        Unit::Seconds
    } else {
        Unit::Milliseconds
    };
    MappingQuestion {
        topic: Topic::Unit,
        canonical: Some(column.name.to_owned()),
        text: format!("What do the numbers of {name} count?"),
        examples: examples(values),
        guess: units
            .iter()
            .position(|unit| *unit == likely || *unit == Unit::Written),
        choices: units
            .into_iter()
            .map(|unit| MappingChoice::new(unit.label(), vec![count_in(column.name, Some(unit))]))
            .collect(),
    }
}

/// Asks where the name of a column of amounts says how many units its numbers count, and cells say so themselves, too.
pub(super) fn ask_for_scale(
    names: &Names<'_>,
    mapping: &Mapping,
    questions: &mut Vec<MappingQuestion>,
) {
    if scale_is_off(names) {
        return;
    }
    let table = mapping.kind.schema();
    for binding in &mapping.bindings {
        let canonical = &binding.canonical;
        let quantity = table.column(canonical).map(|c| c.quantity);
        let Source::Column(name) = &binding.source else {
            continue;
        };
        let scale = Amount::of_name(name).and_then(|amount| amount.scale);
        let is_asked = quantity == Some(Quantity::Money) && cells_say_scale(names, name);
        let Some(scale) = scale.filter(|_| is_asked) else {
            continue;
        };
        let label = scale.label();
        questions.push(MappingQuestion {
            topic: Topic::Unit,
            canonical: Some(canonical.clone()),
            text: format!(
                "{name} says {label}, and so do cells: are the numbers in {label} besides?"
            ),
            examples: examples(names.raw.table.column(name)),
            choices: vec![
                MappingChoice::new("no: as the cells say", vec![count_in(canonical, None)]),
                MappingChoice::new(
                    format!("yes: in {label} besides"),
                    vec![count_in(canonical, Some(scale))],
                ),
            ],
            guess: Some(0),
        });
    }
}

/// A share of 87.5 is 87.5 % to all appearance: the user says.
pub(super) fn ask_for_percent(
    names: &Names<'_>,
    mapping: &Mapping,
    questions: &mut Vec<MappingQuestion>,
) {
    for binding in &mapping.bindings {
        let quantity = mapping
            .kind
            .schema()
            .column(&binding.canonical)
            .map(|c| c.quantity);
        let Source::Column(name) = &binding.source else {
            continue;
        };
        let column = names.raw.table.column(name);
        if quantity != Some(Quantity::Ratio)
            || binding.unit.is_some()
            || column.is_none_or(|c| largest(c) <= MOST_OF_A_SHARE)
        {
            continue;
        }
        questions.push(MappingQuestion {
            topic: Topic::Unit,
            canonical: Some(binding.canonical.clone()),
            text: format!("{name} is a share and has values over 1: is it in percent?"),
            examples: examples(column),
            choices: vec![
                MappingChoice::new(
                    "percent",
                    vec![count_in(&binding.canonical, Some(Unit::Percent))],
                ),
                MappingChoice::new("as it stands", vec![count_in(&binding.canonical, None)]),
            ],
            guess: Some(0),
        });
    }
}

fn count_in(canonical: &str, unit: Option<Unit>) -> Edit {
    Edit::CountIn {
        canonical: canonical.to_owned(),
        unit,
    }
}

fn largest(column: &Column) -> f64 {
    (0..column.len())
        .filter_map(|row| column.number(row))
        .fold(f64::NEG_INFINITY, f64::max)
}
