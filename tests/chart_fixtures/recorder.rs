//! A plotters backend that takes notes instead of drawing.

use outturn_chart::{Rect, Size, pixels, text, units};
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    FontStyle,
};
use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

/// What was drawn.
#[derive(Debug, Default)]
pub struct Notes {
    pub strokes: usize,
    /// Texts with the boxes they fill.
    pub texts: Vec<(String, Rect)>,
    /// How many points each line of two pixels has: those that carry data.
    pub wide_paths: Vec<usize>,
    pub dots: usize,
    /// Points of data lines and centres of dots, in CSS pixels.
    pub vertices: Vec<(f64, f64)>,
    /// The farthest coordinate, in units.
    pub extent: f64,
}

impl Notes {
    pub fn data_inside(&self, size: Size) -> bool {
        let whole = Rect::whole(size);
        self.vertices
            .iter()
            .all(|(x, y)| whole.holds(&Rect::new(*x, *y, *x, *y)))
    }
}

pub struct Recorder {
    size: Size,
    /// Width of its font beside that of the built-in table.
    font: f64,
    notes: Rc<RefCell<Notes>>,
}

impl Recorder {
    pub fn new(size: Size, font: f64) -> Self {
        Self {
            size,
            font,
            notes: Rc::default(),
        }
    }

    pub fn notes(&self) -> Rc<RefCell<Notes>> {
        Rc::clone(&self.notes)
    }

    fn note(&self, points: &[BackendCoord]) {
        let mut notes = self.notes.borrow_mut();
        notes.strokes += 1;
        for (x, y) in points {
            notes.extent = notes.extent.max(f64::from(x.abs().max(y.abs())));
        }
    }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

fn place(p: BackendCoord) -> (f64, f64) {
    (pixels(f64::from(p.0)), pixels(f64::from(p.1)))
}

impl DrawingBackend for Recorder {
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

    fn draw_pixel(&mut self, point: BackendCoord, _: BackendColor) -> Drawn {
        panic!("a chart is drawn in strokes, not pixel by pixel: {point:?}");
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
        a: BackendCoord,
        b: BackendCoord,
        _: &S,
        _: bool,
    ) -> Drawn {
        self.note(&[a, b]);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<_> = path.into_iter().collect();
        self.note(&points);
        if style.stroke_width() == 16 {
            let mut notes = self.notes.borrow_mut();
            notes.wide_paths.push(points.len());
            notes.vertices.extend(points.iter().copied().map(place));
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        _: u32,
        _: &S,
        _: bool,
    ) -> Drawn {
        self.note(&[center]);
        let mut notes = self.notes.borrow_mut();
        notes.dots += 1;
        notes.vertices.push(place(center));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        _: &S,
    ) -> Drawn {
        self.note(&vert.into_iter().collect::<Vec<_>>());
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(
        &mut self,
        content: &str,
        style: &T,
        pos: BackendCoord,
    ) -> Drawn {
        self.note(&[pos]);
        let size = pixels(style.size());
        let strong = matches!(style.style(), FontStyle::Bold);
        let width = text::width(content, size, strong) * self.font;
        let (x, y) = place(pos);
        let left = match style.anchor().h_pos {
            HPos::Left => x,
            HPos::Center => x - width / 2.0,
            HPos::Right => x - width,
        };
        // From the ascender to the descender of ordinary letters.
        let room = Rect::new(left, y - size * 0.55, left + width, y + size * 0.55);
        self.notes
            .borrow_mut()
            .texts
            .push((content.to_owned(), room));
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        content: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let strong = matches!(style.style(), FontStyle::Bold);
        let width = text::width(content, style.size(), strong) * self.font;
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}
