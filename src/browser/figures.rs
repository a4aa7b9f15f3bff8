//! What a worker computes of files that are loaded. A file is read without it: the build splits it off the program, with what nothing
//! else uses, as the part called "figures". It is loaded as soon as a worker listens.

use super::worker_desk::Desk;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use outturn_protocol::{GatherEverything, LeadLagAnswer, LeadLagQuestion, Reply};
use outturn_report::snapshot::SnapshotInput;
use outturn_session::{Begins, Failure, Job, Warmup};
use std::rc::Rc;

/// Why something is not answered without the part.
pub(super) fn not_loaded(_: SplitLoaderError) -> Failure {
    Failure(
        "The part of Outturn that computes figures could not be loaded. Nothing is lost: connect to the network and try again."
            .to_owned(),
    )
}

/// Loads the part ahead of the first question.
pub(super) async fn load() {
    // Where it cannot be had now, the first question asks for it anew, and says so.
    let _ = fetch().await;
}

/// Answers the question of this name.
#[wasm_split(figures, wasm_split_path = leptos::wasm_split, fallible, preload(fetch))]
pub(super) fn answer(
    desk: Rc<Desk>,
    name: String,
    question: Vec<u8>,
) -> Result<Reply, SplitLoaderError> {
    Ok(desk.session.borrow_mut().reply(&name, &question))
}

/// Begins to rank what leads an outcome.
#[wasm_split(figures, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn rank(
    desk: Rc<Desk>,
    question: LeadLagQuestion,
) -> Result<Job<LeadLagAnswer>, SplitLoaderError> {
    Ok(desk.session.borrow().begin(&question))
}

/// Begins to gather what the snapshot is made of.
#[wasm_split(figures, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn gather(
    desk: Rc<Desk>,
    question: GatherEverything,
) -> Result<Job<SnapshotInput>, SplitLoaderError> {
    Ok(desk.session.borrow().begin(&question))
}

/// Does a step of a warm-up that has read its file; `None` after the last.
#[wasm_split(figures, wasm_split_path = leptos::wasm_split, fallible)]
pub(super) fn warm_up(mut warmup: Warmup) -> Result<Option<Warmup>, SplitLoaderError> {
    Ok(warmup.ask().then_some(warmup))
}
