//! Where the calendar alone may make two series go together.

use super::prepare::Prepared;
use super::season::Season;
use serde::{Deserialize, Serialize};

/// Patterns that every series must be thought to have until two cycles have shown otherwise.
const EXPECTED: [Season; 1] = [Season::MonthsOfYear];

/// Why it cannot be told whether two series move together or with the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// Both come round alike, and the pattern could not be taken out of either.
    BothRepeat(Season),
    /// Neither is long enough to show a pattern that is to be expected.
    TooShort(Season),
}

impl Doubt {
    /// In a few words, of two series: `both repeat every 12 months: cannot tell`.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::BothRepeat(season) => {
                format!("both repeat every {}: cannot tell", season.every())
            }
            Self::TooShort(season) => format!(
                "cover less than two times {0}: what comes round every {0} would look the same",
                season.every()
            ),
        }
    }

    /// What is to be said of two prepared series; a pattern that is gone from one of them makes no correlation.
    pub(super) fn between(x: &Prepared, y: &Prepared) -> Option<Self> {
        let common = |x: &[Season], y: &[Season]| x.iter().find(|s| y.contains(s)).copied();
        let too_short =
            || common(&x.calm.unseen, &y.calm.unseen).filter(|season| EXPECTED.contains(season));
        common(&x.calm.repeating, &y.calm.repeating)
            .map(Self::BothRepeat)
            .or_else(|| too_short().map(Self::TooShort))
    }
}
