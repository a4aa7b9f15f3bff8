//! Charts on a real canvas: its size, its pixels, its measured text, its PNG.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)] // in a test a panic is the report

use outturn::browser::canvas::{draw_to_canvas, to_png_blob};
use outturn_chart::{AxisUnit, Chart, Kind, LineChart, Options, Series, Size, Theme, text};
use outturn_core::calendar::{Grain, Period};
use outturn_core::units::Timestamp;
use outturn_format::Locale;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement};

wasm_bindgen_test_configure!(run_in_browser);

fn chart() -> Chart {
    let first = Period::containing(Timestamp::from_seconds(1.7e9), Grain::Month);
    let times = (0..12).map(|i| first.shifted(i).start_moment()).collect();
    let values = (0..12)
        .map(|i| (i != 5).then(|| 0.9 + 0.005 * f64::from(i)))
        .collect();
    Chart {
        title: "Availability".into(),
        subtitle: "monthly".into(),
        source: "Source: uptime.csv".into(),
        locale: Locale::EN,
        kind: Kind::Line(LineChart::new(
            AxisUnit::Ratio,
            Grain::Month,
            times,
            vec![Series::new("All", values)],
        )),
    }
}

fn canvas() -> HtmlCanvasElement {
    let document = web_sys::window().unwrap().document().unwrap();
    document
        .create_element("canvas")
        .unwrap()
        .dyn_into()
        .unwrap()
}

/// Red, green, blue, opacity of every device pixel.
fn pixels(canvas: &HtmlCanvasElement) -> Vec<[u8; 4]> {
    let context: CanvasRenderingContext2d = canvas
        .get_context("2d")
        .unwrap()
        .unwrap()
        .dyn_into()
        .unwrap();
    let read: js_sys::Function = js_sys::Reflect::get(&context, &"getImageData".into())
        .unwrap()
        .dyn_into()
        .unwrap();
    let [width, height] = [canvas.width(), canvas.height()].map(JsValue::from);
    let arguments = js_sys::Array::of4(&0.into(), &0.into(), &width, &height);
    let image = js_sys::Reflect::apply(&read, &context, &arguments).unwrap();
    let data = js_sys::Reflect::get(&image, &"data".into()).unwrap();
    let bytes = js_sys::Uint8Array::new(&data).to_vec();
    bytes.as_chunks::<4>().0.to_vec()
}

#[wasm_bindgen_test]
fn the_canvas_has_as_many_pixels_as_the_screen() {
    let canvas = canvas();
    for (ratio, expected) in [
        (1.0, (320, 200)),
        (1.5, (480, 300)),
        (2.0, (640, 400)),
        (f64::NAN, (320, 200)),
    ] {
        draw_to_canvas(
            &canvas,
            &chart(),
            &Theme::LIGHT,
            Size::new(320.0, 200.0),
            ratio,
            Options::default(),
        )
        .unwrap();
        assert_eq!((canvas.width(), canvas.height()), expected);
    }
}

/// Runs of the rule's very colour down one column of pixels, and what lies right above and below each.
fn rules(column: &[[u8; 4]], rule: [u8; 3]) -> Vec<(usize, [[u8; 4]; 2])> {
    let is_rule = |i: usize| column.get(i).is_some_and(|p| p[..3] == rule);
    let starts = (1..column.len()).filter(|&i| is_rule(i) && !is_rule(i - 1));
    starts
        .map(|start| {
            let thick = (start..).take_while(|&i| is_rule(i)).count();
            (thick, [column[start - 1], column[start + thick]])
        })
        .collect()
}

#[wasm_bindgen_test]
fn a_hairline_fills_whole_pixels() {
    let canvas = canvas();
    let (rule, ground) = (Theme::LIGHT.rule, Theme::LIGHT.card);
    let ground = [ground.0, ground.1, ground.2, 255];
    for (ratio, thick) in [(1.0, 1), (1.5, 2), (2.0, 2), (3.0, 3)] {
        draw_to_canvas(
            &canvas,
            &chart(),
            &Theme::LIGHT,
            Size::new(600.0, 240.0),
            ratio,
            Options::FRAMED,
        )
        .unwrap();
        let pixels = pixels(&canvas);
        let width = canvas.width() as usize;
        // Down the plot at a tenth of its width there is only the grid.
        let column: Vec<_> = pixels.into_iter().skip(width / 10).step_by(width).collect();
        let found = rules(&column, [rule.0, rule.1, rule.2]);
        assert!(found.len() >= 3, "{} rules at {ratio}", found.len());
        for found in found {
            assert_eq!(found, (thick, [ground; 2]), "at {ratio}");
        }
    }
}

#[wasm_bindgen_test]
fn a_bare_chart_is_clear_and_a_framed_one_has_its_ground() {
    let canvas = canvas();
    let size = Size::new(300.0, 160.0);
    draw_to_canvas(&canvas, &chart(), &Theme::DARK, size, 1.0, Options::FRAMED).unwrap();
    assert_eq!(pixels(&canvas)[0], [0x1b, 0x1e, 0x23, 255]);
    draw_to_canvas(
        &canvas,
        &chart(),
        &Theme::DARK,
        size,
        1.0,
        Options::default(),
    )
    .unwrap();
    assert_eq!(
        pixels(&canvas)[0],
        [0, 0, 0, 0],
        "what was drawn before is cleared"
    );
    assert!(
        pixels(&canvas).iter().any(|p| p[..3] == [0x8a, 0xb4, 0xf0]),
        "the series has its colour"
    );
}

#[wasm_bindgen_test]
fn no_text_is_wider_in_this_browser_than_its_gutter() {
    let context: CanvasRenderingContext2d = canvas()
        .get_context("2d")
        .unwrap()
        .unwrap()
        .dyn_into()
        .unwrap();
    for (weight, strong) in [(400, false), (600, true)] {
        context.set_font(&format!("{weight} 12px {}", text::FONT_STACK));
        for words in [
            "1,234,567",
            "−0.5",
            "Revenue protected",
            "target ≥ 99.9%",
            "Würzburg, façade",
            "$ M",
        ] {
            let measured = context.measure_text(words).unwrap().width();
            let reckoned = text::width(words, 12.0, strong);
            assert!(
                measured <= reckoned + 0.5,
                "{words}: {measured} px, reckoned {reckoned}"
            );
        }
    }
}

#[wasm_bindgen_test]
async fn a_png_has_the_pixels_asked_for() {
    for ratio in [1u8, 2, 3] {
        let blob: Blob = to_png_blob(&chart(), &Theme::LIGHT, Size::new(560.0, 260.0), ratio)
            .await
            .unwrap();
        assert_eq!(blob.type_(), "image/png");
        let bytes =
            js_sys::Uint8Array::new(&JsFuture::from(blob.array_buffer()).await.unwrap()).to_vec();
        assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n");
        let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!(
            (side(16), side(20)),
            (560 * u32::from(ratio), 260 * u32::from(ratio))
        );
    }
}
