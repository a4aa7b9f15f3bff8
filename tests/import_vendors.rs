//! What each tool exports becomes the table it is, with what it cannot know said. The files in `tests/data/vendors` are small
//! ones in the documented forms; the figures expected of them are worked out by hand from their few rows.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

#[path = "common/exports.rs"]
mod exports;

use exports::{bytes, cells, load, mapped};
use outturn_core::table::TableKind;
use outturn_import::{MappingQuestion, ReadOptions, Topic, apply, recognise};
use outturn_workbook::read_all;
use rstest::rstest;

#[rstest]
#[case(
    "pagerduty_advanced.csv",
    "PagerDuty incidents",
    TableKind::Incidents,
    3
)]
#[case(
    "pagerduty_basic.csv",
    "PagerDuty incidents (basic report)",
    TableKind::Incidents,
    2
)]
#[case(
    "pagerduty_analytics_incidents.json",
    "PagerDuty incidents",
    TableKind::Incidents,
    2
)]
#[case(
    "pagerduty_analytics_aggregates.json",
    "PagerDuty analytics",
    TableKind::MetricSeries,
    2
)]
#[case("datadog_incidents.csv", "Datadog incidents", TableKind::Incidents, 3)]
#[case(
    "servicenow_labels.csv",
    "ServiceNow incident log",
    TableKind::Incidents,
    2
)]
#[case("jira.csv", "Jira issues", TableKind::Incidents, 2)]
#[case(
    "statuspage_incidents.json",
    "Statuspage incidents",
    TableKind::Incidents,
    2
)]
#[case(
    "github_deployments.json",
    "GitHub deployments",
    TableKind::Deployments,
    3
)]
#[case(
    "statuspage_updates.json",
    "Statuspage incidents",
    TableKind::Incidents,
    2
)]
#[case(
    "google_cloud_incidents.json",
    "Google Cloud status incidents",
    TableKind::Incidents,
    2
)]
#[case("aws_health_events.json", "AWS Health events", TableKind::Incidents, 1)]
#[case(
    "aws_status_currentevents.json",
    "AWS status events",
    TableKind::Incidents,
    1
)]
#[case("opsgenie_alerts.json", "Opsgenie alerts", TableKind::Incidents, 2)]
#[case(
    "opsgenie_incidents.json",
    "Opsgenie incidents",
    TableKind::Incidents,
    1
)]
#[case("github_issues.json", "GitHub issues", TableKind::Incidents, 1)]
#[case("aws_cur2.csv", "AWS cost and usage report", TableKind::Costs, 2)]
#[case("aws_cur_legacy.csv", "AWS cost and usage report", TableKind::Costs, 2)]
#[case("azure_cost_details.csv", "Azure cost details", TableKind::Costs, 2)]
#[case(
    "wandb_history.csv",
    "Weights & Biases history",
    TableKind::MetricSeries,
    3
)]
#[case("focus_1_1.csv", "FOCUS bill", TableKind::Costs, 2)]
#[case("focus_1_2.csv", "FOCUS bill", TableKind::Costs, 2)]
#[case("focus_1_3_two_currencies.csv", "FOCUS bill", TableKind::Costs, 2)]
#[case("mlflow_runs_table.csv", "MLflow runs", TableKind::TrainingRuns, 3)]
#[case("mlflow_search_runs.csv", "MLflow runs", TableKind::TrainingRuns, 2)]
#[case("mlflow_tracking.json", "MLflow runs", TableKind::TrainingRuns, 2)]
#[case(
    "mlflow_history.csv",
    "MLflow metric history",
    TableKind::MetricSeries,
    2
)]
#[case("wandb_runs.csv", "Weights & Biases runs", TableKind::TrainingRuns, 2)]
#[case("devlake_incidents.csv", "DevLake incidents", TableKind::Incidents, 2)]
#[case(
    "devlake_pr_metrics.csv",
    "DevLake pull requests",
    TableKind::MetricSeries,
    2
)]
#[case(
    "devlake_webhook_deployments.json",
    "DevLake webhook deployments",
    TableKind::Deployments,
    2
)]
#[case(
    "devlake_webhook_issues.json",
    "DevLake incidents",
    TableKind::Incidents,
    1
)]
#[case(
    "four_keys_deployments.json",
    "Four Keys deployments",
    TableKind::Deployments,
    2
)]
#[case(
    "four_keys_incidents.json",
    "Four Keys incidents",
    TableKind::Incidents,
    2
)]
#[case(
    "four_keys_events_raw.csv",
    "Four Keys events",
    TableKind::Deployments,
    2
)]
#[case("evidently_legacy.json", "Evidently report", TableKind::DriftChecks, 2)]
#[case(
    "evidently_current_2026-03-01.json",
    "Evidently report",
    TableKind::DriftChecks,
    2
)]
#[case(
    "prometheus_scalar.json",
    "Prometheus samples",
    TableKind::MetricSeries,
    1
)]
#[case(
    "prometheus_vector.json",
    "Prometheus samples",
    TableKind::MetricSeries,
    2
)]
#[case(
    "prometheus_text_timed.prom",
    "Prometheus samples",
    TableKind::MetricSeries,
    2
)]
fn each_export_becomes_its_table(
    #[case] name: &str,
    #[case] vendor: &str,
    #[case] kind: TableKind,
    #[case] rows: usize,
) {
    let (recognition, mapped) = mapped(name);
    assert_eq!((recognition.vendor.as_str(), mapped.kind), (vendor, kind));
    assert_eq!(mapped.rows_used, rows, "{:?}", mapped.left_out);
}

#[rstest]
#[case("github_statuses.json", "list of deployments")]
#[case("devlake_relationships.csv", "load the incidents")]
#[case("mlflow_chart.csv", "export the table of runs, or the chart's history")]
fn a_part_of_something_names_the_other_part(#[case] name: &str, #[case] other: &str) {
    let recognition = recognise(&load(name));
    assert_eq!((recognition.kind, &recognition.mapping), (None, &None));
    assert!(
        recognition.notes[0].contains(other),
        "{:?}",
        recognition.notes
    );
}

#[rstest]
#[case("pagerduty_advanced.csv", "time to detect needs a second file")]
#[case("pagerduty_basic.csv", "acknowledged")]
#[case("servicenow_labels.csv", "time to detect needs a second file")]
#[case("jira.csv", "time to detect needs")]
#[case("github_deployments.json", "statuses, a second file")]
#[case("four_keys_incidents.json", "Load its deployments")]
#[case("devlake_incidents.csv", "project_incident_deployment_relationships")]
#[case("mlflow_runs_table.csv", "rounds for display")]
#[case("mlflow_search_runs.csv", "which model")]
#[case("evidently_current_2026-03-01.json", "without its method")]
fn what_an_export_cannot_know_is_said(#[case] name: &str, #[case] note: &str) {
    let recognition = recognise(&load(name));
    assert!(
        recognition.notes.iter().any(|n| n.contains(note)),
        "{:?}",
        recognition.notes
    );
}

#[test]
fn pagerduty_s_seconds_become_moments() {
    let (_, incidents) = mapped("pagerduty_advanced.csv");
    assert_eq!(cells(&incidents, "id"), ["1401", "1402", "1403"]);
    assert_eq!(
        cells(&incidents, "acknowledged_at"),
        ["2023-02-26T00:11:39Z", "–", "2023-02-28T12:30:30Z"]
    );
    assert_eq!(cells(&incidents, "resolved_at")[2], "2023-02-28T14:00:30Z");
    assert_eq!(cells(&incidents, "severity"), ["high", "low", "high"]);
    assert!(incidents.table.column("started_at").is_none());
}

#[test]
fn pagerduty_s_means_are_metrics_under_their_ids() {
    let (_, series) = mapped("pagerduty_analytics_aggregates.json");
    assert_eq!(
        cells(&series, "metric"),
        [
            "mttr",
            "mttr",
            "mtta",
            "mtta",
            "availability",
            "availability",
            "total_incident_count",
            "total_incident_count"
        ]
    );
    assert_eq!(
        cells(&series, "value"),
        ["4515", "1800", "62.5", "40", "0.9975", "1", "2", "1"]
    );
    assert_eq!(cells(&series, "service_name")[0], "churn-scoring");
}

#[test]
fn jira_s_incidents_are_those_that_the_user_says() {
    let file = load("jira.csv");
    let recognition = recognise(&file);
    let mapping = recognition.mapping.unwrap();
    let waiting = apply(&file, &mapping).unwrap();
    assert_eq!(waiting.rows_used, 0);
    assert!(
        waiting
            .left_out
            .iter()
            .all(|out| out.reason.code() == "unanswered")
    );
    let question = &recognition.questions[0];
    assert_eq!((question.topic, question.guess), (Topic::Rows, Some(0)));

    let (_, incidents) = mapped("jira.csv");
    assert_eq!(cells(&incidents, "id"), ["MLOPS-7", "MLOPS-9"]);
    assert_eq!(
        cells(&incidents, "resolved_at"),
        ["2025-10-11T10:00:00Z", "2025-10-13T15:00:00Z"]
    );
    assert_eq!(incidents.left_out[0].reason.code(), "filtered");
    assert_eq!(incidents.left_out[0].found.as_deref(), Some("Task"));

    let all = question.answer(Some(&mapping), 2).unwrap();
    assert_eq!(apply(&file, &all).unwrap().rows_used, 3);
}

/// In the form of the schema that Google publishes with `incidents.json` on its status page.
#[test]
fn google_cloud_says_when_an_incident_began_and_ended() {
    let (_, incidents) = mapped("google_cloud_incidents.json");
    assert_eq!(cells(&incidents, "id"), ["Ak3bQ9cN", "Bk4bQ9cN"]);
    assert_eq!(
        cells(&incidents, "started_at"),
        ["2026-02-01T09:00:00Z", "2026-02-03T10:00:00Z"]
    );
    assert_eq!(
        cells(&incidents, "detected_at"),
        ["2026-02-01T09:20:00Z", "2026-02-03T10:05:00Z"]
    );
    assert_eq!(cells(&incidents, "severity"), ["medium", "high"]);
}

/// In the form of `DescribeEvents` of the AWS Health API; of the three categories only `issue` is something that went wrong.
#[test]
fn planned_changes_of_aws_are_no_incidents() {
    let (_, incidents) = mapped("aws_health_events.json");
    assert_eq!(cells(&incidents, "service"), ["EC2"]);
    assert_eq!(cells(&incidents, "resolved_at"), ["2026-02-01T10:30:00Z"]);
    assert_eq!(incidents.left_out[0].reason.code(), "filtered");
    let (_, events) = mapped("aws_status_currentevents.json");
    assert_eq!(cells(&events, "detected_at"), ["2026-02-01T09:00:00Z"]);
}

/// In the form of "List Alerts" and "List Incidents" of the Opsgenie API, whose reports count in milliseconds.
#[test]
fn opsgenie_says_how_long_after_an_alert_somebody_answered() {
    let (_, alerts) = mapped("opsgenie_alerts.json");
    assert_eq!(
        cells(&alerts, "acknowledged_at"),
        ["2026-02-01T09:01:30Z", "–"]
    );
    assert_eq!(cells(&alerts, "resolved_at"), ["2026-02-01T09:10:00Z", "–"]);
    let (_, incidents) = mapped("opsgenie_incidents.json");
    assert_eq!(cells(&incidents, "started_at"), ["2026-02-01T09:00:00Z"]);
    assert_eq!(cells(&incidents, "resolved_at"), ["2026-02-01T09:45:00Z"]);
}

/// In the form of GitHub's "List repository issues", which has the pull requests too.
#[test]
fn labels_say_which_issues_of_github_are_incidents() {
    let file = load("github_issues.json");
    let recognition = recognise(&file);
    let question = &recognition.questions[0];
    let labels: Vec<&str> = question.choices.iter().map(|c| c.label.as_str()).collect();
    assert_eq!(labels, ["bug", "prod", "documentation", "all of them"]);
    assert_eq!((question.topic, question.guess), (Topic::Rows, Some(0)));
    let (_, incidents) = mapped("github_issues.json");
    assert_eq!(cells(&incidents, "id"), ["7"]);
    assert_eq!(cells(&incidents, "resolved_at"), ["2026-02-01T11:00:00Z"]);
    let all = question.answer(recognition.mapping.as_ref(), 3).unwrap();
    assert_eq!(
        apply(&file, &all).unwrap().rows_used,
        2,
        "without the pull request"
    );
}

/// In the form of the column dictionaries of CUR 2.0, of the report before it, and of Azure's cost and usage details.
#[rstest]
#[case("aws_cur2.csv", &["12.5", "2.5"], "USD", "billed")]
#[case("aws_cur_legacy.csv", &["7.25", "7.75"], "USD", "billed")]
#[case("azure_cost_details.csv", &["4.5", "5.5"], "EUR", "billed")]
fn bills_of_clouds_are_costs(
    #[case] name: &str,
    #[case] costs: &[&str],
    #[case] currency: &str,
    #[case] basis: &str,
) {
    let (_, bill) = mapped(name);
    assert_eq!(cells(&bill, "cost"), costs);
    assert_eq!(cells(&bill, "currency"), [currency; 2]);
    assert_eq!(cells(&bill, "basis"), [basis; 2]);
}

/// In the form of `run.history()` of the W&B Python library.
#[test]
fn a_history_of_weights_and_biases_has_its_own_moments() {
    let (recognition, series) = mapped("wandb_history.csv");
    let mapping = recognition.mapping.unwrap();
    assert_eq!(mapping.metrics, ["loss", "val/accuracy"]);
    let dates = cells(&series, "date");
    assert_eq!(dates[0], "2026-02-01T09:00:00.250Z");
}

/// The columns are those of Datadog's incident attributes, documented with their meaning and unit at docs.datadoghq.com.
#[test]
fn datadog_says_when_customers_noticed_and_when_somebody_answered() {
    let (_, incidents) = mapped("datadog_incidents.csv");
    assert_eq!(
        cells(&incidents, "started_at"),
        ["2026-03-02T08:00:00Z", "–", "2026-03-09T06:50:00Z"]
    );
    assert_eq!(
        cells(&incidents, "acknowledged_at")[0],
        "2026-03-02T08:25:00Z"
    );
    assert_eq!(cells(&incidents, "resolved_at")[2], "–");
    assert_eq!(cells(&incidents, "service")[1], "scoring");
}

#[test]
fn statuspage_knows_when_it_began() {
    let (_, incidents) = mapped("statuspage_incidents.json");
    assert_eq!(cells(&incidents, "started_at")[0], "2026-02-01T09:00:00Z");
    assert_eq!(cells(&incidents, "detected_at")[0], "2026-02-01T09:10:00Z");
    assert_eq!(
        cells(&incidents, "resolved_at"),
        ["2026-02-01T10:00:00Z", "–"]
    );
}

#[test]
fn a_bill_is_what_is_invoiced_and_waits_for_its_currency() {
    let file = load("focus_1_3_two_currencies.csv");
    let recognition = recognise(&file);
    assert!(
        recognition.notes[0].contains("FOCUS 1.3"),
        "{:?}",
        recognition.notes
    );
    let topics: Vec<Topic> = recognition.questions.iter().map(|q| q.topic).collect();
    assert_eq!(topics, [Topic::CostBasis, Topic::Currency, Topic::Column]);
    let mapping = recognition.mapping.unwrap();
    let open = |question: &MappingQuestion| question.is_open(&mapping);
    let open: Vec<bool> = recognition.questions.iter().map(open).collect();
    assert_eq!(open, [false, true, false]);
    let notes = apply(&file, &mapping).unwrap().notes;
    assert!(
        notes[0].contains("billed (BilledCost) is counted: what is invoiced"),
        "{notes:?}"
    );

    let effective = recognition.questions[0].answer(Some(&mapping), 1).unwrap();
    assert_eq!(
        apply(&file, &effective).unwrap().rows_used,
        0,
        "the currency is open"
    );

    let dollars = recognition.questions[1]
        .answer(Some(&effective), 0)
        .unwrap();
    let tagged = recognition.questions[2].answer(Some(&dollars), 0).unwrap();
    let bill = apply(&file, &tagged).unwrap();
    assert_eq!(cells(&bill, "cost"), ["12", "-2"]);
    assert_eq!(cells(&bill, "basis"), ["effective", "effective"]);
    assert_eq!(cells(&bill, "currency"), ["USD", "USD"]);
    // The tag is called " model", with a space.
    assert_eq!(cells(&bill, "model"), ["churn-v3", "–"]);
    assert_eq!(cells(&bill, "provider"), ["AWS", "AWS"]);
}

#[test]
fn mlflow_s_displayed_durations_end_its_runs() {
    let (_, runs) = mapped("mlflow_runs_table.csv");
    assert_eq!(
        cells(&runs, "finished_at"),
        ["2026-03-01T10:01:12Z", "2026-03-01T13:30:00Z", "–"]
    );
    assert_eq!(cells(&runs, "user"), ["ann", "ben", "ann"]);
    for name in ["mlflow_search_runs.csv", "mlflow_tracking.json"] {
        let (_, runs) = mapped(name);
        assert_eq!(cells(&runs, "id"), ["a1b2", "a1b3"]);
        assert_eq!(cells(&runs, "started_at")[0], "2026-03-01T10:00:00Z");
        assert_eq!(cells(&runs, "finished_at")[0], "2026-03-01T10:01:12Z");
        assert_eq!(cells(&runs, "experiment"), ["7", "7"]);
    }
    let (_, history) = mapped("mlflow_history.csv");
    assert_eq!(
        cells(&history, "date"),
        ["2026-03-01T10:00:00Z", "2026-03-01T10:01:00Z"]
    );
}

#[test]
fn wandb_s_runtimes_end_its_runs() {
    let (_, runs) = mapped("wandb_runs.csv");
    assert_eq!(cells(&runs, "id"), ["x1", "x2"]);
    assert_eq!(
        cells(&runs, "finished_at"),
        ["2026-03-01T10:01:12Z", "2026-03-01T13:30:00Z"]
    );
    assert_eq!(cells(&runs, "model"), ["churn-v3", "churn-v3"]);
}

#[test]
fn devlake_s_minutes_become_seconds() {
    let (_, series) = mapped("devlake_pr_metrics.csv");
    let of = |metric: &str| -> Vec<String> {
        let names = cells(&series, "metric");
        let values = cells(&series, "value");
        names
            .iter()
            .zip(values)
            .filter(|(n, _)| *n == metric)
            .map(|(_, v)| v)
            .collect()
    };
    assert_eq!(of("pr_cycle_time"), ["13500", "7800"]);
    assert_eq!(of("pr_pickup_time"), ["1800"]);
}

#[test]
fn four_keys_events_keep_the_last_status() {
    let (_, deployments) = mapped("four_keys_events_raw.csv");
    assert_eq!(cells(&deployments, "id"), ["901", "902"]);
    assert_eq!(cells(&deployments, "status"), ["success", "failure"]);
    assert_eq!(
        cells(&deployments, "finished_at")[0],
        "2026-01-05T10:12:00Z"
    );
    assert_eq!(cells(&deployments, "started_at")[0], "2026-01-05T10:00:00Z");
}

#[test]
fn both_generations_of_evidently_say_the_same() {
    let (_, newer) = mapped("evidently_current_2026-03-01.json");
    let (_, older) = mapped("evidently_legacy.json");
    for column in ["feature", "method", "score", "threshold", "kind"] {
        assert_eq!(cells(&newer, column), cells(&older, column), "{column}");
    }
    // The older one says when; the newer one's name does.
    assert_eq!(cells(&older, "checked_at")[0], "2026-03-01T06:00:00Z");
    assert_eq!(cells(&newer, "checked_at")[0], "2026-03-01T00:00:00Z");
    assert_eq!(cells(&newer, "feature"), ["age", "region"]);
    assert_eq!(cells(&newer, "method")[0], "Wasserstein distance (normed)");
    assert_eq!(cells(&newer, "score"), ["0.23", "0.04"]);
}

#[test]
fn prometheus_samples_keep_their_labels_and_lose_what_is_no_number() {
    let (_, series) = mapped("prometheus_vector.json");
    assert_eq!(cells(&series, "metric"), ["model_accuracy", "drift_score"]);
    assert_eq!(cells(&series, "value"), ["0.91", "0.12"]);
    assert_eq!(cells(&series, "metric.model"), ["churn-v3", "churn-v3"]);
    assert_eq!(cells(&series, "date")[0], "2026-03-01T10:00:00.500Z");
    assert_eq!(series.left_out.len(), 1);
}

/// The documentation's example of a range query; the means are those of `metrics_prometheus`: 1 and 1/3.
#[test]
fn a_range_query_of_up_is_a_log_of_probes() {
    let content = bytes("prometheus_docs_query_range.json");
    let file = read_all("up.json", &content, &ReadOptions::default()).unwrap();
    let recognition = recognise(&file);
    assert_eq!(recognition.kind, Some(TableKind::Uptime));
    let probes = apply(&file, &recognition.mapping.unwrap()).unwrap();
    let (model, up) = (cells(&probes, "model"), cells(&probes, "up"));
    let share = |name: &str| {
        let of: Vec<bool> = model
            .iter()
            .zip(&up)
            .filter(|(m, _)| *m == name)
            .map(|(_, up)| up == "true")
            .collect();
        of.iter().filter(|up| **up).count() as f64 / of.len() as f64
    };
    assert_eq!((probes.rows_used, share("prometheus")), (6, 1.0));
    assert!((share("node") - 0.333_333_333_333).abs() < 1e-12);
    assert_eq!(cells(&probes, "timestamp")[0], "2015-07-01T20:10:30.781Z");
}

#[test]
fn grafana_s_formatted_numbers_keep_their_meaning() {
    let text = "\"Time\",\"error share\",\"latency\"\n2026-03-01 10:00:00,0.5%,120 ms\n2026-03-01 10:01:00,2%,1.5 s\n";
    let file = read_all(
        "Overview-data-2026-03-01 10_05_00.csv",
        text.as_bytes(),
        &ReadOptions::default(),
    )
    .unwrap();
    let recognition = recognise(&file);
    assert_eq!(recognition.vendor, "Grafana panel");
    let series = apply(&file, &recognition.mapping.unwrap()).unwrap();
    assert_eq!(
        cells(&series, "metric"),
        ["error share", "error share", "latency", "latency"]
    );
    assert_eq!(cells(&series, "value"), ["0.005", "0.02", "0.12", "1.5"]);
}

#[test]
fn an_experiment_with_a_row_a_user_counts_each_once() {
    let text = "user_id,variant,converted,revenue\n1,control,false,0\n2,treatment,true,20\n3,treatment,false,0\n";
    let file = read_all("checkout.csv", text.as_bytes(), &ReadOptions::default()).unwrap();
    let recognition = recognise(&file);
    assert_eq!(recognition.kind, Some(TableKind::AbTests));
    let test = apply(&file, &recognition.mapping.unwrap()).unwrap();
    assert_eq!(cells(&test, "users"), ["1", "1", "1"]);
    assert_eq!(cells(&test, "conversions"), ["0", "1", "0"]);
    assert_eq!(cells(&test, "experiment")[0], "checkout");
}

/// Headers of the specification's versions, the mandatory columns that matter here and one that each version brought.
#[rstest]
#[case("ProviderName,PublisherName,Tags", "1.0", Some("provider"))]
#[case(
    "ProviderName,PublisherName,ServiceSubcategory,SkuMeter",
    "1.1",
    Some("provider")
)]
#[case("ProviderName,InvoiceId,PricingCurrency", "1.2", Some("provider"))]
#[case(
    "ServiceProviderName,HostProviderName,InvoiceId",
    "1.3",
    Some("provider")
)]
#[case("x_cost_center", "1.0", None)]
fn each_version_of_focus_is_read(
    #[case] more: &str,
    #[case] version: &str,
    #[case] provider: Option<&str>,
) {
    let cells = more.split(',').map(|_| "p").collect::<Vec<_>>().join(",");
    let text = format!(
        "BilledCost,BillingCurrency,ChargePeriodStart,EffectiveCost,{more}\n1.5,USD,2026-03-01T00:00:00Z,1.25,{cells}\n"
    );
    let file = read_all("bill.csv", text.as_bytes(), &ReadOptions::default()).unwrap();
    let recognition = recognise(&file);
    assert!(
        recognition.notes[0].contains(&format!("FOCUS {version}.")),
        "{:?}",
        recognition.notes
    );
    let mapping = recognition.guessed().unwrap();
    assert_eq!(
        mapping.binding("provider").map(|b| b.canonical.as_str()),
        provider
    );
    assert_eq!(
        exports::cells(&apply(&file, &mapping).unwrap(), "cost"),
        ["1.5"]
    );
}

/// Jira writes dates as each site likes.
#[rstest]
#[case("12/Mar/24 9:41 AM", "2024-03-12T09:41:00Z")]
#[case("6/21/2025 16:14", "2025-06-21T16:14:00Z")]
#[case("2025-10-11 08:00", "2025-10-11T08:00:00Z")]
fn jira_s_dates_are_read(#[case] written: &str, #[case] expected: &str) {
    let text = format!(
        "Summary,Issue key,Issue id,Issue Type,Status,Created\nDown,A-1,1,Incident,Done,{written}\n"
    );
    let file = read_all("jira.csv", text.as_bytes(), &ReadOptions::default()).unwrap();
    let mapping = recognise(&file).guessed().unwrap();
    assert_eq!(
        cells(&apply(&file, &mapping).unwrap(), "detected_at"),
        [expected]
    );
}

/// What Grafana wrote at one time or another: rows of series with commas between thousands, milliseconds, a `sep=` line, fractions
/// of a locale with semicolons.
#[rstest]
#[case::rows_of_version_5(
    "\"Series\";\"Time\";\"Value\"\r\n\"load\";\"2018-12-01T10:00:00+00:00\";\"1,234\"\r\n\"load\";\"2018-12-01T10:01:00+00:00\";\"2,345,678\"\r\n",
    "2018-12-01T10:00:00Z",
    &["1234", "2345678"]
)]
#[case::milliseconds_of_version_7(
    "\"Time\",\"load\"\r\n1772359200000,2\r\n1772359260000,4\r\n",
    "2026-03-01T10:00:00Z",
    &["2", "4"]
)]
#[case::for_excel(
    "sep=,\r\n\"Time\",\"load\"\r\n2026-03-01 10:00:00,2\r\n2026-03-01 10:01:00,\r\n\r\n",
    "2026-03-01T10:00:00Z",
    &["2"]
)]
#[case::by_semicolon(
    "\"Time\";\"load\"\r\n\"1500026100\";1,5\r\n\"1500026200\";2,5\r\n",
    "2017-07-14T09:55:00Z",
    &["1.5", "2.5"]
)]
fn grafana_s_older_exports_are_panels(
    #[case] text: &str,
    #[case] first: &str,
    #[case] values: &[&str],
) {
    let name = "Load-data-2026-03-01 10_05_00.csv";
    let file = read_all(name, text.as_bytes(), &ReadOptions::default()).unwrap();
    let recognition = recognise(&file);
    assert_eq!(recognition.vendor, "Grafana panel");
    let series = apply(&file, &recognition.guessed().unwrap()).unwrap();
    assert_eq!(cells(&series, "value"), values);
    assert_eq!(cells(&series, "date")[0], first);
    assert_eq!(cells(&series, "metric")[0], "load");
}

/// Its switch for Excel: UTF-16 with tabs.
#[test]
fn grafana_s_export_for_excel_is_a_panel() {
    let text = "Time\tlatency\r\n2026-03-01 10:00:00\t0.5\r\n2026-03-01 10:01:00\t\r\n";
    let mut content = vec![0xFF, 0xFE];
    content.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let file = read_all(
        "Latency-data-as-joinbyfield-2026-03-01.csv",
        &content,
        &ReadOptions::default(),
    )
    .unwrap();
    let recognition = recognise(&file);
    assert_eq!(
        (recognition.vendor.as_str(), recognition.kind),
        ("Grafana panel", Some(TableKind::MetricSeries))
    );
    assert_eq!(
        cells(
            &apply(&file, &recognition.mapping.unwrap()).unwrap(),
            "value"
        ),
        ["0.5"]
    );
}

/// Labels are the header of ServiceNow's export for Excel; a comma file with the same header says the same.
#[test]
fn servicenow_s_workbook_and_text_say_the_same() {
    let (recognition, workbook) = mapped("servicenow_labels.xlsx");
    assert_eq!(recognition.vendor, "ServiceNow incident log");
    let (_, text) = mapped("servicenow_labels.csv");
    for column in ["id", "severity", "service", "detected_at", "resolved_at"] {
        assert_eq!(cells(&workbook, column), cells(&text, column), "{column}");
    }
    assert_eq!(cells(&text, "severity"), ["2 - High", "1 - Critical"]);
    assert_eq!(cells(&text, "resolved_at"), ["2026-02-03T11:45:00Z", "–"]);
}

/// The first screen, and what is said of further metrics, name only tools whose files are read here.
#[test]
fn tools_that_the_page_names_are_recognised() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/vendors");
    let names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let read = names.iter().filter_map(|name| {
        read_all(
            name,
            &bytes(&format!("vendors/{name}")),
            &ReadOptions::default(),
        )
        .ok()
    });
    let recognised: std::collections::BTreeSet<String> =
        read.map(|raw| recognise(&raw).vendor).collect();
    let first = outturn_report::narrative::read_from()
        .into_iter()
        .flat_map(|(_, tools)| tools);
    let wanted = outturn_core::table::schema::ALL
        .iter()
        .flat_map(|schema| outturn_report::narrative::recipes(schema.kind))
        .map(|recipe| recipe.tool);
    // A panel of Grafana is known by its file's name; stories of its own read it.
    let others = first.chain(wanted).filter(|tool| *tool != "Grafana");
    for tool in others {
        assert!(
            recognised.iter().any(|vendor| vendor.starts_with(tool)),
            "{tool} is in none of {recognised:?}"
        );
    }
}

/// The documentation has every recipe that the page shows, as it shows it.
#[test]
fn recipes_of_the_page_are_those_of_the_documentation() {
    let path = format!("{}/docs/tools.md", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    for table in outturn_core::table::schema::ALL {
        for recipe in outturn_report::narrative::recipes(table.kind) {
            let row = text.lines().find(|line| {
                let tool = line.strip_prefix("| ").unwrap_or_default();
                tool.starts_with(recipe.tool) && line.contains(recipe.how)
            });
            assert!(row.is_some(), "{}: {}", recipe.tool, recipe.how);
        }
    }
}
