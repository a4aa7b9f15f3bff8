//! Amazon CloudWatch: answers of `get-metric-data` (docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference, MetricDataResult: times and
//! numbers side by side, without a unit) and `get-metric-statistics` (Datapoint: a statistic a member, with its unit).

use crate::map::{Mapping, MetricEdit, Source, Unit};
use crate::recognise::Recognition;
use crate::recognise::export::{Export, Fill, Labels, Note};
use crate::recognise::names::Names;
use outturn_core::table::{Column, TableKind};

pub(super) const DATA: Export = Export {
    name: "CloudWatch metrics",
    kind: Some(TableKind::MetricSeries),
    tool: "CloudWatch",
    has: &[&["Timestamps"], &["Values"], &["Label"], &["StatusCode"]],
    fills: &[
        ("date", Fill::Needed(&["Timestamps"])),
        ("metric", Fill::Needed(&["Label"])),
        ("value", Fill::Needed(&["Values"])),
    ],
    labels: Labels::Named(&[&["Id"]]),
    notes: &[Note::Always(
        "get-metric-data does not say what its numbers count: they are taken as they stand. get-metric-statistics does, and is converted.",
    )],
    ..Export::BLANK
};

pub(super) const STATISTICS: Export = Export {
    name: "CloudWatch statistics",
    kind: Some(TableKind::MetricSeries),
    tool: "CloudWatch",
    how: "aws cloudwatch get-metric-statistics --namespace … --metric-name … --start-time … --end-time … --period 3600 --statistics Average > metric.json",
    has: &[&["Timestamp"], &["Unit"]],
    only_if: Some(|names| names.fact("Label").is_some()),
    read_as: Some(statistics),
    notes: &[Note::Computed(unit_words)],
    ..Export::BLANK
};

/// What a datapoint has beside its moment and unit, but for percentiles.
const STATISTICS_OF: [&str; 4] = ["Average", "Sum", "Minimum", "Maximum"];

/// Each statistic a metric: named as the metric is where there is one, else with the statistic behind.
fn statistics(names: &Names<'_>) -> Option<Recognition> {
    let label = names.fact("Label")?;
    let mut mapping = Mapping::new(TableKind::MetricSeries);
    mapping.bind("date", Source::column(names.find(&["Timestamp"])?));
    if let Some(count) = names.find(&["SampleCount"]) {
        mapping.bind("n", Source::column(count));
    }
    let columns = names.raw.table.columns().map(|(name, _)| name);
    let statistic = |name: &str| name.rsplit('.').next().unwrap_or(name).to_owned();
    let is_one =
        |name: &&str| STATISTICS_OF.contains(name) || name.starts_with("ExtendedStatistics.");
    mapping.metrics = columns.filter(is_one).map(str::to_owned).collect();
    for column in mapping.metrics.clone() {
        let name = match mapping.metrics.len() {
            1 => label.to_owned(),
            _ => format!("{label} {}", statistic(&column)),
        };
        mapping.edit_metric(MetricEdit {
            name: Some(name),
            unit: unit(names),
            ..MetricEdit::of(&column)
        });
    }
    (!mapping.metrics.is_empty()).then(|| Recognition::new("", mapping, Vec::new()))
}

/// The unit of all numbers, where they have one.
fn unit(names: &Names<'_>) -> Option<Unit> {
    let column = names.raw.table.column(names.find(&["Unit"])?);
    let text = column
        .and_then(Column::as_text)
        .filter(|text| text.distinct() == 1)?;
    Unit::told(text.entries().next()?)
}

fn unit_words(names: &Names<'_>) -> Option<String> {
    let unit = unit(names)?;
    let to = match unit.part_of_one() {
        Some(_) => "shares of 1",
        None => "seconds",
    };
    Some(format!(
        "Its numbers are brought from {} to {to}.",
        unit.label()
    ))
}
