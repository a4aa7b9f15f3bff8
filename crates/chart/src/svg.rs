//! Charts as SVG 1.1 files: real text, no script, no style sheet, nothing fetched.

use crate::{Chart, DrawError, Options, Size, Theme, pixels, text, units};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use std::convert::Infallible;
use std::fmt::Write;

/// The chart with its title, source line and background as the text of an SVG file.
///
/// # Errors
/// When the chart cannot be drawn.
///
/// ```
/// use outturn_chart::{Chart, Kind, Size, Sparkline, Theme};
/// let kind = Kind::Sparkline(Sparkline::numbers(vec![Some(1.0), Some(2.0)]));
/// let chart = Chart { title: "R&D".into(), subtitle: String::new(), source: String::new(), locale: Default::default(), kind };
/// let svg = outturn_chart::svg::render_svg(&chart, &Theme::LIGHT, Size::new(300.0, 120.0)).unwrap();
/// assert!(svg.contains(r#"viewBox="0 0 300 120""#) && svg.contains("<title>R&amp;D</title>"));
/// ```
pub fn render_svg(chart: &Chart, theme: &Theme, size: Size) -> Result<String, DrawError> {
    draw_svg(chart, theme, size, Options::FRAMED)
}

/// The same with other options: bare, or with the crosshair.
///
/// # Errors
/// When the chart cannot be drawn.
pub fn draw_svg(
    chart: &Chart,
    theme: &Theme,
    size: Size,
    options: Options,
) -> Result<String, DrawError> {
    let size = size.drawable();
    let mut body = String::with_capacity(8 * 1024);
    chart.draw(SvgSurface::new(&mut body, size), theme, size, options)?;
    let (width, height) = (number(size.width), number(size.height));
    let description: Vec<&str> = [chart.subtitle.as_str(), chart.source.as_str()]
        .into_iter()
        .filter(|s| !s.is_empty())
        .collect();
    Ok(format!(
        concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="{w}" height="{h}" viewBox="0 0 {w} {h}" "#,
            r#"role="img" font-family="{font}" font-variant="tabular-nums" text-rendering="geometricPrecision">"#,
            "\n<title>{title}</title>\n<desc>{desc}</desc>\n{body}</svg>\n"
        ),
        w = width,
        h = height,
        font = escape(text::FONT_STACK),
        title = escape(&chart.title),
        desc = escape(&description.join(". ")),
        body = body
    ))
}

/// A plotters backend that writes SVG elements into a text.
pub struct SvgSurface<'a> {
    out: &'a mut String,
    size: Size,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl<'a> SvgSurface<'a> {
    /// Writes the elements of a picture of this size, without the enclosing `<svg>`.
    #[must_use]
    pub fn new(out: &'a mut String, size: Size) -> Self {
        Self { out, size }
    }

    fn put(&mut self, element: std::fmt::Arguments<'_>) -> Drawn {
        // Writing to a String does not fail.
        let _ = self.out.write_fmt(element);
        self.out.push('\n');
        Ok(())
    }

    fn points(path: impl IntoIterator<Item = BackendCoord>) -> String {
        let mut text = String::new();
        for (x, y) in path {
            if !text.is_empty() {
                text.push(' ');
            }
            let _ = write!(text, "{},{}", coordinate(x), coordinate(y));
        }
        text
    }
}

impl DrawingBackend for SvgSurface<'_> {
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
        let ((x0, y0), (x1, y1)) = (upper_left, bottom_right);
        let (width, height) = (coordinate(x1 - x0), coordinate(y1 - y0));
        let paint = paint(style, fill);
        let (x, y) = (coordinate(x0), coordinate(y0));
        self.put(format_args!(
            r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" {paint}/>"#
        ))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let (points, paint) = (Self::points(path), paint(style, false));
        self.put(format_args!(
            r#"<polyline points="{points}" {paint} stroke-linejoin="round"/>"#
        ))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let (x, y) = (coordinate(center.0), coordinate(center.1));
        let (r, paint) = (number(pixels(f64::from(radius))), paint(style, fill));
        self.put(format_args!(
            r#"<circle cx="{x}" cy="{y}" r="{r}" {paint}/>"#
        ))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> Drawn {
        let (points, paint) = (Self::points(vert), paint(style, true));
        self.put(format_args!(r#"<polygon points="{points}" {paint}/>"#))
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        content: &str,
        style: &T,
        pos: BackendCoord,
    ) -> Drawn {
        let size = pixels(style.size());
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => r#" text-anchor="middle""#,
            HPos::Right => r#" text-anchor="end""#,
        };
        let weight = match text::weight(style) {
            400 => String::new(),
            weight => format!(r#" font-weight="{weight}""#),
        };
        let x = coordinate(pos.0);
        let y = number(pixels(f64::from(pos.1)) + text::baseline(style.anchor().v_pos, size));
        let (fill, size, content) = (colour("fill", style.color()), number(size), escape(content));
        self.put(format_args!(
            r#"<text x="{x}" y="{y}" font-size="{size}"{weight}{anchor} {fill}>{content}</text>"#
        ))
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        content: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok(text::bounds(text::reckoned(content, style), style))
    }
}

fn paint<S: BackendStyle>(style: &S, fill: bool) -> String {
    if fill {
        return colour("fill", style.color());
    }
    let width = number(pixels(f64::from(style.stroke_width())));
    format!(
        r#"fill="none" {} stroke-width="{width}""#,
        colour("stroke", style.color())
    )
}

fn colour(what: &str, color: BackendColor) -> String {
    let (r, g, b) = color.rgb;
    let opaque = format!(r##"{what}="#{r:02x}{g:02x}{b:02x}""##);
    if color.alpha >= 1.0 {
        opaque
    } else {
        format!(r#"{opaque} {what}-opacity="{}""#, number(color.alpha))
    }
}

fn coordinate(units: i32) -> String {
    number(pixels(f64::from(units)))
}

/// At most three decimals, without trailing zeros.
fn number(v: f64) -> String {
    let text = format!("{v:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".into()
    } else {
        text.to_owned()
    }
}

/// Text fit for content and attribute values. Characters that XML 1.0 forbids become U+FFFD.
/// Text as XML writes it.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!(
            [number(1.5), number(2.0), number(-0.0001), number(0.125)],
            ["1.5", "2", "0", "0.125"]
        );
    }

    #[test]
    fn what_xml_forbids_is_replaced_not_written() {
        assert_eq!(
            escape("a<b & \"c\"\u{1}'"),
            "a&lt;b &amp; &quot;c&quot;\u{fffd}&#39;"
        );
    }
}
