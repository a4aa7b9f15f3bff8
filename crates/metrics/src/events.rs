//! The events that several metrics are about, and the words that say how they went.

use outturn_core::table::TableKind::{Cases, Costs, Deployments, Incidents, Predictions, Volumes};
use outturn_expr::{Events, Row, Silence, Test, Value, Vocabulary};

/// How many requests a row stands for: its `count`, or one.
const COUNT: Row = Row::NotNegative(&Row::Optional("count", 1.0));
/// Requests to models.
pub const REQUESTS: Events = Events::of(Predictions, "requests").weighted(&COUNT);
/// How many requests were served, by daily volumes.
pub const VOLUME: Value = Value::Sum {
    of: Row::Column("predictions"),
    events: Events::of(Volumes, "requests"),
};
/// How many requests were served: from daily volumes, or where none are loaded from the predictions.
pub const SERVED: Value = Value::Either(&[VOLUME, Value::Count(REQUESTS)]);
/// Whether a request failed.
pub const FAILED: Test = Test::Word {
    column: "status",
    vocabulary: &Vocabulary {
        means: "an error",
        yes: &[
            "error", "err", "failed", "failure", "fail", "timeout", "false",
        ],
        no: &["ok", "success", "succeeded", "successful", "true", "done"],
        http_from: Some(400),
    },
};

/// Incidents.
pub const INCIDENTS: Events = Events::of(Incidents, "incidents");

/// Whether a release went to production: one that was called off, or still waits, did not.
const IN_PRODUCTION: Test = Test::All(&[
    Test::BeginsWithIfAny {
        column: "environment",
        beginning: "prod",
    },
    Test::Not(&Test::Says {
        columns: &["status"],
        phrases: &[
            "cancelled",
            "canceled",
            "aborted",
            "skipped",
            "rejected",
            "pending",
            "queued",
            "waiting",
            "in progress",
            "running",
        ],
    }),
]);
/// Releases to production.
pub const RELEASES: Events = Events::of(Deployments, "releases").only(&IN_PRODUCTION);
/// The same; a week without one is a week with none.
pub const DEPLOYMENTS: Events = Events::of(Deployments, "deployments")
    .only(&IN_PRODUCTION)
    .silence(Silence::ZeroWhereCovered);
/// Those of them that neither failed nor were rolled back.
pub const SUCCESSFUL_DEPLOYMENTS: Events = Events::of(Deployments, "deployments")
    .only(&Test::All(&[IN_PRODUCTION, Test::Not(&WENT_WRONG)]))
    .silence(Silence::ZeroWhereCovered);
/// Releases that neither failed nor were rolled back.
pub const UNHARMED_RELEASES: Events =
    Events::of(Deployments, "releases").only(&Test::All(&[IN_PRODUCTION, Test::Not(&WENT_WRONG)]));
/// Whether a release was rolled back.
const ROLLED_BACK: Test = Test::Present("rolled_back_at");
/// Whether it failed, as its status says.
const STATUS_SAYS_FAILED: Test = Test::Word {
    column: "status",
    vocabulary: &Vocabulary {
        means: "a failure or a rollback",
        yes: &[
            "failure",
            "failed",
            "error",
            "rolled_back",
            "rolled back",
            "rollback",
        ],
        no: &["success", "succeeded", "ok", "deployed"],
        http_from: None,
    },
};
/// Whether a release failed or was rolled back, by its own record.
pub const WENT_WRONG: Test = Test::Evidence(&[ROLLED_BACK, STATUS_SAYS_FAILED]);
/// Whether an incident names a release as its cause.
pub const CAUSED_INCIDENT: Test = Test::NamedIn {
    column: "id",
    table: Incidents,
    by: "deployment_id",
};

/// Whether a release failed, was rolled back or caused an incident.
pub const CHANGE_FAILED: Test = Test::Evidence(&[
    Test::Loaded(&CAUSED_INCIDENT),
    ROLLED_BACK,
    STATUS_SAYS_FAILED,
]);

/// Manual cases.
pub const CASES: Events = Events::of(Cases, "cases");

/// Whether a charge is paid once, by what a bill says of it: build, migration, a purchase in advance.
const ONE_OFF: Test = Test::Says {
    columns: &["frequency", "category", "service", "description"],
    phrases: &[
        "one off",
        "oneoff",
        "one time",
        "onetime",
        "non recurring",
        "nonrecurring",
        "^setup$",
        "^set up$",
        "setup fee",
        "setup fees",
        "setup charge",
        "setup charges",
        "setup cost",
        "setup costs",
        "set up fee",
        "initial setup",
        "capex",
        "capital expenditure",
        "reservation upfront",
        "upfront fee",
        "upfront payment",
    ],
};
/// Whether a charge is paid again and again.
const RUNNING: Test = Test::Not(&ONE_OFF);
/// Whether a charge is for serving predictions; of a bill that does not say what its charges are for, every running one.
const FOR_INFERENCE: Test = Test::All(&[
    RUNNING,
    Test::SaysIfAny {
        columns: &["service", "category"],
        phrases: &[
            "inference",
            "inferencing",
            "model serving",
            "serving",
            "prediction",
            "predictions",
        ],
    },
]);
/// All charges, credits among them.
pub const CHARGES: Events = Events::of(Costs, "charges");
/// Those that are paid once.
pub const ONE_OFF_CHARGES: Events = Events::of(Costs, "charges").only(&ONE_OFF);
/// Those that are paid again and again.
pub const RUNNING_CHARGES: Events = Events::of(Costs, "charges").only(&RUNNING);
/// Those for serving predictions.
pub const INFERENCE_CHARGES: Events = Events::of(Costs, "charges").only(&FOR_INFERENCE);
