#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| akte_tests::fuzz::expression(data));
