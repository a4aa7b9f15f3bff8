//! A series that the user brought and that means no metric of the catalogue.

use crate::ready_made::counter::{bucket_quantile, increase};
use crate::ready_made::{Rule, put_together};
use crate::scorecard::MetricSettings;
use crate::series::{ALSO, Found, SampleKind, Statistic, found, measure_series, unit_of_series};
use crate::{Additivity, Adds, Direction, Observation, Scope, Sources, Unavailable};
use outturn_core::units::{Currency, Unit};

/// One's own series: its name, and what the user has said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Own<'a> {
    /// Its name in the file.
    pub name: &'a str,
    /// How its values add up; `None` until the user says, and then the mean is shown, as such.
    pub adds: Option<Adds>,
    /// The unit that the user gave it, or that its file says.
    pub unit: Option<Unit>,
    /// The currency that its file says.
    pub currency: Option<Currency>,
}

/// Quantiles of what was counted in buckets, shown with their median.
const OF_BUCKETS: [(&str, f64); 3] = [("p90", 0.9), ("p95", 0.95), ("p99", 0.99)];

impl<'a> Own<'a> {
    /// The series of this name, of which nothing was said.
    #[must_use]
    pub const fn named(name: &'a str) -> Self {
        Self {
            name,
            adds: None,
            unit: None,
            currency: None,
        }
    }

    /// The same with the unit that its rows say, where all of them say one.
    pub(crate) fn as_supplied(self, sources: &Sources) -> Self {
        let Some((unit, currency)) = unit_of_series(sources, self.name) else {
            return self;
        };
        Self {
            unit: Some(unit),
            currency,
            ..self
        }
    }

    pub(crate) fn as_said(self, settings: &MetricSettings) -> Self {
        Self {
            adds: settings.adds,
            unit: settings.unit.or(self.unit),
            ..self
        }
    }

    pub(crate) fn additivity(&self) -> Additivity {
        self.adds.unwrap_or(Adds::Mean).additivity()
    }

    /// How the value of a longer period comes about.
    pub(crate) fn longer(&self) -> &'static str {
        match self.adds {
            Some(_) => self.additivity().supplied_words(),
            None => "the mean of the values supplied, until you say how they add up",
        }
    }

    /// The unit that the user gave it; of a name that says seconds these, as Prometheus names them: `request_duration_seconds_sum`.
    pub(crate) fn unit(&self) -> Unit {
        let bare = self.name.trim_end_matches("_total");
        let bare = bare.trim_end_matches("_sum").trim_end_matches("_bucket");
        let says_seconds = bare.ends_with("_seconds");
        let told = if says_seconds {
            Unit::Seconds
        } else {
            Unit::Number
        };
        self.unit.unwrap_or(told)
    }

    /// Name for people.
    pub(crate) fn label(&self) -> String {
        readable(self.name)
    }

    /// Its name and all that changes its values.
    pub(crate) fn known_as(&self) -> String {
        format!("series {} {:?} {:?}", self.name, self.adds, self.currency)
    }

    pub(crate) fn measure(&self, scope: &Scope<'_>) -> Result<Vec<Observation>, Unavailable> {
        let series = found(scope, self.name)?;
        match series.sample_kind() {
            SampleKind::Gauge => self.values(scope, &series, self.additivity()),
            SampleKind::Quantile => self.values(scope, &series, Additivity::Quantile),
            SampleKind::Counter => increase(scope, &series),
            SampleKind::Bucket => bucket_quantile(scope, &series, (0.5, true)),
            SampleKind::BucketRate => bucket_quantile(scope, &series, (0.5, false)),
        }
    }

    fn values(
        &self,
        scope: &Scope<'_>,
        series: &Found<'_>,
        additivity: Additivity,
    ) -> Result<Vec<Observation>, Unavailable> {
        let rule = Rule {
            additivity,
            good: Direction::Unset,
            unit: self.unit(),
        };
        let mut observed = put_together(scope, series, rule)?;
        for one in &mut observed {
            one.currency = self.currency;
        }
        Ok(observed)
    }

    pub(crate) fn also(&self, scope: &Scope<'_>) -> Vec<(&'static str, Unit, Vec<Observation>)> {
        let Ok(series) = found(scope, self.name) else {
            return Vec::new();
        };
        let unit = self.unit();
        match series.sample_kind() {
            SampleKind::Gauge => {
                let of = |statistic| measure_series(scope, self.name, statistic).ok();
                // The mean is the value itself until it is said how the values add up.
                let is_value = |statistic| {
                    statistic == Statistic::Mean && self.additivity() == Additivity::Ratio
                };
                let all = ALSO.iter().filter(|(_, statistic)| !is_value(*statistic));
                all.filter_map(|(label, statistic)| Some((*label, unit, of(*statistic)?)))
                    .collect()
            }
            kind @ (SampleKind::Bucket | SampleKind::BucketRate) => {
                let are_totals = kind == SampleKind::Bucket;
                let of = |q| bucket_quantile(scope, &series, (q, are_totals)).ok();
                let all = OF_BUCKETS.iter();
                all.filter_map(|(label, q)| Some((*label, unit, of(*q)?)))
                    .collect()
            }
            SampleKind::Counter | SampleKind::Quantile => Vec::new(),
        }
    }
}

/// A column name such as `revenue_protected` as people write it, `Revenue protected`; any other name as it is.
fn readable(name: &str) -> String {
    let is_code = name.contains('_') && name.chars().all(|c| c == '_' || c.is_alphanumeric());
    let words: Vec<&str> = name.split('_').filter(|w| !w.is_empty()).collect();
    if !is_code || words.is_empty() {
        return name.to_owned();
    }
    let mut label = words.join(" ");
    if let Some(first) = label.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    label
}
