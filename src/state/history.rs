//! Undo and redo over whole values.

/// What was before, and what was undone. Changes under the same key follow one another as one, so that a slider's way is one step.
#[derive(Debug, Clone)]
pub struct History<T> {
    past: Vec<T>,
    future: Vec<T>,
    gesture: Option<String>,
}

/// How many steps back are kept.
const DEPTH: usize = 200;

impl<T> Default for History<T> {
    fn default() -> Self {
        Self {
            past: Vec::new(),
            future: Vec::new(),
            gesture: None,
        }
    }
}

impl<T: Clone + PartialEq> History<T> {
    /// Whether a change under this gesture is part of the one just before.
    #[must_use]
    pub fn continues(&self, gesture: Option<&str>) -> bool {
        gesture.is_some() && self.gesture.as_deref() == gesture
    }

    /// Notes a change of what was `before`; under a gesture that [continues](Self::continues) it is part of the change just before, and
    /// `before` is not looked at.
    pub fn record(&mut self, before: Option<T>, gesture: Option<&str>) {
        if !self.continues(gesture)
            && let Some(before) = before
        {
            self.past.push(before);
            if self.past.len() > DEPTH {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.gesture = gesture.map(str::to_owned);
    }

    /// Ends a gesture: the next change is a step of its own.
    pub fn settle(&mut self) {
        self.gesture = None;
    }

    /// The value before the last change.
    pub fn undo(&mut self, now: &T) -> Option<T> {
        self.gesture = None;
        let before = self.past.pop()?;
        self.future.push(now.clone());
        Some(before)
    }

    /// The value that was undone last.
    pub fn redo(&mut self, now: &T) -> Option<T> {
        self.gesture = None;
        let after = self.future.pop()?;
        self.past.push(now.clone());
        Some(after)
    }

    /// Whether there is a step to undo.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether there is a step to redo.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undo_and_redo_walk_the_same_way() {
        let mut history = History::default();
        history.record(Some(1), None);
        history.record(Some(2), None);
        assert_eq!(history.undo(&3), Some(2));
        assert_eq!(history.undo(&2), Some(1));
        assert_eq!(history.undo(&1), None);
        assert_eq!(history.redo(&1), Some(2));
        assert_eq!(history.redo(&2), Some(3));
        assert!(!history.can_redo());
    }

    #[test]
    fn a_sliders_way_is_one_step() {
        let mut history = History::default();
        history.record(Some(1), Some("rate"));
        history.record(Some(2), Some("rate"));
        history.record(Some(3), Some("rate"));
        assert_eq!(history.undo(&4), Some(1));
        let mut history = History::default();
        history.record(Some(1), Some("rate"));
        history.settle();
        history.record(Some(2), Some("rate"));
        assert_eq!(history.undo(&3), Some(2));
    }

    #[test]
    fn a_new_change_forgets_what_was_undone() {
        let mut history = History::default();
        history.record(Some(1), None);
        history.undo(&2);
        history.record(Some(1), None);
        assert_eq!(history.redo(&5), None);
    }
}
