//! Whatever fuzzing found, read again: the cases of `tests/data/fuzz` by the laws that the fuzz targets check.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // in laws of tests a panic is the report
#![allow(
    dead_code,
    unused_qualifications,
    missing_docs,
    reason = "fuzz/ has its own lints"
)]

#[path = "../fuzz/src/lib.rs"]
mod laws;

use rstest::rstest;
use std::path::PathBuf;

#[rstest]
#[case("decode", laws::decode)]
#[case("csv", laws::csv)]
#[case("json", laws::json)]
#[case("xlsx", laws::xlsx)]
#[case("dates", laws::dates)]
#[case("exposition", laws::exposition)]
#[case("mapping", laws::mapping)]
fn what_was_found_is_mended(#[case] target: &str, #[case] law: fn(&[u8])) {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests/data/fuzz", target]
        .iter()
        .collect();
    law(b"");
    for case in std::fs::read_dir(folder).into_iter().flatten() {
        let path = case.unwrap().path();
        eprintln!("{}", path.display());
        law(&std::fs::read(path).unwrap());
    }
}
