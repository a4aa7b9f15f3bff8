//! A warm-up for an idle worker: it reads an invented file and computes figures from it.
//!
//! Browsers compile only code that has run for a while to fast machine code, and the threads of a page share it. With a warm-up, the
//! first file of a visit is read as fast as the second.
//!
//! Measured in the built page in Chromium on two shared cores, medians of seven alternating visits, against a page without the
//! warm-up: a first predictions log of 1,000,000 rows is read in 0.81 of the time (263 ms instead of 323), and in 0.73 with its
//! roll-up by day and model (330 ms instead of 455); one of 100,000 rows in 0.58 of the time (68 ms instead of 117).

use super::{Answers, Session};
use outturn_import::{FileFacts, Importer, Pass, ReadOptions};
use outturn_metrics::scorecard::{Choice, Settings, Weights};
use outturn_protocol::{MeasureInputs, ShowScorecard, Treatment, WriteRolledUp};
use outturn_scenario::Windows;
use std::fmt::Write;

/// How many times the same lines are read.
const ROUNDS: u32 = 100;
const FILE: &str = "warmup";

/// The warm-up, done in steps of a few milliseconds: first the file is [read](Self::read), then questions are [asked](Self::ask).
pub struct Warmup {
    lines: String,
    importer: Option<Importer>,
    rounds: u32,
    asked: usize,
    session: Session,
}

impl Default for Warmup {
    fn default() -> Self {
        let name = format!("{FILE}.csv");
        let facts = FileFacts { name, bytes: 0 };
        Self {
            lines: lines(),
            importer: Some(Importer::new(facts, ReadOptions::default())),
            rounds: 0,
            asked: 0,
            session: Session::default(),
        }
    }
}

impl Warmup {
    /// Reads the next lines; `false` once all are read.
    pub fn read(&mut self) -> bool {
        let Some(mut importer) = self.importer.take() else {
            return false;
        };
        if self.rounds == 0 {
            let _ = importer.push(HEADER.as_bytes());
        }
        let read = importer.push(self.lines.as_bytes()).is_ok();
        self.rounds += 1;
        if self.rounds < ROUNDS {
            self.importer = Some(importer);
        } else if let Ok(Pass::Done(raw)) = importer.finish() {
            let _ = self
                .session
                .load(&FILE.to_owned(), *raw, &Treatment::default());
        }
        read
    }

    /// Asks the next question of what was read; `false` after the last.
    pub fn ask(&mut self) -> bool {
        let question = QUESTIONS.get(self.asked);
        self.asked += 1;
        question.is_some_and(|question| {
            question(&mut self.session);
            true
        })
    }
}

const QUESTIONS: [fn(&mut Session); 3] = [
    |session| {
        drop(session.answer(&ShowScorecard {
            filters: outturn_metrics::scorecard::Filters::default(),
            choice: Choice::default(),
            settings: Settings::default(),
            weights: Weights::default(),
        }));
    },
    |session| {
        drop(session.answer(&MeasureInputs {
            choice: Choice::default(),
            windows: Windows::default(),
        }));
    },
    |session| {
        drop(session.answer(&WriteRolledUp {
            file: FILE.to_owned(),
        }));
    },
];

const HEADER: &str = "timestamp,model,latency_ms,status,predicted,actual,group,cost\n";

/// A thousand predictions.
fn lines() -> String {
    let mut lines = String::new();
    for n in 0..1000 {
        let (hour, minute, second) = (n / 60 % 24, n % 60, n * 7 % 60);
        let (model, status) = (n % 5, if n % 50 == 0 { "error" } else { "ok" });
        let (latency, cost) = (40 + n * 37 % 200, n * 13 % 900);
        let (predicted, actual) = (n % 2, u32::from(n % 7 < 3));
        let _ = writeln!(
            lines,
            "2025-01-0{}T{hour:02}:{minute:02}:{second:02}.250Z,model-{model},{latency}.25,{status},{predicted},{actual},\
             group-{model},0.00{cost:03}",
            1 + n / 200,
        );
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_with_figures_of_all_that_it_read() {
        let mut warmup = Warmup::default();
        while warmup.read() || warmup.ask() {}
        let file = FILE.to_owned();
        let csv = warmup.session.answer(&WriteRolledUp { file }).unwrap();
        // Five days, five models: so many lines of the roll-up, of as many rows each.
        assert_eq!(csv.lines().count(), 26, "{csv}");
        let row = csv.lines().nth(1).unwrap();
        assert!(row.starts_with("2025-01-01,model-0,4000,"), "{row}");
    }
}
