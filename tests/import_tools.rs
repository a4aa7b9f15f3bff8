//! Exports of tools that deploy, measure, train and reckon costs: what each becomes, what is asked of it, what it cannot tell, and what is
//! not taken for one. The files are small ones in the forms that the literals' heads give the documentation of; the figures expected of
//! them are worked out by hand from their few rows.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // in helpers of tests too a panic is the report

#[path = "common/exports.rs"]
mod exports;

use exports::{cells, file, load, mapped, mapped_of};
use outturn_core::table::TableKind::{self, Costs, Deployments, MetricSeries, TrainingRuns};
use outturn_import::{Topic, apply, recognise};
use rstest::rstest;

#[rstest]
#[case("gitlab_deployments.json", "GitLab deployments", Deployments, 3)]
#[case(
    "azure_devops_release_deployments.json",
    "Azure DevOps release deployments",
    Deployments,
    3
)]
#[case(
    "azure_devops_environment_records.json",
    "Azure DevOps environment deployments",
    Deployments,
    2
)]
#[case("azure_devops_builds.json", "Azure DevOps builds", Deployments, 2)]
#[case("jenkins_builds.json", "Jenkins builds", Deployments, 3)]
#[case("jenkins_jobs.json", "Jenkins builds", Deployments, 2)]
#[case("argocd_application.json", "Argo CD history", Deployments, 3)]
#[case("argocd_applications.json", "Argo CD history", Deployments, 4)]
#[case("datadog_query.json", "Datadog metrics", MetricSeries, 4)]
#[case("datadog_query_two_units.json", "Datadog metrics", MetricSeries, 4)]
#[case("cloudwatch_metric_data.json", "CloudWatch metrics", MetricSeries, 5)]
#[case("cloudwatch_statistics.json", "CloudWatch statistics", MetricSeries, 2)]
#[case(
    "cloudwatch_extended_statistics.json",
    "CloudWatch statistics",
    MetricSeries,
    2
)]
#[case(
    "sagemaker_training_jobs.json",
    "SageMaker training jobs",
    TrainingRuns,
    3
)]
#[case(
    "sagemaker_training_job.json",
    "SageMaker training jobs",
    TrainingRuns,
    1
)]
#[case("vertex_custom_jobs.json", "Vertex AI jobs", TrainingRuns, 2)]
#[case("vertex_training_pipelines.json", "Vertex AI jobs", TrainingRuns, 2)]
#[case("opencost_allocation.json", "OpenCost allocation", Costs, 3)]
#[case("opencost_export.csv", "OpenCost export", Costs, 3)]
fn each_export_becomes_its_table(
    #[case] name: &str,
    #[case] vendor: &str,
    #[case] kind: TableKind,
    #[case] rows: usize,
) {
    let (recognition, mapped) = mapped(name);
    assert_eq!((recognition.vendor.as_str(), mapped.kind), (vendor, kind));
    assert_eq!(mapped.rows_used, rows, "{:?}", mapped.left_out);
}

#[rstest]
#[case("gitlab_deployments.json", "have not ended, are left out")]
#[case("azure_devops_builds.json", "to which environment")]
#[case(
    "azure_devops_environment_records.json",
    "whose name the file does not say"
)]
#[case("argocd_application.json", "how many failed is not in it")]
#[case("datadog_query.json", "rolls points up")]
#[case("cloudwatch_metric_data.json", "does not say what its numbers count")]
#[case("sagemaker_training_jobs.json", "when its machines were ready")]
#[case("vertex_custom_jobs.json", "what a job cost")]
#[case("opencost_allocation.json", "count the same money again")]
#[case("opencost_export.csv", "neither the currency nor the prices")]
fn what_an_export_cannot_know_is_said(#[case] name: &str, #[case] note: &str) {
    let recognition = recognise(&load(name));
    assert!(
        recognition.notes.iter().any(|n| n.contains(note)),
        "{:?}",
        recognition.notes
    );
}

mod deployments {
    use super::*;

    /// GitLab: of five one was cancelled and one still runs; the third was reported by another tool and has no job.
    #[test]
    fn of_gitlab_end_with_their_job_or_their_last_change() {
        let (_, deployments) = mapped("gitlab_deployments.json");
        assert_eq!(
            cells(&deployments, "status"),
            ["success", "failure", "success"]
        );
        assert_eq!(
            cells(&deployments, "started_at"),
            [
                "2026-02-02T09:00:10Z",
                "2026-02-04T14:00:05Z",
                "2026-02-05T10:00:00Z"
            ]
        );
        assert_eq!(
            cells(&deployments, "finished_at"),
            [
                "2026-02-02T09:12:00Z",
                "2026-02-04T14:06:00Z",
                "2026-02-05T10:20:00Z"
            ]
        );
        let left_out: Vec<_> = deployments
            .left_out
            .iter()
            .map(|l| l.found.as_deref())
            .collect();
        assert_eq!(left_out, [Some("canceled"), Some("running")]);
    }

    /// The year 1 is what .NET has where nothing has happened.
    #[test]
    fn of_azure_devops_have_no_time_where_it_is_that_of_the_year_one() {
        let file = load("azure_devops_release_deployments.json");
        let recognition = recognise(&file);
        let topics: Vec<Topic> = recognition.questions.iter().map(|q| q.topic).collect();
        assert_eq!(
            topics,
            [Topic::Column],
            "whether a part is a failure, and nothing else"
        );
        let (_, deployments) = mapped_of(&file);
        assert_eq!(cells(&deployments, "model")[2], "fraud-serving");
        assert_eq!(cells(&deployments, "environment"), ["Production"; 3]);
        assert_eq!(
            cells(&deployments, "finished_at")[1],
            "2026-02-04T09:09:00Z"
        );
    }

    #[rstest]
    #[case("azure_devops_release_deployments.json", "partiallySucceeded")]
    #[case("jenkins_builds.json", "UNSTABLE")]
    fn that_went_through_in_part_failed_if_the_team_says_so(
        #[case] name: &str,
        #[case] word: &str,
    ) {
        let file = load(name);
        let recognition = recognise(&file);
        let mapping = recognition.mapping.clone().unwrap();
        assert!(
            apply(&file, &mapping)
                .unwrap()
                .table
                .column("status")
                .is_none(),
            "it waits"
        );
        let question = recognition
            .questions
            .iter()
            .find(|q| q.text.contains(word))
            .unwrap();
        let status = |choice: usize| {
            let answered = question.answer(Some(&mapping), choice).unwrap();
            cells(&apply(&file, &answered).unwrap(), "status")
        };
        assert_eq!(status(0), ["success", "failure", "success"]);
        assert_eq!(status(1), ["success", "failure", "failure"]);
    }

    /// Which pipelines deploy only their names say.
    #[rstest]
    #[case("azure_devops_builds.json", &["101", "103"], 3)]
    #[case("jenkins_jobs.json", &["43", "44"], 3)]
    fn are_those_runs_that_the_user_says(
        #[case] name: &str,
        #[case] likely: &[&str],
        #[case] all: usize,
    ) {
        let file = load(name);
        let recognition = recognise(&file);
        let mapping = recognition.mapping.clone().unwrap();
        assert_eq!(
            apply(&file, &mapping).unwrap().rows_used,
            0,
            "nothing counts until then"
        );
        let question = &recognition.questions[0];
        let labels: Vec<&str> = question.choices.iter().map(|c| c.label.as_str()).collect();
        assert_eq!(labels, ["churn-deploy", "churn-tests", "all of them"]);
        assert_eq!((question.topic, question.guess), (Topic::Rows, Some(0)));
        let rows = |choice: usize| {
            apply(&file, &question.answer(Some(&mapping), choice).unwrap()).unwrap()
        };
        assert_eq!(cells(&rows(0), "id"), likely);
        assert_eq!(rows(2).rows_used, all);
    }

    #[test]
    fn of_jenkins_are_asked_for_where_the_job_is_not_called_so_or_not_named() {
        for (job, asked) in [
            (
                r#""fullName": "ml/churn","#,
                "Is each run of ml/churn a deployment?",
            ),
            ("", "Is each of these runs a deployment?"),
        ] {
            let text = format!(
                r#"{{"_class": "hudson.model.FreeStyleProject", {job} "builds": [
                {{"_class": "hudson.model.FreeStyleBuild", "number": 1, "result": "SUCCESS", "timestamp": 1770022800000, "duration": 5000}},
                {{"_class": "hudson.model.FreeStyleBuild", "number": 2, "result": "FAILURE", "timestamp": 1770026400000, "duration": 5000}}]}}"#
            );
            let file = file("builds.json", &text);
            let recognition = recognise(&file);
            assert_eq!(recognition.questions[0].text, asked);
            let (_, deployments) = mapped_of(&file);
            assert_eq!(
                cells(&deployments, "finished_at")[0],
                "2026-02-02T09:00:05Z"
            );
        }
    }

    /// Numbers of the history begin anew with each application, so that it tells them apart.
    #[test]
    fn of_argo_cd_are_the_history_of_each_application() {
        let one = load("argocd_application.json");
        assert!(one.questions.is_empty(), "its other lists are no tables");
        let (_, all) = mapped("argocd_applications.json");
        assert_eq!(cells(&all, "id"), ["0", "1", "2", "0"]);
        assert_eq!(
            cells(&all, "model")[2..],
            ["churn-serving", "fraud-serving"]
        );
        assert_eq!(cells(&all, "finished_at")[3], "2026-02-03T10:02:00Z");
        assert!(
            all.table.column("status").is_none(),
            "that none failed is not known"
        );
        assert_eq!(all.left_out.len(), 1, "one was never deployed");
    }

    /// `argocd app list -o json` writes a list, and leaves out what kind of thing it is.
    #[test]
    fn of_argo_cd_are_read_from_a_plain_list() {
        let app = |name: &str, day: u32| {
            format!(
                r#"{{"metadata": {{"name": "{name}"}}, "spec": {{"project": "ml"}}, "status": {{"history": [
                {{"id": 4, "revision": "r", "deployedAt": "2026-02-0{day}T09:00:00Z", "source": {{"repoURL": "u"}}}},
                {{"id": 5, "revision": "s", "deployedAt": "2026-02-0{day}T10:00:00Z", "source": {{"repoURL": "u"}}}}]}}}}"#
            )
        };
        let list = file("apps.json", &format!("[{},{}]", app("a", 2), app("b", 3)));
        let (_, deployments) = mapped_of(&list);
        assert_eq!(cells(&deployments, "model"), ["a", "a", "b", "b"]);
        assert_eq!(cells(&deployments, "id"), ["4", "5", "4", "5"]);
    }

    #[test]
    fn are_not_in_a_list_of_releases_which_says_where_they_are() {
        let recognition = recognise(&load("azure_devops_releases.json"));
        assert_eq!((recognition.kind, &recognition.mapping), (None, &None));
        assert!(recognition.notes[0].contains("load the deployments instead"));
    }
}

mod metrics {
    use super::*;

    #[test]
    fn of_datadog_are_brought_from_the_unit_of_each_series() {
        let (_, one) = mapped("datadog_query.json");
        assert_eq!(cells(&one, "value"), ["0.4", "0.6", "0.8", "0.9"]);
        assert_eq!(cells(&one, "scope")[2], "service:training");
        assert_eq!(cells(&one, "date")[1], "2026-02-02T10:00:00Z");
        assert_eq!(one.left_out.len(), 1, "a point without a number");
        let (recognition, two) = mapped("datadog_query_two_units.json");
        assert_eq!(cells(&two, "value"), ["0.12", "0.18", "1000", "3000"]);
        assert!(
            recognition.questions.is_empty(),
            "each series says its unit"
        );
    }

    #[test]
    fn of_cloudwatch_stand_side_by_side_with_their_times() {
        let (_, series) = mapped("cloudwatch_metric_data.json");
        assert_eq!(
            cells(&series, "metric")[2..4],
            ["GPUUtilization", "Invocations"]
        );
        assert_eq!(
            cells(&series, "value"),
            ["80.5", "61.25", "40", "120", "100"]
        );
        assert_eq!(cells(&series, "date")[3], "2026-02-02T10:00:00Z");
    }

    /// A percentage is a share, microseconds are seconds; what is counted beside them is how many observations there were.
    #[test]
    fn of_cloudwatch_that_are_statistics_are_in_base_units() {
        let (_, share) = mapped("cloudwatch_statistics.json");
        assert_eq!(cells(&share, "metric"), ["CPUUtilization"; 2]);
        assert_eq!(cells(&share, "value"), ["0.45", "0.35"]);
        let (_, latency) = mapped("cloudwatch_extended_statistics.json");
        assert_eq!(
            cells(&latency, "metric"),
            [
                "ModelLatency Average",
                "ModelLatency Average",
                "ModelLatency p95",
                "ModelLatency p95"
            ]
        );
        assert_eq!(cells(&latency, "value"), ["0.042", "0.04", "0.12", "0.09"]);
        assert_eq!(cells(&latency, "n"), ["200", "100", "200", "100"]);
    }
}

mod jobs {
    use super::*;

    #[test]
    fn of_sagemaker_begin_when_their_machines_were_ready_if_that_is_told() {
        let (_, listed) = mapped("sagemaker_training_jobs.json");
        assert_eq!(cells(&listed, "started_at")[1], "2026-02-04T09:00:00Z");
        assert_eq!(
            cells(&listed, "finished_at")[1..],
            ["2026-02-04T10:00:00Z", "–"]
        );
        let described = load("sagemaker_training_job.json");
        assert!(
            described.questions.is_empty(),
            "its lists are parts of one job"
        );
        let (_, one) = mapped_of(&described);
        assert_eq!(cells(&one, "started_at"), ["2026-02-02T09:03:00Z"]);
        assert_eq!(cells(&one, "finished_at"), ["2026-02-02T09:48:00Z"]);
        assert_eq!(cells(&one, "experiment"), ["churn"]);
    }

    /// The first version of AWS' command line writes moments as seconds.
    #[test]
    fn of_sagemaker_may_have_their_times_as_seconds() {
        let text = r#"{"TrainingJobSummaries": [
            {"TrainingJobName": "a", "TrainingJobArn": "arn:a", "CreationTime": 1770022800.603, "TrainingEndTime": 1770026400.5, "TrainingJobStatus": "Completed"},
            {"TrainingJobName": "b", "TrainingJobArn": "arn:b", "CreationTime": 1770030000.0, "TrainingEndTime": 1770033600.0, "TrainingJobStatus": "Completed"}]}"#;
        let (_, jobs) = mapped_of(&file("jobs.json", text));
        assert_eq!(
            cells(&jobs, "started_at"),
            ["2026-02-02T09:00:00.603Z", "2026-02-02T11:00:00Z"]
        );
        assert_eq!(cells(&jobs, "finished_at")[1], "2026-02-02T12:00:00Z");
    }

    #[test]
    fn of_vertex_ai_that_wait_have_not_begun() {
        let (_, jobs) = mapped("vertex_custom_jobs.json");
        assert_eq!(cells(&jobs, "model"), ["churn", "–"]);
        assert_eq!(cells(&jobs, "finished_at")[1], "2026-02-08T09:35:00Z");
        assert_eq!(jobs.left_out[0].row, 3);
        let (_, pipelines) = mapped("vertex_training_pipelines.json");
        assert_eq!(cells(&pipelines, "model"), ["churn", "churn"]);
    }
}

mod costs {
    use super::*;

    #[test]
    fn of_opencost_are_the_shares_of_each_day() {
        let (_, shares) = mapped("opencost_allocation.json");
        assert_eq!(cells(&shares, "service"), ["churn", "__idle__", "churn"]);
        assert_eq!(cells(&shares, "cost"), ["2.5", "1", "3.5"]);
        assert_eq!(cells(&shares, "date")[2], "2026-02-03T00:00:00Z");
        let (recognition, export) = mapped("opencost_export.csv");
        assert_eq!(cells(&export, "cost"), ["1.75", "6", "0.25"]);
        assert_eq!(cells(&export, "model"), ["churn-v3", "churn-v3", "–"]);
        assert_eq!(
            recognition.questions[0].text,
            "Which label says what model a charge was for?"
        );
    }

    /// Kubecost's CSV has the names of the interface, as columns.
    #[test]
    fn of_kubecost_are_read_by_the_same_names() {
        let text = "name,window.start,window.end,minutes,cpuCost,gpuCost,ramCost,pvCost,networkCost,sharedCost,externalCost,totalCost,totalEfficiency\n\
                    churn,2026-02-02T00:00:00Z,2026-02-03T00:00:00Z,1440,1.5,0,0.5,0.25,0,0,0,2.25,0.5\n\
                    fraud,2026-02-02T00:00:00Z,2026-02-03T00:00:00Z,1440,1,0,0.5,0,0,0,0,1.5,0.25\n";
        let (recognition, shares) = mapped_of(&file("allocation.csv", text));
        assert_eq!(recognition.vendor, "OpenCost allocation");
        assert_eq!(cells(&shares, "cost"), ["2.25", "1.5"]);
    }
}

/// Files that look like those above and are something else: other lists of the same tools, and other tools with the same names.
#[rstest]
#[case::pipelines_of_gitlab(
    r#"[{"id": 47, "iid": 12, "project_id": 1, "status": "success", "source": "push", "ref": "main", "sha": "a91957", "web_url": "u",
        "created_at": "2026-02-02T11:28:34.085Z", "updated_at": "2026-02-02T11:32:35.169Z", "name": "Build"}]"#,
    "GitLab"
)]
#[case::environments_of_gitlab(
    r#"[{"id": 1, "name": "production", "slug": "production", "external_url": "u", "state": "available", "tier": "production",
        "created_at": "2026-02-02T11:28:34.085Z", "updated_at": "2026-02-02T11:32:35.169Z"}]"#,
    "GitLab"
)]
#[case::deployments_of_azure_s_resource_manager(
    r#"{"value": [{"id": "/subscriptions/1/resourceGroups/r/providers/Microsoft.Resources/deployments/d", "name": "d",
        "properties": {"provisioningState": "Succeeded", "timestamp": "2026-02-02T09:00:00Z", "duration": "PT22.8S"}}]}"#,
    "Azure DevOps"
)]
#[case::builds_of_another_server(
    r#"{"builds": [{"id": "b1", "status": "SUCCESS", "createTime": "2026-02-02T09:00:00Z", "finishTime": "2026-02-02T09:10:00Z"}]}"#,
    "Jenkins"
)]
#[case::stages_with_a_number(
    r#"{"builds": [{"number": 5, "result": "passed", "timestamp": 1770022800000, "duration": 3000}]}"#,
    "Jenkins"
)]
#[case::a_deployment_of_kubernetes(
    r#"{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "churn", "creationTimestamp": "2026-01-10T08:00:00Z"},
        "status": {"conditions": [{"type": "Available", "status": "True", "lastUpdateTime": "2026-02-02T09:00:00Z"}]}}"#,
    "Argo CD"
)]
#[case::a_history_of_releases(
    r#"{"metadata": {"name": "x"}, "status": {"history": [{"revision": 1, "updated": "2026-02-02T09:00:00Z", "status": "deployed"}]}}"#,
    "Argo CD"
)]
#[case::points_of_a_route(
    r#"{"series": [{"name": "route", "pointlist": [[52.5, 13.4], [52.6, 13.5]]}]}"#,
    "Datadog"
)]
#[case::two_lists_without_a_status(
    r#"{"results": [{"Id": "a", "Timestamps": ["2026-02-02T09:00:00Z"], "Values": [1.5]}]}"#,
    "CloudWatch"
)]
#[case::jobs_that_transform(
    r#"{"TransformJobSummaries": [{"TransformJobName": "t", "TransformJobArn": "arn:t", "CreationTime": "2026-02-02T09:00:00Z",
        "TransformJobStatus": "Completed"}]}"#,
    "SageMaker"
)]
#[case::jobs_that_predict(
    r#"{"batchPredictionJobs": [{"name": "projects/1/locations/l/batchPredictionJobs/5", "displayName": "score", "state": "JOB_STATE_SUCCEEDED",
        "createTime": "2026-02-02T09:00:00Z", "startTime": "2026-02-02T09:01:00Z", "endTime": "2026-02-02T09:05:00Z"}]}"#,
    "Vertex AI"
)]
#[case::assets_of_a_cluster(
    r#"{"code": 200, "data": [{"type": "Node", "name": "n1", "nodeType": "m5.xlarge", "window": {"start": "2026-02-02T00:00:00Z"},
        "start": "2026-02-02T00:00:00Z", "cpuCost": 1.5, "gpuCost": 0, "ramCost": 0.5, "totalCost": 2, "externalCost": 0}]}"#,
    "OpenCost"
)]
fn neighbours_are_not_claimed(#[case] text: &str, #[case] tool: &str) {
    let vendor = recognise(&file("list.json", text)).vendor;
    assert!(!vendor.starts_with(tool), "{vendor}");
}
