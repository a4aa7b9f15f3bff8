//! Three years of monthly indicators. Revenue protected follows deployment frequency by two months, adoption by four and,
//! downwards, recovery time by one. The others are chance.

use chrono::NaiveDate;

use super::random::Random;
use super::time::{day, months};
use super::{SampleFile, csv};

const MONTHS: usize = 36;
/// Months before the first one shown, which the first outcomes follow.
const BEFORE: usize = 4;

/// An indicator: its column, its mean and deviation, its decimals, and how the outcome follows it: by how many months and
/// with what weight (outcome deviations a deviation of its own).
struct Indicator {
    column: &'static str,
    mean: f64,
    deviation: f64,
    decimals: usize,
    leads: Option<(usize, f64)>,
}

const fn indicator(
    column: &'static str,
    mean: f64,
    deviation: f64,
    decimals: usize,
    leads: Option<(usize, f64)>,
) -> Indicator {
    Indicator {
        column,
        mean,
        deviation,
        decimals,
        leads,
    }
}

const INDICATORS: [Indicator; 8] = [
    indicator("deployment_frequency", 3.2, 0.8, 2, Some((2, 0.82))),
    indicator("active_users_rate", 0.55, 0.07, 3, Some((4, 0.55))),
    indicator("mttr", 10_800.0, 2_700.0, 0, Some((1, -0.52))),
    indicator("drift_score", 0.14, 0.035, 3, None),
    indicator("experiments_per_week", 6.2, 1.4, 1, None),
    indicator("support_tickets", 42.0, 9.0, 0, None),
    indicator("nps", 24.0, 7.0, 0, None),
    indicator("training_time", 19_800.0, 3_900.0, 0, None),
];

fn first() -> NaiveDate {
    day(2023, 10, 1)
}

pub fn files() -> Vec<SampleFile> {
    // Of many seeds, one by which none of the five that are chance happens to look like a leader.
    let mut random = Random::seeded(20_231_676);
    vec![indicators(&mut random), targets(&mut random)]
}

fn indicators(random: &mut Random) -> SampleFile {
    // Deviations from the mean, in deviations: one list an indicator, the months before the first one included.
    let scores: Vec<Vec<f64>> = INDICATORS
        .iter()
        .map(|_| (0..MONTHS + BEFORE).map(|_| random.normal()).collect())
        .collect();
    let columns = INDICATORS.map(|i| i.column).join(",");
    let rows = months(first(), MONTHS as u32)
        .into_iter()
        .enumerate()
        .map(|(m, month)| {
            let now = m + BEFORE;
            let mut outcome = 0.12 * random.normal();
            let mut row = month.to_string();
            for (indicator, scores) in INDICATORS.iter().zip(&scores) {
                if let Some((lag, weight)) = indicator.leads {
                    outcome += weight * scores[now - lag];
                }
                let value = indicator.mean + indicator.deviation * scores[now];
                row.push_str(&format!(",{value:.*}", indicator.decimals));
            }
            let revenue = 420_000.0 + 90_000.0 * outcome;
            format!("{row},{:.0}", (revenue / 100.0).round() * 100.0)
        });
    csv(
        "sample-leading-indicators.csv",
        &format!("date,{columns},revenue_protected"),
        rows,
    )
}

/// Three metrics against a plan that rises every year.
fn targets(random: &mut Random) -> SampleFile {
    let mut rows = Vec::new();
    for (m, month) in months(first(), MONTHS as u32).into_iter().enumerate() {
        let (elapsed, year) = (m as f64, (m / 12) as f64);
        let savings = 38_000.0 + 1_450.0 * elapsed + 6_000.0 * random.normal();
        let satisfaction = (3.5 + 0.02 * elapsed + 0.09 * random.normal()).min(5.0);
        let toil = 0.41 - 0.0085 * elapsed + 0.02 * random.normal();
        rows.push(format!(
            "{month},cost_savings,{savings:.0},{:.0}",
            45_000.0 + 15_000.0 * year
        ));
        rows.push(format!(
            "{month},csat,{satisfaction:.2},{:.1}",
            3.6 + 0.2 * year
        ));
        rows.push(format!(
            "{month},toil_ratio,{toil:.3},{:.2}",
            0.35 - 0.1 * year
        ));
    }
    csv(
        "sample-leading-targets.csv",
        "date,metric,value,target",
        rows,
    )
}
