//! Charts on a `<canvas>`, sharp at any pixel ratio, and as PNG.

use super::sharp_canvas::SharpCanvas;
use outturn_chart::{Chart, DrawError, Options, Size, Theme};
use outturn_threads::BrowserError;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};

/// Draws the chart and fits the canvas to it: `size` in CSS pixels, `ratio` device pixels to each (1 when it is not a number above
/// zero).
///
/// # Errors
/// When the browser gives no drawing context or refuses a stroke.
pub fn draw_to_canvas(
    canvas: &HtmlCanvasElement,
    chart: &Chart,
    theme: &Theme,
    size: Size,
    ratio: f64,
    options: Options,
) -> Result<(), BrowserError> {
    let size = size.drawable();
    let ratio = if ratio.is_finite() && ratio > 0.0 {
        ratio.min(8.0)
    } else {
        1.0
    };
    let device = |side: f64| (side * ratio).round() as u32;
    // Setting a size clears the canvas and is slow: only when it changed.
    if (canvas.width(), canvas.height()) != (device(size.width), device(size.height)) {
        canvas.set_width(device(size.width));
        canvas.set_height(device(size.height));
    }
    let failed = |because: String| BrowserError {
        doing: "drawing the chart",
        because,
    };
    let no_context = || failed("the browser offers no 2d canvas".into());
    let context = context_of(canvas).ok_or_else(no_context)?;
    let strokes = CanvasBackend::with_canvas_object(canvas.clone()).ok_or_else(no_context)?;
    let surface = SharpCanvas::new(strokes, context, size, ratio);
    let drawn = chart.draw(surface, theme, size, options);
    drawn.map_err(|e: DrawError| failed(e.to_string()))
}

/// The chart with its title, source line and background as a PNG file of `ratio` (1, 2 or 3) pixels to each CSS pixel.
///
/// # Errors
/// When the browser cannot draw it or finds the picture too large.
pub async fn to_png_blob(
    chart: &Chart,
    theme: &Theme,
    size: Size,
    ratio: u8,
) -> Result<Blob, BrowserError> {
    const DOING: &str = "making the picture";
    let missing = |what: &str| BrowserError {
        doing: DOING,
        because: what.into(),
    };
    let document = web_sys::window()
        .and_then(|w| w.document())
        .ok_or_else(|| missing("there is no page"))?;
    let element = document
        .create_element("canvas")
        .map_err(|e| BrowserError::new(DOING, &e))?;
    let canvas: HtmlCanvasElement = element
        .dyn_into()
        .map_err(|_| missing("there is no canvas"))?;
    draw_to_canvas(
        &canvas,
        chart,
        theme,
        size,
        f64::from(ratio.clamp(1, 3)),
        Options::FRAMED,
    )?;
    let promise = js_sys::Promise::new(&mut |resolve, reject| {
        if let Err(thrown) = canvas.to_blob(&resolve) {
            // The promise settles once; a refusal that cannot be told leaves nothing else to do.
            let _ = reject.call1(&JsValue::NULL, &thrown);
        }
    });
    let blob = JsFuture::from(promise)
        .await
        .map_err(|e| BrowserError::new(DOING, &e))?;
    blob.dyn_into()
        .map_err(|_| missing("it is too large for this browser; choose a smaller one"))
}

fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}
