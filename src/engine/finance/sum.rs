//! A compensated (Neumaier) running total that can be read after every addition.

/// Carries the rounding errors of the additions along, so that cumulative cash stays right to the last digits.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RunningSum {
    total: f64,
    lost: f64,
}

impl RunningSum {
    /// Adds a value.
    pub(crate) fn add(&mut self, value: f64) {
        let next = self.total + value;
        self.lost += if self.total.abs() >= value.abs() {
            (self.total - next) + value
        } else {
            (value - next) + self.total
        };
        self.total = next;
    }

    /// The sum so far.
    pub(crate) fn value(self) -> f64 {
        self.total + self.lost
    }
}

/// The compensated sum of the values.
pub(crate) fn sum(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut running = RunningSum::default();
    for value in values {
        running.add(value);
    }
    running.value()
}
