//! Receipts say what was done: which rows do not count and why, what breakdowns leave over, what a figure was divided by.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // here a panic is the report

#[path = "common/tables.rs"]
mod tables;

use outturn_core::calendar::{Grain, Period};
use outturn_metrics::scorecard::{Card, Choice, Detail, Settings, When, card, detail};
use outturn_metrics::{Input, Metric, Sources};
use rstest::rstest;
use std::fmt::Write;
use tables::sources;

const ALL: Choice = Choice {
    grain: Grain::Month,
    when: When::All,
};

fn shown(sources: &Sources, id: &str, choice: Choice) -> Card {
    card(
        &Metric::find(id).unwrap(),
        sources,
        choice,
        &Settings::default(),
        30,
    )
}

fn opened(sources: &Sources, id: &str) -> Detail {
    detail(
        &Metric::find(id).unwrap(),
        sources,
        ALL,
        &Settings::default(),
    )
}

fn lines(card: &Card) -> Vec<(&str, u64)> {
    let lines = card.receipt.left_out.iter();
    lines
        .map(|(reason, rows)| (reason.as_str(), *rows))
        .collect()
}

mod rows_that_do_not_count {
    use super::*;

    /// Of three incidents one ends before it begins and one is open.
    #[test]
    fn durations_tell_open_from_turned_round() {
        let file = include_bytes!("data/cases/29-receipt-of-durations/negative.csv");
        let card = shown(&sources(&[("negative.csv", file)]), "mttr", ALL);
        assert_eq!(
            (
                card.value,
                card.receipt.rows_used,
                card.receipt.rows_left_out
            ),
            (Some(3_600.0), 1, 2)
        );
        assert_eq!(
            lines(&card),
            [
                ("still open, without resolved_at", 1),
                ("end before they begin: resolved_at before detected_at", 1)
            ]
        );
    }

    /// Quantiles say the same, and a beginning that is missing is no open end: started_at is missing once, and once after the alert.
    #[test]
    fn quantiles_and_missing_beginnings() {
        let file = b"id,approved_at,finished_at\na,2026-03-02T08:00:00Z,2026-03-02T09:00:00Z\nb,,2026-03-02T09:00:00Z\n\
                     c,2026-03-02T10:00:00Z,2026-03-02T09:00:00Z\nd,,2026-03-02T11:00:00Z\n";
        let card = shown(
            &sources(&[("deployments.csv", file)]),
            "deployment_duration",
            ALL,
        );
        assert_eq!(
            lines(&card),
            [
                ("without approved_at", 2),
                ("end before they begin: finished_at before approved_at", 1)
            ]
        );
    }

    /// One release to staging is none to production; of the three others one has a word for its status that says nothing.
    #[test]
    fn what_is_filtered_out_is_no_missing_value() {
        let file = b"id,environment,finished_at,status\na,production,2026-03-02T08:00:00Z,success\nb,staging,2026-03-02T09:00:00Z,success\n\
                     c,production,2026-03-03T08:00:00Z,failure\nd,production,2026-03-03T09:00:00Z,who knows\n";
        let loaded = sources(&[("deployments.csv", file)]);
        let card = shown(&loaded, "deployment_success_rate", ALL);
        assert_eq!(
            (
                card.value,
                card.receipt.rows_used,
                card.receipt.rows_left_out
            ),
            (Some(0.5), 2, 1)
        );
        let [(unknown, 1), (filtered, 1)] = lines(&card)[..] else {
            panic!("{:?}", card.receipt.left_out);
        };
        assert_eq!(unknown, "without a value");
        assert!(
            filtered.starts_with("filtered out, no releases whose environment"),
            "{filtered}"
        );
    }

    /// Of four outages one ends before it begins and is told; one is still open, and lasts to the end of the data.
    #[test]
    fn outages_that_cannot_be_are_told() {
        let file = b"model,started_at,ended_at\na,2026-03-02T00:00:00Z,2026-03-02T12:00:00Z\na,2026-03-03T06:00:00Z,\n\
                     a,2026-03-03T06:00:00Z,2026-03-03T05:00:00Z\na,2026-03-03T23:00:00Z,2026-03-03T23:30:00Z\n";
        let card = shown(&sources(&[("outages.csv", file)]), "availability", ALL);
        assert_eq!(
            lines(&card),
            [("end before they begin: ended_at before started_at", 1)]
        );
        assert_eq!((card.receipt.rows_used, card.receipt.rows_left_out), (3, 1));
        // Of 48 hours 12 and 18.
        assert_eq!(card.value, Some(18.0 / 48.0));
    }

    /// Down since the fifth of March: of 31 days the first four, less ten minutes. The two other outages are within the open one.
    #[test]
    fn an_outage_still_open_lasts_to_the_end_of_the_data() {
        let file = b"model,started_at,ended_at\nsvc,2026-03-01T00:00:00Z,2026-03-01T00:10:00Z\nsvc,2026-03-05T00:00:00Z,\n\
                     svc,2026-03-17T08:00:00Z,2026-03-17T08:10:00Z\nsvc,2026-03-31T23:00:00Z,2026-03-31T23:10:00Z\n";
        let card = shown(&sources(&[("outages.csv", file)]), "availability", ALL);
        let up = (4.0 * 1_440.0 - 10.0) / (31.0 * 1_440.0);
        assert!((card.value.unwrap() - up).abs() < 1e-12, "{:?}", card.value);
        assert_eq!((card.receipt.rows_used, card.receipt.rows_left_out), (4, 0));
        assert_eq!(
            card.receipt.inputs[0].name,
            "1 outage still open, counted to the end of 2026-03-31"
        );
    }

    /// Where every outage has ended, nothing is said of open ones.
    #[test]
    fn outages_that_ended_are_not_open() {
        let file = b"model,started_at,ended_at\nsvc,2026-03-01T00:00:00Z,2026-03-01T12:00:00Z\n\
                     svc,2026-03-02T00:00:00Z,2026-03-02T12:00:00Z\n";
        let card = shown(&sources(&[("outages.csv", file)]), "availability", ALL);
        let names: Vec<&str> = card
            .receipt
            .inputs
            .iter()
            .map(|i| i.name.as_str())
            .collect();
        assert_eq!(names, ["outage time", "time observed"]);
        assert_eq!(card.value, Some(0.5));
    }

    /// Every row of a period is used or has its line: 400 requests, of which some lack a latency.
    #[test]
    fn used_and_lines_are_all_rows() {
        let mut file = String::from("timestamp,latency_ms\n");
        for i in 0..400 {
            let latency = if i % 7 == 0 {
                String::new()
            } else {
                (i + 1).to_string()
            };
            writeln!(file, "2026-03-{:02}T08:00:00Z,{latency}", i % 28 + 1).unwrap();
        }
        let card = shown(
            &sources(&[("requests.csv", file.as_bytes())]),
            "latency_p95",
            ALL,
        );
        assert_eq!(
            (card.receipt.rows_used, lines(&card)),
            (342, vec![("without a value", 58)])
        );
    }
}

mod breakdowns {
    use super::*;

    fn rows(detail: &Detail, by: &str) -> Vec<(String, f64)> {
        let breakdown = detail
            .breakdowns
            .iter()
            .find(|breakdown| breakdown.by == by);
        let rows = breakdown.unwrap().rows.iter();
        rows.map(|row| (row.key.clone(), row.value.unwrap()))
            .collect()
    }

    /// 10 and 5 of two models, and 3 of none: 18.
    #[test]
    fn what_has_no_value_is_a_row() {
        let file = include_bytes!("data/cases/30-parts-and-whole/bill.csv");
        let detail = opened(&sources(&[("bill.csv", file)]), "spend");
        assert_eq!(detail.card.value, Some(18.0));
        let expected = [("a", 10.0), ("b", 5.0), ("(none)", 3.0)];
        assert_eq!(
            rows(&detail, "model"),
            expected.map(|(key, value)| (key.to_owned(), value))
        );
    }

    /// One value and cells without any are two rows: nothing disappears.
    #[test]
    fn one_value_beside_none_is_a_breakdown() {
        let file = b"date,cost,currency,model\n2026-03-01,10,USD,a\n2026-03-02,5,USD,\n";
        let detail = opened(&sources(&[("bill.csv", file)]), "spend");
        assert_eq!(
            rows(&detail, "model"),
            [("a".to_owned(), 10.0), ("(none)".to_owned(), 5.0)]
        );
    }

    /// 60 models that cost 1, 2 … 60, and 7 without a model: the 40 largest are 21 to 60, the others are 1 to 20, 210 together.
    #[test]
    fn of_many_values_the_largest_and_the_others() {
        let mut file = String::from("date,cost,currency,model\n2026-03-01,7,USD,\n");
        for cost in 1..=60 {
            writeln!(file, "2026-03-01,{cost},USD,m{cost:02}").unwrap();
        }
        let detail = opened(&sources(&[("bill.csv", file.as_bytes())]), "spend");
        let rows = rows(&detail, "model");
        assert_eq!(
            (rows.len(), &rows[0], &rows[39]),
            (42, &("m21".to_owned(), 21.0), &("m60".to_owned(), 60.0))
        );
        assert_eq!(
            rows[40..],
            [("(none)".to_owned(), 7.0), ("20 others".to_owned(), 210.0)]
        );
        assert_eq!(
            Some(rows.iter().map(|(_, value)| value).sum()),
            detail.card.value
        );
    }

    /// Of a mean those with the most rows: 1,500 services, of which one has three incidents and each other one.
    #[test]
    fn of_very_many_values_those_with_the_most_rows() {
        let mut file = String::from("id,detected_at,resolved_at,service\n");
        for i in 0..1_502 {
            let service = i % 1_500;
            let service = if i >= 1_500 { 1_234 } else { service };
            writeln!(
                file,
                "i{i},2026-03-02T08:00:00Z,2026-03-02T09:00:00Z,s{service:04}"
            )
            .unwrap();
        }
        let detail = opened(&sources(&[("incidents.csv", file.as_bytes())]), "mttr");
        let breakdown = detail
            .breakdowns
            .iter()
            .find(|b| b.by == "service")
            .unwrap();
        assert_eq!(breakdown.rows.iter().map(|row| row.n).sum::<u64>(), 1_502);
        let largest = breakdown
            .rows
            .iter()
            .find(|row| row.key == "s1234")
            .unwrap();
        assert_eq!(largest.n, 3);
        assert_eq!(breakdown.rows.last().unwrap().key, "1460 others");
    }

    /// Outages of two models and of none, of which the one without a name was down for a quarter of the day.
    #[test]
    fn availability_by_model_has_those_without_a_name() {
        let file = b"model,started_at,ended_at\na,2026-03-02T00:00:00Z,2026-03-02T12:00:00Z\n,2026-03-02T00:00:00Z,2026-03-02T06:00:00Z\n";
        let detail = opened(&sources(&[("outages.csv", file)]), "availability");
        assert_eq!(
            rows(&detail, "model"),
            [("a".to_owned(), 0.5), ("(none)".to_owned(), 0.75)]
        );
    }
}

mod supplied_values {
    use super::*;

    /// A receipt names the files that hold the series, not all that hold any.
    #[test]
    fn the_receipt_names_the_file_of_the_series() {
        let loaded = sources(&[
            (
                "nps.csv",
                b"date,metric,value\n2026-01-01,NPS,40\n2026-02-01,NPS,42\n",
            ),
            (
                "toil.csv",
                b"date,metric,value\n2026-01-01,toil_ratio,0.2\n2026-02-01,own,1\n",
            ),
        ]);
        for (id, file) in [
            ("nps", "nps.csv"),
            ("toil_ratio", "toil.csv"),
            ("series:own", "toil.csv"),
        ] {
            let receipt = shown(&loaded, id, ALL).receipt;
            let files: Vec<&str> = receipt.files.iter().map(|f| f.file.as_str()).collect();
            assert_eq!(files, [file], "{id}");
            assert!(
                receipt.formula.contains("as supplied"),
                "{}",
                receipt.formula
            );
            assert_eq!(receipt.source, "the file it came in");
        }
    }

    /// The same metric from rows keeps its formula and who defines it so.
    #[test]
    fn a_figure_from_rows_keeps_its_own_receipt() {
        let loaded = sources(&[
            ("bill.csv", b"date,cost,currency\n2026-01-01,40,USD\n"),
            ("m.csv", b"date,metric,value\n2026-01-01,spend,7\n"),
        ]);
        let card = shown(&loaded, "spend", ALL);
        assert_eq!((card.value, card.made.as_deref()), (Some(40.0), None));
        assert_eq!(card.receipt.formula, "sum of cost");
        assert!(card.receipt.source.contains("FOCUS"));
        assert_eq!(card.receipt.files[0].file, "bill.csv");
    }

    /// By hand: 142, 160 and 190 ms are no quantile of the quarter; their range is shown.
    #[test]
    fn quantiles_show_their_range_and_no_value() {
        let loaded = sources(&[(
            "m.csv",
            b"date,metric,value\n2026-01-01,latency_p95,0.16\n2026-02-01,latency_p95,0.142\n2026-03-01,latency_p95,0.19\n",
        )]);
        let quarter = Choice {
            grain: Grain::Quarter,
            when: When::All,
        };
        let card = shown(&loaded, "latency_p95", quarter);
        assert_eq!(card.value, None);
        let inputs: Vec<(&str, f64)> = card
            .receipt
            .inputs
            .iter()
            .map(|i| (i.name.as_str(), i.value))
            .collect();
        assert_eq!(
            inputs,
            [("values", 3.0), ("lowest", 0.142), ("highest", 0.19)]
        );
        assert!(card.reason.unwrap().contains("range of 3 months"));
    }
}

mod a_bill_and_what_it_is_for {
    use super::*;

    fn cost(bill: &str, volumes: &str, choice: Choice) -> Card {
        let bill = format!("date,cost,currency\n{bill}");
        let volumes = format!("date,predictions\n{volumes}");
        let loaded = sources(&[
            ("bill.csv", bill.as_bytes()),
            ("volumes.csv", volumes.as_bytes()),
        ]);
        shown(&loaded, "cost_per_prediction", choice)
    }

    fn days(month: u32, days: std::ops::RangeInclusive<u32>, amount: &str) -> String {
        days.map(|day| format!("2026-{month:02}-{day:02},{amount}\n"))
            .collect()
    }

    /// The bill of 2024 and volumes of 2020 have nothing to do with each other.
    #[test]
    fn of_different_years_are_no_figure() {
        let card = cost(
            "2024-03-01,10,USD\n2024-03-02,10,USD\n",
            "2020-03-01,100\n2020-03-02,100\n",
            ALL,
        );
        assert_eq!(card.value, None);
    }

    /// The bill covers 1 to 20 March at 10 a day, the volumes 11 to 31 March with 100 a day: of 11 to 20 March 100 ÷ 1,000.
    #[test]
    fn count_on_the_days_that_both_cover() {
        let card = cost(&days(3, 1..=20, "10,USD"), &days(3, 11..=31, "100"), ALL);
        assert_eq!(card.value, Some(0.1));
        let inputs: Vec<(&str, f64)> = card
            .receipt
            .inputs
            .iter()
            .map(|i| (i.name.as_str(), i.value))
            .collect();
        assert_eq!(
            inputs,
            [
                ("days that both tables cover", 10.0),
                ("spend counted", 100.0),
                ("predictions", 1_000.0)
            ]
        );
        assert_eq!(
            lines(&card),
            [("outside the time that both tables cover", 21)]
        );
        assert!(
            card.receipt
                .formula
                .contains("over the time that both cover"),
            "{}",
            card.receipt.formula
        );
    }

    /// Incidents on four days of the two months that monthly volumes of one of them are of: two per 4,000 requests. A week of it has
    /// incidents and no requests of its own.
    #[test]
    fn incidents_count_in_the_months_that_the_volumes_are_of() {
        let incidents = "id,detected_at,ai_related\na,2026-02-03T10:00:00Z,true\nb,2026-02-20T10:00:00Z,true\n\
                         c,2026-03-04T10:00:00Z,true\nd,2026-03-25T10:00:00Z,true\n";
        let volumes = "date,predictions\n2026-03-01,4000\n";
        let loaded = sources(&[
            ("i.csv", incidents.as_bytes()),
            ("v.csv", volumes.as_bytes()),
        ]);
        let all = shown(&loaded, "incident_rate", ALL);
        assert_eq!(all.value, Some(0.5));
        assert_eq!(
            lines(&all),
            [("outside the time that both tables cover", 2)]
        );
        assert_eq!(
            all.receipt.inputs[0],
            Input::count("days that both tables cover", 31.0)
        );
        let week = Period::containing_date("2026-03-04".parse().unwrap(), Grain::Week);
        let choice = Choice {
            grain: Grain::Week,
            when: When::At(week),
        };
        assert_eq!(shown(&loaded, "incident_rate", choice).value, None);
    }

    /// A bill of each month, 300 and 310, and volumes from 15 March on: March is only half in the volumes, so April alone counts,
    /// 310 ÷ 3,000. In weeks nothing can be said.
    #[test]
    fn count_in_whole_months_where_the_bill_is_monthly() {
        let volumes = days(3, 15..=31, "100") + &days(4, 1..=30, "100");
        let bill = "2026-03-01,300,USD\n2026-04-01,310,USD\n";
        let card = cost(bill, &volumes, ALL);
        assert_eq!(card.value, Some(310.0 / 3_000.0));
        let by = |grain, when| cost(bill, &volumes, Choice { grain, when }).value;
        assert_eq!(by(Grain::Month, When::Latest), Some(310.0 / 3_000.0));
        assert_eq!(by(Grain::Week, When::Latest), None);
    }

    /// One bill dated the first of a month is the month's.
    #[test]
    fn a_single_monthly_bill_is_of_its_month() {
        let card = cost("2026-03-01,310,USD\n", &days(3, 1..=31, "100"), ALL);
        assert_eq!(card.value, Some(0.1));
    }

    /// What covers the same time is divided as it stands, and nothing is said of it.
    #[test]
    fn of_the_same_time_are_divided_whole() {
        let card = cost(&days(3, 1..=31, "10,USD"), &days(3, 1..=31, "100"), ALL);
        assert_eq!((card.value, lines(&card)), (Some(0.1), vec![]));
        assert_eq!(card.receipt.inputs[0].name, "spend counted");
    }
}

/// A share of releases counts them whether or not they are known to have failed; worked out by hand from four releases, of which d1 is
/// named by an incident, d2 was rolled back, and d3 and d4 held.
#[rstest]
#[case::incidents_alone("", "d1", Some(0.25), None)]
#[case::a_column_of_rollbacks(
    "rolled_back_at;;2026-03-03T12:00:00Z;;",
    "d1",
    Some(0.5),
    Some(0.75)
)]
#[case::rollbacks_alone("rolled_back_at;;2026-03-03T12:00:00Z;;", "", Some(0.25), Some(0.75))]
#[case::a_status(
    "status;success;rolled_back;success;success",
    "d1",
    Some(0.5),
    Some(0.75)
)]
#[case::a_status_without_any_value("status;;;;", "d1", Some(0.25), None)]
#[case::nothing_said("", "", None, None)]
// d4 is under way: it counts in neither.
#[case::one_under_way("status;success;failure;success;in progress", "d1", Some(2.0 / 3.0), Some(2.0 / 3.0))]
// d1 and d4 have no status: that d1 failed is known, that d4 held is not, and so neither counts.
#[case::some_without_a_status("status;;failure;success;", "d1", Some(0.5), Some(0.5))]
fn a_share_of_releases_counts_those_that_held(
    #[case] column: &str,
    #[case] named: &str,
    #[case] failed: Option<f64>,
    #[case] held: Option<f64>,
) {
    let mut cells = column.split(';');
    let header = cells.next().unwrap_or_default();
    let mut deployments = format!(
        "id,environment,finished_at,{}\n",
        if header.is_empty() { "model" } else { header }
    );
    for (id, day) in [("d1", 2), ("d2", 3), ("d3", 4), ("d4", 5)] {
        let cell = cells.next().unwrap_or("m");
        writeln!(
            deployments,
            "{id},production,2026-03-{day:02}T08:00:00Z,{cell}"
        )
        .unwrap();
    }
    let incidents =
        format!("id,detected_at,severity,deployment_id\na,2026-03-02T09:00:00Z,high,{named}\n");
    let loaded = sources(&[
        ("deployments.csv", deployments.as_bytes()),
        ("incidents.csv", incidents.as_bytes()),
    ]);
    let of = |id| shown(&loaded, id, ALL).value;
    assert_eq!(of("change_failure_rate"), failed);
    assert_eq!(of("deployment_success_rate"), held);
}

/// A receipt names the way that was gone and the files of that way, not all that there are.
#[test]
fn the_formula_and_the_files_are_those_of_what_was_done() {
    let outages = "started_at,ended_at\n2026-03-02T00:00:00Z,2026-03-02T02:24:00Z\n";
    let probes = "timestamp,up\n2026-03-02T00:00:00Z,true\n";
    let formula = |csv: &str| {
        let sources = sources(&[("uptime.csv", csv.as_bytes())]);
        shown(&sources, "availability", ALL).receipt.formula
    };
    assert_eq!(
        formula(outages),
        "1 − outage time ÷ (time observed in the period × models named)"
    );
    assert_eq!(formula(probes), "probes whose up is yes ÷ probes");

    let volumes = "date,predictions\n2026-03-01,1500\n2026-03-02,500\n";
    let requests = "timestamp,status\n2026-03-01T00:00:00Z,ok\n2026-03-02T00:00:00Z,ok\n";
    let costs = "date,cost,currency\n2026-03-01,30,USD\n2026-03-02,20,USD\n";
    let both = sources(&[
        ("volumes.csv", volumes.as_bytes()),
        ("requests.csv", requests.as_bytes()),
        ("costs.csv", costs.as_bytes()),
    ]);
    let throughput = shown(&both, "throughput", ALL).receipt;
    assert_eq!(
        throughput.formula,
        "sum of predictions ÷ seconds of the days covered by the volumes"
    );
    let files: Vec<_> = throughput.files.iter().map(|f| f.file.as_str()).collect();
    assert_eq!(files, ["volumes.csv"]);
    let unit_cost = shown(&both, "cost_per_prediction", ALL).receipt;
    let files: Vec<_> = unit_cost.files.iter().map(|f| f.file.as_str()).collect();
    assert_eq!(files, ["costs.csv", "volumes.csv"]);
    assert!(
        unit_cost
            .formula
            .ends_with("÷ sum of predictions, over the time that both cover"),
        "{}",
        unit_cost.formula
    );
}

/// Three runs of two steps each and one that is not known: one took too long in its second step, one was not good enough in its first. By
/// hand: one of three; six rows say so, one does not.
#[test]
fn a_run_of_steps_is_one_run_and_its_rows_count_once() {
    let row = |run: &str, step: &str, minutes: u32, good: &str| {
        format!(
            "{run},claims,{step},2026-03-02T08:00:00Z,2026-03-02T08:{minutes:02}:00Z,120,{good}\n"
        )
    };
    let rows = [
        row("r1", "read", 1, "true"),
        row("r1", "decide", 2, "true"),
        row("r2", "read", 1, "true"),
        row("r2", "decide", 3, "true"),
        row("r3", "read", 1, "false"),
        row("r3", "decide", 1, "true"),
        row("r4", "read", 1, ""),
    ];
    let head = "run_id,workflow,step,started_at,finished_at,time_target_s,quality_ok\n";
    let csv = format!("{head}{}", rows.concat());
    let sources = sources(&[("runs.csv", csv.as_bytes())]);
    let card = shown(&sources, "sla_attainment", ALL);
    let receipt = &card.receipt;
    assert_eq!((card.value, card.cases), (Some(1.0 / 3.0), Some(3)));
    assert_eq!((receipt.rows_used, receipt.rows_left_out), (6, 1));
    assert_eq!(lines(&card), [("without a value", 1)]);
    assert_eq!(
        receipt.formula,
        "runs of which no step took longer than time_target_s or was not good enough (quality_ok) ÷ runs with both targets"
    );
}
