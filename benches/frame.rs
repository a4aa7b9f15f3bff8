//! What one move of a slider costs in the built page, as a share of a frame at 60 Hz: from the event to the last thing the page's program
//! does about it (figures, charts, notes), then with the browser's own layout. Driven in headless Chromium on the built `dist/`, as the
//! whole-app tests are.
//!
//! `cargo test --no-default-features --features e2e --bench frame`: what is timed is the page as it was built, so this program itself needs
//! no optimised build.

#[path = "../tests/common/mod.rs"]
mod common;

use common::app::App;

const MOVES: usize = 60;
/// A frame at 60 Hz, in milliseconds.
const FRAME: f64 = 1000.0 / 60.0;
const SLIDERS: [&str; 3] = [
    "Running cost per month, slider",
    "Ramp-up, slider",
    "One-off cost, slider",
];

/// Moves the slider `this` to and fro, one move a frame. Gives for each the milliseconds of script, of script and layout, and whether
/// the NPV on the page has changed by then.
const MOVE: &str = "async function(moves) {
    const npv = () => [...document.querySelectorAll('dt')].find(term => term.textContent === 'NPV').nextElementSibling.textContent;
    const channel = new MessageChannel();
    const task = () => new Promise(done => { channel.port1.onmessage = done; channel.port2.postMessage(0); });
    const frame = () => new Promise(requestAnimationFrame);
    const [min, max] = [Number(this.min), Number(this.max)];
    const measured = [];
    for (let move = 1; move <= moves; move++) {
        await frame();
        await task(); // the frame before is drawn
        const before = npv(), began = performance.now();
        this.value = min + (max - min) * (move % 2 ? move : moves - move) / (moves + 1);
        this.dispatchEvent(new Event('input', { bubbles: true }));
        await task(); // after all that the event has set going
        const script = performance.now() - began;
        document.documentElement.getBoundingClientRect();
        measured.push([script, performance.now() - began, npv() !== before]);
    }
    this.dispatchEvent(new Event('change', { bubbles: true }));
    return measured;
}";

fn main() {
    let app = App::open();
    app.click("button", "Load sample: Churn model, a year of operation");
    app.click("link", "ROI");
    app.fill("textbox", "One-off cost", "200,000");
    println!("{MOVES} moves of each slider, as a share of a frame at 60 Hz (median, worst):");
    for slider in SLIDERS {
        let measured: Vec<(f64, f64, bool)> =
            serde_json::from_value(app.measure("slider", slider, MOVE, MOVES))
                .unwrap_or_else(|error| panic!("{slider}: {error}"));
        let shown = measured.iter().filter(|(_, _, shown)| *shown).count();
        println!(
            "{slider}: script {}, with layout {}; NPV changed {shown} times",
            shares(measured.iter().map(|m| m.0)),
            shares(measured.iter().map(|m| m.1)),
        );
    }
}

fn shares(milliseconds: impl Iterator<Item = f64>) -> String {
    let mut sorted: Vec<f64> = milliseconds.collect();
    sorted.sort_by(f64::total_cmp);
    let share = |ms: Option<&f64>| ms.copied().unwrap_or(f64::NAN) / FRAME * 100.0;
    format!(
        "{:.0} %, {:.0} %",
        share(sorted.get(sorted.len() / 2)),
        share(sorted.last())
    )
}
