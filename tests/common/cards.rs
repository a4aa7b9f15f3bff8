//! A card made by hand: what is said and written of one is tested without files.
#![allow(clippy::unwrap_used, missing_docs)] // in a test a panic is the report

use outturn_core::calendar::{Grain, Period};
use outturn_core::units::Unit;
use outturn_metrics::scorecard::{
    Agreement, Card, Comparison, Filtered, Judged, Point, Reading, Receipt, Standing, Status,
    TargetOrigin,
};
use outturn_metrics::{Bucket, Direction, Kind, SourceFile, Target, Thresholds};

pub fn month(date: &str) -> Period {
    Period::containing_date(date.parse().unwrap(), Grain::Month)
}

pub fn file(name: &str, sha256: &str) -> SourceFile {
    SourceFile {
        file: name.into(),
        sha256: sha256.into(),
        bytes: 2_048,
        rows_read: 10,
        rows_used: 8,
        left_out: vec![("without a date".into(), 2)],
        caveats: Vec::new(),
    }
}

/// Availability of August: 99.5 % after 99.0 %, held against 99.9 % and 99.0 %.
pub fn availability() -> Card {
    let (july, august) = (month("2026-07-01"), month("2026-08-01"));
    let point = |period, value| Point {
        period,
        value,
        n: 10,
        whole: true,
    };
    Card {
        id: "availability".into(),
        label: "Availability".into(),
        bucket: Bucket::Reliability,
        kind: Kind::Leading,
        unit: Unit::Ratio,
        currency: None,
        periods: Some((august, august)),
        span: None,
        standing: Standing::Whole,
        observed: None,
        late: Vec::new(),
        stands_for: None,
        stands_for_half: false,
        to_date: false,
        planned: false,
        value: Some(0.995),
        n: 10,
        cases: None,
        noun: "probes".into(),
        least_n: 0,
        judged: Judged {
            status: Status::Near,
            score: Some(55.0),
        },
        reason: None,
        lack: None,
        target: Target::Fixed(Thresholds {
            met: 0.999,
            missed: 0.99,
        }),
        target_origin: TargetOrigin::Default,
        target_name: String::new(),
        agreed: Agreement::default(),
        good: Direction::Up,
        previous: Some(Comparison {
            to: (july, july),
            value: 0.99,
            change: 0.005,
            change_ratio: Some(0.005 / 0.99),
            part: None,
            n: 10,
            reading: Reading::Changed,
            interval: None,
            status: Status::Near,
        }),
        comparisons: Vec::new(),
        series: vec![
            point(july.shifted(-1), None),
            point(july, Some(0.99)),
            point(august, Some(0.995)),
        ],
        made: None,
        definition: None,
        owner: String::new(),
        north_star: false,
        receipt: Receipt {
            filtered: Filtered::default(),
            definition: "Share of time without an outage".into(),
            formula: "time without outage ÷ time".into(),
            longer: String::new(),
            source: "SRE book".into(),
            inputs: Vec::new(),
            files: vec![file("incidents.csv", "0123456789abcdef")],
            rows_used: 1_234,
            rows_left_out: 2,
            left_out: vec![("without a value".into(), 2)],
        },
    }
}
