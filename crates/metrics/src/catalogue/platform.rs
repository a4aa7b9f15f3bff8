//! Who uses the platform, and how do people fare?

use crate::{
    Additivity, Bucket, Definition, Direction, Example, ExampleTable, Kind, Target, Thresholds,
    Unchanged,
};
use outturn_core::table::TableKind::Surveys;
use outturn_core::units::Unit;
use outturn_expr::{Events, Row, Test, Value};

/// Answers to one kind of survey.
const fn answers(kind: &'static Test) -> Events {
    Events::of(Surveys, "answers").only(kind)
}

const NPS: Test = Test::Is {
    column: "kind",
    word: "nps",
};
const CSAT: Test = Test::Is {
    column: "kind",
    word: "csat",
};
const EFFORT: Test = Test::Is {
    column: "kind",
    word: "effort",
};

/// One for a promoter, minus one for a detractor, nothing for anybody else who answered.
const PROMOTES: Row = Row::Minus(
    &Row::Flag(&Test::Within {
        of: &Row::Column("score"),
        from: 9.0,
        to: 10.0,
    }),
    &Row::Flag(&Test::Within {
        of: &Row::Column("score"),
        from: 0.0,
        to: 6.0,
    }),
);

/// The mean score of the answers of a kind, on a scale of one to five.
const fn mean_score(kind: &'static Test) -> Value {
    Value::Mean {
        of: Row::Column("score"),
        events: answers(kind),
        total: ("sum of scores", Unit::Points),
        counted: "answers",
    }
}

const BASE: Definition = Definition {
    id: "",
    label: "",
    meaning: "",
    unit: Unit::Points,
    good: Direction::Up,
    target: Target::Fixed(Thresholds {
        met: 4.0,
        missed: 3.0,
    }),
    kind: Kind::Leading,
    bucket: Bucket::Platform,
    source: "",
    table: Surveys,
    also_by: &[],
    value: mean_score(&CSAT),
    additivity: Additivity::Answers,
    least_n: 30,
    unchanged: Unchanged::Welch,
    events: None,
    also: &[],
    example: Example {
        tables: &[],
        value: 0.0,
        why: "",
    },
};

const ANSWERS: &[ExampleTable] = &[ExampleTable {
    kind: Surveys,
    csv: "date,kind,score\n2026-03-02,nps,10\n2026-03-02,nps,9\n2026-03-03,nps,8\n2026-03-03,nps,4\n\
          2026-03-02,csat,5\n2026-03-03,csat,4\n2026-03-03,csat,3\n2026-03-02,effort,2\n2026-03-03,effort,5\n",
}];

/// The metrics of this bucket.
pub const METRICS: &[Definition] = &[
    Definition {
        id: "nps",
        label: "Net promoter score",
        meaning: "Share of promoters (9 or 10) less the share of detractors (0 to 6), times a hundred.",
        target: Target::Fixed(Thresholds {
            met: 40.0,
            missed: 0.0,
        }),
        source: "Reichheld (2003), The one number you need to grow",
        value: Value::Times(
            &Value::Mean {
                of: PROMOTES,
                events: answers(&NPS),
                total: ("promoters less detractors", Unit::Count),
                counted: "answers",
            },
            &Value::Number(100.0),
        ),
        example: Example {
            tables: ANSWERS,
            value: 25.0,
            why: "2 promoters and 1 detractor of 4",
        },
        ..BASE
    },
    Definition {
        id: "csat",
        label: "Satisfaction",
        meaning: "Mean satisfaction, on a scale of one to five.",
        source: "Customer satisfaction surveys; the mean of the answers",
        example: Example {
            tables: ANSWERS,
            value: 4.0,
            why: "(5 + 4 + 3) ÷ 3",
        },
        ..BASE
    },
    Definition {
        id: "effort_score",
        label: "Ease of use",
        meaning: "Mean ease of use, on a scale of one to five.",
        source: "Dixon, Freeman and Toman (2010), customer effort score",
        value: mean_score(&EFFORT),
        example: Example {
            tables: ANSWERS,
            value: 3.5,
            why: "(2 + 5) ÷ 2",
        },
        ..BASE
    },
];
