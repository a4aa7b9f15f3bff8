//! Every message that page and worker say to each other arrives as it was sent, to the last bit, and a damaged one is an error.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // in helpers of tests too a panic is the report

use outturn_core::calendar::Grain;
use outturn_core::units::Timestamp;
use outturn_import::{
    self as import, Chunk, FileFacts, HEAD, Importer, Pass, Prefetch, RawFile, ReadOptions,
};
use outturn_leadlag::Transform;
use outturn_metrics::scorecard::{Card, Choice, When, default_weights};
use outturn_protocol::{
    Answer, Envelope, LeadLagQuestion, Member, Program, Query, ReadSheet, Request, RowsView, Told,
    Treatment, WireError, WriteSnapshot, WriteWorkspace, WrittenWorkspace, decode, encode,
};
use outturn_scenario::Scenario;
use outturn_session::Session;
use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use std::collections::BTreeSet;
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

fn load(session: &mut Session, name: &str) -> (Treatment, Answer) {
    let raw = outturn_workbook::read_all(name, &bytes(name), &ReadOptions::default()).unwrap();
    let treatment = Treatment {
        mapping: import::recognise(&raw).guessed(),
        ..Treatment::default()
    };
    let answer = session.load(&name.to_owned(), raw, &treatment);
    (treatment, answer)
}

/// One of each variant, and some more where what is inside differs.
fn requests() -> Vec<Request> {
    let file = BILL.to_owned();
    let (treatment, _) = load(&mut Session::default(), BILL);
    let (choice, settings) = (EVERYTHING, outturn_metrics::scorecard::Settings::default());
    let lead_lag = LeadLagQuestion {
        outcome: None,
        without: vec!["series:realgdp".into()],
        grain: Some(Grain::Week),
        transform: Some(Transform::LEVELS),
        max_lag: 8,
        overlay: Some("series:unemp".into()),
    };
    vec![
        Request::Read {
            file: file.clone(),
            treatment: treatment.clone(),
        },
        Request::Prefetch {
            options: ReadOptions::default(),
            from: 1 << 40,
            to: u64::MAX,
        },
        Request::Cancel { request: 3 },
        Request::Program {
            program: Program::Readers,
            refused: Some("there is no network".into()),
        },
        Request::Remap {
            file: file.clone(),
            treatment,
        },
        Request::Order {
            files: vec![file.clone(), MACRODATA.into()],
        },
        Request::Hash { file: file.clone() },
        Request::Forget { file: file.clone() },
        Request::Scorecard {
            choice,
            settings: settings.clone(),
            weights: default_weights(),
        },
        Request::Detail {
            metric: "spend".into(),
            choice,
            settings: settings.clone(),
        },
        Request::Rows {
            file: file.clone(),
            view: RowsView {
                search: "ß".into(),
                sort: Some(2),
                descending: true,
            },
            offset: 0,
            limit: usize::MAX,
        },
        Request::LeftOut {
            file: file.clone(),
            offset: 0,
            limit: 5,
        },
        Request::LeftOutCsv { file: file.clone() },
        Request::RolledUp { file: file.clone() },
        Request::Profile {
            file,
            column: "BilledCost".into(),
        },
        Request::Joins,
        Request::Measured { choice },
        Request::LeadLag(lead_lag.clone()),
        Request::Everything {
            choice,
            settings,
            weights: default_weights(),
            lead_lag,
        },
    ]
}

/// What a session that has read files answers to each request, and what only the worker around it and the page say.
fn answers() -> Vec<Answer> {
    let mut session = Session::default();
    let mut answers: Vec<Answer> = [PREDICTIONS, TRUTH, BILL, MACRODATA]
        .map(|name| load(&mut session, name).1)
        .into();
    answers.extend([
        Answer::Progress {
            read: 1,
            total: u64::MAX,
        },
        Answer::Cancelled,
        Answer::Failed {
            reason: "The file did not arrive.".into(),
        },
        Answer::Lost,
        Answer::Wants(Program::Writers),
        session.hash(&BILL.to_owned()),
    ]);
    let forgets = |request: &Request| matches!(request, Request::Forget { .. });
    let asked = requests().into_iter().filter(|request| !forgets(request));
    let plain = LeadLagQuestion {
        outcome: None,
        without: Vec::new(),
        grain: None,
        transform: None,
        max_lag: 8,
        overlay: None,
    };
    let asked = asked.chain([Request::LeadLag(plain)]);
    answers.extend(asked.map(|request| session.answer(&request)));
    answers
}

/// Which variant it is. A new one does not compile until it has a place here, and fails below until there is one of it.
fn place_of_request(request: &Request) -> usize {
    match request {
        Request::Read { .. } => 0,
        Request::Prefetch { .. } => 1,
        Request::Cancel { .. } => 2,
        Request::Remap { .. } => 3,
        Request::Order { .. } => 4,
        Request::Hash { .. } => 5,
        Request::Forget { .. } => 6,
        Request::Scorecard { .. } => 7,
        Request::Detail { .. } => 8,
        Request::Rows { .. } => 9,
        Request::LeftOut { .. } => 10,
        Request::LeftOutCsv { .. } => 11,
        Request::RolledUp { .. } => 12,
        Request::Profile { .. } => 13,
        Request::Joins => 14,
        Request::Measured { .. } => 15,
        Request::LeadLag(_) => 16,
        Request::Everything { .. } => 17,
        Request::Program { .. } => 18,
    }
}

fn place_of_answer(answer: &Answer) -> usize {
    match answer {
        Answer::Progress { .. } => 0,
        Answer::File(_) => 1,
        Answer::Hash(_) => 2,
        Answer::Cancelled => 3,
        Answer::Failed { .. } => 4,
        Answer::Lost => 5,
        Answer::Done => 6,
        Answer::Scorecard(_) => 7,
        Answer::Detail(_) => 8,
        Answer::Rows(_) => 9,
        Answer::LeftOut(_) => 10,
        Answer::Text(_) => 11,
        Answer::Profile(_) => 12,
        Answer::Joins(_) => 13,
        Answer::Measured(_) => 14,
        Answer::LeadLag(_) => 15,
        Answer::Everything(_) => 16,
        Answer::Wants(_) => 17,
    }
}

#[track_caller]
fn crosses<T: Serialize + DeserializeOwned + PartialEq + Debug>(body: &T) {
    let sent = encode(&Envelope { id: 7, body }).unwrap();
    let received: Envelope<T> = decode(&sent).unwrap();
    assert_eq!((received.id, &received.body), (7, body));
    // Equality forgives 0 and −0; the same bytes again do not.
    assert_eq!(encode(&received).unwrap(), sent);
}

#[test]
fn every_request_arrives_as_it_was_sent() {
    let requests = requests();
    let there: BTreeSet<_> = requests.iter().map(place_of_request).collect();
    assert!(there.into_iter().eq(0..19), "one of each");
    requests.iter().for_each(crosses);
}

#[test]
fn every_answer_arrives_to_the_last_bit() {
    let answers = answers();
    let there: BTreeSet<_> = answers.iter().map(place_of_answer).collect();
    assert!(there.iter().copied().eq(0..18), "one of each: {there:?}");
    answers.iter().for_each(crosses);
}

#[test]
fn values_keep_every_bit() {
    let mut session = Session::default();
    load(&mut session, BILL);
    let request = Request::Scorecard {
        choice: EVERYTHING,
        settings: Default::default(),
        weights: default_weights(),
    };
    let Answer::Scorecard(answer) = session.answer(&request) else {
        panic!("no cards")
    };
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

/// Bytes that were read as a message say the same message again.
fn is_a_message<T: Serialize + DeserializeOwned>(read: &T) -> bool {
    let bytes = encode(read).unwrap();
    decode::<T>(&bytes).and_then(|again| encode(&again)) == Ok(bytes)
}

proptest! {
    /// Of a damaged message the lengths and variants may be anything.
    #[test]
    fn a_damaged_answer_is_an_error_or_another_answer(
        which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte: u8,
    ) {
        static SENT: LazyLock<Vec<Vec<u8>>> =
            LazyLock::new(|| answers().iter().map(|answer| encode(answer).unwrap()).collect());
        let mut bytes = which.get(&SENT).clone();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(read) = decode::<Answer>(&bytes) {
            prop_assert!(is_a_message(&read), "{:?}", read);
        }
    }

    #[test]
    fn any_bytes_are_an_error_or_a_request(bytes: Vec<u8>) {
        if let Ok(read) = decode::<Envelope<Request>>(&bytes) {
            prop_assert!(is_a_message(&read), "{:?}", read);
        }
    }
}

#[test]
fn no_bytes_are_no_answer() {
    let unreadable = |error| matches!(error, WireError::Unreadable(_));
    assert!(decode::<Envelope<Answer>>(&[]).is_err_and(unreadable));
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

    let everything = answers().into_iter().find_map(|answer| match answer {
        Answer::Everything(known) => Some(known),
        _ => None,
    });
    let snapshot = WriteSnapshot {
        known: everything.unwrap(),
        choice: EVERYTHING,
        scenarios: vec![Scenario::default()],
        now: Timestamp(1_780_000_000_000_000),
    };
    let told = [Ok("{}".to_owned()), Err("No.".to_owned())].map(Told::Answer);
    program_hears_and_tells(&snapshot, &told);

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
