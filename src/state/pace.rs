//! When figures are asked for while data changes. Figures are computed from all files, so asking after each of them would take
//! time in the square of their number: while more changes are under way, figures are asked for now and then, and at the end.

/// How long figures rest at least between two questions while data still changes, in milliseconds.
const REST: f64 = 1000.0;
/// How long they rest at least, as a multiple of the time that the last answer took: reading gets the larger part.
const REST_PER_ANSWER: f64 = 3.0;

/// Whether figures are to be asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Due {
    /// Now. Whoever is told so asks.
    Now,
    /// In so many milliseconds, unless told otherwise before.
    In(f64),
    /// Not before something else happens.
    Later,
}

/// When figures are asked for. Times are in milliseconds on any one clock.
#[derive(Debug, Default)]
pub struct Pace {
    /// Changes of the data that the worker has not answered yet.
    changes: usize,
    /// Data has changed since figures were asked for last.
    stale: bool,
    /// Questions about figures without an answer yet.
    questions: usize,
    /// When the first of these was asked.
    asked_at: f64,
    /// Until when figures rest.
    rest_until: f64,
    /// Somebody was told [`Due::In`].
    timed: bool,
}

impl Pace {
    /// A change of the data begins.
    pub fn change_begins(&mut self) {
        self.changes += 1;
    }

    /// A change of the data is made, or came to nothing.
    pub fn change_ends(&mut self) {
        self.changes = self.changes.saturating_sub(1);
        self.stale = true;
    }

    /// The time that [`Due::In`] named has come.
    pub fn rang(&mut self) {
        self.timed = false;
    }

    /// Figures are asked for.
    pub fn asks(&mut self, now: f64) {
        if self.questions == 0 {
            self.asked_at = now;
        }
        self.questions += 1;
    }

    /// A question about figures is answered.
    pub fn answered(&mut self, now: f64) {
        self.questions = self.questions.saturating_sub(1);
        if self.questions == 0 {
            let took = now - self.asked_at;
            self.rest_until = now + REST.max(REST_PER_ANSWER * took);
        }
    }

    /// Whether figures are to be asked for now.
    pub fn due(&mut self, now: f64) -> Due {
        if !self.stale {
            return Due::Later;
        }
        if self.changes > 0 {
            if self.questions > 0 {
                return Due::Later;
            }
            let rest = self.rest_until - now;
            if rest > 0.0 {
                return match std::mem::replace(&mut self.timed, true) {
                    true => Due::Later,
                    false => Due::In(rest),
                };
            }
        }
        self.stale = false;
        self.rest_until = now + REST;
        Due::Now
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With one change made and another one under way.
    fn more_to_come() -> Pace {
        let mut pace = Pace::default();
        pace.change_begins();
        pace.change_begins();
        pace.change_ends();
        pace
    }

    #[test]
    fn nothing_changed_nothing_asked() {
        assert_eq!(Pace::default().due(0.0), Due::Later);
    }

    #[test]
    fn a_single_change_is_asked_about_once_and_at_once() {
        let mut pace = Pace::default();
        pace.change_begins();
        pace.change_ends();
        assert_eq!(pace.due(5.0), Due::Now);
        assert_eq!(pace.due(5.0), Due::Later);
    }

    #[test]
    fn the_first_of_many_changes_shows_at_once_the_next_ones_after_a_rest() {
        let mut pace = more_to_come();
        assert_eq!(pace.due(5.0), Due::Now);
        pace.asks(5.0);
        pace.answered(25.0);
        pace.change_begins();
        pace.change_ends();
        assert_eq!(pace.due(30.0), Due::In(995.0));
        assert_eq!(pace.due(40.0), Due::Later, "one timer is enough");
        pace.rang();
        assert_eq!(pace.due(1025.0), Due::Now);
    }

    #[test]
    fn while_more_is_to_come_one_question_is_under_way_at_most() {
        let mut pace = more_to_come();
        pace.asks(0.0);
        pace.asks(0.0);
        assert_eq!(pace.due(60_000.0), Due::Later);
        pace.answered(60_000.0);
        assert_eq!(pace.due(60_000.0), Due::Later);
    }

    #[test]
    fn figures_that_take_long_rest_long() {
        let mut pace = more_to_come();
        pace.asks(0.0);
        pace.answered(4_000.0);
        assert_eq!(pace.due(4_000.0), Due::In(12_000.0));
    }

    #[test]
    fn the_last_change_is_asked_about_at_once_whatever_is_under_way() {
        let mut pace = more_to_come();
        assert_eq!(pace.due(0.0), Due::Now);
        pace.asks(0.0);
        pace.change_ends();
        assert_eq!(pace.due(1.0), Due::Now);
    }
}
