//! Every vendor's export, dropped on the built page as it comes: what it is recognised as, how many of its rows count, what it
//! cannot tell, and a figure on a card. The figures are worked out from the files' few rows; of the real files they are those that
//! the native tests check against other programs.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use common::scratch::Scratch;
use std::path::PathBuf;

const DATA: &str = "tests/data/";

/// A card and what it shows.
type Figure = (&'static str, &'static str);

/// One export: its file, what the Data page says of it, and what cards show once its questions have their likeliest answers.
struct Export {
    file: &'static str,
    says: &'static [&'static str],
    cards: &'static [Figure],
}

/// What the Data page, which is shown, says of one file.
fn panel(app: &App, name: &str) -> String {
    // Among several files one that needs nothing is a line until it is opened.
    if app.has("button", name)
        && app.attribute("button", name, "aria-expanded").as_deref() == Some("false")
    {
        app.click("button", name);
    }
    let page = app.page_text();
    let from = page.split_once(&format!("\n{name}\n"));
    let panel = from.and_then(|(_, rest)| rest.split("\nRows as they were read").next());
    panel
        .unwrap_or_else(|| panic!("no {name} on {page}"))
        .to_owned()
}

fn expect(text: &str, wanted: &str, of: &str) {
    // A number and its unit are on lines of their own.
    let flat = text.replace(['\n', '\u{A0}'], " ");
    assert!(flat.contains(wanted), "{of}: {wanted:?} is not in\n{text}");
}

/// Shows everything that is loaded as one period, and looks at cards.
fn cards(app: &App, wanted: &[Figure], of: &str) {
    if wanted.is_empty() {
        return;
    }
    answer(app);
    app.click("link", "Scorecard");
    app.select("Period", "Everything loaded");
    for (card, figure) in wanted {
        expect(&app.metric(card), figure, of);
    }
}

/// Gives what is open its likeliest answers.
fn answer(app: &App) {
    let all = "Take all the likeliest answers";
    let open = |name: &&String| name.starts_with("Answer: ") || *name == all;
    let buttons = app.names("button");
    let open: Vec<&String> = buttons.iter().filter(open).collect();
    match open.as_slice() {
        [] => {}
        [answer] => app.click("button", answer),
        _ => app.click("button", all),
    }
}

fn remove(app: &App, name: &str) {
    app.click("link", "Data");
    app.click("button", &format!("Remove {name}"));
}

/// Drops each file alone, checks it, and takes it away again.
fn drop_each(app: &App, exports: &[Export]) {
    for export in exports {
        let path = format!("{DATA}{}", export.file);
        let name = path.rsplit('/').next().unwrap();
        app.drop_files(&[&path]);
        let said = panel(app, name);
        for wanted in export.says {
            expect(&said, wanted, name);
        }
        cards(app, export.cards, name);
        remove(app, name);
    }
    app.was_quiet();
}

/// Drops two files, joins the second to the first, and checks a figure that takes both.
fn join(app: &App, first: &str, second: &str, says: &str, figures: &[Figure]) {
    app.drop_files(&[format!("{DATA}{first}"), format!("{DATA}{second}")]);
    let (first, second) = (
        first.rsplit('/').next().unwrap(),
        second.rsplit('/').next().unwrap(),
    );
    app.click("button", &format!("Join with {second}"));
    expect(&panel(app, first), says, first);
    cards(app, figures, first);
    remove(app, first);
    app.click("button", &format!("Remove {second}"));
}

#[test]
fn bills_in_each_version_of_focus() {
    let app = App::open();
    drop_each(
        &app,
        &[
            Export {
                file: "focus_sample.csv",
                says: &[
                    "FOCUS bill, read as costs",
                    "1,000 of 1,000 rows used",
                    "FOCUS 1.0",
                    "billed (BilledCost)",
                ],
                cards: &[("Spend", "$20.52")],
            },
            Export {
                file: "vendors/focus_1_1.csv",
                says: &["FOCUS bill, read as costs", "2 of 2 rows used", "FOCUS 1.1"],
                cards: &[("Spend", "$1.25")],
            },
            Export {
                file: "vendors/focus_1_2.csv",
                says: &["FOCUS bill, read as costs", "2 of 2 rows used", "FOCUS 1.2"],
                cards: &[("Spend", "€6.00")],
            },
            Export {
                file: "vendors/focus_1_3_two_currencies.csv",
                says: &[
                    "FOCUS 1.3",
                    "0 of 3 rows used",
                    "Before this is counted",
                    "The amounts are in several currencies: which is counted?",
                ],
                // 12.50 and a credit of 2; the euros are left out.
                cards: &[("Spend", "$10.50")],
            },
        ],
    );
}

#[test]
fn incidents_of_each_ticket_system() {
    const PAGERDUTY: &str = "the time to detect needs a second file with both (incidents with id, started_at and detected_at)";
    let app = App::open();
    drop_each(
        &app,
        &[
            Export {
                file: "vendors/pagerduty_basic.csv",
                says: &[
                    "PagerDuty incidents (basic report), read as incidents",
                    "2 of 2 rows used",
                    PAGERDUTY,
                    "the advanced one does",
                ],
                cards: &[
                    ("Incidents", "2"),
                    ("Time to recover", "40 min"),
                    ("Time to detect", "No data"),
                ],
            },
            Export {
                file: "vendors/datadog_incidents.csv",
                says: &[
                    "Datadog incidents, read as incidents",
                    "3 of 3 rows used",
                    "An incident begins here when customers began to notice it",
                ],
                // Detected after 20 and 10 minutes; answered after 5, 10 and 2 minutes; resolved after 2 h and 1 h.
                cards: &[
                    ("Incidents", "3"),
                    ("Time to detect", "15 min"),
                    ("Time to recover", "1.5 h"),
                ],
            },
            Export {
                file: "vendors/pagerduty_advanced.csv",
                says: &[
                    "PagerDuty incidents, read as incidents",
                    "3 of 3 rows used",
                    PAGERDUTY,
                ],
                // Acknowledged after 95 and 30 seconds; resolved after 90, 5 and 60 minutes less.
                cards: &[
                    ("Incidents", "3"),
                    ("Time to acknowledge", "63 s"),
                    ("Time to detect", "No data"),
                ],
            },
            Export {
                file: "vendors/pagerduty_analytics_incidents.json",
                says: &[
                    "PagerDuty incidents, read as incidents",
                    "2 of 2 rows used",
                    PAGERDUTY,
                ],
                cards: &[
                    ("Time to acknowledge", "1.6 min"),
                    ("Time to recover", "40 min"),
                ],
            },
            Export {
                file: "vendors/pagerduty_analytics_aggregates.json",
                says: &[
                    "PagerDuty analytics, read as metric series",
                    "2 of 2 rows used",
                    "medians and severities need the incidents themselves",
                ],
                cards: &[
                    ("Availability", "99.88 %"),
                    ("Total incident count", "1.50"),
                ],
            },
            Export {
                file: "servicenow_incident_event_log_head.csv",
                says: &[
                    "ServiceNow incident log, read as incidents",
                    "890 of 5,998 rows used",
                    "its last row counts",
                ],
                cards: &[("Incidents", "890"), ("Time to recover", "13 d")],
            },
            Export {
                file: "vendors/servicenow_labels.csv",
                says: &[
                    "ServiceNow incident log, read as incidents",
                    "2 of 2 rows used",
                    PAGERDUTY,
                ],
                cards: &[("Incidents", "2"), ("Time to recover", "2.5 h")],
            },
            Export {
                file: "vendors/servicenow_labels.xlsx",
                says: &[
                    "ServiceNow incident log, read as incidents",
                    "2 of 2 rows used",
                    "Excel workbook",
                ],
                cards: &[("Incidents", "2"), ("Time to recover", "2.5 h")],
            },
            Export {
                file: "vendors/jira.csv",
                says: &[
                    "Jira issues, read as incidents",
                    "0 of 3 rows used",
                    "Which Issue Type is an incident?",
                    "the time to detect needs",
                ],
                cards: &[("Incidents", "2")],
            },
            Export {
                file: "vendors/statuspage_incidents.json",
                says: &[
                    "Statuspage incidents, read as incidents",
                    "2 of 2 rows used",
                    "later than the alert",
                ],
                cards: &[
                    ("Incidents", "2"),
                    ("Time to detect", "5.0 min"),
                    ("Time to recover", "50 min"),
                ],
            },
        ],
    );
}

#[test]
fn deployments_of_each_tool_and_what_they_caused() {
    let app = App::open();
    drop_each(
        &app,
        &[
            Export {
                file: "vendors/github_deployments.json",
                says: &[
                    "GitHub deployments, read as deployments",
                    "3 of 3 rows used",
                    "whether they succeeded is in their statuses, a second file",
                ],
                cards: &[
                    ("Deployment frequency", "7 / week"),
                    ("Change failure rate", "No data"),
                ],
            },
            Export {
                file: "vendors/github_statuses.json",
                says: &["0 of 6 rows used", "load the list of deployments too"],
                cards: &[],
            },
            Export {
                file: "devlake_github_cicd_deployment_commits.csv",
                says: &[
                    "DevLake deployments, read as deployments",
                    "100 of 100 rows used",
                ],
                cards: &[
                    ("Change failure rate", "3.0 %"),
                    ("Deployment success", "97.0 %"),
                ],
            },
            Export {
                file: "vendors/devlake_incidents.csv",
                says: &[
                    "DevLake incidents, read as incidents",
                    "2 of 2 rows used",
                    "project_incident_deployment_relationships",
                ],
                cards: &[("Incidents", "2"), ("Time to recover", "26 h")],
            },
            Export {
                file: "vendors/devlake_relationships.csv",
                says: &["0 of 1 row used", "load the incidents too"],
                cards: &[],
            },
            Export {
                file: "vendors/devlake_pr_metrics.csv",
                says: &[
                    "DevLake pull requests, read as metric series",
                    "2 of 2 rows used",
                    "from minutes to seconds",
                ],
                cards: &[("Pr cycle time", "10,650")],
            },
            Export {
                file: "vendors/devlake_webhook_deployments.json",
                says: &[
                    "DevLake webhook deployments, read as deployments",
                    "2 of 2 rows used",
                ],
                cards: &[("Change failure rate", "50.0 %")],
            },
            Export {
                file: "vendors/devlake_webhook_issues.json",
                says: &["DevLake incidents, read as incidents", "1 of 1 row used"],
                cards: &[("Time to recover", "1.5 h")],
            },
            Export {
                file: "vendors/four_keys_deployments.json",
                says: &[
                    "Four Keys deployments, read as deployments",
                    "2 of 2 rows used",
                    "which of them failed is in its incidents",
                ],
                cards: &[("Deployment frequency", "7 / week")],
            },
            Export {
                file: "vendors/four_keys_incidents.json",
                says: &[
                    "Four Keys incidents, read as incidents",
                    "2 of 2 rows used",
                    "Load its deployments too",
                ],
                cards: &[("Incidents", "2"), ("Time to recover", "2.5 h")],
            },
            Export {
                file: "vendors/four_keys_events_raw.csv",
                says: &[
                    "Four Keys events, read as deployments",
                    "2 of 4 rows used",
                    "deployment_status",
                ],
                cards: &[("Change failure rate", "50.0 %")],
            },
        ],
    );
    // Of three the last one is queued, of the others one failed.
    join(
        &app,
        "vendors/github_deployments.json",
        "vendors/github_statuses.json",
        "2 of 3 rows used",
        &[("Change failure rate", "50.0 %")],
    );
    join(
        &app,
        "vendors/devlake_incidents.csv",
        "vendors/devlake_relationships.csv",
        "1 row matched, 1 without a match",
        &[("Incidents", "2")],
    );
    join(
        &app,
        "vendors/four_keys_incidents.json",
        "vendors/four_keys_deployments.json",
        "1 row matched, 1 without a match",
        &[("Incidents", "2")],
    );
    app.was_quiet();
}

/// Their figures are those of `tests/vendors_figures.rs`.
#[test]
fn what_further_tools_deploy_train_check_and_cost() {
    let app = App::open();
    drop_each(
        &app,
        &[
            Export {
                file: "vendors/gitlab_deployments.json",
                says: &[
                    "GitLab deployments, read as deployments",
                    "3 of 5 rows used",
                    "those that were cancelled, or have not ended, are left out",
                ],
                cards: &[("Change failure rate", "33.3 %")],
            },
            Export {
                file: "vendors/azure_devops_builds.json",
                says: &[
                    "Azure DevOps builds, read as deployments",
                    "0 of 4 rows used",
                    "Runs of which of these are deployments?",
                ],
                cards: &[("Change failure rate", "50.0 %")],
            },
            Export {
                file: "vendors/jenkins_builds.json",
                says: &[
                    "Jenkins builds, read as deployments",
                    "3 of 5 rows used",
                    "Did a deployment fail that ended as UNSTABLE?",
                ],
                cards: &[("Change failure rate", "33.3 %")],
            },
            Export {
                file: "vendors/argocd_applications.json",
                says: &[
                    "Argo CD history, read as deployments",
                    "4 of 5 rows used",
                    "how many failed is not in it",
                ],
                cards: &[
                    ("Deployment frequency", "4 / week"),
                    ("Change failure rate", "No data"),
                ],
            },
            Export {
                file: "vendors/sagemaker_training_jobs.json",
                says: &[
                    "SageMaker training jobs, read as training runs",
                    "3 of 3 rows used",
                ],
                cards: &[("Training time", "1.0 h")],
            },
            Export {
                file: "vendors/opencost_allocation.json",
                says: &[
                    "OpenCost allocation, read as costs",
                    "3 of 3 rows used",
                    "count the same money again",
                ],
                cards: &[("Spend", "3 Feb 2026 7 ")],
            },
            Export {
                file: "vendors/mlflow_registered_models_aliases.json",
                says: &[
                    "MLflow model registry, read as models",
                    "0 of 2 rows used",
                    "Which models are in production?",
                ],
                cards: &[("Models", "2")],
            },
            Export {
                file: "vendors/nannyml_univariate_drift.csv",
                says: &[
                    "NannyML drift, read as drift checks",
                    "3 of 4 rows used",
                    "chunks of the reference period",
                ],
                cards: &[("Monitoring cadence", "136 d")],
            },
        ],
    );
}

#[test]
fn metrics_of_prometheus_in_each_form() {
    let app = App::open();
    drop_each(
        &app,
        &[
            Export {
                file: "prometheus_docs_query_range.json",
                says: &["Prometheus probes, read as uptime", "6 of 6 rows used"],
                // One of two targets was up all the time, the other a third of it.
                cards: &[("Availability", "66.7 %")],
            },
            Export {
                file: "vendors/prometheus_vector.json",
                says: &[
                    "Prometheus samples, read as metric series",
                    "2 of 3 rows used",
                ],
                cards: &[("Model accuracy", "91.0 %"), ("Drift score", "0.120")],
            },
            Export {
                file: "vendors/prometheus_scalar.json",
                says: &[
                    "Prometheus samples, read as metric series",
                    "1 of 1 row used",
                    "does not name its metric",
                ],
                cards: &[("Prometheus scalar", "42")],
            },
            Export {
                file: "vendors/prometheus_text_timed.prom",
                says: &[
                    "Prometheus samples, read as metric series",
                    "2 of 3 rows used",
                    "Prometheus metrics as text",
                ],
                cards: &[("Model accuracy", "91.0 %"), ("Drift score", "0.120")],
            },
            Export {
                file: "vendors/prometheus_text_2026-03-01.prom",
                says: &[
                    "Prometheus samples, read as metric series",
                    "0 of 15 rows used",
                    "When were these metrics read?",
                    "The samples carry no time",
                    "http_requests_total and 5 more are counters",
                ],
                cards: &[("Metric without timestamp and labels", "12.5")],
            },
        ],
    );
}

/// The name that Grafana gives its files says what they are, so these are written here.
#[test]
fn panels_of_grafana_in_each_form() {
    let excel: Vec<u8> = "Time\tlatency\r\n2026-03-01 10:00:00\t0.5\r\n2026-03-01 10:01:00\t\r\n"
        .encode_utf16()
        .fold(vec![0xFF, 0xFE], |mut all, unit| {
            all.extend(unit.to_le_bytes());
            all
        });
    let forms: [(&str, &[u8], &str, Figure); 6] = [
        (
            "Load-data-as-joinbyfield-2026-03-01 10_05_00.csv",
            b"\"Time\",\"load\",\"{job=\"\"a\"\"}\"\r\n2026-03-01 10:00:00,2,7\r\n2026-03-01 10:01:00,4,\r\n\r\n",
            "2 of 2 rows used",
            ("load", "3"),
        ),
        (
            "Load-data-2026-03-01 10_05_00.csv",
            b"sep=,\r\n\"Time\",\"load\"\r\n1772359200000,2\r\n1772359260000,4\r\n",
            "2 of 2 rows used",
            ("load", "3"),
        ),
        (
            "Latency-data-2026-03-01 10_05_00.csv",
            &excel,
            "1 of 2 rows used",
            ("latency", "0.5"),
        ),
        (
            "Overview-data-2026-03-01 10_05_00.csv",
            b"\"Time\",\"error share\",\"latency\"\r\n2026-03-01 10:00:00,0.5%,120 ms\r\n2026-03-01 10:01:00,1.5%,1.5 s\r\n",
            "2 of 2 rows used",
            ("latency", "0.81"),
        ),
        (
            "Old-data-2018-12-01 10_05_00.csv",
            b"\"Series\";\"Time\";\"Value\"\r\n\"load\";\"2018-12-01T10:00:00+00:00\";\"1,234\"\r\n\"load\";\"2018-12-01T10:01:00+00:00\";\"2,345,678\"\r\n",
            "2 of 2 rows used",
            ("load", "1.17 M"),
        ),
        (
            "Rows-data-2026-03-01 10_05_00.csv",
            b"\"Time\";\"load\"\r\n\"1500026100\";1,5\r\n\"1500026200\";2,5\r\n",
            "2 of 2 rows used",
            ("load", "2"),
        ),
    ];
    let (app, scratch) = (App::open(), Scratch::new());
    for (name, content, rows, card) in forms {
        let path: PathBuf = scratch.file(name, content);
        app.drop_files(&[path]);
        let said = panel(&app, name);
        expect(&said, "Grafana panel, read as metric series", name);
        answer(&app);
        expect(&panel(&app, name), rows, name);
        cards(&app, &[card], name);
        remove(&app, name);
    }
    drop_each(
        &app,
        &[
            Export {
                file: "grafana_export_series_as_columns.csv",
                says: &["read as metric series", "5 of 6 rows used"],
                cards: &[("Series 1", "3"), ("Series 2", "12.8")],
            },
            Export {
                file: "grafana_export_series_as_rows.csv",
                says: &["read as metric series", "7 of 10 rows used"],
                cards: &[("Series 1", "3"), ("Series 2", "12.8")],
            },
            Export {
                file: "grafana_export_table.csv",
                says: &[
                    "not recognised",
                    "Its columns are not those of a table that is known",
                ],
                cards: &[],
            },
        ],
    );
}

#[test]
fn runs_of_training() {
    const MODEL: &str = "do not say which model they train";
    let app = App::open();
    drop_each(
        &app,
        &[
            Export {
                file: "vendors/mlflow_runs_table.csv",
                says: &[
                    "MLflow runs, read as training runs",
                    "3 of 3 rows used",
                    "rounds for display",
                    MODEL,
                ],
                cards: &[],
            },
            Export {
                file: "vendors/mlflow_history.csv",
                says: &[
                    "MLflow metric history, read as metric series",
                    "2 of 2 rows used",
                ],
                cards: &[("loss", "0.650")],
            },
            Export {
                file: "vendors/mlflow_chart.csv",
                says: &[
                    "0 of 2 rows used",
                    "says nothing of when a run was: export the table of runs",
                ],
                cards: &[],
            },
            Export {
                file: "vendors/mlflow_tracking.json",
                says: &[
                    "MLflow runs, read as training runs",
                    "2 of 2 rows used",
                    MODEL,
                ],
                cards: &[],
            },
            Export {
                file: "vendors/mlflow_search_runs.csv",
                says: &[
                    "MLflow runs, read as training runs",
                    "2 of 2 rows used",
                    MODEL,
                ],
                cards: &[],
            },
            Export {
                file: "vendors/wandb_runs.csv",
                says: &[
                    "Weights & Biases runs, read as training runs",
                    "2 of 2 rows used",
                ],
                cards: &[],
            },
        ],
    );
}

#[test]
fn drift_reports_and_logs_whose_truth_comes_later() {
    let app = App::open();
    drop_each(
        &app,
        &[
            Export {
                file: "vendors/evidently_legacy.json",
                says: &[
                    "Evidently report, read as drift checks",
                    "2 of 3 rows used",
                    "means nothing without its method",
                ],
                cards: &[],
            },
            Export {
                file: "vendors/evidently_current_2026-03-01.json",
                says: &[
                    "Evidently report, read as drift checks",
                    "0 of 3 rows used",
                    "When was this checked?",
                ],
                cards: &[],
            },
            Export {
                file: "nannyml_california_housing_reference_head.csv",
                says: &["read as predictions", "300 of 300 rows used"],
                cards: &[("Model accuracy", "73.7 %")],
            },
            Export {
                file: "nannyml_california_housing_analysis_predictions.csv",
                says: &[
                    "read as predictions",
                    "8,232 of 8,232 rows used",
                    "accuracy needs one, in this file or in a second one with the same id",
                ],
                cards: &[("Model accuracy", "No data")],
            },
            Export {
                file: "nannyml_california_housing_analysis_gt.csv",
                says: &[
                    "0 of 8,232 rows used",
                    "load the predictions with the same id",
                ],
                cards: &[],
            },
        ],
    );
    // (945 + 3,901) / 8,232.
    join(
        &app,
        "nannyml_california_housing_analysis_predictions.csv",
        "nannyml_california_housing_analysis_gt.csv",
        "8,232 rows matched, 0 without a match",
        &[("Model accuracy", "58.9 %")],
    );
    app.was_quiet();
}
