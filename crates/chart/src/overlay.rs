//! An indicator laid over the outcome it leads, moved by the lag that was found.

use super::Figure;
use super::geometry::Rect;
use super::line::LineChart;
use super::model::{DataTable, Reading, Series, Stops};
use super::scene::Scene;
use super::unit::AxisUnit;
use outturn_core::calendar::Grain;
use outturn_core::units::Timestamp;
use outturn_format::Locale;

/// Two series in one unit, such as both indexed to 100, over the same times.
#[derive(Debug, Clone, PartialEq)]
pub struct OverlayChart {
    /// What both are brought to: `index`, `standard deviations`.
    pub unit: AxisUnit,
    /// The periods that the values stand for.
    pub grain: Grain,
    /// Starts of the periods, ascending.
    pub times: Vec<Timestamp>,
    /// The outcome, drawn in the first series colour.
    pub outcome: Series,
    /// The indicator, already moved by its lag and named so (`Deployments, +2 mo`), drawn in the second.
    pub leader: Series,
    /// The common level both are measured from: 100 for an index, 0 for standard deviations.
    pub baseline: f64,
}

impl OverlayChart {
    fn lines(&self) -> LineChart {
        let series = vec![self.outcome.clone(), self.leader.clone()];
        LineChart {
            baseline: self.baseline,
            ..LineChart::new(self.unit.clone(), self.grain, self.times.clone(), series)
        }
    }
}

impl Figure for OverlayChart {
    fn lay_out(&self, area: Rect, scene: &mut Scene<'_>) {
        self.lines().lay_out(area, scene);
    }

    fn stops(&self, area: Rect, locale: &Locale) -> Stops {
        self.lines().stops(area, locale)
    }

    fn points_len(&self) -> usize {
        self.times.len()
    }

    fn reading(&self, area: Rect, index: usize, locale: &Locale) -> Option<Reading> {
        self.lines().reading(area, index, locale)
    }

    fn table(&self, locale: &Locale) -> DataTable {
        self.lines().table(locale)
    }

    fn natural_height(&self, width: f64, locale: &Locale) -> f64 {
        self.lines().natural_height(width, locale)
    }
}
