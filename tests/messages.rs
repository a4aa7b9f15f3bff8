//! Every message that page and worker say to each other arrives as it was sent, to the last bit, and a damaged one is an error.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // in helpers of tests too a panic is the report

use outturn_core::calendar::{Calendar, Grain, Period, Span, Zone};
use outturn_core::units::Timestamp;
use outturn_import::{
    self as import, Chunk, FileFacts, HEAD, Importer, Pass, Prefetch, RawFile, ReadOptions,
};
use outturn_leadlag::Transform;
use outturn_metrics::scorecard::{Card, Choice, Comparisons, When, With, default_weights};
use outturn_protocol::{
    Call, Envelope, ExplainTerms, FileSummary, ForgetFile, GatherEverything, HashFile,
    LeadLagQuestion, ListLeftOut, ListRows, MeasureInputs, Member, OfferJoins, OrderFiles,
    ProfileColumn, Program, Query, ReadFile, ReadProgress, ReadSheet, ReadSnapshot, RemapFile,
    Reply, RowsView, SetCalendar, SetComparisons, ShowDetail, ShowScorecard, TellStanding, Told,
    Treatment, WireError, WriteLeftOut, WriteRolledUp, WriteSample, WriteSnapshot, WriteWorkspace,
    WrittenWorkspace, decode, encode,
};
use outturn_scenario::{Baseline, Scenario, Windows};
use outturn_session::{Answers, Failure, Session};
use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use std::fmt::Debug;
use std::sync::LazyLock;

const PREDICTIONS: &str = "nannyml_california_housing_analysis_predictions.csv";
const TRUTH: &str = "nannyml_california_housing_analysis_gt.csv";
const BILL: &str = "focus_sample.csv";
const MACRODATA: &str = "macrodata.csv";

const EVERYTHING: Choice = Choice {
    grain: Grain::Month,
    when: When::All,
};

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn load(session: &mut Session, name: &str) -> (Treatment, Result<FileSummary, Failure>) {
    let raw = outturn_workbook::read_all(name, &bytes(name), &ReadOptions::default()).unwrap();
    let treatment = Treatment {
        mapping: import::recognise(&raw).guessed(),
        ..Treatment::default()
    };
    let answer = session.load(&name.to_owned(), raw, &treatment);
    (treatment, answer)
}

/// Everything is read, mapped and asked once.
fn asked() -> Asked {
    let mut session = Session::default();
    let loaded = [PREDICTIONS, TRUTH, BILL, MACRODATA].map(|name| load(&mut session, name));
    let treatment = loaded[2].0.clone();
    let file = BILL.to_owned();
    let (choice, settings) = (EVERYTHING, outturn_metrics::scorecard::Settings::default());
    let mut asked = Asked::default();
    for (_, summary) in loaded {
        asked.answers.push(Sent::of(&summary.unwrap()));
    }
    asked.questions.push(Sent::of(&ReadFile {
        file: file.clone(),
        treatment: treatment.clone(),
    }));
    let progress = ReadProgress {
        read: 1,
        total: u64::MAX,
    };
    asked.answers.push(Sent::of(&progress));
    asked.ask(
        &mut session,
        &OrderFiles {
            files: vec![file.clone(), MACRODATA.into()],
        },
    );
    let calendar = Calendar {
        week_begins: 6,
        year_begins: 2,
        weeks: true,
        ahead_of_utc: -300,
    };
    let zone = Zone::found("Europe/Berlin", (Timestamp(0), Timestamp(1)), |_| {
        Some(3_600)
    });
    asked.ask(&mut session, &SetCalendar { calendar, zone });
    asked.ask(
        &mut session,
        &SetCalendar {
            calendar: Calendar::default(),
            zone: None,
        },
    );
    asked.ask(
        &mut session,
        &SetComparisons {
            comparisons: Comparisons {
                shown: With::ALL.to_vec(),
                ago: Some(3),
                baseline: Some(Span {
                    start: "2026-01-01".parse().unwrap(),
                    end: "2026-04-01".parse().unwrap(),
                }),
            },
        },
    );
    asked.ask(&mut session, &HashFile { file: file.clone() });
    asked.ask(
        &mut session,
        &ShowScorecard {
            filters: outturn_metrics::scorecard::Filters::default(),
            choice,
            settings: settings.clone(),
            weights: default_weights(),
        },
    );
    for metric in ["spend", "model_accuracy"] {
        asked.ask(
            &mut session,
            &ShowDetail {
                filters: outturn_metrics::scorecard::Filters::default(),
                metric: metric.into(),
                choice,
                settings: settings.clone(),
            },
        );
    }
    asked.ask(
        &mut session,
        &ListRows {
            file: file.clone(),
            view: RowsView {
                search: "ß".into(),
                sort: Some(2),
                descending: true,
            },
            offset: 0,
            limit: usize::MAX,
        },
    );
    asked.ask(
        &mut session,
        &ListLeftOut {
            file: file.clone(),
            offset: 0,
            limit: 5,
        },
    );
    asked.ask(&mut session, &WriteLeftOut { file: file.clone() });
    asked.ask(&mut session, &WriteRolledUp { file: file.clone() });
    asked.ask(
        &mut session,
        &ProfileColumn {
            file: file.clone(),
            column: "BilledCost".into(),
        },
    );
    asked.ask(&mut session, &OfferJoins);
    asked.ask(&mut session, &TellStanding);
    asked.ask(&mut session, &ExplainTerms);
    let day = |text: &str| Period::containing_date(text.parse().unwrap(), Grain::Day);
    let windows = Windows {
        baseline: Baseline::Days(day("2026-03-01").span()),
        go_live: Some(day("2026-03-16")),
    };
    asked.ask(&mut session, &MeasureInputs { choice, windows });
    let lead_lag = LeadLagQuestion {
        outcome: None,
        without: vec!["series:realgdp".into()],
        grain: Some(Grain::Week),
        transform: Some(Transform::LEVELS),
        max_lag: 8,
        overlay: Some("series:unemp".into()),
    };
    asked.ask(&mut session, &lead_lag);
    asked.ask(
        &mut session,
        &LeadLagQuestion {
            outcome: None,
            without: Vec::new(),
            grain: None,
            transform: None,
            max_lag: 8,
            overlay: None,
        },
    );
    asked.ask(
        &mut session,
        &GatherEverything {
            filters: outturn_metrics::scorecard::Filters::default(),
            choice,
            settings,
            weights: default_weights(),
            lead_lag,
        },
    );
    asked.ask(
        &mut session,
        &RemapFile {
            file: file.clone(),
            treatment,
        },
    );
    asked.ask(&mut session, &ForgetFile { file });
    asked
}

/// Questions and answers, each as what came of sending it.
#[derive(Default)]
struct Asked {
    questions: Vec<Sent>,
    answers: Vec<Sent>,
}

impl Asked {
    /// Asks as the page does, by name and in bytes. What is replied is what the session answers.
    fn ask<Q: Query + PartialEq + Debug>(&mut self, session: &mut Session, question: &Q)
    where
        Session: Answers<Q>,
        Q::Answer: PartialEq + Debug,
    {
        let sent = Sent::of(question);
        let reply = session.reply(Q::NAME, &sent.bytes);
        let Reply::Answer(bytes) = reply else {
            panic!("{question:?}: {reply:?}")
        };
        let answer: Q::Answer = decode(&bytes).unwrap();
        assert_eq!(encode(&answer).unwrap(), bytes);
        assert_eq!(session.answer(question), Ok(answer), "{question:?}");
        self.questions.push(sent);
        self.answers.push(Sent {
            bytes,
            is_message_or_error: is_message_or_error::<Q::Answer>,
        });
    }
}

/// A message on its way.
struct Sent {
    bytes: Vec<u8>,
    is_message_or_error: fn(&[u8]) -> bool,
}

impl Sent {
    #[track_caller]
    fn of<T: Serialize + DeserializeOwned + PartialEq + Debug>(message: &T) -> Self {
        let bytes = encode(message).unwrap();
        let read: T = decode(&bytes).unwrap();
        assert_eq!(&read, message);
        // Equality forgives 0 and −0; the same bytes again do not.
        assert_eq!(encode(&read).unwrap(), bytes);
        Self {
            bytes,
            is_message_or_error: is_message_or_error::<T>,
        }
    }
}

/// Bytes that can be read as a message say the same message again.
fn is_message_or_error<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> bool {
    decode::<T>(bytes).map_or(true, |read| {
        let again = encode(&read).unwrap();
        decode::<T>(&again).and_then(|read| encode(&read)) == Ok(again)
    })
}

#[test]
fn questions_and_answers_arrive_as_they_were_sent() {
    let Asked { questions, answers } = asked();
    // Reading is no question to the session; its answers and progress are.
    assert_eq!((questions.len(), answers.len()), (23, 27));
}

#[test]
fn what_page_and_engine_say_around_them_arrives_as_it_was_sent() {
    let calls = [
        Call::Ask {
            name: "rows".into(),
            question: vec![0, 255],
        },
        Call::Prefetch {
            options: ReadOptions::default(),
            from: 1 << 40,
            to: u64::MAX,
        },
        Call::Program {
            program: Program::Readers,
            refused: Some("there is no network".into()),
        },
        Call::Cancel { request: 3 },
    ];
    let replies = [
        Reply::Listening,
        Reply::Wants(Program::Writers),
        Reply::Progress(vec![1]),
        Reply::Answer(vec![0, 255]),
        Reply::Failed("The file did not arrive.".into()),
        Reply::Cancelled,
    ];
    calls.iter().for_each(crosses);
    replies.iter().for_each(crosses);
}

#[track_caller]
fn crosses<T: Serialize + DeserializeOwned + PartialEq + Debug>(body: &T) {
    let sent = encode(&Envelope { id: 7, body }).unwrap();
    let received: Envelope<T> = decode(&sent).unwrap();
    assert_eq!((received.id, &received.body), (7, body));
}

#[test]
fn a_question_that_nobody_knows_or_can_read_is_refused_in_a_sentence() {
    let mut session = Session::default();
    for (name, question) in [("why", &[][..]), (ForgetFile::NAME, &[9, 1][..])] {
        let reply = session.reply(name, question);
        let Reply::Failed(reason) = reply else {
            panic!("{name}: {reply:?}")
        };
        assert!(reason.ends_with("Reload the page."), "{reason}");
    }
}

#[test]
fn values_keep_every_bit() {
    let mut session = Session::default();
    load(&mut session, BILL).1.unwrap();
    let question = ShowScorecard {
        filters: outturn_metrics::scorecard::Filters::default(),
        choice: EVERYTHING,
        settings: Default::default(),
        weights: default_weights(),
    };
    let answer = session.answer(&question).unwrap();
    let mut card = answer.cards[0].clone();
    let values = [0.1 + 0.2, 1.0 / 3.0, f64::MIN_POSITIVE, f64::MAX, 5e-324];
    for value in values.into_iter().chain([-0.0, f64::NAN, f64::INFINITY]) {
        card.value = Some(value);
        let back: Card = decode(&encode(&card).unwrap()).unwrap();
        assert_eq!(back.value.unwrap().to_bits(), value.to_bits(), "{value:e}");
    }
}

/// A log with every type of column, long enough that a part of it is read ahead.
fn log() -> String {
    let mut log = "timestamp,model,latency_ms,status,predicted,count,cost,big\n".to_owned();
    for n in 0..20_000_u64 {
        log += &format!(
            "2026-03-{:02}T{:02}:00:00Z,model {},{},{},{},{},{},{}\n",
            n % 28 + 1,
            n % 24,
            n % 300,
            n as f64 / 7.0,
            ["ok", "", "error"][(n % 3) as usize],
            ["true", "false"][(n % 2) as usize],
            n % 90,
            n as f64 / 100.0,
            n << 40,
        );
    }
    log
}

#[test]
fn what_another_thread_has_read_arrives_as_if_it_were_read_here() {
    let log = log();
    let facts = || FileFacts {
        name: "log.csv".into(),
        bytes: log.len() as u64,
    };
    let file = |importer: Importer| -> RawFile {
        match importer.finish().unwrap() {
            Pass::Done(file) => *file,
            Pass::Again(_) => panic!("it is read once"),
        }
    };
    let (first, rest) = log.as_bytes().split_at(log.len() / 2);
    let options = ReadOptions::default();
    let head = &log.as_bytes()[..log.len().min(HEAD)];
    let mut prefetch = Prefetch::new(facts(), options.clone(), head, first.len() as u64).unwrap();
    let chunk = prefetch.push(rest).unwrap();
    let sent = encode(&chunk).unwrap();
    let chunk: Chunk = decode(&sent).unwrap();
    assert_eq!(encode(&chunk).unwrap(), sent);

    let mut joined = Importer::new(facts(), options.clone());
    joined.push(first).unwrap();
    joined
        .push(&rest[..chunk.from as usize - first.len()])
        .unwrap();
    assert!(joined.append(chunk));
    let mut alone = Importer::new(facts(), options);
    alone.push(log.as_bytes()).unwrap();
    assert_eq!(file(joined).table, file(alone).table);
}

proptest! {
    /// Of a damaged message the lengths and variants may be anything.
    #[test]
    fn a_damaged_message_is_an_error_or_another_message(
        which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte: u8,
    ) {
        static ASKED: LazyLock<Vec<Sent>> = LazyLock::new(|| {
            let Asked { questions, answers } = asked();
            questions.into_iter().chain(answers).filter(|sent| !sent.bytes.is_empty()).collect()
        });
        let sent = which.get(&ASKED);
        let mut bytes = sent.bytes.clone();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        prop_assert!((sent.is_message_or_error)(&bytes), "{:?}", bytes);
    }

    #[test]
    fn any_bytes_are_an_error_or_a_call(bytes: Vec<u8>) {
        prop_assert!(is_message_or_error::<Envelope<Call>>(&bytes));
    }
}

#[test]
fn no_bytes_are_no_reply() {
    let unreadable = |error| matches!(error, WireError::Unreadable(_));
    assert!(decode::<Envelope<Reply>>(&[]).is_err_and(unreadable));
}

/// Whatever a program is told and tells, each way as it was meant.
#[track_caller]
fn program_hears_and_tells<Q: Query + PartialEq + Debug>(
    question: &Q,
    told: &[Told<Q::Progress, Q::Answer>],
) where
    Q::Progress: PartialEq + Debug,
    Q::Answer: PartialEq + Debug,
{
    assert_eq!(
        decode::<Q>(&encode(question).unwrap()).as_ref(),
        Ok(question)
    );
    for told in told {
        let sent = encode(told).unwrap();
        assert_eq!(
            &decode::<Told<Q::Progress, Q::Answer>>(&sent).unwrap(),
            told
        );
    }
}

#[test]
fn questions_to_programs_and_their_answers_arrive_as_they_were_sent() {
    const BOOK: &str = "workbook_openpyxl.xlsx";
    let question = ReadSheet {
        options: ReadOptions::default(),
    };
    let mut told = Vec::new();
    let sheet = outturn_workbook::read(BOOK, &bytes(BOOK), &question.options, |rows| {
        told.push(Told::Progress(rows.to_owned()));
        Ok(())
    });
    told.push(Told::Answer(sheet));
    let refused =
        outturn_workbook::read("a.xls", b"\xD0\xCF\x11\xE0", &question.options, |_| Ok(()));
    told.push(Told::Answer(refused));
    program_hears_and_tells(&question, &told);

    let mut session = Session::default();
    load(&mut session, BILL).1.unwrap();
    let everything = session.answer(&GatherEverything {
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
    });
    let snapshot = WriteSnapshot {
        known: Box::new(everything.unwrap()),
        choice: EVERYTHING,
        scenarios: vec![Scenario::default()],
        now: Timestamp(1_780_000_000_000_000),
    };
    let told = [Ok("{}".to_owned()), Err("No.".to_owned())].map(Told::Answer);
    program_hears_and_tells(&snapshot, &told);

    let opened = ReadSnapshot {
        text: "{}".to_owned(),
        locale: "de".to_owned(),
    };
    let written = outturn_report::snapshot::snapshot(
        &snapshot.known,
        EVERYTHING,
        &snapshot.scenarios,
        snapshot.now,
    );
    let shown = outturn_report::opened::opened(&written, &outturn_format::Locale::EN);
    let told = [Ok(Box::new(shown)), Err("No.".to_owned())].map(Told::Answer);
    program_hears_and_tells(&opened, &told);

    let sample = WriteSample {
        id: "churn".to_owned(),
    };
    let file = ("sample-churn.csv".to_owned(), "id\n".to_owned());
    program_hears_and_tells(&sample, &[Told::Answer(vec![file])]);

    let workspace = WriteWorkspace {
        document: "{}".to_owned(),
        members: vec![Member {
            id: "a1".to_owned(),
            name: BILL.to_owned(),
            sha256: String::new(),
            copies: 2,
        }],
    };
    let missing = vec![BILL.to_owned()];
    program_hears_and_tells(
        &workspace,
        &[Told::Answer(Ok(WrittenWorkspace { missing }))],
    );
}
