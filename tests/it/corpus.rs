//! The fuzzers' committed corpus, replayed: what once broke the rule loader stays mended.

mod drive;

use std::path::Path;

/// The texts of a fuzzer's corpus; bytes that are no text are nothing the targets see.
fn replay(target: &str, run: fn(&str)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut replayed = 0;
    for entry in std::fs::read_dir(&folder).expect("the corpus is committed") {
        let path = entry.expect("the corpus can be read").path();
        let bytes = std::fs::read(&path).expect("the corpus can be read");
        if let Ok(text) = std::str::from_utf8(&bytes) {
            run(text);
            replayed += 1;
        }
    }
    assert!(replayed >= 10, "{} holds {replayed} texts", folder.display());
}

#[test]
fn rule_files_of_the_corpus_load_or_are_refused() {
    replay("rule_file", drive::rule_file);
}

#[test]
fn expressions_of_the_corpus_compile_or_are_refused() {
    replay("expression", drive::expression);
}

/// Every built-in rule, cut at many places and with one byte changed.
#[test]
fn damaged_rules_are_refused_in_place() {
    for rule in &tidegate::rules::builtin().rules {
        let path = format!("{}/rules/{}/{}.toml", env!("CARGO_MANIFEST_DIR"), rule.service, rule.id);
        let text = std::fs::read_to_string(path).expect("a built-in rule's file");
        for at in (0..text.len()).step_by(997).filter(|i| text.is_char_boundary(*i)) {
            drive::rule_file(&text[..at]);
            for put in ["\"", "'", "{{", "}}", "]", "\\", "\u{0}", "'''"] {
                drive::rule_file(&format!("{}{put}{}", &text[..at], &text[at..]));
            }
        }
    }
}
