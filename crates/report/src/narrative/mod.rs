//! What figures say, in sentences.

mod card;
mod files;
mod headline;
mod kpis;
mod lead_lag;
mod leaders;
mod scenario;
mod verdict;

pub use card::{met_of, target_words, when, when_to_date};
pub use files::{files_line, same_days, set_aside};
pub use headline::{Phrase, headline};
pub use kpis::{Kpi, irr_value, kpi_receipt, kpis, payback_words, roi};
pub use lead_lag::{chance, in_sentence, lead_lag_headline, leads_by, steps};
pub use leaders::{
    advice_words, evidence_words, finding, lack, lead_lag_lead, method, verdict_tally,
    verdict_word, why_not_drawn,
};
pub use scenario::{benefits, counted_twice, explain, explain_in, terms, unit_of};
pub use verdict::verdict;
