//! The engine gives in a browser, on 32-bit WebAssembly, what it gives natively; the browser's own calendar is the witness.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

use js_sys::Date;
use outturn_core::calendar::{Grain, Period, date_of};
use outturn_core::units::Timestamp;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// Every 37th day from 1887 to 2134, a quarter of a second after midnight.
fn moments() -> impl Iterator<Item = f64> {
    (-30_000..60_000)
        .step_by(37)
        .map(|day| f64::from(day) * 86_400.0 + 0.25)
}

#[wasm_bindgen_test]
fn dates_are_those_of_the_browser() {
    for seconds in moments() {
        let browser: String = Date::new(&JsValue::from_f64(seconds * 1000.0))
            .to_iso_string()
            .into();
        assert_eq!(
            date_of(Timestamp::from_seconds(seconds)).to_string(),
            browser[..10]
        );
    }
}

#[wasm_bindgen_test]
fn months_begin_and_end_with_those_of_the_browser() {
    for seconds in moments() {
        let date = Date::new(&JsValue::from_f64(seconds * 1000.0));
        let next = Date::utc(
            f64::from(date.get_utc_full_year()),
            f64::from(date.get_utc_month() + 1),
        ) / 1000.0;
        let month = Period::containing(Timestamp::from_seconds(seconds), Grain::Month);
        assert_eq!(
            month.end_moment(),
            Timestamp::from_seconds(next),
            "{}",
            month.label()
        );
    }
}
