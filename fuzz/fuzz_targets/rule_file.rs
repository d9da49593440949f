//! Any text as a rule file: it loads or is refused with places in it; what loads can be judged.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/it/corpus/drive.rs"]
mod drive;

fuzz_target!(|text: &str| drive::rule_file(text));
