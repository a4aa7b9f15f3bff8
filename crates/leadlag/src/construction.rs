//! Series that move together because one is made of the other, or both of the same.

use super::series::{Series, number};
use super::sweep::MIN_PAIRS;
use outturn_core::stats::{pearson_pairwise, variance};
use serde::{Deserialize, Serialize};

/// A correlation this near to 1 or −1 is that of one series on two scales, but for the rounding of its figures.
const COPY: f64 = 1.0 - 1e-9;

/// Why two series cannot but move together; `Display` says it of a leader and its outcome, without a full stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Construction {
    /// Both are computed from these.
    #[error("both are made of {}", .0.join(", "))]
    SharedInputs(Vec<String>),
    /// They are the same figures on two scales.
    #[error("one is the other on another scale")]
    SameFigures,
    /// The outcome is computed from the leader and a third series: `“Revenue” is “Orders” × “Price”`.
    #[error("{0}")]
    Composed(String),
}

/// What the outcome is of a leader and a third series.
type Law = (&'static str, fn(f64, f64, f64) -> f64);

/// Each with what it leaves of outcome, leader and third; quotients and products on logarithms, so that a constant factor does not
/// count.
#[rustfmt::skip]
const LAWS: [(bool, Law); 6] = [
    (true, ("{x} × {z}", |y, x, z| y - x - z)),
    (true, ("{x} ÷ {z}", |y, x, z| y - x + z)),
    (true, ("{z} ÷ {x}", |y, x, z| y - z + x)),
    (false, ("{x} + {z}", |y, x, z| y - x - z)),
    (false, ("{x} − {z}", |y, x, z| y - x + z)),
    (false, ("{z} − {x}", |y, x, z| y - z + x)),
];

/// The part of the outcome's variance that a law may leave: figures are rounded.
const LEFT: f64 = 1e-4;

/// The part of it that leader and third must each have for a law to say something of them.
const MATTERS: f64 = 1e-2;

/// What is known beforehand of a leader and the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The leader's id.
    pub leader: String,
    /// Why the two cannot but move together.
    pub construction: Construction,
}

impl Construction {
    /// What the figures themselves show, of the two and of what others there are to complete them.
    pub(super) fn of_figures(
        leader: &Series,
        outcome: &Series,
        others: &[&Series],
    ) -> Option<Self> {
        let pairs = by_period(outcome, [leader]);
        let found = pearson_pairwise(pairs.iter().map(|(y, [x])| (*x, *y)));
        if found.n < MIN_PAIRS {
            return None;
        }
        if found.r.is_some_and(|r| r.abs() >= COPY) {
            return Some(Self::SameFigures);
        }
        let mut others = others
            .iter()
            .filter(|z| ![leader.id(), outcome.id()].contains(&z.id()));
        others.find_map(|third| Self::of_three(leader, outcome, third))
    }

    fn of_three(leader: &Series, outcome: &Series, third: &Series) -> Option<Self> {
        let rows = by_period(outcome, [leader, third]);
        let known = |&(y, [x, z]): &(Option<f64>, [Option<f64>; 2])| Some([y?, x?, z?]);
        let rows: Vec<[f64; 3]> = rows.iter().filter_map(known).collect();
        let positive = rows.iter().flatten().all(|v| *v > 0.0);
        let logs: Vec<[f64; 3]> = rows.iter().map(|row| row.map(f64::ln)).collect();
        let holds = |(logarithms, (_, law)): &&(bool, Law)| match (logarithms, positive) {
            (true, false) => false,
            (true, true) => leaves_nothing(&logs, *law),
            (false, _) => leaves_nothing(&rows, *law),
        };
        let (_, (words, _)) = LAWS.iter().find(holds)?;
        let quoted = |series: &Series| format!("“{}”", series.label());
        let words = words
            .replace("{x}", &quoted(leader))
            .replace("{z}", &quoted(third));
        Some(Self::Composed(format!("{} is {words}", quoted(outcome))))
    }
}

/// The values of the outcome, period by period, beside those of others.
fn by_period<const N: usize>(
    outcome: &Series,
    others: [&Series; N],
) -> Vec<(Option<f64>, [Option<f64>; N])> {
    let Some(&(first, _)) = outcome.points().first() else {
        return Vec::new();
    };
    let value = |series: &Series, place: usize| {
        let own = number(first) + place as i64 - number(series.points().first()?.0);
        let fits = series.grain() == outcome.grain();
        let point = series.points().get(usize::try_from(own).ok()?)?;
        point.1.filter(|v| fits && v.is_finite())
    };
    let rows = outcome.points().iter().enumerate();
    rows.map(|(place, (_, y))| {
        (
            y.filter(|v| v.is_finite()),
            others.map(|of| value(of, place)),
        )
    })
    .collect()
}

/// Whether a law explains all of the outcome's variance, and both parts have a share in it.
fn leaves_nothing(rows: &[[f64; 3]], law: fn(f64, f64, f64) -> f64) -> bool {
    let spread = |of: &dyn Fn(&[f64; 3]) -> f64, rows: &[[f64; 3]]| {
        variance(&rows.iter().map(of).collect::<Vec<_>>()).unwrap_or(0.0)
    };
    let fits = |rows: &[[f64; 3]]| {
        let all = spread(&|row| row[0], rows);
        all > 0.0 && spread(&|row| law(row[0], row[1], row[2]), rows) <= LEFT * all
    };
    // Most are seen not to fit by a few rows.
    let few = rows.get(..MIN_PAIRS).is_some_and(|few| {
        spread(&|row| law(row[0], row[1], row[2]), few)
            <= 100.0 * LEFT * spread(&|row| row[0], rows)
    });
    let all = spread(&|row| row[0], rows);
    let matters = |part: usize| spread(&|row| row[part], rows) >= MATTERS * all;
    few && fits(rows) && matters(1) && matters(2)
}
