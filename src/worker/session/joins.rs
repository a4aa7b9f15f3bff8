//! Which loaded files complete one another.

use super::Session;
use crate::engine::import::{self, Joined};
use crate::worker::{FileId, JoinOffer};

impl Session {
    /// A file with the columns of another one; `None` where the other is not loaded or has nothing to complete.
    pub(super) fn joined(&self, file: &FileId, other: &FileId) -> Option<Joined> {
        let (first, second) = (&self.files.get(file)?.raw, &self.files.get(other)?.raw);
        let join = import::propose_join(first, second)?;
        import::join(first, second, &join).ok()
    }

    /// Every pair that is not joined yet, of those in which a row of the first finds one of the second.
    pub(super) fn joins(&self) -> Vec<JoinOffer> {
        let mut offers = Vec::new();
        for file in &self.order {
            if self.files.get(file).is_some_and(|f| f.joined.is_some()) {
                continue;
            }
            for with in self.order.iter().filter(|other| *other != file) {
                let joined = self.joined(file, with).map(|j| j.receipt);
                offers.extend(joined.filter(|r| r.matched > 0).map(|receipt| JoinOffer {
                    file: file.clone(),
                    with: with.clone(),
                    receipt,
                }));
            }
        }
        offers
    }
}
