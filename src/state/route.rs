//! Routes: what the fragment of the address says.

use outturn_core::calendar::{Calendar, Grain};
use outturn_metrics::scorecard::{Choice, When};
use outturn_metrics::{Condition, Filter};
use serde::{Deserialize, Serialize};

/// The fragment of the page after a breakdown. It is no screen: it stands alone, and computes nothing.
pub const RESCUE: &str = "/rescue";

/// Whether this fragment is the rescue page's.
#[must_use]
pub fn is_rescue(fragment: &str) -> bool {
    fragment.starts_with(RESCUE)
}

/// A screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Screen {
    /// Files and what they were recognised as.
    #[default]
    Data,
    /// Cards by bucket.
    Scorecard,
    /// Scenarios.
    Roi,
    /// Leading and lagging indicators.
    LeadLag,
    /// Exports.
    Report,
    /// A snapshot that was opened. It is not among the screens of the work.
    Snapshot,
}

impl Screen {
    /// All screens of the work, in the order of the navigation.
    pub const ALL: [Self; 5] = [
        Self::Data,
        Self::Scorecard,
        Self::Roi,
        Self::LeadLag,
        Self::Report,
    ];

    /// The name in the navigation and the title.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Data => "Data",
            Self::Scorecard => "Scorecard",
            Self::Roi => "ROI",
            Self::LeadLag => "Leading → lagging",
            Self::Report => "Report",
            Self::Snapshot => "Snapshot",
        }
    }

    /// The word in the fragment.
    #[must_use]
    pub fn path(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Scorecard => "scorecard",
            Self::Roi => "roi",
            Self::LeadLag => "leading-lagging",
            Self::Report => "report",
            Self::Snapshot => "snapshot",
        }
    }
}

/// What the figures of the scorecard are of, in the words of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// How long a period is: `month`.
    pub by: String,
    /// Which one: `latest`, `2026-08-01`.
    pub period: String,
    /// Of which rows.
    pub only: Filter,
}

impl View {
    /// What a choice is called.
    #[must_use]
    pub fn of(choice: Choice, only: &Filter) -> Self {
        Self {
            by: choice.grain.word().to_owned(),
            period: choice.when.word(),
            only: only.clone(),
        }
    }

    /// The choice that the words mean, in this calendar; `None` where they mean nothing.
    #[must_use]
    pub fn choice(&self, calendar: Calendar) -> Option<Choice> {
        let grain = Grain::from_word(&self.by)?;
        let when = When::from_word(&self.period, (calendar, grain))?;
        Some(Choice { grain, when })
    }
}

/// Where the user is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Route {
    /// The screen.
    pub screen: Screen,
    /// What is open on it: the metric of a drill-down, the file of a mapping.
    pub open: Option<String>,
    /// What the figures are of; `None` where the address does not say.
    pub view: Option<View>,
    /// A scenario that a link carries.
    pub shared: Option<String>,
}

impl Route {
    /// A screen with nothing open.
    #[must_use]
    pub fn to(screen: Screen) -> Self {
        Self {
            screen,
            ..Self::default()
        }
    }

    /// A screen with something open on it.
    #[must_use]
    pub fn opening(screen: Screen, open: &str) -> Self {
        Self {
            screen,
            open: Some(open.to_owned()),
            ..Self::default()
        }
    }

    /// Reads a fragment such as `/scorecard/mttr?by=month&period=latest` or `/roi?s=…`. Whatever it does not know is the first screen.
    ///
    /// ```
    /// use outturn::state::{Route, Screen};
    /// let route = Route::parse("/scorecard/series%3AGDP%20%25");
    /// assert_eq!(route, Route::opening(Screen::Scorecard, "series:GDP %"));
    /// assert_eq!(Route::parse(&route.fragment()), route);
    /// ```
    #[must_use]
    pub fn parse(fragment: &str) -> Self {
        let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
        let mut parts = path.trim_start_matches('/').splitn(2, '/');
        let word = parts.next().unwrap_or_default();
        let screen = Screen::ALL
            .into_iter()
            .chain([Screen::Snapshot])
            .find(|s| s.path() == word)
            .unwrap_or_default();
        let said = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let mut values = pairs.filter(|(key, _)| *key == name);
            values.next().map(|(_, value)| value.to_owned())
        };
        let shared = said("s");
        let only = || {
            let pairs = query
                .split('&')
                .filter_map(|pair| pair.strip_prefix("only="));
            Filter(pairs.filter_map(condition).collect())
        };
        let view = said("by").zip(said("period"));
        let view = view.map(|(by, period)| View {
            by,
            period,
            only: only(),
        });
        let open = parts.next().filter(|o| !o.is_empty()).map(decode);
        Self {
            screen,
            open,
            view,
            shared,
        }
    }

    /// The fragment that leads here.
    #[must_use]
    pub fn fragment(&self) -> String {
        let open = self
            .open
            .as_deref()
            .map(|o| format!("/{}", encode(o)))
            .unwrap_or_default();
        let view = self.view.iter().flat_map(|view| {
            let period = format!("by={}&period={}", view.by, view.period);
            let only = view.only.conditions().map(condition_words);
            std::iter::once(period).chain(only)
        });
        let shared = self.shared.iter().map(|shared| format!("s={shared}"));
        let said: Vec<String> = view.chain(shared).collect();
        let query = match said.is_empty() {
            true => String::new(),
            false => format!("?{}", said.join("&")),
        };
        format!("/{}{open}{query}", self.screen.path())
    }
}

/// `only=team:Payments,Search`: a value that is empty is that of rows without the label.
fn condition_words(condition: &Condition) -> String {
    let values: Vec<String> = condition.values.iter().map(|value| encode(value)).collect();
    format!("only={}:{}", encode(&condition.label), values.join(","))
}

fn condition(words: &str) -> Option<Condition> {
    let (label, values) = words.split_once(':')?;
    Some(Condition {
        label: decode(label),
        values: values.split(',').map(decode).collect(),
    })
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|b| match b {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                char::from(b).to_string()
            }
            _ => format!("%{b:02X}"),
        })
        .collect()
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail
            .get(..2)
            .and_then(|h| std::str::from_utf8(h).ok())
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        match (first, hex) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_has_its_own_address() {
        for screen in Screen::ALL.into_iter().chain([Screen::Snapshot]) {
            assert_eq!(
                Route::parse(&Route::to(screen).fragment()),
                Route::to(screen)
            );
        }
    }

    /// A choice is the same once it has been an address; words that mean nothing are no choice.
    #[test]
    fn what_the_figures_are_of_is_in_the_address() {
        let calendar = Calendar::default();
        let of = |fragment: &str| Route::parse(fragment).view?.choice(calendar);
        for query in [
            "by=month&period=latest",
            "by=week&period=2026-08-03",
            "by=day&period=2026-08-03..2026-08-09",
            "by=year&period=all",
            "by=month&period=latest&only=team:R%26D%2C%20Ops,&only=region:EU",
        ] {
            let fragment = format!("/scorecard/mttr?{query}");
            let route = Route::parse(&fragment);
            assert_eq!(route.fragment(), fragment);
            let only = route
                .view
                .clone()
                .unwrap_or_else(|| panic!("{fragment}"))
                .only;
            let again = of(&fragment).map(|choice| View::of(choice, &only));
            assert_eq!(again, route.view, "{fragment}");
        }
        for query in ["", "by=month", "by=moon&period=all", "by=month&period=soon"] {
            assert_eq!(of(&format!("/scorecard?{query}")), None, "{query}");
        }
    }

    #[test]
    fn what_it_does_not_know_is_the_first_screen() {
        for fragment in ["", "/", "/nowhere", "%", "/data/%zz"] {
            assert_eq!(Route::parse(fragment).screen, Screen::Data, "{fragment}");
        }
    }
}
