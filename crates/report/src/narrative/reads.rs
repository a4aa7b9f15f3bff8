//! What is read, as the first screen says it.

/// Exports of these tools are recognised as they come, by what they tell of. Each is read by a test from a file in its format.
pub const READ_FROM: [(&str, &[&str]); 5] = [
    (
        "Incidents",
        &[
            "ServiceNow",
            "PagerDuty",
            "Jira",
            "Opsgenie",
            "Datadog",
            "Statuspage",
        ],
    ),
    ("Deployments", &["GitHub", "DevLake", "Four Keys"]),
    ("Models and runs", &["MLflow", "Weights & Biases"]),
    ("Metrics", &["Prometheus", "Grafana"]),
    ("Bills", &["FOCUS", "AWS", "Azure"]),
];

/// What is read besides.
pub const READ_BESIDES: (&str, &str) = (
    "Anything else",
    "predictions, surveys, pilots, tickets, A/B tests: any table with a date",
);
