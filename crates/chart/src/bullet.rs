//! Where a value stands between missed and met: a thin bar of zones, a tick on the target, a dot on the value.
//!
//! Better is always to the right, whichever way is better in numbers. Without a value there is no dot.

use super::Figure;
use super::geometry::{Point, Rect};
use super::model::{DataTable, Reading, Stops};
use super::scene::Scene;
use super::target::{Better, Target};
use super::theme::Ink;
use super::unit::AxisUnit;
use outturn_format::Locale;

/// A value, its target and the zones around it.
#[derive(Debug, Clone, PartialEq)]
pub struct BulletChart {
    /// What the value counts in.
    pub unit: AxisUnit,
    /// The value; `None` or not finite when there is none.
    pub value: Option<f64>,
    /// Where met begins and near ends.
    pub target: Target,
}

/// Where the target stands, as a share of the bar.
const TARGET_AT: f64 = 0.62;
/// Where near begins when there is a near limit.
const NEAR_AT: f64 = 0.30;

impl BulletChart {
    /// The place of a number as a share of the bar, 0 worst to 1 best; held within the bar. The distance from the near limit to
    /// the target, or a quarter of the target where there is no limit, is one third of the bar.
    #[must_use]
    pub fn share(&self, number: f64) -> Option<f64> {
        let Target {
            value: target,
            better,
            ..
        } = self.target;
        if !number.is_finite() || !target.is_finite() {
            return None;
        }
        let quarter = (target.abs() / 4.0).max(f64::MIN_POSITIVE);
        let third = self
            .target
            .near_limit()
            .map_or(quarter, |near| (near - target).abs());
        let third = if third > 0.0 && target == 0.0 && self.target.near_limit().is_none() {
            1.0
        } else {
            third
        };
        let ahead = match better {
            Better::Higher => number / third - target / third,
            Better::Lower => target / third - number / third,
        };
        Some((TARGET_AT + ahead * (TARGET_AT - NEAR_AT)).clamp(0.02, 0.98))
            .filter(|s| s.is_finite())
    }

    fn x(&self, area: Rect, share: f64) -> f64 {
        area.left + share * area.width()
    }

    /// `met`, `near`, `missed`, or `no data`.
    #[must_use]
    pub fn zone(&self) -> &'static str {
        let Some(value) = self.value.filter(|v| v.is_finite()) else {
            return "no data";
        };
        let reaches = |limit: f64| match self.target.better {
            Better::Higher => value >= limit,
            Better::Lower => value <= limit,
        };
        if reaches(self.target.value) {
            "met"
        } else if self.target.near_limit().is_some_and(reaches) {
            "near"
        } else {
            "missed"
        }
    }
}

impl Figure for BulletChart {
    fn lay_out(&self, area: Rect, scene: &mut Scene<'_>) {
        let middle = area.middle_y();
        let zone = |from: f64, to: f64| {
            Rect::new(
                self.x(area, from),
                middle - 2.0,
                self.x(area, to),
                middle + 2.0,
            )
        };
        let near = if self.target.near_limit().is_some() {
            NEAR_AT
        } else {
            TARGET_AT
        };
        scene.block(zone(0.0, near), Ink::MissedSoft);
        scene.block(zone(near, TARGET_AT), Ink::NearSoft);
        scene.block(zone(TARGET_AT, 1.0), Ink::MetSoft);
        let target = self.x(area, TARGET_AT);
        scene.block(
            Rect::new(target - 1.0, middle - 5.0, target + 1.0, middle + 5.0),
            Ink::Ink2,
        );
        if let Some(share) = self.value.and_then(|v| self.share(v)) {
            scene.dot(Point::new(self.x(area, share), middle), 4.0, Ink::Ink);
        }
    }

    fn stops(&self, area: Rect, _locale: &Locale) -> Stops {
        let share = self.value.and_then(|v| self.share(v)).unwrap_or(TARGET_AT);
        Stops::Across(vec![self.x(area, share)])
    }

    fn points_len(&self) -> usize {
        1
    }

    fn reading(&self, area: Rect, index: usize, locale: &Locale) -> Option<Reading> {
        let share = self.value.and_then(|v| self.share(v));
        let at = Point::new(self.x(area, share.unwrap_or(TARGET_AT)), area.middle_y());
        Some(Reading {
            index,
            at,
            rule: (Point::new(at.x, area.top), Point::new(at.x, area.bottom)),
            dots: share.map(|_| (at, Ink::Ink)).into_iter().collect(),
            heading: self.target.words(&self.unit, locale),
            rows: vec![
                (
                    "Value".into(),
                    self.unit.value(self.value.unwrap_or(f64::NAN), locale),
                ),
                ("Status".into(), self.zone().into()),
            ],
        })
    }

    fn table(&self, locale: &Locale) -> DataTable {
        let mut table = DataTable::new(["Value", "Target", "Near up to", "Status"]);
        table.rows.push(vec![
            self.unit.value(self.value.unwrap_or(f64::NAN), locale),
            self.unit.value(self.target.value, locale),
            self.unit
                .value(self.target.near_limit().unwrap_or(f64::NAN), locale),
            self.zone().into(),
        ]);
        table
    }

    fn natural_height(&self, _width: f64, _locale: &Locale) -> f64 {
        10.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn bullet(value: f64, target: f64, near: Option<f64>, better: Better) -> BulletChart {
        BulletChart {
            unit: AxisUnit::Ratio,
            value: Some(value),
            target: Target {
                value: target,
                near,
                better,
            },
        }
    }

    #[rstest]
    #[case(0.999, 0.999, Some(0.99), Better::Higher, 0.62, "met")]
    #[case(0.99, 0.999, Some(0.99), Better::Higher, 0.30, "near")]
    #[case(0.5, 0.999, Some(0.99), Better::Higher, 0.02, "missed")]
    #[case(1.5, 1.0, Some(2.0), Better::Lower, 0.46, "near")]
    #[case(0.5, 1.0, Some(2.0), Better::Lower, 0.78, "met")]
    #[case(2.1, 1.0, None, Better::Lower, 0.02, "missed")]
    #[case(1e308, -1e308, None, Better::Higher, 0.98, "met")]
    fn better_is_to_the_right(
        #[case] value: f64,
        #[case] target: f64,
        #[case] near: Option<f64>,
        #[case] better: Better,
        #[case] share: f64,
        #[case] zone: &str,
    ) {
        let chart = bullet(value, target, near, better);
        assert!(
            (chart.share(value).unwrap() - share).abs() < 1e-9,
            "{:?}",
            chart.share(value)
        );
        assert_eq!(chart.zone(), zone);
    }

    #[test]
    fn no_value_has_no_place() {
        let chart = bullet(f64::NAN, 1.0, None, Better::Higher);
        assert_eq!((chart.share(f64::NAN), chart.zone()), (None, "no data"));
        assert_eq!(
            bullet(1.0, 0.0, None, Better::Higher).share(1.0),
            Some(0.94)
        );
    }
}
