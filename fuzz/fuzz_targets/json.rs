#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| outturn_fuzz::json(data));
