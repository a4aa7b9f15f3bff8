//! Routes: what the fragment of the address says.

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

/// Where the user is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Route {
    /// The screen.
    pub screen: Screen,
    /// What is open on it: the metric of a drill-down, the file of a mapping.
    pub open: Option<String>,
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
            shared: None,
        }
    }

    /// Reads a fragment such as `/scorecard/mttr` or `/roi?s=…`. Whatever it does not know is the first screen.
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
        let shared = query
            .split('&')
            .find_map(|pair| pair.strip_prefix("s="))
            .map(str::to_owned);
        let open = parts.next().filter(|o| !o.is_empty()).map(decode);
        Self {
            screen,
            open,
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
        let shared = self
            .shared
            .as_deref()
            .map(|s| format!("?s={s}"))
            .unwrap_or_default();
        format!("/{}{open}{shared}", self.screen.path())
    }
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

    #[test]
    fn what_it_does_not_know_is_the_first_screen() {
        for fragment in ["", "/", "/nowhere", "%", "/data/%zz"] {
            assert_eq!(Route::parse(fragment).screen, Screen::Data, "{fragment}");
        }
    }
}
