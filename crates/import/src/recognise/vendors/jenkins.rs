//! Jenkins: builds of a job, or of several, as its remote access interface has them with `tree=allBuilds[…]` (www.jenkins.io/doc/book/using/
//! remote-access-api; the fields are those of `hudson.model.Run`: a build began at `timestamp` and took `duration`, in milliseconds).

use crate::map::{Source, Unit};
use crate::recognise::Recognition;
use crate::recognise::deploys::{ask_of_halves, ask_which};
use crate::recognise::export::{Export, Fill, Keep, Note};
use crate::recognise::names::Names;
use outturn_core::table::TableKind;

const RESULT: &[&str] = &["result", "allBuilds.result", "builds.result"];
const START: &[&str] = &["timestamp", "allBuilds.timestamp", "builds.timestamp"];
const LENGTH: &[&str] = &["duration", "allBuilds.duration", "builds.duration"];
const NUMBER: &[&str] = &["number", "allBuilds.number", "builds.number"];
/// What ran, where a file has several jobs, and where it has one.
const JOB: &[&str] = &["fullName", "name"];

/// It went through, and its tests did not pass.
const UNSTABLE: &str = "UNSTABLE";

pub(super) const BUILDS: Export = Export {
    name: "Jenkins builds",
    kind: Some(TableKind::Deployments),
    tool: "Jenkins",
    how: "curl -g -u USER:TOKEN 'https://HOST/job/NAME/api/json?tree=fullName,allBuilds[number,result,timestamp,duration]' > builds.json",
    has: &[NUMBER, RESULT, START, LENGTH],
    only_if: Some(is_of_jenkins),
    keeps: &[Keep::Is(RESULT, &["SUCCESS", "FAILURE", UNSTABLE])],
    fills: &[
        ("id", Fill::Needed(NUMBER)),
        ("model", Fill::Computed(job)),
        ("started_at", Fill::Needed(START)),
        (
            "finished_at",
            Fill::After {
                start: START,
                length: LENGTH,
                unit: Unit::Milliseconds,
            },
        ),
        ("status", Fill::Needed(RESULT)),
    ],
    notes: &[
        Note::Always(
            "Builds that ended as SUCCESS, FAILURE or UNSTABLE count; those that were aborted, not built or still run are left out.",
        ),
        Note::Without(
            "model",
            "Numbers of builds are each job's own, and the file does not name its job: ask for fullName, too, before loading several.",
        ),
    ],
    asks: &[
        |names, found| ask_which(names, found, JOB, said_outside(names)),
        ask_of_unstable,
    ],
    ..Export::BLANK
};

/// Every object of Jenkins says of which class it is.
fn is_of_jenkins(names: &Names<'_>) -> bool {
    names.fact("_class").is_some() || names.has(&["_class", "allBuilds._class", "builds._class"])
}

fn said_outside<'a>(names: &Names<'a>) -> Option<&'a str> {
    JOB.iter().find_map(|name| names.fact(name))
}

fn job(names: &Names<'_>) -> Option<Source> {
    let column = names.filled(JOB).map(Source::column);
    column.or_else(|| said_outside(names).map(Source::constant))
}

fn ask_of_unstable(names: &Names<'_>, found: &mut Recognition) {
    ask_of_halves(names, found, RESULT, UNSTABLE);
}
