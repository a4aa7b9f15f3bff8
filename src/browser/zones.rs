//! The time zones that the browser knows, by their names in the IANA database.

use js_sys::{Array, Function, Intl, Object, Reflect};
use outturn_core::calendar::{Zone, moment_of, seconds_ahead};
use outturn_core::units::Timestamp;
use wasm_bindgen::{JsCast, JsValue};

/// The years in which changes of the clocks are looked for; after them clocks stay as they are.
const YEARS: (i32, i32) = (1970, 2050);

/// The names of all zones; empty where the browser does not tell.
#[must_use]
pub fn names() -> Vec<String> {
    let names = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let told = Reflect::get(&intl, &"supportedValuesOf".into()).ok()?;
        let told = told.dyn_into::<Function>().ok()?;
        let names = told.call1(&intl, &"timeZone".into()).ok()?;
        let names = names.dyn_into::<Array>().ok()?;
        Some(names.iter().filter_map(|name| name.as_string()).collect())
    };
    names().unwrap_or_default()
}

/// The zone of a name with all changes of its clocks; `None` for a name that the browser does not know.
#[must_use]
pub fn zone(name: &str) -> Option<Zone> {
    let format = format_of(name)?;
    let first_day = |year| chrono::NaiveDate::from_ymd_opt(year, 1, 1).map(moment_of);
    let range = (first_day(YEARS.0)?, first_day(YEARS.1)?);
    Zone::found(name, range, |moment| ahead(&format, moment))
}

/// A format that writes how far the clocks of a zone are ahead: `GMT+02:00`.
fn format_of(name: &str) -> Option<Intl::DateTimeFormat> {
    let options = Object::new();
    let set = |key: &str, value: &str| Reflect::set(&options, &key.into(), &value.into()).ok();
    set("timeZone", name)?;
    set("timeZoneName", "longOffset")?;
    // A name that is not known is an exception.
    let make = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let make = Reflect::get(&make, &"DateTimeFormat".into()).ok()?;
    let make = make.dyn_into::<Function>().ok()?;
    let made = Reflect::construct(&make, &Array::of2(&"en-US".into(), &options)).ok()?;
    made.dyn_into().ok()
}

fn ahead(format: &Intl::DateTimeFormat, moment: Timestamp) -> Option<i32> {
    let date = js_sys::Date::new(&JsValue::from_f64(moment.0 as f64 / 1_000.0));
    let parts = format.format_to_parts(&date);
    let zone = parts
        .iter()
        .find(|part| of(part, "type").as_deref() == Some("timeZoneName"))?;
    seconds_ahead(&of(&zone, "value")?)
}

fn of(part: &JsValue, key: &str) -> Option<String> {
    Reflect::get(part, &key.into()).ok()?.as_string()
}
