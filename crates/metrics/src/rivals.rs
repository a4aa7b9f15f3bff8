//! Rival definitions: metrics that practice defines in more than one way. One literal each; the first of a metric is the catalogue's own.
//!
//! A rival is a whole [`Definition`] under the id of its metric, so that its card, series, breakdowns and receipt are its own. Which one
//! a card uses is the user's choice.

use crate::catalogue::find;
use crate::events::{CAUSED_INCIDENT, INCIDENTS, RELEASES, SUCCESSFUL_DEPLOYMENTS, WENT_WRONG};
use crate::{Definition, SecondaryStatistic, Unchanged, catalogue};
use outturn_core::table::TableKind::Deployments;
use outturn_core::units::{Per, Unit};
use outturn_expr::{Elapsed, Events, Row, Test, Value};

/// One way to define a metric.
#[derive(Debug, Clone, Copy)]
pub struct Rival {
    /// Stable id among the rivals of its metric.
    pub id: &'static str,
    /// What it is called: `median`.
    pub label: &'static str,
    /// In a sentence, how it differs from the others.
    pub differs: &'static str,
    /// How it is computed; `None` for the catalogue's own definition.
    own: Option<&'static Definition>,
}

/// The rival definitions of a metric.
#[derive(Debug, Clone, Copy)]
pub struct Rivals {
    /// Id of the metric.
    pub metric: &'static str,
    /// What they differ in, as a question.
    pub question: &'static str,
    /// The catalogue's own first.
    pub all: &'static [Rival],
}

const fn catalogues(id: &'static str, label: &'static str, differs: &'static str) -> Rival {
    Rival {
        id,
        label,
        differs,
        own: None,
    }
}

const fn rival(
    id: &'static str,
    label: &'static str,
    differs: &'static str,
    own: &'static Definition,
) -> Rival {
    Rival {
        id,
        label,
        differs,
        own: Some(own),
    }
}

/// The definition of an id among those of a bucket, while this is compiled.
const fn named(all: &[Definition], id: &str) -> Definition {
    let mut at = 0;
    while !is_same(all[at].id, id) {
        at += 1;
    }
    all[at]
}

const fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

const MTTD: Definition = named(catalogue::RELIABILITY, "mttd");
const MTTA: Definition = named(catalogue::RELIABILITY, "mtta");
const MTTR: Definition = named(catalogue::RELIABILITY, "mttr");
const FAILURES: Definition = named(catalogue::RELIABILITY, "change_failure_rate");
const FREQUENCY: Definition = named(catalogue::VELOCITY, "deployment_frequency");
const DURATION: Definition = named(catalogue::VELOCITY, "deployment_duration");

/// Rows of a table worth a time, with what the rows are called.
type Timed = (Row, Events);

const fn between(from: &'static str, to: &'static str) -> Timed {
    (Row::Seconds { from, to }, INCIDENTS)
}

const RECOVERED: Timed = between("detected_at", "resolved_at");
const RECOVERED_AT_WORK: Timed = (
    Row::WorkingSeconds {
        from: "detected_at",
        to: "resolved_at",
    },
    INCIDENTS,
);
const DEPLOYED: Timed = (
    Row::Seconds {
        from: "approved_at",
        to: "finished_at",
    },
    Events::of(Deployments, "deployments"),
);

const fn mean((of, events): Timed) -> Value {
    Value::Mean {
        of,
        events,
        total: ("total time", Unit::Seconds),
        counted: "rows with both times",
    }
}

const fn quantile((of, events): Timed, q: f64) -> Value {
    Value::Quantile {
        of,
        events,
        q,
        together: &[0.5, 0.9],
        counted: "rows with both times",
    }
}

const fn also(label: &'static str, value: Value) -> SecondaryStatistic {
    SecondaryStatistic {
        label,
        unit: Unit::Seconds,
        value,
    }
}

/// The share of the releases whose result is known that pass a test.
const fn share(test: &'static Test, called: &'static str) -> Value {
    Value::Mean {
        of: Row::Flag(test),
        events: RELEASES,
        total: (called, Unit::Count),
        counted: "releases with a known result",
    }
}

// Statics, for a definition is told from others by where it stands.
static MTTD_MEDIAN: Definition = Definition {
    meaning: "Time from the first anomaly to the alert, of the middle incident.",
    value: quantile(between("started_at", "detected_at"), 0.5),
    unchanged: Unchanged::Ranks,
    also: &[also("mean", mean(between("started_at", "detected_at")))],
    ..MTTD
};
static MTTA_MEDIAN: Definition = Definition {
    meaning: "Time from the alert to a person's acknowledgement, of the middle incident.",
    value: quantile(between("detected_at", "acknowledged_at"), 0.5),
    unchanged: Unchanged::Ranks,
    also: &[also(
        "mean",
        mean(between("detected_at", "acknowledged_at")),
    )],
    ..MTTA
};
static MTTR_MEDIAN: Definition = Definition {
    meaning: "Time from the alert to the fix, of the middle incident.",
    value: quantile(RECOVERED, 0.5),
    unchanged: Unchanged::Ranks,
    also: &[
        also("mean", mean(RECOVERED)),
        also("p90", quantile(RECOVERED, 0.9)),
    ],
    ..MTTR
};
static MTTR_P90: Definition = Definition {
    meaning: "Nine of ten incidents are fixed within this time from the alert.",
    value: quantile(RECOVERED, 0.9),
    unchanged: Unchanged::Ranks,
    also: &[
        also("mean", mean(RECOVERED)),
        also("median", quantile(RECOVERED, 0.5)),
    ],
    ..MTTR
};
static MTTR_AT_WORK: Definition = Definition {
    meaning: "Mean working time from the alert to the fix: Monday to Friday, 9:00 to 17:00, without holidays.",
    value: mean(RECOVERED_AT_WORK),
    also: &[
        also("median", quantile(RECOVERED_AT_WORK, 0.5)),
        also("p90", quantile(RECOVERED_AT_WORK, 0.9)),
    ],
    ..MTTR
};
static FAILED_BY_DEPLOYMENT: Definition = Definition {
    meaning: "Share of releases that failed or were rolled back, by their own record.",
    value: share(&WENT_WRONG, "releases that failed or were rolled back"),
    also: &[],
    ..FAILURES
};
static FAILED_BY_INCIDENT: Definition = Definition {
    meaning: "Share of releases that an incident names as its cause.",
    value: share(&CAUSED_INCIDENT, "releases named by an incident"),
    also: &[],
    ..FAILURES
};
static FREQUENCY_SUCCESSFUL: Definition = Definition {
    meaning: "Deployments to production per week that neither failed nor were rolled back.",
    value: Value::Over(
        &Value::Named(
            "deployments",
            Unit::Count,
            &Value::Count(SUCCESSFUL_DEPLOYMENTS),
        ),
        &Value::Named(
            "weeks",
            Unit::Count,
            &Value::Elapsed {
                which: Elapsed::Covered(Deployments),
                per: Per::Week,
            },
        ),
    ),
    also: &[],
    ..FREQUENCY
};
static DURATION_MEAN: Definition = Definition {
    meaning: "Mean time from approval to production.",
    value: mean(DEPLOYED),
    unchanged: Unchanged::Welch,
    also: &[
        also("median", quantile(DEPLOYED, 0.5)),
        also("p90", quantile(DEPLOYED, 0.9)),
    ],
    ..DURATION
};

const MEAN_OF_INCIDENTS: Rival = catalogues(
    "mean",
    "mean",
    "Counts every hour, so that one long night pulls it up.",
);
const MEDIAN_OF_INCIDENTS: &str = "The usual incident: half take longer, however much longer.";

/// Every metric with rival definitions.
pub const RIVALS: &[Rivals] = &[
    Rivals {
        metric: "change_failure_rate",
        question: "When has a change failed?",
        all: &[
            catalogues(
                "either",
                "by deployment or incident",
                "A release failed if its own record or an incident says so; nothing is counted twice.",
            ),
            rival(
                "deployment",
                "by deployment",
                "Only the release's own record counts: harm that was never rolled back is not seen.",
                &FAILED_BY_DEPLOYMENT,
            ),
            rival(
                "incident",
                "by incident",
                "Only incidents that name a release count: a rollback that nobody felt is not seen.",
                &FAILED_BY_INCIDENT,
            ),
        ],
    },
    Rivals {
        metric: "mttr",
        question: "Which time, of which incidents?",
        all: &[
            MEAN_OF_INCIDENTS,
            rival("median", "median", MEDIAN_OF_INCIDENTS, &MTTR_MEDIAN),
            rival(
                "p90",
                "90th percentile",
                "The bad case: one in ten takes longer.",
                &MTTR_P90,
            ),
            rival(
                "working_hours",
                "mean, business hours",
                "Monday to Friday, 9:00 to 17:00: nights and weekends do not count, which suits a team that is not on call; customers wait through them all the same.",
                &MTTR_AT_WORK,
            ),
        ],
    },
    Rivals {
        metric: "mttd",
        question: "Mean or median?",
        all: &[
            MEAN_OF_INCIDENTS,
            rival("median", "median", MEDIAN_OF_INCIDENTS, &MTTD_MEDIAN),
        ],
    },
    Rivals {
        metric: "mtta",
        question: "Mean or median?",
        all: &[
            MEAN_OF_INCIDENTS,
            rival("median", "median", MEDIAN_OF_INCIDENTS, &MTTA_MEDIAN),
        ],
    },
    Rivals {
        metric: "deployment_frequency",
        question: "Which deployments count?",
        all: &[
            catalogues(
                "all",
                "all deployments",
                "Every deployment to production counts, also one that was rolled back.",
            ),
            rival(
                "successful",
                "successful only",
                "Only what held counts, so that shipping and reverting does not look fast.",
                &FREQUENCY_SUCCESSFUL,
            ),
        ],
    },
    Rivals {
        metric: "deployment_duration",
        question: "Mean or median?",
        all: &[
            catalogues(
                "median",
                "median",
                "The usual deployment: half take longer, however much longer.",
            ),
            rival(
                "mean",
                "mean",
                "Counts every hour, so that one change that waited for weeks pulls it up.",
                &DURATION_MEAN,
            ),
        ],
    },
];

impl Rivals {
    /// Those of a metric.
    #[must_use]
    pub fn of(metric: &str) -> Option<&'static Self> {
        RIVALS.iter().find(|one| one.metric == metric)
    }

    /// The one of an id; where there is none such, the catalogue's.
    #[must_use]
    pub fn chosen(&self, id: &str) -> &'static Rival {
        let all: &'static [Rival] = self.all;
        all.iter().find(|one| one.id == id).unwrap_or(&all[0])
    }
}

impl Rival {
    /// Whether it is the catalogue's own.
    #[must_use]
    pub fn is_catalogues(&self) -> bool {
        self.own.is_none()
    }

    /// The metric as it defines it.
    #[must_use]
    pub fn definition(&self, metric: &str) -> Option<&'static Definition> {
        self.own.or_else(|| find(metric))
    }
}

/// The rival that a definition is; `None` for the catalogue's own.
#[must_use]
pub fn rival_of(definition: &'static Definition) -> Option<&'static Rival> {
    let rivals = Rivals::of(definition.id)?;
    let is_it = |rival: &&Rival| rival.own.is_some_and(|own| std::ptr::eq(own, definition));
    rivals.all.iter().find(is_it)
}
