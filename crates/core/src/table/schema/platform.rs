//! The platform and the team: its own counts, hours, surveys.

use super::ColumnKind::{Boolean, Number, Text, Timestamp};
use super::{Dated, Quantity, TableKind, TableSchema, optional, required};

pub(super) const PLATFORM: TableSchema = TableSchema {
    kind: TableKind::Platform,
    name: "platform",
    label: "Platform",
    plural: "platform usage figures",
    row: "a period",
    time: Some("period"),
    dated: Dated::ByRow,
    marks: &[
        "active_users",
        "ml_team",
        "models_production",
        "models_on_platform",
        "features_served",
        "features_from_store",
        "experiments_logged",
        "leavers",
        "headcount",
    ],
    labels: &[],
    columns: &[
        required("period", Timestamp, "first day of the period counted")
            .or(&["week", "month", "date"]),
        optional("active_users", Number, "people who used the platform"),
        optional("ml_team", Number, "people who could").or(&["ml_team_size", "team_size"]),
        optional("models_production", Number, "models in production").or(&["models_in_production"]),
        optional(
            "models_on_platform",
            Number,
            "those of them on the platform",
        ),
        optional("features_served", Number, "features served"),
        optional(
            "features_from_store",
            Number,
            "those of them from the store",
        ),
        optional("experiments", Number, "experiments run"),
        optional(
            "experiments_logged",
            Number,
            "those of them that were logged",
        ),
        optional("tickets", Number, "requests for help").or(&["support_tickets"]),
        optional("leavers", Number, "people who left the team"),
        optional("headcount", Number, "people in the team"),
    ],
};

pub(super) const TIME_LOGS: TableSchema = TableSchema {
    kind: TableKind::TimeLogs,
    name: "time_logs",
    label: "Time logs",
    plural: "time logs",
    row: "hours of one person on one kind of work",
    time: Some("date"),
    dated: Dated::ByRow,
    marks: &[],
    labels: &["team", "category"],
    columns: &[
        required("date", Timestamp, "the day").or(&["day", "work_date"]),
        optional("team", Text, "whose team"),
        optional("person", Text, "who").or(&["employee", "user"]),
        required("category", Text, "kind of work").or(&["activity", "task_type"]),
        required("hours", Number, "hours spent")
            .or(&["duration_hours", "hours_spent"])
            .of(Quantity::Hours),
        optional("repetitive", Boolean, "the same work again and again").or(&["toil", "is_toil"]),
    ],
};

pub(super) const SURVEYS: TableSchema = TableSchema {
    kind: TableKind::Surveys,
    name: "surveys",
    label: "Surveys",
    plural: "surveys",
    row: "an answer",
    time: Some("date"),
    dated: Dated::ByRow,
    marks: &[],
    labels: &[],
    columns: &[
        required("date", Timestamp, "when it was given").or(&[
            "day",
            "answered_at",
            "submitted_at",
            "response_date",
        ]),
        required("kind", Text, "nps, csat or effort")
            .or(&["survey", "survey_type", "question"])
            .words(&["nps", "csat", "effort"]),
        required("score", Number, "0 to 10 for nps, 1 to 5 for the others")
            .or(&["rating", "answer", "response"]),
    ],
};
