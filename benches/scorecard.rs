//! Every metric of a year's tables by month (a million predictions, 50,000 incidents, 50,000 deployments, 60 daily series), beside what
//! reading the predictions takes. Read the ratios, not the times: they move less from machine to machine.
//!
//! `cargo bench --no-default-features --bench scorecard`

#![allow(clippy::unwrap_used)] // a benchmark that cannot read its own files has nothing to measure

mod common;

use common::{predictions, random, read};
use outturn_core::calendar::{Grain, Period};
use outturn_metrics::scorecard::{Choice, Settings, When, default_weights};
use outturn_protocol::{ScorecardAnswer, ShowScorecard, Treatment};
use outturn_session::{Answers, Session};
use std::fmt::Write;
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 5;
const EVENTS: usize = 50_000;
const SERIES: usize = 60;
const DAYS: i64 = 730;
/// 1 January 2026, in seconds.
const BEGINS: i64 = 1_767_225_600;
const SERVICES: [&str; 4] = ["serving", "features", "pipeline", "batch"];

fn moment(seconds: i64) -> String {
    let at = chrono::DateTime::from_timestamp(seconds, 0).unwrap();
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Spread over half a year, as the predictions are.
fn nth(event: usize) -> i64 {
    BEGINS + event as i64 * 310
}

fn incidents() -> Vec<u8> {
    let mut next = random(7);
    let mut out = "id,detected_at,acknowledged_at,resolved_at,severity,service\n".to_owned();
    for event in 0..EVENTS {
        let (at, ack) = (nth(event), i64::from(next() % 900));
        let (fixed, service) = (
            ack + i64::from(next() % 20_000),
            SERVICES[next() as usize % 4],
        );
        let severity = ["low", "medium", "high"][next() as usize % 3];
        let (detected, acknowledged, resolved) = (moment(at), moment(at + ack), moment(at + fixed));
        writeln!(
            out,
            "I{event},{detected},{acknowledged},{resolved},{severity},{service}"
        )
        .unwrap();
    }
    out.into_bytes()
}

fn deployments() -> Vec<u8> {
    let mut next = random(8);
    let mut out = "id,finished_at,committed_at,environment,status,service\n".to_owned();
    for event in 0..EVENTS {
        let (at, lead) = (nth(event), i64::from(next() % 200_000));
        let status = if next().is_multiple_of(20) {
            "failed"
        } else {
            "success"
        };
        let service = SERVICES[next() as usize % 4];
        let (finished, committed) = (moment(at), moment(at - lead));
        writeln!(
            out,
            "D{event},{finished},{committed},production,{status},{service}"
        )
        .unwrap();
    }
    out.into_bytes()
}

fn series() -> Vec<u8> {
    let mut next = random(9);
    let mut out = "date,metric,value\n".to_owned();
    for day in 0..DAYS {
        let date = &moment(BEGINS - (DAYS - 365) * 86_400 + day * 86_400)[..10];
        for one in 0..SERIES {
            writeln!(out, "{date},series {one},{}", next() % 10_000).unwrap();
        }
    }
    out.into_bytes()
}

/// Loads everything; the seconds that the predictions took.
fn loaded() -> (Session, f64) {
    let mut session = Session::default();
    let mut load = |name: &str, bytes: &[u8]| {
        let began = Instant::now();
        let raw = read(name, bytes);
        let summary = session.load(&name.to_owned(), raw, &Treatment::default());
        assert!(summary.unwrap().mapping.is_some(), "{name} is recognised");
        began.elapsed().as_secs_f64()
    };
    let reading = load("predictions.csv", &predictions());
    load("incidents.csv", &incidents());
    load("deployments.csv", &deployments());
    load("series.csv", &series());
    (session, reading)
}

fn show(session: &mut Session, month: &str) -> (ScorecardAnswer, f64) {
    let when = When::At(Period::containing_date(
        month.parse().unwrap(),
        Grain::Month,
    ));
    let question = ShowScorecard {
        filters: Default::default(),
        choice: Choice {
            grain: Grain::Month,
            when,
        },
        settings: Settings::default(),
        weights: default_weights(),
    };
    let began = Instant::now();
    let answer = session.answer(&question).unwrap();
    (answer, began.elapsed().as_secs_f64())
}

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}

fn main() {
    let (mut reading, mut first, mut changed) = (Vec::new(), Vec::new(), Vec::new());
    let mut values = 0;
    for _ in 0..ROUNDS {
        let (mut session, seconds) = loaded();
        reading.push(seconds);
        first.push(show(&mut session, "2026-05-01").1);
        let (answer, seconds) = black_box(show(&mut session, "2026-04-01"));
        changed.push(seconds);
        values = answer
            .cards
            .iter()
            .filter(|card| card.value.is_some())
            .count();
    }
    let reading = median(reading);
    println!("{values} metrics with a value; {ROUNDS} rounds, medians");
    println!(
        "all of them by month, as a share of reading the predictions: {:.2}",
        median(first) / reading
    );
    println!(
        "another month, as a share of that: {:.3}",
        median(changed) / reading
    );
}
