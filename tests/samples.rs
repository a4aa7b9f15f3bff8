//! The sample data: the same on every machine, fit their tables and tell the stories they promise.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use chrono::{DateTime, NaiveDate};
use outturn_core::table::schema::{ColumnKind, TableKind};
use outturn_samples::{ALL, Sample, SampleFile, by_id};
use rstest::rstest;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static FILES: LazyLock<Vec<SampleFile>> =
    LazyLock::new(|| ALL.iter().flat_map(Sample::files).collect());

/// A sample file as text cells.
struct Table {
    header: Vec<&'static str>,
    rows: Vec<Vec<&'static str>>,
}

impl Table {
    fn of(name: &str) -> Self {
        let file = FILES.iter().find(|f| f.name == name);
        let mut lines = file.unwrap().text.lines();
        let header: Vec<_> = lines.next().unwrap().split(',').collect();
        let rows: Vec<Vec<_>> = lines.map(|l| l.split(',').collect()).collect();
        assert!(rows.iter().all(|r| r.len() == header.len()), "{name}");
        Self { header, rows }
    }

    fn at(&self, column: &str) -> usize {
        self.header.iter().position(|h| *h == column).unwrap()
    }

    fn texts(&self, column: &str) -> Vec<&'static str> {
        let at = self.at(column);
        self.rows.iter().map(|r| r[at]).collect()
    }

    fn numbers(&self, column: &str) -> Vec<f64> {
        let cells = self.texts(column);
        cells.into_iter().map(|c| c.parse().unwrap()).collect()
    }

    /// Means (weighted) by month, in order of time.
    fn monthly(&self, time: &str, value: impl Fn(&[&str]) -> Option<(f64, f64)>) -> Vec<f64> {
        let at = self.at(time);
        let mut sums: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        for row in &self.rows {
            if let Some((x, weight)) = value(row) {
                let sum = sums.entry(&row[at][..7]).or_default();
                *sum = (sum.0 + x * weight, sum.1 + weight);
            }
        }
        sums.into_values().map(|(x, weight)| x / weight).collect()
    }
}

/// Seconds since 1970 of a moment or a date, however it is written here.
fn seconds(cell: &str) -> i64 {
    if cell.len() == 10 {
        let date: NaiveDate = cell.parse().unwrap();
        return date.and_hms_opt(0, 0, 0).unwrap().and_utc().timestamp();
    }
    DateTime::parse_from_rfc3339(cell).unwrap().timestamp()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// What the page writes is what was written on the first day: a change of the generators is a change of every figure that people
/// know from the samples, and of their kept work.
#[rstest]
#[case(
    "sample-churn-costs.csv",
    "7790cd611c16dd55689b10f528f966b761d8812b3dbeffd5a90f82068a50af00"
)]
#[case(
    "sample-churn-deployments.csv",
    "e40b854d4b7066ababaa129f5595d2e0dbc3e29cf02cad66601020d89e2464d9"
)]
#[case(
    "sample-churn-incidents.csv",
    "8270f84963b0cab32363f02559ab9640bff1e5a30631d70faf6cec2e2db62e67"
)]
#[case(
    "sample-churn-predictions.csv",
    "dd54e6b8cb2b6e2125cc32fd9f3e062467ae52fab5cc74404cf0893ee1ec0dc3"
)]
#[case(
    "sample-churn-uptime.csv",
    "3008f3c897a88bc8debdb2af08535f5a2b4f49ebde6c6ab5f6bb45f22091baba"
)]
#[case(
    "sample-churn-volumes.csv",
    "cd73d052d9a106c288c233f196a800aad0fbbf5a114a0352fe8efa0f4083aa19"
)]
#[case(
    "sample-claims-cases.csv",
    "0c7a08917797dfd1c91994a81ede8088b12fce56483ac77a0e9989718fb0dee0"
)]
#[case(
    "sample-claims-costs.csv",
    "338d8cea9554fa917b246a4145b6a70f2ce60a3a4bdb60a10431bbf82fdc555d"
)]
#[case(
    "sample-claims-incidents.csv",
    "a97477579502f29b0baf714cb0f06064d7c8f3c4360d8e64fef2cc9bf450f0dc"
)]
#[case(
    "sample-claims-volumes.csv",
    "f1a6c339dab01766133accd3e2f94fcf950fe41a04a6c041066bed063fd0f8f5"
)]
#[case(
    "sample-leading-indicators.csv",
    "661d0727148b066c2ee7c7d2753cd8f1cb6a685ebc0320aab758268d3741d457"
)]
#[case(
    "sample-leading-targets.csv",
    "90cd506d7539bb36b541f668ccd82fc1c128ae6ef306980d0aff6f44653faa4b"
)]
fn the_files_are_the_same_everywhere_and_always(#[case] name: &str, #[case] sha256: &str) {
    let file = FILES.iter().find(|f| f.name == name).unwrap();
    let found: String = Sha256::digest(&file.text)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(found, sha256);
}

#[test]
fn each_sample_is_found_is_marked_and_stays_small() {
    let mut bytes = 0;
    for sample in ALL {
        assert_eq!(by_id(sample.id).map(|s| s.title), Some(sample.title));
        assert!(sample.about.starts_with("Invented data"), "{}", sample.id);
        for file in sample.files() {
            assert!(
                file.name.starts_with(&format!("sample-{}-", sample.id)),
                "{}",
                file.name
            );
            bytes += file.text.len();
        }
    }
    assert!(by_id("mine").is_none());
    assert!(bytes < 250_000, "{bytes} bytes");
}

#[rstest]
#[case("sample-churn-incidents.csv", TableKind::Incidents)]
#[case("sample-churn-deployments.csv", TableKind::Deployments)]
#[case("sample-churn-predictions.csv", TableKind::Predictions)]
#[case("sample-churn-volumes.csv", TableKind::Volumes)]
#[case("sample-churn-costs.csv", TableKind::Costs)]
#[case("sample-churn-uptime.csv", TableKind::Uptime)]
#[case("sample-claims-cases.csv", TableKind::Cases)]
#[case("sample-claims-volumes.csv", TableKind::Volumes)]
#[case("sample-claims-costs.csv", TableKind::Costs)]
#[case("sample-claims-incidents.csv", TableKind::Incidents)]
#[case("sample-leading-targets.csv", TableKind::MetricSeries)]
fn columns_are_those_of_the_canonical_table(#[case] name: &str, #[case] kind: TableKind) {
    let (table, schema) = (Table::of(name), kind.schema());
    for column in schema.columns.iter().filter(|c| c.required) {
        assert!(table.header.contains(&column.name), "{}", column.name);
    }
    for column in &table.header {
        let canonical = schema.column(column);
        let kind = canonical
            .unwrap_or_else(|| panic!("{column} is no column"))
            .kind;
        for cell in table.texts(column).into_iter().filter(|c| !c.is_empty()) {
            match kind {
                ColumnKind::Timestamp => assert!(seconds(cell) > 0),
                ColumnKind::Number => assert!(cell.parse::<f64>().unwrap().is_finite()),
                ColumnKind::Boolean => assert!(["true", "false"].contains(&cell)),
                ColumnKind::Text => assert!(!cell.contains('"')),
            }
        }
    }
}

/// What may stand in a column of words: nothing here names a person or a company.
#[rstest]
#[case("model", "churn-v3 churn-v4 claims-triage")]
#[case(
    "service",
    "scoring-api feature-pipeline batch-scoring retention-offers claims-intake document-store payment-run document-reader build \
     inference licences support"
)]
#[case("workflow", "intake assessment correspondence")]
#[case("environment", "production")]
#[case("severity", "critical major minor")]
#[case("category", "one-off running")]
#[case("metric", "cost_savings csat toil_ratio")]
#[case("currency", "USD EUR")]
#[case("basis", "billed")]
#[case("status", "ok error success failure rolled_back")]
#[case("predicted", "yes no ")]
#[case("actual", "yes no ")]
fn words_are_few_and_name_nobody(#[case] column: &str, #[case] allowed: &str) {
    let allowed: BTreeSet<_> = allowed.split(' ').collect();
    let found: BTreeSet<_> = FILES
        .iter()
        .map(|f| Table::of(f.name))
        .filter(|t| t.header.contains(&column))
        .flat_map(|t| t.texts(column))
        .collect();
    assert_eq!(found, allowed);
}

#[rstest]
#[case(
    "sample-churn-incidents.csv",
    "started_at detected_at acknowledged_at diagnosed_at resolved_at"
)]
#[case(
    "sample-claims-incidents.csv",
    "started_at detected_at acknowledged_at diagnosed_at resolved_at"
)]
#[case(
    "sample-churn-deployments.csv",
    "approved_at started_at finished_at rolled_back_at"
)]
#[case("sample-churn-uptime.csv", "started_at ended_at")]
fn moments_come_in_their_order(#[case] name: &str, #[case] columns: &str) {
    let table = Table::of(name);
    let columns: Vec<_> = columns.split(' ').map(|c| table.at(c)).collect();
    let end = seconds("2026-10-01");
    for row in &table.rows {
        let given = columns.iter().map(|c| row[*c]).filter(|c| !c.is_empty());
        let moments: Vec<_> = given.map(seconds).collect();
        assert!(moments.is_sorted(), "{row:?}");
        assert!(moments.last() < Some(&end), "{row:?}");
    }
}

#[test]
fn incidents_and_roll_backs_belong_to_their_deployments() {
    let (incidents, deployments) = (
        Table::of("sample-churn-incidents.csv"),
        Table::of("sample-churn-deployments.csv"),
    );
    let finished: BTreeMap<_, _> = deployments
        .texts("id")
        .into_iter()
        .zip(deployments.rows.iter())
        .collect();
    let (ended, back) = (
        deployments.at("finished_at"),
        deployments.at("rolled_back_at"),
    );
    let mut rolled_back = BTreeSet::new();
    for incident in &incidents.rows {
        let id = incident[incidents.at("deployment_id")];
        if id.is_empty() {
            continue;
        }
        let cause = finished[id];
        assert!(seconds(cause[ended]) < seconds(incident[incidents.at("started_at")]));
        if !cause[back].is_empty() {
            rolled_back.insert(id);
            assert!(seconds(cause[back]) > seconds(incident[incidents.at("detected_at")]));
            assert!(seconds(cause[back]) <= seconds(incident[incidents.at("resolved_at")]));
        }
    }
    let status = deployments.texts("status");
    let marked = status.iter().filter(|s| **s == "rolled_back").count();
    assert_eq!(rolled_back.len(), marked);
    assert!(marked >= 4 && status.contains(&"failure"));
}

#[test]
fn counts_volumes_and_costs_agree_day_by_day() {
    let sums = |file: &str, time: &str, value: &dyn Fn(&Table, &[&str]) -> f64| {
        let table = Table::of(file);
        let (time, model) = (table.at(time), table.at("model"));
        let mut sums: BTreeMap<(&str, &str), f64> = BTreeMap::new();
        for row in &table.rows {
            *sums.entry((row[time], row[model])).or_default() += value(&table, row);
        }
        sums
    };
    let cell = |t: &Table, row: &[&str], column: &str| row[t.at(column)].parse::<f64>().unwrap();
    let counts = sums("sample-churn-predictions.csv", "timestamp", &|t, r| {
        cell(t, r, "count")
    });
    let spend = sums("sample-churn-predictions.csv", "timestamp", &|t, r| {
        cell(t, r, "count") * cell(t, r, "cost")
    });
    let volumes = sums("sample-churn-volumes.csv", "date", &|t, r| {
        cell(t, r, "predictions")
    });
    let costs = sums("sample-churn-costs.csv", "date", &|t, r| cell(t, r, "cost"));
    assert_eq!(counts, volumes);
    assert!(spend.keys().eq(costs.keys()));
    for (day, cost) in &costs {
        assert!((spend[day] - cost).abs() < 0.0051, "{day:?}");
    }
}

#[test]
fn operation_gets_better_after_a_bad_spring() {
    let incidents = Table::of("sample-churn-incidents.csv");
    let (detected, resolved) = (incidents.at("detected_at"), incidents.at("resolved_at"));
    let recovery = incidents.monthly("detected_at", |r| {
        Some(((seconds(r[resolved]) - seconds(r[detected])) as f64, 1.0))
    });
    let predictions = Table::of("sample-churn-predictions.csv");
    let number = |r: &[&str], column: &str| r[predictions.at(column)].parse::<f64>().unwrap();
    let errors = predictions.monthly("timestamp", |r| {
        let error = r[predictions.at("status")] == "error";
        Some((f64::from(u8::from(error)), number(r, "count")))
    });
    let unit_cost = predictions.monthly("timestamp", |r| {
        Some((number(r, "cost"), number(r, "count")))
    });
    let accuracy = predictions.monthly("timestamp", |r| {
        let (said, was) = (r[predictions.at("predicted")], r[predictions.at("actual")]);
        (!said.is_empty()).then(|| (f64::from(u8::from(said == was)), number(r, "count")))
    });
    for falling in [&recovery, &errors, &unit_cost] {
        assert_eq!(falling.len(), 12);
        assert!(
            mean(&falling[9..]) < 0.75 * mean(&falling[..3]),
            "{falling:?}"
        );
    }
    for hurt in [&recovery, &errors] {
        assert!(mean(&hurt[5..7]) > 1.2 * mean(&hurt[2..5]), "{hurt:?}");
    }
    assert!(
        mean(&accuracy[9..]) > 0.04 + mean(&accuracy[..3]),
        "{accuracy:?}"
    );
    assert!(
        recovery[11] < 3_600.0,
        "the last month recovers within the hour"
    );
}

#[test]
fn the_claims_desk_saves_work_once_it_is_live() {
    let cases = Table::of("sample-claims-cases.csv");
    let number = |r: &[&str], column: &str| r[cases.at(column)].parse::<f64>().unwrap();
    // Hours a workflow saves in a month, weighted alike: METRICS' (before − after − added) × volume ÷ 60.
    let saved = cases.monthly("period", |r| {
        let minutes =
            number(r, "minutes_before") - number(r, "minutes_after") - number(r, "minutes_added");
        Some((minutes * number(r, "volume") / 60.0, 1.0))
    });
    assert_eq!(saved.len(), 18);
    assert!(saved[..9].iter().all(|h| *h == 0.0), "{saved:?}");
    assert!(saved[9..].iter().all(|h| *h > 0.0), "{saved:?}");
    assert!(mean(&saved[15..]) > 5.0 * saved[9], "{saved:?}");
    let done = cases.monthly("period", |r| {
        Some((number(r, "completed") / number(r, "volume"), 1.0))
    });
    assert!(mean(&done[15..]) > 0.04 + mean(&done[..9]), "{done:?}");
}

/// Correlation of the leader with the outcome so many months later.
fn correlation_at(leader: &[f64], outcome: &[f64], lag: usize) -> f64 {
    let (x, y) = (&leader[..leader.len() - lag], &outcome[lag..]);
    let (mx, my) = (mean(x), mean(y));
    let sum = |f: &dyn Fn(f64, f64) -> f64| -> f64 {
        x.iter().zip(y).map(|(a, b)| f(a - mx, b - my)).sum()
    };
    sum(&|a, b| a * b) / (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt()
}

/// The lag up to a year at which the two go together most, and the correlation there.
fn best_lag(leader: &[f64], outcome: &[f64]) -> (usize, f64) {
    (0..=12)
        .map(|lag| (lag, correlation_at(leader, outcome, lag)))
        .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()))
        .unwrap()
}

fn differences(series: &[f64]) -> Vec<f64> {
    series.windows(2).map(|w| w[1] - w[0]).collect()
}

#[rstest]
#[case("deployment_frequency", 2, 1.0)]
#[case("active_users_rate", 4, 1.0)]
#[case("mttr", 1, -1.0)]
fn planted_leaders_are_found(#[case] column: &str, #[case] lag: usize, #[case] sign: f64) {
    let table = Table::of("sample-leading-indicators.csv");
    let (leader, outcome) = (table.numbers(column), table.numbers("revenue_protected"));
    for (found, r) in [
        best_lag(&leader, &outcome),
        best_lag(&differences(&leader), &differences(&outcome)),
    ] {
        assert_eq!(found, lag, "r = {r}");
        assert!(r * sign > 0.4, "r = {r}");
    }
}

#[test]
fn the_other_indicators_are_chance() {
    let table = Table::of("sample-leading-indicators.csv");
    assert_eq!((table.rows.len(), table.header.len()), (36, 10));
    let outcome = table.numbers("revenue_protected");
    for column in [
        "drift_score",
        "experiments_per_week",
        "support_tickets",
        "nps",
        "training_time",
    ] {
        let leader = table.numbers(column);
        for lag in 0..=8 {
            let r = correlation_at(&leader, &outcome, lag);
            // 1.96 / √36: what two unrelated series of this length stay under 19 times in 20.
            assert!(r.abs() < 0.327, "{column} at {lag}: r = {r}");
        }
    }
}

#[test]
fn targets_cover_every_month_once() {
    let table = Table::of("sample-leading-targets.csv");
    let keys: BTreeSet<_> = table
        .texts("date")
        .into_iter()
        .zip(table.texts("metric"))
        .collect();
    assert_eq!(keys.len(), 36 * 3);
    let wide = Table::of("sample-leading-indicators.csv");
    assert!(
        table
            .texts("metric")
            .iter()
            .all(|m| !wide.header.contains(m)),
        "a metric in both files would be counted twice"
    );
}
