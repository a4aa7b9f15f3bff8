//! One incident, from its first anomaly to its end.

use chrono::NaiveDateTime;

use super::random::Random;
use super::time::{after, iso};

/// Severities, how often each comes, and how long its recovery takes beside a major one's.
const SEVERITIES: [(&str, f64, f64); 3] = [
    ("critical", 0.15, 0.6),
    ("major", 0.35, 1.0),
    ("minor", 0.50, 1.5),
];

/// One incident; moments in the order in which they come.
pub struct Incident {
    pub service: &'static str,
    pub model: &'static str,
    pub severity: &'static str,
    pub started: NaiveDateTime,
    pub detected: NaiveDateTime,
    pub acknowledged: NaiveDateTime,
    pub diagnosed: NaiveDateTime,
    pub resolved: NaiveDateTime,
    pub deployment: Option<usize>,
    pub ai_related: bool,
}

/// How long things take in a month, median minutes.
#[derive(Clone, Copy)]
pub struct Pace {
    pub to_detect: f64,
    pub to_recover: f64,
}

impl Incident {
    /// An incident that starts then, at the pace of its month.
    pub fn starting(started: NaiveDateTime, pace: Pace, random: &mut Random) -> Self {
        let mut draw = random.uniform();
        let (severity, _, slower) = SEVERITIES
            .into_iter()
            .find(|(_, share, _)| {
                draw -= share;
                draw < 0.0
            })
            .unwrap_or(SEVERITIES[2]);
        let recovery = random.skewed(pace.to_recover * slower, 0.4);
        let detected = after(started, random.skewed(pace.to_detect, 0.5));
        Self {
            service: "",
            model: "",
            severity,
            started,
            detected,
            acknowledged: after(detected, recovery * random.between(0.02, 0.12)),
            diagnosed: after(detected, recovery * random.between(0.35, 0.65)),
            resolved: after(detected, recovery),
            deployment: None,
            ai_related: false,
        }
    }

    /// Cells from severity to the end of recovery.
    pub fn cells(&self) -> String {
        let moments = [
            self.started,
            self.detected,
            self.acknowledged,
            self.diagnosed,
            self.resolved,
        ];
        format!("{},{}", self.severity, moments.map(iso).join(","))
    }
}
