//! Charts on a `<canvas>`, sharp at any pixel ratio, and as PNG.

use outturn_chart::{Chart, DrawError, Options, Size, Theme, pixels, text, units};
use outturn_threads::BrowserError;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};
use std::cell::Cell;
use std::convert::Infallible;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};

/// Draws the chart and fits the canvas to it: `size` in CSS pixels, `ratio` device pixels to each (1 where it is not a number above
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
    let surface = CanvasSurface::new(context_of(canvas)?, size, ratio)?;
    let failed = |e: DrawError| BrowserError {
        doing: "drawing the chart",
        because: e.to_string(),
    };
    chart.draw(surface, theme, size, options).map_err(failed)
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

fn context_of(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, BrowserError> {
    const DOING: &str = "drawing the chart";
    let context = canvas
        .get_context("2d")
        .map_err(|e| BrowserError::new(DOING, &e))?;
    context
        .and_then(|c| c.dyn_into().ok())
        .ok_or_else(|| BrowserError {
            doing: DOING,
            because: "the browser offers no 2d canvas".into(),
        })
}

/// A plotters backend on a 2d canvas context.
pub struct CanvasSurface {
    context: CanvasRenderingContext2d,
    size: Size,
    ratio: f64,
    /// Size and weight of the font that is set: setting one makes the browser parse it.
    font: Cell<Option<(f64, bool)>>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl CanvasSurface {
    /// Clears the context and makes it count in CSS pixels.
    ///
    /// # Errors
    /// When the browser refuses the scale.
    pub fn new(
        context: CanvasRenderingContext2d,
        size: Size,
        ratio: f64,
    ) -> Result<Self, BrowserError> {
        context
            .set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0)
            .map_err(|e| BrowserError::new("drawing the chart", &e))?;
        context.clear_rect(0.0, 0.0, size.width, size.height);
        context.set_line_join("round");
        context.set_text_baseline("alphabetic");
        Ok(Self {
            context,
            size,
            ratio,
            font: Cell::new(None),
        })
    }

    fn set_font<T: BackendTextStyle>(&self, style: &T) {
        let wanted = (
            pixels(style.size()),
            matches!(style.style(), FontStyle::Bold),
        );
        if self.font.get() != Some(wanted) {
            let weight = if wanted.1 { 600 } else { 400 };
            self.context
                .set_font(&format!("{weight} {}px {}", wanted.0, text::FONT_STACK));
            self.font.set(Some(wanted));
        }
    }

    /// Width of an upright or level line in whole device pixels, counted in CSS pixels.
    fn whole_width(&self, width: f64) -> f64 {
        (width * self.ratio).round().max(1.0) / self.ratio
    }

    /// Where the middle of such a line must lie for it to fill those pixels.
    fn sharp(&self, v: f64, width: f64) -> f64 {
        let odd = (self.whole_width(width) * self.ratio).round() % 2.0 == 1.0;
        let device = v * self.ratio;
        (if odd {
            device.floor() + 0.5
        } else {
            device.round()
        }) / self.ratio
    }

    fn trace(&self, path: impl IntoIterator<Item = (f64, f64)>) {
        self.context.begin_path();
        for (i, (x, y)) in path.into_iter().enumerate() {
            if i == 0 {
                self.context.move_to(x, y);
            } else {
                self.context.line_to(x, y);
            }
        }
    }

    fn ink<S: BackendStyle>(&self, style: &S, fill: bool) {
        let colour = css(style.color());
        if fill {
            self.context.set_fill_style_str(&colour);
        } else {
            self.context.set_stroke_style_str(&colour);
            self.context
                .set_line_width(pixels(f64::from(style.stroke_width())));
        }
    }
}

impl DrawingBackend for CanvasSurface {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        units(self.size)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.ink(style, fill);
        let ((x0, y0), (x1, y1)) = (place(upper_left), place(bottom_right));
        if fill {
            self.context.fill_rect(x0, y0, x1 - x0, y1 - y0);
        } else {
            self.context.stroke_rect(x0, y0, x1 - x0, y1 - y0);
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.ink(style, false);
        let mut points: Vec<_> = path.into_iter().map(place).collect();
        let width = pixels(f64::from(style.stroke_width()));
        if let [a, b] = &mut points[..] {
            let (upright, level) = (a.0 == b.0, a.1 == b.1);
            if upright {
                a.0 = self.sharp(a.0, width);
                b.0 = a.0;
            } else if level {
                a.1 = self.sharp(a.1, width);
                b.1 = a.1;
            }
            if upright || level {
                self.context.set_line_width(self.whole_width(width));
            }
        }
        self.trace(points);
        self.context.stroke();
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.ink(style, fill);
        let (x, y) = place(center);
        self.context.begin_path();
        // Fails for a negative radius only, which an unsigned number is not.
        let _ = self
            .context
            .arc(x, y, pixels(f64::from(radius)), 0.0, std::f64::consts::TAU);
        if fill {
            self.context.fill();
        } else {
            self.context.stroke();
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        self.ink(style, true);
        self.trace(vert.into_iter().map(place));
        self.context.fill();
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        content: &str,
        style: &T,
        pos: BackendCoord,
    ) -> Drawn {
        self.set_font(style);
        self.context.set_fill_style_str(&css(style.color()));
        self.context.set_text_align(match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        });
        let size = pixels(style.size());
        let below = match style.anchor().v_pos {
            VPos::Top => 0.93,
            VPos::Center => text::BASELINE_BELOW_MIDDLE,
            VPos::Bottom => -0.24,
        };
        let (x, y) = place(pos);
        // Baselines on whole device pixels: the hinting of small type is even.
        let y = ((y + below * size) * self.ratio).round() / self.ratio;
        // Fails for coordinates that are no numbers only; these come from integers.
        let _ = self.context.fill_text(content, x, y);
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        content: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        self.set_font(style);
        let units_per_pixel = style.size() / pixels(style.size()).max(f64::MIN_POSITIVE);
        let width = self.context.measure_text(content).map_or_else(
            |_| {
                text::width(
                    content,
                    style.size(),
                    matches!(style.style(), FontStyle::Bold),
                )
            },
            |metrics| metrics.width() * units_per_pixel,
        );
        Ok((width.ceil() as u32, (style.size() * 1.2).ceil() as u32))
    }
}

fn place((x, y): BackendCoord) -> (f64, f64) {
    (pixels(f64::from(x)), pixels(f64::from(y)))
}

fn css(color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    if color.alpha >= 1.0 {
        format!("rgb({r},{g},{b})")
    } else {
        format!("rgba({r},{g},{b},{:.3})", color.alpha)
    }
}
