//! How many files there are of which kind, kept as files change instead of counted anew.

/// What counts of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is still to be read.
    ToCome,
    /// It is loaded, and read anew.
    ReadAnew,
    /// It is loaded.
    Read,
    /// It is loaded and waits for an answer, or nobody knows yet what it is.
    Asks,
    /// It could not be read.
    Failed,
}

/// How many files there are of which kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Still to be read for the first time.
    pub to_come: usize,
    /// Loaded, and read anew.
    pub read_anew: usize,
    /// Loaded, with nothing to ask.
    pub read: usize,
    /// Loaded, with something to ask.
    pub asking: usize,
    /// Not readable.
    pub failed: usize,
}

impl Tally {
    /// All files.
    #[must_use]
    pub fn all(&self) -> usize {
        self.to_come + self.read_anew + self.read + self.asking + self.failed
    }

    /// Files from which figures are computed.
    #[must_use]
    pub fn loaded(&self) -> usize {
        self.read_anew + self.read + self.asking
    }

    /// Reads that are waiting or under way.
    #[must_use]
    pub fn reads(&self) -> usize {
        self.to_come + self.read_anew
    }

    /// A file that counted as one kind now counts as another; `None` where it was, or is, not there.
    pub fn change(&mut self, before: Option<Standing>, after: Option<Standing>) {
        if let Some(before) = before {
            let count = self.of(before);
            *count = count.saturating_sub(1);
        }
        if let Some(after) = after {
            *self.of(after) += 1;
        }
    }

    fn of(&mut self, standing: Standing) -> &mut usize {
        match standing {
            Standing::ToCome => &mut self.to_come,
            Standing::ReadAnew => &mut self.read_anew,
            Standing::Read => &mut self.read,
            Standing::Asks => &mut self.asking,
            Standing::Failed => &mut self.failed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_counts_once_wherever_it_stands() {
        let mut tally = Tally::default();
        let way = [
            None,
            Some(Standing::ToCome),
            Some(Standing::Asks),
            Some(Standing::ReadAnew),
            Some(Standing::Read),
        ];
        for step in way.windows(2) {
            tally.change(step[0], step[1]);
            assert_eq!(tally.all(), 1, "{step:?}");
        }
        assert_eq!((tally.loaded(), tally.reads()), (1, 0));
        tally.change(Some(Standing::Read), None);
        assert_eq!(tally, Tally::default());
    }

    #[test]
    fn a_file_that_is_read_anew_stays_loaded() {
        let mut tally = Tally::default();
        tally.change(None, Some(Standing::ReadAnew));
        assert_eq!((tally.loaded(), tally.reads()), (1, 1));
    }
}
