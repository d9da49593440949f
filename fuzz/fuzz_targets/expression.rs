//! Any text as an expression, against every kind of resource.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/corpus/drive.rs"]
mod drive;

fuzz_target!(|text: &str| drive::expression(text));
