//! Charts laid out on a backend that only takes notes: what is drawn, where texts stand, what is read off.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // in a test a panic is the report

mod chart_fixtures;

use chart_fixtures::{Notes, Recorder, any_chart, every_chart, line, months};
use outturn_chart::svg::{draw_svg, render_svg};
use outturn_chart::{
    AxisUnit, Better, Chart, Frame, Kind, LagPoint, LineChart, Options, Reading, Rect, Series,
    Size, Target, Theme,
};
use outturn_core::calendar::Grain;
use outturn_core::units::Currency;
use outturn_format::Locale;
use proptest::prelude::*;
use rstest::rstest;

fn notes(chart: &Chart, size: Size, options: Options, font: f64) -> Notes {
    let recorder = Recorder::new(size, font);
    let notes = recorder.notes();
    chart.draw(recorder, &Theme::LIGHT, size, options).unwrap();
    notes.take()
}

fn assert_texts_stand_clear(notes: &Notes, size: Size, what: &str) {
    let whole = Rect::whole(size);
    for (i, (text, room)) in notes.texts.iter().enumerate() {
        assert!(
            whole.inset(-1.0).holds(room),
            "{what}: {text:?} is cut at {room:?} of {size:?}"
        );
        for (other, taken) in &notes.texts[..i] {
            // An eighth of a pixel is what coordinates are rounded to.
            assert!(
                !room.inset(0.2).overlaps(taken),
                "{what}: {text:?} overlaps {other:?} at {size:?}"
            );
        }
    }
}

const SIZES: [(f64, f64); 7] = [
    (320.0, 200.0),
    (360.0, 220.0),
    (560.0, 260.0),
    (900.0, 240.0),
    (1200.0, 320.0),
    (1400.0, 420.0),
    (90.0, 60.0),
];

#[test]
fn every_kind_draws_something_at_every_size_and_no_text_overlaps_or_is_cut() {
    for chart in every_chart() {
        for (width, height) in SIZES {
            for frame in [Frame::Bare, Frame::Framed] {
                // As wide as reckoned, and as a narrower family sets it.
                for font in [1.0, 0.86] {
                    let size = Size::new(width, height);
                    let notes = notes(
                        &chart,
                        size,
                        Options {
                            frame,
                            crosshair: None,
                        },
                        font,
                    );
                    assert!(notes.strokes > 0, "{} at {size:?}", chart.title);
                    assert_texts_stand_clear(&notes, size, &chart.title);
                }
            }
        }
    }
}

#[test]
fn no_name_of_a_line_is_lost_on_a_phone() {
    for width in [320.0, 360.0, 560.0, 1400.0] {
        for chart in every_chart() {
            let size = Size::new(width, chart.framed_height(width));
            let drawn = notes(&chart, size, Options::FRAMED, 1.0);
            let texts: Vec<&str> = drawn.texts.iter().map(|(t, _)| t.as_str()).collect();
            let joined = texts.join(" ");
            for name in chart_fixtures::names_of(&chart) {
                assert!(
                    joined.contains(&name),
                    "{name:?} is not on {:?} at {width}: {texts:?}",
                    chart.title
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_two_texts_overlap_on_any_data(
        chart in any_chart(),
        width in 120.0..1400.0f64,
        height in 20.0..500.0f64,
        framed in any::<bool>(),
        font in 0.8..1.0f64,
    ) {
        let size = Size::new(width, height);
        let frame = if framed { Frame::Framed } else { Frame::Bare };
        let drawn = notes(&chart, size, Options { frame, crosshair: Some(1) }, font);
        assert_texts_stand_clear(&drawn, size, &chart.title);
        prop_assert!(drawn.extent < 10.0 * 1400.0 * 8.0, "a stroke at {} px", drawn.extent);
    }

    #[test]
    fn what_is_read_at_a_place_is_the_point_that_stands_nearest(
        chart in any_chart(),
        width in 120.0..1400.0f64,
        height in 60.0..500.0f64,
        across in 0.0..1.0f64,
        down in 0.0..1.0f64,
    ) {
        let size = Size::new(width, height);
        if let Some(hit) = chart.hit(size, across * width, down * height) {
            prop_assert_eq!(Some(hit.clone()), chart.step(size, hit.index));
            let across_kind = matches!(
                chart.kind,
                Kind::Line(_) | Kind::Cash(_) | Kind::Lag(_) | Kind::Overlay(_) | Kind::Sparkline(_)
            );
            let away = |r: &Reading| (r.rule.0.x - across * width).abs();
            for other in (0..chart.points_len()).filter(|_| across_kind).filter_map(|i| chart.step(size, i)) {
                // Hairlines are moved to the nearest whole pixel.
                prop_assert!(away(&hit) <= away(&other) + 1.01);
            }
        }
    }

    #[test]
    fn tables_are_as_wide_as_their_header_and_never_say_nan(chart in any_chart()) {
        let table = chart.table();
        for row in &table.rows {
            prop_assert_eq!(row.len(), table.header.len());
            // A name may hold any letters, such as `Ainf`: only a whole cell says that a number is none.
            prop_assert!(row.iter().all(|cell| !["NaN", "inf", "-inf"].contains(&cell.as_str())));
        }
    }

    #[test]
    fn svg_never_says_nan_and_is_well_formed(chart in any_chart(), width in 1.0..1400.0f64) {
        let svg = render_svg(&chart, &Theme::DARK, Size::new(width, 240.0)).unwrap();
        // A name may hold any letters, such as `aNaNb`: only a mark, or a whole text, says that a number is none.
        let marks = svg.split('<').filter_map(|mark| mark.split_once('>'));
        for (mark, text) in marks.filter(|(mark, _)| !mark.starts_with("svg")) {
            prop_assert!(!mark.contains("NaN") && !mark.contains("inf\"") && text != "NaN", "{mark} {text}");
        }
        chart_fixtures::assert_well_formed(&svg);
    }
}

#[test]
fn a_gap_is_neither_drawn_nor_joined_across() {
    let values = |v: &[f64]| v.iter().map(|v| Some(*v).filter(|v| *v >= 0.0)).collect();
    let paths = |values: Vec<Option<f64>>| {
        let chart = line(LineChart::new(
            AxisUnit::Ratio,
            Grain::Month,
            months(6),
            vec![Series::new("", values)],
        ));
        let drawn = notes(&chart, Size::new(600.0, 200.0), Options::default(), 1.0);
        // Lines of two pixels are data; hairlines are the ground.
        (drawn.wide_paths, drawn.dots)
    };
    assert_eq!(paths(values(&[1.0, 2.0, 3.0, 2.0, 1.0, 2.0])), (vec![6], 1));
    assert_eq!(
        paths(values(&[1.0, 2.0, -1.0, 2.0, 1.0, 2.0])),
        (vec![2, 3], 1)
    );
    // A value alone between gaps is a dot, and the last value has its own.
    assert_eq!(
        paths(values(&[1.0, 2.0, -1.0, 2.0, -1.0, -1.0])),
        (vec![2], 2)
    );
    let mut infinite = values(&[1.0, 2.0, 3.0, 2.0, 1.0, 2.0]);
    infinite[2] = Some(f64::NAN);
    infinite[3] = Some(f64::INFINITY);
    assert_eq!(paths(infinite), (vec![2, 2], 1));
}

#[rstest]
#[case::empty(vec![])]
#[case::missing(vec![None, None])]
#[case::not_numbers(vec![Some(f64::NAN), Some(f64::INFINITY), Some(f64::NEG_INFINITY)])]
fn nothing_to_draw_is_said(#[case] values: Vec<Option<f64>>) {
    let times = months(values.len());
    let chart = line(LineChart::new(
        AxisUnit::Ratio,
        Grain::Month,
        times,
        vec![Series::new("A", values)],
    ));
    let drawn = notes(&chart, Size::new(400.0, 200.0), Options::default(), 1.0);
    assert_eq!(
        drawn
            .texts
            .iter()
            .map(|(t, _)| t.as_str())
            .collect::<Vec<_>>(),
        ["no data"]
    );
    assert_eq!(chart.hit(Size::new(400.0, 200.0), 100.0, 100.0), None);
}

#[rstest]
#[case::single(vec![Some(3.0)])]
#[case::constant(vec![Some(5.0); 4])]
#[case::zeros(vec![Some(0.0); 4])]
#[case::huge(vec![Some(1e300), Some(-1e300), Some(f64::MAX)])]
#[case::tiny(vec![Some(1e-300), Some(3e-300), Some(5e-324)])]
#[case::mixed(vec![Some(1e-300), Some(1e300)])]
fn values_of_any_size_are_drawn_inside_the_picture(#[case] values: Vec<Option<f64>>) {
    let unit = AxisUnit::Number("per week".into());
    let times = months(values.len());
    let chart = line(LineChart::new(
        unit,
        Grain::Month,
        times,
        vec![Series::new("A", values)],
    ));
    for (width, height) in SIZES.into_iter().take(6) {
        let size = Size::new(width, height);
        let drawn = notes(&chart, size, Options::default(), 1.0);
        assert!(drawn.dots > 0 && drawn.data_inside(size), "{drawn:?}");
        assert!(
            drawn.texts.len() >= 4,
            "axis without labels: {:?}",
            drawn.texts
        );
        assert_texts_stand_clear(&drawn, size, "any size");
    }
}

#[test]
fn the_crosshair_reads_the_nearest_period() {
    let values = vec![Some(0.991), None, Some(0.9994)];
    let mut chart = LineChart::new(
        AxisUnit::Ratio,
        Grain::Month,
        months(3),
        vec![Series::new("Availability", values)],
    );
    chart.target = Some(Target {
        value: 0.999,
        near: Some(0.995),
        better: Better::Higher,
    });
    let chart = line(chart);
    let size = Size::new(600.0, 240.0);
    assert_eq!(chart.points_len(), 3);
    let last = chart.step(size, 2).unwrap();
    assert_eq!(last.sentence(), "Mar 2024: Availability 99.94%");
    assert_eq!(chart.hit(size, last.at.x + 3.0, 10.0).unwrap().index, 2);
    let missing = chart
        .hit(size, chart.step(size, 1).unwrap().at.x - 4.0, 200.0)
        .unwrap();
    assert_eq!(
        (
            missing.index,
            missing.rows[0].1.as_str(),
            missing.dots.len()
        ),
        (1, "—", 0)
    );
    assert_eq!(chart.step(size, 3), None);
    assert_eq!(chart.hit(size, -1.0, 10.0), None);
    assert_eq!(chart.hit(size, f64::NAN, 10.0), None);
}

#[test]
fn the_crosshair_stands_where_the_line_is_drawn() {
    for chart in every_chart()
        .iter()
        .filter(|c| matches!(c.kind, Kind::Line(_) | Kind::Cash(_) | Kind::Overlay(_)))
    {
        let size = Size::new(700.0, 260.0);
        // Fonts narrower than reckoned must not move the plot away from the reading.
        let drawn = notes(chart, size, Options::default(), 0.8);
        for index in 0..chart.points_len() {
            for (dot, _) in chart.step(size, index).unwrap().dots {
                let near = |p: &(f64, f64)| (p.0 - dot.x).abs() < 0.2 && (p.1 - dot.y).abs() < 0.2;
                assert!(
                    drawn.vertices.iter().any(near),
                    "{} point {index}",
                    chart.title
                );
            }
        }
    }
}

#[test]
fn a_title_of_any_characters_is_escaped() {
    let mut chart = every_chart().remove(0);
    chart.title = r#"<R&D> "quoted" 'n' more"#.into();
    chart.source = "a.csv & b<c>.csv".into();
    let svg = render_svg(&chart, &Theme::LIGHT, Size::new(600.0, 240.0)).unwrap();
    chart_fixtures::assert_well_formed(&svg);
    assert!(svg.contains("<title>&lt;R&amp;D&gt; &quot;quoted&quot; &#39;n&#39; more</title>"));
    assert!(svg.contains(r#"width="600" height="240" viewBox="0 0 600 240""#));
    assert!(
        svg.contains("a.csv &amp; b&lt;c&gt;.csv</text>"),
        "the source line is in the picture"
    );
    assert!(
        svg.contains(r##"fill="#ffffff""##),
        "the background is in the picture"
    );
}

#[test]
fn a_bare_chart_has_no_title_and_no_background() {
    let chart = every_chart().remove(1);
    let svg = draw_svg(
        &chart,
        &Theme::LIGHT,
        Size::new(600.0, 240.0),
        Options::default(),
    )
    .unwrap();
    assert!(
        !svg.contains(&format!(">{}</text>", chart.title)) && !svg.contains(r##"fill="#ffffff""##)
    );
}

#[test]
fn the_best_lag_is_named_and_alone_brought_out() {
    let chart = every_chart()
        .into_iter()
        .find(|c| matches!(c.kind, Kind::Lag(_)))
        .unwrap();
    for width in [320.0, 560.0, 1400.0] {
        let drawn = notes(&chart, Size::new(width, 250.0), Options::default(), 1.0);
        assert!(
            drawn.texts.iter().any(|(t, _)| t == "leads by 2 months"),
            "{width}"
        );
    }
    let Kind::Lag(mut lag) = chart.kind else {
        unreachable!()
    };
    lag.points = vec![LagPoint {
        lag: 0,
        r: None,
        chance: None,
    }];
    let chart = Chart {
        kind: Kind::Lag(lag),
        title: String::new(),
        subtitle: String::new(),
        source: String::new(),
        locale: Locale::EN,
    };
    let drawn = notes(&chart, Size::new(300.0, 200.0), Options::default(), 1.0);
    assert_eq!(drawn.texts[0].0, "no data");
}

#[test]
fn the_sums_of_a_composite_are_written_out() {
    let chart = every_chart()
        .into_iter()
        .find(|c| matches!(c.kind, Kind::Composite(_)))
        .unwrap();
    let table = chart.table();
    assert_eq!(
        table.header,
        ["Category", "Score", "Weight, %", "Contribution"]
    );
    assert_eq!(table.rows[0], ["Adoption", "85.0", "25.0", "21.3"]);
    let drawn = notes(&chart, Size::new(1000.0, 46.0), Options::default(), 1.0);
    assert!(
        drawn.texts.iter().any(|(t, _)| t == "85 × 25% = 21.3"),
        "{:?}",
        drawn.texts
    );
}

#[test]
fn places_in_a_picture_are_written_for_programs_whatever_the_locale() {
    const PLACES: [&str; 8] = ["x", "y", "cx", "cy", "r", "width", "height", "font-size"];
    for mut chart in every_chart() {
        chart.locale = Locale::from_tag("de");
        let svg = render_svg(&chart, &Theme::LIGHT, Size::new(720.0, 320.0)).unwrap();
        let parts: Vec<&str> = svg.split('"').collect();
        let places = parts.chunks_exact(2).filter_map(|pair| {
            let name = pair[0].strip_suffix('=')?.rsplit(' ').next()?;
            PLACES.contains(&name).then_some(pair[1])
        });
        let places: Vec<&str> = places.collect();
        assert!(places.len() > 4, "{svg}");
        for place in places {
            assert!(place.parse::<f64>().is_ok(), "{place} in {svg}");
        }
    }
}

#[test]
fn a_chart_is_written_and_read_off_in_its_locale() {
    let mut chart = line(LineChart::new(
        AxisUnit::Money(Currency::USD),
        Grain::Day,
        months(2),
        vec![Series::new("Cost", vec![Some(1_234.5), Some(2_000.25)])],
    ));
    let read = |chart: &Chart| {
        let reading = chart.step(Size::new(720.0, 320.0), 0).unwrap();
        let plain = |text: &str| text.replace('\u{a0}', " ");
        assert_eq!(
            chart.table().rows[0],
            [reading.heading.clone(), reading.rows[0].1.clone()]
        );
        (plain(&reading.heading), plain(&reading.rows[0].1))
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(read(&chart), pair("1 Jan 2024", "$1,235"));
    chart.locale = Locale::from_tag("de");
    assert_eq!(read(&chart), pair("01.01.2024", "1.235 $"));
    chart.locale = Locale::from_tag("fr");
    assert_eq!(read(&chart), pair("01/01/2024", "1\u{202f}235 $"));
    chart.locale = Locale::from_tag("ja");
    assert_eq!(read(&chart), pair("2024/01/01", "$1,235"));
}

#[test]
fn charts_have_the_colours_of_the_style_sheet() {
    let sheet = include_str!("../style/tokens.css");
    for (theme, light) in [(Theme::LIGHT, true), (Theme::DARK, false)] {
        for (name, colour) in theme.tokens() {
            let declared = sheet.split(&format!("--{name}: light-dark(")).nth(1);
            let both = declared.and_then(|rest| rest.split(')').next()?.split_once(", "));
            let declared = both.map(|both| if light { both.0 } else { both.1 });
            assert_eq!(declared, Some(colour.css().as_str()), "--{name}");
        }
    }
}
