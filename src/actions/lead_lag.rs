//! Choosing an outcome and looking for what leads it.

use crate::state::App;
use outturn_core::calendar::Grain;
use outturn_leadlag::{LONGEST_LAG, Transform};
use outturn_store::document::LeadLagChoice;

fn choose(app: App, change: impl FnOnce(&mut LeadLagChoice)) {
    app.change(|document| change(&mut document.lead_lag));
}

/// Another outcome. The length of a step and what is compared follow it, and its best leader is shown.
pub fn choose_outcome(app: App, id: &str) {
    choose(app, |own| {
        own.outcome = Some(id.to_owned());
        own.grain = None;
        own.transform = None;
        own.picked = None;
    });
}

/// Steps of another length.
pub fn choose_step(app: App, grain: Grain) {
    choose(app, |own| own.grain = Some(grain));
}

/// Compares changes from step to step, or the values themselves, of logarithms or not.
pub fn compare(app: App, transform: Transform) {
    choose(app, |own| own.transform = Some(transform));
}

/// How far ahead and behind to look, in steps.
pub fn set_largest_lag(app: App, steps: usize) {
    choose(app, |own| own.max_lag = steps.min(LONGEST_LAG));
}

/// Looks at one leader.
pub fn pick(app: App, id: &str) {
    choose(app, |own| own.picked = Some(id.to_owned()));
}

/// Leaves a series out of the leaders that are tried, or brings it back.
pub fn try_leader(app: App, id: &str, tried: bool) {
    choose(app, |own| {
        own.without.retain(|without| without != id);
        if !tried {
            own.without.push(id.to_owned());
            own.picked.take_if(|picked| picked.as_str() == id);
        }
    });
}
