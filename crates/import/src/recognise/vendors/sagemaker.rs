//! Amazon SageMaker: training jobs, as `list-training-jobs` and `describe-training-job` answer (docs.aws.amazon.com/sagemaker/latest/
//! APIReference, TrainingJobSummary and DescribeTrainingJob).

use crate::recognise::export::{Export, Fill, Note};
use crate::recognise::names::Names;
use outturn_core::table::TableKind;

pub(super) const JOBS: Export = Export {
    name: "SageMaker training jobs",
    kind: Some(TableKind::TrainingRuns),
    tool: "SageMaker",
    how: "aws sagemaker list-training-jobs > jobs.json",
    has: &[&["TrainingJobName"], &["TrainingJobArn"], &["CreationTime"]],
    fills: &[
        ("id", Fill::Needed(&["TrainingJobName"])),
        (
            "started_at",
            Fill::FirstOf(&[&["TrainingStartTime"], &["CreationTime"]]),
        ),
        ("finished_at", Fill::Filled(&["TrainingEndTime"])),
        (
            "experiment",
            Fill::Filled(&["ExperimentConfig.ExperimentName"]),
        ),
    ],
    notes: &[
        Note::Computed(from_creation),
        Note::Always(
            "SageMaker does not say what a job cost, nor which model it trains: costs come with the bill, and model can be bound to a constant.",
        ),
        Note::Always("Jobs that failed or were stopped count as runs, too."),
    ],
    ..Export::BLANK
};

fn from_creation(names: &Names<'_>) -> Option<String> {
    let is_told = names.filled(&["TrainingStartTime"]).is_some();
    (!is_told).then(|| {
        "A job begins here when it was created: the list does not say when its machines were ready, as describe-training-job does."
            .to_owned()
    })
}
