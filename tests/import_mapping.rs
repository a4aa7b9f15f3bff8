//! Recognising files by their columns and bringing them to the canonical tables, by proposal and by hand.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // here a panic is the report

use outturn_core::table::TableKind;
use outturn_import::{
    DateOrder, Fault, LeftOutReason, Mapped, Mapping, RawFile, ReadOptions, Source, apply,
    read_all, recognise,
};
use rstest::rstest;

fn read(text: &str) -> RawFile {
    read_all("upload.csv", text.as_bytes(), &ReadOptions::default()).unwrap()
}

/// The table that a file's own proposal makes.
fn proposed(text: &str) -> Mapped {
    let file = read(text);
    apply(&file, &recognise(&file).mapping.unwrap()).unwrap()
}

fn shown(mapped: &Mapped, column: &str) -> Vec<Option<String>> {
    let column = mapped.table.column(column).unwrap();
    (0..column.len()).map(|row| column.display(row)).collect()
}

fn some<const N: usize>(values: [&str; N]) -> Vec<Option<String>> {
    values.iter().map(|v| Some((*v).to_owned())).collect()
}

#[rstest]
#[case(
    "timestamp,model,latency_ms,status,predicted,actual,group,cost_usd\n2026-01-01T00:00:00Z,a,1.5,ok,1,1,A,0.1\n",
    TableKind::Predictions
)]
#[case("Timestamp,Y_Pred,Y_True\n2026-01-01,1,0\n", TableKind::Predictions)]
#[case("date,model,predictions\n2026-01-01,a,1000\n", TableKind::Volumes)]
#[case(
    "incident_id,service,deployment_id,opened_at,resolved_at,severity\ni0,s,d1,2026-01-01T00:00:00Z,,sev1\n",
    TableKind::Incidents
)]
#[case(
    "deployment_id,service,commit_at,deployed_at,status,team\nd0,s,2026-01-01T00:00:00Z,2026-01-02T00:00:00Z,failed,t\n",
    TableKind::Deployments
)]
#[case("Date;Model;Cost;Currency\n2026-01-01;a;10.5;EUR\n", TableKind::Costs)]
#[case(
    "date,metric,value,team\n2026-01-01,nps,40,blue\n",
    TableKind::MetricSeries
)]
#[case("date,nps,csat\n2026-01-01,40,4.5\n", TableKind::MetricSeries)]
#[case("year,month,tickets\n2026,Jan,4\n", TableKind::MetricSeries)]
#[case("timestamp,model,up\n2026-01-01T00:00:00Z,a,true\n", TableKind::Uptime)]
#[case(
    "model,started_at,ended_at\na,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z\n",
    TableKind::Uptime
)]
#[case(
    "period,workflow,volume,minutes_before,minutes_after\n2026-01,claims,2000,10,3\n",
    TableKind::Cases
)]
fn each_table_is_recognised_by_its_columns(#[case] text: &str, #[case] kind: TableKind) {
    let file = read(text);
    let recognition = recognise(&file);
    assert_eq!(recognition.kind, Some(kind));
    let mapped = apply(&file, &recognition.mapping.unwrap()).unwrap();
    assert_eq!(
        (mapped.kind, mapped.rows_used, mapped.left_out.len()),
        (kind, 1, 0)
    );
}

/// An id and a creation time are in every export there is.
#[rstest]
#[case("id,created_at,environment,sha\n1,2026-01-01T00:00:00Z,prod,ab\n")]
#[case("id,clf_target\n1,0\n")]
#[case("name,age\nann,40\n")]
#[case("order_date,customer,amount\n2026-01-01,ann,5\n")]
fn other_files_are_left_to_the_user(#[case] text: &str) {
    let recognition = recognise(&read(text));
    assert_eq!((recognition.kind, recognition.mapping), (None, None));
    assert!(!recognition.notes.is_empty());
}

#[test]
fn rows_that_lack_what_is_needed_are_left_out_with_their_reason() {
    let mapped = proposed(
        "date,cost,model\n2026-01-01,1.5,a\n,2,b\nsoon,3,c\n2026-01-04,free,d\n2026-01-05,4,e\n",
    );
    assert_eq!(shown(&mapped, "cost"), some(["1.5", "4"]));
    assert_eq!((mapped.rows_read, mapped.rows_used), (5, 2));
    let told: Vec<_> = mapped
        .left_out
        .iter()
        .map(|out| {
            (
                out.row,
                out.reason.code(),
                out.column.as_deref(),
                out.found.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (2, "missing_required", Some("date"), None),
            (3, "not_a_date", Some("date"), Some("soon")),
            (4, "not_a_number", Some("cost"), Some("free")),
        ]
    );
}

#[test]
fn rows_are_counted_as_in_the_file_when_others_could_not_be_read() {
    let mapped = proposed("date,cost\n2026-01-01,1\n2026-01-02,2,surplus\nnever,3\n");
    let rows: Vec<_> = mapped
        .left_out
        .iter()
        .map(|out| (out.row, out.reason.code()))
        .collect();
    assert_eq!(rows, [(2, "wrong_cell_count"), (3, "not_a_date")]);
}

#[test]
fn an_unusable_value_elsewhere_is_missing_and_noted() {
    let mapped = proposed("timestamp,latency_ms,model\n2026-01-01,12,a\n2026-01-02,slow,b\n");
    assert_eq!(shown(&mapped, "latency_ms"), [Some("12".to_owned()), None]);
    assert!(
        mapped
            .notes
            .iter()
            .any(|n| n.contains("latency_ms: 1 values") && n.contains("row 2")),
        "{:?}",
        mapped.notes
    );
}

#[test]
fn an_open_order_of_day_and_month_waits_for_the_user() {
    let file = read(
        "id,opened_at,resolved_at\nI-1,03/04/2024 10:00,03/04/2024 12:00\nI-2,05/06/2024 10:00,\n",
    );
    let recognition = recognise(&file);
    assert!(
        recognition
            .notes
            .iter()
            .any(|n| n.contains("opened_at") && n.contains("day or month")),
        "{:?}",
        recognition.notes
    );
    let mut mapping = recognition.mapping.unwrap();

    let open = apply(&file, &mapping).unwrap();
    assert_eq!(open.rows_used, 0);
    assert!(
        open.left_out
            .iter()
            .all(|out| out.reason == LeftOutReason::AmbiguousDate)
    );

    mapping.order_dates("detected_at", DateOrder::MonthFirst);
    let told = apply(&file, &mapping).unwrap();
    assert_eq!(
        shown(&told, "detected_at"),
        some(["2024-03-04T10:00:00Z", "2024-05-06T10:00:00Z"])
    );
    // The other column still waits.
    assert!(told.table.column("resolved_at").is_none());
}

#[rstest]
#[case::seconds("1700000000", "2023-11-14T22:13:20Z")]
#[case::milliseconds("1700000000500", "2023-11-14T22:13:20.500Z")]
#[case::microseconds("1700000000500000", "2023-11-14T22:13:20.500Z")]
#[case::fractions("1700000000.25", "2023-11-14T22:13:20.250Z")]
#[case::digits("20240318", "2024-03-18T00:00:00Z")]
#[case::month("202403", "2024-03-01T00:00:00Z")]
#[case::year("2024", "2024-01-01T00:00:00Z")]
#[case::month_text("2024-03", "2024-03-01T00:00:00Z")]
#[case::quarter_text("2024-Q2", "2024-04-01T00:00:00Z")]
fn times_are_read_in_the_ways_people_write_them(#[case] written: &str, #[case] expected: &str) {
    let mapped = proposed(&format!("date,cost\n{written},1\n"));
    assert_eq!(shown(&mapped, "date"), some([expected]));
}

#[test]
fn words_are_brought_to_the_canonical_ones() {
    let mapped = proposed(
        "deployment_id,finished_at,status\n1,2026-01-01,SUCCESS\n2,2026-01-01,Failed\n3,2026-01-01,Rolled back\n4,2026-01-01,Queued\n",
    );
    assert_eq!(
        shown(&mapped, "status"),
        some(["success", "failure", "rolled_back", "Queued"])
    );
    let mapped = proposed("timestamp,status\n2026-01-01,200\n2026-01-01,503\n2026-01-01,404\n");
    assert_eq!(shown(&mapped, "status"), some(["ok", "error", "404"]));
}

#[test]
fn a_mapping_is_edited_column_by_column_and_kept_as_json() {
    let file = read("day,spent,owner\n2026-01-01,5,ann\n");
    let mut mapping = Mapping::new(TableKind::Costs);
    mapping
        .bind("date", Source::column("day"))
        .bind("cost", Source::column("owner"))
        .bind("cost", Source::column("spent"))
        .bind("currency", Source::constant("EUR"))
        .bind("model", Source::constant("churn-v3"))
        .unbind("model");
    let json = serde_json::to_string(&mapping).unwrap();
    assert_eq!(serde_json::from_str::<Mapping>(&json).unwrap(), mapping);

    let mapped = apply(&file, &mapping).unwrap();
    assert_eq!(
        (shown(&mapped, "cost"), shown(&mapped, "currency")),
        (some(["5"]), some(["EUR"]))
    );
    assert_eq!(mapped.table.columns().len(), 3);
}

#[rstest]
#[case::no_such_column(&[("date", Source::column("day")), ("cost", Source::column("price"))], Fault::NoSuchColumn { column: "price".into() })]
#[case::unbound(&[("date", Source::column("day"))], Fault::Unbound { canonical: "cost".into(), table: "Costs".into() })]
#[case::no_number(&[("date", Source::column("day")), ("cost", Source::constant("dear"))], Fault::BadConstant { canonical: "cost".into(), found: "dear".into() })]
fn a_mapping_that_cannot_work_is_refused(
    #[case] bindings: &[(&str, Source)],
    #[case] expected: Fault,
) {
    let file = read("day,spent\n2026-01-01,5\n");
    let mut mapping = Mapping::new(TableKind::Costs);
    for (canonical, source) in bindings {
        mapping.bind(canonical, source.clone());
    }
    assert_eq!(apply(&file, &mapping).unwrap_err().fault, expected);
}

#[test]
fn labels_of_a_metric_series_are_kept() {
    let mapped = proposed(
        "date,metric,value,team,region\n2026-01-01,nps,40,blue,eu\n2026-01-01,nps,35,red,us\n",
    );
    assert_eq!(
        (shown(&mapped, "team"), shown(&mapped, "region")),
        (some(["blue", "red"]), some(["eu", "us"]))
    );
}

#[test]
fn a_wide_series_skips_cells_without_a_value() {
    let mapped = proposed("month,nps,csat\n2026-01,40,\n2026-02,,\n2026-03,,4.5\nlater,1,1\n");
    assert_eq!(shown(&mapped, "metric"), some(["nps", "csat"]));
    assert_eq!(
        shown(&mapped, "date"),
        some(["2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z"])
    );
    let rows: Vec<_> = mapped
        .left_out
        .iter()
        .map(|out| (out.row, out.reason.code()))
        .collect();
    assert_eq!(rows, [(2, "missing_required"), (4, "not_a_date")]);
    assert_eq!(mapped.rows_used, 2);
}

#[test]
fn outages_and_probes_may_be_in_one_file() {
    let mapped = proposed(
        "timestamp,up,started_at,ended_at\n2026-01-01,1,,\n,,2026-01-02,2026-01-03\n2026-01-01,,,\n",
    );
    assert_eq!((mapped.rows_used, mapped.left_out.len()), (2, 1));
    assert_eq!(shown(&mapped, "up"), [Some("true".to_owned()), None]);
}

/// Later rows of one incident replace earlier ones; a row without a number is no row of another.
#[test]
fn the_last_row_of_an_incident_counts() {
    let mapped = proposed(
        "number,state,priority,opened_at,resolved_at\nINC1,New,2 - High,2026-01-01 10:00:00,\nINC2,New,3 - Low,2026-01-01 11:00:00,\n\
         INC1,Resolved,1 - Critical,2026-01-01 10:00:00,2026-01-01 12:00:00\n",
    );
    assert_eq!(shown(&mapped, "id"), some(["INC2", "INC1"]));
    assert_eq!(
        shown(&mapped, "severity"),
        some(["3 - Low", "1 - Critical"])
    );
    assert_eq!(
        mapped.left_out[0].reason,
        LeftOutReason::Superseded { by: 3 }
    );
    assert_eq!(
        mapped.left_out[0].reason.to_string(),
        "superseded by row 3, a later row of the same item"
    );
}
