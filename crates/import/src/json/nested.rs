//! Rows inside objects, as tools nest them: what happened to each of several things, in a list inside the thing; things under their own
//! names; times and numbers in two lists side by side.

use super::flatten::{Scalar, begins_with_object, elements, flatten, flatten_all, members};
use super::pieces::Stint;
use super::sink::{Sink, inside};

/// Where an object of a tool has its rows.
struct Shape {
    /// The list, as dotted names.
    at: &'static str,
    /// What its elements have and others do not.
    proof: &'static str,
}

const SHAPES: [Shape; 3] = [
    // An application of Argo CD: its deployments.
    Shape {
        at: "status.history",
        proof: "deployedAt",
    },
    // A job of Jenkins: its builds, all or the last hundred.
    Shape {
        at: "allBuilds",
        proof: "number",
    },
    Shape {
        at: "builds",
        proof: "number",
    },
];

/// Whether an object may have one of these shapes; for most rows the beginning says no.
pub(super) fn may_be(object: &str) -> bool {
    let first = object.get(1..).map(str::trim_start).unwrap_or_default();
    ["\"apiVersion\"", "\"kind\"", "\"metadata\"", "\"_class\""]
        .iter()
        .any(|name| first.starts_with(name))
}

/// Whether a list of this name is the table of a document, whatever other lists it has.
pub(super) async fn is_table(name: &str, list: &str) -> bool {
    for shape in SHAPES.iter().filter(|shape| shape.at == name) {
        if has(list, shape.proof).await {
            return true;
        }
    }
    false
}

/// Whether the elements of a list have this member.
async fn has(list: &str, member: &str) -> bool {
    if !list.starts_with('[') || !begins_with_object(list) {
        return false;
    }
    let elements = elements(list).await.unwrap_or_default();
    let Some(first) = elements.first() else {
        return false;
    };
    let members = members(first).await.unwrap_or_default();
    members.iter().any(|(name, _)| name == member)
}

/// Adds the rows inside an object that has them in a list, the object's own values repeated; `false` where it has none.
pub(super) async fn spread(object: &str, sink: &mut Sink) -> serde_json::Result<bool> {
    for shape in &SHAPES {
        if let Some(list) = inside(object, shape.at).await?
            && has(list, shape.proof).await
        {
            rows(object, shape.at, list, sink).await?;
            return Ok(true);
        }
    }
    Ok(false)
}

async fn rows(object: &str, at: &str, list: &str, sink: &mut Sink) -> serde_json::Result<()> {
    let mut cells = Vec::new();
    // Its other lists are parts of it, and no part of a row.
    let mut takes = async |_: &str, text: &str| text.starts_with('[');
    flatten(object, "", &mut cells, &mut takes).await?;
    let (outer, mut stint) = (cells.len(), Stint::default());
    for element in elements(list).await? {
        stint.spend(element.len()).await;
        if sink.fault().is_some() {
            break;
        }
        if !element.starts_with('{') {
            sink.leave_out(element);
            continue;
        }
        sink.frame.fill(outer);
        flatten_all(element, at, &mut cells).await?;
        sink.emit(&cells);
        cells.truncate(outer);
    }
    Ok(())
}

/// Adds the things of an object that has each under its own name, as OpenCost lists allocations: `{"scoring": {"name": "scoring", …}, …}`;
/// `false` where it is another object.
pub(super) async fn by_name(object: &str, sink: &mut Sink) -> serde_json::Result<bool> {
    if !begins_with_an_object(object) {
        return Ok(false);
    }
    let things = members(object).await?;
    for (key, thing) in &things {
        if !thing.starts_with('{') || named(thing).await?.as_deref() != Some(key.as_ref()) {
            return Ok(false);
        }
    }
    let mut stint = Stint::default();
    for (_, thing) in &things {
        stint.spend(thing.len()).await;
        if sink.fault().is_some() {
            break;
        }
        let mut cells = Vec::new();
        flatten_all(thing, "", &mut cells).await?;
        sink.emit(&cells);
    }
    Ok(!things.is_empty())
}

/// Whether the first member of an object is an object; of most rows it is none.
fn begins_with_an_object(object: &str) -> bool {
    let key = object
        .get(1..)
        .and_then(|rest| rest.trim_start().strip_prefix('"'));
    let value = key.and_then(|key| key.split_once('"')?.1.trim_start().strip_prefix(':'));
    value.is_some_and(|value| value.trim_start().starts_with('{'))
}

/// What an object says is its name.
async fn named(object: &str) -> serde_json::Result<Option<String>> {
    for (key, text) in members(object).await? {
        if key == "name"
            && text.starts_with('"')
            && let Scalar::Text(name) = Scalar::of(text)?
        {
            return Ok(Some(name.into_owned()));
        }
    }
    Ok(None)
}

/// Lists of times and of numbers that stand side by side in an object.
#[derive(Default)]
pub(super) struct Paired<'a> {
    times: Option<(String, &'a str)>,
    values: Option<(String, &'a str)>,
}

impl<'a> Paired<'a> {
    /// Takes a member that is such a list.
    pub(super) fn takes(&mut self, name: &str, text: &'a str) -> bool {
        let list = text.strip_prefix('[').map(str::trim_start);
        if list.is_none_or(|rest| rest.starts_with(['[', '{'])) {
            return false;
        }
        let last = name.rsplit('.').next().unwrap_or(name);
        let place = match last.to_ascii_lowercase().as_str() {
            "timestamps" => &mut self.times,
            "values" => &mut self.values,
            _ => return false,
        };
        place.replace((name.to_owned(), text)).is_none()
    }

    /// The pairs, each a row of `cells`; of lists that are no pair the text, as of any other list.
    pub(super) async fn rows(
        self,
        cells: &mut Vec<(String, Scalar<'a>)>,
        sink: &mut Sink,
    ) -> serde_json::Result<bool> {
        let Self { times, values } = self;
        if let (Some((time, times)), Some((value, values))) = (&times, &values) {
            let (times, values) = (elements(times).await?, elements(values).await?);
            if times.len() == values.len() {
                let (outer, mut stint) = (cells.len(), Stint::default());
                for (at, number) in times.into_iter().zip(values) {
                    stint.spend(at.len() + number.len()).await;
                    if sink.fault().is_some() {
                        break;
                    }
                    sink.frame.fill(outer);
                    cells.push((time.clone(), Scalar::of(at)?));
                    cells.push((value.clone(), Scalar::of(number)?));
                    sink.emit(cells);
                    cells.truncate(outer);
                }
                return Ok(true);
            }
        }
        for (name, list) in times.into_iter().chain(values) {
            cells.push((name, Scalar::Bare(list)));
        }
        Ok(false)
    }
}
