//! The picture on the first screen is what the sample gives. Draw it anew with `PICTURE_UPDATE=1 cargo test --test picture`, and look at
//! it.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use outturn_chart::Theme;
use outturn_core::calendar::Grain;
use outturn_format::{Locale, periods};
use outturn_import::{self as import, ReadOptions};
use outturn_metrics::scorecard::{Card, Choice, When, default_weights};
use outturn_protocol::{ScorecardAnswer, ShowScorecard, Treatment};
use outturn_report::narrative::headline;
use outturn_report::picture::Picture;
use outturn_session::{Answers, Session};
use rstest::rstest;
use std::fs;
use std::path::Path;

/// What the first sample opens with, and where its case is made: the metric with a series and a receipt.
const TILES: [&str; 4] = [
    "availability",
    "mttr",
    "change_failure_rate",
    "cost_per_prediction",
];
const SHOWN: &str = "mttr";

fn opened() -> ScorecardAnswer {
    let mut session = Session::default();
    for file in outturn_samples::ALL[0].files() {
        let raw =
            outturn_workbook::read_all(file.name, file.text.as_bytes(), &ReadOptions::default());
        let raw = raw.unwrap();
        let treatment = Treatment {
            mapping: import::recognise(&raw).guessed(),
            ..Treatment::default()
        };
        session
            .load(&file.name.to_owned(), raw, &treatment)
            .unwrap();
    }
    let asked = ShowScorecard {
        filters: outturn_metrics::scorecard::Filters::default(),
        choice: Choice {
            grain: Grain::Quarter,
            when: When::Latest,
        },
        settings: Default::default(),
        weights: default_weights(),
    };
    session.answer(&asked).unwrap()
}

#[rstest]
#[case::wide_light("picture-wide-light", 920.0, 4, &Theme::LIGHT)]
#[case::wide_dark("picture-wide-dark", 920.0, 4, &Theme::DARK)]
#[case::narrow_light("picture-narrow-light", 360.0, 2, &Theme::LIGHT)]
#[case::narrow_dark("picture-narrow-dark", 360.0, 2, &Theme::DARK)]
fn it_shows_what_the_sample_gives(
    #[case] name: &str,
    #[case] width: f64,
    #[case] columns: usize,
    #[case] theme: &Theme,
) {
    let answer = opened();
    let locale = Locale::default();
    let card = |id: &str| -> Card {
        answer
            .cards
            .iter()
            .find(|card| card.id == id)
            .unwrap()
            .clone()
    };
    let tiles = TILES.map(card);
    let shown = card(SHOWN);
    let picture = Picture {
        title: "The sample year, as it opens",
        when: &periods(&shown.periods.unwrap(), &locale),
        lead: &headline(
            &answer.cards,
            &answer.composite,
            answer.previous_score,
            &locale,
        ),
        tiles: &tiles,
        shown: (columns == 4).then_some(&shown),
        locale,
    };
    let drawn = picture.draw(width, columns, theme);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("style/pictures/{name}.svg"));
    if std::env::var_os("PICTURE_UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &drawn).unwrap();
    }
    assert!(
        drawn == fs::read_to_string(&path).unwrap_or_default(),
        "{name}.svg is not what the sample gives; see the top of this file"
    );
}
