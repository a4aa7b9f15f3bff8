//! What a number asks of the data, and what it is answered.

use super::document::{MeasuredValue, Origin, Range};
use super::lever::{Binding, InputDefinition, InputUnit, Statistic};
use super::measured::{Measured, MeasuredMetric, Reading};
use super::own::OwnInput;
use outturn_core::units::{Per, SECONDS_PER_HOUR, Unit};

/// What a number must be like for the data to say something about it.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    unit: InputUnit,
    accepted: Range,
}

impl Asked {
    pub fn of(input: &InputDefinition) -> Self {
        Self {
            unit: input.unit,
            accepted: input.accepted,
        }
    }

    pub fn of_own(own: &OwnInput) -> Self {
        Self {
            unit: own.unit,
            accepted: own.accepted,
        }
    }

    /// What a binding finds over its time; nothing when the metric is missing, in another unit, or outside what is accepted.
    pub fn read(self, binding: &Binding, measured: &Measured) -> Option<MeasuredValue> {
        let metric = measured.get(binding.metric)?;
        self.value(binding, metric, metric.over(binding.when).ok()?)
    }

    /// What a binding finds in a reading of its metric.
    pub fn value(
        self,
        binding: &Binding,
        metric: &MeasuredMetric,
        reading: &Reading,
    ) -> Option<MeasuredValue> {
        if metric.unit != binding.unit {
            return None;
        }
        let found = self.statistic(binding.statistic, metric.unit, reading)?;
        let (min, max) = self.accepted;
        let holds =
            |(low, high): &Range| *low < *high && (min..=*high).contains(low) && *high <= max;
        let is_total = binding.statistic == Statistic::Total;
        let rule = found.rule.map(|rule| format!(": {rule}"));
        (min..=max).contains(&found.value).then(|| MeasuredValue {
            value: found.value,
            origin: match found.rule {
                None => Origin::Measured,
                Some(_) => Origin::Derived,
            },
            source: format!(
                "{} ({}{}, n = {}{})",
                reading.source,
                binding.metric,
                rule.unwrap_or_default(),
                reading.n,
                reading.not_counted()
            ),
            currency: reading.currency.filter(|_| self.unit == InputUnit::Money),
            range: found.range.filter(holds),
            doubt: reading.doubt().filter(|_| !is_total),
        })
    }

    fn statistic(self, statistic: Statistic, unit: Unit, reading: &Reading) -> Option<Found> {
        let seconds = self.unit.seconds();
        let scaled = |range: Option<Range>, by: f64| range.map(|(low, high)| (low * by, high * by));
        let read = |value, range| Found {
            value,
            range,
            rule: None,
        };
        let by = |rule, value, range| Found {
            value,
            range,
            rule: Some(rule),
        };
        Some(match statistic {
            Statistic::Value => {
                let one = seconds.filter(|_| unit == Unit::Seconds).unwrap_or(1.0);
                let of_months = reading.value_range;
                let of_months = of_months.map(|(low, high)| (low / one, high / one));
                read(reading.value / one, of_months)
            }
            Statistic::Total => read(reading.value, None),
            Statistic::EventsPerMonth => by(
                "events ÷ months observed",
                reading.events_per_month()?,
                reading.events_range,
            ),
            Statistic::RatePerMonth => {
                let a_month = Per::Month.seconds() / unit.per()?.seconds();
                by(
                    "rate × a month of 730 h",
                    reading.value * a_month,
                    scaled(reading.value_range, a_month),
                )
            }
            Statistic::AmountPerMonth => by(
                "amount ÷ months observed",
                reading.value / reading.months,
                reading.value_range,
            ),
            Statistic::TimePerEvent => by(
                "total a month ÷ events a month",
                reading.value * (SECONDS_PER_HOUR / seconds?) / reading.events_per_month()?,
                None,
            ),
            Statistic::Contained => {
                reading.events_per_month()?;
                by("taken off in the measured value already", 0.0, None)
            }
        })
    }
}

/// What a statistic comes to.
struct Found {
    value: f64,
    range: Option<Range>,
    /// How it is derived; `None` of what is read as it is.
    rule: Option<&'static str>,
}
