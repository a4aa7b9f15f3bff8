//! Lengths of time as people and programs write them.

use super::super::number;
use super::unit::WORDS;

/// Words for lengths of time that are no units of names: of weeks, and in German, French, Spanish, Italian, Portuguese, Dutch and Polish.
const MORE: [(f64, &[&str]); 5] = [
    (
        1.0,
        &[
            "sek", "sekunde", "sekunden", "seconde", "secondes", "segundo", "segundos", "secondo",
            "secondi", "seconden", "sekund",
        ],
    ),
    (
        60.0,
        &[
            "minute", "minuten", "minuto", "minutos", "minuti", "minut", "minuuten",
        ],
    ),
    (
        3600.0,
        &[
            "std", "stunde", "stunden", "heure", "heures", "hora", "horas", "ora", "ore", "uur",
            "godz", "godziny",
        ],
    ),
    (
        86_400.0,
        &[
            "tag", "tage", "tagen", "jour", "jours", "día", "días", "dia", "dias", "giorno",
            "giorni", "dag", "dagen", "dzień", "dni",
        ],
    ),
    (
        604_800.0,
        &[
            "w",
            "wk",
            "wks",
            "week",
            "weeks",
            "woche",
            "wochen",
            "semaine",
            "semaines",
            "semana",
            "semanas",
            "settimana",
            "settimane",
            "weken",
        ],
    ),
];

/// Seconds of a unit by its word.
fn unit(word: &str) -> Option<(f64, f64)> {
    if let Some((unit, _)) = WORDS.iter().find(|(_, words)| words.contains(&word)) {
        return unit.seconds();
    }
    let more = MORE.iter().find(|(_, words)| words.contains(&word));
    more.map(|(seconds, _)| (*seconds, 1.0))
}

/// A number with a comma in front of fractions or, before three digits, between thousands.
fn value(text: &str) -> Option<f64> {
    let fraction = text.rsplit_once(',').map_or(3, |(_, behind)| behind.len());
    let comma = fraction != 3 && text.matches([',', '.']).count() == 1;
    number::lenient(&text.replace(',', if comma { "." } else { "" }))
}

/// Seconds of a length of time that says its own unit, in parts, as hours, minutes and seconds, or as ISO 8601 writes it.
pub(super) fn written(text: &str) -> Option<f64> {
    let text = text.trim();
    let (sign, rest) = text
        .strip_prefix('-')
        .map_or((1.0, text), |rest| (-1.0, rest));
    if rest.is_empty() {
        return None;
    }
    if let Some(period) = rest.strip_prefix('P') {
        return Some(sign * iso(period)?);
    }
    if rest.contains(':') {
        let (days, clock) = days_and_clock(rest)?;
        let mut seconds = 0.0;
        for part in clock.split(':') {
            seconds = seconds * 60.0 + number::lenient(part)?;
        }
        return Some(sign * (days * 86_400.0 + seconds));
    }
    let (mut seconds, mut rest) = (0.0, rest);
    // What comes after hours without a word of its own is minutes, as in `1h30`.
    let mut next = None;
    while !rest.is_empty() {
        let digits = rest
            .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
            .unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        let after = after.trim_start();
        if let (true, Some(times)) = (after.is_empty() && !number.is_empty(), next) {
            return Some(sign * (seconds + value(number)? * times));
        }
        let end = after
            .find(|c: char| c.is_ascii_digit() || c == ' ')
            .unwrap_or(after.len());
        let word = after[..end].to_lowercase();
        let (times, by) = unit(word.trim_end_matches('.'))?;
        seconds += value(number)? * times / by;
        next = (times == 3600.0).then_some(60.0);
        rest = after[end..].trim_start();
    }
    Some(sign * seconds)
}

/// Days in front of a time of day: `1 day, 2:15:00`, `1d 02:15:00`, and `1.02:15:00` as .NET writes it.
fn days_and_clock(text: &str) -> Option<(f64, &str)> {
    let Some((days, clock)) = text.rsplit_once(' ') else {
        let dotted = text
            .split_once('.')
            .filter(|(_, clock)| clock.contains(':'));
        return match dotted {
            Some((days, clock)) => Some((number::lenient(days)?, clock)),
            None => Some((0.0, text)),
        };
    };
    let days = days.trim_end_matches([',', ' ']);
    let word = days.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let number = number::lenient(days.strip_suffix(word)?)?;
    matches!(word, "d" | "day" | "days").then_some((number, clock))
}

/// A duration of ISO 8601 without its P: `T26H15M`, `1DT2H`. Months and years have no length.
fn iso(period: &str) -> Option<f64> {
    let (days, clock) = period.split_once('T').unwrap_or((period, ""));
    let mut seconds = 0.0;
    for (text, units) in [
        (days, &[('W', 604_800.0), ('D', 86_400.0)][..]),
        (clock, &[('H', 3600.0), ('M', 60.0), ('S', 1.0)]),
    ] {
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|c: char| c.is_ascii_alphabetic())?;
            let unit = rest[end..].chars().next()?;
            let (_, length) = units.iter().find(|(known, _)| *known == unit)?;
            seconds += number::lenient(&rest[..end])? * length;
            rest = &rest[end + 1..];
        }
    }
    (period.len() > 1).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_read_as_people_write_them() {
        for (text, seconds) in [
            ("1.2min", 72.0),
            ("450ms", 0.45),
            ("450 ms", 0.45),
            ("3.4s", 3.4),
            ("2.0h", 7200.0),
            ("1.5d", 129_600.0),
            ("1h 20m", 4800.0),
            ("1 day 2 hours", 93_600.0),
            ("01:20:05", 4805.0),
            ("12:30", 750.0),
            ("26:15:00", 94_500.0),
            ("1 day, 2:15:00", 94_500.0),
            ("1d 02:15:00", 94_500.0),
            ("1.02:15:00", 94_500.0),
            ("PT26H15M", 94_500.0),
            ("P1DT2H15M", 94_500.0),
            ("P2W", 1_209_600.0),
            ("-5s", -5.0),
            ("1,5 h", 5400.0),
            ("1,500 ms", 1.5),
            ("1h30", 5400.0),
            ("2 Std. 5 Min.", 7500.0),
            ("1 heure 30", 5400.0),
            ("2 weeks", 1_209_600.0),
        ] {
            assert_eq!(written(text), Some(seconds), "{text}");
        }
        for not in [
            "",
            "-",
            "5",
            "fast",
            "5 lightyears",
            "s",
            "1:b",
            "%",
            "P",
            "P1M",
            "PT5X",
            "1 week, 2:15",
        ] {
            assert_eq!(written(not), None, "{not}");
        }
    }
}
