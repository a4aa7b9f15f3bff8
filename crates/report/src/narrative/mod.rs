//! What figures say, in sentences.

mod card;
mod case;
mod comparisons;
mod composite;
mod files;
mod filtered;
mod headline;
mod kpis;
mod lead_lag;
mod leaders;
mod process;
mod reads;
mod scenario;
mod targets;
mod verdict;
mod wanting;

pub use card::{
    against, has_changed, met_of, needs_words, put_together, refused_target, rests_on_part,
    target_words, target_words_of, when, when_to_date, why_no_verdict,
};
pub use case::{Missing, Place, contradiction, missing, rests_on_words, standing, with_proposed};
pub use comparisons::{
    ComparedRow, beside, compared_rows, distance, distance_to_target, not_comparable,
};
pub use composite::{
    ContributionRow, MoveRow, contributions, follow_words, moves, moves_words, stability_words,
};
pub use files::{FilesTold, caveat, files_line, same_days, set_aside};
pub use filtered::{not_filtered, of_filter, why_filter_forbids};
pub use headline::{Phrase, headline};
pub use kpis::{Kpi, irr_value, kpi_receipt, kpis, no_irr, payback_words, roi};
pub(crate) use kpis::{NOT_MEANINGFUL, yearly};
pub use lead_lag::{chance, in_sentence, lead_lag_headline, leads_by, place, steps};
pub use leaders::{
    advice_words, compared, evidence_words, finding, lack, lead_lag_lead, method, taken_out,
    verdict_tally, verdict_word, verdict_word_of, why_not_drawn,
};
pub use process::process_words;
pub use reads::{READ_BESIDES, read_from};
pub(crate) use scenario::months_of;
pub use scenario::{benefits, counted_twice, counts_the_same, explain, explain_in, terms, unit_of};
pub use targets::{agreed_words, origin_words};
pub use verdict::verdict;
pub use wanting::{Recipe, Wanted, recipes, wanted};
