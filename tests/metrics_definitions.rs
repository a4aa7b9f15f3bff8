//! What a metric's literal says, held against what its expression does: how it adds up, what it needs, what it is broken down by.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // here a panic is the report

#[path = "common/tables.rs"]
mod tables;

use outturn_core::calendar::Grain;
use outturn_core::table::ColumnKind;
use outturn_core::units::Unit;
use outturn_expr::{Row, Value};
use outturn_metrics::scorecard::{Choice, Settings, When, card, default_weights, detail};
use outturn_metrics::{
    Additivity, BUCKETS, Bucket, Definition, Metric, Observation, Sources, Unchanged, catalogue,
};
use outturn_samples as samples;
use proptest::prelude::*;
use rstest::rstest;
use std::fmt::Write;
use tables::{overall, sources};

fn series(text: &str) -> Sources {
    sources(&[("m.csv", text.as_bytes())])
}

/// The expression without what only names it.
fn bare(value: &Value) -> &Value {
    match value {
        Value::Named(_, _, of) | Value::Counted(_, of) => bare(of),
        value => value,
    }
}

mod a_literal_is_plausible {
    use super::*;

    fn stands(value: &Value) -> bool {
        matches!(value, Value::Standing(..))
    }

    #[test]
    fn it_adds_up_as_its_expression_does() {
        for d in catalogue::all() {
            let value = bare(&d.value);
            let fits = match d.additivity {
                Additivity::Sum => {
                    matches!(
                        value,
                        Value::Count(_)
                            | Value::Sum { .. }
                            | Value::Money { .. }
                            | Value::Custom(_)
                    )
                }
                Additivity::Ratio => {
                    matches!(
                        value,
                        Value::Mean { .. } | Value::Over(..) | Value::Either(_) | Value::Custom(_)
                    ) && d.unit != Unit::Seconds
                }
                Additivity::Duration => {
                    matches!(
                        value,
                        Value::Mean { .. } | Value::Quantile { .. } | Value::Custom(_)
                    ) && d.unit == Unit::Seconds
                }
                Additivity::Quantile => matches!(value, Value::Quantile { .. }),
                Additivity::Rate(_) => matches!(value, Value::Over(..) | Value::Either(_)),
                Additivity::TimeWeighted => d.unit == Unit::Ratio,
                Additivity::Answers => d.unit == Unit::Points,
                Additivity::Recomputed => matches!(value, Value::Custom(_)),
                Additivity::Annualised => matches!(value, Value::Over(..)),
                Additivity::Latest => match value {
                    Value::Either(ways) => ways.iter().all(stands),
                    value => stands(value),
                },
            };
            assert!(fits, "{}: {:?}", d.id, d.additivity);
        }
    }

    #[test]
    fn a_rate_is_per_what_its_unit_says_and_nothing_else_is_a_rate() {
        for d in catalogue::all() {
            let per = match d.additivity {
                Additivity::Rate(per) => Some(per),
                _ => None,
            };
            assert_eq!(per, d.unit.per(), "{}", d.id);
        }
    }

    /// The least numbers of events: of durations 5, of shares 20 and of releases 10, of p95 and p99 100 and 500, of surveys 30, of each
    /// group 30 and of each window 100, of probes, readings and people 20. Sums need none, nor do rates, which are told from chance by the
    /// count behind them.
    #[test]
    fn what_rests_on_few_events_says_how_few_are_too_few() {
        for d in catalogue::all() {
            let least: &[u64] = match d.additivity {
                Additivity::Duration => &[5],
                // Experiments by their power, which their interval tells.
                Additivity::Ratio if d.id == "customer_impact_uplift" => &[0],
                Additivity::Ratio => &[10, 20],
                // Five requests beyond the quantile.
                Additivity::Quantile => &[10, 100, 500],
                Additivity::Answers => &[30],
                Additivity::Recomputed => &[30, 100],
                Additivity::TimeWeighted | Additivity::Annualised => &[20],
                Additivity::Sum | Additivity::Rate(_) | Additivity::Latest => &[0],
            };
            assert!(least.contains(&d.least_n), "{}: {}", d.id, d.least_n);
        }
        // A register is no sample.
        let sampled = catalogue::all().filter(|d| d.additivity != Additivity::Latest);
        let none = sampled.filter(|d| d.least_n == 0).map(|d| d.id);
        let amounts_and_counts = "customer_impact_uplift revenue_attributed incident_count spend audit_findings regulatory_violations security_incidents support_tickets";
        let rates =
            "deployment_frequency experiments_per_week throughput case_throughput work_removed";
        let mut expected: Vec<&str> = amounts_and_counts
            .split(' ')
            .chain(rates.split(' '))
            .collect();
        let mut none: Vec<&str> = none.collect();
        expected.sort_unstable();
        none.sort_unstable();
        assert_eq!(none, expected);
        let releases = catalogue::find("change_failure_rate").unwrap();
        assert_eq!(releases.least_n, 10);
        assert_eq!(catalogue::find("latency_p99").unwrap().least_n, 500);
    }

    #[test]
    fn chance_is_told_apart_by_what_the_value_is() {
        for d in catalogue::all() {
            let fits = match d.unchanged {
                Unchanged::Newcombe => d.additivity == Additivity::Ratio && d.unit == Unit::Ratio,
                Unchanged::Welch => {
                    let is_share = matches!(
                        bare(&d.value),
                        Value::Mean {
                            of: Row::Flag(_),
                            ..
                        }
                    );
                    matches!(d.additivity, Additivity::Duration | Additivity::Answers)
                        || matches!(bare(&d.value), Value::Mean { .. }) && !is_share
                }
                Unchanged::Groups => {
                    d.additivity == Additivity::Recomputed && d.unit == Unit::Ratio
                }
                Unchanged::Ranks => matches!(bare(&d.value), Value::Quantile { .. }),
                Unchanged::Poisson => {
                    d.unit != Unit::Money && matches!(d.unit, Unit::Count | Unit::PerThousand)
                        || matches!(d.additivity, Additivity::Rate(_))
                }
                Unchanged::LastDigit => {
                    // What nothing is known of that would give an interval.
                    matches!(d.unit, Unit::Money | Unit::HoursPerMonth)
                        || matches!(bare(&d.value), Value::Custom(_) | Value::Either(_))
                        || matches!(
                            d.additivity,
                            Additivity::TimeWeighted | Additivity::Annualised | Additivity::Latest
                        )
                }
            };
            assert!(fits, "{}: {:?}", d.id, d.unchanged);
        }
    }

    #[test]
    fn it_is_broken_down_by_texts_of_its_table_each_once() {
        for d in catalogue::all() {
            let by: Vec<&str> = d.breakdowns().collect();
            for (i, name) in by.iter().enumerate() {
                let column = d.table.schema().column(name);
                assert_eq!(
                    column.map(|c| c.kind),
                    Some(ColumnKind::Text),
                    "{}: {name}",
                    d.id
                );
                assert!(!by[..i].contains(name), "{}: {name} twice", d.id);
            }
        }
    }

    #[test]
    fn buckets_are_listed_once_and_their_weights_sum_to_one() {
        assert_eq!(Bucket::ALL.len(), BUCKETS.len());
        for (bucket, metrics) in catalogue::ALL {
            assert!(
                Bucket::weighted().any(|weighted| weighted == bucket),
                "{bucket:?}"
            );
            assert!(metrics.iter().all(|d| d.bucket == bucket), "{bucket:?}");
        }
        let mut all = Bucket::ALL.to_vec();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), BUCKETS.len());
        let weights: f64 = default_weights().values().sum();
        assert!((weights - 1.0).abs() < 1e-12, "{weights}");
        assert!(!Bucket::weighted().any(|bucket| bucket == Bucket::Series));
    }
}

/// Without a column that its words name, a metric has no value, unless another will do; without any other it has one.
#[test]
fn what_is_needed_is_what_is_named() {
    let mut dropped = 0;
    for d in catalogue::all() {
        let needs = d.value.needs();
        for (at, table) in d.example.tables.iter().enumerate() {
            let header: Vec<&str> = table.csv.lines().next().unwrap().split(',').collect();
            let optional = |name: &&&str| {
                let column = table.kind.schema().column(name);
                column.is_some_and(|column| !column.required)
            };
            for name in header.iter().filter(optional) {
                let files: Vec<(String, String)> = d
                    .example
                    .tables
                    .iter()
                    .enumerate()
                    .map(|(i, table)| {
                        let drop = (i == at).then_some(*name);
                        (
                            format!("{}.csv", table.kind.schema().name),
                            without(table.csv, drop),
                        )
                    })
                    .collect();
                let files: Vec<(&str, &[u8])> = files
                    .iter()
                    .map(|(n, text)| (n.as_str(), text.as_bytes()))
                    .collect();
                let Some(sources) = tables::recognised(&files) else {
                    // What is left is no table of the kind any more.
                    continue;
                };
                let has_value = Metric::Defined(d)
                    .overall(&sources)
                    .is_some_and(|o| o.value.is_some());
                let mut words = needs.split(|c: char| c != '_' && !c.is_ascii_lowercase());
                let named = words.any(|word| word == *name);
                // One of several that would do: `a, b or c`.
                let in_list = needs.contains(&format!("{name}, ")) && needs.contains(" or ");
                let before = needs.contains(&format!("{name} or "));
                let has_others = in_list || before || needs.contains(&format!(" or {name}"));
                assert!(
                    has_value != named || has_others,
                    "{} without {name}: {needs}",
                    d.id
                );
                dropped += 1;
            }
        }
    }
    assert!(dropped > 40, "{dropped}");
}

/// A table without one of its columns.
fn without(csv: &str, drop: Option<&str>) -> String {
    let at = csv
        .lines()
        .next()
        .unwrap()
        .split(',')
        .position(|name| Some(name) == drop);
    let row = |line: &str| {
        let cells = line.split(',').enumerate();
        let cells: Vec<&str> = cells
            .filter(|(i, _)| Some(*i) != at)
            .map(|(_, cell)| cell)
            .collect();
        cells.join(",") + "\n"
    };
    csv.lines().map(row).collect()
}

#[rstest]
#[case("mttd", "incidents with started_at")]
#[case("incident_count", "incidents")]
#[case("throughput", "volumes or predictions")]
#[case("time_to_fix", "incidents with diagnosed_at and resolved_at")]
#[case(
    "availability",
    "uptime records with timestamp and up, or with started_at and ended_at"
)]
#[case(
    "incident_rate",
    "incidents with ai_related, and volumes or predictions"
)]
#[case(
    "cost_per_prediction",
    "costs, and volumes or predictions; or predictions with cost"
)]
#[case("change_failure_rate", "deployments with rolled_back_at or status")]
#[case(
    "sla_attainment",
    "workflow runs with time_target_s, finished_at and quality_ok"
)]
#[case("agent_workflow_success_rate", "workflow runs with rescued")]
#[case("toil_ratio", "time logs")]
fn needs_read_as_english(#[case] id: &str, #[case] words: &str) {
    assert_eq!(catalogue::find(id).unwrap().value.needs(), words);
}

#[rstest]
#[case::the_table(
    "mttd",
    "csat",
    "No incidents loaded yet. It needs incidents with started_at."
)]
#[case::the_table_alone("incident_count", "csat", "No incidents loaded yet.")]
#[case::a_column(
    "mttd",
    "mttr",
    "The incidents have no column started_at (first anomaly)."
)]
#[case::one_of_two_columns(
    "time_to_fix",
    "mttr",
    "The incidents have no column diagnosed_at (cause found). It needs incidents with diagnosed_at and resolved_at."
)]
fn what_is_lacking_is_said_once(#[case] id: &str, #[case] loaded: &str, #[case] reason: &str) {
    let text = match loaded {
        "csat" => "date,kind,score\n2026-03-02,csat,5\n",
        _ => "id,detected_at,resolved_at\na,2026-03-02T08:00:00Z,2026-03-02T09:00:00Z\n",
    };
    let sources = sources(&[("table.csv", text.as_bytes())]);
    let metric = Metric::find(id).unwrap();
    let card = card(
        &metric,
        &sources,
        Choice::default(),
        &Settings::default(),
        1,
    );
    assert_eq!(card.reason.as_deref(), Some(reason));
    assert!(card.lack.is_some());
}

mod a_ready_made_series {
    use super::*;

    /// Worked by hand: 31 days of January, 28 of February, 31 of March 2026.
    #[rstest]
    #[case::amounts_add_up("spend", "100 200 300", 600.0, "sum of 3 months as supplied")]
    #[case::shares_are_averaged("error_rate", "0.1 0.2 0.6", 0.3, "mean of 3 months as supplied")]
    #[case::shares_of_time_weigh_by_time(
        "availability",
        "1 0.9 1",
        1.0 - 0.1 * 28.0 / 90.0,
        "mean of 3 months as supplied, weighted by their length"
    )]
    #[case::rates_weigh_by_time(
        "deployment_frequency",
        "2 5 2",
        2.0 + 3.0 * 28.0 / 90.0,
        "mean of 3 months as supplied, weighted by their length"
    )]
    #[case::durations_are_averaged("mttr", "60 60 360", 160.0, "mean of 3 months as supplied")]
    #[case::answers_are_averaged("csat", "4 4 1", 3.0, "mean of 3 months as supplied")]
    fn is_put_together_as_the_metric_adds_up(
        #[case] id: &str,
        #[case] months: &str,
        #[case] expected: f64,
        #[case] formula: &str,
    ) {
        let mut text = String::from("date,metric,value\n");
        for (month, value) in months.split(' ').enumerate() {
            writeln!(text, "2026-{:02}-01,{id},{value}", month + 1).unwrap();
        }
        let sources = series(&text);
        let quarter = Choice {
            grain: Grain::Quarter,
            when: When::Latest,
        };
        let metric = Metric::find(id).unwrap();
        let card = card(&metric, &sources, quarter, &Settings::default(), 1);
        let found = card.value.unwrap();
        assert!(
            (found - expected).abs() <= 1e-12 * expected,
            "{found}, not {expected}"
        );
        assert_eq!((card.receipt.formula.as_str(), card.n), (formula, 3));
        assert_eq!(card.receipt.inputs[0].value, 3.0);
        let files: Vec<&str> = card.receipt.files.iter().map(|f| f.file.as_str()).collect();
        assert_eq!(files, ["m.csv"]);
    }

    #[test]
    fn of_quantiles_has_a_range_and_no_value() {
        let sources = series(
            "date,metric,value\n2026-01-01,latency_p95,0.16\n2026-02-01,latency_p95,0.142\n2026-03-01,latency_p95,0.19\n",
        );
        let metric = Metric::find("latency_p95").unwrap();
        let settings = Settings::default();
        let by = |grain| {
            let choice = Choice {
                grain,
                when: When::Latest,
            };
            card(&metric, &sources, choice, &settings, 12)
        };
        assert_eq!(by(Grain::Month).value, Some(0.19));
        let all = Choice {
            when: When::All,
            ..Choice::default()
        };
        let whole = card(&metric, &sources, all, &settings, 12);
        assert_eq!(whole.value, None);
        assert_eq!(
            whole.reason.as_deref(),
            Some(
                "Quantiles of shorter periods cannot be combined. The receipt shows the range of 3 months as supplied; choose a shorter period to see each."
            )
        );
        let range: Vec<(&str, f64, Unit)> = whole.receipt.inputs[1..]
            .iter()
            .map(|input| (input.name.as_str(), input.value, input.unit))
            .collect();
        assert_eq!(
            range,
            [
                ("lowest", 0.142, Unit::Seconds),
                ("highest", 0.19, Unit::Seconds)
            ]
        );
    }

    #[test]
    fn names_the_months_that_a_sum_lacks() {
        let sources = series(
            "date,metric,value\n2026-01-01,spend,1\n2026-02-01,spend,\n2026-03-01,spend,4\n2026-04-01,spend,8\n",
        );
        let spend = overall(&sources, "spend");
        assert_eq!(spend.value, Some(13.0));
        assert_eq!(
            spend.made.unwrap(),
            "sum of 3 months as supplied, without Feb 2026"
        );
    }

    /// June to September are missing, too many to be named one by one.
    #[test]
    fn counts_the_months_that_a_sum_lacks_where_they_are_many() {
        let mut text = String::from("date,metric,value\n");
        for month in (1..=5).chain(10..=14) {
            let (year, month) = (2026 + (month - 1) / 12, (month - 1) % 12 + 1);
            writeln!(text, "{year}-{month:02}-01,spend,1").unwrap();
        }
        let spend = overall(&series(&text), "spend");
        assert_eq!(spend.value, Some(10.0));
        assert_eq!(
            spend.made.unwrap(),
            "sum of 10 months as supplied, without 4 months in between"
        );
    }

    #[test]
    fn of_single_values_is_what_was_supplied() {
        let sources = series("date,metric,value\n2026-01-01,mttr,7200\n2026-02-01,mttr,3600\n");
        let months = Metric::find("mttr")
            .unwrap()
            .by_period(&sources, Grain::Month)
            .unwrap();
        let values: Vec<_> = months
            .iter()
            .map(|(_, o)| (o.value, o.made.as_deref()))
            .collect();
        let made = Some("the value as supplied");
        assert_eq!(values, [(Some(7200.0), made), (Some(3600.0), made)]);
    }

    #[test]
    fn says_how_many_values_there_are_of_several_labels_and_tells_them_apart() {
        let sources = series(
            "date,metric,value,model\n2026-01-01,mttr,60,a\n2026-01-01,mttr,120,b\n2026-02-01,mttr,180,a\n2026-02-01,mttr,240,b\n",
        );
        let mttr = overall(&sources, "mttr");
        assert_eq!(mttr.value, Some(150.0));
        assert_eq!(mttr.made.unwrap(), "mean of 4 values as supplied");
        let all = Choice {
            when: When::All,
            ..Choice::default()
        };
        let metric = Metric::find("mttr").unwrap();
        let detail = detail(&metric, &sources, all, &Settings::default());
        let by_model = &detail.breakdowns[0];
        let rows = by_model
            .rows
            .iter()
            .map(|row| (row.key.as_str(), row.value));
        let rows: Vec<_> = rows.collect();
        assert_eq!(by_model.by, "model");
        assert_eq!(rows, [("a", Some(120.0)), ("b", Some(180.0))]);
    }
}

/// What went into a value last is what it was divided by.
fn denominator(observation: &Observation) -> f64 {
    observation.inputs.last().map_or(0.0, |input| input.value)
}

/// A metric's values by month, as a series that somebody else could have supplied.
fn supplied(metric: &Definition, sources: &Sources) -> String {
    let months = Metric::Defined(catalogue::find(metric.id).unwrap());
    let mut text = String::from("date,metric,value,n\n");
    for (month, observation) in months.by_period(sources, Grain::Month).unwrap() {
        if let Some(value) = observation.value {
            let n = denominator(&observation);
            writeln!(text, "{},{},{value},{n}", month.start(), metric.id).unwrap();
        }
    }
    text
}

/// Of every metric whose parts say the whole: its months, supplied with the number of events behind each, come to what its rows do.
#[rstest]
fn months_come_to_what_their_rows_do(#[values("churn", "claims")] id: &str) {
    let sample = samples::ALL.iter().find(|sample| sample.id == id).unwrap();
    let files = sample.files();
    let files: Vec<(&str, &[u8])> = files.iter().map(|f| (f.name, f.text.as_bytes())).collect();
    let rows = sources(&files);
    let mut compared = 0;
    for d in catalogue::all() {
        let says = match d.additivity {
            Additivity::Sum | Additivity::Ratio | Additivity::Answers => true,
            Additivity::Duration => matches!(d.value, Value::Mean { .. }),
            _ => false,
        };
        let metric = Metric::Defined(d);
        let whole = metric.overall(&rows).and_then(|o| o.value);
        let Some(whole) = whole.filter(|_| says) else {
            continue;
        };
        // Spend of a month without volumes counts in the whole and in no month.
        let months = metric.by_period(&rows, Grain::Month).unwrap();
        if months
            .iter()
            .any(|(_, o)| o.value.is_none() && o.rows_used > 0)
        {
            continue;
        }
        let found = overall(&series(&supplied(d, &rows)), d.id).value.unwrap();
        assert!(
            (found - whole).abs() <= 1e-9 * whole.abs(),
            "{}: {found}, not {whole}",
            d.id
        );
        compared += 1;
    }
    assert!(compared >= 6, "{compared}");
}

/// Answers and releases of four months, January to April 2026, with one on the first and one on the last day.
fn events() -> impl Strategy<Value = Vec<(u32, u8)>> {
    let inside = prop::collection::vec((0..120_u32, 1..6_u8), 1..80);
    inside.prop_map(|mut events| {
        events.extend([(0, 3), (119, 3)]);
        events
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    /// The same of any answers, and of rates, whose months weigh by their length.
    #[test]
    fn any_months_come_to_what_their_rows_do(events in events()) {
        let first = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let (mut answers, mut releases) =
            (String::from("date,kind,score\n"), String::from("id,environment,finished_at\n"));
        for (i, (day, score)) in events.iter().enumerate() {
            let day = first + chrono::Days::new(u64::from(*day));
            writeln!(answers, "{day},csat,{score}").unwrap();
            writeln!(releases, "d{i},production,{day}T10:00:00Z").unwrap();
        }
        let rows = sources(&[("surveys.csv", answers.as_bytes()), ("deployments.csv", releases.as_bytes())]);
        for id in ["csat", "deployment_frequency"] {
            let whole = overall(&rows, id).value.unwrap();
            let found = overall(&series(&supplied(catalogue::find(id).unwrap(), &rows)), id).value.unwrap();
            prop_assert!((found - whole).abs() <= 1e-12 * whole, "{}: {}, not {}", id, found, whole);
        }
    }
}
