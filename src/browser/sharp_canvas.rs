//! plotters-canvas, and what charts need beyond it: the screen's pixel ratio, lines that fill whole device pixels, and text as the page
//! sets it, measured in the same font.

use outturn_chart::{Size, UNITS_PER_PIXEL, pixels, text, units};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use plotters_canvas::CanvasBackend;
use std::cell::Cell;
use web_sys::CanvasRenderingContext2d;

/// A backend for charts (see [`UNITS_PER_PIXEL`]). Strokes are those of [`CanvasBackend`] in the chart's own units, brought to device
/// pixels by the transform of the context that both draw on.
pub struct SharpCanvas {
    strokes: CanvasBackend,
    context: CanvasRenderingContext2d,
    size: Size,
    /// Device pixels to a CSS pixel.
    ratio: f64,
    /// Device pixels to one step across and down, as the context counts now.
    scale: Cell<(f64, f64)>,
    /// Size and weight of the font that is set: setting one makes the browser parse it.
    font: Cell<Option<(f64, u16)>>,
}

type Drawn = Result<(), DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>>;

impl SharpCanvas {
    /// Clears the canvas. `context` is that of the canvas of `strokes`.
    pub fn new(
        strokes: CanvasBackend,
        context: CanvasRenderingContext2d,
        size: Size,
        ratio: f64,
    ) -> Self {
        let canvas = Self {
            strokes,
            context,
            size,
            ratio,
            scale: Cell::new((f64::NAN, f64::NAN)),
            font: Cell::new(None),
        };
        canvas.count_by(ratio, ratio);
        canvas.context.clear_rect(0.0, 0.0, size.width, size.height);
        canvas.context.set_line_join("round");
        canvas
    }

    /// From here on one step across and one down are so many device pixels.
    fn count_by(&self, across: f64, down: f64) {
        if self.scale.replace((across, down)) != (across, down) {
            // Fails for what is not a number only.
            let _ = self.context.set_transform(across, 0.0, 0.0, down, 0.0, 0.0);
        }
    }

    /// Device pixels to one of the chart's units.
    fn unit(&self) -> f64 {
        self.ratio / UNITS_PER_PIXEL
    }

    /// The library's strokes, in the chart's units.
    fn strokes(&mut self) -> &mut CanvasBackend {
        self.count_by(self.unit(), self.unit());
        &mut self.strokes
    }

    /// The device pixels, from and to, that an upright or level line of this width at `middle` fills; at least one.
    fn whole_pixels(&self, middle: i32, width: u32) -> (i32, i32) {
        let width = (f64::from(width) * self.unit()).round().max(1.0);
        let middle = f64::from(middle) * self.unit();
        let from = match width % 2.0 == 1.0 {
            true => middle.floor() - (width - 1.0) / 2.0,
            false => middle.round() - width / 2.0,
        };
        (from as i32, (from + width) as i32)
    }

    fn set_font<T: BackendTextStyle>(&self, style: &T) {
        let wanted = (pixels(style.size()), text::weight(style));
        if self.font.replace(Some(wanted)) != Some(wanted) {
            let (size, weight) = wanted;
            self.context
                .set_font(&format!("{weight} {size}px {}", text::FONT_STACK));
        }
    }
}

impl DrawingBackend for SharpCanvas {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        units(self.size)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        self.strokes.ensure_prepared()
    }

    fn present(&mut self) -> Drawn {
        self.strokes.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.strokes().draw_pixel(point, color)
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
        self.strokes()
            .draw_rect(upper_left, bottom_right, style, fill)
    }

    /// An upright or level line is the rectangle of the pixels it fills: between them along its width, where it was asked for along its
    /// length.
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let path: Vec<BackendCoord> = path.into_iter().collect();
        match path[..] {
            [(x, from), (same, to)] if x == same => {
                let (left, right) = self.whole_pixels(x, style.stroke_width());
                self.count_by(1.0, self.unit());
                self.strokes
                    .draw_rect((left, from), (right, to), &style.color(), true)
            }
            [(from, y), (to, same)] if y == same => {
                let (top, bottom) = self.whole_pixels(y, style.stroke_width());
                self.count_by(self.unit(), 1.0);
                self.strokes
                    .draw_rect((from, top), (to, bottom), &style.color(), true)
            }
            _ => self.strokes().draw_path(path, style),
        }
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        self.strokes().draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        self.strokes().fill_polygon(vert, style)
    }

    /// Not the library's: it knows no weight of 600, and would set text in another font than it is measured in.
    fn draw_text<T: BackendTextStyle>(
        &mut self,
        content: &str,
        style: &T,
        (x, y): BackendCoord,
    ) -> Drawn {
        self.count_by(self.ratio, self.ratio);
        self.set_font(style);
        let (r, g, b) = style.color().rgb;
        let fill = format!("rgba({r},{g},{b},{})", style.color().alpha);
        self.context.set_fill_style_str(&fill);
        self.context.set_text_align(match style.anchor().h_pos {
            HPos::Left => "left",
            HPos::Center => "center",
            HPos::Right => "right",
        });
        let baseline =
            pixels(f64::from(y)) + text::baseline(style.anchor().v_pos, pixels(style.size()));
        // Baselines on whole device pixels: the hinting of small type is even.
        let baseline = (baseline * self.ratio).round() / self.ratio;
        // Fails for coordinates that are not numbers only.
        let _ = self
            .context
            .fill_text(content, pixels(f64::from(x)), baseline);
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        content: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Self::ErrorType>> {
        self.set_font(style);
        let measured = self.context.measure_text(content);
        let width = measured.map(|metrics| metrics.width() * UNITS_PER_PIXEL);
        Ok(text::bounds(
            width.unwrap_or_else(|_| text::reckoned(content, style)),
            style,
        ))
    }
}
