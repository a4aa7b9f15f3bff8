//! Every canonical table is recognised by its own header, and by no other.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // here a panic is the report

use outturn_core::table::{ColumnKind, ColumnSchema, TableKind, TableSchema, schema};
use outturn_import::{RawFile, ReadOptions, Recognition, Topic, apply, read_all, recognise};
use rstest::rstest;

fn read(text: &str) -> RawFile {
    read_all("upload.csv", text.as_bytes(), &ReadOptions::default()).unwrap()
}

/// A value that such a column may have.
fn value(column: &ColumnSchema) -> &'static str {
    match (column.words.first(), column.kind) {
        (Some(word), _) => word,
        (None, ColumnKind::Timestamp) => "2026-01-01T00:00:00Z",
        (None, ColumnKind::Number) => "0.5",
        (None, ColumnKind::Boolean) => "true",
        (None, ColumnKind::Text) => "a",
    }
}

fn file(columns: &[&ColumnSchema], more: &str) -> RawFile {
    let names: Vec<&str> = columns.iter().map(|c| c.name).collect();
    let values: Vec<&str> = columns.iter().map(|c| value(c)).collect();
    let (more_name, more_value) = more.split_once('=').unwrap_or(("", ""));
    let comma = if more.is_empty() { "" } else { "," };
    read(&format!(
        "{}{comma}{more_name}\n{}{comma}{more_value}\n",
        names.join(","),
        values.join(",")
    ))
}

fn expect(table: &TableSchema, file: &RawFile) -> Recognition {
    let recognition = recognise(file);
    assert_eq!(
        recognition.kind,
        Some(table.kind),
        "{}: {:?}",
        table.name,
        recognition.notes
    );
    let mapped = apply(file, recognition.mapping.as_ref().unwrap()).unwrap();
    assert_eq!(
        (mapped.rows_used, mapped.left_out.len()),
        (1, 0),
        "{}",
        table.name
    );
    recognition
}

#[test]
fn each_table_is_recognised_by_its_full_header() {
    for table in schema::ALL {
        let columns: Vec<_> = table.columns.iter().collect();
        let more = if table.kind == TableKind::Features {
            "income=3.5"
        } else {
            ""
        };
        let mapping = expect(table, &file(&columns, more)).mapping.unwrap();
        for column in table.columns {
            assert!(
                mapping.binding(column.name).is_some(),
                "{}.{}",
                table.name,
                column.name
            );
        }
    }
}

#[test]
fn each_table_is_recognised_by_what_it_needs() {
    for table in schema::ALL {
        let needed: &[&str] = match table.kind {
            TableKind::Uptime => &["timestamp", "up"],
            TableKind::Features => &["window"],
            // What these need is in every kind of file: one more column says what it is.
            TableKind::Predictions => &["timestamp", "predicted"],
            TableKind::Models => &["model", "owner"],
            TableKind::Initiatives => &["name", "pilot_at"],
            TableKind::Platform => &["period", "active_users", "ml_team"],
            _ => &[],
        };
        let columns = table.columns.iter();
        let columns: Vec<_> = columns
            .filter(|c| c.required || needed.contains(&c.name))
            .collect();
        let more = if table.kind == TableKind::Features {
            "income=3.5"
        } else {
            ""
        };
        expect(table, &file(&columns, more));
    }
}

/// A column that belongs to no table does not make a file another one.
#[test]
fn a_further_column_changes_nothing() {
    for table in schema::ALL {
        let columns: Vec<_> = table.columns.iter().collect();
        let recognition = expect(table, &file(&columns, "zodiac_sign=leo"));
        let told = recognition.notes.iter().any(|n| n.contains("zodiac_sign"));
        let kept = recognition
            .mapping
            .unwrap()
            .labels
            .contains(&"zodiac_sign".to_owned());
        assert!(told != kept, "{}", table.name);
    }
}

#[test]
fn usual_names_do_as_well() {
    for table in schema::ALL {
        for column in table.columns {
            for usual in column.usual {
                let other = ColumnSchema {
                    name: usual,
                    ..*column
                };
                let columns: Vec<_> = table
                    .columns
                    .iter()
                    .map(|c| if c.name == column.name { &other } else { c })
                    .collect();
                let more = if table.kind == TableKind::Features {
                    "income=3.5"
                } else {
                    ""
                };
                let mapping = expect(table, &file(&columns, more)).mapping.unwrap();
                assert!(
                    mapping.binding(column.name).is_some(),
                    "{}.{usual}",
                    table.name
                );
            }
        }
    }
}

/// Files that have some of a table's columns, and are something else.
#[rstest]
#[case("id,created_at,environment,sha\n1,2026-01-01T00:00:00Z,prod,ab\n")]
#[case("id,started_at,colour\n1,2026-01-01T00:00:00Z,red\n")]
#[case("name,age\nann,40\n")]
#[case("name,owner,colour\nann,bob,red\n")]
#[case("order_date,customer,amount\n2026-01-01,ann,5\n")]
#[case("model,colour\na,red\n")]
#[case("date,model,accuracy\n2026-01-01,a,0.9\n")]
#[case("date,model,owner\n2026-01-01,a,ann\n")]
#[case("timestamp,user,page\n2026-01-01T00:00:00Z,ann,home\n")]
#[case("window,income\nnorth,5\n")]
#[case("workflow,owner\nclaims,ann\n")]
#[case("experiment,variant\na,b\n")]
#[case("date,person,hours_slept\n2026-01-01,ann,8\n")]
#[case("stage,duration\nload,5\n")]
fn other_files_are_left_to_the_user(#[case] text: &str) {
    let recognition = recognise(&read(text));
    assert_eq!(
        (recognition.kind, &recognition.mapping),
        (None, &None),
        "{text}"
    );
    assert!(!recognition.notes.is_empty());
}

/// Columns that are in more than one table.
#[rstest]
#[case(
    "id,opened_at,kind,severity,model\n1,2026-01-01,audit,high,a\n",
    TableKind::Findings
)]
#[case(
    "id,opened_at,severity,model\n1,2026-01-01,high,a\n",
    TableKind::Incidents
)]
#[case(
    "model,started_at,ended_at\na,2026-01-01,2026-01-02\n",
    TableKind::Uptime
)]
#[case(
    "run_id,started_at,finished_at,user\n1,2026-01-01,2026-01-02,ann\n",
    TableKind::TrainingRuns
)]
#[case(
    "run_id,workflow,started_at,finished_at\n1,claims,2026-01-01,2026-01-02\n",
    TableKind::WorkflowRuns
)]
#[case(
    "id,model,started_at,finished_at,status\n1,a,2026-01-01,2026-01-02,success\n",
    TableKind::Deployments
)]
#[case("timestamp,gpu,utilization\n2026-01-01,0,0.5\n", TableKind::Gpu)]
#[case(
    "timestamp,utilization,temperature\n2026-01-01,0.5,60\n",
    TableKind::Gpu
)]
#[case("date,nps,csat\n2026-01-01,40,4.5\n", TableKind::MetricSeries)]
#[case("date,kind,score\n2026-01-01,nps,9\n", TableKind::Surveys)]
#[case("month,tickets\n2026-01,5\n", TableKind::MetricSeries)]
#[case("month,active_users,ml_team\n2026-01,5,9\n", TableKind::Platform)]
#[case("model,baseline_accuracy,owner\na,0.9,ann\n", TableKind::Models)]
#[case(
    "model,test,baseline_accuracy,accuracy\na,noise,0.9,0.8\n",
    TableKind::StressTests
)]
#[case(
    "experiment,variant,users,conversions,date\nx,a,10,1,2026-01-01\n",
    TableKind::AbTests
)]
#[case(
    "checked_at,model,kind,feature,method,score\n2026-01-01,a,drift,age,psi,0.1\n",
    TableKind::DriftChecks
)]
#[case("checked_at,model,up\n2026-01-01,a,true\n", TableKind::Uptime)]
#[case(
    "shift_at,detected_at,model,severity\n2026-01-01,2026-01-02,a,high\n",
    TableKind::DriftEvents
)]
fn tables_that_share_columns_are_told_apart(#[case] text: &str, #[case] kind: TableKind) {
    let recognition = recognise(&read(text));
    assert_eq!(recognition.kind, Some(kind), "{:?}", recognition.notes);
}

/// What fits two tables alike is asked, and nothing is made of it until it is answered.
#[test]
fn a_file_that_fits_two_tables_is_asked_about() {
    let file = read("date,model,cost,predictions\n2026-01-01,a,5,1000\n");
    let recognition = recognise(&file);
    assert_eq!((recognition.kind, &recognition.mapping), (None, &None));
    let question = &recognition.questions[0];
    assert_eq!((question.topic, question.choices.len()), (Topic::Table, 2));
    let mapping = question.answer(None, 1).unwrap();
    assert_eq!(apply(&file, &mapping).unwrap().rows_used, 1);
    assert_eq!(question.answer(None, 2), None);
}
