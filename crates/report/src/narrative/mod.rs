//! What figures say, in sentences.

mod headline;
mod lead_lag;
mod verdict;

pub use headline::{Phrase, headline};
pub use lead_lag::{chance, in_sentence, lead_lag_headline, leads_by, steps};
pub use verdict::verdict;
