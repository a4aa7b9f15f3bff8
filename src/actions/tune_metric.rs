//! What the user says about a metric: its target, its owner, whether it is a North Star; and the weights of the score.

use crate::state::App;
use leptos::prelude::WithUntracked;
use outturn_metrics::scorecard::{MetricSettings, TargetFrom, WeightRefused, with_share};
use outturn_metrics::{Bucket, Thresholds};

/// Changes what is said about a metric; what says nothing any more is forgotten.
pub fn tune(app: App, metric: &str, change: impl FnOnce(&mut MetricSettings)) {
    app.change(|document| {
        let settings = document.settings.entry(metric.to_owned()).or_default();
        change(settings);
        if *settings == MetricSettings::default() {
            document.settings.remove(metric);
        }
    });
}

/// Sets the user's own target, or with `None` goes back to the default.
pub fn set_target(app: App, metric: &str, target: Option<Thresholds>) {
    tune(app, metric, |settings| {
        settings.target = target;
        settings.target_from = TargetFrom::Usual;
    });
}

/// Sets the share of a bucket in the composite score; the others follow, so that all sum to one.
///
/// # Errors
/// Why they cannot; nothing is changed.
pub fn set_weight(app: App, bucket: Bucket, share: f64) -> Result<(), WeightRefused> {
    let weights = app
        .document()
        .with_untracked(|document| document.weights.clone());
    let weights = with_share(&weights, bucket, share)?;
    app.change(|document| document.weights = weights);
    Ok(())
}
