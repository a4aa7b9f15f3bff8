//! What the platform costs, and how long until the benefits are in full.

use super::driver::Driver;
use leptos::prelude::*;
use outturn_scenario::InputUnit;

/// The group.
#[component]
pub fn Costs() -> impl IntoView {
    view! {
        <section class="lever" aria-labelledby="lever-costs">
            <div class="lever-head"><h3 id="lever-costs">"Costs and ramp-up"</h3></div>
            <p class="quiet">"one-off in month 0, running in each month after; month m brings the share min(1, m ÷ ramp-up) of the benefits"</p>
            <Driver path="one_off_cost".to_owned() lever=None label="One-off cost" unit=InputUnit::Money/>
            <Driver path="running_cost_per_month".to_owned() lever=None label="Running cost a month" unit=InputUnit::Money/>
            <Driver path="ramp_up_months".to_owned() lever=None label="Ramp-up" unit=InputUnit::Months/>
        </section>
    }
}
