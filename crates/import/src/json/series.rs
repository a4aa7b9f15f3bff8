//! Series of samples as Prometheus and what follows it write them beside the answers to queries: in requests of remote write, a list of
//! labels and a list of samples; as VictoriaMetrics exports them, numbers and their times in two lists; results of a query alone. Each sample becomes a row with
//! the columns of a query's answer.

use super::flatten::{Cell, Member, Scalar, elements, members};
use super::pieces::Stint;
use super::sink::Sink;

/// Where a query's answer has labels, times and numbers.
const LABEL: &str = "metric.";
const TIME: &str = "values.0";
const VALUE: &str = "values.1";

/// Whether an object may be a series; for most rows the beginning says no.
pub(super) fn may_be(object: &str) -> bool {
    let first = object.get(1..).map(str::trim_start).unwrap_or_default();
    ["\"labels\"", "\"samples\"", "\"metric\""]
        .iter()
        .any(|name| first.starts_with(name))
}

/// Adds the samples of an object that is a series; `false` where it is none.
pub(super) async fn spread(object: &str, sink: &mut Sink) -> serde_json::Result<bool> {
    let all = members(object).await?;
    let find = |name: &str| {
        all.iter()
            .find(|(key, _)| key == name)
            .map(|(_, text)| *text)
    };
    let (labels, samples) = match (find("labels"), find("samples"), find("metric")) {
        (Some(labels), Some(samples), _) => (labels_of(labels).await?, samples_of(samples).await?),
        (None, None, Some(labels)) => {
            let samples = match (find("timestamps"), find("values")) {
                (Some(times), Some(values)) => in_two_lists(times, values).await?,
                (None, Some(pairs)) => samples_of(pairs).await?,
                _ => None,
            };
            (labels_of(labels).await?, samples)
        }
        _ => return Ok(false),
    };
    let (Some(mut cells), Some(samples)) = (labels, samples) else {
        return Ok(false);
    };
    let (outer, mut stint) = (cells.len(), Stint::default());
    for (time, value) in samples {
        stint.spend(time.len() + value.len()).await;
        if sink.fault().is_some() {
            break;
        }
        sink.frame.fill(outer);
        cells.push((TIME.to_owned(), Scalar::of(time)?));
        cells.push((VALUE.to_owned(), Scalar::of(value)?));
        sink.emit(&cells);
        cells.truncate(outer);
    }
    Ok(true)
}

/// A member that is a scalar.
fn scalar<'a>(object: &[Member<'a>], name: &str) -> Option<&'a str> {
    let (_, text) = object.iter().find(|(key, _)| key == name)?;
    (!text.starts_with(['{', '['])).then_some(text)
}

/// Labels as an object, or as a list of names and values.
async fn labels_of(labels: &str) -> serde_json::Result<Option<Vec<Cell<'_>>>> {
    let mut cells = Vec::new();
    if labels.starts_with('{') {
        for (name, text) in members(labels).await? {
            cells.push((format!("{LABEL}{name}"), Scalar::of(text)?));
        }
        return Ok(Some(cells));
    }
    if !labels.starts_with('[') {
        return Ok(None);
    }
    for label in elements(labels).await? {
        if !label.starts_with('{') {
            return Ok(None);
        }
        let pair = members(label).await?;
        let (Some(name), Some(value)) = (scalar(&pair, "name"), scalar(&pair, "value")) else {
            return Ok(None);
        };
        let Scalar::Text(name) = Scalar::of(name)? else {
            return Ok(None);
        };
        cells.push((format!("{LABEL}{name}"), Scalar::of(value)?));
    }
    Ok(Some(cells))
}

type Samples<'a> = Option<Vec<(&'a str, &'a str)>>;

/// Samples as objects, or as pairs of a time and a number.
async fn samples_of(samples: &str) -> serde_json::Result<Samples<'_>> {
    if !samples.starts_with('[') {
        return Ok(None);
    }
    let (mut all, mut stint) = (Vec::new(), Stint::default());
    for sample in elements(samples).await? {
        stint.spend(sample.len()).await;
        let both = if sample.starts_with('{') {
            let sample = members(sample).await?;
            let time = scalar(&sample, "timestamp").or_else(|| scalar(&sample, "timestampMs"));
            // What is zero is left out of the JSON of protocol buffers.
            time.map(|time| (time, scalar(&sample, "value").unwrap_or("0")))
        } else if sample.starts_with('[') {
            match elements(sample).await?.as_slice() {
                [time, value] => Some((*time, *value)),
                _ => None,
            }
        } else {
            None
        };
        let Some(both) = both else { return Ok(None) };
        all.push(both);
    }
    Ok(Some(all))
}

/// Times and numbers side by side.
async fn in_two_lists<'a>(times: &'a str, values: &'a str) -> serde_json::Result<Samples<'a>> {
    if !times.starts_with('[') || !values.starts_with('[') {
        return Ok(None);
    }
    let (times, values) = (elements(times).await?, elements(values).await?);
    let fit = times.len() == values.len();
    Ok(fit.then(|| times.into_iter().zip(values).collect()))
}
