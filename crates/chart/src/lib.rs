//! Charts as values, drawn on any plotters backend.
//!
//! ```text
//! Chart (model) → marks with places (scene) → strokes of a plotters backend (surface)
//! ```
//!
//! Scales, ticks and layout are arithmetic and are tested without a picture; a backend only receives strokes. The page draws
//! with `browser::canvas`, files with [`svg`]; both are plotters backends, fed by the same code.
//!
//! ```
//! use outturn_chart::{Chart, Kind, Size, Sparkline};
//! let chart = Chart {
//!     title: "Availability".into(),
//!     subtitle: String::new(),
//!     source: String::new(),
//!     locale: Default::default(),
//!     kind: Kind::Sparkline(Sparkline::numbers(vec![Some(1.0), None, Some(3.0)])),
//! };
//! assert_eq!(chart.points_len(), 3);
//! let reading = chart.hit(Size::new(216.0, 38.0), 200.0, 10.0).unwrap();
//! assert_eq!(reading.rows[0].1, "3");
//! ```

mod bars;
mod bullet;
mod cash;
mod composite;
mod frame;
mod geometry;
mod happened;
mod lag;
mod line;
mod model;
mod names;
mod overlay;
mod plane;
pub mod scale;
mod scene;
mod sparkline;
mod surface;
pub mod svg;
mod target;
pub mod text;
mod theme;
mod tornado;
mod unit;

pub use bars::{Bar, Bars};
pub use bullet::BulletChart;
pub use cash::{CashChart, CashLine};
pub use composite::{CompositeChart, Part};
pub use geometry::{Point, Rect, Size};
pub use happened::Happened;
pub use lag::{LagChart, LagPoint};
pub use line::{LineChart, Marker};
pub use model::{Chart, DataTable, Kind, Reading, Series};
pub use overlay::OverlayChart;
pub use scene::spread;
pub use sparkline::Sparkline;
pub use surface::{DrawError, UNITS_PER_PIXEL, pixels, units};
pub use theme::{Ink, Rgb, Theme};
pub use tornado::{Driver, TornadoChart};
pub use unit::{AxisUnit, Scaled};

pub use target::{Better, Target};

use model::Stops;
use outturn_format::Locale;
use plotters::prelude::DrawingBackend;
use scene::{Mark, Scene};
use surface::Surface;
use text::Measure;

/// Whether the words of the chart are part of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Frame {
    /// Only the picture on a clear ground: the page shows the title itself.
    #[default]
    Bare,
    /// Title, subtitle, source line, margins and background inside the picture: it stands alone on a slide.
    Framed,
}

/// How to draw a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// With or without its words.
    pub frame: Frame,
    /// The point the crosshair stands on; only in a bare chart.
    pub crosshair: Option<usize>,
}

impl Options {
    /// The picture alone, as it stands on a page.
    pub const BARE: Self = Self {
        frame: Frame::Bare,
        crosshair: None,
    };
    /// For export: title, subtitle, source and background inside.
    pub const FRAMED: Self = Self {
        frame: Frame::Framed,
        crosshair: None,
    };
}

/// What each kind of chart can do. Places depend on the area and on how figures are written, never on a backend, so that what is
/// drawn and what is read off agree.
trait Figure {
    /// Lays the picture out in the area, its figures as the scene's locale writes them.
    fn lay_out(&self, area: Rect, scene: &mut Scene<'_>);
    /// Where its points stand.
    fn stops(&self, area: Rect, locale: &Locale) -> Stops;
    /// How many points it has.
    fn points_len(&self) -> usize;
    /// What is read at a point; `None` beyond the last.
    fn reading(&self, area: Rect, index: usize, locale: &Locale) -> Option<Reading>;
    /// The data as a table.
    fn table(&self, locale: &Locale) -> DataTable;
    /// The height at which it is read best at this width, in CSS pixels.
    fn natural_height(&self, width: f64, locale: &Locale) -> f64;
}

impl Kind {
    fn figure(&self) -> &dyn Figure {
        match self {
            Self::Line(c) => c,
            Self::Sparkline(c) => c,
            Self::Bullet(c) => c,
            Self::Cash(c) => c,
            Self::Tornado(c) => c,
            Self::Lag(c) => c,
            Self::Overlay(c) => c,
            Self::Bars(c) => c,
            Self::Composite(c) => c,
        }
    }
}

impl Chart {
    /// Draws on a plotters backend that counts in eighths of a CSS pixel (see [`UNITS_PER_PIXEL`]).
    ///
    /// # Errors
    /// When the backend refuses a stroke.
    pub fn draw<B: DrawingBackend>(
        &self,
        backend: B,
        theme: &Theme,
        size: Size,
        options: Options,
    ) -> Result<(), DrawError> {
        let surface = Surface::new(backend);
        surface.paint(&self.marks(size, options, &surface), theme)
    }

    fn marks(&self, size: Size, options: Options, measure: &dyn Measure) -> Vec<Mark> {
        let whole = Rect::whole(size.drawable());
        let mut scene = Scene::new(whole, measure, self.locale);
        match options.frame {
            Frame::Framed => {
                let area = frame::lay_out(self, whole, &mut scene);
                self.kind.figure().lay_out(area, &mut scene);
            }
            Frame::Bare => {
                self.kind.figure().lay_out(whole, &mut scene);
                if let Some(reading) = options.crosshair.and_then(|i| self.step(size, i)) {
                    crosshair(&reading, &mut scene);
                }
            }
        }
        scene.into_marks()
    }

    /// How many points the crosshair can stand on.
    #[must_use]
    pub fn points_len(&self) -> usize {
        self.kind.figure().points_len()
    }

    /// What is read at point `index` of the bare chart at this size; `None` beyond the last point.
    #[must_use]
    pub fn step(&self, size: Size, index: usize) -> Option<Reading> {
        let area = Rect::whole(size.drawable());
        (index < self.points_len())
            .then(|| self.kind.figure().reading(area, index, &self.locale))
            .flatten()
    }

    /// What is read at the point nearest to a place, in CSS pixels of the bare chart at this size. `None` outside the picture
    /// and when there is no point.
    #[must_use]
    pub fn hit(&self, size: Size, x: f64, y: f64) -> Option<Reading> {
        let area = Rect::whole(size.drawable());
        if !(area.left..=area.right).contains(&x) || !(area.top..=area.bottom).contains(&y) {
            return None;
        }
        let stops = self.kind.figure().stops(area, &self.locale);
        let index = stops.nearest(Point::new(x, y))?;
        self.step(size, index)
    }

    /// The data behind the picture, as people read it.
    #[must_use]
    pub fn table(&self) -> DataTable {
        self.kind.figure().table(&self.locale)
    }

    /// The height at which the bare chart is read best at this width, in CSS pixels.
    #[must_use]
    pub fn natural_height(&self, width: f64) -> f64 {
        self.kind
            .figure()
            .natural_height(Size::new(width, 1.0).drawable().width, &self.locale)
    }

    /// The height at which the framed picture is read best at this width: that of the bare chart and of its words.
    #[must_use]
    pub fn framed_height(&self, width: f64) -> f64 {
        frame::height(self, Size::new(width, 1.0).drawable().width)
    }
}

fn crosshair(reading: &Reading, scene: &mut Scene<'_>) {
    scene.rule(reading.rule.0, reading.rule.1, Ink::Ink2, 1.0);
    for (centre, ink) in &reading.dots {
        scene.dot(*centre, 5.0, Ink::Card);
        scene.dot(*centre, 3.5, *ink);
    }
}
