//! What the numbers of a series are, as the conventions of Prometheus have it.

use super::super::exposition::{Sample, TYPE};
use serde::{Deserialize, Serialize};

/// What numbers are that are not values of their time: totals since a process began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SampleKind {
    /// Of events.
    Counter,
    /// Of observations that lie at or below a bound, the label `le`.
    Bucket,
}

impl SampleKind {
    /// The word in the column `sample_kind`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Bucket => "bucket",
        }
    }

    /// What the samples of a metric are: by the type that the file says, else by the end of the name. `has_bounds` says whether there
    /// is a label `le`; `None` is a gauge.
    #[must_use]
    pub fn of_metric(name: &str, has_bounds: bool, facts: &[(String, String)]) -> Option<Self> {
        let told = |name: &str| {
            let mut types = facts
                .iter()
                .filter_map(|(fact, kind)| Some((fact.strip_prefix(TYPE)?, kind.as_str())));
            types
                .find(|(known, _)| *known == name)
                .map(|(_, kind)| kind)
        };
        match told(name) {
            Some("counter") => return Some(Self::Counter),
            Some("gauge" | "info" | "stateset") => return None,
            _ => {}
        }
        let ends = ["_total", "_count", "_sum", "_bucket"];
        let end = ends.into_iter().find(|end| name.ends_with(end))?;
        match (end, told(name.strip_suffix(end)?)) {
            (_, Some("gauge" | "gaugehistogram")) => None,
            ("_bucket", _) => has_bounds.then_some(Self::Bucket),
            _ => Some(Self::Counter),
        }
    }
}

/// The metric and the labels that a selector names, such as `http_requests_total{code="200"}`; `None` for any other text.
pub(in super::super) fn selector(text: &str) -> Option<(String, Vec<(String, String)>)> {
    if !text.ends_with('}') {
        return None;
    }
    // A selector and a number is a sample; one without a name gets one in front.
    let is_nameless = text.starts_with('{');
    let sample = format!("{}{text} 0", if is_nameless { "_" } else { "" });
    let sample = Sample::parse(&sample).ok()?;
    let labels = sample.labels.iter();
    let mut labels: Vec<(String, String)> = labels
        .map(|(label, value)| (label.to_string(), value.to_string()))
        .collect();
    if !is_nameless {
        return Some((sample.name.to_string(), labels));
    }
    let at = labels.iter().position(|(label, _)| label == "__name__")?;
    let (_, name) = labels.remove(at);
    Some((name, labels))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_is_told_goes_before_the_end_of_a_name() {
        let facts = |name: &str, kind: &str| vec![(format!("{TYPE}{name}"), kind.to_owned())];
        let of = SampleKind::of_metric;
        let counter = Some(SampleKind::Counter);
        for (name, has_bounds, expected) in [
            ("http_requests_total", false, counter),
            ("rpc_seconds_sum", false, counter),
            ("rpc_seconds_count", false, counter),
            ("rpc_seconds_bucket", true, Some(SampleKind::Bucket)),
            ("coal_bucket", false, None),
            ("temperature", true, None),
        ] {
            assert_eq!(of(name, has_bounds, &[]), expected, "{name}");
        }
        assert_eq!(of("cpu_count", false, &facts("cpu_count", "gauge")), None);
        assert_eq!(
            of("requests", false, &facts("requests", "counter")),
            counter
        );
        assert_eq!(of("rpc_count", false, &facts("rpc", "summary")), counter);
    }

    #[test]
    fn selectors_are_read_with_and_without_a_name_in_front() {
        let labels = vec![("le".to_owned(), "+Inf".to_owned())];
        for text in [
            r#"b_bucket{le="+Inf"}"#,
            r#"{__name__="b_bucket", le="+Inf"}"#,
        ] {
            assert_eq!(
                selector(text),
                Some(("b_bucket".to_owned(), labels.clone()))
            );
        }
        for text in ["requests", "{a}", "Sum of {x}", r#"{le="1"}"#] {
            assert_eq!(selector(text), None, "{text}");
        }
    }
}
