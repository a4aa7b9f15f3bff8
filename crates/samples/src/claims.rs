//! A claims desk before and after a model reads its post: nine months without, three of building, and nine with it.

use chrono::{Months, NaiveDate};

use super::incidents::{Incident, Pace};
use super::random::Random;
use super::time::{day, days, is_workday, moment_in, months, months_between};
use super::{SampleFile, boolean, csv};

const MONTHS: u32 = 18;
/// Month of going live, counted from the first.
const LIVE: usize = 9;
const MODEL: &str = "claims-triage";
/// How much of the final saving is reached in the months after going live, as people learn to trust it.
const LEARNED: [f64; 9] = [0.35, 0.5, 0.62, 0.74, 0.85, 0.92, 0.96, 1.0, 1.0];

struct Workflow {
    name: &'static str,
    cases_a_month: f64,
    minutes_before: f64,
    minutes_saved: f64,
    minutes_added: f64,
}

const WORKFLOWS: [Workflow; 3] = [
    workflow("intake", 4_200.0, 14.0, 8.0, 1.5),
    workflow("assessment", 2_000.0, 38.0, 10.0, 3.0),
    workflow("correspondence", 3_100.0, 11.0, 6.5, 1.0),
];

const fn workflow(
    name: &'static str,
    cases_a_month: f64,
    minutes_before: f64,
    minutes_saved: f64,
    minutes_added: f64,
) -> Workflow {
    Workflow {
        name,
        cases_a_month,
        minutes_before,
        minutes_saved,
        minutes_added,
    }
}

fn first() -> NaiveDate {
    day(2025, 4, 1)
}

pub fn files() -> Vec<SampleFile> {
    let mut random = Random::seeded(20_250_401);
    let cases = cases(&mut random);
    let volumes = volumes(&mut random);
    let costs = costs(&volumes);
    let rows = volumes.iter().map(|(d, n)| format!("{d},{MODEL},{n}"));
    vec![
        cases,
        csv("sample-claims-volumes.csv", "date,model,predictions", rows),
        costs,
        incidents(&mut random),
    ]
}

/// 0 before going live, then the share of the saving that is reached.
fn learned(month: usize) -> f64 {
    month.checked_sub(LIVE).map_or(0.0, |i| LEARNED[i])
}

fn cases(random: &mut Random) -> SampleFile {
    let mut rows = Vec::new();
    for (m, month) in months(first(), MONTHS).into_iter().enumerate() {
        let learned = learned(m);
        for w in &WORKFLOWS {
            let growth = 1.0 + 0.006 * m as f64;
            let volume = (w.cases_a_month * growth * (1.0 + 0.03 * random.normal())).round();
            let noise = if learned > 0.0 {
                0.02 * random.normal()
            } else {
                0.0
            };
            let after = w.minutes_before - w.minutes_saved * learned * (1.0 + noise);
            // Review of what the model did is heaviest at first.
            let added = if learned > 0.0 {
                w.minutes_added * (1.5 - 0.5 * learned)
            } else {
                0.0
            };
            let completed =
                (volume * (0.93 + 0.055 * learned + 0.004 * random.normal())).min(volume);
            rows.push(format!(
                "{month},{},{volume:.0},{:.1},{after:.1},{added:.1},{completed:.0}",
                w.name, w.minutes_before
            ));
        }
    }
    csv(
        "sample-claims-cases.csv",
        "period,workflow,volume,minutes_before,minutes_after,minutes_added,completed",
        rows,
    )
}

/// Calls of the model on every workday since it is live.
fn volumes(random: &mut Random) -> Vec<(NaiveDate, u64)> {
    let live = first() + Months::new(LIVE as u32);
    days(live, MONTHS - LIVE as u32)
        .into_iter()
        .filter(|d| is_workday(*d))
        .map(|d| {
            let calls = 520.0 * learned(months_between(first(), d));
            (d, (calls * (1.0 + 0.06 * random.normal())).round() as u64)
        })
        .collect()
}

fn costs(volumes: &[(NaiveDate, u64)]) -> SampleFile {
    const BUILD: [f64; 3] = [62_000.0, 55_000.0, 38_000.0];
    let mut rows = Vec::new();
    for (m, month) in months(first(), MONTHS).into_iter().enumerate() {
        let mut charge = |cost: f64, service: &str, category: &str| {
            rows.push(format!(
                "{month},{MODEL},{cost:.2},EUR,{service},{category}"
            ));
        };
        if m < LIVE {
            if let Some(build) = (m + BUILD.len()).checked_sub(LIVE) {
                charge(BUILD[build], "build", "one-off");
            }
            continue;
        }
        let calls: u64 = volumes
            .iter()
            .filter(|(d, _)| months_between(first(), *d) == m)
            .map(|(_, n)| n)
            .sum();
        charge(
            calls as f64 * (0.34 - 0.012 * (m - LIVE) as f64),
            "inference",
            "running",
        );
        charge(3_200.0, "licences", "running");
        charge(
            if m < LIVE + 3 { 5_200.0 } else { 3_600.0 },
            "support",
            "running",
        );
    }
    csv(
        "sample-claims-costs.csv",
        "date,model,cost,currency,service,category",
        rows,
    )
}

fn incidents(random: &mut Random) -> SampleFile {
    const A_MONTH: [usize; MONTHS as usize] =
        [2, 3, 2, 2, 3, 2, 2, 2, 2, 3, 2, 2, 1, 1, 1, 1, 0, 1];
    let mut all = Vec::new();
    for (m, month) in months(first(), MONTHS).into_iter().enumerate() {
        let pace = Pace {
            to_detect: 95.0 - 60.0 * learned(m),
            to_recover: 60.0 * (11.0 - 7.5 * learned(m)),
        };
        for _ in 0..A_MONTH[m] {
            let mut incident = Incident::starting(moment_in(month, random), pace, random);
            incident.ai_related = m >= LIVE && random.chance(0.5);
            incident.service = if incident.ai_related {
                "document-reader"
            } else {
                random.pick(&["claims-intake", "document-store", "payment-run"])
            };
            all.push(incident);
        }
    }
    all.sort_by_key(|i| i.detected);
    let rows = all.iter().enumerate().map(|(n, i)| {
        let (service, cells, ai) = (i.service, i.cells(), boolean(i.ai_related));
        format!("CL-{},{service},{cells},{ai}", 301 + n)
    });
    csv(
        "sample-claims-incidents.csv",
        "id,service,severity,started_at,detected_at,acknowledged_at,diagnosed_at,resolved_at,ai_related",
        rows,
    )
}
