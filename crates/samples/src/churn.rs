//! A churn model, a year of operation. Recovery gets faster, failures fewer and predictions cheaper; the roll-out of the
//! second model makes for a bad spring.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::incidents::{Incident, Pace};
use super::random::Random;
use super::time::{
    after, day, days, iso, minutes_between, moment_in, months, months_between, office_moment_in,
};
use super::{SampleFile, boolean, csv};

/// October 2025 to September 2026, one number a month.
type Year<T> = [T; 12];

const INCIDENTS: Year<usize> = [7, 7, 6, 6, 5, 8, 8, 4, 4, 3, 2, 2];
const DEPLOYMENTS: Year<usize> = [6, 7, 7, 8, 9, 9, 10, 11, 12, 13, 14, 15];
/// Deployments that hurt; each has its incident.
const BAD_DEPLOYMENTS: Year<usize> = [2, 2, 2, 2, 1, 3, 3, 1, 1, 1, 1, 0];
/// Deployments that never reached production.
const FAILED_DEPLOYMENTS: Year<usize> = [1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0];
const MINUTES_TO_DETECT: Year<f64> = [
    55.0, 52.0, 48.0, 45.0, 40.0, 62.0, 56.0, 34.0, 27.0, 20.0, 14.0, 11.0,
];
const HOURS_TO_RECOVER: Year<f64> = [9.5, 9.0, 8.0, 7.5, 6.5, 11.0, 10.0, 5.0, 3.6, 2.4, 1.4, 0.8];
const OUTAGE_MINUTES: Year<f64> = [
    290.0, 260.0, 230.0, 200.0, 150.0, 420.0, 380.0, 120.0, 80.0, 55.0, 30.0, 20.0,
];
const DAYS_TO_APPROVE: Year<f64> = [6.5, 6.2, 6.4, 5.8, 5.5, 5.9, 5.6, 4.8, 4.1, 3.6, 3.1, 2.7];
const MINUTES_TO_DEPLOY: Year<f64> = [
    46.0, 44.0, 45.0, 41.0, 38.0, 39.0, 36.0, 30.0, 26.0, 21.0, 17.0, 14.0,
];
const DAILY_PREDICTIONS: Year<f64> = [
    14_200.0, 14_900.0, 16_100.0, 15_600.0, 16_400.0, 17_300.0, 18_100.0, 19_400.0, 20_800.0,
    22_300.0, 23_600.0, 25_000.0,
];
const DOLLARS_PER_PREDICTION: Year<f64> = [
    0.0314, 0.0311, 0.0305, 0.0302, 0.0296, 0.0309, 0.0298, 0.0267, 0.0243, 0.0224, 0.0208, 0.0196,
];
const SHARE_OF_ERRORS: Year<f64> = [
    0.0061, 0.0058, 0.0055, 0.0051, 0.0049, 0.0118, 0.0104, 0.0042, 0.0031, 0.0022, 0.0014, 0.0009,
];
const MEDIAN_LATENCY_MS: Year<f64> = [
    141.0, 143.0, 146.0, 144.0, 148.0, 187.0, 172.0, 128.0, 117.0, 108.0, 101.0, 95.0,
];
/// The first model loses accuracy as customers change; the second begins better and is retrained in June.
const ACCURACY: [Year<f64>; 2] = [
    [
        0.868, 0.866, 0.861, 0.857, 0.851, 0.838, 0.829, 0.826, 0.82, 0.82, 0.82, 0.82,
    ],
    [
        0.88, 0.88, 0.88, 0.88, 0.884, 0.876, 0.881, 0.897, 0.909, 0.914, 0.918, 0.921,
    ],
];
const MODELS: [&str; 2] = ["churn-v3", "churn-v4"];
/// From when the second model answers which share of the calls.
const SECOND_MODEL: [(u32, u32, f64); 5] = [
    (2, 16, 0.10),
    (3, 9, 0.35),
    (3, 30, 0.60),
    (4, 27, 0.85),
    (5, 11, 1.0),
];
const WEEKDAYS: [f64; 7] = [1.08, 1.1, 1.07, 1.05, 1.02, 0.88, 0.8];
const SERVICES: [&str; 4] = [
    "scoring-api",
    "feature-pipeline",
    "batch-scoring",
    "retention-offers",
];
/// Customers who leave.
const SHARE_LEAVING: f64 = 0.22;

fn first() -> NaiveDate {
    day(2025, 10, 1)
}

fn second_share(date: NaiveDate) -> f64 {
    let begun = SECOND_MODEL
        .iter()
        .rev()
        .find(|(m, d, _)| day(2026, *m, *d) <= date);
    begun.map_or(0.0, |(.., share)| *share)
}

pub fn files() -> Vec<SampleFile> {
    let mut random = Random::seeded(20_251_001);
    let mut deployments = deployments(&mut random);
    let incidents = incidents(&mut deployments, &mut random);
    let uptime = uptime(&incidents);
    let days = served(&mut random);
    vec![
        incidents_csv(&incidents),
        deployments_csv(&deployments),
        predictions_csv(&days),
        volumes_csv(&days),
        costs_csv(&days),
        uptime,
    ]
}

struct Deployment {
    model: &'static str,
    approved: NaiveDateTime,
    started: NaiveDateTime,
    finished: NaiveDateTime,
    status: &'static str,
    rolled_back: Option<NaiveDateTime>,
    bad: bool,
}

fn deployments(random: &mut Random) -> Vec<Deployment> {
    let mut all = Vec::new();
    for (m, month) in months(first(), 12).into_iter().enumerate() {
        let mut starts: Vec<_> = (0..DEPLOYMENTS[m])
            .map(|_| office_moment_in(month, random))
            .collect();
        starts.sort();
        let bad = random.choose(BAD_DEPLOYMENTS[m], DEPLOYMENTS[m]);
        let mut failing = FAILED_DEPLOYMENTS[m];
        for (i, started) in starts.into_iter().enumerate() {
            let bad = bad.contains(&i);
            let fails = !bad && failing > 0;
            failing -= usize::from(fails);
            let second = random.chance(second_share(started.date()));
            all.push(Deployment {
                model: MODELS[usize::from(second)],
                approved: after(started, -1_440.0 * random.skewed(DAYS_TO_APPROVE[m], 0.35)),
                started,
                finished: after(started, random.skewed(MINUTES_TO_DEPLOY[m], 0.3)),
                status: if fails { "failure" } else { "success" },
                rolled_back: None,
                bad,
            });
        }
    }
    all.sort_by_key(|d| d.finished);
    all
}

fn incidents(deployments: &mut [Deployment], random: &mut Random) -> Vec<Incident> {
    let mut all = Vec::new();
    for (i, deployment) in deployments.iter_mut().enumerate().filter(|(_, d)| d.bad) {
        let started = after(deployment.finished, random.skewed(25.0, 0.6));
        let mut incident = Incident::starting(started, pace(started), random);
        incident.model = deployment.model;
        incident.service = random.pick(&SERVICES[..3]);
        incident.deployment = Some(i);
        incident.ai_related = true;
        if random.chance(0.6) {
            deployment.status = "rolled_back";
            let to_fix = minutes_between(incident.diagnosed, incident.resolved);
            deployment.rolled_back = Some(after(incident.diagnosed, 0.8 * to_fix));
        }
        all.push(incident);
    }
    for (m, month) in months(first(), 12).into_iter().enumerate() {
        for _ in BAD_DEPLOYMENTS[m]..INCIDENTS[m] {
            let started = moment_in(month, random);
            let mut incident = Incident::starting(started, pace(started), random);
            let second = random.chance(second_share(started.date()));
            incident.model = MODELS[usize::from(second)];
            incident.service = random.pick(&SERVICES);
            incident.ai_related = random.chance(0.55);
            all.push(incident);
        }
    }
    all.sort_by_key(|i| i.detected);
    all
}

fn pace(started: NaiveDateTime) -> Pace {
    let m = months_between(first(), started.date());
    Pace {
        to_detect: MINUTES_TO_DETECT[m],
        to_recover: HOURS_TO_RECOVER[m] * 60.0,
    }
}

/// What hurts enough takes the service down, until it is resolved at the latest.
fn uptime(incidents: &[Incident]) -> SampleFile {
    let mut rows = Vec::new();
    for (m, month) in months(first(), 12).into_iter().enumerate() {
        let in_month = |i: &&Incident| {
            months_between(month, i.started.date()) == 0 && i.started.date() >= month
        };
        let mut down: Vec<_> = incidents
            .iter()
            .filter(in_month)
            .filter(|i| i.severity != "minor")
            .collect();
        if down.is_empty() {
            down.extend(incidents.iter().filter(in_month).take(1));
        }
        let each = OUTAGE_MINUTES[m] / down.len() as f64;
        rows.extend(down.into_iter().map(|i| {
            let longest = minutes_between(i.started, i.resolved);
            let ended = after(i.started, each.min(longest));
            format!("{},{},{}", i.model, iso(i.started), iso(ended))
        }));
    }
    csv("sample-churn-uptime.csv", "model,started_at,ended_at", rows)
}

/// What one model served on one day.
struct Served {
    date: NaiveDate,
    model: usize,
    predictions: u64,
    /// Dollars, to four decimals.
    unit_cost: f64,
    /// How the week went, around 1.
    week: f64,
}

fn served(random: &mut Random) -> Vec<Served> {
    let mut all = Vec::new();
    let mut week = 1.0;
    for date in days(first(), 12) {
        let m = months_between(first(), date);
        let weekday = date.weekday().num_days_from_monday() as usize;
        if weekday == 0 {
            week = 1.0 + 0.03 * random.normal();
        }
        let total = DAILY_PREDICTIONS[m] * WEEKDAYS[weekday] * week;
        let second = second_share(date);
        for (model, share) in [1.0 - second, second].into_iter().enumerate() {
            if share > 0.0 {
                // The second model is the cheaper one from the start.
                let cheaper = if model == 1 { 0.97 } else { 1.0 };
                let cost = DOLLARS_PER_PREDICTION[m] * cheaper * week;
                all.push(Served {
                    date,
                    model,
                    predictions: (total * share / 10.0).round() as u64 * 10,
                    unit_cost: (cost * 1e4).round() / 1e4,
                    week,
                });
            }
        }
    }
    all
}

fn predictions_csv(days: &[Served]) -> SampleFile {
    csv(
        "sample-churn-predictions.csv",
        "timestamp,model,latency_ms,status,predicted,actual,cost,count",
        days.iter().flat_map(day_of_predictions),
    )
}

/// A day's predictions in six groups: right and wrong each way, the slow ones and the errors. Their counts add up to the
/// day's volume.
fn day_of_predictions(day: &Served) -> Vec<String> {
    let m = months_between(first(), day.date);
    let n = day.predictions as f64;
    let errors = (n * SHARE_OF_ERRORS[m] / day.week).round();
    let answered = n - errors;
    let accuracy = ACCURACY[day.model][m] + 0.1 * (day.week - 1.0);
    let wrong = (answered * (1.0 - accuracy)).round();
    let missed = (wrong * 0.58).round();
    let found = (answered * SHARE_LEAVING * day.week - missed).round();
    let staying = answered - wrong - found;
    let slow = (staying * 0.05).round();
    let median = MEDIAN_LATENCY_MS[m] * day.week;
    let row = |count: f64, slower: f64, outcome: &str| {
        let latency = match outcome {
            "error,," => String::new(), // no answer, no time to it
            _ => format!("{:.0}", median * slower),
        };
        let (date, model) = (day.date, MODELS[day.model]);
        format!(
            "{date},{model},{latency},{outcome},{:.4},{count:.0}",
            day.unit_cost
        )
    };
    vec![
        row(found, 1.05, "ok,yes,yes"),
        row(staying - slow, 0.97, "ok,no,no"),
        row(wrong - missed, 1.1, "ok,yes,no"),
        row(missed, 1.1, "ok,no,yes"),
        row(slow, 2.9, "ok,no,no"),
        row(errors, 1.0, "error,,"),
    ]
}

fn volumes_csv(days: &[Served]) -> SampleFile {
    let row = |d: &Served| format!("{},{},{}", d.date, MODELS[d.model], d.predictions);
    csv(
        "sample-churn-volumes.csv",
        "date,model,predictions",
        days.iter().map(row),
    )
}

fn costs_csv(days: &[Served]) -> SampleFile {
    let row = |d: &Served| {
        let cost = d.unit_cost * d.predictions as f64;
        format!("{},{},{cost:.2},USD,billed", d.date, MODELS[d.model])
    };
    csv(
        "sample-churn-costs.csv",
        "date,model,cost,currency,basis",
        days.iter().map(row),
    )
}

fn incidents_csv(incidents: &[Incident]) -> SampleFile {
    let row = |(n, i): (usize, &Incident)| {
        let deployment = i.deployment.map(deployment_id).unwrap_or_default();
        let (service, model, cells) = (i.service, i.model, i.cells());
        let ai = boolean(i.ai_related);
        format!(
            "INC-{},{service},{model},{cells},{deployment},{ai}",
            2001 + n
        )
    };
    csv(
        "sample-churn-incidents.csv",
        "id,service,model,severity,started_at,detected_at,acknowledged_at,diagnosed_at,resolved_at,deployment_id,ai_related",
        incidents.iter().enumerate().map(row),
    )
}

fn deployment_id(index: usize) -> String {
    format!("DEP-{}", 1001 + index)
}

fn deployments_csv(deployments: &[Deployment]) -> SampleFile {
    let row = |(n, d): (usize, &Deployment)| {
        let moments = [d.approved, d.started, d.finished].map(iso).join(",");
        let rolled_back = d.rolled_back.map(iso).unwrap_or_default();
        format!(
            "{},{},production,{moments},{},{rolled_back}",
            deployment_id(n),
            d.model,
            d.status
        )
    };
    csv(
        "sample-churn-deployments.csv",
        "id,model,environment,approved_at,started_at,finished_at,status,rolled_back_at",
        deployments.iter().enumerate().map(row),
    )
}
