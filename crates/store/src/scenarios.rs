//! The scenarios of the work: which is open, and what a new one is called.

use super::document::Document;
use outturn_scenario::{Scenario, Stance, variant};

/// Adds a scenario under a name that is free, and opens it.
pub fn add(document: &mut Document, scenario: Scenario) {
    let name = free_name(document, &scenario.name, None);
    document.scenarios.push(Scenario { name, ..scenario });
    document.open_scenario = document.scenarios.len() - 1;
}

/// The scenario that variants are made of: the first that is none itself, so that a swing is never swung again. The first where all are;
/// `None` where there is none.
#[must_use]
pub fn base_of(document: &Document) -> Option<&Scenario> {
    let mut all = document.scenarios.iter();
    let base = all.find(|scenario| scenario.variant_of.is_none());
    base.or(document.scenarios.first())
}

/// Adds the cautious or ambitious neighbour of the base, whichever scenario is open, and opens it.
pub fn add_variant(document: &mut Document, stance: Stance) {
    if let Some(scenario) = base_of(document).map(|base| variant(base, stance)) {
        add(document, scenario);
    }
}

/// Which scenario is open.
#[must_use]
pub fn open_index(document: &Document) -> usize {
    document
        .open_scenario
        .min(document.scenarios.len().saturating_sub(1))
}

/// The open scenario; `None` when there is none at all.
#[must_use]
pub fn open_of(document: &Document) -> Option<&Scenario> {
    document.scenarios.get(open_index(document))
}

/// Calls the open scenario something else, with a number after it where another scenario is called so.
pub fn rename_open(document: &mut Document, name: &str) {
    let open = open_index(document);
    let name = free_name(document, name, Some(open));
    let Some(scenario) = document.scenarios.get_mut(open) else {
        return;
    };
    let before = std::mem::replace(&mut scenario.name, name.clone());
    for variant in &mut document.scenarios {
        if variant.variant_of.as_ref() == Some(&before) {
            variant.variant_of = Some(name.clone());
        }
    }
}

/// The name, with a number after it where another scenario has it already.
fn free_name(document: &Document, name: &str, but: Option<usize>) -> String {
    let name = if name.trim().is_empty() {
        "Scenario"
    } else {
        name.trim()
    };
    let taken = |name: &str| {
        document
            .scenarios
            .iter()
            .enumerate()
            .any(|(i, s)| Some(i) != but && s.name == name)
    };
    if !taken(name) {
        return name.to_owned();
    }
    // `Base 2` is followed by `Base 3`, not by `Base 2 2`.
    let stem = name
        .rsplit_once(' ')
        .filter(|(_, n)| n.parse::<u32>().is_ok())
        .map_or(name, |(stem, _)| stem);
    let numbered = (2_u32..).map(|n| format!("{stem} {n}"));
    numbered
        .into_iter()
        .find(|name| !taken(name))
        .unwrap_or_else(|| stem.to_owned())
}

/// Puts a scenario in place of the open one; `false` where it is the same.
pub fn put(document: &mut Document, scenario: Scenario) -> bool {
    let open = open_index(document);
    match document.scenarios.get_mut(open) {
        Some(place) if *place != scenario => {
            *place = scenario;
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_given_twice() {
        let mut document = Document::default();
        for _ in 0..3 {
            add(&mut document, Scenario::default());
        }
        let names: Vec<&str> = document.scenarios.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["Base", "Base 2", "Base 3"]);
        assert_eq!(document.open_scenario, 2);
        // `Base 2` is followed by `Base 4`: the number goes on, it is not repeated.
        add(
            &mut document,
            Scenario {
                name: "Base 2".to_owned(),
                ..Scenario::default()
            },
        );
        rename_open(&mut document, "  ");
        let names: Vec<&str> = document.scenarios.iter().map(|s| s.name.as_str()).collect();
        assert_eq!(names, ["Base", "Base 2", "Base 3", "Scenario"]);
    }

    /// 100 a month is 120 in a cautious variant and 80 in an ambitious one, whichever was opened last; never 144 or 96.
    #[test]
    fn a_variant_is_one_of_the_base_and_not_of_another_variant() {
        let mut document = Document::default();
        let base = Scenario {
            running_cost_per_month: 100.0,
            ..Scenario::default()
        };
        add(&mut document, base);
        for stance in [Stance::Cautious, Stance::Cautious, Stance::Ambitious] {
            add_variant(&mut document, stance);
        }
        let all = document.scenarios.iter();
        let all: Vec<_> = all
            .map(|s| {
                (
                    s.name.as_str(),
                    s.running_cost_per_month,
                    s.variant_of.as_deref(),
                )
            })
            .collect();
        assert_eq!(
            all,
            [
                ("Base", 100.0, None),
                ("Cautious", 120.0, Some("Base")),
                ("Cautious 2", 120.0, Some("Base")),
                ("Ambitious", 80.0, Some("Base")),
            ]
        );
        document.open_scenario = 0;
        rename_open(&mut document, "Plan");
        assert_eq!(document.scenarios[3].variant_of.as_deref(), Some("Plan"));
    }

    #[test]
    fn the_same_scenario_put_in_place_of_itself_is_no_change() {
        let mut document = Document::default();
        assert!(
            !put(&mut document, Scenario::default()),
            "there is none yet"
        );
        add(&mut document, Scenario::default());
        let same = document.scenarios[0].clone();
        assert!(!put(&mut document, same.clone()));
        let other = Scenario {
            one_off_cost: 1.0,
            ..same
        };
        assert!(put(&mut document, other.clone()));
        assert_eq!(document.scenarios, [other]);
    }
}
