//! Counters and buckets of Prometheus, in each form they come in: what counts is how much they rose.
//!
//! Expected values are worked out by hand from the samples: a rise from one sample to the next, and after a fall the whole of what
//! follows it; quantiles after the documentation of `histogram_quantile`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // here a panic is the report

#[path = "common/tables.rs"]
mod tables;

use outturn_core::calendar::{Grain, Period};
use outturn_core::units::Unit;
use outturn_import::{MetricEdit, ReadOptions, SampleKind, Topic, apply, read_all, recognise};
use outturn_metrics::scorecard::{Card, Choice, Settings, Standing, When, card, detail};
use outturn_metrics::{Metric, SourceFile, SourcePart, Sources};
use rstest::rstest;
use tables::sources;

const RESTARTED: &[u8] = include_bytes!("data/cases/17-counters-and-buckets/counter_reset.json");
const HISTOGRAM: &[u8] = include_bytes!("data/cases/17-counters-and-buckets/histogram.json");

fn shown(sources: &Sources, id: &str, grain: Grain) -> Card {
    let choice = Choice {
        grain,
        when: When::Latest,
    };
    let metric = Metric::find(id).unwrap();
    card(&metric, sources, choice, &Settings::default(), 50)
}

/// 100, 160, 220, 5, 65, 125: it rose by 60 + 60 + 5 + 60 + 60.
#[rstest]
#[case::answer_of_a_query("counter_reset.json", RESTARTED)]
#[case::text_with_times(
    "metrics.prom",
    b"# TYPE http_requests_total counter\nhttp_requests_total{i=\"a\"} 100 1772323200000\nhttp_requests_total{i=\"a\"} 160 1772326800000\n\
      http_requests_total{i=\"a\"} 220 1772330400000\nhttp_requests_total{i=\"a\"} 5 1772334000000\nhttp_requests_total{i=\"a\"} 65 1772337600000\n\
      http_requests_total{i=\"a\"} 125 1772341200000\n"
)]
#[case::remote_write(
    "write.json",
    br#"{"timeseries": [{"labels": [{"name": "__name__", "value": "http_requests_total"}, {"name": "i", "value": "a"}], "samples": [
      {"value": 100, "timestamp": 1772323200000}, {"value": 160, "timestamp": "1772326800000"}, {"value": 220, "timestamp": 1772330400000},
      {"value": 5, "timestamp": 1772334000000}, {"value": 65, "timestamp": 1772337600000}, {"value": 125, "timestamp": 1772341200000}]}]}"#
)]
#[case::requests_of_remote_write_in_lines(
    "write.jsonl",
    br#"{"timeseries": [{"labels": [{"name": "__name__", "value": "http_requests_total"}], "samples": [{"value": 100, "timestamp": 1772323200000}, {"value": 160, "timestamp": 1772326800000}]}]}
{"timeseries": [{"labels": [{"name": "__name__", "value": "http_requests_total"}], "samples": [{"value": 220, "timestamp": 1772330400000}, {"value": 5, "timestamp": 1772334000000}]}]}
{"timeseries": [{"labels": [{"name": "__name__", "value": "http_requests_total"}], "samples": [{"value": 65, "timestamp": 1772337600000}, {"value": 125, "timestamp": 1772341200000}]}]}
"#
)]
#[case::export_of_victoria_metrics(
    "export.jsonl",
    br#"{"metric": {"__name__": "http_requests_total", "i": "a"}, "values": [100, 160, 220, 5, 65, 125],
      "timestamps": [1772323200000, 1772326800000, 1772330400000, 1772334000000, 1772337600000, 1772341200000]}"#
)]
#[case::results_of_a_query_alone(
    "result.json",
    br#"[{"metric": {"__name__": "http_requests_total"}, "values": [[1772323200, "100"], [1772326800, "160"], [1772330400, "220"],
      [1772334000, "5"], [1772337600, "65"], [1772341200, "125"]]}]"#
)]
#[case::panel_of_grafana(
    "Requests-data-2026-03-01 06_00_00.csv",
    b"\"Time\",\"http_requests_total\"\n2026-03-01 00:00:00,100\n2026-03-01 01:00:00,160\n2026-03-01 02:00:00,220\n\
      2026-03-01 03:00:00,5\n2026-03-01 04:00:00,65\n2026-03-01 05:00:00,125\n"
)]
#[case::panel_with_selectors(
    "panel.csv",
    b"Time,\"http_requests_total{job=\"\"api\"\"}\"\n2026-03-01 00:00:00,100\n2026-03-01 01:00:00,160\n2026-03-01 02:00:00,220\n\
      2026-03-01 03:00:00,5\n2026-03-01 04:00:00,65\n2026-03-01 05:00:00,125\n"
)]
#[case::rows_of_a_dump_in_any_order(
    "dump.csv",
    b"timestamp,__name__,instance,value\n2026-03-01T05:00:00Z,http_requests_total,a,125\n2026-03-01T00:00:00Z,http_requests_total,a,100\n\
      2026-03-01T01:00:00Z,http_requests_total,a,160\n2026-03-01T02:00:00Z,http_requests_total,a,220\n\
      2026-03-01T03:00:00Z,http_requests_total,a,5\n2026-03-01T04:00:00Z,http_requests_total,a,65\n"
)]
fn a_counter_counts_by_its_rises(#[case] name: &str, #[case] bytes: &[u8]) {
    let loaded = sources(&[(name, bytes)]);
    let card = shown(&loaded, "series:http_requests_total", Grain::Month);
    assert_eq!(card.value, Some(245.0));
    assert!(
        card.receipt.formula.starts_with("increase of a counter"),
        "{}",
        card.receipt.formula
    );
    assert_eq!(
        (card.n, card.receipt.left_out),
        (
            5,
            vec![("first of its series, from which it rises".to_owned(), 1)]
        )
    );
    let raw = read_all(name, bytes, &ReadOptions::default()).unwrap();
    let notes = recognise(&raw).notes;
    let said = notes.iter().any(|note| note.contains("is a counter"));
    assert!(said, "{notes:?}");
}

/// Two servers, each with a total of its own: 10 → 30 and 1,000 → 1,005; by day, a rise belongs to the later sample's.
#[test]
fn series_of_one_name_rise_apart() {
    let loaded = sources(&[(
        "dump.csv",
        b"timestamp,__name__,instance,value\n2026-03-01T12:00:00Z,jobs_total,a,10\n2026-03-01T12:00:00Z,jobs_total,b,1000\n\
          2026-03-02T12:00:00Z,jobs_total,a,30\n2026-03-02T12:00:00Z,jobs_total,b,1005\n",
    )]);
    let card = shown(&loaded, "series:jobs_total", Grain::Day);
    assert_eq!(card.value, Some(25.0));
    let values: Vec<Option<f64>> = card.series.iter().map(|point| point.value).collect();
    assert_eq!(values, [None, Some(25.0)]);
    let metric = Metric::find("series:jobs_total").unwrap();
    let all = Choice {
        grain: Grain::Month,
        when: When::All,
    };
    let detail = detail(&metric, &loaded, all, &Settings::default());
    let rows: Vec<(&str, Option<f64>)> = detail.breakdowns[0]
        .rows
        .iter()
        .map(|row| (row.key.as_str(), row.value))
        .collect();
    assert_eq!(rows, [("a", Some(20.0)), ("b", Some(5.0))]);
}

/// A label of numbers tells series apart as any other: 1,000 → 1,010 of code 200 and 3 → 5 of code 500.
#[test]
fn a_label_may_be_a_number() {
    let loaded = sources(&[(
        "dump.csv",
        b"timestamp,__name__,code,value\n2026-03-01T00:00:00Z,http_requests_total,200,1000\n2026-03-01T00:00:00Z,http_requests_total,500,3\n\
          2026-03-01T01:00:00Z,http_requests_total,200,1010\n2026-03-01T01:00:00Z,http_requests_total,500,5\n",
    )]);
    let card = shown(&loaded, "series:http_requests_total", Grain::Month);
    assert_eq!(card.value, Some(12.0));
}

/// Within the hour 10 observations up to 0.1 s, 40 up to 0.5 s, 50 in all: the 25th lies at 0.1 + 0.4 × 15 ÷ 30 = 0.3 s; the 95 % and
/// the 99 % past every bound, which gives the last, 0.5 s. They took 12.5 s together.
#[rstest]
#[case::answer_of_a_query("histogram.json", HISTOGRAM)]
#[case::panel_of_grafana(
    "panel.csv",
    b"Time,\"req_seconds_bucket{le=\"\"0.1\"\"}\",\"req_seconds_bucket{le=\"\"0.5\"\"}\",\"req_seconds_bucket{le=\"\"+Inf\"\"}\",req_seconds_sum,req_seconds_count\n\
      2026-03-01 00:00:00,10,40,50,12.5,50\n2026-03-01 01:00:00,20,80,100,25,100\n"
)]
#[case::rows_of_a_dump(
    "dump.csv",
    b"timestamp,__name__,le,value\n2026-03-01T00:00:00Z,req_seconds_bucket,0.1,10\n2026-03-01T01:00:00Z,req_seconds_bucket,0.1,20\n\
      2026-03-01T00:00:00Z,req_seconds_bucket,0.5,40\n2026-03-01T01:00:00Z,req_seconds_bucket,0.5,80\n\
      2026-03-01T00:00:00Z,req_seconds_bucket,+Inf,50\n2026-03-01T01:00:00Z,req_seconds_bucket,+Inf,100\n\
      2026-03-01T00:00:00Z,req_seconds_sum,,12.5\n2026-03-01T01:00:00Z,req_seconds_sum,,25\n\
      2026-03-01T00:00:00Z,req_seconds_count,,50\n2026-03-01T01:00:00Z,req_seconds_count,,100\n"
)]
fn buckets_say_quantiles(#[case] name: &str, #[case] bytes: &[u8]) {
    let loaded = sources(&[(name, bytes)]);
    let metric = Metric::find("series:req_seconds_bucket").unwrap();
    let detail = detail(&metric, &loaded, Choice::default(), &Settings::default());
    let median = detail.card.value.unwrap();
    assert!((median - 0.3).abs() < 1e-12, "{median}");
    assert_eq!(detail.card.unit, Unit::Seconds);
    assert!(detail.card.receipt.formula.contains("histogram_quantile"));
    let also: Vec<(&str, Option<f64>)> = detail
        .also
        .iter()
        .map(|statistic| (statistic.label.as_str(), statistic.value))
        .collect();
    assert_eq!(
        also,
        [("p90", Some(0.5)), ("p95", Some(0.5)), ("p99", Some(0.5))]
    );
    let sum = shown(&loaded, "series:req_seconds_sum", Grain::Month);
    assert_eq!((sum.value, sum.unit), (Some(12.5), Unit::Seconds));
    let count = shown(&loaded, "series:req_seconds_count", Grain::Month);
    assert_eq!(count.value, Some(50.0));
}

/// What a scrape answers once is no figure: nothing rises from one sample.
#[test]
fn one_sample_of_a_counter_is_no_figure() {
    let loaded = sources(&[(
        "m.prom",
        b"# TYPE jobs_total counter\njobs_total 1027 1772323200000\n# TYPE queue gauge\nqueue 3 1772323200000\n",
    )]);
    let card = shown(&loaded, "series:jobs_total", Grain::Month);
    assert_eq!(card.value, None);
    assert!(card.reason.is_none_or(|reason| !reason.contains("uantile")));
    assert_eq!(
        shown(&loaded, "series:queue", Grain::Month).value,
        Some(3.0)
    );
}

/// The same totals in files that nothing says to be of Prometheus are asked about, and nothing counts until then: 245 as above. In the
/// log of two machines, 200 → 500 and 10 → 4 → 40 rise by 300 and 4 + 36.
#[rstest]
#[case::of_one_column(
    "Time,http_requests_total\n2026-03-01 00:00:00,100\n2026-03-01 01:00:00,160\n2026-03-01 02:00:00,220\n\
     2026-03-01 03:00:00,5\n2026-03-01 04:00:00,65\n2026-03-01 05:00:00,125\n",
    "http_requests_total",
    245.0
)]
#[case::newest_first(
    "Time,http_requests_total\n2026-03-01 05:00:00,125\n2026-03-01 04:00:00,65\n2026-03-01 03:00:00,5\n\
     2026-03-01 02:00:00,220\n2026-03-01 01:00:00,160\n2026-03-01 00:00:00,100\n",
    "http_requests_total",
    245.0
)]
#[case::of_two_machines(
    "timestamp,metric,machine,value\n2026-03-01T00:00:00Z,jobs_total,1,200\n2026-03-01T00:00:00Z,jobs_total,2,10\n\
     2026-03-01T01:00:00Z,jobs_total,1,300\n2026-03-01T01:00:00Z,jobs_total,2,4\n2026-03-01T02:00:00Z,jobs_total,1,400\n\
     2026-03-01T02:00:00Z,jobs_total,2,40\n2026-03-01T03:00:00Z,jobs_total,1,500\n",
    "jobs_total",
    340.0
)]
fn a_counter_by_its_name_in_a_plain_file_is_asked_about(
    #[case] csv: &str,
    #[case] metric: &str,
    #[case] risen: f64,
) {
    assert_eq!(
        before_and_after(csv, metric),
        (true, Some(risen)),
        "{metric}"
    );
}

/// Nothing in a name, and still a total: hourly numbers that never fall, and spend since the first of the month, which starts anew with
/// each: 10 a day are 600 in two months of 30 days. Both stay what they are, predictions and costs.
#[rstest]
#[case::hourly((0..24).map(|h| format!("2026-03-01T{h:02}:00:00Z,{}\n", 1000 + 10 * h * h)), "requests", "predictions", 5290.0)]
#[case::month_to_date(
    (0..60).map(|d| format!("2026-{:02}-{:02},{}\n", 9 + d / 30, d % 30 + 1, 10 * (d % 30 + 1))),
    "cost",
    "cost",
    600.0
)]
fn a_total_by_how_it_runs_is_asked_about(
    #[case] rows: impl Iterator<Item = String>,
    #[case] name: &str,
    #[case] canonical: &str,
    #[case] risen: f64,
) {
    let csv = format!("date,{name}\n{}", rows.collect::<String>());
    let raw = read_all("t.csv", csv.as_bytes(), &ReadOptions::default()).unwrap();
    let found = recognise(&raw);
    assert!(found.questions.iter().any(|q| q.topic == Topic::Totals));
    let waiting = apply(&raw, found.mapping.as_ref().unwrap()).unwrap();
    assert_eq!(waiting.rows_used, 0);
    let mapped = apply(&raw, &found.guessed().unwrap()).unwrap();
    let column = mapped.table.column(canonical).unwrap();
    let sum: f64 = (0..column.len()).filter_map(|row| column.number(row)).sum();
    assert_eq!(sum, risen);
}

/// Whether it is asked what the numbers are with no figure until then, and the figure after the likeliest answer.
fn before_and_after(csv: &str, metric: &str) -> (bool, Option<f64>) {
    let raw = read_all("t.csv", csv.as_bytes(), &ReadOptions::default()).unwrap();
    let found = recognise(&raw);
    let is_asked = found.questions.iter().any(|q| q.topic == Topic::Totals);
    let waiting = apply(&raw, found.mapping.as_ref().unwrap()).unwrap();
    let mapped = apply(&raw, &found.guessed().unwrap()).unwrap();
    let file = SourceFile {
        file: "t.csv".to_owned(),
        sha256: String::new(),
        bytes: 0,
        rows_read: 0,
        rows_used: 0,
        left_out: Vec::new(),
        caveats: Vec::new(),
    };
    let mut loaded = Sources::default();
    loaded.add(
        mapped.kind,
        SourcePart::new(mapped.kind, mapped.table, file),
    );
    let id = format!("series:{metric}");
    let all = Choice {
        grain: Grain::Year,
        when: When::Latest,
    };
    let card = card(
        &Metric::find(&id).unwrap(),
        &loaded,
        all,
        &Settings::default(),
        50,
    );
    (is_asked && waiting.rows_used == 0, card.value)
}

/// Counts of each day under a name that ends as a counter's, and numbers that grow, are what they are.
#[rstest]
#[case::counts(
    "date,ticket_count\n2025-03-01,10\n2025-03-02,9\n2025-03-03,12\n2025-03-04,13\n2025-03-05,8\n"
)]
#[case::growth(
    "month,customers\n2025-01,100\n2025-02,110\n2025-03,120\n2025-04,150\n2025-05,180\n"
)]
#[case::flags(
    "timestamp,up\n2025-03-01T00:00:00Z,1\n2025-03-01T01:00:00Z,0\n2025-03-01T02:00:00Z,1\n"
)]
fn what_rises_and_falls_or_grows_is_not_asked_about(#[case] csv: &str) {
    let raw = read_all("t.csv", csv.as_bytes(), &ReadOptions::default()).unwrap();
    let asked = recognise(&raw).questions;
    assert!(asked.iter().all(|q| q.topic != Topic::Totals), "{asked:?}");
}

/// Totals of each month that somebody typed are no counter, and neither is what the file calls a gauge.
#[rstest]
#[case::plain_table(
    "t.csv",
    b"date,metric,value\n2026-01-01,signups_total,30\n2026-02-01,signups_total,50\n",
    "series:signups_total",
    50.0
)]
#[case::wide_table(
    "t.csv",
    b"date,signups_total\n2026-01-01,30\n2026-02-01,50\n",
    "series:signups_total",
    50.0
)]
#[case::gauge(
    "m.prom",
    b"# TYPE cpu_count gauge\ncpu_count 8 1772323200000\ncpu_count 8 1772326800000\n",
    "series:cpu_count",
    8.0
)]
#[case::known_id(
    "t.csv",
    b"date,metric,value\n2026-01-01,incident_count,3\n2026-02-01,incident_count,4\n",
    "incident_count",
    4.0
)]
fn what_is_no_counter_is_not_taken_for_one(
    #[case] name: &str,
    #[case] bytes: &[u8],
    #[case] id: &str,
    #[case] expected: f64,
) {
    let card = shown(&sources(&[(name, bytes)]), id, Grain::Month);
    assert_eq!(card.value, Some(expected));
}

/// What rate() answers of buckets has no name and no totals: per bound 2 and 8 a second of 10, twice. By hand: the 5th of 10 lies at
/// 0.1 + 0.4 × 3 ÷ 6.
#[test]
fn rates_of_buckets_are_no_totals() {
    let series = |le: &str, rate: u32| {
        format!(
            r#"{{"metric": {{"le": "{le}"}}, "values": [[1772323200, "{rate}"], [1772326800, "{rate}"]]}}"#
        )
    };
    let all = [("0.1", 2), ("0.5", 8), ("+Inf", 10)].map(|(le, rate)| series(le, rate));
    let answer = format!(
        r#"{{"status": "success", "data": {{"resultType": "matrix", "result": [{}]}}}}"#,
        all.join(", ")
    );
    let loaded = sources(&[("latency.json", answer.as_bytes())]);
    let card = shown(&loaded, "series:latency", Grain::Month);
    let median = card.value.unwrap();
    assert!((median - 0.3).abs() < 1e-12, "{median}");
}

/// The median and the 99 % of a summary have no mean: their range is shown.
#[test]
fn quantiles_of_a_summary_are_not_averaged() {
    let loaded = sources(&[(
        "m.prom",
        b"# TYPE rpc_seconds summary\nrpc_seconds{quantile=\"0.5\"} 0.2 1772323200000\nrpc_seconds{quantile=\"0.99\"} 4 1772323200000\n",
    )]);
    let all = Choice {
        grain: Grain::Month,
        when: When::All,
    };
    let metric = Metric::find("series:rpc_seconds").unwrap();
    let card = card(&metric, &loaded, all, &Settings::default(), 1);
    assert_eq!(card.value, None);
    let inputs: Vec<(&str, f64)> = card
        .receipt
        .inputs
        .iter()
        .map(|i| (i.name.as_str(), i.value))
        .collect();
    assert_eq!(inputs, [("values", 2.0), ("lowest", 0.2), ("highest", 4.0)]);
}

const YTD: &str = include_str!("data/periods/ytd.csv");

/// A table of totals, as the user says them to be.
fn totals(text: &str) -> Sources {
    let raw = read_all("totals.csv", text.as_bytes(), &ReadOptions::default()).unwrap();
    let mut mapping = recognise(&raw).guessed().unwrap();
    let total = |name: &String| MetricEdit {
        kind: Some(SampleKind::Counter),
        ..MetricEdit::of(name)
    };
    mapping.metric_edits = mapping.metrics.iter().map(total).collect();
    let mapped = apply(&raw, &mapping).unwrap();
    let mut sources = Sources::default();
    let part = SourcePart::new(mapped.kind, mapped.table, SourceFile::default());
    sources.add(mapped.kind, part);
    sources
}

/// Revenue of the year so far, to November. By hand: of a series that begins with its year all that the total holds, 1,166; of one from
/// March what it rose from the third month to the eleventh, 1,166 − 306; with the year before, each year by itself.
#[rstest]
#[case::from_january(YTD, "series:YTD revenue", 1_166.0)]
#[case::under_a_name_that_says_nothing(
    "Month,Revenue so far\n2026-01,101\n2026-02,203\n2026-03,306\n2026-04,410\n",
    "series:Revenue so far",
    410.0
)]
#[case::quarters(
    "Quarter,FYTD sales\n2026-Q1,10\n2026-Q2,31\n2026-Q3,45\n",
    "series:FYTD sales",
    45.0
)]
#[case::dated_at_the_end_of_months(
    "date,YTD sales\n2026-01-31,10\n2026-02-28,31\n2026-03-31,45\n",
    "series:YTD sales",
    45.0
)]
#[case::two_years(
    "Month,YTD revenue\n2025-11,90\n2025-12,100\n2026-01,12\n2026-02,20\n",
    "series:YTD revenue",
    20.0
)]
#[case::of_all_years_so_far(
    "Month,Customers ever\n2026-01,5000\n2026-02,5100\n2026-03,5250\n",
    "series:Customers ever",
    250.0
)]
#[case::from_march(
    "Month,YTD revenue\n2026-03,306\n2026-04,410\n2026-05,515\n2026-11,1166\n",
    "series:YTD revenue",
    860.0
)]
fn a_total_of_the_year_has_risen_by_its_first_value(
    #[case] text: &str,
    #[case] id: &str,
    #[case] risen: f64,
) {
    let sources = totals(text);
    let year = Choice {
        grain: Grain::Year,
        when: When::ToDate,
    };
    let card = card(
        &Metric::find(id).unwrap(),
        &sources,
        year,
        &Settings::default(),
        50,
    );
    assert_eq!(card.value, Some(risen));
    assert_eq!(
        card.receipt.longer,
        "the sum of the rises in them, a fall taken for a restart from 0"
    );
}

/// Where it is not known what the first value rose by, the longer period says so, and does not begin with it.
#[rstest]
#[case(YTD, "series:YTD revenue", true)]
#[case(
    "Month,Customers ever\n2026-01,5000\n2026-02,5100\n2026-03,5250\n",
    "series:Customers ever",
    false
)]
fn a_first_value_of_more_than_its_step_is_no_part_of_the_year(
    #[case] text: &str,
    #[case] id: &str,
    #[case] is_known: bool,
) {
    let sources = totals(text);
    let by = |grain, start: &str| {
        let period = Period::containing_date(start.parse().unwrap(), grain);
        let choice = Choice {
            grain,
            when: When::At(period),
        };
        card(
            &Metric::find(id).unwrap(),
            &sources,
            choice,
            &Settings::default(),
            50,
        )
    };
    let quarter = by(Grain::Quarter, "2026-01-01");
    let made = quarter.made.unwrap();
    let says = made.ends_with("without the first value, of which it is not known what rose when");
    assert_eq!(!says, is_known, "{made}");
    assert_eq!(quarter.standing == Standing::Whole, is_known);
    assert_eq!(by(Grain::Month, "2026-01-01").value.is_some(), is_known);
}

/// A metric of the catalogue under a running total is not the sum of totals.
#[test]
fn a_known_metric_may_be_a_total() {
    let sources = totals(
        "Month,spend\n2026-01,100\n2026-02,210\n2026-03,330\n2026-04,460\n2026-05,600\n2026-06,750\n2026-07,910\n2026-08,1080\n",
    );
    let year = Choice {
        grain: Grain::Year,
        when: When::ToDate,
    };
    let card = card(
        &Metric::find("spend").unwrap(),
        &sources,
        year,
        &Settings::default(),
        50,
    );
    assert_eq!(card.value, Some(1_080.0));
}
