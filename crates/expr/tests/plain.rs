//! Expressions against their definition: every value that blocks, codes and shared passes give is the one that a plain walk over the
//! rows gives, one row after the other.
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use outturn_core::calendar::{Grain, Period, Span};
use outturn_core::stats;
use outturn_core::table::{Column, Table, TableKind};
use outturn_core::units::{Timestamp, Unit};
use outturn_expr::language::{Known, read};
use outturn_expr::{
    Events, Row, Scope, Silence, Slices, SourceFile, SourcePart, Sources, Test, Value, Vocabulary,
};
use proptest::prelude::*;

const TABLE: TableKind = TableKind::Predictions;
const WORDS: [&str; 5] = ["ok", " Error", "503", "200", "perhaps"];
const MODELS: [&str; 3] = ["a", "b", "c"];
const NUMBERS: [&str; 3] = ["latency_ms", "cost", "count"];
const VOCABULARY: Vocabulary = Vocabulary {
    means: "an error",
    yes: &["error"],
    no: &["ok"],
    http_from: Some(400),
};

/// One row of the table, as plain values.
#[derive(Debug, Clone)]
struct Record {
    hour: Option<i32>,
    until: Option<i32>,
    numbers: [Option<f64>; 3],
    status: Option<usize>,
    model: Option<usize>,
    up: Option<bool>,
}

impl Record {
    fn number(&self, name: &str) -> Option<f64> {
        let at = NUMBERS.iter().position(|known| *known == name)?;
        self.numbers[at]
    }
}

fn record() -> impl Strategy<Value = Record> {
    let number = || prop::option::weighted(0.8, (-4_i32..40).prop_map(|n| f64::from(n) / 4.0));
    let hour = || prop::option::weighted(0.9, 0..240_i32);
    (
        (hour(), hour()),
        [number(), number(), number()],
        prop::option::weighted(0.8, 0..WORDS.len()),
        prop::option::weighted(0.9, 0..3_usize),
        prop::option::of(any::<bool>()),
    )
        .prop_map(|((hour, until), numbers, status, model, up)| Record {
            hour,
            until,
            numbers,
            status,
            model,
            up,
        })
}

fn moment(hour: Option<i32>) -> Option<Timestamp> {
    hour.map(|hour| Timestamp::from_seconds(f64::from(hour) * 3600.0))
}

fn sources(records: &[Record]) -> Sources {
    let mut table = Table::new(records.len());
    let column = |of: &dyn Fn(&Record) -> Option<Timestamp>| {
        Column::from_timestamps(records.iter().map(of).collect())
    };
    table.push("timestamp", column(&|r| moment(r.hour)));
    table.push("until", column(&|r| moment(r.until)));
    for name in NUMBERS {
        let numbers = records.iter().map(|r| r.number(name)).collect();
        table.push(name, Column::from_numbers(numbers));
    }
    let status = records.iter().map(|r| r.status.map(|at| WORDS[at]));
    table.push("status", Column::from_texts(status));
    let model = records.iter().map(|r| r.model.map(|at| MODELS[at]));
    table.push("model", Column::from_texts(model));
    let up = records.iter().map(|r| r.up.map(f64::from)).collect();
    table.push("up", Column::from_numbers(up));
    let mut sources = Sources::default();
    sources.add(
        TABLE,
        SourcePart::new(TABLE, table.into(), SourceFile::default()),
    );
    sources
}

/// For expressions of a test's length: a literal would stand in the program.
fn kept<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn test() -> impl Strategy<Value = Test> {
    let leaf = prop_oneof![
        Just(Test::Word {
            column: "status",
            vocabulary: &VOCABULARY
        }),
        Just(Test::Is {
            column: "status",
            word: "error"
        }),
        Just(Test::Within {
            of: kept(Row::Column("cost")),
            from: 0.0,
            to: 2.5
        }),
        Just(Test::Present("cost")),
        Just(Test::Present("no_such_column")),
        Just(Test::BeginsWithIfAny {
            column: "model",
            beginning: "b"
        }),
        Just(Test::BeginsWithIfAny {
            column: "model",
            beginning: "x"
        }),
        Just(Test::Says {
            columns: &["no_such_column", "model", "status"],
            phrases: &["b", "error"]
        }),
        Just(Test::SaysIfAny {
            columns: &["model"],
            phrases: &["x"]
        }),
        Just(Test::OneOf {
            column: "model",
            means: "an a",
            words: &["a"]
        }),
        Just(Test::HoldsIfKnown("no_such_column")),
        Just(Test::AtMost {
            of: kept(Row::Column("cost")),
            most: kept(Row::Column("count")),
        }),
        Just(Test::After {
            column: "until",
            than: "timestamp"
        }),
        Just(Test::Later {
            column: "until",
            than: "timestamp"
        }),
        Just(Test::Same {
            column: "status",
            other: "model"
        }),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let parts =
            || prop::collection::vec(inner.clone(), 1..4).prop_map(|all| kept(all).as_slice());
        prop_oneof![
            inner.clone().prop_map(|of| Test::Not(kept(of))),
            parts().prop_map(Test::All),
            parts().prop_map(Test::Any),
            evidence().prop_map(|parts| Test::Evidence(kept(parts).as_slice())),
        ]
    })
}

/// Kinds of evidence, of which one is always loaded.
fn evidence() -> impl Strategy<Value = Vec<Test>> {
    let further = prop::sample::select(vec![
        Test::Present("no_such_column"),
        Test::Present("count"),
        Test::Within {
            of: kept(Row::Column("cost")),
            from: 0.0,
            to: 2.5,
        },
    ]);
    further.prop_map(|further| vec![Test::Present("cost"), further])
}

fn row() -> impl Strategy<Value = Row> {
    let leaf = prop_oneof![
        (-8_i32..8).prop_map(|n| Row::Number(f64::from(n) / 2.0)),
        prop::sample::select(NUMBERS.to_vec()).prop_map(Row::Column),
        Just(Row::Optional("no_such_column", 1.5)),
        Just(Row::Seconds {
            from: "timestamp",
            to: "until"
        }),
        Just(Row::WorkingSeconds {
            from: "timestamp",
            to: "until"
        }),
        Just(Row::Age {
            since: "timestamp",
            on: "until"
        }),
        test().prop_map(|test| Row::Flag(kept(test))),
    ];
    leaf.prop_recursive(3, 12, 2, |inner| {
        let two = (inner.clone(), inner.clone()).prop_map(|(a, b)| (kept(a), kept(b)));
        let pair = || two.clone();
        prop_oneof![
            inner.clone().prop_map(|of| Row::NotNegative(kept(of))),
            pair().prop_map(|(a, b)| Row::Plus(a, b)),
            pair().prop_map(|(a, b)| Row::Minus(a, b)),
            pair().prop_map(|(a, b)| Row::Times(a, b)),
            pair().prop_map(|(a, b)| Row::Over(a, b)),
        ]
    })
}

fn events() -> impl Strategy<Value = Events> {
    let weight = prop::option::of(Just(kept(Row::NotNegative(kept(Row::Column("count"))))));
    (prop::option::of(test()), weight).prop_map(|(only, weight)| Events {
        only: only.map(kept),
        weight,
        ..Events::of(TABLE, "requests")
    })
}

/// What a test says of a row, by its definition.
fn says(test: &Test, record: &Record, all: &[Record]) -> Option<bool> {
    match *test {
        Test::Word { .. } => VOCABULARY.says(WORDS[record.status?]),
        Test::Is { column, word } => {
            let text = match column {
                "model" => MODELS[record.model?],
                _ => WORDS[record.status?],
            };
            Some(text.trim().eq_ignore_ascii_case(word))
        }
        Test::Later { .. } => Some(record.until? > record.hour?),
        // No status is the name of a model.
        Test::Same { .. } => record.status.zip(record.model).map(|_| false),
        Test::Within { of, from, to } => worth(of, record, all).map(|n| from <= n && n <= to),
        // No two of these numbers are so near to one another that decimals matter.
        Test::AtMost { of, most } => Some(worth(of, record, all)? <= worth(most, record, all)?),
        Test::Present(name) => Some(record.number(name).is_some()),
        Test::BeginsWithIfAny { beginning, .. } => {
            let begins = |r: &Record| r.model.is_some_and(|at| ["a", "b", "c"][at] == beginning);
            Some(begins(record) || !all.iter().any(begins))
        }
        // Of the words only “error”, in any case and with space around it, says so; no model is an x.
        Test::Says { .. } => {
            let error = record
                .status
                .map(|at| WORDS[at].trim().to_ascii_lowercase());
            Some(record.model == Some(1) || error.as_deref() == Some("error"))
        }
        Test::SaysIfAny { .. } | Test::HoldsIfKnown(_) => Some(true),
        // Where no model at all is an a, the file has other words for it.
        Test::OneOf { .. } => {
            let is = |record: &Record| record.model.map(|at| at == 0);
            is(record).filter(|_| all.iter().any(|r| is(r) == Some(true)))
        }
        Test::After { .. } => {
            let both = record.until.zip(record.hour);
            Some(both.is_some_and(|(until, hour)| until > hour))
        }
        Test::Not(of) => says(of, record, all).map(|said| !said),
        Test::All(parts) => {
            let said: Vec<_> = parts.iter().map(|part| says(part, record, all)).collect();
            match said.contains(&Some(false)) {
                true => Some(false),
                false => said.iter().all(Option::is_some).then_some(true),
            }
        }
        Test::Any(parts) => {
            let said: Vec<_> = parts.iter().map(|part| says(part, record, all)).collect();
            match said.contains(&Some(true)) {
                true => Some(true),
                false => said.iter().all(Option::is_some).then_some(false),
            }
        }
        Test::Evidence(parts) => {
            // All columns of these tables are loaded but one.
            let missing = |part: &&Test| matches!(part, Test::Present("no_such_column"));
            let loaded = parts.iter().filter(|part| !missing(part));
            let said: Option<Vec<_>> = loaded.map(|part| says(part, record, all)).collect();
            said.map(|said| said.contains(&true))
        }
        Test::Holds(_) | Test::NamedIn { .. } | Test::Loaded(_) => None,
    }
}

/// What a row is worth, by its definition.
fn worth(row: &Row, record: &Record, all: &[Record]) -> Option<f64> {
    let of = |row: &Row| worth(row, record, all);
    match *row {
        Row::Number(number) => Some(number),
        Row::Column(name) => record.number(name),
        Row::Optional(_, number) => Some(number),
        Row::Seconds { .. } => {
            let seconds = f64::from(record.until? - record.hour?) * 3600.0;
            (seconds >= 0.0).then_some(seconds)
        }
        Row::WorkingSeconds { .. } => {
            let (from, to) = (record.hour?, record.until?);
            // The first of January 1970 was a Thursday.
            let works = |hour: &i32| (hour / 24 + 3) % 7 < 5 && (9..17).contains(&(hour % 24));
            let hours = (from..to).filter(works).count();
            (to >= from).then_some(hours as f64 * 3600.0)
        }
        Row::Age { .. } => {
            let hours = f64::from(record.until? - record.hour?);
            (hours > -24.0).then_some(hours.max(0.0) * 3600.0)
        }
        Row::Flag(test) => says(test, record, all).map(f64::from),
        Row::NotNegative(a) => of(a).filter(|n| *n >= 0.0),
        Row::Plus(a, b) => Some(of(a)? + of(b)?),
        Row::Minus(a, b) => Some(of(a)? - of(b)?),
        Row::Times(a, b) => Some(of(a)? * of(b)?),
        Row::Over(a, b) => Some(of(a)? / of(b).filter(|n| *n != 0.0)?),
    }
}

/// The events of a slice with their worth and weight, and how many could not be used.
fn plain(
    events: &Events,
    of: &Row,
    records: &[Record],
    inside: impl Fn(&Record) -> bool,
) -> (Vec<(f64, f64)>, u64) {
    let (mut used, mut skipped) = (Vec::new(), 0);
    for record in records.iter().filter(|record| inside(record)) {
        let counts = events
            .only
            .map_or(Some(true), |test| says(test, record, records));
        if counts == Some(false) {
            continue;
        }
        let weight = events
            .weight
            .map_or(Some(1.0), |w| worth(w, record, records));
        match (counts, worth(of, record, records), weight) {
            (Some(_), Some(worth), Some(weight)) => used.push((worth, weight)),
            _ => skipped += 1,
        }
    }
    (used, skipped)
}

fn expected(value: &Value, used: &[(f64, f64)]) -> Option<f64> {
    let weights = || stats::sum(used.iter().map(|(_, weight)| *weight));
    let total = || stats::sum(used.iter().map(|(worth, weight)| worth * weight));
    let any = (!used.is_empty()).then_some(());
    match value {
        Value::Count(_) => any.map(|()| weights()),
        Value::Sum { .. } => any.map(|()| total()),
        Value::Mean { .. } => Some(weights()).filter(|n| *n > 0.0).map(|n| total() / n),
        Value::Quantile { q, .. } => {
            let repeated = used
                .iter()
                .flat_map(|(worth, weight)| std::iter::repeat_n(*worth, weight.floor() as usize));
            stats::quantile(&mut repeated.collect::<Vec<f64>>(), *q)
        }
        _ => None,
    }
}

fn values(of: Row, events: Events) -> [Value; 4] {
    [
        Value::Count(events),
        Value::Sum { of, events },
        Value::Mean {
            of,
            events,
            total: ("total", Unit::Number),
            counted: "events",
        },
        Value::Quantile {
            of,
            events,
            q: 0.9,
            together: &[0.25, 0.9],
            counted: "events",
        },
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_fast_is_what_is_defined(
        records in prop::collection::vec(record(), 0..60),
        of in row(),
        events in events(),
        by_model: bool,
    ) {
        let sources = sources(&records);
        let days = Period::range(Timestamp(0), Timestamp::from_seconds(9.0 * 86_400.0), Grain::Day);
        let spans: Vec<Span> = days.iter().map(Period::span).collect();
        let models = ["a", "c"];
        let slices = match by_model {
            false => Slices::Spans(spans.clone()),
            true => Slices::Values {
                spans: spans.clone(),
                column: "model".to_owned(),
                values: models.map(str::to_owned).to_vec(),
                rest: false,
            },
        };
        let n = slices.len();
        let scope = Scope::new(&sources, slices);
        for value in values(of, events) {
            let counted = matches!(value, Value::Count(_));
            let of = if counted { Row::Number(1.0) } else { of };
            let observed = value.evaluate(&scope).unwrap();
            prop_assert_eq!(observed.len(), n);
            for (i, one) in observed.iter().enumerate() {
                let day = if by_model { i / models.len() } else { i } as i32;
                let model = by_model.then(|| [0, 2][i % models.len()]);
                let inside = |r: &Record| {
                    r.hour.is_some_and(|hour| hour / 24 == day) && model.is_none_or(|m| r.model == Some(m))
                };
                let (used, skipped) = plain(&events, &of, &records, inside);
                let value = expected(&value, &used).filter(|v| v.is_finite());
                prop_assert_eq!(one.value.map(f64::to_bits), value.map(f64::to_bits), "{:?} {:?}", value, one);
                prop_assert_eq!((one.rows_used, one.rows_skipped), (used.len() as u64, skipped));
            }
        }
    }
}

/// A part of a formula as text, and what it should be read as.
type Typed<T> = (String, T);

fn typed_row() -> impl Strategy<Value = Typed<Row>> {
    let latency = Row::Over(
        kept(Row::NotNegative(kept(Row::Column("latency_ms")))),
        &Row::Number(1_000.0),
    );
    let time = prop_oneof![
        Just(("latency_ms".to_owned(), latency)),
        Just((
            "(until - timestamp)".to_owned(),
            Row::Seconds {
                from: "timestamp",
                to: "until"
            }
        )),
    ];
    let number = prop_oneof![
        Just(("cost".to_owned(), Row::Column("cost"))),
        Just(("`count`".to_owned(), Row::Column("count"))),
    ];
    let two = (number.clone(), number.clone(), 0..4_usize);
    let two = two.prop_map(|((x, a), (y, b), sign)| {
        let (a, b) = (kept(a), kept(b));
        match sign {
            0 => (format!("({x} + {y})"), Row::Plus(a, b)),
            1 => (format!("({x} − {y})"), Row::Minus(a, b)),
            2 => (format!("{x} * {y}"), Row::Times(a, b)),
            _ => (format!("{x} ÷ {y}"), Row::Over(a, b)),
        }
    });
    prop_oneof![time, number, two]
}

fn typed_test() -> impl Strategy<Value = Typed<Test>> {
    let is = |column, word| Test::Is { column, word };
    let within = |from, to| Test::Within {
        of: kept(Row::Column("cost")),
        from,
        to,
    };
    let models = [is("model", "a"), is("model", "c")];
    let later = Test::Later {
        column: "until",
        than: "timestamp",
    };
    let at_most = Test::AtMost {
        of: kept(Row::Column("cost")),
        most: kept(Row::Column("count")),
    };
    let typed = |text: &str, test: Test| Just((text.to_owned(), test));
    let leaf = prop_oneof![
        typed("status = \"Error\"", is("status", "error")),
        typed("status != 'ok'", Test::Not(kept(is("status", "ok")))),
        typed("model in (\"a\", \"c\")", Test::Any(kept(models))),
        typed("cost ≥ 2.5", within(2.5, f64::INFINITY)),
        typed(
            "cost > 2.5",
            Test::Not(kept(within(f64::NEG_INFINITY, 2.5)))
        ),
        typed("cost between 0 and 2.5", within(0.0, 2.5)),
        typed("cost = 1", within(1.0, 1.0)),
        typed("`count` < cost", Test::Not(kept(at_most))),
        typed("cost <= `count`", at_most),
        typed("until > timestamp", later),
        typed("timestamp >= until", Test::Not(kept(later))),
        typed("cost is given", Test::Present("cost")),
        typed("cost is missing", Test::Not(kept(Test::Present("cost")))),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            inner
                .clone()
                .prop_map(|(text, of)| (format!("not ({text})"), Test::Not(kept(of)))),
            (inner.clone(), inner.clone()).prop_map(|((x, a), (y, b))| {
                (format!("({x}) and ({y})"), Test::All(kept([a, b])))
            }),
            (inner.clone(), inner.clone()).prop_map(|((x, a), (y, b))| {
                (format!("({x}) or ({y})"), Test::Any(kept([a, b])))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_typed_comes_to_what_is_defined(
        records in prop::collection::vec(record(), 0..40),
        (row, of) in typed_row(),
        (condition, only) in typed_test(),
        weighted: bool,
    ) {
        let sources = sources(&records);
        let rows = |_| Events::of(TABLE, "requests");
        let by_count = |_| {
            let count = Row::NotNegative(&Row::Column("count"));
            Events::of(TABLE, "requests").weighted(kept(count))
        };
        let known = Known { rows: if weighted { by_count } else { rows }, table: Some(TABLE), sources: &sources };
        let events = (known.rows)(TABLE).only(kept(only));
        let all = Span::covering(Timestamp(0), Timestamp::from_seconds(240.0 * 3_600.0));
        let scope = Scope::new(&sources, Slices::Spans(vec![all]));
        let inside = |r: &Record| r.hour.is_some();
        for (value, text) in values(of, events).into_iter().zip([
            format!("count({condition})"),
            format!("sum({row}) where {condition}"),
            format!("mean({row} where {condition})"),
            format!("p90({row}) where ({condition})"),
        ]) {
            let counted = matches!(value, Value::Count(_));
            let of = if counted { Row::Number(1.0) } else { of };
            let reading = read(&text, &known).map_err(|mistake| TestCaseError::fail(format!("{text}: {mistake}")))?;
            let observed = reading.value.evaluate(&scope).unwrap();
            let (used, skipped) = plain(&events, &of, &records, inside);
            let one = &observed[0];
            // None is zero where all of them can be told.
            let none = || (counted && skipped == 0 && records.iter().any(inside)).then_some(0.0);
            let expected = expected(&value, &used).or_else(none).filter(|v| v.is_finite());
            prop_assert_eq!(one.value.map(f64::to_bits), expected.map(f64::to_bits), "{} {:?} {:?}", text, reading.value, one);
            prop_assert_eq!((one.rows_used, one.rows_skipped), (used.len() as u64, skipped), "{}", text);
        }
    }
}

#[test]
fn what_no_row_means_is_said_by_the_events() {
    let record = |hour| Record {
        hour: Some(hour),
        until: None,
        numbers: [None; 3],
        status: None,
        model: None,
        up: None,
    };
    let sources = sources(&[record(1), record(60)]);
    let days = Period::range(
        Timestamp(0),
        Timestamp::from_seconds(3.0 * 86_400.0),
        Grain::Day,
    );
    let spans = days.iter().map(Period::span).collect();
    let scope = Scope::new(&sources, Slices::Spans(spans));
    for (silence, expected) in [
        (Silence::Unknown, [Some(1.0), None, Some(1.0), None]),
        (
            Silence::ZeroWhereCovered,
            [Some(1.0), Some(0.0), Some(1.0), None],
        ),
        (Silence::Zero, [Some(1.0), Some(0.0), Some(1.0), Some(0.0)]),
    ] {
        let events = Events::of(TABLE, "requests").silence(silence);
        let observed = Value::Count(events).evaluate(&scope).unwrap();
        let values: Vec<_> = observed.iter().map(|one| one.value).collect();
        assert_eq!(values, expected, "{silence:?}");
    }
}
