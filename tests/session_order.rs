//! The order of files is the user's: nothing depends on which of them was read first, and loading one costs no more the more there are.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use outturn_core::calendar::Grain;
use outturn_core::table::{Table, TableKind};
use outturn_core::units::Timestamp;
use outturn_import::{self as import, ReadOptions};
use outturn_metrics::scorecard::{Choice, When, default_weights};
use outturn_metrics::{SourceFile, SourcePart, Sources};
use outturn_protocol::{ForgetFile, GatherEverything, LeadLagQuestion, OrderFiles, Treatment};
use outturn_report::snapshot::{SnapshotInput, snapshot};
use outturn_session::{Answers, Session};
use std::collections::BTreeMap;
use std::sync::Arc;

const EVERYTHING: Choice = Choice {
    grain: Grain::Day,
    when: When::All,
};

/// Logs of one week each, with amounts that do not add up to a round double, models and classes that the files meet in different
/// orders, a file of series and one of deployments.
fn five_files() -> Vec<(String, String)> {
    let log = |week: u32, models: [&str; 3], classes: [&str; 3]| {
        let mut text = "timestamp,model,latency_ms,status,predicted,actual,count,cost\n".to_owned();
        for n in 0..60 {
            let (day, hour) = (7 * week + n % 7 + 1, n % 24);
            let at = |all: [&'static str; 3], by: u32| all[(n / by % 3) as usize];
            let (model, predicted, actual) = (
                models[(n % 3) as usize],
                classes[(n / 2 % 3) as usize],
                classes[(n / 3 % 3) as usize],
            );
            let status = at(["ok", "error", "ok"], 4);
            let (latency, count, cost) = (
                f64::from(n) * 1.7 + 0.1,
                f64::from(n) / 3.0 + 0.1,
                f64::from(n * week + 1) / 7e3,
            );
            text += &format!(
                "2026-03-{day:02}T{hour:02}:00:00Z,{model},{latency},{status},{predicted},{actual},{count},{cost}\n"
            );
        }
        text
    };
    let series: String = (0..40)
        .map(|n| {
            format!(
                "2026-03-{:02},{},{}\n",
                n % 28 + 1,
                ["churn", "nps"][n % 2],
                (n * n) as f64 / 9.0
            )
        })
        .collect();
    let deployments: String = (0..20)
        .map(|n| {
            format!(
                "d{n},2026-03-{:02}T10:00:00Z,{}\n",
                n + 1,
                ["success", "failure"][n % 2]
            )
        })
        .collect();
    [
        ("one.csv", log(0, ["a", "b", "c"], ["x", "y", "z"])),
        ("two.csv", log(1, ["c", "a", "d"], ["z", "x", "y"])),
        ("three.csv", log(2, ["d", "b", "a"], ["y", "w", "x"])),
        ("series.csv", format!("date,metric,value\n{series}")),
        (
            "deployments.csv",
            format!("id,deployed_at,status\n{deployments}"),
        ),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text))
    .collect()
}

/// Every order of so many things.
fn orders(n: usize) -> Vec<Vec<usize>> {
    if n == 0 {
        return vec![Vec::new()];
    }
    let shorter = orders(n - 1).into_iter();
    shorter
        .flat_map(|order| {
            (0..n).map(move |at| {
                let mut order = order.clone();
                order.insert(at, n - 1);
                order
            })
        })
        .collect()
}

fn load(session: &mut Session, name: &str, text: &str) {
    let raw = import::read_all(name, text.as_bytes(), &ReadOptions::default()).unwrap();
    let treatment = Treatment {
        mapping: import::recognise(&raw).guessed(),
        ..Treatment::default()
    };
    let summary = session.load(&name.to_owned(), raw, &treatment).unwrap();
    assert!(summary.rows_used > 0, "{name}: {summary:?}");
}

fn everything(session: &mut Session) -> SnapshotInput {
    let question = GatherEverything {
        filters: outturn_metrics::scorecard::Filters::default(),
        choice: EVERYTHING,
        settings: Default::default(),
        weights: default_weights(),
        lead_lag: LeadLagQuestion {
            outcome: None,
            without: Vec::new(),
            grain: None,
            transform: None,
            max_lag: 3,
            overlay: None,
        },
    };
    session.answer(&question).unwrap()
}

/// The snapshot of what is loaded, on one day.
fn written(session: &mut Session) -> String {
    let known = everything(session);
    snapshot(&known, EVERYTHING, &[], Timestamp(0))
        .to_json()
        .unwrap()
}

#[test]
fn files_read_in_any_order_make_one_snapshot() {
    let files = five_files();
    let mut first = None;
    for order in orders(files.len()) {
        let mut session = Session::default();
        let told = files.iter().map(|(name, _)| name.clone()).collect();
        session.answer(&OrderFiles { files: told }).unwrap();
        for at in &order {
            load(&mut session, &files[*at].0, &files[*at].1);
        }
        let written = written(&mut session);
        let first = first.get_or_insert_with(|| written.clone());
        assert!(*first == written, "read in the order {order:?}");
    }
}

/// Every figure by its metric, its period and its slice, to the last bit.
fn figures(session: &mut Session) -> BTreeMap<String, u64> {
    let known = everything(session);
    let mut all = BTreeMap::new();
    for detail in &known.details {
        let id = &detail.card.id;
        let mut add = |what: String, value: Option<f64>| {
            all.extend(value.map(|value| (format!("{id} {what}"), value.to_bits())));
        };
        add("all".to_owned(), detail.card.value);
        for point in &detail.card.series {
            add(point.period.label(), point.value);
        }
        for breakdown in &detail.breakdowns {
            for row in &breakdown.rows {
                add(format!("{} {}", breakdown.by, row.key), row.value);
            }
        }
    }
    all
}

#[test]
fn figures_are_the_same_to_the_last_bit_whatever_order_the_user_gives_the_files() {
    let files = five_files();
    let mut first = None;
    for order in orders(files.len()) {
        let mut session = Session::default();
        for at in &order {
            load(&mut session, &files[*at].0, &files[*at].1);
        }
        let figures = figures(&mut session);
        assert!(figures.len() > 100, "{figures:?}");
        let first = first.get_or_insert_with(|| figures.clone());
        assert_eq!(*first, figures, "in the order {order:?}");
    }
}

fn sources(session: &mut Session) -> Vec<String> {
    let known = everything(session);
    known
        .files
        .iter()
        .map(|file| file.facts.file.clone())
        .collect()
}

#[test]
fn a_file_that_comes_back_takes_its_place_and_files_never_named_come_last() {
    let files = five_files();
    let mut session = Session::default();
    let tell = |session: &mut Session, names: &[&str]| {
        let files = names.iter().map(|name| (*name).to_owned()).collect();
        session.answer(&OrderFiles { files }).unwrap();
    };
    for (name, text) in &files {
        load(&mut session, name, text);
    }
    tell(&mut session, &["three.csv", "two.csv", "one.csv"]);
    let told = [
        "three.csv",
        "two.csv",
        "one.csv",
        "series.csv",
        "deployments.csv",
    ];
    assert_eq!(sources(&mut session), told);
    session
        .answer(&ForgetFile {
            file: "two.csv".to_owned(),
        })
        .unwrap();
    assert_eq!(
        sources(&mut session),
        ["three.csv", "one.csv", "series.csv", "deployments.csv"]
    );
    load(&mut session, &files[1].0, &files[1].1);
    assert_eq!(sources(&mut session), told);
    // Read anew, as with other options, it stays where it is.
    load(&mut session, &files[2].0, &files[2].1);
    assert_eq!(sources(&mut session), told);
    tell(
        &mut session,
        &["one.csv", "never loaded.csv", "deployments.csv", "two.csv"],
    );
    assert_eq!(
        sources(&mut session),
        [
            "one.csv",
            "deployments.csv",
            "two.csv",
            "three.csv",
            "series.csv"
        ]
    );
}

/// Rows are brought together when a figure asks for them, and only where there is more than one file.
#[test]
fn a_file_is_added_without_copying_a_row() {
    let part = |name: &str, rows: usize| {
        let file = SourceFile {
            file: name.to_owned(),
            sha256: String::new(),
            bytes: 0,
            rows_read: rows as u64,
            rows_used: rows as u64,
            left_out: Vec::new(),
            caveats: Vec::new(),
        };
        SourcePart::new(TableKind::Incidents, Arc::new(Table::new(rows)), file)
    };
    let (one, two) = (part("one", 2), part("two", 3));
    let mut sources = Sources::default();
    sources.add(TableKind::Incidents, one.clone());
    let alone = sources.get(TableKind::Incidents).unwrap();
    assert!(Arc::ptr_eq(alone.table(), &one.table));
    sources.add(TableKind::Incidents, two.clone());
    let both = sources.get(TableKind::Incidents).unwrap();
    assert!(Arc::ptr_eq(&both.parts()[0], &one.table) && Arc::ptr_eq(&both.parts()[1], &two.table));
    assert_eq!(both.table().rows(), 5);
    assert!(Arc::ptr_eq(
        both.table(),
        sources.get(TableKind::Incidents).unwrap().table()
    ));
}
