//! Points, rectangles and sizes in CSS pixels, `y` downwards.

/// A size in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// Across.
    pub width: f64,
    /// Down.
    pub height: f64,
}

impl Size {
    /// Largest side that is drawn; larger and non-finite requests are held to it, so that coordinates stay exact.
    pub const MAX_SIDE: f64 = 16_384.0;

    /// A size in CSS pixels.
    #[must_use]
    pub const fn new(width: f64, height: f64) -> Self {
        Self { width, height }
    }

    /// The same size held within what can be drawn: finite, at least one pixel, at most [`Self::MAX_SIDE`].
    #[must_use]
    pub fn drawable(self) -> Self {
        let side = |v: f64| {
            if v.is_finite() {
                v.clamp(1.0, Self::MAX_SIDE)
            } else {
                1.0
            }
        };
        Self::new(side(self.width), side(self.height))
    }
}

/// A place in CSS pixels from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// A place in CSS pixels.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Whether both coordinates are numbers that can be drawn.
    #[must_use]
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }
}

/// An upright rectangle in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Rect {
    /// From its edges.
    #[must_use]
    pub const fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self {
            left,
            top,
            right,
            bottom,
        }
    }

    /// The whole of a picture.
    #[must_use]
    pub const fn whole(size: Size) -> Self {
        Self::new(0.0, 0.0, size.width, size.height)
    }

    /// Width; never negative.
    #[must_use]
    pub fn width(&self) -> f64 {
        (self.right - self.left).max(0.0)
    }

    /// Height; never negative.
    #[must_use]
    pub fn height(&self) -> f64 {
        (self.bottom - self.top).max(0.0)
    }

    /// Half way across.
    #[must_use]
    pub fn middle_x(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    /// Half way down.
    #[must_use]
    pub fn middle_y(&self) -> f64 {
        f64::midpoint(self.top, self.bottom)
    }

    /// Whether the two share more than an edge.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }

    /// Whether `other` lies inside, edges included, half a pixel of rounding allowed.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        other.left >= self.left - 0.5
            && other.right <= self.right + 0.5
            && other.top >= self.top - 0.5
            && other.bottom <= self.bottom + 0.5
    }

    /// The same rectangle with every edge moved inwards (outwards when negative).
    #[must_use]
    pub fn inset(&self, by: f64) -> Self {
        Self::new(
            self.left + by,
            self.top + by,
            self.right - by,
            self.bottom - by,
        )
    }

    /// Whether the straight line from `a` to `b` touches the rectangle (Liang–Barsky clipping).
    #[must_use]
    pub fn meets_segment(&self, a: Point, b: Point) -> bool {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (p, q) in [
            (-dx, a.x - self.left),
            (dx, self.right - a.x),
            (-dy, a.y - self.top),
            (dy, self.bottom - a.y),
        ] {
            if p == 0.0 {
                if q < 0.0 {
                    return false;
                }
            } else if p < 0.0 {
                enter = enter.max(q / p);
            } else {
                leave = leave.min(q / p);
            }
        }
        enter <= leave
    }
}

/// The nearest place at which a one-pixel line fills whole device pixels on an ordinary screen.
#[must_use]
pub fn crisp(v: f64) -> f64 {
    v.floor() + 0.5
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_are_met_when_they_cross_touch_or_lie_inside() {
        let r = Rect::new(0.0, 0.0, 10.0, 10.0);
        let p = Point::new;
        assert!(r.meets_segment(p(-5.0, 5.0), p(15.0, 5.0)));
        assert!(r.meets_segment(p(2.0, 2.0), p(3.0, 3.0)));
        assert!(r.meets_segment(p(-5.0, 5.0), p(5.0, -5.0)));
        assert!(!r.meets_segment(p(-5.0, 4.0), p(4.0, -5.1)));
        assert!(!r.meets_segment(p(11.0, 0.0), p(11.0, 10.0)));
    }

    #[test]
    fn touching_boxes_do_not_overlap() {
        let a = Rect::new(0.0, 0.0, 10.0, 10.0);
        assert!(!a.overlaps(&Rect::new(10.0, 0.0, 20.0, 10.0)));
        assert!(a.overlaps(&Rect::new(9.9, 9.9, 20.0, 20.0)));
    }

    #[test]
    fn sizes_that_cannot_be_drawn_are_held_to_ones_that_can() {
        assert_eq!(Size::new(f64::NAN, -3.0).drawable(), Size::new(1.0, 1.0));
        assert_eq!(
            Size::new(1e9, f64::INFINITY).drawable(),
            Size::new(Size::MAX_SIDE, 1.0)
        );
    }
}
