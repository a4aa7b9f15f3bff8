//! Every figure of the samples and of the real files, to the last bit: whatever is changed inside, these stay, or whoever changes them
//! looks at each and says why. Accept new ones with `INSTA_UPDATE=always cargo test --test figures`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // in helpers of tests too a panic is the report

use outturn_core::calendar::Grain;
use outturn_import::{self as import, ReadOptions};
use outturn_metrics::scorecard::{Choice, Detail, When, default_weights};
use outturn_protocol::{GatherEverything, LeadLagQuestion, MeasureInputs, Treatment};
use outturn_samples as samples;
use outturn_scenario::Windows;
use outturn_session::{Answers, Session};
use rstest::rstest;
use std::fmt::Write;
use std::fs;

fn load(session: &mut Session, name: &str, bytes: &[u8]) {
    let raw = outturn_workbook::read_all(name, bytes, &ReadOptions::default()).unwrap();
    let treatment = Treatment {
        mapping: import::recognise(&raw).guessed(),
        ..Treatment::default()
    };
    session.load(&name.to_owned(), raw, &treatment).unwrap();
}

fn details(session: &mut Session, choice: Choice) -> Vec<Detail> {
    let lead_lag = LeadLagQuestion {
        outcome: None,
        without: Vec::new(),
        grain: None,
        transform: None,
        max_lag: 6,
        overlay: None,
    };
    let request = GatherEverything {
        filters: outturn_metrics::scorecard::Filters::default(),
        choice,
        settings: Default::default(),
        weights: default_weights(),
        lead_lag,
    };
    session.answer(&request).unwrap().details
}

/// Short numbers that are read back to the same bits; `-` for none.
fn bits(value: Option<f64>) -> String {
    value.map_or("-".to_owned(), |value| format!("{value:?}"))
}

/// A card with what its drill-down adds, without the files' names.
fn written(detail: &Detail, with_series: bool) -> String {
    let card = &detail.card;
    let mut text = format!(
        "{} {} n={} {:?}{} {:?} {}\n",
        card.id,
        bits(card.value),
        card.n,
        card.period_label(),
        if card.to_date { " to date" } else { "" },
        card.judged.status,
        bits(card.judged.score)
    );
    if let Some(reason) = &card.reason {
        return format!("{} {reason}\n", card.id);
    }
    for input in &card.receipt.inputs {
        writeln!(text, "  {} = {}", input.name, bits(Some(input.value))).unwrap();
    }
    for statistic in &detail.also {
        writeln!(
            text,
            "  also {} = {}",
            statistic.label,
            bits(statistic.value)
        )
        .unwrap();
    }
    if with_series {
        for point in &card.series {
            let start = point.period.span().start;
            writeln!(text, "  {start} {} n={}", bits(point.value), point.n).unwrap();
        }
    }
    for breakdown in &detail.breakdowns {
        for row in &breakdown.rows {
            let also: Vec<String> = row.also.iter().map(|value| bits(*value)).collect();
            writeln!(
                text,
                "  {}={} {} n={} {}",
                breakdown.by,
                row.key,
                bits(row.value),
                row.n,
                also.join(" ")
            )
            .unwrap();
        }
    }
    text
}

/// What is loaded by month with its series, by day, week and quarter for the last period, and as a whole; and what feeds scenarios.
fn figures(session: &mut Session) -> String {
    let mut text = String::new();
    for (heading, grain, when) in [
        ("month", Grain::Month, When::Latest),
        ("day", Grain::Day, When::Latest),
        ("week", Grain::Week, When::Latest),
        ("quarter", Grain::Quarter, When::Latest),
        ("everything", Grain::Month, When::All),
    ] {
        writeln!(text, "== {heading}").unwrap();
        for detail in details(session, Choice { grain, when }) {
            text += &written(&detail, heading == "month");
        }
    }
    let choice = Choice {
        grain: Grain::Month,
        when: When::All,
    };
    let answer = session
        .answer(&MeasureInputs {
            choice,
            windows: Windows::default(),
        })
        .unwrap();
    writeln!(text, "== measured\n{:#?}", answer.measured).unwrap();
    text
}

#[rstest]
fn a_sample_keeps_its_figures(#[values("churn", "claims", "leading")] id: &str) {
    let sample = samples::ALL.iter().find(|sample| sample.id == id).unwrap();
    let mut session = Session::default();
    for file in sample.files() {
        load(&mut session, file.name, file.text.as_bytes());
    }
    insta::assert_snapshot!(format!("sample_{id}"), figures(&mut session));
}

#[rstest]
fn a_real_file_keeps_its_figures(
    #[values(
        "devlake_github_cicd_deployment_commits.csv",
        "focus_sample.csv",
        "grafana_export_series_as_rows.csv",
        "grafana_export_table.csv",
        "macrodata.csv",
        "nab_ec2_request_latency_system_failure.csv",
        "nannyml_california_housing_reference_head.csv",
        "prometheus_docs_query_range.json",
        "servicenow_incident_event_log_head.csv",
        "workbook_openpyxl.xlsx"
    )]
    name: &str,
) {
    let bytes = fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let mut session = Session::default();
    load(&mut session, name, &bytes);
    let stem = name.split('.').next().unwrap();
    insta::assert_snapshot!(format!("file_{stem}"), figures(&mut session));
}

/// All vendors' exports side by side: every table there is, with more than one file to some of them.
#[test]
fn the_exports_of_all_vendors_keep_their_figures() {
    let folder = format!("{}/tests/data/vendors", env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.ends_with(".md"))
        .collect();
    names.sort_unstable();
    let mut session = Session::default();
    for name in &names {
        let bytes = fs::read(format!("{folder}/{name}")).unwrap();
        load(&mut session, name, &bytes);
    }
    insta::assert_snapshot!("vendors", figures(&mut session));
}
