//! A chart of the report: live on the screen, drawn for paper in print.

use crate::ui::components::ChartPanel;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use leptos::prelude::*;
use outturn_chart::svg::render_svg;
use outturn_chart::{Chart, Size, Theme};

/// Width of the printed page in CSS pixels: A4 within margins of 14 mm, a little less than Letter.
pub const PAGE: f64 = 680.0;
/// Two charts side by side on it.
pub const HALF_PAGE: f64 = 332.0;

/// A chart with its source line. Printers get an SVG, sharp at any size and light whatever the page's colours; the canvas of the
/// screen would be scaled to the paper.
#[component]
pub fn Figure(
    /// What is drawn.
    #[prop(into)]
    chart: Signal<Chart>,
    /// Its width on paper, in CSS pixels.
    #[prop(default = PAGE)]
    width: f64,
) -> impl IntoView {
    let described = move || chart.with(|c| format!("{}. {}. {}", c.title, c.subtitle, c.source));
    let printed = move || {
        let picture = chart.with(|c| on_paper(c, width));
        picture.map(|picture| view! { <img class="on-paper" src=picture alt=described/> })
    };
    view! {
        <div class="figure">
            <div class="on-screen">
                <ChartPanel chart/>
                <p class="source">{move || chart.with(|c| c.source.clone())}</p>
            </div>
            {printed}
        </div>
    }
}

fn on_paper(chart: &Chart, width: f64) -> Option<String> {
    let size = Size::new(width, chart.framed_height(width));
    let svg = render_svg(chart, &Theme::LIGHT, size).ok()?;
    Some(format!(
        "data:image/svg+xml;base64,{}",
        STANDARD.encode(svg)
    ))
}
