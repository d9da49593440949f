//! Properties text and worker configurations.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tidegate::connect::{properties, worker};

fuzz_target!(|text: &str| {
    if properties::parse(text).is_ok() {
        assert!(worker::read(text).is_ok());
    }
});
