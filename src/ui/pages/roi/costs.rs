//! What the platform costs: first on the screen, and counted from the start.

use super::driver::Driver;
use leptos::prelude::*;
use outturn_scenario::InputUnit;

/// The panel.
#[component]
pub fn Costs() -> impl IntoView {
    view! {
        <section class="panel lever" aria-labelledby="lever-costs">
            <div class="head"><h2 id="lever-costs"><span class="no" aria-hidden="true">"1 "</span>"Costs"</h2><span class="quiet">"count from the start, confirmed or not"</span></div>
            <Driver path="one_off_cost".to_owned() lever=None label="One-off cost" unit=InputUnit::Money/>
            <Driver path="running_cost_per_month".to_owned() lever=None label="Running cost per month" unit=InputUnit::Money/>
            <p class="quiet">"one-off in month 0, running in each month after"</p>
        </section>
    }
}
