//! Which loaded files complete one another.

use super::Session;
use outturn_import::{self as import, Join, JoinReceipt, RawFile};
use outturn_protocol::{FileId, JoinOffer};
use std::collections::BTreeMap;

/// Most pairs of files that are tried: each takes as long as going through both once. People split one table in two; thousands of
/// pairs are many exports of two tools, which nobody joins one by one.
const MOST_PAIRS: usize = 1000;

/// What pairs of files would come to, kept until one of the two is read anew or let go.
#[derive(Default)]
pub struct Tried(BTreeMap<FileId, BTreeMap<FileId, Option<JoinReceipt>>>);

impl Tried {
    /// Forgets what was tried with a file.
    pub fn forget(&mut self, file: &FileId) {
        self.0.remove(file);
        self.0.values_mut().for_each(|with| {
            with.remove(file);
        });
    }

    fn receipt(
        &mut self,
        file: &FileId,
        with: &FileId,
        try_it: impl FnOnce() -> Option<JoinReceipt>,
    ) -> Option<JoinReceipt> {
        let known = self.0.entry(file.clone()).or_default();
        known.entry(with.clone()).or_insert_with(try_it).clone()
    }
}

impl Session {
    /// Every pair that is not joined yet, of those in which a row of the first finds one of the second.
    pub(super) fn joins(&mut self) -> Vec<JoinOffer> {
        let mut offers = Vec::new();
        for (file, with, join) in self.pairs() {
            let files = self.files.get(&file).zip(self.files.get(&with));
            let receipt = self.tried.receipt(&file, &with, || {
                let (first, second) = files?;
                import::join_receipt(&first.raw, &second.raw, &join).ok()
            });
            if let Some(mut receipt) = receipt.filter(|receipt| receipt.matched > 0) {
                // A long file is hashed after it was tried.
                if let Some((_, second)) = files {
                    receipt.other_sha256.clone_from(&second.raw.sha256);
                }
                offers.push(JoinOffer {
                    file,
                    with,
                    receipt,
                });
            }
        }
        offers
    }

    /// The first pairs of which the second has columns that the first can be completed by, with how. What can be joined is said by
    /// names of columns alone, so files of one make are looked at once.
    fn pairs(&self) -> Vec<(FileId, FileId, Join)> {
        let mut makes: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
        let mut examples: Vec<&RawFile> = Vec::new();
        let files: Vec<(&FileId, usize, bool)> = self
            .order
            .iter()
            .filter_map(|id| Some((id, self.files.get(id)?)))
            .map(|(id, loaded)| {
                let names = loaded.raw.table.columns().map(|(name, _)| name);
                let make = *makes.entry(names.collect()).or_insert_with(|| {
                    examples.push(loaded.raw.as_ref());
                    examples.len() - 1
                });
                (id, make, loaded.joined.is_some())
            })
            .collect();
        let mut by_make = vec![Vec::new(); examples.len()];
        for (id, make, _) in &files {
            by_make[*make].push(*id);
        }
        // How files of one make are completed by those of another.
        let completed_by: Vec<Vec<(usize, Join)>> = examples
            .iter()
            .map(|first| {
                let joins = examples.iter().enumerate();
                let joins =
                    joins.filter_map(|(at, other)| Some((at, import::propose_join(first, other)?)));
                joins.collect()
            })
            .collect();
        let open = files.iter().filter(|(_, _, joined)| !joined);
        open.flat_map(|(id, make, _)| {
            let others = completed_by[*make].iter();
            others
                .flat_map(|(other, join)| by_make[*other].iter().map(move |with| (*with, join)))
                .filter(|(with, _)| *with != *id)
                .map(|(with, join)| ((*id).clone(), with.clone(), join.clone()))
        })
        .take(MOST_PAIRS)
        .collect()
    }
}
