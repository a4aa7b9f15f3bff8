//! A metric by each of its rival definitions, and in the bands of each report, in the period of its card.

use super::{Card, Status};
use crate::{Benchmark, Edition, Metric, Rivals, Sources};
use outturn_core::calendar::Span;
use serde::{Deserialize, Serialize};

/// A metric by one definition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RivalValue {
    /// Id of the definition.
    pub id: String,
    /// Its name: `median`.
    pub label: String,
    /// How it differs from the others, in a sentence.
    pub differs: String,
    /// The value in the base unit.
    pub value: Option<f64>,
    /// Why there is none, in a sentence.
    pub reason: Option<String>,
    /// Rows that went into it.
    pub n: u64,
    /// How it would stand against the target, where the card has a verdict.
    pub status: Option<Status>,
    /// The card uses it.
    pub in_use: bool,
    /// It is the catalogue's own: the card uses it until the user chooses another.
    pub is_catalogues: bool,
}

/// The band of a value in one report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BandOf {
    /// The report.
    pub edition: Edition,
    /// The band; `None` where there is no value to place.
    pub band: Option<String>,
    /// What the report says, the best first.
    pub published: String,
    /// How the report's measure differs; empty where it does not.
    pub differs: String,
}

/// By each definition; none where there is one, or where the value is as it was supplied.
pub(super) fn rival_values(metric: &Metric<'_>, sources: &Sources, card: &Card) -> Vec<RivalValue> {
    let rivals = Rivals::of(&card.id).filter(|_| !metric.is_supplied(sources));
    let (Some(rivals), Some(span)) = (rivals, card.span) else {
        return Vec::new();
    };
    let in_use = metric.rival().map_or(rivals.all[0].id, |rival| rival.id);
    let each = rivals.all.iter().map(|rival| {
        let measured = rival.definition(&card.id).map(Metric::Defined);
        let found = measured
            .as_ref()
            .map(|metric| within(metric, sources, span));
        let (value, n, reason) = match found {
            Some(Ok((value, n))) => (value, n, None),
            Some(Err(reason)) => (None, 0, Some(reason)),
            None => (None, 0, None),
        };
        let judged = card.judged.status.is_verdict();
        RivalValue {
            id: rival.id.to_owned(),
            label: rival.label.to_owned(),
            differs: rival.differs.to_owned(),
            value,
            reason,
            n,
            status: value.filter(|_| judged).map(|value| card.status_of(value)),
            in_use: rival.id == in_use,
            is_catalogues: rival.is_catalogues(),
        }
    });
    each.collect()
}

fn within(
    metric: &Metric<'_>,
    sources: &Sources,
    span: Span,
) -> Result<(Option<f64>, u64), String> {
    let observed = metric.within(sources, span);
    match observed {
        Some(observed) if observed.value.is_some() => Ok((observed.value, observed.rows_used)),
        Some(_) => Err("No row of this period gives a value.".to_owned()),
        None => Err(format!("It needs {}.", metric.needs())),
    }
}

pub(super) fn bands_of(card: &Card) -> Vec<BandOf> {
    let withheld = matches!(
        card.judged.status,
        Status::Stale | Status::Unfinished | Status::TooFew
    );
    let value = card.value.filter(|_| !withheld);
    let of = |edition| {
        let benchmark = Benchmark::of(&card.id, edition)?;
        Some(BandOf {
            edition,
            band: value.map(|value| benchmark.band_of(value, card.good).name.to_owned()),
            published: benchmark.published.to_owned(),
            differs: benchmark.differs.to_owned(),
        })
    };
    Edition::ALL.into_iter().filter_map(of).collect()
}
